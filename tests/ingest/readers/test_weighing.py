import pytest

from ingest.readers.layout import Printed
from ingest.readers.weighing import Weight, mend_private, plain_bullets, weigh

GOOD = "Nhà trường tổ chức kiểm tra định kỳ và công bố kết quả cho học sinh, cha mẹ học sinh được biết."


def lines(*texts):
    return [Printed(text, 1, (0.1, 0.1, 0.9, 0.12)) for text in texts]


@pytest.mark.parametrize(
    ("texts", "weight"),
    [
        ([GOOD], Weight.GOOD),
        ([], Weight.EMPTY),
        (["12 / 34", "---"], Weight.EMPTY),
        (["Trư\ue078ng học mới"], Weight.PRIVATE),
        (["B ộ t r ư ở n g B ộ G i á o d ụ c v à Đ à o t ạ o"], Weight.SPACED),
        (["Nh\ufffd tr\ufffd\ufffdng t\ufffd ch\ufffdc"], Weight.GARBLED),
        ([GOOD.encode().decode("latin-1")], Weight.GARBLED),
        (["The University shall publish the results of each examination in due time for all."], Weight.GOOD),
        (["Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp tù do h¹nh phóc tr­êng tiÓu häc mÉu gi¸o"], Weight.GOOD),
    ],
)
def test_a_page_is_weighed_by_its_letters(texts, weight):
    assert weigh(lines(*texts)) is weight


def test_few_words_beside_a_picture_of_the_page_are_not_its_text():
    assert weigh(lines("Trang 1"), picture=0.9) is Weight.EMPTY
    assert weigh(lines(GOOD), picture=0.9) is Weight.GOOD


def test_nothing_but_a_stamp_is_said_to_be_that():
    assert weigh(lines("Trang 1"), stamped=True) is Weight.STAMP
    assert weigh(lines(GOOD), stamped=True) is Weight.GOOD


def test_bullets_of_symbol_fonts_are_no_letters():
    assert plain_bullets("\uf0b7 Một \uf0d8Hai") == "• Một •Hai"
    assert plain_bullets("Trư\ue078ng") == "Trư\ue078ng"


def test_one_private_letter_is_found_where_only_one_fits():
    assert mend_private("CHỦ NGHĨ\ue00d VIỆT N\ue00dM, củ\ue00d ta") == "CHỦ NGHĨA VIỆT NAM, của ta"


def test_private_letters_that_could_be_several_are_left():
    assert mend_private("B\ue00d") is None
    assert mend_private("B\ue00dn m\ue00en") is None
