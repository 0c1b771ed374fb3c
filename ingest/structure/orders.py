"""Sentences that end other texts: which order they give, and where its targets stand.

"Thông tư này (có hiệu lực ... và) thay thế ...", "Bãi bỏ ...", "... hết hiệu lực kể từ ngày
Thông tư này có hiệu lực", or an item of a list under one of them. Conditions ("trường hợp ...
được thay thế"), accounts of history, duties to replace and titles of documents are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.document import RelationKind
from ingest.structure.lines import KINDS, LABEL

VERB = re.compile(
    r"(?<!\w)(?:(?P<replaces>thay thế(?!\s+(?:một số\s+|các\s+)?(?:cụm\s+)?từ))"
    r"|(?P<repeals>bãi bỏ|hủy bỏ|huỷ bỏ)|(?P<over>(?:hết|chấm dứt) hiệu lực(?: thi hành)?)"
    r"|(?P<suspends>(?:tạm )?ngưng hiệu lực(?: thi hành)?))(?!\w)",
    re.IGNORECASE,
)
"""The verbs that end a text."""

_KINDS = {
    "replaces": RelationKind.REPLACES,
    "repeals": RelationKind.REPEALS,
    "over": RelationKind.REPLACES,
    "suspends": RelationKind.SUSPENDS,
}
THIS = rf"(?<!\w){KINDS}\s+này(?!\w)"
"""How a document names itself."""

FROM = r"(?:kể\s+)?từ\s+(?:(?:ngày|thời\s+điểm)\s+|(?=\d))"
_IN_FORCE = r"có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|pháp\s+luật))?"
_SINCE = rf"(?:{FROM}(?:{THIS}[^,;.]{{0,20}}?{_IN_FORCE}|[^,;]{{6,40}}(?=,)),?\s*)?"
_WORD = r"(?:(?:nay|đồng\s+thời)\s+)?"
_LEAD_IN = re.compile(rf"{LABEL}{_WORD}{_SINCE}{_WORD}", re.IGNORECASE)
_SUBJECT = re.compile(THIS, re.IGNORECASE)
_NEXT_TO = re.compile(
    r"(?:(?<!\w)này|[,;:)]|\d{4}|(?<!\w)(?:và|đồng thời|ký|ban hành|công báo|thi hành|hiệu lực|để))"
    r"\s*(?:sẽ\s+)?$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:[,;]|(?<!\w)và)\s*(?:đồng thời\s+)?$", re.IGNORECASE)
_COMPOUND = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|đính chính)\s*(?:,|và|hoặc|/)\s*$", re.IGNORECASE
)
_PASSIVE = re.compile(r"(?<!\w)(?P<past>đã\s+)?(?:được|bị)\s*$", re.IGNORECASE)
_BY = re.compile(r"\s*(?:bằng|bởi|theo)\s", re.IGNORECASE)
_BY_THIS = re.compile(rf"\s*(?:bằng|bởi)\s+{THIS}", re.IGNORECASE)
_HYPOTHETICAL = re.compile(
    r"(?<!\w)(?:trường hợp|khi|nếu|trước ngày|trước thời điểm|sau ngày|cho đến ngày|đến thời điểm"
    r"|trách nhiệm|rà soát|đề nghị|kiến nghị|chưa|không)(?!\w)",
    re.IGNORECASE,
)
_OWN_FORCE = re.compile(
    rf"{THIS}[^;]{{0,30}}?{_IN_FORCE}[^;]{{0,60}}?(?:\d{{4}}|ký|ban\s+hành|Công\s+báo)\s*[,;.]?\s*(?:và\s+)?"
    rf"(?={KINDS}|điều|khoản|điểm|các)",
    re.IGNORECASE,
)
_OF_TITLE = re.compile(r"(?<!\w)(?:quy định|về|việc|và)\s*$", re.IGNORECASE)
_AFTER_ENDED = re.compile(
    r"\s*(?:$|[,.;:()]|(?:kể\s+)?từ|(?:toàn|một|về)\s|theo|trừ|bao|gồm|khi|đối\s+với|vào|cùng|sau)",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\s*(?:(?:,|và)\s*)?(?:(?:các|những)\s+)?(?:một phần|một số (?:điều|khoản|nội dung|quy định)"
    r"|(?-i:quy định|nội dung)(?!\s+(?:sau|tại\s+các))|sửa đổi|bổ sung)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """An order: what it does, and where in the words of its sentence the targets stand.

    ``lead``: its words before the targets; ``tail``: those behind its verb. ``passive``: the
    targets stand before the verb. ``partly``: only some of what it names is meant. ``item``: its words
    are one item of a list.
    """

    kind: RelationKind
    start: int
    stop: int
    lead: str
    tail: str
    passive: bool = False
    partly: bool = False
    item: bool = False


def orders(words: str) -> Iterator[Order]:
    """The orders of a sentence in which quotations and history are blanked out."""
    begin = _LEAD_IN.match(words)
    start = begin.end() if begin else 0
    verbs = [verb for verb in VERB.finditer(words) if not _COMPOUND.search(words[: verb.start()])]
    done = False
    for index, verb in enumerate(verbs):
        stop = verbs[index + 1].start() if index + 1 < len(verbs) else len(words)
        kind = next(_KINDS[name] for name, said in verb.groupdict().items() if said)
        before, tail = words[: verb.start()], words[verb.end() :]
        if _is_passive(before, verb):
            if not done:
                yield Order(
                    kind, _own_force_end(words, start, verb.start()), verb.start(), "", tail, passive=True
                )
            start = verb.end()
        elif verb["over"] is None and (direct := _is_active(before, start, done=done)) is not None:
            partly = not direct or _SOME.match(words, verb.end()) is not None
            yield Order(kind, verb.end(), stop, before, words[verb.end() :], partly=partly)
            start, done = stop, True


def listed(words: str, above: str) -> Iterator[Order]:
    """The order that an item of a list has from the line above the list."""
    if not above:
        return
    opened = list(orders(above))
    if opened and not _SUBJECT.match(words.strip()):
        order = opened[-1]
        some = order.partly or _SOME.match(above, order.start) is not None
        begin = _LEAD_IN.match(words)
        start = begin.end() if begin else 0
        yield Order(order.kind, start, len(words), above, above, order.passive, some, item=True)


def _is_passive(before: str, verb: re.Match[str]) -> bool:
    """Whether what is ended stands before the verb: "... hết hiệu lực", "... bị bãi bỏ"."""
    passive = _PASSIVE.search(before)
    after = verb.string[verb.end() :]
    if verb["over"]:
        return _AFTER_ENDED.match(after) is not None
    if verb["suspends"] and before.strip():
        return _AFTER_ENDED.match(after) is not None and not _OF_TITLE.search(before)
    if passive is None or passive["past"]:
        return False
    return _BY_THIS.match(after) is not None or not _BY.match(after)


def _is_active(before: str, start: int, *, done: bool) -> bool | None:
    """Whether the verb begins an order: ``True``, or ``False`` where not the document itself
    but something in it is the subject; ``None`` where it is no order.
    """
    if len(before.rstrip()) <= start or not before[start:].strip():
        return True
    if done and _JOINS.search(before):
        return True
    subject = _SUBJECT.search(before)
    if subject is None or _HYPOTHETICAL.search(before, start) or not _NEXT_TO.search(before):
        return None
    return not before[start : subject.start()].strip()


def _own_force_end(words: str, start: int, stop: int) -> int:
    """Where "Thông tư này có hiệu lực từ ngày ... và" before the targets ends."""
    match = _OWN_FORCE.match(words[:stop], start)
    return match.end() if match else start
