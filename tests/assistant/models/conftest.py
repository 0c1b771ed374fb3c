"""Models of a scripted server, with limits short enough for tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from assistant.models.model import LanguageModel, ModelFailure, Shape, Spent, open_model
from assistant.settings import Settings
from tests.model_server import Behaviour, ModelServer

ITEM = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "citations": {"type": "array", "items": {"type": "integer"}},
        "part": {"type": "string"},
    },
}
SHAPE = Shape(
    "statements",
    {
        "type": "object",
        "properties": {"answerable": {"type": "boolean"}, "statements": {"type": "array", "items": ITEM}},
    },
)
QUESTION = Shape("question", {"type": "object", "properties": {"question": {"type": "string"}}})
ITEMS = [
    {"text": 'Sinh viên được nghỉ học tạm thời khi "ốm" {có giấy}.', "citations": [1], "part": "short"},
    {"text": "Hồ sơ gồm đơn và giấy xác nhận.", "citations": [1, 2], "part": "step"},
    {"text": "Nộp trước ngày 01/9/2024, không quá 05 ngày.", "citations": [3], "part": "detail"},
]
SAID = (("system", "Luật chơi."), ("user", "Sinh viên được nghỉ học tạm thời khi nào?"))


class Asked:
    """A model, its server, and what calls to it came to."""

    def __init__(self, server: ModelServer, model: LanguageModel) -> None:
        self.server = server
        self.model = model
        self.spent = Spent()

    def __call__(self, shape: Shape = SHAPE, **how: Any) -> list[dict[str, Any]]:
        return self.model.ask(SAID, shape, self.spent, **how)

    def failing(self, shape: Shape = SHAPE, **how: Any) -> tuple[str, list[dict[str, Any]]]:
        """Why a call fails, and what came before it did."""
        came: list[dict[str, Any]] = []
        with pytest.raises(ModelFailure) as caught:
            came += self._kept(came, shape, how)
        return caught.value.reason.value, came

    def _kept(self, came: list[dict[str, Any]], shape: Shape, how: dict[str, Any]) -> list[dict[str, Any]]:
        for item in self.model.stream(SAID, shape, self.spent, **how):
            came.append(item)
        return []


Ask = Callable[..., Asked]


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Opens a model on a server that replies as told; keyword arguments are settings."""
    with ExitStack() as open_:

        def opened(*replies: Behaviour, **settings: Any) -> Asked:
            server = open_.enter_context(ModelServer(*replies))
            named = {f"model_{name}": value for name, value in settings.items()}
            usual = {"model": "mau", "model_base_url": server.url, "model_timeout_s": 5.0}
            model = open_model(Settings(**{**usual, **named}, _env_file=None))
            assert model is not None
            open_.callback(model.close)
            return Asked(server, model)

        yield opened
