"""How much of a statement's content the source holds."""

from collections.abc import Iterator

from assistant.answering.verification.alignment import Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token

_SHARE = 0.3
_FEW = 1
_MOST = 4


def support_faults(aligned: Aligned) -> Iterator[Fault]:
    """Too many words of content that nothing cited holds, or a name that it does not hold."""
    content = [token for token in aligned.reading.tokens if token.kind is Kind.WORD]
    strange = [token for token in content if not _held(token, aligned)]
    words = " ".join(token.key for token in strange)
    names = [token for token in strange if _is_name(token, aligned)]
    many = len(strange) > _FEW and len(strange) > _SHARE * len(content)
    if many or names or len(strange) > _MOST:
        yield Fault(FaultKind.SUPPORT, words)


def _held(token: Token, aligned: Aligned) -> bool:
    source = aligned.source
    return token.key in source.keys or all(word in source.syllables for word in token.key.split())


def _is_name(token: Token, aligned: Aligned) -> bool:
    """Whether a strange word is written as a name inside a sentence."""
    text = aligned.reading.text
    before = text[: token.start].rstrip()
    return text[token.start].isupper() and bool(before) and before[-1] not in '.!?:\n“"«'
