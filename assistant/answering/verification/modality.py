"""Duty and permission: "phải" where the law says "được", or the other way round, changes it.

A modal word governs the words behind it. The first of them are looked up in what the statement
rests on, and the modal word that stands before them there must be of the same sort.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answering.verification.alignment import COMMON, CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_MODALS = frozenset({Kind.MUST, Kind.MAY})
_DENIALS = frozenset({Kind.NOT, Kind.BAN})
_GOVERNORS = _MODALS | _DENIALS | {Kind.FREED}
_HEADS = 2
_APPROVALS = frozenset({"đồng ý", "phê duyệt", "xác nhận"})
"""What somebody else must say first is a duty to whoever needs it, however it is told."""
_WEAK = "được"
_ENCOURAGES = ("khuyến", "khích")
_ADVISES = "nên"
_BECAUSE = frozenset({"vì", "bởi"})
_READERS = frozenset({"bạn", "con bạn", "con", "con em", "em", "tôi"})
_OWED = frozenset({"thông báo", "trả", "cấp", "hướng dẫn", "bảo đảm", "tư vấn"})
_NOUNS = frozenset({"trách nhiệm", "chịu trách nhiệm", "nghĩa vụ", "quyền"})
_REQUIRED = frozenset(
    {"điều kiện", "tiêu chuẩn", "yêu cầu", "nhiệm vụ", "nghĩa vụ", "tiêu chí", "chuẩn", "đối tượng"}
)
_STRONG_DUTY = frozenset({"phải", "bắt buộc", "bắt buộc phải", "buộc phải", "nhất thiết phải", "cần phải"})


def modality_faults(aligned: Aligned) -> Iterator[Fault]:
    """Duties that are permissions in the source, and permissions that are duties or nothing."""
    yield from _encouraged(aligned)
    yield from _advised(aligned)
    text = aligned.reading.text
    tokens = aligned.reading.tokens
    for at, token in enumerate(tokens):
        if token.kind in _MODALS and not _is_denied(tokens, at) and not _is_noun(token, aligned):
            heads = _heads(tokens, at)
            if set(heads) & _APPROVALS and (needed := _needs(heads, aligned)) is not None:
                if needed and token.kind is Kind.MAY and token.key != _WEAK:
                    yield Fault(FaultKind.MODALITY, text[token.start : token.end])
                if needed:
                    continue
            governing = _governing(aligned, heads)
            if token.key == _WEAK and (_is_passive(at, heads, aligned) or _receives(tokens, at, heads)):
                continue
            if _differs(token, heads, governing, aligned):
                yield Fault(FaultKind.MODALITY, text[token.start : token.end])


def _encouraged(aligned: Aligned) -> Iterator[Fault]:
    """What the source encourages, told as a duty."""
    said = {token.key for token in aligned.reading.tokens}
    for clause in aligned.clauses:
        duties = [token for token in clause.tokens if token.kind is Kind.MUST]
        part = clause.part
        if not duties or part is None or _ENCOURAGES[1] in said or not _encourages(part):
            continue
        if not any(token.kind is Kind.MUST for token in (*part.leads, *part.tokens)):
            yield Fault(FaultKind.MODALITY, duties[0].key)


def _encourages(part: Part) -> bool:
    """Whether a part opens with "khuyến khích", or has "được khuyến khích"; no noun ("học bổng ...")."""
    for at, (one, after) in enumerate(pairwise(part.tokens)):
        if (one.key, after.key) == _ENCOURAGES and (at == 0 or part.tokens[at - 1].kind is Kind.MAY):
            return True
    return False


def _advised(aligned: Aligned) -> Iterator[Fault]:
    """A duty told as advice: "nên" (not "vì ... nên") where the source has "phải" and no "nên"."""
    tokens = aligned.reading.tokens
    because = any(token.key in _BECAUSE or (at == 0 and token.key == "do") for at, token in enumerate(tokens))
    duty = any(map(_obliges, tokens))
    owed = any(_obliges(token) for part in aligned.used for token in part.tokens)
    if _ADVISES not in aligned.source.keys and owed and not duty and not because:
        yield from (Fault(FaultKind.MODALITY, _ADVISES) for token in tokens if token.key == _ADVISES)


def _obliges(token: Token) -> bool:
    return token.kind is Kind.MUST or token.key.startswith("phải ")


def _is_noun(token: Token, aligned: Aligned) -> bool:
    """Whether a word names rights or duties, and the source names them so ("thực hiện trách nhiệm")."""
    return token.key in _NOUNS and any(token.key in part.near for part in aligned.used)


def _needs(heads: Sequence[str], aligned: Aligned) -> bool | None:
    """Whether the source needs an approval and gives no choice of it; ``None`` where it names none."""
    parts = [part for part in aligned.used if _APPROVALS & set(heads) & part.own]
    if not parts:
        return None
    tokens = [token for part in parts for token in part.tokens]
    return not any(t.kind in _DENIALS or (t.kind is Kind.MAY and t.key != _WEAK) for t in tokens)


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].kind if at else None
    passive = tokens[at].key == _WEAK and (before is Kind.MUST or tokens[at - 1].key == "để")
    return passive or before in {Kind.NOT, Kind.BAN, Kind.ONLY}


def _is_passive(at: int, heads: Sequence[str], aligned: Aligned) -> bool:
    """Whether "được" turns a duty round: "kết quả được trả" for "phải trả kết quả"."""
    tokens = aligned.reading.tokens
    clause = next((one.tokens for one in aligned.clauses if tokens[at] in one.tokens), ())
    subject = next((token.key for token in clause if token.kind in CONTENT), None)
    for part in aligned.used:
        keys = [token.key for token in part.tokens]
        if heads and heads[0] in keys and subject in keys:
            return keys.index(subject) > keys.index(heads[0])
    return False


def _receives(tokens: Sequence[Token], at: int, heads: Sequence[str]) -> bool:
    """Whether a person gets what another owes: "bạn được thông báo" for "phải thông báo cho người học"."""
    before = tokens[at - 1] if at else None
    person = before is not None and (before.kind is Kind.PERSON or before.key in _READERS)
    return person and bool(heads) and heads[0] in _OWED


def _heads(tokens: Sequence[Token], at: int) -> list[str]:
    found: list[str] = []
    for token in tokens[at + 1 :]:
        if token.kind is Kind.MARK:
            break
        if token.kind in CONTENT:
            found.append(token.key)
        if len(found) == _HEADS:
            break
    return found


def _governing(aligned: Aligned, heads: Sequence[str]) -> list[Token | None]:
    """The modal words before these heads in the source, ``None`` where they stand plain: where both
    stand side by side, else where the first of them stands that is no word of every rule.
    """
    texts = [(*part.leads, *part.tokens) for part in aligned.used]
    both = [_modal_before(tokens[:at]) for tokens in texts for at in _side_by_side(tokens, heads)]
    return both or [found for tokens in texts for found in _of_first(tokens, heads)]


def _side_by_side(tokens: Sequence[Token], heads: Sequence[str]) -> Iterator[int]:
    content = [at for at, token in enumerate(tokens) if token.kind in CONTENT]
    for at, after in pairwise(content):
        if [tokens[at].key, tokens[after].key] == list(heads):
            yield at


def _of_first(tokens: Sequence[Token], heads: Sequence[str]) -> Iterator[Token | None]:
    for head in heads:
        places = [at for at, token in enumerate(tokens) if token.key == head and token.kind in CONTENT]
        if places and head not in COMMON:
            yield from (_modal_before(tokens[:at]) for at in places)
            return


def _modal_before(tokens: Sequence[Token]) -> Token | None:
    for at, token in reversed(list(enumerate(tokens))):
        if token.kind in _GOVERNORS:
            passive = token.key == _WEAK and at > 0 and tokens[at - 1].kind is Kind.MUST
            return tokens[at - 1] if passive else token
        if token.kind in {Kind.IF, Kind.EXCEPT} or token.key in {"thì", "sau khi", ";"}:
            return None
    return None


def _differs(token: Token, heads: Sequence[str], governing: Sequence[Token | None], aligned: Aligned) -> bool:
    if not governing:
        return _differs_at_large(token, heads, aligned)
    kinds = {found.kind if found else None for found in governing}
    if kinds and kinds <= _DENIALS:
        return token.kind is Kind.MAY
    if token.kind is Kind.MUST:
        options = [one for one in governing if one and one.kind is Kind.MAY and _is_option(one, aligned)]
        return bool(options) and Kind.MUST not in kinds
    if Kind.MAY in kinds or Kind.FREED in kinds:
        return False
    if Kind.MUST in kinds:
        return True
    return token.key != _WEAK and not _leaves_open(aligned)


def _differs_at_large(token: Token, heads: Sequence[str], aligned: Aligned) -> bool:
    """Where the words behind it are not the source's: what all of the source says."""
    kinds = {t.kind for part in aligned.used for t in (*part.tokens, *part.leads)}
    if token.kind is Kind.MUST and heads and _is_of_heading(heads[0], aligned):
        return False
    if token.kind is Kind.MAY and token.key != _WEAK and _is_required(aligned):
        return True
    if token.kind is Kind.MUST and token.key in _STRONG_DUTY:
        conditional = Kind.IF in kinds or any("sau khi" in part.own for part in aligned.used)
        required = any(map(_is_requirement, aligned.used))
        return not conditional and not required and Kind.MAY in kinds and Kind.MUST not in kinds
    return token.kind is Kind.MAY and token.key != _WEAK and Kind.MUST in kinds and Kind.MAY not in kinds


def _is_option(token: Token, aligned: Aligned) -> bool:
    """Whether a permission leaves a choice: "được" in a list of requirements is a passive."""
    return token.key != _WEAK or not any(map(_is_requirement, aligned.used))


def _is_requirement(part: Part) -> bool:
    """Whether what stands above an item, or the item itself, makes it a duty or a condition."""
    above = [*part.leads, *part.heading]
    return any(t.kind in {Kind.MUST, Kind.FULL} or t.key in _REQUIRED for t in above)


def _is_of_heading(head: str, aligned: Aligned) -> bool:
    """Whether a verb is that of the headings above, which leave no choice."""
    above = [token for part in aligned.used for token in part.heading]
    return any(t.key == head for t in above) and not any(
        t.kind is Kind.NOT or (t.kind is Kind.MAY and t.key != _WEAK) for t in above
    )


def _is_required(aligned: Aligned) -> bool:
    """Whether all that a statement rests on are items of a list of conditions to be met together."""
    return bool(aligned.used) and all(
        any(token.kind is Kind.FULL for token in part.leads) for part in aligned.used
    )


def _leaves_open(aligned: Aligned) -> bool:
    """Whether the source leaves a choice, or an option ("được" alone may be a passive)."""
    tokens = [token for part in aligned.used for token in part.tokens]
    return any(t.kind in {Kind.OR, Kind.CHOICE} or (t.kind is Kind.MAY and t.key != _WEAK) for t in tokens)
