"""Conditions, exceptions and scope: none lost, none added, none turned round."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.answering.verification.alignment import CONTENT, Aligned, clause_groups, pieces_of
from assistant.answering.verification.facts import Bound
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, WIDER, Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_OPENS = frozenset({Kind.IF, Kind.EXCEPT})
_LIMITS = frozenset({"nhưng", "song"})
_TOLD = 0.5
_MOST = 0.7
_KEPT = 0.34
_QUALIFIERS = frozenset({Kind.LEVEL, Kind.OWNER, Kind.GRADE, Kind.PLACE})
_QUALIFIED_TO = frozenset({Kind.PERSON, Kind.MUST, Kind.MAY, Kind.MARK, Kind.NOT, Kind.IF, Kind.AND, Kind.OR})
_SUBJECTS = frozenset({Kind.PERSON, Kind.OFFICE})
_GIVES = frozenset({Kind.MUST, Kind.MAY, Kind.FREED})
_SUBJECT = 0.55
_LONG = 3
_BOUNDS = frozenset({Bound.MAX, Bound.MIN, Bound.OVER, Bound.UNDER})
_RELATES = frozenset({"ở", "tại", "thuộc", "trong", "từ", "có", "với", "đến"})
# What somebody else must say or do first.
_APPROVALS = frozenset(
    {"xác nhận", "giấy xác nhận", "đồng ý", "phê duyệt", "chứng thực", "thẩm định", "cho phép"}
)
_CONSENTS = _APPROVALS - {"giấy xác nhận", "thẩm định"} | {"được phép", "công nhận"}
_INCLUDES = frozenset({"kể cả", "bao gồm", "cả"})
_INCLUDING = ("kể cả", "ngay cả")
_SINCE = frozenset({"kể từ", "kể từ ngày", "từ ngày", "kể từ khi"})
_OF_WHOM = frozenset({"đối với", "trường hợp", "trong trường hợp"})
_NEAR = 9
_OF_A_NAME = 5
_PERSONAL = frozenset(
    {"bạn", "con bạn", "con", "em", "con em", "cháu", "con của bạn", "tôi", "anh chị", "quý vị"}
)
_WHOLE = frozenset({Kind.ALL, Kind.FULL})
_CASES = frozenset({Kind.IF, Kind.FULL, Kind.CHOICE})
_EXCEPTING = frozenset({Kind.EXCEPT, Kind.ONLY})


def condition_faults(aligned: Aligned) -> Iterator[Fault]:
    """Conditions that the statement loses, and limits that it adds, drops or stretches."""
    for check in (
        _lost_conditions,
        _exceptions,
        _only,
        _despite,
        _unlisted,
        _consents,
        _all,
        _choice,
        _qualifiers,
        _subjects,
        _approvals,
        _bounds,
    ):
        yield from check(aligned)


def _kinds(tokens: Sequence[Token]) -> set[Kind]:
    return {token.kind for token in tokens}


def _said(aligned: Aligned) -> set[str]:
    return {token.key for token in aligned.reading.tokens}


def _used_kinds(aligned: Aligned) -> set[Kind]:
    return {token.kind for part in aligned.used for token in (*part.tokens, *part.leads)}


def _lost_conditions(aligned: Aligned) -> Iterator[Fault]:
    said = _said(aligned)
    for part in aligned.used:
        if part.tokens[-1].key == ":":
            continue  # a lead says what its items are conditions of
        for marker, inside in spans(part.tokens):
            condition = _content(inside)
            rest = _rest(part, marker, inside)
            if _goes_on(part, inside) or (
                not (condition or marker.kind is Kind.EXCEPT)
                or not rest
                or len(rest & said) < _needed(part, rest & said) * len(rest)
            ):
                continue
            cases = _cases(inside) if marker.key in _OF_WHOM else []
            if not _is_told(condition, marker, aligned, cases) and not _other_case(part, marker, said):
                yield Fault(FaultKind.CONDITION, marker.key)


def _cases(inside: Sequence[Token]) -> list[set[str]]:
    """The cases that a condition joins ("đối với trường A và trường B"): each is one by itself."""
    found: list[list[Token]] = [[]]
    for token in inside:
        if token.kind in {Kind.AND, Kind.OR}:
            found.append([])
        else:
            found[-1].append(token)
    return [_content(one) for one in found] if len(found) > 1 else []


def _goes_on(part: Part, inside: Sequence[Token]) -> bool:
    """Whether what a condition is of only names whom its own condition, right behind it, is of ("đối
    với người học trong trường hợp ...").
    """
    behind = [token for token in part.tokens if inside and token.start >= inside[-1].end]
    opened = bool(behind) and behind[0].kind is Kind.IF
    return opened and all(t.kind is Kind.PERSON for t in inside if t.kind in CONTENT or t.fact)


def _is_told(condition: set[str], marker: Token, aligned: Aligned, cases: Sequence[set[str]] = ()) -> bool:
    """Whether a statement tells a condition, or all of one of its ``cases``. An exception is told as
    one: its words alone may stand in the rule that it is of.
    """
    if marker.kind is Kind.EXCEPT and not _kinds(aligned.reading.tokens) & _EXCEPTING:
        return False
    said = _said(aligned)
    return len(condition & said) >= _KEPT * len(condition) or any(one <= said for one in cases if one)


def _needed(part: Part, told: set[str]) -> float:
    """How much of a rule must be told for its condition to be missed: half where its number is."""
    return _TOLD if any(token.fact is not None and token.key in told for token in part.tokens) else _MOST


def _other_case(part: Part, marker: Token, said: set[str]) -> bool:
    """Whether the statement tells another case of the part, under the same word."""
    others = (
        inside for other, inside in spans(part.tokens) if other is not marker and other.key == marker.key
    )
    return any(_is_case(inside, said) for inside in others)


def _is_case(inside: Sequence[Token], said: set[str]) -> bool:
    content = _content(inside)
    closed = {token.key for token in inside if token.kind in CLOSED}
    return bool(closed & said) or (bool(content) and len(content & said) >= _TOLD * len(content))


def _rest(part: Part, marker: Token, inside: Sequence[Token]) -> set[str]:
    """What a condition is on: its own clause, or the whole sentence where it is a clause by itself."""
    before: list[Token] = []
    for group in clause_groups(part.tokens):
        tokens = [token for piece in group for token in piece]
        if marker.key in _LIMITS and marker in tokens:
            last = max((k for k, token in enumerate(before) if token.kind in _GIVES), default=-1)
            return _content(before[last + 1 :])
        if marker in tokens and (rest := _content([t for t in tokens if t not in inside])):
            return rest
        before = tokens if marker not in tokens else before
    return _content(before or [t for t in part.tokens if t not in inside])


def spans(tokens: Sequence[Token]) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """Each condition or exception of a part: its marker and the words up to where it ends."""
    for at, token in enumerate(tokens):
        if token.kind in _OPENS or token.key in _LIMITS:
            end = next((k for k in range(at + 1, len(tokens)) if _closes_at(tokens, k)), len(tokens))
            yield token, tuple(tokens[at + 1 : end])


def _closes_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a condition ends at a place: another case may follow it ("... và 5 năm đối với ...")."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    case = tokens[at].kind is Kind.AND and after is not None and after.fact is not None
    listed = tokens[at].key == "," and after is not None and after.kind is tokens[at - 1].kind is Kind.PERSON
    return not listed and (case or _closes(tokens[at]))


def _closes(token: Token) -> bool:
    return token.kind in _OPENS or token.key == "thì" or (token.kind is Kind.MARK and token.key in ",;.:")


def _content(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if token.kind in CONTENT or token.fact is not None}


def _exceptions(aligned: Aligned) -> Iterator[Fault]:
    """Exceptions turned into cases, and exceptions that the source does not make."""
    kinds = _kinds(aligned.reading.tokens)
    excepting = bool(kinds & {Kind.EXCEPT, Kind.NOT, Kind.BAN})
    said = _said(aligned)
    excepts = Kind.EXCEPT in kinds and not _used_kinds(aligned) & {Kind.EXCEPT, Kind.ONLY}
    if excepts and not _is_other_rule(aligned):
        yield Fault(FaultKind.CONDITION, "")
    for part in aligned.used:
        for marker, inside in spans(part.tokens):
            told = _content(inside)
            if (
                marker.kind is Kind.EXCEPT
                and not excepting
                and not _ruled(part, inside)
                and told
                and len(told & said) >= _TOLD * len(told)
            ):
                yield Fault(FaultKind.CONDITION, marker.key)


def _is_other_rule(aligned: Aligned) -> bool:
    """Whether the cases that a statement excepts are cases for which the source has another rule."""
    excepted = [_content(inside) for one, inside in spans(aligned.reading.tokens) if one.kind is Kind.EXCEPT]
    cases = [
        _content((*inside, *part.tokens)) if _is_first(part, marker) else set[str]()
        for part in aligned.source.parts
        for marker, inside in spans(part.tokens)
    ]
    return bool(excepted) and all(
        any(one and len(one & case) >= _MOST * len(one) for case in cases) for one in excepted
    )


def _is_first(part: Part, marker: Token) -> bool:
    return part.tokens[0] is marker


def _ruled(part: Part, inside: Sequence[Token]) -> bool:
    """Whether an exception has a rule of its own ("trừ trường hợp ... thì ...")."""
    behind = [token for token in part.tokens if inside and token.start >= inside[-1].end]
    return any(token.key == "thì" for token in takewhile(lambda one: one.kind not in _OPENS, behind))


def _only(aligned: Aligned) -> Iterator[Fault]:
    """What narrows ("chỉ"): it may be neither lost nor added."""
    said = _said(aligned)
    has = Kind.ONLY in _kinds(aligned.reading.tokens)
    if has and not _used_kinds(aligned) & {Kind.ONLY, Kind.EXCEPT} and not _has_bound(aligned):
        yield Fault(FaultKind.CONDITION, "chỉ")
    if has:
        return
    if "không chỉ" in said - aligned.source.keys and Kind.ONLY in _used_kinds(aligned):
        yield Fault(FaultKind.CONDITION, "không chỉ")
    for part in aligned.used:
        for at, token in enumerate(part.tokens):
            heads = [t.key for t in part.tokens[at + 1 :] if t.kind in CONTENT or t.fact][:2]
            if (
                token.kind is Kind.ONLY
                and heads
                and all(head in said for head in heads)
                and not _bounded(aligned)
            ):
                yield Fault(FaultKind.CONDITION, "chỉ")


def _unlisted(aligned: Aligned) -> Iterator[Fault]:
    """What an opening gives in its cases alone, told with none of them."""
    said = _said(aligned)
    for lead, items in _opened(aligned):
        own, opening = {token.key for token in lead}, _last_sentence(lead)
        told = _content(opening)
        other = len(opening) < len(lead) and len(told & said) < _TOLD * len(told)
        if other or not _kinds(opening) & _CASES:
            continue
        if items and not any((_content(item.tokens) - own) & said for item in items):
            yield Fault(FaultKind.CONDITION, "trường hợp")


def _last_sentence(tokens: Sequence[Token]) -> Sequence[Token]:
    ends = [at for at, token in enumerate(tokens[:-1]) if token.kind is Kind.MARK and token.key in ".\n"]
    return tokens[ends[-1] + 1 :] if ends else tokens


def _opened(aligned: Aligned) -> Iterator[tuple[Sequence[Token], list[Part]]]:
    """Openings that a statement rests on with the items under them: those of a quotation, and those
    that a quotation is told to continue.
    """
    parts = aligned.source.parts
    for lead in aligned.used:
        if lead.tokens[-1].key == ":":
            yield lead.tokens, [part for part in parts if lead.tokens[0] in part.leads]
    for at in {part.citation for part in aligned.used if aligned.source.citations[part.citation].leads}:
        items = [part for part in parts if part.citation == at]
        yield items[0].leads, items


def _despite(aligned: Aligned) -> Iterator[Fault]:
    """“Kể cả”, “dù”: they lift what a rule hangs on, and so must be the source's."""
    includes = aligned.source.keys & _INCLUDES
    for token in aligned.reading.tokens:
        held = token.key in aligned.source.keys or (includes and token.key.startswith(_INCLUDING))
        if token.kind is Kind.DESPITE and not held:
            yield Fault(FaultKind.CONDITION, token.key)


def _consents(aligned: Aligned) -> Iterator[Fault]:
    """A consent of somebody that the source does not ask for."""
    for token in aligned.reading.tokens:
        if token.key in _CONSENTS and not aligned.source.keys & _CONSENTS:
            yield Fault(FaultKind.CONDITION, token.key)


def _has_bound(aligned: Aligned) -> bool:
    return any(t.fact is not None and t.fact.bound for part in aligned.used for t in part.tokens)


def _bounded(aligned: Aligned) -> bool:
    kinds = _kinds(aligned.reading.tokens)
    return Kind.NOT in kinds or any(fact.bound for fact in aligned.reading.facts)


def _all(aligned: Aligned) -> Iterator[Fault]:
    """Words such as "mọi", "tất cả" stretch a rule unless the source says as much."""
    joined = _kinds(aligned.reading.tokens) & {Kind.AND, Kind.OR}
    for token in aligned.reading.tokens:
        if token.key == "đều" and joined:
            continue  # of those that the statement itself lists
        if token.kind is Kind.ALL and not _used_kinds(aligned) & _WHOLE:
            yield Fault(FaultKind.CONDITION, token.key)


def _choice(aligned: Aligned) -> Iterator[Fault]:
    """One of several cases is not all of them."""
    kinds, used = _kinds(aligned.reading.tokens), _used_kinds(aligned)
    if Kind.CHOICE in kinds and not used & {Kind.CHOICE, Kind.OR}:
        yield Fault(FaultKind.CONDITION, "một trong")
    if kinds & _WHOLE and Kind.CHOICE not in kinds and Kind.CHOICE in used and not used & _WHOLE:
        yield Fault(FaultKind.CONDITION, "đủ")


def _qualifiers(aligned: Aligned) -> Iterator[Fault]:
    """A narrower subject: "học sinh trường công lập" may not become "học sinh"."""
    said = _said(aligned)
    if said & _PERSONAL:
        return
    for part in aligned.used:
        heading = {token.key for token in (*part.heading, *part.title, *part.leads)}
        for key in {t.key for t in part.tokens if _is_subject(t) and t.key in said}:
            places = [at for at, token in enumerate(part.tokens) if token.key == key]
            if not any(_is_kept(_qualifying(part, at), said, heading) for at in places):
                yield Fault(FaultKind.CONDITION, key)


def _is_subject(token: Token) -> bool:
    return token.kind is Kind.PERSON or token.key == "chủ nhiệm"


def _is_kept(told: Sequence[Token], said: set[str], above: set[str]) -> bool:
    """Whether of each sort of words that narrow a person one is said, or stands above."""
    levels = [one for one in told if one.kind is Kind.LEVEL]
    kept = [one for one in told if _is_said(one, said) or one.key in above]
    each = all(one in kept for one in told if one.kind is not Kind.LEVEL)
    return each and (not levels or any(one in kept for one in levels))


def _is_said(token: Token, said: set[str]) -> bool:
    wider = {key for key, parts in WIDER.items() if token.key in parts}
    return token.key in said or bool(wider & said)


def _qualifying(part: Part, at: int) -> list[Token]:
    """The level, kind or grade behind a person, up to the next person, duty or mark."""
    found: list[Token] = []
    for token in part.tokens[at + 1 : at + 1 + _NEAR]:
        if token.kind in _QUALIFIED_TO:
            break
        if token.kind in _QUALIFIERS:
            found.append(token)
    return found


def _subjects(aligned: Aligned) -> Iterator[Fault]:
    """What a right or duty is given to, told with less than half of what limits it."""
    said = _said(aligned)
    if said & _PERSONAL:
        return
    for part in aligned.used:
        for subjects, predicate in _divided(part):
            if len(predicate & said) < _TOLD * len(predicate):
                continue
            lost = [one for one in subjects if len(one & said) < _SUBJECT * len(one)]
            if len(lost) == len(subjects) and any(_is_about(part, one, said) for one in lost):
                yield Fault(FaultKind.CONDITION, " ".join(sorted(lost[0] - said)))


def _narrowing(piece: Sequence[Token]) -> set[str]:
    """The words of a subject: closed ones, and all behind a word such as "ở", "thuộc"."""
    end = next((k for k, token in enumerate(piece) if token.key.startswith("theo quy định")), len(piece))
    at = next((k for k, token in enumerate(piece) if token.key in _RELATES), end)
    kept = [t for k, t in enumerate(piece[:end]) if k > at or t.kind in CLOSED or t.fact is not None]
    return _content([token for token in kept if token not in _of_names(piece)])


def _of_names(piece: Sequence[Token]) -> list[Token]:
    """What follows a document's number and is said of it alone: its day, who issued it."""
    at = next((k for k, token in enumerate(piece) if token.kind is Kind.NAMED), len(piece))
    behind = piece[at + 1 :]
    return [t for t in behind[:_OF_A_NAME] if t.kind in {Kind.BODY, Kind.OFFICE} or (t.fact and t.fact.date)]


def _is_about(part: Part, subject: set[str], said: set[str]) -> bool:
    """Whether a statement speaks of the subject: it names whom the subject names."""
    people = {token.key for token in part.tokens if token.kind in _SUBJECTS and token.key in subject}
    return bool((people or subject) & said)


def _divided(part: Part) -> Iterator[tuple[list[set[str]], set[str]]]:
    """Subjects and predicate of each clause of a part that has a modal word between them."""
    for group in clause_groups(part.tokens):
        tokens = [token for piece in group for token in piece]
        at = next((k for k, token in enumerate(tokens) if token.kind in _GIVES), None)
        if at:
            predicate = _content(tokens[at:])
            before = [[t for t in piece if t in tokens[:at]] for piece in group]
            subjects = [one for one in map(_narrowing, before) if one]
            if predicate and any(len(one) >= _LONG for one in subjects):
                yield subjects, predicate


def _approvals(aligned: Aligned) -> Iterator[Fault]:
    """What needs a confirmation or consent, told without it."""
    said = _said(aligned)
    for part in aligned.used:
        pieces = [piece for piece, _ in pieces_of(part.tokens)]
        for piece in pieces[1:]:
            needs = {token.key for token in piece if _is_needed(piece, token)}
            if piece[0].kind is Kind.OR:
                continue  # one of two ways, and the statement tells the other
            rest = _content([t for other in pieces if other is not piece for t in other])
            if needs and not needs & said and rest and len(rest & said) >= _MOST * len(rest):
                yield Fault(FaultKind.CONDITION, " ".join(sorted(needs)))


def _is_needed(piece: Sequence[Token], token: Token) -> bool:
    """Whether a word asks for an approval, and does not name a paper or the day from which time runs."""
    before = piece[: piece.index(token)]
    asked = any(one.kind in _GIVES or one.key in {"có", "sự"} for one in before)
    return token.key in _APPROVALS and asked and not any(one.key in _SINCE for one in before)


def _has_fact(aligned: Aligned) -> bool:
    """Whether a statement tells a number, "một tháng" too."""
    return any(fact.unit or not fact.loose for fact in aligned.reading.facts)


def _bounds(aligned: Aligned) -> Iterator[Fault]:
    """An item of a list told without the bound that makes it one ("nghỉ từ 14 ngày trở lên")."""
    said = _said(aligned)
    for part in aligned.used:
        bounded = [token for token in part.tokens if token.fact is not None and token.fact.bound in _BOUNDS]
        rest = {token.key for token in part.tokens if token.kind in CONTENT}
        if not part.leads or not bounded or len(rest) < _LONG or _has_fact(aligned):
            continue
        if len(rest & said) >= _MOST * len(rest):
            yield Fault(FaultKind.CONDITION, bounded[0].key)
