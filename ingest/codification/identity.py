"""Which document and which place each article of the code comes from.

The note says it. Where it does not, other words of the package may: the link's item number
names one document of the national database, and other notes with that link name its number.
Nothing else gives a number; a document that has none gets one that no one can take for real.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import Segment, UnitKind
from assistant.domain.words import fold
from ingest.codification.notes import Note
from ingest.codification.topic import CodeArticle

NUMBERLESS = "KHONG-SO"
_ITEM = re.compile(r"[?&]ItemID=(\d+)", re.IGNORECASE)
_FRAGMENT = re.compile(r"#(?:.*_)?Dieu_(\d{1,4}[a-zđ]{0,2})$")
_SLUG_WORDS = 14


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with its document's number and its place in it."""

    article: CodeArticle
    note: Note
    number: DocumentNumber
    kind: DocumentKind
    place: Segment
    warnings: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the number is one that the package prints."""
        return not self.number.text.startswith(f"{NUMBERLESS}/")


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that names no document: ``reason`` is a Vietnamese clause for the report."""

    topic: str
    label: str
    reason: str


class Identities:
    """Numbers by the links of a whole package."""

    def __init__(self, articles: Iterable[CodeArticle]) -> None:
        by_item: dict[str, dict[DocumentNumber, DocumentKind]] = defaultdict(dict)
        for article in articles:
            note, item = article.note, item_of(article.url)
            if note and note.number and note.kind and item:
                by_item[item][note.number] = note.kind
        self._by_item = {item: found for item, found in by_item.items() if len(found) == 1}

    def place(self, article: CodeArticle) -> Placed | Rejected:
        """Where ``article`` stands, or why that cannot be said."""
        note = article.note
        if note is None:
            return Rejected(article.topic, article.label, "không có ghi chú nguồn")
        found = self._document(article, note)
        if found is None:
            return Rejected(article.topic, article.label, "ghi chú không cho biết văn bản nào")
        kind, number, warnings = found
        segment, doubts = _place(article, note)
        if segment is None:
            return Rejected(article.topic, article.label, "không rõ là điều nào của văn bản")
        told = tuple(w for w in note.warnings if not (warnings and "số hiệu" in w))
        return Placed(article, note, number, kind, segment, (*told, *warnings, *doubts))

    def _document(
        self, article: CodeArticle, note: Note
    ) -> tuple[DocumentKind, DocumentNumber, tuple[str, ...]] | None:
        if note.number and note.kind:
            return note.kind, note.number, ()
        known = self._by_item.get(item_of(article.url) or "", {})
        for number, kind in known.items():
            if note.kind in (None, kind):
                return kind, number, (f"số hiệu {number} lấy theo đường dẫn của ghi chú",)
        if note.kind is None or not note.name:
            return None
        return note.kind, _artificial(note.kind, note.name), ("văn bản không có số hiệu",)


def item_of(url: str | None) -> str | None:
    """The national database's number of the linked text."""
    match = _ITEM.search(url or "")
    return match[1] if match else None


def linked_article(url: str | None) -> str | None:
    """The number of the Điều that a link ends at: ``...#Chuong_II_Dieu_5`` gives ``"5"``."""
    match = _FRAGMENT.search(url or "")
    return match[1].lower() if match else None


def in_chapter(url: str | None) -> bool | None:
    """Whether the link's text has the article under a chapter; ``None`` without a link."""
    fragment = (url or "").partition("#")[2]
    return "_Dieu_" in fragment if "Dieu_" in fragment else None


def _artificial(kind: DocumentKind, name: str) -> DocumentNumber:
    words = re.findall(r"[a-z0-9]+", fold(f"{kind.value} {name}"))
    return DocumentNumber(f"{NUMBERLESS}/{'-'.join(words[:_SLUG_WORDS])}")


def _place(article: CodeArticle, note: Note) -> tuple[Segment | None, tuple[str, ...]]:
    linked = linked_article(article.url)
    if note.article:
        differs = linked and linked != note.article
        doubt = (f"ghi chú nói Điều {note.article}, đường dẫn nói Điều {linked}",) if differs else ()
        return Segment(UnitKind.ARTICLE, note.article), doubt
    if note.section:
        return Segment(UnitKind.SECTION, note.section), ()
    label = linked or article.code_article
    if not label:
        return None, ()
    if linked or note.raw.lstrip("( ").startswith("Điều"):
        return Segment(UnitKind.ARTICLE, label), (f"ghi chú thiếu số điều, lấy Điều {label}",)
    return Segment(UnitKind.PARAGRAPH, label), ()
