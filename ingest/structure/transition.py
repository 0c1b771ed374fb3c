"""Transitional provisions (điều khoản chuyển tiếp): the older rule goes on for some cases.

They stand under a heading that says so, under "Quy định chuyển tiếp:", or are told by words
like "tiếp tục thực hiện theo quy định tại Thông tư số ...". They end nothing.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.domain.document import Provision, Relation, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.references import find_references
from ingest.structure.ends import LONGEST_TEXT, Days, plain
from ingest.structure.lines import LABEL, Line, article_lines, sentences
from ingest.structure.targets import can_end, is_older

_TITLE = re.compile(
    rf"^{LABEL}(?:[^.:;]{{0,60}}?(?:,|và)\s+)?"
    r"(?:(?:các\s+)?(?:quy định|điều khoản|nội dung|xử lý|trường hợp)\s+(?:về\s+|xử lý\s+)?)?"
    r"chuyển tiếp(?!\s+(?:chứng|hồ sơ|tín hiệu|điều trị|người|bệnh))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?<!\w)tiếp tục(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?<!\w)(?:(?:trước|đến|tại)\s+(?:ngày|thời\s+điểm|khi)(?!\w)[^.;]{0,60}?có\s+hiệu\s+lực(?:\s+thi\s+hành)?"
    r"|trước\s+(?:ngày\s+)?(?=\d))",
    re.IGNORECASE,
)
_THOSE = re.compile(
    r"theo\s+(?:các\s+)?(?:quy định\s+(?:tại|của)\s+)?(?:các\s+)?"
    r"(?:văn bản|nghị định|thông tư|quyết định|luật)\s+(?:đó|nêu trên|nói trên)(?!\w)",
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    r"(?<!\w)(?:thực hiện|áp dụng|giải quyết|xử lý|xem xét|thi hành|điều chỉnh|hưởng|tính|xét|tuân theo"
    r"|thẩm định|cấp|tổ chức|đánh giá|đào tạo)(?!\w)"
    r"[^.;]{0,120}?(?<!\w)(?:theo|của|tại|quy định|áp dụng|đúng|như)\s"
    r"(?:(?!(?:trước|từ|kể từ)\s+ngày|(?:đã|đang)\s)[^.;])*$",
    re.IGNORECASE,
)
_DIRECTLY = re.compile(
    r"(?<!\w)(?:áp dụng|thực hiện)\s+(?:các\s+)?(?:quy định\s+)?(?:tại\s+|của\s+)?$", re.IGNORECASE
)
_ONLY_DATES = re.compile(r"(?<!\w)(?:ngày|khi|điểm)\s*$", re.IGNORECASE)


def is_transitional(article: Provision) -> bool:
    """Whether the heading of an article says that it is a transitional provision."""
    return _TITLE.match(article.heading) is not None


def transitions(article: Provision, own: ProvisionPath, day_of: Days) -> list[Relation]:
    """What ``article`` lets go on governing some cases.

    Where a transitional article names no older text, one relation without a target says that
    there is one.
    """
    found: list[Relation] = []
    titled = is_transitional(article)
    lines = list(article_lines(article))
    for line in lines:
        here = titled or _is_under_title(line)
        found += [
            Relation(RelationKind.TRANSITION, line.path, target, line.text[:LONGEST_TEXT], day_of(line.path))
            for text in sentences(line.text)
            for target in _governing(text, own, titled=here)
        ]
    if titled and not found:
        words = article.text.strip() or article.heading
        found.append(
            Relation(RelationKind.TRANSITION, article.path, None, words[:LONGEST_TEXT], day_of(article.path))
        )
    return list(dict.fromkeys(found))


def _is_under_title(line: Line) -> bool:
    return bool(_TITLE.match(line.above)) or bool(_TITLE.match(line.text))


def _governing(text: str, own: ProvisionPath, *, titled: bool) -> Iterator[ProvisionPath]:
    """The older texts by which some cases go on, in one sentence.

    They stand behind "tiếp tục", in a transitional article also behind "trước ngày ... có hiệu
    lực"; a text above the own one is only cited where nothing is said to go on.
    """
    if not (_GOES_ON.search(text) or (titled and _BEFORE.search(text))):
        return
    words = plain(text)
    goes_on = _GOES_ON.search(words)
    since = goes_on or (_BEFORE.search(words) if titled else None)
    if since is None:
        return
    those = _THOSE.search(words, since.end())
    for reference in find_references(words, own):
        before, target = words[since.end() : reference.start], reference.path.document
        older = is_older(target, own.document) if goes_on else can_end(own.document, target)
        if not older or _ONLY_DATES.search(words[: reference.start]):
            continue
        behind = reference.start >= since.end() and (_GOVERNED.search(before) or _DIRECTLY.search(before))
        if behind or (those and reference.end <= those.start()):
            yield reference.path


def transitional_articles(articles: Sequence[Provision]) -> frozenset[str]:
    """Numbers of the transitional articles."""
    return frozenset(a.path.article for a in articles if a.path.article and is_transitional(a))
