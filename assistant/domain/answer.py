"""An answer and what it stands on: one type for the API, the command line, the evaluation."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.validity import Status


class Outcome(StrEnum):
    """How an answer ended. Every one but ``ANSWERED`` and ``PARTLY`` carries no provision
    as an answer. ``WORDING_UNKNOWN``: a provision on the matter was in force on the day, and
    the library has only its words of other days.
    """

    ANSWERED = "answered"
    PARTLY = "partly_answered"
    WORDING_UNKNOWN = "wording_unknown"
    NOT_FOUND = "no_provision_found"
    NOT_IN_FORCE = "not_in_force"
    AMBIGUOUS = "ambiguous"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PageMark(_Value):
    """Lines of a citation on a page of its PDF: boxes are fractions of the page."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class Citation(_Value):
    """Exact words of a provision. ``quote`` equals the stored text of the article's
    provision at ``start:end``; ``verified`` says that this was checked.

    ``version_from`` and ``version_to``: the stretch, half open, in which these words are known
    to hold (``None``: open or not known). ``validity``: a line on how it stands on the day asked,
    ``basis``: a sentence for each source that says so. ``words``: a hash of the article's words.
    ``computed``: the words were put together from an earlier wording and orders that amend it.
    """

    path: str
    document: str
    document_title: str
    article: str | None
    label: str = Field(description="Address in words: khoản 2 Điều 5")
    heading: str
    quote: str
    start: int
    end: int
    status: Status
    in_force_from: date | None = None
    expires_on: date | None = None
    version_from: date | None = None
    version_to: date | None = None
    validity: str = ""
    basis: tuple[str, ...] = ()
    words: str = ""
    computed: bool = False
    note: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    url: str | None = None
    sample: bool = False
    pages: tuple[PageMark, ...] = ()
    verified: bool = False


class Statement(_Value):
    """A sentence of the answer with the indexes of the citations it stands on."""

    text: str
    citations: tuple[int, ...] = ()


class Answer(_Value):
    """An answer to one question, as of one day, from one edition of the library.

    ``id``: by which it can be asked later whether it still holds; empty where it is not kept.
    ``as_of_reason``: why that day: chosen by the asker, read in the question, or today.
    ``notices``: what the asker should know beside the answer: a day outside what the library
    covers, provisions that say different things, rules that changed in the time asked about.
    """

    id: str = ""
    question: str
    outcome: Outcome
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    understood: dict[str, object] = Field(default_factory=dict)
    as_of: date
    as_of_reason: str = ""
    notices: tuple[str, ...] = ()
    edition: int
    made_by: str = "extractive"
    timings_ms: dict[str, float] = Field(default_factory=dict)
