"""A command line with a library of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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
    home: Path

    def __call__(self, *args: str, stdin: str = "", **env: str) -> Done:
        return self.python("from api.cli.main import main; main()", *args, stdin=stdin, **env)

    def python(self, code: str, *args: str, stdin: str = "", **env: str) -> Done:
        """Run Python code as the command would run."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HOCVU_")} | {
            "HOCVU_HOME": str(self.home),
            "HOCVU_WORKERS": "1",
            "PYTHONPATH": str(_ROOT),
            **env,
        }
        process = subprocess.run(
            [sys.executable, "-c", code, *args],
            capture_output=True,
            text=True,
            input=stdin,
            env=environment,
            cwd=self.home.parent,
            timeout=240,
        )
        return Done(process.returncode, process.stdout, process.stderr)


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
