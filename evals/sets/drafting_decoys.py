"""Proposed questions of the field that nothing in a library answers."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, zip_longest

from assistant.domain.answer import Outcome
from assistant.domain.path import ProvisionPath
from assistant.library.records import StoredProvision
from evals.cases import Case, Kind
from evals.sets.drafts import SOURCE, Wanted, address, case, draw, field_of, in_turn, source_of
from evals.sets.headings import matter, named, question
from evals.sets.shelf import Shelf, in_force


def decoys(shelf: Shelf, wanted: Wanted) -> Iterator[Case]:
    """In turn: a document that does not exist, an article that does not, a day before the first one."""
    chance = draw(wanted, "unanswerable")
    sorts = (_no_document, _no_article, _too_early)
    made = [sort(shelf, wanted, draw(wanted, sort.__name__)) for sort in sorts]
    chance.shuffle(made)
    taken = (one for one in chain.from_iterable(zip_longest(*made)) if one is not None)
    for n, one in enumerate(taken, 1):
        id_ = f"draft-unanswerable-{n:03}"
        yield one.model_copy(update={"id": id_, "cluster": one.cluster or id_})


def _decoy(
    words: str, wanted: Wanted, article: StoredProvision, outcomes: Sequence[Outcome], day: date | None = None
) -> Case:
    return case(
        SOURCE,
        words,
        Kind.UNANSWERABLE,
        (),
        wanted,
        day=day,
        field=field_of(article),
        expected=tuple(outcomes),
        superseded=(address(article),) if day else (),
        cluster=str(article.document.number),
    )


def _no_document(shelf: Shelf, wanted: Wanted, chance: random.Random) -> Iterator[Case]:
    """A real matter under a number that no document of the library has."""
    numbers = {record.head.number.key for record in shelf.documents}
    for article in in_turn(shelf.asked_about(wanted.day).values(), chance):
        number = article.document.number
        if number.year is None or number.code is None:
            continue
        made = f"{chance.randrange(60, 400)}/{number.year}/{number.code}"
        if ProvisionPath.parse(made).document.key in numbers or shelf.held.exists(made):
            continue
        words, _ = question(matter(article.provision.heading) or "", named(article.document.kind, made))
        yield _decoy(words, wanted, article, [Outcome.NOT_FOUND])


def _no_article(shelf: Shelf, wanted: Wanted, chance: random.Random) -> Iterator[Case]:
    """An article far behind the last one of a real document."""
    for article in in_turn([group[:1] for group in shelf.asked_about(wanted.day).values()], chance):
        labels = [one.provision.path.article or "" for one in shelf.articles[article.document.number.key]]
        last = max((int(label) for label in labels if label.isdigit()), default=0)
        label = last + chance.randrange(25, 90)
        words = f"Điều {label} {source_of(article)} quy định những gì?"
        yield _decoy(words, wanted, article, [Outcome.NOT_FOUND])


def _too_early(shelf: Shelf, wanted: Wanted, chance: random.Random) -> Iterator[Case]:
    """A day before a document had begun, which the question names."""
    for article in in_turn(shelf.asked_about(wanted.day).values(), chance):
        first = article.in_force_from
        if first is None:
            continue
        day = first - timedelta(days=chance.randrange(30, 400))
        if not in_force(article, day):
            words, _ = question(matter(article.provision.heading) or "", source_of(article))
            yield _decoy(words, wanted, article, [Outcome.NOT_IN_FORCE, Outcome.NOT_FOUND], day)
