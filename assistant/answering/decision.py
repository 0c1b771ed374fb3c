"""Whether what was found answers what was asked, or the honest thing is to say that it does not.

Two questions, each put to a small linear model over figures that compare between questions and
between libraries:

``field``     how much the question's own words speak of education (``field.py``), cut off
              where more says nothing more
``titles``    the same of the titles and headings of the first three hits
``coverage``  share of the question's content, by rarity, that the best of these hits holds
``pairs``     the same for pairs of neighbouring syllables, which are nearly words
``vector``    cosine of the question and the nearest of these hits

Is it on education? All figures but ``coverage``; below 0 it is out of scope. Is the answer there?
The last three; below 0 the library has no provision for it, and below ``sure`` only the nearest one.
A question that seems out of scope gets the nearest one too, where that is sure and the title of its
document shares a word with the question that speaks of education by itself.
A word whose meaning is asked, and which a text on education defines, is there whatever they say.
Weights are in ``decision.json``, fitted and measured by ``python -m evals.benchmarks.rejection``.
No word is forbidden and none is required.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from assistant.answering.asking import Asked, Sought, read_question
from assistant.answering.field import field_of_education
from assistant.answering.naming import lacks
from assistant.answering.passages import defined
from assistant.domain.answer import Outcome
from assistant.domain.words import fold, nfc
from assistant.retrieval.results import Hit, Reference, SearchResult

_ADDRESS = re.compile(r"\b(?:điều|khoản|điểm|dieu|khoan|diem)\s+[0-9a-zđ]{1,4}\b", re.IGNORECASE)
_LEADING = 3
_CUT = (-0.5, 1.0)


@dataclass(frozen=True)
class Features:
    """The figures that the decision rests on."""

    field: float
    titles: float
    coverage: float
    pairs: float
    vector: float


SCOPE = ("field", "titles", "pairs", "vector")
FOUND = ("coverage", "pairs", "vector")


@dataclass(frozen=True)
class Linear:
    """Weights of some of the features."""

    bias: float
    weights: dict[str, float]

    def weigh(self, features: Features) -> float:
        """The weighted sum; at or above 0 the answer is yes."""
        return self.bias + sum(w * float(getattr(features, name)) for name, w in self.weights.items())


@dataclass(frozen=True)
class Model:
    """Is a question on education (``scope``), is its answer there (``found``), and from which
    weight of ``found`` on the answer is a full one (``sure``).
    """

    scope: Linear
    found: Linear
    sure: float


@cache
def shipped_model() -> Model:
    """The model fitted by the benchmark."""
    values = orjson.loads(Path(__file__).with_name("decision.json").read_bytes())
    return Model(Linear(**values["scope"]), Linear(**values["found"]), values["sure"])


def features_of(question: str, hits: tuple[Hit, ...]) -> Features:
    """The figures for a question and at least one hit."""
    field = field_of_education()
    titles = [f"{hit.stored.document.title}\n{hit.stored.provision.heading}" for hit in hits[:_LEADING]]
    best = max(hits[:_LEADING], key=lambda hit: hit.coverage)
    return Features(
        field=_cut(field.weight(question)),
        titles=_cut(sum(map(field.weight, titles)) / len(titles)),
        coverage=best.coverage,
        pairs=best.pairs,
        vector=max(hit.vector for hit in hits[:_LEADING]),
    )


def defining(hits: Iterable[Hit], asked: Asked) -> list[Hit]:
    """The hits that define the word which a question asks the meaning of."""
    if Sought.DEFINITION not in asked.sought:
        return []
    return [hit for hit in hits if defined(hit.stored.provision, asked) is not None]


def _on_education(hit: Hit) -> bool:
    return field_of_education().weight(hit.stored.document.title) > 0


_WHO = frozenset(
    (
        *("học sinh", "sinh viên", "học viên", "người học", "trẻ em", "nghiên cứu", "cứu sinh", "phụ huynh"),
        *("giáo viên", "giảng viên", "nhà giáo", "viên chức", "hiệu trưởng", "cha mẹ"),
        *("nhà trường", "trường học", "lớp học"),
    )
)
"""Pairs that name persons and places of learning, not what is asked of them."""


def _shares_matter(question: str, result: SearchResult) -> bool:
    """Whether the question shares with the title of the best hit's document, on education, a word that
    speaks of education by itself, however much is said around it on days and papers. Whom it is about is
    no matter: pupils insure motorbikes too.
    """
    best = result.of_any_day[0]
    said = field_of_education().strong(result.understood.text or question) - _WHO
    return bool(said & field_of_education().strong(best.stored.document.title)) and _on_education(best)


def _cut(weight: float) -> float:
    return min(max(weight, _CUT[0]), _CUT[1])


def judge(question: str, result: SearchResult) -> Outcome:
    """How the question is to end: answered, in part, ambiguous, not found, or out of scope."""
    named = _judge_named(question, result)
    return named or _judge_words(question, result)


def _judge_named(question: str, result: SearchResult) -> Outcome | None:
    """A document that the question names decides, unless its words settle which is meant."""
    reference = result.reference
    if reference is None:
        return Outcome.AMBIGUOUS if is_bare_address(question) else None
    if reference.missing:
        return Outcome.NOT_FOUND
    if reference.ambiguous and not _settled(question, reference, result):
        return Outcome.AMBIGUOUS
    return (
        Outcome.NOT_FOUND
        if lacks(reference, result.of_any_day) or not result.of_any_day
        else Outcome.ANSWERED
    )


def is_bare_address(question: str) -> bool:
    """Whether an article is named and neither its document nor any matter."""
    return bool(_ADDRESS.search(question)) and not read_question(_ADDRESS.sub(" ", question)).terms


def _settled(question: str, reference: Reference, result: SearchResult) -> bool:
    """Whether more was said than a short number, and the best hit is of a document meant."""
    if len(read_question(matter(question, reference)).terms) < _LEADING or not result.of_any_day:
        return False
    return result.of_any_day[0].stored.document.number in reference.candidates


def matter(question: str, reference: Reference | None) -> str:
    """A question without the document and the article that it names, with or without diacritics."""
    if reference is None:
        return question
    text, named = nfc(question), fold(reference.text)
    folded = fold(text)
    if named and len(folded) == len(text):
        for match in reversed(list(re.finditer(re.escape(named), folded))):
            text = f"{text[: match.start()]} {text[match.end() :]}"
    return _ADDRESS.sub(" ", text)


def _judge_words(question: str, result: SearchResult) -> Outcome:
    if not result.of_any_day:
        return Outcome.NOT_FOUND if field_of_education().weight(question) > 0 else Outcome.OUT_OF_SCOPE
    model, features = shipped_model(), features_of(result.understood.text or question, result.of_any_day)
    found = model.found.weigh(features)
    if any(_on_education(hit) for hit in defining(result.of_any_day, read_question(question))):
        return Outcome.ANSWERED
    if model.scope.weigh(features) < 0:
        near = found >= model.sure and _shares_matter(question, result)
        return Outcome.PARTLY if near else Outcome.OUT_OF_SCOPE
    if found < 0:
        return Outcome.NOT_FOUND
    return Outcome.ANSWERED if found >= model.sure else Outcome.PARTLY
