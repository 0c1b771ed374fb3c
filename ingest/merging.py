"""A package of the codification on its way into the library."""

from dataclasses import dataclass

from assistant.library import Library
from assistant.library.records import Source
from ingest.codification import Package, open_package
from ingest.progress import Progress, Stage
from ingest.work import Job

_MEDIA_TYPE = "application/vnd.hocvu.codification"
_LISTED = 500


@dataclass(frozen=True)
class Merged:
    """What a package did: counts by name, articles with a place in the library, doubts."""

    counts: dict[str, int]
    provisions: int
    warnings: tuple[str, ...]


def merge(library: Library, job: Job, edition: int, workers: int, progress: Progress) -> Merged:
    """Read the package and merge it, article by article; raise ``UnreadableFile``."""
    name = job.found.name

    def topics(done: int, _total: int) -> None:
        progress(Stage.TOPICS, done, None, name)

    def documents(done: int, total: int) -> None:
        progress(Stage.PACKAGE, done, total, name)

    package = open_package(job.found.path, workers=workers, progress=topics)
    source = Source(
        name,
        job.sha256,
        _MEDIA_TYPE,
        job.size,
        path=job.found.origin,
        known_until=package.known_until,
        kind="codification",
    )
    stream = package.documents(progress=documents)
    result = library.put_snapshot(stream, source, edition=edition)
    counts = {"articles": package.articles, "rejected": len(package.rejected), **result.counts}
    return Merged(
        {**counts, "copies": package.copies, "failed_topics": len(package.failed)},
        package.articles - len(package.rejected),
        (*_doubts(package), *result.warnings)[:_LISTED],
    )


def _doubts(package: Package) -> tuple[str, ...]:
    failed = (f"Không đọc được {topic.name}: {topic.reason}." for topic in package.failed)
    rejected = (f"Bỏ qua {one.label} (đề mục {one.topic}): {one.reason}." for one in package.rejected)
    return (*failed, *rejected)
