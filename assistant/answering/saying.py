"""What is said of a provision's life, in Vietnamese sentences."""

from datetime import date

from assistant.answering.standing import Standing
from assistant.domain.document import DocumentKind, RelationKind
from assistant.domain.kinds import kind_of
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis, Origin, Phase
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision


def shown(day: date | None) -> str:
    """A day as people write it: 01/9/2024."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else "chưa rõ ngày"


def name_of(number: DocumentNumber) -> str:
    """``Thông tư số 12/2024/TT-BGDM``, as far as the number tells the kind."""
    name = (kind_of(number) or DocumentKind.OTHER).value
    return f"{name[:1].upper()}{name[1:]} số {number}"


_VERBS = {
    RelationKind.AMENDS.value: "được sửa đổi, bổ sung bởi",
    RelationKind.CORRECTS.value: "được đính chính bởi",
    RelationKind.REPEALS.value: "bị bãi bỏ bởi",
    RelationKind.REPLACES.value: "được thay thế bởi",
    RelationKind.SUSPENDS.value: "bị ngưng hiệu lực bởi",
}


def said_of(basis: Basis, *, dated: bool = True) -> str:
    """What a basis did, for the reader: "được sửa đổi, bổ sung bởi khoản 1 Điều 1 ... từ ngày ...";
    a clerk's or a snapshot's own words as they are.
    """
    source = basis.source
    if source is None:
        return basis.words or basis.act
    where = f"{source.vietnamese()} {name_of(source.document)}".strip()
    since = f" từ ngày {shown(basis.day)}" if basis.day and dated else ""
    return f"{_VERBS.get(basis.act, 'liên quan đến')} {where}{since}"


def basis_sentence(basis: Basis) -> str:
    """A basis as a sentence for the reader, with where it was read; its day where it is known."""
    if basis.origin is Origin.CLERK:
        return f"Theo bảng hiệu lực do cán bộ nhập: {basis.words}."
    if basis.source is None:
        since = f" từ ngày {shown(basis.day)}" if basis.day else ""
        told = basis.words or f"{basis.act}{since}"
        return f"{told[:1].upper()}{told[1:]} (theo {basis.origin.value})."
    part = f"{basis.part.vietnamese()} " if basis.part is not None and basis.part.segments else ""
    told = f"{part}{said_of(basis)}"
    return f"{told[:1].upper()}{told[1:]} (theo {basis.origin.value})."


def stands(stored: StoredProvision, standing: Standing, path: ProvisionPath) -> str:
    """The validity line of a citation: status, since when these words, until when."""
    status = _status(stored, standing, path)
    return status if standing.out_at(path) else "; ".join([status, *around(standing)])


def around(standing: Standing) -> list[str]:
    """What brought the words in force on the day, and what is known to follow them."""
    if standing.status is not Status.IN_FORCE:
        return []
    return [said for said in (_words(standing), _coming(standing.coming)) if said]


def _status(stored: StoredProvision, standing: Standing, path: ProvisionPath) -> str:
    out = standing.out_at(path)
    if out is not None:
        return _out(out)
    if standing.repeals_at(path):
        return "đã bị bãi bỏ"
    if standing.changes_at(path):
        return "còn hiệu lực, lời văn này đã được sửa đổi sau đó"
    if standing.status is Status.NOT_YET:
        return f"chưa có hiệu lực, có hiệu lực từ ngày {shown(stored.in_force_from)}"
    if standing.status is Status.EXPIRED:
        return f"hết hiệu lực từ ngày {shown(standing.phase.starts)}"
    since = f" từ ngày {shown(stored.in_force_from)}" if stored.in_force_from else ""
    return standing.status.value + (since if standing.status is Status.IN_FORCE else "")


def _out(basis: Basis) -> str:
    """That a unit of a provision is out of force by itself."""
    if basis.act == Status.NOT_YET.value:
        return f"phần này chưa có hiệu lực, có hiệu lực từ ngày {shown(basis.day)}"
    said = basis.act if basis.act == Status.EXPIRED.value else Status.SUSPENDED.value
    return f"phần này {said} từ ngày {shown(basis.day)}"


def _words(standing: Standing) -> str:
    if not standing.made:
        return ""
    told = dict.fromkeys(_made(basis) for basis in standing.made)
    return f"lời văn này có từ ngày {shown(standing.words_from)}: {'; '.join(told)}"


def _made(basis: Basis) -> str:
    """What made the words of a provision that goes on: what was repealed is some of it."""
    said = said_of(basis, dated=False)
    if basis.part is not None and basis.part.segments:
        return f"{basis.part.vietnamese()} {said}"
    return f"có nội dung {said}" if basis.act == RelationKind.REPEALS.value else said


def _coming(phase: Phase | None) -> str:
    """What is known to come after the stretch asked about."""
    if phase is None or phase.status not in _COMING:
        return ""
    return f"{_COMING[phase.status]} từ ngày {shown(phase.starts)}"


_COMING = {
    Status.IN_FORCE: "có lời văn khác",
    Status.EXPIRED: "hết hiệu lực",
    Status.SUSPENDED: "bị ngưng hiệu lực",
}
