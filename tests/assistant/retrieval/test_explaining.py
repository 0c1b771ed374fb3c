"""Reasons in words: every figure has some, and what was not explained has none."""

from types import SimpleNamespace

from assistant.retrieval.explaining import Reason, reasons_of
from assistant.retrieval.features import FEATURES


def test_every_figure_can_be_told_in_words_in_the_order_it_moved_the_hit():
    given = tuple((feature.name, 1.0) for feature in FEATURES)
    told = reasons_of(SimpleNamespace(reasons=given))
    assert [(reason.feature, reason.says) for reason in told] == [(f.name, f.says) for f in FEATURES]


def test_what_a_figure_adds_is_rounded_and_keeps_its_sign():
    (reason,) = reasons_of(SimpleNamespace(reasons=(("fused", -0.123456),)))
    assert reason == Reason("fused", "điểm gộp so với điểm cao nhất", -0.1235)


def test_a_hit_of_a_search_that_was_not_to_explain_has_no_reasons(asked):
    hits = asked.search("mỗi lớp nuôi mấy tổ ong").hits
    assert hits
    assert [reasons_of(hit) for hit in hits] == [()] * len(hits)
