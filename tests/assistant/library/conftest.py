"""Both databases of the library, and documents to put into them."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from assistant.domain.document import Document, Head, Provision, Relation, RelationKind, Unit
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library import Library
from assistant.library.records import Source, StoredProvision
from assistant.library.tables import metadata


class PostgresCluster:
    """A PostgreSQL server of our own on a unix socket, without fsync, gone after the tests."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._names = itertools.count()
        folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:  # the server refuses to be run by root
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        data = str(self._folder / "data")
        self._run(
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"
        )
        options = f"-c listen_addresses= -c unix_socket_directories={self._folder}"
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def new(self) -> str:
        """The URL of a database without tables."""
        name = f"library_{next(self._names)}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)

    @cached_property
    def _shared(self) -> str:
        url = self.new()
        Library.open(url).close()
        return url

    def emptied(self) -> str:
        """The URL of a library that holds nothing: the same for every test, one at a time."""
        engine = create_engine(self._shared)
        names = ", ".join(table.name for table in metadata.sorted_tables)
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        engine.dispose()
        return self._shared


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(4))
    on_path = shutil.which("initdb")
    program = Path(on_path) if on_path else found[-1] if found else None
    return program.resolve().parent if program else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server program (initdb) is installed")
    folder = Path(tempfile.mkdtemp(prefix="hocvu-pg-"))
    cluster = PostgresCluster(programs, folder)
    try:
        cluster.start()
        yield cluster
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the library's tables."""
    path = tmp_path_factory.mktemp("library") / "template.sqlite3"
    Library.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    """Every test that opens a library runs on each kind of database."""
    return request.param


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'library.sqlite3'}"
    return request.getfixturevalue("postgres").new()


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a library that holds nothing yet."""
    if backend == "sqlite":
        path = tmp_path / "library.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    return request.getfixturevalue("postgres").emptied()


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    opened = Library.open(url)
    yield opened
    opened.close()


class Make:
    """Documents of our own words."""

    @staticmethod
    def path(printed: str) -> ProvisionPath:
        return ProvisionPath.parse(printed)

    @staticmethod
    def article(printed: str, words: str, **fields: Any) -> Provision:
        path = ProvisionPath.parse(printed)
        fields.setdefault("heading", f"Tên điều {path.article}")
        fields.setdefault("label", f"Điều {path.article}")
        return Provision(path=path, kind=UnitKind.ARTICLE, text=words, **fields)

    @staticmethod
    def document(
        number: str,
        articles: dict[str, str] | None = None,
        *,
        relations: tuple[Relation, ...] = (),
        **head: Any,
    ) -> Document:
        """``articles``: label of a Điều to its words; each has one clause that is the whole of it."""
        head.setdefault("title", f"Quy định về {number}")
        provisions = []
        for label, words in (articles or {"1": "1. Lời thứ nhất."}).items():
            path = ProvisionPath.parse(f"{number}#dieu-{label}")
            clause = Unit(path.child(Segment(UnitKind.CLAUSE, "1")), UnitKind.CLAUSE, "1.", 0, len(words))
            provisions.append(Make.article(str(path), words, units=(clause,)))
        return Document(Head(DocumentNumber(number), **head), tuple(provisions), relations)

    @staticmethod
    def file(name: str = "tệp.pdf", *, path: str | None = None, bytes_: str = "") -> Source:
        sha256 = (bytes_ or name).encode().hex().ljust(64, "0")[:64]
        return Source(name, sha256, "application/pdf", 10, path=name if path is None else path)

    @staticmethod
    def snapshot(name: str, known_until: date | None) -> Source:
        sha256 = name.encode().hex().ljust(64, "f")[:64]
        return Source(f"{name}.zip", sha256, "application/zip", 10, name, known_until, "codification")

    @staticmethod
    def relation(
        kind: RelationKind, source: str, target: str | None, effective_on: date | None = None
    ) -> Relation:
        where = ProvisionPath.parse(target) if target else None
        return Relation(kind, ProvisionPath.parse(source), where, f"{kind.value} {target}", effective_on)


@pytest.fixture
def make() -> type[Make]:
    return Make


@pytest.fixture
def publish() -> Callable[[Library], int]:
    """Publish what is being built; return the edition's number."""

    def publish(library: Library) -> int:
        number = library.begin().number
        library.publish(number, "static@00000000")
        return number

    return publish


@pytest.fixture
def words() -> Callable[[list[StoredProvision]], dict[str, str]]:
    return lambda found: {str(stored.provision.path): stored.provision.text for stored in found}
