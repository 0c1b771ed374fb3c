"""Which possible headings are headings: the order of a part decides."""

from collections.abc import Sequence

from assistant.domain.path import UnitKind
from ingest.reading import Line
from ingest.structure.labels import Mark, mark, shouted
from ingest.structure.order import Rank, in_order

_UPPER = (UnitKind.PART, UnitKind.CHAPTER, UnitKind.SECTION, UnitKind.SUBSECTION)
_ARTICLE_GAP = 20
_NEAR = 12


def chosen(marks: Sequence[Mark], lines: Sequence[Line]) -> list[Mark]:
    """The headings of one part, in reading order."""
    standing = [found for found in marks if found.rest or found.of_code or _stands_alone(found, lines)]
    articles = _articles([found for found in standing if found.kind is UnitKind.ARTICLE])
    last = articles[-1].index if articles else -1
    uppers = _uppers([found for found in standing if found.kind is not UnitKind.ARTICLE])
    kept = [found for found in uppers if found.index < last or found.strong] if articles else []
    return sorted(articles + kept, key=lambda found: found.index)


def _articles(marks: list[Mark]) -> list[Mark]:
    """Articles in running order. A label that the source marks as a heading is believed even
    where it breaks the order (a number printed twice); so are the codification's labels.
    """
    if sum(found.of_code for found in marks) > 1:
        return [found for found in marks if found.of_code]
    plain = [found for found in marks if not found.of_code]
    order = set(in_order([found.rank for found in plain], _ARTICLE_GAP))
    return [found for n, found in enumerate(plain) if n in order or found.exact]


def _uppers(marks: list[Mark]) -> list[Mark]:
    """Chapters and the like; a smaller unit counts anew inside each larger one."""
    current: dict[UnitKind, Rank] = {}
    kept = []
    for found in marks:
        last = current.get(found.kind)
        late = found.kind is UnitKind.CHAPTER and last is None and found.strong
        if not (found.exact or found.rank.first or late or (last and _after(found, last))):
            continue
        kept.append(found)
        current[found.kind] = found.rank
        for smaller in _UPPER[_UPPER.index(found.kind) + 1 :]:
            if smaller is not UnitKind.CHAPTER:
                current.pop(smaller, None)
    return kept


def _after(found: Mark, last: Rank) -> bool:
    return found.rank.follows(last) or (found.strong and found.rank.skips(last)) or found.rank == last


def _stands_alone(found: Mark, lines: Sequence[Line]) -> bool:
    """A label alone on its line is a heading where the sentence before it has ended and what
    follows begins like a title or a text; otherwise a sentence broke there.
    """
    if lines[found.index].heading:
        return True
    before = next(
        (line for line in reversed(lines[max(0, found.index - _NEAR) : found.index]) if line.text.strip()),
        None,
    )
    ended = before is None or before.table or before.heading or _ends(before.text) or mark(before, 0)
    after = next((line for line in lines[found.index + 1 : found.index + _NEAR] if line.text.strip()), None)
    return bool(ended) and (after is None or not after.text.lstrip()[0].islower())


def _ends(text: str) -> bool:
    stripped = text.rstrip(" *_|")
    return not stripped or stripped[-1] in '.;:”"»)!?-_/' or shouted(stripped) or len(stripped) < 60
