"""From printed lines to paragraphs: which line wrapped and which one ended on purpose.

What the layout tells: a line that leaves room for the next line's first word did not wrap; a
document that indents first lines shows each paragraph's start; a label ("2.", "b)", "Điều 7.")
starts a unit unless it stands where wrapped lines stand, in the middle of a sentence. Each
paragraph keeps the boxes of its printed lines, so that a quotation can be marked on its page.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain.document import LineSpan
from ingest.readers.labels import starts_strong_unit, starts_unit
from ingest.readers.layout import BODY, Printed, union
from ingest.reading import Line

_INDENT = 0.018
_TOLERANCE = 0.012
_LEFT_PART = 0.35
_LOOSE_GAP = 1.9
_TERMINAL = re.compile(r"[.;:!?…][”\"»’)]*$")
_CUT_WORD = re.compile(r"[^\s\W][-\u2010\u2011]$|\d[-/]$")
_HANGING = re.compile(r"^[“\"«]?(?:\d{1,3}[a-zđ]?[.)]|[a-zđ]\d?\)|[-–—+•*]|Điều\s+\d+[a-zđ]?[.:])\s")


@dataclass(frozen=True)
class Margins:
    """Where body text starts and ends on a page, and whether first lines are indented."""

    left: float
    right: float
    leading: float
    indents: bool


@dataclass
class _Paragraph:
    """Printed lines that belong together."""

    lines: list[Printed] = field(default_factory=list)

    def line(self, margins: dict[int, Margins]) -> Line:
        text, spans = "", []
        for printed in self.lines:
            if text:
                text += "" if _CUT_WORD.search(text) else " "
            start = len(text)
            text += printed.text
            if printed.box:
                spans.append(LineSpan(start, len(text), printed.page, printed.box))
        first = self.lines[0]
        boxes = [span.box for span in spans if span.page == first.page]
        return Line(
            text=text,
            page=first.page,
            box=union(boxes) if boxes else None,
            centered=all(is_centred(line, margins[line.page]) for line in self.lines),
            bold=all(line.bold for line in self.lines),
            table=first.table,
            spans=tuple(spans),
        )


def paragraphs(pages: Sequence[Sequence[Printed]]) -> list[Line]:
    """Paragraphs of a whole document, from each page's printed lines in reading order."""
    margins = _all_margins(pages)
    out: list[_Paragraph] = []
    for printed in (line for page in pages for line in page):
        if out and _continues(out[-1].lines, printed, margins):
            out[-1].lines.append(printed)
        else:
            out.append(_Paragraph([printed]))
    return [paragraph.line(margins) for paragraph in out]


def _all_margins(pages: Sequence[Sequence[Printed]]) -> dict[int, Margins]:
    """Margins of each page; a page with few lines takes those of the whole document."""
    everything = [line for page in pages for line in page]
    whole = _margins(everything, Margins(0.1, 0.9, 0.02, indents=True))
    own: dict[int, list[Printed]] = defaultdict(list)
    for line in everything:
        own[line.page].append(line)
    return {
        page: _margins(lines, whole) if sum(_is_body(line) for line in lines) >= 6 else whole
        for page, lines in own.items()
    }


def _is_body(line: Printed) -> bool:
    return line.block == BODY and not line.table and line.box is not None


def _margins(lines: Iterable[Printed], default: Margins) -> Margins:
    body = [line for line in lines if _is_body(line)]
    wide = [line.box for line in body if line.box and line.box[2] - line.box[0] > 0.45]
    if len(wide) < 3:
        return default
    left = _low(line.box[0] for line in body if line.box and line.box[0] < _LEFT_PART)
    right = -_low(-box[2] for box in wide)
    return Margins(left, right, _leading(body) or default.leading, _indents(body, left))


def _low(values: Iterable[float]) -> float:
    """The lower tenth: the margin, whatever a stray line does beyond it."""
    ordered = sorted(values)
    return ordered[len(ordered) // 10]


def _leading(body: Sequence[Printed]) -> float:
    """Usual distance from one line's top to the next one's."""
    steps = sorted(
        after.box[1] - before.box[1]
        for before, after in pairwise(body)
        if before.box and after.box and before.page == after.page and after.box[1] > before.box[1]
    )
    return steps[len(steps) // 3] if steps else 0.0


def _indents(body: Sequence[Printed], left: float) -> bool:
    """Whether units start indented: most lines with a label do not stand at the margin."""
    starts = [line.box[0] for line in body if line.box and starts_unit(line.text)]
    return not starts or sum(start > left + _INDENT for start in starts) >= len(starts) * 0.6


def is_centred(line: Printed, margins: Margins) -> bool:
    """Whether the line stands in the middle with room on both sides."""
    if line.box is None or line.table:
        return False
    if _HANGING.match(line.text):
        return False
    if line.block != BODY:
        return True
    before, after = line.box[0] - margins.left, margins.right - line.box[2]
    return before > 0.05 and after > 0.03 and abs(before - after) < 0.06 + 0.1 * min(before, after)


def _continues(lines: list[Printed], printed: Printed, margins: dict[int, Margins]) -> bool:
    last = lines[-1]
    if last.table or printed.table or last.block != printed.block:
        return False
    if last.box is None or printed.box is None:
        return _continues_by_words(last.text, printed.text)
    if printed.block != BODY:
        return printed.text[:1].islower() and not starts_unit(printed.text)
    before, here = margins[last.page], margins[printed.page]
    if is_centred(last, before) or is_centred(printed, here):
        return _centred_continues(lines, printed, margins)
    if last.page == printed.page and printed.box[1] - last.box[1] > here.leading * _LOOSE_GAP:
        return _mid_sentence(last.text, printed.text) and _is_full(last, printed, before)
    return _body_continues(lines, printed, before, here)


def _continues_by_words(last: str, text: str) -> bool:
    return not starts_unit(text) and not _TERMINAL.search(last) and text[:1].islower()


def _mid_sentence(last: str, text: str) -> bool:
    return not _TERMINAL.search(last) and text[:1].islower() and not starts_strong_unit(text)


def _centred_continues(lines: list[Printed], printed: Printed, margins: dict[int, Margins]) -> bool:
    """A title over several lines goes on in lower case and in the same weight; the last line
    of a paragraph may by chance stand as if it were centred.
    """
    last = lines[-1]
    if starts_unit(printed.text) or printed.bold != last.bold:
        return False
    if "(" in lines[0].text and not any(")" in line.text for line in lines):
        return True
    if is_centred(last, margins[last.page]) and is_centred(printed, margins[printed.page]):
        return printed.text[:1].islower() or bool(_CUT_WORD.search(last.text))
    return _mid_sentence(last.text, printed.text)


def _is_full(last: Printed, printed: Printed, margins: Margins) -> bool:
    """Whether the next line's first word would not have fitted on the last line."""
    if last.box is None or printed.box is None:
        return True
    width = printed.box[2] - printed.box[0]
    first = len(printed.text.split(" ")[0]) / max(len(printed.text), 1) * width
    return margins.right - last.box[2] < first + _TOLERANCE


def _body_continues(lines: list[Printed], printed: Printed, before: Margins, here: Margins) -> bool:
    last, text = lines[-1], printed.text
    full, ended = _is_full(last, printed, before), bool(_TERMINAL.search(last.text))
    indented = printed.box is not None and printed.box[0] > here.left + _INDENT
    if starts_unit(text):
        return full and not ended and here.indents and not indented and not starts_strong_unit(text)
    if not full:
        return _mid_sentence(last.text, text)
    if not indented:
        return here.indents or not ended or not text[:1].isupper()
    return _hangs(lines, printed) or _mid_sentence(last.text, text)


def _hangs(lines: list[Printed], printed: Printed) -> bool:
    """A paragraph set with a hanging indent: its later lines stand right of its label."""
    first, second = lines[0], lines[1] if len(lines) > 1 else None
    if first.box is None or printed.box is None:
        return False
    if second is not None and second.box is not None and second.page == printed.page:
        return abs(second.box[0] - printed.box[0]) < _TOLERANCE and second.box[0] != first.box[0]
    return bool(_HANGING.match(first.text)) and printed.box[0] > first.box[0] + _TOLERANCE
