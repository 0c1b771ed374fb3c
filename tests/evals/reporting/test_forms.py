"""Markdown, the sheet and JUnit are made from the same data; nothing in them does anything by itself."""

import csv as sheets
import io
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as supposed
from hypothesis import strategies as st

from evals.reporting.csv import BOM, csv, guarded
from evals.reporting.junit import junit
from evals.reporting.markdown import markdown, plainly
from evals.reporting.writing import FORMS, write
from tests.evals.reporting.made_reports import FORMULA, pair_report, run_report


@pytest.fixture(scope="module")
def pair():
    return pair_report()


@pytest.fixture(scope="module")
def run():
    return run_report()


def rows_of(text):
    return list(sheets.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


# --- sheet


def test_the_sheet_has_a_row_for_each_score_of_each_arm(pair):
    rows = rows_of(csv(pair))
    scores = sum(
        len(one.values) for arm in (pair.baseline, pair.candidate) for c in arm.cases for one in c.askings
    )
    assert len(rows) == scores
    assert {row["arm"] for row in rows} == {"baseline", "candidate"}
    assert csv(pair).startswith(BOM + "arm,run,measure")


def test_what_looks_like_a_formula_is_text_in_the_sheet(pair):
    questions = {row["question"] for row in rows_of(csv(pair)) if row["case"] == "formula"}
    assert questions == {f"'{FORMULA}"}


@supposed(st.text(max_size=20))
def test_no_cell_begins_as_a_formula_does(text):
    cell = guarded(text)
    assert not str(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert str(cell).removeprefix("'") in (text, text.removeprefix("'"))


def test_figures_stay_figures_in_the_sheet():
    assert guarded(-0.5) == -0.5
    assert guarded(None) == ""


# --- JUnit


def test_a_regression_fails_the_verdict_and_each_count_that_rose(pair):
    root = ET.fromstring(junit(pair))
    failed = {case.get("classname") for case in root.iter("testcase") if case.find("failure") is not None}
    assert {"gate", "zero.stale", "zero.invented"} <= failed
    gated = {case.get("classname") for case in root.iter("testcase")}
    assert {"gate.pinpoint", "gate.version", "zero.invented_figures"} <= gated
    assert int(root.get("failures")) == len(list(root.iter("failure")))
    assert int(root.get("tests")) == len(list(root.iter("testcase")))


def test_a_run_by_itself_has_a_case_for_each_gated_measure_and_slice(run):
    root = ET.fromstring(junit(run))
    names = [case.get("name") for case in root.iter("testcase")]
    assert len(names) == len({(c.get("classname"), c.get("name")) for c in root.iter("testcase")})
    assert any("thủ tục" in name or "cặp hai ngày" in name for name in names)
    assert not list(root.iter("error"))


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_replaced(run, letter):
    told = run.candidate.subject.model_copy(update={"set_name": f"a{letter}b"})
    report = run.model_copy(update={"candidate": run.candidate.model_copy(update={"subject": told})})
    assert ET.fromstring(junit(report)).find("testsuite").get("name").startswith("a\ufffdb")


# --- Markdown


def test_markdown_tells_the_decision_first_and_what_got_worse(pair):
    text = markdown(pair, "en")
    assert text.index("Regression") < text.index("All measures") < text.index("What got worse first")
    assert "### f-b" in text
    assert "### s3" in text


def test_tables_of_markdown_have_as_many_cells_as_heads(pair, run):
    for text in (markdown(pair), markdown(pair, "en"), markdown(run), markdown(run, "en")):
        wide = None
        for line in text.splitlines():
            cells = line.replace("\\|", "").count("|") if line.startswith("|") else None
            assert wide is None or cells is None or cells == wide, line
            wide = cells


def test_no_markup_of_an_answer_gets_into_markdown(pair):
    assert "<script" not in markdown(pair)
    assert "<img" not in markdown(pair)
    assert plainly("a | b\n# <c>") == "a \\| b \\# &lt;c&gt;"


# --- files


def test_every_form_is_written_whole_and_the_same_each_time(pair, tmp_path):
    first = {path.name: path.read_bytes() for path in write(pair, tmp_path / "a")}
    again = {path.name: path.read_bytes() for path in write(pair_report(), tmp_path / "b")}
    assert first == again
    assert set(first) == {"report.html", "report.md", "scores.csv", "junit.xml", "report.json"}
    assert len(list((tmp_path / "a").iterdir())) == len(FORMS)


def test_other_languages_are_refused(run):
    for make in (markdown, junit, FORMS["html"][1]):
        with pytest.raises(ValueError, match="fr"):
            make(run, "fr")
