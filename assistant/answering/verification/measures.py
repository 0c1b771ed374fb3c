"""Bounds and shares in words, wherever they stand: "trở lên", "tối đa", "một nửa".

A bound at a number is compared with the number; one at a grade, a degree, a length of time told by
no number ("loại khá trở lên", "thời gian tối đa") is told by its word alone.
"""

import re
from collections.abc import Iterator

from assistant.answering.verification.alignment import Aligned
from assistant.answering.verification.facts import Bound
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.source import Part

_CLOSE = 2
_FAR = 30
_LOW = frozenset({Bound.MIN, Bound.LOW, Bound.FULL, Bound.OVER})
_HIGH = frozenset({Bound.MAX, Bound.HIGH, Bound.WITHIN, Bound.UNDER})


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


# Words of each end: those that say it, those of the source that bear it out, bounds that do.
_ENDS = (
    (
        _words("trở lên"),
        _words(
            "trở lên|từ|ít nhất|tối thiểu|thấp nhất|không dưới|không thấp hơn|không ít hơn|lớn hơn|cao hơn"
        ),
        _LOW,
    ),
    (
        _words("trở xuống"),
        _words("trở xuống|không quá|tối đa|cao nhất|nhiều nhất|không vượt quá|thấp hơn|nhỏ hơn"),
        _HIGH,
    ),
    (
        _words("tối đa|nhiều nhất|lâu nhất|muộn nhất|chậm nhất"),
        _words(
            "tối đa|nhiều nhất|cao nhất|lâu nhất|muộn nhất|chậm nhất|lớn nhất|quá|mức trần|trần|trước|"
            "trở xuống|hạn"
        ),
        _HIGH,
    ),
    (
        _words("tối thiểu|ít nhất|sớm nhất"),
        _words("tối thiểu|ít nhất|thấp nhất|sớm nhất|nhỏ nhất|không dưới|không ít hơn|mức sàn|trở lên|hơn"),
        _LOW,
    ),
)
_NOT_LESS = "không thấp hơn|không dưới|không ít hơn"
_NOT_MORE = "không vượt quá|không cao hơn|không quá|không nhiều hơn"
_FIRST = r"(?<!đứng )(?<!bắt )(?<!lần )đầu(?! tư| thầu| mối| ra| vào| đề)"
_LAST = "cuối"
_OPPOSITE = (
    (
        _words("tối thiểu|ít nhất|thấp nhất|sớm nhất"),
        _words("tối đa|nhiều nhất|cao nhất|chậm nhất|muộn nhất"),
    ),
    (
        _words("tối đa|nhiều nhất|cao nhất|chậm nhất|muộn nhất"),
        _words("tối thiểu|ít nhất|thấp nhất|sớm nhất"),
    ),
    (_words(_NOT_LESS), _words(_NOT_MORE)),
    (_words(_NOT_MORE), _words(_NOT_LESS)),
    (_words("trở xuống"), _words("trở lên")),
    (_words("trở lên"), _words("trở xuống")),
    (_words(_FIRST), _words(_LAST)),
    (_words(_LAST), _words(_FIRST)),
)
# Bounds behind a number turn one that stands before it too ("từ đủ 15 tuổi trở xuống").
_BEHIND = frozenset({"trở lên", "trở xuống"})
_SHARES = (
    (_words("một nửa|phân nửa|nửa"), _words("nửa|50 ?%|1/2")),
    (_words("một phần(?! hoặc| hay)"), _words("phần")),
    (_words("gấp đôi"), _words("gấp đôi|đôi|(?:0?2|hai) lần|200 ?%")),
    (_words("gấp ba"), _words("gấp ba|(?:0?3|ba) lần|300 ?%")),
)


def measure_faults(aligned: Aligned) -> Iterator[Fault]:
    """Ends and shares that no word of what a statement rests on bears out."""
    said = aligned.reading.text.lower()
    held = "\n".join(_text(part, aligned) for part in aligned.used)
    if not held:
        return
    bounds = {t.fact.bound for part in aligned.used for t in (*part.leads, *part.tokens) if t.fact}
    for word, support, fitting in _ENDS:
        if not (match := word.search(said)) or _is_number(match, aligned):
            continue
        if not support.search(held) and not bounds & fitting:
            yield Fault(FaultKind.NUMBER, match.group())
    for word, opposite in _OPPOSITE:
        if not (match := word.search(said)) or (_is_number(match, aligned) and match.group() not in _BEHIND):
            continue
        if opposite.search(held) and not word.search(held) and not opposite.search(said):
            yield Fault(FaultKind.NUMBER, match.group())
    for word, support in _SHARES:
        if (match := word.search(said)) and not support.search(held):
            yield Fault(FaultKind.NUMBER, match.group())


def _is_number(match: re.Match[str], aligned: Aligned) -> bool:
    """Whether a bound is that of a number, which is compared with it."""
    near = ((fact.start - match.end(), match.start() - fact.end) for fact in aligned.reading.facts)
    return any(0 <= before <= _CLOSE or 0 <= behind <= _FAR for before, behind in near)


def _text(part: Part, aligned: Aligned) -> str:
    """The words of a part and of its leads."""
    text = aligned.source.readings[part.citation].text
    own = " ".join(token.key for token in part.leads)
    if part.made:
        return f"{own} {' '.join(token.key for token in part.tokens)}"
    return f"{own} {text[part.tokens[0].start : part.tokens[-1].end]}".lower()
