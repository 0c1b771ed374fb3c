"""What all sorts of proposed cases need: the wishes, chance by a seed, and the case itself."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from typing import TypeVar

from assistant.domain.answer import Audience, Outcome
from assistant.library.records import StoredProvision
from evals.cases import Case, DateMode, Kind, Split
from evals.sets.formats.stated import ANSWERED, cluster_of
from evals.sets.headings import named

SOURCE = "draft"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Wanted:
    """How many cases of each sort; ``flips`` are pairs. ``day``: for all questions but those about two
    days. ``text``: only documents with these words in number, kind, title or issuer.
    """

    day: date
    simple: int = 40
    several: int = 15
    flips: int = 15
    unanswerable: int = 15
    seed: int = 0
    split: Split = Split.DEV
    audience: Audience | None = None
    text: str = ""


def draw(wanted: Wanted, purpose: str) -> random.Random:
    """A generator of its own for each purpose, so that more of one sort changes no other."""
    return random.Random(f"{wanted.seed}\0{purpose}")  # noqa: S311  no secret


def in_turn(groups: Iterable[Sequence[_T]], chance: random.Random) -> Iterator[_T]:
    """One of each group, then another of each, in an order by chance: documents with many articles
    shall not fill a set.
    """
    mixed = [chance.sample(list(group), len(group)) for group in groups]
    chance.shuffle(mixed)
    return (one for one in chain.from_iterable(zip_longest(*mixed)) if one is not None)


def case(
    id_: str,
    words: str,
    kind: Kind,
    gold: Sequence[str],
    wanted: Wanted,
    *,
    day: date | None = None,
    field: str = "",
    expected: tuple[Outcome, ...] = ANSWERED,
    superseded: tuple[str, ...] = (),
    pair: str | None = None,
    cluster: str = "",
) -> Case:
    """A proposed case; each of ``gold`` is needed. A ``day`` of its own stands beside the question."""
    groups = tuple((one,) for one in gold)
    return Case(
        id=id_,
        question=words,
        as_of=day or wanted.day,
        date_mode=DateMode.CURRENT if day else DateMode.UNSTATED,
        kind=kind,
        field=field,
        audience=wanted.audience,
        history=(),
        gold=groups,
        superseded=superseded,
        nuggets=(),
        answerable=bool(groups),
        expected=expected,
        cluster=cluster or cluster_of(groups, id_),
        pair=pair,
        variant_of=None,
        split=wanted.split,
        source=SOURCE,
        checked_by=None,
        checked_on=None,
    )


def field_of(article: StoredProvision) -> str:
    """What a document is about, where its source says so ("13.1 Giáo dục"); of several the first."""
    return (article.document.topic or "").partition(";")[0].lstrip("0123456789. ").lower()


def address(article: StoredProvision) -> str:
    """Of an article."""
    return str(article.provision.path)


def source_of(article: StoredProvision) -> str:
    """A document as people name it."""
    return named(article.document.kind, article.document.number)
