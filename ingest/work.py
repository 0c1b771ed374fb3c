"""Reading files side by side and finding their structure.

Files are read by the guarded processes of a ``ReaderPool``, or by any
``concurrent.futures.Executor`` (a Dask client's, say): what crosses is picklable. The
grammar runs here, while the next files are being read.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.domain.document import Document
from assistant.errors import HocVuError, StorageFull
from assistant.library.records import PageRecord
from assistant.settings import Settings
from ingest.ordering import with_instructions
from ingest.readers import ReaderPool, read_guarded
from ingest.reading import ReadDocument
from ingest.sources import Found
from ingest.structure import parse


@dataclass(frozen=True)
class Job:
    """A file to read, with the hash and size of its bytes."""

    found: Found
    sha256: str
    size: int


@dataclass(frozen=True)
class Done:
    """What a file became: a ``document`` with its pages, or the ``failure`` in words."""

    job: Job
    document: Document | None
    pages: tuple[PageRecord, ...] = ()
    media_type: str = ""
    warnings: tuple[str, ...] = ()
    failure: str = ""


class Readers(Protocol):
    """Reads files side by side."""

    def submit(self, path: Path) -> "Future[ReadDocument]":
        """Read ``path`` when there is room."""


class _Elsewhere:
    """Reads on an executor that was given."""

    def __init__(self, executor: Executor, settings: Settings) -> None:
        self._executor = executor
        self._settings = settings

    def submit(self, path: Path) -> "Future[ReadDocument]":
        return self._executor.submit(read_guarded, path, self._settings)


@contextmanager
def readers(settings: Settings, executor: Executor | None) -> Iterator[Readers]:
    """Readers for one run: on ``executor``, or guarded processes of this machine."""
    if executor is not None:
        yield _Elsewhere(executor, settings)
        return
    with ReaderPool(settings) as pool:
        yield pool


def read_all(jobs: Iterable[Job], readers: Readers, *, ahead: int) -> Iterator[Done]:
    """Read ``jobs`` side by side, results in order, at most ``ahead`` waiting in memory."""
    waiting: deque[tuple[Job, Future[ReadDocument]]] = deque()
    try:
        for job in jobs:
            waiting.append((job, readers.submit(job.found.path)))
            if len(waiting) >= ahead:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())
    finally:
        for _, future in waiting:
            future.cancel()


def _finished(job: Job, future: "Future[ReadDocument]") -> Done:
    """Parse what was read; never raises for what a file holds, only for a full disk."""
    try:
        return _parsed(job, future.result())
    except StorageFull:
        raise
    except HocVuError as error:
        return Done(job, None, failure=f"{error.message} {error.hint}".strip())
    except Exception as error:
        return Done(job, None, failure=f"Lỗi bất ngờ khi đọc tệp ({type(error).__name__}: {error}).")


def _parsed(job: Job, read: ReadDocument) -> Done:
    document = with_instructions(parse(read, name=job.found.name))
    pages = tuple(PageRecord(p.number, p.width, p.height, p.origin.value, p.note) for p in read.pages)
    return Done(job, document, pages, read.media_type, (*read.warnings, *document.warnings))
