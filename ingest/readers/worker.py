"""The guarded process: reads the files it is told to, one a line, under limits of its own.

Started by ``guard.Worker`` as ``python -m ingest.readers.worker``. First line on stdin: the
options; each further line: ``{"path", "media_type", "out"}``. Answers one line of JSON each:
``{"ok": true}`` with the document in ``out``, or ``{"ok": false, code, message, hint}``; lines of
``{"alive": true}`` may come before.
"""

import contextlib
import ctypes
import errno
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import HocVuError, StorageFull, UnreadableFile
from ingest.readers.heartbeat import listen
from ingest.readers.options import ReaderOptions, megabytes

_ADDRESS_ROOM = 2_000_000_000
_PR_SET_PDEATHSIG = 1
_FATAL = 3


def main() -> int:
    """Serve requests until stdin closes. Nothing but answers goes to the real stdout."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    options = ReaderOptions(**json.loads(sys.stdin.readline()))
    limit(options.file_memory_bytes)
    listen(lambda: _send(answers, {"alive": True}))
    for request in sys.stdin:
        answer = handle(json.loads(request), options)
        _send(answers, answer)
        if answer.get("fatal"):
            return _FATAL
    return 0


def limit(memory: int) -> None:
    """Limits of this process and its children: memory, no core files, end with the parent."""
    import resource

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_AS: memory + _ADDRESS_ROOM,
    }
    for kind, size in wanted.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (size, size))


def handle(request: dict[str, Any], options: ReaderOptions) -> dict[str, Any]:
    """Read one file; every failure becomes an answer. ``fatal``: this process must be replaced."""
    name = Path(request["path"]).name
    try:
        from ingest.readers.formats import read_here
        from ingest.readers.transfer import dump

        document = read_here(Path(request["path"]), options, request.get("media_type"))
        Path(request["out"]).write_bytes(dump(document))
    except HocVuError as error:
        return _failure(error)
    except MemoryError:
        text = f"Đọc {name} cần quá nhiều bộ nhớ (giới hạn {megabytes(options.file_memory_bytes)})."
        return _failure(UnreadableFile(text, "Chia nhỏ tệp, hoặc tăng HOCVU_FILE_MEMORY_BYTES.")) | {
            "fatal": True
        }
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return _failure(StorageFull("Hết chỗ trên đĩa.", "Giải phóng dung lượng rồi chạy lại."))
        return _failure(UnreadableFile(f"Không đọc được {name}: {os.strerror(error.errno or 0)}."))
    except Exception as error:  # a stranger's file may break any library; the others must go on
        return _failure(
            UnreadableFile(f"Tệp {name} làm bộ đọc gặp lỗi ({type(error).__name__}).", "Kiểm tra tệp nguồn.")
        )
    return {"ok": True}


def _failure(error: HocVuError) -> dict[str, Any]:
    return {"ok": False, "code": error.code, "message": error.message, "hint": error.hint}


def _send(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
