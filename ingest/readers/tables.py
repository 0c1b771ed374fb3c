"""Tables as lines: a row is ``| a | b |``; a table that only arranges text is not one."""

import re
from collections.abc import Sequence

from assistant.domain.words import squeeze

_ARRANGED = re.compile(
    r"C[ỘÔ]NG\s+H[ÒO][AÀ]\s+X[ÃA]\s+H[ỘO]I|Độc\s+lập\s*[-–—]\s*Tự\s+do|N[ơƠ][iI]\s+nh[ậẬ]n\s*:|NƠI NHẬN"
    r"|\b(?:KT|TM|TL|TUQ)\.\s|XÁC THỰC VĂN BẢN",
)
_UNITS = re.compile(r"(?:^|\s)Điều\s+\d+[a-zđ]?\.\s", re.MULTILINE)


def row_text(cells: Sequence[str]) -> str:
    """One row as a line: cells without line breaks, bars inside a cell made ``¦``."""
    inner = " | ".join(squeeze(cell).replace("\n", " ").replace("|", "¦") for cell in cells)
    return f"| {inner} |"


def is_arrangement(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the table only places text (head, signature block, a frame round the page).

    The form of documents (Decree 30/2020/NĐ-CP) sets issuer and Quốc hiệu, and recipients and
    signature, side by side; editors do it with borderless tables.
    """
    if not any(len(row) > 1 for row in rows):
        return True
    text = "\n".join(cell for row in rows for cell in row)
    if len(rows) <= 8 and _ARRANGED.search(text):
        return True
    return any(len(_UNITS.findall(cell)) > 1 for row in rows for cell in row)
