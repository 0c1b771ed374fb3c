"""Counts syllables and pairs of neighbours in regulations; behind ``hocvu train language``.

Pairs get absolute discounting over single syllables. Of the pairs those are kept that tell
most: whose probability differs from what the second syllable alone would suggest, weighed by
how often they occur. The same input gives the same file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.domain.document import Document
from assistant.domain.path import UnitKind
from assistant.domain.words import syllables
from assistant.retrieval.language import NUMBER, SHIPPED, STEPS

Longs = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

_BREAK = -1
_SHIFT = 24
"""Bits of a word's number: sixteen million different words."""
_CHUNK = 4_000_000
_DISCOUNT = 0.75
_LONGEST = 8
"""Letters; no syllable of Vietnamese has more than seven ("nghiêng")."""

# How people ask, in words that regulations hardly have. Each counts as if it stood in the texts
# ``_ASKED`` times.
_ASKED = 400
_ASKING = (
    "là gì", "thế nào là", "như thế nào", "ra sao", "bao nhiêu", "là bao nhiêu", "bao lâu", "khi nào",
    "ở đâu", "được không", "có được không", "hay không", "không ạ", "phải không", "vì sao", "tại sao",
    "làm sao", "làm thế nào", "mấy năm", "mấy tháng", "mấy ngày", "mấy lần", "mấy tiết", "cần gì",
    "cần những gì", "gồm những gì", "giấy tờ gì", "những giấy tờ gì", "trường hợp nào", "cơ quan nào",
    "ai là", "ai có", "của ai", "do ai", "cho tôi hỏi", "xin hỏi", "cho em hỏi", "tôi muốn", "em muốn",
    "con tôi", "con em", "cháu tôi", "nhà tôi", "chồng tôi", "vợ tôi", "mẹ tôi", "bố tôi", "bạn tôi",
    "tôi có", "em có", "tôi phải", "em phải", "tôi bị", "em bị", "tôi đang", "em đang", "tôi đã", "em đã",
    "thì sao", "thì có", "thì phải", "thì được", "có bị", "có phải", "có cần", "có thể", "vậy thì",
    "theo quy định", "được quy định như thế nào", "được quy định thế nào", "quy định ra sao",
    "bị phạt bao nhiêu", "phạt bao nhiêu tiền", "bao nhiêu tiền", "bao nhiêu tuổi", "bao nhiêu năm",
    "bao nhiêu tiết", "bao nhiêu điểm", "đúng không", "xử lý thế nào", "xử lý như thế nào", "cấp một",
    "cấp hai", "cấp ba", "học thêm", "dạy thêm", "đi học", "nghỉ học", "chuyển trường", "học phí",
    "chào bạn", "chào anh chị", "cảm ơn", "xin cảm ơn", "tôi là", "em là", "mình là", "mình muốn",
    "mình có", "tôi học", "em học", "con tôi học", "con tôi bị", "bạn cho mình hỏi", "cho mình hỏi",
    "muốn hỏi", "xin hỏi là", "ai dạy", "ai ký", "ai cấp", "ai được", "ai phải", "ai quyết định", "cho ai",
    "ai trả", "nghỉ khi nào", "nghỉ mấy ngày", "nghỉ bao lâu", "nghỉ bao nhiêu ngày", "nghỉ đẻ", "nghỉ hè",
    "nghỉ tết", "xin nghỉ", "bắt nạt", "đánh nhau", "bị đuổi học", "quay cóp", "học lại", "thi lại",
    "ở lại lớp", "lớp mấy", "trường tư", "trường công", "trường nghề", "trường chuyên", "học bạ",
    "muốn chuyển", "chuyển sang", "học ở đâu", "nộp ở đâu", "xin ở đâu", "đóng bao nhiêu", "được mấy",
    "phải đóng", "có sao không", "thầy cô", "cô giáo", "thầy giáo", "các bạn", "bạn bè", "đúng luật",
    "trái luật", "có đúng không",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """``least``: times that a syllable must occur; ``syllables``, ``pairs``: how many are kept."""

    least: int = 6
    syllables: int = 8_000
    pairs: int = 640_000


class NothingToCount(ValueError):
    """The documents have no words."""

    def __init__(self) -> None:
        super().__init__("không có lời văn nào để đếm")


def train_language(
    documents: Iterable[Document], output: Path | None = None, size: Size | None = None
) -> Path:
    """Count ``documents`` and write the model's file ``output`` (the shipped one).

    Of articles with one address the last is taken, so give the older package first. Raise
    ``NothingToCount`` where they have no words.
    """
    file = output or SHIPPED
    counts = Counts.of(_texts(documents))
    if not counts.words:
        raise NothingToCount
    counts.write(file, size or Size())
    return file


def _texts(documents: Iterable[Document]) -> Iterator[str]:
    found: dict[str, str] = {}
    for document in documents:
        found[str(document.number)] = document.head.title
        for provision in document.provisions:
            if provision.kind is UnitKind.ARTICLE:
                found[str(provision.path)] = f"{provision.heading}\n{provision.text}"
    yield from found.values()


@dataclass(frozen=True)
class Counts:
    """How often each word stands in the texts, and each pair (sorted keys, times)."""

    words: list[str]
    single: Longs
    keys: Longs
    times: Longs

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Counts":
        """Number the words in the order in which they come, and count."""
        numbers: dict[str, int] = {}
        single = Counter[int]()
        keys, often = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for flat, times in _chunks(texts, numbers):
            words, many = np.unique(flat[flat >= 0], return_counts=True)
            single.update(dict(zip(words.tolist(), (many * times).tolist(), strict=True)))
            both = (flat[:-1] >= 0) & (flat[1:] >= 0)
            found, many = np.unique((flat[:-1][both] << _SHIFT) + flat[1:][both], return_counts=True)
            keys.append(found)
            often.append(many * times)
        merged, place = np.unique(np.concatenate(keys), return_inverse=True)
        total = np.bincount(place, np.concatenate(often), len(merged)).astype(np.int64)
        merged = (merged >> _SHIFT) * len(numbers) + merged % (1 << _SHIFT)
        return cls(list(numbers), np.array([single[n] for n in range(len(numbers))], np.int64), merged, total)

    def write(self, file: Path, size: Size) -> None:
        """Choose, smooth and store."""
        chosen = self._chosen(size)
        kept = self._among(chosen)
        single = -np.log(kept.single / kept.single.sum())
        pairs = kept.smoothed(single)
        keep = np.sort(np.argsort(-pairs.gain, kind="stable")[: size.pairs])
        np.savez_compressed(
            file,
            syllables=np.frombuffer("\n".join(kept.words).encode(), np.uint8),
            single=_steps(single),
            backoff=_steps(pairs.backoff),
            pairs=np.diff(kept.keys[keep], prepend=0).astype(np.uint32),
            costs=_steps(pairs.costs[keep]),
        )

    def _chosen(self, size: Size) -> Longs:
        """Syllables of Vietnamese by their letters, the frequent ones first."""
        fit = np.array([_fits(word) for word in self.words], dtype=bool)
        least = min(size.least, int(self.single.max()))
        order = np.argsort(-self.single, kind="stable")
        return order[fit[order] & (self.single[order] >= least)][: size.syllables]

    def _among(self, chosen: Longs) -> "Counts":
        """The counts of the words ``chosen``, numbered in their order."""
        number = np.full(len(self.words), -1, np.int64)
        number[chosen] = np.arange(len(chosen))
        first, second = number[self.keys // len(self.words)], number[self.keys % len(self.words)]
        both = (first >= 0) & (second >= 0)
        keys = first[both] * len(chosen) + second[both]
        order = np.argsort(keys, kind="stable")
        words = [self.words[at] for at in chosen]
        return Counts(words, self.single[chosen], keys[order], self.times[both][order])

    def smoothed(self, single: Doubles) -> "_Pairs":
        """Costs of pairs with absolute discounting over ``single``."""
        width = len(self.words)
        first, second = self.keys // width, self.keys % width
        whole = np.bincount(first, self.times, width)
        different = np.bincount(first, minlength=width)
        left = np.where(whole > 0, _DISCOUNT * different / np.maximum(whole, 1), 1.0)
        chance = (self.times - _DISCOUNT) / whole[first] + left[first] * np.exp(-single[second])
        backoff = -np.log(left)
        costs = -np.log(chance)
        return _Pairs(costs, backoff, self.times * (single[second] + backoff[first] - costs))


@dataclass(frozen=True)
class _Pairs:
    """``gain``: nats that keeping a pair saves on the texts."""

    costs: Doubles
    backoff: Doubles
    gain: Doubles


def _chunks(texts: Iterable[str], numbers: dict[str, int]) -> Iterator[tuple[Longs, int]]:
    """Word numbers with breaks between lines, and how often each counts."""
    flat: list[int] = []
    for text in texts:
        for line in text.split("\n"):
            flat += [numbers.setdefault(_word(word), len(numbers)) for word in syllables(line)]
            flat.append(_BREAK)
        if len(flat) > _CHUNK:
            yield np.array(flat, np.int64), 1
            flat = []
    if flat:
        yield np.array(flat, np.int64), 1
        asked = [syllables(phrase) for phrase in _ASKING]
        words = [[numbers.setdefault(word, len(numbers)) for word in phrase] for phrase in asked]
        yield np.array([number for phrase in words for number in (*phrase, _BREAK)], np.int64), _ASKED


def _word(word: str) -> str:
    return NUMBER if any(char.isdigit() for char in word) else word


def _fits(word: str) -> bool:
    return word == NUMBER or (word.isalpha() and len(word) <= _LONGEST)


def _steps(costs: Doubles) -> npt.NDArray[np.uint8]:
    return np.clip(np.rint(costs * STEPS), 0, 255).astype(np.uint8)
