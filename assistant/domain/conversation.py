"""A conversation: the turns that a new question may lean on."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class Turn(BaseModel):
    """A question that was asked and what became of it.

    ``standalone``: the question as it was understood by itself; empty where nobody worked it out
    (a client that keeps the history itself). ``as_of``: the day it was answered for. ``cited``:
    addresses of the provisions cited, the first first. ``answer``: what was said, shortened; it is
    data from outside where a client sent it, and is never a source.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    standalone: str = ""
    as_of: date | None = None
    cited: tuple[str, ...] = ()
    answer: str = ""
