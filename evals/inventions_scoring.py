"""What verification did with true statements and inventions, counted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assistant.domain.answer import Citation
from evals.flips_report import share
from evals.inventions import HAND, Case, Cited, Home, Said, TrueAnswer

Examiner = Callable[[str, Sequence[Citation], date, str], tuple[str, ...]]
"""The faults of a statement, given what it cites, the day and the language; none: it is shown."""


_One = TypeVar("_One")


@dataclass(frozen=True)
class Judged:
    """A statement and why it is not shown (nothing: it is)."""

    answer: TrueAnswer
    said: Said
    why: tuple[str, ...]

    @property
    def dropped(self) -> bool:
        """Whether the reader never sees it."""
        return bool(self.why)


@dataclass(frozen=True)
class Tried:
    """A case and whether its invention was shown."""

    case: Case
    why: tuple[str, ...]

    @property
    def stopped(self) -> bool:
        """Whether the reader never sees the invention."""
        return bool(self.why)


@dataclass(frozen=True)
class Posed:
    """A case on the whole way. ``was_said``: the model was given the provision, so it could say the
    invention; ``was_shown``: the reader saw it.
    """

    case: Case
    was_said: bool
    was_shown: bool


@dataclass(frozen=True)
class PosedTrue:
    """A true statement on the whole way."""

    answer: TrueAnswer
    said: Said
    was_said: bool
    was_shown: bool


def judge_true(examine: Examiner, cited: Cited, true: Iterable[TrueAnswer]) -> list[Judged]:
    """Every true statement before the examiner."""
    return [
        Judged(answer, said, _examined(examine, cited, said, answer))
        for answer in true
        for said in answer.statements
    ]


def judge_false(examine: Examiner, cited: Cited, tried: Iterable[Case]) -> list[Tried]:
    """Every invention before the examiner."""
    return [Tried(case, _examined(examine, cited, case.invented, case.answer)) for case in tried]


def _examined(examine: Examiner, cited: Cited, said: Said, answer: TrueAnswer) -> tuple[str, ...]:
    citations = cited.citations(said.cites, answer.as_of)
    return examine(said.text, citations, answer.as_of, answer.language)


def figures(true: Sequence[Judged], tried: Sequence[Tried]) -> dict[str, str | int]:
    """Shares with 95 % Wilson intervals: inventions never shown, true statements dropped."""
    by_hand = [one for one in tried if one.case.invention.operator == HAND]
    made = [one for one in tried if one.case.invention.operator != HAND]
    return {
        "answers": len({one.answer.id for one in true}),
        "answers with an invention": len({one.case.answer.id for one in tried}),
        "inventions never shown": _stopped(tried),
        "inventions never shown, written by hand": _stopped(by_hand),
        "inventions never shown, made by operators": _stopped(made),
        **_by("inventions never shown", tried, lambda one: one.case.invention.family, _stopped),
        "true statements dropped": _dropped(true),
        **_by("true statements dropped", true, lambda one: one.answer.audience, _dropped),
        **_by("true statements dropped", true, lambda one: one.answer.language, _dropped),
        **_by("true statements dropped", true, lambda one: one.answer.library.value, _dropped),
    }


def _stopped(tried: Sequence[Tried]) -> str:
    return share(sum(one.stopped for one in tried), len(tried))


def _dropped(true: Sequence[Judged]) -> str:
    return share(sum(one.dropped for one in true), len(true))


def _by(
    name: str, ones: Sequence[_One], key: Callable[[_One], str], count: Callable[[Sequence[_One]], str]
) -> Mapping[str, str]:
    """A line for each group, in the order of their names."""
    groups: dict[str, list[_One]] = {}
    for one in ones:
        groups.setdefault(key(one), []).append(one)
    return {f"{name}: {group}": count(groups[group]) for group in sorted(groups)}


def of_home(ones: Iterable[TrueAnswer], home: Home) -> list[TrueAnswer]:
    """The answers whose provisions one library holds."""
    return [one for one in ones if one.library is home]


def whole_way(told: Sequence[PosedTrue], invented: Sequence[Posed]) -> dict[str, str | int]:
    """The same on the whole way, of what the model could say."""
    said = [one for one in invented if one.was_said]
    true = [one for one in told if one.was_said]
    return {
        "whole way: inventions said": len(said),
        "whole way: inventions never shown": _share_not_shown(said),
        **_by(
            "whole way: inventions never shown", said, lambda one: one.case.invention.family, _share_not_shown
        ),
        "whole way: true statements said": len(true),
        "whole way: true statements dropped": _share_not_shown(true),
    }


def _share_not_shown(ones: Sequence[Posed] | Sequence[PosedTrue]) -> str:
    return share(sum(not one.was_shown for one in ones), len(ones))
