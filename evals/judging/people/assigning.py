"""Who labels what: two people a case, the same however often it is asked, loads that differ by one at most.

Order is by hashes, so that it hangs on nothing but the seed and the names, and adding a case moves no
other within a person's list.
"""

import unicodedata
from collections.abc import Sequence
from itertools import combinations

from assistant.errors import BadRequest
from evals.judging.people.tasks import Task
from evals.running.rows import digest

_LONGEST = 60


def names(given: Sequence[str]) -> list[str]:
    """Names as they are kept; raise ``BadRequest`` where one is empty, too long or there twice."""
    found = [" ".join(unicodedata.normalize("NFC", one).split()) for one in given]
    if not found or not all(found) or any(len(one) > _LONGEST for one in found):
        raise BadRequest("Mỗi người đánh giá cần một tên (tối đa 60 ký tự).", "Ví dụ: --who Lan --who Minh")
    if len(set(map(str.casefold, found))) < len(found):
        raise BadRequest("Hai người đánh giá trùng tên.", "Đặt mỗi người một tên khác nhau.")
    return found


def drawn(cases: Sequence[str], n: int | None, seed: int) -> list[str]:
    """``n`` cases by lot (all by default): what people say of them holds for the others too."""
    lot = sorted(dict.fromkeys(cases), key=lambda one: digest([seed, "lot", one]))
    return lot if n is None else lot[:n]


def assigned(cases: Sequence[str], people: Sequence[str], seed: int, each: int = 2) -> dict[str, list[str]]:
    """The cases of each person in an order of the person's own. Every case has ``each`` people (all,
    where they are fewer): those with the least to do, of these the ones that met the least.
    """
    loads = {name: [] for name in people}  # type: dict[str, list[str]]
    met = {frozenset(pair): 0 for pair in combinations(people, 2)}
    for case in drawn(cases, None, seed):
        chosen: list[str] = []
        while len(chosen) < min(each, len(people)):
            chosen.append(_next(loads, met, chosen, case, seed))
            loads[chosen[-1]].append(case)
        for pair in combinations(chosen, 2):
            met[frozenset(pair)] += 1
    return {name: sorted(held, key=lambda one: digest([seed, name, one])) for name, held in loads.items()}


def _next(
    loads: dict[str, list[str]], met: dict[frozenset[str], int], chosen: Sequence[str], case: str, seed: int
) -> str:
    rest = [name for name in loads if name not in chosen]
    return min(
        rest,
        key=lambda name: (
            len(loads[name]),
            sum(met[frozenset((name, other))] for other in chosen),
            digest([seed, case, name]),
        ),
    )


def ordered(tasks: Sequence[Task], who: str, seed: int) -> list[Task]:
    """The answers to one case in an order that is another for each person and case: the place of an
    answer tells nothing of the version that gave it.
    """
    return sorted(tasks, key=lambda task: digest([seed, who, *task.key]))
