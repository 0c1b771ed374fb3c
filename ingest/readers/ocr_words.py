"""Slips of OCR that are plain in every context, put right; lost marks are ``pairs``' matter."""

import re

from assistant.domain.words import fold, nfc

_WORDS = re.compile(r"[^\W\d_]+")
_ONE = re.compile(r"(?<![^\W\d])[lI|](?=\d)|(?<=\d)[lI|](?![^\W\d])")
_MONTH = re.compile(r"(?<=tháng )(?:[lI1][lI1])(?= năm)")
_SLASH = re.compile(r"/*[\u2044\u2215]/*")
_LOOSE_QUOTE = re.compile(r"\s+(?=[”»])")
_DUST = re.compile(r"(?<=\w[).])_+(?=\s|$)")
_BULLET = re.compile(r"^[-–—]\s?_+\s*")
_EDGES = re.compile(r"^[_|]+\s*(?=\S)|(?<=\S)\s+[_|]+$")
_FIRST = re.compile(r"^\]\.(?=\s[A-ZĐ])")
_COMMA = re.compile(r"^([“\"]?\d{1,2}),(?=\s[^\W\d_a-zđ])")
_MOTTOES = {
    "doc lap tu do hanh phuc": "Độc lập - Tự do - Hạnh phúc",
    "cong hoa xa hoi chu nghia viet nam": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
}


def tidy(text: str) -> str:
    """``l6`` made 16, blanks before closing quotes removed, dust at the edges wiped off.

    A clause's label read ``9,`` or ``].`` gets its full stop; the mottoes of a head are known.
    """
    text = _MONTH.sub("11", _ONE.sub("1", _SLASH.sub("/", nfc(text))))
    text = _BULLET.sub("- ", _DUST.sub("", _LOOSE_QUOTE.sub("", text)))
    text = _COMMA.sub(r"\1.", _FIRST.sub("1.", _EDGES.sub("", text)))
    return _MOTTOES.get(" ".join(_WORDS.findall(fold(text))), text)
