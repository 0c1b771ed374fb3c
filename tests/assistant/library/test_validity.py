"""What documents say of each other decides the lives of what an edition holds."""

from dataclasses import replace
from datetime import date
from zlib import crc32

import pytest

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Access, Document, Head, Provision, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import UnitKind
from assistant.domain.timeline import Origin
from assistant.domain.validity import Status
from assistant.library.overrides import OverrideRow

OLD, NEW, LAST = (DocumentNumber(n) for n in ("1/2030/TT-X", "2/2031/TT-X", "3/2031/TT-X"))
ISSUED, BEGUN = date(2030, 1, 1), date(2030, 3, 1)
EARLY, DAY, LATE = date(2031, 5, 1), date(2031, 6, 1), date(2031, 7, 1)


class Shelf:
    """Puts documents that bear on an old one, and tells what became of it."""

    def __init__(self, library, make, publish):
        self.library = library
        self.make = make
        self._publish = publish

    def old(self, **head):
        """Four articles: the first stands alone, the next in sections of a chapter, the last in
        a regulation that is issued with the document.
        """
        path = lambda tail: self.make.path(f"{OLD}#{tail}")  # noqa: E731
        heading = lambda tail, kind, parent=None: Provision(path(tail), kind, tail, "VƯỜN", "", parent)  # noqa: E731
        chapter, section = path("chuong-i"), path("chuong-i.muc-1")
        provisions = (
            self.make.article(f"{OLD}#dieu-1", "1. Trồng rau.\n2. Tưới rau."),
            heading("chuong-i", UnitKind.CHAPTER),
            heading("chuong-i.muc-1", UnitKind.SECTION, chapter),
            self.make.article(f"{OLD}#dieu-2", "Bón rau.", parent=section),
            self.make.article(f"{OLD}#dieu-3", "Hái rau.", parent=chapter),
            heading("quy-che", UnitKind.ATTACHED),
            self.make.article(f"{OLD}#quy-che/dieu-1", "Rào vườn."),
        )
        known = {"title": "Vườn trường", "issued_on": ISSUED, "in_force_from": BEGUN} | head
        self.put(Document(Head(OLD, **known), provisions))

    def put(self, document):
        file = self.make.file(f"{document.number}.txt", bytes_=str(crc32(repr(document).encode())))
        self.library.put_document(document, file, edition=self.library.begin().number)

    def say(self, number, *relations, instructions=(), **head):
        """A document that states ``relations`` and orders ``instructions``."""
        document = self.make.document(str(number), relations=relations, **head)
        self.put(replace(document, instructions=tuple(instructions)))

    def publish(self):
        self.edition = self._publish(self.library)
        return self.edition

    def order(self, act, tail, day=DAY, text="", number=NEW):
        source, target = self.make.path(f"{number}#dieu-1.khoan-1"), self.make.path(f"{OLD}#{tail}")
        return Instruction(act, source, target, text, effective_on=day)

    def relation(self, kind, tail="", day=DAY, number=NEW, until=None):
        """What ``number`` says of the old document, or of a part of it."""
        target = f"{OLD}#{tail}" if tail else str(OLD)
        return replace(self.make.relation(kind, f"{number}#dieu-1", target, day), until=until)

    def life(self, tail="", access=Access.PUBLIC, edition=None):
        asker = {"edition": edition or self.edition, "access": access}
        if not tail:
            return self.library.document(OLD, **asker).timeline
        return self.library.provision(self.make.path(f"{OLD}#{tail}"), **asker).timeline

    def ended(self, **asker):
        """The articles that have ended, with the day."""
        tails = ("dieu-1", "dieu-2", "dieu-3", "quy-che/dieu-1")
        days = {tail: self.life(tail, **asker).ends_on for tail in tails}
        return {tail: day for tail, day in days.items() if day}


@pytest.fixture
def shelf(library, make, publish):
    shelf = Shelf(library, make, publish)
    shelf.old()
    return shelf


def said(phase):
    """Who brought a phase about: the act and the address of who says so."""
    return [(basis.act, str(basis.source) if basis.source else "") for basis in phase.because]


# --- what is under a thing ends with it


@pytest.mark.parametrize(
    ("tail", "ending"),
    [
        ("dieu-1", {"dieu-1"}),
        ("dieu-1.khoan-1", set()),
        ("chuong-i", {"dieu-2", "dieu-3"}),
        ("chuong-i.muc-1", {"dieu-2"}),
        ("quy-che", {"quy-che/dieu-1"}),
        ("quy-che/dieu-1", {"quy-che/dieu-1"}),
        ("", {"dieu-1", "dieu-2", "dieu-3", "quy-che/dieu-1"}),
    ],
)
@pytest.mark.parametrize("as_instruction", [False, True], ids=["relation", "instruction"])
def test_what_is_repealed_ends_with_all_that_stands_under_it(shelf, tail, ending, as_instruction):
    if as_instruction:
        shelf.say(NEW, instructions=[shelf.order(Act.REPEAL, tail)])
    else:
        shelf.say(NEW, shelf.relation(RelationKind.REPEALS, tail))
    shelf.publish()
    assert shelf.ended() == dict.fromkeys(ending, DAY)


def test_an_instruction_without_a_day_takes_that_of_its_document(shelf):
    shelf.say(NEW, instructions=[shelf.order(Act.REPEAL, "dieu-1", day=None)], in_force_from=DAY)
    shelf.publish()
    assert shelf.ended() == {"dieu-1": DAY}


def test_a_repealed_clause_changes_its_article_which_goes_on(shelf):
    shelf.say(NEW, instructions=[shelf.order(Act.REPEAL, "dieu-1.khoan-1")])
    shelf.publish()
    phase = shelf.life("dieu-1").on(DAY)
    assert (phase.starts, phase.status, phase.wording) == (DAY, Status.IN_FORCE, None)
    (basis,) = phase.because
    assert (basis.act, str(basis.part), basis.day) == ("bãi bỏ", f"{OLD}#dieu-1.khoan-1", DAY)


def test_an_order_read_twice_is_told_once_by_its_closer_reading(shelf):
    shelf.say(
        NEW,
        shelf.relation(RelationKind.AMENDS, "dieu-1", day=EARLY),
        instructions=[shelf.order(Act.AMEND, "dieu-1", text="Điều 1. Vườn\nTrồng hoa.")],
    )
    shelf.publish()
    assert [p.starts for p in shelf.life("dieu-1").phases] == [None, BEGUN, DAY]


def test_what_ended_a_document_is_named_with_its_day(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.REPLACES))
    shelf.publish()
    phase = shelf.life().on(LATE)
    assert (phase.starts, phase.status) == (DAY, Status.EXPIRED)
    assert said(phase) == [("thay thế", f"{NEW}#dieu-1")]
    assert [basis.day for basis in phase.because] == [DAY]
    assert said(shelf.life("dieu-3").on(LATE)) == said(phase)


# --- orders that are taken back


@pytest.mark.parametrize(("taken_back", "stands"), [(EARLY, False), (DAY, False), (LATE, True)])
@pytest.mark.parametrize("whole", [True, False], ids=["document", "clause"])
def test_a_repeal_does_nothing_if_it_is_taken_back_in_time_and_stands_if_too_late(
    shelf, make, taken_back, stands, whole
):
    target = str(NEW) if whole else f"{NEW}#dieu-1"
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS))
    shelf.say(LAST, make.relation(RelationKind.REPEALS, f"{LAST}#dieu-1", target, taken_back))
    shelf.publish()
    life = shelf.life()
    assert life.ends_on == (DAY if stands else None)
    assert life.on(LATE).status is (Status.EXPIRED if stands else Status.IN_FORCE)


def test_an_instruction_that_is_taken_back_in_time_does_nothing(shelf, make):
    shelf.say(NEW, instructions=[shelf.order(Act.REPEAL, "dieu-1")])
    shelf.say(LAST, make.relation(RelationKind.REPEALS, f"{LAST}#dieu-1", str(NEW), EARLY))
    shelf.publish()
    assert shelf.ended() == {}


def test_a_repeal_stands_again_when_who_took_it_back_goes(shelf, make):
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS))
    shelf.say(LAST, make.relation(RelationKind.REPEALS, f"{LAST}#dieu-1", str(NEW), EARLY))
    shelf.publish()
    shelf.library.remove_document(LAST, edition=shelf.library.begin().number)
    shelf.publish()
    assert shelf.life().ends_on == DAY


def test_documents_that_repeal_each_other_on_one_day_leave_the_third_in_doubt(shelf, make):
    shelf.say(
        NEW,
        shelf.relation(RelationKind.REPEALS),
        make.relation(RelationKind.REPEALS, f"{NEW}#dieu-2", str(LAST), DAY),
    )
    shelf.say(LAST, make.relation(RelationKind.REPEALS, f"{LAST}#dieu-1", str(NEW), DAY))
    shelf.publish()
    life = shelf.life("dieu-1")
    assert [(p.starts, p.status) for p in life.phases[1:]] == [
        (BEGUN, Status.IN_FORCE),
        (DAY, Status.UNKNOWN),
    ]


# --- partly out of force


@pytest.mark.parametrize("kind", [RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.CORRECTS])
def test_a_document_is_partly_out_of_force_once_a_part_is_changed(shelf, kind):
    shelf.say(NEW, shelf.relation(kind, "dieu-1.khoan-2"))
    shelf.publish()
    assert [(p.starts, p.status) for p in shelf.life().phases] == [
        (None, Status.NOT_YET), (BEGUN, Status.IN_FORCE), (DAY, Status.PARTLY_EXPIRED)
    ]  # fmt: skip
    (basis,) = shelf.life().on(DAY).because
    assert (basis.origin, str(basis.source), str(basis.part), basis.day) == (
        Origin.ORDER, f"{NEW}#dieu-1", f"{OLD}#dieu-1.khoan-2", DAY
    )  # fmt: skip


def test_the_first_change_of_a_part_is_the_one_named(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.AMENDS, "dieu-1"))
    shelf.say(LAST, shelf.relation(RelationKind.AMENDS, "dieu-3", LATE, LAST))
    shelf.publish()
    life = shelf.life()
    assert (life.phases[-1].starts, said(life.on(date(2040, 1, 1)))) == (
        DAY, [("sửa đổi, bổ sung", f"{NEW}#dieu-1")]
    )  # fmt: skip


def test_a_document_that_is_partly_out_of_force_can_be_suspended_and_end(shelf):
    shelf.say(
        NEW,
        shelf.relation(RelationKind.AMENDS, "dieu-1", EARLY),
        shelf.relation(RelationKind.SUSPENDS, day=DAY, until=LATE),
    )
    shelf.say(LAST, shelf.relation(RelationKind.REPLACES, day=date(2032, 1, 1), number=LAST))
    shelf.publish()
    assert [(p.starts, p.status) for p in shelf.life().phases[2:]] == [
        (EARLY, Status.PARTLY_EXPIRED),
        (DAY, Status.SUSPENDED),
        (LATE, Status.PARTLY_EXPIRED),
        (date(2032, 1, 1), Status.EXPIRED),
    ]


def test_a_change_of_unknown_day_does_not_end_a_document_in_part(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.AMENDS, "dieu-1", None))
    shelf.publish()
    assert {phase.status for phase in shelf.life().phases} == {Status.NOT_YET, Status.IN_FORCE}


# --- suspension


@pytest.mark.parametrize("until", [LATE, None])
def test_a_suspended_document_suspends_its_articles_until_the_day_named(shelf, until):
    shelf.say(NEW, shelf.relation(RelationKind.SUSPENDS, until=until))
    shelf.publish()
    expected = [(None, Status.NOT_YET), (BEGUN, Status.IN_FORCE), (DAY, Status.SUSPENDED)]
    expected += [(until, Status.IN_FORCE)] if until else []
    for tail in ("", "dieu-1", "dieu-2", "quy-che/dieu-1"):
        assert [(p.starts, p.status) for p in shelf.life(tail).phases] == expected


def test_a_suspended_chapter_suspends_what_is_under_it_alone(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.SUSPENDS, "chuong-i", until=LATE))
    shelf.publish()
    assert shelf.life("dieu-2").on(DAY).status is Status.SUSPENDED
    assert shelf.life("dieu-1").on(DAY).status is Status.IN_FORCE


# --- days that are not known


def test_an_end_of_unknown_day_is_doubtful_from_the_issue_of_who_says_so(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS, "dieu-1", None), issued_on=EARLY)
    shelf.publish()
    life = shelf.life("dieu-1")
    assert [(p.starts, p.status) for p in life.phases[1:]] == [
        (BEGUN, Status.IN_FORCE),
        (EARLY, Status.UNKNOWN),
    ]
    assert said(life.on(DAY)) == [("bãi bỏ", f"{NEW}#dieu-1")]


def test_a_change_of_unknown_day_leaves_force_sure_and_the_words_unknown(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.AMENDS, "dieu-1", None), issued_on=EARLY)
    shelf.publish()
    life = shelf.life("dieu-1")
    assert [(p.status, p.wording is None) for p in life.phases[1:]] == [
        (Status.IN_FORCE, False), (Status.IN_FORCE, True)
    ]  # fmt: skip


def test_a_document_without_a_first_day_is_never_in_force(shelf):
    shelf.old(in_force_from=None)
    shelf.say(NEW, shelf.relation(RelationKind.SUSPENDS, until=LATE))
    shelf.publish()
    for tail in ("", "dieu-1"):
        assert Status.IN_FORCE not in {phase.status for phase in shelf.life(tail).phases}


# --- the clerk's table


def test_the_clerks_row_for_an_article_goes_before_that_for_its_document(shelf, make):
    rows = [
        OverrideRow(make.path(str(OLD)), None, DAY, "công văn 1"),
        OverrideRow(make.path(f"{OLD}#dieu-1"), EARLY, None, "công văn 2"),
    ]
    shelf.library.put_overrides(rows, edition=shelf.library.begin().number)
    shelf.publish()
    assert (shelf.life().in_force_from, shelf.life().ends_on) == (BEGUN, DAY)
    assert (shelf.life("dieu-1").in_force_from, shelf.life("dieu-1").ends_on) == (EARLY, None)
    assert shelf.life("dieu-2").ends_on == DAY
    assert [basis.words for basis in shelf.life("dieu-1").on(EARLY).because] == ["công văn 2"]


def test_without_the_clerks_rows_the_other_sources_speak_again(shelf, make):
    before = shelf.publish()
    rows = [OverrideRow(make.path(str(OLD)), None, DAY, "công văn")]
    shelf.library.put_overrides(rows, edition=shelf.library.begin().number)
    shelf.publish()
    shelf.library.put_overrides([], edition=shelf.library.begin().number)
    after = shelf.publish()
    assert shelf.life(edition=after) == shelf.life(edition=before)


# --- editions


def test_without_its_changer_a_document_lives_as_before(shelf):
    first = shelf.publish()
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS), shelf.relation(RelationKind.AMENDS, "dieu-1", EARLY))
    second = shelf.publish()
    shelf.library.remove_document(NEW, edition=shelf.library.begin().number)
    third = shelf.publish()
    for tail in ("", "dieu-1", "quy-che/dieu-1"):
        lives = [shelf.life(tail, edition=edition) for edition in (first, second, third)]
        assert lives[0] == lives[2] != lives[1]


def test_cleaning_keeps_what_the_published_edition_tells(shelf):
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS, "dieu-1"))
    shelf.publish()
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS, "dieu-1", LATE))
    shelf.publish()
    before = shelf.life(), shelf.life("dieu-1")
    shelf.library.vacuum()
    assert (shelf.life(), shelf.life("dieu-1")) == before
    assert shelf.ended() == {"dieu-1": LATE}


def test_the_order_of_reading_does_not_matter(shelf, make):
    take_back = make.relation(RelationKind.REPEALS, f"{LAST}#dieu-1", f"{NEW}#dieu-2", EARLY)
    told = [
        lambda: shelf.say(NEW, shelf.relation(RelationKind.REPEALS, "dieu-1")),
        lambda: shelf.say(LAST, take_back),
        shelf.old,
    ]
    lives = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        for number in (OLD, NEW, LAST):
            shelf.library.remove_document(number, edition=shelf.library.begin().number)
        for at in order:
            told[at]()
            shelf.publish()
        lives.append(
            [[(p.interval, p.status, p.because) for p in shelf.life(t).phases] for t in ("", "dieu-1")]
        )
    assert lives[0] == lives[1] == lives[2]


def test_the_same_again_is_no_change(shelf, make):
    relations = [
        shelf.relation(RelationKind.REPEALS, "dieu-1"),
        shelf.relation(RelationKind.AMENDS, "dieu-2"),
    ]
    rows = [OverrideRow(make.path(f"{OLD}#dieu-3"), EARLY, None, "công văn")]
    for again in (False, True):
        edition = shelf.library.begin().number
        shelf.old()
        shelf.say(NEW, *relations, instructions=[shelf.order(Act.REPEAL, "dieu-1.khoan-1")])
        shelf.library.put_overrides(rows, edition=edition)
        assert shelf.library.has_changes(edition) is not again
        shelf.publish()
    assert not shelf.library.has_changes(shelf.edition)


# --- internal documents


@pytest.fixture
def secretive(shelf):
    """An internal document suspends, changes and ends what is public."""
    shelf.say(
        NEW,
        shelf.relation(RelationKind.SUSPENDS, day=EARLY, until=DAY),
        shelf.relation(RelationKind.AMENDS, "dieu-1", LATE),
        instructions=[shelf.order(Act.REPEAL, "dieu-2")],
        access=Access.INTERNAL,
    )
    shelf.publish()
    return shelf


def test_what_an_internal_document_does_is_invisible_to_the_public(secretive):
    for tail in ("", "dieu-1", "dieu-2"):
        life = secretive.life(tail)
        assert [(p.starts, p.status) for p in life.phases] == [
            (None, Status.NOT_YET),
            (BEGUN, Status.IN_FORCE),
        ]
        assert str(NEW) not in str([said(phase) for phase in life.phases])
    happened = secretive.library.happenings(EARLY, edition=secretive.edition)
    assert happened == []


def test_what_an_internal_document_does_is_seen_inside(secretive):
    life = secretive.life("dieu-2", Access.INTERNAL)
    assert [(p.starts, p.status) for p in life.phases[2:]] == [
        (EARLY, Status.SUSPENDED), (DAY, Status.EXPIRED)
    ]  # fmt: skip
    assert secretive.life("", Access.INTERNAL).on(LATE).status is Status.PARTLY_EXPIRED
    assert secretive.life("dieu-1", Access.INTERNAL).on(LATE).wording is None
    assert secretive.life("dieu-1", Access.PUBLIC).on(LATE).wording is not None
    happened = secretive.library.happenings(EARLY, edition=secretive.edition, access=Access.INTERNAL)
    assert {str(one.path.document) for one in happened} == {str(OLD)}


def test_what_an_internal_document_takes_back_stands_for_the_public(shelf, make):
    shelf.say(NEW, shelf.relation(RelationKind.REPEALS))
    take_back = make.relation(RelationKind.REPEALS, f"{LAST}#dieu-1", str(NEW), EARLY)
    shelf.say(LAST, take_back, access=Access.INTERNAL)
    shelf.publish()
    assert shelf.life().ends_on == DAY
    assert shelf.life(access=Access.INTERNAL).ends_on is None


def test_when_an_internal_document_becomes_public_all_learn_what_it_does(secretive):
    secretive.say(NEW, secretive.relation(RelationKind.REPEALS, "dieu-1"))
    secretive.publish()
    assert secretive.ended() == secretive.ended(access=Access.INTERNAL) == {"dieu-1": DAY}
