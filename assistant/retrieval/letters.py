"""Vietnamese syllables as letters, marks and a tone; what is left over of Telex and VNI.

A syllable apart from its tone ("trương", huyền) is the same wherever the tone mark stands, so
that keys typed one after the other can be looked up without rules for placing the tone.
"""

import unicodedata
from functools import lru_cache

_TONES = {"\u0301": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
"""sắc, huyền, hỏi, ngã, nặng, as VNI numbers them; 0 is no tone (ngang)."""
_TELEX_TONES = {"s": 1, "f": 2, "r": 3, "x": 4, "j": 5}
_VOWELS = frozenset("aăâeêioôơuưy")
_HAT = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_BREVE = {"a": "ă"}

Parts = tuple[str, int]
"""A syllable without its tone, and the tone."""


@lru_cache(maxsize=32_768)
def parts(syllable: str) -> Parts:
    """``trường`` as ``("trương", 2)``. Of several tones the last counts."""
    if syllable.isascii():
        return syllable, 0
    tone, kept = 0, []
    for char in unicodedata.normalize("NFD", syllable):
        found = _TONES.get(char)
        if found is None:
            kept.append(char)
        else:
            tone = found
    return unicodedata.normalize("NFC", "".join(kept)), tone


def from_telex(word: str) -> Parts | None:
    """What the keys of a lower-case ``word`` make in Telex: ``truowngf`` is ``("trương", 2)``.

    Letters that were composed already may stand among them ("trươngf"). ``None`` where no key
    composes anything.
    """
    toneless, tone = parts(word)
    letters: list[str] = []
    changed = False
    for char in toneless:
        done = _telex_key(letters, char)
        if not done and char in _TELEX_TONES and _VOWELS & set(letters):
            tone, done = _TELEX_TONES[char], True
        if not done:
            letters.append(char)
        changed = changed or done
    return (_composed(letters), tone) if changed else None


def _composed(letters: list[str]) -> str:
    """The letters; ``ươ`` without an end is ``uơ`` ("thuở"), since programs put both horns."""
    word = "".join(letters)
    return f"{word[:-2]}uơ" if word.endswith("ươ") else word


def _telex_key(letters: list[str], char: str) -> bool:
    """Let ``char`` change a letter before it; whether it did."""
    if char in _HAT:
        return _mark(letters, {char: _HAT[char]})
    if char == "d" and letters and letters[0] == "d":
        letters[0] = "đ"
        return True
    if char != "w":
        return False
    if not (_horn_both(letters) or _mark(letters, _HORN | _BREVE)):
        letters.append("ư")
    return True


def from_vni(word: str) -> Parts | None:
    """What the keys of a lower-case ``word`` make in VNI: ``tru7o7ng2`` is ``("trương", 2)``."""
    toneless, tone = parts(word)
    if tone or toneless.isalpha():
        return None
    letters: list[str] = []
    for char in toneless:
        if not char.isdigit():
            letters.append(char)
        elif char in "12345" and _VOWELS & set(letters):
            tone = int(char)
        elif not _vni_mark(letters, char):
            return None
    return _composed(letters), tone


def _vni_mark(letters: list[str], char: str) -> bool:
    if char == "6":
        return _mark(letters, _HAT)
    if char == "7":
        return _horn_both(letters) or _mark(letters, _HORN)
    if char == "8":
        return _mark(letters, _BREVE)
    if char == "9" and letters and letters[0] == "d":
        letters[0] = "đ"
        return True
    return False


def _mark(letters: list[str], marks: dict[str, str]) -> bool:
    """Put a mark on the last letter that takes it."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in marks:
            letters[at] = marks[letters[at]]
            return True
    return False


def _horn_both(letters: list[str]) -> bool:
    """``uo`` takes both horns at once ("truongw"), as programs do."""
    joined = "".join(letters)
    for pair in ("uo", "ưo"):
        at = joined.rfind(pair)
        if at >= 0:
            letters[at : at + 2] = "ươ"
            return True
    return False
