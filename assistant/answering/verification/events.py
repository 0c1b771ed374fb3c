"""What a time runs from: "kể từ ngày công bố kết quả" may not become "kể từ ngày thi"."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token

_OPENS = frozenset({"kể từ", "tính từ", "từ", "sau khi", "sau ngày", "kể từ khi"})
_TIMES = frozenset({"ngày", "khi", "lúc", "thời điểm", "trong trường hợp"})
_ITSELF = frozenset({"sau khi", "sau ngày"})
_DOERS = frozenset({Kind.PERSON, Kind.OFFICE, Kind.BODY, Kind.LEVEL})
_PLACES = frozenset({"trường", "cơ quan", "cơ sở giáo dục", "cơ sở", "đơn vị", "học"})
_LONG = 10
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
    held = [event for event in _events(tokens) if event]
    if not held:
        return
    known = frozenset(key for event in held for key in event)
    for event in _events(aligned.reading.tokens):
        if event and not _is_one(event, held, known):
            yield Fault(FaultKind.DATE, " ".join(event))


def _is_one(event: Sequence[str], held: Sequence[Sequence[str]], known: frozenset[str]) -> bool:
    """Whether the first word of an event, its verb, is one of an event of the source."""
    first = event[0]
    return first in known or any(_ALIKE.get(first, frozenset()) & set(one) for one in held)


def _events(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """The words of content of each event, whoever causes it left out."""
    for at, token in enumerate(tokens[:-1]):
        opens = token.key in _OPENS and (token.key in _ITSELF or tokens[at + 1].key in _TIMES)
        if opens:
            yield _words(tokens[at + 1 if token.key in _ITSELF else at + 2 :])


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
