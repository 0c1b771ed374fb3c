"""What the browser is told: the words of an answer and what to label of it, never who gave it."""

from collections.abc import Iterator
from typing import Any

from assistant.domain.answer import Part
from evals.judging.people.book import Event
from evals.judging.people.desk import Desk, Lying
from evals.judging.people.labels import CHOICES, Item, Matter
from evals.measures.reading import claims
from evals.reporting.html import blocks
from evals.reporting.wording import Say
from evals.running.rows import Cited, Spoken

_SAY = Say("vi")
_PROMPTS = {
    Matter.STATEMENT: "Đối chiếu với điều khoản được dẫn, câu này:",
    Matter.CITATION: "Điều khoản này có nói điều câu trên nói không?",
    Matter.NUGGET: "Câu trả lời có nói ý này không?",
    Matter.WHOLE: "Cả câu trả lời, so với một câu trả lời đúng:",
}
_QUOTED = "Điều khoản trích ở đây có đúng là điều trả lời câu hỏi, vào ngày hỏi không?"
_NOTHING_TO_SAY = "Câu hỏi này không có quy định nào trả lời. Câu trả lời xử lý như thế đúng không?"


def work(desk: Desk, who: str) -> dict[str, Any]:
    """All that lies before a person, with how much of each is done."""
    return {
        "who": who,
        "settling": who in desk.plan.settling,
        "answers": [
            {"name": desk.name_of(one.task), "items": len(one.items), "done": desk.done(who, one)}
            for one in desk.lying[who]
        ],
    }


def answer(desk: Desk, who: str, lying: Lying) -> dict[str, Any]:
    """One answer to label, with what ``who`` said of it before."""
    asks = _Asks(lying, desk.book.by(lying.task, who))
    case, given = lying.task.case, lying.task.given
    return {
        "name": desk.name_of(lying.task),
        "number": lying.number,
        "of": lying.of,
        "question": case.question,
        "before": [turn.question for turn in case.history],
        "day": f"{case.as_of:%d/%m/%Y}",
        "audience": _SAY.value("audience", case.audience.value) if case.audience else "",
        "outcome": _SAY.of("outcome", given.outcome.value),
        "expected": [_SAY.of("outcome", one.value) for one in case.expected],
        "gold": [list(group) for group in case.gold],
        "notices": list(given.notices),
        "statements": list(_statements(asks)),
        "nuggets": [
            {"text": case.nuggets[item.at].text, "vital": case.nuggets[item.at].vital, "ask": asks.of(item)}
            for item in lying.items
            if item.matter is Matter.NUGGET
        ],
        "whole": asks.of(Item(Matter.WHOLE)),
    }


class _Asks:
    def __init__(self, lying: Lying, held: dict[Item, Event]) -> None:
        self.lying = lying
        self._held = held

    def of(self, item: Item) -> dict[str, Any] | None:
        """What is asked of an item; ``None`` where it is not this person's to label."""
        if item not in self.lying.items:
            return None
        said = self._held.get(item)
        return {
            "id": item.id,
            "prompt": self._prompt(item),
            "choices": [{"label": label, "words": words} for label, words in CHOICES[item.matter].items()],
            "label": said.label if said else None,
            "words": said.words if said else "",
        }

    def _prompt(self, item: Item) -> str:
        task = self.lying.task
        if item.matter is Matter.WHOLE and not task.case.answerable:
            return _NOTHING_TO_SAY
        if item.matter is Matter.STATEMENT and task.given.statements[item.at].part is Part.QUOTE:
            return _QUOTED
        return _PROMPTS[item.matter]


def _statements(asks: _Asks) -> Iterator[dict[str, Any]]:
    given = asks.lying.task.given
    claimed = set(map(id, claims(given)))
    for at, said in enumerate(given.statements):
        cited = [n for n in dict.fromkeys(said.citations) if 0 <= n < len(given.citations)]
        shown = cited if id(said) in claimed else []
        yield {
            "blocks": _blocks(said),
            "claim": id(said) in claimed,
            "ask": asks.of(Item(Matter.STATEMENT, at)),
            "cited": [
                _cited(given.citations[n]) | {"ask": asks.of(Item(Matter.CITATION, at, n))} for n in shown
            ],
        }


def _blocks(said: Spoken) -> list[dict[str, Any]]:
    return [{"quoted": quoted, "text": text} for quoted, text in blocks(said.text)]


def _cited(cited: Cited) -> dict[str, Any]:
    return {
        "label": cited.label or cited.path.partition("#")[2],
        "document": cited.document,
        "path": cited.path,
        "status": cited.status.value if cited.status else "",
        "quote": cited.quote,
    }
