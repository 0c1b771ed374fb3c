"""References in sentences."""

import pytest

from assistant.domain.document import Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import (
    find_references,
    named_documents,
    provision_references,
    unknown_documents,
)
from ingest.structure import parse_article_text

WITHIN = ProvisionPath.parse("1/2020/TT-X#dieu-7.khoan-3")
ATTACHED = ProvisionPath.parse("1/2020/QĐ-X#quy-che/dieu-7")


def names(name: str) -> DocumentNumber | None:
    return DocumentNumber("7/2030/QH99") if name == "Luật Sân chơi" else None


def targets(text: str, within: ProvisionPath = WITHIN) -> list[str]:
    found = [str(r.path) for r in find_references(text, within, resolve=names)]
    return [path.removeprefix("1/2020/TT-X#") for path in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khoản 2 Điều này", ["dieu-7.khoan-2"]),
        ("điểm c khoản này", ["dieu-7.khoan-3.diem-c"]),
        ("Điều 5 Thông tư này", ["dieu-5"]),
        ("các Điều 5, 6 và 7", ["dieu-5", "dieu-6", "dieu-7"]),
        ("từ Điều 5 đến Điều 8", ["dieu-5", "dieu-6", "dieu-7", "dieu-8"]),
        ("các điều từ 5 đến 7", []),
        ("từ khoản 1 đến khoản 3 Điều 8", ["dieu-8.khoan-1", "dieu-8.khoan-2", "dieu-8.khoan-3"]),
        ("các khoản 1, 2 và 3 Điều này", ["dieu-7.khoan-1", "dieu-7.khoan-2", "dieu-7.khoan-3"]),
        ("khoản 1 và khoản 2a Điều 5a", ["dieu-5a.khoan-1", "dieu-5a.khoan-2a"]),
        ("điểm d, đ và e khoản 1 Điều 4", [f"dieu-4.khoan-1.diem-{x}" for x in "dđe"]),
        ("điểm a đến điểm d khoản 1 Điều 4", [f"dieu-4.khoan-1.diem-{x}" for x in "abcd"]),
        ("điểm a khoản 1 và điểm b khoản 2 Điều 5", ["dieu-5.khoan-1.diem-a", "dieu-5.khoan-2.diem-b"]),
        ("khoản 1 Điều 5 và khoản 2 Điều 6 Thông tư này", ["dieu-5.khoan-1", "dieu-6.khoan-2"]),
        ("Điều 5 khoản 2 điểm a", ["dieu-5.khoan-2.diem-a"]),
        ("điểm d Điều 6, Điều 9", ["dieu-6.diem-d", "dieu-9"]),
        ("Mục 1 Chương II Thông tư này", ["chuong-ii.muc-1"]),
        ("Phụ lục I ban hành kèm theo Thông tư này", ["phu-luc-i"]),
        ("điểm a, b khoản 1 Điều 12 Nghị định số 30/2020/NĐ-CP",
         ["30/2020/NĐ-CP#dieu-12.khoan-1.diem-a", "30/2020/NĐ-CP#dieu-12.khoan-1.diem-b"]),
        ("Điều 5 của Luật Trẻ em số 102/2016/QH13", ["102/2016/QH13#dieu-5"]),
        ("Điều 3 Luật Sân chơi và Điều 4", ["7/2030/QH99#dieu-3", "dieu-4"]),
        ("Luật Sân chơi", ["7/2030/QH99"]),
        ("Nghị định 30/2020/NĐ-CP và Thông tư số 9/2024/TT-Y", ["30/2020/NĐ-CP", "9/2024/TT-Y"]),
        ("Điều 5 Quy chế lớp học ban hành kèm theo Thông tư số 9/2024/TT-Y", ["9/2024/TT-Y#quy-che/dieu-5"]),
        ("khoản 2 Điều 4; Điều 2 Hiến pháp", ["dieu-4.khoan-2"]),
    ],
)  # fmt: skip
def test_references(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Điều 5 Luật Đất đai", "theo Luật này", "mục 3",
     "khoản 2", "điểm thi số 3", "Điều kiện 5", "trong 5 ngày", "5 điều Bác dạy", ""],
)  # fmt: skip
def test_what_names_no_address(text: str) -> None:
    assert targets(text) == []


def test_quoted_headings_are_no_references() -> None:
    assert targets("“Điều 4. Tên gọi\nTheo Điều 3.") == ["dieu-3"]


def test_inside_an_attached_regulation() -> None:
    assert targets("Điều 5 Quy chế này", ATTACHED) == ["1/2020/QĐ-X#quy-che/dieu-5"]
    assert targets("Điều 2 Quyết định này", ATTACHED) == ["1/2020/QĐ-X#dieu-2"]
    assert targets("khoản 1 Điều 5", ATTACHED) == ["1/2020/QĐ-X#quy-che/dieu-5.khoan-1"]


def test_spans_cover_the_words() -> None:
    text = "Theo khoản 1 Điều 5 và Luật Sân chơi thì được."
    spans = [text[r.start : r.end] for r in find_references(text, WITHIN, resolve=names)]
    assert spans == ["khoản 1 Điều 5", "Luật Sân chơi"]


def test_this_clause_is_the_one_the_words_stand_in() -> None:
    path = ProvisionPath.parse("1/2020/TT-X#dieu-2")
    text = "1. Một theo điểm a khoản này.\n2. Hai theo điểm b khoản này."
    article = Provision(path, UnitKind.ARTICLE, "Điều 2", "", text, units=parse_article_text(path, text))
    assert [str(r.path).partition("#")[2] for r in provision_references(article)] == [
        "dieu-2.khoan-1.diem-a",
        "dieu-2.khoan-2.diem-b",
    ]


def test_names_that_a_text_gives_numbers_to() -> None:
    text = "Căn cứ Luật Sân chơi số 7/2030/QH99; Luật Sân chơi số 8/2031/QH99"
    assert named_documents([text]) == {"luat san choi": DocumentNumber("7/2030/QH99")}
    assert named_documents([text], but=DocumentNumber("7/2030/QH99")) == {
        "luat san choi": DocumentNumber("8/2031/QH99")
    }


def test_a_name_may_hold_commas_and_a_number_ends_at_its_sentence() -> None:
    def named(name: str) -> DocumentNumber | None:
        return DocumentNumber("7/2030/QH99") if name == "Luật Sân chơi, bãi tập" else None

    text = "Theo Điều 5 Luật Sân chơi, bãi tập, Điều 6 Thông tư số 9/2024/TT-Y. Biên bản ghi theo Điều 7."
    found = find_references(text, WITHIN, resolve=named)
    assert [(str(r.path), text[r.start : r.end]) for r in found] == [
        ("7/2030/QH99#dieu-5", "Điều 5 Luật Sân chơi, bãi tập"),
        ("9/2024/TT-Y#dieu-6", "Điều 6 Thông tư số 9/2024/TT-Y"),
        ("1/2020/TT-X#dieu-7", "Điều 7"),
    ]


def test_the_number_of_a_form_is_no_documents_number() -> None:
    assert targets("Công văn đề nghị theo Mẫu số 02/TXNK") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Theo khoản 1 Điều 5 Luật Đất đai năm 2013, trường.", "khoản 1 Điều 5 Luật Đất đai năm 2013"),
        ("theo Điều 4 của Hiệp định và Điều 6 Thông tư này", "Điều 4 của Hiệp định"),
        ("theo Luật Đất đai", None),
        ("theo Điều 5 Luật Sân chơi", None),
        ("theo Điều 5 Thông tư này", None),
        ("theo Điều 5 Thông tư số 9/2024/TT-Y", None),
        ("không có gì", None),
    ],
)  # fmt: skip
def test_parts_of_documents_that_are_not_known_are_told(text: str, words: str | None) -> None:
    found = [text[start:end] for start, end in unknown_documents(text, WITHIN, resolve=names)]
    assert found == ([words] if words else [])
