"""References of made regulations, followed."""

from datetime import date

import pytest

from assistant.answering.following import EXCERPT, Follower
from assistant.answering.passages import Span
from assistant.domain.answer import Reach
from assistant.domain.document import Access, DocumentKind, Relation, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library.laws import Laws

DAY = date(2024, 6, 1)
OWN = "1/2022/TT-X"
TT = "Thông tư số"
LAW = "Luật Lớp học đêm, lớp học ngày"
LOST = "Theo khoản 9 Điều 2, Điều 99 và Phụ lục I. Theo Điều 3 Quy chế lớp đêm."
LONG = "\n".join(f"{n}. Việc thứ {n} làm trong một buổi chiều của tuần." for n in range(1, 60))


@pytest.fixture
def library(make):
    night = make.head(OWN, issued_on=date(2022, 3, 1), in_force_from=date(2022, 4, 1))
    old = make.head("2/2019/TT-X", "Quy định cũ", in_force_from=date(2019, 1, 1))
    new = make.head("3/2023/TT-X", "Quy định thay thế", in_force_from=date(2023, 1, 1))
    law = make.head(
        "7/2018/QH99", "Luật Lớp học đêm và lớp học ngày", kind=DocumentKind.LAW,
        issued_on=date(2018, 6, 1), in_force_from=date(2019, 1, 1),
    )  # fmt: skip
    later = make.head(
        "8/2023/QH99", "Luật Sân trường", kind=DocumentKind.LAW,
        issued_on=date(2023, 6, 1), in_force_from=date(2024, 1, 1),
    )  # fmt: skip
    secret = make.head("4/QĐ-X", "Quyết định nội bộ", access=Access.INTERNAL)
    article = make.article
    relation = Relation(
        RelationKind.REPLACES, ProvisionPath.parse("3/2023/TT-X#dieu-1"), ProvisionPath.parse("2/2019/TT-X"),
        "thay thế Thông tư số 2/2019/TT-X", date(2023, 1, 1),
    )  # fmt: skip
    make.publish(
        (
            night,
            [
                article(f"{OWN}#dieu-1", "Đăng ký", "1. Theo khoản 2 Điều 2.\n2. Xem khoản 1 Điều này."),
                article(f"{OWN}#dieu-2", "Hồ sơ", "1. Có đơn.\n2. Đơn gồm:\na) Tên;\nb) Tuổi theo Điều 3."),
                article(f"{OWN}#dieu-3", "Dài", LONG),
                article(f"{OWN}#dieu-4", "Ngoài", f"Điều 1 {TT} 2/2019/TT-X, Điều 5 {TT} 9/2021/TT-X."),
                article(f"{OWN}#dieu-5", "Luật", f"Theo khoản 1 Điều 6 {LAW}; Điều 2 Luật Sân trường."),
                article(f"{OWN}#dieu-6", "Nội bộ", "Theo Điều 1 Quyết định số 4/QĐ-X."),
                article(f"{OWN}#dieu-7", "Vòng", "Theo Điều 8."),
                article(f"{OWN}#dieu-8", "Tròn", "Theo Điều 7 và Điều 1."),
                article(f"{OWN}#dieu-9", "Thiếu", LOST),
                article(f"{OWN}#dieu-10", "Nhiều", f"Điều 1 đến Điều 12 Thông tư này; {TT} 2/2019/TT-X."),
                article(f"{OWN}#dieu-11", "Không", "Lớp mở lúc bảy giờ tối."),
                article(f"{OWN}#dieu-12", "Danh sách", "Theo các điểm a, b khoản 2 và khoản 1 Điều 2."),
            ],
            [],
        ),
        (old, [article("2/2019/TT-X#dieu-1", "Cũ", "Lớp mở lúc sáu giờ.")], []),
        (new, [article("3/2023/TT-X#dieu-1", "Thay thế", "Thay thế Thông tư số 2/2019/TT-X.")], [relation]),
        (law, [article("7/2018/QH99#dieu-6", "Lớp", "1. Lớp đêm là lớp.\n2. Lớp ngày cũng vậy.")], []),
        (later, [article("8/2023/QH99#dieu-2", "Sân", "Sân có cây.")], []),
        (secret, [article("4/QĐ-X#dieu-1", "Kín", "Điều kín.")], []),
    )  # fmt: skip
    return make.library


@pytest.fixture
def follow(make, library):
    def run(path: str, *, access: Access = Access.PUBLIC, **more):
        stored = make.stored(path)
        unit = stored.provision.unit(ProvisionPath.parse(path))
        start, end = (unit.start, unit.end) if unit else (0, len(stored.provision.text))
        laws = Laws.read(library, make.edition, access)
        follower = Follower(library, laws, make.edition, access, DAY)
        return follower.follow(stored, [Span(ProvisionPath.parse(path), start, end)], **more)

    return run


def test_the_very_clause_that_is_named_is_given_in_its_words(follow):
    [one] = follow(f"{OWN}#dieu-1.khoan-1")
    assert (one.path, one.reach, one.label) == (
        f"{OWN}#dieu-2.khoan-2",
        Reach.FOUND,
        f"khoản 2 Điều 2 Thông tư số {OWN}",
    )
    assert one.words == "khoản 2 Điều 2"
    assert one.by == f"{OWN}#dieu-1.khoan-1"
    assert one.citation.quote == "2. Đơn gồm:\na) Tên;\nb) Tuổi theo Điều 3."
    assert one.citation.status is Status.IN_FORCE
    assert one.whole


def test_what_is_shown_already_is_not_given_again(follow):
    assert follow(f"{OWN}#dieu-1.khoan-2")[0].path == f"{OWN}#dieu-1.khoan-1"
    assert [one.path for one in follow(f"{OWN}#dieu-1")] == [f"{OWN}#dieu-2.khoan-2"]


def test_lists_are_given_item_by_item(follow):
    assert [one.path.partition("#")[2] for one in follow(f"{OWN}#dieu-12")] == [
        "dieu-2.khoan-2.diem-a",
        "dieu-2.khoan-2.diem-b",
        "dieu-2.khoan-1",
    ]


def test_long_provisions_are_cut_at_the_end_of_a_line(follow):
    [one] = follow(f"{OWN}#dieu-2.khoan-2.diem-b")
    assert not one.whole
    assert len(one.citation.quote) <= EXCERPT
    assert LONG.startswith(one.citation.quote + "\n")


def test_a_replaced_document_is_marked_and_a_missing_one_is_said_to_be_missing(follow):
    old, missing = follow(f"{OWN}#dieu-4")
    assert old.citation.status is Status.EXPIRED
    assert "3/2023/TT-X" in " ".join(old.citation.basis)
    assert (missing.reach, missing.citation) == (Reach.NOT_HELD, None)
    assert missing.note == "Thư viện không có Thông tư số 9/2021/TT-X."


def test_a_law_is_known_by_its_name_and_a_later_one_is_not_taken_for_it(follow):
    law, unknown = follow(f"{OWN}#dieu-5")
    assert law.path == "7/2018/QH99#dieu-6.khoan-1"
    assert (unknown.reach, unknown.path) == (Reach.UNKNOWN, "")
    assert unknown.label == "Điều 2 Luật Sân trường"


def test_the_public_learns_of_internal_documents_no_more_than_of_missing_ones(follow):
    [hidden] = follow(f"{OWN}#dieu-6")
    assert (hidden.reach, hidden.note) == (Reach.NOT_HELD, "Thư viện không có Quyết định số 4/QĐ-X.")
    [seen] = follow(f"{OWN}#dieu-6", access=Access.INTERNAL)
    assert seen.citation.quote == "Điều kín."


def test_circles_end(follow):
    once = follow(f"{OWN}#dieu-7")
    assert [one.path.partition("#")[2] for one in once] == ["dieu-8"]
    far = follow(f"{OWN}#dieu-7", depth=3)
    assert [(one.path.partition("#")[2], one.depth) for one in far] == [
        ("dieu-8", 1),
        ("dieu-1", 2),
        ("dieu-2.khoan-2", 3),
    ]


def test_parts_that_are_not_there_are_said_not_to_be(follow):
    clause, article, annex, unknown = follow(f"{OWN}#dieu-9")
    assert [one.reach for one in (clause, article, annex, unknown)] == [
        Reach.NO_PART,
        Reach.NO_PART,
        Reach.NO_PART,
        Reach.UNKNOWN,
    ]
    assert clause.note == f"Điều 2 Thông tư số {OWN} không có khoản 9."


def test_no_more_are_followed_than_is_allowed(follow):
    assert len(follow(f"{OWN}#dieu-10", most=3)) == 3
    paths = [one.path for one in follow(f"{OWN}#dieu-10", most=50)]
    assert len(paths) == len(set(paths)) == 12
    assert paths[-1] == "2/2019/TT-X"


def test_words_without_references_lead_nowhere(follow):
    assert follow(f"{OWN}#dieu-11") == ()
