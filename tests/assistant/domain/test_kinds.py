"""Kinds of document by name and by number."""

import pytest

from assistant.domain.document import DocumentKind
from assistant.domain.kinds import issuer_of, kind_named, kind_of, rank
from assistant.domain.number import DocumentNumber


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("3/2019/QH14", DocumentKind.LAW),
        ("3/2020/NQ-QH14", DocumentKind.ASSEMBLY_RESOLUTION),
        ("3/2020/UBTVQH14", DocumentKind.ORDINANCE),
        ("30/2020/NĐ-CP", DocumentKind.DECREE),
        ("30/2020/ND-CP", DocumentKind.DECREE),
        ("9/QĐ-TTg", DocumentKind.DECISION),
        ("29/2024/TT-BGDĐT", DocumentKind.CIRCULAR),
        ("1/2016/TTLT-BGDĐT-BNV", DocumentKind.JOINT_CIRCULAR),
        ("12/VBHN-BGDĐT", DocumentKind.CONSOLIDATION),
        ("128/BGDĐT-GDTrH", DocumentKind.LETTER),
        ("55/2022/ABC/QĐ", DocumentKind.DECISION),
        ("7/BC-X", DocumentKind.REPORT),
        ("38-CP", None),
        ("KHONG-SO/tep-a", None),
    ],
)
def test_a_number_tells_the_kind(number: str, kind: DocumentKind | None) -> None:
    assert kind_of(DocumentNumber(number)) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("THÔNG TƯ", DocumentKind.CIRCULAR),
        ("Thông tư liên tịch", DocumentKind.JOINT_CIRCULAR),
        ("Bộ luật Lao động", DocumentKind.CODE),
        ("thông tường", None),
        ("", None),
    ],
)
def test_a_name_tells_the_kind(text: str, kind: DocumentKind | None) -> None:
    assert kind_named(text) is kind


def test_issuers_of_unique_codes_only() -> None:
    assert issuer_of(DocumentNumber("3/2019/QH14")) == "Quốc hội"
    assert issuer_of(DocumentNumber("29/2024/TT-BGDĐT")) == "Bộ Giáo dục và Đào tạo"
    assert issuer_of(DocumentNumber("9/QĐ-UBND")) is None


def test_a_law_ranks_above_a_circular() -> None:
    assert (
        rank(DocumentKind.LAW)
        < rank(DocumentKind.DECREE)
        < rank(DocumentKind.CIRCULAR)
        < rank(DocumentKind.LETTER)
    )
