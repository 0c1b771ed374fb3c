"""What the notes of the codification say changed an article.

    có nội dung được sửa đổi, có nội dung được bổ sung bởi khoản 2 Điều 1 Nghị định số M
    có hiệu lực thi hành kể từ ngày D; Điều 3 Nghị định số K có hiệu lực ... ngày D

A phrase of kinds, then ``bởi`` and one or several changing provisions, each with its day. Where
several kinds and several provisions stand together the words do not say which did what.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.document import RelationKind
from assistant.domain.path import ProvisionPath
from ingest.codification.mentions import DATE, date_of, find_document, place_before

FORCE = re.compile(rf"hiệu lực(?: thi hành)?(?: kể)?(?: từ)?(?: ngày)?\s+{DATE.pattern}", re.IGNORECASE)
_BY = re.compile(r"\s(?:bởi|theo quy định tại|theo)\s")
_VERBS = r"sửa đổi|bổ sung|bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|đính chính|ngưng hiệu lực|hết hiệu lực"
_ITEM = re.compile(
    rf"(?P<part>nội dung[^,;]*?\s)?(?P<mood>(?:được/bị|được|bị)\s+)*(?P<verb>{_VERBS})", re.IGNORECASE
)


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

    ``source`` is the changing provision, or its document where the words name several
    articles; ``None`` where no number stands in the words. ``shared``: other provisions
    share the same list of kinds, and which did what is not said.
    """

    kinds: tuple[ChangeKind, ...]
    whole: bool
    source: ProvisionPath | None
    effective_on: date | None
    words: str
    shared: bool = False

    @property
    def relations(self) -> tuple[RelationKind, ...]:
        """The relations this change stands for; a list of kinds that is shared gives the
        general one, no kind at all only that the two are related.
        """
        kinds = tuple(dict.fromkeys(_RELATIONS[kind] for kind in self.kinds))
        if not kinds or (self.shared and len(kinds) > 1 and RelationKind.AMENDS not in kinds):
            return (RelationKind.RELATED,)
        return (RelationKind.AMENDS,) if self.shared and len(kinds) > 1 else kinds


def read_changes(text: str, start: int) -> tuple[Change, ...]:
    """The changes that ``text`` tells of after ``start``, in its order."""
    found: list[Change] = []
    for phrase, first, last in _phrases(text, start):
        kinds, whole = _kinds(phrase)
        pieces = list(_pieces(text[first:last]))
        for piece in pieces:
            source, day = _changer(piece)
            words = f"{phrase} bởi {piece}".strip()
            found.append(Change(kinds, whole, source, day, words, shared=len(pieces) > 1))
    return tuple(found)


def _phrases(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Each phrase of kinds with the span of the provisions after its ``bởi``.

    A phrase begins after the last day named before it: what stands before that day, names of
    documents such as "sửa đổi, bổ sung một số điều của ...", is another provision's.
    """
    spans: list[tuple[int, int, int]] = []
    for by in _BY.finditer(text, start):
        begin = max((m.end() for m in FORCE.finditer(text, start, by.start())), default=start)
        begins = max(begin, spans[-1][2] if spans else start)
        if spans and begin <= spans[-1][2]:
            continue  # still inside the words of the provision before
        if _ITEM.search(text, begins, by.start()) or not text[begins : by.start()].strip(" ,.;("):
            spans.append((begins, by.start(), by.end()))
    for index, (begin, end, first) in enumerate(spans):
        last = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        yield text[begin:end].strip(" ,.;("), first, last


def _kinds(phrase: str) -> tuple[tuple[ChangeKind, ...], bool]:
    """The kinds in a phrase, and whether one of them concerns the whole article.

    "có nội dung được sửa đổi, bổ sung": the second verb goes with the first one's subject.
    """
    kinds: list[ChangeKind] = []
    whole, partly = False, True
    for item in _ITEM.finditer(phrase):
        if item["part"] or item["mood"]:
            partly = bool(item["part"])
        whole = whole or not partly
        kinds.append(_KINDS[item["verb"].lower()])
    return tuple(dict.fromkeys(kinds)), whole


def _pieces(text: str) -> Iterator[str]:
    """The changing provisions; a piece without a document goes on with the one before."""
    held = ""
    for part in text.split(";"):
        if held and find_document(part) is not None and find_document(held) is not None:
            yield held.strip(" ,.;()")
            held = part
        else:
            held = f"{held};{part}" if held else part
    if held.strip(" ,.;()"):
        yield held.strip(" ,.;()")


def _changer(piece: str) -> tuple[ProvisionPath | None, date | None]:
    mention = find_document(piece)
    force = FORCE.search(piece, mention.end if mention else 0)
    day = date_of(force) if force else None
    if mention is None:
        return None, day
    return ProvisionPath(mention.number, None, place_before(piece, mention.start)), day
