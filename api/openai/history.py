"""What a client's own history tells of earlier turns.

A client that keeps the conversation itself sends the words of earlier answers back. Those of
this service say for which day they were given and which provisions they cited, so that "khoản 2
thì sao?" has something to lean on. Whoever writes such a text himself gains nothing by it: a
day and addresses are what anyone may ask for, and no words of a turn are ever a source.
"""

import re
from datetime import date

from api.openai.markdown import CITED, DAY, NEXT
from assistant.asked import TODAY
from assistant.domain.conversation import Turn
from assistant.domain.path import ProvisionPath

_ANSWER_CHARS = 2_000
_CITED = 8
_LINE = re.compile(r"^- \[\d{1,3}\] .*?`([^`\n]{3,200})`", re.MULTILINE)
_DAY = re.compile(
    rf"^{re.escape(DAY)} (\d{{2}})/(\d{{2}})/(\d{{4}})(?P<today> \({re.escape(TODAY)}\))?", re.M
)
_ITEM = re.compile(r"^- (.+)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>~#&=+-])")


def turn_of(question: str, answer: str, max_chars: int) -> Turn:
    """The turn of a question and its answer, as a client sent them."""
    return Turn(
        question=question.strip()[:max_chars],
        as_of=_day(answer),
        cited=_cited(answer),
        answer=answer.strip()[:_ANSWER_CHARS],
    )


def suggestions_in(answer: str) -> list[str]:
    """The questions that an answer of this service suggested to ask next."""
    _, heading, rest = answer.rpartition(NEXT)
    told = rest.strip().split("\n\n")[0] if heading else ""
    return [_ESCAPED.sub(r"\1", item).strip() for item in _ITEM.findall(told)]


def _cited(answer: str) -> tuple[str, ...]:
    _, heading, rest = answer.rpartition(CITED)
    found = _LINE.findall(rest) if heading else []
    return tuple(path for path in dict.fromkeys(found) if _is_path(path))[:_CITED]


def _is_path(text: str) -> bool:
    try:
        return bool(ProvisionPath.parse(text).segments)
    except ValueError:
        return False


def _day(answer: str) -> date | None:
    """The day that an answer was given for; ``None`` where that was simply today."""
    told = _DAY.search(answer)
    if told is None or told["today"]:
        return None
    try:
        return date(int(told[3]), int(told[2]), int(told[1]))
    except ValueError:
        return None
