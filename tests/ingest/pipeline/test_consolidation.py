"""Wordings computed from amending orders: what is put together, and what is left unknown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Access, Document, Head, Provision, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.records import Source
from assistant.library.tables import applications, live
from ingest.consolidation import consolidate
from ingest.ordering import with_instructions
from ingest.reading import Line, ReadDocument
from ingest.structure import parse, parse_article_text

BASE, FIRST, SECOND, THIRD = "1/2020/TT-X", "2/2030/TT-X", "3/2030/TT-X", "4/2030/TT-X"
START, SPRING, SUMMER, AUTUMN, WINTER = (date(2030, month, 1) for month in (1, 3, 6, 9, 12))
ISSUED = date(2019, 12, 1)


def at(tail: str, number: str = BASE) -> ProvisionPath:
    return ProvisionPath.parse(f"{number}#{tail}" if tail else number)


def article(label: str, text: str, number: str = BASE, **fields) -> Provision:
    where = at(f"dieu-{label}", number)
    units = parse_article_text(where, text)
    return Provision(where, UnitKind.ARTICLE, f"Điều {label}", "Vườn", text, units=units, **fields)


def order(act: Act, tail: str, text: str = "", day: date | None = SPRING, **fields) -> Instruction:
    """An order on the garden circular; ``number`` and ``place`` say whose, and which clause of it."""
    source = at(f"dieu-1.khoan-{fields.pop('place', 1)}", fields.pop("number", FIRST))
    return Instruction(act, source, at(tail, fields.pop("on", BASE)), text, effective_on=day, **fields)


def amend(tail: str, text: str, day: date | None = SPRING, **fields) -> Instruction:
    return order(Act.AMEND, tail, text, day, **fields)


def head(number: str, **fields) -> Head:
    given = {"in_force_from": START, "issued_on": ISSUED, "title": f"Về {number}"} | fields
    return Head(DocumentNumber(number), **given)


class Desk:
    """A library, and a clerk who reads into it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.edition = 0

    def read(self, *provisions: Provision, number: str = BASE, **fields) -> None:
        given = provisions or (article("1", "1. Trồng rau.\n2. Tưới hoa."), article("2", "Nhổ cỏ."))
        self.put(Document(head(number, **fields), given))

    def amending(self, *orders: Instruction, relations: tuple[Relation, ...] = (), **fields) -> None:
        """A document that gives ``orders``; with each the relation that says the same."""
        number = str(orders[0].source.document if orders else relations[0].source.document)
        same = tuple(
            Relation(
                RelationKind.REPEALS if one.act is Act.REPEAL else RelationKind.AMENDS,
                one.source, one.target, "sửa", one.effective_on,
            )
            for one in orders
        )  # fmt: skip
        placed = tuple(replace(one, position=place) for place, one in enumerate(orders))
        given = (article("1", "Sửa đổi như sau.", number),)
        fields.setdefault("in_force_from", SPRING)
        self.put(Document(head(number, **fields), given, (*same, *relations), (), placed))

    def put(self, document: Document) -> None:
        number = str(document.number)
        file = Source(number, number.encode().hex().ljust(64, "0")[:64], "text/plain", 10, path=number)
        self.library.put_document(document, file, edition=self.library.begin().number, replace=True)

    def snapshot(self, day: date, *provisions: Provision, relations: tuple[Relation, ...] = ()) -> None:
        document = Document(head(BASE, topic="Vườn"), provisions, relations)
        file = Source(
            f"{day}.zip", str(day).ljust(64, "f"), "application/zip", 9, f"{day}", day, "codification"
        )
        self.library.put_snapshot([document], file, edition=self.library.begin().number)

    def remove(self, number: str) -> None:
        self.library.remove_document(DocumentNumber(number), edition=self.library.begin().number)

    def publish(self) -> None:
        self.edition = self.library.begin().number
        self.told = consolidate(self.library, self.edition)
        self.library.publish(self.edition, "static@1")

    def words(self, day: date, tail: str = "dieu-1", access: Access = Access.PUBLIC) -> str | None:
        """The words that are known to stand on a day; ``None`` where they are not known."""
        found = self.library.provision(at(tail), edition=self.edition, access=access, day=day)
        return found.provision.text if found is not None and found.words_stand_on(day) else None

    def status(self, day: date, tail: str = "dieu-1", access: Access = Access.PUBLIC) -> Status:
        return self.library.provision(at(tail), edition=self.edition, access=access).status_on(day)

    def results(self) -> list[tuple[str, str, str]]:
        with self.library._store.reading() as connection:
            rows = connection.execute(select(applications).where(live(applications)))
            told = [(row.source_path.partition("#")[0], row.state, row.reason) for row in rows]
        return sorted(told)

    def states(self) -> list[str]:
        return [state for _, state, _ in self.results()]

    def reasons(self) -> list[str]:
        return [reason for _, _, reason in self.results() if reason]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite3'}")
    yield Desk(library)
    library.close()


DONE, THERE, FAILED = "đã hợp nhất", "đã có trong lời văn", "chưa hợp nhất được"


# --- what is put together


def test_an_amended_clause_has_its_new_words_from_the_day_of_the_amendment(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây."))
    desk.publish()

    assert desk.words(START) == "1. Trồng rau.\n2. Tưới hoa."
    assert desk.words(SPRING) == "1. Trồng rau.\n2. Tưới cây."
    assert desk.states() == [DONE]
    assert desk.told.applied == 1


def test_orders_that_were_read_from_text_are_carried_out(desk):
    def parsed(text: str) -> Document:
        lines = tuple(Line(line) for line in text.strip().split("\n"))
        return with_instructions(parse(ReadDocument(lines, meta={}), name="tệp.txt"))

    desk.put(
        parsed(
            "BỘ VƯỜN\nSố: 5/2020/TT-VUON\nTHÔNG TƯ\nQuy định về vườn trường\nCăn cứ Luật Vườn cây;\n"
            "Điều 1. Tưới nước\n1. Tưới hai lần mỗi ngày.\n2. Ngày mưa không tưới.\nĐiều 2. Hiệu lực\n"
            "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2021."
        )
    )
    desk.put(
        parsed(
            "BỘ VƯỜN\nSố: 9/2030/TT-VUON\nTHÔNG TƯ\n"
            "Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON quy định về vườn trường\n"
            "Căn cứ Luật Vườn cây;\nĐiều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2020/TT-VUON\n"
            "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:\n“2. Ngày mưa tưới một lần.”.\n"
            "2. Bổ sung Điều 1a vào sau Điều 1 như sau:\n“Điều 1a. Chia rau\nRau chia đều.”.\n"
            "Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2030."
        )
    )
    desk.publish()
    found = desk.library.outline(DocumentNumber("5/2020/TT-VUON"), edition=desk.edition, day=SPRING)
    articles = [stored for stored in found if stored.provision.path.article]
    assert [(s.provision.path.article, s.provision.text, s.computed) for s in articles] == [
        ("1", "1. Tưới hai lần mỗi ngày.\n2. Ngày mưa tưới một lần.", True),
        ("1a", "Rau chia đều.", True),
        ("2", "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2021.", False),
    ]  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True])
def test_several_documents_change_one_article_in_the_order_of_their_days(desk, swapped):
    def first():
        desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."))

    def second():
        desk.amending(amend("dieu-1.khoan-2", "2. Tưới cỏ.", SUMMER, number=SECOND), in_force_from=SUMMER)

    for read in [second, first, desk.read] if swapped else [desk.read, first, second]:
        read()
        desk.publish()
    assert desk.words(START) == "1. Trồng rau.\n2. Tưới hoa."
    assert desk.words(SPRING) == "1. Trồng cây.\n2. Tưới hoa."
    assert desk.words(SUMMER) == "1. Trồng cây.\n2. Tưới cỏ."


def test_of_two_documents_on_one_day_the_one_issued_later_has_the_last_word(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Sớm.", number=SECOND), issued_on=date(2029, 1, 1))
    desk.amending(amend("dieu-1.khoan-1", "1. Muộn."), issued_on=date(2029, 2, 1))
    desk.publish()
    assert desk.words(SPRING) == "1. Muộn.\n2. Tưới hoa."


def test_an_inserted_article_begins_on_its_day_and_stands_behind_its_neighbour(desk):
    desk.read()
    desk.amending(
        order(Act.INSERT, "dieu-1b", "Điều 1b. Ao\nThả vịt.", place=2, heading=True, after=at("dieu-1a")),
        order(Act.INSERT, "dieu-1a", "Điều 1a. Ao\nThả cá.", heading=True, after=at("dieu-1")),
    )
    desk.publish()
    outline = desk.library.outline(DocumentNumber(BASE), edition=desk.edition)
    assert [stored.provision.path.article for stored in outline] == ["1", "1a", "1b", "2"]
    assert desk.status(START, "dieu-1a") is Status.NOT_YET
    assert (desk.status(SPRING, "dieu-1a"), desk.words(SPRING, "dieu-1a")) == (Status.IN_FORCE, "Thả cá.")


def test_an_inserted_article_can_be_amended_and_repealed_later(desk):
    desk.read()
    desk.amending(order(Act.INSERT, "dieu-1a", "Điều 1a. Ao\n1. Thả cá.", heading=True))
    desk.amending(amend("dieu-1a.khoan-1", "1. Thả vịt.", SUMMER, number=SECOND))
    desk.amending(order(Act.REPEAL, "dieu-1a", day=AUTUMN, number=THIRD))
    desk.publish()
    assert [desk.words(day, "dieu-1a") for day in (SPRING, SUMMER)] == ["1. Thả cá.", "1. Thả vịt."]
    assert desk.status(AUTUMN, "dieu-1a") is Status.EXPIRED


def test_a_repealed_clause_leaves_the_article_and_a_repealed_article_ends(desk):
    desk.read()
    desk.amending(order(Act.REPEAL, "dieu-1.khoan-2"), order(Act.REPEAL, "dieu-2", place=2))
    desk.publish()
    assert (desk.words(SPRING), desk.status(SPRING)) == ("1. Trồng rau.", Status.IN_FORCE)
    assert desk.status(SPRING, "dieu-2") is Status.EXPIRED


# --- what is left unknown


def test_after_an_order_that_fails_nothing_is_built_on_words_that_are_not_sure(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-9", "9. Không có."))
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", SUMMER, number=SECOND))
    desk.amending(amend("dieu-1", "Điều 1. Vườn\n1. Xới đất.", AUTUMN, number=THIRD, heading=True))
    desk.publish()
    assert [desk.words(day) for day in (START, SPRING, SUMMER, AUTUMN)] == [
        "1. Trồng rau.\n2. Tưới hoa.", None, None, "1. Xới đất."
    ]  # fmt: skip
    assert desk.states() == [FAILED, FAILED, DONE]
    assert desk.told.failures == [
        f"{FIRST}#dieu-1.khoan-1: sửa đổi, bổ sung khoản 9 Điều 1 của {BASE}: Không tìm thấy khoản 9 Điều 1.",
        f"{SECOND}#dieu-1.khoan-1: sửa đổi, bổ sung khoản 1 Điều 1 của {BASE}: "
        "Lời văn trước đó chưa chắc chắn: có thay đổi chưa đọc hoặc chưa hợp nhất được.",
    ]  # fmt: skip


def test_an_article_of_which_not_all_orders_were_read_is_not_put_together(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", doubtful=True))
    desk.publish()
    assert desk.words(SPRING) is None
    assert desk.reasons() == ["Một phần mệnh lệnh về điều này chưa đọc được."]


def test_a_change_that_was_not_read_as_an_order_leaves_later_words_unknown(desk):
    desk.read()
    unread = Relation(RelationKind.AMENDS, at("dieu-2", FIRST), at("dieu-1.khoan-1"), "sửa", SPRING)
    desk.amending(relations=(unread,))
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây.", SUMMER, number=SECOND))
    desk.publish()
    assert [desk.words(day) for day in (START, SPRING, SUMMER)] == ["1. Trồng rau.\n2. Tưới hoa.", None, None]


def test_a_clause_that_was_read_in_part_says_nothing_less_of_other_articles(desk):
    """Clause 1 repeals Điều 2 in words that only the looser reading understood."""
    desk.read()
    unread = Relation(RelationKind.REPEALS, at("dieu-1.khoan-1", FIRST), at("dieu-2"), "bãi bỏ", SPRING)
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."), relations=(unread,))
    desk.publish()
    assert desk.words(SPRING) == "1. Trồng cây.\n2. Tưới hoa."
    assert desk.status(SPRING, "dieu-2") is Status.EXPIRED


def test_an_order_without_a_day_leaves_words_unknown_from_the_issue_of_its_document(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", None), in_force_from=None, issued_on=SPRING)
    desk.publish()
    assert [desk.words(day) for day in (START, SPRING)] == ["1. Trồng rau.\n2. Tưới hoa.", None]
    assert desk.status(SUMMER) is Status.IN_FORCE
    assert desk.reasons() == ["Chưa rõ ngày mệnh lệnh có hiệu lực."]


def test_an_order_of_unknown_day_lets_no_later_order_be_carried_out(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", None), in_force_from=None, issued_on=SPRING)
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây.", SUMMER, number=SECOND))
    desk.publish()
    assert desk.words(SUMMER) is None


def test_an_order_without_a_relation_beside_it_counts_as_much_when_it_cannot_be_carried_out(desk):
    desk.read()
    changed = amend("dieu-1.khoan-1", "1. Trồng cây.")
    given = (article("1", "Sửa đổi như sau.", FIRST),)
    desk.put(Document(head(FIRST, in_force_from=SPRING), given, (), (), (changed,)))
    change = amend("dieu-1.khoan-1", "1. Sửa cách khác.", date(2030, 2, 1), number=SECOND, on=FIRST)
    desk.amending(change, in_force_from=date(2030, 2, 1))
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây.", SUMMER, number=THIRD))
    desk.publish()
    assert [desk.words(day) for day in (SPRING, SUMMER)] == [None, None]
    assert "Chính mệnh lệnh này đã bị sửa đổi trước khi có hiệu lực." in desk.reasons()


def test_no_document_changes_itself_or_one_that_is_not_issued_yet(desk):
    desk.read(issued_on=SUMMER)
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."))
    own = amend("dieu-1.khoan-1", "1. Tự sửa.", AUTUMN, number=BASE)
    document = Document(head(BASE, issued_on=SUMMER), (article("1", "1. Trồng rau."),), (), (), (own,))
    desk.put(document)
    desk.publish()
    assert desk.words(WINTER) == "1. Trồng rau."
    assert desk.reasons() == ["Văn bản không sửa chính mình, cũng không bị sửa trước khi được ban hành."] * 2


# --- orders that were taken back


def test_an_order_that_was_repealed_in_time_changes_nothing_and_later_ones_are_carried_out(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", SUMMER))
    taken_back = Relation(RelationKind.REPEALS, at("dieu-1", SECOND), at("", FIRST), "bãi bỏ", SPRING)
    desk.amending(relations=(taken_back,))
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây.", AUTUMN, number=THIRD))
    desk.publish()
    assert desk.words(SUMMER) == "1. Trồng rau.\n2. Tưới hoa."
    assert desk.words(AUTUMN) == "1. Trồng rau.\n2. Tưới cây."


def test_an_order_that_was_repealed_too_late_has_done_its_work(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."))
    taken_back = Relation(RelationKind.REPEALS, at("dieu-1", SECOND), at("", FIRST), "bãi bỏ", SUMMER)
    desk.amending(relations=(taken_back,))
    desk.publish()
    assert [desk.words(day) for day in (SPRING, SUMMER)] == ["1. Trồng cây.\n2. Tưới hoa."] * 2


def test_when_the_repeal_is_itself_repealed_in_time_the_order_stands(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", SUMMER))
    repeal = Relation(RelationKind.REPEALS, at("dieu-1", SECOND), at("", FIRST), "bãi bỏ", SPRING)
    desk.amending(relations=(repeal,))
    desk.publish()
    assert desk.words(SUMMER) == "1. Trồng rau.\n2. Tưới hoa."
    desk.amending(
        relations=(Relation(RelationKind.REPEALS, at("dieu-1", THIRD), at("", SECOND), "bãi bỏ", START),)
    )
    desk.publish()
    assert desk.words(SUMMER) == "1. Trồng cây.\n2. Tưới hoa."


def test_orders_that_take_each_other_back_leave_words_unknown(desk):
    desk.read()
    mutual = [(FIRST, SECOND), (SECOND, FIRST)]
    one, other = (
        Relation(RelationKind.REPEALS, at("dieu-1", a), at("", b), "bãi bỏ", SPRING) for a, b in mutual
    )
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."), relations=(one,))
    desk.amending(relations=(other,))
    desk.publish()
    assert [desk.words(day) for day in (START, SPRING)] == ["1. Trồng rau.\n2. Tưới hoa.", None]


# --- beside snapshots


def test_orders_that_a_snapshot_knows_are_in_its_words(desk):
    desk.snapshot(SUMMER, article("1", "1. Trồng cây.\n2. Tưới hoa.", words_from=SPRING))
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."))
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cỏ.", AUTUMN, number=SECOND))
    desk.publish()
    assert [desk.words(day) for day in (START, SPRING, AUTUMN)] == [
        None, "1. Trồng cây.\n2. Tưới hoa.", "1. Trồng cây.\n2. Tưới cỏ."
    ]  # fmt: skip
    assert desk.states() == [THERE, DONE]


@pytest.mark.parametrize("swapped", [False, True])
def test_orders_go_on_from_the_newest_snapshot(desk, swapped):
    """Where no note tells the day of a change, the later snapshot has the later words."""
    both = [(SPRING, "1. Sớm."), (SUMMER, "1. Muộn.\n2. Thêm.")]
    for day, text in reversed(both) if swapped else both:
        desk.snapshot(day, article("1", text))
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", AUTUMN))
    desk.publish()
    assert desk.words(AUTUMN) == "1. Trồng cây.\n2. Thêm."


def test_a_note_without_a_day_makes_the_snapshots_words_sure_for_its_own_day_alone(desk):
    desk.snapshot(SUMMER, article("1", "1. Trồng rau.", words_unclear=True))
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", AUTUMN))
    desk.publish()
    assert [desk.words(day) for day in (SPRING, SUMMER, AUTUMN)] == [None, "1. Trồng rau.", "1. Trồng cây."]


# --- who may know


def test_what_an_internal_document_orders_never_shows_in_public_words(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Mật."), access=Access.INTERNAL)
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây.", SUMMER, number=SECOND))
    desk.publish()
    assert desk.words(SPRING) == "1. Trồng rau.\n2. Tưới hoa."
    assert desk.words(SUMMER) == "1. Trồng rau.\n2. Tưới cây."


def test_internal_askers_are_not_given_public_words_where_an_internal_document_changed_them(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Mật."), access=Access.INTERNAL)
    desk.amending(amend("dieu-1.khoan-2", "2. Tưới cây.", SUMMER, number=SECOND))
    desk.publish()
    days = (START, SPRING, SUMMER)
    assert [desk.words(day, access=Access.INTERNAL) for day in days] == [
        "1. Trồng rau.\n2. Tưới hoa.",
        None,
        None,
    ]


def test_an_internal_repeal_of_a_public_order_counts_for_internal_askers_alone(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", SUMMER))
    taken_back = Relation(RelationKind.REPEALS, at("dieu-1", SECOND), at("", FIRST), "bãi bỏ", SPRING)
    desk.amending(relations=(taken_back,), access=Access.INTERNAL)
    desk.publish()
    assert desk.words(SUMMER) == "1. Trồng cây.\n2. Tưới hoa."
    assert desk.words(SUMMER, access=Access.INTERNAL) == "1. Trồng rau.\n2. Tưới hoa."


def test_an_internal_change_of_a_public_order_is_unknown_to_the_public(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây.", SUMMER))
    change = amend("dieu-1.khoan-1", "1. Sửa cách khác.", SPRING, number=SECOND, on=FIRST)
    desk.amending(change, access=Access.INTERNAL)
    desk.publish()
    assert desk.words(SUMMER) == "1. Trồng cây.\n2. Tưới hoa."


def test_internal_documents_are_put_together_for_internal_askers(desk):
    desk.read(access=Access.INTERNAL)
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."), access=Access.INTERNAL)
    desk.publish()
    assert desk.words(SPRING) is None
    assert desk.words(SPRING, access=Access.INTERNAL) == "1. Trồng cây.\n2. Tưới hoa."


# --- coming and going


def test_computed_words_go_with_the_document_that_ordered_them(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."))
    desk.publish()
    desk.remove(FIRST)
    desk.publish()
    assert desk.words(SPRING) == "1. Trồng rau.\n2. Tưới hoa."
    assert desk.results() == []
    assert [stored.computed for stored in desk.library.wordings(at("dieu-1"), edition=desk.edition)] == [
        False
    ]


def test_results_go_with_the_document_that_was_to_be_changed(desk):
    desk.read()
    desk.amending(amend("dieu-1.khoan-1", "1. Trồng cây."))
    desk.publish()
    desk.remove(BASE)
    desk.publish()
    assert desk.results() == []


def test_consolidating_again_changes_nothing(desk):
    desk.read()
    desk.amending(
        amend("dieu-1.khoan-1", "1. Trồng cây."),
        order(Act.INSERT, "dieu-1a", "Điều 1a. Ao\nThả cá.", place=2, heading=True),
        amend("dieu-1.khoan-9", "9. Không có.", SUMMER, place=3),
    )
    desk.publish()
    edition = desk.library.begin().number
    for number, _ in desk.library.due_for_consolidation(desk.edition):
        assert str(number) in {BASE, FIRST}
    assert consolidate(desk.library, desk.edition).applied == 2
    assert not desk.library.has_changes(edition)


def test_chapters_and_whole_documents_are_told_as_not_put_together(desk):
    desk.read()
    desk.amending(amend("chuong-i", "Chương I. Tên mới"))
    desk.publish()
    assert desk.reasons() == [
        "Chưa hợp nhất phần không thuộc điều hay phụ lục (tên chương, mục, cả văn bản)."
    ]


def test_an_article_cannot_be_inserted_where_nothing_tells_its_place(desk):
    where = at("doan-1")
    desk.read(Provision(where, UnitKind.PARAGRAPH, "", "", "Một đoạn văn."))
    desk.amending(order(Act.INSERT, "dieu-1a", "Điều 1a. Ao\nThả cá.", heading=True))
    desk.publish()
    assert desk.reasons() == ["Không rõ vị trí của điều được bổ sung."]
