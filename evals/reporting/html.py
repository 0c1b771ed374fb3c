"""The report as one page that needs nothing beside it: no font, no picture, no script from anywhere.

A policy in the page's head lets only its own style and script run, named by their hashes, so that not
even an answer that got through as markup could do anything.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from evals.reporting.told import Report
from evals.reporting.views import Views
from evals.reporting.wording import Say

_TEMPLATES = Path(__file__).parent / "templates"


def html(report: Report, language: str = "vi") -> str:
    """The page, in ``vi`` or ``en``; the same bytes for the same report. Raise ``ValueError``."""
    say = Say(language)
    style, script = _asset("report.css"), _asset("report.js")
    return _page().render(
        r=report, say=say, v=Views(report, say), style=style, script=script, policy=_policy(style, script)
    )


@cache
def _page() -> Template:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["blocks"] = blocks
    return found.get_template("report.html")


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """What the page may do: its own style and script, nothing from anywhere."""
    own = {name: f"'sha256-{_hash(text)}'" for name, text in (("style-src", style), ("script-src", script))}
    rules = {"default-src": "'none'", **own, "base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def blocks(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a statement: whether it is a quotation (lines marked ``>``), and its words."""
    lines = (line.rstrip() for line in text.split("\n"))
    for quoted, some in groupby(lines, key=lambda line: line.startswith(">")):
        words = "\n".join(line.removeprefix(">").strip() if quoted else line for line in some).strip()
        if words:
            yield quoted, words
