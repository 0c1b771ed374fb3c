"""Numbers, dates and bounds as texts state them."""

import pytest

from assistant.answering.verification.facts import Bound, alike, facts_of, same_value


def read(text: str) -> list[tuple[str, str, str]]:
    return [(fact.value, fact.unit, fact.bound.value) for fact in facts_of(text) if not fact.loose]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("trong 03 ngày làm việc", [("3", "ngày làm việc", "within")]),
        ("năm ngày làm việc", [("5", "ngày làm việc", "")]),
        ("không vượt quá ba tuổi", [("3", "tuổi", "max")]),
        ("lớp có từ 35 học sinh trở lên", [("35", "học sinh", "min")]),
        ("từ đủ 57 tuổi", [("57", "tuổi", "min")]),
        ("hai mươi lăm học sinh", [("25", "học sinh", "")]),
        ("1.200.000 đồng và 1,2 triệu đồng", [("1200000", "đồng", ""), ("1200000", "đồng", "")]),
        ("tám phần trăm, 8%", [("8", "%", ""), ("8", "%", "")]),
        ("190 đến 410 nghìn đồng", [("190000", "đồng", "low"), ("410000", "đồng", "high")]),
        ("lớp mười, học kỳ I, hạng II", [("10", "#lớp", ""), ("1", "#học kỳ", ""), ("2", "#hạng", "")]),
        ("trong năm học mới, mỗi năm một lần", []),
        ("định mức 19 tiết", [("19", "tiết", "")]),
    ],
)
def test_numbers_have_their_unit_and_bound(text: str, facts: list[tuple[str, str, str]]) -> None:
    assert read(text) == facts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 01 tháng 9 năm 2024", (1, 9, 2024)),
        ("ngày 1/9/2024", (1, 9, 2024)),
        ("tháng 9/2024", (None, 9, 2024)),
        ("trước ngày 30 tháng 6 hằng năm", (30, 6, None)),
        ("2024-09-01", (1, 9, 2024)),
        ("1 September 2024", (1, 9, 2024)),
    ],
)
def test_dates_are_read_in_every_form(text: str, day: tuple[int | None, ...]) -> None:
    assert [fact.date for fact in facts_of(text)][:1] == [day]


def test_a_day_takes_its_month_from_the_date_behind_it() -> None:
    dates = [fact.date for fact in facts_of("từ ngày 01 đến ngày 12 tháng 02 năm 2027")]
    assert dates == [(1, 2, 2027), (12, 2, 2027)]


def test_a_rate_tells_two_numbers_apart() -> None:
    week, year = facts_of("19 tiết một tuần; 19 tiết/năm học")[0], facts_of("19 tiết/năm học")[0]
    assert (week.rate, year.rate) == ("tuần", "năm")
    assert not same_value(week, year)


def test_within_is_at_most_and_never_at_least() -> None:
    assert alike(Bound.WITHIN, Bound.MAX)
    assert not alike(Bound.WITHIN, Bound.MIN)
    assert not alike(Bound.NONE, Bound.MAX)
