"""A library of its own for each test, and regulations to fill it with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.document import Access
from assistant.library import Library
from assistant.retrieval import IndexWriter, Retriever
from assistant.settings import Settings
from ingest.pipeline import Ingest


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", workers=1, _env_file=None)


@pytest.fixture
def ingest(settings: Settings) -> Ingest:
    return Ingest(settings)


def _regulation(number: str, subject: str, articles: int = 3) -> str:
    body = "\n\n".join(
        f"Điều {n}. {subject.capitalize()} phần {n}\n\n"
        f"1. Nhà trường thực hiện {subject} theo bước {n} của kế hoạch năm học.\n\n"
        f"2. Hiệu trưởng báo cáo kết quả {subject} trước ngày {n} tháng 6 hằng năm."
        for n in range(1, articles + 1)
    )
    return (
        f"BỘ GIÁO DỤC MẪU\n\nSố: {number}\n\nTHÔNG TƯ\n\nQuy định về {subject}\n\n{body}\n\n"
        f"Điều {articles + 1}. Hiệu lực thi hành\n\n"
        "Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2031.\n"
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a made regulation; return its file."""

    def make(name: str, number: str, subject: str = "nuôi ong trong vườn trường", articles: int = 3) -> Path:
        path = tmp_path / "van-ban" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_regulation(number, subject, articles), encoding="utf-8")
        return path

    return make


class World:
    """The library as a newcomer process finds it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def edition(self) -> int:
        with Opened(self.settings) as library:
            edition = library.edition()
            return edition.number if edition else 0

    def numbers(self, access: Access = Access.PUBLIC) -> list[str]:
        with Opened(self.settings) as library:
            edition = library.edition()
            return sorted(map(str, library.numbers(edition.number, access))) if edition else []

    def hits(self, question: str, access: Access = Access.PUBLIC) -> list[str]:
        with Opened(self.settings) as library:
            retriever = Retriever.open(self.settings, library)
            try:
                result = retriever.search(question, k=10, access=access)
                return [str(hit.stored.provision.path) for hit in result.hits]
            finally:
                retriever.close()

    def agrees(self) -> bool:
        """Whether both indexes hold exactly what the published edition sees."""
        with Opened(self.settings) as library:
            edition = library.edition()
            assert edition is not None
            live = set(library.live_ids(edition.number, Access.INTERNAL))
            writer = IndexWriter.open(self.settings, library)
            try:
                return live == writer.lexical_ids() == writer.vector_ids()
            finally:
                writer.close()


class Opened:
    def __init__(self, settings: Settings) -> None:
        self._library = Library.open(settings.sqlalchemy_url)

    def __enter__(self) -> Library:
        return self._library

    def __exit__(self, *_: object) -> None:
        self._library.close()


@pytest.fixture
def world(settings: Settings) -> World:
    return World(settings)
