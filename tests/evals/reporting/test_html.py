"""The page stands by itself, lets nothing of an answer act, and can be read by everyone."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from api.web.pages import STATIC
from evals.reporting.html import _TEMPLATES, blocks, html
from evals.reporting.wording import _TABLES, _TEXTS, LANGUAGES, Say
from evals.slice_words import SLICE_VALUES
from tests.api.test_contrast import contrast
from tests.evals.reporting.made_reports import HOSTILE, cases, pair_report, run_report

CSS = (_TEMPLATES / "report.css").read_text("utf-8")
PAIRS = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink", "bad-soft"), ("ink", "good-soft"),
    ("ink-soft", "paper"), ("ink-soft", "surface"), ("ink-soft", "sunken"), ("accent", "surface"),
    ("accent", "paper"), ("accent", "accent-soft"), ("accent-ink", "accent"), ("good", "paper"),
    ("good", "good-soft"), ("good", "surface"), ("bad", "bad-soft"), ("bad", "surface"), ("warn", "surface"),
]  # fmt: skip
DOTS = [
    ("edge", "surface"),
    ("accent", "paper"),
    ("good", "surface"),
    ("bad", "surface"),
    ("gold", "surface"),
]


@pytest.fixture(scope="module")
def reports():
    nothing = run_report(without=tuple(case.id for case in cases()))
    return {
        "run": run_report(),
        "pair": pair_report(),
        "repeats": run_report(repeats=2),
        "nothing": nothing,
    }


@pytest.fixture(scope="module", params=["run", "pair", "repeats"])
def text(request, reports):
    return html(reports[request.param])


@pytest.fixture(scope="module")
def page(text):
    return LexborHTMLParser(text)


def test_nothing_is_fetched(page, text):
    assert not page.css("link, img, iframe, object, embed, video, audio, base, [src], [srcset]")
    assert not re.search(r"url\(|@import", CSS)
    assert {a.attributes["href"][0] for a in page.css("[href]")} == {"#"}
    assert not re.search(r"https?://(?!x\b)", re.sub(r"<code>.*?</code>", "", text).replace("www.w3.org", ""))


def test_only_its_own_style_and_script_may_run(page):
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (own,) = page.css(name)
        own_hash = b64encode(sha256(own.text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{own_hash}'" in policy
    assert not page.css("[style], [onclick], [onload], [onerror]")


def test_the_policy_stands_before_what_it_governs(text):
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script>")


def test_hostile_letters_are_words(page, text):
    assert "<img src=x" not in text
    assert text.count("<script") == 1
    questions = [one.text() for one in page.css(".q")]
    assert HOSTILE in questions
    assert any(HOSTILE in one.text() for one in page.css(".said, .cited"))


def test_headings_go_down_one_at_a_time(page):
    levels = [int(one.tag[1]) for one in page.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_language_is_told_and_every_link_leads_somewhere(reports):
    for language in LANGUAGES:
        page = LexborHTMLParser(html(reports["pair"], language))
        assert page.css_first("html").attributes["lang"] == language
        ids = [one.attributes["id"] for one in page.css("[id]")]
        assert len(ids) == len(set(ids))
        assert {a.attributes["href"][1:] for a in page.css("a")} <= set(ids)


def test_pictures_are_passed_over_by_readers_and_have_their_figures_beside_them(page):
    assert all(one.attributes.get("aria-hidden") == "true" for one in page.css("svg"))
    for table in page.css("table.pictured"):
        assert table.css_first("caption")
        for line in table.css("tbody tr"):
            assert line.css_first('th[scope="row"]').text().strip()
            assert any(cell.text().strip() for cell in line.css("td.figure"))


def test_every_head_of_a_table_says_what_it_heads(page):
    assert all(one.attributes.get("scope") in ("row", "col") for one in page.css("th"))


def test_controls_have_labels_and_are_not_there_without_script(page):
    form = page.css_first("form")
    assert "hidden" in form.attributes
    assert all(one.parent.tag == "label" for one in form.css("input, select"))


def test_every_case_is_in_the_list_what_got_worse_first(reports):
    page = LexborHTMLParser(html(reports["pair"]))
    ids = [one.attributes["data-id"] for one in page.css("details.case")]
    assert sorted(ids) == sorted(case.id for case in reports["pair"].candidate.cases)
    assert tuple(ids[:3]) == reports["pair"].compared.worst
    beside = [one.text(strip=True) for one in page.css("article.case h3")]
    assert [one.split()[0][:3] for one in beside][-1] == "s3C"
    assert all(len(one.css(".arm")) == 2 for one in page.css("article.case"))


def test_of_a_run_of_which_nothing_is_there_every_case_is_shown(reports):
    page = LexborHTMLParser(html(reports["nothing"]))
    assert len(page.css("details.case .stage-failure")) >= len(cases())


def test_the_same_report_is_the_same_page(reports):
    assert html(reports["pair"]) == html(pair_report())


def test_all_words_are_in_both_languages():
    tables = [*_TABLES.values(), *SLICE_VALUES.values(), _TEXTS]
    assert all(set(one) == set(LANGUAGES) and all(one.values()) for table in tables for one in table.values())


def test_no_vietnamese_is_left_in_the_english_page_but_of_the_cases(reports):
    page = LexborHTMLParser(html(reports["pair"], "en"))
    for node in page.css(
        ".case, .marks, title, h1, .brand, #slices, #subject, #differences, .lead, style, script"
    ):
        node.decompose()
    assert not re.search(r"[ạảãấầẩậắằặẹẻẽếềểễệỉịọỏốồổộớờởợụủứừửựỳỷỹđ]", page.body.text())


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(0.8342, "83,4 %", "83.4 %"), (0.0, "0,0 %", "0.0 %"), (-0.00001, "0,0 %", "0.0 %"), (None, "–", "–")],
)
def test_shares_are_written_as_each_language_does(value, vi, en):
    assert (Say("vi").percent(value), Say("en").percent(value)) == (vi, en)


def test_figures_are_written_as_each_language_does():
    assert (Say("vi").number(12345.678), Say("en").number(12345.678)) == ("12.345,68", "12,345.68")
    assert Say("vi").number(-1.5) == "−1,5"
    assert Say("vi").chance(0.0002) == "< 0,001"


def test_quotations_of_a_statement_are_told_apart():
    said = "Theo Điều 2:\n\n> Dòng một\n> dòng hai\nHết."
    assert list(blocks(said)) == [(False, "Theo Điều 2:"), (True, "Dòng một\ndòng hai"), (False, "Hết.")]


def themes(css):
    bodies = re.findall(r":root[^{]*\{([^{}]*--paper[^{}]*)\}", css)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body)) for body in bodies]


def test_colours_are_those_of_the_services_page():
    own, service = themes(CSS), themes((STATIC / "style.css").read_text("utf-8"))
    assert len(own) == 2
    for mine, theirs in zip(own, service[:2], strict=True):
        assert mine == {name: theirs[name] for name in mine}


@pytest.mark.parametrize("theme", [0, 1])
def test_every_pair_of_colours_can_be_read(theme):
    colours = themes(CSS)[theme]
    poor = [pair for pair in PAIRS if contrast(*(colours[name] for name in pair)) < 4.5]
    poor += [pair for pair in DOTS if contrast(*(colours[name] for name in pair)) < 3]
    assert poor == []
