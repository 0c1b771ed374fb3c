"""How a question is taken, before anything is looked up: what each step may end or change.

cleaned -> personal data masked -> made to stand alone after the turns before it -> its language ->
its route -> the day it is for. From here on nobody sees what was masked: not the indexes, not an
embedding service, not a model, not what is kept.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from assistant.answering.english import is_english, to_vietnamese
from assistant.answering.followups import Standalone, standalone
from assistant.answering.routing import Routed, route
from assistant.answering.writing.rewriting import Rewriter
from assistant.asked import AskedFor, asked_for
from assistant.days import today
from assistant.domain.conversation import Turn
from assistant.domain.timeline import Timeline
from assistant.errors import BadRequest
from assistant.inputs import clean_question, clean_text
from assistant.models.model import Spent
from assistant.personal import apart_from, mask, notice
from assistant.steps import Steps

_ANSWER_CHARS = 4_000

LifeOf = Callable[[str], Timeline | None]


@dataclass(frozen=True)
class Taken:
    """A question as it was taken. ``asked``: cleaned and masked, in the asker's words.
    ``standalone``: empty where ``asked`` stands alone. ``meant``: what to look for, in Vietnamese,
    and the day. ``notices``: what the asker should know of it.
    """

    asked: str
    standalone: str
    language: str
    routed: Routed
    meant: AskedFor
    notices: tuple[str, ...]

    @property
    def alone(self) -> str:
        """The question as it stands alone."""
        return self.standalone or self.asked


@dataclass(frozen=True)
class Taker:
    """Takes questions; ``rewriter``: a model for what rules cannot do, where there is one."""

    max_chars: int
    rewriter: Rewriter | None = None

    def take(
        self,
        question: str,
        as_of: date | None,
        turns: Sequence[Turn],
        life_of: LifeOf,
        steps: Steps,
        spent: Spent,
    ) -> Taken:
        """Take a question. Raises ``EmptyQuestion``, ``QuestionTooLong``, ``BadRequest``."""
        with steps.step("clean"):
            cleaned = clean_question(question, self.max_chars)
        with steps.step("mask") as noted:
            masked = mask(cleaned)
            noted.note = "masked" if masked.kinds else ""
        with steps.step("conversation") as noted:
            turns = tuple(self._cleaned(turns))
            alone = standalone(masked.text, turns)
            text = self._rewritten(masked.text, alone, turns, spent)
            noted.note = "follow_up" if text != masked.text else ""
        with steps.step("route") as noted:
            routed = route(text, follows=bool(turns))
            noted.note = routed.route.value
        with steps.step("language") as noted:
            language = noted.note = "en" if is_english(masked.text) else "vi"
            sought = self._in_vietnamese(text, spent) if is_english(text) else text
        with steps.step("day"):
            meant = asked_for(apart_from(sought), as_of or alone.as_of, today(), life_of)
        return Taken(
            asked=masked.text,
            standalone="" if text == masked.text else text,
            language=language,
            routed=routed,
            meant=meant,
            notices=(notice(masked.kinds, language),) if masked.kinds else (),
        )

    def _cleaned(self, turns: Sequence[Turn]) -> Iterator[Turn]:
        """Earlier turns cleaned and masked like the question. One that cannot be, or that was no question
        on regulations, is nothing to lean on and left out.
        """
        for turn in turns:
            with suppress(BadRequest):
                question = mask(clean_question(turn.question, self.max_chars)).text
                if route(question, follows=True).reply:
                    continue
                alone = turn.standalone and mask(clean_question(turn.standalone, self.max_chars)).text
                answer = mask(clean_text(turn.answer, _ANSWER_CHARS)).text
                yield turn.model_copy(update={"question": question, "standalone": alone, "answer": answer})

    def _rewritten(self, asked: str, by_rule: Standalone, turns: Sequence[Turn], spent: Spent) -> str:
        if self.rewriter is None:
            return by_rule.text
        return self.rewriter.standalone(asked, by_rule, turns, spent)

    def _in_vietnamese(self, text: str, spent: Spent) -> str:
        by_table = to_vietnamese(text)
        return self.rewriter.in_vietnamese(text, by_table, spent) if self.rewriter is not None else by_table
