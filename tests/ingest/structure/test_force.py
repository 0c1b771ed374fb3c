"""The day a document comes into force, by its own words."""

from datetime import date

import pytest

from tests.ingest.structure.conftest import Read

HEAD = "Số: 1/2030/TT-X\nHà Nội, ngày 10 tháng 01 năm 2030\nĐiều 1. Một\nA.\nĐiều 2. Hiệu lực thi hành\n"


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("Thông tư này có hiệu lực thi hành kể từ ngày 14 tháng 02 năm 2030.", date(2030, 2, 14)),
        ("Thông tư này có hiệu lực từ ngày 01/7/2030.", date(2030, 7, 1)),
        ("1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2030, trừ khoản 2.", date(2030, 7, 1)),
        ("Quyết định này có hiệu lực kể từ ngày ký.", date(2030, 1, 10)),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.", date(2030, 1, 10)),
        ("Thông tư này có hiệu lực sau 45 ngày, kể từ ngày ký.", date(2030, 2, 24)),
        ("Thông tư này có hiệu lực thi hành sau 15 (mười lăm) ngày kể từ ngày ký.", date(2030, 1, 25)),
        ("Thông tư này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Thông tư này có hiệu lực từ năm học 2030 - 2031.", None),
        ("Thông tư số 2/2029/TT-X có hiệu lực từ ngày 01/7/2029 hết hiệu lực.", None),
    ],
)
def test_force_clauses(read: Read, clause: str, day: date | None) -> None:
    assert read(HEAD + clause).head.in_force_from == day


def test_a_clause_without_a_day_is_told(read: Read) -> None:
    assert any("ngày" in w for w in read(HEAD + "Thông tư này có hiệu lực từ năm học sau.").warnings)


def test_parts_with_other_days_are_told_and_not_guessed(read: Read) -> None:
    document = read(
        HEAD + "1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2030.\n"
        "2. Khoản 2 Điều 1 của Thông tư này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2030."
    )
    assert document.head.in_force_from == date(2030, 3, 1)
    assert any("ngày 01 tháng 9 năm 2030" in warning for warning in document.warnings)


def test_quoted_force_clauses_are_of_another_document(read: Read) -> None:
    document = read(HEAD + "Sửa “Thông tư này có hiệu lực từ ngày 01/7/2020” thành lời khác.")
    assert document.head.in_force_from is None
