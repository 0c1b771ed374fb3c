"""What a run's manifest tells of a library asked in this process: enough to know whether two runs
differ in the thing under test alone. No secret, no path, no host.
"""

import shutil
import subprocess
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from assistant import __version__
from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.running.rows import Subject, digest

_PAGE = 500
_UNTOLD = ("home", "url", "key", "hosts", "origins", "workers")
"""Endings of settings that say where things are, who may come in or how many work at reading files, not how
answers are made."""


def described(settings: Settings, door: Assistant) -> Subject:
    """The subject that a library and its settings are."""
    edition = door.edition()
    return Subject(
        kind="process",
        version=__version__,
        commit=commit(),
        edition=edition.number if edition else 0,
        library=digest(sorted(_documents(door))),
        settings=told(settings),
        prompts=dict(_prompts()),
        models={"embedder": edition.embedder if edition else "", "writer": settings.model},
    )


def told(settings: Settings) -> dict[str, str]:
    """The settings that differ from their defaults and change answers. Where no model writes, those of
    models change none.
    """
    fields = type(settings).model_fields
    return {
        name: str(value)
        for name, value in sorted(settings)
        if not name.endswith(_UNTOLD)
        and (settings.model or not name.startswith("model_"))
        and value != fields[name].get_default(call_default_factory=True)
    }


def commit() -> str:
    """The commit of this code, with a plus where files were changed since; empty where nobody knows."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(Path(__file__).parent), "describe", "--always", "--dirty=+", "--exclude=*"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603  fixed words
    return told.stdout.strip()


def _documents(door: Assistant) -> Iterator[tuple[str, str]]:
    """Number and digest of the source of every public document."""
    at = 0
    while True:
        page, total = door.documents(offset=at, limit=_PAGE)
        yield from ((str(one.head.number), one.source.sha256) for one in page)
        at += len(page)
        if not page or at >= total:
            return


def _prompts() -> Iterator[tuple[str, str]]:
    for line in resources.files("prompts").joinpath("prompts.lock").read_text("utf-8").splitlines():
        name, _, hash_ = line.partition(" ")
        yield name, hash_
