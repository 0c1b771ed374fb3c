"""What a line alone can tell."""

import pytest

from ingest.reading import Line
from ingest.structure.labels import Mark, mark


def of(text: str, **kinds: bool | int) -> Mark | None:
    return mark(Line(text, **kinds), 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Điều 5. Phạm vi", "5", "Phạm vi"),
        ("Điều 5: Phạm vi", "5", "Phạm vi"),
        ("Điều 5- Phạm vi", "5", "Phạm vi"),
        ("ĐIỀU 5.", "5", ""),
        ("Điều  5 .", "5", ""),
        ("Điều 05. Phạm vi", "5", "Phạm vi"),
        ("Điều 5a. Chen vào", "5a", "Chen vào"),
        ("**Điều 5. Phạm vi**", "5", "Phạm vi"),
        ("### Điều 5 Phạm vi", "5", "Phạm vi"),
        ("Điêu 5. Phạm vi", "5", "Phạm vi"),
        ("Diều 5. Phạm vi", "5", "Phạm vi"),
        ("Chương II", "ii", ""),
        ("CHƯƠNG IV - TỔ CHỨC", "iv", "TỔ CHỨC"),
        ("Chương 3. Kết thúc", "iii", "Kết thúc"),
        ("Phần thứ hai", "ii", ""),
        ("Mục 1: Hợp tác", "1", "Hợp tác"),
        ("Tiểu mục 2. Lớp học", "2", "Lớp học"),
        ("Điều 13.2.LQ.1. Phạm vi", "13-2-lq-1", "Phạm vi"),
    ],
)
def test_headings(text: str, label: str, rest: str) -> None:
    found = of(text)
    assert found is not None
    assert (found.label, found.rest) == (label, rest)
    assert text[found.at :].startswith(found.rest)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 7 của Luật này quy định về lớp học.",
        "Điều 5, Điều 6 và Điều 7",
        "Điều 5 và Điều 6",
        "Điều 9 Nghị định số 1/2020/NĐ-X",
        "Điều 5 - Điều 9",
        "Điều kiện 1. Trường lớp",
        "điều 5. quy định",
        "khoản 2 Điều 5 của Luật này",
        "Điều này.",
        "Chương I của Luật này",
        "Chương trình I",
        "Mục 2 Chương III",
        "Mục tiêu 1",
        "Phần lớn",
        "“Điều 4. Tên",
        "",
    ],
)
def test_references_and_other_words_are_no_headings(text: str) -> None:
    assert of(text) is None


def test_a_row_of_a_table_is_no_heading() -> None:
    assert of("Điều 5. Phạm vi", table=True) is None


def test_slips_of_ocr_and_lower_case_need_the_order() -> None:
    slip, lower, sure = of("Diều 5. Phạm vi"), of("Điều 5. phạm vi"), of("Điều 5. Phạm vi")
    assert slip
    assert lower
    assert sure
    assert (slip.strong, lower.strong, sure.strong) == (False, False, True)
