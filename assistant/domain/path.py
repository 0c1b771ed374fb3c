"""The address of a provision: ``43/2019/QH14#dieu-5.khoan-2.diem-d``.

Printed and parsed back without loss. Articles run through a document, so a chapter is not
part of an article's address. What is issued with a document (*kèm theo*) has a scope of its
own: ``10/2020/QĐ-X#quy-che/dieu-5``. A unit that stands twice gets an ordinal: ``dieu-5~2``.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.domain.number import DocumentNumber
from assistant.domain.words import nfc


class UnitKind(StrEnum):
    """The units of a regulation, from the largest to the smallest (Law 64/2025/QH15)."""

    PART = "phan"
    CHAPTER = "chuong"
    SECTION = "muc"
    SUBSECTION = "tieu-muc"
    ARTICLE = "dieu"
    CLAUSE = "khoan"
    POINT = "diem"
    ANNEX = "phu-luc"
    ATTACHED = "van-ban-kem-theo"
    PARAGRAPH = "doan"
    PREAMBLE = "mo-dau"
    CLOSING = "ket-thuc"

    @property
    def vietnamese(self) -> str:
        """The unit's name in Vietnamese, in lower case: ``điều``."""
        return _VIETNAMESE[self]


_VIETNAMESE = {
    UnitKind.PART: "phần",
    UnitKind.CHAPTER: "chương",
    UnitKind.SECTION: "mục",
    UnitKind.SUBSECTION: "tiểu mục",
    UnitKind.ARTICLE: "điều",
    UnitKind.CLAUSE: "khoản",
    UnitKind.POINT: "điểm",
    UnitKind.ANNEX: "phụ lục",
    UnitKind.ATTACHED: "văn bản kèm theo",
    UnitKind.PARAGRAPH: "đoạn",
    UnitKind.PREAMBLE: "phần mở đầu",
    UnitKind.CLOSING: "phần kết",
}

_KINDS = "|".join(sorted((kind.value for kind in UnitKind), key=len, reverse=True))
# An attached "điều lệ" or "chương trình" is a scope, not an article "lệ" or a chapter "trình".
_SEGMENT = re.compile(
    rf"^(?!(?:dieu-le|chuong-trinh)(?:$|~|-))(?P<kind>{_KINDS})-(?P<label>[0-9a-zđ]+(?:-[0-9a-zđ]+)*)(?:~(?P<nth>[1-9]\d*))?$"
)
_SCOPE = re.compile(r"^[a-z0-9đ]+(?:-[a-z0-9đ]+)*(?:~[1-9]\d*)?$")


@dataclass(frozen=True, order=True)
class Segment:
    """One step of an address: kind, label (``5a``, ``đ``, ``iv``) and which of several."""

    kind: UnitKind
    label: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.kind.value}-{self.label}" + (f"~{self.nth}" if self.nth > 1 else "")

    @classmethod
    def parse(cls, text: str) -> "Segment":
        """Parse one segment; raise ``ValueError`` where it is none."""
        match = _SEGMENT.match(nfc(text).lower())
        if match is None:
            raise ValueError(f"không phải một đơn vị của văn bản: {text!r}")
        return cls(UnitKind(match["kind"]), match["label"], int(match["nth"] or 1))


@dataclass(frozen=True, order=True)
class ProvisionPath:
    """A document, or with ``segments`` a provision of it.

    ``scope`` names a regulation or annex issued with the document (``quy-che``,
    ``phu-luc-i``); ``None`` is the document's own text.
    """

    document: DocumentNumber
    scope: str | None = None
    segments: tuple[Segment, ...] = ()

    def __str__(self) -> str:
        inner = ".".join(map(str, self.segments))
        scope = self.scope or ""
        tail = f"{scope}/{inner}" if scope and inner else scope or inner
        return f"{self.document}#{tail}" if tail else str(self.document)

    @classmethod
    def parse(cls, text: str) -> "ProvisionPath":
        """Parse a printed address; raise ``ValueError`` (in Vietnamese) where it is none."""
        number, _, tail = text.strip().partition("#")
        document = DocumentNumber(number)
        scope, slash, inner = tail.partition("/")
        if not slash and scope and not _SEGMENT.match(nfc(scope.split(".")[0]).lower()):
            return cls(document, _scope(scope))
        if not slash:
            scope, inner = "", tail
        segments = tuple(Segment.parse(part) for part in inner.split(".")) if inner else ()
        return cls(document, _scope(scope) if slash else None, segments)

    def child(self, segment: Segment) -> "ProvisionPath":
        """The address of a unit inside this one."""
        return replace(self, segments=(*self.segments, segment))

    @property
    def article(self) -> str | None:
        """The number of the Điều this address stands in: ``"5a"``, or ``None``."""
        return next((s.label for s in self.segments if s.kind is UnitKind.ARTICLE), None)

    @property
    def article_path(self) -> "ProvisionPath":
        """The address of the whole article (or of the same unit where there is none)."""
        for index, segment in enumerate(self.segments):
            if segment.kind is UnitKind.ARTICLE:
                return replace(self, segments=self.segments[: index + 1])
        return self

    def vietnamese(self) -> str:
        """The address in words, from the smallest: ``điểm d khoản 2 Điều 5``."""
        words = [
            f"{'Điều' if s.kind is UnitKind.ARTICLE else s.kind.vietnamese} "
            f"{s.label.upper() if s.kind in _ROMAN else s.label}"
            for s in reversed(self.segments)
        ]
        return " ".join(words)


_ROMAN = {UnitKind.PART, UnitKind.CHAPTER, UnitKind.ANNEX}


def _scope(text: str) -> str:
    scope = nfc(text).lower()
    if not _SCOPE.match(scope):
        raise ValueError(f"không phải phần kèm theo của văn bản: {text!r}")
    return scope
