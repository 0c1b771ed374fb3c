"""A written answer put together: what a model wrote and code verified, and what code adds to it.

After the statements stands how each cited provision stands on the day, in code's words. Where
anything that the model meant to say is missing (a statement was dropped, the reply was cut) the
provisions' own words follow, so that no exception is lost with it. Without a single statement the
extractive answer is the answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from assistant.answering.phrases import phrases
from assistant.answering.writing.writer import Sentence, Written
from assistant.domain.answer import Answer, Citation, Outcome, Part, Statement
from assistant.domain.path import ProvisionPath
from assistant.telling import Teller


@dataclass
class Composer:
    """Puts one answer together and tells it as it grows."""

    teller: Teller
    language: str = "vi"
    citations: list[Citation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def write(self, sentence: Sentence) -> None:
        """Add a verified statement of the model's."""
        self.say(sentence.text, sentence.citations, sentence.part)

    def say(self, text: str, cited: Sequence[Citation], part: Part) -> None:
        """Add a statement with the citations it stands on."""
        indexes = tuple(dict.fromkeys(map(self._index, cited)))
        statement = Statement(text=text, citations=indexes, part=part)
        self.statements.append(statement)
        self.teller.say(statement, tuple(self.citations))

    def quote(self, extractive: Answer) -> None:
        """Add the statements of the extractive answer."""
        for statement in extractive.statements:
            cited = [extractive.citations[index] for index in statement.citations]
            self.say(statement.text, cited, statement.part)

    def stand(self) -> None:
        """Add how what is cited stands on the day, a line for each article that has none yet."""
        told = {
            index
            for statement in self.statements
            if statement.part is Part.VALIDITY
            for index in statement.citations
        }
        known = {_article(self.citations[index]) for index in told}
        alone = (c for c in self.citations if _article(c) not in known)
        for text, cited in validity_lines(alone, phrases(self.language)):
            self.say(text, cited, Part.VALIDITY)

    def _index(self, citation: Citation) -> int:
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation)


def compose(composer: Composer, extractive: Answer, written: Written) -> Answer:
    """The answer after the model has written; statements that it wrote are in ``composer`` already."""
    for frame in _frames(composer, extractive, written):
        composer.say(frame, (), Part.FRAME)
    if not (written.is_whole and _is_on(composer.citations, extractive)):
        composer.quote(extractive)
    if not written.sentences:
        return _answer(composer, extractive, written)
    composer.stand()
    return _answer(composer, extractive, written).model_copy(update={"made_by": "model"})


def _frames(composer: Composer, extractive: Answer, written: Written) -> Iterator[str]:
    """What is to be known of what was written. That a provision is only near to the question is said by
    the extractive answer itself, where that follows.
    """
    say = phrases(composer.language)
    if written.sentences and (written.dropped or written.failure):
        yield str(say.NOT_ALL_SHOWN)
    near = extractive.outcome is Outcome.PARTLY and written.is_whole
    if written.is_whole and not _is_on(composer.citations, extractive):
        yield str(say.NEAREST)
        near = False
    if near or _is_lowered(extractive, written):
        yield str(say.PARTLY)


def _is_on(citations: Iterable[Citation], extractive: Answer) -> bool:
    """Whether what was written stands on some of the words that answer by themselves: what is true of
    the clause beside them may be no answer. The opening line of a list is none of these words.
    """
    answering = [c for c in extractive.citations if not c.quote.rstrip().endswith(":")]
    return not answering or any(_share(one, other) for one in citations for other in answering)


def _share(one: Citation, other: Citation) -> bool:
    """Whether two quotations share words of one provision."""
    same = one.words == other.words and _article(one) == _article(other)
    return same and one.start < other.end and other.start < one.end


def _is_lowered(extractive: Answer, written: Written) -> bool:
    """Whether the model says that what was found does not answer, and it was taken to."""
    return extractive.outcome is Outcome.ANSWERED and not written.answerable


def _answer(composer: Composer, extractive: Answer, written: Written) -> Answer:
    told = {
        "outcome": Outcome.PARTLY if _is_lowered(extractive, written) else extractive.outcome,
        "statements": tuple(composer.statements),
        "citations": tuple(composer.citations),
        "answer": "\n\n".join(statement.text for statement in composer.statements if statement.text),
        "model": written.use,
    }
    return extractive.model_copy(update=told)


def validity_lines(citations: Iterable[Citation], say: ModuleType) -> Iterable[tuple[str, list[Citation]]]:
    """How each cited article stands, told once for all of it that stands alike."""
    groups: dict[tuple[ProvisionPath, str, bool], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((_article(citation), citation.validity, citation.sample), []).append(citation)
    for (article, _, _), cited in groups.items():
        yield say.stands(say.named(article, cited[0].label), cited[0]), cited


def _article(citation: Citation) -> ProvisionPath:
    return ProvisionPath.parse(citation.path).article_path
