"""How a quoted provision stands on the day asked: its status, what changed it, what ended it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import Relation, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.records import StoredProvision

_CHANGES = {RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.CORRECTS}
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


def standing_of(stored: StoredProvision, day: date, library: Library, edition: int) -> Standing:
    """Look up how ``stored`` stands on ``day``."""
    path, access = stored.provision.path, stored.document.access
    bearing = library.relations_to(path.article_path, edition=edition, access=access)
    document = library.relations_to(stored.document.number, edition=edition, access=access)
    whole = [r for r in document if r.target is not None and not r.target.segments and not r.target.scope]
    changes = (r for r in bearing if r.kind in _CHANGES and r.target != path.article_path)
    changes_all = (r for r in bearing if r.kind is RelationKind.AMENDS and r.target == path.article_path)
    ends = (r for r in [*bearing, *whole] if r.kind in _ENDS and r.target in (path.article_path, _root(path)))
    return Standing(stored.status_on(day), _effective([*changes, *changes_all], day), _effective(ends, day))


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


def said_of(relation: Relation) -> str:
    """What a relation did, for the reader: "được sửa đổi, bổ sung bởi khoản 1 Điều 1 ..."."""
    verbs = {
        RelationKind.AMENDS: "được sửa đổi, bổ sung bởi",
        RelationKind.CORRECTS: "được đính chính bởi",
        RelationKind.REPEALS: "bị bãi bỏ bởi",
        RelationKind.REPLACES: "được thay thế bởi",
    }
    where = relation.source.vietnamese()
    source = (
        f"{where} văn bản số {relation.source.document}"
        if where
        else f"văn bản số {relation.source.document}"
    )
    since = f" từ ngày {shown(relation.effective_on)}" if relation.effective_on else ""
    return f"{verbs.get(relation.kind, 'liên quan đến')} {source}{since}"
