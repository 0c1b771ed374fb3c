"""The inventions: what the data files promise, and the bars on the sample library."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest, NotFound
from assistant.settings import Settings
from evals.benchmarks import inventions as benchmark
from evals.inventions import (
    DATA,
    HAND,
    Case,
    Cited,
    Home,
    Invention,
    Part,
    Said,
    TrueAnswer,
    answers,
    cases,
    inventions,
)
from evals.inventions_model import Inventor, Server, pose_case, pose_true
from evals.inventions_operators import ELSEWHERE, FIRST, SECOND, made
from evals.inventions_scoring import figures, judge_false, judge_true, of_home, whole_way

TRUE, FALSE = answers(), inventions()


@pytest.fixture(scope="module")
def sample(sample_home):
    with Assistant.open(Settings(home=sample_home, answers_kept_days=0, _env_file=None)) as assistant:
        yield Cited(assistant)


def article(path):
    return str(ProvisionPath.parse(path).article_path)


def articles_cited(some):
    return {article(path) for one in some for said in one.statements for path in said.cites}


def articles_of(part):
    return articles_cited(one for one in TRUE if one.part is part)


# --- the data


def test_there_are_two_hundred_answers_and_an_invention_in_nearly_each():
    assert len(TRUE) >= 200
    assert sum(len(one.statements) for one in TRUE) >= 500
    assert len({case.answer.id for case in cases(TRUE, FALSE)}) >= 200
    assert sum(one.operator == HAND for one in FALSE if one.answer.startswith("held-")) >= 120


def test_the_second_development_set_is_wide_and_keeps_to_articles_of_its_own():
    second = [one for one in TRUE if one.id.startswith("dev2-")]
    others = [one for one in TRUE if not one.id.startswith("dev2-")]
    false = [one for one in FALSE if one.answer.startswith("dev2-")]
    cited = articles_cited(second)
    assert len(cited) >= 90
    assert sum(len(one.statements) for one in second) >= 250
    assert len(false) >= 400
    assert len({one.family for one in false}) >= 18
    assert all(one.part is Part.DEVELOPMENT and one.library is Home.CODIFICATION for one in second)
    assert not cited & articles_cited(others)


def test_ids_are_unique_and_every_invention_has_its_place():
    assert max(Counter(one.id for one in (*TRUE, *FALSE)).values()) == 1
    assert len(cases(TRUE, FALSE)) == len(FALSE)


def test_no_invention_is_a_true_statement_of_its_answer():
    for case in cases(TRUE, FALSE):
        assert case.invented not in case.answer.statements


def test_the_parts_share_no_article_and_what_is_held_out_is_all_by_hand():
    assert not articles_of(Part.DEVELOPMENT) & articles_of(Part.HELD_OUT)
    by_part = {part: {case.invention.operator for case in cases(TRUE, FALSE, part)} for part in Part}
    assert by_part[Part.HELD_OUT] == {HAND}
    assert by_part[Part.DEVELOPMENT] == {HAND, ELSEWHERE, *(one.name for one in (*FIRST, *SECOND))}


def test_what_is_held_out_is_as_large_as_the_bars_ask_for():
    held = [one for one in TRUE if one.part is Part.HELD_OUT]
    false = cases(TRUE, FALSE, Part.HELD_OUT)
    assert len(held) >= 85
    assert sum(len(one.statements) for one in held) >= 240
    assert len(false) >= 450
    assert len({case.answer.id for case in false}) == len(held)
    assert len({case.invention.family for case in false}) == 24


def test_both_audiences_and_english_are_there():
    audiences = Counter(one.audience for one in TRUE)
    assert min(audiences.values()) >= 0.4 * len(TRUE)
    assert sum(len(one.statements) for one in TRUE if one.language == "en") >= 20


def test_operators_make_again_what_the_file_holds():
    again = {one.id: one for one in made(TRUE)}
    assert [one.id for one in FALSE if one.operator != HAND and again.get(one.id) != one] == []


def test_every_family_is_explained():
    page = (DATA / "README.md").read_text("utf-8")
    assert {one.family for one in FALSE} <= set(re.findall(r"`(\w+)`", page))


def test_what_is_cited_stands_in_the_sample_library(sample):
    for one in of_home(TRUE, Home.SAMPLE):
        for said in one.statements:
            found = sample.citations(said.cites, one.as_of)
            assert [citation.path for citation in found] == list(said.cites)
            quoted = re.findall("“([^”]+)”", said.text)
            assert all(any(words in citation.quote for citation in found) for words in quoted)


def test_an_address_without_a_unit_is_told(sample):
    with pytest.raises(NotFound):
        sample.citations(["12/2024/TT-BGDM#dieu-4.khoan-9"], date(2026, 11, 24))


def test_a_broken_line_is_told_by_its_number(tmp_path):
    whole = TRUE[0].model_dump_json()
    (tmp_path / "answers.jsonl").write_text(f'{whole}\n{{"id": "x"}}\n', encoding="utf-8")
    with pytest.raises(BadRequest, match="Dòng 2"):
        answers(tmp_path)


# --- the operators

ALL = st.sampled_from([*FIRST, *SECOND])


@given(operator=ALL, text=st.text() | st.sampled_from([s.text for one in TRUE for s in one.statements]))
def test_an_operator_changes_a_statement_or_says_that_it_cannot(operator, text):
    made = operator.change(text)
    assert made is None or made != text


@pytest.mark.parametrize(
    ("name", "text", "made"),
    [
        ("counted", "Nộp trong 07 ngày từ ngày 05 tháng 7.", "Nộp trong 10 ngày từ ngày 05 tháng 7."),
        ("unit", "Trả lời trong 03 ngày làm việc.", "Trả lời trong 03 ngày."),
        ("first-digit", "Phí là 15.000 đồng.", "Phí là 25.000 đồng."),
        ("percent", "Giảm 70% học phí.", "Giảm 75% học phí."),
        ("month", "Từ ngày 01 tháng 12 năm 2024.", "Từ ngày 01 tháng 01 năm 2024."),
        ("document", "Thông tư số 09/2024/TT-BGDM quy định.", "Thông tư số 10/2024/TT-BGDM quy định."),
        ("not-dropped", "Trường không được thu thêm.", "Trường được thu thêm."),
        ("bound", "Lớp có không quá 35 học sinh.", "Lớp có ít nhất 35 học sinh."),
        ("not-added", "Trường không được thu.", None),
    ],
)  # fmt: skip
def test_operators_by_example(name, text, made):
    operator = next(one for one in FIRST if one.name == name)
    assert operator.change(text) == made


# --- the figures


def made_case(family="number", operator=HAND):
    said = Said(cites=("1/2030/TT-X#dieu-1",), text="Học sinh nghỉ hè tám tuần.")
    other = Said(cites=("1/2030/TT-X#dieu-2",), text="Năm học có 35 tuần.")
    answer = TrueAnswer(
        id="a",
        part=Part.HELD_OUT,
        library=Home.SAMPLE,
        audience="official",
        as_of=date(2030, 1, 1),
        statements=(said, other),
    )
    false = Invention(
        id="a.0",
        answer="a",
        statement=0,
        family=family,
        operator=operator,
        text="Học sinh nghỉ hè chín tuần.",
    )
    return Case(answer=answer, invention=false)


class Library:
    """Stands for ``Cited`` where the examiner looks at the text alone."""

    def citations(self, paths, day):
        return ()


def test_figures_count_what_is_stopped_and_what_is_lost():
    case = made_case()

    def strict(text, cited, day, language):
        return ("number",) if "tuần" in text and "35" not in text else ()

    true = judge_true(strict, Library(), [case.answer])
    tried = judge_false(strict, Library(), [case])
    told = figures(true, tried)
    assert told["inventions never shown"].startswith("1 of 1 = 1.000")
    assert told["inventions never shown: number"].startswith("1 of 1")
    assert told["inventions never shown, made by operators"] == "0 of 0"
    assert told["true statements dropped"].startswith("1 of 2 = 0.500")


def test_an_invention_that_changes_nothing_is_refused():
    case = made_case()
    same = case.invention.model_copy(update={"text": case.replaced.text})
    with pytest.raises(ValueError, match="invents nothing"):
        Case(answer=case.answer, invention=same)


def test_what_was_held_out_cannot_be_written_down(monkeypatch, tmp_path, capsys):
    asked = ["inventions", "--home", str(tmp_path), "--part", "held-out", "--shown", str(tmp_path / "x")]
    monkeypatch.setattr("sys.argv", asked)
    with pytest.raises(SystemExit):
        benchmark.main()
    assert "stays unread" in capsys.readouterr().err


# --- verification, on the sample library

FLOORS = {"dev-": (0.99, 0.06), "held-": (0.96, 0.06)}
"""Inventions stopped at least, true statements dropped at most, as measured on the answers that rest on
the sample library. What is held out rests on a library that is not shipped: its figures, and how far they are
from the bars of 0.97 and 0.08, stand in ``evals/benchmarks/results/inventions-held-out.md``."""


@pytest.mark.parametrize("begins", list(FLOORS))
def test_inventions_are_stopped_and_true_statements_shown_no_worse_than_measured(sample, begins):
    own = [one for one in of_home(TRUE, Home.SAMPLE) if one.id.startswith(begins)]
    tried = judge_false(benchmark.examine, sample, cases(own, FALSE))
    true = judge_true(benchmark.examine, sample, own)
    stopped, dropped = sum(one.stopped for one in tried), sum(one.dropped for one in true)
    at_least, at_most = FLOORS[begins]
    assert len(tried) > 200
    assert stopped >= at_least * len(tried)
    assert dropped <= at_most * len(true)


# --- the whole way


def test_on_the_whole_way_a_repeated_invention_is_not_shown_and_the_truth_is(sample_home):
    case = next(case for case in cases(TRUE, FALSE) if case.invention.id == "dev-001.2.counted")
    with Server() as server:
        settings = Settings(
            home=sample_home, model="mau", model_base_url=server.url, answers_kept_days=0, _env_file=None
        )
        with Assistant.open(settings) as assistant:
            server.model = Inventor(Cited(assistant))
            told = list(pose_true(assistant, server.model, case.answer))
            invented = pose_case(assistant, server.model, case)
    assert invented.was_said
    assert not invented.was_shown
    assert server.model.calls == 2
    assert all(one.was_said and one.was_shown for one in told)
    assert whole_way(told, [invented])["whole way: true statements dropped"].startswith("0 of 4")
