"""What a format does not say, and its reader is told; and a case made of what it does say."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.domain.answer import Audience, Outcome
from assistant.domain.path import ProvisionPath
from evals.cases import Case, DateMode, Kind, Nugget, Split

ANSWERED = (Outcome.ANSWERED, Outcome.PARTLY)


@dataclasses.dataclass(frozen=True)
class Stated:
    """The same for every case of a file, where the file does not say otherwise.

    ``as_of``: the day that the questions are asked for; nothing guesses it. ``names``: what a file
    calls a document or provision ("Luật Điện ảnh", "doc17") to its number or address. ``together``:
    several relevant articles of a question are all needed; else any of them will do, which is what
    relevance says in the public formats. ``least``: the lowest grade that counts as relevant.
    """

    as_of: date
    split: Split = Split.DEV
    audience: Audience | None = None
    field: str = ""
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    together: bool = False
    least: float = 1.0

    def groups(self, addresses: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Relevant provisions as groups of gold, each provision once."""
        once = tuple(dict.fromkeys(addresses))
        return tuple((one,) for one in once) if self.together else (once,)


def asked(
    id_: str,
    question: str,
    gold: tuple[tuple[str, ...], ...],
    stated: Stated,
    *,
    source: str,
    field_: str = "",
    nuggets: tuple[Nugget, ...] = (),
) -> Case:
    """A case of a format that knows a question and what answers it; raise ``ValueError``.

    Nobody of this project checked it, whoever made the format's file: ``checked_by`` is empty. The
    question is taken to say nothing of time.
    """
    return Case(
        id=id_,
        question=question,
        as_of=stated.as_of,
        date_mode=DateMode.UNSTATED,
        kind=Kind.SEVERAL if len(gold) > 1 else Kind.SIMPLE,
        field=field_ or stated.field,
        audience=stated.audience,
        history=(),
        gold=gold,
        superseded=(),
        nuggets=nuggets,
        answerable=True,
        expected=ANSWERED,
        cluster=cluster_of(gold, id_),
        pair=None,
        variant_of=None,
        split=stated.split,
        source=source,
        checked_by=None,
        checked_on=None,
    )


def cluster_of(gold: Sequence[Sequence[str]], id_: str) -> str:
    """The document of the first gold; of no gold, the case by itself."""
    return str(ProvisionPath.parse(gold[0][0]).document) if gold and gold[0] else id_
