"""The whole way with a model that invents: a real HTTP server says the answer with its invention, says
it again when told to mend it, and what comes out of the assistant is looked at.

The question names the article that a statement cites, so that the model is given what it needs; a
statement whose provision it was not given is not said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.assistant import Assistant
from assistant.domain.answer import WRITTEN, Answer, Audience
from assistant.domain.path import ProvisionPath
from assistant.telling import StatementTold, Told
from evals.inventions import Case, Cited, Said, TrueAnswer
from evals.inventions_scoring import Posed, PosedTrue
from prompts.blocks import Block, read
from tests.model_server import ModelServer, Reply, Statements

_AGAIN = {"vi": "Như đã nêu: ", "en": "As stated: "}
"""How the model says a thing again, since the very same words would not be looked at twice."""


@dataclass
class Inventor:
    """A scripted model: to every request it says ``said``, each under the tokens of what it cites.
    ``given``: those whose provision was among what the request gave.
    """

    cited: Cited
    answer: TrueAnswer | None = None
    said: Sequence[Said] = ()
    given: tuple[Said, ...] = ()
    calls: int = 0

    def take(self, answer: TrueAnswer, said: Sequence[Said]) -> None:
        """What to say from now on."""
        self.answer, self.said, self.given, self.calls = answer, said, (), 0

    def __call__(self, request: Mapping[str, Any]) -> Reply:
        """What the model says to a request."""
        blocks = read("\n\n".join(str(message["content"]) for message in request["messages"]))
        found = [(said, self._tokens(said, blocks)) for said in self.said]
        self.given = tuple(said for said, tokens in found if tokens)
        self.calls += 1
        return Statements([self._item(said, tokens) for said, tokens in found if tokens])

    def _tokens(self, said: Said, blocks: Iterable[Block]) -> list[int]:
        assert self.answer is not None  # noqa: S101  it is asked after it was told what to say
        quotes = [citation.quote for citation in self.cited.citations(said.cites, self.answer.as_of)]
        sources = [block for block in blocks if block.token]
        return [b.token for b in sources if any(b.text in quote or quote in b.text for quote in quotes)]

    def _item(self, said: Said, tokens: Sequence[int]) -> dict[str, object]:
        language = self.answer.language if self.answer else "vi"
        text = f"{_AGAIN[language] if self.calls > 1 else ''}{said.text}"
        return {"text": text, "citations": list(tokens), "part": "detail"}


class Server(ModelServer):
    """A model server whose model may be changed while it runs."""

    def __init__(self) -> None:
        super().__init__(lambda request: self.model(request))
        self.model: Inventor

    def __enter__(self) -> "Server":
        super().__enter__()
        return self


def pose_case(assistant: Assistant, inventor: Inventor, case: Case) -> Posed:
    """Have the answer with its invention said, and look whether the invention came out."""
    inventor.take(case.answer, case.statements)
    shown = _shown(assistant, case.answer, _article(case.invented))
    return Posed(case, case.invented in inventor.given, _stands(case.invented, shown))


def pose_true(assistant: Assistant, inventor: Inventor, answer: TrueAnswer) -> Iterator[PosedTrue]:
    """Have the true answer said, once for each article that it cites."""
    for article in dict.fromkeys(map(_article, answer.statements)):
        inventor.take(answer, answer.statements)
        shown = _shown(assistant, answer, article)
        for said in answer.statements:
            if _article(said) == article:
                yield PosedTrue(answer, said, said in inventor.given, _stands(said, shown))


def _shown(assistant: Assistant, asked: TrueAnswer, article: str) -> list[str]:
    """What the reader saw of the model's, in the answer or while it grew."""
    seen: list[str] = []
    answer = assistant.answer(
        question(article, asked.language),
        asked.as_of,
        Audience(asked.audience),
        listen=lambda told: seen.extend(_told(told)),
    )
    return [*seen, *_said_in(answer)]


def _stands(said: Said, shown: Iterable[str]) -> bool:
    return any(said.text in text for text in shown)


def _article(said: Said) -> str:
    """The article, or paragraph, of the first unit that a statement cites."""
    return str(ProvisionPath.parse(said.cites[0]).article_path)


def question(article: str, language: str) -> str:
    """A question that names an article."""
    parsed = ProvisionPath.parse(article)
    where = f"{parsed.vietnamese()} {parsed.document}".strip()
    if language == "en":
        return f"What does {where} say about this matter?"
    return f"{where[:1].upper()}{where[1:]} quy định như thế nào?"


def _told(told: Told) -> Iterable[str]:
    if isinstance(told, StatementTold) and told.statement.part in WRITTEN:
        yield told.statement.text


def _said_in(answer: Answer) -> Iterable[str]:
    return (statement.text for statement in answer.statements if statement.part in WRITTEN)
