"""A follow-up made a question that stands by itself, by rules alone.

A person who asks on says only what is new: "còn trường tư thì sao?", "mất bao lâu?", "khoản 2 thì
sao?". What is left out is taken from the questions asked before and from the addresses of what was
cited, never from the words of an answer: those may come from outside. The new question keeps its
own words; where it stands alone, or nothing can be made of it, it is left as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.asking import FUNCTION
from assistant.answering.english import is_english, to_vietnamese
from assistant.answering.followups.cited import (
    is_document,
    names_document,
    of_provision,
    parsed,
    that_document,
    unsaid_document,
)
from assistant.answering.followups.classes import Member, members, swapped
from assistant.answering.followups.words import (
    FACTS,
    Frame,
    Span,
    Words,
    content,
    fact_spans,
    facts_in,
    is_polite,
    matter,
    stands_in,
    tidy,
    unseen,
    without,
)
from assistant.domain.conversation import Turn
from assistant.domain.path import ProvisionPath
from assistant.domain.words import fold, nfc, syllables
from assistant.retrieval.days import AskedDay, DayKind, asked_days, without_days
from assistant.retrieval.spelling import shipped_speller

MOST_CHARS = 2000
"""Characters of a question made to stand alone; one that would be longer is left as it was asked."""

_BEFORE_CHARS = 700
_REACH = 8
"""Turns that are looked back through."""
_LONG = 24
"""Syllables from which on a question is taken to say all it needs."""
_FEW = 6
"""Syllables up to which a question without diacritics is also read as it was typed."""
_FEW_ENGLISH = 8
"""Words up to which a question in English is read as one that goes on: the glossary leaves words out."""
_OWN = 3
"""Syllables of matter with which a question that asks for something stands by itself."""
_ANY_DAY = date(2000, 1, 1)
"""Days are looked for by their words alone here; which they are is read later."""


@dataclass(frozen=True)
class Standalone:
    """``text``: the question as it stands alone, days still in its words. ``as_of``: the day of the
    turn before where the question says "khi đó". ``kept``: ``text`` is the question as it was asked.
    ``why``: the rule that was used, a word for programs.
    """

    text: str
    as_of: date | None
    kept: bool
    why: str


@dataclass(frozen=True)
class _Before:
    """What there is to lean on: the question before, as it stood alone; what was cited; its day."""

    text: str
    cited: tuple[ProvisionPath, ...] = ()
    as_of: date | None = None


_Rule = Callable[[str, _Before], str | None]
_Rules = tuple[tuple[str, _Rule], ...]
"""Each by the word that tells of it. It gives the whole question, or nothing where it does not fit."""


def standalone(question: str, turns: Sequence[Turn]) -> Standalone:
    """``question`` as it stands alone after ``turns``, the oldest first.

    Turns that carry no ``standalone`` of their own are worked out by the same rules, in order.
    """
    before = _before(turns)
    if before is None:
        return Standalone(question, None, True, "first")
    return _resolved(question, before)


def _before(turns: Sequence[Turn]) -> _Before | None:
    """What the last turns leave; ``None`` where nothing was asked yet."""
    before: _Before | None = None
    for turn in turns[-_REACH:]:
        asked = nfc(turn.question).strip()
        if not asked or is_polite(asked):
            continue
        text = turn.standalone or (_resolved(asked, before).text if before else asked)
        cited = tuple(parsed(turn.cited)) or (before.cited if before and text != asked else ())
        before = _Before(_short(" ".join(text.split())), cited, turn.as_of)
    return before


def _short(text: str) -> str:
    return text if len(text) <= _BEFORE_CHARS else text[:_BEFORE_CHARS].rsplit(" ", 1)[0]


def _resolved(question: str, before: _Before) -> Standalone:
    """``question`` as typed; where no rule fits it, as the speller reads it."""
    asked = " ".join(nfc(question).split())
    if len(asked.split()) > _LONG or is_polite(asked):
        return Standalone(question, None, True, "new")
    plain = asked.isascii() and before.text.isascii() and not is_english(asked)
    leant = replace(before, text=_proper(before.text))
    for reading, rules in _readings(asked):
        found = _leaning(reading, leant, rules)
        if found is not None and len(found.text) <= MOST_CHARS:
            # Where all was typed plainly, the search, which knows the library's words, reads it better.
            return replace(found, text=fold(found.text)) if plain else found
    return Standalone(question, None, True, "new")


def _readings(asked: str) -> Iterator[tuple[str, _Rules]]:
    """What may be meant by what was typed, and the rules to read it by.

    Without diacritics the speller takes "con trung" for insects and "đó" for "do": it reads what
    stands between "còn" and "thì sao", and what points back is looked for as it was typed.
    Patterns without diacritics fit so much that the other rules read few words in that way.
    """
    read = shipped_speller().read
    if is_english(asked):
        if len(asked.split()) <= _FEW_ENGLISH:
            yield to_vietnamese(asked), _RULES
        return
    if not asked.isascii():
        yield from ((asked, _RULES), (read(asked).text, _RULES))
        return
    frame = Frame(asked)
    yield asked, _POINTING
    yield f"{'còn ' * frame.lead}{read(frame.body).text}{' thì sao' * frame.tail}", _RULES
    yield read(asked).text, _RULES
    if len(asked.split()) <= _FEW:
        yield asked, _RULES


def _proper(text: str) -> str:
    """``text`` in Vietnamese, with diacritics where it was typed without any."""
    if is_english(text):
        return to_vietnamese(text)
    return shipped_speller().read(text).text if text.isascii() else text


def _leaning(question: str, before: _Before, rules: _Rules) -> Standalone | None:
    """By the first rule that fits; ``None`` where the question stands alone."""
    day = before.as_of if _THEN.is_in(question) else None
    if (changed := _other_day(question, before, rules)) is not None:
        return changed
    for why, rule in rules:
        text = rule(question, before)
        if text is not None and text != question:
            return Standalone(text, day, False, why)
    return None


_THEN = Words(r"(?:khi|lúc|hồi|thời điểm|thời gian|năm|ngày|tháng|giai đoạn) (?:đó|ấy)")


# --- the day changes, the matter stays


def _other_day(question: str, before: _Before, rules: _Rules) -> Standalone | None:
    days = [day for day in asked_days(question, _ANY_DAY) if day.kind is not DayKind.DURING]
    if not days or names_document(question):
        return None
    rest, told = tidy(_less(question, days)), ", ".join(" ".join(day.words.split()) for day in days)
    frame = Frame(rest)
    past = replace(before, text=without_days(before.text, asked_days(before.text, _ANY_DAY)))
    if _says_nothing(frame.body):
        return Standalone(_with_day(past.text, told), None, False, "day")
    found = _leaning(rest, past, rules)
    return replace(found, text=_with_day(found.text, told), why="day") if found else None


def _less(text: str, days: Sequence[AskedDay]) -> str:
    return without(text, [(day.start, day.end) for day in days])


def _with_day(text: str, told: str) -> str:
    return f"{tidy(text)}, {told}?"


def _says_nothing(body: str) -> bool:
    return not content(body) and not facts_in(body) and not members(body)


# --- the other rules: each gives the whole question, or None


def _document(question: str, before: _Before) -> str | None:
    """As in "văn bản đó còn hiệu lực không?"."""
    return that_document(question, before.cited, before.text)


def _unsaid_document(question: str, before: _Before) -> str | None:
    """As in "còn hiệu lực không?": it can only be of the document."""
    return unsaid_document(Frame(question).body, before.cited, before.text)


def _other_document(question: str, before: _Before) -> str | None:
    """As in "còn Thông tư 07/2018 thì sao?": the same matter by another document."""
    frame = Frame(question)
    if not (frame.lead or frame.tail) or not is_document(frame.body):
        return None
    return f"{tidy(before.text)}, theo {frame.body.removeprefix('theo ')}?"


def _provision(question: str, before: _Before) -> str | None:
    return of_provision(question, before.cited)


_MORE = frozenset(
    syllables(
        "bạn anh chị hãy có thể xin vui lòng làm ơn giúp hộ cho tôi em mình với được không ạ nhé đi "
        "thì cụ chi tiết rõ ràng hơn thêm nữa giải thích nói trình bày phân tích nêu kể liệt kê biết "
        "một ví dụ minh họa tại sao vì lại thế vậy là lý do nghĩa ý gì còn khác tiếp tục đầy đủ ngắn "
        "gọn tóm tắt dễ hiểu đúng chắc thật à hả hay như nào đơn giản về điều việc đó này trên nó các "
        "những trường hợp đọc xem kiểm tra câu trả lời và theo ở căn cứ vào đâu nguồn trích dẫn quy định văn "
        "bản luật thông tư nghị khoản"
    )
)
_MORE_FOLDED = frozenset(map(fold, _MORE))
_MORE_CORE = Words(
    r"cụ thể|chi tiết|(?:xem|đọc|kiểm tra) lại|rõ (?:hơn|ràng)|nói rõ|giải thích|"
    r"(?:thêm|gì|nào) (?:nữa|khác)|nói thêm|ví dụ|minh họa|minh hoạ|tại sao|vì sao|"
    r"sao (?:lại|vậy|thế)|là sao|lý do|tiếp tục|đầy đủ|ngắn gọn|"
    r"tóm tắt|dễ hiểu|đơn giản|chắc|thật|căn cứ|nguồn|trích dẫn|nghĩa là gì|quy định ở đâu|(?:quy định|"
    r"văn bản|luật|thông tư|nghị định|điều) nào"
)


def _more(question: str, before: _Before) -> str | None:
    """More of the same: the question before, and in what manner."""
    frame = Frame(question)
    words = _MORE_FOLDED if frame.asked.isascii() else _MORE
    if not _MORE_CORE.is_in(frame.asked) or not words.issuperset(syllables(frame.asked)):
        return None
    return f"{tidy(before.text)}? {frame.asked[:1].upper()}{frame.asked[1:]}"


_THAT = r"(?:này|đó|ấy|nói trên|ở trên|kể trên|trên|vừa nêu|vừa nói|như vậy|như thế|thế này)"
_NOUNS = (
    r"việc|điều|chuyện|vấn đề|trường hợp|thủ tục|hồ sơ|quy trình|trình tự|mức|khoản(?: tiền| phí)?|giấy|"
    r"đơn|trường|lớp|loại|nhóm|đối tượng|"
    r"chế độ|chính sách|học bổng|kỳ thi|bằng|chứng chỉ|thời hạn|thời gian|hạn|số tiền|số tiết|phí|lệ phí|"
    r"học phí|quyền|nhiệm vụ|hình thức|"
    r"biện pháp|quyết định|kết quả|điểm|môn|tiết|cái|người|những người|học sinh|sinh viên|giáo viên|"
    r"nhà giáo|thầy cô|"
    r"(?:các )?em|cháu|bạn|đứa trẻ|trẻ|con số|danh sách|điều kiện|tiêu chuẩn|giấy tờ|yêu cầu|nội dung|"
    r"chương trình"
)
_PRONOUN = Words(
    rf"(?:trong |với |đối với |ở |về |cho |theo )?(?:việc|điều|chuyện|vấn đề|trường hợp|thủ tục|cái) {_THAT}|"
    rf"(?:các |những )?(?:em|người|cháu|bạn|đứa) (?:đó|ấy|này)|như (?:vậy|thế)(?= thì)"
)
_THEY = Words(r"(?:nó|họ|chúng nó)(?! và| tên| hàng| số| sơ| trợ| nghèo| cận| khẩu| ngoại)")
_NOUN_THAT = rf"(?:những |các )?(?:{_NOUNS}) {_THAT}"
# "do ai" without diacritics is "do ai" and not "đó ai".
_DEMONSTRATIVE = Words(_NOUN_THAT, rf"{fold(_NOUN_THAT)}(?! ai| co quan| ubnd| bo | so | nha | hoi )")
_DEMONSTRATED = Words(_THAT)


def _pronoun(question: str, before: _Before) -> str | None:
    """What "việc đó", "nó", "mức này" stand for, put before the question."""
    span = _stands_for(question)
    if span is None or len(content(question[: span[0]])) >= _OWN:
        return None
    rest = without(question, [span])
    return _about(before.text, Frame(rest).body or rest)


def _stands_for(question: str) -> Span | None:
    """The words that stand for something said before: "việc đó", and of "mức này" the "này"."""
    frame = Frame(question)
    if length := _THEY.begins(frame.asked):
        start = len(question) - len(frame.asked)
        return start, start + length
    if (span := _PRONOUN.span(question)) is not None:
        return span
    noun = _DEMONSTRATIVE.span(question)
    that = _DEMONSTRATED.span(question[slice(*noun)]) if noun else None
    return (noun[0] + that[0], noun[1]) if noun and that else None


def _about(text: str, asked: str) -> str:
    """``chuyển trường trung học cơ sở: mất bao lâu?``."""
    about = matter(text)
    about = about[:1].upper() + about[1:]
    asked = asked.removeprefix("thì ")
    if not content(asked) and not facts_in(asked):
        return f"{tidy(text)}, {asked}?" if asked else f"{tidy(text)}?"
    return f"{about}: {_inside(asked)}?"


def _inside(words: str) -> str:
    """``words`` as they stand inside a sentence: an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def _contrast(question: str, before: _Before) -> str | None:
    """As in "Còn trường tư thì sao?": words of a class take the place of those in the question before."""
    frame = Frame(question)
    said = members(frame.body)
    own = _own(frame.body, said)
    hangs = _hangs(frame) or not (own or facts_in(frame.body) or _DEFINED.is_in(frame.body))
    if not said or names_document(frame.body) or (own and not hangs):
        return None
    new = unseen(own, before.text)
    text, left = swapped(before.text, said)
    if (left and (not hangs or _says_all(frame, own))) or (new and not _joins(frame, new)):
        return None
    if left or new:
        return _joined(text, frame.body)
    other = facts_in(frame.body) - facts_in(before.text)
    return _about(text, without(frame.body, [one.span for one in said])) if other else f"{tidy(text)}?"


_DEFINED = Words(r"(?:nghĩa )?là gì(?=[ ?.!]*$)|(?:được )?hiểu (?:như )?thế nào")
_TOPIC = Words(
    r"thì(?= (?:được |bị |phải |có |mất |là |cần |trả |hưởng )*"
    r"(?:mấy|bao nhiêu|bao lâu|gì|ai|thế nào|khi nào|khác|được không))"
)


def _hangs(frame: Frame) -> bool:
    """Whether a question is put as one that goes on: "còn ...", "... thì sao", "... thì bao nhiêu"."""
    return frame.lead or frame.tail or _TOPIC.is_in(frame.body)


def _says_all(frame: Frame, own: str) -> bool:
    """Whether a question asks for something of a matter of its own, though it begins with "vậy"."""
    words = [word for word in syllables(own) if word not in FUNCTION]
    return not frame.tail and len(words) > 1 and bool(facts_in(frame.body))


def _own(body: str, said: Sequence[Member]) -> str:
    """What ``body`` says beside words of a class and those by which it asks, where that is matter."""
    rest = without(body, [one.span for one in said] + fact_spans(body))
    return rest if content(rest) else ""


def _joins(frame: Frame, new: frozenset[str]) -> bool:
    """Whether a question with ``new`` words hangs on the one before all the same."""
    if frame.tail:
        return frame.lead or len(new) <= 2 * _OWN
    if frame.lead and not facts_in(frame.body):
        return True
    if _SUBJECTLESS.begins(frame.body):
        return len(new) < _OWN
    return _TOPIC.is_in(frame.body) and len(content(_own(frame.body, members(frame.body)))) <= 1


_SUBJECTLESS = Words(r"có (?:được|phải|cần|thể|bắt buộc|nên|bị)")
"""Yes or no, of somebody who is not named."""


def _joined(text: str, body: str) -> str:
    """The question before with a case added, which takes the place of one added before."""
    stem = tidy(text)
    if _ADDED.is_in(stem):
        stem = stem.rsplit(", ", 1)[0]
    asks = facts_in(body) or FACTS["whether"].is_in(body)
    return f"{stem}, {_inside(body)}{'' if asks else ' thì sao'}?"


_ADDED = Words(r"thì sao(?=$)")


def _ellipsis(question: str, before: _Before) -> str | None:
    """As in "Mất bao lâu?": another fact of the matter before, or "quá hạn thì sao?": a case of it."""
    frame = Frame(question)
    own = _own(frame.body, ())
    if names_document(frame.body) or (own and _DEFINED.is_in(frame.body)):
        return None
    new = unseen(own, before.text)
    if new:
        return _joined(before.text, frame.body) if _joins(frame, new) else None
    if own and (not unseen(matter(before.text), frame.body) or not stands_in(own, before.text)):
        return None
    return _about(before.text, f"{frame.body}{' thì sao' * (frame.tail and bool(frame.body))}")


_POINTING: _Rules = (("document", _document), ("provision", _provision), ("pronoun", _pronoun))
_RULES: _Rules = (
    ("document", _document),
    ("provision", _provision),
    ("document", _unsaid_document),
    ("document", _other_document),
    ("more", _more),
    ("pronoun", _pronoun),
    ("contrast", _contrast),
    ("ellipsis", _ellipsis),
)
