"""What ``hocvu doctor`` looks at: what is installed and configured, and whether the library
and its two indexes agree. Each finding says how to mend it.
"""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from assistant.domain.document import Access
from assistant.errors import IndexMismatch
from assistant.library import Library
from assistant.library.records import Edition
from assistant.retrieval import IndexWriter
from assistant.retrieval.embedding import EmbedderUnavailable, mismatch
from assistant.retrieval.passages import Passage
from assistant.retrieval.ranking import RankerUnusable, open_ranker
from assistant.retrieval.reranking import RerankerUnavailable, load_reranker
from assistant.settings import Settings
from ingest.lock import holder

_PACKAGES = ("sqlalchemy", "chromadb", "tantivy", "pypdfium2", "python-docx", "fastapi", "langchain-core")
_COUNTED = {
    "documents": "văn bản",
    "internal_documents": "văn bản nội bộ",
    "articles": "điều",
    "rankable": "đơn vị tìm được",
    "relations": "quan hệ",
    "sources": "nguồn",
}
_LOW_DISK = 2_000_000_000


class State(StrEnum):
    """How a check ended; ``BAD`` keeps the service from answering rightly."""

    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Check:
    """One finding: ``detail`` and ``mend`` are Vietnamese sentences."""

    name: str
    state: State
    detail: str
    mend: str = ""


def examine(settings: Settings) -> list[Check]:
    """All checks, in the order a person should read them."""
    return [*_installed(settings), *_configured(settings), *_library(settings)]


def _installed(settings: Settings) -> Iterator[Check]:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)
    yield Check("Python và gói", State.OK, f"Python {platform.python_version()}; {versions}")
    yield _tesseract(settings)
    yield _office()


def _tesseract(settings: Settings) -> Check:
    name = "Nhận dạng chữ (tesseract)"
    mend = "Cài tesseract-ocr và tesseract-ocr-vie để đọc bản quét."
    if not settings.ocr:
        return Check(name, State.WARNING, "đã tắt bằng HOCVU_OCR", "Đặt HOCVU_OCR=true để đọc bản quét.")
    program = shutil.which("tesseract")
    if program is None:
        return Check(name, State.WARNING, "chưa cài", mend)
    listed = subprocess.run(  # noqa: S603  a program found on the path, fixed arguments
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    if "vie" not in listed.stdout.split():
        return Check(name, State.WARNING, "thiếu dữ liệu tiếng Việt (vie)", mend)
    return Check(name, State.OK, f"có, với tiếng Việt ({program})")


def _office() -> Check:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return Check(
            "LibreOffice", State.WARNING, "chưa cài", "Cài libreoffice-writer để đọc .doc, .rtf, .odt."
        )
    return Check("LibreOffice", State.OK, f"có ({program})")


def _configured(settings: Settings) -> Iterator[Check]:
    database = "SQLite trong thư mục thư viện" if not settings.database_url else _without_password(settings)
    vectors = settings.chroma_url or "Chroma trong thư mục thư viện"
    yield Check("Cấu hình", State.OK, f"thư mục {settings.home}; {database}; {vectors}; {settings.embedder}")
    yield _ranker(settings)
    if settings.reranker:
        yield _reranker(settings)
    yield _disk(settings.home)
    pid = holder(settings.home) if settings.home.is_dir() else None
    if pid is None:
        yield Check("Khoá ghi", State.OK, "không ai đang ghi")
    else:
        yield Check("Khoá ghi", State.WARNING, f"tiến trình {pid} đang ghi", "Đợi tiến trình đó xong.")


def _ranker(settings: Settings) -> Check:
    name = "Bộ xếp hạng"
    try:
        ranker = open_ranker(settings)
    except RankerUnusable as error:
        return Check(name, State.BAD, error.message, error.hint)
    return Check(name, State.OK, ranker.name if ranker else "không dùng")


def _reranker(settings: Settings) -> Check:
    """Loaded and tried: a server that could not load it answers without it."""
    name = "Mô hình xếp lại"
    try:
        guarded = load_reranker(settings)
        scores = guarded.reranker.scores("Học phí?", [Passage("", "", "Mức học phí do nhà trường quy định.")])
    except RerankerUnavailable as error:
        return Check(name, State.WARNING, error.message, error.hint)
    except Exception as error:
        return Check(name, State.WARNING, f"không chấm điểm được ({_words(error)})", "Chọn mô hình khác.")
    return Check(name, State.OK, f"{guarded.name} (chấm thử: {scores[0]:.3f})")


def _without_password(settings: Settings) -> str:
    from sqlalchemy import make_url

    return make_url(settings.database_url).render_as_string(hide_password=True)


def _disk(home: Path) -> Check:
    there = next(path for path in (home, *home.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(there).free
    state = State.OK if free > _LOW_DISK else State.WARNING
    mend = "" if state is State.OK else "Giải phóng dung lượng trước khi đọc thêm văn bản."
    return Check("Ổ đĩa", state, f"còn trống {free / 1e9:.1f} GB", mend)


def _library(settings: Settings) -> Iterator[Check]:
    fresh = not settings.database_url and not settings.home.is_dir()
    if fresh:
        yield _empty()
        return
    try:
        library = Library.open(settings.sqlalchemy_url)
    except Exception as error:
        mend = "Kiểm tra HOCVU_DATABASE_URL, HOCVU_HOME và quyền ghi thư mục."
        yield Check("Thư viện", State.BAD, f"không mở được ({_words(error)})", mend)
        return
    try:
        edition = library.edition()
        if edition is None:
            yield _empty()
        else:
            yield from _contents(library, edition, settings)
        yield from _unfinished(library)
    finally:
        library.close()


def _empty() -> Check:
    return Check("Thư viện", State.WARNING, "còn trống", "Chạy “hocvu sample” hoặc “hocvu ingest ĐƯỜNG_DẪN”.")


def _contents(library: Library, edition: Edition, settings: Settings) -> Iterator[Check]:
    counts = library.counts(edition.number)
    known = ", ".join(f"{counts[name]} {words}" for name, words in _COUNTED.items() if name in counts)
    yield Check("Thư viện", State.OK, f"bản {edition.number}: {known}")
    try:
        writer = IndexWriter.open(settings, library)
    except (EmbedderUnavailable, IndexMismatch) as error:
        yield Check("Mô hình nhúng", State.BAD, error.message, error.hint)
        return
    except Exception as error:
        mend = (
            "Kiểm tra máy chủ Chroma (HOCVU_CHROMA_URL)." if settings.chroma_url else "Chạy “hocvu reindex”."
        )
        yield Check("Chỉ mục", State.BAD, f"không mở được ({_words(error)})", mend)
        return
    try:
        yield from _indexes(library, edition, writer)
    finally:
        writer.close()


def _unfinished(library: Library) -> Iterator[Check]:
    building = library.building()
    if building is not None and library.has_changes(building.number):
        mend = "Chạy lại lệnh “hocvu ingest” hoặc “hocvu remove” đã bị ngắt; việc đã làm được giữ lại."
        yield Check("Bản đang soạn", State.WARNING, f"bản {building.number} còn dở dang", mend)


def _indexes(library: Library, edition: Edition, writer: IndexWriter) -> Iterator[Check]:
    ours = writer.embedder_name
    if edition.embedder and edition.embedder != ours:
        state = State.WARNING if ours in edition.kept else State.BAD
        apart = mismatch(edition.embedder, ours)
        yield Check("Mô hình nhúng", state, apart.message, apart.hint)
        return
    yield Check("Mô hình nhúng", State.OK, edition.embedder)
    if edition.kept:
        mend = "Khi mọi máy chủ đã chạy với mô hình mới, chạy “hocvu reindex --drop-others”."
        yield Check("Mô hình cũ", State.WARNING, f"còn giữ véc-tơ của {', '.join(edition.kept)}", mend)
    yield from _agreement(library, edition, writer)


def _agreement(library: Library, edition: Edition, writer: IndexWriter) -> Iterator[Check]:
    """Compare id sets. Rows more than the library's are left by a run that did not end."""
    live = set(library.live_ids(edition.number, Access.INTERNAL))
    for name, ids in (("Chỉ mục từ", writer.lexical_ids()), ("Chỉ mục véc-tơ", writer.vector_ids())):
        missing, extra = len(live - ids), len(ids - live)
        if missing:
            yield Check(name, State.BAD, f"thiếu {missing} trên {len(live)} đơn vị", "Chạy “hocvu reindex”.")
        elif extra:
            detail = f"khớp {len(live)} đơn vị, thừa {extra} của lần chạy dở dang"
            yield Check(name, State.WARNING, detail, "Chạy lại lệnh “hocvu ingest” đã bị ngắt.")
        else:
            yield Check(name, State.OK, f"khớp {len(live)} đơn vị")


def _words(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
