"""Slips of OCR that are plain in every context, put right; lost marks are ``pairs``' matter."""

import re

from assistant.domain.words import nfc

_ONE = re.compile(r"(?<![^\W\d])[lI|](?=\d)|(?<=\d)[lI|](?![^\W\d])")
_MONTH = re.compile(r"(?<=tháng )(?:[lI1][lI1])(?= năm)")
_SLASH = re.compile(r"/*[\u2044\u2215]/*")
_LOOSE_QUOTE = re.compile(r"\s+(?=[”»])")
_DUST = re.compile(r"(?<=\w[).])_+(?=\s|$)")
_BULLET = re.compile(r"^[-–—]\s?_+\s*")


def tidy(text: str) -> str:
    """``l6`` made 16, blanks before closing quotes removed, dust behind bullets wiped off."""
    text = _MONTH.sub("11", _ONE.sub("1", _SLASH.sub("/", nfc(text))))
    return _BULLET.sub("- ", _DUST.sub("", _LOOSE_QUOTE.sub("", text)))
