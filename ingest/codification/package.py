"""Read a whole package: topics side by side, then documents, one for each number.

The articles of one document are spread over topics, so all topics are read before the first
document comes out. What is held meanwhile is words and notes (some hundred megabytes for the
whole code); units are found when a document is built.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from assistant.domain.document import Document
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from ingest.codification.assemble import Draft, Named, build, drafts_of, path_of, printed_number
from ingest.codification.guides import names_in, resolve
from ingest.codification.identity import Identities, Placed, Rejected
from ingest.codification.members import Member, members
from ingest.codification.namesakes import Settled
from ingest.codification.snapshot import known_until
from ingest.codification.topic import CodeArticle, Topic, read_topic

_In = TypeVar("_In")
_Out = TypeVar("_Out")
Progress = Callable[[int, int], None]
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class FailedTopic:
    """A file of the package that is no topic, or a broken one."""

    name: str
    reason: str


@dataclass
class Package:
    """A package once its topics are read; its documents are made on the way out.

    ``articles`` counts the ``p.pDieu`` of the code; ``rejected`` are those that name no
    document; ``copies`` stand in several topics and became one; ``numberless`` belong to
    documents without a number. ``known_until``: see ``snapshot``.
    """

    known_until: date | None
    topics: tuple[tuple[str, str], ...]
    failed: tuple[FailedTopic, ...]
    articles: int
    rejected: tuple[Rejected, ...]
    copies: int
    numberless: int
    _drafts: dict[str, list[Settled]] = field(repr=False, default_factory=dict)
    _anchors: dict[str, ProvisionPath] = field(repr=False, default_factory=dict)
    _named: dict[str, Named] = field(repr=False, default_factory=dict)

    def documents(self, *, progress: Progress | None = None) -> Iterator[Document]:
        """The documents, in the order of their numbers. Can be asked for once: memory is
        given back as they go. Built here: to fetch them from a worker takes as long.
        """
        total, names = len(self._drafts), dict(self.topics)
        for done, key in enumerate(sorted(self._drafts, key=_natural), start=1):
            yield build(self._draft(self._drafts.pop(key), names))
            if progress is not None:
                progress(done, total)

    def _draft(self, settled: list[Settled], names: dict[str, str]) -> Draft:
        pointers = {
            index: found
            for index, one in enumerate(settled)
            if (found := resolve(one.placed.article.guides, self._anchors))
        }
        number = printed_number(settled)
        return Draft(number, tuple(settled), names, pointers, self._named.get(number.key))


def open_package(
    path: Path, *, workers: int = 2, executor: Executor | None = None, progress: Progress | None = None
) -> Package:
    """Read the topics of the package at ``path``.

    ``executor`` reads elsewhere (it must take functions of this module); by default as many
    spawned processes as ``workers``. Raises ``UnreadableFile`` where the package cannot be
    opened; a broken topic is reported and the others go on. ``progress`` hears of topics read
    and files seen so far.
    """
    failed: list[FailedTopic] = []
    topics: list[Topic] = []
    with _pool(executor, workers) as pool:
        for name, read in _side_by_side(pool, _read_member, members(path), _AHEAD * workers):
            if isinstance(read, Topic):
                topics.append(read)
            else:
                failed.append(FailedTopic(name, read))
            if progress is not None:
                progress(len(topics), len(topics) + len(failed))
    return _package(sorted(topics, key=lambda topic: _natural(topic.number)), failed)


def read_package(
    path: Path, *, workers: int = 2, executor: Executor | None = None, progress: Progress | None = None
) -> Iterator[Document]:
    """The documents of the package at ``path``, one for each number.

    ``open_package`` gives the same with the snapshot's day and what could not be read.
    """
    package = open_package(path, workers=workers, executor=executor)
    yield from package.documents(progress=progress)


def _package(topics: list[Topic], failed: list[FailedTopic]) -> Package:
    articles = [article for topic in topics for article in topic.articles]
    identities = Identities(articles)
    found = [identities.place(article) for article in articles]
    placed = [one for one in found if isinstance(one, Placed)]
    drafts = drafts_of(placed)
    return Package(
        known_until=known_until(article.note for article in articles),
        topics=tuple((topic.number, topic.name) for topic in topics),
        failed=tuple(failed),
        articles=len(articles),
        rejected=tuple(one for one in found if isinstance(one, Rejected)),
        copies=len(placed) - sum(map(len, drafts.values())),
        numberless=sum(not one.numbered for one in placed),
        _drafts=drafts,
        _anchors=_anchor_paths(articles, drafts),
        _named=names_in(guide for article in articles for guide in article.guides),
    )


def _anchor_paths(
    articles: Iterable[CodeArticle], drafts: dict[str, list[Settled]]
) -> dict[str, ProvisionPath]:
    """Addresses by the code's own ids; an id that stands twice names nothing."""
    times = Counter(article.anchor for article in articles)
    numbers: dict[str, DocumentNumber] = {key: printed_number(settled) for key, settled in drafts.items()}
    return {
        one.placed.article.anchor: path_of(one, numbers[key])
        for key, settled in drafts.items()
        for one in settled
        if times[one.placed.article.anchor] == 1
    }


def _natural(text: str) -> list[tuple[int, str]]:
    """A key that counts: 9.2 before 13.1."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text) if part]


def _read_member(member: Member) -> tuple[str, Topic | str]:
    """Read one file in a worker: the topic, or why it is none."""
    if member.failure:
        return member.name, member.failure
    try:
        return member.name, read_topic(member.data)
    except (ValueError, RecursionError, MemoryError) as error:
        return member.name, str(error) or type(error).__name__


def _side_by_side(
    pool: Executor, work: Callable[[_In], _Out], items: Iterable[_In], ahead: int
) -> Iterator[_Out]:
    """``work`` over ``items`` in their order, at most ``ahead`` of them in the making."""
    waiting: deque[Future[_Out]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _pool(executor: Executor | None, workers: int) -> Iterator[Executor]:
    """The caller's executor, or processes of our own (spawned: safe beside threads)."""
    if executor is not None:
        yield executor
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
