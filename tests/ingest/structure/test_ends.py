"""What a clause ends, what it only changes, and what orders nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.document import Provision, Relation, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.structure.article import parse_article_text
from ingest.structure.ends import Ending
from ingest.structure.force import force
from ingest.structure.transition import transitions

OWN = ProvisionPath.parse("9/2031/TT-X")
FORCE = date(2031, 3, 1)


def article(text: str, heading: str = "Hiệu lực thi hành", number: str = "9/2031/TT-X") -> Provision:
    path = ProvisionPath.parse(f"{number}#dieu-8")
    return Provision(path, UnitKind.ARTICLE, "Điều 8", heading, text, units=parse_article_text(path, text))


def ended(text: str, heading: str = "Hiệu lực thi hành", **more: object) -> list[Relation]:
    own = article(text, heading)
    return list(Ending(OWN, lambda _: FORCE, OWN, **more).of_article(own))  # type: ignore[arg-type]


def told(text: str, heading: str = "Hiệu lực thi hành") -> list[tuple[str, str]]:
    return [(relation.kind.name, str(relation.target)) for relation in ended(text, heading)]


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("Thông tư này thay thế Thông tư số 1/2020/TT-X.", ["1/2020/TT-X"]),
        ("Thông tư này thay thế cho Thông tư số 1/2020/TT-X về lớp học.", ["1/2020/TT-X"]),
        (
            "Thông tư này có hiệu lực thi hành kể từ ngày 01/3/2031 và thay thế các Thông tư số "
            "1/2020/TT-X ngày "
            "02/3/2020 của Bộ X, 2/2021/TT-X và 3/2022/TT-X.",
            ["1/2020/TT-X", "2/2021/TT-X", "3/2022/TT-X"],
        ),
        (
            "Thông tư này thay thế các Quyết định số 4/2019/QĐ-X ngày 5/5/2019, số 5/2019/QĐ-X ngày "
            "6/5/2019.",
            ["4/2019/QĐ-X", "5/2019/QĐ-X"],
        ),
        (
            "Thông tư số 1/2020/TT-X ngày 02/3/2020 về lớp học và Quyết định số 4/2019/QĐ-X hết "
            "hiệu lực kể từ ngày "
            "Thông tư này có hiệu lực thi hành.",
            ["1/2020/TT-X", "4/2019/QĐ-X"],
        ),
        (
            "Kể từ ngày Thông tư này có hiệu lực thi hành, Thông tư số 1/2020/TT-X hết hiệu lực.",
            ["1/2020/TT-X"],
        ),
        (
            "Thông tư này có hiệu lực từ ngày 01/3/2031. Thông tư số 1/2020/TT-X hết hiệu lực thi hành.",
            ["1/2020/TT-X"],
        ),
        ("Thông tư số 1/2020/TT-X được thay thế bằng Thông tư này.", ["1/2020/TT-X"]),
        (
            "Thông tư này thay thế Quy chế lớp học ban hành kèm theo Quyết định số 4/2019/QĐ-X.",
            ["4/2019/QĐ-X#quy-che"],
        ),
        (
            "Thông tư này thay thế Điều 5 và Điều 6 Thông tư số 1/2020/TT-X.",
            ["1/2020/TT-X#dieu-5", "1/2020/TT-X#dieu-6"],
        ),
        (
            "Thông tư này thay thế các văn bản sau:\na) Thông tư số 1/2020/TT-X;\nb) Điều 5 Thông "
            "tư số 2/2021/TT-X.",
            ["1/2020/TT-X", "2/2021/TT-X#dieu-5"],
        ),
        (
            "Thông tư này thay thế các Thông tư:\nThông tư số 1/2020/TT-X;\nThông tư số 2/2021/TT-X.",
            ["1/2020/TT-X", "2/2021/TT-X"],
        ),
        (
            "1. Thông tư số 1/2020/TT-X ngày 02 tháng\n3 năm 2020 của Bộ trưởng hết hiệu lực\nkể từ "
            "ngày Thông tư này "
            "có hiệu lực.",
            ["1/2020/TT-X"],
        ),
    ],
)
def test_replaced(words: str, targets: list[str]) -> None:
    assert told(words) == [("REPLACES", target) for target in targets]


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("2. Bãi bỏ Thông tư số 1/2020/TT-X.", ["1/2020/TT-X"]),
        ("Thông tư này có hiệu lực từ ngày 01/3/2031; bãi bỏ Thông tư số 1/2020/TT-X.", ["1/2020/TT-X"]),
        (
            "Bãi bỏ toàn bộ Thông tư số 1/2020/TT-X và Thông tư số 2/2021/TT-X.",
            ["1/2020/TT-X", "2/2021/TT-X"],
        ),
        ("Bãi bỏ Chương III Thông tư số 1/2020/TT-X.", ["1/2020/TT-X#chuong-iii"]),
        (
            "Bãi bỏ chương I và chương II Thông tư số 1/2020/TT-X.",
            ["1/2020/TT-X#chuong-i", "1/2020/TT-X#chuong-ii"],
        ),
        ("Bãi bỏ Phụ lục II ban hành kèm theo Thông tư số 1/2020/TT-X.", ["1/2020/TT-X#phu-luc-ii"]),
        (
            "Bãi bỏ: Điều 2, khoản 2 Điều 3 Nghị định số 1/2020/TT-X; Thông tư số 2/2021/TT-X.",
            ["1/2020/TT-X#dieu-2", "1/2020/TT-X#dieu-3.khoan-2", "2/2021/TT-X"],
        ),
        ("Các quy định tại Điều 5 Thông tư số 1/2020/TT-X bị bãi bỏ.", ["1/2020/TT-X#dieu-5"]),
        (
            "Bãi bỏ các văn bản sau đây:\n- Thông tư số 1/2020/TT-X;\n- Thông tư số 2/2021/TT-X.",
            ["1/2020/TT-X", "2/2021/TT-X"],
        ),
    ],
)
def test_repealed(words: str, targets: list[str]) -> None:
    assert told(words) == [("REPEALS", target) for target in targets]


def test_a_heading_opens_a_numbered_list() -> None:
    text = "1. Thông tư số 1/2020/TT-X;\n2. Thông tư số 2/2021/TT-X."
    assert told(text, "Bãi bỏ các Thông tư sau đây") == [
        ("REPEALS", "1/2020/TT-X"),
        ("REPEALS", "2/2021/TT-X"),
    ]


def test_two_orders_of_one_sentence() -> None:
    words = "Thông tư này thay thế Thông tư số 1/2020/TT-X và bãi bỏ Điều 1 Thông tư số 2/2021/TT-X."
    assert told(words) == [("REPLACES", "1/2020/TT-X"), ("REPEALS", "2/2021/TT-X#dieu-1")]


@pytest.mark.parametrize(
    "words",
    [
        "Thông tư này thay thế Thông tư số 1/2020/TT-X, trừ Điều 5.",
        "Thông tư số 1/2020/TT-X hết hiệu lực, trừ các quy định về sân chơi tiếp tục có hiệu lực.",
        "Thông tư này thay thế Thông tư số 1/2020/TT-X; riêng Điều 6 tiếp tục thực hiện đến hết năm.",
        "Thông tư này thay thế Thông tư số 1/2020/TT-X. Riêng Điều 6 tiếp tục được áp dụng.",
        "1. Thông tư này thay thế Thông tư số 1/2020/TT-X.\n2. Điều 6 Thông tư số 1/2020/TT-X tiếp "
        "tục có hiệu lực.",
        "Thông tư này thay thế Thông tư số 1/2020/TT-X theo lộ trình như sau:",
        "Bãi bỏ quy định về học phí tại Thông tư số 1/2020/TT-X.",
        "Bãi bỏ điểm 2.1 khoản 2 Mục III Thông tư số 1/2020/TT-X.",
        "Bãi bỏ một phần Thông tư số 1/2020/TT-X.",
        "Quy định về lớp ghép của Thông tư này thay thế Thông tư số 1/2020/TT-X.",
        "Bãi bỏ Mẫu số 2 ban hành kèm theo Thông tư số 1/2020/TT-X.",
    ],
)
def test_what_lives_on_in_part_is_changed_and_not_ended(words: str) -> None:
    assert ("AMENDS", "1/2020/TT-X") in told(words)
    assert not [kind for kind, target in told(words) if kind != "AMENDS" and target == "1/2020/TT-X"]


def test_words_taken_out_of_units_end_none_of_them() -> None:
    words = "Bãi bỏ cụm từ “sân chơi” tại Điều 5, Điều 6 Thông tư số 1/2020/TT-X."
    assert told(words) == [("AMENDS", "1/2020/TT-X#dieu-5"), ("AMENDS", "1/2020/TT-X#dieu-6")]


def test_an_exception_for_the_own_transition_keeps_nothing_alive() -> None:
    words = (
        "Thông tư số 1/2020/TT-X hết hiệu lực kể từ ngày Thông tư này có hiệu lực, trừ trường "
        "hợp quy định tại Điều 7 của Thông tư này."
    )
    assert told(words) == [("REPLACES", "1/2020/TT-X")]
    bare = "Thông tư số 1/2020/TT-X hết hiệu lực (trừ Điều 7)."
    assert told(bare) == [("AMENDS", "1/2020/TT-X")]
    (relation,) = ended(bare, transitional={"7"})
    assert relation.kind is RelationKind.REPLACES


@pytest.mark.parametrize(
    "words",
    [
        "Trường hợp Thông tư số 1/2020/TT-X bị thay thế thì áp dụng văn bản mới.",
        "Khi Thông tư số 1/2020/TT-X hết hiệu lực thì lập lại hồ sơ.",
        "Hồ sơ nộp trước ngày Thông tư số 1/2020/TT-X hết hiệu lực được xem xét.",
        "Thông tư số 1/2020/TT-X đã được thay thế bởi Thông tư số 2/2021/TT-X.",
        "Bộ có trách nhiệm rà soát, ban hành Thông tư thay thế Thông tư số 1/2020/TT-X.",
        "Thông tư này có hiệu lực cho đến khi có văn bản thay thế Thông tư số 1/2020/TT-X.",
        "Thông tư này quy định việc thay thế thiết bị theo Thông tư số 1/2020/TT-X.",
        "Giấy phép cấp theo Thông tư số 1/2020/TT-X hết hiệu lực khi chủ sở hữu đổi tên.",
        "Các quy định trước đây trái với Thông tư này đều bị bãi bỏ.",
        "Sửa: “Thông tư này thay thế Thông tư số 1/2020/TT-X.”",
        "Thông tư này thay thế Thông tư số 9/2031/TT-X.",
        "Thông tư này thay thế Thông tư số 1/2020/TT.",
        "Thông tư này thay thế Thông tư số 3/2032/TT-X.",
        "Thông tư này thay thế Thông tư số 12/2031/TT-X.",
        "Thông tư này thay thế Nghị định số 1/2020/NĐ-CP.",
        "Bãi bỏ Quyết định số 1/2020/QĐ-TTg.",
    ],
)
def test_what_ends_nothing(words: str) -> None:
    assert [one for one in told(words) if one[0] != "AMENDS"] == []


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (
            "Thông tư này thay thế Thông tư số 1/2020/TT-X quy định chi tiết Nghị định số "
            "7/2019/NĐ-CP và Nghị định số "
            "8/2019/NĐ-CP.",
            ["1/2020/TT-X"],
        ),
        (
            "Bãi bỏ Điều 6 Thông tư số 5/2022/TT-X sửa đổi, bổ sung một số điều của Thông tư số "
            "1/2020/TT-X; Thông tư số "
            "2/2021/TT-X và Thông tư số 3/2021/TT-X.",
            ["5/2022/TT-X#dieu-6"],
        ),
        (
            "Thông tư này thay thế Thông tư số 1/2020/TT-X và Thông tư số 5/2022/TT-X sửa đổi Thông "
            "tư số 1/2020/TT-X "
            "và Thông tư số 2/2021/TT-X.",
            ["1/2020/TT-X", "5/2022/TT-X"],
        ),
        (
            "Thông tư này thay thế Thông tư số 5/2022/TT-X sửa đổi Thông tư số 1/2020/TT-X, Thông "
            "tư số 6/2023/TT-X.",
            ["5/2022/TT-X", "6/2023/TT-X"],
        ),
        (
            "Thông tư số 1/2020/TT-X (sau đây gọi là Thông tư số 1/2020/TT-X) và Điều 1 Thông tư số "
            "5/2022/TT-X hết "
            "hiệu lực.",
            ["1/2020/TT-X", "5/2022/TT-X#dieu-1"],
        ),
        (
            "Luật Sân chơi số 1/2010/QH9 đã được sửa đổi, bổ sung theo Luật số 2/2015/QH9 hết hiệu "
            "lực kể từ ngày Luật "
            "này có hiệu lực.",
            ["1/2010/QH9"],
        ),
        (
            "Thông tư này thay thế Thông tư số 1/2020/TT-X ban hành QCVN 18: 2020/BXX về lan can.",
            ["1/2020/TT-X"],
        ),
    ],
)
def test_what_describes_a_document_is_no_item_of_the_list(words: str, ends: list[str]) -> None:
    number = "9/2031/QH9" if "Luật" in words else "9/2031/TT-X"
    own = ProvisionPath.parse(number)
    found = Ending(own, lambda _: FORCE, own).of_article(article(words, number=number))
    assert [str(one.target) for one in found if one.kind is not RelationKind.AMENDS] == ends


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Thông tư số 1/2020/TT-X hết hiệu lực kể từ ngày Thông tư này có hiệu lực.", FORCE),
        ("Thông tư số 1/2020/TT-X hết hiệu lực từ ngày 01/7/2031.", date(2031, 7, 1)),
        ("Bãi bỏ Thông tư số 1/2020/TT-X ngày 02/3/2020 kể từ ngày 01/7/2031.", date(2031, 7, 1)),
        ("Thông tư số 1/2020/TT-X hết hiệu lực kể từ ngày Luật Sân chơi có hiệu lực.", None),
        ("Thông tư này thay thế Thông tư số 1/2020/TT-X ngày 02/3/2020.", FORCE),
    ],
)
def test_days_of_ends(words: str, day: date | None) -> None:
    assert [relation.effective_on for relation in ended(words)] == [day]


@pytest.mark.parametrize(
    ("words", "target", "start", "until"),
    [
        (
            "Ngưng hiệu lực thi hành Điều 5 Thông tư số 1/2020/TT-X từ ngày 01/4/2031 đến hết ngày "
            "31/12/2032.",
            "1/2020/TT-X#dieu-5",
            date(2031, 4, 1),
            date(2033, 1, 1),
        ),
        (
            "Thông tư số 1/2020/TT-X ngưng hiệu lực từ ngày 01/4/2031 đến ngày 30/6/2031.",
            "1/2020/TT-X",
            date(2031, 4, 1),
            date(2031, 7, 1),
        ),
        ("Ngưng hiệu lực Thông tư số 1/2020/TT-X cho đến khi có quy định khác.", "1/2020/TT-X", FORCE, None),
    ],
)
def test_suspensions(words: str, target: str, start: date, until: date | None) -> None:
    (relation,) = ended(words)
    assert (relation.kind, str(relation.target)) == (RelationKind.SUSPENDS, target)
    assert (relation.effective_on, relation.until) == (start, until)


def test_a_suspension_in_a_title_is_none() -> None:
    words = (
        "Thông tư số 1/2020/TT-X quy định ngưng hiệu lực từ ngày 01/01/2020 hết hiệu lực kể từ "
        "ngày Thông tư này có hiệu lực."
    )
    assert RelationKind.SUSPENDS not in {relation.kind for relation in ended(words)}


def test_bare_articles_are_those_of_the_amended_document() -> None:
    own = article("4. Bãi bỏ Điều 5.", "Sửa đổi, bổ sung một số điều của Thông tư số 1/2020/TT-X")
    within = ProvisionPath.parse("1/2020/TT-X")
    found = Ending(OWN, lambda _: FORCE, within).of_article(own)
    assert [str(one.target) for one in found] == ["1/2020/TT-X#dieu-5"]


WORDS = st.sampled_from(
    [
        "Thông tư này",
        "thay thế",
        "bãi bỏ",
        "Bãi bỏ",
        "hết hiệu lực",
        "ngưng hiệu lực",
        "tiếp tục",
        "thực hiện theo",
        "Thông tư số 1/2020/TT-X",
        "Nghị định số 2/2019/NĐ-CP",
        "số 3/2018/QĐ-X",
        "4/2020/TT-X",
        "Điều 5",
        "khoản 2",
        "Chương III",
        "chương I",
        "Phụ lục II",
        "trừ",
        "riêng",
        ",",
        ";",
        ":",
        ".",
        "và",
        "\n",
        "\na) ",
        "\n- ",
        "\n2. ",
        "kể từ ngày",
        "01/7/2031",
        "31/12/9999",
        "đến hết ngày",
        "có hiệu lực",
        "có hiệu lực từ ngày 01/3/2031",
        "sau đây",
        "sửa đổi, bổ sung",
        "đã được",
        "(sau đây gọi là",
        ")",
        "“",
        "”",
        "trước ngày",
        "này",
        "từ năm học 2030-2031",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=200))


@given(TEXTS, st.sampled_from(["Hiệu lực thi hành", "Quy định chuyển tiếp", "Bãi bỏ các văn bản sau", ""]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str, heading: str) -> None:
    own = article(text, heading)
    for relation in Ending(OWN, lambda _: FORCE, OWN).of_article(own):
        assert relation.target is not None
        assert relation.target.document != OWN.document
        assert len(relation.target_text) <= 500
    assert all(one.kind is RelationKind.TRANSITION for one in transitions(own, OWN, lambda _: FORCE))
    found = force([own], date(2031, 1, 1))
    assert all(part.paths for part in found.parts)
