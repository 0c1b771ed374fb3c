"""Cells of tables: whose row, in which group, beside a column that only counts."""

from collections.abc import Callable

import pytest

from assistant.answering.verification.tables import Cell, cells_of

Found = Callable[..., set[str]]

COUNTED = """1. Người trực thư viện dành cho việc đọc sách một số giờ như sau:
| Stt | Người trực | Số giờ tối thiểu |
| 1 | Thủ thư, người giữ kho | 12 giờ |
| 2 | Người trực phòng đọc | 9 giờ |
| 3 | Tổ trực | |
| a) | Đối với phòng có từ 30 chỗ trở lên | |
| - Tổ trưởng | 6 giờ |
| - Tổ phó | 7 giờ |
| b) | Đối với phòng có dưới 30 chỗ | |
| - Tổ trưởng | 8 giờ |
| 4 | Người ghi sổ | 5 giờ |"""
PLAIN = ("| Phòng | Mùa hè | Mùa đông |", "| Phòng đọc | 10 giờ | 8 giờ |", "| Kho | 6 giờ | 4 giờ |")


def test_a_column_that_counts_names_no_row() -> None:
    rows = [line for line in COUNTED.split("\n") if line.startswith("|")]
    cells = list(cells_of(rows))
    assert cells[0] == Cell((), "Thủ thư, người giữ kho", "Số giờ tối thiểu", "12 giờ")


def test_rows_stand_under_the_groups_above_them() -> None:
    rows = [line for line in COUNTED.split("\n") if line.startswith("|")]
    told = {(cell.row, cell.words): cell.groups for cell in cells_of(rows)}
    assert told["- Tổ phó", "7 giờ"] == ("Tổ trực", "Đối với phòng có từ 30 chỗ trở lên")
    assert told["- Tổ trưởng", "8 giờ"] == ("Tổ trực", "Đối với phòng có dưới 30 chỗ")
    assert told["Người ghi sổ", "5 giờ"] == ()


def test_rows_without_a_count_are_named_by_their_first_cell() -> None:
    assert [(cell.row, cell.column, cell.words) for cell in cells_of(PLAIN)] == [
        ("Phòng đọc", "Mùa hè", "10 giờ"),
        ("Phòng đọc", "Mùa đông", "8 giờ"),
        ("Kho", "Mùa hè", "6 giờ"),
        ("Kho", "Mùa đông", "4 giờ"),
    ]


def test_rows_of_another_width_tell_nothing() -> None:
    assert list(cells_of([*PLAIN[:1], "| Ghi chú |", "| a | b | c | d |"])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Người trực phòng đọc dành cho việc đọc sách tối thiểu 9 giờ.",
        "Người ghi sổ dành cho việc đọc sách tối thiểu 5 giờ.",
    ],
)
def test_the_number_of_its_row_passes(found: Found, text: str) -> None:
    assert found(text, COUNTED) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Người trực phòng đọc dành cho việc đọc sách tối thiểu 12 giờ.",
        "Người ghi sổ dành cho việc đọc sách tối thiểu 9 giờ.",
    ],
)
def test_the_number_of_another_row_is_a_fault(found: Found, text: str) -> None:
    assert "number" in found(text, COUNTED)
