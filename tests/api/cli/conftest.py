"""A command line with a library of its own."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from api.cli.main import run

_ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Command:
    """``hocvu`` with a home of its own: in this process, or with ``python`` in a new one."""

    home: Path

    def __call__(self, *args: str, stdin: str = "", **env: str) -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with (
            patch.dict(os.environ, self._environment(env), clear=True),
            patch.object(sys, "stdin", io.StringIO(stdin)),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = run(args)
        return Done(code, *(_text(stream) for stream in (out, err)))

    def python(self, code: str, *args: str, stdin: str = "", **env: str) -> Done:
        """Run Python code as the command would run, in a process of its own."""
        process = subprocess.run(
            [sys.executable, "-c", code, *args],
            capture_output=True,
            text=True,
            input=stdin,
            env=self._environment(env),
            cwd=self.home.parent,
            timeout=240,
        )
        return Done(process.returncode, process.stdout, process.stderr)

    def _environment(self, env: dict[str, str]) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HOCVU_")}
        own = {"HOCVU_HOME": str(self.home), "HOCVU_WORKERS": "1", "PYTHONPATH": str(_ROOT), "COLUMNS": "100"}
        return kept | own | env


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@pytest.fixture
def hocvu(tmp_path: Path) -> Command:
    return Command(tmp_path / "home")


_TEXT = """BỘ GIÁO DỤC MẪU

Số: 31/2031/TT-BGDM

THÔNG TƯ

Quy định về nuôi ong trong vườn trường

Điều 1. Phạm vi điều chỉnh

Thông tư này quy định việc nuôi ong trong vườn trường của các trường trung học mẫu.

Điều 2. Điều kiện nuôi ong

1. Trường có vườn rộng ít nhất 200 mét vuông và cách lớp học 30 mét.

2. Mỗi đàn ong có một giáo viên phụ trách đã qua tập huấn.

Điều 3. Hiệu lực thi hành

Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2025.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A library with one circular in it; tests that use it change nothing."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "ong.txt").write_text(_TEXT, encoding="utf-8")
    command = Command(folder / "home")
    done = command("ingest", str(folder / "ong.txt"))
    assert done.code == 0, done.err
    return command
