"""The day of each order: the document's own, or what its force clause says of a part."""

ORDERS = """Điều 1. Sửa đổi, bổ sung một số điều
1. Bãi bỏ Điều 3.
2. Bãi bỏ một số khoản như sau:
a) Bãi bỏ khoản 1 Điều 5;
b) Bãi bỏ khoản 2 Điều 5.
3. Bãi bỏ Điều 4."""


def days(found) -> list[str]:
    return [str(one.effective_on) for one in found.instructions]


def test_parts_with_a_day_of_their_own(orders):
    found = orders(
        ORDERS,
        force="Điều 2. Hiệu lực thi hành\n1. Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2030, trừ"
        " khoản 2 Điều này.\n2. Khoản 1 và điểm b khoản 2 Điều 1 có hiệu lực từ ngày 01 tháng 9 năm 2030.",
    )
    assert days(found) == ["2030-09-01", "2030-03-01", "2030-09-01", "2030-03-01"]
    assert found.doubts == ()


def test_except_in_the_same_sentence(orders):
    found = orders(
        ORDERS,
        force="Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực từ ngày 01 tháng 3 năm 2030, trừ khoản 3"
        " Điều 1 có hiệu lực từ ngày 01 tháng 9 năm 2030.",
    )
    assert days(found) == ["2030-03-01", "2030-03-01", "2030-03-01", "2030-09-01"]


def test_a_part_of_a_clause_gives_no_day(orders):
    found = orders(
        ORDERS,
        force="Điều 2. Hiệu lực thi hành\n1. Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2030.\n"
        "2. Khoản 1 Điều 1 và quy định trường cấp hạt giống tại khoản 3 Điều 1 của Thông tư này có hiệu lực"
        " từ ngày 01 tháng 9 năm 2030.",
    )
    assert days(found) == ["2030-09-01", "2030-03-01", "2030-03-01", "2030-03-01"]
    assert [str(one.source) for one in found.doubts] == ["9/2030/TT-VUON#dieu-1.khoan-3"]
    assert "ngày 01 tháng 9 năm 2030" in found.doubts[0].reason


def test_no_force_clause_no_day(orders):
    assert days(orders(ORDERS, force="")) == ["None"] * 4
