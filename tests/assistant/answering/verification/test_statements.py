"""Statements on invented provisions: what is true may be shown, what is not may not."""

from datetime import date

import pytest

from assistant.answering.verification.faults import FaultKind
from assistant.answering.verification.statements import faults
from assistant.domain.answer import Citation
from assistant.domain.validity import Status

DAY = date(2026, 9, 1)
DOSSIER = """2. Hồ sơ chuyển trường của học sinh trung học cơ sở, trung học phổ thông gồm:
a) Đơn xin chuyển trường do cha, mẹ hoặc người giám hộ ký theo mẫu tại Phụ lục I;
b) Học bạ bản chính hoặc học bạ điện tử;
c) Bản sao giấy khai sinh."""


def cited(quote: str = DOSSIER) -> Citation:
    return Citation(
        path="21/2023/TT-BGDM#dieu-6.khoan-2",
        document="21/2023/TT-BGDM",
        document_title="Quy định về chuyển trường ở trường phổ thông",
        article="6",
        label="khoản 2 Điều 6",
        heading="Hồ sơ chuyển trường",
        quote=quote,
        start=0,
        end=len(quote),
        status=Status.IN_FORCE,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Bạn cần nộp đơn xin chuyển trường, học bạ và bản sao giấy khai sinh.",
        "Hồ sơ chuyển trường gồm đơn, học bạ bản chính hoặc học bạ điện tử.",
        "Theo khoản 2 Điều 6 Thông tư số 21/2023/TT-BGDM, hồ sơ có “Bản sao giấy khai sinh”.",
    ],
)
def test_true_statements_may_be_shown(text: str) -> None:
    assert faults(text, [cited()], day=DAY) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Học sinh tiểu học cần nộp bản sao giấy khai sinh.", FaultKind.ACTOR),
        ("Bạn cần bản sao giấy khai sinh có chứng thực.", FaultKind.ACTOR),
        ("Đơn do cha, mẹ và người giám hộ ký.", FaultKind.CONDITION),
        ("Theo khoản 3 Điều 6, hồ sơ gồm bản sao giấy khai sinh.", FaultKind.PROVISION),
    ],
)
def test_an_invention_is_a_fault_of_its_kind(text: str, kind: FaultKind) -> None:
    assert kind in {fault.kind for fault in faults(text, [cited()], day=DAY)}


def test_what_cites_nothing_is_not_shown() -> None:
    assert [fault.kind for fault in faults("Bạn nộp đơn.", [], day=DAY)] == [FaultKind.NO_CITATION]


def led(quote: str, *leads: str) -> Citation:
    return cited(quote).model_copy(update={"leads": leads})


def test_a_point_is_read_after_the_opening_that_it_continues() -> None:
    point = led("b) Ghi sổ mượn sách vào cuối mỗi tuần.", "Nhân viên thư viện có trách nhiệm:")
    assert (
        faults("Nhân viên thư viện có trách nhiệm ghi sổ mượn sách vào cuối mỗi tuần.", [point], day=DAY)
        == ()
    )
