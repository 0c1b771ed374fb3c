"""Whether what was found answers what was asked."""

import math
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.decision import Features, features_of, is_bare_address, judge, matter, shipped_model
from assistant.answering.field import field_of_education
from assistant.domain.answer import Outcome
from assistant.domain.number import DocumentNumber
from assistant.retrieval.results import Reference

RULE = "5/2020/TT-X#dieu-6"


@pytest.fixture
def school(make):
    heading = "Học phí của học sinh trường trung học"
    make.publish((make.head("5/2020/TT-X"), [make.article(RULE, heading, "Học phí là 20.000 đồng.")], []))
    return make


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("Giáo viên tiểu học dạy mấy tiết?", "Ô tô chở quá tải bị phạt bao nhiêu?"),
        ("hoc phi dai hoc cong lap", "thu tuc sang ten so do"),
        ("Sinh viên bị buộc thôi học khi nào?", "Vốn điều lệ của công ty cổ phần là gì?"),
    ],
)
def test_words_of_the_field_weigh_more_than_those_of_other_law(inside, outside):
    field = field_of_education()
    assert field.weight(inside) > 0 > field.weight(outside)


@given(st.text(max_size=100))
def test_any_text_has_a_finite_weight(text):
    assert math.isfinite(field_of_education().weight(text))


@given(st.tuples(*[st.floats(0, 1)] * 5), st.sampled_from(["coverage", "pairs", "vector"]))
def test_holding_more_of_the_question_never_makes_an_answer_less_likely(values, name):
    less = Features(*values)
    more = replace(less, **{name: min(1.0, asdict(less)[name] + 0.1)})
    model = shipped_model()
    assert model.found.weigh(more) >= model.found.weigh(less)
    assert model.scope.weigh(more) >= model.scope.weigh(less)


def test_a_question_that_the_first_hit_holds_is_answered(school):
    result = school.result("Học phí của học sinh trường trung học là bao nhiêu?", RULE)
    assert judge(result.understood.text, result) is Outcome.ANSWERED


def test_a_question_on_education_that_no_hit_holds_has_no_provision(school):
    result = school.result("Giáo viên thỉnh giảng được nghỉ mấy ngày?", RULE, coverage=0.1)
    weak = replace(result, hits=tuple(replace(hit, vector=0.1) for hit in result.hits))
    assert judge(weak.understood.text, weak) is Outcome.NOT_FOUND


def test_a_question_on_something_else_is_out_of_scope_even_where_its_words_are_found(school):
    result = school.result("Ô tô chở quá tải trên đường bộ bị phạt bao nhiêu tiền?", RULE, coverage=0.5)
    assert judge(result.understood.text, result) is Outcome.OUT_OF_SCOPE


NEAR = "Hồ sơ chuyển trường nộp trước bao nhiêu ngày?"
"""Most of its words are those of any office."""


@pytest.mark.parametrize(
    ("title", "question", "coverage", "outcome"),
    [
        ("Quy định về chuyển trường và học lại", NEAR, 0.9, Outcome.PARTLY),
        ("Quy định về chuyển trường và học lại", NEAR, 0.3, Outcome.OUT_OF_SCOPE),
        ("Quy định về lớp học đêm", NEAR, 0.9, Outcome.OUT_OF_SCOPE),
        ("Chế độ của lưu học sinh", "Thủ tục mua xe cho học sinh nộp ở đâu?", 0.9, Outcome.OUT_OF_SCOPE),
        ("Quy định về chuyển trường và học lại", "Hồ sơ sang tên xe nộp ở đâu?", 0.9, Outcome.OUT_OF_SCOPE),
    ],
)
def test_a_doubtful_question_gets_the_nearest_provision_where_its_title_shares_the_matter(
    make, title, question, coverage, outcome
):
    article = make.article("6/2020/TT-X#dieu-4", "Hồ sơ", "Đơn xin chuyển và học bạ.")
    make.publish((make.head("6/2020/TT-X", title), [article], []))
    result = make.result(question, "6/2020/TT-X#dieu-4", coverage=coverage)
    hits = tuple(replace(hit, pairs=0.25) for hit in result.hits)
    assert judge(question, replace(result, hits=hits)) is outcome


def test_no_hits_at_all_is_told_apart_by_the_words(school):
    assert judge("Học phí tiểu học?", school.result("Học phí tiểu học?")) is Outcome.NOT_FOUND
    assert judge("Trời có mưa không?", school.result("Trời có mưa không?")) is Outcome.OUT_OF_SCOPE


def test_a_short_number_is_settled_by_what_else_was_said(school):
    candidates = (DocumentNumber("5/2020/TT-X"), DocumentNumber("5/2021/TT-Y"))
    several = Reference("thông tư 5", candidates=candidates)
    bare = school.result("thông tư 5", RULE, reference=several)
    told = school.result("Thông tư 5 quy định học phí trung học thế nào?", RULE, reference=several)
    assert judge("thông tư 5", bare) is Outcome.AMBIGUOUS
    assert judge(told.understood.text, told) is Outcome.ANSWERED


def test_an_article_without_its_document_asks_which_one(school):
    assert is_bare_address("khoản 2 Điều 7?")
    assert not is_bare_address("Điều 7 về học phí trung học")
    assert judge("điều 7", school.result("điều 7", RULE)) is Outcome.AMBIGUOUS


def test_the_matter_of_a_question_is_what_it_says_beside_addresses():
    named = Reference("thông tư 5/2020/tt-x", number=DocumentNumber("5/2020/TT-X"))
    assert matter("Điều 6 Thông tư 5/2020/TT-X: học phí", named).split() == [":", "học", "phí"]


def test_features_are_within_their_bounds(school):
    result = school.result("Học phí?", RULE)
    features = features_of("Học phí của học sinh giáo viên sinh viên", result.hits)
    assert -0.5 <= features.field <= 1.0
    assert -0.5 <= features.titles <= 1.0
    assert {features.coverage, features.pairs} == {1.0}
