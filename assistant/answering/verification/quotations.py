"""Quotations in a statement: the words between the marks stand so in what is cited."""

import re
from collections.abc import Iterator, Sequence

from assistant.answering.verification.faults import Fault, FaultKind
from assistant.domain.answer import Citation
from assistant.domain.words import nfc, squeeze

_LEAST = 3
# A quotation that begins behind one of these has lost it.
_DENIALS = (
    "không",
    "không được",
    "không phải",
    "không bị",
    "không thể",
    "không có",
    "chưa",
    "chưa được",
    "cấm",
    "trừ",
)
_NOT_CUT = "".join(rf"(?<!\b{word} )" for one in _DENIALS for word in (one, one[0].upper() + one[1:]))
_MARKS = re.compile('[“”„‟«»"]')
_SINGLE = re.compile("[‘’‚‛']")
_QUOTED = re.compile(r"“([^“”]+(?:“[^“”]*”[^“”]*)*)”|«([^«»]+)»|\"([^\"]+)\"|(?<!\w)[‘']([^‘’']+)[’'](?!\w)")
_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.{3,})\s*")
_WORD = re.compile(r"[^\W_]+")


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, the outer ones where they are nested."""
    return [next(filter(None, match.groups()), "") for match in _QUOTED.finditer(text)]


def quotation_faults(text: str, cited: Sequence[Citation]) -> Iterator[Fault]:
    """Quotations of three syllables or more that no citation holds word by word."""
    above = [(*one.leads, one.heading, one.document_title, *one.headings) for one in cited]
    held = [_plain(told) for one, over in zip(cited, above, strict=True) for told in (one.quote, *over)]
    for quoted in quotations(text):
        if len(_WORD.findall(quoted)) >= _LEAST and not any(_stands(quoted, one) for one in held):
            yield Fault(FaultKind.QUOTATION, quoted)
    if (
        len(re.findall('"', text)) % 2
        or text.count("“") != text.count("”")
        or text.count("«") != text.count("»")
    ):
        yield Fault(FaultKind.QUOTATION, "")


def is_verbatim(quoted: str, cited: Sequence[Citation]) -> bool:
    """Whether the words stand so in the quotation of one citation."""
    return any(_stands(quoted, _plain(one.quote)) for one in cited)


def _stands(quoted: str, held: str) -> bool:
    at = 0
    for piece in _CUT.split(_plain(quoted).strip(" .,;:")):
        place = _find(piece.strip(" "), held, at)
        if place < 0:
            return False
        at = place + len(piece)
    return True


def _find(piece: str, held: str, at: int) -> int:
    """Where a piece stands whole, at the edges of words; its first letter in either case."""
    if not piece:
        return at
    first = piece[0]
    start = f"[{re.escape(first.lower())}{re.escape(first.upper())}]" if first.isalpha() else re.escape(first)
    match = re.compile(rf"{_NOT_CUT}(?<!\w){start}{re.escape(piece[1:])}(?!\w)").search(held, at)
    return match.start() if match else -1


def _plain(text: str) -> str:
    return _SINGLE.sub("'", _MARKS.sub('"', " ".join(squeeze(nfc(text)).split())))
