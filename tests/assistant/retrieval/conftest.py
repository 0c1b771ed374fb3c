"""A small library of made regulations, indexed for each test, and tools to change it."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.domain.document import Access, Document, DocumentKind, Head, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library import Library
from assistant.library.records import Source
from assistant.retrieval import IndexWriter, Retriever
from assistant.settings import Settings

Articles = Sequence[tuple[str, str]]


def regulation(
    number: str,
    title: str,
    articles: Articles,
    *,
    kind: DocumentKind = DocumentKind.CIRCULAR,
    access: Access = Access.PUBLIC,
    scope: str | None = None,
) -> Document:
    """A document with articles 1, 2, ... of the given headings and texts."""
    name = DocumentNumber(number)
    head = Head(name, kind, title, issued_on=date(name.year or 2030, 3, 1), access=access)
    provisions = tuple(
        Provision(
            ProvisionPath(name, scope, (Segment(UnitKind.ARTICLE, str(at)),)),
            UnitKind.ARTICLE,
            f"Điều {at}",
            heading,
            text,
        )
        for at, (heading, text) in enumerate(articles, 1)
    )
    return Document(head, provisions)


BEES = regulation(
    "29/2031/TT-BGDM",
    "Quy định về nuôi ong trong vườn trường",
    [
        ("Phạm vi điều chỉnh", "Thông tư này quy định việc nuôi ong lấy mật trong vườn trường."),
        ("Số tổ ong của mỗi lớp", "1. Mỗi lớp nuôi không quá ba tổ ong.\n2. Giáo viên chủ nhiệm trông coi."),
        ("Bảo hộ khi mở tổ", "Học sinh mở tổ ong phải mặc áo lưới và đeo găng tay."),
    ],
)
KITES = regulation(
    "7/2032/TT-BGDM",
    "Quy định về câu lạc bộ thả diều",
    [
        ("Điều kiện tham gia", "Sinh viên năm thứ nhất được thả diều khi có giấy của phòng đào tạo."),
        ("Bãi thả diều", "Bãi thả diều cách đường dây điện ít nhất hai trăm mét."),
    ],
)
OTHER_29 = regulation(
    "29/2029/TT-BYM", "Quy định về tủ thuốc", [("Tủ thuốc", "Mỗi tầng nhà có một tủ thuốc.")]
)
LAW = regulation(
    "12/2030/QH99",
    "Vườn trường",
    [
        ("Vườn trường", "Trường học có vườn."),
        ("Chăm sóc", "Học sinh tưới cây mỗi tuần hai lần."),
    ],
    kind=DocumentKind.LAW,
)
SECRET = regulation(
    "5/QĐ-THM",
    "Quy chế nội bộ về chấm thi",
    [("Chấm thi nội bộ", "Giám khảo chấm thi nội bộ trong phòng kín.")],
    kind=DocumentKind.DECISION,
    access=Access.INTERNAL,
)
ALL = (BEES, KITES, OTHER_29, LAW, SECRET)


class World:
    """A home folder with a library and its indexes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        settings.home.mkdir(parents=True, exist_ok=True)
        self.library = Library.open(settings.sqlalchemy_url)
        self._opened: list[Retriever] = []

    def put(self, *documents: Document) -> int:
        """Publish an edition with these documents more (or anew); return its number."""
        edition = self.library.begin().number
        for document in documents:
            name = str(document.number)
            source = Source(name, (name * 64)[:50] + str(hash(document))[-14:], "text/plain", 1, path=name)
            self.library.put_document(document, source, edition=edition, replace=True)
        self._index(edition)
        return edition

    def snapshot(self, document: Document, known_until: date) -> int:
        """Publish an edition after merging a snapshot of the codification with this document."""
        edition = self.library.begin().number
        name = f"{known_until}.zip"
        source = Source(
            name, f"{known_until:%Y%m%d}".zfill(64), "application/zip", 1, name, known_until, "snapshot"
        )
        self.library.put_snapshot([document], source, edition=edition)
        self._index(edition)
        return edition

    def remove(self, number: str) -> int:
        edition = self.library.begin().number
        self.library.remove_document(DocumentNumber(number), edition=edition)
        self._index(edition)
        return edition

    def _index(self, edition: int) -> None:
        writer = IndexWriter.open(self.settings, self.library)
        writer.index(self.library.added(edition))
        writer.commit(edition)
        self.library.publish(edition, writer.embedder_name)
        writer.remove(self.library.retired_ids())
        self.library.vacuum()
        writer.close()

    def found(self, question: str, access: Access = Access.PUBLIC, k: int = 10) -> list[str]:
        """Addresses of the hits of a retriever opened for this question."""
        retriever = Retriever.open(self.settings, self.library)
        try:
            hits = retriever.search(question, k=k, access=access).hits
            return [str(hit.stored.provision.path) for hit in hits]
        finally:
            retriever.close()

    def retriever(self) -> Retriever:
        retriever = Retriever.open(self.settings, self.library)
        self._opened.append(retriever)
        return retriever

    def close(self) -> None:
        for retriever in self._opened:
            retriever.close()
        self.library.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", _env_file=None)


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    made = World(settings)
    yield made
    made.close()


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A library with all made documents; tests that use it do not change it."""
    made = World(Settings(home=tmp_path_factory.mktemp("full") / "home", _env_file=None))
    made.put(*ALL)
    yield made
    made.close()


@pytest.fixture(scope="session")
def asked(full: World) -> Retriever:
    return full.retriever()


@pytest.fixture(scope="session")
def found(asked: Retriever) -> Callable[..., list[str]]:
    """Addresses of the hits of a question to the full library."""

    def search(question: str, k: int = 10, access: Access = Access.PUBLIC) -> list[str]:
        return [str(hit.stored.provision.path) for hit in asked.search(question, k=k, access=access).hits]

    return search


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """The made documents, and how to make more."""
    return SimpleNamespace(
        bees=BEES, kites=KITES, other_29=OTHER_29, law=LAW, secret=SECRET, all=ALL, regulation=regulation
    )


class Service:
    """An HTTP service that takes JSON; ``answer`` decides what it says."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.answer: Callable[[dict], tuple[int, bytes]] = lambda _request: (500, b"{}")
        self.paths: list[tuple[str, str | None]] = []
        self.headers: dict[str, str] = {}
        self.most_at_once = self._now = 0
        self._lock = threading.Lock()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                service.asked.append(request)
                service.paths.append((self.path, self.headers["authorization"]))
                with service.counted():
                    status, body = service.answer(request)
                self.send_response(status)
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @contextmanager
    def counted(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()
