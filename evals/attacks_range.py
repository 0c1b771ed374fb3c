"""The obedient model behind a real HTTP server, and assistants before it."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.attacks import Secrets
from evals.attacks_run import Range, Script
from tests.model_server import Endless, ModelServer, Reply, Text

KEY = "sk-mau-7f3a91c2d8e4"
"""The key of the endpoint, which nobody may be told."""

_CHUNK = 400
_LONGEST_REPLY = 8_000
"""Tokens: room for all that an obedient model tries in one reply."""


@dataclass(frozen=True)
class Obeyed:
    """The obedient model at work, and settings that name it."""

    script: Script
    settings: Settings


@contextmanager
def obeying(home: Path) -> Iterator[Obeyed]:
    """Serve the obedient model for the library at ``home``."""
    script = Script(Secrets(key=KEY, url="", home=str(home)))

    def reply(request: Mapping[str, Any]) -> Reply:
        said = script.reply(request)
        if isinstance(said, str):
            return Text(said, size=_CHUNK)
        return Endless(said.tokens, said.word, said.start)

    with ModelServer(reply) as server:
        script.secrets = Secrets(key=KEY, url=server.url, home=str(home))
        yield Obeyed(
            script,
            Settings(
                home=home,
                model="mau",
                model_base_url=server.url,
                model_api_key=KEY,
                model_max_tokens=_LONGEST_REPLY,
                _env_file=None,
            ),
        )


@contextmanager
def attacked(obeyed: Obeyed) -> Iterator[Range]:
    """The assistant with the obedient model, and one without a model beside it."""
    bare = Settings(home=obeyed.settings.home, _env_file=None)
    with ExitStack() as opened:
        door = opened.enter_context(Assistant.open(obeyed.settings))
        plain = opened.enter_context(Assistant.open(bare))
        yield Range(door, plain, obeyed.script)
