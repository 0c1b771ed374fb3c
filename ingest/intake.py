"""The reading half of a run: every source that was found gets one line in the report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.domain.document import Access, Document
from assistant.errors import UnreadableFile
from assistant.library import Library
from assistant.library.records import PutResult, PutState, Source
from assistant.settings import Settings
from ingest.merging import merge
from ingest.progress import Progress, Stage
from ingest.report import FileResult, FileState, Report
from ingest.sources import Found, SourceKind, discover, fingerprint
from ingest.storage import keep_source, scratch
from ingest.work import Done, Job, Readers, read_all


class Intake:
    """Reads what a person named into the building edition."""

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

    @cached_property
    def _edition(self) -> int:
        """The edition written into; begun when there is first something to write."""
        return self._library.begin().number

    def run(self, paths: Sequence[Path], readers: Readers) -> None:
        """Find, read and store; packages first, then files as they were named."""
        with scratch(self._settings.home) as folder:
            found = list(discover(list(paths), folder))
            files = [source for source in found if source.kind is not SourceKind.PACKAGE]
            for source in found:
                if source.kind is SourceKind.PACKAGE:
                    self._package(source)
            self._files(files, readers)

    def _package(self, found: Found) -> None:
        job = Job(found, *fingerprint(found))
        if not self._replace and self._library.source_seen(job.sha256, found.origin):
            self._tell(found, FileState.UNCHANGED)
            return
        try:
            snapshot = merge(self._library, job, self._edition, self._settings.workers, self._progress)
        except UnreadableFile as error:
            self._fail(found, f"{error.message} {error.hint}".strip())
            return
        state = FileState.WARNED if snapshot.warnings else FileState.READ
        self._tell(
            found,
            state,
            counts=snapshot.counts,
            warnings=list(snapshot.warnings),
            provisions=snapshot.provisions,
        )

    def _files(self, found: list[Found], readers: Readers) -> None:
        before = len(self._report.files)
        for done in read_all(self._jobs(found), readers, ahead=2 * self._settings.workers):
            self._put(done)
            self._progress(Stage.READ, len(self._report.files) - before, len(found), done.job.found.name)
        for twin in self._twins:
            self._twin(twin)
        order = {source.origin: place for place, source in enumerate(found)}
        self._report.files[before:] = sorted(self._report.files[before:], key=lambda file: order[file.origin])

    def _jobs(self, found: list[Found]) -> Iterator[Job]:
        """What must really be read; the rest is reported on the way."""
        for source in found:
            try:
                job = self._job(source)
            except OSError as error:
                self._fail(source, f"Không mở được tệp ({error.strerror}).")
            else:
                if job is not None:
                    yield job

    def _job(self, source: Found) -> Job | None:
        if reason := source.reason or self._too_large(source):
            self._fail(source, reason)
            return None
        job = Job(source, *fingerprint(source))
        if job.sha256 in self._hashes:
            self._twins.append(job)
            return None
        self._hashes.add(job.sha256)
        return None if self._unchanged(job) else job

    def _too_large(self, source: Found) -> str:
        size, limit = source.path.stat().st_size, self._settings.max_file_bytes
        if size <= limit:
            return ""
        return (
            f"Tệp quá lớn ({size / 1e6:.0f} MB, giới hạn {limit / 1e6:.0f} MB). "
            "Chia nhỏ tệp, hoặc tăng giới hạn HOCVU_MAX_FILE_BYTES."
        )

    def _unchanged(self, job: Job) -> bool:
        seen = None if self._replace else self._library.source_seen(job.sha256, job.found.origin)
        if seen is None or seen.access is not self._access:
            return False
        self._tell(job.found, FileState.UNCHANGED, documents=list(seen.documents))
        return True

    def _twin(self, job: Job) -> None:
        """A file with the same bytes as another of this run ends as that one did."""
        if self._library.source_seen(job.sha256):
            reason = "Trùng nội dung với một tệp khác trong lần chạy này."
            self._tell(job.found, FileState.UNCHANGED, reason=reason)
        else:
            self._fail(job.found, "Trùng nội dung với một tệp không đọc được.")

    def _put(self, done: Done) -> None:
        found, document = done.job.found, done.document
        if document is None or not any(provision.text.strip() for provision in document.provisions):
            self._fail(found, done.failure or "Không tìm thấy chữ nào đọc được trong tệp.")
            return
        result = self._store(done, document)
        if result.state is PutState.CONFLICT:
            self._fail(found, _conflict(document, result))
            return
        state = FileState.WARNED if done.warnings else FileState.READ
        self._tell(
            found,
            FileState.UNCHANGED if result.state is PutState.UNCHANGED else state,
            documents=[str(document.number)],
            title=document.head.title,
            provisions=len(document.provisions),
            pages=len(done.pages),
            warnings=list(done.warnings),
        )

    def _store(self, done: Done, document: Document) -> PutResult:
        """The copy of the file first: the library never names one that is not there."""
        job, found = done.job, done.job.found
        keep_source(self._settings.home, found.path, job.sha256)
        source = Source(found.name, job.sha256, done.media_type, job.size, path=found.origin)
        document = replace(document, head=replace(document.head, access=self._access), warnings=done.warnings)
        return self._library.put_document(
            document, source, edition=self._edition, pages=done.pages, replace=self._replace
        )

    def _fail(self, found: Found, reason: str) -> None:
        self._tell(found, FileState.FAILED, reason=reason)

    def _tell(self, found: Found, state: FileState, **more: object) -> None:
        result = {"name": found.name, "origin": found.origin, "kind": found.kind.value, "state": state}
        self._report.files.append(FileResult.model_validate(result | more))


def _conflict(document: Document, result: PutResult) -> str:
    return (
        f"Số hiệu {document.number} đã có trong thư viện, đọc từ “{result.other}”. "
        "Nếu tệp này thay cho tệp đó, hãy chạy lại với --replace."
    )
