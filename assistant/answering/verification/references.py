"""Articles, clauses, points and documents that a statement names, against what it cites."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from assistant.answering.verification.addresses import (
    Address,
    Named,
    addresses,
    documents,
    kind_of,
    kinds_named,
)
from assistant.answering.verification.alignment import Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.reading import read
from assistant.answering.verification.source import Part
from assistant.answering.verification.validity_words import speaks_of_validity
from assistant.domain.answer import Citation
from assistant.domain.number import DocumentNumber

_OPENING = 20
_BEHIND = 20
_THIS = re.compile(r"[\s,]*(?:của\s+)?(?P<level>[Đđ]iều|[Kk]hoản) này")
_RULED_AT = ("quy định tại", "nêu tại", "quy định ở", "nói tại", "ghi tại")


def reference_faults(aligned: Aligned) -> Iterator[Fault]:
    """Addresses and numbers that are neither those of what is cited nor named in it."""
    reading = aligned.reading
    for address in reading.addresses:
        if not _is_own(address, aligned) and not _is_told(address, aligned):
            yield Fault(FaultKind.PROVISION, reading.text[address.start : address.end])
    used = {part.citation for part in aligned.used}
    for named in reading.documents:
        if not any(_names(named, aligned.source.citations[at]) for at in used):
            yield Fault(FaultKind.DOCUMENT, reading.text[named.start : named.end])
    yield from _misplaced(aligned)
    yield from _displaced(aligned)
    yield from _kinds(aligned, used)


def _misplaced(aligned: Aligned) -> Iterator[Fault]:
    """The cited document in the place of another that its words name ("được chi trả theo ...")."""
    reading = aligned.reading
    told = [one for part in aligned.used for one in _inside(part, aligned)]
    if not told or any(_same(named, one) for named in reading.documents for one in told):
        return
    own = " ".join(token.key for part in aligned.used for token in part.tokens)
    for named in reading.documents:
        if _is_last(reading.text, named) and f"{named.kind} này" not in own:
            yield Fault(FaultKind.DOCUMENT, reading.text[named.start : named.end])


def _inside(part: Part, aligned: Aligned) -> list[Named]:
    """The documents that the words of a part name."""
    if part.made:
        return []
    start, end = part.tokens[0].start, part.tokens[-1].end
    return [one for one in aligned.source.readings[part.citation].documents if start <= one.start < end]


def _is_last(text: str, named: Named) -> bool:
    """Whether a document is named at the end of a sentence, where what is ruled by it is said."""
    return named.start > _OPENING and not text[named.end :].strip(" .")


def _displaced(aligned: Aligned) -> Iterator[Fault]:
    """The own address in the place of one that the words cited name ("quy định tại Điều 7")."""
    reading = aligned.reading
    for address in reading.addresses:
        before = reading.text[: address.start].rstrip().lower()
        if not before.endswith(_RULED_AT) or _is_quoted(address, aligned):
            continue
        levels = {level for level, _ in address.labels}
        told = [one for part in aligned.used for one in _addresses(part, aligned)]
        if any(levels & {level for level, _ in one.labels} for one in told):
            yield Fault(FaultKind.PROVISION, reading.text[address.start : address.end])


def _addresses(part: Part, aligned: Aligned) -> list[Address]:
    """The addresses that the words of a part name."""
    if part.made:
        return []
    start, end = part.tokens[0].start, part.tokens[-1].end
    return [one for one in aligned.source.readings[part.citation].addresses if start <= one.start < end]


def _is_own(address: Address, aligned: Aligned) -> bool:
    """Whether the address is that of what the statement rests on, or of what stands around it."""
    levels = dict(address.labels)
    for level, labels in levels.items():
        others = {name: told for name, told in levels.items() if name != level}
        for label in labels:
            if not any(_at(part, level, label, others) for part in aligned.used):
                return False
    return True


def _at(part: Part, level: str, label: str, others: dict[str, frozenset[str]]) -> bool:
    own = dict(part.labels)
    return own.get(level) == label and all(own.get(name) in told for name, told in others.items())


def _is_told(address: Address, aligned: Aligned) -> bool:
    """Whether the words cited, or what is told of their validity, name the address."""
    texts = {part.citation for part in aligned.used}
    if _is_quoted(address, aligned):
        return True
    of_validity = speaks_of_validity(aligned.reading.text)
    lines = _notes if of_validity else _names_of
    told = [one for at in texts for text in lines(aligned.source.citations[at]) for one in addresses(text)]
    return any(address.within(one) for one in told)


def _is_quoted(address: Address, aligned: Aligned) -> bool:
    """Whether the words cited name the address, also as a place "of this article"."""
    told = []
    for at in {part.citation for part in aligned.used}:
        own = next((dict(part.labels) for part in aligned.used if part.citation == at), {})
        leads = (read(lead) for lead in aligned.source.citations[at].leads)
        for reading in (aligned.source.readings[at], *leads):
            told += [_resolved(one, reading.text, own) for one in reading.addresses]
    return all(any(one.within(other) for other in told) for one in address.each())


def _resolved(address: Address, text: str, own: Mapping[str, str]) -> Address:
    """An address with the levels that "Điều này", "khoản này" behind it stand for."""
    match = _THIS.match(text[address.end : address.end + _BEHIND])
    if match is None:
        return address
    levels = ("clause", "article") if match["level"].lower() == "khoản" else ("article",)
    held = {level for level, _ in address.labels}
    more = ((level, frozenset({own[level]})) for level in levels if level in own and level not in held)
    return replace(address, labels=(*address.labels, *more))


def _names_of(one: Citation) -> tuple[str, ...]:
    return (one.label, one.heading, one.document_title)


def _notes(one: Citation) -> tuple[str, ...]:
    return (one.label, one.validity, *one.basis, one.note or "", one.heading, one.document_title)


def _names(named: Named, one: Citation) -> bool:
    """Whether a document named is the cited one, or one that its words or its notes name."""
    if one.document and named.is_one(DocumentNumber(one.document)):
        return True
    texts = (one.quote, *one.leads, one.document_title, *_notes(one))
    return any(_same(named, other) for text in texts for other in documents(text))


def _same(named: Named, other: Named) -> bool:
    if named.kind and other.kind and named.kind != other.kind:
        return False
    if named.key and other.key:
        return named.key == other.key
    running = named.running or named.key.split("/")[0]
    return running == (other.running or other.key.split("/")[0]) and _years(named, other)


def _years(named: Named, other: Named) -> bool:
    year = named.year or next((p for p in named.key.split("/")[1:2]), "")
    told = other.year or next((p for p in other.key.split("/")[1:2]), "")
    return not year or not told or year == told


def _kinds(aligned: Aligned, used: Iterable[int]) -> Iterator[Fault]:
    """Kinds of document named without a number: the cited one's kind, or one that it names."""
    cited = [aligned.source.citations[at] for at in used]
    text = "\n".join(t for one in cited for t in (one.quote, *one.leads, *_notes(one), *one.headings)).lower()
    own = (
        frozenset().union(*(kind_of(one.document) for one in cited if one.document)) if cited else frozenset()
    )
    numbered = [(one.start, one.end) for one in aligned.reading.documents]
    for kind, start, end in kinds_named(aligned.reading.text):
        inside = any(first <= start and end <= last for first, last in numbered)
        if not inside and kind not in own and kind not in text:
            yield Fault(FaultKind.DOCUMENT, kind)
