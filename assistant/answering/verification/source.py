"""What is cited, taken apart: the items of each quotation with what stands above them.

A part is a sentence, or what semicolons divide, of one line of a quotation. Its leads are the lines
above that it continues ("Hồ sơ gồm:"), also where a lead is cited by itself; its address goes
down to the khoản and điểm that its line is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.answering.verification.lexicon import CLOSED, Kind
from assistant.answering.verification.reading import Reading, Token, read
from assistant.answering.verification.tables import cells_of
from assistant.domain.answer import Citation
from assistant.domain.path import ProvisionPath, UnitKind

_MARK = re.compile(
    r"^\s*[“\"«]?(?:(?P<clause>\d{1,3}[a-zđ]?)\.(?=\s)|(?P<point>[a-zđ]\d?)\)|(?P<dash>[-–+•*])(?=\s))"
)
# A line without a mark that opens a list stands between the levels around it.
_HALF = 0.5
_UNIT_OF_TABLE = re.compile(r"[Đđ]ơn vị(?: tính)?:\s*(?P<unit>[^)\n|]{2,60})")
_LEVELS = {"clause": 1, "point": 2, "dash": 3}
_ENDS = frozenset(".;?!…")
_OF_PATH = {
    UnitKind.ARTICLE: "article",
    UnitKind.CLAUSE: "clause",
    UnitKind.POINT: "point",
    UnitKind.CHAPTER: "chapter",
    UnitKind.SECTION: "section",
    UnitKind.PART: "part",
    UnitKind.ANNEX: "annex",
}


@dataclass(frozen=True, eq=False)
class Part:
    """A sentence or item: its own ``tokens``, those of its ``leads``, those ``before`` it in its line,
    of them its ``elder`` ones: earlier parts of the same sentence.

    ``heading``: tokens of the headings above, ``title``: of the document's title. ``labels``: its address.
    ``made``: put together from a cell of a table with the heads of its row and column.
    """

    citation: int
    tokens: tuple[Token, ...]
    leads: tuple[Token, ...]
    before: tuple[Token, ...]
    elder: tuple[Token, ...]
    heading: tuple[Token, ...]
    title: tuple[Token, ...]
    labels: tuple[tuple[str, str], ...]
    made: bool = False

    @cached_property
    def own(self) -> frozenset[str]:
        """Keys of its own words."""
        return frozenset(token.key for token in self.tokens)

    @cached_property
    def near(self) -> frozenset[str]:
        """Keys of its own words and of those that it continues."""
        return self.own | frozenset(token.key for token in self.leads)

    @cached_property
    def times(self) -> frozenset[str]:
        """Units of time that it names by themselves, not behind a number."""
        tokens = (*self.tokens, *self.leads, *self.elder)
        return frozenset(token.key for token in tokens if token.kind is Kind.TIME)

    @cached_property
    def all(self) -> frozenset[str]:
        """Keys of all that it stands under or after."""
        more = (*self.before, *self.heading, *self.title)
        return self.near | frozenset(token.key for token in more)


@dataclass(frozen=True, eq=False)
class Source:
    """All that a statement cites. ``around``: readings of headings, titles, openings of the cited."""

    citations: tuple[Citation, ...]
    readings: tuple[Reading, ...]
    around: tuple[Reading, ...]
    parts: tuple[Part, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of all words cited, and of the headings and titles above them."""
        return frozenset().union(*(one.keys for one in (*self.readings, *self.around)))

    @cached_property
    def syllables(self) -> frozenset[str]:
        """Every syllable of ``keys``: phrases may be cut otherwise in a statement."""
        return frozenset(word for key in self.keys for word in key.split())


@dataclass(frozen=True)
class _Line:
    level: float
    labels: tuple[tuple[str, str], ...]
    tokens: tuple[Token, ...]
    told: tuple[tuple[str, str], ...] = ()


def source_of(cited: Sequence[Citation], *, notes: bool = False) -> Source:
    """The source that ``cited`` make, the same quotation once; with ``notes`` also what is told of
    their validity, for a statement that speaks of it.
    """
    unique = tuple({(one.path, one.quote): one for one in cited}.values())
    return _source(_Cited(unique), notes)


class _Cited(tuple[Citation, ...]):
    """Citations that hash by what is read of them; a ``Citation`` may not hash at all."""

    def __hash__(self) -> int:
        return hash(tuple((one.path, one.quote, one.leads, one.validity) for one in self))


@lru_cache(maxsize=256)
def _source(cited: _Cited, notes: bool) -> Source:
    readings = tuple(read(one.quote) for one in cited)
    around = tuple(read(_above(one)) for one in cited)
    titles = tuple(read(one.document_title) for one in cited)
    led = tuple(read(lead) for one in cited for lead in one.leads)
    parts: list[Part] = []
    for at, one in enumerate(cited):
        leads = _leads_told(one, cited) + _leads_cited(one, cited, readings)
        own = list(_parts(at, one, readings[at], (around[at].tokens, titles[at].tokens), leads))
        parts += own
        parts += _cells(readings[at], own)
        if notes and own:
            parts += _notes(one, own[0])
    return Source(tuple(cited), readings, (*around, *titles, *led), tuple(parts))


def _above(one: Citation) -> str:
    """The headings above a quotation, a line each."""
    lines = (one.heading, *one.headings)
    return "\n".join(line for line in lines if line)


def _leads_told(one: Citation, cited: Sequence[Citation]) -> tuple[Token, ...]:
    """Openings that a citation is told to continue; one that is cited too is read there."""
    beside = [other.quote.rstrip() for other in cited if other.quote.rstrip().endswith(":")]
    told = [lead for lead in one.leads if not any(quote.endswith(lead) for quote in beside)]
    return tuple(token for lead in told for token in read(lead).tokens if token.key != "\n")


def _leads_cited(one: Citation, cited: Sequence[Citation], readings: Sequence[Reading]) -> tuple[Token, ...]:
    """Lead-in lines that are cited by themselves and that ``one`` continues."""
    found: list[Token] = []
    for other, reading in zip(cited, readings, strict=True):
        continues = one.path.startswith(f"{other.path}.") or (one.path == other.path and one is not other)
        if continues and other.quote.rstrip().endswith(":"):
            found += reading.tokens
    return tuple(found)


def _parts(
    at: int,
    one: Citation,
    reading: Reading,
    over: tuple[tuple[Token, ...], tuple[Token, ...]],
    above: tuple[Token, ...],
) -> Iterator[Part]:
    stack: list[_Line] = []
    for line in _lines(reading, _labels(one.path)):
        if line.tokens[0].start > 0 and reading.text[: line.tokens[0].start].rstrip(" ").endswith("|"):
            continue  # a row of a table: see ``_cells``
        while stack and line.level and stack[-1].level >= line.level:
            stack.pop()
        lines = [one for one in stack if line.level or _opens(one)]
        leads = above + tuple(token for upper in lines for token in upper.tokens)
        labels = tuple(
            {**dict(line.labels), **dict(stack[-1].labels if stack else ()), **dict(line.told)}.items()
        )
        before: tuple[Token, ...] = ()
        elder: tuple[Token, ...] = ()
        for tokens in _sentences(line.tokens):
            yield Part(at, tokens, leads, before, elder, *over, labels)
            before += tokens
            elder = elder + tokens if tokens[-1].key == ";" else ()
        if line.level or line.tokens[-1].key == ":":
            level = line.level or (stack[-1].level + _HALF if stack else 0)
            stack.append(_Line(level, labels, line.tokens))


def _opens(line: _Line) -> bool:
    """Whether a line opens those below it: it ends with a colon, or is a title without a mark."""
    return line.tokens[-1].key == ":" or line.tokens[-1].kind is not Kind.MARK


def _notes(one: Citation, first: Part) -> Iterator[Part]:
    """A part for each line on the validity of a citation, under its address."""
    issued = f"ban hành ngày {one.issued_on:%d/%m/%Y}" if one.issued_on else ""
    lines = (one.validity, *one.basis, *(one.note or "").split("\n"), issued, one.label)
    for line in filter(None, lines):
        tokens = read(f"{line} (hiện hành, đang được áp dụng)" if "còn hiệu lực" in line else line).tokens
        yield replace(first, tokens=tokens, leads=(), before=(), elder=(), made=True)


def _cells(reading: Reading, parts: Sequence[Part]) -> Iterator[Part]:
    """A part for each cell of a table: its row's name, its column's head, its words with their unit."""
    rows: list[str] = []
    unit, start = "", 0
    above: Part | None = None
    for line in (*reading.text.split("\n"), ""):
        if line.startswith("|"):
            above = above if rows else _last_before(start + len(line), parts)
            rows.append(line)
        elif rows:
            yield from _of_table(rows, unit, above)
            rows = []
        unit = match["unit"] if (match := _UNIT_OF_TABLE.search(line)) else unit
        start += len(line) + 1


def _last_before(end: int, parts: Sequence[Part]) -> Part | None:
    return next((part for part in reversed(parts) if part.tokens[0].start < end), None)


def _of_table(rows: Sequence[str], unit: str, above: Part | None) -> Iterator[Part]:
    """The parts of a table that stands under ``above``."""
    if above is None:
        return
    over = (*above.leads, *(t for t in above.tokens if t.kind not in CLOSED))
    for cell in cells_of(rows):
        named = ", ".join((*cell.groups, cell.row, cell.column))
        tokens = read(f"{named}: {cell.words} {unit}").tokens
        yield replace(above, tokens=tokens, leads=over, before=(), elder=(), made=True)


def _lines(reading: Reading, base: tuple[tuple[str, str], ...]) -> Iterator[_Line]:
    """The lines of a quotation: how deep each is, its address, its tokens without its mark."""
    start, tokens = 0, list(reading.tokens)
    for text in reading.text.split("\n"):
        end = start + len(text)
        match = _MARK.match(text)
        level = next((_LEVELS[name] for name in _LEVELS if match[name]), 0) if match else 0
        after = start + (match.end() if match else 0)
        inside = tuple(t for t in tokens if after <= t.start < end and t.key != "\n")
        told = [(name, match[name]) for name in ("clause", "point") if match and match[name]]
        if inside:
            yield _Line(level, base, inside, tuple(told))
        start = end + 1


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    taken: list[Token] = []
    for token in tokens:
        taken.append(token)
        if token.kind is Kind.MARK and token.key in _ENDS:
            yield tuple(taken)
            taken = []
    if taken:
        yield tuple(taken)


def _labels(path: str) -> tuple[tuple[str, str], ...]:
    """The address of a citation by level; empty where it has none that can be read."""
    try:
        segments = ProvisionPath.parse(path).segments
    except ValueError:
        return ()
    return tuple((_OF_PATH[s.kind], s.label.lower()) for s in segments if s.kind in _OF_PATH)
