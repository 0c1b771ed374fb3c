"""What is said of documents, addresses and a provision's life, in English.

Names of laws, titles, headings and quotations stay Vietnamese: they are the law's own words. How
kinds of document are called follows the official English gazette: thông tư is a circular, nghị
định a decree, khoản a clause, điểm a point.
"""

from datetime import date

from assistant.answering.standing import Standing
from assistant.domain.answer import Citation
from assistant.domain.document import DocumentKind, Head, RelationKind
from assistant.domain.kinds import kind_of
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.timeline import Basis, Phase
from assistant.domain.validity import Status

_KINDS = {
    DocumentKind.CONSTITUTION: "Constitution",
    DocumentKind.CODE: "Code",
    DocumentKind.LAW: "Law",
    DocumentKind.ASSEMBLY_RESOLUTION: "Resolution of the National Assembly",
    DocumentKind.ORDINANCE: "Ordinance",
    DocumentKind.DECREE: "Decree",
    DocumentKind.RESOLUTION: "Resolution",
    DocumentKind.DECISION: "Decision",
    DocumentKind.DIRECTIVE: "Directive",
    DocumentKind.CIRCULAR: "Circular",
    DocumentKind.JOINT_CIRCULAR: "Joint Circular",
    DocumentKind.JOINT_RESOLUTION: "Joint Resolution",
    DocumentKind.EDICT: "Edict",
    DocumentKind.CONSOLIDATION: "Consolidated Document",
    DocumentKind.REGULATION: "Regulation",
    DocumentKind.LETTER: "Official Letter",
    DocumentKind.NOTICE: "Notice",
    DocumentKind.PLAN: "Plan",
    DocumentKind.REPORT: "Report",
    DocumentKind.GUIDANCE: "Guidance",
    DocumentKind.OTHER: "Document",
}
_UNITS = {
    UnitKind.PART: "Part",
    UnitKind.CHAPTER: "Chapter",
    UnitKind.SECTION: "Section",
    UnitKind.SUBSECTION: "Subsection",
    UnitKind.ARTICLE: "Article",
    UnitKind.CLAUSE: "Clause",
    UnitKind.POINT: "Point",
    UnitKind.ANNEX: "Annex",
    UnitKind.ATTACHED: "Attached Document",
    UnitKind.PARAGRAPH: "Paragraph",
    UnitKind.PREAMBLE: "Preamble",
    UnitKind.CLOSING: "Closing",
}
_UPPER = {UnitKind.PART, UnitKind.CHAPTER, UnitKind.ANNEX}
_ATTACHED = {
    "quy-che": "the attached Regulation",
    "quy-dinh": "the attached Rules",
    "dieu-le": "the attached Charter",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def shown(day: date | None) -> str:
    """A day as people write it: 1 September 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "an unknown day"


def document_name(head: Head) -> str:
    """``Circular No. 12/2024/TT-BGDM``."""
    return f"{_KINDS[head.kind]} No. {head.number}"


def name_of(number: DocumentNumber) -> str:
    """The same, as far as the number tells the kind."""
    return f"{_KINDS[kind_of(number) or DocumentKind.OTHER]} No. {number}"


def address(path: ProvisionPath) -> str:
    """An address without its document: ``Point d, Clause 2, Article 5 of the attached Regulation``."""
    units = ", ".join(map(_unit, reversed(path.segments)))
    scope = _scope(path.scope) if path.scope else ""
    return " of ".join(filter(None, (units, scope)))


def _unit(segment: Segment) -> str:
    label = segment.label.upper() if segment.kind in _UPPER else segment.label
    return f"{_UNITS[segment.kind]} {label}"


def _scope(scope: str) -> str:
    """What is issued with a document; an annex has its number in the name."""
    name = scope.split("~")[0]
    if name.startswith("phu-luc-"):
        return f"Annex {name.removeprefix('phu-luc-').upper()}"
    return _ATTACHED.get(name, "the attached document")


def place(citation: Citation) -> str:
    """``Clause 2, Article 5 of Circular No. 12/2024/TT-BGDM``."""
    path = ProvisionPath.parse(citation.path)
    return _of(address(path), name_of(path.document))


def place_of(path: ProvisionPath, head: Head) -> str:
    """The same with a document's head."""
    return _of(address(path), document_name(head))


def _of(where: str, document: str) -> str:
    return f"{where} of {document}" if where else document


_VERBS = {
    RelationKind.AMENDS.value: "amended by",
    RelationKind.CORRECTS.value: "corrected by",
    RelationKind.REPEALS.value: "repealed by",
    RelationKind.REPLACES.value: "replaced by",
    RelationKind.SUSPENDS.value: "suspended by",
}


def said_of(basis: Basis, *, dated: bool = True) -> str:
    """What a basis did: "amended by Clause 1, Article 1 of Circular No. ... from 1 April 2025"; a
    clerk's or a snapshot's own Vietnamese words in quotation marks.
    """
    source = basis.source
    if source is None:
        return f"“{basis.words or basis.act}”"
    since = f" from {shown(basis.day)}" if basis.day and dated else ""
    return f"{_VERBS.get(basis.act, 'affected by')} {_of(address(source), name_of(source.document))}{since}"


def told(bases: tuple[Basis, ...], *, dated: bool = True) -> str:
    """What several did, each once."""
    return "; ".join(dict.fromkeys(said_of(basis, dated=dated) for basis in bases))


STATUS = {
    Status.NOT_YET: "not yet in force",
    Status.IN_FORCE: "in force",
    Status.PARTLY_EXPIRED: "in force in part",
    Status.EXPIRED: "no longer in force",
    Status.SUSPENDED: "suspended",
    Status.UNKNOWN: "of unknown force",
}


def around(standing: Standing) -> list[str]:
    """What brought the words in force on the day, and what is known to follow them."""
    if standing.status is not Status.IN_FORCE:
        return []
    made = f"these words hold since {shown(standing.words_from)}: {_made(standing)}" if standing.made else ""
    return [said for said in (made, _coming(standing.coming)) if said]


def _made(standing: Standing) -> str:
    return "; ".join(dict.fromkeys(map(_part_made, standing.made)))


def _part_made(basis: Basis) -> str:
    """What made the words of a provision that goes on: what was repealed is some of it."""
    said = said_of(basis, dated=False)
    if basis.part is not None and basis.part.segments:
        return f"{address(basis.part)} {said}"
    return f"some content {said}" if basis.act == RelationKind.REPEALS.value else said


_COMING = {
    Status.IN_FORCE: "its words change on",
    Status.EXPIRED: "it is no longer in force from",
    Status.SUSPENDED: "it is suspended from",
}


def _coming(phase: Phase | None) -> str:
    """What is known to come after the stretch asked about."""
    return f"{_COMING[phase.status]} {shown(phase.starts)}" if phase and phase.status in _COMING else ""


def validity_of(citation: Citation) -> str:
    """How a citation stands on its day, from its own dates: ``in force since 1 September 2024``."""
    status = STATUS[citation.status]
    if citation.status is Status.IN_FORCE and citation.in_force_from:
        return f"{status} since {shown(citation.in_force_from)}"
    if citation.status is Status.NOT_YET and citation.in_force_from:
        return f"{status}; in force from {shown(citation.in_force_from)}"
    if citation.status is Status.EXPIRED and (citation.version_from or citation.expires_on):
        return f"{status} since {shown(citation.expires_on or citation.version_from)}"
    if citation.status is Status.PARTLY_EXPIRED:
        return "in force; these words were amended later"
    return status
