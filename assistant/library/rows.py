"""Values of the field to rows of the library, and back.

Paths are stored as the document's key and the ``tail`` after "#"; clauses and points as JSON
beside their article, because they are read with it and never alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import RowMapping

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import (
    Access,
    Document,
    DocumentKind,
    Head,
    LineSpan,
    Provision,
    Relation,
    RelationKind,
    Unit,
)
from assistant.domain.interval import Interval
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.timeline import Basis, Origin, Phase
from assistant.domain.validity import Status
from assistant.domain.words import fold

Row = dict[str, Any]

Columns = Mapping[str, Any] | RowMapping
"""A row by the names of its columns, as it comes from the database or goes into it."""

RANKABLE = frozenset({UnitKind.ARTICLE, UnitKind.ANNEX, UnitKind.PARAGRAPH})
"""Units that are found by themselves; headings are only shown."""

_FRESH = {"id", "edition_from", "edition_to"}
_NO_WORD = re.compile(r"[\W_]+")
_KINDS = {kind.value: kind for kind in UnitKind}
_HEAD_TEXTS = ("title", "issuer", "signer", "signer_title", "place", "url", "topic")
_DAYS = ("in_force_from", "expires_on", "words_from")
_HEAD_SAME = ("issued_on", "in_force_from", "expires_on", "sample")
_UNSTORABLE = {0: "\ufffd", **dict.fromkeys(range(55296, 57344), "�")}


def clean(text: str) -> str:
    """``text`` as both databases can hold it, with every offset where it was: NUL and lone
    surrogates become U+FFFD.
    """
    if "\0" not in text and (text.isascii() or _encodable(text)):
        return text
    return text.translate(_UNSTORABLE)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


@lru_cache(maxsize=16_384)
def number(text: str) -> DocumentNumber:
    """The number printed as ``text``; parsed once."""
    return DocumentNumber(text)


def path(document: str, tail: str) -> ProvisionPath:
    """The path of ``tail`` in the document printed as ``document``."""
    scope, segments = _steps(tail)
    return ProvisionPath(number(document), scope, segments)


@lru_cache(maxsize=65_536)
def _steps(tail: str) -> tuple[str | None, tuple[Segment, ...]]:
    """Scope and segments of a tail; documents share most of theirs, so each is parsed once."""
    parsed = ProvisionPath.parse(f"x#{tail}") if tail else ProvisionPath(number("x"))
    return parsed.scope, parsed.segments


def tail_of(value: ProvisionPath) -> str:
    """The path after "#"; empty for the document itself."""
    return str(value).partition("#")[2]


# --- heads -----------------------------------------------------------------------------


def head_row(head: Head) -> Row:
    """The columns of ``documents`` that hold a head."""
    row: Row = {name: _clean(getattr(head, name)) for name in _HEAD_TEXTS}
    row.update({name: getattr(head, name) for name in _HEAD_SAME})
    row.update(
        number=head.number.text,
        number_key=head.number.key,
        kind=head.kind.value,
        access=head.access.value,
        legal_bases=_json([clean(base) for base in head.legal_bases]),
        search=fold(clean(" ".join(filter(None, (head.number.text, head.kind, head.title, head.issuer))))),
    )
    return row


def head_of(row: Columns) -> Head:
    """The head in a row of ``documents``."""
    fields = {name: row[name] for name in (*_HEAD_TEXTS, *_HEAD_SAME)}
    return Head(
        number=number(row["number"]),
        kind=DocumentKind(row["kind"]),
        legal_bases=tuple(orjson.loads(row["legal_bases"])),
        access=Access(row["access"]),
        **fields,
    )


# --- provisions ------------------------------------------------------------------------


def provision_rows(document: Document) -> Iterator[Row]:
    """A row for each provision, in reading order; a path that stands twice gets an ordinal."""
    titles: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for position, provision in enumerate(document.provisions):
        tail = _free(tail_of(provision.path), taken)
        parent = tail_of(provision.parent) if provision.parent is not None else None
        headings = titles.get(parent, ()) if parent else ()
        titles[tail] = (*headings, clean(". ".join(filter(None, (provision.label, provision.heading)))))
        yield _provision_row(provision, tail, parent, headings, position, document.head.title)


def _free(tail: str, taken: set[str]) -> str:
    """``tail``, or the next ``tail~n`` that is free. The grammar numbers duplicates itself;
    this keeps a source that does not from being refused as a whole.
    """
    stem, nth = tail.partition("~")[0] if tail in taken else tail, 2
    while tail in taken:
        tail, nth = f"{stem}~{nth}", nth + 1
    taken.add(tail)
    return tail


def _provision_row(
    provision: Provision, tail: str, parent: str | None, headings: tuple[str, ...], position: int, title: str
) -> Row:
    row: Row = {
        "number_key": provision.path.document.key,
        "tail": tail,
        "rankable": provision.kind in RANKABLE,
        "position": position,
        "kind": provision.kind.value,
        "label": clean(provision.label),
        "heading": clean(provision.heading),
        "parent": parent,
        "headings": _json(headings),
        "in_force_from": provision.in_force_from,
        "expires_on": provision.expires_on,
        "words_from": provision.words_from,
        "words_unclear": provision.words_unclear,
        "url": _clean(provision.url),
        "note": _clean(provision.note),
        "text": clean(provision.text),
        "units": _units(provision),
        "lines": _json([[s.start, s.end, s.page, *s.box] for s in provision.lines]),
    }
    row["wording"] = wording(row, title)
    row["words"] = words(provision.heading, provision.text)
    return row


def computed_row(provision: Provision, like: Columns, variant: str) -> Row:
    """The row of a computed wording at the place of the row ``like``; it stands on no page."""
    row = {name: value for name, value in like.items() if name not in _FRESH}
    row |= {
        "tail": tail_of(provision.path),
        "variant": variant,
        "label": clean(provision.label),
        "heading": clean(provision.heading),
        "in_force_from": provision.in_force_from,
        "expires_on": None,
        "words_from": provision.words_from,
        "words_unclear": False,
        "note": None,
        "text": clean(provision.text),
        "units": _units(provision),
        "lines": "[]",
    }
    title = f"{like['number_key']} {variant}"
    return row | {"wording": wording(row, title), "words": words(row["heading"], row["text"])}


def words(heading: str, text: str) -> str:
    """A hash of the words alone: equal for texts that differ in spaces, punctuation and case."""
    plain = _NO_WORD.sub("", f"{heading}\n{text}").lower()
    return blake2b(clean(plain).encode(), digest_size=16).hexdigest()


def wording(row: Columns, title: str) -> str:
    """A hash of what people read of a provision: equal hashes, one row.

    The document's title is in it because provisions are found by it too; the link is not,
    because portals move and the words stay.
    """
    digest = blake2b(digest_size=16)
    for name in ("label", "heading", "headings", "text", "note", *_DAYS):
        digest.update(str(row[name] or "").encode() + b"\0")
    if row["words_unclear"]:
        digest.update(b"unclear\0")
    digest.update(clean(title).encode())
    return digest.hexdigest()


def _units(provision: Provision) -> str:
    if not provision.units:
        return "[]"
    inside = provision.path
    return _json([[_relative(u.path, inside), clean(u.label), u.start, u.end] for u in provision.units])


def _relative(unit: ProvisionPath, inside: ProvisionPath) -> str:
    depth = len(inside.segments)
    if unit.scope != inside.scope or unit.segments[:depth] != inside.segments or len(unit.segments) == depth:
        return "#" + tail_of(unit)
    return ".".join(map(str, unit.segments[depth:]))


class LoadedProvision(Provision):
    """A provision from the library, equal to the one that was put in.

    A search loads scores of articles and looks into the clauses of two: ``units``, ``lines``
    and ``parent`` are decoded when they are asked for.
    """

    @cached_property
    def parent(self) -> ProvisionPath | None:
        """The heading it stands under."""
        tail = self.__dict__["_parent"]
        return path(self.path.document.text, tail) if tail else None

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The clauses and points, from their JSON."""
        return tuple(_decode_units(self.path, orjson.loads(self.__dict__["_units"])))

    @cached_property
    def lines(self) -> tuple[LineSpan, ...]:
        """The places on the pages, from their JSON."""
        spans = orjson.loads(self.__dict__["_lines"])
        return tuple(LineSpan(start, end, page, tuple(box)) for start, end, page, *box in spans)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Provision):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Provision.__dataclass_fields__)

    __hash__ = Provision.__hash__


@lru_cache(maxsize=16_384)
def headings_of(json: str) -> tuple[str, ...]:
    """The chain of headings in a row of ``provisions``."""
    return tuple(orjson.loads(json))


def provision_of(row: Columns, document: str) -> Provision:
    """The provision in a row, of the document printed as ``document``."""
    provision = object.__new__(LoadedProvision)
    provision.__dict__.update(
        path=path(document, row["tail"]),
        kind=_KINDS[row["kind"]],
        label=row["label"],
        heading=row["heading"],
        text=row["text"],
        in_force_from=row["in_force_from"],
        expires_on=row["expires_on"],
        words_from=row["words_from"],
        words_unclear=row["words_unclear"],
        note=row["note"],
        url=row["url"],
        _parent=row["parent"],
        _units=row["units"],
        _lines=row["lines"],
    )
    return provision


def _decode_units(inside: ProvisionPath, spans: Iterable[tuple[str, str, int, int]]) -> Iterator[Unit]:
    for relative, label, start, end in spans:
        where = _unit_path(inside, relative)
        kind = where.segments[-1].kind if where.segments else UnitKind.ATTACHED
        yield Unit(where, kind, label, start, end)


def _unit_path(inside: ProvisionPath, relative: str) -> ProvisionPath:
    if relative.startswith("#"):
        return path(inside.document.text, relative[1:])
    return ProvisionPath(inside.document, inside.scope, inside.segments + _steps(relative)[1])


# --- relations -------------------------------------------------------------------------


def relation_rows(document: Document) -> list[Row]:
    """A row for each different relation, in order."""
    unique = dict.fromkeys(document.relations)
    return [_relation_row(relation, document.number.key, i) for i, relation in enumerate(unique)]


def _relation_row(relation: Relation, owner: str, position: int) -> Row:
    target = relation.target
    return {
        "number_key": owner,
        "position": position,
        "kind": relation.kind.value,
        "source_key": relation.source.document.key,
        "source_tail": tail_of(relation.source),
        "source_path": str(relation.source),
        "target_key": target.document.key if target else None,
        "target_tail": tail_of(target) if target else None,
        "target_path": str(target) if target else None,
        "target_text": clean(relation.target_text),
        "effective_on": relation.effective_on,
        "until": relation.until,
    }


def relation_of(row: Columns) -> Relation:
    """The relation in a row."""
    return Relation(
        kind=RelationKind(row["kind"]),
        source=path_of(row["source_path"]),
        target=path_of(row["target_path"]) if row["target_path"] is not None else None,
        target_text=row["target_text"],
        effective_on=row["effective_on"],
        until=row["until"],
    )


# --- instructions ----------------------------------------------------------------------

_APART = {"act", "source", "target", "effective_on", "position"}
_CONTENT = tuple(f.name for f in fields(Instruction) if f.name not in _APART)
_PLACES = ("after", "within")


def instruction_rows(document: Document) -> list[Row]:
    """A row for each instruction, in order."""
    return [_instruction_row(one, document.number.key, i) for i, one in enumerate(document.instructions)]


def _instruction_row(order: Instruction, owner: str, position: int) -> Row:
    content = {name: _plain(getattr(order, name)) for name in _CONTENT}
    return {
        "number_key": owner,
        "position": position,
        "act": order.act.value,
        "source_path": str(order.source),
        "target_key": order.target.document.key,
        "target_path": str(order.target),
        "effective_on": order.effective_on,
        "content": _json(content),
    }


def _plain(value: str | bool | ProvisionPath | None) -> str | bool | None:
    if isinstance(value, ProvisionPath):
        return str(value)
    return clean(value) if isinstance(value, str) else value


def instruction_of(row: Columns) -> Instruction:
    """The instruction in a row."""
    content = orjson.loads(row["content"])
    places = {name: path_of(content[name]) for name in _PLACES if content.get(name)}
    return Instruction(
        act=Act(row["act"]),
        source=path_of(row["source_path"]),
        target=path_of(row["target_path"]),
        effective_on=row["effective_on"],
        position=row["position"],
        **(content | places),
    )


# --- phases ----------------------------------------------------------------------------


def phase_row(phase: Phase, number_key: str, tail: str, audience: str) -> Row:
    """The columns of ``phases`` for one phase of a document or provision."""
    return {
        "number_key": number_key,
        "tail": tail,
        "audience": audience,
        "starts": phase.starts,
        "ends": phase.ends,
        "status": phase.status.value,
        "provision_id": phase.wording,
        "because": _because(phase.because),
        "parts": _because(phase.parts),
    }


def phase_of(row: Columns) -> Phase:
    """The phase in a row."""
    interval = Interval(row["starts"], row["ends"])
    because, parts = _bases(row["because"]), _bases(row["parts"])
    return Phase(interval, Status(row["status"]), row["provision_id"], because, parts)


def _because(bases: Iterable[Basis]) -> str:
    return _json(
        [
            [
                basis.origin.value,
                basis.act,
                basis.source and str(basis.source),
                basis.part and str(basis.part),
                clean(basis.words),
                basis.day,
            ]
            for basis in bases
        ]
    )


@lru_cache(maxsize=16_384)
def _bases(json: str) -> tuple[Basis, ...]:
    return tuple(
        Basis(
            Origin(origin),
            act,
            source and path_of(source),
            part and path_of(part),
            words,
            day and date.fromisoformat(day),
        )
        for origin, act, source, part, words, day in orjson.loads(json)
    )


def path_of(printed: str) -> ProvisionPath:
    """A printed path, parsed once."""
    document, _, tail = printed.partition("#")
    return path(document, tail)


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
