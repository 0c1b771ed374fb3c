"""A false sentence, tail, subject or permission is seen beside any number of true words."""

from datetime import date

import pytest

from assistant.answering.verification.bearing import tails
from assistant.answering.verification.statements import faults
from assistant.domain.answer import Citation
from assistant.domain.validity import Status

DAY = date(2026, 11, 20)


def cite(quote, heading="Nuôi ong", unit="khoan-1"):
    return Citation(
        path=f"1/2025/TT-BGDM#dieu-2.{unit}", document="1/2025/TT-BGDM", document_title="Quy định về vườn",
        article="Điều 2", label="khoản 1 Điều 2", heading=heading, quote=quote, start=0, end=len(quote),
        status=Status.IN_FORCE, verified=True,
    )  # fmt: skip


BEES = cite("1. Hiệu trưởng cử giáo viên trông tổ ong.", "Việc của hiệu trưởng, phó hiệu trưởng")
SIZE = cite("1. Lớp của trường tiểu học có không quá 35 học sinh.", "Sĩ số")
CHOICE = cite("2. Trong 03 ngày, hiệu trưởng ghi ý kiến đồng ý hoặc không đồng ý vào đơn.", "Xét đơn")
NORMS = cite("1. Mức ong là:\na) Trường tiểu học: 23 tổ;\nb) Trường trung học cơ sở: 19 tổ.", "Mức ong")
SANCTION = cite("1. Học sinh phá tổ ong hoặc lấy mật bị đình chỉ học tập 01 tuần.")
HURT = cite("2. Giảm 50% tiền mật ong cho công chức bị tai nạn lao động và cho học sinh thuộc hộ cận nghèo.")
FREE = cite("1. Học sinh khuyết tật được miễn tiền mật ong.")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Hiệu trưởng cử giáo viên trông tổ ong.", BEES),
        ("Giáo viên trông tổ ong do hiệu trưởng cử.", BEES),
        ("Học sinh lấy mật bị đình chỉ học tập 01 tuần.", SANCTION),
        ("Học sinh khuyết tật được miễn tiền mật ong.", FREE),
        ("Học sinh thuộc hộ cận nghèo được giảm 50% tiền mật ong.", HURT),
        ("Một lớp của trường tiểu học có không quá 35 học sinh.", SIZE),
        ("Hiệu trưởng ghi đồng ý hoặc không đồng ý vào đơn trong 03 ngày.", CHOICE),
        ("Mức ong của trường tiểu học là 23 tổ, của trường trung học cơ sở là 19 tổ.", NORMS),
    ],
)
def test_true_statements_pass(text, cited):
    assert faults(text, [cited], day=DAY) == ()


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Phó hiệu trưởng cử giáo viên trông tổ ong.", BEES),
        ("Hiệu trưởng cử giáo viên trông tổ ong. Máy bay đáp xuống sân thượng.", BEES),
        ("Hiệu trưởng cử giáo viên trông tổ ong, máy bay đáp xuống sân thượng.", BEES),
        ("Bạn nói đúng.", BEES),
        ("Giảm 50% tiền mật ong cho công chức.", HURT),
        ("Trường tiểu học có không quá 35 học sinh.", SIZE),
        ("Lớp của trường tiểu học có không quá 35 học sinh trong năm 2026.", SIZE),
        ("Trong 03 ngày, hiệu trưởng phải đồng ý.", CHOICE),
        ("Trường tiểu học và trường trung học cơ sở cùng nuôi 19 tổ.", NORMS),
        ("Học sinh khuyết tật nặng được miễn tiền mật ong.", FREE),
        ("Hiệu trưởng cử giáo viên trông tổ ong, được.", BEES),
        ("Hiệu trưởng cử giáo viên trông tổ ong: Có.", BEES),
        ("Hiệu trưởng cử giáo viên trông tổ ong, bạn nói đúng.", BEES),
        ("Hiệu trưởng cử giáo viên trông tổ ong, đúng, giáo viên trông tổ ong.", BEES),
        ("Quy định này đã bị bãi bỏ.", BEES),
        ("Học sinh được lấy mật.", SANCTION),
        ("Học sinh giàu được miễn tiền mật ong.", FREE),
        ("Người nổi tiếng được miễn tiền mật ong.", FREE),
    ],
)
def test_what_the_source_does_not_say_is_a_fault(text, cited):
    assert faults(text, [cited], day=DAY)


def test_headings_alone_bear_nothing_out():
    clause = cite("3. Không được đổi việc khác.", "Định mức tiết dạy của hiệu trưởng")
    assert faults("Hiệu trưởng không phải dạy tiết nào.", [clause], day=DAY)


def test_english_may_not_deny_what_frees():
    quoted = "“Học sinh khuyết tật được miễn tiền mật ong”"
    assert faults(f"Pupils with disabilities are exempt: {quoted}.", [FREE], day=DAY, language="en") == ()
    assert faults(f"No one is exempt from paying: {quoted}.", [FREE], day=DAY, language="en")


def test_only_what_may_be_a_clause_is_looked_at_behind_a_comma():
    assert tails("Sách, vở, bút.") == []
    assert tails("Trường nuôi ong, học sinh trông tổ ong hằng ngày.") == ["học sinh trông tổ ong hằng ngày."]
