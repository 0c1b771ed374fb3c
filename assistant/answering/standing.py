"""How a quoted provision stands on the day asked: its status, what changed it, what ended it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import Access, DocumentKind, Relation, RelationKind
from assistant.domain.kinds import kind_of
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.records import StoredProvision

_CHANGES = {RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.CORRECTS, RelationKind.SUSPENDS}
_ENDS = {RelationKind.REPLACES, RelationKind.REPEALS}


@dataclass(frozen=True)
class Standing:
    """``status`` on a day; ``changes`` bear on units of the article and have taken effect by
    then, ``ends`` on the whole of it or of its document. Both in the order of their days.
    """

    status: Status
    changes: tuple[Relation, ...] = ()
    ends: tuple[Relation, ...] = ()

    def changes_at(self, path: ProvisionPath) -> tuple[Relation, ...]:
        """The changes that bear on the words at ``path``: there, around it or inside it."""
        return tuple(change for change in self.changes if change.target and _touch(change.target, path))

    def repeals_at(self, path: ProvisionPath) -> tuple[Relation, ...]:
        """The changes that took the unit at ``path`` away, alone or with a unit around it."""
        return tuple(
            change
            for change in self.changes_at(path)
            if change.kind is RelationKind.REPEALS
            and change.target is not None
            and len(change.target.segments) <= len(path.segments)
        )


def standing_of(
    stored: StoredProvision, day: date, library: Library, *, edition: int, access: Access
) -> Standing:
    """Look up how ``stored`` stands on ``day``.

    The words of a snapshot of the codification already hold the changes that it knows of.
    """
    path, known = stored.provision.path, stored.known_until
    whole_path = path.article_path
    bearing = library.relations_to(whole_path, edition=edition, access=access)
    status = stored.status_on(day)
    # A law is the target of thousands of relations: they are read only where its end is told.
    over = status is Status.EXPIRED
    document = library.relations_to(path.document, edition=edition, access=access) if over else []
    changes = [r for r in bearing if r.kind in _CHANGES and (r.target != whole_path or r.kind not in _ENDS)]
    fresh = [r for r in changes if known is None or (r.effective_on is not None and r.effective_on > known)]
    ends = [r for r in [*bearing, *document] if r.kind in _ENDS and r.target in (whole_path, _root(path))]
    return Standing(status, _effective(fresh, day), _effective(ends, day))


def _root(path: ProvisionPath) -> ProvisionPath:
    return ProvisionPath(path.document)


def _effective(relations: Iterable[Relation], day: date) -> tuple[Relation, ...]:
    """Those whose day has come or is not known, each once."""
    return tuple(dict.fromkeys(r for r in relations if r.effective_on is None or r.effective_on <= day))


def _touch(one: ProvisionPath, other: ProvisionPath) -> bool:
    """Whether one of two addresses contains the other."""
    short, long = sorted((one, other), key=lambda path: len(path.segments))
    return short.scope == long.scope and long.segments[: len(short.segments)] == short.segments


def shown(day: date | None) -> str:
    """A day as people write it: 01/9/2024."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else "chưa rõ ngày"


def name_of(number: DocumentNumber) -> str:
    """``Thông tư số 12/2024/TT-BGDM``, as far as the number tells the kind."""
    name = (kind_of(number) or DocumentKind.OTHER).value
    return f"{name[:1].upper()}{name[1:]} số {number}"


def said_of(relation: Relation) -> str:
    """What a relation did, for the reader: "được sửa đổi, bổ sung bởi khoản 1 Điều 1 ..."."""
    verbs = {
        RelationKind.AMENDS: "được sửa đổi, bổ sung bởi",
        RelationKind.CORRECTS: "được đính chính bởi",
        RelationKind.REPEALS: "bị bãi bỏ bởi",
        RelationKind.REPLACES: "được thay thế bởi",
        RelationKind.SUSPENDS: "bị ngưng hiệu lực bởi",
    }
    source = f"{relation.source.vietnamese()} {name_of(relation.source.document)}".strip()
    since = f" từ ngày {shown(relation.effective_on)}" if relation.effective_on else ""
    return f"{verbs.get(relation.kind, 'liên quan đến')} {source}{since}"
