from pathlib import Path

from typer.main import get_command

from api.cli.main import app
from assistant.settings import Settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        row = next((line for line in README.splitlines() if f"`HOCVU_{name.upper()}`" in line), None)
        assert row is not None, f"README does not name HOCVU_{name.upper()}"
        if name != "home" and field.default != "":
            assert f"`{field.default}`" in row


def test_every_command_is_documented() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name in commands:
        assert f"`hocvu {name}" in README, f"README does not name hocvu {name}"


def test_every_picture_and_file_that_is_named_exists() -> None:
    for path in ("docs/page.png", "assistant/retrieval/model/MODEL.md", "evals/benchmarks/results"):
        assert path in README
        assert (Path(__file__).parents[1] / path).exists(), path
