"""The door through which words enter and leave the library: ingest, remove, reindex.

One writer at a time works in one *building* edition. A document is one transaction; nothing
of it is seen before the edition is published, at once, with both indexes complete. A run that
dies, at whatever moment, leaves the last edition serving and a building edition that the next
run takes up.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.errors import NotFound
from assistant.library import Library
from assistant.library.overrides import OverrideRow
from assistant.retrieval.embedding import EmbedderUnavailable
from assistant.settings import Settings
from ingest.intake import Intake
from ingest.lock import write_lock
from ingest.progress import Progress, silent
from ingest.publication import Publication
from ingest.report import Report
from ingest.storage import full_disk_told, is_disk_full
from ingest.work import readers


class Ingest:
    """Writes to the library that ``settings`` name.

    ``executor`` runs the reading elsewhere (a Dask client's, say); by default
    ``settings.workers`` guarded processes of this machine do it.
    """

    def __init__(self, settings: Settings, *, executor: Executor | None = None) -> None:
        self._settings = settings
        self._executor = executor

    def run(
        self,
        paths: Sequence[Path],
        *,
        replace: bool = False,
        access: Access = Access.PUBLIC,
        progress: Progress = silent,
    ) -> Report:
        """Read ``paths`` (files, folders, zips, packages) and publish what is new.

        Raises ``LibraryBusy``, ``IndexMismatch``, ``StorageFull``; never for a bad file.
        """
        report = Report(action="ingest")
        with self._writing(report, progress) as (library, publication):
            publication.check_embedder()
            intake = Intake(library, self._settings, report, progress, replace=replace, access=access)
            with readers(self._settings, self._executor) as hands, _timed(report, "read"):
                intake.run(paths, hands)
            self._publish(library, publication, report)
        return report

    def remove(self, number: DocumentNumber, *, progress: Progress = silent) -> Report:
        """Take a document out of the library and both indexes; raise ``NotFound``.

        What a killed run left is finished first in either case.
        """
        report = Report(action="remove")
        with self._writing(report, progress) as (library, publication):
            publication.check_embedder()
            served = _served(library, number)
            gone = library.remove_document(number, edition=library.begin().number)
            self._publish(library, publication, report)
            if not (gone or served):
                raise NotFound(
                    f"Thư viện không có văn bản số {number}.", "“hocvu list” kê những văn bản đang có."
                )
        return report

    def set_validity(self, rows: Sequence[OverrideRow], *, progress: Progress = silent) -> Report:
        """Let the clerk's table of validity be ``rows`` and publish what that changes."""
        report = Report(action="validity")
        with self._writing(report, progress) as (library, publication):
            publication.check_embedder()
            came, went = library.put_overrides(rows, edition=library.begin().number)
            report.overrides = {"added": came, "removed": went}
            self._publish(library, publication, report)
        return report

    def reindex(self, *, drop_others: bool = False, progress: Progress = silent) -> Report:
        """Build both indexes anew from the library, with the embedder now configured, beside
        those that serve; switch at once. The vectors of the model before are kept, for servers
        that still use it, until ``drop_others``.
        """
        report = Report(action="reindex")
        with self._writing(report, progress, mend=True) as (library, publication):
            with _timed(report, "index"):
                rebuilt = publication.rebuild(drop_others=drop_others)
            report.indexed, report.published = rebuilt.indexed, rebuilt.published
            report.dropped = list(rebuilt.dropped)
            self._finish(library, publication, report)
        return report

    def _publish(self, library: Library, publication: Publication, report: Report) -> None:
        building = library.building()
        if building is not None and library.has_changes(building.number):
            with _timed(report, "index"):
                report.indexed, consolidated = publication.publish(building.number)
            report.consolidated(consolidated.applied, consolidated.contained, consolidated.failures)
            report.published = True
        self._finish(library, publication, report)

    def _finish(self, library: Library, publication: Publication, report: Report) -> None:
        with _timed(report, "clean"):
            report.removed = publication.clean()
        edition = library.edition()
        report.edition = edition.number if edition else 0
        report.kept = list(edition.kept) if edition else []

    @contextmanager
    def _writing(
        self, report: Report, progress: Progress, *, mend: bool = False
    ) -> Iterator[tuple[Library, Publication]]:
        """The library, locked for writing; the report is saved however the run ends. ``mend``:
        indexes that cannot be opened are thrown away.
        """
        with full_disk_told(), write_lock(self._settings.home):
            library = Library.open(self._settings.sqlalchemy_url)
            try:
                with closing(self._publication(library, progress, mend=mend)) as publication:
                    yield library, publication
            finally:
                library.close()
                report.finished_at = datetime.now(UTC)
                with suppress(OSError):
                    report.save(self._settings.home / "reports")

    def _publication(self, library: Library, progress: Progress, *, mend: bool) -> Publication:
        try:
            return Publication(library, self._settings, progress)
        except Exception as error:
            if not mend or is_disk_full(error) or isinstance(error, EmbedderUnavailable):
                raise
        for name in ("lexical", "vectors"):
            shutil.rmtree(self._settings.home / name, ignore_errors=True)
        return Publication(library, self._settings, progress)


def _served(library: Library, number: DocumentNumber) -> bool:
    """Whether the published edition has the document: a removal that was killed half-way left
    it there although the building edition no longer has it.
    """
    edition = library.edition()
    return edition is not None and number in library.numbers(edition.number, Access.INTERNAL)


@contextmanager
def _timed(report: Report, stage: str) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        report.stages_s[stage] = round(time.monotonic() - start, 3)
