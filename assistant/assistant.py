"""The one door: the API, the command line and the evaluation all come in here."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answerer import HITS, Answerer, Asker
from assistant.answering.suggesting import Candidate, Suggester, candidates
from assistant.answering.writing.judging import Judge
from assistant.answering.writing.rewriting import TIME_S, Rewriter
from assistant.answering.writing.writer import Writer
from assistant.days import today
from assistant.domain.answer import Answer, Audience
from assistant.domain.conversation import Turn
from assistant.domain.document import Access, DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.errors import BadRequest, NotFound
from assistant.following import Beside, Following
from assistant.keeping import Kept
from assistant.library import Library
from assistant.library.answers import AnswerLog
from assistant.library.citing import cited_texts
from assistant.library.happenings import Happening
from assistant.library.records import CitedText, DocumentRecord, Edition, StoredProvision
from assistant.lives import Comparison, Life, Lives, StillValid
from assistant.models.model import LanguageModel, open_model
from assistant.noticing import DayNotices
from assistant.retrieval import Retriever, SearchResult
from assistant.settings import Settings
from assistant.taking import Taker
from assistant.telling import Listen

NEW = "new"
"""The name by which a conversation is begun."""

_TURNS = 6
"""Turns that a new question may lean on."""

_START_DOCUMENTS = 12
_START_QUESTIONS = 6


class Assistant:
    """Questions to one library. Safe to share between threads; close it when done.

    Every call works in the edition that is published when the call begins.
    """

    def __init__(self, settings: Settings, open_: ExitStack) -> None:
        """Open everything that ``settings`` name; ``open_`` closes it, the last opened first."""
        self._settings, self._open = settings, open_
        self._library = Library.open(settings.sqlalchemy_url)
        open_.callback(self._library.close)
        retriever = Retriever.open(settings, self._library)
        open_.callback(retriever.close)
        self._answers = AnswerLog.open(settings.answers_url, settings.answers_kept_days)
        open_.callback(self._answers.close)
        self.kept = Kept.open(settings, self._answers)
        open_.callback(self.kept.close)
        self._following = Following(self._library)
        self._suggester = Suggester(lambda *asked: self._answerer.plain(*asked))
        model = _model(settings, open_)
        self._answerer = Answerer(
            settings=settings,
            library=self._library,
            retriever=retriever,
            following=self._following,
            answers=self._answers,
            taker=Taker(settings.max_question_chars, _rewriter(model, settings)),
            suggester=self._suggester,
            day_notices=DayNotices(self._library),
            writer=Writer(model, Judge(model) if model.judges else None) if model else None,
        )
        open_.callback(self._suggester.close)
        open_.callback(self._answerer.close)
        self._lock = threading.Lock()
        self._start: tuple[int, tuple[str, ...]] = (-1, ())

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the library and its indexes; raise a ``HocVuError`` where that cannot be."""
        with ExitStack() as opened:
            assistant = cls(settings, opened)
            assistant._open = opened.pop_all()
            return assistant

    def close(self) -> None:
        """Close the indexes, the library, what is kept beside it, and the model's connections."""
        self._open.close()

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
        turns: Sequence[Turn] = (),
        listen: Listen | None = None,
    ) -> Answer:
        """Answer ``question`` as of a day: the one given, else the one that the question names,
        else today in Viet Nam.

        ``turns``: those of the conversation before it, the oldest first; a follow-up is understood
        from their questions. ``listen``: is told the answer piece by piece as it is made
        (``assistant.telling``). ``audience``: one of ``Audience``.

        Raises ``EmptyQuestion``, ``QuestionTooLong``, ``BadRequest``, ``EmptyLibrary``. That
        nothing was found is an answer, no error.
        """
        return self._answerer.answer(question, as_of, _asker(audience, access), turns, listen)

    def converse(
        self,
        question: str,
        conversation: str,
        as_of: date | None = None,
        audience: str | None = None,
        *,
        access: Access = Access.PUBLIC,
        listen: Listen | None = None,
    ) -> Answer:
        """Answer ``question`` as the next turn of a conversation that the library keeps, and keep it
        there; ``NEW`` begins one. The answer tells its id. Without an ``audience`` it is put for the
        one that the conversation was begun for. Raises ``NotFound`` for one that is not there (any
        more), and what ``answer`` raises.
        """
        asker = _asker(audience, access)
        kept = self.kept.conversations
        id_ = kept.begin(asker.audience, access) if conversation == NEW else conversation
        before = kept.history(id_, access, last=_TURNS) if id_ else None
        turns = [one.turn for one in before.turns] if before else ()
        asker = replace(asker, audience=asker.audience or (before.audience if before else None))
        answer = self._answerer.answer(question, as_of, asker, turns, listen)
        going_on = bool(id_) and kept.add(id_, answer, access)
        return answer.model_copy(update={"conversation": id_ if going_on else ""})

    def search(
        self,
        question: str,
        k: int = HITS,
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
        meant = self._answerer.take(question, as_of, access).meant
        result = self._answerer.search(meant.text, k, access, meant.day, explain=explain)
        if meant.is_stated:
            return result
        return replace(result, hits=result.of_any_day[:k], out_of_force=())

    def beside(self, result: SearchResult, *, depth: int = 1, access: Access = Access.PUBLIC) -> Beside:
        """What the clauses of a search's hits refer to, ``depth`` steps far, and the definitions of
        words in the question, in the words of the day that the search was for.
        """
        return self._following.beside(result, result.as_of or today(), access, depth=depth)

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
        """A question of each of several documents that are in force, each of them tried."""
        tried = tuple(self._of_each_document(edition))
        return self._suggester.good(tried, edition, Access.PUBLIC, limit=_START_QUESTIONS)

    def _of_each_document(self, edition: int) -> Iterator[Candidate]:
        records, _ = self._library.documents(edition=edition, access=Access.PUBLIC, limit=_START_DOCUMENTS)
        day = today()
        for record in records:
            units = self._library.outline(record.head.number, edition=edition, access=Access.PUBLIC)
            yield from candidates(_in_force(units, day), limit=1)

    def _published(self) -> int:
        return self._answerer.published()


def _in_force(units: Iterable[StoredProvision], day: date) -> Iterator[StoredProvision]:
    return (unit for unit in units if unit.status_on(day) is Status.IN_FORCE and unit.provision.text)


def _model(settings: Settings, open_: ExitStack) -> LanguageModel | None:
    """The configured model, getting ready in the background; ``None`` where none is."""
    if not settings.model:
        return None
    model = open_model(settings)
    if model is not None:
        open_.callback(model.close)
        model.warm()
    return model


def _rewriter(model: LanguageModel | None, settings: Settings) -> Rewriter | None:
    return Rewriter(model, min(TIME_S, settings.model_timeout_s)) if model is not None else None


_WHERE = "“hocvu list” kê các văn bản đang có; “hocvu show SỐ_HIỆU” in mục lục của một văn bản."


def _parsed(path: ProvisionPath | str) -> ProvisionPath:
    if isinstance(path, ProvisionPath):
        return path
    try:
        return ProvisionPath.parse(path)
    except ValueError as error:
        raise NotFound(f"Địa chỉ không đúng: {error}.", _WHERE) from error


def _asker(audience: str | None, access: Access) -> Asker:
    if not audience:
        return Asker(None, access)
    try:
        return Asker(Audience(audience), access)
    except ValueError:
        known = ", ".join(one.value for one in Audience)
        raise BadRequest(
            "Không rõ người hỏi thuộc nhóm nào.", f"Giá trị hợp lệ của audience: {known}."
        ) from None
