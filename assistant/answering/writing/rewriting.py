"""A small model for what rules do roughly: follow-ups, and questions in English.

What it writes is looked for and never shown as an answer, and it is believed only as far as code can
see that it asks what was asked: no number, no document and hardly a word that nobody said before, and
of a question in English what the table finds in it. Else the rules' reading stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from assistant.answering.asking import FUNCTION_FOLDED
from assistant.answering.english import glossary_syllables
from assistant.answering.followups import Standalone
from assistant.answering.writing.prompting import rewriting_messages
from assistant.domain.conversation import Turn
from assistant.domain.words import fold, syllables
from assistant.errors import BadRequest
from assistant.inputs import clean_question
from assistant.models.model import LanguageModel, ModelFailure, Shape, Spent

QUESTION = Shape(
    name="question",
    schema={
        "type": "object",
        "properties": {"question": {"type": "string"}},
        "required": ["question"],
        "additionalProperties": False,
    },
)
TIME_S = 4.0
"""A question waits no longer for being understood better."""

_LONGEST = 400
_SHORT = 8
"""Syllables up to which a question that the rules leave alone may still lean on what went before."""

_NEW = 0.2
"""The share of a rewritten question's content words that nobody said before: the model may write
"trung học phổ thông" for "cấp 3"."""

_KEPT = 0.6
"""The share of the new question's own content words, and all of its numbers, that must still stand."""

_OTHER = 0.5
"""The share of content words beyond the table's in a question put into Vietnamese: one English word has
more than one Vietnamese, and the model may know the better one.
"""

_DENIALS = frozenset({"khong", "chua", "cam", "tru", "chi", "dung"})
"""What turns a question round; nobody's to add."""

_DIGITS = re.compile(r"\d+")
_PLAIN = re.compile(r"[\w\s.,;:?!/%()“”\"'’–-]+")
_LEADS_AWAY = re.compile(r"//|www\.|@|[a-z]{2}\.[a-z]{2}", re.IGNORECASE)


@dataclass(frozen=True)
class Rewriter:
    """Puts questions into other words by a model, within what code can check. ``time_s``: seconds that
    each question waits for it.
    """

    model: LanguageModel
    time_s: float = TIME_S

    def standalone(self, asked: str, by_rule: Standalone, turns: Sequence[Turn], spent: Spent) -> str:
        """The follow-up ``asked`` as it stands alone; the rules' reading where the model's is not
        plainly the same question.
        """
        if not turns or (by_rule.kept and len(syllables(asked)) > _SHORT):
            return by_rule.text
        written = self._written(asked, turns, spent)
        said = [asked, by_rule.text, *(turn.standalone or turn.question for turn in turns)]
        same = written and _adds_nothing(written, said) and _keeps(written, asked)
        return written if same else by_rule.text

    def in_vietnamese(self, asked: str, by_table: str, spent: Spent) -> str:
        """A question in English in Vietnamese words; the table's where the model's change a number, or
        are not plainly on what the table finds: what it knows nothing of is not asked of the library.
        """
        written = self._written(asked, (), spent)
        same = sorted(_DIGITS.findall(written)) == sorted(_DIGITS.findall(asked))
        return written if written and same and _is_on(written, by_table) else by_table

    def _written(self, asked: str, turns: Sequence[Turn], spent: Spent) -> str:
        """What the model writes, as a question that anybody could have asked; empty where it is none."""
        try:
            messages = rewriting_messages(asked, turns)
            items = self.model.ask(messages, QUESTION, spent, small=True, deadline=monotonic() + self.time_s)
            text = next((item["question"] for item in items if isinstance(item.get("question"), str)), "")
            words = clean_question(text, _LONGEST)
        except (ModelFailure, BadRequest):
            return ""
        return words if _PLAIN.fullmatch(words) and not _LEADS_AWAY.search(words) else ""


def _adds_nothing(written: str, said: Sequence[str]) -> bool:
    """Whether a question has the numbers of what was said and hardly a content word beyond it."""
    known = " ".join(said)
    if not set(_DIGITS.findall(written)) <= set(_DIGITS.findall(known)):
        return False
    words = set(syllables(fold(written))) - FUNCTION_FOLDED
    new = words - set(syllables(fold(known)))
    denied = _DENIALS & (set(syllables(fold(written))) - set(syllables(fold(known))))
    return not denied and len(new) <= _NEW * (len(words) or 1)


def _keeps(written: str, asked: str) -> bool:
    """Whether what the new question itself says is still said."""
    own = set(syllables(fold(asked))) - FUNCTION_FOLDED
    kept = own & set(syllables(fold(written)))
    numbers = set(_DIGITS.findall(asked)) <= set(_DIGITS.findall(written))
    return numbers and len(kept) >= _KEPT * len(own)


def _is_on(written: str, by_table: str) -> bool:
    """Whether a question put into Vietnamese asks for what the table makes of it, in words that the
    table knows: no reader compares it with the English.
    """
    words, known = (set(syllables(fold(text))) - FUNCTION_FOLDED for text in (written, by_table))
    kept, new = known & words, words - known
    on_it = bool(known) and len(kept) >= _KEPT * len(known)
    return on_it and len(new) <= _OTHER * len(words) and new <= glossary_syllables()
