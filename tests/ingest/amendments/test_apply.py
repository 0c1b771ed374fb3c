"""All instructions for a document: articles in order, headings, what failed."""

from dataclasses import replace

from assistant.domain.path import ProvisionPath, UnitKind
from ingest.amendments import apply


def numbers(provisions) -> list[str]:
    return [str(p.path).partition("#")[2] for p in provisions]


def test_orders_read_are_carried_out(orders, base):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON\n"
        "1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Ngày mưa tưới một lần.”.\n"
        "2. Bổ sung Điều 4a vào sau Điều 4 như sau:\n“Điều 4a. Chia rau\nRau chia đều.”.\n"
        "3. Bổ sung Điều 3a vào Mục 1 Chương I như sau:\n“Điều 3a. Cây lạ\nKhông trồng cây lạ.”.\n"
        "4. Bãi bỏ Điều 1, điểm b khoản 2 Điều 2.\n"
        "5. Bổ sung cụm từ “VÀ HẠT” vào sau cụm từ “CÂY TRỒNG” tại tên Mục 1 Chương I;"
        " bỏ cụm từ “, đội trưởng đội tưới nước” tại khoản 3 Điều 2.\n"
        "6. Sửa đổi, bổ sung khoản 9 Điều 5 như sau:\n“9. Không có.”."
    )
    assert not found.unread
    done = apply(base, found.instructions)
    assert [reason for _, reason in done.failed] == ["Không tìm thấy khoản 9 Điều 5."]
    assert numbers(done.provisions)[1:] == [
        "chuong-i", "dieu-2", "chuong-i.muc-1", "dieu-3", "dieu-3a", "dieu-4", "dieu-4a", "chuong-ii",
        "dieu-5", "dieu-6",
    ]  # fmt: skip
    by_number = dict(zip(numbers(done.provisions), done.provisions, strict=True))
    assert by_number["chuong-i.muc-1"].heading == "CÂY TRỒNG VÀ HẠT"
    assert by_number["dieu-3a"].parent == by_number["chuong-i.muc-1"].path
    assert by_number["dieu-4a"].parent == by_number["dieu-4"].parent
    assert "b) Tổ viên" not in by_number["dieu-2"].text
    assert by_number["dieu-2"].text.endswith("3. Tổ trưởng tổ cây xanh báo cáo mỗi tuần.")
    old = {p.path: p for p in base}
    for name in ("dieu-3", "dieu-4", "dieu-6", "chuong-i", "chuong-ii"):
        assert by_number[name] is old[by_number[name].path]


def test_carried_out_again_everything_is_contained(orders, base):
    found = orders(
        "Điều 1. Sửa đổi\n1. Bổ sung Điều 4a vào sau Điều 4 như sau:\n“Điều 4a. Chia rau\nRau chia đều.”.\n"
        "2. Bãi bỏ Điều 1.\n3. Thay thế cụm từ “cây” bằng cụm từ “cây xanh” tại Điều 3."
    )
    once = apply(base, found.instructions)
    twice = apply(once.provisions, found.instructions)
    assert len(once.done) == len(twice.contained) == 3
    assert twice.provisions == once.provisions


def test_the_order_of_instructions_does_not_matter(orders, base):
    found = orders(
        "Điều 1. Sửa đổi\n1. Thay thế cụm từ “mỗi ngày” bằng cụm từ “mỗi sáng” tại khoản 1 Điều 2.\n"
        "2. Thay thế cụm từ “mỗi sáng” bằng cụm từ “sớm mai” tại khoản 1 Điều 2."
    )
    forward = apply(base, found.instructions)
    backward = apply(base, found.instructions[::-1])
    assert forward == backward
    assert "nhổ cỏ sớm mai." in forward.provisions[3].text


def test_headings_of_the_codification_have_a_scope_of_their_own(orders, base):
    found = orders("Điều 1. Thay thế cụm từ “CHUNG” bằng cụm từ “MỞ ĐẦU” tại tên Chương I.")
    heading = next(p for p in base if p.path == ProvisionPath.parse("5/2020/TT-VUON#chuong-i"))
    code = replace(heading, path=replace(heading.path, scope="phap-dien-9-9"))
    done = apply([code], found.instructions)
    assert done.provisions[0].heading == "QUY ĐỊNH MỞ ĐẦU"


def test_an_annex_is_replaced(orders, base):
    found = orders(
        "Điều 1. Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Thông tư này.",
        force="Điều 2. Hiệu lực\nThông tư này có hiệu lực từ ngày 01 tháng 3 năm 2030.\n"
        "BỘ TRƯỞNG\nNguyễn Văn Cây\nPhụ lục I\nDANH MỤC HẠT GIỐNG\n1. Hạt cải.\n2. Hạt dền.",
    )
    assert "không có trong văn bản" in apply(base, found.instructions).failed[0][1]
    old = next(p for p in base if p.path.article == "6")
    annex = replace(
        old, path=found.instructions[0].target, kind=UnitKind.ANNEX, heading="CŨ", text="Cũ.", units=()
    )
    new = apply([annex], found.instructions).provisions[0]
    assert (new.heading, new.text, new.units) == ("DANH MỤC HẠT GIỐNG", "1. Hạt cải.\n2. Hạt dền.", ())
