"""Killed with -9 between any two steps: the last edition answers, the next run finishes."""

import signal
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

from assistant.domain.document import Access
from assistant.library import Library

_CHILD = Path(__file__).with_name("killed.py")
_POINTS = 9


def _child_module():
    spec = util.spec_from_file_location("killed", _CHILD)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(url: str, steps: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(_CHILD), url, str(steps)]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False)


def _answers(library: Library, edition: int) -> dict:
    """All that an asker can learn from an edition, apart from row ids of relations."""
    told, found = {}, []
    for number in library.numbers(edition):
        record = library.document(number, edition=edition)
        outline = library.outline(number, edition=edition)
        told[str(number)] = (record.head, record.relations, record.provisions)
        for s in outline:
            wordings = library.wordings(s.provision.path, edition=edition)
            found += [one.id for one in wordings]
            life = [(p.interval, p.status, p.because, p.wording is None) for p in s.timeline.phases]
            words = sorted((one.variant, one.provision.text) for one in wordings)
            told[str(s.provision.path)] = (words, s.document, s.known_until, s.listed, s.headings, life)
    assert sorted(library.live_ids(edition, Access.PUBLIC)) == sorted(found)
    return told


@pytest.fixture
def child(library):
    module = _child_module()
    module.before(library)
    return module


_TOTALS: dict[str, int] = {}


@pytest.fixture
def total(backend, request, tmp_path_factory) -> int:
    """How many statements and commits an undisturbed run has on this kind of database."""
    if backend not in _TOTALS:
        folder = tmp_path_factory.mktemp("whole")
        postgres = backend == "postgresql"
        url = (
            request.getfixturevalue("postgres").new()
            if postgres
            else f"sqlite:///{folder / 'library.sqlite3'}"
        )
        library = Library.open(url)
        _child_module().before(library)
        library.close()
        ran = _run(url, 0)
        assert ran.returncode == 0, ran.stderr
        _TOTALS[backend] = int(ran.stdout)
    return _TOTALS[backend]


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> dict:
    """What an undisturbed run leaves."""
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('finished') / 'library.sqlite3'}")
    module = _child_module()
    module.before(library)
    module.after(library)
    answers = _answers(library, library.edition().number)
    library.close()
    return answers


@pytest.mark.parametrize("point", range(1, _POINTS + 1))
def test_a_killed_writer_leaves_one_whole_edition_and_can_be_run_again(
    child, library, url, total, finished, point
):
    published = _answers(library, 1)
    ran = _run(url, max(1, total * point // _POINTS - 1))
    assert ran.returncode == -signal.SIGKILL, ran.stderr

    edition = library.edition().number
    assert _answers(library, edition) == (published if edition == 1 else finished)

    child.after(library)
    edition = library.edition().number
    assert _answers(library, edition) == finished
    assert library.retired_ids() == []
    assert not library.has_changes(library.begin().number)
