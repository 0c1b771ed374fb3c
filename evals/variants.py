"""The same questions as people really type them, made from clean ones by a seeded generator.

Every maker takes a question in good spelling and gives another spelling of it, the same one
every time. ``typing_errors`` puts one slip into one of every four words, whatever the word.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from assistant.domain.words import fold, nfc
from assistant.retrieval.abbreviations import ABBREVIATIONS

Maker = Callable[[str], str]

_WORD = re.compile(r"[^\W\d_]+")
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_TELEX_TONES = dict(zip(_TONES, "sfrxj", strict=True))
_VNI_TONES = dict(zip(_TONES, "12345", strict=True))
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_TELEX_MARKS = {_HORN: "w", _BREVE: "w"}
_VNI_MARKS = {_HAT: "6", _HORN: "7", _BREVE: "8"}
_NEIGHBOURS = {
    "q": "wa", "w": "qesa", "e": "wrds", "r": "etfd", "t": "rygf", "y": "tuhg", "u": "yijh", "i": "uokj",
    "o": "iplk", "p": "ol", "a": "qsz", "s": "awdzx", "d": "sefxc", "f": "drgcv", "g": "fthvb",
    "h": "gyjbn", "j": "hukmn", "k": "jilm", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv",
    "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_MOVED = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ",
    "õe": "oẽ", "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_BACK = {moved: place for place, moved in _MOVED.items()}
_OPEN = re.compile(rf"(?<![qQ])({'|'.join([*_MOVED, *_BACK])})(?!\w)", re.IGNORECASE)


def without_diacritics(text: str) -> str:
    """As typed on a bare keyboard; capital letters stay."""
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in nfc(text))


def half_without(text: str) -> str:
    """Every word without diacritics with even odds: typed in a hurry, or half corrected."""
    draw = _draw(text, "half")
    return _WORD.sub(lambda m: without_diacritics(m.group()) if draw.random() < 0.5 else m.group(), text)


def decomposed(text: str) -> str:
    """In NFD, as macOS gives file names and some keyboards text."""
    return unicodedata.normalize("NFD", text)


def moved_tones(text: str) -> str:
    """Tone marks of oa, oe, uy in the other place: ``hòa`` for ``hoà`` and the other way round."""
    return _OPEN.sub(lambda match: _moved(match.group()), nfc(text))


def _moved(pair: str) -> str:
    lowered = pair.lower()
    other = _MOVED.get(lowered) or _BACK[lowered]
    if pair.isupper():
        return other.upper()
    return other.capitalize() if pair[0].isupper() else other


def abbreviated(text: str) -> str:
    """Every word that has an abbreviation in the field's table abbreviated, in capital letters."""
    return _FULL.sub(lambda match: _SHORT[match.group().lower()], nfc(text))


_SHORT = {full.lower(): short.upper() for short, full in reversed(ABBREVIATIONS.items())}
_FULL = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _SHORT), key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def telex_left(text: str) -> str:
    """Every word as the keys of Telex, as with the input method switched off."""
    return _WORD.sub(lambda match: telex_keys(match.group()), nfc(text))


def vni_left(text: str) -> str:
    """Every word as the keys of VNI."""
    return _WORD.sub(lambda match: vni_keys(match.group()), nfc(text))


def telex_keys(word: str) -> str:
    """The keys of a word, the tone last: ``trường`` is ``truwowngf``."""
    return _keys(word, lambda base, mark: _TELEX_MARKS.get(mark, base), _TELEX_TONES, "d")


def vni_keys(word: str) -> str:
    """The keys of a word, the tone last: ``trường`` is ``tru7o7ng2``."""
    return _keys(word, lambda _base, mark: _VNI_MARKS[mark], _VNI_TONES, "9")


def _keys(word: str, key: Callable[[str, str], str], tones: dict[str, str], stroke: str) -> str:
    typed, tone, base = "", "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in tones:
            tone = tones[char]
        elif unicodedata.combining(char):
            typed += key(base.lower(), char)
        elif char in "đĐ":
            typed += ("d" if char == "đ" else "D") + stroke
        else:
            typed, base = typed + char, char
    return typed + tone


def typing_errors(text: str, seed: int = 0) -> str:
    """One slip in one of every four words, at random places of a question."""
    text = nfc(text)
    words = [match.span() for match in _WORD.finditer(text)]
    draw = _draw(text, f"slips {seed}")
    chosen = sorted(draw.sample(words, (len(words) + 2) // 4), reverse=True)
    for start, end in chosen:
        text = text[:start] + slip(text[start:end], draw) + text[end:]
    return text


def slip(word: str, draw: random.Random) -> str:
    """``word`` with one slip of a kind that fits it, each kind as likely as the others."""
    kinds = list(_SLIPS)
    draw.shuffle(kinds)
    made = (kind(word, draw) for kind in kinds)
    return next((other for other in made if other != word), word)


def _neighbour(word: str, draw: random.Random) -> str:
    """A neighbouring key instead of a letter; the letter's diacritics are lost."""
    at = draw.randrange(len(word))
    keys = _NEIGHBOURS.get(fold(word[at]), "")
    return word[:at] + draw.choice(keys) + word[at + 1 :] if keys else word


def _doubled(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    return word[: at + 1] + word[at:].lower() if at == 0 else word[: at + 1] + word[at:]


def _dropped(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 1 else word


def _swapped(word: str, draw: random.Random) -> str:
    if len(word) < 2:
        return word
    at = draw.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _other_tone(word: str, draw: random.Random) -> str:
    """Another tone, or none."""
    parts = unicodedata.normalize("NFD", word)
    places = [at for at, char in enumerate(parts) if char in _TONES]
    if not places:
        return word
    at = draw.choice(places)
    tone = draw.choice([other for other in ("", *_TONES) if other != parts[at]])
    return unicodedata.normalize("NFC", parts[:at] + tone + parts[at + 1 :])


def _no_mark(word: str, draw: random.Random) -> str:
    """A letter without its mark, đ for d."""
    parts = unicodedata.normalize("NFD", word)
    places = [at for at, char in enumerate(parts) if char in (_HAT, _HORN, _BREVE) or char in "đĐ"]
    if not places:
        return word
    at = draw.choice(places)
    plain = {"đ": "d", "Đ": "D"}.get(parts[at], "")
    return unicodedata.normalize("NFC", parts[:at] + plain + parts[at + 1 :])


def _keys_left(word: str, _draw: random.Random) -> str:
    return telex_keys(word)


_SLIPS = (_neighbour, _doubled, _dropped, _swapped, _other_tone, _no_mark, _keys_left)


def _draw(text: str, purpose: str) -> random.Random:
    """A generator of its own for each question and purpose."""
    return random.Random(f"{purpose}\0{text}")  # noqa: S311  no secret


VARIANTS: dict[str, Maker] = {
    "without diacritics": without_diacritics,
    "half without diacritics": half_without,
    "NFD": decomposed,
    "tone marks moved": moved_tones,
    "abbreviations": abbreviated,
    "one typing error in four words": typing_errors,
    "Telex left-overs everywhere": telex_left,
    "VNI left-overs everywhere": vni_left,
}
