"""A door that tells its answer while it makes it, and clients of the OpenAI protocol before it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openai import OpenAI

from api.app import create_app
from assistant.domain.answer import Answer, Audience, ModelUse, Part, Statement
from assistant.domain.conversation import Turn
from assistant.telling import CitationTold, Listen, Opened, StatementTold
from tests.api.serving import clients

VALIDITY = "Hiệu lực vào ngày hỏi: còn hiệu lực."


@dataclass
class TellingDoor:
    """Answers as the door it stands before, telling each statement.

    ``change`` alters the answer after it was told, ``before_said`` is called before each statement.
    """

    door: Any
    change: Callable[[Answer], Answer] = lambda answer: answer
    before_open: Callable[[], None] = lambda: None
    before_said: Callable[[int], None] = lambda _index: None
    turns: list[tuple[Turn, ...]] = field(default_factory=list)
    audiences: list[Audience | None] = field(default_factory=list)
    days: list[date | None] = field(default_factory=list)
    ended: bool = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.door, name)

    def answer(
        self,
        question: str,
        as_of: date | None = None,
        audience: Audience | None = None,
        *,
        turns: tuple[Turn, ...] = (),
        listen: Listen | None = None,
    ) -> Answer:
        self.turns.append(turns)
        self.audiences.append(audience)
        self.days.append(as_of)
        self.before_open()
        answer = self._complete(self.door.answer(question, as_of))
        try:
            if listen is not None:
                self._tell(answer, listen)
        finally:
            self.ended = True
        return self.change(answer)

    def _complete(self, answer: Answer) -> Answer:
        said = Statement(text=VALIDITY, citations=(0,) if answer.citations else (), part=Part.VALIDITY)
        used = ModelUse(model="m", prompt_tokens=30, completion_tokens=12)
        told = {
            "statements": (*answer.statements, said),
            "as_of_reason": "hôm nay",
            "notices": ("Điều 5 có quy định chuyển tiếp.",),
            "suggestions": ("Ai quyết định việc bảo lưu?",),
            "model": used,
        }
        return answer.model_copy(update=told)

    def _tell(self, answer: Answer, listen: Listen) -> None:
        listen(
            Opened(
                answer.outcome, answer.as_of, answer.as_of_reason, answer.edition, answer.notices,
                answer.understood, answer.standalone,
            )
        )  # fmt: skip
        for index, citation in enumerate(answer.citations):
            listen(CitationTold(index, citation))
        for index, statement in enumerate(answer.statements):
            self.before_said(index)
            listen(StatementTold(index, statement))


@pytest.fixture
def telling(door) -> TellingDoor:
    return TellingDoor(door)


@pytest.fixture
def served(telling, settings) -> FastAPI:
    return create_app(settings, lambda _settings: telling)


@pytest.fixture
def http(served) -> Iterator[TestClient]:
    with TestClient(served, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client_with(telling, settings) -> Iterator[Callable[..., TestClient]]:
    """Make a client of the application with some settings changed."""
    with clients(telling, settings) as make:
        yield make


@pytest.fixture
def openai(site) -> OpenAI:
    """The real client, before the service on a real port."""
    return OpenAI(base_url=f"{site}/v1", api_key="bất-kỳ".encode().hex(), max_retries=0)
