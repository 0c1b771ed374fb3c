"""What a statement says of its own: every sentence of it must bear on what is cited.

A false sentence behind a true one, a subject that nothing cited knows, a permission where the law
has a penalty, an office that only a heading names: each says something the source does not, in
words that are few enough to be overlooked among the true ones.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.answering.verification.actors import actor_faults
from assistant.answering.verification.alignment import CONTENT, Aligned, Clause
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.modality import modality_faults
from assistant.answering.verification.reading import Token
from assistant.answering.verification.support import support_faults
from assistant.answering.verification.validity_words import speaks_of_validity

_LEAST = 2
"""Words of content that a sentence shares with its source, below which it is about something else."""

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
    yield from _says_nothing(aligned)
    yield from _strange_persons(aligned)
    for clause in aligned.clauses:
        yield from _other_office(clause)
        yield from _permitted_penalty(clause)


def tails(sentence: str) -> list[str]:
    """What follows each comma, where it is long enough to say something by itself."""
    pieces = [piece.strip() for piece in sentence.split(",")[1:]]
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
        if token.kind is Kind.OFFICE and own and token.key not in own:
            yield Fault(FaultKind.ACTOR, token.key)


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
