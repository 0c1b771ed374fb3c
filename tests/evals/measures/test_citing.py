"""Citations: what exists, what stands word for word, how exactly it points."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from assistant.domain.answer import Part
from assistant.domain.path import ProvisionPath
from evals.measures.citing import credit
from evals.measures.reading import (
    address,
    figures,
    numbers_of_documents,
    quoted,
    sentences,
)
from evals.measures.registry import measure
from evals.register import Register
from tests.evals.measures.made import (
    NEW,
    OLD,
    REGISTER,
    WORDS,
    case,
    cited,
    given,
    refusal,
    row,
    spoken,
    unanswerable,
)


def of(name, answer, asked=None, register=REGISTER):
    return measure(name).of(asked or case(), row(answer), register)


# --- existence


def test_an_invented_number_is_counted_each_time_another_is_invented():
    made_up = given(citations=[cited("9/2031/TT-BGDM#dieu-1"), cited(f"{NEW}#dieu-99"), cited()])
    assert of("invented", made_up).value == 2
    assert of("existence", made_up).value == pytest.approx(1 / 3)


def test_a_number_in_written_words_counts_and_in_a_quotation_does_not():
    text = "Theo Thông tư số 77/2031/TT-BGDM, mỗi lớp nuôi không quá 03 tổ ong."
    assert of("invented", given([spoken(text, part=Part.DETAIL)])).value == 1
    assert of("invented", given([spoken(text, part=Part.QUOTE)])).value == 0


def test_an_alias_and_another_spelling_are_the_same_document():
    spelt = given(citations=[cited("08/2031/TT-BGDM#dieu-2"), cited("08/2031/tt-bgdm-n#dieu-3")])
    assert of("invented", spelt).value == 0


def test_a_citation_that_points_nowhere_is_invented():
    assert of("invented", given([spoken(citations=(0, 7))])).value == 1


def test_without_a_register_nobody_says_what_exists():
    assert of("invented", given(), register=Register()) is None


# --- quotation


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "„”"])
def test_every_sort_of_quotation_mark_quotes(marks):
    said = spoken(f"Quy định ghi {marks[0]}Mỗi lớp nuôi không quá 03 tổ ong{marks[1]}.", part=Part.DETAIL)
    assert of("quotation", given([said])).value == 1
    false = spoken(f"Quy định ghi {marks[0]}Mỗi lớp nuôi không quá 04 tổ ong{marks[1]}.", part=Part.DETAIL)
    assert of("quotation", given([false])).value == 0


def test_of_a_quotation_that_is_set_off_the_lines_that_are_marked_are_the_words_of_the_law():
    told = "Theo khoản 2 Điều 2 (“Số tổ ong của mỗi lớp”):\n\n> 2. Mỗi lớp nuôi\n> không quá 03 tổ ong."
    assert of("quotation", given([spoken(told)])).value == 1
    assert of("quotation", given([spoken(told.replace("03", "04"))])).value == 0


def test_a_quotation_in_decomposed_letters_is_the_same():
    import unicodedata

    assert of("quotation", given([spoken(unicodedata.normalize("NFD", f"“{WORDS}”"))])).value == 1


def test_a_quotation_must_stand_in_what_its_own_statement_cites():
    other = cited(f"{NEW}#dieu-1", "Điều 1. Nhà trường giữ ong.")
    assert of("quotation", given([spoken(citations=(1,))], [cited(), other])).value == 0


def test_a_citation_in_words_that_never_were_the_days_words_is_no_quotation():
    forged = "2. Mỗi lớp nuôi không quá 30 tổ ong."
    assert of("quotation", given([spoken(f"“{forged}”")], [cited(quote=forged)])).value == 0


def test_an_answer_that_says_nothing_is_not_faithful():
    for silent in (given([], []), refusal(text="Tôi không biết.")):
        for name in ("quotation", "existence", "precision", "valid", "pinpoint", "chain"):
            assert of(name, silent).value == 0, name


# --- pinpoint


@pytest.mark.parametrize(
    ("gold", "path", "worth"),
    [
        ("dieu-2.khoan-2.diem-a", "dieu-2.khoan-2.diem-a", 1),
        ("dieu-2.khoan-2", "dieu-2.khoan-2.diem-a", 1),
        ("dieu-2.khoan-2.diem-a", "dieu-2.khoan-2", 0.75),
        ("dieu-2.khoan-2.diem-a", "dieu-2.khoan-2.diem-b", 0.75),
        ("dieu-2.khoan-2.diem-a", "dieu-2.khoan-3.diem-a", 0.5),
        ("dieu-2.khoan-2", "dieu-2", 0.5),
        ("dieu-2", "dieu-20", 0.25),
        ("quy-che/dieu-2", "dieu-2", 0.25),
    ],
)
def test_credit_falls_with_each_level_that_is_missed(gold, path, worth):
    assert credit(ProvisionPath.parse(f"{NEW}#{gold}"), ProvisionPath.parse(f"{NEW}#{path}")) == worth


def test_another_document_gets_nothing():
    assert credit(ProvisionPath.parse(f"{NEW}#dieu-2"), ProvisionPath.parse(f"{OLD}#dieu-2")) == 0


def test_each_link_needs_its_own_citation_and_any_of_a_group_will_do():
    asked = case(gold=((f"{NEW}#dieu-2.khoan-2",), (f"{NEW}#dieu-3", f"{NEW}#dieu-1")), superseded=())
    one, both = given(), given([spoken(citations=(0, 1))], [cited(), cited(f"{NEW}#dieu-1.khoan-1")])
    assert (of("chain", one, asked).value, of("chain", both, asked).value) == (0, 1)
    assert (of("pinpoint", one, asked).value, of("pinpoint", both, asked).value) == (0.625, 1)
    assert of("chain", one, asked).why == f"missing: {NEW}#dieu-3 / {NEW}#dieu-1"


def test_a_citation_that_no_statement_stands_on_earns_nothing():
    assert of("pinpoint", given([spoken("Theo quy định.", (), Part.FRAME)])).value == 0


def test_an_article_beside_the_gold_costs_precision():
    beside = given([spoken(citations=(0, 1))], [cited(), cited(f"{NEW}#dieu-1")])
    assert of("precision", beside).value == 0.5


def test_where_there_is_no_answer_citing_is_not_asked_for():
    assert of("pinpoint", refusal(), unanswerable()) is None


# --- reading


def test_figures_are_compared_by_value_and_numbers_of_documents_are_none():
    assert figures("Nộp 1.200.000 đồng trước 05/09/2031, [1] theo 8/2031/TT-BGDM, 7,5 điểm") == [
        "1200000",
        "5",
        "9",
        "2031",
        "7,5",
    ]


@for_all(st.text(max_size=200))
def test_reading_never_raises(text):
    for read in (figures, quoted, sentences, numbers_of_documents):
        read(text)
    address(cited(path=text))
    of("invented", given([spoken(text, part=Part.DETAIL)], [cited(path=text)]))
    of("quotation", given([spoken(text, part=Part.DETAIL)], [cited(path=text or "x", quote=text)]))
