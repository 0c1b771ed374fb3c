"""Clauses and points: order tells them from numbers that only look like them."""

import pytest

from assistant.domain.path import ProvisionPath
from ingest.structure import parse_article_text

PATH = ProvisionPath.parse("5/2021/TT-X#dieu-3")


def units(text: str) -> dict[str, str]:
    found = parse_article_text(PATH, text)
    return {str(unit.path).removeprefix(f"{PATH}."): text[unit.start : unit.end] for unit in found}


def test_clauses_and_their_points() -> None:
    text = "Mở đầu:\n1. Lớp học:\na) Sáng;\nb) Chiều.\n2. Nghỉ hè."
    assert units(text) == {
        "khoan-1": "1. Lớp học:\na) Sáng;\nb) Chiều.",
        "khoan-1.diem-a": "a) Sáng;",
        "khoan-1.diem-b": "b) Chiều.",
        "khoan-2": "2. Nghỉ hè.",
    }


def test_points_right_under_the_article() -> None:
    assert list(units("Hồ sơ gồm:\na) Đơn;\nb) Ảnh.")) == ["diem-a", "diem-b"]


def test_d_with_stroke_stands_between_d_and_e() -> None:
    text = "1. Gồm:\n" + "\n".join(f"{letter}) nội dung;" for letter in "abcdđeghiklmnopqrstuvxy")
    assert len(units(text)) == 1 + 23


def test_letters_are_doubled_after_y() -> None:
    text = "1. Gồm:\n" + "\n".join(
        f"{letter}) nội dung;" for letter in [*"abcdđeghiklmnopqrstuvxy", "aa", "bb"]
    )
    assert "khoan-1.diem-bb" in units(text)


def test_inserted_units() -> None:
    text = "1. Một:\na) Đầu;\nb) Hai;\nb1) Chen vào.\n2. Hai.\n2a. Chen.\n3. Ba."
    assert list(units(text)) == [
        "khoan-1", "khoan-1.diem-a", "khoan-1.diem-b", "khoan-1.diem-b1", "khoan-2", "khoan-2a", "khoan-3",
    ]  # fmt: skip


def test_bullets_may_stand_before_a_point() -> None:
    assert units("1. Gồm:\n- a) Đơn;\n* b) Ảnh.")["khoan-1.diem-b"] == "b) Ảnh."


@pytest.mark.parametrize(
    "line",
    [
        "khoản 2 Điều 5 của Luật này quy định khác.",
        "2.000 đồng một tháng;",
        "2.5. Mức chi tiết",
        "9. Ngày hội",
        "02. Phiếu",
    ],
)
def test_lines_that_are_no_clause(line: str) -> None:
    assert list(units(f"1. Một:\n{line}\n2. Hai.\n3. Ba.")) == ["khoan-1", "khoan-2", "khoan-3"]


def test_a_list_that_starts_again_is_text() -> None:
    text = "1. Mẫu đơn:\n1. Họ tên\n2. Lớp\n3. Trường\n2. Nơi nộp.\n3. Hạn nộp."
    assert units(text)["khoan-2"] == "2. Nơi nộp."


def test_numbering_inside_a_clause_is_text_of_it() -> None:
    text = "1. Một.\n1.1. Phần nhỏ\n1.2. Phần nhỏ\n2. Hai."
    assert units(text)["khoan-1"].endswith("1.2. Phần nhỏ")


def test_repealed_units_may_be_missing() -> None:
    assert list(units("1. Một.\n2. Hai.\n5. Năm.\n6. Sáu.")) == ["khoan-1", "khoan-2", "khoan-5", "khoan-6"]


def test_a_gap_needs_the_start_of_a_sentence() -> None:
    assert list(units("1. Theo mức\n4. của bảng sau")) == ["khoan-1"]


def test_old_texts_write_dashes_and_stops() -> None:
    assert list(units("1- Một:\na. Đầu;\nb. Hai.\n2- Hai.")) == [
        "khoan-1", "khoan-1.diem-a", "khoan-1.diem-b", "khoan-2",
    ]  # fmt: skip


def test_one_letter_with_a_stop_is_no_point() -> None:
    assert units("Gồm:\na. Minh là trưởng nhóm.") == {}


def test_quoted_units_belong_to_the_amended_document() -> None:
    text = (
        "1. Sửa đổi, bổ sung khoản 4 Điều 5 như sau:\n“4. Lời mới:\na) Một;\nb) Hai.”\n"
        "2. Bổ sung khoản 5 như sau: “5. Thêm.\n6. Thêm nữa.”.\n3. Bãi bỏ khoản 7."
    )
    assert list(units(text)) == ["khoan-1", "khoan-2", "khoan-3"]


def test_a_quotation_without_its_end_is_left_at_the_next_order() -> None:
    text = "1. Sửa đổi Điều 5 như sau:\n“Điều 5. Tên\n1. Lời mới.\n2. Bổ sung Điều 6 như sau:\n“Điều 6. Tên”"
    assert units(text)["khoan-2"].startswith("2. Bổ sung")


def test_a_stray_mark_opens_no_quotation() -> None:
    assert list(units("1. Một.\n“ Hai chữ lạ\n2. Hai.")) == ["khoan-1", "khoan-2"]


def test_straight_marks_are_quotations_too() -> None:
    text = '1. Sửa như sau:\n"2. Lời mới;\n3. Lời nữa."\n2. Thôi.'
    assert list(units(text)) == ["khoan-1", "khoan-2"]


def test_nothing_to_find() -> None:
    assert parse_article_text(PATH, "") == ()
    assert units("Điều này không có khoản.") == {}
