"""What retrieval gives back."""

from dataclasses import dataclass, field
from datetime import date

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.library.records import StoredProvision
from assistant.retrieval.kinds_asked import Asked

Reasons = tuple[tuple[str, float], ...]
"""Names of figures (``features.Feature``) and what each adds."""


@dataclass(frozen=True)
class Reference:
    """A document, or a provision of it, that the question names.

    ``text``: the words that name it. ``number``: the document meant, where it is certain.
    ``candidates``: where several fit, all of them, the newest first. ``path``: down to the
    clause that was named. ``missing``: what was named and is not in the library, in words
    for the asker; then no other document may silently take its place. ``certain`` is false for
    a law called by its title alone ("theo Luật Giáo dục"), which says what the question is
    about and not where its answer stands: rules on it are in decrees too.
    """

    text: str
    number: DocumentNumber | None = None
    candidates: tuple[DocumentNumber, ...] = ()
    path: ProvisionPath | None = None
    missing: str = ""
    certain: bool = True

    @property
    def ambiguous(self) -> bool:
        """Whether several documents fit."""
        return self.number is None and len(self.candidates) > 1


@dataclass(frozen=True)
class Understood:
    """How the question was read (shown as "hiểu là").

    ``text``: the question as it was searched for: diacritics put back where there were
    none, typing errors put right, abbreviations written out. ``rest``: its words without the
    documents it names. ``plain``: it was typed without diacritics, so that those of ``text`` are
    a guess. ``expanded``: abbreviation and what it was taken for; ``corrections``: the same for
    words typed otherwise than they were meant. ``asked``: the kind of thing asked for.
    ``others``: a name in the text and what else the same is called, which is searched for too.
    """

    text: str
    rest: str = ""
    plain: bool = False
    expanded: tuple[tuple[str, str], ...] = ()
    references: tuple[Reference, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    asked: Asked = Asked.NONE
    others: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """What to show as "hiểu là"; empty where the words are searched for as they were typed.
        The other place of a tone mark, capital letters and blanks are no difference.
        """
        too = ", ".join(f"“{other}”" for other in dict.fromkeys(other for _, other in self.others))
        if not too:
            return self.text if self.expanded or self.corrections else ""
        return f"{self.text} (tìm cả {too})"

    def values(self) -> dict[str, object]:
        """For those who show it: plain lists, dicts and words."""
        return {
            "text": self.text,
            "told": self.told,
            "expanded": dict(self.expanded),
            "corrections": dict(self.corrections),
            "others": [list(pair) for pair in self.others],
            "asked": self.asked.value,
            "references": [reference.text for reference in self.references],
        }


@dataclass(frozen=True)
class Hit:
    """A ranked provision and why. All figures but ``score`` say how well the *words* fit,
    so that an answer can be refused; they compare between questions.

    ``score``: 0 to 1, what the ranking is by; 1 for a provision that the question names,
    above 0.5 for the provisions of a document that it names.
    ``named``: the question names this provision, or its document and asks nothing else;
    then ``coverage`` and ``pairs`` are 1.
    ``lexical``: BM25 as a share of what a text holding every term often would get.
    ``vector``: cosine of question and best part of the text, 0 where it was not found so.
    ``coverage``: share of the question's content (syllables weighed by rarity in this
    library, unknown ones as the rarest) that stands in the provision or its titles.
    ``pairs``: the same for pairs of neighbouring content syllables, nearly words.
    ``margin``: ``score`` less the score of the next hit.
    ``reasons``: what each figure added to the ranker's own score or took from it, largest first;
    filled only where a search was to explain, and empty where the ranker did not look at it.
    """

    stored: StoredProvision
    score: float
    lexical: float
    vector: float
    coverage: float
    pairs: float = 0.0
    margin: float = 0.0
    named: bool = False
    reasons: Reasons = ()


@dataclass(frozen=True)
class SearchResult:
    """Ranked hits of one edition. ``reference`` is the first document the question names.

    ``hits`` are in force on the day asked about, as far as is known, or named by the question;
    ``out_of_force`` would stand among them, and are known not to be in force on that day.
    ``as_of``: the day; ``None``: of the newest words known.
    """

    hits: tuple[Hit, ...]
    understood: Understood
    edition: int
    timings_ms: dict[str, float] = field(default_factory=dict)
    reference: Reference | None = None
    out_of_force: tuple[Hit, ...] = ()
    as_of: date | None = None

    @property
    def of_any_day(self) -> tuple[Hit, ...]:
        """Both by score, best first."""
        return tuple(sorted((*self.hits, *self.out_of_force), key=lambda hit: -hit.score))
