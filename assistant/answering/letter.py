"""A paragraph to paste into an official letter, made by code from the citations of a verified answer.

Nothing in it is a model's, and nothing the asker's: what it is about is told by the headings of the
provisions, since a question may hold whatever somebody wants to see in a letter. Then the addresses, the
words, how they stand on the day. Form of a citation: kind, number, day of issue, issuing body and subject
the first time, afterwards kind and number (of a law: its name), the smallest unit first (Decree
30/2020/NĐ-CP, annex I, part II; Decree 34/2016/NĐ-CP, article 75); days below ten and January and
February with a nought before them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.answering import wording
from assistant.answering.saying import name_of
from assistant.domain.answer import WRITTEN, Answer, Citation, Outcome, Part
from assistant.domain.document import DocumentKind
from assistant.domain.kinds import issuer_of, kind_named, kind_of, rank
from assistant.domain.machine_talk import speaks_to_machines
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status

_ANSWERING = frozenset({Outcome.ANSWERED, Outcome.PARTLY, Outcome.NOT_IN_FORCE})
_CITING = WRITTEN | {Part.QUOTE}
_LAWS = frozenset({DocumentKind.LAW, DocumentKind.CODE, DocumentKind.ORDINANCE, DocumentKind.CONSTITUTION})
_MOST_MATTERS = 2
_MOST_QUOTE = 1_500
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "’", "«": "‘", "»": "’"})
_ENDS = " \n.;,:"
_SPACES = re.compile(r"\s+")
_ROW = re.compile(r"^\s*\|", re.MULTILINE)
_DOWN = re.compile(
    r"(?:Quy|Ban|Hướng|Sửa|Về|Bãi|Công|Phê|Điều|Tổng|Khung|Tổ|Kế|Thông|Giao|Triển|Tăng|Chấn|Bổ"
    r"|Đính)(?= [a-zà-ỹđ])"
)


@dataclass(frozen=True)
class _Place:
    """The citations of one article, in its order, none inside another."""

    citations: tuple[Citation, ...]

    @property
    def first(self) -> Citation:
        return self.citations[0]


def paragraph(answer: Answer) -> str:
    """The paragraph; empty where the answer gives no provision (a refusal, nothing found), where a
    citation that it would need was not verified, or where words that it would quote speak to an
    answering machine. What is not in force says so, and a sample is said to be one.
    """
    if answer.outcome not in _ANSWERING:
        return ""
    places = _places(_cited(answer))
    if not places or any(_speaks_to_machines(c) for place in places for c in place.citations):
        return ""
    named = set[str]()
    told = "; ".join(_place(place, answer.as_of, named) for place in places)
    matter = _matter(places)
    said = f"{matter}, {told}." if matter else f"{told[:1].upper()}{told[1:]}."
    return " ".join([said, *_warnings(answer, places)])


def _cited(answer: Answer) -> list[Citation]:
    """The verified citations that statements stand on, each once, in their order of use."""
    used = (index for said in answer.statements if said.part in _CITING for index in said.citations)
    found = (answer.citations[index] for index in dict.fromkeys(used) if index < len(answer.citations))
    return [citation for citation in found if citation.verified]


def _places(cited: Iterable[Citation]) -> list[_Place]:
    """Citations by article, in order of first use."""
    groups: dict[str, list[Citation]] = {}
    for citation in cited:
        groups.setdefault(str(ProvisionPath.parse(citation.path).article_path), []).append(citation)
    return [_Place(tuple(_outermost(group))) for group in groups.values()]


def _outermost(group: Sequence[Citation]) -> list[Citation]:
    """In the order of the text, without those that stand inside another."""
    kept: list[Citation] = []
    for citation in sorted(group, key=lambda c: (c.start, -c.end)):
        if not kept or citation.end > kept[-1].end:
            kept.append(citation)
    return kept


def _place(place: _Place, day: date, named: set[str]) -> str:
    """``căn cứ khoản 2 Điều 5 Thông tư số … ngày … của … quy định … (còn hiệu lực …): “…”``."""
    known = place.first.document in named
    named.add(place.first.document)
    document = _again(place.first) if known else _named(place.first)
    standing = _standing(place, day)
    return f"căn cứ {_address(place.citations)} {document} ({standing}): “{_quote(place.citations)}”"


def _address(citations: Sequence[Citation]) -> str:
    """The units in words, the article said once: ``điểm a khoản 1, khoản 3 Điều 4``."""
    labels = [citation.label for citation in citations if not _leads(citation, citations)]
    tail = _article_tail(labels)
    heads = [label.removesuffix(tail).strip() for label in labels]
    return f"{', '.join(filter(None, dict.fromkeys(heads)))}{tail}".strip()


def _leads(citation: Citation, others: Sequence[Citation]) -> bool:
    """Whether a citation is but the opening words of a clause whose point is cited as well."""
    return any(other.path.startswith(f"{citation.path}.") for other in others)


def _article_tail(labels: Sequence[str]) -> str:
    """What the labels end in alike, from "Điều" on, where there are several."""
    tails = {label[label.find("Điều") - 1 :] for label in labels if label.find("Điều") > 0}
    return tails.pop() if len(labels) > 1 and len(tails) == 1 else ""


def _named(citation: Citation) -> str:
    """The document the first time that it is named."""
    number = DocumentNumber(citation.document)
    issuer = citation.issuer or issuer_of(number)
    told = [
        _kind_and_number(citation, number),
        f"ngày {_long(citation.issued_on)}" if citation.issued_on else "",
        f"của {issuer}" if issuer else "",
        "" if kind_of(number) in _LAWS else _subject(citation.document_title, number),
    ]
    return " ".join(filter(None, told))


def _again(citation: Citation) -> str:
    """The document once it has been named."""
    number = DocumentNumber(citation.document)
    return citation.document_title if _is_named_law(citation, number) else name_of(number)


def _kind_and_number(citation: Citation, number: DocumentNumber) -> str:
    if _is_named_law(citation, number):
        return f"{citation.document_title} số {number}"
    return name_of(number)


def _is_named_law(citation: Citation, number: DocumentNumber) -> bool:
    return kind_of(number) in _LAWS and kind_named(citation.document_title) in _LAWS


def _subject(title: str, number: DocumentNumber) -> str:
    """The subject as it goes on after the issuer: without the kind before it, its first letter small."""
    kind = kind_of(number)
    begins = kind is not None and kind_named(title) is kind
    rest = title[len(kind.value) :].strip() if kind and begins else title
    return f"{rest[:1].lower()}{rest[1:]}" if _DOWN.match(rest) else rest


def _standing(place: _Place, day: date) -> str:
    """How the cited words stand on the day; of several, the first that is not plainly in force."""
    on = f"vào ngày {_long(day)}"
    kind = kind_of(DocumentNumber(place.first.document)) or DocumentKind.OTHER
    if rank(DocumentKind.LETTER) <= rank(kind) < rank(DocumentKind.OTHER) and _is_calm(place.first):
        return "văn bản hành chính, không phải văn bản quy phạm pháp luật"
    doubtful = next((citation for citation in place.citations if not _is_plain(citation)), None)
    if doubtful is None:
        return f"{Status.IN_FORCE.value} {on}"
    return f"{on}: {doubtful.validity or doubtful.status.value}"


def _is_calm(citation: Citation) -> bool:
    return citation.status in {Status.IN_FORCE, Status.UNKNOWN}


def _is_plain(citation: Citation) -> bool:
    """In force, and the words are those in force: what follows a semicolon tells of other days."""
    told = citation.validity.partition(";")[0]
    return citation.status is Status.IN_FORCE and "," not in told and "bãi bỏ" not in told


def _quote(citations: Sequence[Citation]) -> str:
    """The words one after another, each after the openings that it continues and that the words before
    it do not; ``[…]`` between those that do not touch, and where they are cut.
    """
    first = citations[0]
    parts = [*(f"{lead} […]" for lead in first.leads), first.quote]
    for before, citation in pairwise(citations):
        new = [lead for lead in citation.leads if lead not in before.leads and lead not in before.quote]
        opened = [f"{lead} […]" for lead in new]
        parts += ["" if citation.start - before.end <= 1 else "[…]", *opened, citation.quote]
    text = _one_line("\n".join(filter(None, parts))).strip(_ENDS)
    if len(text) <= _MOST_QUOTE:
        return text
    return f"{text[:_MOST_QUOTE].rsplit(' ', 1)[0].rstrip(_ENDS)} […]"


def _one_line(text: str) -> str:
    """The words on one line; the rows of a table stay on lines of their own."""
    if not _ROW.search(text):
        return _SPACES.sub(" ", text)
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(lines)


def _matter(places: Sequence[_Place]) -> str:
    """``Về nội dung “Hồ sơ chuyển trường”``: the headings of the articles; empty where they have none."""
    headings = (place.first.heading.strip(_ENDS).translate(_INNER) for place in places)
    told = list(dict.fromkeys(filter(None, map(_one_line, headings))))[:_MOST_MATTERS]
    return f"Về nội dung {' và '.join(f'“{heading}”' for heading in told)}" if told else ""


def _speaks_to_machines(citation: Citation) -> bool:
    told = (citation.document_title, citation.heading, *citation.leads, citation.quote)
    return speaks_to_machines("\n".join(told))


def _warnings(answer: Answer, places: Sequence[_Place]) -> list[str]:
    """What must not be lost when the paragraph is pasted elsewhere."""
    partly = [f"({wording.PARTLY.rstrip('.')}.)"] if answer.outcome is Outcome.PARTLY else []
    sample = any(citation.sample for place in places for citation in place.citations)
    return partly + ([f"({wording.SAMPLE})"] if sample else [])


def _long(day: date) -> str:
    """``05 tháng 3 năm 2024``, ``12 tháng 02 năm 2024``, as the decree writes days."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"
