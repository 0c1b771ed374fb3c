"""Files that the readers' tests read, made on the spot: a PDF writer without fonts of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.settings import Settings
from ingest.readers.options import ReaderOptions

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Text:
    """Words at a place: x and y in points from the top left, letters half an em wide.

    ``look``: PDF operators before the words (colour, render mode); they hold for these words only.
    """

    x: float
    y: float
    text: str
    size: float = 12.0
    bold: bool = False
    spacing: float = 0.0
    look: str = ""


@dataclass
class PdfPage:
    texts: Sequence[Text] = ()
    rules: Sequence[tuple[float, float, float, float]] = ()
    picture: bool = False
    rotate: int = 0
    under: str = ""
    over: str = ""
    size: tuple[float, float] = A4


@dataclass
class PdfMaker:
    """Writes a PDF whose letters are codes with a ToUnicode table."""

    codes: dict[str, int] = field(default_factory=lambda: {" ": 32})

    def code(self, char: str) -> int:
        if char not in self.codes:
            self.codes[char] = next(n for n in range(33, 256) if n not in self.codes.values())
        return self.codes[char]

    def write(self, path: Path, pages: Sequence[PdfPage]) -> Path:
        contents = [self._content(page) for page in pages]
        objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
        kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(len(pages)))
        objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
        widths = " ".join(["500"] * 256)
        for name in ("Helvetica", "Helvetica-Bold"):
            objects.append(
                f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding "
                f"/FirstChar 0 /LastChar 255 /Widths [{widths}] /ToUnicode 5 0 R >>"
            )
        objects.append(self._stream(self._unicode_table()))
        grey = "80" * 64
        objects.append(
            "<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Filter /ASCIIHexDecode /Length {len(grey) + 1} >>\n"
            f"stream\n{grey}>\nendstream"
        )
        for index, (page, content) in enumerate(zip(pages, contents, strict=True)):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] "
                f"/Rotate {page.rotate} /Resources << /Font << /F1 3 0 R /F2 4 0 R >> "
                f"/XObject << /Im 6 0 R >> >> /Contents {8 + 2 * index} 0 R >>"
            )
            objects.append(self._stream(content))
        path.write_bytes(self._file(objects))
        return path

    def _content(self, page: PdfPage) -> str:
        height = page.size[1]
        out = [f"q {page.size[0]} 0 0 {height} 0 0 cm /Im Do Q"] if page.picture else []
        out.append(page.under)
        for left, top, right, bottom in page.rules:
            out.append(f"0.5 w {left} {height - top} m {right} {height - bottom} l S")
        for text in page.texts:
            codes = "".join(f"{self.code(char):02x}" for char in text.text)
            font = "F2" if text.bold else "F1"
            out.append(
                f"q BT {text.look} /{font} {text.size} Tf {text.spacing} Tc {text.x} {height - text.y} Td "
                f"<{codes}> Tj ET Q"
            )
        return "\n".join([*out, page.over])

    def _unicode_table(self) -> str:
        rows = "\n".join(
            f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in sorted(self.codes.items())
        )
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(self.codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
        )

    @staticmethod
    def _stream(content: str) -> str:
        return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"

    @staticmethod
    def _file(objects: Sequence[str]) -> bytes:
        out, offsets = b"%PDF-1.7\n", []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        start = len(out)
        size = len(objects) + 1
        out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
        return out + f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def paragraph(text: str, y: float, *, left: float = 70, indent: float = 30, width: int = 74) -> list[Text]:
    """Words set as a justified page sets them: first line indented, wrapped at the margin."""
    lines: list[str] = [""]
    room = width - int(indent // 6)
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > (room if len(lines) == 1 else width):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [
        Text(left + (indent if index == 0 else 0), y + 18 * index, line) for index, line in enumerate(lines)
    ]


@pytest.fixture
def text() -> type[Text]:
    return Text


@pytest.fixture
def pdf_page() -> type[PdfPage]:
    return PdfPage


@pytest.fixture
def set_paragraph() -> Callable[..., list[Text]]:
    return paragraph


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    def make(*pages: PdfPage, name: str = "made.pdf") -> Path:
        return PdfMaker().write(tmp_path / name, pages)

    return make


@pytest.fixture
def options(tmp_path: Path) -> ReaderOptions:
    return ReaderOptions(ocr=False, cache_dir=str(tmp_path / "cache"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", ocr=False, file_timeout_s=60)
