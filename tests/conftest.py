"""Fixtures that every room's tests share."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
_DATA = Path(os.environ.get("HOCVU_TEST_DATA") or _BESIDE)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real documents beside the project; skips the test where it is missing."""
    if not _DATA.is_dir():
        pytest.skip("the folder of real documents is not beside this checkout (HOCVU_TEST_DATA names it)")
    return _DATA
