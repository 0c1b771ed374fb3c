"""Opening, upgrading, full disks, busy and broken databases."""

import sqlite3
import subprocess
import sys
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from assistant.domain.number import DocumentNumber
from assistant.errors import LibraryBusy, LibraryUnusable, StorageFull
from assistant.library import Library, schema, store
from assistant.library.store import Store
from assistant.library.tables import REVISION, metadata

ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_the_migrations_make_the_tables_the_code_works_with(empty_url):
    Library.open(empty_url).close()
    opened = Store(empty_url)
    with opened.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    opened.close()


def test_the_newest_migration_is_the_revision_the_code_expects():
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_opening_twice_at_once_migrates_once(empty_url):
    failures = []

    def open_one():
        try:
            Library.open(empty_url).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_opening_again_keeps_what_is_there(url, make):
    first = Library.open(url)
    first.put_document(make.document("1/2031/TT-X"), make.file(), edition=first.begin().number)
    first.publish(1, "static@1")
    first.close()
    again = Library.open(url)
    assert again.numbers(1) == [DocumentNumber("1/2031/TT-X")]
    again.close()


def test_a_library_of_a_newer_version_is_refused(library, url):
    library.close()
    opened = Store(url)
    with opened.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(LibraryUnusable, match="phiên bản Học Vụ mới hơn"):
            Library.open(url)
    finally:
        with opened.writing() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{REVISION}'"))
        opened.close()


@ONLY_SQLITE
def test_opening_a_current_library_imports_no_alembic_and_no_orm(url):
    program = (
        "import sys; from assistant.library import Library; "
        f"library = Library.open({url!r}); library.edition(); "
        "print(sorted({'alembic', 'mako', 'sqlalchemy.orm', 'psycopg', 'torch'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("url", ["", "không phải địa chỉ", "mysql://a/b", "oracle://x"])
def test_an_address_of_no_library_is_refused(url):
    with pytest.raises(LibraryUnusable):
        Library.open(url)


def test_a_server_that_does_not_answer_is_named(tmp_path):
    with pytest.raises(LibraryUnusable, match="PostgreSQL"):
        Library.open(f"postgresql://postgres@/none?host={tmp_path}")


def test_a_damaged_file_is_named(tmp_path):
    broken = tmp_path / "library.sqlite3"
    broken.write_bytes(b"day khong phai co so du lieu" * 500)
    with pytest.raises(LibraryUnusable, match="NOTADB"):
        Library.open(f"sqlite:///{broken}")


def test_a_folder_that_is_missing_is_made(tmp_path):
    Library.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'library.sqlite3'}").close()
    assert (tmp_path / "a" / "b" / "library.sqlite3").is_file()


@ONLY_SQLITE
def test_a_full_disk_leaves_the_published_edition_as_it_was(library, make, publish, monkeypatch):
    library.put_document(make.document("1/2031/TT-X"), make.file("a.pdf"), edition=library.begin().number)
    edition = publish(library)
    full = make.document("2/2031/TT-X", {str(n): "lời " * 20_000 for n in range(1, 40)})
    _limit_pages(library, 150)

    with pytest.raises(StorageFull) as caught:
        library.put_document(full, make.file("b.pdf"), edition=library.begin().number)
    assert caught.value.hint
    assert library.numbers(edition) == [DocumentNumber("1/2031/TT-X")]
    assert library.outline(full.number, edition=library.begin().number) == []

    _limit_pages(library, 1_000_000)
    library.put_document(full, make.file("b.pdf"), edition=library.begin().number)
    assert len(library.outline(full.number, edition=publish(library))) == 39


def _limit_pages(library, pages):
    """Let the file grow to so many pages at most, on the pool's one idle connection."""
    with library._store.reading() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))


@ONLY_SQLITE
def test_a_writer_that_does_not_yield_is_told_as_busy(url, make, monkeypatch):
    monkeypatch.setattr(store, "_PRAGMAS", ("PRAGMA busy_timeout = 50", *store._PRAGMAS[1:]))
    library = Library.open(url)
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert library.edition() is None
        with pytest.raises(LibraryBusy):
            library.begin()
    finally:
        other.rollback()
        other.close()
    assert library.begin().number == 1
    library.close()


@ONLY_SQLITE
def test_sqlite_keeps_a_log_and_checks_references(library):
    with library._store.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
