"""Exact words of provisions and the days on which they held, for a set's register."""

from collections.abc import Iterable, Iterator

from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Phase
from assistant.library.records import StoredProvision
from evals.date_flips import Gold, Pair
from evals.flips_reader import digest, plain
from evals.register import Stretch, Wording
from evals.sets.formats.own import version_address
from evals.sets.held import Held


def flip_wordings(pairs: Iterable[Pair], held: Held) -> tuple[list[Wording], list[str]]:
    """The wordings of date-flip pairs, each once, and the addresses of those that a library lacks.

    The days are those that the pairs tell, and the digest that they keep, made by the evaluation's own
    reader, says that the library's text is the right one: nothing rests on a date of the index.
    """
    found: dict[tuple[str, str], Wording] = {}
    lacking: list[str] = []
    for version in (gold for pair in pairs for gold in (pair.gold1, pair.gold2) if gold):
        address = version_address(version)
        text = _text(version, address, held)
        if text is None:
            lacking.append(address)
        else:
            days = Stretch(starts=version.start, ends=version.end)
            found.setdefault((address, version.words), Wording(path=address, text=text, held=days))
    return list(found.values()), list(dict.fromkeys(lacking))


def _text(version: Gold, address: str, held: Held) -> str | None:
    texts = [one.provision.text for one in _stored(ProvisionPath.parse(address), held)]
    return next((text for text in texts if digest(plain(text)) == version.words), None)


def library_wordings(addresses: Iterable[str], held: Held) -> Iterator[Wording]:
    """Every wording in which the articles at, or above, addresses were in force, with its days as the
    library has them: a proposal (``drafting``), since the days are those of the index.
    """
    for path in dict.fromkeys(ProvisionPath.parse(one).article_path for one in addresses):
        stored = {one.id: one for one in _stored(path, held)}
        life = next(iter(stored.values())).timeline if stored else None
        for phase in _joined(life.versions if life else ()):
            one = stored.get(phase.wording or 0)
            if one is not None and one.provision.text:
                days = Stretch(starts=phase.starts, ends=phase.ends)
                yield Wording(path=str(path), text=one.provision.text, held=days)


def _joined(phases: Iterable[Phase]) -> Iterator[Phase]:
    """Neighbours with the same words as one."""
    last: Phase | None = None
    for phase in phases:
        if last is not None and (last.wording, last.ends) == (phase.wording, phase.starts):
            last = Phase(last.interval.join(phase.interval), phase.status, phase.wording)
            continue
        if last is not None:
            yield last
        last = phase
    if last is not None:
        yield last


def _stored(path: ProvisionPath, held: Held) -> list[StoredProvision]:
    return held.library.wordings(path, edition=held.edition, access=held.access)
