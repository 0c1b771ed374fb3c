"""A query at an edition sees that edition, whatever is written meanwhile."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.errors import HocVuError
from assistant.library import Library
from assistant.library.records import EditionState

NUMBER = DocumentNumber("1/2031/TT-X")


def test_a_new_library_has_no_edition(library):
    assert library.edition() is None
    assert library.building() is None
    assert library.retired_ids() == []
    library.vacuum()


def test_beginning_twice_resumes_the_same_edition(library):
    first = library.begin()
    assert (first.number, first.state) == (1, EditionState.BUILDING)
    assert library.begin() == first
    assert library.building() == first


def test_publishing_makes_the_edition_current_with_its_embedder(library):
    number = library.begin().number
    library.publish(number, "static@1f3a9c04")
    edition = library.edition()
    assert (edition.number, edition.state, edition.embedder) == (1, EditionState.PUBLISHED, "static@1f3a9c04")
    assert edition.published_at >= edition.created_at
    assert edition.created_at.tzinfo is not None
    assert library.building() is None
    assert library.begin().number == 2


def test_models_that_are_kept_serve_until_they_are_forgotten(library):
    library.publish(library.begin().number, "b@2", ("a@1", "static@0"))
    edition = library.edition()
    assert (edition.embedder, edition.kept) == ("b@2", ("a@1", "static@0"))
    assert [edition.serves(name) for name in ("b@2", "a@1", "static@0", "c@3")] == [True, True, True, False]
    library.forget_kept()
    edition = library.edition()
    assert (edition.number, edition.embedder, edition.kept) == (1, "b@2", ())
    assert not edition.serves("a@1")


def test_forgetting_what_was_never_kept_changes_nothing(library):
    library.forget_kept()
    assert library.edition() is None
    library.publish(library.begin().number, "a@1")
    before = library.edition()
    library.forget_kept()
    assert library.edition() == before


def test_publishing_again_changes_nothing(library):
    number = library.begin().number
    library.publish(number, "static@1")
    before = library.edition()
    library.publish(number, "static@2")
    assert library.edition() == before


def test_only_a_building_edition_can_be_published(library):
    with pytest.raises(HocVuError):
        library.publish(7, "static@1")
    assert library.edition() is None


def test_what_is_being_built_is_not_seen(library, make, publish):
    library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
    edition = publish(library)
    library.put_document(make.document("2/2031/TT-X"), make.file("b.pdf"), edition=library.begin().number)
    replaced = make.document("1/2031/TT-X", {"1": "Lời mới."})
    library.put_document(replaced, make.file(bytes_="mới"), edition=library.begin().number)

    assert library.numbers(edition) == [NUMBER]
    assert library.outline(NUMBER, edition=edition)[0].provision.text == "1. Lời thứ nhất."
    assert library.outline(NUMBER, edition=edition + 1)[0].provision.text == "Lời mới."


def test_changes_of_the_building_edition_are_known(library, make, publish):
    assert not library.has_changes(library.begin().number)
    library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
    assert library.has_changes(library.begin().number)
    publish(library)
    assert not library.has_changes(library.begin().number)
    library.remove_document(NUMBER, edition=library.begin().number)
    assert library.has_changes(library.begin().number)


def test_changed_words_get_ids_that_never_come_back(library, make, publish):
    seen: set[int] = set()
    for turn in range(4):
        edition = library.begin().number
        document = make.document("1/2031/TT-X", {"1": f"Lời {turn}."})
        library.put_document(document, make.file(bytes_=str(turn)), edition=edition)
        ids = {stored.id for stored in library.added(edition)}
        assert len(ids) == 1
        assert not ids & seen
        seen |= ids
        publish(library)
        library.vacuum()
        library.remove_document(NUMBER, edition=library.begin().number)
        publish(library)
        library.vacuum()


def test_vacuum_deletes_what_retired_ids_named_and_nothing_else(library, make, publish):
    library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
    library.put_document(make.document("2/2031/TT-X"), make.file("b.pdf"), edition=library.begin().number)
    publish(library)
    old = library.outline(NUMBER, edition=1)[0].id
    library.remove_document(NUMBER, edition=library.begin().number)
    assert library.retired_ids() == []
    edition = publish(library)
    assert library.retired_ids() == [old]
    library.vacuum()
    assert library.retired_ids() == []
    assert library.provisions([old], edition=1) == []
    assert library.numbers(edition) == [DocumentNumber("2/2031/TT-X")]
    assert library.counts(edition)["sources"] == 1


def test_rows_closed_for_the_building_edition_survive_a_vacuum(library, make, publish):
    library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
    edition = publish(library)
    library.remove_document(NUMBER, edition=library.begin().number)
    library.vacuum()
    assert len(library.outline(NUMBER, edition=edition)) == 1


def test_a_row_replaced_before_it_was_published_is_retired(library, make, publish):
    for turn in ("một", "hai"):
        document = make.document("1/2031/TT-X", {"1": turn})
        library.put_document(document, make.file(bytes_=turn), edition=library.begin().number)
    edition = library.begin().number
    assert [stored.provision.text for stored in library.added(edition)] == ["hai"]
    publish(library)
    assert len(library.retired_ids()) == 1


def test_provisions_come_in_the_order_asked_and_unseen_ones_are_left_out(library, make, publish):
    articles = {str(n): f"Lời {n}." for n in range(1, 6)}
    library.put_document(make.document("1/2031/TT-X", articles), make.file(), edition=library.begin().number)
    edition = publish(library)
    ids = [stored.id for stored in library.outline(NUMBER, edition=edition)]

    asked = [ids[3], 10**9, ids[0], -1, ids[4]]
    assert [stored.id for stored in library.provisions(asked, edition=edition)] == [ids[3], ids[0], ids[4]]
    assert library.provisions([], edition=edition) == []
    assert library.provisions(ids, edition=edition - 1) == []
    assert len(library.provisions(list(range(12_000)), edition=edition)) == 5


NUMBERS = st.integers(1, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), NUMBERS, st.integers(0, 3)),
        st.tuples(st.just("remove"), NUMBERS, st.just(0)),
        st.tuples(st.just("publish"), st.just(0), st.just(0)),
        st.tuples(st.just("vacuum"), st.just(0), st.just(0)),
    ),
    max_size=14,
)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_each_edition_answers_as_a_list_of_its_documents_would(library, make, steps):
    """Against a model: dictionaries of numbers to words, one an edition."""
    for number in library.numbers(library.begin().number):
        library.remove_document(number, edition=library.begin().number)
    building: dict[str, str] = {}
    published: dict[int, dict[str, str]] = {}
    kept_from = 0
    for step, n, turn in [*steps, ("publish", 0, 0)]:
        edition = library.begin().number
        number = f"{n}/2031/TT-X"
        if step == "put":
            document = make.document(number, {"1": f"Lời {turn}."})
            library.put_document(document, make.file(number, bytes_=f"{number}:{turn}"), edition=edition)
            building[number] = f"Lời {turn}."
        elif step == "remove":
            assert library.remove_document(DocumentNumber(number), edition=edition) == (number in building)
            building.pop(number, None)
        elif step == "publish":
            library.publish(edition, "static@1")
            published[edition] = dict(building)
        elif published:
            library.vacuum()
            kept_from = max(published)
        for edition, expected in published.items():
            if edition >= kept_from:
                ids = list(library.live_ids(edition, Access.PUBLIC))
                found = {
                    str(s.document.number): s.provision.text for s in library.provisions(ids, edition=edition)
                }
                assert found == expected
                assert len(ids) == len(expected)
                assert sorted(map(str, library.numbers(edition))) == sorted(expected)


def test_a_reader_sees_whole_editions_while_a_writer_works(library, url, make, publish):
    """Every answer of a reader is one edition's: all articles of one turn."""
    articles = [str(n) for n in range(1, 21)]

    def put(turn: int) -> None:
        document = make.document("1/2031/TT-X", dict.fromkeys(articles, f"lời {turn}"))
        library.put_document(document, make.file(bytes_=str(turn)), edition=library.begin().number)

    put(0)
    publish(library)
    done, answers, failures = threading.Event(), [], []

    def read() -> None:
        reader = Library.open(url)
        try:
            while not done.is_set():
                edition = reader.edition().number
                found = reader.outline(NUMBER, edition=edition)
                answers.append((edition, len(found), {stored.provision.text for stored in found}))
        except Exception as error:
            failures.append(error)
        finally:
            reader.close()

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(1, 12):
        put(turn)
        publish(library)
    done.set()
    for reader in readers:
        reader.join()

    assert failures == []
    assert answers
    assert all((count, words) == (20, {f"lời {edition - 1}"}) for edition, count, words in answers)
