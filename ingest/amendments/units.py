"""From statements to instructions: each unit named, with its own part of the quoted block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Document, Provision
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.amendments.blocks import cut
from ingest.amendments.orders import Order
from ingest.amendments.refusal import NO_TARGET, Refusal
from ingest.amendments.statements import Statement, WordAct, unmasked, word_acts
from ingest.amendments.targets import (
    Setting,
    Target,
    completed,
    named_document,
    names_documents_only,
    read_targets,
)

_TAIL = re.compile(r"\s*(?:(?:như sau|sau đây)\s*:?|:)\s*$", re.IGNORECASE)
_PUT = re.compile(
    r"(?<!\w)(?:vào\s+)?(?:(?:liền|ngay)\s+)?(?P<where>sau|trước)\s+|(?<!\w)vào(?:\s+cuối)?\s+", re.IGNORECASE
)
_BY = re.compile(r"\s(?:bằng|thành)\s", re.IGNORECASE)
_WITH_THIS = re.compile(r"(?:ban hành\s+)?kèm theo\s+\S+(?:\s+\S+)?\s+này", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<!\w)[Đđ]iều\s+\d+[a-zđ]*(?!\w)")
_PART = re.compile(r"(?<!\w)(?:[Kk]hoản\s+\d|[Đđ]iểm\s+[a-zđ]\d?(?!\w))")
_NAMED = re.compile(r"(?<!\w)(?:chương|mục|phụ lục|tên)\s", re.IGNORECASE)
_ACTS = {"AMEND": Act.AMEND, "INSERT": Act.INSERT, "REPLACE": Act.REPLACE, "CORRECT": Act.CORRECT}
_UPPER = (UnitKind.PART, UnitKind.CHAPTER, UnitKind.SECTION, UnitKind.SUBSECTION)


@dataclass(frozen=True)
class _Wanted:
    """A unit whose new words are to be found in the block."""

    act: Act
    target: Target
    after: ProvisionPath | None = None
    within: ProvisionPath | None = None


@dataclass
class Read:
    """What an order came to: instructions, and statements with the reason against each."""

    made: list[Instruction] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


class Reader:
    """Makes instructions of the statements of a document's orders."""

    def __init__(self, document: Document) -> None:
        self._annexes = {p.path.segments: p for p in document.provisions if p.kind is UnitKind.ANNEX}

    def read(self, order: Order, found: Sequence[Statement], setting: Setting) -> Read:
        """The instructions of one order; a statement that is not clear is refused by itself."""
        read = Read()
        wanted: list[_Wanted] = []
        words: list[WordAct] = []
        for index, statement in enumerate(found):
            later = found[index + 1 :]
            here = _with_document(statement, later, setting)
            try:
                words = _words(statement, words, later)
                read.made += [one for word in words for one in _word_instructions(word, here)]
                if not words:
                    wanted += self._units(statement, here, read)
            except Refusal as refusal:
                read.refused.append(_refused(statement, refusal))
        if read.refused and order.block:
            raise Refusal(read.refused[0][1])
        read.made += self._with_text(order, wanted)
        read.made = [replace(one, source=order.source, words=order.text) for one in read.made]
        return read

    def _units(self, statement: Statement, setting: Setting, read: Read) -> list[_Wanted]:
        """Repeals are made at once; units with new words are wanted from the block."""
        if not statement.verb:
            raise Refusal("Không rõ phải sửa đổi, bổ sung hay bãi bỏ.")
        if statement.verb != "REPEAL":
            return _wanted(statement, setting)
        if not _of_documents(statement, setting):
            read.made += [_repeal(target) for target in read_targets(_zone(statement.text), setting)]
        return []

    def _with_text(self, order: Order, wanted: Sequence[_Wanted]) -> list[Instruction]:
        if not wanted:
            return []
        if any(one.target.path.segments[-1].kind is UnitKind.ANNEX for one in wanted):
            return [self._annex(order, one) for one in wanted]
        if any(one.target.path.segments[-1].kind in _UPPER and one.target.body for one in wanted):
            raise Refusal("Sửa cả chương, mục thì phải đọc từng điều trong đó.")
        texts = cut(order.block, [one.target.path for one in wanted])
        return [_instruction(one, text) for one, text in zip(wanted, texts, strict=True)]

    def _annex(self, order: Order, one: _Wanted) -> Instruction:
        """An annex's new words are those that the amending document issues with itself."""
        mine: Provision | None = self._annexes.get(one.target.path.segments)
        if mine is None or (order.block and not _WITH_THIS.search(order.text)):
            raise Refusal(f"Không thấy lời văn mới của {one.target.path.vietnamese()} kèm theo văn bản này.")
        text = "\n".join((mine.label, mine.heading, "", mine.text))
        return _instruction(replace(one, target=Target(one.target.path)), text)


def _refused(statement: Statement, refusal: Refusal) -> tuple[str, str]:
    """The words and the reason, both with the quoted phrases in their places."""
    return unmasked(statement.text, statement.quotes), unmasked(str(refusal), statement.quotes)


def _instruction(one: _Wanted, text: str) -> Instruction:
    target = one.target
    return Instruction(
        one.act,
        target.path,
        target.path,
        text,
        after=one.after,
        within=one.within,
        heading=target.heading,
        body=target.body,
    )


def _repeal(target: Target) -> Instruction:
    if not target.body:
        raise Refusal("Bãi bỏ tên của một đơn vị thì không rõ còn lại gì.")
    if target.path.segments[-1].kind in _UPPER:
        raise Refusal("Bãi bỏ cả chương, mục thì phải đọc từng điều trong đó.")
    return Instruction(Act.REPEAL, target.path, target.path, heading=target.heading)


def _word_instructions(word: WordAct, setting: Setting) -> list[Instruction]:
    targets = read_targets(word.zone, setting) if word.zone else [Target(_above(setting))]
    return [
        Instruction(
            word.act,
            target.path,
            target.path,
            old_words=word.old,
            new_words=word.new,
            anchor=word.anchor,
            before=word.before,
            at_end=word.at_end,
            heading=target.heading,
            body=target.body,
        )
        for target in targets
    ]


def _above(setting: Setting) -> ProvisionPath:
    if setting.unit is None:
        raise Refusal("Không nêu cụm từ nằm ở điều, khoản nào.")
    return setting.unit


def _words(statement: Statement, above: Sequence[WordAct], later: Sequence[Statement]) -> list[WordAct]:
    """The acts on words: those stated, or the ones above at another place ("...; khoản 2 Điều 5")."""
    if statement.stated or statement.quoting:
        found = word_acts(statement)
    else:
        found = [replace(word, zone=_zone(statement.text)) for word in above]
    return [replace(word, zone=_completed_by(word.zone, statement, later)) for word in found]


def _completed_by(zone: str, statement: Statement, later: Sequence[Statement]) -> str:
    """Take the article from the last part: "tại khoản 1, cụm từ “...” tại khoản 2 Điều 5"."""
    if not _PART.search(zone) or _ARTICLE.search(zone):
        return zone
    same = (_ARTICLE.search(one.text) for one in later if one.group == statement.group)
    article = next((match for match in same if match), None)
    return f"{zone} {article.group()}" if article else zone


def _of_documents(statement: Statement, setting: Setting) -> bool:
    """Whether whole documents end, or the words only go on describing one: no instruction."""
    if names_documents_only(statement.text, setting):
        return True
    named = _PART.search(statement.text) or _ARTICLE.search(statement.text) or _NAMED.search(statement.text)
    return not named and not statement.stated


def _zone(text: str) -> str:
    return _TAIL.sub("", text)


def _with_document(statement: Statement, later: Sequence[Statement], setting: Setting) -> Setting:
    """A list that names its document at the end: "khoản 1 Điều 3; các Điều 5, 6 Nghị định số ..."."""
    if named := named_document(statement.text, setting):
        return replace(setting, base=named)
    if setting.base is None:
        following = (named_document(one.text, setting) for one in later)
        return replace(setting, base=next((path for path in following if path is not None), None))
    return setting


def _wanted(statement: Statement, setting: Setting) -> list[_Wanted]:
    act = _ACTS[statement.verb]
    zone = _zone(statement.text)
    if act is Act.INSERT:
        return _inserted(zone, setting)
    if act is Act.REPLACE:
        zone = _BY.split(_WITH_THIS.sub(" ", zone), maxsplit=1)[0]
    zone = _WITH_THIS.sub(" ", zone)
    return [_Wanted(act, target) for target in read_targets(zone, setting)]


def _inserted(zone: str, setting: Setting) -> list[_Wanted]:
    """New units and their place: "Điều 5a vào sau Điều 5", "khoản 4 vào Điều 7"."""
    zone = _WITH_THIS.sub(" ", zone)
    put = _PUT.search(zone)
    if put is None:
        return _chained(read_targets(zone, setting), None, None)
    head, where = zone[: put.start()], zone[put.end() :]
    inner = _unit_of(head, setting)
    place = _one(read_targets(where, replace(setting, unit=inner or setting.unit)))
    base = ProvisionPath(place.document, place.scope)
    above = place if place.article else setting.unit
    found = read_targets(completed(head, above), replace(setting, base=base, unit=above))
    last = place.segments[-1].kind
    if put["where"] and put["where"].lower() == "sau":
        if found[0].path.segments[-1].kind is not last:
            raise Refusal("Đơn vị mới và đơn vị đứng trước nó không cùng cấp.")
        return _chained(found, place, None)
    return _chained(found, None, place if last in _UPPER else None)


def _unit_of(head: str, setting: Setting) -> ProvisionPath | None:
    """The article that the new unit's own words name: "khoản 3 Điều 63 vào sau khoản 2"."""
    try:
        return _one(read_targets(head, setting))
    except Refusal:
        return None


def _one(targets: Sequence[Target]) -> ProvisionPath:
    if len({target.path for target in targets}) != 1:
        raise Refusal("Không rõ vị trí của đơn vị được bổ sung.")
    return targets[0].path


def _chained(
    targets: Sequence[Target], after: ProvisionPath | None, within: ProvisionPath | None
) -> list[_Wanted]:
    """Several new units stand behind one another, the first behind ``after``."""
    found: list[_Wanted] = []
    for target in targets:
        if not target.body:
            raise Refusal(NO_TARGET)
        found.append(_Wanted(Act.INSERT, target, after, within))
        after = target.path if after is not None else None
    return found
