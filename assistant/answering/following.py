"""Following the law: the provisions that the words of another refer to, beside it.

"... theo quy định tại khoản 2 Điều 5" says half of a rule; the other half is fetched from where it
stands, in the words of the day, with its status, for the asker's eyes alone. What cannot be fetched
is said: a part that is not there, a document that the library does not have. References are followed
one step (``depth``), a target once, none back to where it came from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import ModuleType

from assistant.answering import wording
from assistant.answering.citing import cite
from assistant.answering.passages import Span, tidy_span
from assistant.answering.pointing import points_only
from assistant.answering.saying import name_of
from assistant.answering.standing import standing_of
from assistant.domain.answer import Citation, Followed, Reach
from assistant.domain.document import Access, DocumentKind, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.numbering import numeral, to_roman
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.references import Reference, provision_references, unknown_documents
from assistant.library import Library
from assistant.library.laws import Laws
from assistant.library.records import DocumentRecord, StoredProvision

EXCERPT = 700
"""Characters of a cited provision that are shown."""

MOST = 8
"""References that are followed from one provision."""

_WHOLE = 3
"""Documents named as a whole that are told beside them."""

_CODIFIED = (DocumentKind.CONSTITUTION, DocumentKind.CODE, DocumentKind.LAW, DocumentKind.ORDINANCE)
_UPPER = (UnitKind.PART, UnitKind.CHAPTER, UnitKind.SECTION, UnitKind.SUBSECTION)
_LINE_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"(?<!\d)[.;](?=\s)")
_QUOTED = re.compile(r"[“«][^”»]*[”»]")


@dataclass(frozen=True)
class _References:
    """What a provision refers to, and where it names parts of a document that is not known."""

    known: tuple[Reference, ...]
    unknown: tuple[tuple[int, int], ...]


@dataclass
class Follower:
    """Follows references in one edition, as of one day, for one asker.

    What it reads it keeps, so one follower serves one request.
    """

    library: Library
    laws: Laws
    edition: int
    access: Access
    day: date
    say: ModuleType = wording
    _stored: dict[ProvisionPath, StoredProvision | None] = field(default_factory=dict)
    _documents: dict[DocumentNumber, DocumentRecord | None] = field(default_factory=dict)
    _read: dict[int, _References] = field(default_factory=dict)

    def follow(
        self, stored: StoredProvision, spans: Sequence[Span], *, most: int = MOST, depth: int = 1
    ) -> tuple[Followed, ...]:
        """What the words at ``spans`` of ``stored`` refer to, in their order, at most ``most``;
        whole documents last. Nothing that stands in ``spans`` itself.
        """
        seen = _Seen.of(stored, spans)
        found: list[Followed] = []
        front = [(stored, span) for span in spans]
        for step in range(1, depth + 1):
            reached: list[tuple[StoredProvision, Span]] = []
            for where, span in front:
                for one, target in self._from(where, span, seen, step):
                    if len(found) == most:
                        return tuple(found)
                    found.append(one)
                    reached += [target] if target is not None else []
            front = reached
        return tuple(found)

    def cited(self, stored: StoredProvision, spans: Sequence[Span]) -> tuple[Citation, ...]:
        """The stretches of ``stored`` as citations, in the words that it has."""
        standing = standing_of(stored, self.day)
        return tuple(cite(stored, span, standing) for span in spans)

    def _from(
        self, stored: StoredProvision, span: Span, seen: "_Seen", depth: int
    ) -> Iterator[tuple[Followed, tuple[StoredProvision, Span] | None]]:
        """What one stretch refers to, with what of it was found."""
        read, text = self._references(stored), stored.provision.text
        references = [one for one in read.known if span.start <= one.start < span.end]
        pointer = points_only(text, span.start, span.end, references)
        for reference in _ordered(references):
            one, target = self._reach(stored, reference)
            if not seen.again(one, target):
                yield one.model_copy(update={"pointer": pointer, "depth": depth}), target
        for start, end in read.unknown:
            if span.start <= start < span.end:
                one = _unknown(" ".join(text[start:end].split()), _by(stored.provision, start), depth)
                if not seen.again(one, None):
                    yield one, None

    def _references(self, stored: StoredProvision) -> _References:
        """Read once for each provision. The new words that an amending order quotes belong to another
        document, so what they call "this" is not its own.
        """
        if stored.id not in self._read:
            unit, own = stored.provision, stored.document.number
            resolve = self.laws.resolver_for(stored, self.day)
            found = provision_references(unit, resolve=resolve)
            if found and self.library.gives_orders(own, edition=self.edition):
                quotes = [match.span() for match in _QUOTED.finditer(unit.text)]
                found = [one for one in found if one.path.document != own or not _inside(one.start, quotes)]
            unknown = unknown_documents(unit.text, unit.path, resolve=resolve)
            self._read[stored.id] = _References(tuple(found), tuple(unknown))
        return self._read[stored.id]

    # --- one reference

    def _reach(
        self, stored: StoredProvision, reference: Reference
    ) -> tuple[Followed, tuple[StoredProvision, Span] | None]:
        path = reference.path
        said = Followed(
            by=str(_by(stored.provision, reference.start)),
            words=" ".join(stored.provision.text[reference.start : reference.end].split()),
            path=str(path),
            label=f"{path.vietnamese()} {name_of(path.document)}".strip(),
            reach=Reach.FOUND,
        )
        if _is_whole(path):
            return self._document(said, path), None
        target = self._target(path)
        if target is None:
            return self._chapter(said, path) or self._lacking(said, path), None
        found = self._worded(target, path)
        span = _span(found, path)
        if span is None:
            return self._without_words(said, found, path), None
        standing = standing_of(found, self.day)
        if standing.unworded:
            note = self.say.unworded(found, self.day)
            return said.model_copy(update={"reach": Reach.NO_WORDS, "note": note}), None
        shown = shortened(found.provision, span)
        told = {"citation": cite(found, shown, standing), "whole": shown == span, "path": str(span.path)}
        return said.model_copy(update=told), (found, span)

    def _document(self, said: Followed, path: ProvisionPath) -> Followed:
        record = self._record(path.document)
        if record is None:
            return self._lacking(said, path)
        status = record.status_on(self.day).value
        return said.model_copy(update={"note": f"{record.head.title} ({status})".strip()})

    def _chapter(self, said: Followed, path: ProvisionPath) -> Followed | None:
        """A chapter or section of a law, told by the headings above its articles: the codification
        orders a topic by the chapters of its law, and keeps no chapter by itself.
        """
        if path.segments[-1].kind not in _UPPER:
            return None
        record = self._record(path.document)
        if record is None or record.head.kind not in _CODIFIED:
            return None
        wanted = [f"{one.kind.vietnamese} {one.label}." for one in path.segments]
        outline = self.library.outline(path.document, edition=self.edition, access=self.access, day=self.day)
        under = [one for one in outline if one.provision.path.article and _is_under(one, wanted)]
        if not under:
            return None
        title = next(title for title in under[0].headings if title.lower().startswith(wanted[-1]))
        first, last = under[0].provision.label, under[-1].provision.label
        return said.model_copy(update={"note": f"{title} ({first} đến {last})"})

    def _record(self, number: DocumentNumber) -> DocumentRecord | None:
        if number not in self._documents:
            found = self.library.document(number, edition=self.edition, access=self.access)
            self._documents[number] = found
        return self._documents[number]

    def _target(self, path: ProvisionPath) -> StoredProvision | None:
        """The article at ``path`` in the words of the day, wherever the library keeps it."""
        article = path.article_path
        if article not in self._stored:
            places = (self._exactly(place) for place in _spellings(article))
            found = next((one for one in places if one is not None), None)
            self._stored[article] = found or self._attached(article)
        return self._stored[article]

    def _exactly(self, path: ProvisionPath) -> StoredProvision | None:
        found = self.library.provision(path, edition=self.edition, access=self.access, day=self.day)
        return found if found is not None and found.provision.path == path else None

    def _attached(self, path: ProvisionPath) -> StoredProvision | None:
        """The one article of that number in what was issued with a decision, which is cited as if
        it were the decision's own.
        """
        if path.article is None:
            return None
        outline = self.library.outline(path.document, edition=self.edition, access=self.access, day=self.day)
        found = [one for one in outline if one.provision.path.article == path.article]
        return found[0] if len(found) == 1 else None

    def _worded(self, stored: StoredProvision, path: ProvisionPath) -> StoredProvision:
        """The wording that has the very part named: that of the day, else one in which it stood."""
        if _span(stored, path) is not None or len(path.segments) == len(path.article_path.segments):
            return stored
        own = stored.provision.path
        others = self.library.wordings(own, edition=self.edition, access=self.access)
        return next((one for one in others if _span(one, path) is not None), stored)

    # --- what cannot be shown

    def _lacking(self, said: Followed, path: ProvisionPath) -> Followed:
        """That the library does not have it; of internal documents the public learns no more."""
        number = path.document
        record = self._record(number)
        if record is None:
            note = f"Thư viện không có {name_of(number)}."
            return said.model_copy(update={"reach": Reach.NOT_HELD, "note": note})
        note = (
            f"Thư viện có {name_of(number)} nhưng không có {path.vietnamese() or 'phần này'} của văn bản đó."
        )
        return said.model_copy(update={"reach": Reach.NO_PART, "note": note})

    def _without_words(self, said: Followed, stored: StoredProvision, path: ProvisionPath) -> Followed:
        """A heading, whose words are its title; or an article without the part that was named."""
        unit = stored.provision
        if unit.text.strip():
            note = f"{unit.label} {name_of(path.document)} không có {_inner(path)}."
            return said.model_copy(update={"reach": Reach.NO_PART, "note": note})
        return said.model_copy(update={"note": ". ".join(filter(None, (unit.label, unit.heading)))})


@dataclass
class _Seen:
    """What was shown or named before, so that no target is given twice or inside another."""

    stretches: list[tuple[int, int, int]]
    named: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, stored: StoredProvision, spans: Sequence[Span]) -> "_Seen":
        return cls([(stored.id, span.start, span.end) for span in spans])

    def again(self, one: Followed, target: tuple[StoredProvision, Span] | None) -> bool:
        """Whether it was there before; from now on it was."""
        name = (one.path, one.label)
        if target is None:
            known = name in self.named
            self.named.add(name)
            return known
        stored, span = target
        own = [(start, end) for id_, start, end in self.stretches if id_ == stored.id]
        if any(_nested(start, end, span) for start, end in own):
            return True
        self.stretches.append((stored.id, span.start, span.end))
        return False


def _nested(start: int, end: int, span: Span) -> bool:
    """Whether one of two stretches holds the other: "Điều này" leads to what it stands in."""
    return (start <= span.start and span.end <= end) or (span.start <= start and end <= span.end)


def _is_whole(path: ProvisionPath) -> bool:
    """Whether a document, or what is attached to one, is named and no part of it."""
    return not path.segments


def _ordered(references: Sequence[Reference]) -> list[Reference]:
    """Parts of documents in their order, then a few of the documents that are named as a whole."""
    whole = {one.path: one for one in reversed(references) if _is_whole(one.path)}
    return [one for one in references if not _is_whole(one.path)] + list(whole.values())[::-1][:_WHOLE]


def _by(provision: Provision, at: int) -> ProvisionPath:
    """The smallest unit that the words at ``at`` stand in."""
    inside = [unit for unit in provision.units if unit.start <= at < unit.end]
    return min(inside, key=lambda unit: unit.end - unit.start).path if inside else provision.path


def _inside(at: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in stretches)


def _unknown(words: str, by: ProvisionPath, depth: int) -> Followed:
    note = "Không rõ văn bản được dẫn chiếu, hoặc thư viện không có văn bản đó."
    label = words[:1].upper() + words[1:]
    return Followed(by=str(by), words=words, label=label, reach=Reach.UNKNOWN, note=note, depth=depth)


def _spellings(path: ProvisionPath) -> Iterator[ProvisionPath]:
    """Where libraries keep a unit: at its address; in the document's own text, where an attached
    text is kept as the document; an annex under the other kind of numeral.
    """
    yield path
    if path.scope is not None:
        yield replace(path, scope=None)
    last = path.segments[-1] if path.segments else None
    if last is not None and last.kind is UnitKind.ANNEX:
        value = int(last.label) if last.label.isdecimal() else numeral(last.label)
        other = to_roman(value) if value and last.label.isdecimal() else str(value or "")
        if other:
            yield replace(path, segments=(*path.segments[:-1], Segment(UnitKind.ANNEX, other)))


def _span(stored: StoredProvision, path: ProvisionPath) -> Span | None:
    """The part of ``stored`` that ``path`` names; a point whose clause is not named, where one alone
    has its letter. ``None``: it has no words, or no such part.
    """
    provision = stored.provision
    inner = path.segments[len(path.article_path.segments) :]
    if not inner:
        return tidy_span(provision, Span(provision.path, 0, len(provision.text)))
    wanted = replace(provision.path, segments=provision.path.segments + inner)
    unit = provision.unit(wanted)
    if unit is None and len(inner) == 1:
        alike = [one for one in provision.units if one.path.segments[-1] == inner[0]]
        unit = alike[0] if len(alike) == 1 else None
    return tidy_span(provision, Span(unit.path, unit.start, unit.end)) if unit is not None else None


def _is_under(stored: StoredProvision, wanted: Sequence[str]) -> bool:
    """Whether headings that begin so stand above a provision, however far."""
    titles = [title.lower() for title in stored.headings]
    return all(any(title.startswith(label) for title in titles) for label in wanted)


def _inner(path: ProvisionPath) -> str:
    """The clause and point of an address in words."""
    return replace(path, segments=path.segments[len(path.article_path.segments) :]).vietnamese()


def shortened(provision: Provision, span: Span, length: int = EXCERPT) -> Span:
    """The beginning of ``span`` up to the end of a line or sentence, where it is long."""
    if span.end - span.start <= length:
        return span
    text = provision.text[span.start : span.start + length]
    ends = (max((m.start() for m in mark.finditer(text)), default=0) for mark in (_LINE_END, _SENTENCE_END))
    at = next((at for at in ends if at > length // 3), text.rfind(" "))
    return replace(span, end=span.start + len(text[: at + 1].rstrip()))
