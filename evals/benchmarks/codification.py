"""How much of the codification becomes provisions: both packages, every article accounted for.

    python -m evals.benchmarks.codification --data DATA [--workers 2]

``DATA`` holds ``phapdien/*.zip``. An article of the code counts as read where its provision has
a document number, an article number, text and a day in force; those of documents without any
number are counted by themselves. What falls short is listed with its reason.
"""

import argparse
import os
import re
import resource
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.domain.document import Document, Provision
from assistant.domain.path import UnitKind
from evals.benchmarks.machine import keep
from ingest.codification import Package, open_package
from ingest.codification.identity import NUMBERLESS

_ARTICLE = re.compile(rb"<p class='pDieu'>")
_COMMAND = "python -m evals.benchmarks.codification --data DATA"


@dataclass
class Tally:
    """What one package became."""

    documents: int = 0
    provisions: int = 0
    headings: int = 0
    units: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    warned: int = 0
    numberless: Counter[str] = field(default_factory=Counter)
    short: list[str] = field(default_factory=list)
    articles: set[tuple[str, str]] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def add(self, document: Document) -> None:
        """Count one document."""
        self.documents += 1
        self.numbers.add(document.number.key)
        self.relations.update(relation.kind.value for relation in document.relations)
        self.warned += len(document.warnings)
        for provision in document.provisions:
            if provision.kind in (UnitKind.ARTICLE, UnitKind.PARAGRAPH):
                self._article(provision)
            else:
                self.headings += 1

    def _article(self, provision: Provision) -> None:
        path = provision.path
        self.provisions += 1
        self.units += len(provision.units)
        self.ended += provision.expires_on is not None
        self.articles.add((path.document.key, str(path).partition("#")[2]))
        if path.document.text.startswith(NUMBERLESS):
            self.numberless[path.document.text] += 1
        if lacks := _lacks(provision):
            self.short.append(f"{path}: {lacks}")


def _lacks(provision: Provision) -> str:
    missing = {
        "no words in the package, heading and body empty": not provision.text,
        "no day in force in the note": provision.in_force_from is None,
        "the document has no articles (section or whole text)": provision.path.article is None,
    }
    return "; ".join(reason for reason, lacking in missing.items() if lacking)


def printed_articles(path: Path) -> int:
    """Articles in a package by plain search, independent of the reader."""
    with zipfile.ZipFile(path) as archive:
        return sum(len(_ARTICLE.findall(archive.read(name))) for name in archive.namelist())


def measure(path: Path, workers: int) -> tuple[dict[str, Any], Tally, list[str]]:
    """Read one package; figures, the tally and what fell short."""
    start = time.monotonic()
    package = open_package(path, workers=workers)
    read = time.monotonic() - start
    tally = Tally()
    for document in package.documents():
        tally.add(document)
    seconds = time.monotonic() - start
    short = [f"{one.label} (topic {one.topic}): {one.reason}" for one in package.rejected] + tally.short
    figures = _figures(package, tally, printed_articles(path), len(short))
    figures |= {"seconds, topics": round(read, 1), "seconds, all": round(seconds, 1)}
    return figures, tally, short


def _figures(package: Package, tally: Tally, printed: int, short: int) -> dict[str, Any]:
    whole = printed - short
    return {
        "topics": len(package.topics),
        "topics failed": len(package.failed),
        "articles printed (p.pDieu)": printed,
        "articles read": package.articles,
        "with number, article, text and day (bar 99.9 %)": f"{100 * whole / printed:.3f} %",
        "of them with a number the package prints": f"{100 * (whole - package.numberless) / printed:.3f} %",
        "articles of documents without a number": package.numberless,
        "fell short": short,
        "copies in several topics, joined": package.copies,
        "documents": tally.documents,
        "provisions": tally.provisions,
        "headings of the code": tally.headings,
        "clauses and points": tally.units,
        "relations": dict(tally.relations.most_common()),
        "articles whose end the note tells": tally.ended,
        "warnings": tally.warned,
        "known until": str(package.known_until),
        "peak memory of the main process": _peak(resource.RUSAGE_SELF),
        "peak memory of a child (before exec it counts the parent's)": _peak(resource.RUSAGE_CHILDREN),
    }


def _peak(who: int) -> str:
    """The largest resident set so far; Linux counts it in KiB."""
    return f"{resource.getrusage(who).ru_maxrss / 1024:.0f} MB"


def main() -> None:
    """Measure all packages and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    notes: list[str] = []
    articles: set[tuple[str, str]] = set()
    numbers: set[str] = set()
    for path in sorted((options.data / "phapdien").glob("*.zip")):
        found, tally, short = measure(path, options.workers)
        figures |= {f"{path.stem}: {name}": value for name, value in found.items()}
        notes += [
            f"{path.stem}, without a number: {name}, {n} articles" for name, n in tally.numberless.items()
        ]
        notes += [f"{path.stem}, fell short: {line}" for line in short]
        articles |= tally.articles
        numbers |= tally.numbers
    figures |= {"union: different articles": len(articles), "union: documents": len(numbers)}
    load = os.getloadavg()[2]
    notes.append(
        f"load average of the last 15 minutes {load:.1f} on {os.cpu_count()} cores: times are for that load"
    )
    keep("codification", "The codification: articles that become provisions", _COMMAND, figures, tuple(notes))


if __name__ == "__main__":
    main()
