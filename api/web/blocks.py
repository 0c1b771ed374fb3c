"""A provision's text as paragraphs with the anchors of its clauses and points."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from api.web.pages import anchor
from assistant.domain.document import Provision, Unit
from assistant.domain.path import UnitKind
from assistant.library.records import StoredProvision


@dataclass(frozen=True)
class Block:
    """A line of a provision: the ids that lead to it, how deep it stands, its words.

    ``clause`` is the id of the clause it stands in. ``rows`` are the cells of a table, whose
    rows readers write as ``| a | b |``.
    """

    anchors: tuple[str, ...]
    depth: int
    text: str
    clause: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Node:
    """A unit of the outline with what stands under it."""

    stored: StoredProvision
    children: list["Node"]


def clauses(provision: Provision) -> list[tuple[str, list[Block]]]:
    """The lines of the text by the clause they stand in, so that a clause can be shown as one."""
    return [(clause, list(lines)) for clause, lines in groupby(blocks(provision), lambda block: block.clause)]


def blocks(provision: Provision) -> list[Block]:
    """The lines of the text, empty ones left out, each as deep as the unit it stands in."""
    found: list[Block] = []
    at = 0
    for line in provision.text.split("\n"):
        if line.strip():
            _add(found, _block(line, at, provision.units))
        at += len(line) + 1
    return found


def _add(found: list[Block], block: Block) -> None:
    """Add a block; a row of a table joins the table it follows."""
    if _continues(found, block):
        found[-1] = replace(found[-1], rows=found[-1].rows + block.rows)
    else:
        found.append(block)


def _continues(found: list[Block], block: Block) -> bool:
    last = found[-1] if found else None
    return bool(block.rows and last and last.rows and last.clause == block.clause and not block.anchors)


def _cells(text: str) -> tuple[tuple[str, ...], ...]:
    """The row that a line is, or nothing."""
    if len(text) < 2 or not (text.startswith("|") and text.endswith("|")):
        return ()
    return (tuple(cell.strip() for cell in text[1:-1].split("|")),)


def _block(line: str, at: int, units: Iterable[Unit]) -> Block:
    end = at + len(line)
    inside = [unit for unit in units if unit.start < end and unit.end > at]
    clause = next((anchor(unit.path) for unit in inside if unit.kind is UnitKind.CLAUSE), "")
    begins = (anchor(unit.path) for unit in inside if unit.start >= at)
    depth = max((2 if unit.kind is UnitKind.POINT else 1 for unit in inside), default=0)
    others = tuple(name for name in begins if name != clause)
    return Block(others, depth, line.strip(), clause, _cells(line.strip()))


def tree(outline: Iterable[StoredProvision]) -> list[Node]:
    """The outline as a tree; a unit whose parent is not in it stands at the top."""
    top: list[Node] = []
    nodes: dict[str, Node] = {}
    for stored in outline:
        node = Node(stored, [])
        parent = nodes.get(str(stored.provision.parent)) if stored.provision.parent else None
        (parent.children if parent else top).append(node)
        nodes[str(stored.provision.path)] = node
    return top
