"""What a statement says of its own: every sentence of it must bear on what is cited.

A false sentence behind a true one, a subject that nothing cited knows, a permission where the law
has a penalty, an office that only a heading names: each says something the source does not, in
words that are few enough to be overlooked among the true ones.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answering.verification.actors import actor_faults
from assistant.answering.verification.alignment import CONTENT, Aligned, Clause
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind, stands_for
from assistant.answering.verification.modality import modality_faults
from assistant.answering.verification.reading import Token, read
from assistant.answering.verification.support import support_faults
from assistant.answering.verification.validity_words import speaks_of_validity

_LEAST = 2
"""Words of content that a sentence shares with its source, below which it is about something else."""

_MODALS = frozenset({Kind.MAY, Kind.MUST, Kind.FREED, Kind.NOT, Kind.BAN})
_CHOICE = re.compile(r"\b(\w+(?: \w+)?) (?:hoặc|hay) không \1\b")
_CASE = re.compile(r"\b(?:nếu|khi|trường hợp|hay không|hoặc không)\b")
_KNOWN_BY = frozenset({"bị", "thuộc", "đang", "chưa"})
_VAGUE = frozenset({"đối tượng", "phạm vi", "trường hợp", "diện"})
_TAIL = 4
"""Words behind a comma that may be a clause."""

_PENALTY = re.compile(
    r"\bbị (?:\w+ ){0,3}?(?:đình chỉ|buộc thôi|phạt|kỷ luật|kỉ luật|cảnh cáo|khiển trách|xử lý|xử lí|hủy|huỷ|"
    r"thu hồi|trừ|đuổi|cấm|tước|truy cứu)"
)


_ASSENT = re.compile(
    r"\b(?:bạn|anh|chị|em|người hỏi) nói (?:rất )?(?:đúng|phải)\b|"
    r"\b(?:tôi|trợ lý|chúng tôi) (?:\w+ )?đồng ý\b|"
    r", (?:đúng|vâng|chính xác|phải)(?: vậy| thế| rồi)?,|"
    r"[,:;] ?(?:có|được|không|đúng|phải|vâng|rồi)\s*[.!?]*$"
)
"""Agreeing with whoever asks says nothing of the law."""


def bearing_faults(aligned: Aligned) -> Iterator[Fault]:
    """What a sentence says that is not what its source speaks of."""
    if match := _ASSENT.search(aligned.reading.text.lower()):
        yield Fault(FaultKind.FORM, match.group())
    for check in (_says_nothing, _strange_persons, _narrowed, _headless, _one_way, _bare_years):
        yield from check(aligned)
    for clause in aligned.clauses:
        yield from _other_office(clause)
        yield from _other_level(clause)
        yield from _widened(clause, aligned)
        yield from _permitted_penalty(clause)


def tails(sentence: str) -> list[str]:
    """What follows each comma, where it is long enough to say something by itself; the commas of an
    address ("Điều 5, 6") and of a number divide nothing.
    """
    reading = read(sentence)
    commas = [t.start for t in reading.tokens if t.kind is Kind.MARK and t.key == ","]
    ends = [*commas[1:], len(reading.text)]
    pieces = [reading.text[start + 1 : end].strip() for start, end in zip(commas, ends, strict=False)]
    return [piece for piece in pieces if len(piece.split()) >= _TAIL]


def tail_faults(aligned: Aligned) -> Iterator[Fault]:
    """What the words behind a comma say that the source does not, whatever stands before them."""
    yield from support_faults(aligned)
    yield from actor_faults(aligned)
    yield from modality_faults(aligned)
    yield from _strange_persons(aligned)


def _says_nothing(aligned: Aligned) -> Iterator[Fault]:
    """Nothing, or too little, of what is quoted: headings and titles alone bear nothing out. What is
    said of validity has its own rules.
    """
    if speaks_of_validity(aligned.reading.text):
        return
    quoted = frozenset(word for one in aligned.source.readings for key in one.keys for word in key.split())
    told = [t for t in aligned.reading.tokens if t.kind in CONTENT or t.kind is Kind.FACT]
    held = [t for t in told if t.kind is Kind.FACT or set(t.key.split()) <= quoted]
    if len(held) < _LEAST:
        yield Fault(FaultKind.SUPPORT, " ".join(token.key for token in told))


def _strange_persons(aligned: Aligned) -> Iterator[Fault]:
    """“Người giàu”, “học sinh họ Nguyễn”: a person with an attribute that nothing cited has."""
    for token, after in pairwise(aligned.reading.tokens):
        person = token.kind is Kind.PERSON or token.key == "người"
        if person and after.kind is Kind.WORD and not _is_held(after, aligned):
            yield Fault(FaultKind.ACTOR, f"{token.key} {after.key}")


def _other_office(clause: Clause) -> Iterator[Fault]:
    """An office that a heading names, where the part that is rested on names another."""
    if clause.part is None:
        return
    own = {token.key for token in (*clause.part.tokens, *clause.part.leads) if token.kind is Kind.OFFICE}
    for token in clause.tokens:
        if token.kind is Kind.OFFICE and own and not stands_for(token.key, own):
            yield Fault(FaultKind.ACTOR, token.key)


def _other_level(clause: Clause) -> Iterator[Fault]:
    """A level beside the number of another: “tiểu học và trung học cơ sở cùng dạy 19 tiết”."""
    if clause.part is None or not any(token.fact for token in clause.tokens):
        return
    part = clause.part
    near = {token.key for token in (*part.tokens, *part.leads, *part.before)}
    if any(token.kind is Kind.LEVEL for token in part.tokens):
        for token in clause.tokens:
            if token.kind is Kind.LEVEL and token.key not in near:
                yield Fault(FaultKind.ACTOR, token.key)


def _widened(clause: Clause, aligned: Aligned) -> Iterator[Fault]:
    """A person without what the source knows it by: “công chức” of “công chức bị tai nạn lao động”."""
    said = {word for token in aligned.reading.tokens for word in token.key.split()}
    persons = {token.key for token in clause.tokens if token.kind is Kind.PERSON}
    tokens = clause.part.tokens if clause.part is not None else ()
    for at, token in enumerate(tokens[:-2]):
        if token.kind is not Kind.PERSON or token.key not in persons or tokens[at + 1].key not in _KNOWN_BY:
            continue
        known = [one for one in tokens[at + 2 : at + 7] if one.kind in CONTENT][:2]
        if known and known[0].key not in _VAGUE and not any(set(one.key.split()) <= said for one in known):
            yield Fault(FaultKind.CONDITION, known[0].key)


def _narrowed(aligned: Aligned) -> Iterator[Fault]:
    """“Người khuyết tật nặng được …”: a strange word between what the source has and what it gives."""
    for before, token, after in zip(aligned.reading.tokens, *_shifted(aligned.reading.tokens), strict=False):
        between = before.kind in CONTENT and _is_held(before, aligned) and after.kind in _MODALS
        if between and token.kind is Kind.WORD and not _is_held(token, aligned):
            yield Fault(FaultKind.SUPPORT, token.key)


def _shifted(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    return tokens[1:], tokens[2:]


def _headless(aligned: Aligned) -> Iterator[Fault]:
    """“Trường có không quá 35 học sinh”, where the source says it of “lớp của trường”."""
    said = {token.key for token in aligned.reading.tokens}
    for part in aligned.used:
        for head, owner in _owned(part.tokens):
            if owner.key in said and head.key not in said:
                yield Fault(FaultKind.ACTOR, head.key)


def _owned(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """What a sentence begins with, where it is something of something: “lớp của trường”."""
    for at, token in enumerate(tokens[:3]):
        if token.kind in _MODALS or token.fact is not None or token.kind is Kind.MARK:
            return
        if token.key == "của" and 0 < at < len(tokens) - 1:
            head, owner = tokens[at - 1], tokens[at + 1]
            if head.kind in CONTENT and owner.kind in CONTENT:
                yield head, owner


def _one_way(aligned: Aligned) -> Iterator[Fault]:
    """One side of a choice as if it were the rule: “phải đồng ý” of “đồng ý hoặc không đồng ý”."""
    said = aligned.reading.text.lower()
    if _CASE.search(said):
        return
    for part in aligned.used:
        for match in _CHOICE.finditer(" ".join(token.key for token in part.tokens)):
            told = re.search(rf"\b{match[1]}\b", said)
            if told and not re.search(rf"\bkhông {match[1]}\b", said):
                yield Fault(FaultKind.CONDITION, match[1])


def _bare_years(aligned: Aligned) -> Iterator[Fault]:
    """A year that nothing cited names: a rule that holds is made one of that time alone."""
    if speaks_of_validity(aligned.reading.text):
        return
    known = " ".join(one.text for one in (*aligned.source.readings, *aligned.source.around))
    for fact in aligned.reading.facts:
        day, _, year = fact.date or (0, 0, 0)
        if day is None and year is not None and str(year) not in known:
            yield Fault(FaultKind.DATE, aligned.reading.text[fact.start : fact.end])


def _permitted_penalty(clause: Clause) -> Iterator[Fault]:
    """“Được” of what the part it rests on punishes and nowhere permits."""
    if clause.part is None:
        return
    tokens = (*clause.part.leads, *clause.part.tokens)
    permitted = any(token.kind in (Kind.MAY, Kind.FREED) for token in tokens)
    if permitted or not _PENALTY.search(" ".join(token.key for token in tokens)):
        return
    if not any(token.kind in (Kind.NOT, Kind.BAN) or token.key == "bị" for token in clause.tokens):
        yield from (Fault(FaultKind.MODALITY, token.key) for token in clause.tokens if token.kind is Kind.MAY)


def _is_held(token: Token, aligned: Aligned) -> bool:
    source = aligned.source
    return token.key in source.keys or all(word in source.syllables for word in token.key.split())
