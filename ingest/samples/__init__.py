"""The sample library: documents in the form of the real thing, without any legal force.

``LIBRARY`` is the folder that ``hocvu ingest`` reads; ``sources`` holds the words from which
``python -m ingest.samples.make`` writes it. Numbers and issuers are imaginary (``TT-BGDM``,
*Bộ Giáo dục Mẫu*, *tỉnh Sông Mẫu*), and each file carries ``MARK``.
"""

from pathlib import Path

MARK = "VĂN BẢN MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
SOURCES = Path(__file__).parent / "sources"
LIBRARY = Path(__file__).parent / "library"


def sample_folder() -> Path:
    """The folder of finished sample documents, as PDF, DOCX, HTML, Markdown and text."""
    return LIBRARY
