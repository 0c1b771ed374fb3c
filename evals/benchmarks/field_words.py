"""Learn the lexicon of the field from a library that holds the whole codification.

    python -m evals.benchmarks.field_words --home HOME

writes ``assistant/answering/field.json``: for each frequent term the difference of the
logarithms of its document frequency in articles on education and in all others. An article is
on education when its topic in the codification is one of ``TOPICS``, or when the ministry of
education issued its document alone or with others (its mark stands in the number).
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import orjson

import assistant.answering
from assistant.answering.field import field_terms
from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.settings import Settings

# Topics of the codification: Giáo dục, Giáo dục đại học, Giáo dục nghề nghiệp.
TOPICS = ("13.1", "13.2", "20.1")
MARKS = ("BGDĐT", "BGD&ĐT", "BGD-ĐT")
# The heading and the opening of an article tell its matter; the rest adds time, not knowledge.
OPENING = 600
# Terms in fewer articles are chance; weights nearer to 0 than this say nothing. A rare term is
# kept where it speaks strongly for education: there the field's own words are ("chuyển trường").
FEWEST, WEAKEST = 40, 1.0
RARE, STRONG = 8, 2.0
_BATCH = 2_000
TARGET = Path(assistant.answering.__path__[0]) / "field.json"


def learn(articles: Iterable[tuple[bool, str]]) -> dict[str, dict[str, float]]:
    """Weights of terms, as written and folded, from pairs of "is on education" and text."""
    written, folded = _counts(), _counts()
    totals = Counter[bool]()
    for on_education, text in articles:
        written[on_education].update(field_terms(text, plain=False))
        folded[on_education].update(field_terms(text, plain=True))
        totals[on_education] += 1
    return {"weights": _weights(written, totals), "folded": _weights(folded, totals)}


def _counts() -> dict[bool, Counter[str]]:
    return {True: Counter(), False: Counter()}


def _weights(counts: dict[bool, Counter[str]], totals: Counter[bool]) -> dict[str, float]:
    kept: dict[str, float] = {}
    for term in sorted(counts[True] | counts[False]):
        seen, weight = counts[True][term] + counts[False][term], _weight(term, counts, totals)
        if (seen >= FEWEST and abs(weight) >= WEAKEST) or (seen >= RARE and weight >= STRONG):
            kept[term] = round(weight, 2)
    return kept


def _weight(term: str, counts: dict[bool, Counter[str]], totals: Counter[bool]) -> float:
    """Smoothed so that a term never seen on one side keeps a finite weight."""
    inside = (counts[True][term] + 0.5) / (totals[True] + 1)
    outside = (counts[False][term] + 2) / (totals[False] + 4)
    return math.log(inside / outside)


def articles_of(library: Library) -> Iterator[tuple[bool, str]]:
    """Every article of the published edition."""
    edition = library.edition()
    if edition is None:
        return
    ids = iter(library.live_ids(edition.number, Access.PUBLIC))
    while batch := list(islice(ids, _BATCH)):
        for stored in library.provisions(batch, edition=edition.number):
            yield is_on_education(stored), f"{stored.provision.heading}\n{stored.provision.text[:OPENING]}"


def is_on_education(stored: StoredProvision) -> bool:
    """By topic of the codification, or by the ministry's mark in the number."""
    topic = (stored.document.topic or "").removeprefix("Đề mục ").split(" ")[0]
    return topic in TOPICS or any(mark in str(stored.document.number).upper() for mark in MARKS)


def main() -> None:
    """Read the library and write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    settings = Settings(home=parser.parse_args().home)
    library = Library.open(settings.sqlalchemy_url)
    lexicon = learn(articles_of(library))
    TARGET.write_bytes(orjson.dumps(lexicon))
    print({name: len(table) for name, table in lexicon.items()}, f"{TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
