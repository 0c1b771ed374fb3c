"""Which orders of documents stand: a repeal that was itself repealed in time ends nothing.

An order falls where another that stands ends its source on or before the day on which it
would take effect. Taken back later, it has done its work: what was repealed does not come
back by itself (Law 64/2025/QH15 knows no such revival). Orders that end each other in a
circle on the same days stand or fall undecided, and undecided is unknown.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.path import ProvisionPath


class Force(StrEnum):
    """Whether an order takes effect."""

    STANDS = "stands"
    FALLS = "falls"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Order:
    """``source`` orders something of ``target`` from ``day`` on. ``ends``: the target ends."""

    source: ProvisionPath
    target: ProvisionPath
    day: date
    ends: bool


def weigh(orders: Iterable[Order]) -> dict[Order, Force]:
    """The force of each order; the same for any order of reading.

    The least fixed point: an order stands once all that could end its source have fallen, and
    falls once one of them stands; what is left goes round in circles.
    """
    known = set(orders)
    against = _attackers(known)
    waiting = {order: len(against[order]) for order in known}
    hits: dict[Order, list[Order]] = defaultdict(list)
    for order, attackers in against.items():
        for attacker in attackers:
            hits[attacker].append(order)
    force = dict.fromkeys(known, Force.UNDECIDED)
    ready = deque(order for order in known if not waiting[order])
    while ready:
        _settle(ready.popleft(), force, hits, waiting, ready)
    return force


def _settle(
    order: Order,
    force: dict[Order, Force],
    hits: dict[Order, list[Order]],
    waiting: dict[Order, int],
    ready: deque[Order],
) -> None:
    """Let ``order`` stand; what it ends falls, and what the fallen ended may stand."""
    if force[order] is not Force.UNDECIDED:
        return
    force[order] = Force.STANDS
    for fallen in hits[order]:
        if force[fallen] is not Force.UNDECIDED:
            continue
        force[fallen] = Force.FALLS
        for freed in hits[fallen]:
            waiting[freed] -= 1
            if not waiting[freed]:
                ready.append(freed)


def _attackers(orders: set[Order]) -> dict[Order, set[Order]]:
    ending: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        if order.ends:
            ending[order.target.document.key].append(order)
    return {
        order: {
            other
            for other in ending.get(order.source.document.key, ())
            if other != order and other.day <= order.day and covers(other.target, order.source)
        }
        for order in orders
    }


def covers(whole: ProvisionPath, part: ProvisionPath) -> bool:
    """Whether ``part`` is ``whole`` or stands in it."""
    if whole.document != part.document:
        return False
    if not whole.segments:
        return whole.scope is None or whole.scope == part.scope
    return whole.scope == part.scope and part.segments[: len(whole.segments)] == whole.segments
