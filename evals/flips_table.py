"""When each article of the codification began, changed and ended, and with which words.

Made from both packages by the evaluation's own reader. A citation is judged against it: the
day must lie in the article's interval, and the quoted words must be those of that day.
Intervals are half open. What the notes leave open is not judged, and counted as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from evals.flips_reader import Article, Key, article_key, plain


class Verdict(StrEnum):
    """What the table says about words cited for a day."""

    FITS = "fits"
    STALE = "stale"
    TOO_RECENT = "too recent"
    UNREAD = "words unknown to the evaluator"
    UNKNOWN = "article or day unknown to the evaluator"


BROKEN = (Verdict.STALE, Verdict.TOO_RECENT)
"""The verdicts of a citation outside its interval."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of an article, known to hold from ``start`` until before ``end``.

    ``start`` of ``None``: from an unknown day; such words prove nothing about a day.
    """

    words: str
    start: date | None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether these are the words of ``day`` for sure."""
        return self.start is not None and self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class History:
    """An article's interval, ``None`` where unknown or without end, and its wordings."""

    begins: date | None
    ends: date | None
    wordings: tuple[Wording, ...]

    def judge(self, quote: str, day: date) -> Verdict:
        """Judge words (as ``plain`` gives them) cited as in force on ``day``."""
        if self.begins and day < self.begins:
            return Verdict.TOO_RECENT
        if self.ends and day >= self.ends:
            return Verdict.STALE
        if not quote:
            return Verdict.UNREAD
        holding = [wording for wording in self.wordings if wording.holds(day)]
        having = [wording for wording in self.wordings if quote in wording.words]
        if not having:
            return Verdict.UNREAD
        if not holding:
            return Verdict.UNKNOWN
        return _compared(holding, having, day)


def _compared(holding: Sequence[Wording], having: Sequence[Wording], day: date) -> Verdict:
    if any(wording in holding for wording in having):
        return Verdict.FITS
    later = any(wording.start and wording.start > day for wording in having)
    return Verdict.TOO_RECENT if later else Verdict.STALE


class Table:
    """Histories by article; several where one document has the number twice."""

    def __init__(self, histories: dict[Key, tuple[History, ...]]) -> None:
        self._histories = histories

    @classmethod
    def build(cls, older: Iterable[Article], newer: Iterable[Article], ended: dict[str, date]) -> "Table":
        """From both packages; ``ended`` holds the last days of whole documents, by their key."""
        both: dict[Key, tuple[list[Article], list[Article]]] = defaultdict(lambda: ([], []))
        for side, articles in enumerate((older, newer)):
            for article in articles:
                both[article.key][side].append(article)
        histories = {key: _histories(*sides) for key, sides in both.items()}
        return cls({key: _ending(found, ended.get(key[0])) for key, found in histories.items()})

    def __len__(self) -> int:
        return len(self._histories)

    def history(self, document: str, article: str) -> tuple[History, ...]:
        """What is known of an article; empty where nothing is."""
        return self._histories.get(article_key(document, article), ())

    def judge(self, document: str, article: str | None, quote: str, day: date) -> Verdict:
        """Judge a citation; of several articles with one number the kindest verdict counts."""
        words = plain(quote)
        verdicts = [known.judge(words, day) for known in self.history(document, article)] if article else []
        kind = (Verdict.FITS, Verdict.UNREAD, Verdict.UNKNOWN, Verdict.STALE, Verdict.TOO_RECENT)
        return min(verdicts, key=kind.index, default=Verdict.UNKNOWN)


def _histories(older: list[Article], newer: list[Article]) -> tuple[History, ...]:
    if len(older) == len(newer) == 1:
        return (_of_both(older[0], newer[0]),)
    return tuple(_of_one(article) for article in older + newer)


def _of_one(article: Article) -> History:
    wording = Wording(article.words, article.worded)
    return History(_begin(article), _end(article), (wording,) if article.words else ())


def _of_both(old: Article, new: Article) -> History:
    if old.words == new.words:
        return replace(_of_one(new), wordings=(Wording(old.words, old.worded),))
    fresh = new_days(old, new)
    if not fresh or old.worded is None or fresh[0] <= old.worded:
        wordings = (Wording(old.words, None), Wording(new.words, None))
    else:
        wordings = (Wording(old.words, old.worded, fresh[0]), Wording(new.words, new.worded))
    return History(_begin(new), _end(new), tuple(wording for wording in wordings if wording.words))


def new_days(old: Article, new: Article) -> list[date]:
    """The days of changes that only the newer note names, the first first."""
    known = {old.force, *(change.day for change in old.changes)}
    return sorted({change.day for change in new.changes} - known)


def _begin(article: Article) -> date | None:
    """The first day; unknown where the words leave open which of several changes inserted it."""
    inserted = {change.day for change in article.changes if change.inserts}
    if not inserted and article.changes and article.article[-1].isalpha():
        inserted = {change.day for change in article.changes}
        return min(inserted) if len(inserted) == 1 else None
    return min(inserted, default=article.force)


def _end(article: Article) -> date | None:
    return max((change.day for change in article.changes if change.repeals), default=None)


def _ending(histories: tuple[History, ...], day: date | None) -> tuple[History, ...]:
    if day is None:
        return histories
    return tuple(replace(known, ends=min(filter(None, (known.ends, day)))) for known in histories)
