"""DOC, RTF and ODT: made DOCX by LibreOffice, where it is installed, then read as that."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.errors import MissingTool, UnreadableFile
from ingest.readers.docx import read_docx
from ingest.readers.options import ReaderOptions
from ingest.reading import ReadDocument

_MAX_S = 180.0
_NAMES = ("soffice", "libreoffice")


def find_office() -> str | None:
    """LibreOffice's program, or ``None``."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def read_office(path: Path, options: ReaderOptions, media_type: str) -> ReadDocument:
    """Convert with LibreOffice in a profile of its own, then read the DOCX it made.

    Raises ``MissingTool`` without LibreOffice, ``UnreadableFile`` where it makes nothing of it.
    """
    office = find_office()
    if office is None:
        raise MissingTool(
            f"Cần LibreOffice để đọc {path.name} (định dạng Word cũ, RTF hoặc ODT).",
            "Cài gói libreoffice-writer, hoặc lưu tệp thành .docx rồi nộp lại.",
        )
    with _converted(office, path, min(options.file_timeout_s, _MAX_S), _SUFFIXES[media_type]) as made:
        return replace(read_docx(made), media_type=media_type)


_SUFFIXES = {
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
}


@contextmanager
def _converted(office: str, path: Path, seconds: float, suffix: str) -> Iterator[Path]:
    """The file as DOCX in a folder that is gone afterwards; macros never run headless."""
    with tempfile.TemporaryDirectory(prefix="hocvu-office-") as folder:
        source = Path(folder) / f"source{suffix}"
        source.symlink_to(path.resolve())
        profile = (Path(folder) / "profile").as_uri()
        command = [office, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        _run(command, seconds, path.name)
        made = Path(folder) / "source.docx"
        if not made.is_file():
            raise UnreadableFile(
                f"LibreOffice không chuyển được {path.name} (tệp hỏng hoặc có mật khẩu).",
                "Mở bằng Word, lưu lại thành .docx rồi thử lại.",
            )
        yield made


def _run(command: list[str], seconds: float, name: str) -> None:
    environment = os.environ | {"SAL_USE_VCLPLUGIN": "svp", "HOME": str(Path(command[-1]).parent)}
    process = subprocess.Popen(  # noqa: S603 - the program found on PATH, arguments of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise UnreadableFile(f"LibreOffice đọc {name} quá {seconds:.0f} giây, đã dừng.") from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the launcher and the program it started."""
    import psutil

    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        return
    for member in family:
        member.kill()
    process.wait()
