"""A document, its provisions, and how documents bear on each other."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain.amendment import Instruction
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind


class DocumentKind(StrEnum):
    """Kinds of document; the order is the legal rank, highest first (``rank``)."""

    CONSTITUTION = "hiến pháp"
    CODE = "bộ luật"
    LAW = "luật"
    ASSEMBLY_RESOLUTION = "nghị quyết của Quốc hội"
    ORDINANCE = "pháp lệnh"
    DECREE = "nghị định"
    RESOLUTION = "nghị quyết"
    DECISION = "quyết định"
    DIRECTIVE = "chỉ thị"
    CIRCULAR = "thông tư"
    JOINT_CIRCULAR = "thông tư liên tịch"
    JOINT_RESOLUTION = "nghị quyết liên tịch"
    EDICT = "sắc lệnh"
    CONSOLIDATION = "văn bản hợp nhất"
    REGULATION = "quy chế"
    LETTER = "công văn"
    NOTICE = "thông báo"
    PLAN = "kế hoạch"
    REPORT = "báo cáo"
    GUIDANCE = "hướng dẫn"
    OTHER = "văn bản"


class Access(StrEnum):
    """Who may see a document. Internal texts never reach the public."""

    PUBLIC = "public"
    INTERNAL = "internal"


class RelationKind(StrEnum):
    """How one text bears on another."""

    BASED_ON = "căn cứ"
    REPLACES = "thay thế"
    REPEALS = "bãi bỏ"
    AMENDS = "sửa đổi, bổ sung"
    CORRECTS = "đính chính"
    SUSPENDS = "ngưng hiệu lực"
    TRANSITION = "chuyển tiếp"
    BEGINS = "bắt đầu có hiệu lực"
    CITES = "dẫn chiếu"
    RELATED = "liên quan"


@dataclass(frozen=True)
class Relation:
    """``source`` bears on ``target``. ``target_text`` is the words that say so.

    ``target`` is ``None`` where the words name nothing that can be addressed.
    ``effective_on`` is the day a change takes effect, ``None`` where it is not known.
    ``until`` is, of a suspension (``SUSPENDS``), the first day on which the target is in force
    again; ``None`` where no day ends it. ``BEGINS``: a part of the document itself comes into force
    on a day of its own. ``TRANSITION`` ends nothing: ``source`` is the
    transitional clause, ``target`` what goes on governing some cases.
    """

    kind: RelationKind
    source: ProvisionPath
    target: ProvisionPath | None
    target_text: str
    effective_on: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Head:
    """The head fields of a document (form: Decree 30/2020/NĐ-CP). Unknown is ``None``."""

    number: DocumentNumber
    kind: DocumentKind = DocumentKind.OTHER
    title: str = ""
    issuer: str | None = None
    issued_on: date | None = None
    in_force_from: date | None = None
    expires_on: date | None = None
    signer: str | None = None
    signer_title: str | None = None
    place: str | None = None
    legal_bases: tuple[str, ...] = ()
    url: str | None = None
    access: Access = Access.PUBLIC
    sample: bool = False
    topic: str | None = None


@dataclass(frozen=True)
class Unit:
    """A clause, point or other part inside a provision: a span of that provision's text.

    ``path`` is the whole address; ``start`` and ``end`` are character offsets into the
    provision's ``text``, half open, with the unit's own label ("2.", "a)") included.
    """

    path: ProvisionPath
    kind: UnitKind
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class LineSpan:
    """Where a stretch of a provision's text stands on a page of its source.

    ``start``/``end``: offsets into the provision's text. ``box``: left, top, right, bottom
    as fractions of the page (0 to 1, origin at the top left).
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Provision:
    """A unit that is stored and found by itself: an article, a heading above articles, an
    annex, or a paragraph of prose.

    ``text`` holds the words without the heading line; clauses and points are ``units`` in
    it. ``parent`` is the heading it stands under. ``note`` is the source's own words on
    validity (the codification's note). Dates are ``None`` where unknown.

    ``words_from``: the last change that the source knows the words to contain; ``None``: they
    are those that it began with. ``words_unclear``: it names a change without its day, so that
    the words are sure for the day of the source alone.
    """

    path: ProvisionPath
    kind: UnitKind
    label: str
    heading: str
    text: str
    parent: ProvisionPath | None = None
    units: tuple[Unit, ...] = ()
    lines: tuple[LineSpan, ...] = ()
    in_force_from: date | None = None
    expires_on: date | None = None
    note: str | None = None
    url: str | None = None
    words_from: date | None = None
    words_unclear: bool = False

    def unit(self, path: ProvisionPath) -> Unit | None:
        """The clause or point at ``path``, or ``None``."""
        return next((unit for unit in self.units if unit.path == path), None)


@dataclass(frozen=True)
class Document:
    """A document as it is read: head, provisions in reading order, relations, and what it
    orders to be changed in others.

    ``warnings`` are sentences in Vietnamese for the clerk who reads the report.
    """

    head: Head
    provisions: tuple[Provision, ...]
    relations: tuple[Relation, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    instructions: tuple[Instruction, ...] = field(default=())

    @property
    def number(self) -> DocumentNumber:
        """The document's number."""
        return self.head.number
