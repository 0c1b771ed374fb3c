"""Acts on words inside a text: replace, insert, delete, each word for word.

Words are compared in NFC and whatever the blanks between them; all else counts, capitals too.
What is not named stays letter for letter. Words that stand there changed already are left.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.amendment import Act, Instruction
from assistant.domain.words import fold, nfc
from ingest.amendments.outcome import Failure

_STOPS = ",;.:"
Edit = tuple[int, int, str]
"""Offsets, and the words to put in place of what stands between them."""


@dataclass(frozen=True)
class Found:
    """The edits that an instruction asks for in one text, and how many are made already."""

    edits: Sequence[Edit]
    made: int = 0


def pattern(words: str) -> re.Pattern[str]:
    """``words`` as they may stand in a text, whole words only."""
    parts = [re.escape(part) for part in nfc(words).split()]
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    return re.compile(before + r"\s+".join(parts) + after)


def find(text: str, order: Instruction) -> Found:
    """Where ``order`` changes ``text``. Raise ``Failure`` where its words make that unclear."""
    sought = order.anchor if order.act is Act.INSERT_WORDS else order.old_words
    if not sought.strip() or not (order.new_words.strip() or order.act is Act.DELETE_WORDS):
        raise Failure("Thiếu cụm từ cũ hoặc cụm từ mới.")
    finders: dict[Act, Callable[[str, Instruction], Found]] = {
        Act.INSERT_WORDS: _inserted,
        Act.DELETE_WORDS: _deleted,
    }
    found = finders.get(order.act, _replaced)(text, order)
    found = _last(text, found) if order.at_end else found
    if len(found.edits) > 1 and not order.anchor and not re.search(r"\w", order.old_words):
        raise Failure("Không rõ dấu câu nào bị thay hoặc bỏ.")
    return found


def _last(text: str, found: Found) -> Found:
    """Only what stands at the end of the text."""
    kept = [edit for edit in found.edits if not text[edit[1] :].strip(" .;,\n")]
    if found.edits and not kept:
        raise Failure("Cụm từ không đứng ở cuối đơn vị được nêu.")
    return Found(kept, found.made)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """``text`` after all edits."""
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def nearly(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` but for capitals, marks or punctuation."""
    plain = r"[\W_]+".join(map(re.escape, re.findall(r"\w+", fold(words))))
    return bool(plain) and re.search(rf"(?<!\w){plain}(?!\w)", fold(text)) is not None


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern(words).finditer(text)]


def _replaced(text: str, order: Instruction) -> Found:
    new = _spans(text, order.new_words)
    old = _spans(text, order.old_words)
    grows = pattern(order.old_words).search(nfc(order.new_words)) is not None
    left = [span for span in old if not (grows and _within(span, new))]
    return Found([(a, b, order.new_words) for a, b in left], len(new))


def _within(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)


def _inserted(text: str, order: Instruction) -> Found:
    edits: list[Edit] = []
    made = 0
    for start, end in _spans(text, order.anchor):
        if _stands(text, start, end, order):
            made += 1
        else:
            edits.append(_ahead(start, order) if order.before else _behind(text, end, order))
    return Found(edits, made)


def _stands(text: str, start: int, end: int, order: Instruction) -> bool:
    """Whether the new words stand beside the anchor already, or the anchor inside them."""
    core = order.new_words.strip(" " + _STOPS)
    if not core:
        beside = text[:start].rstrip()[-len(order.new_words) :] if order.before else text[end:].lstrip()
        return beside.startswith(order.new_words)
    if _within((start, end), _spans(text, order.new_words)) or _within((start, end), _spans(text, core)):
        return True
    if order.before:
        before = text[:start].rstrip(" \n" + _STOPS)
        return any(b == len(before) for _, b in _spans(before, core))
    after = text[end:]
    gap = len(after) - len(after.lstrip(" \n" + _STOPS))
    return pattern(core).match(text, end + gap) is not None


def _behind(text: str, end: int, order: Instruction) -> Edit:
    """Behind the anchor; a comma that both end with is written once."""
    new = order.new_words
    if new[:1] in _STOPS:
        return end, end, new
    if new[-1:] in _STOPS and text[end : end + 1] == new[-1:]:
        return end + 1, end + 1, " " + new
    return end, end, " " + new


def _ahead(start: int, order: Instruction) -> Edit:
    return start, start, order.new_words + " "


def _deleted(text: str, order: Instruction) -> Found:
    spans = _spans(text, order.old_words)
    if order.anchor:
        spans = [span for span in spans if _beside(text, span, order)]
    return Found([_tidy(text, a, b) for a, b in spans])


def _beside(text: str, span: tuple[int, int], order: Instruction) -> bool:
    anchors = _spans(text, order.anchor)
    if order.before:
        return any(not text[span[1] : a].strip() for a, _ in anchors if a >= span[1])
    return any(not text[b : span[0]].strip() for _, b in anchors if b <= span[0])


def _tidy(text: str, start: int, end: int) -> Edit:
    """Take the words away with the blank or comma that would stand there twice."""
    before, after = text[:start], text[end:]
    left = before.rstrip(" ")
    right = after.lstrip(" ")
    if right[:1] in (",", ";", ".") and right:
        if left[-1:] in (",", ";") and left:
            return len(left) - 1, end + len(after) - len(right), ""
        return len(left), end + len(after) - len(right), ""
    if not before or before[-1:] in " \n" or (left and left[-1:] == "("):
        return start, end + len(after) - len(right), ""
    return start, end, ""
