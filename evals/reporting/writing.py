"""The files of a report, beside the run that it tells of."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from evals.reporting.csv import csv
from evals.reporting.html import html
from evals.reporting.junit import junit
from evals.reporting.markdown import markdown
from evals.reporting.told import Report
from evals.running.files import write_whole


def _json(report: Report, _language: str) -> str:
    return report.model_dump_json(indent=1) + "\n"


FORMS: Mapping[str, tuple[str, Callable[[Report, str], str]]] = {
    "html": ("report.html", html),
    "markdown": ("report.md", markdown),
    "csv": ("scores.csv", csv),
    "junit": ("junit.xml", junit),
    "json": ("report.json", _json),
}
"""The name of the file of each form, and what writes it."""


def write(report: Report, folder: Path, language: str = "vi", forms: Iterable[str] = FORMS) -> list[Path]:
    """Write a report's files into ``folder``, each whole or not at all; say which. Raise ``KeyError`` for
    a form, ``ValueError`` for a language that there is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in forms:
        name, make = FORMS[form]
        write_whole(folder / name, make(report, language))
        written.append(folder / name)
    return written
