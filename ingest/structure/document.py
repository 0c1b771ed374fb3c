"""The door of the grammar: from what a reader got to a document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.dates import parse_date, vietnamese_date
from assistant.domain.document import Document, Head, Provision, Relation, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.reading import ReadDocument
from ingest.structure.article import parse_article_text
from ingest.structure.force import Force, force
from ingest.structure.head import read_head
from ingest.structure.relations import relations
from ingest.structure.tree import Tree

_NOTE = re.compile(r"^\(Điều\s+\d+.*\)$")
_NOTE_DAY = re.compile(r"có hiệu lực (?:thi hành )?kể từ ngày\s+")


def parse(read: ReadDocument, *, name: str) -> Document:
    """Make a document of lines. Never refuses a text and never loses a word of it.

    ``name`` is the file's name: it gives a document without a number an artificial one
    (``KHONG-SO/<name>``). What is doubtful is told in ``warnings``, in Vietnamese.
    """
    tree = Tree(read.lines)
    of_head = read_head(read.meta, tree.head, tree.closing, name, body=read.lines, topic=tree.of_code)
    head, warnings = of_head.head, list(of_head.warnings)
    provisions = tree.build(head.number)
    if tree.of_code:
        return Document(head, tuple(map(_with_note, provisions)), (), tuple(warnings))
    found = force(_own_articles(provisions), head.issued_on)
    head = replace(
        head,
        in_force_from=_in_force_from(head, found, warnings),
        expires_on=_expires_on(head, found, warnings),
    )
    bearing = relations(head, provisions, of_head.replaces, days=found.days)
    dated = _with_own_days(provisions, found.days)
    bearing += _beginnings(head, found)
    return Document(head, dated, tuple(bearing), (*warnings, *found.warnings))


def _with_note(provision: Provision) -> Provision:
    """An article of a topic of the codification: the note under its title is no text of it."""
    note, _, text = provision.text.partition("\n")
    if provision.kind is not UnitKind.ARTICLE or not _NOTE.match(note):
        return provision
    starts = _NOTE_DAY.search(note)
    return replace(
        provision,
        text=text,
        note=note,
        units=parse_article_text(provision.path, text),
        lines=(),
        in_force_from=parse_date(note[starts.end() :]) if starts else None,
    )


def _beginnings(head: Head, found: Force) -> list[Relation]:
    """Clauses and points that begin on days of their own; whole articles carry theirs."""
    own = found.where.path if found.where is not None else ProvisionPath(head.number)
    return [
        Relation(RelationKind.BEGINS, own, path, vietnamese_date(part.starts), part.starts)
        for part in found.parts
        for path in part.paths
        if part.whole and path != path.article_path
    ]


def _own_articles(provisions: Sequence[Provision]) -> list[Provision]:
    """Articles of the document itself, or of what it issues where it has none."""
    articles = [p for p in provisions if p.kind is UnitKind.ARTICLE]
    return [p for p in articles if p.path.scope is None] or articles


def _in_force_from(head: Head, found: Force, warnings: list[str]) -> date | None:
    stated, told = head.in_force_from, found.starts
    if stated and told and stated != told:
        warnings.append(
            f"Ngày có hiệu lực khai là {vietnamese_date(stated)}, điều khoản thi hành nói "
            f"{vietnamese_date(told)}; đã lấy ngày khai."
        )
    return stated or told


def _expires_on(head: Head, found: Force, warnings: list[str]) -> date | None:
    stated, told = head.expires_on, found.ends
    if stated and told and stated != told:
        warnings.append(
            f"Ngày hết hiệu lực khai là {vietnamese_date(stated)}, điều khoản thi hành nói "
            f"{vietnamese_date(told)}; đã lấy ngày khai."
        )
    return stated or told


def _with_own_days(
    provisions: Sequence[Provision], days: Mapping[ProvisionPath, date]
) -> tuple[Provision, ...]:
    """The provisions, those with the day that the force clause gives them or what they stand in."""
    parents = {provision.path: provision.parent for provision in provisions}

    def day_of(path: ProvisionPath | None) -> date | None:
        while path is not None and path not in days:
            path = parents.get(path)
        return days.get(path) if path is not None else None

    return tuple(
        replace(provision, in_force_from=day) if (day := day_of(provision.path)) else provision
        for provision in provisions
    )
