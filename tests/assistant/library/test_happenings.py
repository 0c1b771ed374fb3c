"""What came into force, changed or ended in a stretch of time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Access, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.library.happenings import Happened

OLD, NEW = DocumentNumber("1/2030/TT-X"), DocumentNumber("2/2031/TT-X")
BEGUN, DAY, LATE = date(2030, 3, 1), date(2031, 6, 1), date(2031, 9, 1)
EVER = date(1, 1, 1)


class Shelf:
    def __init__(self, library, make, publish):
        self.library = library
        self.make = make
        self._publish = publish

    def old(self, **head):
        known = {"title": "Quy định về vườn trường", "issuer": "Bộ Vườn", "in_force_from": BEGUN} | head
        self.put(self.make.document(str(OLD), {"1": "một", "2": "hai", "3": "ba"}, **known))

    def put(self, document):
        file = self.make.file(f"{document.number}.txt")
        self.library.put_document(document, file, edition=self.library.begin().number, replace=True)

    def say(self, *relations, instructions=(), **head):
        document = self.make.document(str(NEW), relations=relations, **head)
        self.put(replace(document, instructions=tuple(instructions)))

    def relation(self, kind, tail="", day=DAY, until=None):
        target = f"{OLD}#{tail}" if tail else str(OLD)
        return replace(self.make.relation(kind, f"{NEW}#dieu-1", target, day), until=until)

    def happened(self, since=EVER, until=None, **asker):
        """What happened: day, what, to which part of which document, to how many articles."""
        edition = self._publish(self.library)
        found = self.library.happenings(since, until, edition=edition, **asker)
        return [(h.day, h.what, str(h.path), h.provisions) for h in found]


@pytest.fixture
def shelf(library, make, publish):
    shelf = Shelf(library, make, publish)
    shelf.old()
    return shelf


AFTER = BEGUN + timedelta(days=1)


def test_a_document_that_comes_into_force_is_told_once_with_its_articles(shelf):
    assert shelf.happened() == [(BEGUN, Happened.BEGAN, str(OLD), 3)]


def test_an_article_that_comes_into_force_on_another_day_is_told_alone(shelf, make):
    late = make.article(f"{OLD}#dieu-2", "hai", in_force_from=LATE)
    document = make.document(str(OLD), {"1": "một", "3": "ba"}, in_force_from=BEGUN)
    shelf.put(replace(document, provisions=(*document.provisions, late)))
    assert shelf.happened() == [
        (BEGUN, Happened.BEGAN, str(OLD), 2), (LATE, Happened.BEGAN, f"{OLD}#dieu-2", 0)
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [RelationKind.AMENDS, RelationKind.CORRECTS])
def test_an_article_that_is_changed_is_told_and_its_document_not(shelf, kind):
    shelf.say(shelf.relation(kind, "dieu-2"))
    assert shelf.happened(AFTER) == [(DAY, Happened.CHANGED, f"{OLD}#dieu-2", 0)]


def test_what_changed_an_article_is_named(shelf):
    source, target = shelf.make.path(f"{NEW}#dieu-1.khoan-2"), shelf.make.path(f"{OLD}#dieu-2.khoan-1")
    order = Instruction(Act.REPEAL, source, target, effective_on=DAY)
    shelf.say(instructions=[order])
    shelf.happened()
    (found,) = shelf.library.happenings(AFTER, edition=shelf.library.edition().number)
    assert [(b.act, str(b.source), str(b.part)) for b in found.because] == [
        ("bãi bỏ", f"{NEW}#dieu-1.khoan-2", f"{OLD}#dieu-2.khoan-1")
    ]
    assert (found.heading, found.document_title) == ("Tên điều 2", "Quy định về vườn trường")


@pytest.mark.parametrize("kind", [RelationKind.REPLACES, RelationKind.REPEALS])
def test_a_document_that_ends_is_told_once_with_its_articles(shelf, kind):
    shelf.say(shelf.relation(kind))
    assert shelf.happened(AFTER) == [(DAY, Happened.ENDED, str(OLD), 3)]


def test_an_article_that_ends_before_its_document_is_told_alone(shelf):
    shelf.say(shelf.relation(RelationKind.REPEALS, "dieu-1"), shelf.relation(RelationKind.REPEALS, day=LATE))
    assert shelf.happened(AFTER) == [
        (DAY, Happened.ENDED, f"{OLD}#dieu-1", 0), (LATE, Happened.ENDED, str(OLD), 2)
    ]  # fmt: skip


def test_a_suspended_document_resumes(shelf):
    shelf.say(shelf.relation(RelationKind.SUSPENDS, until=LATE))
    assert shelf.happened(AFTER) == [
        (DAY, Happened.SUSPENDED, str(OLD), 3), (LATE, Happened.RESUMED, str(OLD), 3)
    ]  # fmt: skip


def test_a_suspended_article_resumes(shelf):
    shelf.say(shelf.relation(RelationKind.SUSPENDS, "dieu-3", until=LATE))
    assert shelf.happened(AFTER) == [
        (DAY, Happened.SUSPENDED, f"{OLD}#dieu-3", 0), (LATE, Happened.RESUMED, f"{OLD}#dieu-3", 0)
    ]  # fmt: skip


def test_an_end_of_unknown_day_is_told_as_a_doubt(shelf):
    shelf.say(shelf.relation(RelationKind.REPEALS, "dieu-2", None), issued_on=DAY)
    assert shelf.happened(AFTER) == [(DAY, Happened.DOUBTFUL, f"{OLD}#dieu-2", 0)]


def test_the_first_and_the_last_day_asked_about_count(shelf):
    shelf.say(shelf.relation(RelationKind.AMENDS, "dieu-1"), shelf.relation(RelationKind.REPEALS, day=LATE))
    days = lambda *asked: [day for day, *_ in shelf.happened(*asked)]  # noqa: E731
    assert days(DAY, LATE) == [DAY, LATE]
    assert days(DAY + timedelta(days=1), LATE - timedelta(days=1)) == []
    assert days(EVER, BEGUN) == [BEGUN]


@pytest.mark.parametrize(
    "text", ["vườn trường", "vuon truong", "TRƯỜNG vuon", "bo vuon", str(OLD), "cây xanh", "cay xanh"]
)
def test_documents_are_found_by_words_of_their_title_issuer_number_or_field(shelf, text):
    shelf.old(topic="Rau; Cây xanh")
    assert shelf.happened(text=text) == [(BEGUN, Happened.BEGAN, str(OLD), 3)]


def test_other_words_find_nothing(shelf):
    assert shelf.happened(text="ao cá") == []


def test_happenings_come_in_the_order_of_days_then_of_addresses(shelf):
    shelf.say(
        shelf.relation(RelationKind.AMENDS, "dieu-3"),
        shelf.relation(RelationKind.AMENDS, "dieu-1"),
        shelf.relation(RelationKind.AMENDS, "dieu-2", LATE),
        in_force_from=DAY,
    )
    assert [(day, path) for day, _, path, _ in shelf.happened(AFTER)] == [
        (DAY, f"{OLD}#dieu-1"), (DAY, f"{OLD}#dieu-3"), (DAY, str(NEW)), (LATE, f"{OLD}#dieu-2")
    ]  # fmt: skip


def test_words_that_are_seen_to_be_others_changed_on_the_day_they_are_seen(library, make, publish):
    for day, words in ((DAY, "rau"), (LATE, "hoa")):
        document = make.document(str(OLD), {"1": words}, topic="Vườn", in_force_from=BEGUN)
        source = make.snapshot(day.isoformat(), day)
        library.put_snapshot(iter([document]), source, edition=library.begin().number)
        edition = publish(library)
    found = library.happenings(AFTER, edition=edition)
    assert [(h.day, h.what) for h in found] == [(LATE, Happened.CHANGED)]


def test_a_document_that_a_newer_snapshot_lacks_is_in_doubt_as_a_whole(library, make, publish):
    for day, numbers in ((DAY, (OLD, NEW)), (LATE, (NEW,))):
        stream = [make.document(str(n), {"1": "rau"}, topic="Vườn", in_force_from=BEGUN) for n in numbers]
        source = make.snapshot(day.isoformat(), day)
        library.put_snapshot(iter(stream), source, edition=library.begin().number)
        edition = publish(library)
    (found,) = library.happenings(AFTER, edition=edition)
    assert (found.day, found.what, str(found.path), found.provisions) == (
        DAY + timedelta(days=1), Happened.DOUBTFUL, str(OLD), 1
    )  # fmt: skip


def test_internal_happenings_are_told_inside_alone(shelf):
    shelf.say(
        shelf.relation(RelationKind.SUSPENDS, "dieu-1"),
        shelf.relation(RelationKind.REPEALS, day=LATE),
        access=Access.INTERNAL,
        in_force_from=DAY,
    )
    assert shelf.happened(AFTER) == []
    inside = shelf.happened(AFTER, access=Access.INTERNAL)
    assert inside == [
        (DAY, Happened.SUSPENDED, f"{OLD}#dieu-1", 0),
        (DAY, Happened.BEGAN, str(NEW), 1),
        (LATE, Happened.ENDED, str(OLD), 3),
    ]


def test_an_older_edition_tells_what_it_knew(shelf):
    shelf.happened()
    first = shelf.library.edition().number
    shelf.say(shelf.relation(RelationKind.REPEALS))
    shelf.happened()
    assert shelf.library.happenings(AFTER, edition=first) == []
