"""What is denied, banned or freed: the same in a statement as in what it rests on.

A negation reaches over the words behind it up to the end of its piece. What a statement denies
must be denied there; what is denied there and named in the statement must be denied too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from assistant.answering.verification.alignment import COMMON, CONTENT, Aligned, pieces_of
from assistant.answering.verification.facts import Bound
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part, Source

_DENIALS = frozenset({Kind.NOT, Kind.BAN, Kind.FREED})
_PREDICATES = _DENIALS | {Kind.MUST, Kind.MAY, Kind.EXCEPT, Kind.IF, Kind.FACT}
_STOPS = frozenset({Kind.MUST, Kind.IF})
_CASES = frozenset({"trường hợp", "đối với"})
_STOP_WORDS = frozenset({"thì", ";", ".", "nhưng", ")", "vẫn"})
_BANNING = re.compile(r"(?:hành vi|việc)\b.{0,40}(?:cấm|không được)|nghiêm cấm", re.IGNORECASE)
_OPENS = frozenset({"bao gồm", "thì", "là", "có", ")"})
_STILL = "vẫn"
_WITHIN = frozenset({"không vượt quá", "không quá", "không vượt"})
_BEYOND = frozenset({"vượt quá", "vượt"})
_HEADS = 2
_AROUND = 4
_NEAR = 5
_FAR = 30
_REACH = 16
_COVERED = 0.5
_MOSTLY = 0.7


def polarity_faults(aligned: Aligned) -> Iterator[Fault]:
    """Negations that a statement adds, moves or loses."""
    yield from _added(aligned)
    yield from _lost(aligned)
    yield from _unbanned(aligned)
    yield from _undenied(aligned)
    yield from _of_a_heading(aligned)
    yield from _unfreed(aligned)
    yield from _still(aligned)
    yield from _exceeds(aligned)


def _added(aligned: Aligned) -> Iterator[Fault]:
    """Denials of what the source does not deny."""
    reach = _denied(aligned)
    text = aligned.reading.text
    keys = frozenset().union(*(part.near for part in aligned.used)) if aligned.used else frozenset()
    for token, heads in denials(aligned.reading.tokens):
        if _makes_bound(aligned.reading.tokens, token):
            continue
        named = [head for head in heads if head in keys]
        if not reach or (named and not any(head in reach for head in named)):
            yield Fault(FaultKind.NEGATION, text[token.start : token.end])


def _denied(aligned: Aligned) -> set[str]:
    """The words that some denial of the parts reaches, those of a banned list included."""
    reached: set[str] = set()
    for part in aligned.used:
        tokens = (*part.leads, *part.tokens)
        if is_banned(part, aligned.source):
            reached |= {token.key for token in tokens} | {""}
        if not any(token.kind in _PREDICATES for token in part.tokens):
            tokens = (*takewhile(_is_in_line, part.heading), *tokens)  # what a bare item is an item of
        for at, token in enumerate(tokens):
            if denies(token):
                reached |= {*_reached(tokens[at + 1 :]), ""}
    return reached


def _is_in_line(token: Token) -> bool:
    return token.key != "\n"


def is_banned(part: Part, source: Source) -> bool:
    """Whether a part is an item of a list of what is banned."""
    if any(token.kind is Kind.BAN for token in part.leads):
        return True
    return _BANNING.search(source.citations[part.citation].heading) is not None


def _reached(tokens: Sequence[Token]) -> set[str]:
    """The words that a denial before them reaches: not over a duty, a condition, a "thì"."""
    return set(_run(tokens)[:_REACH])


def _run(tokens: Sequence[Token]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if (token.kind in _STOPS and token.key not in _CASES) or token.key in _STOP_WORDS:
            break
        if token.kind in CONTENT or token.fact is not None:
            found.append(token.key)
    return found


def denials(tokens: Sequence[Token]) -> Iterator[tuple[Token, list[str]]]:
    """Each denial with the first words that it reaches; over a comma where none stands before one."""
    for at, token in enumerate(tokens):
        if token.kind in _DENIALS:
            yield token, _heads(tokens, at)


def _heads(tokens: Sequence[Token], at: int) -> list[str]:
    found: list[str] = []
    for token in tokens[at + 1 :]:
        if token.key == "thì":
            break
        if token.kind is Kind.MARK or token.kind in {Kind.AND, Kind.OR, Kind.IF, Kind.EXCEPT}:
            if found:
                break
            continue
        if token.kind in CONTENT or token.fact is not None:
            found.append(token.key)
        if len(found) == _HEADS:
            break
    return found


def _lost(aligned: Aligned) -> Iterator[Fault]:
    """Denials of the source whose words the statement has, affirmed."""
    said = _said_denied(aligned.reading.tokens)
    plain = {token.key for token in aligned.reading.tokens if token.kind in CONTENT or token.fact}
    for part in aligned.used:
        for token, heads in denials(part.tokens):
            if _bounds(part, token) and any(fact.bound for fact in aligned.reading.facts):
                continue
            if _is_choice(part.tokens, token) or not _is_meant(heads, part, aligned):
                continue
            if len(heads) == _HEADS and not _affirms(aligned.reading.tokens, heads):
                continue
            if _is_lost(heads, part, plain, said) and _is_told(part, token, plain):
                yield Fault(FaultKind.NEGATION, token.key)


def _is_choice(tokens: Sequence[Token], denial: Token) -> bool:
    """Whether a denial is one side of a choice ("đồng ý hoặc không đồng ý")."""
    at = tokens.index(denial)
    around = tokens[max(0, at - 2) : at + 2]
    return len(around) == _AROUND and around[1].kind is Kind.OR and around[0].key == around[3].key


def _is_lost(heads: Sequence[str], part: Part, plain: set[str], said: set[str]) -> bool:
    """Whether the first words of a denial stand in a statement without one."""
    if not heads or (len(heads) < _HEADS and heads[0] in said):
        return False
    return all(head in plain for head in heads) and not _also_affirmed(part, heads)


def _makes_bound(tokens: Sequence[Token], denial: Token) -> bool:
    """Whether a denial in a statement is part of a bound: "không được kéo dài quá hai tuần"."""
    behind = [token for token in tokens if token.start > denial.start][:_NEAR]
    facts = [token.fact for token in behind if token.fact is not None]
    return bool(facts) and facts[0].bound in {Bound.OVER, Bound.UNDER}


def _bounds(part: Part, denial: Token) -> bool:
    """Whether a denial makes a bound of a number behind it: "không ... quá hai công việc"."""
    facts = [token.fact for token in part.tokens if token.fact and token.start > denial.start]
    return any(fact.bound in {Bound.OVER, Bound.UNDER} for fact in facts)


def _affirms(tokens: Sequence[Token], heads: Sequence[str]) -> bool:
    """Whether a statement has both words of a denial and never denies them."""
    denied = [set(_heads(tokens, at)) for at, token in enumerate(tokens) if token.kind in _DENIALS]
    reached = [_reached(tokens[at + 1 :]) for at, token in enumerate(tokens) if denies(token)]
    content = [token.key for token in tokens if token.kind in CONTENT or token.fact]
    places = [content[at : at + _HEADS] for at in range(len(content))].count(list(heads))
    if places and [told for _, told in denials(tokens)].count(list(heads)) >= places:
        return False
    beside = places > 0
    if beside and _denied_before(tokens, heads):
        return False
    return beside or not any(set(heads) & one for one in (*denied, *reached))


def _denied_before(tokens: Sequence[Token], heads: Sequence[str]) -> bool:
    """Whether each place where two words stand side by side has a denial that reaches it."""
    places = [at for at, token in enumerate(tokens) if token.key == heads[0]]
    return any(
        denies(tokens[before]) and set(heads) <= _reached(tokens[before + 1 :])
        for place in places
        for before in range(max(0, place - _FAR), place)
    )


def denies(token: Token) -> bool:
    """Whether a word denies, bans, frees or excepts what follows it."""
    return token.kind in _DENIALS or token.kind is Kind.EXCEPT


def _also_affirmed(part: Part, heads: Sequence[str]) -> bool:
    """Whether the part has its words affirmed too ("đồng ý hoặc không đồng ý")."""
    content = [token.key for token in part.tokens if token.kind in CONTENT or token.fact]
    count = sum(1 for at in range(len(content)) if content[at : at + len(heads)] == list(heads))
    denied = sum(1 for _, others in denials(part.tokens) if others == list(heads))
    return count > denied


def _is_meant(heads: Sequence[str], part: Part, aligned: Aligned) -> bool:
    """Whether the words of a denial, where the statement has them, rest on this part."""
    return any(
        one.part is part and any(token.key == heads[0] for token in one.tokens)
        for one in (*aligned.clauses, *aligned.pieces)
        if heads
    )


def _is_told(part: Part, denial: Token, plain: set[str]) -> bool:
    """Whether the statement tells the piece in which a denial stands."""
    for piece, _ in pieces_of(part.tokens):
        if denial in piece:
            behind = (t for t in piece if t.start > denial.start)
            content = {t.key for t in behind if t.kind in CONTENT or t.fact}
            return bool(content) and len(content & plain) >= _COVERED * len(content)
    return False


def _said_denied(tokens: Sequence[Token]) -> set[str]:
    """The words that a statement's denials reach, to the end of its sentence."""
    reached: set[str] = set()
    for at, token in enumerate(tokens):
        if token.kind in _DENIALS or token.kind is Kind.EXCEPT:
            reached |= _reached(tokens[at + 1 :])
    return reached


def _unbanned(aligned: Aligned) -> Iterator[Fault]:
    """An item of a list of banned acts, told without the ban."""
    if any(token.kind in {Kind.BAN, Kind.NOT} or token.key == "vi phạm" for token in aligned.reading.tokens):
        return
    for part in aligned.used:
        if is_banned(part, aligned.source):
            yield Fault(FaultKind.NEGATION, "")
            return


def _undenied(aligned: Aligned) -> Iterator[Fault]:
    """What only a denial of the source reaches, an item under a lead that denies ("Thời gian không
    tính:") too, told with fewer denials.
    """
    said = _count(aligned.reading.tokens)
    told = {token.key for token in aligned.reading.tokens if token.kind in CONTENT}
    for part in aligned.used:
        led = said <= _count(part.tokens) and _count(part.leads) and _denies_items(part)
        led = led and not _denied_again(part)
        if led or (not said and _is_reached(part, told)):
            yield Fault(FaultKind.NEGATION, "không")


def _denied_again(part: Part) -> bool:
    """Whether an item denies in its own words what its lead denies."""
    last = [{heads[-1] for _, heads in denials(tokens) if heads} for tokens in (part.leads, part.tokens)]
    return bool(last[0] & last[1])


def _denies_items(part: Part) -> bool:
    """Whether the last lead of an item denies what it opens, and not what it says before ("Chi không
    thường xuyên gồm:").
    """
    at = max(at for at, token in enumerate(part.leads) if denies(token))
    behind = part.leads[at + 1 :]
    return not any(t.kind in {Kind.IF, Kind.MUST, Kind.MAY} or t.key in _OPENS for t in behind)


def _is_reached(part: Part, told: set[str]) -> bool:
    """Whether a part begins with a denial ("Không phải là vợ, chồng của ...") that reaches most words
    which a statement has of it.
    """
    content = [token.key for token in part.tokens if token.kind in CONTENT and token.key in told]
    at = next((at for at, token in enumerate(part.tokens) if token.kind is not Kind.FREE), 0)
    if part.tokens[at].kind not in {Kind.NOT, Kind.BAN} or len(content) < _HEADS:
        return False
    reached = set(_run(part.tokens[at + 1 :]))
    return sum(1 for key in content if key in reached) >= _MOSTLY * len(content)


def _count(tokens: Sequence[Token]) -> int:
    return sum(1 for token in tokens if denies(token))


def _of_a_heading(aligned: Aligned) -> Iterator[Fault]:
    """What the heading of a list says of its items ("Đối tượng thực hiện ..."), denied or made an option."""
    near = frozenset().union(*(part.near for part in aligned.used)) if aligned.used else frozenset()
    heading = [token for part in aligned.used for token in part.heading]
    above = {token.key for token in heading if token.kind in CONTENT} - near
    if any(denies(token) or (token.kind is Kind.MAY and token.key != "được") for token in heading):
        return
    tokens = aligned.reading.tokens
    for at, token in enumerate(tokens):
        optional = token.kind is Kind.MAY and token.key != "được"
        heads = _heads(tokens, at) if optional or token.key == "không phải" else []
        if heads and heads[0] in above - COMMON:
            yield Fault(FaultKind.NEGATION, token.key)


def _unfreed(aligned: Aligned) -> Iterator[Fault]:
    """What is freed of a charge, denied ("không được miễn"), or what is not freed, freed."""
    said = _freeings(aligned.reading.tokens)
    held = {sign for part in aligned.used for sign in _freeings((*part.leads, *part.tokens))}
    held |= {sign for part in aligned.used for sign in _freeings(part.heading)}
    near = frozenset().union(*(part.near for part in aligned.used)) if aligned.used else frozenset()
    lessened = any(token.key == "giảm" for token in aligned.reading.tokens) and "giảm" not in near
    if said - held or (lessened and True in held and not said):
        yield Fault(FaultKind.NEGATION, "miễn")


def _still(aligned: Aligned) -> Iterator[Fault]:
    """“Vẫn” of the statement's own before what the source denies: "vẫn có giá trị" for "không có giá trị"."""
    tokens = aligned.reading.tokens
    kept = [_after(tokens, at) for at, token in enumerate(tokens) if token.key == _STILL]
    for part in aligned.used if kept else ():
        said = (*part.leads, *part.tokens)
        denied = {_after(said, at) for at, token in enumerate(said) if token.kind in {Kind.NOT, Kind.BAN}}
        lost = any(f" {one}".endswith(f" {other}") for one in kept for other in denied if one and other)
        if lost and _STILL not in part.near:
            yield Fault(FaultKind.NEGATION, _STILL)


def _exceeds(aligned: Aligned) -> Iterator[Fault]:
    """What "may exceed", where the source only says what "does not exceed"."""
    held = frozenset().union(*(part.near for part in aligned.used)) if aligned.used else frozenset()
    if not held & _WITHIN or held & _BEYOND:
        return
    tokens = aligned.reading.tokens
    for before, token in pairwise(tokens):
        if token.key in _BEYOND and not denies(before):
            yield Fault(FaultKind.NEGATION, token.key)


def _after(tokens: Sequence[Token], at: int) -> str:
    """The word behind a place, modal words passed over; empty where none is."""
    behind = (token for token in tokens[at + 1 :] if token.kind not in {Kind.MUST, Kind.MAY})
    return next((token.key for token in behind if token.kind is not Kind.MARK), "")


def _freeings(tokens: Sequence[Token]) -> set[bool]:
    """Whether words that free stand by themselves (``True``) or denied (``False``)."""
    found = set()
    for at, token in enumerate(tokens):
        if token.kind is Kind.FREED:
            found.add(not any(before.kind in {Kind.NOT, Kind.BAN} for before in tokens[max(0, at - 2) : at]))
    return found
