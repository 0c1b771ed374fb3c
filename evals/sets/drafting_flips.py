"""Date-flip pairs proposed from the lives of articles: the same question before and after a change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice, pairwise, zip_longest
from random import Random

from assistant.domain.timeline import Phase
from assistant.library.records import DocumentRecord, StoredProvision
from evals.cases import Case, Kind
from evals.sets.drafts import Wanted, address, case, draw, field_of, in_turn, source_of
from evals.sets.headings import ENOUGH, matter, question, told
from evals.sets.likeness import plain
from evals.sets.shelf import Shelf, in_force

_FAR_DAYS = 180


@dataclass(frozen=True)
class _Flip:
    """A change: what governs before and after, a day of each."""

    words: str
    before: StoredProvision
    after: StoredProvision
    days: tuple[date, date]
    replaced: bool


def draft_flips(shelf: Shelf, wanted: Wanted) -> list[Case]:
    """Both sides of each pair."""
    changed, replaced = _changed(shelf, wanted), _replaced(shelf, wanted)
    both = (one for one in chain.from_iterable(zip_longest(changed, replaced)) if one is not None)
    chosen = list(islice(both, wanted.flips))
    return [side for n, flip in enumerate(chosen, 1) for side in _sides(flip, n, wanted)]


def _sides(flip: _Flip, n: int, wanted: Wanted) -> Iterator[Case]:
    """What governs on the other day must not be given as in force on this one."""
    pair = f"draft-flip-{n:03}"
    sides = ((flip.before, flip.after), (flip.after, flip.before))
    for at, (own, other) in enumerate(sides):
        yield case(
            f"{pair}-{at + 1}",
            flip.words,
            Kind.FLIP,
            [address(own)],
            wanted,
            day=flip.days[at],
            field=field_of(flip.after),
            superseded=(str(other.document.number),) if flip.replaced else (),
            pair=pair,
            cluster=str(flip.after.document.number),
        )


# --- words that changed


def _changed(shelf: Shelf, wanted: Wanted) -> Iterator[_Flip]:
    chance = draw(wanted, "changed")
    worded = [
        [article]
        for _, article in shelf.all()
        if matter(article.provision.heading)
        and len({p.wording for p in article.timeline.versions} - {None}) > 1
    ]
    for article in in_turn(worded, chance):
        flip = _change_of(shelf, article, chance)
        if flip is not None:
            yield flip


def _change_of(shelf: Shelf, article: StoredProvision, chance: Random) -> _Flip | None:
    """The last change of an article between two known wordings; the days between, whose words are not
    known, lie on neither side.
    """
    held = shelf.held
    known = [phase for phase in article.timeline.versions if phase.wording is not None]
    wordings = held.library.wordings(article.provision.path, edition=held.edition, access=held.access)
    by_id = {one.id: one for one in wordings}
    for earlier, later in reversed(list(pairwise(known))):
        before, after = by_id.get(earlier.wording or 0), by_id.get(later.wording or 0)
        if before is None or after is None or before.words == after.words:
            continue
        words, _ = question(matter(article.provision.heading) or "", source_of(article))
        return _Flip(words, before, after, _days(earlier, later, chance), False)
    return None


def _days(earlier: Phase, later: Phase, chance: Random) -> tuple[date, date]:
    """A day of each phase: as often as not the very last and the very first."""
    last = (earlier.ends or date.max) - timedelta(days=1)
    first = later.starts or date.min
    if chance.random() < 0.5:
        return last, first
    back = min(chance.randrange(1, _FAR_DAYS), (last - (earlier.starts or date.min)).days)
    on = min(chance.randrange(1, _FAR_DAYS), ((later.ends or date.max) - first).days - 1)
    return last - timedelta(days=back), first + timedelta(days=on)


# --- documents that were replaced


def _replaced(shelf: Shelf, wanted: Wanted) -> Iterator[_Flip]:
    """Articles of the same heading in a document and in the one that replaced it, and in no other: the
    question names no document.
    """
    chance, shared = draw(wanted, "replaced"), shelf.shared()
    by_key = {record.head.number.key: record for record in shelf.documents}
    groups: list[list[_Flip]] = []
    for relation in shelf.replacements():
        old = by_key.get(relation.target.document.key) if relation.target else None
        new = by_key.get(relation.source.document.key)
        if old and new and relation.effective_on:
            found = _same_matter(shelf, old, new, relation.effective_on, chance)
            groups.append([one for one in found if shared[plain(one.after.provision.heading)] == 2])
    return in_turn(filter(None, groups), chance)


def _same_matter(
    shelf: Shelf, old: DocumentRecord, new: DocumentRecord, day: date, chance: Random
) -> Iterator[_Flip]:
    """Both in force on their side of ``day``, neither on the other."""
    before, after = _by_heading(shelf, old), _by_heading(shelf, new)
    for heading in sorted(before.keys() & after.keys()):
        one, other = before[heading], after[heading]
        near = chance.random() < 0.5
        back, on = (1, 0) if near else (chance.randrange(2, _FAR_DAYS), chance.randrange(1, _FAR_DAYS))
        days = day - timedelta(days=back), day + timedelta(days=on)
        governs = in_force(one, days[0]) and in_force(other, days[1])
        if governs and not in_force(one, days[1]) and not in_force(other, days[0]):
            words, _ = question(matter(other.provision.heading) or "")
            yield _Flip(words, one, other, days, True)


def _by_heading(shelf: Shelf, record: DocumentRecord) -> dict[str, StoredProvision]:
    """The articles of a document by headings that only one of them has, and that say enough."""
    found: dict[str, list[StoredProvision]] = {}
    for article in shelf.articles[record.head.number.key]:
        if matter(article.provision.heading) and told(article.provision.heading) >= ENOUGH:
            found.setdefault(plain(article.provision.heading), []).append(article)
    return {heading: articles[0] for heading, articles in found.items() if len(articles) == 1}
