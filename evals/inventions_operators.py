r"""Operators that turn a true statement into an invention, each in one way.

    python -m evals.inventions_operators     # prints the inventions that they make, as JSON Lines

Those of ``FIRST`` work on the answers ``dev-``, those of ``SECOND`` on the answers ``held-``, which were
held out until the fresh part was written; that part knows no operator. What they make is read by a person
before it joins ``inventions.jsonl``: an operator that happens to keep a statement true is left out there.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from evals.inventions import Invention, Said, TrueAnswer, answers

Change = Callable[[str], str | None]
"""The invention made of a statement, or ``None`` where there is nothing to change."""

_COUNTED = "tuần|tiết|năm|tháng|ngày|học sinh|tín chỉ|tuổi|buổi|giờ|lần|học viên|bộ|nghìn đồng"
_NUMBER = re.compile(rf"(?<![\d.,/])(\d{{1,3}})(?= (?:{_COUNTED}|weeks|years|months)\b(?! \d))")
_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_WORDS[1:-1])})(?= (?:{_COUNTED}|môn|công việc)\b)")
_AMOUNT = re.compile(r"(\d)(?=\d{0,2}(?:[.,]\d{3})+ đồng)")
_PERCENT = re.compile(r"(\d+)(?=%)")
_MONTH = re.compile(r"(?<=tháng )(\d{1,2})(?= năm \d{4})")
_CLAUSE = re.compile(r"(?<=khoản )(\d+)")
_ARTICLE = re.compile(r"(?<=Điều )(\d+)")
_DOCUMENT = re.compile(r"(?<=số )(\d+)(?=/\d{4}/)")


@dataclass(frozen=True)
class Operator:
    """A named way to change a statement."""

    name: str
    family: str
    change: Change


def _counted(pattern: re.Pattern[str], change: Callable[[int], int]) -> Change:
    """Changes the first number that ``pattern`` finds; zeros before it are kept."""

    def made(text: str) -> str | None:
        found = pattern.search(text)
        if found is None:
            return None
        digits = found.group(1)
        return text[: found.start(1)] + f"{change(int(digits)):0{len(digits)}d}" + text[found.end(1) :]

    return made


def _next_word(text: str) -> str | None:
    found = _NUMBER_WORD.search(text)
    if found is None:
        return None
    word = _WORDS[_WORDS.index(found.group(1)) + 1]
    return text[: found.start(1)] + word + text[found.end(1) :]


def _first_of(*pairs: tuple[str, str]) -> Change:
    """Puts the second word of a pair for the first occurrence of its first; the earliest wins."""
    table = dict(pairs)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, table))})(?!\w)")

    def made(text: str) -> str | None:
        found = pattern.search(text)
        return None if found is None else text[: found.start()] + table[found.group()] + text[found.end() :]

    return made


def _unless(word: str, change: Change) -> Change:
    """``change``, where ``word`` does not stand in the statement."""
    return lambda text: None if word in text else change(text)


_BOUNDS = _first_of(
    ("không quá", "ít nhất"),
    ("ít nhất", "không quá"),
    ("tối đa", "tối thiểu"),
    ("tối thiểu", "tối đa"),
    ("nhiều nhất", "ít nhất"),
    ("trở lên", "trở xuống"),
    ("no more than", "at least"),
)
_LEVELS = _first_of(
    ("mầm non", "tiểu học"),
    ("tiểu học", "trung học phổ thông"),
    ("trung học cơ sở", "trung học phổ thông"),
    ("trung học phổ thông", "trung học cơ sở"),
    ("lớp một", "lớp sáu"),
    ("cao đẳng", "đại học"),
)
_UNITS = _first_of(
    *(
        (f"{shape} ngày làm việc", f"{shape} ngày")
        for shape in ("01", "03", "05", "07", "15", "20", "1", "3")
    ),
    *((f"{shape} ngày kể", f"{shape} ngày làm việc kể") for shape in ("07", "10", "15", "30")),
    ("ngày làm việc", "tuần"),
    ("một tuần", "một tháng"),
    ("mỗi tuần", "mỗi tháng"),
    ("tuần", "tháng"),
    ("tháng/năm học", "tuần/năm học"),
    ("working days", "weeks"),
)
_NOT = _first_of(
    ("không được", "được"),
    ("không phải", "phải"),
    ("không bị", "bị"),
    ("không mất", "mất"),
    ("không thu", "thu"),
    ("không có", "có"),
    ("không trong", "đang trong"),
    ("không rút vốn và không hưởng", "được rút vốn và hưởng"),
    ("không áp dụng", "áp dụng"),
)

FIRST: tuple[Operator, ...] = (
    Operator("counted", "number", _counted(_NUMBER, lambda number: number + 3)),
    Operator("next-word", "number", _next_word),
    Operator("unit", "unit", _UNITS),
    Operator("first-digit", "amount", _counted(_AMOUNT, lambda digit: digit % 9 + 1)),
    Operator("percent", "percentage", _counted(_PERCENT, lambda n: n + 5 if n < 95 else n - 20)),
    Operator("month", "date", _counted(_MONTH, lambda month: month % 12 + 1)),
    Operator("clause", "article", _counted(_CLAUSE, lambda clause: clause + 1)),
    Operator("article", "article", _counted(_ARTICLE, lambda article: article + 2)),
    Operator("document", "document", _counted(_DOCUMENT, lambda number: number + 1)),
    Operator("not-dropped", "lost_negation", _NOT),
    Operator("not-added", "added_negation", _unless("không", _first_of(("được", "không được")))),
    Operator("need-not", "added_negation", _unless("không", _first_of(("phải", "không phải")))),
    Operator("bound", "bound", _BOUNDS),
    Operator(
        "may-for-must", "modality", _unless("không phải", _first_of(("phải", "có thể"), ("must", "may")))
    ),
    Operator("must-for-may", "modality", _first_of(("có thể", "phải"))),
    Operator("level", "level", _LEVELS),
)


def _ending(words: str) -> Change:
    """Puts ``words`` before the full stop."""
    return lambda text: f"{text[:-1]}{words}." if text.endswith(".") else None


SECOND: tuple[Operator, ...] = (
    Operator("by-a-circular", "invented_document", _ending(" theo Thông tư số 19/2022/TT-BGDĐT")),
    Operator("no-longer", "validity", _ending("; quy định này nay đã hết hiệu lực")),
    Operator("within-days", "invented_deadline", _ending(", thực hiện chậm nhất trong 10 ngày")),
    Operator("one-more-paper", "extra", _ending(", kèm bản sao căn cước công dân có chứng thực")),
    Operator("a-fine", "extra", _ending("; người vi phạm bị phạt tiền 3.000.000 đồng")),
    Operator("no-condition", "scope", _ending(" trong mọi trường hợp, không kèm điều kiện nào")),
    Operator("leave-to-province", "actor", _ending(" sau khi được Ủy ban nhân dân cấp tỉnh cho phép")),
)
ELSEWHERE = "cited-elsewhere"
"""A true statement under the address of another statement of its answer."""


def made(true: Sequence[TrueAnswer]) -> Iterator[Invention]:
    """Every operator of ``FIRST`` on every statement that it can change; one of ``SECOND``, in turn, on
    one statement of each Vietnamese answer of its own.
    """
    for answer in (one for one in true if one.id.startswith("dev-")):
        for at, said in enumerate(answer.statements):
            for operator in FIRST:
                if changed := operator.change(said.text):
                    yield _invention(answer, at, operator, changed)
    yield from _second([one for one in true if one.id.startswith("held-") and one.language == "vi"])


def _second(true: Sequence[TrueAnswer]) -> Iterator[Invention]:
    for turn, answer in enumerate(true):
        at = turn % len(answer.statements)
        operator = SECOND[turn % len(SECOND)]
        if changed := operator.change(answer.statements[at].text):
            yield _invention(answer, at, operator, changed)
        yield from _elsewhere(answer)


def _elsewhere(answer: TrueAnswer) -> Iterator[Invention]:
    """The first statement under what the last one cites, where these are different units."""
    first, last = answer.statements[0], answer.statements[-1]
    if not _apart(first, last):
        return
    yield Invention(
        id=f"{answer.id}.0.{ELSEWHERE}",
        answer=answer.id,
        statement=0,
        family="other_article",
        operator=ELSEWHERE,
        text=first.text,
        cites=last.cites,
    )


def _apart(one: Said, other: Said) -> bool:
    """Whether no unit that one cites lies in a unit that the other cites."""
    return not any(
        f"{a}.".startswith(f"{b}.") or f"{b}.".startswith(f"{a}.") for a in one.cites for b in other.cites
    )


def _invention(answer: TrueAnswer, at: int, operator: Operator, text: str) -> Invention:
    return Invention(
        id=f"{answer.id}.{at}.{operator.name}",
        answer=answer.id,
        statement=at,
        family=operator.family,
        operator=operator.name,
        text=text,
    )


def main() -> None:
    """Print what the operators make of the shipped answers."""
    true = answers()
    for one in made(true):
        sys.stdout.write(f"{orjson.dumps(one.model_dump(exclude_defaults=True)).decode()}\n")


if __name__ == "__main__":
    main()
