"""What belongs beside a result or an answer: cited provisions, and definitions of its words.

Done only where it is asked for, or for what an answer cites: plain search pays nothing for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import TypeVar

from assistant.answering.asking import read_question
from assistant.answering.defining import Definer
from assistant.answering.following import Follower
from assistant.answering.passages import Span, choose
from assistant.answering.phrases import phrases
from assistant.answering.verify import verified
from assistant.domain.answer import Answer, Citation, DefinedWord, Followed, Part, Reach, Statement
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.library import Library
from assistant.library.laws import Laws
from assistant.library.records import StoredProvision
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.results import SearchResult

FOLLOWED = 8
"""References that are followed from the cited clauses of an answer."""

_POINTED = 2_000
"""Characters of what pointers point to that are put into an answer."""

_Table = TypeVar("_Table")


@dataclass(frozen=True)
class Beside:
    """Beside the hits of a search, each in its place: the clauses of it that are shown, and what
    they refer to. ``definitions`` are of words in the question.
    """

    shown: tuple[tuple[Citation, ...], ...] = ()
    followed: tuple[tuple[Followed, ...], ...] = ()
    definitions: tuple[DefinedWord, ...] = ()


@dataclass
class Following:
    """Follows the law in one library. Names of laws and defined words are read once an edition for
    each kind of asker. Safe to share between threads: the worst is that a table is read twice.
    """

    library: Library
    _laws: dict[tuple[int, Access], Laws] = field(default_factory=dict)
    _words: dict[tuple[int, Access], Definitions] = field(default_factory=dict)

    def laws(self, edition: int, access: Access) -> Laws:
        """The laws by their names."""
        if (found := self._laws.get((edition, access))) is None:
            found = Laws.read(self.library, edition, access)
            self._laws = _of_edition(self._laws, edition) | {(edition, access): found}
        return found

    def words(self, edition: int, access: Access) -> Definitions:
        """The defined words."""
        if (found := self._words.get((edition, access))) is None:
            found = Definitions.read(self.library, edition, access)
            self._words = _of_edition(self._words, edition) | {(edition, access): found}
        return found

    # --- a search

    def beside(self, result: SearchResult, day: date, access: Access, *, depth: int = 1) -> Beside:
        """What belongs beside the hits of a search, as of a day."""
        asked = read_question(result.understood.text)
        follower = self._follower(result.edition, access, day)
        shown = [choose(hit.stored.provision, asked) for hit in result.hits]
        pairs = list(zip((hit.stored for hit in result.hits), shown, strict=True))
        best = result.hits[0].stored if result.hits else None
        return Beside(
            shown=tuple(follower.cited(stored, spans) for stored, spans in pairs),
            followed=tuple(follower.follow(stored, spans, depth=depth) for stored, spans in pairs),
            definitions=self._definer(result.edition, access, day).define(result.understood.text, best),
        )

    # --- an answer

    def complete(self, found: Answer, question: str, access: Access, language: str = "vi") -> Answer:
        """An answer with what its cited clauses refer to, and with definitions of the question's
        words. Where a cited clause only points to another, that one's words are quoted too.
        """
        if not found.citations:
            return found
        cited = list(self._cited(found, access))
        follower = self._follower(found.edition, access, found.as_of, language)
        followed = [one for stored, spans in cited for one in follower.follow(stored, spans)][:FOLLOWED]
        followed = [_verified(one) for one in followed if self._holds(one.citation, found, access)]
        best = cited[0][0] if cited else None
        defined = self._definer(found.edition, access, found.as_of).define(question, best)
        definitions = [
            _verified(word)
            for word in defined
            if not any(_holds_all_of(citation, word.citation) for citation in found.citations)
            and self._holds(word.citation, found, access)
        ]
        told = {"followed": tuple(followed), "definitions": tuple(definitions)}
        return _with_pointed(found.model_copy(update=told), phrases(language))

    def _cited(self, found: Answer, access: Access) -> Iterator[tuple[StoredProvision, list[Span]]]:
        """The provisions that an answer cites in the words that it cites, with the cited stretches."""
        groups: dict[tuple[str, str], list[Span]] = {}
        for citation in found.citations:
            path = ProvisionPath.parse(citation.path)
            span = Span(path, citation.start, citation.end)
            groups.setdefault((str(path.article_path), citation.words), []).append(span)
        for (address, words), spans in groups.items():
            path = ProvisionPath.parse(address)
            wordings = self.library.wordings(path, edition=found.edition, access=access)
            stored = next((one for one in wordings if one.words == words), None)
            if stored is not None:
                yield stored, spans

    def _holds(self, citation: Citation | None, found: Answer, access: Access) -> bool:
        """Whether what is quoted is, letter for letter, in the library."""
        return citation is None or bool(
            verified([citation], self.library, edition=found.edition, access=access, day=found.as_of)
        )

    def _follower(self, edition: int, access: Access, day: date, language: str = "vi") -> Follower:
        return Follower(self.library, self.laws(edition, access), edition, access, day, phrases(language))

    def _definer(self, edition: int, access: Access, day: date) -> Definer:
        return Definer(self.library, self.words(edition, access), edition, access, day)


def _of_edition(tables: dict[tuple[int, Access], _Table], edition: int) -> dict[tuple[int, Access], _Table]:
    """The tables of an edition; those of others are let go."""
    return {key: table for key, table in tables.items() if key[0] == edition}


def _holds_all_of(citation: Citation, other: Citation) -> bool:
    """Whether a citation quotes all that another does."""
    return citation.words == other.words and citation.start <= other.start and other.end <= citation.end


_Told = TypeVar("_Told", Followed, DefinedWord)


def _verified(told: _Told) -> _Told:
    """With the mark that its quotation was read again from the library."""
    citation = told.citation
    if citation is None:
        return told
    return told.model_copy(update={"citation": citation.model_copy(update={"verified": True})})


def _with_pointed(found: Answer, say: ModuleType) -> Answer:
    """The answer, with the words that its clauses only point to quoted after them."""
    citations, statements, room = list(found.citations), list(found.statements), _POINTED
    for one in _pointed(found.followed):
        assert one.citation is not None  # noqa: S101  that is what was asked for
        room -= len(one.citation.quote)
        if room < 0:
            break
        text = f"{say.referred(one.citation)}\n\n{say.quoted([one.citation.quote])}"
        statements.append(Statement(text=text, citations=(len(citations),), part=Part.QUOTE))
        citations.append(one.citation)
    text = "\n\n".join(statement.text for statement in statements if statement.text)
    told = {"citations": tuple(citations), "statements": tuple(statements), "answer": text}
    return found.model_copy(update=told) if len(citations) > len(found.citations) else found


def _pointed(followed: Iterable[Followed]) -> Iterator[Followed]:
    """What pointers lead to, in one step."""
    return (
        one
        for one in followed
        if one.pointer and one.depth == 1 and one.reach is Reach.FOUND and one.citation
    )
