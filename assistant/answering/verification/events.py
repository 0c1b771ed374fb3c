"""What a time runs from: "kể từ ngày công bố kết quả" may not become "kể từ ngày thi"."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token

_OPENS = frozenset({"kể từ", "tính từ", "từ", "sau khi", "sau ngày", "kể từ khi"})
_UP_TO = frozenset({("tính", "đến"), ("tính", "tới")})
_SIDES = frozenset({"trước", "sau"})
_TIMES = frozenset({"ngày", "khi", "lúc", "thời điểm", "trong trường hợp"})
_ITSELF = frozenset({"sau khi", "sau ngày"})
_DOERS = frozenset({Kind.PERSON, Kind.OFFICE, Kind.BODY, Kind.LEVEL})
_PLACES = frozenset({"trường", "cơ quan", "cơ sở giáo dục", "cơ sở", "đơn vị", "học"})
_LONG = 10
_BEHIND = 2  # a unit, then the side
_ALIKE: dict[str, frozenset[str]] = {
    "tiếp nhận": frozenset({"hưởng"}),
    "hưởng": frozenset({"tiếp nhận"}),
    "công bố": frozenset({"thông báo"}),
    "thông báo": frozenset({"công bố"}),
}
"""Verbs of one event; "nhận" is read as "hưởng"."""


def event_faults(aligned: Aligned) -> Iterator[Fault]:
    """Events from which a time runs that are not those of what the statement rests on."""
    tokens = [token for part in aligned.used for token in (*part.leads, *part.tokens)]
    yield from _on_the_other_side(aligned.reading.tokens, tokens)
    held = [event for event in _events(tokens) if event]
    if not held:
        return
    known = frozenset(key for event in held for key in event)
    for event in _events(aligned.reading.tokens):
        if event and not _is_one(event, held, known):
            yield Fault(FaultKind.DATE, " ".join(event))


def _on_the_other_side(said: Sequence[Token], held: Sequence[Token]) -> Iterator[Fault]:
    """Lengths of time that the source puts before an event, and the statement behind it, or the reverse."""
    sides = set(_directions(held))
    for length, side in _directions(said):
        if (length, side) not in sides and any(other == length for other, _ in sides):
            yield Fault(FaultKind.DATE, f"{length} {side}")


def _is_one(event: Sequence[str], held: Sequence[Sequence[str]], known: frozenset[str]) -> bool:
    """Whether the first word of an event, its verb, is one of an event of the source."""
    first = event[0]
    return first in known or any(_ALIKE.get(first, frozenset()) & set(one) for one in held)


def _events(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """The words of content of each event, whoever causes it left out."""
    for at, token in enumerate(tokens[:-1]):
        opens = token.key in _ITSELF or (tokens[at + 1].key in _TIMES and _opens(tokens[: at + 1]))
        if opens:
            yield _words(tokens[at + 1 if token.key in _ITSELF else at + 2 :])


def _opens(tokens: Sequence[Token]) -> bool:
    """Whether the last word, or the last two ("tính đến"), say that a time runs from or up to an event."""
    return tokens[-1].key in _OPENS or tuple(token.key for token in tokens[-2:]) in _UP_TO


def _directions(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Lengths of time with the side of an event on which they lie: "10 ngày trước phiên họp"."""
    for at, token in enumerate(tokens):
        if token.fact is not None and token.fact.date is None:
            behind = (other.key.partition(" ")[0] for other in tokens[at + 1 : at + 1 + _BEHIND])
            yield from ((token.key, side) for side in behind if side in _SIDES)


def _words(tokens: Sequence[Token]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if token.kind is Kind.MARK or token.fact is not None or token.kind in {Kind.IF, Kind.MUST}:
            break
        if token.kind in CONTENT and token.kind not in _DOERS and token.key not in _PLACES:
            found.append(token.key)
        if len(found) == _LONG:
            break
    return found
