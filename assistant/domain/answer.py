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
    ``headings``: those that the article stands under, the largest first.
    """

    path: str
    document: str
    document_title: str
    article: str | None
    label: str = Field(description="Address in words: khoản 2 Điều 5")
    heading: str
    headings: tuple[str, ...] = ()
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


class Reach(StrEnum):
    """How far a reference led. ``NO_PART``: its document is in the library, and has no such part.
    ``NOT_HELD``: the library has no such document for this asker. ``UNKNOWN``: it is not clear which
    document is meant. ``NO_WORDS``: the words of the day are not known.
    """

    FOUND = "found"
    NO_PART = "no_such_part"
    NOT_HELD = "not_in_library"
    UNKNOWN = "unknown_document"
    NO_WORDS = "wording_unknown"


class Followed(_Value):
    """A provision that the words of another refer to.

    ``by``: where these ``words`` stand. ``path`` and ``label``: what they name (no path where the
    document is not known). ``citation``: its own words, cut where they are long (``whole`` is false
    then), with its status on the day; ``None`` where there is nothing to show, and ``note`` says why.
    ``pointer``: what refers says nothing by itself. ``depth``: 1, or more where a reference of a
    cited provision was followed in turn.
    """

    by: str
    words: str
    path: str = ""
    label: str
    reach: Reach
    citation: Citation | None = None
    whole: bool = True
    note: str = ""
    pointer: bool = False
    depth: int = 1


class DefinedWord(_Value):
    """A word of the question and the clause that defines it; ``asked``: its meaning is asked."""

    term: str
    citation: Citation
    asked: bool = False
    whole: bool = True


class Answer(_Value):
    """An answer to one question, as of one day, from one edition of the library.

    ``id``: by which it can be asked later whether it still holds; empty where it is not kept.
    ``as_of_reason``: why that day: chosen by the asker, read in the question, or today.
    ``notices``: what the asker should know beside the answer: a day outside what the library
    covers, provisions that say different things, rules that changed in the time asked about.
    ``followed``: what the cited clauses refer to. ``definitions``: of words in the question.
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
    followed: tuple[Followed, ...] = ()
    definitions: tuple[DefinedWord, ...] = ()
    edition: int
    made_by: str = "extractive"
    timings_ms: dict[str, float] = Field(default_factory=dict)
