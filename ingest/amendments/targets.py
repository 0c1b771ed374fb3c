"""The units that an order names, as addresses: "khoản 3 Điều 10, Điều 18", "tên và khoản 2 Điều 61".

Every word between two addresses must be one that only joins them. Any other ("đoạn 2 khoản 1",
"nội dung về ... tại khoản 5") narrows the order to a part that has no address: refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.number import NUMBER
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.references import Reference, Resolver, find_references
from ingest.amendments.refusal import NO_DOCUMENT, NO_TARGET, Refusal

_KIND = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Quy chế|Quy định|Điều lệ|Nội quy|Chương trình|Kế hoạch)"
)
_DAY = r"(?:\s+ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\s+năm\s+\d{4})?"
_NUMBERED = rf"(?:(?:các\s+)?{_KIND}\s+)?(?:số\s+)?{NUMBER}{_DAY}"
_HISTORY = re.compile(
    r",?\s*(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế)(?:,\s*(?:bổ sung|thay thế))*"
    r"(?:\s+một số (?:điều|nội dung))?"
    rf"(?:\s+(?:theo|bởi|tại)\s+(?:(?:khoản\s+\w+\s+)?Điều\s+\w+\s+)?(?:của\s+)?{_NUMBERED}"
    rf"(?:(?:,|,?\s+và)\s+(?:(?:khoản\s+\w+\s+)?Điều\s+\w+\s+)?(?:của\s+)?{_NUMBERED})*)?"
)
_LONG_NAME = re.compile(
    r"(?:Quy chế|Quy định|Điều lệ|Nội quy|Chương trình|Kế hoạch)\s(?:(?!Điều\s\d)[^.;:“”\n]){0,250}?"
    r"kèm\s+theo\s+(?:Thông tư|Quyết định|Nghị định|Nghị quyết)"
    rf"|(?:Luật|Pháp lệnh)\s(?:(?!Điều\s\d|{_KIND}\s)[^.;:“”\n]){{0,120}}?\ssố\s+(?={NUMBER})"
)
_JOINS = re.compile(
    r"(?:[\s,;:.()]|(?<!\w)(?:và|của|tại|ở|trong|thuộc|các|vào|nêu|như sau|như|sau đây|sau|này|một số"
    r"|quy định tại|nội dung tại|quy định(?=\s*:)|điều|khoản|điểm|chương|mục"
    r"|ban hành kèm theo|kèm theo)(?!\w))*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:^|[,;]|\bvà)\s*(?:tại\s+|các\s+)*$")
_HEADING = re.compile(
    r"(?<!\w)(?:tên(?:\s+gọi)?|tiêu đề)(?:\s+của)?"
    r"(?:\s+(?:điều|chương|mục)(?=\s*,|\s+(?:và\s|Điều|Chương|Mục)))?(?!\w)"
    r"(?P<too>\s*(?:và|,)\s+(?:nội dung\s+(?:của\s+)?)?)?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rf"(?<!\w){_KIND}(?!\w)|{NUMBER}")
_ARTICLE = re.compile(r"(?<!\w)[Đđ]iều\s+\d")
_CLAUSE = re.compile(r"(?<!\w)[Kk]hoản\s+\d")
_ANY_PART = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|tiểu mục|phần|chương|phụ lục|mẫu|biểu|danh mục|(?<!danh )mục)"
    r"\s+(?:số\s+)?[\divxlca-z](?!\w{2})",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?<!\w)[Đđ]iểm\s+[a-zđ]")
_WHOLE = (UnitKind.ARTICLE, UnitKind.CHAPTER, UnitKind.SECTION, UnitKind.PART)


@dataclass(frozen=True)
class Target:
    """A unit that is changed: its heading, its text, or both."""

    path: ProvisionPath
    heading: bool = False
    body: bool = True


@dataclass(frozen=True)
class Setting:
    """What the words around an order say: whose document it is, and what is amended.

    ``own`` is the amending document; ``base`` the document (and attached text) that it amends,
    ``unit`` the article or clause of it that the words above name; ``verb`` the act above.
    ``amending``: the title or the words above say that another document is changed.
    """

    own: ProvisionPath
    resolve: Resolver
    base: ProvisionPath | None = None
    unit: ProvisionPath | None = None
    verb: str = ""
    amending: bool = False


def without_history(text: str) -> str:
    """``text`` with "đã được sửa đổi, bổ sung theo Luật số ..." blanked out, as long as before;
    so are the commas in the name of a law or an attached text, which would cut it in two.
    """
    text = _HISTORY.sub(lambda match: " " * len(match.group()), text)
    return _LONG_NAME.sub(lambda match: re.sub("[,()]", " ", match.group()), text)


def named_document(text: str, setting: Setting) -> ProvisionPath | None:
    """The one other document that ``text`` is about, or ``None`` where it names none or several."""
    plain = without_history(text)
    found: dict[ProvisionPath, None] = {}
    end = 0
    for reference in find_references(plain, setting.own, resolve=setting.resolve):
        item = not found or _ITEM.search(plain[end : reference.start]) is not None
        path = ProvisionPath(reference.path.document, reference.path.scope)
        if item and path.document != setting.own.document:
            found[path] = None
        end = reference.end
    return next(iter(found)) if len(found) == 1 else None


def read_targets(zone: str, setting: Setting) -> list[Target]:
    """The units that ``zone`` names, in order. Raise ``Refusal`` where it is not clear."""
    text = without_history(completed(zone, setting.unit)).rstrip()
    counted = _counted(text, _references(text, setting))
    references = [reference for reference in counted if reference.path.segments]
    if not references:
        raise Refusal(NO_TARGET)
    headings = list(_HEADING.finditer(text))
    _understood(text, counted, headings)
    found: list[Target] = []
    for reference in references:
        found += _targets(reference, text, references, headings)
    if any(target.path.document == setting.own.document for target in found):
        raise Refusal(NO_DOCUMENT)
    return list(dict.fromkeys(found))


def names_documents_only(zone: str, setting: Setting) -> bool:
    """Whether ``zone`` names whole documents and no parts of them, of whatever kind."""
    text = without_history(zone)
    counted = _counted(text, _references(text, setting))
    ends = [0, *(reference.end for reference in counted)]
    before = (text[end : r.start] for end, r in zip(ends, counted, strict=False) if r.start >= end)
    whole = not any(reference.path.segments for reference in counted)
    return bool(counted) and whole and not any(_ANY_PART.search(words) for words in before)


def completed(zone: str, unit: ProvisionPath | None) -> str:
    """``zone`` with what the words above say: "điểm c" inside khoản 2 Điều 6 is that clause's."""
    if unit is None or _ARTICLE.search(zone) or not (_CLAUSE.search(zone) or _POINT.search(zone)):
        return zone
    kinds = [UnitKind.ARTICLE] if _CLAUSE.search(zone) else [UnitKind.CLAUSE, UnitKind.ARTICLE]
    above = [s for s in unit.segments if s.kind in kinds]
    words = ProvisionPath(unit.document, unit.scope, tuple(above)).vietnamese()
    return f"{zone.rstrip(' .;:,')} {words}"


def _references(text: str, setting: Setting) -> list[Reference]:
    within = setting.base or setting.own
    return find_references(text, within, resolve=setting.resolve)


def _counted(text: str, references: Sequence[Reference]) -> list[Reference]:
    """The references that are targets: those that a document's own name mentions are none."""
    found: list[Reference] = []
    end, described = 0, False
    for reference in references:
        if described and reference.start >= end and not _ITEM.search(text[end : reference.start]):
            continue
        found.append(reference)
        end = reference.end
        described = _DOCUMENT.search(text, reference.start, reference.end) is not None
    return found


def _understood(text: str, references: Sequence[Reference], headings: Sequence[re.Match[str]]) -> None:
    """Refuse words between the addresses that could narrow them."""
    covered = [(r.start, r.end) for r in references] + [m.span() for m in headings]
    end, described = 0, False
    for start, stop in sorted(covered):
        between = text[end:start]
        if start > end and not (described and _ITEM.search(between)) and not _JOINS.fullmatch(between):
            raise Refusal(f"Không rõ phạm vi của “{' '.join(between.split())}”.")
        end = max(end, stop)
        described = _DOCUMENT.search(text, start, stop) is not None
    tail = text[end:]
    joined = _JOINS.match(tail)
    rest = tail[joined.end() :] if joined else tail
    if rest and not described and not _DOCUMENT.match(rest):
        raise Refusal(f"Không rõ phạm vi của “{' '.join(rest.split())}”.")
    if rest and (_ARTICLE.match(rest) or _CLAUSE.match(rest)):
        raise Refusal(NO_TARGET)


def _targets(
    reference: Reference,
    text: str,
    references: Sequence[Reference],
    headings: Sequence[re.Match[str]],
) -> list[Target]:
    path = reference.path
    naming = next(
        (m for m in headings if m.end() <= reference.start and _next(m, references) is reference), None
    )
    whole = path.segments[-1].kind in _WHOLE
    if naming is None:
        return [Target(path, heading=whole)]
    if naming["too"]:
        own = path.article_path
        return (
            [Target(own, heading=True)]
            if own == path
            else [Target(own, heading=True, body=False), Target(path)]
        )
    if not whole or _ambiguous(reference, text, references):
        raise Refusal("Không rõ tên của đơn vị nào được sửa.")
    return [Target(path, heading=True, body=False)]


def _next(naming: re.Match[str], references: Sequence[Reference]) -> Reference | None:
    return next((r for r in references if r.start >= naming.end()), None)


def _ambiguous(reference: Reference, text: str, references: Sequence[Reference]) -> bool:
    """Whether "tên Điều 5 và Điều 6" could mean the second one's name or its text."""
    index = references.index(reference)
    following = references[index + 1] if index + 1 < len(references) else None
    if following is None or _HEADING.search(text, reference.end, following.start):
        return False
    return following.path.segments[-1].kind is reference.path.segments[-1].kind


def sibling(path: ProvisionPath, segment: Segment) -> ProvisionPath:
    """The address of another unit beside ``path``."""
    return replace(path, segments=(*path.segments[:-1], segment))
