"""The grammar of the notes: every form met in the packages, in words of our own."""

from datetime import date

import pytest

from assistant.domain.document import DocumentKind, RelationKind
from ingest.codification.changes import ChangeKind
from ingest.codification.notes import parse_note

FIRST = (
    "(Điều 4 Thông tư số 07/2031/TT-BMAU Quy định về thư viện mẫu ngày 02/03/2031 của Bộ Mẫu, "
    "có hiệu lực thi hành kể từ ngày 20/04/2031)"
)


def test_first_mention_names_the_document():
    note = parse_note(FIRST)
    assert (str(note.number), note.article, note.kind) == ("07/2031/TT-BMAU", "4", DocumentKind.CIRCULAR)
    assert (note.name, note.issuer) == ("Quy định về thư viện mẫu", "Bộ Mẫu")
    assert (note.issued_on, note.in_force_from) == (date(2031, 3, 2), date(2031, 4, 20))
    assert not note.warnings
    assert note.raw == FIRST


def test_later_mention_has_number_and_day_only():
    note = parse_note("(Điều 5a Nghị định số 9/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/05/2031 )")
    assert (note.article, note.name, note.issued_on, note.issuer) == ("5a", "", None, None)
    assert note.in_force_from == date(2031, 5, 1)


def test_a_name_with_dates_of_other_documents_keeps_its_own_day():
    note = parse_note(
        "(Điều 1 Thông tư số 8/2031/TT-BMAU Hướng dẫn Nghị định số 3/2030/NĐ-CP ngày 01/01/2030 của "
        "Chính phủ "
        "quy định chi tiết Luật Mẫu ngày 05/06/2031 của Bộ Mẫu và Bộ Thử, có hiệu lực thi hành kể từ "
        "ngày 1-7-2031)"
    )
    assert (note.issued_on, note.issuer) == (date(2031, 6, 5), "Bộ Mẫu và Bộ Thử")
    assert note.name.endswith("quy định chi tiết Luật Mẫu")
    assert note.in_force_from == date(2031, 7, 1)


def test_day_and_issuer_may_stand_before_the_name():
    note = parse_note(
        "((Điều 1 Thông tư số 12-TC/MAU ngày 09/11/1973 của Bộ Mẫu hướng dẫn thi hành Nghị định số 4/CP ngày "
        "25/10/1973 của Chính phủ quy định chi tiết, có hiệu lực kể từ ngày 01/01/1974))"
    )
    assert str(note.number) == "12-TC/MAU"
    assert (note.issued_on, note.issuer) == (date(1973, 11, 9), "Bộ Mẫu")
    assert note.name.startswith("hướng dẫn thi hành")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Thông tư số 05/2031/TT- BMAU", "05/2031/TT-BMAU"),
        ("Thông tư số 18 /2031/TT-BMAU", "18/2031/TT-BMAU"),
        ("Thông tư số 19/2031 /TT-BMAU", "19/2031/TT-BMAU"),
        ("Thông tư số 02/2031/ TT-BMAU", "02/2031/TT-BMAU"),
        ("Quyết định số 01/2031/QĐ -TTg", "01/2031/QĐ-TTg"),
        ("Quyết định số 01/2031/QÐ-TTg", "01/2031/QĐ-TTg"),
        ("Quyết định số Số: 12/2031/QĐ-TTg", "12/2031/QĐ-TTg"),
        ("Nghị quyết số Nghị quyết số: 24/2031/QH19", "24/2031/QH19"),
        ("Thông tư số Thông tư 01/2031/TT-BMAU", "01/2031/TT-BMAU"),
        ("Thông tư số TT 07/2031/TT-BMAU", "07/2031/TT-BMAU"),
        ("Thông tư số ''42/2031/TT-BMAU", "42/2031/TT-BMAU"),
        ("Thông tư số '10/2031/TT-BMAU", "10/2031/TT-BMAU"),
        ("Thông tư số 21 - TC/TMA", "21-TC/TMA"),
        ("Thông tư số 60 TC/TMA", "60TC/TMA"),
        ("Nghị định số 84-CP (1)", "84-CP"),
        ("Nghị định số 77/2031/NĐ-CP.", "77/2031/NĐ-CP"),
        ("Nghị định số 50/2031/NĐ_CP", "50/2031/NĐ_CP"),
        ("Nghị quyết số 01/2031/NQ.HĐTP", "01/2031/NQ.HĐTP"),
        ("Thông tư số 04/TT-BMA(X13)", "04/TT-BMA(X13)"),
        ("Nghị định số 85/2031/nđ-cp", "85/2031/NĐ-CP"),
        ("Luật số 21-LCT/HDNN8", "21-LCT/HDNN8"),
        ("Bộ Luật số 100/2031/QH19", "100/2031/QH19"),
    ],
)
def test_numbers_are_read_however_they_are_typed(words: str, number: str):
    note = parse_note(f"(Điều 2 {words}, có hiệu lực thi hành kể từ ngày 01/02/2031)")
    assert str(note.number) == number
    assert note.article == "2"
    assert note.in_force_from == date(2031, 2, 1)


def test_a_joint_circular_is_known_by_its_words_or_its_number():
    said = parse_note(
        "(Điều 3 Thông tư số liên tịch 22/2031/TT-BMAU, có hiệu lực thi hành kể từ ngày 01/02/2031)"
    )
    numbered = parse_note(
        "(Điều 3 Thông tư số 5/2031/TTLT/BMA-BTU, có hiệu lực thi hành kể từ ngày 01/02/2031)"
    )
    assert said.kind is numbered.kind is DocumentKind.JOINT_CIRCULAR
    assert str(said.number) == "22/2031/TT-BMAU"


def test_a_resolution_of_the_assembly_ranks_with_laws():
    note = parse_note("(Điều 1 Nghị quyết số 5/2031/QH19, có hiệu lực thi hành kể từ ngày 01/02/2031)")
    assert note.kind is DocumentKind.ASSEMBLY_RESOLUTION


@pytest.mark.parametrize(
    ("lead", "article", "section"),
    [
        ("27 ", "27", None),
        ("Điều 98g ", "98g", None),
        ("Điều 5 của ", "5", None),
        ("Danh mục được quy định tại Điều 7 ", "7", None),
        ("Mục IV ", None, "iv"),
        ("Mục 5 ", None, "5"),
        ("Điều ", None, None),
        ("", None, None),
    ],
)
def test_place_in_the_document(lead: str, article: str | None, section: str | None):
    note = parse_note(f"({lead}Nghị định số 70/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày 15/10/2031)")
    assert (note.article, note.section) == (article, section)
    assert str(note.number) == "70/2031/NĐ-CP"


@pytest.mark.parametrize(
    "note",
    [
        "((Điều 2 Pháp lệnh số Bảo vệ vườn mẫu và hồ mẫu, có hiệu lực thi hành kể từ ngày 03/06/1974))",
        "(Điều 2 Pháp lệnh số Không số Về vườn mẫu ngày 03/05/1974 của Hội đồng Mẫu, có hiệu lực từ "
        "ngày 03/06/1974)",
        "(Điều 2 Pháp lệnh Về hồ mẫu 12/5 thi hành Luật số 5/1970/QH9, có hiệu lực thi hành kể từ "
        "ngày 03/06/1974)",
        "(Thông tư này có hiệu lực từ ngày 03/06/1974. Bãi bỏ Thông tư số 15/1970/TT-BMAU.)",
        "",
        "(((",
    ],
)
def test_no_number_is_made_where_the_note_gives_none(note: str):
    assert parse_note(note).number is None


def test_a_name_without_number_is_kept():
    note = parse_note(
        "(Điều 2 Pháp lệnh số Không số Về vườn mẫu ngày 03/05/1974 của Hội đồng Mẫu, có hiệu lực từ "
        "ngày 3/6/1974)"
    )
    assert (note.name, note.issuer, note.in_force_from) == ("Về vườn mẫu", "Hội đồng Mẫu", date(1974, 6, 3))


def test_changes_one_by_one():
    note = parse_note(
        "(Điều 7 Nghị định số 9/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/05/2031, có nội dung "
        "được sửa đổi, "
        "có nội dung bị bãi bỏ bởi điểm b khoản 2 Điều 1 Nghị định số 11/2033/NĐ-CP có hiệu lực thi "
        "hành kể từ "
        "ngày 01/08/2033)"
    )
    (change,) = note.changes
    assert change.kinds == (ChangeKind.AMENDED, ChangeKind.REPEALED)
    assert str(change.source) == "11/2033/NĐ-CP#dieu-1.khoan-2.diem-b"
    assert change.effective_on == date(2033, 8, 1)
    assert not change.whole
    assert change.relations == (RelationKind.AMENDS, RelationKind.REPEALS)
    assert note.expires_on is None


def test_several_changing_documents_share_their_kinds():
    note = parse_note(
        "(Điều 7 Nghị định số 9/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/05/2031, có nội dung "
        "được bổ sung, có "
        "nội dung bị bãi bỏ bởi Điều 1 Nghị định số 11/2033/NĐ-CP có hiệu lực thi hành kể từ ngày "
        "01/08/2033; Điều 2 "
        "Thông tư số 4/2034/TT-BMAU có hiệu lực thi hành kể từ ngày 02/09/2034)"
    )
    assert [str(c.source) for c in note.changes] == ["11/2033/NĐ-CP#dieu-1", "4/2034/TT-BMAU#dieu-2"]
    assert [c.effective_on for c in note.changes] == [date(2033, 8, 1), date(2034, 9, 2)]
    assert all(c.shared and c.relations == (RelationKind.AMENDS,) for c in note.changes)


def test_a_second_phrase_does_not_take_the_first_ones_name_for_a_change():
    note = parse_note(
        "(Điều 2 Thông tư số 5/2031/TT-BMAU, có hiệu lực kể từ ngày 01/01/2031, có nội dung được sửa "
        "đổi, bổ sung bởi "
        "Thông tư số 6/2032/TT-BMAU hướng dẫn sửa đổi, bổ sung Thông tư số 5/2031/TT-BMAU, có hiệu "
        "lực từ ngày "
        "01/01/2032 và có nội dung được bổ sung bởi Điều 1, 2 Thông tư số 7/2033/TT-BMAU, có hiệu "
        "lực kể từ ngày "
        "01 tháng 02 năm 2033)"
    )
    assert [str(c.source) for c in note.changes] == ["6/2032/TT-BMAU", "7/2033/TT-BMAU"]
    assert note.changes[1].kinds == (ChangeKind.ADDED,)
    assert note.changes[1].effective_on == date(2033, 2, 1)


def test_by_the_words_theo_quy_dinh_tai_and_a_number_after_the_name():
    note = parse_note(
        "(Điều 25 Luật số 67/2031/QH19, có hiệu lực thi hành kể từ ngày 01/01/2032, được bãi bỏ theo "
        "quy định tại "
        "điểm đ khoản 2 Điều 23 Luật Phí mẫu số 97/2035/QH20)"
    )
    (change,) = note.changes
    assert str(change.source) == "97/2035/QH20#dieu-23.khoan-2.diem-đ"
    assert change.whole
    assert note.expires_on is None
    assert any("ngày hiệu lực" in warning for warning in note.warnings)


def test_a_whole_repeal_ends_the_article_and_a_partial_one_does_not():
    whole = parse_note(
        "(Điều 7 Luật số 9/2031/QH19, có hiệu lực thi hành kể từ ngày 01/05/2031, bị bãi bỏ bởi Điều "
        "1 Luật số "
        "3/2033/QH19 có hiệu lực thi hành kể từ ngày 01/08/2033)"
    )
    part = parse_note(whole.raw.replace("bị bãi bỏ", "có nội dung bị hủy bỏ"))
    assert whole.expires_on == date(2033, 8, 1)
    assert part.expires_on is None
    assert part.changes[0].relations == whole.changes[0].relations == (RelationKind.REPEALS,)


def test_an_inserted_article_begins_with_its_insertion():
    note = parse_note(
        "(Điều 7a Luật số 9/2031/QH19, có hiệu lực thi hành kể từ ngày 01/05/2031, được bổ sung, có "
        "nội dung được sửa "
        "đổi bởi Điều 1 Luật số 3/2033/QH19 có hiệu lực thi hành kể từ ngày 01/08/2033; Điều 2 Luật "
        "số 4/2035/QH20 có "
        "hiệu lực thi hành kể từ ngày 01/01/2036)"
    )
    assert note.in_force_from == date(2031, 5, 1)
    assert note.applies_from == date(2033, 8, 1)


def test_suspension_is_a_change_and_no_end():
    note = parse_note(
        "(Điều 7 Thông tư số 9/2031/TT-BMAU, có hiệu lực thi hành kể từ ngày 01/05/2031, bị ngưng "
        "hiệu lực bởi Điều 1 "
        "Thông tư số 3/2033/TT-BMAU có hiệu lực thi hành kể từ ngày 01/08/2033)"
    )
    assert note.changes[0].relations == (RelationKind.SUSPENDS,)
    assert note.expires_on is None


def test_a_last_day_counts_in():
    note = parse_note(
        "(Điều 9 Luật số 9/2031/QH19, có hiệu lực thi hành kể từ ngày 01/05/2031, có hiệu lực thi "
        "hành đến ngày 31/12/2037.)"
    )
    assert note.expires_on == date(2038, 1, 1)


def test_clauses_that_start_on_different_days_give_the_first():
    note = parse_note(
        "(Điều 58 Luật số 62/2031/QH19, khoản 1 và khoản 2 có hiệu lực thi hành kể từ ngày "
        "01/06/2032, khoản 3 có hiệu "
        "lực thi hành kể từ ngày 01/02/2032)"
    )
    assert note.in_force_from == date(2032, 2, 1)
    assert note.name == ""


def test_contradictions_are_told_and_not_mended():
    note = parse_note(FIRST.replace("20/04/2031", "20/04/2030"))
    assert note.in_force_from == date(2030, 4, 20)
    assert any("trước ngày ban hành" in warning for warning in note.warnings)


def test_an_end_before_the_beginning_is_no_end():
    note = parse_note(
        "(Điều 7 Luật số 9/2031/QH19, có hiệu lực thi hành kể từ ngày 01/05/2031, bị bãi bỏ bởi Điều "
        "1 Luật số "
        "3/2030/QH19 có hiệu lực thi hành kể từ ngày 01/08/2030)"
    )
    assert note.expires_on is None
    assert any("trước ngày có hiệu lực" in warning for warning in note.warnings)


def test_days_that_no_calendar_has_are_unknown():
    note = parse_note("(Điều 7 Luật số 9/2031/QH19, có hiệu lực thi hành kể từ ngày 31/02/2031)")
    assert note.in_force_from is None
    assert any("ngày có hiệu lực" in warning for warning in note.warnings)


def test_a_note_made_to_take_long_is_read():
    note = parse_note(
        "(Điều 1 Luật số 5/2031/QH19, có hiệu lực từ ngày 01/01/2031" + ", bởi nội dung bởi" * 50_000
    )
    assert str(note.number) == "5/2031/QH19"
