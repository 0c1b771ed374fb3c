"""Choosing, inside a provision, the stretches of text that answer.

A provision is seen as a tree of its clauses and points. The rule: the terms of the question
that the heading already explains do not tell its clauses apart; the others do. Where no
clause stands out, the whole article is the answer.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.asking import Asked, Sought
from assistant.domain.document import Provision, Unit
from assistant.domain.path import ProvisionPath, UnitKind

# Lengths in characters. A quote a person reads at a glance; beyond it, only the best clauses.
WHOLE = 700
LONGEST = 1_800
# A second clause is quoted when it is nearly as good as the best one.
_NEARLY = 0.8
# More clauses than these that are equally good do not stand out.
_MOST = 3
_KIND_BONUS = 0.5
# Weight of a term that the heading holds already.
_EXPLAINED = 0.25
# From this likeness on a defined term is the one asked for.
_SAME_TERM = 0.6
# Asked for a list or for conditions, an article that is one list answers as a whole.
_WHOLE_LISTS = frozenset({Sought.LIST, Sought.CONDITION})
_CLOSED = (".", ";", "!", "?", "…")
_STARTS = re.compile(r"(?<=\n)|(?<=[.;]\s)")
_LABEL = re.compile(r"^\s*[“\"«]?(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*")
_SENTENCE = re.compile(r"[^\n]+?(?:[.;](?=\s)|\n|$)")


@dataclass(frozen=True)
class Span:
    """A stretch ``text[start:end]`` of a provision and the address it stands at."""

    path: ProvisionPath
    start: int
    end: int


@dataclass(frozen=True)
class _Piece:
    """A candidate: its own span, and the openings that it needs to be understood."""

    span: Span
    score: float
    leads: tuple[Span, ...] = ()


def choose(provision: Provision, asked: Asked) -> tuple[Span, ...]:
    """The spans of ``provision`` that answer ``asked``, in reading order; at least one.

    Spans neither overlap nor touch; each is at most ``LONGEST`` long.
    """
    whole = Span(provision.path, 0, len(provision.text))
    if len(provision.text) <= WHOLE and not _has_parts(provision):
        return _tidy(provision, (whole,))
    if Sought.DEFINITION in asked.sought and (term := defined(provision, asked)):
        return _tidy(provision, (term,))
    if _is_list(provision) and asked.sought & _WHOLE_LISTS and len(provision.text) <= LONGEST:
        return _tidy(provision, (whole,))
    if len(provision.text) <= WHOLE and asked.share_in(provision.heading) == 1:
        return _tidy(provision, (whole,))
    pieces = _score(provision, asked)
    best = _best(pieces)
    if not best and len(provision.text) <= LONGEST:
        return _tidy(provision, (whole,))
    chosen = best or pieces[:2]
    return _tidy(provision, _with_leads(chosen)) or _tidy(provision, (whole,))


def _has_parts(provision: Provision) -> bool:
    return any(unit.kind is UnitKind.CLAUSE for unit in provision.units)


def _is_list(provision: Provision) -> bool:
    """Whether the article is one list: a lead-in with a colon, then its clauses or points."""
    first = min((unit.start for unit in provision.units), default=0)
    return provision.text[:first].rstrip().endswith(":")


def defined(provision: Provision, asked: Asked) -> Span | None:
    """The item of "Giải thích từ ngữ" that defines what is asked: the words before its "là"
    and the question's content are nearly the same.
    """
    if "từ ngữ" not in provision.heading.lower():
        return None
    scored = [(_likeness(_words(provision, span), asked), span) for span in _leaves(provision)]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= _SAME_TERM else None


def _likeness(item: str, asked: Asked) -> float:
    """How nearly the word that an item defines is the one asked for."""
    return asked.likeness(re.split(r"\b(?:là|được hiểu|bao gồm|gồm)\b", item, maxsplit=1)[0])


def _words(provision: Provision, span: Span) -> str:
    return provision.text[span.start : span.end]


def _leaves(provision: Provision) -> list[Span]:
    """The clauses; where there are none the points; where there are none the sentences."""
    for kind in (UnitKind.CLAUSE, UnitKind.POINT):
        units = [unit for unit in provision.units if unit.kind is kind]
        if units:
            return [Span(unit.path, unit.start, unit.end) for unit in units]
    spans = (match.span() for match in _SENTENCE.finditer(provision.text))
    return [Span(provision.path, start, end) for start, end in spans if provision.text[start:end].strip()]


def _score(provision: Provision, asked: Asked) -> list[_Piece]:
    """Every leaf with its score, best first."""
    spans = _leaves(provision)
    texts = [_words(provision, span) for span in spans]
    scores = score_texts(texts, asked, heading=provision.heading)
    narrowed = [_narrow(provision, span, asked) for span in spans]
    pieces = [
        _Piece(span, score, leads(provision, span)) for span, score in zip(narrowed, scores, strict=True)
    ]
    return sorted(pieces, key=lambda piece: -piece.score)


def score_texts(texts: Sequence[str], asked: Asked, *, heading: str = "") -> list[float]:
    """How well each text answers, 0 to 1.5, weighing a term by how few of ``texts`` have it.

    A term that stands in every text, or in the heading above all, tells little apart. Showing
    the kind of fact asked for counts on top of sharing words, never without it.
    """
    found = [asked.terms_in(text) for text in texts]
    counts = Counter(term for terms in found for term in terms)
    above = asked.terms_in(heading)
    weights = {
        term: math.log((len(texts) + 1) / count) * (_EXPLAINED if term in above else 1.0)
        for term, count in counts.items()
    }
    total = sum(weights.values()) or 1.0
    return [
        sum(weights[term] for term in terms) / total * (1 + _KIND_BONUS * asked.shows(text))
        for terms, text in zip(found, texts, strict=True)
    ]


def _best(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces that stand out; empty where none does (all alike, or most nearly as good)."""
    top = pieces[0].score if pieces else 0.0
    if top <= 0:
        return []
    near = [piece for piece in pieces if piece.score >= _NEARLY * top]
    return near if len(near) <= max(2, min(_MOST, len(pieces) // 3)) else []


def _narrow(provision: Provision, span: Span, asked: Asked) -> Span:
    """A clause cut to the one point that answers, where its points differ; lists stay whole."""
    points = [u for u in provision.units if u.kind is UnitKind.POINT and span.start <= u.start < span.end]
    if len(points) < 2 or asked.sought & {Sought.LIST, Sought.CONDITION}:
        return span
    texts = [provision.text[unit.start : unit.end] for unit in points]
    scores = score_texts(texts, asked)
    best = max(range(len(points)), key=scores.__getitem__)
    others = [score for index, score in enumerate(scores) if index != best]
    if max(others) >= _NEARLY * scores[best]:
        return span
    return Span(points[best].path, points[best].start, points[best].end)


def leads(provision: Provision, span: Span) -> tuple[Span, ...]:
    """The openings of the units around ``span`` that it continues, the largest first: a point may be a
    sentence, or the other way about ("không tính các thời gian sau"), only after them.

    Of an article, or what else is stored by itself, only an opening that is no whole sentence: a
    paragraph before its clauses is a rule of its own. Of a clause any, for it may open with a title. None
    that ``span`` holds itself.
    """
    starts = [unit.start for unit in provision.units]
    first = min(starts, default=0)
    own = () if provision.text[:first].rstrip().endswith(_CLOSED) else ((provision.path, 0, first),)
    around = [unit for unit in provision.units if unit.start <= span.start and span.end <= unit.end]
    around.sort(key=lambda unit: (unit.start, -unit.end))
    inner = ((unit.path, unit.start, _first_inside(unit, starts)) for unit in around)
    found = (_lead(provision, *place) for place in (*own, *inner) if place[2] <= span.start)
    return tuple(filter(None, found))


def _first_inside(unit: Unit, starts: Iterable[int]) -> int:
    """Where the first part of a unit begins; where it has none, the unit's own start."""
    return min((start for start in starts if unit.start < start < unit.end), default=unit.start)


def _lead(provision: Provision, path: ProvisionPath, start: int, end: int) -> Span | None:
    """An opening without the blanks behind it, of a long one its end; ``None`` where there are no words."""
    words = provision.text[start:end].rstrip()
    if not _LABEL.sub("", words, count=1).strip():
        return None
    begins = (0, *(match.end() for match in _STARTS.finditer(words)))
    at = next((at for at in begins if len(words) - at <= WHOLE), 0)
    return Span(path, start + at, start + len(words))


def _with_leads(pieces: Iterable[_Piece]) -> list[Span]:
    spans = [span for piece in pieces for span in (*piece.leads, piece.span)]
    return sorted(set(spans), key=lambda span: (span.start, span.end))


def _tidy(provision: Provision, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without blank ends, none too long, in order, apart."""
    tidy: list[Span] = []
    for span in filter(None, (tidy_span(provision, span) for span in spans)):
        if not tidy or span.start >= tidy[-1].end:
            tidy.append(span)
    return tuple(tidy)


def tidy_span(provision: Provision, span: Span) -> Span | None:
    """``span`` without blank ends, cut to ``LONGEST`` at a line or sentence; ``None`` if blank."""
    text = _cut(provision.text[span.start : span.end])
    start = span.start + len(text) - len(text.lstrip())
    end = span.start + len(text.rstrip())
    return Span(span.path, start, end) if start < end else None


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    at = max(text.rfind(mark, 0, LONGEST) for mark in ("\n", ". ", "; "))
    return text[: at + 1] if at > LONGEST // 3 else text[:LONGEST]
