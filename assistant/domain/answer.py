"""An answer and what it stands on: one type for the API, the command line, the evaluation."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.validity import Status


class Outcome(StrEnum):
    """How an answer ended. Every one but ``ANSWERED`` and ``PARTLY`` carries no provision
    as an answer. ``WORDING_UNKNOWN``: a provision on the matter was in force on the day, and
    the library has only its words of other days. ``NEEDS_PERSON``: it takes somebody's file, and so
    the office that holds it. ``SMALL_TALK``: a greeting, a thank you, a question on the assistant.
    """

    ANSWERED = "answered"
    PARTLY = "partly_answered"
    WORDING_UNKNOWN = "wording_unknown"
    NOT_FOUND = "no_provision_found"
    NOT_IN_FORCE = "not_in_force"
    AMBIGUOUS = "ambiguous"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_PERSON = "needs_a_person"
    SMALL_TALK = "small_talk"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class Audience(StrEnum):
    """Who asks: it decides how an answer is put, never what it stands on."""

    OFFICIAL = "official"
    CITIZEN = "citizen"
    EVALUATOR = "evaluator"


class Part(StrEnum):
    """What a statement does in an answer. ``FRAME``: code's own words about the answer; ``QUOTE``: a
    provision's own words; ``VALIDITY``: how what is cited stands on the day. The others were written
    by a model and verified: ``SHORT`` the answer in a sentence, ``STEP`` what to do, in order,
    ``DETAIL`` the rest, ``NOTE`` an exception or a caution.
    """

    FRAME = "frame"
    QUOTE = "quote"
    VALIDITY = "validity"
    SHORT = "short"
    STEP = "step"
    DETAIL = "detail"
    NOTE = "note"


WRITTEN = frozenset({Part.SHORT, Part.STEP, Part.DETAIL, Part.NOTE})
"""The parts that a model writes."""


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
    ``headings``: those that the article stands under, the largest first. ``leads``: opening words of
    the units around the quotation that it continues, the largest first; empty where it holds them.
    """

    path: str
    document: str
    document_title: str
    article: str | None
    label: str = Field(description="Address in words: khoản 2 Điều 5")
    heading: str
    headings: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
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
    part: Part = Part.FRAME


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


class Step(_Value):
    """A step of the way from question to answer: its name, its time in milliseconds, and, where it
    ended the way or changed it, how (``note``, a word for programs).
    """

    name: str
    ms: float
    note: str = ""


class PromptUsed(_Value):
    """The prompt that an answer was written by."""

    name: str
    version: int
    hash: str


class ModelUse(_Value):
    """What a language model did for an answer, and what it cost.

    ``cost``: in ``currency``, by the prices in the settings; ``None`` where none are set.
    ``estimated``: the endpoint did not tell its tokens. ``dropped``: why statements that it wrote
    were not shown, a word each. ``repaired``: statements shown after one repair. ``failure``: why
    the words of the provisions stand instead of, or after, its own; empty where they do not.
    """

    model: str
    prompt: PromptUsed | None = None
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False
    cost: float | None = None
    currency: str = ""
    dropped: tuple[str, ...] = ()
    repaired: int = 0
    failure: str = ""


class Answer(_Value):
    """An answer to one question, as of one day, from one edition of the library.

    ``id``: by which it can be asked later whether it still holds; empty where it is not kept.
    ``as_of_reason``: why that day: chosen by the asker, read in the question, or today.
    ``notices``: what the asker should know beside the answer: a day outside what the library
    covers, provisions that say different things, rules that changed in the time asked about.
    ``followed``: what the cited clauses refer to. ``definitions``: of words in the question.
    ``standalone``: the question as it was understood after the turns before it; empty where it was
    taken as asked. ``language``: that of the answer's own words, ``vi`` or ``en``; quotations are
    always Vietnamese. ``made_by``: ``extractive``, or ``model`` where a model wrote some of it.
    ``letter``: a paragraph to paste into an official letter. ``conversation``: the one it is kept in.
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
    audience: Audience | None = None
    language: str = "vi"
    standalone: str = ""
    letter: str = ""
    conversation: str = ""
    model: ModelUse | None = None
    steps: tuple[Step, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)
