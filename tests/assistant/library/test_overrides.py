"""The clerk's table says when a text is in force, whatever the other sources say."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.document import Access, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Origin
from assistant.domain.validity import Status
from assistant.library.overrides import OverrideRow

NUMBER, ENDING = "1/2030/TT-X", "2/2031/TT-X"
BEGAN, APRIL, JUNE, SEPTEMBER = date(2030, 1, 1), date(2031, 4, 1), date(2031, 6, 1), date(2031, 9, 1)
WHY = "Thông báo 7/TB-X của Vụ Vườn trường"
IN_FORCE, EXPIRED, NOT_YET = Status.IN_FORCE, Status.EXPIRED, Status.NOT_YET
ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def row(tail="", starts=None, ends=None, why=WHY, number=NUMBER):
    return OverrideRow(ProvisionPath.parse(f"{number}#{tail}" if tail else number), starts, ends, why)


@pytest.fixture
def put(library, make, publish):
    """Put the document, one that ends it in June, and the clerk's table; publish."""

    def put(*rows, document=True, ending=True, **head):
        edition = library.begin().number
        if document:
            made = make.document(
                NUMBER, {"1": "1. Lời một.", "2": "1. Lời hai."}, in_force_from=BEGAN, **head
            )
            library.put_document(made, make.file("cũ"), edition=edition)
        if ending:
            told = make.relation(RelationKind.REPLACES, f"{ENDING}#dieu-1", NUMBER, JUNE)
            library.put_document(make.document(ENDING, relations=(told,)), make.file("mới"), edition=edition)
        library.put_overrides(rows, edition=edition)
        return publish(library)

    return put


@pytest.fixture
def lives(library):
    """The lives of the document (under the empty label) and of its articles."""

    def read(edition, number=NUMBER, access=Access.PUBLIC):
        where = DocumentNumber(number)
        found = {
            stored.provision.path.article: stored.timeline
            for stored in library.outline(where, edition=edition, access=access)
        }
        return found | {"": library.document(where, edition=edition, access=access).timeline}

    return read


def told(life):
    """The stretches of a life: first day, last day, status."""
    return [(phase.starts, phase.ends, phase.status) for phase in life.phases]


UNTOUCHED = [(None, BEGAN, NOT_YET), (BEGAN, JUNE, IN_FORCE), (JUNE, None, EXPIRED)]


def test_without_a_table_the_other_sources_speak(put, lives):
    assert {label: told(life) for label, life in lives(put()).items()} == dict.fromkeys(
        ["", "1", "2"], UNTOUCHED
    )


# --- what a row overrides


def test_a_row_gives_a_document_and_its_articles_another_end(put, lives):
    expected = [(None, BEGAN, NOT_YET), (BEGAN, SEPTEMBER, IN_FORCE), (SEPTEMBER, None, EXPIRED)]
    found = lives(put(row(ends=SEPTEMBER)))
    assert {label: told(life) for label, life in found.items()} == dict.fromkeys(["", "1", "2"], expected)


def test_a_row_gives_a_document_and_its_articles_another_start(put, lives):
    expected = [(None, APRIL, NOT_YET), (APRIL, SEPTEMBER, IN_FORCE), (SEPTEMBER, None, EXPIRED)]
    found = lives(put(row(starts=APRIL, ends=SEPTEMBER)))
    assert {label: told(life) for label, life in found.items()} == dict.fromkeys(["", "1", "2"], expected)


@ONLY_SQLITE
def test_a_row_without_an_end_takes_an_end_away(put, lives, library):
    edition = put(row(starts=APRIL))
    assert told(lives(edition)["1"]) == [(None, APRIL, NOT_YET), (APRIL, None, IN_FORCE)]
    assert library.outline(DocumentNumber(NUMBER), edition=edition)[0].expires_on is None


@ONLY_SQLITE
def test_a_row_without_days_keeps_the_start_and_takes_the_end_away(put, lives):
    assert told(lives(put(row()))["1"]) == [(None, BEGAN, NOT_YET), (BEGAN, None, IN_FORCE)]


@ONLY_SQLITE
def test_an_end_before_the_start_that_others_tell_is_no_stretch(put, lives):
    assert told(lives(put(row(ends=BEGAN)))["1"]) == UNTOUCHED


def test_a_row_on_an_article_is_about_that_article_alone(put, lives):
    found = lives(put(row("dieu-1", starts=APRIL, ends=SEPTEMBER)))
    assert told(found["1"]) == [
        (None, APRIL, NOT_YET),
        (APRIL, SEPTEMBER, IN_FORCE),
        (SEPTEMBER, None, EXPIRED),
    ]
    assert told(found["2"]) == told(found[""]) == UNTOUCHED


@ONLY_SQLITE
def test_an_article_s_own_row_goes_before_its_document_s(put, lives):
    found = lives(put(row(ends=SEPTEMBER), row("dieu-1", ends=APRIL)))
    assert [found[label].ends_on for label in ("", "1", "2")] == [SEPTEMBER, APRIL, SEPTEMBER]


@ONLY_SQLITE
def test_two_rows_are_two_stretches_with_a_gap(put, lives):
    life = lives(put(row(starts=BEGAN, ends=APRIL), row(starts=JUNE, ends=SEPTEMBER, why="Khôi phục")))["1"]
    assert [life.on(day).status for day in (BEGAN, APRIL, JUNE, SEPTEMBER)] == [
        IN_FORCE, EXPIRED, IN_FORCE, EXPIRED
    ]  # fmt: skip


@ONLY_SQLITE
def test_a_row_makes_known_what_no_source_tells(put, lives):
    rows = row(number=ENDING, starts=JUNE)
    found = lives(put(rows), number=ENDING)
    assert told(found["1"]) == [(None, JUNE, NOT_YET), (JUNE, None, IN_FORCE)]


@ONLY_SQLITE
def test_a_row_with_no_start_of_an_unknown_start_is_never_in_force(put, lives):
    life = lives(put(row(number=ENDING, ends=SEPTEMBER)), number=ENDING)["1"]
    assert IN_FORCE not in {phase.status for phase in life.phases}
    assert life.on(SEPTEMBER).status is EXPIRED


@ONLY_SQLITE
def test_the_words_stand_for_the_days_that_the_table_gives(put, library):
    edition = put(row(starts=date(2029, 1, 1), ends=SEPTEMBER))
    stored = library.outline(DocumentNumber(NUMBER), edition=edition)[0]
    assert stored.words_stand_on(BEGAN)
    assert stored.words_stand_on(JUNE)
    assert not stored.words_stand_on(SEPTEMBER)


# --- who says so


def test_the_clerk_is_named_with_the_reason(put, lives):
    edition = put(row(ends=SEPTEMBER))
    for life in lives(edition).values():
        (basis,) = life.on(SEPTEMBER).because
        assert (basis.origin, basis.words, basis.source) == (Origin.CLERK, WHY, None)


@pytest.mark.parametrize("why", ["", "dòng\nhai “lời” 'x' \\", "\0 và \ud800"])
def test_any_reason_is_kept(put, lives, library, why):
    edition = put(row(ends=SEPTEMBER, why=why))
    kept = why.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert lives(edition)["1"].on(SEPTEMBER).because[0].words == kept
    assert [one.basis for one in library.overrides(edition=edition)] == [kept]


# --- the table from edition to edition


def test_rows_on_an_unknown_document_wait_until_it_comes(put, lives, library):
    first = put(row("dieu-1", ends=SEPTEMBER), document=False)
    assert library.overrides(edition=first) == []
    library.put_overrides([row("dieu-1", ends=SEPTEMBER)], edition=library.begin().number)
    found = lives(put(row("dieu-1", ends=SEPTEMBER), ending=False))
    assert [found[label].ends_on for label in ("1", "2")] == [SEPTEMBER, JUNE]


@ONLY_SQLITE
def test_rows_on_an_article_that_is_not_there_change_nothing(put, lives):
    found = lives(put(row("dieu-9", ends=SEPTEMBER), row("quy-che/dieu-1", ends=SEPTEMBER)))
    assert {label: told(life) for label, life in found.items()} == dict.fromkeys(["", "1", "2"], UNTOUCHED)


def test_rows_that_are_taken_away_give_the_other_sources_back_their_say(put, lives, library, publish):
    first = put(row(ends=SEPTEMBER), row("dieu-1", ends=APRIL))
    assert library.put_overrides([row(ends=SEPTEMBER)], edition=library.begin().number) == (0, 1)
    second = publish(library)
    assert library.put_overrides([], edition=library.begin().number) == (0, 1)
    third = publish(library)
    assert [lives(edition)["1"].ends_on for edition in (first, second, third)] == [APRIL, SEPTEMBER, JUNE]
    assert {label: told(life) for label, life in lives(third).items()} == dict.fromkeys(
        ["", "1", "2"], UNTOUCHED
    )
    assert [len(library.overrides(edition=edition)) for edition in (first, second, third)] == [2, 1, 0]
    library.vacuum()
    assert lives(third)["1"].ends_on == JUNE


def test_the_same_table_again_is_no_change(put, library):
    rows = [row(ends=SEPTEMBER), row("dieu-1", starts=APRIL)]
    put(*rows)
    edition = library.begin().number
    assert library.put_overrides(reversed(rows), edition=edition) == (0, 0)
    assert library.put_overrides([*rows, *rows], edition=edition) == (0, 0)
    assert not library.has_changes(edition)


@ONLY_SQLITE
def test_a_row_that_is_written_otherwise_comes_and_the_old_one_goes(put, library, lives, publish):
    put(row(ends=SEPTEMBER))
    assert library.put_overrides([row(ends=APRIL)], edition=library.begin().number) == (1, 1)
    assert lives(publish(library))["1"].ends_on == APRIL


@ONLY_SQLITE
def test_a_row_that_goes_and_comes_back_before_publishing_holds(put, library, lives, publish):
    put(row(ends=SEPTEMBER))
    building = library.begin().number
    library.put_overrides([], edition=building)
    library.put_overrides([row(ends=SEPTEMBER)], edition=building)
    assert lives(publish(library))["1"].ends_on == SEPTEMBER
    assert len(library.overrides(edition=building)) == 1


@ONLY_SQLITE
def test_a_table_being_written_is_not_seen_before_it_is_published(put, library, lives):
    edition = put(row(ends=SEPTEMBER))
    library.put_overrides([row(ends=APRIL)], edition=library.begin().number)
    assert lives(edition)["1"].ends_on == SEPTEMBER
    assert [one.ends for one in library.overrides(edition=edition)] == [SEPTEMBER]


@ONLY_SQLITE
def test_the_table_outlives_the_document_read_anew(put, library, lives, make, publish):
    put(row(ends=SEPTEMBER))
    again = make.document(NUMBER, {"1": "1. Lời khác."}, in_force_from=BEGAN)
    library.put_document(again, make.file("bản mới"), edition=library.begin().number, replace=True)
    assert lives(publish(library))["1"].ends_on == SEPTEMBER
    library.remove_document(DocumentNumber(NUMBER), edition=library.begin().number)
    assert library.overrides(edition=publish(library)) == []
    assert lives(put(row(ends=SEPTEMBER), ending=False))["1"].ends_on == SEPTEMBER


def test_the_table_is_given_by_address_and_day(put, library):
    rows = [row("dieu-2", starts=APRIL), row(starts=JUNE), row(ends=APRIL), row("dieu-1", ends=JUNE)]
    edition = put(*rows)
    assert library.overrides(edition=edition) == [rows[2], rows[1], rows[3], rows[0]]


@ONLY_SQLITE
def test_a_number_is_the_same_however_the_clerk_writes_it(put, lives):
    assert lives(put(row(number="01/2030/tt-x", ends=SEPTEMBER)))["1"].ends_on == SEPTEMBER


# --- who sees it


def test_rows_on_internal_documents_are_hidden_from_the_public(put, library, lives):
    rows = [row(ends=SEPTEMBER), row(number=ENDING, starts=JUNE)]
    edition = put(*rows, access=Access.INTERNAL)
    assert library.overrides(edition=edition) == rows[1:]
    assert library.overrides(edition=edition, access=Access.INTERNAL) == rows
    assert lives(edition, access=Access.INTERNAL)["1"].ends_on == SEPTEMBER


@ONLY_SQLITE
def test_rows_that_wait_are_seen_by_internal_askers_alone(put, library):
    edition = put(row(number="77/2031/TT-X", ends=JUNE))
    assert library.overrides(edition=edition) == []
    assert library.overrides(edition=edition, access=Access.INTERNAL) == [
        row(number="77/2031/TT-X", ends=JUNE)
    ]


@ONLY_SQLITE
def test_what_internal_documents_say_gives_way_to_the_table_too(put, library, lives, make, publish):
    put(row(ends=SEPTEMBER), ending=False)
    told_inside = make.relation(RelationKind.REPEALS, "5/QĐ-X#dieu-1", NUMBER, APRIL)
    inside = make.document("5/QĐ-X", relations=(told_inside,))
    inside = replace(inside, head=replace(inside.head, access=Access.INTERNAL))
    library.put_document(inside, make.file("trong"), edition=library.begin().number)
    edition = publish(library)
    for access in Access:
        assert lives(edition, access=access)["1"].ends_on == SEPTEMBER
