"""From the parts of a file to provisions with addresses, in reading order, nothing lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.document import Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from ingest.reading import Line
from ingest.structure.article import parse_article_text
from ingest.structure.headings import chosen
from ingest.structure.labels import Mark
from ingest.structure.layout import Part, PartKind, forms, parts
from ingest.structure.order import Rank
from ingest.structure.passage import Piece, passage
from ingest.structure.prose import Prose, prose
from ingest.structure.signature import LONGEST, closing_start
from ingest.structure.titles import article_title, upper_title

_LEVELS = (UnitKind.PART, UnitKind.CHAPTER, UnitKind.SECTION, UnitKind.SUBSECTION)


class Tree:
    """Builds the provisions of one document.

    ``head`` and ``closing`` are the lines that the head fields are read from: known before
    the document has a number to build addresses with.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._document = DocumentNumber("?")
        self._lines = lines
        self._parts = parts(lines)
        self._chosen = [chosen(part.marks, lines) for part in self._parts]
        self.of_code = sum(found.of_code for found in self._parts[0].marks) > 1
        self.head, self.closing = self._ends()
        self._taken: Counter[ProvisionPath] = Counter()
        self._counts: dict[tuple[str | None, UnitKind], int] = {}
        self.provisions: list[Provision] = []

    def build(self, document: DocumentNumber) -> list[Provision]:
        """The provisions; every word of the lines stands in one of them."""
        self._document = document
        for part, headings in zip(self._parts, self._chosen, strict=True):
            if part.kind is PartKind.ANNEX:
                self._annexes(part)
            else:
                self._text(part, headings)
        return self.provisions

    def _ends(self) -> tuple[Sequence[Line], Sequence[Line]]:
        """Head and closing lines of the first part that has a text."""
        for part, headings in zip(self._parts, self._chosen, strict=True):
            if headings:
                start = closing_start(self._lines, headings[-1].index + 1, part.end)
                return self._lines[: headings[0].index], self._lines[start : min(part.end, start + LONGEST)]
        own = self._parts[0]
        found = prose(self._lines, own.start, own.end)
        return self._lines[: found.body], self._lines[found.end : own.end]

    # --- own text and attached texts ---

    def _text(self, part: Part, headings: list[Mark]) -> None:
        base = ProvisionPath(self._document, part.slug or None)
        base = self._attached(part, base) if part.kind is PartKind.ATTACHED else base
        if not headings:
            self._without_articles(part, base)
            return
        self._block(UnitKind.PREAMBLE, base, part.body, headings[0].index)
        self._headings(headings, base, part.end)

    def _attached(self, part: Part, base: ProvisionPath) -> ProvisionPath:
        nth = self._nth(base)
        base = replace(base, scope=f"{part.slug}~{nth}") if nth > 1 else base
        lines = self._lines[part.start : part.body]
        issued = next(
            (n for n, line in enumerate(lines) if line.text.lstrip(" *_").startswith("(")), len(lines)
        )
        title = " ".join(line.text.strip(" *_#") for line in lines[:issued])
        heading = title[len(part.printed) :] if title.upper().startswith(part.printed.upper()) else title
        text, spans = passage(Piece(line) for line in lines[issued:])
        self.provisions.append(
            Provision(base, UnitKind.ATTACHED, part.printed, heading.strip(" .:"), text, lines=spans)
        )
        return base

    def _headings(self, headings: list[Mark], base: ProvisionPath, end: int) -> None:
        parents: list[tuple[UnitKind, ProvisionPath]] = []
        root = base if base.scope else None
        ends = [found.index for found in headings[1:]] + [end]
        for found, stop in zip(headings, ends, strict=True):
            if found.kind is UnitKind.ARTICLE:
                self._article(found, stop, base, parents[-1][1] if parents else root, last=stop == end)
                continue
            while parents and _LEVELS.index(parents[-1][0]) >= _LEVELS.index(found.kind):
                parents.pop()
            above = parents[-1][1] if parents else None
            path = self._upper(found, stop, above or base, above or root)
            parents.append((found.kind, path))

    def _upper(
        self, found: Mark, end: int, base: ProvisionPath, parent: ProvisionPath | None
    ) -> ProvisionPath:
        path = self._free(base.child(Segment(found.kind, found.label)))
        heading, after = upper_title(found, self._lines, end)
        self.provisions.append(Provision(path, found.kind, found.printed, heading, "", parent))
        self._loose(after, end, path)
        return path

    def _article(
        self, found: Mark, end: int, base: ProvisionPath, parent: ProvisionPath | None, *, last: bool
    ) -> None:
        stop = self._text_end(found, end) if last else end
        path = self._free(base.child(Segment(UnitKind.ARTICLE, found.label)))
        heading, pieces = article_title(found, self._lines, stop)
        text, spans = passage(pieces)
        units = parse_article_text(path, text)
        self.provisions.append(
            Provision(path, UnitKind.ARTICLE, found.printed, heading, text, parent, units, spans)
        )
        self._after_text(stop, end, base)

    def _text_end(self, found: Mark, end: int) -> int:
        """The last article ends before the closing block, or before a heading of the file's
        own ("## Ghi chú") that is no smaller than the article's.
        """
        closing = closing_start(self._lines, found.index + 1, end)
        level = self._lines[found.index].heading
        for index in range(found.index + 1, closing):
            line = self._lines[index]
            if level and 0 < line.heading <= level and not line.text[:1].isdecimal():
                return index
        return closing

    def _after_text(self, start: int, end: int, base: ProvisionPath) -> None:
        """Closing block, forms behind it, and whatever else stands at the end of a part."""
        found = forms(self._lines, start, end)
        loose = found[0].start if found else end
        closing = closing_start(self._lines, start, loose)
        self._loose(start, closing, base)
        stop = self._closing_end(closing, loose)
        self._block(UnitKind.CLOSING, base, closing, stop)
        self._loose(stop, loose, base)
        for form, stop in _until_next(found, end):
            self._annex(form, stop, None)

    def _closing_end(self, start: int, end: int) -> int:
        stop = min(end, start + LONGEST)
        headings = (n for n in range(start + 1, stop) if self._lines[n].heading)
        return next(headings, stop) if start < stop and self._lines[start].heading else stop

    # --- annexes ---

    def _annexes(self, part: Part) -> None:
        _, after = upper_title(self._label(part), self._lines, part.end)
        inner = forms(self._lines, after, part.end)
        stop = inner[0].start if inner else part.end
        path = self._annex(part, stop, None)
        for form, stop in _until_next(inner, part.end):
            self._annex(form, stop, path)

    def _annex(self, part: Part, end: int, parent: ProvisionPath | None) -> ProvisionPath:
        base = parent or ProvisionPath(self._document)
        path = self._free(base.child(Segment(UnitKind.ANNEX, part.slug)))
        heading, after = upper_title(self._label(part), self._lines, end)
        text, spans = passage(Piece(line) for line in self._lines[after:end])
        self.provisions.append(
            Provision(path, UnitKind.ANNEX, part.printed, heading, text, parent, (), spans)
        )
        return path

    def _label(self, part: Part) -> Mark:
        """The line that an annex begins with, as a heading."""
        rest = self._lines[part.start].text[part.at :].strip(" *_")
        return Mark(part.start, UnitKind.ANNEX, part.slug, part.printed, rest, part.at, Rank(1))

    # --- what has no heading ---

    def _without_articles(self, part: Part, base: ProvisionPath) -> None:
        found = prose(self._lines, part.body, part.end)
        self._block(UnitKind.PREAMBLE, base, part.body, found.body)
        self._prose(found, base, base if base.scope else None)
        self._block(UnitKind.CLOSING, base, found.end, part.end)

    def _loose(self, start: int, end: int, parent: ProvisionPath) -> None:
        base = ProvisionPath(self._document, parent.scope)
        has_parent = bool(parent.segments or parent.scope)
        self._prose(prose(self._lines, start, end, whole=True), base, parent if has_parent else None)

    def _prose(self, found: Prose, base: ProvisionPath, parent: ProvisionPath | None) -> None:
        above: list[tuple[int, ProvisionPath]] = []
        for item in found.items:
            if item.level:
                while above and above[-1][0] >= item.level:
                    above.pop()
                inside = above[-1][1] if above else parent
                path = self._free((inside or base).child(Segment(UnitKind.SECTION, item.label)))
                self.provisions.append(
                    Provision(path, UnitKind.SECTION, item.printed, item.heading, "", inside)
                )
                above.append((item.level, path))
                continue
            self._block(UnitKind.PARAGRAPH, base, item.start, item.end, above[-1][1] if above else parent)

    def _block(
        self, kind: UnitKind, base: ProvisionPath, start: int, end: int, parent: ProvisionPath | None = None
    ) -> None:
        text, spans = passage(Piece(line) for line in self._lines[start:end])
        if not text:
            return
        path = self._numbered(base, kind)
        label = f"{kind.vietnamese.capitalize()} {path.segments[-1].label}"
        label = label if kind is UnitKind.PARAGRAPH else kind.vietnamese.capitalize()
        above = parent or (base if base.scope else None)
        self.provisions.append(Provision(path, kind, label, "", text, above, (), spans))

    # --- addresses ---

    def _free(self, path: ProvisionPath) -> ProvisionPath:
        *above, last = path.segments
        nth = self._nth(path)
        return path if nth == 1 else replace(path, segments=(*above, replace(last, nth=nth)))

    def _nth(self, path: ProvisionPath) -> int:
        self._taken[path] += 1
        return self._taken[path]

    def _numbered(self, base: ProvisionPath, kind: UnitKind) -> ProvisionPath:
        number = self._counts.get((base.scope, kind), 0) + 1
        self._counts[base.scope, kind] = number
        return self._free(ProvisionPath(self._document, base.scope, (Segment(kind, str(number)),)))


def _until_next(found: list[Part], end: int) -> list[tuple[Part, int]]:
    return [(form, found[n + 1].start if n + 1 < len(found) else end) for n, form in enumerate(found)]
