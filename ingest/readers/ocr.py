"""Words of a page picture, by tesseract with the Vietnamese model; results kept by the picture."""

import hashlib
import json
import os
import re
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain.orthography import is_syllable
from assistant.domain.words import nfc
from assistant.errors import MissingTool
from ingest.readers.layout import Piece, union

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "vie"
DPI = 300
_VERSION = "3"
_PAGE_TIMEOUT_S = 180
_SURE = 30.0
_GAP_IN_HEIGHTS = 2.2
_WORTH = re.compile(r"\d|^[a-zđ]\)$|^[^\W\d_]{2,}[.,;:)]*$")


@cache
def missing() -> str | None:
    """Why OCR cannot run here (a Vietnamese sentence), or ``None``."""
    import pytesseract

    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        return "chưa cài chương trình nhận dạng chữ tesseract"
    if LANGUAGE not in languages:
        return "tesseract chưa có dữ liệu tiếng Việt (vie)"
    return None


def recognise(image: "Image", cache_dir: str) -> list[Piece]:
    """Pieces of text on a page picture, with places; from the cache where it was read before.

    Raises ``MissingTool`` without tesseract, ``TimeoutError`` when the page takes too long.
    """
    kept = _cache_file(image, cache_dir)
    if kept and kept.is_file():
        try:
            return _pieces(json.loads(kept.read_text("utf-8")))
        except (ValueError, KeyError, TypeError):
            kept.unlink(missing_ok=True)
    reason = missing()
    if reason:
        raise MissingTool(f"Không nhận dạng được chữ: {reason}.", "Cài gói tesseract-ocr-vie rồi chạy lại.")
    words = _words(_run(image), image.width, image.height)
    if kept:
        _keep(kept, words)
    return _pieces(words)


def _cache_file(image: "Image", cache_dir: str) -> Path | None:
    if not cache_dir:
        return None
    digest = hashlib.sha256(f"{_VERSION} {LANGUAGE} {image.size}".encode() + image.tobytes()).hexdigest()
    return Path(cache_dir) / "ocr" / f"{digest}.json"


def _keep(path: Path, words: Sequence[Mapping[str, Any]]) -> None:
    """Write beside and rename: another process may be reading the same page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    beside.replace(path)


def _run(image: "Image") -> dict[str, list[Any]]:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        data: dict[str, list[Any]] = pytesseract.image_to_data(
            image,
            lang=LANGUAGE,
            config=f"--psm 3 --dpi {DPI}",
            output_type=pytesseract.Output.DICT,
            timeout=_PAGE_TIMEOUT_S,
        )
    except RuntimeError as error:
        if "timeout" in str(error).lower():
            raise TimeoutError from error
        raise
    return data


def _words(data: Mapping[str, Sequence[Any]], width: int, height: int) -> list[dict[str, Any]]:
    """Words with their boxes as fractions; specks of dust (unsure and no word) are left out."""
    found = []
    for index, raw in enumerate(data["text"]):
        text = nfc(str(raw)).strip()
        confidence = float(data["conf"][index])
        if not text or (confidence < _SURE and not _WORTH.search(text) and not is_syllable(text)):
            continue
        left, top = int(data["left"][index]), int(data["top"][index])
        right, bottom = left + int(data["width"][index]), top + int(data["height"][index])
        line = [int(data[key][index]) for key in ("block_num", "par_num", "line_num")]
        box = [left / width, top / height, right / width, bottom / height]
        found.append({"text": text, "box": box, "line": line, "conf": confidence})
    return found


def _pieces(words: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Words of one line put together, cut at wide gaps (the two sides of a head)."""
    lines: dict[tuple[int, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for word in words:
        lines[tuple(word["line"])].append(word)
    return [piece for line in lines.values() for piece in _cut(line)]


def _cut(words: Sequence[Mapping[str, Any]]) -> list[Piece]:
    heights = [word["box"][3] - word["box"][1] for word in words]
    limit = statistics.median(heights) * _GAP_IN_HEIGHTS
    groups: list[list[Mapping[str, Any]]] = [[words[0]]]
    for before, word in pairwise(words):
        if word["box"][0] - before["box"][2] > limit:
            groups.append([])
        groups[-1].append(word)
    return [_piece(group, statistics.median(heights)) for group in groups]


def _piece(words: Sequence[Mapping[str, Any]], size: float) -> Piece:
    box = union([tuple(word["box"]) for word in words])
    return Piece(" ".join(word["text"] for word in words), box, size)
