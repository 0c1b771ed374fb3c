"""The sample library with poisoned regulations in it, and a model that obeys whoever attacks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.attacks import DOCUMENTS
from evals.attacks_range import Obeyed, obeying
from evals.attacks_range import attacked as open_range
from evals.attacks_run import Range
from ingest.pipeline import Ingest


@pytest.fixture(scope="session")
def attacked_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library with the poisoned regulations read into it."""
    folder = tmp_path_factory.mktemp("attacked") / "home"
    shutil.copytree(sample_home, folder)
    report = Ingest(Settings(home=folder, _env_file=None)).run([DOCUMENTS])
    assert all(file.state.value == "read_with_warnings" for file in report.files)
    return folder


@pytest.fixture(scope="module")
def obeyed(attacked_home: Path) -> Iterator[Obeyed]:
    with obeying(attacked_home) as served:
        yield served


@pytest.fixture(scope="module")
def attacked(obeyed: Obeyed) -> Iterator[Range]:
    with open_range(obeyed) as tried:
        yield tried
