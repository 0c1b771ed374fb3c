"""The one door: the API, the command line and the evaluation all come in here."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from assistant.answering import answer as extract
from assistant.answering import wording
from assistant.answering.suggesting import questions
from assistant.asked import AskedFor, asked_for
from assistant.days import today
from assistant.domain.answer import Answer
from assistant.domain.document import Access, DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Timeline
from assistant.domain.validity import Status
from assistant.errors import EmptyLibrary, HocVuError, NotFound
from assistant.following import Beside, Following
from assistant.inputs import clean_question
from assistant.keeping import Kept
from assistant.library import Library
from assistant.library.answers import AnswerLog, CitedVersion
from assistant.library.citing import cited_texts
from assistant.library.happenings import Happening
from assistant.library.records import CitedText, Coverage, DocumentRecord, Edition, StoredProvision
from assistant.lives import Comparison, Life, Lives, StillValid
from assistant.retrieval import Retriever, SearchResult
from assistant.settings import Settings

_HITS = 10
_START_DOCUMENTS = 12
_START_QUESTIONS = 6


class Assistant:
    """Questions to one library. Safe to share between threads; close it when done.

    Every call works in the edition that is published when the call begins.
    """

    def __init__(
        self, settings: Settings, library: Library, retriever: Retriever, answers: AnswerLog, kept: Kept
    ) -> None:
        self._settings = settings
        self._library = library
        self._retriever = retriever
        self._answers = answers
        self.kept = kept
        self._lock = threading.Lock()
        self._start: tuple[int, tuple[str, ...]] = (-1, ())
        self._following = Following(library)
        self._coverage: dict[tuple[int, Access], Coverage] = {}

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the library and its indexes; raise a ``HocVuError`` where that cannot be."""
        with ExitStack() as opened:
            library = Library.open(settings.sqlalchemy_url)
            opened.callback(library.close)
            retriever = Retriever.open(settings, library)
            opened.callback(retriever.close)
            answers = AnswerLog.open(settings.answers_url, settings.answers_kept_days)
            opened.callback(answers.close)
            kept = Kept.open(settings, answers)
            opened.pop_all()
            return cls(settings, library, retriever, answers, kept)

    def close(self) -> None:
        """Close the indexes, the library and all that is kept of answers."""
        self._retriever.close()
        self._library.close()
        self._answers.close()
        self.kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- asking

    def answer(
        self,
        question: str,
        as_of: date | None = None,
        audience: str | None = None,
        *,
        access: Access = Access.PUBLIC,
    ) -> Answer:
        """Answer ``question`` as of a day: the one given, else the one that the question names,
        else today in Viet Nam.

        Raises ``EmptyQuestion``, ``QuestionTooLong``, ``BadRequest``, ``EmptyLibrary``. That
        nothing was found is an answer, no error. ``audience`` stands in the answer as given.
        """
        timings: dict[str, float] = {}
        with _timed(timings, "guard"):
            asked = clean_question(question, self._settings.max_question_chars)
        with _timed(timings, "day"):
            meant = asked_for(asked, as_of, today(), lambda words: self._life_of(words, access))
        with _timed(timings, "search"):
            result = self._search(meant.text, _HITS, access, meant.day)
        with _timed(timings, "answer"):
            found = extract(meant.text, result, self._library, as_of=meant.day, access=access)
        with _timed(timings, "follow"):
            found = self._following.complete(found, result.understood.text or meant.text, access)
        with _timed(timings, "keep"):
            kept = self._keep(found, access)
        steps = {f"search.{name}": spent for name, spent in result.timings_ms.items()}
        told = {
            "id": kept,
            "question": asked,
            "as_of_reason": meant.reason,
            "notices": (*self._on_the_day(meant, found, access), *found.notices),
            "timings_ms": timings | steps,
            "understood": found.understood | ({"audience": audience} if audience else {}),
        }
        return found.model_copy(update=told)

    def _life_of(self, words: str, access: Access) -> Timeline | None:
        """The life of the document that ``words`` name."""
        number = self._retriever.document_named(words, access=access)
        if number is None:
            return None
        record = self._library.document(number, edition=self._published(), access=access)
        return record.timeline if record is not None else None

    def _on_the_day(self, meant: AskedFor, found: Answer, access: Access) -> Iterator[str]:
        """What there is to say of the day: outside what the library covers, or a stretch of
        time in which a cited rule changed.
        """
        lives = Lives(self._library, found.edition, access)
        first = self._covered(found.edition, access).first
        if first is not None and meant.day < first:
            yield wording.before_the_library(first)
        if meant.unresolved:
            yield wording.unknown_document(meant.unresolved)
        known = self._covered(found.edition, access).known_until
        if known is not None and known < meant.day <= today() and found.citations:
            yield wording.after_the_code(known)
        if meant.day > today():
            yield wording.in_the_future(meant.day, today())
        if meant.first is not None and found.citations:
            yield from lives.changed_within((c.path for c in found.citations), meant.first, meant.last)

    def _covered(self, edition: int, access: Access) -> Coverage:
        """The days that the library can speak of; kept for an edition."""
        if (edition, access) not in self._coverage:
            covered = self._library.coverage(edition=edition, access=access)
            self._coverage = {**self._coverage, (edition, access): covered}
        return self._coverage[edition, access]

    def _keep(self, found: Answer, access: Access) -> str:
        """Keep what the answer stands on; an answer is not withheld because it cannot be kept."""
        cited = [CitedVersion(c.path, c.label, c.document, c.words) for c in found.citations]
        try:
            outcome = found.outcome.value
            return self._answers.keep(found.as_of, found.edition, access, outcome, cited) if cited else ""
        except HocVuError:
            return ""

    def search(
        self,
        question: str,
        k: int = _HITS,
        as_of: date | None = None,
        *,
        access: Access = Access.PUBLIC,
        explain: bool = False,
    ) -> SearchResult:
        """The ranked provisions for ``question``; the same guard as for an answer.

        Where a day is given, or named by the question, those in force on it, in its words. Else
        this looks through what was in force on any day, in the words of today; the status of
        each is its reader's to see. With ``explain`` hits come with the ranker's reasons.
        """
        asked = clean_question(question, self._settings.max_question_chars)
        meant = asked_for(asked, as_of, today(), lambda words: self._life_of(words, access))
        result = self._search(meant.text, k, access, meant.day, explain=explain)
        if meant.is_stated:
            return result
        return replace(result, hits=result.of_any_day[:k], out_of_force=())

    def beside(self, result: SearchResult, *, depth: int = 1, access: Access = Access.PUBLIC) -> Beside:
        """What the clauses of a search's hits refer to, ``depth`` steps far, and the definitions of
        words in the question, in the words of the day that the search was for.
        """
        return self._following.beside(result, result.as_of or today(), access, depth=depth)

    def _search(
        self, question: str, k: int, access: Access, day: date, *, explain: bool = False
    ) -> SearchResult:
        result = self._retriever.search(question, k=k, access=access, day=day, explain=explain)
        if not result.edition:
            self._published()  # there is none, and that is told
        return result

    # --- looking up

    def show(
        self, path: ProvisionPath | str, as_of: date | None = None, *, access: Access = Access.PUBLIC
    ) -> StoredProvision:
        """The provision at an address (of a clause: its article) in the words of a day, or the
        nearest known (``StoredProvision.words_stand_on`` says which); raise ``NotFound``.
        """
        wanted = _parsed(path)
        found = self._library.provision(
            wanted, edition=self._published(), access=access, day=as_of or today()
        )
        if found is None:
            raise NotFound(f"Thư viện không có điều khoản ở địa chỉ {wanted}.", _WHERE)
        return found

    def timeline(self, path: ProvisionPath | str, *, access: Access = Access.PUBLIC) -> Life:
        """The life of a provision or document with its wordings; raise ``NotFound``."""
        wanted = _parsed(path)
        found = Lives(self._library, self._published(), access).life(wanted)
        if found is None:
            raise NotFound(f"Thư viện không có điều khoản ở địa chỉ {wanted}.", _WHERE)
        return found

    def compare(
        self, path: ProvisionPath | str, first: date, second: date, *, access: Access = Access.PUBLIC
    ) -> Comparison:
        """A provision on two days, word by word; raise ``NotFound`` (a document has no words)."""
        wanted = _parsed(path)
        found = Lives(self._library, self._published(), access).compare(wanted, first, second)
        if found is None:
            raise NotFound(f"Không có điều khoản để so sánh ở địa chỉ {wanted}.", _WHERE)
        return found

    def changes(
        self, since: date, until: date | None = None, *, text: str = "", access: Access = Access.PUBLIC
    ) -> list[Happening]:
        """What came into force, changed or ended since a day. ``text`` narrows it to documents
        with these words in number, title, issuer or field.
        """
        return self._library.happenings(since, until, edition=self._published(), access=access, text=text)

    def still_valid(self, answer_id: str, *, access: Access = Access.PUBLIC) -> StillValid:
        """Whether an answer given earlier still holds today; raise ``NotFound``."""
        given = self._answers.find(answer_id, access)
        if given is None:
            raise NotFound(
                f"Không có câu trả lời mang mã {answer_id}.", "Mã nằm trong trường “id” của câu trả lời."
            )
        return Lives(self._library, self._published(), access).still_valid(given, today())

    def references(self, stored: StoredProvision, *, access: Access = Access.PUBLIC) -> tuple[CitedText, ...]:
        """The texts of the library that the words of a provision name, in order."""
        edition = self._published()
        resolve = self._following.laws(edition, access).resolver_for(stored, today())
        return cited_texts(self._library, stored, edition=edition, access=access, resolve=resolve)

    def document(self, number: DocumentNumber, *, access: Access = Access.PUBLIC) -> DocumentRecord:
        """A document's head, source, pages, relations; raise ``NotFound``."""
        found = self._library.document(number, edition=self._published(), access=access)
        if found is None:
            raise NotFound(f"Thư viện không có văn bản số {number}.", _WHERE)
        return found

    def outline(
        self, number: DocumentNumber, as_of: date | None = None, *, access: Access = Access.PUBLIC
    ) -> list[StoredProvision]:
        """All units of a document in reading order, in the words of a day."""
        return self._library.outline(number, edition=self._published(), access=access, day=as_of or today())

    def documents(
        self,
        *,
        text: str = "",
        kind: DocumentKind | None = None,
        offset: int = 0,
        limit: int = 50,
        access: Access = Access.PUBLIC,
    ) -> tuple[list[DocumentRecord], int]:
        """One page of the list of documents, and how many there are."""
        edition = self._published()
        return self._library.documents(
            edition=edition, access=access, text=text, kind=kind, offset=offset, limit=limit
        )

    def source_file(self, document_id: int, *, access: Access = Access.PUBLIC) -> Path:
        """The kept copy of the file a document was read from; raise ``NotFound``."""
        source = self._library.source_file(document_id, access=access)
        path = self._settings.home / "sources" / source.sha256 if source else None
        if path is None or not path.is_file():
            raise NotFound("Không có tệp nguồn của văn bản này.", _WHERE)
        return path

    def edition(self) -> Edition | None:
        """The edition that answers now; ``None`` before anything was read."""
        return self._library.edition()

    def suggestions(self) -> tuple[str, ...]:
        """Questions to start from, which this library can answer; kept for an edition."""
        edition = self._published()
        with self._lock:
            if self._start[0] != edition:
                self._start = (edition, self._starters(edition))
            return self._start[1]

    def _starters(self, edition: int) -> tuple[str, ...]:
        """A question of each of several documents that are in force."""
        records, _ = self._library.documents(edition=edition, access=Access.PUBLIC, limit=_START_DOCUMENTS)
        day, found = today(), list[str]()
        for record in records:
            units = self._library.outline(record.head.number, edition=edition, access=Access.PUBLIC)
            alive = (unit for unit in units if unit.status_on(day) is Status.IN_FORCE and unit.provision.text)
            found += questions(alive, limit=1)
        return tuple(found[:_START_QUESTIONS])

    def _published(self) -> int:
        edition = self._library.edition()
        if edition is None:
            raise EmptyLibrary(
                "Thư viện chưa có văn bản nào.", "Chạy “hocvu ingest ĐƯỜNG_DẪN” để đọc văn bản."
            )
        return edition.number


_WHERE = "“hocvu list” kê các văn bản đang có; “hocvu show SỐ_HIỆU” in mục lục của một văn bản."


def _parsed(path: ProvisionPath | str) -> ProvisionPath:
    if isinstance(path, ProvisionPath):
        return path
    try:
        return ProvisionPath.parse(path)
    except ValueError as error:
        raise NotFound(f"Địa chỉ không đúng: {error}.", _WHERE) from error


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    start = perf_counter()
    try:
        yield
    finally:
        timings[step] = round((perf_counter() - start) * 1000, 3)
