"""Snapshots of the codification merge article by article; the later day's words win."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.document import Document, Head, Provision, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import UnitKind
from assistant.domain.validity import Status
from assistant.library.records import PutState

NUMBER = DocumentNumber("1/2030/TT-X")
EARLY, MIDDLE, LATE = date(2031, 1, 1), date(2031, 6, 1), date(2031, 12, 1)


@pytest.fixture
def merge(library, make, publish):
    """Merge {number: {label: words}} as known on a day, publish; give result and edition."""

    def merge(name, known_until, articles, topic="Mẫu", **head):
        stream = [make.document(number, words, topic=topic, **head) for number, words in articles.items()]
        source = make.snapshot(name, known_until)
        result = library.put_snapshot(iter(stream), source, edition=library.begin().number)
        return result, publish(library)

    return merge


@pytest.fixture
def state(library):
    """{label: (words, known until, listed)} of a document in an edition."""

    def read(edition, number=NUMBER):
        found = library.outline(number, edition=edition)
        return {s.provision.path.article: (s.provision.text, s.known_until, s.listed) for s in found}

    return read


def test_the_first_snapshot_adds_everything(merge, state):
    result, edition = merge("a", EARLY, {str(NUMBER): {"1": "một", "2": "hai"}})
    assert result.counts == {
        "documents": 1, "added": 2, "changed": 0, "unchanged": 0, "older": 0, "unlisted": 0, "kept": 0
    }  # fmt: skip
    assert state(edition) == {"1": ("một", EARLY, True), "2": ("hai", EARLY, True)}


def test_a_later_snapshot_changes_adds_keeps_and_unlists(merge, state, library):
    _, first = merge("a", EARLY, {str(NUMBER): {"1": "một", "2": "hai", "3": "ba"}})
    ids = {s.provision.path.article: s.id for s in library.outline(NUMBER, edition=first)}
    result, second = merge("b", LATE, {str(NUMBER): {"1": "một", "2": "hai mới", "4": "bốn"}})

    assert (result.added, result.changed, result.unchanged, result.unlisted) == (1, 1, 1, 1)
    assert state(first) == {"1": ("một", EARLY, True), "2": ("hai", EARLY, True), "3": ("ba", EARLY, True)}
    assert state(second) == {
        "1": ("một", LATE, True), "2": ("hai mới", LATE, True), "3": ("ba", EARLY, False),
        "4": ("bốn", LATE, True),
    }  # fmt: skip
    after = {s.provision.path.article: s.id for s in library.outline(NUMBER, edition=second)}
    assert (after["1"], after["3"]) == (ids["1"], ids["3"])
    assert after["2"] != ids["2"]


def test_an_unlisted_article_says_so_and_its_status_is_unknown(merge, library):
    merge("a", EARLY, {str(NUMBER): {"1": "một", "2": "hai"}}, in_force_from=date(2030, 1, 1))
    _, edition = merge("b", LATE, {str(NUMBER): {"1": "một"}}, in_force_from=date(2030, 1, 1))
    kept, gone = library.outline(NUMBER, edition=edition)

    assert kept.status_on(LATE) is Status.IN_FORCE
    assert kept.provision.note is None
    assert gone.status_on(LATE) is Status.UNKNOWN
    assert gone.provision.note == "Không còn trong bản pháp điển b.zip."


def test_a_document_missing_as_a_whole_is_unlisted_where_its_topic_is_covered(merge, state):
    merge("a", EARLY, {str(NUMBER): {"1": "một"}, "2/2030/TT-X": {"1": "khác"}})
    result, edition = merge("b", LATE, {"2/2030/TT-X": {"1": "khác"}})
    assert result.unlisted == 1
    assert state(edition) == {"1": ("một", EARLY, False)}


def test_a_snapshot_without_a_topic_says_nothing_about_it(merge, state):
    merge("a", EARLY, {str(NUMBER): {"1": "một"}}, topic="Giáo dục")
    result, edition = merge("b", LATE, {"2/2030/TT-X": {"1": "khác"}}, topic="Y tế")
    assert result.unlisted == 0
    assert state(edition) == {"1": ("một", EARLY, True)}


def test_an_article_that_comes_back_is_listed_again(merge, state):
    merge("a", EARLY, {str(NUMBER): {"1": "một", "2": "hai"}})
    _, without = merge("b", MIDDLE, {str(NUMBER): {"1": "một"}})
    _, again = merge("c", LATE, {str(NUMBER): {"1": "một", "2": "hai"}})
    assert state(without)["2"] == ("hai", EARLY, False)
    assert state(again)["2"] == ("hai", LATE, True)


def test_an_older_snapshot_fills_gaps_and_overwrites_nothing(merge, state):
    merge("b", LATE, {str(NUMBER): {"1": "một mới", "2": "hai"}})
    result, edition = merge("a", EARLY, {str(NUMBER): {"1": "một", "2": "hai", "3": "ba"}})

    assert (result.added, result.changed, result.older) == (1, 0, 2)
    assert state(edition) == {
        "1": ("một mới", LATE, True), "2": ("hai", LATE, True), "3": ("ba", EARLY, False)
    }  # fmt: skip


def test_an_older_snapshot_brings_documents_the_later_one_lacks(merge, state):
    merge("b", LATE, {"2/2030/TT-X": {"1": "khác"}}, topic="Giáo dục")
    _, edition = merge("a", EARLY, {str(NUMBER): {"1": "một"}}, topic="Giáo dục")
    assert state(edition) == {"1": ("một", EARLY, False)}
    _, edition = merge("a2", EARLY, {"3/2030/TT-X": {"1": "ba"}}, topic="Y tế")
    assert state(edition, DocumentNumber("3/2030/TT-X")) == {"1": ("ba", EARLY, True)}


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_the_order_of_reading_does_not_matter(merge, state, order):
    snapshots = [
        ("a", EARLY, {"1": "một", "2": "hai", "3": "ba"}),
        ("b", MIDDLE, {"1": "một b", "2": "hai", "3": "ba b"}),
        ("c", LATE, {"1": "một c", "2": "hai"}),
    ]
    for index in order:
        name, day, articles = snapshots[index]
        _, edition = merge(name, day, {str(NUMBER): articles})
    assert state(edition) == {
        "1": ("một c", LATE, True), "2": ("hai", LATE, True), "3": ("ba b", MIDDLE, False)
    }  # fmt: skip


DOCUMENTS = {"1/2030/TT-X": "Giáo dục", "2/2030/TT-X": "Giáo dục", "3/2030/TT-X": "Y tế"}
CONTENTS = st.dictionaries(
    st.sampled_from(sorted(DOCUMENTS)),
    st.dictionaries(st.sampled_from("123"), st.sampled_from(["xưa", "nay"]), min_size=1),
)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations([1, 2, 3, 4]).flatmap(
        lambda days: st.tuples(*(st.tuples(st.just(d), CONTENTS) for d in days))
    )
)
def test_snapshots_in_any_order_leave_the_newest_words_of_each_article(
    library, make, state, publish, snapshots
):
    """Against a model that looks at all snapshots at once."""
    for number in library.numbers(library.begin().number):
        library.remove_document(number, edition=library.begin().number)
    publish(library)
    library.vacuum()
    for day, contents in snapshots:
        stream = [make.document(number, words, topic=DOCUMENTS[number]) for number, words in contents.items()]
        library.put_snapshot(
            stream, make.snapshot(str(day), date(2031, day, 1)), edition=library.begin().number
        )
    edition = publish(library)

    by_day = dict(snapshots)
    for number, topic in DOCUMENTS.items():
        expected = {}
        for label in "123":
            having = [day for day in by_day if label in by_day[day].get(number, {})]
            if having:
                day = max(having)
                covering = [d for d in by_day if any(DOCUMENTS[other] == topic for other in by_day[d])]
                expected[label] = (by_day[day][number][label], date(2031, day, 1), max(covering) == day)
        assert state(edition, DocumentNumber(number)) == expected


def test_the_same_snapshot_again_changes_nothing(merge, library, make):
    articles = {str(NUMBER): {"1": "một", "2": "hai"}}
    merge("a", EARLY, {str(NUMBER): {"1": "một", "2": "hai", "3": "ba"}})
    merge("b", LATE, articles)
    document = make.document(str(NUMBER), articles[str(NUMBER)], topic="Mẫu")
    result = library.put_snapshot([document], make.snapshot("b", LATE), edition=library.begin().number)

    assert (result.unchanged, result.added, result.changed, result.unlisted) == (2, 0, 0, 0)
    assert not library.has_changes(library.begin().number)


def test_a_stream_that_breaks_is_taken_up_again(merge, state, library, make, publish):
    documents = [
        make.document(f"{n}/2030/TT-X", {str(k): f"{n}.{k}" for k in range(1, 30)}, topic="Mẫu")
        for n in range(1, 200)
    ]

    def breaking():
        yield from documents[:150]
        raise ConnectionError

    source = make.snapshot("a", EARLY)
    with pytest.raises(ConnectionError):
        library.put_snapshot(breaking(), source, edition=library.begin().number)
    assert library.source_seen(source.sha256) is None
    result = library.put_snapshot(documents, source, edition=library.begin().number)
    edition = publish(library)

    assert result.added + result.unchanged == 199 * 29
    assert result.unchanged > 0
    assert library.counts(edition)["articles"] == 199 * 29
    assert library.source_seen(source.sha256).source == source


def test_a_changed_note_is_a_new_row_and_a_changed_link_is_not(library, make, publish):
    def put(name, day, **fields):
        article = make.article(f"{NUMBER}#dieu-1", "một", **fields)
        document = replace(make.document(str(NUMBER), topic="Mẫu"), provisions=(article,))
        library.put_snapshot([document], make.snapshot(name, day), edition=library.begin().number)
        return library.outline(NUMBER, edition=publish(library))[0]

    first = put("a", EARLY, note="ghi chú", url="https://example.org/1")
    linked = put("b", MIDDLE, note="ghi chú", url="https://example.org/2")
    noted = put("c", LATE, note="ghi chú khác", url="https://example.org/2")
    assert linked.id == first.id
    assert noted.id != first.id


def test_a_head_fills_its_gaps_from_the_other_snapshot(merge, library):
    merge("a", EARLY, {str(NUMBER): {"1": "một"}}, title="Tên văn bản", issued_on=date(2030, 1, 1))
    _, edition = merge("b", LATE, {str(NUMBER): {"1": "một"}}, title="", issuer="Bộ X")
    head = library.document(NUMBER, edition=edition).head
    assert (head.title, head.issued_on, head.issuer) == ("Tên văn bản", date(2030, 1, 1), "Bộ X")


def test_articles_of_a_snapshot_come_in_the_order_of_their_numbers(merge, library):
    merge("a", EARLY, {str(NUMBER): {"10": "mười", "2": "hai"}})
    _, edition = merge("b", LATE, {str(NUMBER): {"2": "hai", "2a": "hai a", "1": "một", "10": "mười"}})
    found = library.outline(NUMBER, edition=edition)
    assert [stored.provision.path.article for stored in found] == ["1", "2", "2a", "10"]


class TestTopicsOfTheCode:
    """The code's topics and chapters stand above articles, in a scope of their own."""

    @staticmethod
    def _document(make, *articles):
        """``articles``: (topic, chapter, label) each, in the order of the code."""
        provisions = {}
        for topic, chapter, label in articles:
            scope = make.path(f"{NUMBER}#phap-dien-{topic}")
            above = make.path(f"{NUMBER}#phap-dien-{topic}/chuong-{chapter}")
            provisions[scope] = Provision(scope, UnitKind.PART, f"Đề mục {topic}", "Tên", "")
            provisions[above] = Provision(above, UnitKind.CHAPTER, f"Chương {chapter.upper()}", "", "", scope)
            article = make.article(f"{NUMBER}#dieu-{label}", f"lời {label}", parent=above)
            provisions[article.path] = article
        return Document(Head(NUMBER, topic="9; 8"), tuple(provisions.values()))

    @pytest.fixture
    def put(self, library, make, publish):
        def put(name, day, *articles):
            document = self._document(make, *articles)
            source = make.snapshot(name, day)
            return library.put_snapshot([document], source, edition=library.begin().number), publish(library)

        return put

    def test_an_article_of_a_topic_that_is_not_covered_stays_listed(self, put, state):
        put("a", EARLY, ("9", "i", "1"), ("9", "i", "2"), ("8", "i", "3"))
        result, edition = put("b", LATE, ("9", "i", "1"))
        assert result.unlisted == 1
        assert {k: v for k, v in state(edition).items() if k} == {
            "1": ("lời 1", LATE, True), "2": ("lời 2", EARLY, False), "3": ("lời 3", EARLY, True)
        }  # fmt: skip

    def test_only_articles_are_counted(self, put):
        result, _ = put("a", EARLY, ("9", "i", "1"), ("9", "ii", "2"))
        assert result.added == 2

    def test_headings_stand_before_their_first_article_and_go_with_their_last(self, put, library):
        put("a", EARLY, ("9", "i", "1"), ("9", "i", "10"), ("8", "i", "2"), ("8", "ii", "2a"))
        _, edition = put("b", LATE, ("9", "i", "1"), ("9", "i", "2a"), ("9", "i", "10"), ("8", "i", "2"))
        tails = [str(s.provision.path).partition("#")[2] for s in library.outline(NUMBER, edition=edition)]
        assert tails == [
            "phap-dien-9", "phap-dien-9/chuong-i", "dieu-1", "phap-dien-8", "phap-dien-8/chuong-i", "dieu-2",
            "dieu-2a", "dieu-10"
        ]  # fmt: skip


class TestBesideFiles:
    def test_a_document_read_from_a_file_is_kept_with_a_warning(self, merge, library, make, publish, words):
        library.put_document(
            make.document(str(NUMBER), {"1": "tệp"}), make.file("gốc.pdf"), edition=library.begin().number
        )
        publish(library)
        result, edition = merge("a", EARLY, {str(NUMBER): {"1": "pháp điển", "2": "hai"}})

        assert result.kept == 2
        assert str(NUMBER) in result.warnings[0]
        assert "gốc.pdf" in result.warnings[0]
        assert words(library.outline(NUMBER, edition=edition)) == {f"{NUMBER}#dieu-1": "tệp"}

    def test_a_file_does_not_overwrite_a_snapshot_unless_told_to(self, merge, library, make, publish, words):
        merge("a", EARLY, {str(NUMBER): {"1": "pháp điển"}})
        document = make.document(str(NUMBER), {"1": "tệp"})
        result = library.put_document(document, make.file(), edition=library.begin().number)
        assert (result.state, result.other) == (PutState.CONFLICT, "a.zip")
        result = library.put_document(document, make.file(), edition=library.begin().number, replace=True)
        assert result.state is PutState.REPLACED
        assert words(library.outline(NUMBER, edition=publish(library))) == {f"{NUMBER}#dieu-1": "tệp"}


def test_relations_follow_the_articles_they_are_about(library, make, publish):
    def put(name, day, labels, *relations):
        document = make.document(str(NUMBER), dict.fromkeys(labels, "lời"), topic="Mẫu", relations=relations)
        library.put_snapshot([document], make.snapshot(name, day), edition=library.begin().number)
        return library.relations_to(NUMBER, edition=publish(library))

    one, two, new = (
        make.relation(RelationKind.AMENDS, f"{source}/2031/TT-X#dieu-1", f"{NUMBER}#dieu-{label}", day)
        for source, label, day in (
            (8, 1, date(2030, 5, 1)),
            (8, 2, date(2030, 5, 1)),
            (9, 1, date(2031, 5, 1)),
        )
    )
    assert put("a", EARLY, "12", one, two) == [one, two]
    assert put("b", LATE, "1", one, new) == [one, two, new]
    assert put("c", LATE, "1", new) == [two, new]
    assert put("old", EARLY, "12", one, two) == [two, new]


def test_snapshots_that_nothing_comes_from_any_more_are_dropped(merge, library, make, publish):
    merge("a", EARLY, {str(NUMBER): {"1": "một"}})
    merge("b", LATE, {str(NUMBER): {"1": "Một."}})
    library.vacuum()
    assert library.source_hashes() == {make.snapshot("b", LATE).sha256}
    library.remove_document(NUMBER, edition=library.begin().number)
    assert library.source_seen(make.snapshot("b", LATE).sha256) is None
    publish(library)
    library.vacuum()
    assert library.source_hashes() == set()
