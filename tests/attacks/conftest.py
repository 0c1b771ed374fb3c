"""The sample library with poisoned regulations in it, and a model that obeys whoever attacks."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.attacks import DOCUMENTS, Secrets
from evals.attacks_run import Range, Script
from ingest.pipeline import Ingest
from tests.model_server import Endless, ModelServer, Text

KEY = "sk-mau-7f3a91c2d8e4"


@pytest.fixture(scope="session")
def attacked_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library with the poisoned regulations read into it."""
    folder = tmp_path_factory.mktemp("attacked") / "home"
    shutil.copytree(sample_home, folder)
    report = Ingest(Settings(home=folder, _env_file=None)).run([DOCUMENTS])
    assert all(file.state.value == "read_with_warnings" for file in report.files)
    return folder


@dataclass
class Obeyed:
    """The obedient model at work, and settings that name it."""

    script: Script
    settings: Settings


@pytest.fixture(scope="module")
def obeyed(attacked_home: Path) -> Iterator[Obeyed]:
    script = Script(Secrets(key=KEY, url="http://127.0.0.1:1/v1", home=str(attacked_home)))

    def reply(request):
        said = script.reply(request)
        return Text(said, size=400) if isinstance(said, str) else Endless(said.tokens, said.word, said.start)

    with ModelServer(reply) as server:
        script.secrets = Secrets(key=KEY, url=server.url, home=str(attacked_home))
        yield Obeyed(
            script,
            Settings(
                home=attacked_home,
                model="mau",
                model_base_url=server.url,
                model_api_key=KEY,
                model_max_tokens=8_000,
                _env_file=None,
            ),
        )


@pytest.fixture(scope="module")
def attacked(obeyed: Obeyed) -> Iterator[Range]:
    """The assistant with the obedient model, and one without a model beside it."""
    bare = Settings(home=obeyed.settings.home, _env_file=None)
    with Assistant.open(obeyed.settings) as door, Assistant.open(bare) as plain:
        yield Range(door, plain, obeyed.script)
