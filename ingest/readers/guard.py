"""Reading in a process of its own, with limits on time and memory; and a pool of such processes.

A parser that hangs, swells or crashes on a stranger's file takes only its own process with it.
That process leads a group, so tesseract and LibreOffice die with it.
"""

import contextlib
import json
import os
import queue
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.errors import HocVuError, MissingTool, StorageFull, UnreadableFile
from ingest.readers.options import ReaderOptions, check_size, megabytes
from ingest.readers.transfer import load
from ingest.reading import ReadDocument

if TYPE_CHECKING:
    from assistant.settings import Settings

_MAX_RESULT = 400_000_000
_FILES_A_PROCESS = 200
_PATIENCE = 6
_ALIVE = b'{"alive": true}'
_ERRORS: dict[str, type[HocVuError]] = {error.code: error for error in (MissingTool, StorageFull)}


class Worker:
    """One guarded process, started when first needed and replaced when it dies."""

    def __init__(self, options: ReaderOptions) -> None:
        self._options = options
        self._folder = tempfile.TemporaryDirectory(prefix="hocvu-read-")
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(self, path: Path, media_type: str | None = None) -> ReadDocument:
        """Read one file; raises ``UnreadableFile`` (time, memory, crash, content) and its kin."""
        check_size(path, self._options)
        process = self._running()
        out = Path(self._folder.name) / "result.json"
        request = {"path": str(path.resolve()), "media_type": media_type, "out": str(out)}
        try:
            answer = self._ask(process, request, path.name)
        except BaseException:
            self._kill()
            raise
        self._served += 1
        if answer.get("fatal") or self._served >= _FILES_A_PROCESS:
            self._kill()
        if not answer["ok"]:
            raise _ERRORS.get(answer["code"], UnreadableFile)(answer["message"], answer["hint"])
        return _result(out, path.name)

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._kill()

    def close(self) -> None:
        """End the process and remove its files."""
        self._kill()
        self._folder.cleanup()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._kill()
            self._process, self._served = _start(self._options), 0
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], request: dict[str, Any], name: str) -> dict[str, Any]:
        try:
            _write(process, request)
            line = _answer_within(process, self._options.file_timeout_s)
        except TimeoutError as error:
            raise UnreadableFile(
                f"Đọc {name} quá {self._options.file_timeout_s:.0f} giây, đã dừng.",
                "Tệp quá lớn hoặc bị lỗi; chia nhỏ hoặc tăng HOCVU_FILE_TIMEOUT_S.",
            ) from error
        except BrokenPipeError:
            line = b""
        if not line:
            raise _death(process, name, self._options)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _kill(self) -> None:
        """Kill the whole group: programs that the reader started must not outlive it."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _start(options: ReaderOptions) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "OMP_THREAD_LIMIT": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.readers.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    with contextlib.suppress(BrokenPipeError):
        _write(process, asdict(options))
    return process


def _write(process: subprocess.Popen[bytes], message: Mapping[str, Any]) -> None:
    if process.stdin is None:
        raise BrokenPipeError
    process.stdin.write(json.dumps(message).encode() + b"\n")
    process.stdin.flush()


def _answer_within(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """The process's answer; empty where it died. Raises ``TimeoutError``.

    ``seconds`` count anew at each sign of life (a recognised page), but not for ever.
    """
    start = last = time.monotonic()
    buffer = b""
    while True:
        chunk = _chunk_before(process, min(last + seconds, start + seconds * _PATIENCE))
        if not chunk:
            return b""
        *lines, buffer = (buffer + chunk).split(b"\n")
        answer = next((line for line in lines if line != _ALIVE), None)
        if answer is not None:
            return answer
        last = time.monotonic()


def _chunk_before(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """What the process says before ``deadline``; empty at its end; else ``TimeoutError``."""
    if process.stdout is None:
        return b""
    poll = select.poll()
    poll.register(process.stdout, select.POLLIN | select.POLLHUP)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError
    return os.read(process.stdout.fileno(), 65_536)


def _death(process: subprocess.Popen[bytes], name: str, options: ReaderOptions) -> UnreadableFile:
    """The reason for a clerk when the process is gone without an answer."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    return UnreadableFile(
        f"Tệp {name} làm bộ đọc dừng đột ngột: tệp hỏng, hoặc cần quá nhiều bộ nhớ "
        f"(giới hạn {megabytes(options.file_memory_bytes)}).",
        "Kiểm tra tệp nguồn, hoặc tăng HOCVU_FILE_MEMORY_BYTES.",
    )


def _result(out: Path, name: str) -> ReadDocument:
    try:
        if out.stat().st_size > _MAX_RESULT:
            raise UnreadableFile(f"Nội dung của {name} quá lớn để đưa vào thư viện.", "Chia nhỏ tệp.")
        return load(out.read_bytes())
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise UnreadableFile(f"Kết quả đọc {name} bị hỏng.", "Thử đọc lại tệp.") from error
    finally:
        out.unlink(missing_ok=True)


def read_guarded(
    path: Path,
    settings: "Settings",
    *,
    media_type: str | None = None,
    readers: Mapping[str, str] | None = None,
) -> ReadDocument:
    """Read one file in a process of its own. ``readers``: see ``ReaderOptions``.

    Raises ``UnreadableFile`` with the reason, ``MissingTool`` where a program is not installed.
    """
    worker = Worker(ReaderOptions.of(settings, readers))
    try:
        return worker.read(path, media_type)
    finally:
        worker.close()


class ReaderPool:
    """Guarded processes side by side for many files; each is used again while it lives.

    ``submit`` gives a ``concurrent.futures.Future``; a file that kills its process fails alone.
    """

    def __init__(
        self, settings: "Settings", workers: int | None = None, *, readers: Mapping[str, str] | None = None
    ) -> None:
        self._options = ReaderOptions.of(settings, readers)
        count = workers or settings.workers
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: list[Worker] = []
        self._lock = threading.Lock()

    def submit(self, path: Path, media_type: str | None = None) -> "Future[ReadDocument]":
        """Read ``path`` when a process is free."""
        return self._threads.submit(self._read, path, media_type)

    def _read(self, path: Path, media_type: str | None) -> ReadDocument:
        worker = self._worker()
        try:
            return worker.read(path, media_type)
        finally:
            self._idle.put(worker)

    def _worker(self) -> Worker:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            worker = Worker(self._options)
            with self._lock:
                self._all.append(worker)
            return worker

    def shutdown(self) -> None:
        """Drop what has not begun, wait for what has, end the processes."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.close()

    def abandon(self) -> None:
        """End the processes at once; what they were reading fails."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # a person who stops the run does not wait for a scan to be read
            self.abandon()
        self.shutdown()
