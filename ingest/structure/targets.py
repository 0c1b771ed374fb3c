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
    r"(?<!\w)(?:những\s+)?(?:quy\s+định|nội\s+dung)\s+(?:tại|của|ở|trong|nêu\s+tại)(?!\w)", re.I
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
_SEPARATOR = re.compile(r"[,;:]|(?<!\w)(?:và|hoặc)(?!\w)")
_BARE = re.compile(rf"(?:(?<=[,;:])|(?<=và))\s+(?:số\s+)?(?P<number>{NUMBER})")
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


def targets(text: str, start: int, stop: int, within: ProvisionPath) -> list[Target]:
    """The targets in ``text[start:stop]``, which stands at ``within``."""
    words = _LOWER_CASE.sub(lambda m: m.group().capitalize(), text[:stop])
    words = " " * start + words[start:]
    found = _with_bare_numbers(words, start, find_references(words, within))
    return list(_items(words, start, found))


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
    return not (both and ((target.year or 0) > (source.year or 0) or _is_later(source, target)))


def _is_later(source: DocumentNumber, target: DocumentNumber) -> bool:
    if source.year != target.year or source.code != target.code:
        return False
    first, second = source.running, target.running
    return bool(first and second and first.isdecimal() and second.isdecimal() and int(second) > int(first))


def _with_bare_numbers(text: str, start: int, references: Sequence[Reference]) -> list[Reference]:
    """References with the bare numbers of "các Thông tư số A, số B và C" among them."""
    taken = [(one.start, one.end) for one in references]
    more = [
        Reference(match.start("number"), match.end(), ProvisionPath(DocumentNumber(match["number"])))
        for match in _BARE.finditer(text, start)
        if not any(first < match.end() and match.start("number") < last for first, last in taken)
    ]
    return sorted([*references, *more], key=lambda one: (one.start, one.end))


def _items(text: str, start: int, references: Sequence[Reference]) -> Iterator[Target]:
    """References that the order is about, each with what its words before it say of it."""
    end, outer, nested, partly, told = start, None, None, False, True
    about = False
    for reference in references:
        path = reference.path
        fresh = reference.start >= end
        between = text[end : reference.start] if fresh else ""
        if fresh and outer is not None:
            if not _is_item(between, path, outer, nested):
                nested, end = path, reference.end
                continue
            nested = None
        if nested is not None and outer is not None:
            continue  # the rest of a list that describes
        if fresh:
            lead = between if outer is None else _SEPARATOR.split(between)[-1]
            partly, told = _lead(lead, whole=not path.segments)
            about = (about and ";" not in between) if not partly else _ABOUT.search(lead) is not None
            partly = partly or about
        outer, end = path, max(end, reference.end)
        yield Target(path, reference.start, reference.end, partly, told)


def _is_item(between: str, path: ProvisionPath, outer: ProvisionPath, nested: ProvisionPath | None) -> bool:
    """Whether a reference goes on with the list, and does not describe the document before it.

    Behind a document that describes the last item only a text of the last item's kind goes on,
    or of two of one kind the later: an amending text is younger than what it amends.
    """
    if ";" in between:
        return True
    listed = _ITEM.search(between) or _PART.match(_SEPARATOR.split(between)[-1].lstrip())
    if not listed or _SEPARATOR.search(between) is None:
        return False
    if nested is None:
        return True
    if path.segments:
        return False
    kinds = [kind_of(one.document) for one in (path, outer, nested)]
    if kinds[1] is not kinds[2]:
        return kinds[0] is not kinds[2]
    years = path.document.year, outer.document.year
    return kinds[0] is kinds[1] and None not in years and (years[0] or 0) >= (years[1] or 0)


def _lead(words: str, *, whole: bool) -> tuple[bool, bool]:
    """What the words before a reference say: only a part of it is meant; they are understood."""
    rest = words if whole else _OF_UNIT.sub(" ", words)
    if _FILLER.fullmatch(rest):
        return False, True
    return True, _PART.search(rest) is not None
