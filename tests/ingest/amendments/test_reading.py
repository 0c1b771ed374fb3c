"""Every form of order becomes data, or is told with its reason."""

import pytest

from assistant.domain.amendment import Act, Instruction

OTHER = "BỘ VƯỜN\nSố: 9/2030/TT-VUON\nTHÔNG TƯ\nQuy định về ao cá\nCăn cứ Luật Vườn cây;"
BOTH = OTHER.replace("Quy định về ao cá", "Sửa đổi, bổ sung một số văn bản về vườn và ao")


def targets(found) -> list[str]:
    return [str(one.target).partition("#")[2] for one in found.instructions]


def only(found) -> Instruction:
    assert not found.unread
    assert len(found.instructions) == 1
    return found.instructions[0]


def test_a_clause_gets_new_words(orders):
    one = only(orders("Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Ngày mưa tưới một lần.”."))
    assert (one.act, str(one.target)) == (Act.AMEND, "5/2020/TT-VUON#dieu-5.khoan-2")
    assert one.text == "2. Ngày mưa tưới một lần."
    assert str(one.source) == "9/2030/TT-VUON#dieu-1"
    assert str(one.effective_on) == "2030-03-01"
    assert "khoản 2 Điều 5" in one.words


def test_nested_orders_take_article_and_document_from_above(orders):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON\n"
        "1. Sửa đổi, bổ sung một số điểm, khoản của Điều 2 như sau:\n"
        "a) Sửa đổi, bổ sung điểm b và điểm c khoản 2 như sau:\n“b) Tổ phó;\nc) Học sinh lớp năm.”;\n"
        "b) Sửa đổi, bổ sung khoản 3 như sau:\n“3. Báo cáo mỗi tháng.”.\n"
        "2. Sửa đổi, bổ sung khoản 1 Điều 3 như sau:\n“1. Cây rau.”."
    )
    assert targets(found) == [
        "dieu-2.khoan-2.diem-b", "dieu-2.khoan-2.diem-c", "dieu-2.khoan-3", "dieu-3.khoan-1",
    ]  # fmt: skip
    assert [one.text for one in found.instructions] == [
        "b) Tổ phó;", "c) Học sinh lớp năm.", "3. Báo cáo mỗi tháng.", "1. Cây rau.",
    ]  # fmt: skip
    assert [str(one.source).split("#")[1] for one in found.instructions] == [
        "dieu-1.khoan-1.diem-a", "dieu-1.khoan-1.diem-a", "dieu-1.khoan-1.diem-b", "dieu-1.khoan-2",
    ]  # fmt: skip
    assert [one.position for one in found.instructions] == [0, 1, 2, 3]


def test_a_block_is_cut_at_the_labels_of_the_units_named(orders):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung khoản 1 và khoản 2 Điều 3 như sau:\n"
        "“1. Cây gồm:\na) Cây rau;\nb) Cây hoa.\n2. Cây tặng không nhận.\nTrừ cây quý.”."
    )
    first, second = found.instructions
    assert first.text == "1. Cây gồm:\na) Cây rau;\nb) Cây hoa."
    assert second.text == "2. Cây tặng không nhận.\nTrừ cây quý."


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”."), ("“", ".”"), ("“", ".”."), ('"', '".'), ("«", "»."), ("“", ""), ("“", '"'), ("“", "”;")],
)
def test_marks_are_used_unevenly(orders, opening, closing):
    text = f"Điều 1. Sửa đổi khoản 2 Điều 5 như sau:\n{opening}2. Gọi là “ngày nghỉ” tưới{closing}"
    one = only(orders(text))
    assert one.text.rstrip(".") == "2. Gọi là “ngày nghỉ” tưới"


def test_a_missing_closing_mark_swallows_no_later_order(orders):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON\n"
        "1. Sửa đổi, bổ sung một số khoản của Điều 2 như sau:\n"
        "a) Sửa đổi, bổ sung khoản 1 như sau:\n“1. Tưới cây.\n"
        "b) Sửa đổi, bổ sung khoản 3 như sau:\n“3. Báo cáo.”."
    )
    assert targets(found) == ["dieu-2.khoan-1", "dieu-2.khoan-3"]
    assert [one.text for one in found.instructions] == ["1. Tưới cây.", "3. Báo cáo."]
    assert [str(one.source)[-6:] for one in found.instructions] == ["diem-a", "diem-b"]


def test_a_whole_article_with_units_inside(orders):
    one = only(
        orders("Điều 1. Sửa đổi, bổ sung Điều 3 như sau:\n“Điều 3. Cây và hoa\n1. Cây rau.\n2. Cây hoa.”.")
    )
    assert (one.heading, one.body) == (True, True)
    assert one.text.startswith("Điều 3. Cây và hoa\n1. Cây rau.")


def test_new_units_and_their_places(orders):
    found = orders(
        "Điều 1. Bổ sung một số điều, khoản, điểm\n"
        "1. Bổ sung Điều 4a vào sau Điều 4 như sau:\n“Điều 4a. Chia rau\nRau chia đều.”.\n"
        "2. Bổ sung khoản 3 và khoản 4 vào sau khoản 2 Điều 5 như sau:\n“3. Tưới sáng.\n4. Tưới chiều.”.\n"
        "3. Bổ sung điểm b1 vào sau điểm b khoản 2 Điều 2 như sau:\n“b1) Tổ phó;”.\n"
        "4. Bổ sung Điều 5a và Điều 5b vào Mục 1 Chương I như sau:\n“Điều 5a. Một\nCây.\n"
        "Điều 5b. Hai\nHoa.”.\n"
        "5. Bổ sung các khoản 3, 4 Điều 3 như sau:\n“3. Cây bụi.\n4. Cây leo.”."
    )
    assert not found.unread
    assert targets(found) == [
        "dieu-4a", "dieu-5.khoan-3", "dieu-5.khoan-4", "dieu-2.khoan-2.diem-b1", "dieu-5a", "dieu-5b",
        "dieu-3.khoan-3", "dieu-3.khoan-4",
    ]  # fmt: skip
    after = [str(one.after).partition("#")[2] for one in found.instructions]
    assert after == ["dieu-4", "dieu-5.khoan-2", "dieu-5.khoan-3", "dieu-2.khoan-2.diem-b", "", "", "", ""]
    assert [str(one.within).partition("#")[2] for one in found.instructions][4:6] == ["chuong-i.muc-1"] * 2
    assert {one.act for one in found.instructions} == {Act.INSERT}


def test_an_article_completes_the_place_of_the_new_unit_and_the_other_way(orders):
    found = orders("Điều 1. Bổ sung khoản 3 Điều 5 vào sau khoản 2 như sau:\n“3. Tưới đêm.”.")
    assert str(only(found).after).endswith("dieu-5.khoan-2")


def test_repeals(orders):
    found = orders("Điều 1. Bãi bỏ khoản 2 Điều 3, Điều 4, điểm a và điểm b khoản 2 Điều 2.")
    assert targets(found) == ["dieu-3.khoan-2", "dieu-4", "dieu-2.khoan-2.diem-a", "dieu-2.khoan-2.diem-b"]
    assert {one.act for one in found.instructions} == {Act.REPEAL}


def test_a_list_under_an_act(orders):
    found = orders("Điều 1. Bãi bỏ các quy định sau đây:\n1. Khoản 2 Điều 3;\n2. Các Điều 4, 5.")
    assert targets(found) == ["dieu-3.khoan-2", "dieu-4", "dieu-5"]


def test_the_document_may_stand_at_the_end_of_a_list(orders):
    found = orders(
        "Điều 1. Bãi bỏ văn bản\n1. Bãi bỏ khoản 1 Điều 3; các Điều 4, 5 Thông tư số 5/2020/TT-VUON.\n"
        "2. Bãi bỏ Thông tư số 1/2001/TT-VUON.\n3. Khoản 2 Điều 5 Thông tư số 5/2020/TT-VUON bị bãi bỏ.",
        head=OTHER,
    )
    assert not found.unread
    assert [str(one.target) for one in found.instructions] == [
        "5/2020/TT-VUON#dieu-3.khoan-1", "5/2020/TT-VUON#dieu-4", "5/2020/TT-VUON#dieu-5",
        "5/2020/TT-VUON#dieu-5.khoan-2",
    ]  # fmt: skip


def test_acts_on_words(orders):
    found = orders(
        "Điều 1. Thay thế, bổ sung, bỏ một số cụm từ\n"
        "1. Thay thế cụm từ “cây rau” bằng cụm từ “cây ăn lá” tại khoản 1 Điều 3, Điều 4;"
        " cụm từ “tổ” bằng cụm từ “đội” tại điểm a khoản 2 Điều 2.\n"
        "2. Bổ sung cụm từ “, cây leo” vào sau cụm từ “cây hoa” tại khoản 1 Điều 3;"
        " bổ sung cụm từ “mọi” vào trước cụm từ “người” cuối khoản 1 Điều 2.\n"
        "3. Bỏ cụm từ “tưới” và “nhổ cỏ” tại khoản 1 Điều 2; từ “mỗi” tại Điều 5 và Điều 6."
    )
    assert not found.unread
    said = [(one.act.name, one.old_words, one.new_words, one.anchor) for one in found.instructions]
    assert said == [
        ("REPLACE_WORDS", "cây rau", "cây ăn lá", ""), ("REPLACE_WORDS", "cây rau", "cây ăn lá", ""),
        ("REPLACE_WORDS", "tổ", "đội", ""), ("INSERT_WORDS", "", ", cây leo", "cây hoa"),
        ("INSERT_WORDS", "", "mọi", "người"), ("DELETE_WORDS", "tưới", "", ""),
        ("DELETE_WORDS", "nhổ cỏ", "", ""), ("DELETE_WORDS", "mỗi", "", ""), ("DELETE_WORDS", "mỗi", "", ""),
    ]  # fmt: skip
    assert targets(found)[:3] == ["dieu-3.khoan-1", "dieu-4", "dieu-2.khoan-2.diem-a"]
    assert (found.instructions[4].before, found.instructions[4].at_end) == (True, True)


def test_words_at_another_place_of_the_same_list(orders):
    found = orders(
        "Điều 1. Thay cụm từ “tưới” bằng cụm từ “phun” tại khoản 1 Điều 2; khoản 2 Điều 5.\n"
        "Điều 2. Thay thế cụm từ “a” bằng “b” tại khoản 1, cụm từ “c” bằng “d” tại khoản 2 Điều 3."
    )
    assert not found.unread
    assert targets(found) == ["dieu-2.khoan-1", "dieu-5.khoan-2", "dieu-3.khoan-1", "dieu-3.khoan-2"]
    assert [one.old_words for one in found.instructions] == ["tưới", "tưới", "a", "c"]


def test_the_place_may_stand_before_the_new_words(orders):
    one = only(orders("Điều 1. Thay thế cụm từ “hai lần” tại khoản 1 Điều 5 bằng cụm từ “ba lần”."))
    assert (one.old_words, one.new_words, str(one.target)[-7:]) == ("hai lần", "ba lần", "khoan-1")


def test_words_deleted_beside_others(orders):
    one = only(orders("Điều 1. Bỏ cụm từ “, nhổ cỏ” sau cụm từ “tưới cây” tại khoản 1 Điều 2."))
    assert (one.act, one.old_words, one.anchor) == (Act.DELETE_WORDS, ", nhổ cỏ", "tưới cây")


def test_names_of_units(orders):
    found = orders(
        "Điều 1. Sửa đổi tên\n"
        "1. Bổ sung cụm từ “xanh” vào sau cụm từ “cây” tại tên và khoản 1 Điều 3.\n"
        "2. Thay thế cụm từ “CÂY TRỒNG” bằng cụm từ “CÂY” tại tên Mục 1 Chương I.\n"
        "3. Sửa đổi tên Điều 5 như sau:\n“Điều 5. Phun nước”.\n"
        "4. Sửa đổi, bổ sung tên Chương II như sau:\n“Chương II\nNƯỚC”."
    )
    assert not found.unread
    said = [(str(o.target).partition("#")[2], o.heading, o.body) for o in found.instructions]
    assert said == [
        ("dieu-3", True, False), ("dieu-3.khoan-1", False, True), ("chuong-i.muc-1", True, False),
        ("dieu-5", True, False), ("chuong-ii", True, False),
    ]  # fmt: skip


def test_corrections(orders):
    found = orders(
        "Điều 1. Đính chính “hai lân” tại khoản 1 Điều 5 thành “hai lần”.\n"
        "Điều 2. Đính chính cụm từ “cay” thành “cây” tại Điều 3."
    )
    assert [(o.act, o.old_words, o.new_words) for o in found.instructions] == [
        (Act.CORRECT, "hai lân", "hai lần"), (Act.CORRECT, "cay", "cây"),
    ]  # fmt: skip


def test_several_documents_amended_by_one(orders):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON\n"
        "1. Bãi bỏ Điều 4.\n"
        "Điều 2. Sửa đổi, bổ sung một số điều của Quy chế ao cá, hồ nước ban hành kèm theo Quyết định số"
        " 7/2019/QĐ-VUON\n1. Bãi bỏ khoản 2 Điều 6.",
        head=BOTH,
    )
    assert [str(one.target) for one in found.instructions] == [
        "5/2020/TT-VUON#dieu-4", "7/2019/QĐ-VUON#quy-che/dieu-6.khoan-2",
    ]  # fmt: skip


def test_a_document_named_by_its_title_alone(orders):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn cây\n1. Bãi bỏ khoản 2 Điều 6.",
        head="LUẬT\nLuật số: 9/2030/QH20\nSửa đổi, bổ sung một số điều của Luật Vườn cây\n"
        "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Vườn cây số 3/2011/QH19.",
    )
    assert str(only(found).target) == "3/2011/QH19#dieu-6.khoan-2"


def test_older_amendments_that_are_named_are_no_targets(orders):
    found = orders(
        "Điều 1. Bãi bỏ khoản 1 Điều 3 của Thông tư số 5/2020/TT-VUON đã được sửa đổi, bổ sung một số điều"
        " theo Thông tư số 6/2021/TT-VUON và Thông tư số 7/2022/TT-VUON."
    )
    assert str(only(found).target) == "5/2020/TT-VUON#dieu-3.khoan-1"


def test_an_annex_gets_the_one_issued_with_the_order(orders):
    found = orders(
        "Điều 1. Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Thông tư này.",
        force="Điều 2. Hiệu lực\nThông tư này có hiệu lực từ ngày 01 tháng 3 năm 2030.\n"
        "BỘ TRƯỞNG\nNguyễn Văn Cây\nPhụ lục I\nDANH MỤC HẠT GIỐNG\n1. Hạt cải.\n2. Hạt dền.",
    )
    one = only(found)
    assert (one.act, str(one.target)) == (Act.REPLACE, "5/2020/TT-VUON#phu-luc-i")
    label, heading, empty, *text = one.text.split("\n")
    assert (label.lower(), heading, empty) == ("phụ lục i", "DANH MỤC HẠT GIỐNG", "")
    assert text == ["1. Hạt cải.", "2. Hạt dền."]


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("Sửa đổi, bổ sung đoạn 2 khoản 1 Điều 5 như sau:\n“Tưới.”.", "đoạn 2"),
        ("Bãi bỏ các nội dung liên quan đến phân bón tại khoản 1 Điều 5.", "nội dung liên quan"),
        ("Bãi bỏ Chương II.", "từng điều"),
        ("Sửa đổi, bổ sung khoản 1 và khoản 2 Điều 5 như sau:\n“1. Tưới.”.", "khoản 2 Điều 5"),
        ("Sửa đổi, bổ sung khoản 1 Điều 5 như sau:\n“2. Tưới.”.", "đơn vị khác"),
        ("Thay thế cụm từ “a”, “b” bằng cụm từ “c”, “d” tại Điều 5.", "cụm từ nào"),
        ("Thay thế cụm từ “a” bằng cụm từ “b”.", "điều, khoản nào"),
        ("Bổ sung cụm từ “a” vào đầu khoản 1 Điều 5.", "sau hay trước"),
        ("Sửa đổi, bổ sung khoản 1 Điều 5.", "lời văn mới"),
        ("Thay thế Phụ lục II bằng Phụ lục II ban hành kèm theo Thông tư này.", "kèm theo"),
        ("Thay thế cụm từ “a” bằng cụm từ “b” tại tên Điều 5 và Điều 6.", "tên"),
    ],
)
def test_what_cannot_be_read_is_told(orders, order, reason):
    found = orders(f"Điều 1. {order}")
    assert not found.instructions
    assert [reason in one.reason for one in found.unread] == [True]
    assert str(found.unread[0].source) == "9/2030/TT-VUON#dieu-1"


def test_one_unclear_statement_leaves_the_others(orders):
    found = orders("Điều 1. Bãi bỏ Điều 4; bãi bỏ đoạn 2 khoản 1 Điều 5; bãi bỏ khoản 2 Điều 3.")
    assert targets(found) == ["dieu-4", "dieu-3.khoan-2"]
    assert len(found.unread) == 1


def test_words_behind_a_closed_block_are_not_lost(orders):
    found = orders("Điều 1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Tưới.”.\nNhà trường chịu trách nhiệm.")
    assert targets(found) == ["dieu-5.khoan-2"]
    assert "sau ngoặc kép" in found.unread[0].reason


def test_a_document_that_amends_nothing_orders_nothing(orders):
    found = orders(
        "Điều 1. Nhiệm vụ\n1. Bổ sung kinh phí mua hạt theo khoản 2 Điều 5 Thông tư này.\n"
        "2. Sửa chữa ao theo Điều 4.\n3. Trường hợp Điều 5 Thông tư số 5/2020/TT-VUON bị bãi bỏ thì dừng.",
        head=OTHER,
    )
    assert found.instructions == ()
    assert found.unread == ()


def test_an_order_without_a_document_is_told(orders):
    found = orders(
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Tưới.”.",
        head=OTHER,
    )
    assert [one.reason for one in found.unread] == ["Không xác định được văn bản bị sửa đổi."]


def test_an_order_whose_document_the_title_leaves_open_is_told(orders):
    found = orders("Điều 1. Bãi bỏ khoản 2 Điều 5.", head=BOTH)
    assert [one.reason for one in found.unread] == ["Không xác định được văn bản bị sửa đổi."]


def test_a_heading_that_names_its_act_alone_orders_nothing(orders):
    found = orders(
        "Điều 1. Thay thế, bỏ cụm từ\n"
        "1. Thay cụm từ “cây hoa” bằng cụm từ “hoa” tại khoản 1 Điều 3.\n"
        "2. Bỏ cụm từ “cây thuốc” tại khoản 1 Điều 3."
    )
    assert len(found.instructions) == 2
    assert found.unread == ()
