"""What the set of cases that comes with the project promises (``evals/data/README.md``)."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.domain.path import ProvisionPath
from assistant.domain.words import fold
from assistant.errors import NotFound
from assistant.settings import Settings
from evals.cases import SAID, Case, DateMode, Kind, Split, written
from evals.measures.reading import plain
from evals.register import Known, Register
from evals.sets.folder import SHIPPED, read_set

SET = read_set(SHIPPED / "sample")
CASES = {case.id: case for case in SET.cases}
OWN = [case for case in SET.cases if case.variant_of is None]
VARIANTS = [case for case in SET.cases if case.variant_of is not None]
DATA = SHIPPED.parent

LEAST = {
    Kind.SIMPLE: 30,
    Kind.SEVERAL: 18,
    Kind.DATE: 14,
    Kind.FLIP: 20,
    Kind.PROCEDURE: 12,
    Kind.CONVERSATION: 12,
    Kind.UNANSWERABLE: 12,
    Kind.OUT_OF_FIELD: 10,
    Kind.ATTACK: 10,
}
TYPED = {
    "bn": "bao nhieu",
    "dc": "duoc",
    "dh": "dai hoc",
    "dk": "dieu kien",
    "gv": "giao vien",
    "hs": "hoc sinh",
    "ht": "hieu truong",
    "ko": "khong",
    "sv": "sinh vien",
}
"""What the variants shorten, written down apart from the abbreviations that the assistant knows."""


@pytest.fixture(scope="module")
def door(sample_home: Path) -> Iterator[Assistant]:
    with Assistant.open(Settings(home=sample_home, _env_file=None)) as assistant:
        yield assistant


def meant(question: str) -> str:
    """The words of a question without diacritics and marks, abbreviations written out."""
    return " ".join(TYPED.get(word, word) for word in re.findall(r"\w+", fold(question)))


def articles(case: Case) -> set[str]:
    return {str(ProvisionPath.parse(one).article_path) for group in case.gold for one in group}


def test_every_kind_has_its_cases() -> None:
    assert Counter(case.kind for case in OWN) == LEAST
    assert len(VARIANTS) == 15


def test_every_case_says_who_checked_it_and_when() -> None:
    assert all(case.checked_by and case.checked_on for case in SET.cases)


def test_the_file_is_as_it_is_written() -> None:
    assert (SHIPPED / "sample" / "cases.jsonl").read_text("utf-8") == written(SET.cases)


def test_no_question_stands_twice_but_in_pairs_and_conversations_nor_in_another_set() -> None:
    asked = Counter(
        (meant(case.question), tuple(turn.question for turn in case.history), case.pair) for case in OWN
    )
    assert all(times == (1 if pair is None else 2) for (_, _, pair), times in asked.items())
    others = {
        meant(json.loads(line)["question"])
        for name in ("sample_questions", "off_topic", "routes", "follow_ups")
        for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    }
    assert not others & {meant(case.question) for case in OWN}


def test_a_variant_asks_its_base_in_other_letters_and_wants_the_same() -> None:
    for case in VARIANTS:
        base = CASES[case.variant_of or ""]
        assert base.variant_of is None
        assert case.question != base.question
        assert meant(case.question) == meant(base.question)
        other = {"id": case.id, "question": case.question, "variant_of": base.id}
        assert case == base.model_copy(update=other)


def test_a_pair_has_one_question_two_days_and_another_right_answer() -> None:
    pairs: dict[str, list[Case]] = defaultdict(list)
    for case in OWN:
        if case.pair is not None:
            pairs[case.pair].append(case)
    assert len(pairs) == 10
    for older, later in pairs.values():
        assert older.kind is later.kind is Kind.FLIP
        assert older.question == later.question
        assert older.as_of < later.as_of
        assert (older.gold, older.nuggets) != (later.gold, later.nuggets)
        assert (older.cluster, older.split) == (later.cluster, later.split)


def test_conversations_have_turns() -> None:
    talks = [case for case in OWN if case.kind is Kind.CONVERSATION]
    assert all(turn.question and turn.standalone for case in talks for turn in case.history)
    assert all(case.history for case in talks)


def test_no_article_of_gold_stands_in_two_splits() -> None:
    where: dict[str, set[Split]] = defaultdict(set)
    for case in SET.cases:
        for article in articles(case):
            where[article].add(case.split)
    assert not {article for article, splits in where.items() if len(splits) > 1}


def test_splits_have_about_their_shares_and_every_kind() -> None:
    found = Counter(case.split for case in SET.cases)
    for split, share in ((Split.DEV, 0.4), (Split.REGRESSION, 0.4), (Split.HOLDOUT, 0.2)):
        assert found[split] / len(SET.cases) == pytest.approx(share, abs=0.05)
        assert {case.kind for case in SET.cases if case.split is split} == set(Kind)


def test_what_a_whole_answer_says_is_told_wherever_there_is_one() -> None:
    assert all(any(nugget.vital for nugget in case.nuggets) for case in SET.cases if case.answerable)
    assert not any(nugget.vital for case in SET.cases if not case.answerable for nugget in case.nuggets)


def test_gold_held_on_the_day_by_the_register_or_within_a_year_before_where_the_rule_changed() -> None:
    for case in SET.cases:
        back = timedelta(days=365 if case.date_mode is DateMode.STRADDLING else 0)
        for group in case.gold:
            for address in group:
                days = (case.as_of, case.as_of - back)
                assert any(SET.register.held(address, day) for day in days), (case.id, address)


def test_what_is_superseded_did_not_hold_on_the_day() -> None:
    for case in SET.cases:
        for address in case.superseded:
            assert SET.register.held(address, case.as_of) is False, case.id


@pytest.mark.parametrize(("newer", "older"), [("dieu-4", "dieu-3"), ("dieu-6", "dieu-4")])
def test_where_the_new_circular_answers_the_old_one_is_a_decoy(newer: str, older: str) -> None:
    decoys = {"07/2018/TT-BGDM", f"07/2018/TT-BGDM#{older}"}
    for case in SET.cases:
        if f"12/2024/TT-BGDM#{newer}" in articles(case) and case.date_mode is not DateMode.STRADDLING:
            assert decoys & set(case.superseded), case.id


def test_the_register_knows_every_address_of_the_set() -> None:
    for case in SET.cases:
        cited = [one for turn in case.history for one in turn.cited]
        for address in (*case.superseded, *cited, *(one for group in case.gold for one in group)):
            assert SET.register.exists(address) is not False, (case.id, address)


def test_the_register_lists_what_the_library_holds(door: Assistant) -> None:
    heads = {str(one.head.number): one.head for one in door.documents()[0]}
    assert {one.number for one in SET.register.documents} == set(heads)
    for known in SET.register.documents:
        assert known.held.starts == (heads[known.number].in_force_from or heads[known.number].issued_on)


@pytest.mark.parametrize("known", SET.register.documents, ids=lambda known: known.number)
def test_the_articles_of_the_register_stand_in_the_library(door: Assistant, known: Known) -> None:
    regulation = "quy-che/" if known.number == "215/QĐ-ĐHSM" else ""
    for article in known.articles:
        assert door.show(f"{known.number}#{regulation}dieu-{article}").provision.text
    if known.articles and not regulation:
        with pytest.raises(NotFound):
            door.show(f"{known.number}#dieu-{len(known.articles) + 1}")


def test_gold_stands_in_the_library_down_to_its_unit(door: Assistant) -> None:
    wanted = {(one, case.as_of) for case in SET.cases for group in case.gold for one in group}
    for address, day in sorted(wanted):
        path = ProvisionPath.parse(address)
        shown = door.show(path, day).provision
        assert path in {shown.path, *(unit.path for unit in shown.units)}, address


def test_kept_wordings_begin_and_end_with_the_amendment() -> None:
    register: Register = SET.register
    turned = date(2025, 4, 1)
    for article in ("6", "9", "10"):
        before, after = register.wordings_of(f"12/2024/TT-BGDM#dieu-{article}")
        assert before.held.ends == after.held.starts == turned
        assert before.text != after.text
    (inserted,) = register.wordings_of("12/2024/TT-BGDM#dieu-8a.khoan-1")
    assert inserted.held.starts == turned


def test_kept_wordings_are_those_of_the_documents(door: Assistant) -> None:
    for wording in SET.register.wordings:
        words = plain(door.show(wording.path, wording.held.starts).provision.text)
        assert plain(wording.text).endswith(words), (wording.path, wording.held.starts)


def test_expected_outcomes_say_whether_there_is_an_answer() -> None:
    for case in SET.cases:
        assert bool(SAID & set(case.expected)) is case.answerable
