"""Slips of OCR that are plain in every context, put right.

Tesseract loses tone marks more than letters, most of all in small italics. The fixed phrases of
regulations below have one reading only, whatever marks were lost; nothing else is guessed.
"""

import re
from itertools import pairwise

from assistant.domain.words import fold, nfc

_PHRASES = """
sửa đổi, bổ sung, tổ chức, hướng dẫn, chi tiết, kiểm tra, quyền hạn, hiệu lực, trách nhiệm, vận chuyển,
xét tuyển, tuyển sinh, phổ thông, kết quả, quốc tế, tốt nghiệp, điều kiện, địa phương, nguy hiểm,
phương tiện, thẩm quyền, theo đề nghị, thông tư số, nghị định số, quyết định số, nơi nhận, độc lập,
hạnh phúc, cổng thông tin, bộ trưởng, giáo dục và đào tạo, biển số, cụ thể, khối lượng, chữa cháy
"""
_KNOWN = {fold(phrase.strip()): phrase.strip() for phrase in _PHRASES.replace("\n", " ").split(",")}
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST = max(len(phrase.split()) for phrase in _KNOWN)
_ONE = re.compile(r"(?<![^\W\d])[lI|](?=\d)|(?<=\d)[lI|](?![^\W\d])")
_MONTH = re.compile(r"(?<=tháng )(?:[lI1][lI1])(?= năm)")
_LOOSE_QUOTE = re.compile(r"\s+(?=[”»])")
_BULLET = re.compile(r"^[-–—]\s?_+\s*")


def tidy(text: str) -> str:
    """``l6`` made 16, blanks before closing quotes removed, fixed phrases given their marks."""
    text = _MONTH.sub("11", _ONE.sub("1", nfc(text)))
    return _with_phrases(_BULLET.sub("- ", _LOOSE_QUOTE.sub("", text)))


def _with_phrases(text: str) -> str:
    found = list(_WORDS.finditer(text))
    out, last, index = [], 0, 0
    while index < len(found):
        length, words = _phrase_at(text, found, index)
        for match, word in zip(found[index : index + length], words, strict=True):
            out += [text[last : match.start()], _in_case(word, match.group())]
            last = match.end()
        index += length
    return "".join(out) + text[last:]


def _phrase_at(text: str, found: list[re.Match[str]], index: int) -> tuple[int, list[str]]:
    """How many words from ``index`` form a known phrase, and how they are written."""
    for length in range(_LONGEST, 1, -1):
        part = found[index : index + length]
        between = [text[a.end() : b.start()] for a, b in pairwise(part)]
        known = _KNOWN.get(" ".join(fold(match.group()) for match in part))
        if known and len(part) == length and all(gap == " " for gap in between):
            return length, known.split()
    return 1, [found[index].group()]


def _in_case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() and word[0].islower() else word
