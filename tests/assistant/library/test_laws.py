"""Laws by the names that texts call them."""

from datetime import date

import pytest

from assistant.domain.document import DocumentKind, Head
from assistant.domain.number import DocumentNumber
from assistant.domain.timeline import Basis, Event, EventKind, Facts, Origin, timeline
from assistant.library.laws import Laws
from assistant.library.records import DocumentRecord, Source

TODAY = date(2026, 1, 1)


def record(number: str, title: str, kind: DocumentKind, issued: date, ends: date | None = None):
    events = [Event(EventKind.STARTS, issued, Basis(Origin.CLAUSE, "có hiệu lực"))]
    events += [Event(EventKind.ENDS, ends, Basis(Origin.CLAUSE, "thay thế"))] if ends else []
    head = Head(DocumentNumber(number), kind, title, issued_on=issued)
    return DocumentRecord(1, head, 1, Source("", "", "", 0), timeline=timeline(Facts(tuple(events), ())))


LAWS = Laws.of(
    [
        record("5/2010/QH1", "Luật Sân chơi", DocumentKind.LAW, date(2010, 6, 1), date(2020, 1, 1)),
        record("9/2019/QH2", "Luật Sân chơi", DocumentKind.LAW, date(2019, 6, 1)),
        record("6/2012/QH1", "Bộ luật Vườn trường", DocumentKind.CODE, date(2012, 6, 1)),
        record("7/2013/QH1", "Phòng, chống và dập lửa trại", DocumentKind.LAW, date(2013, 6, 1)),
        record("8/2014/QH1", "Luật sư", DocumentKind.LAW, date(2014, 6, 1)),
        record("3/2015/PL", "Pháp lệnh về giờ ra chơi", DocumentKind.ORDINANCE, date(2015, 6, 1)),
        record("4/2021/QH2", "Luật sửa đổi, bổ sung một số điều của Luật Sân chơi", DocumentKind.LAW, TODAY),
    ]
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Luật Sân chơi", "9/2019/QH2"),
        ("luật sân chơi", "9/2019/QH2"),
        ("Luật Sân chơi năm 2010", "5/2010/QH1"),
        ("Luật Sân chơi 2010", "5/2010/QH1"),
        ("Luật Sân chơi năm 2011", None),
        ("Bộ luật Vườn trường", "6/2012/QH1"),
        ("Luật phòng, chống, dập lửa trại", "7/2013/QH1"),
        ("Luật Luật sư", "8/2014/QH1"),
        ("Luật sư", None),
        ("Pháp lệnh Giờ ra chơi", "3/2015/PL"),
        ("Luật Sân chơi và", None),
        ("Luật Sân", None),
        ("Luật", None),
        ("", None),
    ],
)
def test_names(name, number):
    found = LAWS.resolver(TODAY)(name)
    assert (str(found) if found else None) == number


def test_a_text_means_the_law_of_its_own_time():
    assert str(LAWS.resolver(TODAY, date(2015, 1, 1))("Luật Sân chơi")) == "5/2010/QH1"
    assert str(LAWS.resolver(TODAY, date(2021, 1, 1))("Luật Sân chơi")) == "9/2019/QH2"
    assert LAWS.resolver(TODAY, date(2009, 1, 1))("Luật Sân chơi") is None


def test_laws_of_one_session_may_name_each_other():
    assert str(LAWS.resolver(TODAY, date(2012, 5, 20))("Bộ luật Vườn trường")) == "6/2012/QH1"
    assert LAWS.resolver(TODAY, date(2012, 4, 20))("Bộ luật Vườn trường") is None


def test_days_at_the_ends_of_time_are_no_error():
    assert str(LAWS.resolver(date.max, date.max)("Luật Sân chơi")) == "9/2019/QH2"
    assert LAWS.resolver(date.min, date.min)("Luật Sân chơi") is None
