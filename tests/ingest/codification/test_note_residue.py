"""Every word of a note goes into a fact, or is told as left over."""

from datetime import date

import pytest

from ingest.codification.changes import ChangeKind
from ingest.codification.issuers import is_issuer
from ingest.codification.notes import Note, parse_note
from ingest.codification.residue import Residue

HEAD = "(Điều 7 Luật số 9/2031/QH19, có hiệu lực thi hành kể từ ngày 01/05/2031"
DAY = "có hiệu lực thi hành kể từ ngày 01/08/2033"


def _note(tail: str) -> Note:
    return parse_note(f"{HEAD}{tail})")


@pytest.mark.parametrize(
    "note",
    [
        HEAD + ")",
        HEAD + " ).",
        f"({HEAD}.))",
        "(Điều 7 Thông tư số 9/2031/TT-BMAU (1), có hiệu lực kể từ ngày 1 tháng 5 năm 2031)",
        '(Điều 7 Thông tư số 9/2031/TT-BMAU", có hiệu lực từ ngày 01/05/2031)',
        "(Mục 2 Thông tư số 9/2031/TT-BMAU, có hiệu lực từ ngày 01/05/2031)",
        "(Điều 7 Luật số 9/2031/QH19 Vườn mẫu ngày 01/02/2031 của Quốc hội, có hiệu lực từ ngày 01/05/2031)",
        "(Điều 7 Nghị định số 9/2031/NĐ-CP Điều chỉnh tiền mẫu ngày 01/02/2031 của Chính phủ., có "
        "hiệu lực từ "
        "ngày 01/05/2031)",
        "(Điều 7 Luật số 9/2031/QH19 sửa đổi, bổ sung một số điều của Luật Mẫu, có hiệu lực từ "
        "ngày 01/05/2031)",
        "(Điều 7 Thông tư số 9/2031/TT-BMAU Sửa đổi , bổ sung Thông tư số 1/2030/TT-BMAU (đã được sửa đổi "
        "theo Thông tư số 2/2030/TT-BMAU) ngày 01/02/2031 của Bộ Y tế, có hiệu lực từ ngày 01/05/2031)",
        f"{HEAD}, có nội dung được sửa đổi bởi Điều 1 của Luật số 3/2033/QH19. {DAY})",
        f"{HEAD}, , có nội dung bị bãi bỏ bởi Điều 1 Luật số 3/2033/QH19, {DAY}.)",
    ],
)
def test_notes_that_say_nothing_else_are_understood_whole(note: str):
    read = parse_note(note)
    assert read.understood, (read.leftover, read.residue)
    assert read.in_force_from == date(2031, 5, 1)


def test_a_name_that_begins_like_a_unit_is_a_name():
    note = parse_note(
        "(Điều 1 Nghị định số 9/2031/NĐ-CP Điều chỉnh tiền mẫu ngày 01/02/2031 của Chính phủ, có hiệu lực "
        "kể từ ngày 01/05/2031)"
    )
    assert (note.name, note.issued_on, note.issuer) == ("Điều chỉnh tiền mẫu", date(2031, 2, 1), "Chính phủ")


@pytest.mark.parametrize(
    ("tail", "leftover", "residue"),
    [
        (", xem thêm ở sổ mẫu", ("xem thêm ở sổ mẫu",), Residue.STRAY_WORDS),
        (f", được vẽ lại bởi Điều 1 Luật số 3/2033/QH19 {DAY}", ("được vẽ lại",), Residue.UNKNOWN_VERB),
        (f", bị bãi bỏ bởi bản vẽ mẫu {DAY}", ("bản vẽ mẫu",), Residue.UNREADABLE_CHANGER),
        (
            ", bị bãi bỏ bởi Điều 1 Luật số 3/2033/QH19 có hiệu lực từ ngày 01/01/016",
            ("01/01/016",),
            Residue.IMPOSSIBLE_DATE,
        ),
        (", có hiệu lực đến ngày 31/02/2040", ("31/02/2040",), Residue.IMPOSSIBLE_DATE),
        (
            ", Phụ lục mẫu kèm theo Luật số 1/2030/QH19 có hiệu lực đến ngày 01/01/2040",
            ("Phụ lục mẫu kèm theo Luật số 1/2030/QH19 có hiệu lực đến ngày 01/01/2040",),
            Residue.STRAY_WORDS,
        ),
    ],
)
def test_what_nothing_accounts_for_is_told(tail: str, leftover: tuple[str, ...], residue: Residue):
    note = _note(tail)
    assert note.leftover == leftover
    assert note.residue[0] is residue
    assert not note.understood
    assert "còn phần ghi chú chưa hiểu" in note.warnings


@pytest.mark.parametrize(
    ("note", "residue"),
    [
        ("(Điều 7 Pháp lệnh Về vườn mẫu, có hiệu lực từ ngày 01/05/2031)", Residue.NO_NUMBER),
        ("(Luật số 9/2031/QH19, có hiệu lực từ ngày 01/05/2031)", Residue.NO_PLACE),
        ("(Điều 7 Luật số 9/2031/QH19)", Residue.NO_FORCE_DAY),
        (f"{HEAD}, bởi Điều 1 Luật số 3/2033/QH19 {DAY})", Residue.NO_KIND),
        (f"{HEAD}, bị bãi bỏ theo quy định tại Điều 1 Luật Mẫu năm 2033, {DAY})", Residue.NO_CHANGER),
        (f"{HEAD}, bị bãi bỏ bởi Điều 1 Luật số 3/2033/QH19)", Residue.NO_CHANGE_DAY),
    ],
)
def test_facts_that_are_missing_are_told_without_words_left_over(note: str, residue: Residue):
    read = parse_note(note)
    assert (read.leftover, read.residue) == ((), (residue,))


def test_words_before_the_article_are_left_over():
    note = parse_note("(Bảng mẫu tại Điều 7 Luật số 9/2031/QH19, có hiệu lực từ ngày 01/05/2031)")
    assert (note.article, note.leftover) == ("7", ("Bảng mẫu tại",))


def test_a_note_longer_than_any_is_cut_and_says_so():
    note = parse_note(HEAD + " " * 20_000 + ", xem thêm)")
    assert Residue.CUT_OFF in note.residue


def test_a_stranger_without_a_day_in_force_is_stray():
    note = parse_note("(Vườn mẫu có hiệu lực từ ngày 01/05/2031)")
    assert note.residue == (Residue.STRAY_WORDS, Residue.NO_NUMBER, Residue.NO_PLACE)
    assert note.in_force_from == date(2031, 5, 1)


def test_a_note_whose_own_day_is_missing_does_not_take_the_changes():
    note = parse_note(f"(Điều 7 Luật số 9/2031/QH19, bị bãi bỏ bởi Điều 1 Luật số 3/2033/QH19 {DAY})")
    assert note.in_force_from is None
    assert note.changes[0].effective_on == date(2033, 8, 1)


def test_the_end_of_force_is_no_beginning():
    assert parse_note("(Điều 7 Luật số 9/2031/QH19, hết hiệu lực từ ngày 01/05/2031)").in_force_from is None


def test_an_issuer_that_is_no_body_is_left_over():
    note = parse_note(
        "(Điều 7 Luật số 9/2031/QH19 Về mẫu ngày 01/02/2031 của vườn cây, có hiệu lực từ ngày 01/05/2031)"
    )
    assert (note.leftover, note.residue) == (("vườn cây",), (Residue.UNKNOWN_ISSUER,))
    assert note.issuer == "vườn cây"


def test_a_day_of_issue_typed_oddly_is_left_over():
    note = parse_note(
        "(Điều 7 Luật số 9/2031/QH19 Quy định về mẫu ngày mùng 01/02/2031 của Quốc hội, có hiệu lực từ "
        "ngày 01/05/2031)"
    )
    assert note.residue == (Residue.STRAY_WORDS,)


def test_a_law_may_have_its_name_before_its_number():
    law, circular = (
        _note(f", có nội dung bị bãi bỏ theo quy định tại Điều 2 {words} số 3/2033/QH19, {DAY}")
        for words in ("Luật Phí mẫu", "Thông tư hoa mẫu")
    )
    assert (str(law.changes[0].source), law.changes[0].name) == ("3/2033/QH19#dieu-2", "Phí mẫu")
    assert circular.residue[0] is Residue.UNREADABLE_CHANGER


def test_days_of_parts_are_kept_with_their_units():
    note = _note(
        ", các điểm a, b khoản 1 và khoản 4 có hiệu lực thi hành từ ngày 01/02/2031; Khoản 2 Điều "
        "này có hiệu lực "
        "thi hành từ ngày 01/07/2034; khoản 3 Điều 7 Luật số 9/2031/QH19 có hiệu lực đến hết ngày 31/12/2035"
    )
    assert note.understood
    assert [[".".join(map(str, unit)) for unit in part.units] for part in note.parts] == [
        ["khoan-1.diem-a", "khoan-1.diem-b", "khoan-4"],
        ["khoan-2"],
        ["dieu-7.khoan-3"],
    ]
    assert [part.in_force_from for part in note.parts] == [date(2031, 2, 1), date(2034, 7, 1), None]
    assert note.parts[2].until == date(2035, 12, 31)
    assert (note.whole_from, note.in_force_from) == (date(2031, 5, 1), date(2031, 2, 1))
    assert note.until is None


def test_a_part_of_another_article_is_no_part():
    note = _note(", khoản 1 Điều 8 có hiệu lực từ ngày 01/02/2034")
    assert not note.parts
    assert note.residue == (Residue.STRAY_WORDS,)


@pytest.mark.parametrize("words", ["có hiệc lực thi hành đến ngày", "có hiệu lực đến hết ngày"])
def test_a_last_day_however_it_is_typed(words: str):
    note = _note(f", {words} 31/12/2037. ")
    assert (note.until, note.understood) == (date(2037, 12, 31), True)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("Bộ Giáo Dục và Đào Tạo", True),
        ("Bộ Văn hoá, Thể thao và Du lịch và Bộ Tài chính", True),
        ("Bộ Công an, Bộ Quốc phòng và Toà án nhân dân tối cao", True),
        ("Uỷ ban Thường vụ Quốc hội", True),
        ("Thống đốc Ngân hàng Nhà nước Việt Nam", True),
        ("Bộ trưởng Bộ Y tế", True),
        ("Bộ Mẫu", False),
        ("Bộ Tài mẫu chính", False),
        ("Chính phủ, có", False),
        ("", False),
    ],
)
def test_issuing_bodies_are_known_by_name(words: str, known: bool):
    assert is_issuer(words) is known


@pytest.mark.parametrize(
    ("words", "source", "provisions"),
    [
        ("Điều 1, 2", "", ["dieu-1", "dieu-2"]),
        ("Điều 4, Điều 5", "", ["dieu-4", "dieu-5"]),
        ("khoản 1, khoản 2 và khoản 3 Điều 6", "#dieu-6", [f"dieu-6.khoan-{n}" for n in "123"]),
        ("khoản 3, khoản 4, Điều 2", "#dieu-2", ["dieu-2.khoan-3", "dieu-2.khoan-4"]),
        ("khoản 5 Điều 1, Khoản 3 Điều 2", "", ["dieu-1.khoan-5", "dieu-2.khoan-3"]),
        ("điểm a, b khoản 1 Điều 2", "#dieu-2.khoan-1", ["dieu-2.khoan-1.diem-a", "dieu-2.khoan-1.diem-b"]),
        ("điểm a khoản 1, khoản 2 Điều 3", "#dieu-3", ["dieu-3.khoan-1.diem-a", "dieu-3.khoan-2"]),
        ("điểm 1, 2", "", ["diem-1", "diem-2"]),
        ("Chương III", "#chuong-iii", ["chuong-iii"]),
        ("Mục 4", "#muc-4", ["muc-4"]),
        ("", "", [""]),
    ],
)
def test_changing_provisions_down_to_the_point(words: str, source: str, provisions: list[str]):
    note = _note(f", có nội dung được sửa đổi bởi {words} Luật số 3/2033/QH19, {DAY}")
    (change,) = note.changes
    assert note.understood
    assert str(change.source) == f"3/2033/QH19{source}"
    assert [str(one).partition("#")[2] for one in change.provisions] == provisions


def test_whole_and_part_are_kept_apart_kind_by_kind():
    (change, _) = _note(
        f", được bổ sung, có nội dung được bổ sung, có nội dung bị bãi bỏ bởi Điều 1 Luật số "
        f"2/2032/QH19 {DAY}; "
        "Điều 2 Luật số 3/2033/QH19 có hiệu lực từ ngày 02/09/2034"
    ).changes
    assert change.kinds == (ChangeKind.ADDED, ChangeKind.REPEALED)
    assert change.whole_kinds == (ChangeKind.ADDED,)
    assert change.part_kinds == (ChangeKind.ADDED, ChangeKind.REPEALED)
    assert change.inserted


def test_an_inserted_article_with_a_repealed_part_goes_on():
    note = _note(f", được bổ sung, có nội dung bị bãi bỏ bởi Điều 1 Luật số 2/2032/QH19 {DAY}")
    assert (note.applies_from, note.expires_on) == (date(2033, 8, 1), None)


def test_an_amended_article_is_not_inserted():
    note = _note(f", được sửa đổi, bổ sung bởi Điều 1 Luật số 2/2032/QH19 {DAY}")
    assert note.changes[0].whole
    assert not note.changes[0].inserted
    assert note.applies_from == date(2031, 5, 1)


@pytest.mark.parametrize(
    "target",
    [
        "các nội dung về giá mẫu, phí mẫu tại Điều này",
        "nội dung về giá mẫu quy định tại khoản 2 Điều 7",
        "khoản 3",
        "Quy chế kèm theo Điều này",
    ],
)
def test_the_words_for_a_part_are_the_target_and_no_whole(target: str):
    note = _note(f", {target} bị bãi bỏ bởi Điều 1 Luật số 3/2033/QH19 {DAY}")
    (change,) = note.changes
    assert (change.target, change.whole, note.expires_on, note.understood) == (target, False, None, True)


def test_what_is_told_of_the_changing_document_is_kept():
    note = _note(
        ", có nội dung được sửa đổi theo quy định tại tại Điều 1 Thông tư số 3/2033/TT-BMAU ngày "
        "01/02/2033 của Bộ "
        "trưởng Bộ Y tế sửa đổi, bổ sung một số điều của Thông tư số 1/2030/TT-BMAU ngày 5 tháng 6 "
        "năm 2030 (đã "
        f"được sửa đổi bởi Thông tư số 2/2030/TT-BMAU), {DAY} và áp dụng cho kỳ tính thuế từ năm 2034."
    )
    (change,) = note.changes
    assert note.understood
    assert (change.issued_on, change.issuer) == (date(2033, 2, 1), "Bộ trưởng Bộ Y tế")
    assert change.name.startswith("sửa đổi, bổ sung một số điều của")
    assert change.applies_to == "áp dụng cho kỳ tính thuế từ năm 2034"
    assert change.effective_on == date(2033, 8, 1)


def test_a_title_after_the_number_is_the_name():
    (change,) = _note(
        f", có nội dung được sửa đổi bởi Điều 41 Luật số 3/2033/QH19 Trưng bày mẫu vật, {DAY}"
    ).changes
    assert (change.name, change.effective_on) == ("Trưng bày mẫu vật", date(2033, 8, 1))


def test_an_issuing_day_is_no_day_in_force():
    (change,) = _note(" (Sửa đổi bởi Điều 9 thông tư số 3/2033/TT-BMAU ngày 30/07/2033)").changes
    assert (change.issued_on, change.effective_on) == (date(2033, 7, 30), None)


def test_no_provision_takes_the_day_of_the_next():
    first, second = _note(
        ", có nội dung được bổ sung theo quy định tại khoản 3 Điều 3 Luật số 2/2032/QH19; sửa đổi, "
        "bổ sung theo quy "
        f"định tại Điều 2 Luật số 3/2033/QH19, {DAY}."
    ).changes
    assert (first.kinds, first.effective_on) == ((ChangeKind.ADDED,), None)
    assert second.kinds == (ChangeKind.AMENDED, ChangeKind.ADDED)
    assert second.effective_on == date(2033, 8, 1)


def test_an_impossible_day_is_not_mended_with_the_next():
    first, second = _note(
        ", có nội dung được sửa đổi bởi khoản 4 Điều 1 của Luật số 2/2032/QH19 sửa đổi Luật Mẫu, "
        "có hiệu lực kể từ "
        f"ngày 01/01/032, khoản 2 Điều 2 Luật số 3/2033/QH19, {DAY}"
    ).changes
    assert (str(first.source), first.effective_on) == ("2/2032/QH19#dieu-1.khoan-4", None)
    assert (str(second.source), second.effective_on) == ("3/2033/QH19#dieu-2.khoan-2", date(2033, 8, 1))


def test_two_documents_joined_by_and_are_two_changers():
    changes = _note(
        ". Quy chế kèm theo Điều này có nội dung bị sửa đổi bởi Thông tư 2/2032/TT-BMAU và Thông "
        "tư 3/2033/TT-BMAU."
    ).changes
    assert [str(change.source) for change in changes] == ["2/2032/TT-BMAU", "3/2033/TT-BMAU"]
    assert all(change.shared for change in changes)


def test_a_day_after_stray_words_is_still_the_provisions():
    note = _note(f", có nội dung được sửa đổi bởi khoản 5 Điều 1 Luật số 3/2033/QH19, người mẫu đi xa, {DAY}")
    assert note.leftover == ("người mẫu đi xa",)
    assert note.changes[0].effective_on == date(2033, 8, 1)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("bị tạm ngưng hiệu lực", ChangeKind.SUSPENDED),
        ("bị hết hiệu lực", ChangeKind.REPEALED),
        ("được/bị huỷ bỏ", ChangeKind.REPEALED),
        ("được thay thế", ChangeKind.REPLACED),
        ("được được đính chính", ChangeKind.CORRECTED),
        ("có nội dụng được sửa đổi", ChangeKind.AMENDED),
        ("có nội dung này được bổ sung", ChangeKind.ADDED),
        ("có nội dung hết hiệu lực", ChangeKind.REPEALED),
    ],
)
def test_verbs_and_their_odd_spellings(words: str, kind: ChangeKind):
    note = _note(f", {words} theo quy định tại Điều 1 Luật số 3/2033/QH19, {DAY}")
    assert note.understood
    assert note.changes[0].kinds == (kind,)
    assert note.changes[0].whole is ("nội d" not in words)
