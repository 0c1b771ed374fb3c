"""Released prompts stay as they are."""

from pathlib import Path

import pytest

import prompts
from prompts import PromptError, locking
from prompts.__main__ import main

_PROMPT = """
name: thu
version: {version}
released: 2026-11-24
purpose: A test.
variables: {{question: asked}}
messages: [{{role: user, text: "{words} {{{{ question }}}}"}}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder of prompts of its own; gives a function that writes a version."""
    for module in (prompts, locking):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(locking, "LOCK", tmp_path / "prompts.lock")

    def write(version: int, words: str) -> None:
        prompts.load.cache_clear()
        (tmp_path / "thu").mkdir(exist_ok=True)
        (tmp_path / "thu" / f"{version}.yaml").write_text(
            _PROMPT.format(version=version, words=words), "utf-8"
        )

    yield write
    prompts.load.cache_clear()


def test_no_released_prompt_was_changed_and_none_is_missing_from_the_lock() -> None:
    assert locking.problems() == ()


def test_new_versions_are_added_and_the_old_stay(folder, capsys) -> None:
    folder(1, "một")
    assert locking.lock() == ("thu/1",)
    first = locking.released()["thu/1"]
    folder(2, "hai")
    assert locking.problems() == ("thu/2: not in prompts.lock",)
    assert main(["lock"]) == 0
    assert "thu/2: released" in capsys.readouterr().out
    assert locking.released()["thu/1"] == first
    assert main(["check"]) == 0
    assert prompts.load("thu").version == 2


def test_a_released_version_that_changed_is_refused(folder, capsys) -> None:
    folder(1, "một")
    locking.lock()
    before = locking.LOCK.read_text()
    folder(1, "khác")
    folder(2, "hai")
    assert main(["check"]) == 1
    assert "thu/1: changed after its release" in capsys.readouterr().out
    with pytest.raises(PromptError, match="thu/1: changed"):
        locking.lock()
    assert main(["lock"]) == 1
    assert locking.LOCK.read_text() == before


def test_a_released_version_that_is_gone_is_missed(folder, tmp_path: Path) -> None:
    folder(1, "một")
    locking.lock()
    (tmp_path / "thu" / "1.yaml").unlink()
    prompts.load.cache_clear()
    assert locking.problems() == ("thu/1: released, and gone",)
    with pytest.raises(PromptError, match="gone"):
        locking.lock()


def test_a_file_that_says_it_is_another_is_a_problem(folder, tmp_path: Path) -> None:
    folder(1, "một")
    (tmp_path / "thu" / "1.yaml").rename(tmp_path / "thu" / "3.yaml")
    assert "says that it is thu/1" in locking.problems()[0]


def test_wrong_usage_is_told(capsys) -> None:
    assert main([]) == 2
    assert "lock" in capsys.readouterr().err
