"""The consolidated wording of amended documents, computed before an edition is published.

For each article that orders bear on, each wording that a source gives is taken, and the orders
that took effect after it are carried out day by day, up to the next wording of a source. A day
on which an order fails, or on which something changed the article that was not read as an
order, has no computed wording, nor have later days, until an order gives the whole article
anew: nothing is built upon words that are not sure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Access, Provision, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.orders import Force, covers
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.library import Library
from assistant.library.consolidated import Application, Computed, LiveOrder
from assistant.library.records import StoredProvision
from ingest.amendments import Outcome, apply_to_article

_CHANGING = {RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES, RelationKind.CORRECTS}
_ARTICLE_LIKE = {UnitKind.ARTICLE, UnitKind.ANNEX}
_NO_DAY = "Chưa rõ ngày mệnh lệnh có hiệu lực."
_TAKEN_BACK = "Mệnh lệnh đã bị bãi bỏ trước khi có hiệu lực, hoặc không rõ có còn hay không."
_DOUBTFUL = "Một phần mệnh lệnh về điều này chưa đọc được."
_MISREAD = "Văn bản không sửa chính mình, cũng không bị sửa trước khi được ban hành."
_CHANGED_FIRST = "Chính mệnh lệnh này đã bị sửa đổi trước khi có hiệu lực."
_UNSURE = "Lời văn trước đó chưa chắc chắn: có thay đổi chưa đọc hoặc chưa hợp nhất được."
_NO_ARTICLE = "Chưa hợp nhất phần không thuộc điều hay phụ lục (tên chương, mục, cả văn bản)."
_NO_PLACE = "Không rõ vị trí của điều được bổ sung."
_NEWER = "Lời văn trong thư viện đã gồm các thay đổi đến sau ngày này."


@dataclass
class Consolidated:
    """What was done: how many orders were applied, contained, failed; the failures in words."""

    applied: int = 0
    contained: int = 0
    failures: list[str] = field(default_factory=list)

    def count(self, results: Iterable[Application]) -> None:
        """Take the results of one document in."""
        for result in results:
            self.applied += result.state == Outcome.APPLIED.value
            self.contained += result.state == Outcome.CONTAINED.value
            if result.state == Outcome.FAILED.value:
                order = result.instruction
                where = order.target.vietnamese() or "văn bản"
                told = f"{order.source}: {order.act} {where} của {order.target.document}: {result.reason}"
                self.failures.append(told)


def consolidate(library: Library, edition: int) -> Consolidated:
    """Compute anew the wordings of every document that ``edition`` may have changed."""
    done = Consolidated()
    for number, access in library.due_for_consolidation(edition):
        work = _Document(library, edition, number, access)
        computed, results = work.run()
        library.put_consolidated(number, computed, results, edition=edition)
        done.count(results)
    return done


class _Document:
    """One amended document."""

    def __init__(self, library: Library, edition: int, number: DocumentNumber, access: Access) -> None:
        self._library = library
        self._edition = edition
        self._number = number
        self._access = access
        record = library.document(number, edition=edition, access=Access.INTERNAL)
        self._issued_on = record.head.issued_on if record is not None else None
        self._results: list[Application] = []
        self._orders_of: dict[DocumentNumber, list[LiveOrder]] = {}
        self._unused: dict[ProvisionPath, list[LiveOrder]] = defaultdict(list)

    def run(self) -> tuple[list[Computed], list[Application]]:
        """Its computed wordings, and what became of each order."""
        found = self._library.orders_on(self._number, access=self._access)
        orders = [order for order in found if self._may_use(order)]
        usable = [order for order in orders if self._is_usable(order)]
        computed: list[Computed] = []
        by_article = sorted(usable, key=lambda order: str(order.instruction.target.article_path))
        for path, group in groupby(by_article, key=lambda order: order.instruction.target.article_path):
            if not path.segments or path.segments[-1].kind not in _ARTICLE_LIKE:
                self._refuse(group, _NO_ARTICLE)
                continue
            computed += self._article(path, sorted(group, key=lambda order: orders.index(order)))
        return computed, self._results

    def _may_use(self, order: LiveOrder) -> bool:
        """What an internal document orders never shows in the words of a public one."""
        return order.access is Access.PUBLIC or self._access is Access.INTERNAL

    def _is_usable(self, order: LiveOrder) -> bool:
        reason = self._reason_against(order)
        if reason:
            self._refuse([order], reason)
        if reason and reason is not _MISREAD:
            self._unused[order.instruction.target.article_path].append(order)
        return not reason

    def _reason_against(self, order: LiveOrder) -> str:
        if self._is_misread(order.instruction.source, order.day):
            return _MISREAD
        if order.day is None:
            return _NO_DAY
        if not order.stands:
            return _TAKEN_BACK
        return _CHANGED_FIRST if self._is_changed_first(order) else ""

    def _is_misread(self, source: ProvisionPath, day: date | None) -> bool:
        """A document is not changed before it is issued, nor by itself."""
        early = day is not None and self._issued_on is not None and day <= self._issued_on
        return early or source.document == self._number

    def _is_changed_first(self, order: LiveOrder) -> bool:
        """Whether another document changes the order itself before it takes effect."""
        source = order.instruction.source
        return any(
            covers(source, other.instruction.target) or covers(other.instruction.target, source)
            for other in self._orders_on(source.document)
            if self._may_use(other) and other.stands and other.day and order.day and other.day <= order.day
        )

    def _orders_on(self, number: DocumentNumber) -> list[LiveOrder]:
        if number not in self._orders_of:
            self._orders_of[number] = self._library.orders_on(number, access=self._access)
        return self._orders_of[number]

    def _refuse(self, orders: Iterable[LiveOrder], reason: str) -> None:
        failed = Outcome.FAILED.value
        self._results += [Application(order.instruction, failed, reason) for order in orders]

    # --- one article

    def _article(self, path: ProvisionPath, orders: Sequence[LiveOrder]) -> Iterator[Computed]:
        wordings = self._library.wordings(path, edition=self._edition, access=Access.INTERNAL)
        bases = sorted((one for one in wordings if not one.computed), key=_age)
        strange = list(self._strange(path, orders, any(base.provision.words_unclear for base in bases)))
        told: dict[int, Application] = {}
        like = bases[-1].id if bases else self._neighbour(orders)
        if like is None:
            self._refuse(orders, _NO_PLACE)
            return
        for at, base in enumerate(bases or [None]):
            until = _holds(bases[at + 1]) if at + 1 < len(bases) else date.max
            series = _Series(base, until, strange, told)
            yield from (Computed(day, words, like) for day, words in series.run(orders))
        self._results += [
            told.get(id(o), Application(o.instruction, Outcome.CONTAINED.value, _NEWER)) for o in orders
        ]

    def _neighbour(self, orders: Sequence[LiveOrder]) -> int | None:
        """A row near which an inserted article stands: the one named, else the nearest before."""
        first = orders[0].instruction
        if first.after is not None:
            found = self._library.wordings(first.after, edition=self._edition, access=Access.INTERNAL)
            beside = sorted((one for one in found if not one.computed), key=_age)
            if beside:
                return beside[-1].id
        outline = self._library.outline(self._number, edition=self._edition, access=Access.INTERNAL)
        kin = [s for s in outline if s.provision.path.scope == first.target.scope]
        own = [s for s in kin if s.provision.kind is first.target.segments[-1].kind and not s.computed]
        before = [s for s in own if _order_of(s.provision.path) <= _order_of(first.target)]
        return before[-1].id if before else own[0].id if own else None

    def _strange(
        self, path: ProvisionPath, orders: Sequence[LiveOrder], unclear: bool
    ) -> Iterator[date | None]:
        """Days of changes to the article that are not among ``orders``; ``None``: not known. A
        note that names a change without its day (``unclear``) is in the words of its snapshot.
        What was surely taken back in time changes nothing.
        """
        unused = self._unused[path]
        yield from (o.day for o in unused if o.force is not Force.FALLS and (o.day or not unclear))
        read = [order.instruction.source for order in (*orders, *unused)]
        relations = self._library.relations_to(path, edition=self._edition, access=self._access)
        for relation in relations:
            bears = relation.kind in _CHANGING and _inside(relation, path)
            bears = bears and not self._is_misread(relation.source, relation.effective_on)
            known = relation.effective_on is not None or not unclear
            if bears and known and not _is_read(relation, read):
                yield relation.effective_on


class _Series:
    """The orders on one article carried out one day after another on one wording."""

    def __init__(
        self,
        base: StoredProvision | None,
        until: date,
        strange: Sequence[date | None],
        told: dict[int, Application],
    ) -> None:
        self._text: Provision | None = base.provision if base is not None else None
        self._holds = _holds(base) if base is not None else date.min
        self._until = until
        self._strange = strange
        self._told = told
        self._sure = True
        self._begun = base.in_force_from if base is not None else None
        self._inserted = base is None

    def run(self, orders: Sequence[LiveOrder]) -> Iterator[tuple[date, Provision]]:
        """The article's words from each day on which orders changed them."""
        last = self._holds
        for day, group in groupby(orders, key=lambda order: order.day or date.max):
            if not self._holds < day < self._until:
                continue
            if any(other is None or last < other <= day for other in self._strange):
                self._sure = False
            words = self._on(day, list(group))
            last = day
            if words is not None:
                yield day, words

    def _on(self, day: date, orders: list[LiveOrder]) -> Provision | None:
        instructions = [order.instruction for order in orders]
        if any(one.doubtful for one in instructions):
            self._sure = False
            self._tell(orders, [(Outcome.FAILED, _DOUBTFUL)] * len(orders))
            return None
        if not self._sure and not _is_whole(instructions[0]):
            self._tell(orders, [(Outcome.FAILED, _UNSURE)] * len(orders))
            return None
        new, results = apply_to_article(self._text, instructions)
        by_order = {id(result.instruction): result for result in results}
        told = [(by_order[id(one)].outcome, by_order[id(one)].reason) for one in instructions]
        self._tell(orders, told)
        self._sure = all(outcome is not Outcome.FAILED for outcome, _ in told)
        if not self._sure:
            return None
        self._text = new
        if new is None:
            return None
        if self._inserted and self._begun is None:
            self._begun = day
        began = self._begun if self._inserted else new.in_force_from
        return replace(new, in_force_from=began, words_from=day)

    def _tell(self, orders: list[LiveOrder], told: Sequence[tuple[Outcome, str]]) -> None:
        for order, (outcome, reason) in zip(orders, told, strict=True):
            self._told[id(order)] = Application(order.instruction, outcome.value, reason)


def _holds(stored: StoredProvision) -> date:
    """The day from which words are known to hold: the last change in them."""
    provision = stored.provision
    if provision.words_unclear and stored.known_until is not None:
        return stored.known_until
    return provision.words_from or date.min


def _age(stored: StoredProvision) -> tuple[date, date]:
    """Where the changes in them do not tell, the words of the later snapshot are the later."""
    return _holds(stored), stored.known_until or date.min


def _is_whole(instruction: Instruction) -> bool:
    """Whether the order gives the article anew, whatever it read before."""
    whole = instruction.target.segments == instruction.target.article_path.segments
    return (
        whole and instruction.act in (Act.AMEND, Act.REPLACE) and instruction.body and bool(instruction.text)
    )


def _inside(relation: Relation, path: ProvisionPath) -> bool:
    return relation.target is not None and covers(path, relation.target)


def _is_read(relation: Relation, read: Sequence[ProvisionPath]) -> bool:
    return any(covers(source, relation.source) or covers(relation.source, source) for source in read)


def _order_of(path: ProvisionPath) -> tuple[int, str]:
    label = path.segments[-1].label
    digits = "".join(filter(str.isdecimal, label))
    return int(digits or 0), label
