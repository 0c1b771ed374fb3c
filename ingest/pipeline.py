"""The door through which words enter and leave the library: ingest, remove, reindex.

One writer at a time works in one *building* edition. A document is one transaction; nothing
of it is seen before the edition is published, at once, with both indexes complete. A run that
dies, at whatever moment, leaves the last edition serving and a building edition that the next
run takes up.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain.document import Access, Document
from assistant.domain.number import DocumentNumber
from assistant.errors import NotFound
from assistant.library import Library
from assistant.library.records import Source
from assistant.settings import Settings
from ingest.codification import read_package
from ingest.lock import write_lock
from ingest.progress import Progress, Stage, silent
from ingest.publication import Publication
from ingest.report import FileResult, FileState, Report
from ingest.sources import Found, SourceKind, discover, fingerprint
from ingest.storage import full_disk_told, keep_source, scratch
from ingest.work import Done, Job, read_all


class Ingest:
    """Writes to the library that ``settings`` name.

    ``executor`` runs the reading elsewhere (a Dask client's, say); by default as many
    threads as ``settings.workers``, each with a guarded reader process.
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
            reading = _Reading(library, self._settings, report, progress, replace=replace, access=access)
            with self._readers() as executor, _timed(report, "read"):
                reading.run(paths, executor)
            self._publish(library, publication, report)
        return report

    def remove(self, number: DocumentNumber, *, progress: Progress = silent) -> Report:
        """Take a document out of the library and both indexes; raise ``NotFound``."""
        report = Report(action="remove")
        with self._writing(report, progress) as (library, publication):
            publication.check_embedder()
            if not library.remove_document(number, edition=library.begin().number):
                raise NotFound(f"Thư viện không có văn bản số {number}.", "“hocvu list” kê những văn bản đang có.")
            self._publish(library, publication, report)
        return report

    def reindex(self, *, progress: Progress = silent) -> Report:
        """Build both indexes anew from the library, with the embedder now configured, beside
        those that serve; switch at once.
        """
        report = Report(action="reindex")
        with self._writing(report, progress) as (library, publication):
            with _timed(report, "index"):
                report.indexed = publication.rebuild()
            report.published = True
            self._finish(library, publication, report)
        return report

    def _publish(self, library: Library, publication: Publication, report: Report) -> None:
        building = library.begin().number
        if library.has_changes(building):
            with _timed(report, "index"):
                report.indexed = publication.publish(building)
            report.published = True
        self._finish(library, publication, report)

    def _finish(self, library: Library, publication: Publication, report: Report) -> None:
        with _timed(report, "clean"):
            report.removed = publication.clean()
        edition = library.edition()
        report.edition = edition.number if edition else 0

    @contextmanager
    def _writing(self, report: Report, progress: Progress) -> Iterator[tuple[Library, Publication]]:
        """The library, locked for writing; the report is saved however the run ends."""
        with full_disk_told(), write_lock(self._settings.home):
            library = Library.open(self._settings.sqlalchemy_url)
            try:
                yield library, Publication(library, self._settings, progress)
            finally:
                library.close()
                report.finished_at = datetime.now(UTC)
                with suppress(OSError):
                    report.save(self._settings.home / "reports")

    @contextmanager
    def _readers(self) -> Iterator[Executor]:
        if self._executor is not None:
            yield self._executor
            return
        pool = ThreadPoolExecutor(self._settings.workers, "reader")
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


class _Reading:
    """The reading half of a run: every source found gets one line in the report."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        report: Report,
        progress: Progress,
        *,
        replace: bool,
        access: Access,
    ) -> None:
        self._library = library
        self._settings = settings
        self._report = report
        self._progress = progress
        self._replace = replace
        self._access = access
        self._hashes: set[str] = set()
        self._twins: list[Job] = []

    def run(self, paths: Sequence[Path], executor: Executor) -> None:
        """Find, read and store; documents first come, first kept."""
        with scratch(self._settings.home) as folder:
            found = list(discover(list(paths), folder))
            for source in (f for f in found if f.kind is SourceKind.PACKAGE):
                self._package(source)
            files = [f for f in found if f.kind is not SourceKind.PACKAGE]
            jobs = self._jobs(files)
            total = len(files)
            self._progress(Stage.READ, 0, total)
            for done in read_all(jobs, self._settings, executor, ahead=2 * self._settings.workers):
                self._put(done)
                self._progress(Stage.READ, len(self._report.files), total, done.job.found.name)
            for twin in self._twins:
                self._twin(twin)

    def _jobs(self, found: list[Found]) -> Iterator[Job]:
        """What must really be read; the rest is reported on the way."""
        for source in found:
            if source.kind is SourceKind.REFUSED:
                self._tell(source, FileState.FAILED, reason=source.reason)
            elif (job := self._job(source)) is not None:
                yield job

    def _job(self, source: Found) -> Job | None:
        try:
            if reason := self._too_large(source.path.stat().st_size):
                return self._tell(source, FileState.FAILED, reason=reason)
            job = Job(source, *fingerprint(source))
        except OSError as error:
            return self._tell(source, FileState.FAILED, reason=f"Không mở được tệp ({error.strerror}).")
        if job.sha256 in self._hashes:
            self._twins.append(job)
            return None
        self._hashes.add(job.sha256)
        if not self._replace and self._library.source_seen(job.sha256, source.origin):
            return self._tell(source, FileState.UNCHANGED)
        return job

    def _too_large(self, size: int) -> str:
        limit = self._settings.max_file_bytes
        if size <= limit:
            return ""
        return f"Tệp quá lớn ({size / 1e6:.0f} MB; giới hạn {limit / 1e6:.0f} MB, đặt bằng HOCVU_MAX_FILE_BYTES)."

    def _twin(self, job: Job) -> None:
        """A file with the same bytes as another of this run ends as that one did."""
        if self._library.source_seen(job.sha256):
            self._tell(job.found, FileState.UNCHANGED, reason="Trùng nội dung với một tệp khác trong lần chạy này.")
        else:
            self._tell(job.found, FileState.FAILED, reason="Trùng nội dung với một tệp không đọc được.")

    def _put(self, done: Done) -> None:
        if done.document is None or not done.document.provisions:
            reason = done.failure or "Không tìm thấy chữ nào đọc được trong tệp."
            self._tell(done.job.found, FileState.FAILED, reason=reason, seconds=done.seconds)
            return
        document = self._with_access(done.document)
        source = self._source(done.job, done.media_type)
        keep_source(self._settings.home, done.job.found.path, done.job.sha256)
        result = self._library.put_document(
            document, source, edition=self._library.begin().number, pages=done.pages, replace=self._replace
        )
        if result.state == "conflict":
            reason = (
                f"Số hiệu {document.number} đã có trong thư viện, đọc từ “{result.other}”. "
                "Nếu tệp này thay cho tệp đó, hãy chạy lại với --replace."
            )
            self._tell(done.job.found, FileState.FAILED, reason=reason, seconds=done.seconds)
            return
        state = FileState.WARNED if done.warnings else FileState.READ
        self._tell(
            done.job.found,
            FileState.UNCHANGED if result.state == "unchanged" else state,
            documents=[str(document.number)],
            title=document.head.title,
            provisions=len(document.provisions),
            pages=len(done.pages),
            warnings=list(done.warnings),
            seconds=done.seconds,
        )

    def _with_access(self, document: Document) -> Document:
        return replace(document, head=replace(document.head, access=self._access))

    def _source(self, job: Job, media_type: str) -> Source:
        found = job.found
        return Source(found.name, job.sha256, media_type, job.size, path=found.origin)

    def _tell(self, found: Found, state: FileState, **more: object) -> None:
        result = {"name": found.name, "origin": found.origin, "kind": found.kind.value, "state": state, **more}
        self._report.files.append(FileResult.model_validate(result))


@contextmanager
def _timed(report: Report, stage: str) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        report.stages_s[stage] = round(time.monotonic() - start, 3)
