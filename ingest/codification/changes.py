"""What the notes of the codification say changed an article.

    có nội dung được sửa đổi, có nội dung được bổ sung bởi khoản 2 Điều 1 Nghị định số M
    có hiệu lực thi hành kể từ ngày D; Điều 3 Nghị định số K có hiệu lực ... ngày D

A phrase of kinds, then ``bởi`` and one or several changing provisions, each with its day. Where
several kinds and several provisions stand together the words do not say which did what.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.document import RelationKind
from assistant.domain.path import ProvisionPath

_VERBS = r"sửa đổi|bổ sung|bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|đính chính|ngưng hiệu lực|hết hiệu lực"
_MOOD = r"(?:được/bị|được|bị)"
_PARTS = r"nội d[uụ]ng|khoản|điểm|đoạn|cụm từ|Quy chế|Quy định|Phụ lục|Danh mục|Mẫu"
_ITEM = re.compile(
    # "có nội dung", "có nội dung này": some of it
    rf"(?:(?P<part>(?:có\s+)?nội d[uụ]ng(?:\s+này)?(?=\s+(?:{_MOOD}|{_VERBS})))\s+"
    # "các nội dung về X quy định tại khoản 2", "Quy chế kèm theo Điều này có nội dung": this of it
    rf"|(?P<target>(?:các\s+)?(?:{_PARTS})\s(?:(?!hiệu lực|bởi|;).){{1,300}}?)\s+"
    rf"(?:có\s+nội dung\s+)?(?={_MOOD}\s))?"
    rf"(?P<mood>(?:{_MOOD}\s+)*)(?:tạm\s+)?(?P<verb>{_VERBS})(?![^\W_])",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:,|;|và(?![^\W_]))?\s*")
_BY = re.compile(r"\s*(?:bởi|theo quy định tại(?:\s+tại)?|theo)\s+")
_EDGES = " ,.;("


class ChangeKind(StrEnum):
    """How a provision was changed, in the note's own words."""

    AMENDED = "sửa đổi"
    ADDED = "bổ sung"
    REPEALED = "bãi bỏ"
    REPLACED = "thay thế"
    CORRECTED = "đính chính"
    SUSPENDED = "ngưng hiệu lực"


_KINDS = {
    "hủy bỏ": ChangeKind.REPEALED,
    "huỷ bỏ": ChangeKind.REPEALED,
    "hết hiệu lực": ChangeKind.REPEALED,
} | {kind.value: kind for kind in ChangeKind}
_RELATIONS = {
    ChangeKind.AMENDED: RelationKind.AMENDS,
    ChangeKind.ADDED: RelationKind.AMENDS,
    ChangeKind.REPEALED: RelationKind.REPEALS,
    ChangeKind.REPLACED: RelationKind.REPLACES,
    ChangeKind.CORRECTED: RelationKind.CORRECTS,
    ChangeKind.SUSPENDED: RelationKind.SUSPENDS,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``whole``: it concerns the article as such, not some of its content.

    ``source`` is the changing provision, or what several named provisions have in common (their
    article, their document); ``None`` where no number stands in the words. ``shared``: other
    provisions share the same list of kinds, and which did what is not said.

    ``whole_kinds`` are the kinds said of the article as such, ``part_kinds`` those said of some of
    it ("được bổ sung, có nội dung được sửa đổi"); ``inserted``: the article itself is new, which
    "được sửa đổi, bổ sung" does not say. ``provisions`` are all changing
    provisions by themselves, ``target`` the words that say which part was changed, ``name``,
    ``issued_on`` and ``issuer`` what is told of the changing document, ``applies_to`` the
    period from which the change is applied, where it is not the day in force.
    """

    kinds: tuple[ChangeKind, ...]
    whole: bool
    source: ProvisionPath | None
    effective_on: date | None
    words: str
    shared: bool = False
    whole_kinds: tuple[ChangeKind, ...] = ()
    part_kinds: tuple[ChangeKind, ...] = ()
    inserted: bool = False
    provisions: tuple[ProvisionPath, ...] = ()
    target: str = ""
    name: str = ""
    issued_on: date | None = None
    issuer: str | None = None
    applies_to: str = ""

    @property
    def relations(self) -> tuple[RelationKind, ...]:
        """The relations this change stands for; a list of kinds that is shared gives the
        general one, no kind at all only that the two are related.
        """
        kinds = tuple(dict.fromkeys(_RELATIONS[kind] for kind in self.kinds))
        if not kinds or (self.shared and len(kinds) > 1 and RelationKind.AMENDS not in kinds):
            return (RelationKind.RELATED,)
        return (RelationKind.AMENDS,) if self.shared and len(kinds) > 1 else kinds


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was done, up to and with the ``bởi``; ``end`` is where who did it begins."""

    kinds: tuple[ChangeKind, ...]
    whole_kinds: tuple[ChangeKind, ...]
    part_kinds: tuple[ChangeKind, ...]
    inserted: bool
    target: str
    words: str
    end: int


def read_phrase(text: str, start: int) -> Phrase | None:
    """The phrase of kinds that begins at ``start``: verbs, then ``bởi``; both, or ``bởi`` alone."""
    items: list[re.Match[str]] = []
    pos = start
    while item := _ITEM.match(text, pos):
        items.append(item)
        join = _JOIN.match(text, item.end())
        pos = join.end() if join else item.end()
    by = _BY.match(text, items[-1].end() if items else start)
    if by is None or (not items and by[0].strip() == "theo"):
        return None
    return _phrase(items, text[start : by.start()].strip(_EDGES), by.end())


def _phrase(items: list[re.Match[str]], words: str, end: int) -> Phrase:
    """Sort the verbs by what they are said of; without a word on it, of some of the article.

    "Có nội dung được sửa đổi, bổ sung": the second verb goes with the first one's subject; and
    an article that is "được sửa đổi, bổ sung" is amended, not inserted.
    """
    whole: list[ChangeKind] = []
    part: list[ChangeKind] = []
    kinds = [_KINDS[item["verb"].lower()] for item in items]
    of, inserted = part, False
    for item, kind in zip(items, kinds, strict=True):
        if item["part"] or item["target"] or item["mood"]:
            of = part if item["part"] or item["target"] else whole
        inserted = inserted or bool(of is whole and item["mood"] and kind is ChangeKind.ADDED)
        of.append(kind)
    targets = "; ".join(item["target"] for item in items if item["target"])
    return Phrase(_once(kinds), _once(whole), _once(part), inserted, targets, words, end)


def _once(kinds: list[ChangeKind]) -> tuple[ChangeKind, ...]:
    return tuple(dict.fromkeys(kinds))
