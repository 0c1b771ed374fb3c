"""How an answer was made, in words: for the page without script."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.web.labels import Labels, labels_of
from assistant.domain.answer import Answer, ModelUse, PromptUsed, Step

_HASH_CHARS = 12


@dataclass(frozen=True)
class Made:
    """How an answer was made: a title, rows of a name and what it says, steps with milliseconds."""

    title: str
    rows: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]


def made(answer: Answer) -> Made | None:
    """What there is to tell of a model's part in an answer; ``None`` where none was asked."""
    use, say = answer.model, labels_of(answer.language)
    if use is None:
        return None
    written = "not_written" if use.prompt or use.failure else "only_read"
    title = say.made["by_model" if answer.made_by == "model" else written]
    return Made(title, tuple(row for row in _rows(use, say) if row[1]), tuple(_steps(answer.steps, say)))


def _rows(use: ModelUse, say: Labels) -> Iterable[tuple[str, str]]:
    yield say.made["model"], use.model
    yield say.made["prompt"], _prompt(use.prompt, say) if use.prompt else ""
    yield say.made["dropped"], _dropped(use.dropped, say)
    yield say.made["repaired"], str(use.repaired or "")
    yield say.made["failure"], say.failures.get(use.failure, use.failure)
    yield say.made["spent"], _spent(use, say)


def _prompt(used: PromptUsed, say: Labels) -> str:
    name = say.prompts.get(used.name, used.name)
    return say.made["prompt_form"].format(name=name, version=used.version, hash=used.hash[:_HASH_CHARS])


def _dropped(words: Iterable[str], say: Labels) -> str:
    """``2 câu: con số không có trong căn cứ (2)``."""
    counted = Counter(words)
    why = "; ".join(f"{say.dropped.get(word, word)} ({n})" for word, n in counted.items())
    return say.made["dropped_form"].format(count=counted.total(), why=why) if counted else ""


def _spent(use: ModelUse, say: Labels) -> str:
    return say.made["spent_form"].format(
        calls=use.calls,
        read=say.number(use.prompt_tokens),
        written=say.number(use.completion_tokens),
        about=say.made["estimated"] if use.estimated else "",
        cost=f"; {say.number(use.cost)} {use.currency}" if use.cost is not None else "",
    )


def _steps(steps: Iterable[Step], say: Labels) -> Iterable[tuple[str, str]]:
    """The steps of an answer. Parts of one (``search.vector``) are not told on the page."""
    whole = (step for step in steps if "." not in step.name)
    return ((say.steps.get(step.name, step.name), f"{say.number(round(step.ms))} ms") for step in whole)
