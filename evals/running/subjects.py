"""What is asked: a library in this process, or a service behind its URL.

A question that is refused at the door (empty, too long) is an answer like another: refused. Everything
else that goes wrong is a ``Failure``; nothing is raised for one case.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import httpx
from pydantic import ValidationError
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from assistant.domain.answer import Outcome
from assistant.domain.number import NUMBER
from assistant.errors import BadRequest, HocVuError
from assistant.settings import Settings
from evals.cases import Case, DateMode
from evals.running.rows import Failure, FailureKind, Given, Hit, Subject

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(NUMBER)
_ATTEMPTS = 3
_REFUSED = (400, 413, 422)
_WORDS = 500
"""Characters kept of what went wrong."""


@dataclass(frozen=True)
class Came:
    """What came of a case: an answer and a ranking, or why not. ``ms``: of the answer, or, where only
    the ranking was asked for, of that.
    """

    answer: Given | None = None
    hits: tuple[Hit, ...] | None = None
    failure: Failure | None = None
    ms: float = 0.0


class Asked(Protocol):
    """Something that cases are put to, from several threads."""

    @property
    def subject(self) -> Subject:
        """What it is; asked for once, before the first case."""

    def ask(self, case: Case, depth: int, *, retrieval_only: bool) -> Came:
        """Put a case; never raises."""

    def close(self) -> None:
        """Let go of what it holds."""


def day_beside(case: Case) -> date | None:
    """The day to give beside the question: none where its own words tell it, so that reading them is
    measured too. A day that is told by words alone ("năm ngoái") hangs on the clock and is given.
    """
    tells = case.date_mode in (DateMode.PAST, DateMode.FUTURE) and _YEAR.search(
        _NUMBER.sub("", case.question)
    )
    return None if tells else case.as_of


class InProcess:
    """A library of this machine, asked at the assistant's own door. It keeps no answers."""

    def __init__(self, settings: Settings) -> None:
        """Open the library; raise a ``HocVuError`` where that cannot be."""
        from assistant.assistant import Assistant  # takes a second: who only reads runs needs none
        from evals.running.describing import described

        self._open = ExitStack()
        silent = settings.model_copy(update={"answers_kept_days": 0})
        self._door = self._open.enter_context(Assistant.open(silent))
        self.subject = described(settings, self._door)

    def ask(self, case: Case, depth: int, *, retrieval_only: bool) -> Came:
        """The answer and the ranking; an exception of the assistant's is a crash."""
        began = perf_counter()
        try:
            answer = None if retrieval_only else self._answer(case)
            ms = (perf_counter() - began) * 1000
            hits = self._hits(case, depth)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"[:_WORDS]
            return Came(failure=Failure(kind=FailureKind.CRASH, words=words), ms=_since(began))
        return Came(answer, hits, ms=_since(began) if retrieval_only else ms)

    def _answer(self, case: Case) -> Given:
        audience = case.audience.value if case.audience else None
        try:
            return Given.of(self._door.answer(case.question, day_beside(case), audience, turns=case.history))
        except BadRequest as error:
            return _refused(case, error.message)

    def _hits(self, case: Case, depth: int) -> tuple[Hit, ...]:
        try:
            found = self._door.search(case.question, depth, day_beside(case)).hits
        except BadRequest:
            return ()
        return tuple(Hit(path=str(hit.stored.provision.path), score=hit.score) for hit in found)

    def close(self) -> None:
        """Close the library."""
        self._open.close()


class Service:
    """A service that speaks this project's API, anywhere.

    ``key`` goes out as a bearer token and nowhere else. Redirects are not followed: what answers is
    what was named. Only a connection that could not be made is tried again.
    """

    def __init__(self, url: str, key: str = "", timeout_s: float = 60.0) -> None:
        """Reach it once; raise ``HocVuError`` where nothing answers there."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(base_url=url.rstrip("/"), headers=headers, timeout=timeout_s)
        self.subject = self._described(url)

    def _described(self, url: str) -> Subject:
        try:
            health = self._client.get("/healthz").raise_for_status().json()
            ready = self._client.get("/readyz").raise_for_status().json()
            told = Subject(
                kind="url",
                url=_without_secrets(url),
                version=str(health["version"]),
                edition=int(ready["edition"]),
                models={"embedder": str(ready["embedder"])},
            )
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            self._client.close()
            raise HocVuError(
                f"Không có dịch vụ sẵn sàng trả lời ở {_without_secrets(url)}.",
                "Kiểm tra địa chỉ; dịch vụ phải trả lời ở /healthz và /readyz.",
            ) from error
        return told

    def ask(self, case: Case, depth: int, *, retrieval_only: bool) -> Came:
        """The answer and the ranking; whatever the service does is a row."""
        began = perf_counter()
        try:
            answer = None if retrieval_only else self._answer(case)
            ms = (perf_counter() - began) * 1000
            hits = self._hits(case, depth)
        except _Failed as failed:
            return Came(failure=failed.failure, ms=_since(began))
        return Came(answer, hits, ms=_since(began) if retrieval_only else ms)

    def _answer(self, case: Case) -> Given:
        day = day_beside(case)
        told = {
            "question": case.question,
            "as_of": day.isoformat() if day else None,
            "audience": case.audience.value if case.audience else None,
            "history": [turn.model_dump(mode="json", exclude={"answer"}) for turn in case.history],
        }
        response = self._reach(lambda: self._client.post("/v1/chat", json=told))
        if response.status_code in _REFUSED:
            return _refused(case, response.text[:_WORDS])
        return _read(response, Given.model_validate)

    def _hits(self, case: Case, depth: int) -> tuple[Hit, ...]:
        day = day_beside(case)
        asked: dict[str, str | int] = {"q": case.question, "k": depth, "chars": 100}
        if day:
            asked["as_of"] = day.isoformat()
        response = self._reach(lambda: self._client.get("/v1/search", params=asked))
        if response.status_code in _REFUSED:
            return ()
        return _read(response, lambda body: tuple(Hit.model_validate(one) for one in body["hits"]))

    def _reach(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        trying = Retrying(
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_exponential(multiplier=0.2, max=2),
            retry=retry_if_exception_type((httpx.ConnectError, httpx.ConnectTimeout)),
            reraise=True,
        )
        try:
            response = trying(send)
        except httpx.TimeoutException as error:
            raise _Failed(FailureKind.TIMEOUT, error) from error
        except (httpx.HTTPError, OSError) as error:
            raise _Failed(FailureKind.CONNECTION, error) from error
        if not response.is_success and response.status_code not in _REFUSED:
            raise _Failed(FailureKind.STATUS, f"{response.status_code}: {response.text[:200]}")
        return response

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Failed(Exception):
    """A request that came to nothing."""

    def __init__(self, kind: FailureKind, why: object) -> None:
        super().__init__(str(why))
        self.failure = Failure(kind=kind, words=f"{type(why).__name__}: {why}"[:_WORDS])


_Made = TypeVar("_Made")


def _read(response: httpx.Response, of: Callable[[Any], _Made]) -> _Made:
    try:
        return of(response.json())
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise _Failed(FailureKind.GARBAGE, error) from error


def _refused(case: Case, words: str) -> Given:
    return Given(outcome=Outcome.REFUSED, as_of=case.as_of, answer=words)


def _without_secrets(url: str) -> str:
    try:
        bare = httpx.URL(url).copy_with(username=None, password=None, query=None, fragment=None)
    except httpx.InvalidURL:
        return "?"
    return str(bare)


def _since(began: float) -> float:
    return (perf_counter() - began) * 1000


def differing(one: Subject, other: Subject) -> Sequence[str]:
    """Names of what differs between two subjects: ``settings.ranker``, ``prompts.official/2``..."""
    first, second = one.model_dump(mode="json"), other.model_dump(mode="json")
    names = []
    for field, value in first.items():
        if isinstance(value, dict):
            keys = sorted(value.keys() | second[field].keys())
            names += [f"{field}.{key}" for key in keys if value.get(key) != second[field].get(key)]
        elif value != second[field]:
            names.append(field)
    return names
