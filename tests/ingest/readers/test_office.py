import stat

import pytest

from assistant.errors import MissingTool, UnreadableFile
from ingest.readers import office, read_guarded
from ingest.readers.office import find_office, read_office
from ingest.readers.options import ReaderOptions

RTF = (
    r"{\rtf1\ansi{\b \u272?i\u7873?u 1. Ph\u7841?m vi}\par "
    r"Quy \u273?\u7883?nh n\u224?y l\u224? m\u7851?u.\par}"
)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "cong-van.rtf"
    path.write_text(RTF)
    return path


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a shell script in LibreOffice's place."""

    def install(script):
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(office, "find_office", lambda: str(path))

    return install


def test_without_libreoffice_the_clerk_learns_what_to_install(letter, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(MissingTool, match="LibreOffice") as caught:
        read_office(letter, ReaderOptions(), "application/rtf")
    assert "libreoffice-writer" in caught.value.hint


def test_a_file_that_libreoffice_cannot_convert_fails(letter, program):
    program("exit 1")
    with pytest.raises(UnreadableFile, match="không chuyển được"):
        read_office(letter, ReaderOptions(), "application/rtf")


def test_a_conversion_that_hangs_is_stopped_with_its_children(letter, program):
    program("sleep 600 & wait")
    with pytest.raises(UnreadableFile, match="quá 1 giây"):
        read_office(letter, ReaderOptions(file_timeout_s=1), "application/rtf")


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_old_formats_are_read_through_libreoffice_under_the_guard(letter, settings):
    document = read_guarded(letter, settings)
    assert [line.text for line in document.lines] == ["Điều 1. Phạm vi", "Quy định này là mẫu."]
    assert document.lines[0].bold
    assert document.media_type == "application/rtf"
