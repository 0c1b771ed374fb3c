"""Citations: exact words of a provision with its address, dates, link and place on the page."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.answering.openings import openings
from assistant.answering.passages import Span
from assistant.answering.saying import basis_sentence, said_of, shown, stands
from assistant.answering.standing import Standing
from assistant.domain.answer import Citation, PageMark
from assistant.domain.document import Head, LineSpan, Provision
from assistant.domain.path import UnitKind
from assistant.library.records import StoredProvision


def cite(stored: StoredProvision, span: Span, standing: Standing) -> Citation:
    """The citation of ``span`` of ``stored``, not verified yet."""
    provision, head = stored.provision, stored.document
    return Citation(
        path=str(span.path),
        document=str(head.number),
        document_title=head.title,
        article=provision.path.article,
        label=label_of(provision, span),
        heading=provision.heading,
        headings=stored.headings,
        leads=openings(provision, span),
        quote=provision.text[span.start : span.end],
        start=span.start,
        end=span.end,
        status=standing.status_at(span.path),
        in_force_from=stored.in_force_from,
        expires_on=stored.expires_on,
        version_from=standing.phase.starts,
        version_to=standing.phase.ends,
        validity=stands(stored, standing, span.path),
        basis=tuple(dict.fromkeys(_bases(standing, span))),
        words=stored.words,
        computed=stored.computed,
        note=_note(stored, standing, span),
        issuer=head.issuer,
        issued_on=head.issued_on,
        url=provision.url or head.url,
        sample=head.sample,
        pages=marks(provision.lines, span),
    )


def label_of(provision: Provision, span: Span) -> str:
    """The address in words; a paragraph of prose and an annex have their own labels."""
    words = span.path.vietnamese() or provision.label
    return f"{words} {_attached(span)}".strip() if span.path.scope else words


def _attached(span: Span) -> str:
    names = {
        "quy-che": "của Quy chế kèm theo",
        "quy-dinh": "của Quy định kèm theo",
        "dieu-le": "của Điều lệ kèm theo",
    }
    return names.get((span.path.scope or "").split("~")[0], "của văn bản kèm theo")


def document_name(head: Head) -> str:
    """``Thông tư số 12/2024/TT-BGDM``."""
    kind = head.kind.value
    return f"{kind[:1].upper()}{kind[1:]} số {head.number}"


def _note(stored: StoredProvision, standing: Standing, span: Span) -> str | None:
    """The source's note, then what the library knows of changes, a sentence each."""
    notes = [stored.provision.note or ""]
    changes = (*standing.changes_at(span.path), *standing.ends)
    notes += [f"{_capital(said_of(change))}." for change in changes]
    if stored.known_until:
        notes.append(f"Theo Bộ pháp điển, cập nhật đến ngày {shown(stored.known_until)}.")
    return "\n".join(note for note in notes if note) or None


def _bases(standing: Standing, span: Span) -> Iterable[str]:
    """A sentence for each source of the standing, in the order in which they took effect."""
    out = standing.out_at(span.path)
    told = (*standing.phase.because, *standing.changes_at(span.path), *filter(None, [out]))
    return map(basis_sentence, told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def marks(lines: Sequence[LineSpan], span: Span) -> tuple[PageMark, ...]:
    """The lines of the page on which ``span`` stands, page by page."""
    hit = [line for line in lines if line.start < span.end and span.start < line.end]
    pages = groupby(sorted(hit, key=lambda line: (line.page, line.start)), lambda line: line.page)
    return tuple(PageMark(page=page, boxes=_boxes(group)) for page, group in pages)


def _boxes(lines: Iterable[LineSpan]) -> tuple[tuple[float, float, float, float], ...]:
    return tuple(line.box for line in lines)


def is_prose(stored: StoredProvision) -> bool:
    """Whether the provision is a paragraph of a report or a letter."""
    return stored.provision.kind is UnitKind.PARAGRAPH
