"""The day a document comes into force, by its own words."""

from datetime import date

import pytest

from assistant.domain.document import Provision, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.structure.force import force
from tests.ingest.structure.conftest import Read

HEAD = "Số: 1/2030/TT-X\nHà Nội, ngày 10 tháng 01 năm 2030\nĐiều 1. Một\nA.\nĐiều 2. Hiệu lực thi hành\n"


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("Thông tư này có hiệu lực thi hành kể từ ngày 14 tháng 02 năm 2030.", date(2030, 2, 14)),
        ("Thông tư này có hiệu lực từ ngày 01/7/2030.", date(2030, 7, 1)),
        ("1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2030, trừ khoản 2.", date(2030, 7, 1)),
        ("Quyết định này có hiệu lực kể từ ngày ký.", date(2030, 1, 10)),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.", date(2030, 1, 10)),
        ("Thông tư này có hiệu lực sau 45 ngày, kể từ ngày ký.", date(2030, 2, 24)),
        ("Thông tư này có hiệu lực thi hành sau 15 (mười lăm) ngày kể từ ngày ký.", date(2030, 1, 25)),
        ("Thông tư này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Thông tư này có hiệu lực từ năm học 2030 - 2031.", None),
        ("Thông tư số 2/2029/TT-X có hiệu lực từ ngày 01/7/2029 hết hiệu lực.", None),
    ],
)
def test_force_clauses(read: Read, clause: str, day: date | None) -> None:
    assert read(HEAD + clause).head.in_force_from == day


def test_a_clause_without_a_day_is_told(read: Read) -> None:
    assert any("ngày" in w for w in read(HEAD + "Thông tư này có hiệu lực từ năm học sau.").warnings)


def test_parts_with_other_days_are_told_and_not_guessed(read: Read) -> None:
    document = read(
        HEAD + "1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2030.\n"
        "2. Khoản 2 Điều 1 của Thông tư này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2030."
    )
    assert document.head.in_force_from == date(2030, 3, 1)
    assert any("ngày 01 tháng 9 năm 2030" in warning for warning in document.warnings)


def test_quoted_force_clauses_are_of_another_document(read: Read) -> None:
    document = read(HEAD + "Sửa “Thông tư này có hiệu lực từ ngày 01/7/2020” thành lời khác.")
    assert document.head.in_force_from is None


def clause(*lines: str) -> str:
    return HEAD + "1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2030.\n" + "\n".join(lines)


def parts(text: str) -> list[tuple[list[str], date, bool]]:
    own = [
        Provision(
            ProvisionPath.parse("1/2030/TT-X#dieu-9"),
            UnitKind.ARTICLE,
            "Điều 9",
            "Hiệu lực thi hành",
            text,
        )
    ]
    found = force(own, date(2030, 1, 10)).parts
    return [([str(p).partition("#")[2] for p in part.paths], part.starts, part.whole) for part in found]


START = "Thông tư này có hiệu lực thi hành từ ngày 01/3/2030"
LATER = date(2030, 9, 1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            f"{START}; riêng khoản 2 Điều 5 có hiệu lực từ ngày 01/9/2030.",
            [(["dieu-5.khoan-2"], LATER, True)],
        ),
        (
            f"{START}, trừ Điều 4, Điều 5 có hiệu lực thi hành từ ngày 01 tháng 9 năm 2030.",
            [(["dieu-4", "dieu-5"], LATER, True)],
        ),
        (
            f"1. {START}, trừ quy định tại khoản 2 Điều này.\n2. Các điều 4, 6 và điểm a khoản 1 "
            f"Điều 7 của Thông tư "
            "này có hiệu lực kể từ ngày 01/9/2030.",
            [(["dieu-4", "dieu-6", "dieu-7.khoan-1.diem-a"], LATER, True)],
        ),
        (
            f"1. {START}.\n2. Khoản 4 Điều 1 và quy định về sân chơi tại khoản 8 Điều 1 của Thông "
            f"tư này có hiệu lực thi hành "
            "từ ngày 01/9/2030.",
            [(["dieu-1.khoan-4"], LATER, True), (["dieu-1.khoan-8"], LATER, False)],
        ),
        (
            f"1. {START}.\n2. Các quy định tại Chương II được áp dụng từ ngày 01/9/2030.",
            [(["chuong-ii"], LATER, True)],
        ),
        (f"1. {START}.\n2. Phụ lục II có hiệu lực từ ngày 01/9/2030.", [(["phu-luc-ii"], LATER, True)]),
        (
            f"1. {START}, trừ các quy định sau đây có hiệu lực từ ngày 01/9/2030:\na) Điều 4;\nb) "
            f"Quy định về lớp "
            "ghép tại Điều 6.",
            [(["dieu-4"], LATER, True), (["dieu-6"], LATER, False)],
        ),
        (f"1. {START}.\n2. Điều 4 có hiệu lực kể từ ngày ký.", [(["dieu-4"], date(2030, 1, 10), True)]),
        (f"1. {START}.\n2. Điều 4 Thông tư số 7/2029/TT-X có hiệu lực từ ngày 01/9/2030.", []),
        (f"1. {START}.\n2. Các quy định tại Chương II được áp dụng từ năm học 2030-2031.", []),
    ],
)
def test_parts_that_start_on_their_own_day(words: str, expected: list[tuple[list[str], date, bool]]) -> None:
    assert parts(words) == expected


def test_a_whole_article_gets_its_day_and_those_of_a_chapter_too(read: Read) -> None:
    document = read(
        "Số: 1/2030/TT-X\nHà Nội, ngày 10 tháng 01 năm 2030\nChương I\nMỘT\nĐiều 1. Một\nA.\nChương II\nHAI\n"
        "Điều 2. Hai\nB.\nĐiều 3. Ba\nC.\nChương III\nBA\nĐiều 4. Hiệu lực thi hành\n"
        "1. Thông tư này có hiệu lực thi hành từ ngày 01/3/2030.\n2. Điều 1 có hiệu lực từ ngày 01/6/2030.\n"
        "3. Chương II có hiệu lực từ ngày 01/9/2030."
    )
    days = {p.path.article: p.in_force_from for p in document.provisions if p.kind is UnitKind.ARTICLE}
    assert days == {"1": date(2030, 6, 1), "2": LATER, "3": LATER, "4": None}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Thông tư này có hiệu lực từ ngày 01/3/2030 đến hết ngày 31/12/2034.", date(2035, 1, 1)),
        (
            "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2030 đến ngày 31 tháng 12 năm 2034.",
            date(2035, 1, 1),
        ),
        (
            "Thông tư này có hiệu lực từ ngày 01/3/2030 và có hiệu lực đến hết ngày 30/3/2034.",
            date(2034, 3, 31),
        ),
        (
            "Thông tư này có hiệu lực từ ngày 01/3/2030 và hết hiệu lực kể từ ngày 01/01/2035.",
            date(2035, 1, 1),
        ),
        (
            "Thông tư này có hiệu lực từ ngày 01/3/2030.\nTừ ngày Thông tư này có hiệu lực đến ngày "
            "31/12/2034 thì hoãn.",
            None,
        ),
        ("Thông tư này có hiệu lực từ ngày 01/3/2030.\nGiấy cũ dùng đến hết ngày 31/12/2034.", None),
    ],
)
def test_the_end_of_the_document_itself(read: Read, words: str, day: date | None) -> None:
    assert read(HEAD + words).head.expires_on == day


def test_a_stated_end_holds_and_a_differing_one_is_told(read: Read) -> None:
    words = "Thông tư này có hiệu lực từ ngày 01/3/2030 đến hết ngày 31/12/2034."
    document = read(HEAD + words, ngay_het_hieu_luc="01/01/2040")
    assert document.head.expires_on == date(2040, 1, 1)
    assert any("Ngày hết hiệu lực khai" in warning for warning in document.warnings)


def test_a_day_of_another_document_is_none_of_this_one(read: Read) -> None:
    document = read(
        HEAD
        + "Thông tư này có hiệu lực từ ngày đăng Công báo, thay thế Thông tư số 1/2020/TT-X ngày 01/02/2020."
    )
    assert document.head.in_force_from is None
    assert any("Không đọc được ngày" in warning for warning in document.warnings)


def test_a_school_year_is_told_and_no_day(read: Read) -> None:
    document = read(clause("2. Các quy định tại Chương II được áp dụng từ năm học 2030-2031."))
    assert any("năm học 2030-2031" in warning for warning in document.warnings)


def test_an_exception_without_a_day_is_told(read: Read) -> None:
    words = "Thông tư này có hiệu lực từ ngày 01/3/2030, trừ quy định về sân chơi."
    assert any("ngoại lệ" in warning for warning in read(HEAD + words).warnings)


def test_changes_of_parts_take_effect_on_the_day_of_the_part(read: Read) -> None:
    document = read(
        clause("2. Bãi bỏ Thông tư số 5/2020/TT-X.", "3. Khoản 2 Điều 2 có hiệu lực từ ngày 01/9/2030.")
    )
    bearing = [r for r in document.relations if r.kind is not RelationKind.BEGINS]
    assert [r.effective_on for r in bearing] == [LATER]
