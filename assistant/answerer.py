"""The way from a question to an answer, step by step; each step may end it, and each is timed.

The extractive answer is made first and always, by code alone: whether there is a provision, which, in
which words on the day. A model, where one is set, may then put it better for who asks; what it may
not do is decide. A refusal stands, and whatever goes wrong with the model, so does the extractive
answer.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from time import monotonic

from assistant.answering.evidence import Gatherer
from assistant.answering.extractive import Extracted, extract
from assistant.answering.letter import paragraph
from assistant.answering.suggesting import Suggester
from assistant.answering.writing.composing import Composer, compose
from assistant.answering.writing.holding import Wanted
from assistant.answering.writing.materials import Materials, materials
from assistant.answering.writing.writer import Writer, Written, use_of
from assistant.asked import asked_for
from assistant.days import today
from assistant.domain.answer import Answer, Audience, Outcome, Statement
from assistant.domain.conversation import Turn
from assistant.domain.document import Access
from assistant.domain.timeline import Timeline
from assistant.errors import EmptyLibrary, HocVuError
from assistant.following import Following
from assistant.library import Library
from assistant.library.answers import AnswerLog, CitedVersion
from assistant.models.model import Spent
from assistant.noticing import DayNotices
from assistant.retrieval import Retriever, SearchResult
from assistant.settings import Settings
from assistant.steps import Steps
from assistant.taking import Taken, Taker
from assistant.telling import Listen, Opened, Teller
from assistant.waiting import waited_since

HITS = 10
_OF_REQUEST = 0.8
"""The share of a request's time that writing may last to, so that the answer still goes out."""

_ASIDE = 4
"""Answers for which next questions are tried at once, while a model writes."""

_SUGGESTING_MS = 50.0
"""What trying next questions may take where nobody waits for it: the answer was told already, or a
model took far longer."""


@dataclass(frozen=True)
class Asker:
    """Who asks: for whom the answer is put, and what may be seen."""

    audience: Audience | None = None
    access: Access = Access.PUBLIC


@dataclass
class _Work:
    """One question under way: who asks, who listens, since when, what it takes."""

    asker: Asker
    teller: Teller = field(default_factory=Teller)
    steps: Steps = field(default_factory=Steps)
    spent: Spent = field(default_factory=Spent)
    asked_at: float = field(default_factory=waited_since)


@dataclass(frozen=True)
class _Found:
    """The extractive answer: as it was put together, and whole, with what it refers to."""

    extracted: Extracted
    whole: Answer
    result: SearchResult
    gatherer: Gatherer


@dataclass
class Answerer:
    """Answers questions from one library. Safe to share between threads."""

    settings: Settings
    library: Library
    retriever: Retriever
    following: Following
    answers: AnswerLog
    taker: Taker
    suggester: Suggester
    day_notices: DayNotices
    writer: Writer | None = None
    _aside: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_ASIDE, "hocvu-aside"), repr=False
    )

    def close(self) -> None:
        """Let what is done aside end."""
        self._aside.shutdown(wait=True, cancel_futures=True)

    def answer(
        self,
        question: str,
        as_of: date | None,
        asker: Asker,
        turns: Sequence[Turn] = (),
        listen: Listen | None = None,
    ) -> Answer:
        """Answer a question; see ``Assistant.answer``."""
        work = _Work(asker, Teller(listen))
        taken = self.take(question, as_of, asker.access, turns, work.steps, work.spent)
        answer = self._replied(taken, work) if taken.routed.reply else self._from_library(taken, as_of, work)
        return self._finished(answer, taken, work)

    def plain(self, question: str, day: date | None, access: Access) -> Answer:
        """The extractive answer alone, leaving no trace: to try a question."""
        meant = asked_for(question, day, today(), partial(self._life_of, access=access))
        result = self.search(meant.text, HITS, access, meant.day)
        return extract(meant.text, result, Gatherer(self.library, result.edition, access, meant.day)).answer

    def take(
        self,
        question: str,
        as_of: date | None,
        access: Access,
        turns: Sequence[Turn] = (),
        steps: Steps | None = None,
        spent: Spent | None = None,
    ) -> Taken:
        """Take a question: see ``assistant.taking``."""
        life_of = partial(self._life_of, access=access)
        return self.taker.take(question, as_of, turns, life_of, steps or Steps(), spent or Spent())

    def search(
        self, question: str, k: int, access: Access, day: date, *, explain: bool = False
    ) -> SearchResult:
        """Retrieval; raises ``EmptyLibrary`` where nothing is published."""
        result = self.retriever.search(question, k=k, access=access, day=day, explain=explain)
        if not result.edition:
            self.published()  # there is none, and that is told
        return result

    def published(self) -> int:
        """The edition that answers now; raise ``EmptyLibrary`` before there is one."""
        edition = self.library.edition()
        if edition is None:
            raise EmptyLibrary(
                "Thư viện chưa có văn bản nào.", "Chạy “hocvu ingest ĐƯỜNG_DẪN” để đọc văn bản."
            )
        return edition.number

    # --- steps

    def _replied(self, taken: Taken, work: _Work) -> Answer:
        """What is said to what is no question on regulations."""
        reply = taken.routed.reply
        answer = Answer(
            question=taken.asked,
            outcome=taken.routed.outcome or Outcome.REFUSED,
            answer=reply,
            statements=(Statement(text=reply),),
            as_of=taken.meant.day,
            notices=taken.notices,
            edition=self.published(),
        )
        work.teller.open(_opened(answer, taken))
        work.teller.say(answer.statements[0], ())
        return answer

    def _from_library(self, taken: Taken, as_of: date | None, work: _Work) -> Answer:
        found = self._found(taken, work)
        work.teller.open(_opened(found.whole, taken))
        given = self._given(found, taken.language)
        if not given.items:
            Composer(work.teller, taken.language).quote(found.whole)
            with work.steps.step("suggest"):
                good = self._good(found, work.asker, as_of, self._suggesting_ms(work))
            return found.whole.model_copy(update={"suggestions": good})
        trying = self._aside.submit(self._good, found, work.asker, as_of, _SUGGESTING_MS)
        answer = self._written(taken, found, given, work)
        with work.steps.step("suggest"):
            return answer.model_copy(update={"suggestions": trying.result()})

    def _good(self, found: _Found, asker: Asker, as_of: date | None, ms: float) -> tuple[str, ...]:
        """Next questions that were tried, within a time allowance."""
        tried, edition = found.extracted.candidates, found.result.edition
        return self.suggester.good(tried, edition, asker.access, ms, day=as_of)

    def _suggesting_ms(self, work: _Work) -> float:
        """What trying next questions may take where no model writes meanwhile; those not tried are
        tried in idle time.
        """
        return max(self.settings.suggestions_ms, _SUGGESTING_MS if work.teller.told else 0.0)

    def _found(self, taken: Taken, work: _Work) -> _Found:
        """Retrieval and the extractive answer, with what it refers to and what is said beside it."""
        access, meant = work.asker.access, taken.meant
        with work.steps.step("search"):
            result = self.search(meant.text, HITS, access, meant.day)
        for name, spent in result.timings_ms.items():
            work.steps.add(f"search.{name}", spent)
        gatherer = Gatherer(self.library, result.edition, access, meant.day, taken.language)
        with work.steps.step("answer") as noted:
            extracted = extract(meant.text, result, gatherer)
            noted.note = extracted.answer.outcome.value
        with work.steps.step("follow"):
            sought = result.understood.text or meant.text
            whole = self.following.complete(extracted.answer, sought, access, taken.language)
            notices = (
                *taken.notices,
                *self.day_notices.of(meant, whole, access, taken.language),
                *whole.notices,
            )
        return _Found(extracted, whole.model_copy(update={"notices": notices}), result, gatherer)

    def _written(self, taken: Taken, found: _Found, given: Materials, work: _Work) -> Answer:
        """The answer in a model's words as far as code let them pass, else in the provisions'."""
        assert self.writer is not None  # noqa: S101  given is empty without one
        composer = Composer(work.teller, taken.language)
        with work.steps.step("write") as noted:
            wanted = Wanted(
                question=taken.alone,
                audience=work.asker.audience or Audience.CITIZEN,
                language=taken.language,
                day=taken.meant.day,
                deadline=self._deadline(work),
            )
            written = self.writer.write(wanted, given, composer.write, work.spent)
            noted.note = _became_of(written)
        return compose(composer, found.whole, written)

    def _given(self, found: _Found, language: str) -> Materials:
        """What may be written from; nothing where no provision answers, nor in English where that is not
        wanted: code compares English words with Vietnamese ones less surely.
        """
        if self.writer is None or found.whole.outcome not in {Outcome.ANSWERED, Outcome.PARTLY}:
            return Materials()
        if language == "en" and not self.settings.model_english:
            return Materials()
        return materials(found.extracted, found.whole, found.result, found.gatherer)

    def _deadline(self, work: _Work) -> float:
        """When writing must have ended, whatever the model does."""
        by_request = work.asked_at + _OF_REQUEST * self.settings.request_timeout_s
        return min(monotonic() + self.settings.model_timeout_s, by_request)

    def _finished(self, answer: Answer, taken: Taken, work: _Work) -> Answer:
        """The answer with how it was made, kept."""
        asker = work.asker
        with work.steps.step("keep"):
            kept = self._keep(answer, asker.access)
        audience = {"audience": asker.audience.value} if asker.audience else {}
        told: dict[str, object] = {
            "id": kept,
            "question": taken.asked,
            "standalone": taken.standalone,
            "as_of_reason": taken.meant.reason,
            "audience": asker.audience,
            "language": taken.language,
            "understood": answer.understood | audience | {"route": taken.routed.route.value},
            "timings_ms": work.steps.timings_ms,
            "steps": tuple(work.steps.taken),
        }
        if answer.model is None and work.spent.calls:
            told["model"] = use_of(work.spent, self.settings.model)
        answer = answer.model_copy(update=told)
        letter = paragraph(answer) if asker.audience is Audience.OFFICIAL else ""
        return answer.model_copy(update={"letter": letter}) if letter else answer

    def _life_of(self, words: str, access: Access) -> Timeline | None:
        """The life of the document that ``words`` name."""
        number = self.retriever.document_named(words, access=access)
        if number is None:
            return None
        record = self.library.document(number, edition=self.published(), access=access)
        return record.timeline if record is not None else None

    def _keep(self, found: Answer, access: Access) -> str:
        """Keep what the answer stands on; an answer is not withheld because it cannot be kept."""
        cited = [CitedVersion(c.path, c.label, c.document, c.words) for c in found.citations]
        try:
            outcome = found.outcome.value
            return self.answers.keep(found.as_of, found.edition, access, outcome, cited) if cited else ""
        except HocVuError:
            return ""


def _opened(found: Answer, taken: Taken) -> Opened:
    return Opened(
        outcome=found.outcome,
        as_of=found.as_of,
        as_of_reason=taken.meant.reason,
        edition=found.edition,
        notices=found.notices,
        understood=found.understood,
        standalone=taken.standalone,
        language=taken.language,
    )


def _became_of(written: Written) -> str:
    """A word for programs on what a model's writing came to."""
    if written.failure:
        return written.failure
    if not written.sentences:
        return "nothing_verified"
    return "written" if written.is_whole else "partly_verified"
