"""References to provisions of a library, in every spelling of ``evals.reference_spellings``.

    python -m evals.benchmarks.references --home HOME

The references are drawn as ``evals.reference_drawing`` tells. Right is: the first hit is the
named article of the named document, and the reference's path names the clause and the point. Of
what does not exist, said is: the reference is marked missing, no hit is given as the one that was
named unless it is the article whose clause is missing, and the answer ends as not found in words
that say so. Of ambiguous words, listed is: the candidates are just the documents that fit.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from assistant.assistant import Assistant
from assistant.domain.answer import Outcome
from assistant.domain.path import UnitKind
from assistant.library import Library
from assistant.retrieval.results import Reference, SearchResult
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.reference_drawing import ABSENT, Asked, Drawing
from evals.reference_spellings import SPELLINGS

_COMMAND = "python -m evals.benchmarks.references --home HOME"
_SAID = {"document": "Thư viện không có văn bản"}
_SAID_OF_UNIT = "có trong thư viện nhưng không có"
_NOTES = (
    "Bars: the exact provision first in 99.5 %; what does not exist said to be so in all.",
    "By spelling: right of asked, without the inexistent ones. Typed without diacritics, điểm d and điểm đ "
    "are one; either counts.",
    "ambiguous: words that fit several documents, met while drawing; not among the thousand.",
    "inexistent: a number that is free, an article beyond the last of its document, a clause or point "
    "beyond the last of its article; said of asked.",
)


def right(asked: Asked, result: SearchResult) -> bool:
    """Whether the named provision is first, down to the clause and point."""
    reference, target = result.reference, asked.target
    if reference is None or reference.missing or reference.path is None or not result.hits:
        return False
    first = result.hits[0].stored.provision.path
    labels = {segment.kind: segment.label for segment in reference.path.segments}
    same = _same(labels.get(UnitKind.POINT, ""), target.point, plain=asked.spelling.plain)
    return (
        same
        and (first.document, first.article) == (target.number, target.article)
        and labels.get(UnitKind.CLAUSE, "") == target.clause
        and reference.path.article_path == first
    )


def _same(label: str, wanted: str, *, plain: bool) -> bool:
    return label == wanted or (plain and {label, wanted} == {"d", "đ"})


def said(asked: Asked, result: SearchResult, answer_text: str, outcome: Outcome) -> bool:
    """Whether search and answer both say that what is named does not exist."""
    reference = result.reference
    if reference is None or not reference.missing:
        return False
    named = [hit for hit in result.hits if hit.named]
    if asked.absent in ("document", "article") and named:
        return False
    told = _SAID.get(asked.absent, _SAID_OF_UNIT) in answer_text
    return told and outcome is Outcome.NOT_FOUND and _names_the_unit(asked, reference)


def _names_the_unit(asked: Asked, reference: Reference) -> bool:
    unit = {"article": asked.target.article, "clause": asked.target.clause, "point": asked.target.point}
    label = unit.get(asked.absent, "")
    return not label or label.replace("đ", "d") in reference.missing.replace("đ", "d").split()


def listed(asked: Asked, result: SearchResult) -> bool:
    """Whether the documents that the words fit are the candidates, and none is chosen."""
    reference = result.reference
    return (
        reference is not None and reference.ambiguous and asked.fits == {n.key for n in reference.candidates}
    )


class Count:
    """What came of the references, by spelling, absence and ambiguity."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.well: Counter[str] = Counter()
        self.times: list[float] = []
        self.failed: list[str] = []

    def add(self, name: str, *, well: bool, words: str) -> None:
        """One more under ``name``."""
        self.asked[name] += 1
        self.well[name] += well
        if not well:
            self.failed.append(f"{name}: {words}")

    def of(self, names: Sequence[str]) -> str:
        """``895 of 900``."""
        return f"{sum(self.well[n] for n in names)} of {sum(self.asked[n] for n in names)}"


def measure(assistant: Assistant, references: Sequence[Asked]) -> Count:
    """Ask each reference."""
    count = Count()
    for asked in references:
        start = perf_counter()
        result = assistant.search(asked.words)
        count.times.append((perf_counter() - start) * 1000)
        if asked.ambiguous:
            count.add("ambiguous", well=listed(asked, result), words=asked.words)
        elif asked.absent:
            answer = assistant.answer(asked.words)
            well = said(asked, result, answer.answer, answer.outcome)
            count.add(f"no such {asked.absent}", well=well, words=asked.words)
        else:
            count.add(asked.spelling.name, well=right(asked, result), words=asked.words)
    return count


def figures(count: Count) -> dict[str, object]:
    """The figures of the table."""
    names = [spelling.name for spelling in SPELLINGS]
    absent = [f"no such {what}" for what in ABSENT]
    shown = sum(count.well[name] for name in names) / (sum(count.asked[name] for name in names) or 1)
    return {
        "exact provision first": f"{shown:.2%} ({count.of(names)})",
        "inexistent said": count.of(absent),
        **{name: count.of([name]) for name in absent},
        "ambiguous listed": count.of(["ambiguous"]),
        "spellings": len(names),
        **{name: count.of([name]) for name in names},
        "a search, p50 and p95 ms": " and ".join(f"{t:.1f}" for t in np.percentile(count.times, [50, 95])),
    }


def main() -> None:
    """Draw, ask, and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000, help="references, a tenth of them inexistent")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--failures", action="store_true", help="print those that failed and keep nothing")
    options = parser.parse_args()
    settings = Settings(home=options.home)
    library = Library.open(settings.sqlalchemy_url)
    references = list(Drawing(library, options.seed).references(options.count))
    library.close()
    with Assistant.open(settings) as assistant:
        count = measure(assistant, references)
    if options.failures:
        print("\n".join([*count.failed, *(f"{name}: {value}" for name, value in figures(count).items())]))
    else:
        drawn = {"references": options.count, "seed": options.seed}
        keep("references", "References in every spelling", _COMMAND, drawn | figures(count), _NOTES)


if __name__ == "__main__":
    main()
