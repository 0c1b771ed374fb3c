"""A quoted block cut into the new words of each unit that the order names."""

import re
from collections.abc import Sequence

from assistant.domain.numbering import numeral
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from ingest.amendments.refusal import NO_TEXT, Refusal

_MARKS = '["“”„«»]?'
_ANY_LABEL = re.compile(
    r"(?:Điều[ ]+(?P<dieu>\d+[a-zđ]*)|(?P<khoan>\d{1,3}[a-zđ]?)[ ]?\.(?!\d)|(?P<diem>[a-zđ]{1,2}\d?)[ ]?\))",
    re.IGNORECASE,
)


def label_pattern(segment: Segment) -> str:
    """How the label of a unit is printed at the start of its words."""
    label = re.escape(segment.label)
    if segment.kind is UnitKind.ARTICLE:
        return rf"(?:Điều|ĐIỀU)[ \t]+0*{label}(?!\w)[ \t]*[.:]?[ \t]*"
    if segment.kind is UnitKind.CLAUSE:
        return rf"{label}[ \t]?[.\-/](?!\d)[ \t]*"
    if segment.kind is UnitKind.POINT:
        return rf"{label}[ \t]?[).\-/][ \t]*"
    name = re.escape(segment.kind.vietnamese)
    return rf"(?i:{name})[ \t]+(?:số[ \t]+)?(?P<label>\w+)[ \t]*[.:]?[ \t]*"


def cut(block: str, paths: Sequence[ProvisionPath]) -> list[str]:
    """The words of each unit of ``paths``, which stand in the block in that order."""
    if not block:
        raise Refusal(NO_TEXT)
    if len(paths) == 1:
        return [_whole(block, paths[0].segments[-1])]
    starts: list[int] = []
    for path in paths:
        pattern = re.compile(rf"^[ \t]*{_MARKS}[ \t]*(?={label_pattern(path.segments[-1])})", re.MULTILINE)
        match = pattern.search(block, starts[-1] + 1 if starts else 0)
        if match is None:
            raise Refusal(f"Không thấy lời văn mới của {path.vietnamese()}.")
        starts.append(match.end())
    if block[: starts[0]].strip(' \t\n"“”„«»'):
        raise Refusal("Lời văn mới không bắt đầu bằng đơn vị được nêu.")
    ends = [*starts[1:], len(block)]
    return [_between(block[a:b]) for a, b in zip(starts, ends, strict=True)]


def _between(text: str) -> str:
    """A piece without the marks that stood between it and the next."""
    return re.sub('[ \t\n]*["“„«]?[ \t]*$', "", re.sub('(?<=[.;])["”»][.;,]*\\s*$', "", text)).strip()


def _whole(block: str, segment: Segment) -> str:
    """The block, if its label is that of the unit or it has none."""
    if re.match(label_pattern(segment), block):
        return block
    found = _ANY_LABEL.match(block)
    if found and _label_of(found, segment.kind) not in (None, segment.label):
        raise Refusal("Lời văn trong ngoặc kép mang số của đơn vị khác.")
    return block


def _label_of(found: re.Match[str], kind: UnitKind) -> str | None:
    name = {UnitKind.ARTICLE: "dieu", UnitKind.CLAUSE: "khoan", UnitKind.POINT: "diem"}.get(kind)
    return found[name] if name else None


def without_label(text: str, segment: Segment) -> str:
    """``text`` without the label of its unit, if it has one."""
    match = re.match(label_pattern(segment), text)
    if match is None:
        return text
    label = match.groupdict().get("label")
    return text if label and not _same(label, segment.label) else text[match.end() :]


def _same(printed: str, label: str) -> bool:
    number = numeral(printed)
    return printed.lower() == label or (number is not None and number == numeral(label.upper()))
