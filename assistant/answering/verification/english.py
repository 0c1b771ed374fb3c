"""Statements in English, each of which carries the Vietnamese words that it stands on.

The quotation says which sentence is meant; the English words around it are held against that
sentence: its numbers and addresses, what it denies, permits, demands, limits, and whom it names.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.verification.alignment import Aligned, align
from assistant.answering.verification.facts import Fact, facts_of
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.figures import holds
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.quotations import is_verbatim, quotations
from assistant.answering.verification.reading import Token, read
from assistant.answering.verification.references import reference_faults
from assistant.answering.verification.source import Part, source_of
from assistant.answering.verification.validity_words import days_known
from assistant.domain.answer import Citation

_LEAST = 5
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_BOUNDED = _words(
    r"(?:not|no) (?:more|less|fewer|later|earlier|longer) than|not exceed(?:ing)?|no longer in force|not only"
)
_IF_ANY = _words(r"if any|where applicable|if applicable")
_NEGATIONS = _words(
    r"not|no|never|cannot|neither|nor|without|\w+n't|prohibited|forbidden|banned|"
    r"free of charge|exempt\w*|refus\w*|reject\w*|disagree\w*|den(?:y|ies|ied)"
)
_UNFREED = _words(
    r"(?:no one|nobody|none|not|never|no|neither|cannot|\w+n't)\W+(?:\w+\W+){0,4}?"
    r"(?:exempt\w*|free of charge)"
)
_MARKS: tuple[tuple[re.Pattern[str], frozenset[Kind], FaultKind], ...] = (
    (_words("unless|except|excluding|other than"), frozenset({Kind.EXCEPT, Kind.NOT}), FaultKind.CONDITION),
    (_words("only|solely"), frozenset({Kind.ONLY, Kind.EXCEPT}), FaultKind.CONDITION),
    (
        _words("all|every|any|always"),
        frozenset({Kind.ALL, Kind.FULL, Kind.NOT, Kind.BAN}),
        FaultKind.CONDITION,
    ),
    (
        _words("if|when|where|in case|provided that|as long as"),
        frozenset({Kind.IF, Kind.EXCEPT, Kind.CHOICE, Kind.FULL}),
        FaultKind.CONDITION,
    ),
)
_DUTY = _words("must|shall|required|have to|has to|obliged|mandatory|compulsory")
_RIGHT = _words("may|can|entitled|allowed|permitted|right to|eligible")
_UNITS = {"day": "ngày", "week": "tuần", "month": "tháng", "year": "năm", "semester": "học kỳ"}
_RATE = re.compile(rf"\b(?:a|an|per|each|every) (?P<unit>{'|'.join(_UNITS)})\b", re.IGNORECASE)
# The longest first: "vice principal" names no principal.
_NAMES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (pattern, frozenset(keys.split("|")))
    for pattern, keys in (
        ("(?:vice|deputy)[- ]principals?", "phó hiệu trưởng"),
        ("principals?|headmasters?|rectors?", "hiệu trưởng"),
        ("lower[- ]secondary|junior high", "trung học cơ sở"),
        ("upper[- ]secondary|(?:senior )?high school", "trung học phổ thông"),
        ("secondary", "trung học cơ sở|trung học phổ thông|trung học"),
        ("primary|elementary", "tiểu học"),
        ("preschools?|kindergartens?|nursery", "mầm non|mẫu giáo|nhà trẻ"),
        ("universit(?:y|ies)|undergraduates?", "đại học|sinh viên"),
        ("colleges?", "cao đẳng"),
        ("masters?|master's", "thạc sĩ"),
        ("doctoral|doctorates?|ph\\.?d", "tiến sĩ"),
        ("private", "tư thục|dân lập"),
        ("public schools?|state schools?", "công lập"),
        ("teachers?", "giáo viên|nhà giáo|giảng viên"),
        ("lecturers?", "giảng viên|nhà giáo"),
        ("parents?", "cha|mẹ|cha mẹ"),
        ("guardians?", "người giám hộ"),
        ("director", "giám đốc"),
        ("certified|notari[sz]ed", "chứng thực"),
        ("originals?", "bản chính"),
        ("cop(?:y|ies)", "bản sao|bản"),
    )
)


def english_faults(text: str, cited: Sequence[Citation], day: date) -> Iterator[Fault]:
    """What is wrong with an English statement beside its form, its quotations and its validity."""
    quoted = [words for words in quotations(text) if len(_WORD.findall(words)) >= _LEAST]
    if not any(is_verbatim(words, cited) for words in quoted):
        yield Fault(FaultKind.QUOTATION, "")
        return
    source = source_of(cited)
    resting = align(read("\n".join(quoted)), source)
    said = _GROUPED.sub(".", _outside(text, quotations(text)))
    yield from _figures(said, resting, [day, *days_known(cited)])
    yield from reference_faults(Aligned(read(said), source, (), (), resting.used, resting.weights))
    yield from _polarity(said, resting)
    yield from _modality(said, resting.used)
    yield from _names(said, resting.used)


def _outside(text: str, quoted: Sequence[str]) -> str:
    """The English words: the statement without its quotations."""
    for words in quoted:
        text = text.replace(words, " ")
    return text


def _figures(said: str, resting: Aligned, days: Sequence[date]) -> Iterator[Fault]:
    reading = read(said)
    known = [(one.day, one.month, one.year) for one in days]
    masked = [(one.start, one.end) for one in reading.addresses]
    masked += [(one.start, one.end) for one in reading.documents]
    for fact in facts_of(said, masked=masked):
        if fact.loose or _is_known(fact, known) or any(holds(part, fact) for part in _with_items(resting)):
            continue
        yield Fault(FaultKind.NUMBER if fact.date is None else FaultKind.DATE, said[fact.start : fact.end])


def _with_items(resting: Aligned) -> Iterator[Part]:
    """The parts that a statement rests on, and the items that these lead."""
    for part in resting.source.parts:
        if part in resting.used or any(one.tokens[0] in part.leads for one in resting.used):
            yield part


def _is_known(fact: Fact, days: Sequence[tuple[int, int, int]]) -> bool:
    return fact.date is not None and fact.date in days


def _kinds(parts: Sequence[Part]) -> set[Kind]:
    return {token.kind for part in parts for token in (*part.tokens, *part.leads)}


def _meant(resting: Aligned) -> set[Kind]:
    """What the quoted words do, with the word before them in their sentence: a quotation may not be
    cut off behind its "không".
    """
    kinds = {token.kind for token in resting.reading.tokens}
    kinds |= {t.kind for part in resting.used for t in (*part.leads, *part.heading) if t.kind is Kind.BAN}
    quoted = [token.key for token in resting.reading.tokens][:1]
    for part in resting.used:
        keys = [token.key for token in part.tokens]
        kinds |= {part.tokens[at - 1].kind for at in range(1, len(keys)) if keys[at : at + 1] == quoted}
    return kinds


def _polarity(said: str, resting: Aligned) -> Iterator[Fault]:
    """Negations, exceptions and limits that one side has and the other has not."""
    kinds = _kinds(resting.used)
    plain = _BOUNDED.sub(" ", said)
    if any("nếu có" in part.own for part in resting.used):
        plain = _IF_ANY.sub(" ", plain)
    denied = _meant(resting) & {Kind.NOT, Kind.BAN, Kind.FREED} - _both_ways(resting)
    denies = _NEGATIONS.search(plain) or _MARKS[0][0].search(plain)
    may_deny = kinds & {Kind.EXCEPT, Kind.NOT, Kind.BAN, Kind.FREED}
    if (denied and not denies) or (denies and not denied and not may_deny):
        yield Fault(FaultKind.NEGATION, denies.group() if denies else "")
    if (unfreed := _UNFREED.search(plain)) and Kind.FREED in kinds and not kinds & {Kind.NOT, Kind.BAN}:
        yield Fault(FaultKind.NEGATION, unfreed.group())
    for pattern, wanted, fault in _MARKS:
        if (match := pattern.search(plain)) and not kinds & wanted:
            yield Fault(fault, match.group())
    for kind, at in ((Kind.EXCEPT, 0), (Kind.ONLY, 1)):
        if kind in kinds and not _MARKS[at][0].search(plain):
            yield Fault(FaultKind.CONDITION, kind.value)


def _both_ways(resting: Aligned) -> set[Kind]:
    """The denial of a choice ("đồng ý hoặc không đồng ý"), which says neither."""
    tokens = resting.reading.tokens
    chosen = (at for at in range(2, len(tokens) - 1) if _chosen(tokens, at))
    return {Kind.NOT} if any(tokens[at - 2].key == tokens[at + 1].key for at in chosen) else set()


def _chosen(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind is Kind.NOT and tokens[at - 1].kind is Kind.OR


def _modality(said: str, parts: Sequence[Part]) -> Iterator[Fault]:
    kinds = _kinds(parts)
    if (match := _DUTY.search(said)) and Kind.MAY in kinds and Kind.MUST not in kinds:
        yield Fault(FaultKind.MODALITY, match.group())
    may_not = kinds & {Kind.NOT, Kind.BAN} and re.search(r"\b(?:may|can) ?not\b", said, re.IGNORECASE)
    if (
        (match := _RIGHT.search(said))
        and kinds & {Kind.MUST, Kind.OFFICE}
        and Kind.MAY not in kinds
        and not may_not
    ):
        yield Fault(FaultKind.MODALITY, match.group())


def _names(said: str, parts: Sequence[Part]) -> Iterator[Fault]:
    """Whom and what the English names, in the words of the sentence meant and what is above it: an
    office or a level above it only where the sentence has none of its own.
    """
    held = frozenset().union(*(part.all for part in parts)) if parts else frozenset()
    near = [token for part in parts for token in (*part.tokens, *part.leads)]
    for kind in (Kind.OFFICE, Kind.LEVEL):
        if own := {token.key for token in near if token.kind is kind}:
            held -= {t.key for part in parts for t in part.heading if t.kind is kind and t.key not in own}
    yield from _rates(said, parts)
    for pattern, keys in _NAMES:
        found = _words(pattern).search(said)
        said = _words(pattern).sub(" ", said)
        if found and not keys & held:
            yield Fault(FaultKind.ACTOR, found.group())


def _rates(said: str, parts: Sequence[Part]) -> Iterator[Fault]:
    """“A week” of what is told for a day."""
    told = " ".join(token.key for part in parts for token in (*part.tokens, *part.leads))
    told += " ".join(f" {t.fact.rate} {t.fact.unit}" for part in parts for t in part.tokens if t.fact)
    for match in _RATE.finditer(said):
        if _UNITS[match["unit"].lower()] not in told:
            yield Fault(FaultKind.NUMBER, match.group())
