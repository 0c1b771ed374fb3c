"""Finding what to read: folders, zips and their dangers."""

import os
import stat
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import archive
from ingest.sources import SourceKind, discover, fingerprint, is_archive


def found(paths, tmp_path):
    return list(discover(paths, tmp_path / "scratch"))


def make_zip(path: Path, members: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_folder_is_walked_in_a_fixed_order_without_rubbish(tmp_path):
    folder = tmp_path / "in"
    (folder / "con").mkdir(parents=True)
    for name in ("b.md", "a.txt", ".DS_Store", "~$khoa.docx", "Thumbs.db", "con/c.md"):
        (folder / name).write_text("chữ")
    assert [f.origin for f in found([folder], tmp_path)] == [
        f"{folder}/a.txt",
        f"{folder}/b.md",
        f"{folder}/con/c.md",
    ]


def test_missing_path_is_refused_with_a_reason_and_stops_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("chữ")
    one, two = found([tmp_path / "khong-co.pdf", tmp_path / "a.txt"], tmp_path)
    assert one.kind is SourceKind.REFUSED
    assert "Không có tệp" in one.reason
    assert two.kind is SourceKind.FILE


def test_folder_that_links_to_itself_ends(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("chữ")
    (folder / "vong").symlink_to(folder, target_is_directory=True)
    assert [f.name for f in found([folder], tmp_path)] == ["a.txt"]


def test_device_or_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "ong.txt")
    (one,) = found([tmp_path / "ong.txt"], tmp_path)
    assert one.kind is SourceKind.REFUSED


def test_zip_gives_its_members_under_addresses_of_the_zip(tmp_path):
    path = make_zip(tmp_path / "van-ban.zip", {"tập/một.md": b"mot", "hai.txt": b"hai", "__MACOSX/x": b""})
    inside = found([path], tmp_path)
    assert {f.origin: f.path.read_bytes() for f in inside} == {
        f"{path}!/tập/một.md": b"mot",
        f"{path}!/hai.txt": b"hai",
    }
    assert inside[0].name == "một.md"


def test_zip_in_a_zip_is_opened_but_not_without_end(tmp_path):
    data = b"chu"
    name = "a.txt"
    for level in range(4):
        path = make_zip(tmp_path / f"{level}.zip", {name: data})
        data, name = path.read_bytes(), path.name
    (one,) = found([path], tmp_path)
    assert one.kind is SourceKind.REFUSED
    assert "lồng" in one.reason


@pytest.mark.parametrize(
    "name", ["../../leo.txt", "/etc/leo.txt", "a/../../leo.txt", "C:/leo.txt", "..\\leo.txt"]
)
def test_member_whose_path_climbs_is_refused_and_writes_nothing(tmp_path, name):
    path = make_zip(tmp_path / "leo.zip", {name: b"leo", "tot.txt": b"tot"})
    results = {f.name: f for f in found([path], tmp_path)}
    assert results["leo.txt"].kind is SourceKind.REFUSED
    assert results["tot.txt"].kind is SourceKind.FILE
    assert not list(tmp_path.rglob("leo.txt"))
    assert not (tmp_path.parent / "leo.txt").exists()


def test_link_in_a_zip_is_refused(tmp_path):
    path = tmp_path / "lien-ket.zip"
    member = zipfile.ZipInfo("mat-khau.txt")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    (one,) = found([path], tmp_path)
    assert one.kind is SourceKind.REFUSED


def test_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = make_zip(tmp_path / "bom.zip", {"khong.txt": bytes(100_000_001)})
    (one,) = found([path], tmp_path)
    assert one.kind is SourceKind.REFUSED
    assert "bom nén" in one.reason
    assert not list((tmp_path / "scratch").rglob("*.*"))


def test_zip_that_lies_about_its_sizes_is_refused(tmp_path):
    path = make_zip(tmp_path / "doi.zip", {"a.txt": b"x" * 100_000})
    data = path.read_bytes().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    (one,) = found([path], tmp_path)
    assert one.kind is SourceKind.REFUSED
    assert sum(p.stat().st_size for p in (tmp_path / "scratch").rglob("*.*")) <= 10


def test_zip_of_too_many_members_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_MAX_ENTRIES", 3)
    path = make_zip(tmp_path / "nhieu.zip", {f"{i}.txt": b"" for i in range(4)})
    (one,) = found([path], tmp_path)
    assert "quá giới hạn 3" in one.reason


def test_broken_zip_is_left_to_the_readers_to_refuse(tmp_path):
    path = make_zip(tmp_path / "hong.zip", {"a.txt": b"chu" * 99})
    path.write_bytes(path.read_bytes()[:60])
    (one,) = found([path], tmp_path)
    assert one.kind is SourceKind.FILE


def test_damaged_member_does_not_stop_the_others(tmp_path):
    path = make_zip(tmp_path / "hong.zip", {"a.txt": b"A" * 50, "b.txt": b"tot"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"A" * 50, b"A" * 49 + b"B"))
    one, two = found([path], tmp_path)
    assert one.kind is SourceKind.REFUSED
    assert two.kind is SourceKind.FILE


def test_office_file_is_one_document_though_it_is_a_zip(tmp_path):
    path = make_zip(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert not is_archive(path)
    (one,) = found([path], tmp_path)
    assert one.kind is SourceKind.FILE


def test_fingerprint_is_of_the_bytes_alone_for_a_file(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"chu")
    (tmp_path / "b.txt").write_bytes(b"chu")
    os.utime(tmp_path / "b.txt", (0, time.time()))
    prints = [fingerprint(f) for f in found([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path)]
    assert prints[0] == prints[1]
    assert prints[0][1] == 3


_NAMES = st.lists(
    st.sampled_from(["..", ".", "/", "a", "b.txt", "c:", "\\", "~$", "đ", " "]), min_size=1, max_size=6
)


@given(st.dictionaries(_NAMES.map("/".join) | _NAMES.map("".join), st.binary(max_size=50), max_size=6))
def test_no_zip_writes_outside_its_scratch_folder(tmp_path_factory, members):
    root = tmp_path_factory.mktemp("zip")
    path = root / "bat-ky.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    scratch = root / "in" / "scratch"
    for item in discover([path], scratch):
        assert item.kind is SourceKind.REFUSED or item.path == path or scratch in item.path.parents
    assert {p.name for p in root.iterdir()} <= {"bat-ky.zip", "in"}
