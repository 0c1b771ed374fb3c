"""The instructions for a document carried out on all its provisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.amendments.article import carry_out
from ingest.amendments.order import in_turn
from ingest.amendments.outcome import Failure, Outcome, Result
from ingest.amendments.unit import rank

_UPPER = (UnitKind.PART, UnitKind.CHAPTER, UnitKind.SECTION, UnitKind.SUBSECTION)


@dataclass(frozen=True)
class Applied:
    """The new provisions, and what became of each instruction.

    ``failed`` gives the reason in Vietnamese; what is in it changed nothing.
    """

    provisions: tuple[Provision, ...]
    done: tuple[Instruction, ...] = ()
    contained: tuple[Instruction, ...] = ()
    failed: tuple[tuple[Instruction, str], ...] = ()


def apply(provisions: Sequence[Provision], instructions: Sequence[Instruction]) -> Applied:
    """Carry out ``instructions`` on the provisions of a document, in reading order.

    They are taken by day, then in the order of their documents as given, then of their places
    in them. Where two documents give one unit different words on one day, the later given
    wins: it is the caller who sorts by rank and issue. Pure; never raises.
    """
    text = list(provisions)
    results = [_carried_out(text, instruction) for instruction in in_turn(instructions)]
    return Applied(
        tuple(text),
        tuple(r.instruction for r in results if r.outcome is Outcome.APPLIED),
        tuple(r.instruction for r in results if r.outcome is Outcome.CONTAINED),
        tuple((r.instruction, r.reason) for r in results if r.outcome is Outcome.FAILED),
    )


def _carried_out(text: list[Provision], order: Instruction) -> Result:
    index = _index(text, order.target)
    if index is None and order.act is Act.INSERT and order.target.segments:
        return _put_in(text, order)
    old = text[index] if index is not None else None
    new, result = carry_out(old, order)
    if index is not None and new is None:
        del text[index]
    elif index is not None and new is not None:
        text[index] = new
    return result


def _index(text: Sequence[Provision], target: ProvisionPath) -> int | None:
    """Where the article, heading or annex of ``target`` stands.

    The headings of a topic of the codification have a scope of their own.
    """
    wanted = target.article_path
    if not wanted.segments:
        return None
    exact = [n for n, p in enumerate(text) if p.path == wanted]
    if not exact and wanted.segments[-1].kind in _UPPER:
        exact = [n for n, p in enumerate(text) if p.kind in _UPPER and _is_heading(p.path, wanted)]
    return exact[0] if len(exact) == 1 else None


def _is_heading(path: ProvisionPath, wanted: ProvisionPath) -> bool:
    of_code = (path.scope or "").startswith("phap-dien")
    return (
        of_code
        and wanted.scope is None
        and path.document == wanted.document
        and path.segments == wanted.segments
    )


def _put_in(text: list[Provision], order: Instruction) -> Result:
    """Insert a whole article or annex at its place."""
    new, result = carry_out(None, order)
    if new is None:
        return result
    try:
        at, parent = _place(text, order)
    except Failure as failure:
        return Result(order, Outcome.FAILED, str(failure))
    text.insert(at, replace(new, parent=parent))
    return result


def _place(text: Sequence[Provision], order: Instruction) -> tuple[int, ProvisionPath | None]:
    if order.after is not None:
        return _behind(text, _index(text, order.after))
    if order.within is not None:
        return _in_heading(text, order, _index(text, order.within))
    return _behind(text, _lower(text, order.target, range(len(text))))


def _behind(text: Sequence[Provision], index: int | None) -> tuple[int, ProvisionPath | None]:
    if index is None:
        raise Failure("Không rõ vị trí của đơn vị được bổ sung.")
    return index + 1, text[index].parent


def _in_heading(
    text: Sequence[Provision], order: Instruction, index: int | None
) -> tuple[int, ProvisionPath]:
    """Among the articles of a chapter or section, by number; or right under its heading."""
    if index is None:
        raise Failure("Không tìm thấy chương, mục để bổ sung vào.")
    heading = text[index].path
    inside = [n for n, p in enumerate(text) if p.parent == heading]
    lower = _lower(text, order.target, inside)
    return (lower if lower is not None else index) + 1, heading


def _lower(text: Sequence[Provision], target: ProvisionPath, among: Sequence[int]) -> int | None:
    """The last provision of its kind and text whose number ranks before that of ``target``."""
    last = target.segments[-1]
    new = rank(last)
    found = None
    for n in among:
        path = text[n].path
        if text[n].kind is not last.kind or (path.document, path.scope) != (target.document, target.scope):
            continue
        own = rank(path.segments[-1])
        if new is not None and own is not None and new > own:
            found = n
    return found
