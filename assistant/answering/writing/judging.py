"""A second model's judgement of a statement: it may only refuse what code has let pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.writing.prompting import verifying_messages
from assistant.domain.answer import Citation
from assistant.models.model import LanguageModel, ModelFailure, Shape, Spent

_VERDICT = {
    "type": "object",
    "properties": {
        "statement": {"type": "integer"},
        "verdict": {"type": "string", "enum": ["supported", "contradicted", "not_enough"]},
    },
    "required": ["statement", "verdict"],
    "additionalProperties": False,
}
VERDICTS = Shape(
    name="verdicts",
    schema={
        "type": "object",
        "properties": {"verdicts": {"type": "array", "items": _VERDICT}},
        "required": ["verdicts"],
        "additionalProperties": False,
    },
)


@dataclass(frozen=True)
class Judge:
    """Asks a second model whether quotations carry a statement."""

    model: LanguageModel

    def supports(self, text: str, cited: Sequence[Citation], spent: Spent, deadline: float) -> bool:
        """Whether it says so in so many words. Who set a judge wants nothing shown without it: one
        that fails, or says anything else, has not said so.
        """
        messages = verifying_messages(text, cited)
        try:
            items = self.model.ask(messages, VERDICTS, spent, judge=True, deadline=deadline)
        except ModelFailure:
            return False
        verdicts = [item["verdict"] for item in items if "verdict" in item]
        return bool(verdicts) and all(verdict == "supported" for verdict in verdicts)
