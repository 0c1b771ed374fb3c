from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.domain.path import ProvisionPath
from assistant.settings import Settings
from evals.benchmarks.english_questions import load as load_english
from evals.benchmarks.follow_ups import BAR, kinds, left_alone, shares
from evals.follow_ups import Case, load, place, run
from evals.variants import without_diacritics


@pytest.fixture(scope="module")
def door(sample_home: Path) -> Iterator[Assistant]:
    with Assistant.open(Settings(home=sample_home, _env_file=None)) as assistant:
        yield assistant


def test_the_set_has_sixty_conversations_half_of_them_held_out() -> None:
    cases = load()
    assert len({case.id for case in cases}) == len(cases) == 60
    assert sum(case.held_out for case in cases) == 30
    assert all(case.turns and case.paths for case in cases)


def test_what_must_be_found_stands_in_the_sample_library(door: Assistant) -> None:
    wanted = {path for case in load() for path in case.paths} | {p for q in load_english() for p in q.paths}
    for path in sorted(wanted):
        number = ProvisionPath.parse(path).document
        assert door.document(number).head.number == number
        if "#" in path:
            assert door.show(path).provision.text


@pytest.mark.parametrize("typed", [str, without_diacritics])
def test_the_rules_alone_find_what_follow_ups_ask_for(door: Assistant, typed) -> None:
    found = [run(door, case, typed) for case in load()]
    assert shares(found)["found"] >= BAR
    assert sum(int(told.split("/")[1]) for told in kinds(found).values()) == 60


def test_a_place_is_that_of_an_address_or_of_one_inside_it() -> None:
    found = ["A/1#dieu-1", "A/1#dieu-1", "A/1#dieu-21", "A/1#dieu-2.khoan-1"]
    assert place(found, ["A/1#dieu-2"]) == 3
    assert place(found, ["A/1"]) == 1
    assert place(found, ["B/1"]) == 0


def test_a_case_without_turns_is_asked_as_it_stands(door: Assistant) -> None:
    case = Case(id="fu-99", kind="new", turns=(), question="Tín chỉ là gì?", paths=("91/2020/QH99#dieu-3",))
    found = run(door, case)
    assert (found.understood, found.is_first) == (case.question, True)


def test_whole_questions_are_left_alone_after_others() -> None:
    assert left_alone(str)["share"] >= 0.98
