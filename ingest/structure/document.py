"""The door of the grammar: from what a reader got to a document."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.dates import vietnamese_date
from assistant.domain.document import Document, Head, Provision
from assistant.domain.path import UnitKind
from ingest.reading import ReadDocument
from ingest.structure.force import Force, force
from ingest.structure.head import read_head
from ingest.structure.tree import Tree


def parse(read: ReadDocument, *, name: str) -> Document:
    """Make a document of lines. Never refuses a text and never loses a word of it.

    ``name`` is the file's name: it gives a document without a number an artificial one
    (``KHONG-SO/<name>``). What is doubtful is told in ``warnings``, in Vietnamese.
    """
    tree = Tree(read.lines)
    head, warnings = read_head(read.meta, tree.head, tree.closing, name, topic=tree.of_code)
    provisions = tree.build(head.number)
    found = force(_own_articles(provisions), head.issued_on) if not tree.of_code else Force()
    head = replace(head, in_force_from=_in_force_from(head, found, warnings))
    warnings += found.warnings
    return Document(head, tuple(provisions), (), tuple(warnings))


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
