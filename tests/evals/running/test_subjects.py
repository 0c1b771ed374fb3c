"""A library and a service are asked alike; whatever a service does is a row."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import uvicorn

from api.app import create_app
from assistant.domain.answer import Audience, Outcome
from assistant.errors import HocVuError
from assistant.settings import Settings
from evals.cases import DateMode
from evals.running.describing import told
from evals.running.rows import FailureKind
from evals.running.subjects import InProcess, Service, day_beside
from tests.evals.measures.made import AFTER, case

QUESTION = "Định mức tiết dạy của giáo viên THCS là bao nhiêu?"


def asked(**fields):
    return case(question=QUESTION, as_of=AFTER, audience=Audience.OFFICIAL, **fields)


@pytest.fixture(scope="module")
def library(sample_home):
    subject = InProcess(Settings(home=sample_home, _env_file=None))
    yield subject
    subject.close()


@pytest.fixture(scope="module")
def service(sample_home):
    app = create_app(Settings(home=sample_home, answers_kept_days=0, _env_file=None))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with Service(f"http://127.0.0.1:{listener.getsockname()[1]}") as subject:
        yield subject
    server.should_exit = True
    thread.join(20)


class Odd(BaseHTTPRequestHandler):
    """A service that is ready and then does what ``how`` says."""

    how = "garbage"

    def do_GET(self):
        body = b'{"version": "9", "edition": 1, "embedder": "x"}'
        self._say(200, body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.how == "slow":
            time.sleep(1)
        if self.how == "gone":
            self.connection.close()
            return
        if self.how == "away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        self._say(500 if self.how == "broken" else 200, b"{'")

    def _say(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def odd():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_library_and_a_service_say_the_same(library, service):
    here = library.ask(asked(), 20, retrieval_only=False)
    there = service.ask(asked(), 20, retrieval_only=False)
    assert here.failure is None
    assert here.answer.outcome is Outcome.ANSWERED
    assert here.answer.model_dump(exclude={"timings_ms"}) == there.answer.model_dump(exclude={"timings_ms"})
    assert [hit.path for hit in here.hits] == [hit.path for hit in there.hits]
    assert here.answer.citations[0].path.startswith("12/2024/TT-BGDM#dieu-4")


def test_retrieval_alone_asks_for_no_answer(library):
    came = library.ask(asked(), 5, retrieval_only=True)
    assert came.answer is None
    assert len(came.hits) == 5


@pytest.mark.parametrize("words", ["", "   ", "x" * 5000])
def test_a_question_that_is_turned_away_is_a_refusal_in_both(library, service, words):
    one = case().model_copy(update={"question": words})
    for subject in (library, service):
        came = subject.ask(one, 5, retrieval_only=False)
        assert came.failure is None
        assert came.answer.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("garbage", FailureKind.GARBAGE),
        ("broken", FailureKind.STATUS),
        ("slow", FailureKind.TIMEOUT),
        ("gone", FailureKind.CONNECTION),
        ("away", FailureKind.STATUS),
    ],
)
def test_whatever_a_service_does_is_a_failure_of_its_kind(odd, how, kind, monkeypatch):
    monkeypatch.setattr(Odd, "how", how)
    with Service(odd, timeout_s=0.4) as subject:
        assert subject.ask(asked(), 5, retrieval_only=False).failure.kind is kind


def test_an_exception_in_process_is_a_crash(library, monkeypatch):
    monkeypatch.setattr(library._door, "answer", lambda *_, **__: 1 / 0)
    came = library.ask(asked(), 5, retrieval_only=False)
    assert came.failure.kind is FailureKind.CRASH
    assert "ZeroDivisionError" in came.failure.words


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nowhere", "http://[bad"])
def test_where_no_service_is_the_address_is_named_without_its_secrets(url):
    with pytest.raises(HocVuError, match="Không có dịch vụ") as told:
        Service(url.replace("//", "//me:secret@") if "//" in url else url)
    assert "secret" not in str(told.value.message)


def test_the_key_of_a_service_is_in_no_subject(odd):
    with Service(odd.replace("//", "//me:secret@"), key="hush") as subject:
        assert "hush" not in subject.subject.model_dump_json()
        assert "secret" not in subject.subject.model_dump_json()


def test_a_subject_tells_settings_that_change_answers_and_no_place_nor_secret(sample_home, library):
    settings = Settings(
        home=sample_home, ranker="off", model_api_key="hush", model_base_url="http://u:p@h", _env_file=None
    )
    assert told(settings) == {"ranker": "off"}
    assert library.subject.settings == {}
    assert library.subject.prompts["official/2"]
    assert library.subject.library
    assert str(sample_home) not in library.subject.model_dump_json()


def test_the_day_stands_beside_the_question_unless_its_words_tell_it():
    past = {"date_mode": DateMode.PAST}
    assert day_beside(case()) == AFTER
    assert day_beside(case(question="Năm 2030 mỗi lớp nuôi mấy tổ?", **past)) is None
    assert day_beside(case(question="Năm ngoái mỗi lớp nuôi mấy tổ?", **past)) == AFTER
    assert day_beside(case(question="Theo Thông tư 07/2029/TT-BGDM, nuôi mấy tổ?", **past)) == AFTER


def test_settings_of_models_make_no_other_subject_where_no_model_writes():
    judged = {"model_judge": "quan-toa", "model_retries": 0, "_env_file": None}
    assert told(Settings(**judged)) == {}
    assert told(Settings(model="mau", **judged)) == {
        "model": "mau",
        "model_judge": "quan-toa",
        "model_retries": "0",
    }
