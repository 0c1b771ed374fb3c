"""What a run keeps: its manifest, and a row for each case and repeat.

Rows are read again long after the program that wrote them has changed, so they have types of their own,
which know the fields of an answer that measures use and pass over those they do not know.
"""

from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.answer import Answer, Outcome, Part
from assistant.domain.validity import Status
from evals.cases import Case

SCHEMA = 1
"""Of the rows; raised when a field changes its meaning."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FailureKind(StrEnum):
    """Why a case has no answer. ``ABSENT``: it was not asked, or not yet. ``TIMEOUT``: none came in time;
    ``CONNECTION``: the service could not be reached; ``STATUS``: it answered with an error;
    ``GARBAGE``: with something that is no answer; ``CRASH``: an exception in process.
    """

    ABSENT = "absent"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    STATUS = "status"
    GARBAGE = "garbage"
    CRASH = "crash"


class Failure(_Row):
    """Why there is no answer; ``words`` for a person."""

    kind: FailureKind
    words: str


class Cited(_Row):
    """A citation as it was given. ``status``, days: what the service said of it, never what measures
    judge validity by.
    """

    path: str
    document: str
    article: str | None = None
    label: str = ""
    quote: str = ""
    status: Status | None = None
    in_force_from: date | None = None
    expires_on: date | None = None
    version_from: date | None = None
    version_to: date | None = None
    words: str = ""
    verified: bool = False


class Spoken(_Row):
    """A statement with the indexes of the citations it stands on."""

    text: str
    citations: tuple[int, ...] = ()
    part: Part = Part.FRAME


class Spent(_Row):
    """What a language model did for an answer; ``cost`` of ``None``: no price is known."""

    model: str = ""
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    currency: str = ""
    dropped: tuple[str, ...] = ()
    repaired: int = 0
    failure: str = ""


class Given(_Row):
    """An answer as it was given."""

    outcome: Outcome
    as_of: date
    as_of_reason: str = ""
    answer: str = ""
    statements: tuple[Spoken, ...] = ()
    citations: tuple[Cited, ...] = ()
    notices: tuple[str, ...] = ()
    standalone: str = ""
    language: str = "vi"
    made_by: str = ""
    edition: int = 0
    model: Spent | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict)

    @classmethod
    def of(cls, answer: Answer) -> "Given":
        """What a row keeps of an answer."""
        return cls.model_validate(answer.model_dump())


class Hit(_Row):
    """A provision that retrieval ranked: its address and score."""

    path: str
    score: float


class Subject(_Row):
    """What was asked: everything that can make an answer differ.

    ``kind``: ``process`` or ``url``. ``settings``: those that were set, without secrets. ``prompts``:
    name to hash. ``edition``: of the library. ``library``: a digest of its documents. What a service
    does not tell is empty.
    """

    kind: str
    version: str = ""
    commit: str = ""
    edition: int = 0
    library: str = ""
    settings: dict[str, str] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    models: dict[str, str] = Field(default_factory=dict)
    url: str = ""

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits; another subject has others."""
        return digest(self.model_dump(mode="json"))


class Manifest(_Row):
    """What a run is: the set, the subject, the options, the seed. ``rows_schema``: of its rows.
    ``as_of``: the days are those of the cases. ``started_at``, ``machine`` are told, never compared.
    """

    rows_schema: int = SCHEMA
    set_name: str
    set_version: str
    set_digest: str
    cases: int
    subject: Subject
    repeats: int = 1
    depth: int = 50
    retrieval_only: bool = False
    seed: int = 0
    started_at: datetime | None = None
    machine: dict[str, str] = Field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What decides whether rows may stand in one file: all but time and machine."""
        return digest(self.model_dump(mode="json", exclude={"started_at", "machine"}))


class AnswerRow(_Row):
    """What came of one case asked once.

    ``run``: the manifest's fingerprint. ``digest``: of the case as it was asked: a case that was
    edited later is another one. ``answer`` is ``None`` in a run of retrieval alone and where there
    is a ``failure``; ``hits``: the ranking, the best first, ``None`` where it was not asked for.
    """

    run: str
    case: str
    digest: str
    repeat: int = 0
    answer: Given | None = None
    hits: tuple[Hit, ...] | None = None
    failure: Failure | None = None
    ms: float = 0.0
    at: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What makes it one row: nothing else may be taken for it when a run goes on."""
        return self.run, self.case, self.digest, self.repeat


def case_digest(case: Case) -> str:
    """Of what is asked: question, day, audience, history. Gold may be mended without asking again."""
    asked = case.model_dump(
        mode="json", include={"id", "question", "as_of", "date_mode", "audience", "history"}
    )
    return digest(asked)


def digest(value: Any) -> str:  # noqa: ANN401  whatever JSON can hold
    """The first sixteen hexadecimal digits of the SHA-256 of ``value`` as JSON with sorted keys."""
    return sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
