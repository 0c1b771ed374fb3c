"""A document that replaces or repeals another ends it, on a known day, while it stands."""

from datetime import date

import pytest

from assistant.domain.document import RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.validity import Status

OLD = DocumentNumber("1/2030/TT-X")
DAY = date(2031, 6, 1)


@pytest.fixture
def ends(library, make, publish):
    """Put the old document and others with relations to it; give the days both end."""

    def put(*relations, old=None, others=None, publish_now=True):
        edition = library.begin().number
        library.put_document(
            make.document(str(OLD), {"1": "một", "2": "hai"}, **(old or {})), make.file("cũ"), edition=edition
        )
        by_source: dict[str, list] = {}
        for relation in relations:
            by_source.setdefault(str(relation.source.document), []).append(relation)
        for number, stated in by_source.items():
            document = make.document(number, relations=tuple(stated), **(others or {}))
            library.put_document(document, make.file(number), edition=edition)
        return publish(library) if publish_now else edition

    def read(edition):
        found = library.outline(OLD, edition=edition)
        return found[0].document.expires_on, {s.provision.path.article: s.expires_on for s in found}

    put.read = read
    return put


@pytest.mark.parametrize("kind", [RelationKind.REPLACES, RelationKind.REPEALS])
def test_the_whole_document_ends_on_the_stated_day(ends, make, kind):
    edition = ends(make.relation(kind, "2/2031/TT-X#dieu-9", str(OLD), DAY))
    assert ends.read(edition) == (DAY, {"1": DAY, "2": DAY})


def test_the_day_the_ending_document_comes_into_force_is_taken_where_none_is_stated(ends, make):
    edition = ends(
        make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD)), others={"in_force_from": DAY}
    )
    assert ends.read(edition)[0] == DAY


def test_an_unknown_day_ends_nothing(ends, make):
    edition = ends(make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD)))
    assert ends.read(edition)[0] is None


@pytest.mark.parametrize(
    "kind", [RelationKind.AMENDS, RelationKind.CITES, RelationKind.BASED_ON, RelationKind.CORRECTS]
)
def test_other_relations_end_nothing(ends, make, kind):
    edition = ends(make.relation(kind, "2/2031/TT-X#dieu-9", str(OLD), DAY))
    assert ends.read(edition) == (None, {"1": None, "2": None})


def test_an_article_that_is_repealed_ends_alone(ends, make):
    edition = ends(make.relation(RelationKind.REPEALS, "2/2031/TT-X#dieu-9", f"{OLD}#dieu-2", DAY))
    assert ends.read(edition) == (None, {"1": None, "2": DAY})


@pytest.mark.parametrize("target", ["#dieu-2.khoan-1", "#chuong-i", "#quy-che"])
def test_a_part_or_a_heading_that_is_repealed_ends_no_article(ends, make, target):
    edition = ends(make.relation(RelationKind.REPEALS, "2/2031/TT-X#dieu-9", f"{OLD}{target}", DAY))
    assert ends.read(edition) == (None, {"1": None, "2": None})


def test_the_earliest_of_several_days_holds(ends, make):
    edition = ends(
        make.relation(RelationKind.REPEALS, "3/2031/TT-X#dieu-9", str(OLD), date(2032, 1, 1)),
        make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY),
    )
    assert ends.read(edition)[0] == DAY


@pytest.mark.parametrize(("own", "shown"), [(date(2031, 1, 1), date(2031, 1, 1)), (date(2040, 1, 1), DAY)])
def test_an_end_of_its_own_is_only_ever_shortened(ends, make, own, shown):
    relation = make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY)
    assert ends.read(ends(relation, old={"expires_on": own}))[0] == shown


def test_a_day_not_after_the_issue_of_the_target_is_a_misreading(ends, make):
    relation = make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY)
    assert ends.read(ends(relation, old={"issued_on": DAY}))[0] is None


def test_a_document_does_not_end_itself(ends, library, make, publish):
    relation = make.relation(RelationKind.REPLACES, f"{OLD}#dieu-1", str(OLD), DAY)
    library.put_document(
        make.document(str(OLD), relations=(relation,)), make.file(), edition=library.begin().number
    )
    assert ends.read(publish(library))[0] is None


def test_what_a_third_party_reports_ends_nothing(ends, library, make, publish):
    """The codification's note on an article names the other document; only that one's own words count."""
    ends(publish_now=False)
    told = make.relation(RelationKind.REPEALS, "8/2031/TT-X#dieu-1", f"{OLD}#dieu-1", DAY)
    library.put_document(
        make.document("9/2031/TT-X", relations=(told,)), make.file("9"), edition=library.begin().number
    )
    assert ends.read(publish(library)) == (None, {"1": None, "2": None})


def test_the_end_goes_with_the_document_that_brought_it(ends, library, make, publish):
    before = ends(make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY))
    library.remove_document(DocumentNumber("2/2031/TT-X"), edition=library.begin().number)
    after = publish(library)

    assert ends.read(before)[0] == DAY
    assert ends.read(after)[0] is None
    library.vacuum()
    assert ends.read(after)[0] is None


def test_the_end_of_a_document_that_is_read_later_is_known_at_once(ends, library, make, publish):
    relation = make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY)
    library.put_document(
        make.document("2/2031/TT-X", relations=(relation,)), make.file("mới"), edition=library.begin().number
    )
    publish(library)
    assert ends.read(ends())[0] == DAY


def test_the_list_and_the_record_say_the_same_end(ends, library, make):
    edition = ends(make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY))
    assert library.document(OLD, edition=edition).head.expires_on == DAY
    listed, _ = library.documents(edition=edition, text=str(OLD))
    assert [record.head.expires_on for record in listed] == [DAY]


def test_status_follows_the_end(ends, library, make):
    relation = make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY)
    edition = ends(relation, old={"in_force_from": date(2030, 1, 1)})
    stored = library.outline(OLD, edition=edition)[0]

    assert stored.status_on(date(2029, 12, 31)) is Status.NOT_YET
    assert stored.status_on(date(2031, 5, 31)) is Status.IN_FORCE
    assert stored.status_on(DAY) is Status.EXPIRED


def test_an_unchanged_end_is_not_a_change_of_the_next_edition(ends, library, make, publish):
    ends(make.relation(RelationKind.REPLACES, "2/2031/TT-X#dieu-9", str(OLD), DAY))
    publish(library)
    assert not library.has_changes(library.edition().number)
