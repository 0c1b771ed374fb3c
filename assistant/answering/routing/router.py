"""Where a question goes: to the regulations, or to an honest word that they are not for it.

Rules on folded text, for precision: what is not surely something else is a question on regulations,
and whether it is within the field is decided with what retrieval finds (``decision.py``). In this
order: somebody in distress, an attempt to turn the assistant from its work, a wish to do harm or to
cheat, small talk, a matter of somebody's own file, a procedure. A question *about* forbidden acts
("thí sinh gian lận bị xử lý thế nào?") is a question on regulations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.routing import replies as replies
from assistant.answering.routing.harm import asks_for_harm, in_distress
from assistant.answering.routing.person import in_danger, needs_file, procedure
from assistant.answering.routing.talk import Talk, small_talk
from assistant.answering.routing.tricks import trick
from assistant.answering.routing.words import Asked
from assistant.domain.answer import Outcome


class Route(StrEnum):
    """Where a question goes. The first two go on to retrieval."""

    REGULATION = "regulation"
    PROCEDURE = "procedure"
    SMALL_TALK = "small_talk"
    NEEDS_PERSON = "needs_person"
    UNSAFE = "unsafe"
    MANIPULATION = "manipulation"


_OUTCOMES = {
    Route.SMALL_TALK: Outcome.SMALL_TALK,
    Route.NEEDS_PERSON: Outcome.NEEDS_PERSON,
    Route.UNSAFE: Outcome.REFUSED,
    Route.MANIPULATION: Outcome.REFUSED,
}


@dataclass(frozen=True)
class Routed:
    """A question's way. ``reply``: what to say where it ends here, in the language of the question;
    empty where it goes on. ``why``: the rule that decided, a word for programs.
    """

    route: Route
    reply: str = ""
    why: str = ""

    @property
    def outcome(self) -> Outcome | None:
        """How the answer ends; ``None`` where the question goes on to retrieval."""
        return _OUTCOMES.get(self.route)


def route(question: str, *, follows: bool = False) -> Routed:
    """Where ``question`` goes (cleaned, and masked or not). ``follows``: it stands in a conversation,
    where "giúp tôi với" or "hướng dẫn tôi" leans on what went before and is no small talk.
    """
    asked = Asked.of(question, follows=follows)
    told = (rule(asked) for rule in _RULES)
    return next((routed for routed in told if routed is not None), Routed(Route.REGULATION))


def _distress(asked: Asked) -> Routed | None:
    return _ended(Route.UNSAFE, "self_harm", replies.DISTRESS, asked) if in_distress(asked) else None


def _trick(asked: Asked) -> Routed | None:
    why = trick(asked)
    reply = replies.OTHERS_DATA if why == "others_data" else replies.TRICK
    return _ended(Route.MANIPULATION, why, reply, asked) if why else None


def _harm(asked: Asked) -> Routed | None:
    why = asks_for_harm(asked)
    return _ended(Route.UNSAFE, why, replies.HARM[why], asked) if why else None


def _danger(asked: Asked) -> Routed | None:
    return _ended(Route.NEEDS_PERSON, "danger", replies.DANGER, asked) if in_danger(asked) else None


def _talk(asked: Asked) -> Routed | None:
    talk: Talk | None = small_talk(asked)
    return _ended(Route.SMALL_TALK, talk.value, replies.TALK[talk], asked) if talk else None


def _file(asked: Asked) -> Routed | None:
    why = needs_file(asked)
    return _ended(Route.NEEDS_PERSON, why, replies.FILE[why], asked) if why else None


def _procedure(asked: Asked) -> Routed | None:
    return Routed(Route.PROCEDURE, why="procedure") if procedure(asked) else None


def _ended(where: Route, why: str, reply: replies.Reply, asked: Asked) -> Routed:
    return Routed(where, reply.english if asked.english else reply.vietnamese, why)


_RULES: tuple[Callable[[Asked], Routed | None], ...] = (
    _distress,
    _trick,
    _harm,
    _danger,
    _talk,
    _file,
    _procedure,
)
