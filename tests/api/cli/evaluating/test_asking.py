"""``hocvu eval run`` against a service, and the yes that is asked for before money is spent."""

import socket
import threading
import time
from pathlib import Path

import pytest
import typer
import uvicorn

from api.app import create_app
from api.cli.evaluating import running
from api.cli.evaluating.options import shipped_or, terms_of
from assistant.errors import BadRequest
from assistant.settings import Settings
from evals.pipeline import BASELINES, UNDER_TEST
from evals.running.runner import read_manifest
from evals.sets.folder import SHIPPED, CaseSet, read_set
from evals.sets.writing import write_set
from evals.slices import Slice

SAMPLE = read_set(SHIPPED / "sample")


@pytest.fixture(scope="module")
def served(sample_home):
    """The address of a service on the sample library."""
    app = create_app(Settings(home=sample_home, answers_kept_days=0, _env_file=None))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def test_a_service_is_asked_without_a_library_here(hocvu, served, tmp_path):
    write_set(tmp_path / "set", CaseSet(SAMPLE.told, SAMPLE.cases[:4], SAMPLE.register))
    folder = tmp_path / "run"
    done = hocvu("eval", "run", str(tmp_path / "set"), str(folder), "--against", served, "--json")
    assert (done.code, done.json["asked"], done.json["failed"]) == (0, 4, 0), done.err
    subject = read_manifest(folder).subject
    assert (subject.kind, subject.url) == ("url", served)
    assert not hocvu.home.exists()


def test_a_run_of_a_service_passes_the_gate_against_its_like(hocvu, served, tmp_path):
    write_set(tmp_path / "set", CaseSet(SAMPLE.told, SAMPLE.cases[:4], SAMPLE.register))
    args = (str(tmp_path / "set"), str(tmp_path / "new"), "--against", served)
    assert hocvu("eval", "run", str(tmp_path / "set"), str(tmp_path / "old"), "--against", served).code == 0
    done = hocvu("eval", "all", *args, "--baseline", str(tmp_path / "old"), "--json")
    assert (done.code, done.json["decision"]["verdict"]) == (0, "pass"), done.err


# --- a yes before money is spent


@pytest.fixture
def terminal(monkeypatch):
    """A person at a terminal who says ``yes`` or not; tells how often they were asked."""

    def sit(yes):
        asked = []

        def confirm(words, **_):
            asked.append(words)
            if not yes:
                raise typer.Abort
            return True

        monkeypatch.setattr(running.sys, "stdin", type("Terminal", (), {"isatty": lambda _self: True})())
        monkeypatch.setattr(running, "err", type("Terminal", (), {"is_terminal": True})())
        monkeypatch.setattr(running.typer, "confirm", confirm)
        return asked

    return sit


def test_a_person_is_asked_and_may_say_no(terminal):
    asked = terminal(yes=False)
    with pytest.raises(typer.Abort):
        running.agree(already=False)
    assert asked == ["Lệnh này tốn tiền. Làm tiếp?"]


def test_who_said_yes_before_is_not_asked(terminal):
    asked = terminal(yes=True)
    running.agree(already=True)
    assert asked == []


def test_nobody_is_asked_where_there_is_no_terminal():
    running.agree(already=False)


# --- what the gate's options mean


def test_terms_add_to_what_is_always_under_test():
    found = terms_of(["settings.ranker"], "ndcg@10", ["pinpoint=0,03"], ["kind=flip"], True)
    assert set(found.under_test) == {*UNDER_TEST, "settings.ranker"}
    assert (found.primary, found.margins, found.gated, found.sighted) == (
        "ndcg@10",
        {"pinpoint": 0.03},
        (Slice("kind", "flip"),),
        True,
    )


@pytest.mark.parametrize(
    "margin", ["pinpoint", "pinpoint=", "=0.1", "pinpoint=-1", "pinpoint=nan", "pinpoint=inf"]
)
def test_a_margin_that_is_none_is_told(margin):
    with pytest.raises(BadRequest, match="--margin"):
        terms_of(None, None, [margin], None, False)


def test_a_folder_of_that_name_stands_before_the_baseline_that_is_shipped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shipped_or(Path("sample")) == BASELINES / "sample"
    (tmp_path / "sample").mkdir()
    assert str(shipped_or(Path("sample"))) == "sample"
