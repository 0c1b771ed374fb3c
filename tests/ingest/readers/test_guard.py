import os
import signal
import subprocess
import sys
import textwrap
import time

import psutil
import pytest

from assistant.errors import MissingTool, UnreadableFile
from assistant.settings import Settings
from ingest.readers import ReaderPool, read_file, read_guarded
from ingest.readers.transfer import dump, load
from ingest.reading import Line, LineSpan, Origin, Page, ReadDocument

ODD_READERS = """
import ctypes, os, subprocess, time
from assistant.errors import MissingTool
from ingest.readers import heartbeat
from ingest.reading import Line, ReadDocument

def hang(path, options):
    child = subprocess.Popen(["sleep", "600"])
    path.with_suffix(".pid").write_text(str(child.pid))
    time.sleep(600)

def swell(path, options):
    blocks = []
    while True:
        blocks.append(bytearray(50_000_000))

def crash(path, options):
    ctypes.string_at(0)

def leave(path, options):
    os._exit(0)

def chatter(path, options):
    print("x" * 200_000, flush=True)
    return ReadDocument(lines=(Line(path.read_text()),))

def beat_some(path, options, times=8):
    for _ in range(times):
        time.sleep(0.5)
        heartbeat.beat()
    return ReadDocument(lines=(Line(path.read_text()),))

def beat_on(path, options):
    return beat_some(path, options, 10_000)

def fail(path, options):
    raise KeyError("oops")

def lack(path, options):
    raise MissingTool("Cần thứ khác.", "Cài nó.")
"""


@pytest.fixture
def odd(tmp_path, monkeypatch):
    """Reads a file with one of the odd readers: the hook for formats of one's own."""
    (tmp_path / "odd_readers.py").write_text(textwrap.dedent(ODD_READERS))
    monkeypatch.syspath_prepend(str(tmp_path))

    def read(name, **limits):
        path = tmp_path / f"a.{name}"
        path.write_text("Nội dung")
        settings = Settings(home=tmp_path / "home", ocr=False, **limits)
        return read_guarded(path, settings, readers={f".{name}": f"odd_readers:{name}"})

    return read


def test_a_file_is_read_in_another_process(tmp_path, settings):
    path = tmp_path / "a.txt"
    path.write_text("Điều 1. Nội dung")
    assert read_file(path, settings).lines[0].text == "Điều 1. Nội dung"


def test_a_reader_that_hangs_is_stopped_with_its_children(odd, tmp_path):
    with pytest.raises(UnreadableFile, match="quá 2 giây, đã dừng"):
        odd("hang", file_timeout_s=2)
    child = int((tmp_path / "a.pid").read_text())
    psutil.wait_procs([psutil.Process(child)] if psutil.pid_exists(child) else [], timeout=10)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_a_reader_that_shows_progress_gets_more_time_but_not_for_ever(odd):
    assert odd("beat_some", file_timeout_s=2.5).lines[0].text == "Nội dung"
    with pytest.raises(UnreadableFile, match="đã dừng"):
        odd("beat_on", file_timeout_s=2.5)


def test_a_reader_that_swells_is_stopped(odd):
    with pytest.raises(UnreadableFile, match="bộ nhớ"):
        odd("swell", file_memory_bytes=400_000_000)


def test_a_reader_that_crashes_fails_only_its_file(odd):
    with pytest.raises(UnreadableFile, match="dừng đột ngột"):
        odd("crash")
    with pytest.raises(UnreadableFile, match="dừng đột ngột"):
        odd("leave")


def test_what_a_library_prints_disturbs_nothing(odd):
    assert odd("chatter").lines[0].text == "Nội dung"


def test_errors_come_back_as_what_they_are(odd):
    with pytest.raises(UnreadableFile, match="KeyError"):
        odd("fail")
    with pytest.raises(MissingTool, match="Cần thứ khác") as caught:
        odd("lack")
    assert caught.value.hint == "Cài nó."


def test_the_reason_of_a_bad_file_crosses_the_process(tmp_path, settings):
    path = tmp_path / "a.pdf"
    path.write_text("<html><title>404 Not Found</title><body>Not found</body></html>")
    with pytest.raises(UnreadableFile, match="báo lỗi 404"):
        read_guarded(path, settings)


def test_in_a_pool_a_dead_process_poisons_no_other_file(tmp_path, monkeypatch):
    (tmp_path / "odd_readers.py").write_text(ODD_READERS)
    monkeypatch.syspath_prepend(str(tmp_path))
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}{'.crash' if number % 3 == 0 else '.txt'}")
        paths[-1].write_text(f"Văn bản số {number}")
    settings = Settings(home=tmp_path, ocr=False, file_timeout_s=60)
    with ReaderPool(settings, 2, readers={".crash": "odd_readers:crash"}) as pool:
        futures = [pool.submit(path) for path in paths]
        for number, future in enumerate(futures):
            if number % 3 == 0:
                assert isinstance(future.exception(), UnreadableFile)
            else:
                assert future.result().lines[0].text == f"Văn bản số {number}"


def test_a_pool_uses_its_processes_again(tmp_path, monkeypatch, settings):
    from ingest.readers import guard

    started = []
    real = guard._start
    monkeypatch.setattr(guard, "_start", lambda options: started.append(1) or real(options))
    path = tmp_path / "a.txt"
    path.write_text("Nội dung")
    with ReaderPool(settings, 1) as pool:
        for _ in range(5):
            assert pool.submit(path).result().lines
    assert len(started) == 1


def test_an_interrupted_pool_waits_for_no_file(tmp_path, monkeypatch, settings):
    (tmp_path / "odd_readers.py").write_text(textwrap.dedent(ODD_READERS))
    monkeypatch.syspath_prepend(tmp_path)
    slow, told = tmp_path / "a.hang", tmp_path / "a.pid"
    slow.write_text("x")

    def read_and_stop():
        with ReaderPool(settings, 1, readers={".hang": "odd_readers:hang"}) as pool:
            pool.submit(slow)
            while not (told.is_file() and told.read_text()):
                time.sleep(0.05)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_and_stop()
    assert _ends(int(told.read_text()))


def _ends(child: int) -> bool:
    """Whether a process that was killed is gone soon: the system takes a moment to end it."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if psutil.Process(child).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def test_the_guarded_process_ends_with_its_parent(tmp_path):
    """A run that is killed leaves no reader behind."""
    (tmp_path / "odd_readers.py").write_text(ODD_READERS)
    path = tmp_path / "a.hang"
    path.write_text("x")
    program = (
        "from pathlib import Path; from assistant.settings import Settings\n"
        "from ingest.readers import read_guarded\n"
        f"read_guarded(Path({str(path)!r}), Settings(home=Path({str(tmp_path)!r})), "
        "readers={'.hang': 'odd_readers:hang'})"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    parent = subprocess.Popen([sys.executable, "-c", program], env=environment)
    deadline = time.monotonic() + 60
    while not (tmp_path / "a.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    reader = next(
        p
        for p in psutil.Process(parent.pid).children(recursive=True)
        if "ingest.readers" in " ".join(p.cmdline())
    )
    sleeper = psutil.Process(int((tmp_path / "a.pid").read_text()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    gone, _ = psutil.wait_procs([reader], timeout=10)
    sleeper.kill()
    assert gone == [reader]


def test_a_document_crosses_unchanged():
    span = LineSpan(0, 4, 1, (0.1, 0.2, 0.3, 0.4))
    document = ReadDocument(
        lines=(
            Line("Điều", 1, (0.1, 0.2, 0.3, 0.4), 2, True, True, False, (span,)),
            Line("| a |", table=True),
        ),
        pages=(Page(1, 595.0, 842.0, Origin.OCR, "quét"),),
        meta={"title": "Tên"},
        media_type="application/pdf",
        warnings=("Cảnh báo",),
    )
    assert load(dump(document)) == document


def test_the_package_is_cheap_to_import():
    program = "import sys, ingest.readers; print([m for m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    for heavy in ("pypdfium2", "pypdf", "pdfplumber", "docx", "PIL", "selectolax", "markdown_it", "torch"):
        assert f"'{heavy}'" not in loaded
