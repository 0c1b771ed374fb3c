"""Instructions carried out on one article (or a heading, or an annex).

Nothing is guessed: a unit or words that are not there, a new unit that stands there already, a
place that is not clear make the instruction fail, and the text stays as it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Provision
from assistant.domain.path import UnitKind
from ingest.amendments.blocks import without_label
from ingest.amendments.draft import Draft, same
from ingest.amendments.order import in_turn
from ingest.amendments.outcome import Failure, Outcome, Result
from ingest.amendments.titled import titled
from ingest.amendments.unit import insert, remove, substitute
from ingest.amendments.words import Found, edited, find, nearly, pattern

_ON_WORDS = (Act.REPLACE_WORDS, Act.INSERT_WORDS, Act.DELETE_WORDS)
_GONE = "Đơn vị bị sửa đổi không có trong văn bản."


def apply_to_article(
    provision: Provision | None, instructions: Iterable[Instruction]
) -> tuple[Provision | None, tuple[Result, ...]]:
    """Carry out the instructions for one article; ``None`` is an article that is not there.

    They are taken by day, then in the order of their documents as given, then of their places.
    Where two give one unit different words on one day, the later wins: so the caller gives
    documents in the order of their rank and issue. An inserted article has the chapter that
    its order names as parent, or none: the caller knows its neighbours. ``None`` comes back
    for a repealed article. Never raises; an untouched provision is the same object.
    """
    results: list[Result] = []
    for instruction in in_turn(instructions):
        provision, result = carry_out(provision, instruction)
        results.append(result)
    return provision, tuple(results)


def carry_out(provision: Provision | None, order: Instruction) -> tuple[Provision | None, Result]:
    """Carry out one instruction."""
    try:
        changed = _changed(provision, order)
    except Failure as failure:
        return provision, Result(order, Outcome.FAILED, str(failure))
    if changed is provision:
        return provision, Result(order, Outcome.CONTAINED)
    return changed, Result(order, Outcome.APPLIED)


def _changed(provision: Provision | None, order: Instruction) -> Provision | None:
    if provision is None:
        return _of_nothing(order)
    if not _same_text(provision, order):
        raise Failure(_GONE)
    if order.act in _ON_WORDS or (order.act is Act.CORRECT and order.old_words):
        return _words(provision, order)
    if order.target.segments == provision.path.segments:
        return _whole(provision, order)
    if provision.kind is not UnitKind.ARTICLE:
        raise Failure(_GONE)
    draft = Draft(provision)
    acts: dict[Act, Callable[[Draft, Instruction], None]] = {Act.INSERT: insert, Act.REPEAL: remove}
    acts.get(order.act, substitute)(draft, order)
    return draft.done()


def _same_text(provision: Provision, order: Instruction) -> bool:
    """Whether the order is about the text that the provision is of; the headings of a topic of
    the codification have a scope of their own.
    """
    path, target = provision.path, order.target
    of_code = provision.kind is not UnitKind.ARTICLE and (path.scope or "").startswith("phap-dien")
    same_scope = path.scope == target.scope or (of_code and target.scope is None)
    return bool(target.segments) and path.document == target.document and same_scope


def _of_nothing(order: Instruction) -> Provision | None:
    """What an instruction makes of an article that is not there."""
    kind = order.target.segments[-1].kind if order.target.segments else None
    if order.act is Act.INSERT and kind in (UnitKind.ARTICLE, UnitKind.ANNEX):
        if not order.text:
            raise Failure("Không có lời văn của đơn vị được bổ sung.")
        return titled(order.target, order.text, parent=order.within)
    if order.act is Act.REPEAL:
        return None
    raise Failure(_GONE)


def _whole(provision: Provision, order: Instruction) -> Provision | None:
    """An act on the whole article, or on its heading alone."""
    if order.body and provision.kind not in (UnitKind.ARTICLE, UnitKind.ANNEX):
        raise Failure("Sửa cả chương, mục thì phải sửa từng điều trong đó.")
    if order.act is Act.REPEAL:
        return None
    if not order.text:
        raise Failure("Không có lời văn mới.")
    if not order.body and order.act is not Act.INSERT:
        heading = " ".join(without_label(order.text, order.target.segments[-1]).split())
        return provision if same(heading, provision.heading) else replace(provision, heading=heading)
    new = titled(provision.path, order.text, like=provision)
    if same(new.heading, provision.heading) and same(new.text, provision.text):
        return provision
    if order.act is Act.INSERT:
        raise Failure("Đơn vị được bổ sung đã có trong văn bản với lời văn khác.")
    return replace(provision, heading=new.heading, text=new.text, units=new.units, lines=())


def _words(provision: Provision, order: Instruction) -> Provision:
    """An act on words, in the heading, the whole text or one unit."""
    draft = Draft(provision)
    heading, body, start, unit = _where(draft, order)
    found = [find(heading, order), find(body, order)]
    edits = sum(len(one.edits) for one in found)
    if not edits:
        _unless_made(heading + "\n" + body, order, found)
        return provision
    draft.heading = edited(heading, found[0].edits) if found[0].edits else draft.heading
    if unit and found[1].edits:
        draft.put(start, start + len(body), edited(body, found[1].edits), order.target)
    elif found[1].edits:
        for first, last, words in sorted(found[1].edits, reverse=True):
            draft.put(first, last, words)
    return draft.done()


def _where(draft: Draft, order: Instruction) -> tuple[str, str, int, bool]:
    """The heading and the text that words are looked for in, and where that text begins."""
    whole = order.target.segments == draft.provision.path.segments
    if whole:
        return (draft.heading if order.heading else ""), (draft.text if order.body else ""), 0, False
    unit = draft.unit(order.target)
    if unit is None:
        raise Failure(f"Không tìm thấy {order.target.vietnamese()}.")
    return "", draft.text[unit.start : unit.end], unit.start, True


def _unless_made(text: str, order: Instruction, found: list[Found]) -> None:
    """Fail, unless the text shows that the change is made already."""
    if any(one.made for one in found):
        return
    old = order.anchor if order.act is Act.INSERT_WORDS else order.old_words
    if nearly(text, old):
        raise Failure("Chỉ thấy cụm từ gần giống (khác chữ hoa, dấu hoặc dấu câu).")
    if order.act is Act.DELETE_WORDS and not pattern(old).search(text):
        return
    raise Failure("Không tìm thấy cụm từ ở chỗ được nêu.")
