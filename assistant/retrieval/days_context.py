"""Where the words for a day tell no day that the question asks about.

Three things look like it: the year or the day of issue in a document's name ("Luật Giáo dục năm
2019", "Thông tư 12 ngày 28/3/2011"), a fact of the person's own history ("sinh ngày 1/9/2018",
"tốt nghiệp năm 2010"), and a goal or a deadline ("đến năm 2030", "hoàn thành trước ngày ...").
And one that does not look like it: "khi Thông tư 17/2012 còn hiệu lực".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.retrieval.days_reading import WORD, YEAR, wording

# Where words for a day begin: what a context is followed by.
_TIME = (
    rf"(?=(?:(?:ngày|năm|tháng|quý) ?\d|\d{{1,2}} ?[/.-] ?\d|\d{{1,2}} tháng \d|{YEAR}(?!\w)"
    r"|(?:đầu|giữa|cuối) (?:năm|tháng)|năm (?:học|nay|ngoái)|hôm qua|hôm nay|(?:học kỳ|học kì|hk)))"
)
_ISSUE_TIME = rf"(?=năm ?{YEAR}|ngày ?\d)"
_LEADS = r"(?:(?:kể từ|tính từ|bắt đầu từ|từ|vào|trước|sau|trong|hồi|lúc|khoảng|hôm) ){0,3}"
# Words that end a name and begin what is said of it.
_ENDS = (
    r"(?!(?:thì(?! đua| hành)|là|có|được|trong|(?<!đầu )từ|trước|sau|hồi|khi|lúc|quy|áp|cho|phải|cần"
    r"|năm|ngày|tháng|hiện|vào|để|nếu|mà|bị|nào|gì|sao|tuyển|đang|vẫn|còn)(?!\w))"
)
_NAME = rf"(?: {_ENDS}{WORD}(?:[&-]{WORD})*,?)"

_ACTS = (
    r"(?:thông tư liên tịch|thông tư|nghị định|quyết định|nghị quyết liên tịch|nghị quyết|chỉ thị|công văn"
    r"|pháp lệnh|văn bản hợp nhất|văn bản|bộ luật|luật)"
)
_KINDS = rf"(?:{_ACTS}|ttlt|tt|nđ|qđ|nqlt|nq|vbhn|cv|ct)"
_CODE = r"(?: ?/ ?| - |-)(?!năm |ngày |tháng )[^\W_]+"

_PLAIN_NUMBER = wording(
    rf"(?<![\w/])\d{{1,5}}[^\W\d_]? ?/ ?{YEAR} ?/ ?[^\W\d_][^\W_]*(?: ?- ?[^\W\d_]+\d*){{0,4}}"
    r"|(?<![\w/])\d{1,5}[^\W\d_]? ?/ ?[^\W\d_]{2,8}(?:-[^\W\d_]+\d*){1,4}"
    r"|(?<![\w/])\d{1,4}-[^\W\d_]{2,4}/[^\W\d_]+"
)
_NUMBERED = wording(
    rf"(?<!\w){_KINDS}\.? ?(?:số ?:? ?)?(?P<number>\d{{1,5}}[^\W\d_]?(?!\w)(?:{_CODE}){{0,6}})"
    rf"(?P<tail>(?:,? của{_NAME}{{1,8}}?)?,? {_ISSUE_TIME})?"
)
_TITLED = wording(
    rf"(?<!\w)(?:(?:bộ luật|luật|pháp lệnh|hiến pháp|điều lệ){_NAME}{{0,10}}?"
    rf"|{_ACTS}(?: mới| cũ| số)?"
    r"|(?:chương trình|ct|ctgdpt)(?: giáo dục| phổ thông| gdpt| mầm non| gdmn| tổng thể| mới){0,4}"
    rf") {_ISSUE_TIME}"
)
_ISSUED = wording(
    rf"(?<!\w)(?:(?:ban hành|thông qua|công bố|ban bố|ký kết|kí kết){_NAME}{{0,2}}? {_LEADS}{_TIME}"
    rf"|(?:(?<!trợ )(?<!phụ )(?<!trung )(?<!sơ )(?<!cao )(?<!các )(?<!cung )(?<!bậc )(?<!đẳng )cấp"
    rf"|thành lập|ra đời|hết hiệu lực|hết hạn|hợp đồng ký) {_LEADS}{_TIME}"
    rf"|(?:sửa đổi|bổ sung) {_ISSUE_TIME}"
    rf"|(?:ký|kí) (?=ngày ?\d))"
)
_OWN = wording(
    r"(?<!\w)(?:(?:(?<!tuyển )(?<!học )(?<!thí )(?<!vệ )(?<!ký )(?<!hộ )(?<!phát )(?<!môn )(?<!khai )"
    r"(?<!cứu )(?<!giáo )sinh|sn|nhập học|nhập ngũ|vào ngành|vào nghề|vào biên chế|vào đảng|kết hôn|ra trường"
    rf"|đi làm|vào làm) {_LEADS}{_TIME}"
    r"|(?:(?<!thi )(?<!xét )(?<!nhận )(?<!dự )(?<!kiện )(?<!điểm )(?<!mức )(?<!lễ )(?<!kỳ )(?<!chế )(?<!án )"
    r"tốt nghiệp|được tuyển dụng|được tuyển|được bổ nhiệm|đóng bảo hiểm|đóng bhxh|tham gia bảo hiểm)"
    rf"{_NAME}{{0,4}}? {_LEADS}{_TIME}"
    r"|(?:công tác|làm việc|(?<!được )giảng dạy|đi dạy|dạy học|biên chế|hợp đồng)"
    rf"(?: {_ENDS}{WORD}){{0,4}}? (?:kể từ|từ|trước|sau) {_TIME})"
)
_GOALS = wording(
    rf"(?<!\w)(?:(?<!tính )(?:đến|tới)(?: hết| cuối| trước)? (?=(?:cuối )?năm ?{YEAR}|{YEAR}(?!-))"
    rf"|(?:tầm nhìn|giai đoạn)(?: đến| tới)? (?=năm ?{YEAR}|{YEAR})"
    r"|(?:hoàn thành|làm xong|chậm nhất|muộn nhất|hạn chót|hạn cuối)(?: là| vào| trước| đến| hết){0,3} "
    rf"{_TIME})"
)
_DUE = wording(r",? (?:phải|cần|sẽ) (?:được )?(?:hoàn thành|hoàn tất|xong|làm xong)(?!\w)")

_FORCE = wording(
    r"(?<!\w)(?:(?P<until>trước (?:khi|ngày|lúc|thời điểm))|(?:kể )?từ (?:khi|ngày|lúc)|sau khi|khi|lúc|hồi"
    r"|trong (?:thời gian|thời kỳ|thời kì|giai đoạn|lúc|khi)|(?:vào |tại |ở )?thời (?:gian|điểm|kỳ|kì)|thời)"
    rf" (?:mà )?(?P<document>(?:{_KINDS}|hiến pháp|quy chế|điều lệ|chương trình)(?!\w)[^?!;]{{1,90}}?),?"
    r"(?:(?P<unborn> (?:chưa|chưa bắt đầu) có (?:hiệu lực|giá trị))"
    r"|(?<!chưa)(?<!không)(?<!hết)(?: vẫn)? (?:đang còn|còn có|đang có|còn|đang|chưa hết|bắt đầu có|có)"
    r" (?:hiệu lực|giá trị)"
    r"|(?<!chưa)(?<!không)(?: vẫn)? (?:còn|đang)(?: được)? áp dụng"
    r"|(?<!chưa)(?: được)? (?:ra đời|ban hành)(?! kèm))"
    r"(?: thi hành)?(?!\w)(?! pháp)"
)
_FORCED = wording(r"hiệu lực|giá trị|áp dụng|ra đời|ban hành")
_UNNAMED = wording(r"\w+(?: \w+)?(?: này| đó| mới| trên| cũ)?")


@dataclass(frozen=True, slots=True)
class Force:
    """Words for the time a document was in force, or (``until``) for the time before."""

    start: int
    end: int
    document: tuple[int, int]
    until: bool


def times_of_force(folded: str) -> Iterator[Force]:
    """Every "khi Thông tư 17/2012 còn hiệu lực"; the document has a number or a title."""
    for match in _FORCE.finditer(folded) if _FORCED.search(folded) else ():
        if re.search(r"\d", match["document"]) or not _UNNAMED.fullmatch(match["document"]):
            until = bool(match["until"] or match["unborn"])
            yield Force(match.start(), match.end(), match.span("document"), until)


def hidden(folded: str) -> str:
    """``folded`` with the documents' numbers blanked, letter for letter."""
    folded = _PLAIN_NUMBER.sub(lambda match: "#" * len(match[0]), folded)
    return _NUMBERED.sub(_without_number, folded)


def _without_number(match: re.Match[str]) -> str:
    start, end = (at - match.start() for at in match.span("number"))
    return match[0][:start] + "#" * (end - start) + match[0][end:]


def told_otherwise(folded: str) -> frozenset[int]:
    """The places where words for a day begin that name a document, a life, or a goal."""
    places = {
        match.end() for pattern in (_TITLED, _ISSUED, _OWN, _GOALS) for match in pattern.finditer(folded)
    }
    return frozenset(places | set(_issue_times(folded)))


def _issue_times(folded: str) -> Iterator[int]:
    """After a number without its year follows that year; after any number, its day of issue."""
    for match in _NUMBERED.finditer(folded):
        of_another_year = _HAS_YEAR.search(match["number"]) and not folded.startswith("ng", match.end())
        if match["tail"] is not None and not of_another_year:
            yield match.end()


_HAS_YEAR = re.compile(YEAR)


def falls_due(folded: str, end: int) -> bool:
    """Whether what follows makes the time before ``end`` a deadline."""
    return _DUE.match(folded, end) is not None
