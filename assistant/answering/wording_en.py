"""The English sentences of an answer: the counterparts of ``wording``, by the same names and inputs.

Quotations, titles and headings stay Vietnamese.
"""

from collections.abc import Sequence
from datetime import date

from assistant.answering.saying_en import (
    STATUS,
    address,
    around,
    document_name,
    name_of,
    place,
    place_of,
    said_of,
    shown,
    told,
    validity_of,
)
from assistant.answering.standing import Standing
from assistant.answering.wording import NO_LAW, quoted, short
from assistant.domain.answer import Citation
from assistant.domain.document import Head
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.timeline import Basis
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision

__all__ = ["around", "quoted", "short"]

NOT_FOUND = "No provision in the library was found that answers this question."
NOT_FOUND_HINT = (
    "Try to say more precisely what you need to know, the level of education, whom it is about, or the "
    "number of the document; the library may also not have the document."
)
PARTLY = "This is the nearest provision that was found; it may not answer the whole question."
OUT_OF_SCOPE = "This question is outside the regulations on education that the assistant looks up."
OUT_OF_SCOPE_HINT = (
    "The assistant answers only about schools, teachers, learners, examinations, tuition and the "
    "management of education."
)
WHICH_DOCUMENT = (
    "Several documents have this provision. Which one do you mean? Please add its number or its name."
)
NOT_ALL_SHOWN = (
    "Part of the answer is not shown, as it could not be verified; the provision follows word for word."
)
NEAREST = "The provision nearest to the question, word for word:"
MACHINE_TALK = (
    "The quoted provision has a sentence that reads like an order to an answering machine; please compare it "
    "with the original document before using it."
)
SAMPLE = "Note: this is a sample document to try the assistant with; it has no legal force."
HIGHER = "a document of higher legal rank"
LATER = "the later document of the same body"
_CLAUSES = 3
_HEADING_END = ".:; "


def introduce(stored: StoredProvision, citation: Citation, *, old_words: bool = False) -> str:
    """``According to Clause 2, Article 5 of Circular No. ... (title) on “heading”:``."""
    head = stored.document
    title = f" ({short(head.title)})" if head.title else ""
    prefix = "Words before the amendment, in" if old_words else "According to"
    return f"{prefix} {place_of(ProvisionPath.parse(citation.path), head)}{title}{_heading(stored)}:"


def _heading(stored: StoredProvision) -> str:
    heading = stored.provision.heading.rstrip(_HEADING_END)
    return f" on “{heading}”" if heading and stored.provision.kind is not UnitKind.PARAGRAPH else ""


def named(path: ProvisionPath, label: str) -> str:
    """An address with its document; by its label where it has no words."""
    return " of ".join(filter(None, (address(path) or label, name_of(path.document))))


def stands(where: str, citation: Citation) -> str:
    """How a cited provision stands on the day; ``where``: its address, in English."""
    return _with_note(f"Validity of {where}: {validity_of(citation)}.", sample=citation.sample)


def _with_note(text: str, *, sample: bool) -> str:
    return f"{text} {SAMPLE}" if sample else text


def referred(citation: Citation) -> str:
    """Before the words that a cited clause points to."""
    heading = f" on “{citation.heading.rstrip(_HEADING_END)}”" if citation.heading else ""
    state = "" if citation.status is Status.IN_FORCE else f" ({validity_of(citation)})"
    return f"Referred to above, {place(citation)}{heading}{state}:"


def about(head: Head) -> str:
    """A document in a sentence, where the question names it and asks nothing of it."""
    facts = [
        f"issued on {shown(head.issued_on)}" if head.issued_on else "",
        f"by {head.issuer}" if head.issuer else "",
    ]
    return f"{document_name(head)}: {'; '.join([head.title or 'no title known', *filter(None, facts)])}."


def validity(stored: StoredProvision, standing: Standing, day: date, *, old_words: bool = False) -> str:
    """The line on validity with the day asked about. Unknown is said to be unknown."""
    head, status = stored.document, standing.status
    if head.kind in NO_LAW and status in {Status.UNKNOWN, Status.IN_FORCE}:
        issued = f", issued on {shown(head.issued_on)}," if head.issued_on else ""
        line = (
            f"As of {shown(day)}: {document_name(head)}{issued} is an administrative document, not a legal "
            "normative one."
        )
    else:
        line = f"Validity on {shown(day)}: {_status(stored, standing, old_words=old_words)}."
    return _with_note(line, sample=head.sample)


def _status(stored: StoredProvision, standing: Standing, *, old_words: bool) -> str:
    since = f" (since {shown(stored.in_force_from)})" if stored.in_force_from else ""
    basis = _basis(stored)
    if old_words:
        return f"these words were amended as told above; the rest of the article is in force{since}, {basis}"
    lines = {
        Status.IN_FORCE: f"in force{since}, {basis}",
        Status.NOT_YET: f"not yet in force; in force from {shown(stored.in_force_from)}, {basis}",
        Status.EXPIRED: f"no longer in force since {shown(standing.phase.starts)}, {basis}",
        Status.UNKNOWN: f"not known; {_unknown(stored, standing)}",
    }
    return lines.get(standing.status, f"{STATUS[standing.status]}, {basis}")


def _basis(stored: StoredProvision) -> str:
    if stored.known_until:
        return f"by the official codification, updated to {shown(stored.known_until)}"
    return "by this library"


def _unknown(stored: StoredProvision, standing: Standing) -> str:
    doubts = tuple(basis for basis in standing.phase.because if basis.source is not None)
    if doubts:
        return f"it may have been {told(doubts)}, but the library does not know the day"
    if not stored.listed:
        return "the article is no longer in the newer official codification; check it before you apply it"
    return "the library does not have the day on which it came into force"


def changed(standing: Standing) -> str:
    """What changed the article later, in a sentence; empty where nothing is known."""
    return f"Some content of this article was {told(standing.changes)}." if standing.changes else ""


def repealed(citation: Citation, repeals: Sequence[Basis], day: date) -> str:
    """That a unit was taken out of a document that goes on."""
    line = f"As of {shown(day)}, {place(citation)} has been {told(tuple(repeals))}."
    return _with_note(line, sample=citation.sample)


def unworded(stored: StoredProvision, day: date) -> str:
    """That a provision was in force on a day in words that the library does not have."""
    provision, head = stored.provision, stored.document
    link = provision.url or head.url
    see = f" See the document at {link}." if link else ""
    where = f"{place_of(provision.path, head)}{_heading(stored)}"
    return (
        f"On {shown(day)}, {where} was in force, but the library does not have its words of that day, "
        f"so they are not quoted.{see}"
    )


def before_the_library(first: date) -> str:
    """That no text of the library was in force yet on the day asked."""
    return (
        f"The library has no document in force on the day asked about; the earliest is from {shown(first)}."
    )


def unknown_document(words: str) -> str:
    """That a day was named by a document whose days the library does not know."""
    return f"The library does not know which day “{words}” is, so it answers as of today."


def after_the_code(known: date) -> str:
    """Up to which day the codification in the library knows of changes."""
    return (
        f"The official codification in the library is updated to {shown(known)}; later changes are known "
        "only from documents read beside it."
    )


def in_the_future(day: date, today: date) -> str:
    """That a day to come is answered from what is known now."""
    return (
        f"{shown(day)} is in the future: the answer follows the changes known by {shown(today)}; the rules "
        "may still change."
    )


def changed_within(label: str, days: Sequence[date]) -> str:
    """That a rule changed inside the stretch of time asked about."""
    listed = ", ".join(map(shown, days))
    return f"Within the time asked about, {label} changed on {listed}; please ask about each day by itself."


def earlier_rule(stored: StoredProvision, standing: Standing) -> str:
    """A rule on the matter that has ended, and what ended it."""
    ends = told(tuple(end for end in standing.ends if end.source))
    more = f", {ends}" if ends else ""
    where = place_of(stored.provision.path, stored.document)
    return f"The earlier rule in {where} is no longer in force since {shown(standing.phase.starts)}{more}."


def transition(clauses: Sequence[ProvisionPath]) -> str:
    """That a document has transitional clauses: the older rule may govern some cases."""
    listed = "; ".join(address(clause) or "the document" for clause in clauses[:_CLAUSES])
    more = f" and {len(clauses) - _CLAUSES} other places" if len(clauses) > _CLAUSES else ""
    name = name_of(clauses[0].document)
    return f"{name} has transitional provisions ({listed}{more}): some cases still follow the earlier rules."


def coming_rule(stored: StoredProvision) -> str:
    """A rule on the matter that is not in force yet."""
    where = place_of(stored.provision.path, stored.document)
    return (
        f"{where} also regulates this matter, but is not yet in force (from {shown(stored.in_force_from)})."
    )


def two_rules(first: StoredProvision, second: StoredProvision, why: str) -> str:
    """Two provisions in force on one matter, and which one applies where they differ."""
    one, other = (place_of(rule.provision.path, rule.document) for rule in (first, second))
    return f"{one} and {other} both regulate this matter. Where they differ, {one} applies ({why})."


def part_out(citation: Citation, day: date) -> str:
    """That a unit is out of force by itself on a day."""
    return f"On {shown(day)}, {place(citation)} does not apply: {validity_of(citation)}."


def ended(stored: StoredProvision, standing: Standing) -> str:
    """What ended a text, or that nothing is known of it."""
    name = document_name(stored.document)
    if standing.status is Status.NOT_YET:
        return (
            "The library has no rule on this matter that was in force on the day asked about; "
            f"{name} has one, but it was not yet in force then."
        )
    ends = "; ".join(dict.fromkeys(map(said_of, standing.ends)))
    more = f": {ends}" if ends else ""
    return f"The rule found in {name} was not in force on the day asked about{more}."


def no_such_document(asked: str, nearest: Sequence[DocumentNumber]) -> str:
    """A number that the library does not have is said so, never guessed."""
    near = f" Similar numbers in the library: {', '.join(map(str, nearest))}." if nearest else ""
    return f"The library does not have the document “{asked}”.{near}"


def no_such_provision(asked: str, document: str) -> str:
    """The document is there and has no such article."""
    return f"Document No. {document} is in the library but has no “{asked}”."


def ambiguous(asked: str, heads: Sequence[Head], total: int) -> str:
    """Which documents a short number may mean."""
    rows = "\n".join(f"- {document_name(head)}: {short(head.title)}" for head in heads)
    more = f"\n- … and {total - len(heads)} other documents" if total > len(heads) else ""
    return f"“{asked}” may be one of these {total} documents. Which one do you mean?\n{rows}{more}"
