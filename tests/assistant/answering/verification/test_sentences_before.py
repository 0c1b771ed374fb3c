"""What the sentences before one in its item speak of goes on in it; a list is compared item by item."""

from collections.abc import Callable

Found = Callable[..., set[str]]

PAUSE = (
    "1. Thành viên quy định tại điểm b khoản 2 Điều 4 muốn tạm nghỉ thì phải được câu lạc bộ đồng ý bằng văn "
    "bản. Trong thời gian tạm nghỉ, thành viên không được mượn sách. Sau thời gian tạm nghỉ, thành viên được "
    "tiếp tục mượn sách."
)
BOARD = """2. Ban điều hành của câu lạc bộ cờ, câu lạc bộ trống là tổ chức đại diện cho thành viên.
Thành phần ban điều hành gồm đại diện thành viên, đại diện thư viện và người góp sách."""
MANUAL = (
    "1. Việc xếp kệ thực hiện theo hướng dẫn tại khoản 1 Mục II Thông tư số 03/2011/TT-BGDM và theo lịch của "
    "thư viện."
)


def test_the_address_of_whom_a_later_sentence_speaks_passes(found: Found) -> None:
    text = "Sau thời gian tạm nghỉ, thành viên quy định tại điểm b khoản 2 Điều 4 được tiếp tục mượn sách."
    assert found(text, PAUSE) == set()


def test_a_list_passes_under_the_name_that_the_line_above_gives(found: Found) -> None:
    text = "Ban điều hành của câu lạc bộ cờ gồm đại diện thành viên, đại diện thư viện và người góp sách."
    assert "support" not in found(text, BOARD)


def test_a_section_in_roman_numerals_is_part_of_an_address(found: Found) -> None:
    true = "Việc xếp kệ thực hiện theo khoản 1 Mục II Thông tư số 03/2011/TT-BGDM."
    assert "provision" not in found(true, MANUAL)
    assert "provision" in found(true.replace("Mục II", "Mục III"), MANUAL)
