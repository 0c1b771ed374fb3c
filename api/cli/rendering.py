"""Hits, answers, documents and provisions as text for people and as values for programs."""

from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from api.cli.following import definitions_text, followed_text
from api.cli.showing import Found
from api.cli.written import by_model, letter, said
from api.lives import words_of
from api.sentences import bases, words_note
from assistant.domain.answer import Answer, Citation, Outcome
from assistant.domain.path import UnitKind

if TYPE_CHECKING:
    from assistant.domain.document import Head, Provision
    from assistant.library.records import StoredProvision
    from assistant.retrieval import Hit

_EXCERPT = 300


def hit_values(hit: "Hit", day: date) -> dict[str, Any]:
    """A hit for a program; ``text`` is the whole text of the provision, ``status`` that of a day."""
    provision, head = hit.stored.provision, hit.stored.document
    return {
        "document": str(head.number),
        "article": provision.path.article,
        "path": str(provision.path),
        "title": _title(provision),
        "score": round(hit.score, 6),
        "text": provision.text,
        "document_title": head.title,
        "headings": list(hit.stored.headings),
        "status": hit.stored.status_on(day).value,
        "words_known": hit.stored.words_stand_on(day),
        "in_force_from": hit.stored.in_force_from,
        "expires_on": hit.stored.expires_on,
        "url": provision.url or head.url,
    }


def hit_text(rank: int, hit: "Hit", day: date) -> Text:
    """A hit in a few lines."""
    provision, head = hit.stored.provision, hit.stored.document
    excerpt = " ".join(provision.text.split())
    excerpt = excerpt if len(excerpt) <= _EXCERPT else excerpt[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    return Text.assemble(
        (f"{rank}. ", "bold"),
        (_title(provision), "bold cyan"),
        f"  ({hit.score:.2f})\n",
        (f"   {_document(head)}\n", ""),
        (f"   {' › '.join(hit.stored.headings)}\n" if hit.stored.headings else "", "dim"),
        (f"   {provision.path}  ({hit.stored.status_on(day).value})\n", "dim"),
        f"   {excerpt}\n",
    )


def _title(provision: "Provision") -> str:
    return ". ".join(filter(None, (provision.label, provision.heading))) or str(provision.path)


def _document(head: "Head") -> str:
    kind = head.kind.value[:1].upper() + head.kind.value[1:]
    named = f"{kind} {head.number}" + (f" – {head.title}" if head.title else "")
    return named + (" [VĂN BẢN MẪU]" if head.sample else "")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "chưa rõ"


def answer_text(answer: Answer) -> Text:
    """An answer with its citations."""
    text = Text()
    good = answer.outcome in {Outcome.ANSWERED, Outcome.PARTLY}
    reason = f" ({answer.as_of_reason})" if answer.as_of_reason else ""
    text.append(f"Hiệu lực xét vào ngày {_day(answer.as_of)}{reason}\n", style="dim")
    text.append(read_as(str(answer.understood.get("told", ""))))
    for notice in answer.notices:
        text.append(f"! {notice}\n", style="yellow")
    text.append(said(answer) + "\n", style="bold" if good else "yellow")
    text.append_text(by_model(answer))
    for number, citation in enumerate(answer.citations, 1):
        text.append_text(_citation(number, citation, told=citation.quote in answer.answer.replace("> ", "")))
    text.append_text(followed_text(answer.followed))
    text.append_text(definitions_text(answer.definitions))
    text.append_text(letter(answer))
    for suggestion in answer.suggestions:
        text.append(f"• {suggestion}\n", style="dim")
    if answer.id:
        text.append(f"\nKiểm tra lại sau này: hocvu still-valid {answer.id}\n", style="dim")
    return text


def read_as(told: str) -> Text:
    """How the question was read, where that is not how it was typed."""
    return Text(f"Hiểu là: {told}\n" if told else "", style="dim")


def _citation(number: int, citation: Citation, *, told: bool) -> Text:
    """Where the words stand; the words themselves unless the answer has ``told`` them."""
    sample = " [VĂN BẢN MẪU]" if citation.sample else ""
    return Text.assemble(
        (f"\n[{number}] {citation.label}, {citation.document}{sample}\n", "bold cyan"),
        f"    {citation.document_title}\n" if citation.document_title else "",
        (f"    {' › '.join(citation.headings)}\n" if citation.headings else "", "dim"),
        ("" if told else "".join(f"    {lead}\n" for lead in citation.leads), "dim"),
        "" if told else f"    “{citation.quote}”\n",
        (f"    {_standing(citation)}", "dim"),
        *((f"\n    {sentence}", "dim") for sentence in citation.basis),
        (f"\n    {citation.path}" + (f"  {citation.url}" if citation.url else "") + "\n", "dim"),
    )


def _standing(citation: Citation) -> str:
    """The validity line; in days where there is none."""
    until = f"; đến {_day(citation.expires_on)}" if citation.expires_on else ""
    days = f"{citation.status.value}; hiệu lực từ {_day(citation.in_force_from)}{until}"
    return citation.validity or days


def document_values(found: Found) -> dict[str, Any]:
    """A document's head and its tree of provisions in reading order."""
    head = found.document.head
    return {
        "number": str(head.number),
        "kind": head.kind.value,
        "title": head.title,
        "issuer": head.issuer,
        "issued_on": head.issued_on,
        "in_force_from": head.in_force_from,
        "expires_on": head.expires_on,
        "as_of": found.day,
        "status": found.document.status_on(found.day).value,
        "signer": head.signer,
        "url": head.url,
        "sample": head.sample,
        "source": found.document.source.name,
        "provisions": [_node(stored, found.day) for stored in found.outline],
    }


def _node(stored: "StoredProvision", day: date) -> dict[str, Any]:
    provision = stored.provision
    return {
        "path": str(provision.path),
        "kind": provision.kind.value,
        "label": provision.label,
        "heading": provision.heading,
        "parent": str(provision.parent) if provision.parent else None,
        "status": stored.status_on(day).value,
        "words_known": stored.words_stand_on(day),
        "units": [str(unit.path) for unit in provision.units],
    }


_DEPTHS = {
    UnitKind.ATTACHED: 0,
    UnitKind.ANNEX: 0,
    UnitKind.PART: 0,
    UnitKind.CHAPTER: 1,
    UnitKind.SECTION: 2,
    UnitKind.SUBSECTION: 3,
}


def document_text(found: Found) -> Text:
    """A document's head and its table of contents."""
    head = found.document.head
    text = Text(_document(head) + "\n", style="bold")
    issuer = f"{head.issuer}, " if head.issuer else ""
    text.append(
        f"{issuer}ban hành {_day(head.issued_on)}, hiệu lực từ {_day(head.in_force_from)}\n", style="dim"
    )
    text.append(f"Ngày {_day(found.day)}: {found.document.status_on(found.day).value}\n\n", style="dim")
    for stored in found.outline:
        provision = stored.provision
        indent = "  " * _DEPTHS.get(provision.kind, 4)
        title = _title(provision)
        if provision.kind is UnitKind.PARAGRAPH:
            title = " ".join(provision.text.split())[:100]
        text.append(f"{indent}{title}", style="" if provision.kind in _DEPTHS else "cyan")
        text.append(f"   {provision.path}\n", style="dim")
    return text


def provision_values(found: Found) -> dict[str, Any]:
    """A provision, and the span of the clause or point asked for."""
    stored, unit = found.stored, found.unit
    assert stored is not None  # noqa: S101  the caller asked for a provision
    provision = stored.provision
    start, end = (unit.start, unit.end) if unit else (0, len(provision.text))
    return {
        "path": str(found.path),
        "document": str(stored.document.number),
        "document_title": stored.document.title,
        "article": provision.path.article,
        "title": _title(provision),
        "headings": list(stored.headings),
        "text": provision.text[start:end],
        "context": provision.text,
        "start": start,
        "end": end,
        "units": [{"path": str(u.path), "start": u.start, "end": u.end} for u in provision.units],
        "as_of": found.day,
        "status": stored.status_on(found.day).value,
        **words_of(stored, found.day),
        "in_force_from": stored.in_force_from,
        "expires_on": stored.expires_on,
        "note": provision.note,
        "url": provision.url or stored.document.url,
    }


def provision_text(found: Found) -> Text:
    """A provision, with the clause or point asked for marked in it."""
    stored = found.stored
    assert stored is not None  # noqa: S101
    provision, unit = stored.provision, found.unit
    text = Text(_document(stored.document) + "\n", style="bold")
    for heading in stored.headings:
        text.append(heading + "\n", style="dim")
    text.append(_title(provision) + "\n", style="bold cyan")
    if note := words_note(stored, found.day):
        text.append(note + "\n", style="yellow")
    offset = len(text)
    text.append(provision.text + "\n")
    if unit:
        text.stylize("black on yellow", offset + unit.start, offset + unit.end)
        text.append(f"\nĐược tô sáng: {unit.path.vietnamese()}\n", style="dim")
    text.append(f"\nNgày {_day(found.day)}: {stored.status_on(found.day).value}\n", style="dim")
    for sentence in bases(stored.timeline.on(found.day)):
        text.append(sentence + "\n", style="dim")
    if provision.note:
        text.append(provision.note + "\n", style="dim")
    return text
