"""The work on one file that can be done anywhere: read it, find its structure.

``read_one`` takes and gives picklable values only, so that any
``concurrent.futures.Executor`` can run it: the threads of this process (each waits for a
reader process of its own), or a cluster's ``client.get_executor()``.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from assistant.domain.document import Document
from assistant.errors import HocVuError
from assistant.library.records import PageRecord
from assistant.settings import Settings
from ingest.readers import read_guarded
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
    seconds: float = 0.0


def read_one(job: Job, settings: Settings) -> Done:
    """Read and parse one file; never raises for what the file holds."""
    start = time.monotonic()
    try:
        read = read_guarded(job.found.path, settings)
        document = parse(read, name=job.found.name)
    except HocVuError as error:
        return Done(job, None, failure=" ".join(filter(None, (error.message, error.hint))))
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  a file that breaks a parser must not stop the others
        return Done(job, None, failure=f"Lỗi bất ngờ khi đọc tệp ({type(error).__name__}: {error}).")
    pages = tuple(PageRecord(p.number, p.width, p.height, p.origin.value, p.note) for p in read.pages)
    warnings = (*read.warnings, *document.warnings)
    return Done(job, document, pages, read.media_type, warnings, seconds=time.monotonic() - start)


def read_all(
    jobs: Iterable[Job], settings: Settings, executor: Executor, *, ahead: int
) -> Iterator[Done]:
    """Read ``jobs`` side by side, results in order, at most ``ahead`` waiting in memory."""
    waiting: deque[Future[Done]] = deque()
    try:
        for job in jobs:
            waiting.append(executor.submit(read_one, job, settings))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()

