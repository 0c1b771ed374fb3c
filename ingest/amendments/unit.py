"""Acts on clauses and points of an article: new words, a new unit, one taken away."""

import re

from assistant.domain.amendment import Instruction
from assistant.domain.document import Unit
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from ingest.amendments.blocks import label_pattern
from ingest.amendments.draft import Draft, same
from ingest.amendments.outcome import Failure
from ingest.structure.order import Rank, number_rank, point_rank

_REPEALED = re.compile(r"\W*\w+\W{1,8}(?:đã\s+)?(?:được|bị)\s+bãi bỏ\W*", re.IGNORECASE)
_LABEL = re.compile(r"(\d+)([a-zđ]?)$|([a-zđ]{1,2})(\d?)$")


def substitute(draft: Draft, order: Instruction) -> None:
    """Give a unit new words."""
    unit = _found(draft, order.target)
    text = _printed(order)
    if not same(draft.text[unit.start : unit.end], text):
        draft.put(unit.start, unit.end, text, order.target)


def remove(draft: Draft, order: Instruction) -> None:
    """Take a unit away; the numbers of the others stay."""
    unit = draft.unit(order.target)
    if unit is None or _REPEALED.fullmatch(draft.text[unit.start : unit.end]):
        return
    end = unit.end
    while end < len(draft.text) and draft.text[end] in " \t":
        end += 1
    if draft.text[end : end + 1] == "\n":
        draft.put(unit.start, end + 1, "", order.target)
        return
    start = len(draft.text[: unit.start].rstrip())
    draft.put(start, end, "", order.target)


def insert(draft: Draft, order: Instruction) -> None:
    """Put a new unit behind the one that the order names, or where its label belongs."""
    there = draft.unit(order.target)
    if there is not None:
        if same(draft.text[there.start : there.end], _printed(order)):
            return
        raise Failure(f"Đã có {order.target.vietnamese()} với lời văn khác.")
    before = _found(draft, order.after) if order.after else _neighbour(draft, order.target)
    draft.put(before.end, before.end, "\n" + _printed(order), order.target)


def _found(draft: Draft, path: ProvisionPath) -> Unit:
    unit = draft.unit(path)
    if unit is None:
        raise Failure(f"Không tìm thấy {path.vietnamese()}.")
    return unit


def _printed(order: Instruction) -> str:
    """The new words with the label of their unit, which an order may leave out."""
    if not order.text.strip():
        raise Failure("Không có lời văn mới.")
    last = order.target.segments[-1]
    if re.match(label_pattern(last), order.text):
        return order.text
    return f"{last.label}{')' if last.kind is UnitKind.POINT else '.'} {order.text}"


def _neighbour(draft: Draft, path: ProvisionPath) -> Unit:
    """The unit beside which a new one belongs by its label: the last that ranks before it."""
    above = ProvisionPath(path.document, path.scope, path.segments[:-1])
    if above.segments != draft.provision.path.segments:
        _found(draft, above)
    new = rank(path.segments[-1])
    lower = [
        unit
        for unit in draft.children(above, path.segments[-1].kind)
        if new is not None and (own := rank(unit.path.segments[-1])) is not None and new > own
    ]
    if not lower:
        raise Failure("Không rõ vị trí của đơn vị được bổ sung.")
    return lower[-1]


def rank(segment: Segment) -> Rank | None:
    """The place of a label in its list."""
    match = _LABEL.match(segment.label)
    if match is None:
        return None
    return number_rank(match[1], match[2]) if match[1] else point_rank(match[3], match[4])
