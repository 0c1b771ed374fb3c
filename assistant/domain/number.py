"""The number of a document (số hiệu): how it is written, and when two are the same.

Form: running number / year / kind - issuing body (Decree 30/2020/NĐ-CP, annex I, on the form
of administrative documents; Law 64/2025/QH15 for normative ones). Older and administrative
documents leave parts out (``232/QĐ-UBND``, ``1278/BGDĐT-GDTrH``, ``38-CP``); a number is kept
as it is printed, and compared by its key.
"""

import re
from dataclasses import dataclass, field

from assistant.domain.words import fold, nfc

# Spaces, and what can stand in no number: control characters, and "#", which ends it in a path.
_NOISE = re.compile(r"[\s#\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_PARTS = re.compile(r"^(?P<running>\d+[a-zđ]?)/(?:(?P<year>(?:19|20)\d\d)/)?(?P<code>.+)$", re.I)


NUMBER = (
    r"(?:\d{1,5}[a-zđ]?[ ]*/[ ]*(?:(?:19|20)\d\d[ ]*/[ ]*)?[A-ZĐ][\w&]*(?:(?:[ ]?[-–/][ ]?|\.)[A-ZĐ][\w&]*)*"
    r"|\d{1,5}[-/](?:HĐBT|CP|TTg|QĐ|CT|TT|NQ|NĐ|LCT|SL)(?:[-/][A-ZĐ]\w*)*)"
)
"""A printed number: 29/2024/TT-BGDĐT, 43/2019/QH14, 979/2022/VHU/QĐ, 232/QĐ-UBND, 38-CP."""


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """A document's number. Equal whatever the case, Đ or Ð, spacing or leading zeros.

    ``key`` is the comparable form (ASCII, lower case); ``text`` is printed to people.
    """

    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        text = _DASHES.sub("-", _NOISE.sub("", nfc(self.text))).strip("./-,;:")
        if not text:
            raise ValueError("số hiệu trống")
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "key", _LEADING_ZEROS.sub("", fold(text)))

    def __str__(self) -> str:
        return self.text

    @property
    def running(self) -> str | None:
        """The running number without leading zeros, or ``None`` in numbers of old forms."""
        match = _PARTS.match(self.text)
        return _LEADING_ZEROS.sub("", match["running"]) if match else None

    @property
    def year(self) -> int | None:
        """The year in the number; administrative documents have none."""
        match = _PARTS.match(self.text)
        return int(match["year"]) if match and match["year"] else None

    @property
    def code(self) -> str | None:
        """Kind and issuing body as printed: ``TT-BGDĐT``, ``QH14``, ``NĐ-CP``."""
        match = _PARTS.match(self.text)
        return match["code"] if match else None
