"""A library moves from one embedding model to another while it is asked."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.domain.number import DocumentNumber
from assistant.errors import IndexMismatch
from assistant.library import Library
from assistant.retrieval import IndexWriter, Retriever
from assistant.retrieval.embedding import open_embedder
from assistant.settings import Settings
from ingest import publication, reindexing
from ingest.health import State, examine
from ingest.pipeline import Ingest

ONE, TWO, THREE = "31/2031/TT-BGDM", "32/2031/TT-BGDM", "33/2031/TT-BGDM"
QUESTION = "hiệu trưởng báo cáo nuôi ong phần 2"


class Moved:
    """One library, with the settings before and after a change of model."""

    def __init__(self, settings: Settings, folder: str) -> None:
        self.old = settings
        self.new = settings.model_copy(update={"embedder": f"sentence-transformers:{folder}"})
        self.old_name, self.new_name = (open_embedder(each).name for each in (self.old, self.new))

    def models(self) -> tuple[str, ...]:
        library = Library.open(self.old.sqlalchemy_url)
        try:
            edition = library.edition()
            return (edition.embedder, *edition.kept)
        finally:
            library.close()

    @contextmanager
    def asked(self, settings: Settings) -> Iterator[Callable[[], tuple[int, str, float]]]:
        """Ask as one running server does: edition, best hit, its cosine."""
        library = Library.open(settings.sqlalchemy_url)
        retriever = Retriever.open(settings, library)

        def ask(question: str = QUESTION) -> tuple[int, str, float]:
            result = retriever.search(question)
            return result.edition, str(result.hits[0].stored.provision.path), result.hits[0].vector

        try:
            yield ask
        finally:
            retriever.close()
            library.close()

    def vectors(self, settings: Settings) -> set[str]:
        library = Library.open(settings.sqlalchemy_url)
        writer = IndexWriter.open(settings, library)
        try:
            return writer.vector_parts()
        finally:
            writer.close()
            library.close()


@pytest.fixture
def moved(settings, ingest, write, tiny_models) -> Moved:
    ingest.run([write("ong.txt", ONE), write("ca.txt", TWO, "nuôi cá trong ao", 40)])
    return Moved(settings, tiny_models.embedder())


def test_a_running_server_answers_by_the_old_vectors_before_and_after_the_switch(moved):
    with moved.asked(moved.old) as ask:
        before = ask()
        assert before[1:] == (f"{ONE}#dieu-2", pytest.approx(before[2]))
        assert before[2] > 0
        report = Ingest(moved.new).reindex()
        assert (report.published, report.kept) == (True, [moved.old_name])
        assert moved.models() == (moved.new_name, moved.old_name)
        after = ask()
        assert after == (before[0] + 1, before[1], pytest.approx(before[2]))
        with moved.asked(moved.new) as ask_anew:
            edition, hit, cosine = ask_anew()
            assert (edition, hit) == (after[0], f"{ONE}#dieu-2")
            assert cosine != pytest.approx(before[2])
            assert Ingest(moved.new).reindex(drop_others=True).dropped == [moved.old_name]
            assert ask_anew() == (edition, hit, pytest.approx(cosine))
    with pytest.raises(IndexMismatch) as raised, moved.asked(moved.old):
        pass
    assert "hocvu reindex" in raised.value.hint


_REINDEX = """
import sys, time
from pathlib import Path
from assistant.retrieval.writer import IndexWriter
from assistant.settings import Settings
from ingest import reindexing
from ingest.pipeline import Ingest

reindexing.BATCH = 10
real = IndexWriter.index
def slowly(self, stored, **more):
    real(self, stored, **more)
    self.vector_parts()  # waits for the vectors under way
    print("batch", flush=True)
    time.sleep(float(sys.argv[3]))
IndexWriter.index = slowly
settings = Settings(home=Path(sys.argv[1]), embedder=sys.argv[2], _env_file=None)
print("done", Ingest(settings).reindex().indexed, flush=True)
"""


def reindexing_process(settings: Settings, pause: float) -> subprocess.Popen:
    arguments = [sys.executable, "-c", _REINDEX, str(settings.home), settings.embedder, str(pause)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_questions_are_answered_all_the_while_another_process_moves_the_library(moved):
    """Two threads ask one running server; each answer is whole and by the old vectors."""
    seen: list[tuple[int, str, float]] = []
    wrong: list[BaseException] = []
    over = threading.Event()
    with moved.asked(moved.old) as ask:
        first = ask()

        def keep_asking() -> None:
            while not over.is_set():
                try:
                    seen.append(ask())
                except BaseException as error:
                    wrong.append(error)

        threads = [threading.Thread(target=keep_asking) for _ in range(2)]
        for thread in threads:
            thread.start()
        with reindexing_process(moved.new, 0.3) as process:
            said = process.stdout.read()
        time.sleep(0.5)
        over.set()
        for thread in threads:
            thread.join()
    assert process.returncode == 0
    assert "done 45" in said
    assert not wrong
    assert {edition for edition, _, _ in seen} == {first[0], first[0] + 1}
    assert {hit for _, hit, _ in seen} == {first[1]}
    assert all(cosine == pytest.approx(first[2]) for _, _, cosine in seen)
    with moved.asked(moved.new) as ask:
        assert ask()[:2] == (first[0] + 1, first[1])


def test_killed_in_the_middle_the_old_serves_and_the_next_run_embeds_only_the_rest(moved, monkeypatch):
    with reindexing_process(moved.new, 30) as process:
        assert process.stdout.readline() == "batch\n"
        os.kill(process.pid, signal.SIGKILL)
    assert moved.models() == (moved.old_name,)
    with moved.asked(moved.old) as ask:
        before = ask()
        assert before[1] == f"{ONE}#dieu-2"
    done = moved.vectors(moved.new)
    assert len({part.partition(".")[0] for part in done}) == 10
    embedded = counted(monkeypatch)
    assert Ingest(moved.new).reindex().indexed == 45
    assert sum(embedded) == len(moved.vectors(moved.new) - done) > 0
    assert not (moved.new.home / "reindex.json").exists()
    with moved.asked(moved.new) as ask:
        assert ask()[:2] == (before[0] + 1, before[1])


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many passages are embedded, call by call."""
    from assistant.retrieval.static import StaticEmbedder
    from assistant.retrieval.transformer import TransformerEmbedder

    calls: list[int] = []
    for kind in (StaticEmbedder, TransformerEmbedder):
        real = kind.passages

        def passages(self, given, real=real):
            calls.append(len(given))
            return real(self, given)

        monkeypatch.setattr(kind, "passages", passages)
    return calls


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.mark.parametrize(
    ("place", "step", "published"),
    [
        (IndexWriter, "clear_vectors", False),
        (IndexWriter, "commit", False),
        (Library, "publish", False),
        (IndexWriter, "lexical_ids", True),
        (IndexWriter, "drop_other_models", True),
        (publication.Publication, "clean", True),
    ],
)
def test_killed_at_any_step_one_model_serves_and_the_next_run_finishes(
    moved, monkeypatch, place, step, published
):
    def kill(*_args, **_more):
        raise Killed

    monkeypatch.setattr(place, step, kill)
    with pytest.raises(Killed):
        Ingest(moved.new).reindex()
    monkeypatch.undo()
    assert moved.models()[0] == (moved.new_name if published else moved.old_name)
    for settings in (moved.old, moved.new) if published else (moved.old,):
        with moved.asked(settings) as ask:
            assert ask()[1] == f"{ONE}#dieu-2"
    Ingest(moved.new).reindex()
    assert moved.models() == (moved.new_name, moved.old_name)
    assert all(check.state is not State.BAD for check in examine(moved.new))


def test_vectors_of_a_run_on_another_edition_are_not_taken_over(moved, monkeypatch):
    monkeypatch.setattr(reindexing.Reindexing, "_begun", lambda *_: False)
    embedded = counted(monkeypatch)
    monkeypatch.setattr(Library, "publish", lambda *_a, **_k: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        Ingest(moved.new).reindex()
    with pytest.raises(Killed):
        Ingest(moved.new).reindex()
    assert sum(embedded) == 2 * len(moved.vectors(moved.new))


def test_going_back_takes_the_kept_vectors_over(moved, monkeypatch):
    with moved.asked(moved.old) as ask:
        before = ask()
    Ingest(moved.new).reindex()
    embedded = counted(monkeypatch)
    report = Ingest(moved.old).reindex()
    assert (report.indexed, sum(embedded)) == (45, 0)
    assert moved.models() == (moved.old_name, moved.new_name)
    with moved.asked(moved.old) as ask, moved.asked(moved.new) as ask_other:
        assert ask() == (before[0] + 2, before[1], pytest.approx(before[2]))
        assert ask_other()[1] == before[1]


def test_reindexing_for_the_model_that_serves_makes_its_vectors_anew(moved, monkeypatch):
    embedded = counted(monkeypatch)
    Ingest(moved.old).reindex()
    assert sum(embedded) == 45


def test_what_is_read_meanwhile_is_found_by_both(moved, write):
    """A server with the old model finds it by its words; one started anew by its vector too."""
    with moved.asked(moved.old) as ask:
        Ingest(moved.new).reindex()
        path = write("cao.txt", THREE, "nuôi cáo canh tổ")
        report = Ingest(moved.new).run([path])
        assert (report.published, report.kept) == (True, [moved.old_name])
        question = "hiệu trưởng báo cáo nuôi cáo canh tổ phần 3"
        _, hit, cosine = ask(question)
        assert (hit, cosine) == (f"{THREE}#dieu-3", 0.0)
        with moved.asked(moved.new) as ask_anew:
            assert ask_anew(question)[1] == f"{THREE}#dieu-3"
            assert ask_anew(question)[2] > 0
    Ingest(moved.old).reindex()
    with moved.asked(moved.old) as ask:
        assert ask(question)[1] == f"{THREE}#dieu-3"
        assert ask(question)[2] > 0  # what was lacking was embedded


def test_what_is_removed_meanwhile_is_gone_from_the_vectors_of_every_model(moved):
    Ingest(moved.new).reindex()
    Ingest(moved.new).remove(DocumentNumber(TWO))
    left = {part.partition(".")[0] for part in moved.vectors(moved.old)}
    assert len(left) == 4
    assert left == {part.partition(".")[0] for part in moved.vectors(moved.new)}


def test_the_model_before_writes_no_more(moved, write):
    Ingest(moved.new).reindex()
    with pytest.raises(IndexMismatch) as raised:
        Ingest(moved.old).run([write("cao.txt", THREE, "nuôi cáo")])
    assert "HOCVU_EMBEDDER" in raised.value.hint
    assert moved.models() == (moved.new_name, moved.old_name)


def test_doctor_tells_of_a_ranker_that_cannot_be_read(settings, tmp_path):
    (tmp_path / "no.json").write_text("[]")
    broken = settings.model_copy(update={"ranker": str(tmp_path / "no.json")})
    (found,) = [check for check in examine(broken) if check.name == "Bộ xếp hạng"]
    assert found.state is State.BAD
    assert "no.json" in found.detail
    assert "HOCVU_RANKER=off" in found.mend


def test_doctor_tells_of_vectors_that_are_kept_and_how_to_drop_them(moved):
    Ingest(moved.new).reindex()
    told = {check.name: check for check in examine(moved.new)}
    assert moved.old_name in told["Mô hình cũ"].detail
    assert "--drop-others" in told["Mô hình cũ"].mend
    assert {check.name: check for check in examine(moved.old)}["Mô hình nhúng"].state is State.WARNING
    Ingest(moved.new).reindex(drop_others=True)
    assert "Mô hình cũ" not in {check.name for check in examine(moved.new)}
    assert moved.models() == (moved.new_name,)
    assert not moved.vectors(moved.old)


def test_moving_and_dropping_at_once(moved):
    report = Ingest(moved.new).reindex(drop_others=True)
    assert (report.published, report.kept, report.dropped) == (True, [], [moved.old_name])
    assert moved.models() == (moved.new_name,)


def test_what_a_killed_ingest_left_is_consolidated_and_published(moved, write, monkeypatch):
    monkeypatch.setattr(publication.Publication, "publish", lambda *_: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        Ingest(moved.old).run([write("cao.txt", THREE, "nuôi cáo canh tổ")])
    monkeypatch.undo()
    assert Ingest(moved.new).reindex().indexed == 49
    with moved.asked(moved.new) as ask:
        assert ask("hiệu trưởng báo cáo nuôi cáo canh tổ phần 3")[1] == f"{THREE}#dieu-3"


def test_progress_is_told_batch_by_batch(moved, monkeypatch):
    monkeypatch.setattr(reindexing, "BATCH", 20)
    told: list[tuple[float, float | None]] = []
    Ingest(moved.new).reindex(
        progress=lambda stage, done, total, note="": (
            told.append((done, total)) if "chỉ mục" in stage else None
        )
    )
    assert told == [(0, 45), (20, 45), (40, 45), (45, 45)]


def test_moving_twice_drops_nothing(moved):
    third = moved.old.model_copy(update={"embedder": moved.new.embedder, "embedder_query_prefix": "hỏi: "})
    Ingest(moved.new).reindex()
    Ingest(third).reindex()
    assert moved.models() == (open_embedder(third).name, moved.new_name, moved.old_name)
    for settings in (moved.old, moved.new, third):
        with moved.asked(settings) as ask:
            assert ask()[1] == f"{ONE}#dieu-2"
