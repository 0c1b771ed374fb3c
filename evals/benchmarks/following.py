"""Following the law in a library of both packages of the codification.

    python -m evals.benchmarks.following --questions dev.jsonl --home HOME [--list]

The home folder is made by ``hocvu ingest`` of both packages. ``--list`` prints the samples with
their texts, to be read, instead of measuring. What was read stands in ``following_checked.json``
beside this file: of each reference where it stands, its words, and where they lead as a reader
understands them (empty: nowhere in such a library; ``reference`` false: they refer to nothing, and
should not be listed); of each definition its article, the name, and
whether the clause that is given does define it.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import orjson

from assistant.answering.following import Follower
from assistant.answering.passages import Span
from assistant.assistant import Assistant
from assistant.domain.answer import Followed, Reach
from assistant.domain.definitions import DefinitionKind, definitions_of
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import fold
from assistant.library import Library
from assistant.library.laws import Laws
from assistant.library.records import StoredProvision
from assistant.retrieval.definitions import SURE, Definitions, asks_meaning
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.retrieval import Question, article_name, load

_COMMAND = "python -m evals.benchmarks.following --questions dev.jsonl --home HOME"
_CHECKED = Path(__file__).with_name("following_checked.json")
_SEED = 20
_CLAUSES, _READ_REFERENCES, _READ_DEFINITIONS, _SEARCHES = 300, 60, 50, 200
DAY = date(2025, 11, 14)
"""The last day that both packages know of."""

_NOTES = (
    "References: of 300 clauses, drawn by a fixed seed among those that refer to a part of a document, as of "
    "the last day that the packages know of. Codified documents have no annexes here, and not every document "
    "that is cited is codified.",
    "Read by hand: 60 references and 50 definitions were read in their texts by the writer of this "
    "benchmark; `following_checked.json` keeps what was read. Two short names that the reading found cut at "
    "a comma were mended since, and stand there whole.",
    "Definitions: words are found in the text when an edition is published; reading all of them out of the "
    "texts is what publishing a library of this size costs once.",
    "Questions that ask a meaning: by their form alone (“là gì”, “thế nào là”, “được hiểu”). The seven whose "
    "gold is not found were read: five ask for conditions, duties or persons; one asks for a word that its "
    "gold defines under a longer name, one for what its gold lists without saying what it is.",
    "Times of searching are of one thread on a machine that other work shared.",
)


@dataclass
class _Drawn:
    """Clauses with what they refer to, and how long following took."""

    clauses: list[tuple[StoredProvision, Span, tuple[Followed, ...]]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def followed(self) -> list[Followed]:
        """Every reference to a part of a document."""
        return [one for _, _, found in self.clauses for one in found if "#" in one.path or not one.path]


def draw(library: Library, edition: int) -> _Drawn:
    """Clauses that refer to a part of a document, by the seed."""
    laws = Laws.read(library, edition, Access.PUBLIC)
    drawn, dice = _Drawn(), random.Random(_SEED)  # noqa: S311  a sample, no secret
    for stored in _shuffled(library, edition, dice):
        span = _clause(stored, dice)
        follower = Follower(library, laws, edition, Access.PUBLIC, DAY)
        start = process_time()
        found = follower.follow(stored, [span])
        drawn.milliseconds.append((process_time() - start) * 1000)
        if any("#" in one.path or not one.path for one in found):
            drawn.clauses.append((stored, span, found))
        if len(drawn.clauses) == _CLAUSES:
            break
    return drawn


def _shuffled(library: Library, edition: int, dice: random.Random) -> Iterator[StoredProvision]:
    ids = list(library.live_ids(edition, Access.PUBLIC))
    dice.shuffle(ids)
    for at in range(0, len(ids), 100):
        yield from library.provisions(ids[at : at + 100], edition=edition)


def _clause(stored: StoredProvision, dice: random.Random) -> Span:
    """A clause of an article, or the whole where it has none."""
    clauses = [unit for unit in stored.provision.units if unit.kind is UnitKind.CLAUSE]
    if not clauses:
        return Span(stored.provision.path, 0, len(stored.provision.text))
    unit = dice.choice(clauses)
    return Span(unit.path, unit.start, unit.end)


def references(drawn: _Drawn) -> dict[str, Any]:
    """How far the references of the sample lead."""
    reached = Counter(one.reach for one in drawn.followed)
    total = reached.total() or 1
    pointers = sum(any(one.pointer for one in found) for _, _, found in drawn.clauses)
    return {
        "references in 300 clauses": reached.total(),
        **{f"of these {reach.value}": f"{reached[reach]} ({reached[reach] / total:.1%})" for reach in Reach},
        "annexes among no_such_part": sum(
            one.reach is Reach.NO_PART and "#phu-luc" in one.path for one in drawn.followed
        ),
        "clauses that only point": pointers,
        "following any clause, CPU p50 ms": _percentile(drawn.milliseconds, 50),
        "following any clause, CPU p95 ms": _percentile(drawn.milliseconds, 95),
    }


def checked_references(library: Library, edition: int, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How many of the references that were read lead where a reader goes."""
    laws, right, wrong = Laws.read(library, edition, Access.PUBLIC), 0, []
    for row in rows:
        path = ProvisionPath.parse(row["by"])
        stored = library.provision(path, edition=edition, day=DAY)
        found: tuple[Followed, ...] = ()
        if stored is not None:
            unit = stored.provision.unit(path)
            start, end = (unit.start, unit.end) if unit else (0, len(stored.provision.text))
            follower = Follower(library, laws, edition, Access.PUBLIC, DAY)
            found = follower.follow(stored, [Span(path, start, end)], most=100)
        leads = {one.path for one in found if one.words == row["words"] and one.reach is Reach.FOUND}
        named = any(one.words == row["words"] for one in found)
        fits = row["path"] in leads if row["path"] else not leads and named == row.get("reference", True)
        right += fits
        wrong += [] if fits else [f"{row['by']}: {row['words']}"]
    return {"read by hand: references that lead right": f"{right} of {len(rows)}", "wrong": wrong}


# --- definitions -------------------------------------------------------------------------------


def definitions(library: Library, edition: int) -> dict[str, Any]:
    """How many words are defined, and what the table costs."""
    start = process_time()
    words = Definitions.read(library, edition, Access.PUBLIC)
    opened = process_time() - start
    kinds: Counter[str] = Counter()
    articles, defining, headed, spent = 0, 0, 0, 0.0
    for stored in _stored(library, edition):
        start = process_time()
        found = definitions_of(stored.provision)
        spent += process_time() - start
        articles += 1
        headed += bool(stored.headings)
        defining += bool(found)
        kinds.update(one.kind.name.lower() for one in found)
    return {
        "articles": articles,
        "articles with the headings above them": headed,
        "articles that define a word": defining,
        "definitions": len(words),
        **{f"of these {kind.name.lower()}": kinds[kind.name.lower()] for kind in DefinitionKind},
        "reading them out of all texts, CPU s": round(spent, 2),
        "opening the table, CPU s": round(opened, 2),
        "bytes of memory a definition": words.nbytes // (len(words) or 1),
    }


def _stored(library: Library, edition: int) -> Iterator[StoredProvision]:
    ids = list(library.live_ids(edition, Access.PUBLIC))
    for at in range(0, len(ids), 1000):
        yield from library.provisions(ids[at : at + 1000], edition=edition)


def looked_up(library: Library, edition: int, questions: Sequence[Question]) -> dict[str, Any]:
    """Whether questions that ask the meaning of a word find the article that defines it."""
    words = Definitions.read(library, edition, Access.PUBLIC)
    figures: dict[str, Any] = {}
    for name, change in (("", str), (" without diacritics", fold)):
        asked = [q for q in questions if asks_meaning(change(q.question))]
        best, found = 0, 0
        for question in asked:
            strengths = words.defines(change(question.question))
            sure = {id_: strength for id_, strength in strengths.items() if strength >= SURE}
            top = max(sure.values(), default=0.0)
            gold = {gold.name for gold in question.gold}
            places = library.provisions(list(sure), edition=edition)
            hits = {one.id for one in places if _name(one) in gold}
            found += bool(hits)
            best += any(sure[id_] == top for id_ in hits)
        figures[f"questions that ask a meaning{name}"] = len(asked)
        figures[f"gold defines it{name}"] = _share(found, len(asked))
        figures[f"gold defines it best or as well{name}"] = _share(best, len(asked))
    texts = [question.question for question in questions]
    figures["looking up what is asked, p50 ms"] = _percentile(_times(words.defines, texts), 50)
    figures["looking up what is asked, p95 ms"] = _percentile(_times(words.defines, texts), 95)
    figures["looking up what is used, p95 ms"] = _percentile(_times(words.used, texts), 95)
    return figures


def checked_definitions(library: Library, edition: int, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How many of the definitions that were read are still found, and define their word."""
    found, right = 0, 0
    for row in rows:
        stored = library.provision(ProvisionPath.parse(row["path"]), edition=edition)
        terms = {one.term for one in definitions_of(stored.provision)} if stored is not None else set()
        found += row["term"] in terms
        right += row["term"] in terms and row["right"]
    return {"read by hand: definitions that define their word": f"{right} of {found} found of {len(rows)}"}


def _name(stored: StoredProvision) -> str:
    return article_name(stored.document.number, stored.provision.path.article)


# --- searching ---------------------------------------------------------------------------------


def searching(assistant: Assistant, questions: Sequence[Question]) -> dict[str, Any]:
    """What following costs beside a search of ten hits."""
    alone, both, worked = [], [], []
    assistant.beside(assistant.search(questions[0].question))
    for question in questions[:_SEARCHES]:
        start = perf_counter()
        result = assistant.search(question.question)
        middle, working = perf_counter(), process_time()
        assistant.beside(result)
        worked.append((process_time() - working) * 1000)
        alone.append((middle - start) * 1000)
        both.append((perf_counter() - start) * 1000)
    return {
        f"{name}, p{share} ms": _percentile(times, share)
        for name, times in (
            ("search", alone),
            ("search and what stands beside its ten hits", both),
            ("the latter alone, CPU", worked),
        )
        for share in (50, 95)
    }


def _times(call: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    for text in texts:
        start = perf_counter()
        call(text)
        times.append((perf_counter() - start) * 1000)
    return times


def _percentile(times: Sequence[float], share: int) -> float:
    return round(float(np.percentile(times, share)), 3) if times else 0.0


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / (whole or 1):.1%})"


def listed(library: Library, edition: int) -> Iterator[str]:
    """The samples to read."""
    pairs = [
        (s, span, one)
        for s, span, found in draw(library, edition).clauses
        for one in found
        if "#" in one.path
    ]
    dice = random.Random(_SEED)  # noqa: S311
    for stored, span, one in dice.sample(pairs, _READ_REFERENCES):
        text = stored.provision.text
        at = text.find(one.words, span.start)
        yield f"{one.by} | {one.words} | {one.path} | {one.reach.value}"
        yield "    IN  " + " ".join(text[max(span.start, at - 150) : at + 200].split())
        yield "    TO  " + " ".join((one.citation.quote[:200] if one.citation else one.note).split())
    ids = [key[-1] for key in library.definition_keys(edition=edition)]
    for defined in library.definitions(dice.sample(ids, _READ_DEFINITIONS), edition=edition):
        [stored] = library.provisions([defined.provision_id], edition=edition)
        yield f"{stored.provision.path} | {defined.term} | {defined.kind.name}"
        yield "    " + " ".join(stored.provision.text[defined.start : defined.end][:220].split())


def main() -> None:
    """Measure and keep the result, or list the samples."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--list", action="store_true", help="print the samples to read")
    options = parser.parse_args()
    settings = Settings(home=options.home)
    library = Library.open(settings.sqlalchemy_url)
    published = library.edition()
    if published is None:
        parser.error("no edition is published there")
    edition = published.number
    if options.list:
        print("\n".join(listed(library, edition)))
        return
    checked, questions = orjson.loads(_CHECKED.read_bytes()), load(options.questions)
    figures = references(draw(library, edition))
    figures |= checked_references(library, edition, checked["references"])
    figures |= definitions(library, edition)
    figures |= checked_definitions(library, edition, checked["definitions"])
    figures |= looked_up(library, edition, questions)
    library.close()
    with Assistant.open(settings) as assistant:
        figures |= searching(assistant, questions)
    keep("following", "Following the law", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
