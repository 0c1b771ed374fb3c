"""What a run does to files, library and indexes."""

import errno
import json
import os
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.errors import IndexMismatch, LibraryBusy, NotFound, StorageFull
from assistant.library import Library
from assistant.library.records import Source
from assistant.retrieval.vectors import VectorIndex
from ingest import intake, publication
from ingest.health import State, examine
from ingest.pipeline import Ingest
from ingest.report import FileState
from ingest.sources import Found, fingerprint

ONE, TWO = "31/2031/TT-BGDM", "32/2031/TT-BGDM"


def states(report):
    return [file.state for file in report.files]


def test_file_becomes_provisions_that_are_found(ingest, write, world):
    report = ingest.run([write("ong.txt", ONE)])
    assert states(report) in ([FileState.READ], [FileState.WARNED])
    assert report.files[0].documents == [ONE]
    assert report.published
    assert world.numbers() == [ONE]
    assert world.hits("hiệu trưởng báo cáo nuôi ong phần 2")[0] == f"{ONE}#dieu-2"
    assert world.agrees()


def test_second_run_with_nothing_new_publishes_nothing(ingest, write, world):
    path = write("ong.txt", ONE)
    first = ingest.run([path])
    second = ingest.run([path])
    assert states(second) == [FileState.UNCHANGED]
    assert not second.published
    assert second.edition == first.edition == world.edition()


def test_same_words_under_two_names_are_read_once(ingest, write, world):
    one = write("ong.txt", ONE)
    two = one.with_name("ong-ban-sao.txt")
    two.write_bytes(one.read_bytes())
    report = ingest.run([one, two])
    assert report.files[1].state is FileState.UNCHANGED
    assert "Trùng nội dung" in report.files[1].reason
    assert states(ingest.run([two])) == [FileState.UNCHANGED]
    assert world.numbers() == [ONE]


def test_copy_of_a_file_that_failed_fails_too(ingest, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"")
    assert states(ingest.run([tmp_path / "a.pdf", tmp_path / "b.pdf"])) == [FileState.FAILED] * 2


def test_second_file_with_one_number_fails_and_names_the_first(ingest, write, world):
    report = ingest.run([write("a-ong.txt", ONE, "nuôi ong"), write("b-ca.txt", ONE, "nuôi cá")])
    assert report.files[1].state is FileState.FAILED
    assert "a-ong.txt" in report.files[1].reason
    assert "--replace" in report.files[1].reason
    assert f"{ONE}#dieu-1" in world.hits("nuôi ong phần 1")
    assert world.agrees()


def test_replace_takes_the_other_file_instead(ingest, write, world):
    ingest.run([write("a-ong.txt", ONE, "nuôi ong")])
    report = ingest.run([write("b-ca.txt", ONE, "nuôi cá", articles=1)], replace=True)
    assert report.published
    assert f"{ONE}#dieu-3" not in world.hits("nuôi ong phần 3")
    assert world.agrees()


def test_corrected_file_at_the_same_place_replaces_itself(ingest, write, world):
    ingest.run([write("ong.txt", ONE, "nuôi ong")])
    report = ingest.run([write("ong.txt", ONE, "nuôi cá")])
    assert report.published
    assert world.numbers() == [ONE]
    assert world.agrees()


def test_bad_files_fail_with_reasons_and_stop_nothing(ingest, write, world, tmp_path):
    good = write("ong.txt", ONE)
    (good.parent / "a-rong.pdf").write_bytes(b"")
    (good.parent / "b-nhi-phan.bin").write_bytes(bytes(range(256)) * 40)
    (good.parent / "c-trang.txt").write_text("   \n\n  ")
    report = ingest.run([good.parent, tmp_path / "khong-co"])
    failed = [file for file in report.files if file.state is FileState.FAILED]
    assert {file.name for file in failed} == {"a-rong.pdf", "b-nhi-phan.bin", "c-trang.txt", "khong-co"}
    assert all(file.reason for file in failed)
    assert world.numbers() == [ONE]


def test_too_large_file_is_refused_without_reading_it(settings, write):
    small = settings.model_copy(update={"max_file_bytes": 10_000})
    path = write("lon.txt", ONE)
    os.truncate(path, 200_000_000)
    (result,) = Ingest(small).run([path]).files
    assert result.state is FileState.FAILED
    assert "HOCVU_MAX_FILE_BYTES" in result.reason


def test_zip_is_read_like_a_folder(ingest, write, world, tmp_path):
    path = tmp_path / "goi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, number in (("mot.txt", ONE), ("hai.txt", TWO)):
            archive.write(write(name, number, f"nuôi ong {number}"), name)
    report = ingest.run([path])
    assert world.numbers() == [ONE, TWO]
    assert all("goi.zip!/" in file.origin for file in report.files)
    assert states(ingest.run([path])) == [FileState.UNCHANGED] * 2


def test_internal_text_is_never_public(ingest, write, world):
    ingest.run([write("ong.txt", ONE)])
    ingest.run([write("noi-bo.txt", TWO, "chấm thi nội bộ")], access=Access.INTERNAL)
    assert world.numbers() == [ONE]
    assert world.numbers(Access.INTERNAL) == [ONE, TWO]
    assert not [hit for hit in world.hits("chấm thi nội bộ phần 1") if hit.startswith(TWO)]
    assert f"{TWO}#dieu-1" in world.hits("chấm thi nội bộ phần 1", Access.INTERNAL)
    assert world.agrees()


def test_same_file_read_again_as_internal_is_hidden(ingest, write, world):
    path = write("ong.txt", ONE)
    ingest.run([path])
    assert ingest.run([path], access=Access.INTERNAL).published
    assert world.numbers() == []
    assert world.agrees()


def test_report_is_kept_for_programs(ingest, write, settings):
    ingest.run([write("ong.txt", ONE)])
    (path,) = (settings.home / "reports").glob("*.json")
    kept = json.loads(path.read_text())
    assert kept["files"][0]["documents"] == [ONE]
    assert kept["published"] is True


def test_source_is_kept_and_goes_with_its_document(ingest, write, settings):
    path = write("ong.txt", ONE)
    ingest.run([path])
    (kept,) = (settings.home / "sources").iterdir()
    assert kept.read_bytes() == path.read_bytes()
    path.write_text("khác")
    assert kept.read_text() != "khác"
    ingest.remove(DocumentNumber(ONE))
    assert not list((settings.home / "sources").iterdir())


def test_removed_document_is_gone_from_all_three(ingest, write, world):
    ingest.run([write("ong.txt", ONE), write("ca.txt", TWO, "nuôi cá")])
    report = ingest.remove(DocumentNumber(ONE.lower()))
    assert report.published
    assert world.numbers() == [TWO]
    assert not [hit for hit in world.hits("nuôi ong") if hit.startswith(ONE)]
    assert world.agrees()


def test_removed_document_can_be_read_again(ingest, write, world):
    path = write("ong.txt", ONE)
    ingest.run([path])
    ingest.remove(DocumentNumber(ONE))
    assert world.numbers() == []
    assert ingest.run([path]).published
    assert world.numbers() == [ONE]
    assert world.agrees()


def test_removing_what_is_not_there_says_so_and_publishes_nothing(ingest, write, world):
    ingest.run([write("ong.txt", ONE)])
    before = world.edition()
    with pytest.raises(NotFound):
        ingest.remove(DocumentNumber("99/2031/TT-BGDM"))
    assert world.edition() == before


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.mark.parametrize(
    ("place", "step", "published"),
    [
        (publication.IndexWriter, "commit", False),
        (Library, "publish", False),
        (publication.Publication, "clean", True),
        (publication.IndexWriter, "remove", True),
        (VectorIndex, "remove", True),
        (Library, "vacuum", True),
        (publication, "drop_sources", True),
    ],
)
def test_removal_killed_at_any_step_is_finished_by_the_next(
    ingest, write, world, settings, monkeypatch, place, step, published
):
    ingest.run([write("ong.txt", ONE), write("ca.txt", TWO, "nuôi cá")])

    def kill(*_args, **_more):
        raise Killed

    monkeypatch.setattr(place, step, kill)
    with pytest.raises(Killed):
        ingest.remove(DocumentNumber(ONE))
    monkeypatch.undo()
    assert world.numbers() == ([TWO] if published else [ONE, TWO])
    with pytest.raises(NotFound) if published else nullcontext():
        ingest.remove(DocumentNumber(ONE))
    assert world.numbers() == [TWO]
    assert world.agrees()
    assert len(list((settings.home / "sources").iterdir())) == 1


def test_rows_that_nothing_can_read_can_still_be_removed(ingest, write, world, settings):
    ingest.run([write("ong.txt", ONE), write("ca.txt", TWO, "nuôi cá")])
    engine = create_engine(settings.sqlalchemy_url)
    with engine.begin() as connection:
        columns = {row[1] for row in connection.execute(text("PRAGMA table_info(provisions)"))}
        broken = next(name for name in ("units", "lines", "tail", "kind") if name in columns)
        connection.execute(
            text(f"UPDATE provisions SET {broken} = '{{hỏng' WHERE number_key = :key"),
            {"key": DocumentNumber(ONE).key},
        )
    engine.dispose()
    ingest.remove(DocumentNumber(ONE))
    assert world.numbers() == [TWO]
    assert world.agrees()


_HOLD = (
    "import sys, time\nfrom pathlib import Path\nfrom ingest.lock import write_lock\n"
    "with write_lock(Path(sys.argv[1])):\n    print('giữ', flush=True)\n    time.sleep(60)\n"
)


def test_second_writer_is_told_who_writes(ingest, write, settings):
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(settings.home)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline().strip() == "giữ"
        with pytest.raises(LibraryBusy, match=str(process.pid)):
            ingest.run([write("ong.txt", ONE)])
    finally:
        process.kill()
        process.wait()
    assert ingest.run([write("ong.txt", ONE)]).published


def test_other_embedder_is_refused_until_reindexed(ingest, write, world, settings):
    ingest.run([write("ong.txt", ONE)])
    library = Library.open(settings.sqlalchemy_url)
    building = library.begin().number
    library.publish(building, "khac@00000000")
    library.close()
    with pytest.raises(IndexMismatch) as caught:
        ingest.run([write("ca.txt", TWO)])
    assert "hocvu reindex" in caught.value.hint
    ingest.reindex()
    assert ingest.run([write("ca.txt", TWO)]).published
    assert world.numbers() == [ONE, TWO]
    assert world.agrees()


def test_reindex_makes_both_indexes_anew(ingest, write, world):
    ingest.run([write("ong.txt", ONE)])
    before = world.hits("nuôi ong phần 2")
    report = ingest.reindex()
    assert report.published
    assert report.indexed >= 4
    assert world.hits("nuôi ong phần 2") == before
    assert world.agrees()


@pytest.mark.parametrize("file", ["lexical/meta.json", "vectors/chroma.sqlite3"])
def test_damaged_index_is_made_anew_by_reindex(ingest, write, world, settings, file):
    ingest.run([write("ong.txt", ONE)])
    before = world.hits("nuôi ong phần 2")
    (settings.home / file).write_bytes(b"rubbish" * 1000)
    broken = [check for check in examine(settings) if check.state is State.BAD]
    assert any("hocvu reindex" in check.mend for check in broken)
    ingest.reindex()
    assert world.hits("nuôi ong phần 2") == before
    assert world.agrees()


def test_full_disk_ends_cleanly_and_the_next_run_finishes(ingest, write, world, monkeypatch):
    ingest.run([write("a.txt", ONE)])
    real, left = intake.keep_source, iter([None])

    def full(*args):
        if next(left, "đầy"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args)

    monkeypatch.setattr(intake, "keep_source", full)
    more = [write(f"m{n}.txt", f"{40 + n}/2031/TT-BGDM", f"việc số {n}") for n in range(3)]
    with pytest.raises(StorageFull):
        ingest.run(more)
    assert world.numbers() == [ONE]
    monkeypatch.undo()
    report = ingest.run(more)
    assert report.published
    assert len(world.numbers()) == 4
    assert world.agrees()


@pytest.mark.parametrize("step", ["index", "commit"])
def test_full_disk_while_indexing_leaves_the_last_edition(ingest, write, world, monkeypatch, step):
    ingest.run([write("a.txt", ONE)])

    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publication.IndexWriter, step, full)
    with pytest.raises(StorageFull):
        ingest.run([write("b.txt", TWO, "nuôi cá")])
    assert world.numbers() == [ONE]
    monkeypatch.undo()
    assert ingest.run([write("b.txt", TWO, "nuôi cá")]).published
    assert world.numbers() == [ONE, TWO]
    assert world.agrees()


def test_interrupted_run_keeps_what_it_had_read(ingest, write, world, settings, monkeypatch):
    paths = [write(f"m{n}.txt", f"{40 + n}/2031/TT-BGDM", f"việc số {n}") for n in range(3)]
    real, calls = intake.keep_source, []

    def interrupt(*args):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(intake, "keep_source", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ingest.run(paths)
    assert world.numbers() == []
    assert "Bản đang soạn" in {check.name for check in examine(settings)}
    monkeypatch.undo()
    report = ingest.run(paths)
    assert "Bản đang soạn" not in {check.name for check in examine(settings)}
    assert states(report).count(FileState.UNCHANGED) == 2
    assert len(world.numbers()) == 3
    assert world.agrees()


def test_reading_runs_on_a_given_executor(settings, write, world):
    class Counting(ThreadPoolExecutor):
        submitted = 0

        def submit(self, *args, **more):
            self.submitted += 1
            return super().submit(*args, **more)

    with Counting(1) as executor:
        Ingest(settings, executor=executor).run([write("a.txt", ONE), write("b.txt", TWO, "nuôi cá")])
        assert executor.submitted == 2
    assert world.numbers() == [ONE, TWO]


def test_source_records_what_the_file_was(ingest, write, settings):
    path = write("ong.txt", ONE)
    ingest.run([path])
    library = Library.open(settings.sqlalchemy_url)
    try:
        seen = library.source_seen(fingerprint(Found(path, str(path)))[0])
        assert isinstance(seen.source, Source)
        assert Path(seen.source.path) == path
        assert seen.source.known_until is None or isinstance(seen.source.known_until, date)
    finally:
        library.close()
