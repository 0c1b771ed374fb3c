"""Orders of a document that was read become its instructions; what could not be read is told."""

from ingest.ordering import with_instructions
from ingest.reading import Line, ReadDocument
from ingest.structure import parse

HEAD = """BỘ VƯỜN
Số: 9/2030/TT-VUON
THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON quy định về vườn trường
Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON
"""
FORCE = """
Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2030."""


def _read(orders: str):
    lines = tuple(Line(line) for line in f"{HEAD}{orders}{FORCE}".split("\n") if line)
    return with_instructions(parse(ReadDocument(lines, meta={}), name="tep.txt"))


def test_a_document_that_orders_nothing_stays_the_same_object():
    lines = (Line("Điều 1. Phạm vi"), Line("Nuôi ong trong vườn trường."))
    document = parse(ReadDocument(lines, meta={}), name="tep.txt")
    assert with_instructions(document) is document


def test_what_is_read_is_sure():
    document = _read("1. Bãi bỏ khoản 3 Điều 9.")
    (order,) = document.instructions
    assert str(order.target) == "5/2020/TT-VUON#dieu-9.khoan-3"
    assert not order.doubtful
    assert not [text for text in document.warnings if "mệnh lệnh" in text]


def test_what_is_not_read_is_told_and_makes_its_article_doubtful():
    document = _read("1. Bãi bỏ khoản 3 Điều 9; bãi bỏ đoạn mở đầu khoản 1 Điều 9; bãi bỏ khoản 2 Điều 4.")
    (told,) = [text for text in document.warnings if "Chưa đọc được mệnh lệnh" in text]
    assert "khoản 1 Điều 1" in told
    doubtful = {str(one.target).partition("#")[2]: one.doubtful for one in document.instructions}
    assert doubtful == {"dieu-9.khoan-3": True, "dieu-4.khoan-2": False}
