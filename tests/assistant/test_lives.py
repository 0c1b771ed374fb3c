"""Lives, comparisons, and whether an answer given earlier still holds."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.comparing import Mark
from assistant.domain.document import Access, Document, Head, Provision, Relation, RelationKind, Unit
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.answers import CitedVersion, GivenAnswer
from assistant.library.records import Source
from assistant.lives import Lives

OLD, NEW = "1/2020/TT-X", "2/2031/TT-X"
START, SPRING, SUMMER, AUTUMN = date(2030, 1, 1), date(2031, 3, 1), date(2031, 6, 1), date(2031, 9, 1)
FIRST, SECOND = date(2031, 1, 1), date(2031, 12, 1)


def path(tail: str = "dieu-1", number: str = OLD) -> ProvisionPath:
    return ProvisionPath.parse(f"{number}#{tail}" if tail else number)


def article(text: str, label: str = "1", number: str = OLD, **fields) -> Provision:
    where = path(f"dieu-{label}", number)
    clause = Unit(
        where.child(Segment(UnitKind.CLAUSE, "1")), UnitKind.CLAUSE, "1.", 0, len(text.split("\n")[0])
    )
    return Provision(where, UnitKind.ARTICLE, f"Điều {label}", "Vườn", text, units=(clause,), **fields)


class Shelf:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.edition = 0

    def read(self, *provisions: Provision, number: str = OLD, relations=(), **fields) -> None:
        given = {"in_force_from": START, "title": "Về vườn"} | fields
        document = Document(Head(DocumentNumber(number), **given), provisions, tuple(relations))
        file = Source(number, number.encode().hex().ljust(64, "0")[:64], "text/plain", 9, path=number)
        self.library.put_document(document, file, edition=self.library.begin().number, replace=True)

    def snapshot(self, day: date, *provisions: Provision, relations=()) -> None:
        head = Head(DocumentNumber(OLD), title="Về vườn", in_force_from=START, topic="Vườn")
        file = Source(
            f"{day}.zip", str(day).ljust(64, "f"), "application/zip", 9, f"{day}", day, "codification"
        )
        document = Document(head, provisions, tuple(relations))
        self.library.put_snapshot([document], file, edition=self.library.begin().number)

    def bearing(self, kind: RelationKind, tail: str, day: date, **fields) -> None:
        said = Relation(kind, path("dieu-9", NEW), path(tail), "nói", day, fields.pop("until", None))
        self.read(article("Nói.", "9", NEW), number=NEW, relations=[said], **fields)

    def lives(self, access: Access = Access.PUBLIC) -> Lives:
        self.edition = self.library.begin().number
        self.library.publish(self.edition, "static@1")
        return Lives(self.library, self.edition, access)

    def cited(self, lives: Lives, day: date, tail: str = "dieu-1") -> CitedVersion:
        life = lives.life(path(tail))
        worded = life.worded(life.timeline.on(day))
        return CitedVersion(str(path(tail)), "Điều 1", OLD, worded.words)


@pytest.fixture
def shelf(tmp_path: Path):
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite3'}")
    yield Shelf(library)
    library.close()


@pytest.fixture
def changed(shelf):
    """An article that a note says was changed in spring; two snapshots have its words."""
    amended = Relation(RelationKind.AMENDS, path("dieu-1", NEW), path(), "sửa", SPRING)
    shelf.snapshot(FIRST, article("1. Trồng rau.\nTưới."))
    shelf.snapshot(SECOND, article("1. Trồng hoa.\nTưới.", words_from=SPRING), relations=[amended])
    return shelf.lives()


def given(as_of: date, *cited: CitedVersion) -> GivenAnswer:
    return GivenAnswer("x", datetime(2031, 1, 1, tzinfo=UTC), as_of, 1, Access.PUBLIC, "answered", cited)


# --- lives


def test_a_life_has_every_wording_by_the_phases_that_name_it(changed):
    life = changed.life(path())
    assert (life.label, life.heading, str(life.path)) == ("Điều 1", "Vườn", f"{OLD}#dieu-1")
    texts = {p.starts: w.provision.text for p in life.timeline.versions if (w := life.worded(p))}
    assert texts == {START: "1. Trồng rau.\nTưới.", SPRING: "1. Trồng hoa.\nTưới."}


def test_the_life_of_a_clause_is_that_of_its_article(changed):
    assert changed.life(path("dieu-1.khoan-1")).path == path()


def test_a_document_has_a_life_without_words(changed):
    life = changed.life(path(""))
    assert (life.label, life.heading, life.wordings) == ("", "Về vườn", {})
    assert life.timeline.in_force_from == START


@pytest.mark.parametrize("where", [path(number=NEW), path("", NEW), path("dieu-7")])
def test_what_is_not_there_has_no_life(changed, where):
    assert changed.life(where) is None
    assert changed.compare(where, START, SECOND) is None


def test_an_internal_document_has_a_life_for_internal_askers_alone(shelf):
    shelf.read(article("1. Mật."), access=Access.INTERNAL)
    assert shelf.lives().life(path()) is None
    assert Lives(shelf.library, shelf.edition, Access.INTERNAL).life(path()) is not None


# --- comparisons


def test_two_days_are_compared_word_by_word(changed):
    comparison = changed.compare(path(), START, SECOND)
    assert comparison.comparable
    assert [(s.mark, s.text) for s in comparison.words] == [
        (Mark.SAME, "1. Trồng "), (Mark.DELETED, "rau"), (Mark.INSERTED, "hoa"), (Mark.SAME, ".\nTưới."),
    ]  # fmt: skip
    assert {stretch.mark for stretch in comparison.heading} == {Mark.SAME}


def test_of_a_clause_its_own_words_are_compared(changed):
    comparison = changed.compare(path("dieu-1.khoan-1"), START, SECOND)
    assert "".join(s.text for s in comparison.words if s.mark is not Mark.INSERTED) == "1. Trồng rau."


def test_a_day_whose_words_are_not_known_is_not_compared(changed):
    comparison = changed.compare(path(), date(2029, 1, 1), SECOND)
    assert not comparison.comparable
    assert (comparison.words, comparison.heading, comparison.before.text) == ((), (), "")
    assert comparison.before.phase.status is Status.NOT_YET


def test_documents_are_not_compared(changed):
    assert changed.compare(path(""), START, SECOND) is None


# --- changes within a stretch of time


def test_changes_within_a_stretch_of_time_are_told_with_their_days(changed):
    (told,) = changed.changed_within([str(path("dieu-1.khoan-1")), str(path())], START, SECOND)
    assert "Điều 1" in told
    assert "01/03/2031" in told


@pytest.mark.parametrize(("first", "last"), [(SPRING, SECOND), (START, FIRST), (SPRING, None)])
def test_a_change_on_the_first_day_or_outside_is_none_within(changed, first, last):
    assert list(changed.changed_within([str(path())], first, last)) == []


def test_words_that_are_lost_from_sight_between_snapshots_are_no_change_of_that_day(shelf):
    """Only on the later snapshot's day are other words seen."""
    shelf.snapshot(FIRST, article("1. Trồng rau."))
    shelf.snapshot(SECOND, article("1. Trồng hoa."))
    (told,) = shelf.lives().changed_within([str(path())], START, None)
    assert "02/01/2031" not in told
    assert "01/12/2031" in told


# --- answers given earlier


def test_an_answer_holds_while_its_words_are_in_force(changed, shelf):
    still = changed.still_valid(given(FIRST, shelf.cited(changed, FIRST)), date(2031, 2, 1))
    (one,) = still.citations
    assert (still.valid, one.holds, one.held_then, one.status, one.ended_on) == (
        True,
        True,
        True,
        Status.IN_FORCE,
        None,
    )


def test_changed_words_end_an_answer_on_the_day_of_the_change_and_say_who_changed_them(changed, shelf):
    (one,) = changed.still_valid(given(FIRST, shelf.cited(changed, FIRST)), SECOND).citations
    assert (one.holds, one.held_then, one.status, one.ended_on) == (False, True, Status.IN_FORCE, SPRING)
    assert [str(basis.source) for basis in one.because] == [f"{NEW}#dieu-1"]


def test_an_answer_that_the_library_has_other_words_for_did_not_hold_then(changed, shelf):
    (one,) = changed.still_valid(given(FIRST, shelf.cited(changed, SECOND)), SECOND).citations
    assert (one.holds, one.held_then) == (True, False)


def test_a_provision_that_is_gone_from_the_library_no_longer_holds(changed):
    cited = CitedVersion(f"{NEW}#dieu-1", "Điều 1", NEW, "x")
    (one,) = changed.still_valid(given(FIRST, cited), SECOND).citations
    assert (one.holds, one.held_then, one.status) == (False, False, None)


def test_a_repeal_ends_an_answer_on_its_day(shelf):
    shelf.read(article("1. Trồng rau."))
    shelf.bearing(RelationKind.REPEALS, "dieu-1", SPRING)
    lives = shelf.lives()
    (one,) = lives.still_valid(given(START, shelf.cited(lives, START)), SUMMER).citations
    assert (one.holds, one.status, one.ended_on) == (False, Status.EXPIRED, SPRING)


def test_a_suspended_provision_does_not_hold_although_its_words_stand(shelf):
    shelf.read(article("1. Trồng rau."))
    shelf.bearing(RelationKind.SUSPENDS, "", SPRING, until=AUTUMN)
    lives = shelf.lives()
    answer = given(START, shelf.cited(lives, START))
    (one,) = lives.still_valid(answer, SUMMER).citations
    assert (one.holds, one.held_then, one.status, one.ended_on) == (False, True, Status.SUSPENDED, SPRING)
    assert lives.still_valid(answer, AUTUMN).valid


def test_an_article_that_a_newer_snapshot_lacks_ends_an_answer_after_it_was_last_seen(shelf):
    shelf.snapshot(FIRST, article("1. Trồng rau."), article("Nhổ cỏ.", "2"))
    shelf.snapshot(SECOND, article("Nhổ cỏ.", "2"))
    lives = shelf.lives()
    (one,) = lives.still_valid(given(FIRST, shelf.cited(lives, FIRST)), SECOND).citations
    assert (one.holds, one.status, one.ended_on) == (False, Status.UNKNOWN, date(2031, 1, 2))


def test_an_answer_that_cites_nothing_is_contradicted_by_nothing(changed):
    assert changed.still_valid(given(FIRST), SECOND).valid
