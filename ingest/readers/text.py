"""Plain text: encodings old and new, one line of the file a line (wrapped ones joined)."""

import re
from pathlib import Path

from assistant.domain.words import squeeze
from ingest.readers.encodings import Decoded, decode
from ingest.readers.labels import starts_unit
from ingest.reading import Line, ReadDocument

_HARD_WRAP = (60, 130)
_ENDS = re.compile(r"[.;:!?…”\"»]\s*$")


def read_text(path: Path) -> ReadDocument:
    """Read a text file; the encoding found is in ``meta["encoding"]``."""
    decoded = decode(path.read_bytes())
    lines = [squeeze(line) for line in re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", decoded.text)]
    if hard_wrapped(lines):
        lines = unwrap(lines)
    return ReadDocument(
        lines=tuple(Line(text) for text in lines if text),
        meta={"encoding": decoded.encoding},
        media_type="text/plain",
        warnings=encoding_warnings(decoded),
    )


def encoding_warnings(decoded: Decoded) -> tuple[str, ...]:
    """What the clerk should know of the encoding: nothing where it is Unicode."""
    if not decoded.sure:
        return (f"Không chắc bảng mã của tệp (đoán là {decoded.encoding}); hãy kiểm tra dấu tiếng Việt.",)
    if decoded.encoding.startswith(("TCVN3", "VNI", "windows-1258")):
        return (f"Tệp dùng bảng mã {decoded.encoding}; đã chuyển sang Unicode.",)
    return ()


def hard_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a fixed width: many lines near one length, none beyond."""
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < 8 or lengths[-1] > _HARD_WRAP[1]:
        return False
    width = lengths[-1]
    full = sum(length > width * 0.8 for length in lengths)
    return width >= _HARD_WRAP[0] and full > len(lengths) * 0.5


def unwrap(lines: list[str]) -> list[str]:
    """Join the lines of a paragraph; a blank line, a label or a short line ends one."""
    width = max(map(len, lines), default=0)
    out: list[str] = []
    previous = ""
    for line in lines:
        room = width - len(previous) > len(line.split(" ")[0]) + 1
        ends = (
            not previous or starts_unit(line) or (room and bool(_ENDS.search(previous) or line[:1].isupper()))
        )
        if line and not ends:
            out[-1] = f"{out[-1]} {line}"
        elif line:
            out.append(line)
        previous = line
    return out
