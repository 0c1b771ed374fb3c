"""Every way in which a language model fails, at every face of the service, on a real network.

    python -m evals.benchmarks.model_failures --home HOME [--only NAME ...]

HOME: a home of the sample library; nothing is written to it. For each failure an endpoint of its own
(``failing_models``), an assistant, and the service before it; a question is put at the door, over
``POST /v1/chat`` at once and as a stream, over the OpenAI face as a stream, and as a follow-up whose
rewriting fails too. Writes ``results/model_failures.*``; exits 1 where an answer is not honest.
"""

import argparse
import json
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from api.app import create_app
from assistant.answering.verification.statements import faults
from assistant.assistant import Assistant
from assistant.domain.answer import WRITTEN, Answer, Outcome
from assistant.domain.conversation import Turn
from assistant.settings import Settings
from evals.benchmarks.failing_models import BEHAVIOURS, CANARY, Behaviour, Wire, endpoint, redirect, said
from evals.benchmarks.machine import keep

_COMMAND = "python -m evals.benchmarks.model_failures --home HOME"
_DAY = date(2026, 11, 20)
_QUESTION = "Định mức tiết dạy của giáo viên trung học cơ sở là bao nhiêu?"
_BEFORE = "Định mức tiết dạy của giáo viên tiểu học là bao nhiêu?"
_FOLLOW_UP = "còn trung học cơ sở thì sao?"
_TIMEOUT_S = 3.0
_REST_S = 1.5
"""What all but the model may take here, where the machine has other work."""

_LIMIT_S = _TIMEOUT_S + _REST_S
_FOLLOW_UP_LIMIT_S = 2 * _TIMEOUT_S + _REST_S
_AGAIN, _IN_A_ROW = "silent again and again", 8
_COLUMNS = ("answers", "honest", "in part", "slowest", "failures")
_CANARIES = (CANARY, CANARY.encode().hex(), "99/2099", "77 tiết", "<script")
_NOTES = (
    f"Time limit of the model: {_TIMEOUT_S:g} s. An answer is in time within {_LIMIT_S:g} s, a follow-up, "
    f"for which the model may be asked twice, within {_FOLLOW_UP_LIMIT_S:g} s.",
    "honest: in time, without an error, with every quotation of the answer without a model; nothing of the "
    "invented words anywhere in what was sent, and each statement of the model passes verification again.",
    "in part: answers that keep a true statement of the model and tell that the rest is missing.",
    "failures: what the answers say of the model; none: its words could be read, and what was invented in "
    "them was dropped.",
)


@dataclass
class Reply:
    """What came back at one face: the answer as JSON, and all that was sent before and with it."""

    answer: Mapping[str, Any]
    sent: str
    told: Sequence[Mapping[str, Any]] | None = None


@dataclass
class House:
    """An assistant and a service with the same model."""

    door: Assistant
    http: httpx.Client


Face = Callable[[House], Reply]


def _at_the_door(house: House) -> Reply:
    return _whole(house.door.answer(_QUESTION, _DAY, "citizen"))


def _as_a_follow_up(house: House) -> Reply:
    return _whole(house.door.answer(_FOLLOW_UP, _DAY, "official", turns=(Turn(question=_BEFORE),)))


def _whole(answer: Answer) -> Reply:
    return Reply(answer.model_dump(mode="json"), answer.model_dump_json())


def _chat(house: House) -> Reply:
    body = {"question": _QUESTION, "as_of": _DAY.isoformat(), "audience": "official"}
    reply = house.http.post("/v1/chat", json=body).raise_for_status()
    return Reply(reply.json(), reply.text)


def _chat_streamed(house: House) -> Reply:
    body = {"question": _QUESTION, "as_of": _DAY.isoformat(), "audience": "citizen", "stream": True}
    reply = house.http.post("/v1/chat", json=body).raise_for_status()
    events = list(_events(reply.text))
    (answer,) = [data for name, data in events if name == "done"]
    told = [{k: v for k, v in data.items() if k != "index"} for name, data in events if name == "statement"]
    return Reply(answer, _plainly(events), told)


def _openai(house: House) -> Reply:
    messages = [{"role": "user", "content": _QUESTION}]
    body = {"model": "hoc-vu", "messages": messages, "stream": True, "as_of": _DAY.isoformat()}
    reply = house.http.post("/v1/chat/completions", json=body).raise_for_status()
    text, done, after = reply.text.rpartition("data: [DONE]\n\n")
    if not done or after:
        raise ValueError("a stream without its last word")
    chunks = [data for _, data in _events(text)]
    (answer,) = [chunk["hoc_vu"] for chunk in chunks if "hoc_vu" in chunk]
    return Reply(answer, _plainly(chunks))


FACES: dict[str, tuple[Face, float]] = {
    "door": (_at_the_door, _LIMIT_S),
    "/v1/chat": (_chat, _LIMIT_S),
    "/v1/chat, stream": (_chat_streamed, _LIMIT_S),
    "OpenAI face, stream": (_openai, _LIMIT_S),
    "follow-up": (_as_a_follow_up, _FOLLOW_UP_LIMIT_S),
}


def _events(text: str) -> Iterator[tuple[str, Any]]:
    """The events of a stream: name and data."""
    for event in filter(None, text.split("\n\n")):
        fields = dict(line.split(": ", 1) for line in event.splitlines() if not line.startswith(":"))
        if fields:
            yield fields.get("event", ""), json.loads(fields["data"])


def _plainly(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# --- honest or not


def wrong_with(reply: Reply, plain: Answer) -> Iterator[str]:
    """What is wrong with an answer beside the one without a model: nothing where it is honest."""
    answer = Answer.model_validate(reply.answer)
    words = f"{reply.sent}\n{_plainly(reply.answer)}".casefold()
    yield from (f"sent {one!r}" for one in _CANARIES if one.casefold() in words)
    lowered = plain.outcome is Outcome.ANSWERED and answer.outcome is Outcome.PARTLY
    if answer.outcome is not plain.outcome and not lowered:
        yield f"outcome {answer.outcome.value}"
    if not {one.quote for one in plain.citations} <= {one.quote for one in answer.citations}:
        yield "a quotation is missing"
    if answer.made_by == "extractive" and answer.statements != plain.statements and not lowered:
        yield "other statements"
    if reply.told is not None and list(reply.told) != reply.answer["statements"]:
        yield "told otherwise"
    yield from _unverified(answer)


def _unverified(answer: Answer) -> Iterator[str]:
    """Statements of a model that verification does not pass, and words beside the statements."""
    for one in answer.statements:
        cited = [answer.citations[at] for at in one.citations]
        if one.part in WRITTEN and (found := faults(one.text, cited, day=answer.as_of)):
            yield f"unverified: {found[0].kind.value}"
        if not all(citation.verified for citation in cited):
            yield "a citation is not verified"
    if answer.model is None or not (answer.model.failure or answer.model.dropped):
        yield "nothing is told of the failure"


@dataclass
class Tally:
    """What came of the answers at one face, or of all."""

    answers: int = 0
    honest: int = 0
    in_part: int = 0
    slowest_s: float = 0.0
    slowest: str = ""
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, took: float, wrong: Sequence[str], reply: Reply | None) -> None:
        """Count one answer."""
        self.answers += 1
        self.honest += not wrong
        if took > self.slowest_s:
            self.slowest_s, self.slowest = took, name
        if reply is not None:
            self.in_part += reply.answer["made_by"] == "model"
            self.failures[(reply.answer["model"] or {}).get("failure") or "none"] += 1

    def line(self) -> list[str | int]:
        """Its figures, as ``_COLUMNS`` name them."""
        failures = ", ".join(f"{name} {count}" for name, count in self.failures.most_common())
        return [self.answers, self.honest, self.in_part, f"{self.slowest_s:.2f} s ({self.slowest})", failures]

    def __add__(self, other: "Tally") -> "Tally":
        slower = max(self, other, key=lambda tally: tally.slowest_s)
        return Tally(
            self.answers + other.answers,
            self.honest + other.honest,
            self.in_part + other.in_part,
            slower.slowest_s,
            slower.slowest,
            self.failures + other.failures,
        )


# --- the run


@contextmanager
def _house(home: Path, url: str) -> Iterator[House]:
    """An assistant and a service with the model at ``url``, in no hurry to be patient."""
    settings = Settings(
        home=home,
        model="mau",
        model_base_url=url,
        model_timeout_s=_TIMEOUT_S,
        answers_kept_days=0,
        _env_file=None,
    )
    with ExitStack() as open_:
        door = open_.enter_context(Assistant.open(settings))
        base = open_.enter_context(_serving(settings))
        yield House(door, open_.enter_context(httpx.Client(base_url=base, timeout=30.0)))


@contextmanager
def _serving(settings: Settings) -> Iterator[str]:
    """The service on a free port; gives its base URL."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


@dataclass
class Run:
    """All failures at all faces."""

    home: Path
    plain: Mapping[str, Answer]
    faces: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FACES})
    wrong: list[str] = field(default_factory=list)

    def fail(self, name: str, url: str) -> None:
        """Ask at each face with a model that fails so."""
        with _house(self.home, url) as house:
            for face in FACES:
                self.ask(name, face, house)

    def ask(self, name: str, face: str, house: House) -> None:
        """Ask at one face and judge what comes."""
        put, limit = FACES[face]
        began, reply, wrong = time.monotonic(), None, []
        try:
            reply = put(house)
        except Exception as error:  # that none comes is what is measured
            wrong.append(repr(error))
        took = time.monotonic() - began
        if reply is not None:
            wrong += wrong_with(reply, self.plain["follow-up" if face == "follow-up" else "door"])
        if took > limit:
            wrong.append(f"{took:.1f} s")
        self.faces[face].add(name, took, wrong, reply)
        self.wrong += [f"{name}, {face}: {one}" for one in wrong]

    def figures(self) -> dict[str, list[str | int]]:
        """A line for each face, and one for all."""
        lines = {name: tally.line() for name, tally in self.faces.items()}
        return lines | {"all": sum(self.faces.values(), Tally()).line()}

    def notes(self) -> tuple[str, ...]:
        """What the figures mean, and each answer that was not honest."""
        ways = f"{len(_failures(self)) + 1} ways to fail, each at every face; the last one at the door alone."
        return (ways, *_NOTES, *(self.wrong or ["Not honest: none."]))


@contextmanager
def _address(url: str) -> Iterator[str]:
    """An address at which nobody speaks the protocol."""
    yield url


@contextmanager
def _full() -> Iterator[str]:
    """A port whose queue is full: connections are neither taken nor refused."""
    with ExitStack() as open_:
        listener = open_.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = open_.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"


@contextmanager
def _behaving(behave: Behaviour, scheme: str = "http") -> Iterator[str]:
    with endpoint(behave) as server:
        yield server.url.replace("http", scheme, 1)


@contextmanager
def _redirecting(run: "Run") -> Iterator[str]:
    """To another host, which must never be visited."""
    with endpoint(_says) as other:
        to = other.url.replace("127.0.0.1", "localhost") + "/chat/completions"
        with endpoint(redirect(to)) as server:
            yield server.url
        if other.requests:
            run.wrong.append(f"redirect: the other host was visited {other.requests} times")


def _failures(run: "Run") -> dict[str, Callable[[], AbstractContextManager[str]]]:
    """Every failure: what gives the address of a model that fails so."""
    return {
        "connection refused": partial(_address, "http://127.0.0.1:9/v1"),
        "a name that is none": partial(_address, "http://khong-co.invalid/v1"),
        "an address that is none": partial(_address, "khong phai dia chi"),
        "connection not taken": _full,
        "TLS where none is": partial(_behaving, BEHAVIOURS["prose"], "https"),
        "redirect": partial(_redirecting, run),
        **{name: partial(_behaving, behave) for name, behave in BEHAVIOURS.items()},
    }


def _run_all(run: Run, only: Sequence[str]) -> None:
    """Each failure of ``only``, or every one; and one that goes on and on."""
    for name, opened in _failures(run).items():
        if not only or name in only:
            print(name, flush=True)
            with opened() as url:
                run.fail(name, url)
    if not only or _AGAIN in only:
        with _behaving(BEHAVIOURS["silent"]) as url, _house(run.home, url) as house:
            for _ in range(_IN_A_ROW):
                run.ask(_AGAIN, "door", house)


def _says(wire: Wire) -> None:
    wire.head()
    wire.say(said(wire.prompt))
    wire.end()


def main() -> None:
    """Run, keep, and tell by the exit status whether all was honest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="a home of the sample library")
    parser.add_argument("--only", nargs="+", default=[], help="failures to try; nothing is kept then")
    given = parser.parse_args()
    with Assistant.open(Settings(home=given.home, answers_kept_days=0, _env_file=None)) as assistant:
        house = House(assistant, httpx.Client())
        asked = {"door": _at_the_door, "follow-up": _as_a_follow_up}
        plain = {name: Answer.model_validate(put(house).answer) for name, put in asked.items()}
    run = Run(given.home, plain)
    _run_all(run, given.only)
    if given.only:
        print(json.dumps(run.figures() | {"wrong": run.wrong}, ensure_ascii=False, indent=2))
    else:
        title = "Every way in which a model fails"
        keep("model_failures", title, _COMMAND, run.figures(), run.notes(), _COLUMNS)
    sys.exit(bool(run.wrong))


if __name__ == "__main__":
    main()
