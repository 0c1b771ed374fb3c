"""Pairs of syllables that have one spelling only, whatever marks a scan has lost.

Tesseract loses tone marks far more often than letters: "bỗ sung", "tô chức". In the language of
regulations most pairs of neighbouring syllables are written one way; those pairs are counted in
the codification and kept in ``pairs.txt`` (one a line). A pair read with other marks is put
right; a pair that has two readings, or is not known, is left as it was read. In the same way
``singles.txt`` has syllables that are nearly always written one way, each with the other ways
that do occur: "chuân" becomes "chuẩn", but "kiêm" stays beside "kiểm".

``python -m ingest.readers.pairs FOLDER`` counts them again from the codification's HTML files.
"""

import html
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.domain.orthography import is_syllable
from assistant.domain.words import fold, nfc

_FILE = Path(__file__).with_name("pairs.txt")
_SINGLES = Path(__file__).with_name("singles.txt")
_WORDS = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"<[^>]*>")
_LEAST = 100
_SHARE = 0.99
_SINGLE_SHARE = 0.97
_OCCURS = 5


@cache
def known_pairs() -> dict[str, tuple[str, str]]:
    """From the pair without diacritics to the two syllables as they are written."""
    pairs = (line.split(" ") for line in _FILE.read_text("utf-8").splitlines())
    return {fold(f"{left} {right}"): (left, right) for left, right in pairs}


@cache
def known_singles() -> dict[str, tuple[str, ...]]:
    """From a syllable without diacritics to its usual spelling and the others that occur."""
    lines = (tuple(line.split(" ")) for line in _SINGLES.read_text("utf-8").splitlines())
    return {fold(words[0]): words for words in lines}


def with_marks(text: str) -> str:
    """``text`` with lost tone marks put back where the pairs leave no doubt; letters stay."""
    found = list(_WORDS.finditer(text))
    proposed: dict[int, set[str]] = defaultdict(set)
    for index, (left, right) in enumerate(pairwise(found)):
        if text[left.end() : right.start()] == " ":
            pair = known_pairs().get(fold(f"{left.group()} {right.group()}"))
            for place, word in zip((index, index + 1), pair or (), strict=False):
                proposed[place].add(word)
    return _replaced(text, found, proposed)


def _replaced(text: str, found: list[re.Match[str]], proposed: dict[int, set[str]]) -> str:
    """Words with one proposal replaced; where neighbours disagree the reading stays."""
    out, last = [], 0
    for index, match in enumerate(found):
        words = proposed.get(index, set())
        word = next(iter(words)) if len(words) == 1 else _single(match.group()) if not words else ""
        out += [text[last : match.start()], _in_case(word, match.group()) if word else match.group()]
        last = match.end()
    return "".join(out) + text[last:]


def _single(word: str) -> str:
    """The usual spelling of a syllable read in a way that does not occur; else nothing."""
    words = known_singles().get(fold(word), ())
    return words[0] if words and word.lower() not in words and nfc(word) == word else ""


def _in_case(word: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


def unambiguous(counts: Counter[tuple[str, str]], least: int = _LEAST, share: float = _SHARE) -> list[str]:
    """Pairs said at least ``least`` times and ``share`` of the time one way, marks dropped or not.

    Where all marks were dropped nothing is said of the spelling, so that form is not counted.
    """
    forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for pair, count in counts.items():
        key = fold(written := " ".join(pair))
        if written != key:
            forms[key][pair] = count
    return sorted(_decided(forms.values(), least, share))


def _decided(forms: Iterable[Counter[tuple[str, str]]], least: int, share: float) -> Iterator[str]:
    for ways in forms:
        pair, count = ways.most_common(1)[0]
        if count >= least and count >= share * ways.total() and all(map(is_syllable, pair)):
            yield " ".join(pair)


def nearly_always(counts: Counter[tuple[str, str]], least: int = _LEAST) -> list[str]:
    """Syllables nearly always written one way, each followed by the other ways that occur."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for (left, _), number in counts.items():
        forms[fold(left)][left] += number
    return sorted(_usual(forms, least))


def _usual(forms: dict[str, Counter[str]], least: int) -> Iterator[str]:
    for key, ways in forms.items():
        word, number = ways.most_common(1)[0]
        total = ways.total()
        if word != key and number >= least and number >= _SINGLE_SHARE * total and is_syllable(word):
            others = sorted(way for way, said in ways.items() if way != word and said >= _OCCURS)
            yield " ".join((word, *others))


def count(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """How often each two neighbouring syllables are said."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update(_pairs(text))
    return counts


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    lowered = nfc(text).lower()
    for left, right in pairwise(_WORDS.finditer(lowered)):
        if lowered[left.end() : right.start()] == " ":
            yield left.group(), right.group()


def main(folder: str) -> None:
    """Count the pairs of all HTML files in ``folder`` and write both lists."""
    files = sorted(Path(folder).glob("*.html"))
    texts = (re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", file.read_text("utf-8")))) for file in files)
    counts = count(texts)
    _FILE.write_text("\n".join(unambiguous(counts)) + "\n", "utf-8")
    _SINGLES.write_text("\n".join(nearly_always(counts)) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
