import stat
import zipfile
from pathlib import Path

import pytest

from assistant.errors import UnreadableFile
from ingest.readers.archive import expand


@pytest.fixture
def make_zip(tmp_path):
    def make(entries, name="a.zip", compression=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", compression) as archive:
            for entry, data in entries:
                archive.writestr(entry, data)
        return path

    return make


def opened(path, into, **limits):
    return {entry.name: entry for entry in expand(path, into, **limits)}


def outside(folder):
    """Files beside the folder that an archive was expanded into."""
    return [path for path in folder.parent.rglob("*") if path.is_file() and folder not in path.parents]


def test_files_come_out_with_their_words_and_litter_is_left(make_zip, tmp_path):
    path = make_zip([("thư mục/văn bản.txt", "Điều 1"), ("__MACOSX/x", ""), ("b/.DS_Store", ""), ("b/", "")])
    found = opened(path, tmp_path / "out")
    assert list(found) == ["thư mục/văn bản.txt"]
    assert found["thư mục/văn bản.txt"].path.read_text("utf-8") == "Điều 1"


@pytest.mark.parametrize(
    "name", ["../climb.txt", "a/../../climb.txt", "/abs.txt", "C:\\abs.txt", "..\\climb.txt"]
)
def test_paths_that_climb_fail_and_the_others_go_on(make_zip, tmp_path, name):
    path = make_zip([(name, "xấu"), ("good.txt", "tốt")])
    found = opened(path, tmp_path / "out")
    bad = next(entry for entry in found.values() if entry.path is None)
    assert "trỏ ra ngoài" in bad.failure
    assert found["good.txt"].path.read_text() == "tốt"
    assert outside(tmp_path / "out") == [path]


def test_a_link_is_no_file(make_zip, tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = opened(make_zip([(link, "/etc/passwd")]), tmp_path / "out")
    assert "liên kết" in found["link.txt"].failure


def test_a_bomb_is_refused_before_anything_is_written(make_zip, tmp_path):
    path = make_zip([(f"{n}.txt", b"\0" * 20_000_000) for n in range(3)])
    with pytest.raises(UnreadableFile, match="bom nén"):
        opened(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_swollen_entry_among_others_fails_alone(make_zip, tmp_path):
    noise = bytes(range(256)) * 4
    import random

    filler = random.Random(1).randbytes(400_000)
    path = make_zip([("bomb.txt", b"\0" * 30_000_000), ("filler.bin", filler), ("a.txt", noise)])
    found = opened(path, tmp_path / "out")
    assert "bom nén" in found["bomb.txt"].failure
    assert found["a.txt"].path is not None


def test_an_entry_over_the_limit_fails_alone(make_zip, tmp_path):
    found = opened(
        make_zip([("big.txt", b"x" * 2_000), ("a.txt", b"x")]), tmp_path / "out", entry_limit=1_000
    )
    assert "quá giới hạn" in found["big.txt"].failure
    assert found["a.txt"].path


def test_too_many_entries_are_refused(make_zip, tmp_path):
    path = make_zip([(f"{n}", "") for n in range(20_001)], compression=zipfile.ZIP_STORED)
    with pytest.raises(UnreadableFile, match="20001 mục"):
        opened(path, tmp_path / "out")


def test_a_zip_in_a_zip_is_opened_once_and_no_deeper(make_zip, tmp_path):
    inner = make_zip([("x.txt", "trong cùng")], "c.zip")
    middle = make_zip([("c.zip", inner.read_bytes()), ("y.txt", "giữa")], "b.zip")
    outer = make_zip([("b.zip", middle.read_bytes())])
    found = opened(outer, tmp_path / "out")
    assert found["b.zip/y.txt"].path.read_text() == "giữa"
    assert "lồng quá sâu" in found["b.zip/c.zip"].failure


def test_a_broken_inner_zip_fails_alone(make_zip, tmp_path):
    found = opened(make_zip([("b.zip", b"PK\x03\x04 nothing"), ("a.txt", "x")]), tmp_path / "out")
    assert "hỏng" in found["b.zip"].failure
    assert found["a.txt"].path


def test_a_locked_entry_says_so(make_zip, tmp_path):
    path = make_zip([("a.txt", "x")], compression=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "mật khẩu" in opened(path, tmp_path / "out")["a.txt"].failure


def test_a_damaged_entry_fails_alone(make_zip, tmp_path):
    path = make_zip([("a.txt", "nguyên văn " * 50), ("b.txt", "tốt")])
    data = bytearray(path.read_bytes())
    start = data.find(b"a.txt") + 5
    data[start + 4 : start + 12] = b"\xff" * 8
    path.write_bytes(data)
    found = opened(path, tmp_path / "out")
    assert "hỏng" in found["a.txt"].failure
    assert found["b.txt"].path


def test_names_in_utf8_without_the_flag_are_read(make_zip, tmp_path):
    path = make_zip([("XXXXXXXXX.txt", "x")], compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"XXXXXXXXX", "Điều".encode() + b"12"))
    assert list(opened(path, tmp_path / "out")) == ["Điều12.txt"]


def test_names_too_long_for_a_disk_are_cut_and_twins_are_told(make_zip, tmp_path):
    found = list(
        expand(make_zip([("Đ" * 300 + ".txt", "x"), ("a.txt", "1"), ("./a.txt", "2")]), tmp_path / "out")
    )
    assert found[0].path.suffix == ".txt"
    assert "trùng tên" in found[2].failure


def test_what_is_no_zip_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x05\x06 broken")
    with pytest.raises(UnreadableFile, match="hỏng"):
        opened(path, Path(tmp_path / "out"))
