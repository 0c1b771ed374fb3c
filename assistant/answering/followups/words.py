"""The words of a follow-up: what only joins it to what went before, what it asks for, what it is about.

A pattern is written with diacritics. A text typed without any is read by the same pattern without
its own, which is looser: "con" is còn and con, so that such words count beside others alone.
"""

import re
from collections.abc import Iterable, Iterator

from assistant.answering.asking import FUNCTION, FUNCTION_FOLDED
from assistant.domain.words import fold, nfc, syllables

Span = tuple[int, int]


def lowered(text: str) -> str:
    """``text`` in lower case, letter for letter."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")


class Words:
    """A pattern of whole words, read with diacritics in a text that has some and without in one
    that has none; ``plain``: that pattern where it is not the same without diacritics. Texts are in
    NFC; spans are those of the text.
    """

    def __init__(self, pattern: str, plain: str = "") -> None:
        self._written = _whole(nfc(pattern))
        self._plain = _whole(plain or fold(pattern))

    def _of(self, text: str) -> re.Pattern[str]:
        return self._plain if text.isascii() else self._written

    def spans(self, text: str) -> Iterator[Span]:
        """Where it stands in ``text``."""
        return (match.span() for match in self._of(text).finditer(lowered(text)))

    def span(self, text: str) -> Span | None:
        """Where it first stands in ``text``."""
        return next(self.spans(text), None)

    def begins(self, text: str) -> int:
        """The length of what it takes of the beginning of ``text``."""
        match = self._of(text).match(lowered(text))
        return match.end() if match else 0

    def is_in(self, text: str) -> bool:
        """Whether it stands in ``text``."""
        return self._of(text).search(lowered(text)) is not None

    def is_all(self, text: str) -> bool:
        """Whether ``text`` is nothing else."""
        return self._of(text).fullmatch(lowered(text)) is not None


_EDGES = " \t,;:.?!…-–()\"“”'"


def without(text: str, spans: Iterable[Span]) -> str:
    """``text`` less ``spans``, with single blanks and nothing loose at its ends."""
    kept, end = list[str](), 0
    for start, stop in sorted(spans):
        if stop > end:
            kept += [text[end : max(start, end)], " "]
            end = stop
    return tidy("".join([*kept, text[end:]]))


def tidy(text: str) -> str:
    """``text`` with single blanks, no blank before a mark, nothing loose at its ends."""
    joined = re.sub(r"\s+(?=[,;:.?!])", "", " ".join(text.split()))
    return re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", joined).strip(_EDGES)


# --- what only joins

_POLITE = Words(
    r"dạ|ạ|vâng|ừ|ừm|ờ|à|ồ|ok|oke|okay|được rồi|hiểu rồi|rõ rồi|tốt quá|hay quá|đúng rồi|"
    r"(?:xin )?(?:cảm|cám) ơn(?: bạn| anh| chị| em| ad| trợ lý| rất| nhiều| nhé| ạ)*|"
    r"(?:xin )?cho (?:tôi |em |mình |con |cháu )?hỏi(?: thêm| tiếp| nữa| là| chút| xíu)*|xin hỏi(?: thêm)?|"
    r"(?:bạn |ad |anh |chị )?ơi|(?:ý|ý của) (?:tôi|em|mình) là|tôi muốn hỏi(?: thêm| là)*|hỏi thêm(?: là)?"
)
_STILL = r"còn(?! tôi| em| tui| mình| của| cháu| trai| gái| anh| chị| liệt| thương binh| hiệu lực| giá trị)"
_JOINERS = r"rồi|và|nhưng mà|nhưng(?= còn| nếu| thế| mà| tôi| em| con)|mà|hay|hoặc"
_THUS = r"(?:thế|vậy)(?: thì)?(?: còn)?(?! nào)"
# Without diacritics it is thẻ and thể as well: it joins before a word that joins, or before few words.
_THUS_PLAIN = (
    r"(?:thế|vậy) (?:thì còn|thì|còn)|(?:thế|vậy)(?= (?:nếu|năm) |(?: [^ ]+){1,5}[ ?.!]*$)(?! nào| dục| thao)"
)
_LEAD = Words(f"{_THUS}|{_STILL}|{_JOINERS}", fold(f"{_THUS_PLAIN}|{_STILL}|{_JOINERS}"))
_TAIL = Words(
    r"(?:thì|sẽ) (?:sao|thế nào|như thế nào|ra sao|làm sao|phải làm sao|có được không)(?: ạ| vậy| nhỉ| hả|"
    r" thế| bạn)*"
)
_MARKS = " ,.!:;…-–?"


class Frame:
    """A question taken apart: ``body`` without greetings, a leading "thế còn" and a closing "thì
    sao"; ``lead`` and ``tail`` say whether these were there.
    """

    def __init__(self, question: str) -> None:
        text = _after(_POLITE, question)
        body = _after(_LEAD, text)
        self.asked = text
        self.lead = len(body) < len(text)
        end = _closing(body)
        self.tail = end < len(body)
        self.body = tidy(body[:end])


def _after(words: Words, text: str) -> str:
    """``text`` behind all of ``words`` that it begins with; all of it where nothing else is left."""
    rest = text.strip()
    while (length := words.begins(rest)) and (shorter := rest[length:].lstrip(_MARKS)):
        rest = shorter
    return rest


def _closing(text: str) -> int:
    """Where a closing "thì sao" begins; the end of ``text`` where there is none."""
    bare = text.rstrip(_MARKS)
    last = [span for span in _TAIL.spans(text) if span[1] == len(bare)]
    return last[0][0] if last else len(text)


_YES_OR_NO = Words(r"có|không|đúng|đúng vậy|phải|chưa|rồi|được|đồng ý")


def is_polite(question: str) -> bool:
    """Whether a question is nothing but a greeting, a thank you, a word of assent."""
    rest = question.strip(_MARKS)
    if _YES_OR_NO.is_all(rest):
        return True
    while rest and (length := _POLITE.begins(rest)):
        rest = rest[length:].strip(_MARKS)
    return not rest


# --- what is asked for

_COUNTED = (
    r"ngày|tháng|tuần|năm|giờ|tiếng|hôm|tiết|tiền|đồng|lần|bộ|bản|phần trăm|điểm|môn|tuổi|người|học sinh|"
    r"tín chỉ|tín|buổi|lớp|loại|bước"
)
FACTS: dict[str, Words] = {
    "papers": Words(
        r"(?:thành phần |bộ )?hồ sơ|(?:các |những |loại )*giấy tờ(?: cần thiết)?|giấy (?:gì|nào)|mẫu đơn|"
        r"biểu mẫu|"
        r"bản sao|bản chính|công chứng|chứng thực|nộp đơn|làm đơn"
    ),
    "time": Words(
        r"(?:mất |trong |phải chờ |chờ |sau |khoảng )*bao lâu(?: thì| mới| sau| nữa)*(?: được| có| nhận)*"
        r"(?: giải quyết| kết quả| trả lời| xong)?|(?:trong )?(?:thời hạn|thời gian)(?: giải quyết| xử lý|"
        r" nộp| trả lời)*|"
        r"hạn(?: nộp| chót| cuối cùng| cuối)|(?:từ |đến |trước |sau )?(?:khi nào|bao giờ|lúc nào)|"
        r"(?:vào |từ |trước |sau |trong )*(?:thời điểm|ngày|tháng|năm|giờ) nào|"
        r"(?:trong |trước |mất |sau |tối đa |tối thiểu |ít nhất )*(?:mấy|bao nhiêu) (?:ngày|tháng|tuần|giờ|"
        r"hôm)(?: làm việc)?"
    ),
    "fee": Words(
        r"(?:có |phải |mất |tốn |nộp |đóng |trả |thu )*(?:bao nhiêu |thêm )?(?:lệ phí|tiền)(?: gì| không)?|"
        r"lệ phí|"
        r"(?:có |phải )*(?:mất|tốn|thu|đóng) (?:phí|chi phí)|miễn phí|chi phí(?! học tập| đào tạo)"
    ),
    "who": Words(
        r"(?:do |cho |thuộc |bởi |là )*(?:ai|(?:cơ quan|đơn vị|cấp|người|bộ phận|tổ chức|nơi) nào)"
        r"(?: có (?:quyền|thẩm quyền|trách nhiệm))?(?: (?:quyết định|giải quyết|ký|duyệt|phê duyệt|cấp|"
        r"xác nhận|"
        r"chịu trách nhiệm|xem xét|tiếp nhận|xử lý|đồng ý))?|(?:thuộc )?thẩm quyền(?: của ai)?"
    ),
    "where": Words(
        r"(?:nộp |gửi |đến |liên hệ |nhận |làm )*(?:hồ sơ |đơn )?(?:ở|tại|đến|tới|về) (?:đâu|chỗ nào|"
        r"nơi nào)|nơi nộp|"
        r"(?:nộp|gửi) (?:hồ sơ |đơn )?(?:cho )?đâu"
    ),
    "condition": Words(
        r"(?:những |các |có |cần )*điều kiện(?: gì| nào)?|yêu cầu (?:gì|nào)|tiêu chuẩn (?:gì|nào)|"
        r"(?:trong |những |các )*(?:trường hợp|đối tượng) nào|(?:có )?bắt buộc(?: không)?"
    ),
    "how": Words(
        r"(?:trình tự,? )?thủ tục|trình tự|quy trình|các bước|cách (?:làm|thức|nộp)|(?:thì )?(?:phải |"
        r"cần )?làm "
        r"(?:thế nào|như thế nào|sao|gì)|(?:như )?thế nào|ra sao|(?:bằng )?cách nào|online|qua mạng|"
        r"(?:nộp|gửi|làm|đăng ký) (?:trực tuyến|trực tiếp)|qua bưu điện"
    ),
    "amount": Words(
        rf"(?:là |mức |khoảng |tối đa |tối thiểu |nhiều nhất |ít nhất |cao nhất |thấp nhất )*(?:bao nhiêu|"
        rf"mấy)"
        rf"(?: (?:{_COUNTED}))?|(?:(?<!định )|(?<=quyết định ))mức(?: thu| hưởng| cụ thể)?"
    ),
    "penalty": Words(
        r"(?:bị |có bị |sẽ bị )*(?:xử phạt|phạt|xử lý)(?: gì| thế nào| như thế nào| ra sao| bao nhiêu|"
        r" không)*"
    ),
    "what": Words(
        r"(?:bao |)gồm(?: có)?(?: những| các)?(?: gì| nào)?|(?:cần|có|phải|là)? ?(?:những |các |cái |điều |"
        r"chuẩn bị )*gì|"
        r"nghĩa là gì|nào"
    ),
    "whether": Words(
        r"có(?= (?:phải|được|bị|cần|thể|bắt buộc) .*không[ ?.!]*$)|"
        r"(?:có )?(?:được|phải|cần)? ?không(?=[ ?.!]*$)|(?:hay|được) (?:không|chưa)(?=[ ?.!]*$)"
    ),
}
"""The kinds of fact that a follow-up asks for, and the words by which it does."""


def facts_in(text: str) -> frozenset[str]:
    """The kinds of fact that the words of ``text`` ask for; none of those that every question has."""
    return frozenset(kind for kind, words in FACTS.items() if kind not in _FORM and words.is_in(text))


_FORM = {"what", "whether"}


def fact_spans(text: str) -> list[Span]:
    """Where the words stand by which ``text`` asks."""
    return [span for words in FACTS.values() for span in words.spans(text)]


# Words that make an ellipsis whole and have no matter of their own, beside the words of grammar.
_EMPTY = frozenset(
    syllables(
        "nộp gửi đơn hồ sơ giấy tờ nhận trả lời kết quả quyết định giải đồng ý từ chối xong chờ mất tốn "
        "cụ thể áp dụng bắt đầu thúc thời hạn gian thêm nữa vẫn đều chỉ mới thật nên muốn xem xét xác "
        "cấp ký duyệt phê trách nhiệm thẩm quyền cơ quan tối đa thiểu ít nhất nhiều cao thấp mức số "
        "lượng phí lệ tiền trực tuyến tiếp qua mạng online bưu điện lần ngày tháng tuần làm bước trình "
        "tự thủ tục như nhỉ vậy hả thế rồi sao lúc nhé nha đi với sẽ còn cả mọi từng ơi luôn liệu thường "
        "mỗi một bản thân đầy đủ lâu khác kiểm tra giám sát "
        "khiếu nại ngoại lệ hậu quả hướng dẫn gia hạn ủy"
    )
)
_EMPTY_FOLDED = frozenset(map(fold, _EMPTY))


def content(text: str) -> tuple[str, ...]:
    """The syllables of ``text`` that carry matter, in order."""
    dropped = FUNCTION_FOLDED | _EMPTY_FOLDED if text.isascii() else FUNCTION | _EMPTY
    return tuple(word for word in syllables(text) if word not in dropped)


def unseen(text: str, other: str) -> frozenset[str]:
    """Syllables with matter of ``text`` that ``other`` does not have; folded where one of them is."""
    if text.isascii() or other.isascii():
        return frozenset(map(fold, content(text))) - frozenset(syllables(fold(other)))
    return frozenset(content(text)) - frozenset(syllables(other))


def stands_in(text: str, other: str) -> bool:
    """Whether the syllables with matter of ``text`` stand together in ``other`` as they do there."""
    words = " ".join(map(fold, content(text)))
    return f" {words} " in f" {' '.join(syllables(fold(other)))} "


# --- what it is about

_HEAD = Words(r"của|cho|về|thì|là|khi|để(?! nghị| án| tài| xuất)|và|có|cần|tôi muốn hỏi")
_FOOT = re.compile(
    r"(?:\s*[,;:]|\s+(?:thì|là|gồm|có|cần|phải|được|của|cho|không|và|trong|vào|ở|tại|mới|theo|với|bị|để|từ|"
    r"sẽ|"
    r"thi|la|gom|co|can|phai|duoc|cua|khong|va|o|tai|moi|voi|bi|de|tu|se))+$",
    re.IGNORECASE,
)


def matter(question: str) -> str:
    """What ``question`` is about: its words without those by which it asks. All of it where that
    leaves nothing.

    >>> matter("Hồ sơ chuyển trường trung học cơ sở gồm những giấy tờ gì?")
    'chuyển trường trung học cơ sở'
    """
    rest = without(question, fact_spans(question))
    while length := _HEAD.begins(rest):
        rest = tidy(rest[length:])
    rest = tidy(_FOOT.sub("", rest))
    return rest if content(rest) else tidy(question)
