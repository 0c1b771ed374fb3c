"""The opening words that a quotation continues are the provision's own, and none that it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.citing import cite
from assistant.answering.openings import LONGEST, openings
from assistant.answering.passages import Span
from assistant.answering.standing import standing_of
from assistant.answering.verify import verified
from assistant.domain.document import Access, Provision
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.structure import parse_article_text

WHERE = ProvisionPath.parse("3/2023/TT-X#dieu-4")
DUTIES = (
    "Nhân viên thư viện có trách nhiệm:\n"
    "1. Giữ sổ mượn sách.\n"
    "2. Không cho mượn:\n"
    "a) Sách chỉ có một bản;\n"
    "b) Sách đang tu bổ.\n"
    "3. Báo cáo mỗi quý."
)


def article(text: str) -> Provision:
    units = parse_article_text(WHERE, text)
    return Provision(WHERE, UnitKind.ARTICLE, "Điều 4", "Việc của thư viện", text, units=units)


def led(provision: Provision, tail: str) -> tuple[str, ...]:
    path = ProvisionPath.parse(f"{WHERE}{tail}")
    unit = provision.unit(path)
    span = Span(path, unit.start, unit.end) if unit else Span(path, 0, len(provision.text))
    return openings(provision, span)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("", ()),
        (".khoan-1", ("Nhân viên thư viện có trách nhiệm:",)),
        (".khoan-2", ("Nhân viên thư viện có trách nhiệm:",)),
        (".khoan-2.diem-b", ("Nhân viên thư viện có trách nhiệm:", "Không cho mượn:")),
    ],
)
def test_a_unit_continues_the_openings_of_the_units_around_it(tail, expected):
    assert led(article(DUTIES), tail) == expected


def test_a_whole_paragraph_before_the_clauses_is_no_opening():
    provision = article("Thư viện mở cửa cả tuần.\n1. Ngày thường mở từ 7 giờ.\n2. Chủ nhật mở từ 9 giờ.")
    assert led(provision, ".khoan-2") == ()


def test_of_a_long_opening_its_last_sentences_stand():
    long = f"1. {'Sách được xếp theo môn. ' * 40}Không cho mượn:\na) Báo;\nb) Tạp chí."
    [lead] = led(article(long), ".khoan-1.diem-a")
    assert len(lead) <= LONGEST
    assert lead.startswith("Sách được")
    assert lead.endswith("Không cho mượn:")


def test_a_part_of_a_unit_continues_what_opens_that_unit():
    provision = article(DUTIES)
    point = provision.unit(ProvisionPath.parse(f"{WHERE}.khoan-2.diem-a"))
    clause = Span(ProvisionPath.parse(f"{WHERE}.khoan-2"), point.start, point.end)
    assert openings(provision, clause)[-1] == "Không cho mượn:"


@given(st.integers(0, len(DUTIES)), st.integers(0, len(DUTIES)))
def test_openings_stand_before_the_quotation_and_never_in_it(one, other):
    provision, (start, end) = article(DUTIES), sorted((one, other))
    for lead in openings(provision, Span(WHERE, start, end)):
        assert DUTIES.index(lead) + len(lead) <= start


def test_openings_are_checked_against_the_library_with_the_quotation(make):
    path = "3/2023/TT-X#dieu-4"
    make.publish((make.head("3/2023/TT-X"), [make.article(path, "Việc của thư viện", DUTIES)], []))
    stored = make.stored(path)
    path = ProvisionPath.parse("3/2023/TT-X#dieu-4.khoan-2.diem-b")
    unit = stored.provision.unit(path)
    day = stored.document.in_force_from
    true = cite(stored, Span(path, unit.start, unit.end), standing_of(stored, day))
    forged = true.model_copy(update={"leads": ("Được cho mượn:",)})
    at = {"edition": make.edition, "access": Access.PUBLIC, "day": day}
    kept = verified([true, forged], make.library, **at)
    assert [one.leads for one in kept] == [("Nhân viên thư viện có trách nhiệm:", "Không cho mượn:")]
