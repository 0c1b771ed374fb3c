"""The sample library, opened without its indexes."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.sets.held import opened


@pytest.fixture(scope="session")
def held(sample_home: Path):
    with opened(Settings(home=sample_home, _env_file=None)) as found:
        yield found
