"""A library made before versions were known tells, once opened, what a fresh one would tell."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, Table, func, insert, select, text, update

from assistant.domain.document import Access, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.timeline import Origin
from assistant.domain.validity import Status
from assistant.library import Library, schema
from assistant.library.rows import head_row, provision_rows, relation_rows, words
from assistant.library.store import Store
from assistant.library.tables import REVISION, metadata, phases, provisions

CODE, GONE, FILE = "1/2030/TT-X", "3/2029/TT-X", "2/2031/TT-X"
AMENDING = "8/2031/TT-X#dieu-1"
BEGAN, FEBRUARY, MARCH, JULY = date(2030, 1, 1), date(2031, 2, 1), date(2031, 3, 1), date(2031, 7, 1)
KNOWN = date(2031, 12, 1)
ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ARTICLES = {
    "1": "1. Mỗi lớp trồng hai luống rau.",
    "2": "1. Mỗi lớp trồng ba luống hoa.",
    "3": "1. Học sinh tưới cây mỗi tuần.",
    "4": "1. Vườn mở cửa lúc bảy giờ.",
    "5": "1. Vườn đóng cửa lúc năm giờ.",
    "6": "1. Giáo viên trông coi vườn.",
}
WORDS_FROM = {"1": (MARCH, False), "2": (None, True), "4": (MARCH, False), "5": (MARCH, True)}
"""By article: the last change that a note names, and whether it names one without its day."""


@pytest.fixture
def code(make):
    """A document of the codification whose notes tell changes of some of its articles."""

    def noted(label, day, kind=RelationKind.AMENDS):
        return make.relation(kind, AMENDING, f"{CODE}#dieu-{label}", day)

    document = make.document(
        CODE,
        ARTICLES,
        topic="Vườn",
        in_force_from=BEGAN,
        relations=(
            noted("1", MARCH),
            noted("2", None),
            noted("4", FEBRUARY),
            noted("4", MARCH, RelationKind.CORRECTS),
            noted("5", MARCH),
            noted("5", None, RelationKind.RELATED),
            noted("6", MARCH, RelationKind.CITES),
        ),
    )
    told = [
        replace(one, words_from=day, words_unclear=unclear)
        for one in document.provisions
        for day, unclear in [WORDS_FROM.get(one.path.article, (None, False))]
    ]
    return replace(document, provisions=tuple(told))


@pytest.fixture
def gone(make):
    return make.document(GONE, {"1": "1. Lời cũ."}, topic="Vườn", in_force_from=BEGAN)


@pytest.fixture
def file(make):
    """A document that was read from a file; it repeals an article and replaces a document."""
    relations = (
        make.relation(RelationKind.REPEALS, f"{FILE}#dieu-1", f"{CODE}#dieu-3", JULY),
        make.relation(RelationKind.REPLACES, f"{FILE}#dieu-1", GONE),
    )
    return make.document(FILE, relations=relations, issued_on=date(2031, 6, 1), in_force_from=JULY)


class FirstSchema:
    """A database at the first revision, and rows in the columns that it had."""

    def __init__(self, url):
        self.store = Store(url)
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        with self.store.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
        self._tables = MetaData()
        with self.store.reading() as connection:
            self._tables.reflect(connection)

    def put(self, table, **row):
        """Put a row in; give its key."""
        into = self._tables.tables[table]
        known = {name: value for name, value in row.items() if name in into.c}
        with self.store.writing() as connection:
            return connection.execute(insert(into).values(**known)).inserted_primary_key[0]

    def edition(self, number, state="published"):
        made = datetime(2031, 12, 2, tzinfo=UTC)
        self.put(
            "editions", number=number, state=state, embedder="static@1", created_at=made, published_at=made
        )

    def document(self, document, source, edition=1):
        source_id = self.put("sources", **vars(source), topics='["Vườn"]' if source.known_until else None)
        begun = {"source_id": source_id, "edition_from": edition}
        self.put("documents", **head_row(document.head), codified=source.known_until is not None, **begun)
        for row in provision_rows(document):
            self.put("provisions", **row | begun | {"wording": f"băm kiểu cũ {row['tail']}"})
        for row in relation_rows(document):
            self.put("relations", **row | begun)


@pytest.fixture
def first(empty_url):
    made = FirstSchema(empty_url)
    yield made
    made.store.close()


@pytest.fixture
def old(first, make, code, gone, file):
    """A library as the first schema kept it, with one edition published."""
    first.edition(1)
    first.document(code, make.snapshot("a", KNOWN))
    first.document(gone, make.file("cũ"))
    first.document(file, make.file("mới"))
    first.put("expiries", number_key="x", tail="", access="public", expires_on=JULY, edition_from=1)
    return first


@pytest.fixture
def opened(old, empty_url):
    library = Library.open(empty_url)
    yield library
    library.close()


def outline(library, number, edition=1):
    return {s.provision.path.article: s for s in library.outline(DocumentNumber(number), edition=edition)}


def dump(store):
    with store.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def revision(store):
    with store.reading() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


# --- what an opened library holds


def test_an_old_library_is_of_the_newest_schema_once_opened(opened, old):
    assert revision(old.store) == REVISION == "0003"


@ONLY_SQLITE
def test_nothing_of_the_texts_is_lost(opened):
    assert {label: s.provision.text for label, s in outline(opened, CODE).items()} == ARTICLES
    assert [str(number) for number in opened.numbers(1)] == [CODE, GONE, FILE]
    assert opened.counts(1)["relations"] == 9
    assert not opened.has_changes(2)


@ONLY_SQLITE
def test_the_words_of_every_row_are_hashed(opened):
    for stored in outline(opened, CODE).values():
        assert stored.words == words(stored.provision.heading, stored.provision.text)
        assert stored.variant == ""


@ONLY_SQLITE
def test_the_last_change_of_an_article_is_taken_from_the_relations_of_its_notes(opened):
    found = {
        label: (stored.provision.words_from, stored.provision.words_unclear)
        for label, stored in outline(opened, CODE).items()
    }
    assert found == {label: WORDS_FROM.get(label, (None, False)) for label in ARTICLES}


@ONLY_SQLITE
def test_a_relation_that_was_closed_tells_nothing(old, empty_url, code):
    later = relation_rows(code)[0] | {"effective_on": KNOWN, "edition_from": 0, "edition_to": 1}
    old.put("relations", **later)
    library = Library.open(empty_url)
    assert outline(library, CODE)["1"].provision.words_from == MARCH
    library.close()


# --- lives


@ONLY_SQLITE
@pytest.mark.parametrize("label", ["1", "4"])
def test_words_stand_from_the_day_of_the_change_that_a_note_tells(opened, label):
    stored = outline(opened, CODE)[label]
    assert stored.status_on(date(2029, 12, 31)) is Status.NOT_YET
    assert stored.status_on(date(2031, 2, 28)) is Status.IN_FORCE
    assert not stored.words_stand_on(date(2031, 2, 28))
    assert stored.words_stand_on(MARCH)
    assert stored.words_stand_on(date(2035, 1, 1))
    (basis,) = [one for one in stored.timeline.on(MARCH).because if one.day == MARCH]
    assert (basis.origin, str(basis.source)) == (Origin.NOTE, AMENDING)


@ONLY_SQLITE
@pytest.mark.parametrize("label", ["2", "5"])
def test_words_that_a_note_changes_on_no_day_stand_from_the_day_of_the_snapshot(opened, label):
    stored = outline(opened, CODE)[label]
    assert stored.status_on(date(2031, 11, 30)) is Status.IN_FORCE
    assert not stored.words_stand_on(date(2031, 11, 30))
    assert stored.words_stand_on(KNOWN)


@ONLY_SQLITE
def test_words_that_no_note_changes_stand_from_the_beginning(opened):
    stored = outline(opened, CODE)["6"]
    assert [phase.starts for phase in stored.timeline.versions] == [BEGAN]
    assert stored.words_stand_on(BEGAN)


@ONLY_SQLITE
def test_what_a_file_repeals_and_replaces_has_ended(opened):
    repealed, replaced = outline(opened, CODE)["3"], outline(opened, GONE)["1"]
    for stored in (repealed, replaced):
        assert stored.status_on(date(2031, 6, 30)) is Status.IN_FORCE
        assert stored.words_stand_on(date(2031, 6, 30))
        assert stored.status_on(JULY) is Status.EXPIRED
        assert stored.expires_on == JULY
    assert opened.document(DocumentNumber(GONE), edition=1).head.expires_on == JULY


@ONLY_SQLITE
def test_a_document_is_partly_ended_from_the_first_change_on(opened):
    life = opened.document(DocumentNumber(CODE), edition=1).timeline
    assert life.on(date(2031, 1, 31)).status is Status.IN_FORCE
    assert life.on(FEBRUARY).status is Status.PARTLY_EXPIRED


def test_a_fresh_library_tells_the_same(opened, make, publish, code, gone, file, tmp_path):
    fresh = Library.open(f"sqlite:///{tmp_path / 'fresh.sqlite3'}")
    edition = fresh.begin().number
    fresh.put_snapshot([code], make.snapshot("a", KNOWN), edition=edition)
    fresh.put_document(gone, make.file("cũ"), edition=edition)
    fresh.put_document(file, make.file("mới"), edition=edition)
    publish(fresh)

    def told(library, number):
        found = outline(library, number)
        lives = {
            label: [(p.interval, p.status, p.because, p.wording == stored.id) for p in stored.timeline.phases]
            for label, stored in found.items()
        }
        texts = {label: (s.provision, s.words, s.known_until, s.listed) for label, s in found.items()}
        record = library.document(DocumentNumber(number), edition=1)
        return texts, lives, record.timeline, record.head, record.relations

    for number in (CODE, GONE, FILE):
        assert told(opened, number) == told(fresh, number)
    fresh.close()


# --- reading on


def test_the_same_snapshot_read_again_changes_no_article(opened, make, code):
    result = opened.put_snapshot([code], make.snapshot("a", KNOWN), edition=opened.begin().number)
    assert (result.unchanged, result.changed, result.added, result.unlisted) == (len(ARTICLES), 0, 0, 0)
    assert not opened.has_changes(opened.begin().number)


def test_a_later_snapshot_keeps_what_it_does_not_change(opened, make, publish, code):
    before = outline(opened, CODE)
    changed = replace(code.provisions[5], text="1. Phụ huynh trông coi vườn.")
    later = replace(code, provisions=(*code.provisions[:5], changed))
    result = opened.put_snapshot([later], make.snapshot("b", date(2032, 6, 1)), edition=opened.begin().number)
    assert (result.unchanged, result.changed) == (5, 1)
    after = outline(opened, CODE, publish(opened))
    assert {label for label in ARTICLES if after[label].id != before[label].id} == {"6"}
    assert len(opened.wordings(after["6"].provision.path, edition=2)) == 2


@ONLY_SQLITE
def test_the_same_files_read_again_are_unchanged(opened, make, file):
    result = opened.put_document(file, make.file("mới"), edition=opened.begin().number)
    assert result.state.value == "unchanged"


def test_opening_again_changes_nothing(opened, old, empty_url):
    before = dump(old.store)
    Library.open(empty_url).close()
    assert dump(old.store) == before


@ONLY_SQLITE
def test_publishing_nothing_new_leaves_every_life(opened, old, publish):
    before = dump(old.store)["phases"]
    publish(opened)
    assert dump(old.store)["phases"] == before


# --- other old libraries


@ONLY_SQLITE
def test_an_old_library_without_an_edition_is_opened(first, empty_url):
    library = Library.open(empty_url)
    assert library.edition() is None
    assert library.begin().number == 1
    assert revision(first.store) == REVISION
    library.close()


@ONLY_SQLITE
def test_what_a_killed_run_left_is_worked_out_when_it_is_published(first, empty_url, make, publish, code):
    first.edition(1, "building")
    first.document(code, make.snapshot("a", KNOWN))
    library = Library.open(empty_url)
    assert outline(library, CODE)["1"].status_on(MARCH) is Status.UNKNOWN
    assert publish(library) == 1
    assert outline(library, CODE)["1"].words_stand_on(MARCH)
    library.close()


@ONLY_SQLITE
def test_an_internal_document_stays_internal(first, empty_url, make):
    first.edition(1)
    number = DocumentNumber("5/QĐ-THM")
    first.document(make.document(str(number), access=Access.INTERNAL, in_force_from=BEGAN), make.file())
    library = Library.open(empty_url)
    assert library.outline(number, edition=1) == []
    assert library.outline(number, edition=1, access=Access.INTERNAL)[0].status_on(MARCH) is Status.IN_FORCE
    library.close()


@ONLY_SQLITE
def test_every_row_of_a_large_library_is_hashed(first, empty_url, make):
    first.edition(1)
    document = make.document(CODE, {"1": "1. Lời."}, in_force_from=BEGAN)
    first.document(document, make.file())
    table = Table("provisions", MetaData(), autoload_with=first.store.engine)
    with first.store.writing() as connection:
        row = dict(connection.execute(select(table)).mappings().one())
        del row["id"]
        rows = [row | {"tail": f"dieu-{n}", "text": f"1. Lời {n}."} for n in range(2, 4_502)]
        connection.execute(insert(table), rows)
    library = Library.open(empty_url)
    with first.store.reading() as connection:
        query = select(func.count(provisions.c.words.distinct()), func.count()).where(
            provisions.c.words != ""
        )
        assert tuple(connection.execute(query).one()) == (4_501, 4_501)
        query = select(func.count()).where(phases.c.tail != "", phases.c.provision_id.is_not(None))
        assert connection.execute(query).scalar() == 4_501
    library.close()


# --- what may go wrong


def test_opening_at_once_upgrades_once(old, empty_url):
    failures, barrier = [], threading.Barrier(3)

    def open_one():
        try:
            barrier.wait()
            Library.open(empty_url).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    places = [row[1:] for row in dump(old.store)["phases"]]
    assert len(places) == len(set(places))


def test_an_upgrade_that_fails_leaves_the_library_as_it_was(old, empty_url):
    broken = old.put(
        "relations",
        **{"number_key": "2/2031/tt-x", "position": 9, "kind": RelationKind.REPEALS.value, "target_text": ""},
        **{"source_key": "2/2031/tt-x", "source_tail": "", "source_path": FILE, "edition_from": 1},
        **{"target_key": "1/2030/tt-x", "target_tail": "", "target_path": f"{CODE}#không phải địa chỉ"},
    )
    with pytest.raises(ValueError, match="không phải"):
        Library.open(empty_url)
    assert revision(old.store) == "0001"
    relations = Table("relations", MetaData(), autoload_with=old.store.engine)
    assert "until" not in relations.c
    with old.store.writing() as connection:
        connection.execute(update(relations).where(relations.c.id == broken).values(target_path=CODE))
    library = Library.open(empty_url)
    assert outline(library, CODE)["1"].words_stand_on(MARCH)
    library.close()
