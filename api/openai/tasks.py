"""Chores that chat programs give a model beside the conversation: a title, tags, what to ask next.

They come as a message of the user that holds a prompt with the conversation in it. Searching
the library with such a prompt would answer nothing, so they are done here by rule, in the form
the prompt asks for. Known are those of Open WebUI (which begin with ``### Task:`` or hold the
conversation in ``<chat_history>``) and the plain-text titles of LibreChat; its titles with fields
are in ``titles``.
"""

import json
import re
from collections.abc import Callable, Iterable

from api.openai.history import suggestions_in

_TASK = "### Task:"
_HISTORY = re.compile(r"<chat_history>(.*?)(?:</chat_history>|\Z)", re.DOTALL)
_SAID = re.compile(
    r"^(USER|ASSISTANT): (.*?)(?=^(?:USER|ASSISTANT|SYSTEM|TOOL): |\Z)", re.DOTALL | re.MULTILINE
)
_CONTEXT_END = "</context>"
_QUERY = re.compile(r"<user_query>(.*?)</user_query>", re.DOTALL)
_TOOLS = "Available Tools:"
_EMOJI = "Your task is to reflect the speaker's likely facial expression through a fitting emoji"
_PLAIN_TITLES = (
    "Provide a concise, 5-word-or-less title for the conversation",
    "Please generate a concise title (max 40 characters) for a conversation that starts with",
)
_PLAIN_SAID = re.compile(
    r"(?:^|\n)\W*User:\s*(.+?)(?=\n\W*(?:AI|Assistant|Response):|\n\W*Title:|\Z)", re.DOTALL
)
_TITLE_WORDS = 9
_TITLE_CHARS = 60
_TITLE = "Hỏi đáp quy định giáo dục"
_TAGS = ("Giáo dục", "Quy định")


def task_reply(text: str) -> str | None:
    """What a program's chore is answered with; ``None`` where ``text`` is a question of a person."""
    told = text.lstrip()
    if told.startswith(_EMOJI):
        return "📘"
    if told.startswith(_PLAIN_TITLES):
        return title_of(question_said(told))
    history = _HISTORY.search(told)
    if history is None and not told.startswith(_TASK):
        return None
    prompt = told[: history.start()] if history else told
    said = _SAID.findall(history.group(1)) if history else []
    made = next((make(said) for key, make in _MADE.items() if f'"{key}"' in prompt), None)
    return None if made is None else json.dumps(made, ensure_ascii=False)


def tools_reply(instructions: Iterable[str]) -> str | None:
    """What Open WebUI is answered with where its instructions ask which of its tools to call: none."""
    is_asked = any(text.lstrip().startswith(_TOOLS) and '"tool_calls"' in text for text in instructions)
    return '{"tool_calls": []}' if is_asked else None


def question_in(text: str) -> str:
    """The question in a message: what follows the passages that Open WebUI puts before it.

    Those passages are files of the user. The answer stands on the library alone, so they are left out.
    """
    if not text.lstrip().startswith(_TASK) or _CONTEXT_END not in text:
        return text
    rest = text.rpartition(_CONTEXT_END)[2]
    query = _QUERY.search(rest)
    after = _QUERY.sub("", rest).strip()
    return after or (query.group(1).strip() if query else text)


def question_said(text: str) -> str:
    """What the user said first in a conversation that a prompt tells; empty where it tells none."""
    said = _PLAIN_SAID.search(text)
    return said.group(1) if said else ""


def title_of(question: str) -> str:
    """A title of a few words: the question's first."""
    words = question.split()
    title = " ".join(words[:_TITLE_WORDS])[:_TITLE_CHARS].rstrip(" ,.;:?!")
    return title + ("…" if len(words) > _TITLE_WORDS else "") if title else _TITLE


_Said = list[tuple[str, str]]


def _asked(said: _Said) -> list[str]:
    return [text.strip() for who, text in said if who == "USER" and text.strip()]


def _title(said: _Said) -> dict[str, object]:
    return {"title": title_of(next(iter(_asked(said)), ""))}


def _follow_ups(said: _Said) -> dict[str, object]:
    answers = [text for who, text in said if who == "ASSISTANT"]
    return {"follow_ups": suggestions_in(answers[-1]) if answers else []}


def _queries(said: _Said) -> dict[str, object]:
    return {"queries": _asked(said)[-1:]}


_MADE: dict[str, Callable[[_Said], dict[str, object]]] = {
    "title": _title,
    "tags": lambda _said: {"tags": list(_TAGS)},
    "follow_ups": _follow_ups,
    "queries": _queries,
    "prompt": lambda _said: {"prompt": ""},
    "text": lambda _said: {"text": ""},
}
"""What each chore is answered with, by the key that its prompt asks for."""
