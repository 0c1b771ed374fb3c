"""Merging a snapshot of the codification into the library, article by article.

A snapshot knows the changes up to a day (``Source.known_until``). Its words replace what the
library knows only up to an earlier day or the same; words known up to a later day stay.
Articles with the same words keep their row; where a snapshot's words are others than the newest
one's, they are kept as an older wording, by the day that the snapshot vouches for. An article
that a newer snapshot no longer has stays, and its standing says which snapshot lacks it. A
snapshot that does not cover a topic at all says nothing about the articles of that topic.

Work goes in batches, one transaction each. A batch compares itself with what is live, so a
run that was killed is done again from the start and finds its own rows unchanged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, select

from assistant.domain.document import Document
from assistant.library.held import (
    Held,
    Known,
    close_ids,
    copy_as_older,
    ids_by_path,
    load,
    relation_key,
    set_standings,
    topic_of,
)
from assistant.library.records import SnapshotResult, Source
from assistant.library.rows import Row, head_row, path_of, provision_rows, relation_rows, tail_of
from assistant.library.store import Store
from assistant.library.tables import (
    documents,
    live,
    provisions,
    relations,
    sources,
    standings,
)
from assistant.library.writing import add_head, ensure_source, insert_all, mark_complete

_BATCH = 2_000
_DOCUMENTS = 200


def put_snapshot(store: Store, stream: Iterable[Document], source: Source, edition: int) -> SnapshotResult:
    """Merge ``stream``, one document a number; see the module for the rule."""
    with store.writing() as connection:
        merge = _Merge(source, ensure_source(connection, source), edition)
        merge.later = _later_snapshots(connection, merge)
    for batch in _batches(stream):
        with store.writing() as connection:
            merge.put(connection, batch)
    with store.writing() as connection:
        merge.finish(connection)
    return SnapshotResult(**merge.counts, warnings=tuple(merge.warnings))


def _batches(stream: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in stream:
        batch.append(document)
        size += len(document.provisions) + 1
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _later_snapshots(connection: Connection, merge: "_Merge") -> dict[str, int]:
    """Topics that snapshots in the library cover which know later changes than the one being
    merged, each with the first of those.
    """
    query = select(sources.c.id, sources.c.topics, sources.c.known_until).where(
        sources.c.topics.is_not(None), sources.c.id != merge.source_id
    )
    later = [row for row in connection.execute(query) if not merge.knows(row.known_until)]
    by_day = sorted(later, key=lambda row: (row.known_until, row.id), reverse=True)
    return {topic: row.id for row in by_day for topic in orjson.loads(row.topics)}


@dataclass(frozen=True)
class _Case:
    """One document of the snapshot beside what the library holds of its number.

    ``newest``: no later snapshot has the document.
    """

    document: Document
    held: Held | None
    newest: bool


@dataclass
class _Writes:
    """The rows that one batch closes and adds."""

    provisions: list[Row] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    closed_relations: list[int] = field(default_factory=list)
    closed_heads: list[int] = field(default_factory=list)
    heads: list[tuple[Document, Row, int]] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    outdated: list[tuple[int, str]] = field(default_factory=list)
    apart: dict[tuple[str, str], Known] = field(default_factory=dict)
    left: dict[int, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class _Unmet:
    """An article that the library has and this snapshot has not: the last day that it is known
    for, its topic, and the day of the snapshot that is named as lacking it.
    """

    known: date | None
    topic: str
    missing_in: int | None
    missing_on: date | None

    @classmethod
    def of(cls, row: Row, held: Held) -> "_Unmet":
        """What is known of a row of a document."""
        return cls(held.known(row), held.topic(row), row["missing_in"], row["missing_on"])


class _Merge:
    """One snapshot on its way into the building edition."""

    def __init__(self, source: Source, source_id: int, edition: int) -> None:
        self.source = source
        self.source_id = source_id
        self.edition = edition
        self.later: dict[str, int] = {}
        self.warnings: list[str] = []
        self.counts = dict.fromkeys(SnapshotResult().counts, 0)
        self._topics: set[str] = set()
        self._met: set[str] = set()
        self._unmet: dict[int, _Unmet] = {}

    def knows(self, until: date | None) -> bool:
        """Whether this snapshot knows at least what is known up to ``until``."""
        if until is None or until == self.source.known_until:
            return True
        return self.source.known_until is not None and until < self.source.known_until

    # --- a batch

    def put(self, connection: Connection, batch: list[Document]) -> None:
        """Merge a batch of documents."""
        held = load(connection, [document.number.key for document in batch])
        writes = _Writes()
        for document in batch:
            self._met.add(document.number.key)
            self.counts["documents"] += 1
            self._merge(document, held.get(document.number.key), writes)
        self._write(connection, writes)

    def _merge(self, document: Document, held: Held | None, writes: _Writes) -> None:
        if held is not None and not held.head["codified"]:
            self._keep(document, held)
            return
        case = _Case(document, held, held is None or self.knows(held.known_until))
        self._merge_head(case, writes)
        written = self._merge_provisions(case, writes)
        self._merge_relations(case, written, writes)

    def _keep(self, document: Document, held: Held) -> None:
        """The snapshot covers the topics of a document all the same."""
        self.counts["kept"] += len(document.provisions)
        rows = [row for row in provision_rows(document) if row["rankable"]]
        self._topics.update(topic_of(row, document.head.topic) for row in rows)
        self.warnings.append(
            f"Giữ nguyên {document.number} đã đọc từ tệp {held.head['source_name']}; "
            "không lấy bản trong Bộ pháp điển."
        )

    def _merge_head(self, case: _Case, writes: _Writes) -> None:
        head, held, source_id = head_row(case.document.head), case.held, self.source_id
        if held is not None:
            first, second = (head, held.head) if case.newest else (held.head, head)
            head = {name: _either(first[name], second[name]) for name in head}
            source_id = self.source_id if case.newest else held.head["source_id"]
            if source_id == held.head["source_id"] and all(held.head[name] == head[name] for name in head):
                return
            writes.closed_heads.append(held.head["id"])
        writes.heads.append((case.document, head, source_id))

    def _merge_provisions(self, case: _Case, writes: _Writes) -> set[str]:
        """Compare each article; return the tails whose words now come from this snapshot."""
        written: set[str] = set()
        before = case.held.provisions if case.held is not None else {}
        rows = {row["tail"]: row for row in provision_rows(case.document)}
        for tail, row in rows.items():
            topic = topic_of(row, case.document.head.topic)
            if row["rankable"]:
                self._topics.add(topic)
            old = before.get(tail)
            if old is not None and case.held is not None and not self.knows(case.held.known(old)):
                self.counts["older"] += row["rankable"]
                self._keep_older(row, old, case.held.older.get(tail, []), writes)
                continue
            written.add(tail)
            if old is not None and case.held is not None and row["rankable"]:
                self._outdate(row, old, case.held, writes)
            self._place(row, old, self._apart(case.newest, self.later.get(topic)), writes)
        if case.held is not None:
            self._leave_behind(case, case.held, before.keys() - rows.keys(), writes)
        return written

    def _leave_behind(self, case: _Case, held: Held, tails: Iterable[str], writes: _Writes) -> None:
        """Articles that a document of this snapshot does not have stay as known as they were."""
        for tail in tails:
            row = held.provisions[tail]
            if row["rankable"] and self.knows(held.known(row)):
                self._unmet[row["id"]] = _Unmet.of(row, held)
                if case.newest:
                    writes.left[row["id"]] = (held.known(row), row["missing_in"])

    # --- older wordings

    def _keep_older(self, row: Row, newest: Row, held: list[Row], writes: _Writes) -> None:
        """Words of this snapshot that a later one has replaced: kept once, by the last snapshot
        that has them.
        """
        if self.source.known_until is None or not row["rankable"]:
            return
        variant = self.source.known_until.isoformat()
        alike = [one for one in held if one["words"] == row["words"]]
        later = row["words"] == newest["words"] or any(one["variant"] > variant for one in alike)
        mine = [one for one in held if one["variant"] == variant]
        if not later and any(one["wording"] == row["wording"] for one in mine):
            return
        writes.closed += {one["id"] for one in (*mine, *alike) if one["variant"] <= variant}
        if not later:
            writes.provisions.append(row | self._placed | {"variant": variant})

    def _outdate(self, row: Row, old: Row, held: Held, writes: _Writes) -> None:
        """What this snapshot makes of the words held so far: other words than its own become
        older ones, and older ones that are its own again are none.
        """
        writes.closed += [
            one["id"] for one in held.older.get(row["tail"], []) if one["words"] == row["words"]
        ]
        known = held.known(old)
        if known is not None and known != self.source.known_until and old["words"] != row["words"]:
            writes.outdated.append((old["id"], known.isoformat()))

    @property
    def _placed(self) -> Row:
        return {"position": 0, "source_id": self.source_id, "edition_from": self.edition}

    def _place(self, row: Row, old: Row | None, apart: Known | None, writes: _Writes) -> None:
        """One article whose words this snapshot decides."""
        same = old is not None and old["wording"] == row["wording"]
        self.counts["unchanged" if same else "changed" if old is not None else "added"] += row["rankable"]
        if not same:
            writes.provisions.append(row | self._placed | {"variant": ""})
            writes.closed += [old["id"]] if old is not None else []
        if apart is not None:
            writes.apart[row["number_key"], row["tail"]] = apart
        elif same and old is not None and old["standing_id"] is not None:
            writes.settled.append(old["id"])

    def _apart(self, newest: bool, lacking: int | None) -> Known | None:
        """The standing of an article that a later snapshot in the library does not confirm."""
        return None if newest and lacking is None else (self.source.known_until, lacking)

    def _merge_relations(self, case: _Case, written: set[str], writes: _Writes) -> None:
        """Relations of articles that this snapshot decides are its own; others stay."""
        rows = {relation_key(row): row for row in relation_rows(case.document)}
        before = case.held.relations if case.held is not None else {}
        for key, row in rows.items():
            if key not in before and (case.newest or _anchor(row) in written):
                writes.relations.append(row | {"edition_from": self.edition})
        for key, row in before.items():
            if key not in rows and (_anchor(row) in written or (case.newest and not _anchor(row))):
                writes.closed_relations.append(row["id"])

    def _write(self, connection: Connection, writes: _Writes) -> None:
        for table, ids in (
            (provisions, writes.closed),
            (relations, writes.closed_relations),
            (documents, writes.closed_heads),
        ):
            close_ids(connection, table, table.c.id, ids, self.edition)
        for document, head, source_id in writes.heads:
            add_head(connection, document, head, source_id, self.edition, codified=True)
        copy_as_older(connection, writes.outdated, self.edition)
        insert_all(connection, provisions, writes.provisions)
        insert_all(connection, relations, writes.relations)
        close_ids(connection, standings, standings.c.provision_id, writes.settled, self.edition)
        if writes.apart:
            set_standings(connection, ids_by_path(connection, writes.apart), self.edition)
        set_standings(connection, writes.left, self.edition)

    # --- the end

    def finish(self, connection: Connection) -> None:
        """Mark the articles of topics that this snapshot covers and that it no longer has, and
        that it was read to its end. Of several that lack them the earliest is named.
        """
        self._unmet |= self._unmet_documents(connection)
        unlisted = {
            provision_id: (unmet.known, self.source_id)
            for provision_id, unmet in self._unmet.items()
            if unmet.topic in self._topics and self._is_first_to_lack(unmet)
        }
        self.counts["unlisted"] = set_standings(connection, unlisted, self.edition)
        mark_complete(connection, self.source_id, sorted(self._topics))

    def _is_first_to_lack(self, unmet: _Unmet) -> bool:
        mine, theirs = self.source.known_until, unmet.missing_on
        return unmet.missing_in is None or (mine is not None and theirs is not None and mine < theirs)

    def _unmet_documents(self, connection: Connection) -> dict[int, _Unmet]:
        """The articles of codified documents that the stream had not."""
        codified = select(documents.c.number_key).where(live(documents), documents.c.codified)
        keys = [key for key in connection.execute(codified).scalars() if key not in self._met]
        return {
            row["id"]: _Unmet.of(row, held)
            for start in range(0, len(keys), _DOCUMENTS)
            for held in load(connection, keys[start : start + _DOCUMENTS]).values()
            for row in held.provisions.values()
            if row["rankable"] and self.knows(held.known(row))
        }


def _either(first: Any, second: Any) -> Any:  # noqa: ANN401  a column's value
    return second if first in (None, "", "[]") else first


def _anchor(row: Row) -> str:
    """The tail of the article of the owning document that a relation is about; empty: none."""
    for side in ("target", "source"):
        if row[f"{side}_key"] == row["number_key"] and row[f"{side}_path"]:
            return tail_of(path_of(row[f"{side}_path"]).article_path)
    return ""
