"""A small door of the same shape as the assistant's, and applications around it."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from fpdf import FPDF
from playwright.sync_api import Browser, Page, sync_playwright

from api.app import create_app
from assistant.days import today
from assistant.domain.answer import (
    Answer,
    Citation,
    DefinedWord,
    Followed,
    Outcome,
    PageMark,
    Reach,
    Statement,
)
from assistant.domain.conversation import Turn
from assistant.domain.document import (
    Document,
    DocumentKind,
    Head,
    LineSpan,
    Provision,
    Unit,
)
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.timeline import Basis, Event, EventKind, Facts, Origin, Timeline, Wording, timeline
from assistant.errors import NotFound
from assistant.following import Beside
from assistant.library.happenings import Happening
from assistant.library.records import (
    CitedText,
    DocumentRecord,
    Edition,
    EditionState,
    Source,
    StoredProvision,
)
from assistant.lives import Comparison, Life, StillValid
from assistant.retrieval import Understood
from assistant.settings import Settings
from assistant.telling import Listen, Opened, Teller
from tests.api.living import living, living_home
from tests.api.serving import clients, serving

__all__ = ["living", "living_home"]

TODAY = today()
ARTICLE = "Học viên được bảo lưu kết quả khi:\n1. Có đơn đề nghị.\n2. Đã học ít nhất một học kỳ."
XSS = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"


def _unit(path: str, kind: UnitKind, text: str, words: str) -> Unit:
    start = text.index(words)
    return Unit(ProvisionPath.parse(path), kind, words.split()[0], start, start + len(words))


def a_document(number: str, *, title: str, text: str = ARTICLE, **head: Any) -> Document:
    """A document of a chapter with an article of two clauses."""
    name = DocumentNumber(number)
    chapter, article = ProvisionPath.parse(f"{number}#chuong-i"), ProvisionPath.parse(f"{number}#dieu-5")
    units = (
        _unit(f"{number}#dieu-5.khoan-1", UnitKind.CLAUSE, text, "1. Có đơn đề nghị."),
        _unit(f"{number}#dieu-5.khoan-2", UnitKind.CLAUSE, text, "2. Đã học ít nhất một học kỳ."),
    )
    lines = tuple(
        LineSpan(u.start, u.end, 1, (0.1, 0.1 + 0.1 * i, 0.9, 0.15 + 0.1 * i)) for i, u in enumerate(units)
    )
    provisions = (
        Provision(chapter, UnitKind.CHAPTER, "Chương I", "NHỮNG QUY ĐỊNH CHUNG", ""),
        Provision(article, UnitKind.ARTICLE, "Điều 5", "Bảo lưu kết quả", text, chapter, units, lines),
    )
    fields = {
        "issuer": "Bộ Giáo dục Thử",
        "issued_on": date(2024, 1, 5),
        "in_force_from": date(2024, 3, 1),
    } | head
    return Document(Head(name, DocumentKind.CIRCULAR, title, sample=True, **fields), provisions)


def a_life(head: Head, wording: int | None) -> Timeline:
    """The life of something in one wording, in force from its document's day on."""
    start = Event(EventKind.STARTS, head.in_force_from, Basis(Origin.CLAUSE, "có hiệu lực"))
    return timeline(Facts((start,), () if wording is None else (Wording(wording, "lời"),)))


def unit_text(stored: StoredProvision, unit: Unit) -> str:
    """The words of a clause."""
    return stored.provision.text[unit.start : unit.end]


def read(question: str) -> Understood:
    """A question read: HS is the one abbreviation."""
    expanded = (("HS", "học sinh"),) if "HS" in question else ()
    return Understood(question.replace("HS", "học sinh"), expanded=expanded)


@dataclass
class FakeDoor:
    """Answers every question with the second clause of the first document."""

    documents_held: list[Document]
    pdf: Path | None = None
    before_answer: Callable[[str], None] = lambda _question: None
    outcome: Outcome = Outcome.ANSWERED
    closed: bool = False
    kept: Any = None
    asked: list[str] = field(default_factory=list)

    def answer(
        self,
        question: str,
        as_of: date | None = None,
        audience: str | None = None,
        *,
        turns: Sequence[Turn] = (),
        listen: Listen | None = None,
    ) -> Answer:
        answer = self._answer(question, as_of)
        teller = Teller(listen)
        teller.open(Opened(answer.outcome, answer.as_of, "", 1, answer.notices, understood=answer.understood))
        for statement in answer.statements:
            teller.say(statement, answer.citations)
        return answer

    def converse(
        self,
        question: str,
        conversation: str,
        as_of: date | None = None,
        audience: str | None = None,
        *,
        listen: Listen | None = None,
    ) -> Answer:
        return self.answer(question, as_of, audience, listen=listen)

    def _answer(self, question: str, as_of: date | None) -> Answer:
        self.asked.append(question)
        self.before_answer(question)
        if self.outcome is not Outcome.ANSWERED:
            text = "Không tìm thấy quy định nào trả lời được câu hỏi này."
            said = (Statement(text=text),)
            fields = {"answer": text, "statements": said, "as_of": as_of or TODAY, "edition": 1}
            next_one = ("Bảo lưu kết quả thế nào?",)
            return Answer(question=question, outcome=self.outcome, suggestions=next_one, **fields)
        stored = self._stored(self.documents_held[0])[1]
        citation = self._citation(stored, as_of or TODAY)
        text = f"Theo khoản 2 Điều 5:\n\n> {citation.quote}"
        return Answer(question=question, outcome=self.outcome, answer=text, as_of=as_of or TODAY, edition=1,
                      statements=(Statement(text=text, citations=(0,)),), citations=(citation,),
                      followed=self.followed(citation),
                      definitions=(DefinedWord(term="học kỳ", citation=citation),),
                      understood=read(question).values())  # fmt: skip

    def _citation(self, stored: StoredProvision, day: date) -> Citation:
        unit, head = stored.provision.units[1], stored.document
        line = stored.provision.lines[1]
        return Citation(
            path=str(unit.path), document=str(head.number), document_title=head.title, article="5",
            label="khoản 2 Điều 5", heading=stored.provision.heading, quote=unit_text(stored, unit),
            start=unit.start, end=unit.end, status=stored.status_on(day), in_force_from=head.in_force_from,
            issuer=head.issuer, issued_on=head.issued_on, url=head.url, sample=head.sample, verified=True,
            pages=(PageMark(page=line.page, boxes=(line.box,)),) if self.pdf else (),
        )  # fmt: skip

    def search(self, question: str, k: int = 10, as_of: date | None = None, *, explain: bool = False) -> Any:
        stored = self._stored(self.documents_held[0])[1]
        reasons = (("fused", 0.25), ("text_length", -0.125)) if explain else ()
        hits = [SimpleNamespace(stored=stored, score=0.9, reasons=reasons)][:k]
        return SimpleNamespace(hits=hits, edition=1, as_of=as_of, understood=read(question))

    def beside(self, result: Any, *, depth: int = 1) -> Beside:
        """Each hit refers to its second clause and to a document that is not there, ``depth`` times."""
        citations = [self._citation(hit.stored, result.as_of or TODAY) for hit in result.hits]
        return Beside(
            shown=tuple((citation,) for citation in citations),
            followed=tuple(self.followed(citation) * depth for citation in citations),
            definitions=tuple(DefinedWord(term="học kỳ", citation=citation) for citation in citations),
        )

    def followed(self, citation: Citation) -> tuple[Followed, ...]:
        """A reference to ``citation`` and one that leads nowhere."""
        there = Followed(by=citation.path, words="khoản 2 Điều này", path=citation.path,
                         label="khoản 2 Điều 5", reach=Reach.FOUND, citation=citation)  # fmt: skip
        note = "Thư viện không có Thông tư số 9/2099/TT-X."
        lost = Followed(by=citation.path, words="Điều 9", label="Điều 9", reach=Reach.NOT_HELD, note=note)
        return (there, lost)

    def show(self, path: ProvisionPath, as_of: date | None = None) -> StoredProvision:
        for document in self.documents_held:
            for stored in self._stored(document):
                if stored.provision.path == path.article_path:
                    return stored
        raise NotFound(f"Thư viện không có điều khoản ở địa chỉ {path}.", "Xem mục lục.")

    def references(self, stored: StoredProvision) -> tuple[CitedText, ...]:
        return ()

    def document(self, number: DocumentNumber) -> DocumentRecord:
        for index, document in enumerate(self.documents_held):
            if document.number == number:
                return self._record(index, document)
        raise NotFound(f"Thư viện không có văn bản số {number}.", "Xem danh mục.")

    def timeline(self, path: ProvisionPath) -> Life:
        if not path.segments:
            record = self.document(path.document)
            return Life(path, "", record.head.title, record.head, record.timeline, {})
        stored = self.show(path)
        unit = stored.provision
        return Life(
            unit.path, unit.label, unit.heading, stored.document, stored.timeline, {stored.id: stored}
        )

    def compare(self, path: ProvisionPath, first: date, second: date) -> Comparison:
        raise NotFound("Không có gì để so sánh.")

    def changes(self, since: date, until: date | None = None, *, text: str = "") -> list[Happening]:
        return []

    def still_valid(self, answer_id: str) -> StillValid:
        raise NotFound(f"Không có câu trả lời mang mã {answer_id}.")

    def outline(self, number: DocumentNumber, as_of: date | None = None) -> list[StoredProvision]:
        return next((self._stored(d) for d in self.documents_held if d.number == number), [])

    def documents(
        self, *, text: str = "", kind: DocumentKind | None = None, offset: int = 0, limit: int = 50
    ) -> tuple[list[DocumentRecord], int]:
        records = [self._record(i, d) for i, d in enumerate(self.documents_held)]
        found = [r for r in records if text.lower() in r.head.title.lower() and kind in (None, r.head.kind)]
        return found[offset : offset + limit], len(found)

    def suggestions(self) -> tuple[str, ...]:
        return ("Bảo lưu kết quả được quy định như thế nào?", "Ai quyết định việc bảo lưu?")

    def source_file(self, document_id: int) -> Path:
        if self.pdf is None:
            raise NotFound("Không có tệp nguồn của văn bản này.")
        return self.pdf

    def edition(self) -> Edition | None:
        now = datetime.now(UTC)
        return Edition(1, EditionState.PUBLISHED, "static@00000000", now, now)

    def close(self) -> None:
        self.closed = True

    def _record(self, index: int, document: Document) -> DocumentRecord:
        media = "application/pdf" if self.pdf else "text/markdown"
        source = Source("thu.pdf", "ab" * 32, media, 1)
        life = a_life(document.head, None)
        return DocumentRecord(index, document.head, len(document.provisions), source, timeline=life)

    def _stored(self, document: Document) -> list[StoredProvision]:
        index = self.documents_held.index(document)
        above = ("Chương I. NHỮNG QUY ĐỊNH CHUNG",)
        return [
            StoredProvision(
                n, unit, document.head, index, above if unit.parent else (), timeline=a_life(document.head, n)
            )
            for n, unit in enumerate(document.provisions)
        ]


@pytest.fixture
def door() -> FakeDoor:
    held = [
        a_document("05/2024/TT-BGDĐTT", title="Quy chế thử về đào tạo", url="https://example.org/05"),
        a_document(
            "06/2024/TT-BGDĐTT", title=f"Văn bản {XSS}", text=f"{ARTICLE}\n{XSS}", url="javascript:alert(1)"
        ),
    ]
    return FakeDoor(held)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, _env_file=None)


@pytest.fixture
def client(door: FakeDoor, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, lambda _settings: door), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def with_pdf(door: FakeDoor, tmp_path: Path) -> FakeDoor:
    """The door's documents come from a PDF of two pages."""
    pdf = FPDF()
    for page in (1, 2):
        pdf.add_page()
        pdf.set_font("helvetica", size=20)
        pdf.cell(text=f"Page {page}")
    pdf.output(str(tmp_path / "thu.pdf"))
    door.pdf = tmp_path / "thu.pdf"
    return door


@pytest.fixture
def client_of(door: FakeDoor, settings: Settings) -> Iterator[Callable[..., TestClient]]:
    """Make a client of an application with some settings changed."""
    with clients(door, settings) as make:
        yield make


@pytest.fixture(name="make_document")
def _make_document() -> Callable[..., Document]:
    """Makes documents of a chapter with an article of two clauses."""
    return a_document


CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def served(door: FakeDoor, settings: Settings) -> FastAPI:
    """The application that ``site`` serves; a module may have another."""
    return create_app(settings, lambda _settings: door)


@pytest.fixture
def site(served: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine."""
    with serving(served) as address:
        yield address


@pytest.fixture
def open_page(browser, site):
    """Open a page whose console is listened to; what it complains of fails the test."""
    contexts, complaints = [], []

    def make(path: str = "/", *, quiet: bool = True, **options) -> Page:
        context = browser.new_context(locale="vi-VN", base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if quiet:
            page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []
