"""From articles of topics to documents: one for each number, in the order of its articles."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assistant.domain.document import Document, DocumentKind, Head, Provision, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import fold
from ingest.codification.changes import Change
from ingest.codification.clauses import stated
from ingest.codification.identity import NUMBERLESS, Placed, item_of
from ingest.codification.namesakes import Settled, settle
from ingest.codification.notes import Note
from ingest.codification.topic import Heading
from ingest.structure import parse_article_text

_Value = TypeVar("_Value", bound=Hashable)
_LAWS = {DocumentKind.LAW: "Luật", DocumentKind.CODE: "Bộ luật", DocumentKind.ORDINANCE: "Pháp lệnh"}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_CODE_SCOPE = "phap-dien-"
_SENTENCE_WORDS = 15


@dataclass(frozen=True, slots=True)
class Pointer:
    """Another provision that an article is said to bear on, resolved."""

    target: ProvisionPath
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """Name and day of issue of a document as other articles' pointers tell them."""

    name: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document is made of.

    ``topics`` gives the names of topics by number, ``pointers`` the other provisions that an
    article bears on by the article's place in ``articles``, ``named`` what others tell of
    the document: a note that tells of a change leaves the name out, first mention or not.
    """

    number: DocumentNumber
    articles: tuple[Settled, ...]
    topics: Mapping[str, str]
    pointers: Mapping[int, tuple[Pointer, ...]]
    named: Named | None = None


def drafts_of(articles: Iterable[Placed]) -> dict[str, list[Settled]]:
    """The settled articles by the key of their document's number, each in reading order."""
    by_number: dict[str, list[Placed]] = defaultdict(list)
    for placed in articles:
        by_number[placed.number.key].append(placed)
    return {key: sorted(settle(group), key=_reading_order) for key, group in by_number.items()}


def path_of(settled: Settled, number: DocumentNumber) -> ProvisionPath:
    """The address of an article."""
    return ProvisionPath(number, settled.scope, (settled.place,))


def printed_number(settled: Iterable[Settled]) -> DocumentNumber:
    """The number in its commonest spelling."""
    spellings = Counter(one.placed.number.text for one in settled)
    return DocumentNumber(min(spellings, key=lambda text: (-spellings[text], text)))


def build(draft: Draft) -> Document:
    """Make the document: head, headings of the code, articles with their units, relations."""
    provisions: dict[ProvisionPath, Provision] = {}
    relations: list[Relation] = []
    for index, one in enumerate(draft.articles):
        parent = _add_headings(provisions, draft, one)
        provision = _provision(draft.number, one, parent)
        provisions[provision.path] = provision
        relations += _changes(provision.path, one.placed.note.changes)
        relations += [
            Relation(RelationKind.RELATED, provision.path, pointer.target, pointer.words)
            for pointer in draft.pointers.get(index, ())
        ]
    relations += stated(provisions.values())
    head, doubts = _head(draft)
    warnings = (*doubts, *(f"{_where(one)}: {text}" for one in draft.articles for text in one.warnings))
    return Document(head, tuple(provisions.values()), tuple(relations), warnings)


def _where(one: Settled) -> str:
    return ProvisionPath(one.placed.number, one.scope, (one.place,)).vietnamese() or str(one.place)


def _reading_order(one: Settled) -> tuple[str, str, int, tuple[int, ...], int]:
    number = (
        int("".join(filter(str.isdecimal, one.place.label)) or 0) if one.place.label[:1].isdecimal() else 0
    )
    suffix = tuple(_ALPHABET.find(char) for char in one.place.label if char.isalpha())
    return one.scope or "", one.place.kind.value, number, suffix, one.place.nth


def _provision(number: DocumentNumber, one: Settled, parent: ProvisionPath | None) -> Provision:
    article, note = one.placed.article, one.placed.note
    path = path_of(one, number)
    text, heading = article.text, article.title
    if not text:  # the heading is all that was said: "Thông tư này có hiệu lực từ ngày ..."
        text, heading = heading, "" if _is_sentence(heading) else heading
    is_article = one.place.kind is UnitKind.ARTICLE
    return Provision(
        path=path,
        kind=UnitKind.ARTICLE if is_article else UnitKind.PARAGRAPH,
        label=path.vietnamese()[:1].upper() + path.vietnamese()[1:],
        heading=heading,
        text=text,
        parent=parent,
        units=parse_article_text(path, text),
        in_force_from=note.applies_from,
        expires_on=note.expires_on,
        note=note.raw,
        url=article.url if item_of(article.url) else None,
        words_from=_words_from(note),
        words_unclear=any(change.effective_on is None for change in note.changes),
    )


def _words_from(note: Note) -> date | None:
    """The last change that the note names: the code gives the words after it."""
    return max((change.effective_on for change in note.changes if change.effective_on), default=None)


def _is_sentence(words: str) -> bool:
    return words.endswith((".", "/")) or len(words.split()) > _SENTENCE_WORDS


def _add_headings(
    provisions: dict[ProvisionPath, Provision], draft: Draft, one: Settled
) -> ProvisionPath | None:
    """Put the topic and the chapter of the code above an article; give its parent.

    They stand in a scope of their own (``phap-dien-36-3``): the code's chapters are not the
    document's, whose own the package does not have.
    """
    topic = one.placed.article.topic
    scope = _CODE_SCOPE + topic.replace(".", "-")
    path = ProvisionPath(draft.number, scope)
    parent: ProvisionPath | None = None
    name = draft.topics.get(topic, "")
    provisions.setdefault(path, Provision(path, UnitKind.PART, f"Đề mục {topic}", name, "", parent))
    for heading in one.placed.article.headings:
        if heading.segment.kind in (UnitKind.PART, UnitKind.CHAPTER):
            parent, path = path, path.child(heading.segment)
            provisions.setdefault(path, _heading(path, parent, heading))
    return path


def _heading(path: ProvisionPath, parent: ProvisionPath, heading: Heading) -> Provision:
    return Provision(path, heading.segment.kind, heading.label, heading.title, "", parent)


def _changes(path: ProvisionPath, changes: Iterable[Change]) -> list[Relation]:
    return [
        Relation(kind, change.source, path, change.words, change.effective_on)
        for change in changes
        if change.source is not None
        for kind in change.relations
    ]


def _head(draft: Draft) -> tuple[Head, tuple[str, ...]]:
    """The head, from the notes of the document itself (not of namesakes or attached texts)."""
    own = [one.placed for one in draft.articles if one.scope == draft.articles[0].scope]
    kind = _commonest(placed.kind for placed in own) or DocumentKind.OTHER
    issued = Counter(placed.note.issued_on for placed in own if placed.note.issued_on)
    doubts = ["các đề mục ghi ngày ban hành khác nhau"] if len(issued) > 1 else []
    if draft.number.text.startswith(f"{NUMBERLESS}/"):
        doubts.append("văn bản không có số hiệu trong bộ pháp điển; số này do phần mềm đặt")
    name = _commonest(placed.note.name for placed in own if placed.note.name)
    named = draft.named or Named("", None)
    head = Head(
        number=draft.number,
        kind=kind,
        title=_title(kind, name or named.name),
        issuer=_commonest(placed.note.issuer for placed in own if placed.note.issuer),
        issued_on=_commonest(issued.elements()) or named.issued_on,
        in_force_from=_commonest(_days(own)),
        url=_commonest(_page(placed) for placed in own if item_of(placed.article.url)),
        topic=_topics(draft),
    )
    return head, tuple(doubts)


def _days(own: Iterable[Placed]) -> Iterable[date]:
    return (placed.note.in_force_from for placed in own if placed.note.in_force_from)


def _page(placed: Placed) -> str:
    return (placed.article.url or "").partition("#")[0]


def _title(kind: DocumentKind, name: str | None) -> str:
    """The name; a law's with the word that is part of it (``Luật Thanh niên``)."""
    word = _LAWS.get(kind)
    if not name or word is None or fold(name).startswith(fold(word)):
        return name[:1].upper() + name[1:] if name else ""
    return f"{word} {name}"


def _topics(draft: Draft) -> str | None:
    counts = Counter(topic for one in draft.articles for topic in one.topics)
    labels = [f"{topic} {draft.topics.get(topic, '')}".strip() for topic, _ in counts.most_common()]
    return "; ".join(labels) or None


def _commonest(values: Iterable[_Value | None]) -> _Value | None:
    """The value met most often; of equals the first."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None
