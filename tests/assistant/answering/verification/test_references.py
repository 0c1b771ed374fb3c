"""Addresses, documents and validity that a statement names."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answering.verification.addresses import addresses, documents
from assistant.domain.number import DocumentNumber
from assistant.domain.validity import Status

Found = Callable[..., set[str]]
QUOTE = """2. Giáo viên được giảm 03 tiết theo quy định tại khoản 1 Điều 4.
3. Tiết dạy trước ngày 01 tháng 9 năm 2024 được chi trả theo Thông tư số 07/2018/TT-BGDM."""


def test_units_side_by_side_are_one_address() -> None:
    (one,) = addresses("điểm a, b và c khoản 1 Điều 12")
    assert dict(one.labels) == {
        "point": frozenset("abc"),
        "clause": frozenset("1"),
        "article": frozenset({"12"}),
    }


def test_a_document_is_named_whole_or_short_and_by_its_kind() -> None:
    number = DocumentNumber("12/2024/TT-BGDM")
    named = [documents(text)[0] for text in ("Thông tư số 12/2024/TT-BGDM", "Thông tư 12 năm 2024")]
    assert all(one.is_one(number) for one in named)
    assert not documents("Nghị định số 12/2024/TT-BGDM")[0].is_one(number)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Theo khoản 2 Điều 8 Thông tư số 12/2024/TT-BGDM, giáo viên được giảm 3 tiết.", set()),
        ("Theo khoản 3 Điều 8, giáo viên được giảm 3 tiết.", {"provision"}),
        ("Theo khoản 2 Điều 9, giáo viên được giảm 3 tiết.", {"provision"}),
        ("Theo khoản 2 Điều 8 Thông tư số 13/2024/TT-BGDM, giáo viên được giảm 3 tiết.", {"document"}),
        ("Tiết dạy trước 01/9/2024 được chi trả theo Thông tư 07/2018/TT-BGDM.", set()),
        ("Tiết dạy trước 01/9/2024 được chi trả theo Thông tư 12/2024/TT-BGDM.", {"document"}),
        ("Tiết dạy trước 01/9/2025 được chi trả theo Thông tư 07/2018/TT-BGDM.", {"date"}),
        ("Tiết dạy sau ngày 01/9/2024 được chi trả theo Thông tư 07/2018/TT-BGDM.", {"date"}),
    ],
)
def test_addresses_and_documents_are_those_cited(
    found: Found, cite: Callable[..., object], text: str, kinds: set[str]
) -> None:
    citation = cite(QUOTE, "12/2024/TT-BGDM#dieu-8")
    faults = found(text, citation)
    assert kinds <= faults
    assert bool(faults) is bool(kinds)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Quy định này có hiệu lực từ ngày 01/09/2024 và hiện còn hiệu lực.", True),
        ("Khoản 2 Điều 8 được sửa đổi bởi Thông tư số 03/2025/TT-BGDM từ ngày 01/04/2025.", True),
        ("Quy định này có hiệu lực từ ngày 01/10/2024.", False),
        ("Quy định này đã hết hiệu lực.", False),
        ("Quy định này chưa có hiệu lực.", False),
        ("Khoản 2 Điều 8 được sửa đổi bởi Thông tư số 05/2025/TT-BGDM.", False),
        ("Khoản 2 Điều 8 được thay thế bởi Thông tư số 03/2025/TT-BGDM.", False),
    ],
)
def test_words_on_validity_agree_with_the_citation(
    found: Found, cite: Callable[..., object], text: str, right: bool
) -> None:
    citation = cite(
        QUOTE,
        "12/2024/TT-BGDM#dieu-8",
        validity="còn hiệu lực từ ngày 01/09/2024",
        basis=("Khoản 2 Điều 8 được sửa đổi bởi Thông tư số 03/2025/TT-BGDM từ ngày 01/04/2025.",),
        in_force_from=date(2024, 9, 1),
    )
    assert (found(text, citation) == set()) is right


def test_what_has_ended_is_not_called_in_force(found: Found, cite: Callable[..., object]) -> None:
    ended = cite(QUOTE, "12/2024/TT-BGDM#dieu-8", status=Status.EXPIRED, validity="hết hiệu lực")
    assert "validity" in found("Quy định này còn hiệu lực.", ended)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Người mượn nộp tiền theo mức quy định tại các Điều 5, 6 của Quy định.", True),
        ("Người mượn nộp tiền theo mức quy định tại các Điều 5, 7 của Quy định.", False),
        ("Phiếu mượn theo các điểm 1, 3 Điều 4 do người mượn giữ.", True),
        ("Phiếu mượn theo các điểm 1, 2 Điều 4 do người mượn giữ.", False),
        ("Người đủ điều kiện theo khoản 9 Điều này thì nộp tiền theo mức quy định tại Điều 5.", True),
    ],
)
def test_addresses_told_together_are_each_told(
    found: Found, cite: Callable[..., object], text: str, right: bool
) -> None:
    quote = (
        "Người mượn nộp tiền theo mức quy định tại Điều 5, Điều 6 của Quy định này. Phiếu mượn theo các điểm "
        "1, 3 Điều 4 do người mượn giữ."
    )
    citation = cite(quote, "12/2024/TT-BGDM#dieu-8", leads=("Người đủ điều kiện theo khoản 9 Điều này:",))
    assert ("provision" not in found(text, citation)) is right


@pytest.mark.parametrize(
    ("number", "right"), [("Thông tư số 12/2024/TT-BGDM", True), ("Thông tư số 05/2020/TT-BGDM", False)]
)
def test_a_document_that_calls_itself_this_one_may_be_named(
    found: Found, cite: Callable[..., object], number: str, right: bool
) -> None:
    quote = "Người đã gửi phiếu theo Thông tư số 03/2019/TT-BGDM được đổi thẻ theo quy định tại Thông tư này."
    text = f"Người đã gửi phiếu được đổi thẻ theo quy định tại {number}."
    assert ("document" not in found(text, cite(quote, "12/2024/TT-BGDM#dieu-8"))) is right
