"""The words that a question asks the meaning of, or uses, and the provisions that define them.

"Học phí là gì?", "Thế nào là lớp ghép?", "Khái niệm học liệu": what stands beside the words of
asking is the core of the question, and a defined word that is the core is what is asked for. A
question typed without diacritics is compared without them.

A look costs one search for all rows of neighbouring syllables of the question at once, in
sorted arrays of about 40 bytes a definition; no text is kept in memory.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.domain.definitions import FACTOR, LONGEST_TERM, DefinitionKind, syllable_key
from assistant.domain.document import Access
from assistant.domain.words import fold, fold_syllables, nfc, syllables
from assistant.library import Library
from assistant.retrieval.terms import typed_plain

_Keys = npt.NDArray[np.int64]

_LONGEST_QUESTION = 160
"""Syllables of a question that are looked at."""
_WEIGHTS = {DefinitionKind.MEANING: 1.0, DefinitionKind.TITLED: 0.95, DefinitionKind.SHORT: 0.5}
_BY_KIND = np.array([0.0, *(_WEIGHTS[kind] for kind in DefinitionKind)])


def _both(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A pattern of syllables as written, and for questions typed without diacritics."""
    return re.compile(pattern), re.compile(fold(pattern))


# How the meaning of a word is asked for, in syllables. Source: question words of grammar.
_AFTER = _both(
    r" (?:(?:được |có thể |phải )*(?:pháp luật |luật )?"
    r"(?:hiểu|định nghĩa|giải thích|gọi|quy định|xác định|coi)(?: cụ thể)? )?"
    r"(?:(?:có )?(?:ý )?nghĩa )?(?:là (?:cái )?gì|là (?:như )?thế nào|là (?:ra )?sao|là ai)(?= )"
    r"| (?:được |phải |nên )*(?:hiểu|định nghĩa|giải thích) (?:là )?(?:như )?(?:thế nào|ra sao|sao|gì)(?= )"
    r"| có nghĩa (?:là )?(?:gì|sao|thế nào)(?= )"
)
_BEFORE = _both(
    r" (?:(?:như )?thế nào (?:thì )?(?:được )?(?:(?:hiểu|coi|gọi|xem|xác định) )?là"
    r"|(?:nêu |cho biết |trình bày |giải thích )?"
    r"(?:khái niệm|định nghĩa|thuật ngữ|từ ngữ|cụm từ)(?: (?:về|của))?"
    r"|hiểu (?:như )?thế nào (?:về|là))(?= )"
)
_FRAME = _both(
    r"(?: (?:như thế nào|thế nào|được quy định|được hiểu|quy định|theo|hiện nay|hiện hành|mới nhất|mới"
    r"|của pháp luật|pháp luật|luật|vậy|ạ|cụ thể|là gì|là|gì))+$"
)
_CONTEXT = _both(
    r"^ (?:theo|trong|tại|căn cứ|đối với|cho (?:tôi|em|mình|hỏi)|xin|hỏi|(?:như )?thế nào|hiểu)(?= )"
)
_LINKS = frozenset(fold("trong của tại ở theo đối về trên cho khi do với để").split())
_BREAK = re.compile(r"[^\W_]+|[,;:–-]")


@dataclass(frozen=True)
class Use:
    """A defined word in a question: its place in syllables, its words, the definitions' ids."""

    start: int
    end: int
    words: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class _Read:
    """A question taken apart. ``breaks``: syllables that a comma stands before. ``core``: what is
    asked the meaning of, half open; ``None`` where no meaning is asked.
    """

    words: list[str]
    folded: list[str]
    breaks: frozenset[int]
    core: tuple[int, int] | None
    plain: bool


@dataclass(frozen=True)
class _Found:
    """Where in a question which rows of the table stand."""

    start: int
    end: int
    rows: npt.NDArray[np.int64]


class Definitions:
    """The defined words that an asker sees in one edition. Safe to share between threads."""

    def __init__(self, keys: _Keys) -> None:
        """``keys``: a row a definition, as ``library.defined.Key``."""
        self._plain = _Sorted.of(keys[:, 0])
        self._written = _Sorted.of(keys[:, 1])
        self._kind = keys[:, 3].astype(np.uint8)
        self._provision = np.ascontiguousarray(keys[:, 4])
        self._id = np.ascontiguousarray(keys[:, 5])
        self._longest = int(keys[:, 2].max(initial=0))

    @classmethod
    def read(cls, library: Library, edition: int, access: Access) -> "Definitions":
        """Those of ``edition``."""
        rows = library.definition_keys(edition=edition, access=access)
        return cls(np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 6))

    def __len__(self) -> int:
        return len(self._id)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the table takes."""
        sorted_ = (self._plain.keys, self._plain.order, self._written.keys, self._written.order)
        return sum(array.nbytes for array in (*sorted_, self._kind, self._provision, self._id))

    def defines(self, question: str) -> dict[int, float]:
        """The provisions that define what the question asks the meaning of, with how surely, above
        0 to 1: 1 where a clause of "Giải thích từ ngữ" defines the very words that are asked.
        Empty where no meaning is asked.
        """
        read = _read(question)
        if read.core is None:
            return {}
        found: dict[int, float] = {}
        for one in self._find(read, *read.core):
            sure = _sureness(read, one.start, one.end)
            for row in one.rows:
                id_, strength = int(self._provision[row]), sure * float(_BY_KIND[self._kind[row]])
                found[id_] = max(strength, found.get(id_, 0.0))
        return found

    def asked(self, question: str) -> tuple[Use, ...]:
        """The defined word whose meaning is asked: the surest place; none where none is asked."""
        read = _read(question)
        if read.core is None:
            return ()
        found = [(_sureness(read, f.start, f.end), f) for f in self._find(read, *read.core)]
        sure, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
        return (self._use(read, best),) if best is not None and sure >= SURE else ()

    def used(self, question: str) -> tuple[Use, ...]:
        """The defined words of two syllables and more in a question, the longest at each place, none
        inside or across another, in their order.
        """
        read = _read(question)
        taken: list[_Found] = []
        for one in sorted(self._find(read, 0, len(read.words)), key=lambda f: (f.start - f.end, f.start)):
            apart = all(one.end <= other.start or one.start >= other.end for other in taken)
            if one.end - one.start > 1 and apart:
                taken.append(one)
        return tuple(self._use(read, one) for one in sorted(taken, key=lambda f: f.start))

    def _use(self, read: _Read, found: _Found) -> Use:
        words = " ".join(read.words[found.start : found.end])
        return Use(found.start, found.end, words, tuple(int(self._id[row]) for row in found.rows))

    def _find(self, read: _Read, start: int, end: int) -> Iterator[_Found]:
        """Every row of syllables between two places that is a defined word."""
        words = read.folded if read.plain else read.words
        table = self._plain if read.plain else self._written
        grams, starts, lengths = _grams(words[start:end], min(self._longest, LONGEST_TERM))
        low, high = table.places(grams)
        for at in np.flatnonzero(high > low):
            first = start + int(starts[at])
            yield _Found(first, first + int(lengths[at]), table.order[low[at] : high[at]])


SURE = 0.5
"""From this sureness on, a defined word counts as the one that is asked for."""


@dataclass(frozen=True)
class _Sorted:
    """Keys in their order, and the rows that they are of."""

    keys: _Keys
    order: npt.NDArray[np.int64]

    @classmethod
    def of(cls, keys: _Keys) -> "_Sorted":
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], order)

    def places(self, wanted: _Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Where the rows of each wanted key begin and end in ``order``."""
        return np.searchsorted(self.keys, wanted), np.searchsorted(self.keys, wanted, side="right")


def _grams(words: Sequence[str], longest: int) -> tuple[_Keys, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Keys of all rows of neighbouring syllables, with where they begin and their lengths; the same
    arithmetic as ``domain.definitions.key_of``, for all places at once.
    """
    single = np.array([syllable_key(word) for word in words], dtype=np.uint64)
    keys, starts, lengths = [], [], []
    grown = single
    for length in range(1, min(longest, len(words)) + 1):
        if length > 1:
            grown = grown[:-1] * np.uint64(FACTOR) + single[length - 1 :]
        keys.append(grown)
        starts.append(np.arange(len(grown)))
        lengths.append(np.full(len(grown), length))
    if not keys:
        return np.empty(0, np.int64), np.empty(0, np.intp), np.empty(0, np.intp)
    return np.concatenate(keys).view(np.int64), np.concatenate(starts), np.concatenate(lengths)


def asks_meaning(question: str) -> bool:
    """Whether a question has the form of asking what a word means ("là gì", "thế nào là")."""
    return _read(question).core is not None


# --- reading the question ----------------------------------------------------------------------


def _read(question: str) -> _Read:
    words = syllables(question)[:_LONGEST_QUESTION]
    breaks, at = set[int](), 0
    for match in _BREAK.finditer(nfc(question).lower()):
        if match.group().isalnum():
            at += 1
        else:
            breaks.add(at)
    plain = typed_plain(question)
    return _Read(words, fold_syllables(words), frozenset(breaks), _core(words, breaks, plain), plain)


def _core(words: list[str], breaks: set[int], plain: bool) -> tuple[int, int] | None:
    """The syllables whose meaning is asked, without the words of asking around them."""
    text = f" {' '.join(words)} "
    after = next(reversed(list(_AFTER[plain].finditer(text))), None)
    before = _BEFORE[plain].search(text)
    start, end = 0, len(words)
    if before is not None and (after is None or before.start() < after.start()):
        start = text.count(" ", 0, before.end())
    elif after is None:
        return None
    if after is not None:
        end = text.count(" ", 0, after.start())
    start, end = _narrowed(words, breaks, start, end, plain)
    return (start, end) if start < end else None


def _narrowed(words: list[str], breaks: set[int], start: int, end: int, plain: bool) -> tuple[int, int]:
    """Without "theo quy định của pháp luật," before and "theo quy định mới" after."""
    if _CONTEXT[plain].match(f" {' '.join(words[start:end])} "):
        start = next((at for at in sorted(breaks) if start < at < end), start)
    text = f" {' '.join(words[start:end])}"
    frame = _FRAME[plain].search(text)
    if frame is not None and frame.start() > 0:
        end = start + text.count(" ", 0, frame.start())
    return start, end


def _sureness(read: _Read, start: int, end: int) -> float:
    """How surely the word at ``start:end`` is what the core asks for. In Vietnamese the head of a
    phrase stands first: of "đạo đức nghề nghiệp của viên chức", the ethics are asked about.
    """
    first, last = read.core or (0, 0)
    share = (end - start) / (last - first)
    if (start, end) == (first, last):
        return 1.0
    heads = start == first or start in read.breaks
    closes = end == last or end in read.breaks or read.folded[end] in _LINKS
    return 0.5 + 0.5 * share if heads and closes else 0.4 * share
