"""What an order to end something names: documents, articles, clauses, chapters, annexes.

"Thông tư số A ngày ... quy định chi tiết Luật số B, Điều 5 Quyết định số C và Thông tư số D":
A, Điều 5 of C and D are the targets; B only describes A. A document is a target as a whole
only where nothing but "các", "toàn bộ" and the like stands before its name: "mục III Thông tư
số A", "quy định về học phí tại Thông tư số A" take a part out of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.document import DocumentKind
from assistant.domain.kinds import CODES, kind_of, rank
from assistant.domain.number import NUMBER, DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.references import Reference, find_references
from assistant.domain.words import fold
from ingest.structure.lines import KINDS

_FILLER = re.compile(
    rf"(?:[\s,;:./()\-–+*•●]|\d+[.)]|(?<!\w)[a-zđ]\d?\)|(?<!\w)(?:và|hoặc|các|những|cho|cả|toàn\s+bộ|toàn\s+văn|"
    rf"văn\s+bản|quy\s+phạm\s+pháp\s+luật|của|sau|đây|gồm|bao|bị|Các|{KINDS}(?=\s*:))(?!\w))*",
    re.IGNORECASE,
)
_OF_UNIT = re.compile(
    r"(?<!\w)(?:(?:điều|khoản|điểm|những)\s+)?(?:quy\s+định|nội\s+dung)\s+(?:tại|của|ở|trong|nêu\s+tại)(?!\w)",
    re.I,
)
_PART = re.compile(
    r"(?<!\w)(?:(?:các|những|một số)\s+)?"
    r"(?:quy định|nội dung|một phần|phần|điểm|khoản|điều|mục|chương|phụ lục|mẫu|biểu|tiết|đoạn|câu"
    r"|từ|cụm từ|tên|dòng|danh mục|bảng|số thứ tự|gạch đầu dòng|việc|mức|chế độ|hướng dẫn|quy chuẩn"
    r"|tiêu chuẩn|chương trình|kèm theo)(?!\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?<!\w)(?:quy định|nội dung|việc|mức|chế độ|hướng dẫn)(?!\w)", re.IGNORECASE)
_ITEM = re.compile(r"(?:[,;:]|(?<!\w)(?:và|hoặc|các|tại))\s*$", re.IGNORECASE)
_AMENDS = re.compile(r"(?<!\w)(?:sửa đổi|bổ sung)(?!\w)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;:]|(?<!\w)(?:và|hoặc)(?!\w)")
_BARE = re.compile(rf"(?:(?<=[,;:])|(?<=và))\s+(?P<named>(?P<said>số\s+)?(?P<number>{NUMBER}))")
_LOWER_CASE = re.compile(
    r"(?<!\w)(?:chương(?=\s+[IVXLC]+\b)|mục(?=\s+\d+\s+[Cc]hương)|phụ lục(?=\s+(?:[IVXLC]|\d)+\b))"
)
_WORD_IN_NUMBER = re.compile(r"[a-zà-ỹđ]{3}")
_HIGH = rank(DocumentKind.DECREE)


@dataclass(frozen=True, slots=True)
class Target:
    """What an order names at ``start:end``. ``partly``: only some of its content.

    ``told`` is false where words that no list of documents has stand before the first one.
    """

    path: ProvisionPath
    start: int
    end: int
    partly: bool
    told: bool = True


def targets(text: str, start: int, stop: int, within: ProvisionPath, *, item: bool = False) -> list[Target]:
    """The targets in ``text[start:stop]``, which stands at ``within``.

    ``item``: the words are one item of a list; a semicolon in them hardly begins another.
    """
    words = _LOWER_CASE.sub(lambda m: m.group().capitalize(), text[:stop])
    words = " " * start + words[start:]
    found = _with_bare_numbers(words, start, find_references(words, within))
    return list(_items(words, start, found, item=item))


def can_end(source: DocumentNumber, target: DocumentNumber) -> bool:
    """Whether ``source`` can end ``target``: an older text of the same rank or below it.

    A text is ended by its own issuer or a higher body (Law 64/2025/QH15, on the application of
    legal documents); nothing ends what is issued later. Numbers that print no kind pass.
    """
    if not is_older(target, source):
        return False
    own, other = kind_of(source), kind_of(target)
    if own is None or other is None:
        return True
    if rank(own) <= _HIGH or source.code is None or target.code is None:
        return rank(own) <= rank(other)
    of_premier = target.code.casefold().endswith(("ttg", "cp"))
    return rank(other) > _HIGH and not (of_premier and not source.code.casefold().endswith(("ttg", "cp")))


def is_older(target: DocumentNumber, source: DocumentNumber) -> bool:
    """Whether ``target`` is another text, named in full, that is not issued after ``source``."""
    if source == target or _WORD_IN_NUMBER.search(target.text) or fold(target.code or "") in CODES:
        return False
    both = source.year and target.year
    return not (both and _is_later(source, target))


def _is_later(source: DocumentNumber, target: DocumentNumber) -> bool:
    """Whether ``target`` is issued after ``source``, as far as their numbers tell."""
    years = source.year or 0, target.year or 0
    if years[0] != years[1] or source.code != target.code:
        return years[1] > years[0]
    first, second = source.running, target.running
    return bool(first and second and first.isdecimal() and second.isdecimal() and int(second) > int(first))


def _with_bare_numbers(text: str, start: int, references: Sequence[Reference]) -> list[Reference]:
    """References with the bare numbers of "các Thông tư số A, số B và C" among them.

    Without "số" a number counts where it has the code of one before it: a standard's has not.
    """
    taken = [(one.start, one.end) for one in references]
    codes = {one.path.document.code for one in references}
    more: list[Reference] = []
    for match in _BARE.finditer(text, start):
        number = DocumentNumber(match["number"])
        known = match["said"] or number.code in codes
        if known and not any(first < match.end() and match.start("number") < last for first, last in taken):
            more.append(Reference(match.start("named"), match.end(), ProvisionPath(number)))
    return sorted([*references, *more], key=lambda one: (one.start, one.end))


def _items(text: str, start: int, references: Sequence[Reference], *, item: bool) -> Iterator[Target]:
    """References that the order is about, each with what its words before it say of it."""
    end, last, outer = start, start, None
    describing: list[ProvisionPath] = []
    partly = about = False
    told = True
    for reference in references:
        path = reference.path
        if reference.start >= end:
            between = text[end : reference.start]
            if outer is not None:
                amends = _AMENDS.search(text, last, reference.start) is not None
                apart = not (amends and (item or partly or outer.segments))
                if not _is_item(between, path, outer, describing, amends=amends, apart=apart):
                    describing.append(path)
                    end = reference.end
                    continue
            lead = between if outer is None else _SEPARATOR.split(between)[-1]
            goes_on = ";" not in between and (about or (partly and _FILLER.fullmatch(between) is not None))
            partly, told = _lead(lead, whole=not path.segments)
            about = _ABOUT.search(lead) is not None if partly else about and goes_on
            partly, describing = partly or (goes_on and outer is not None), []
        elif describing:
            continue
        outer, end = path, max(end, reference.end)
        last = end
        yield Target(path, reference.start, reference.end, partly, told)


def _is_item(
    between: str,
    path: ProvisionPath,
    outer: ProvisionPath,
    describing: Sequence[ProvisionPath],
    *,
    amends: bool,
    apart: bool,
) -> bool:
    """Whether a reference goes on with the list, and does not describe the document before it.

    Behind documents that describe the last item only a text of the last item's kind goes on;
    where they are of that kind too, or its name says that it ``amends``, a later one only: an
    amending text is younger than what it amends. ``apart``: a semicolon parts items anyhow.
    """
    separators = _SEPARATOR.findall(between)
    listed = _ITEM.search(between) or _PART.match(_SEPARATOR.split(between)[-1].lstrip())
    if not separators or not listed:
        return False
    if separators[-1] == ";" and apart:
        return True
    later = _is_later(outer.document, path.document)
    if path.segments:
        return later or not describing
    kind, own = kind_of(path.document), kind_of(outer.document)
    others = {kind_of(one.document) for one in describing}
    if amends or own in others:
        return kind is own and later
    return kind not in others


def _lead(words: str, *, whole: bool) -> tuple[bool, bool]:
    """What the words before a reference say: only a part of it is meant; they are understood."""
    rest = words if whole else _OF_UNIT.sub(" ", words)
    if _FILLER.fullmatch(rest):
        return False, True
    return True, _PART.search(rest) is not None
