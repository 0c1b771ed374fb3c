"""How a model fails, as a word for programs. What an endpoint says about it goes nowhere."""

from enum import StrEnum


class Failure(StrEnum):
    """Why a model's words did not come, or did not come whole.

    ``UNREACHABLE``: no connection, or one that breaks before a word. ``REFUSED``: key, name of the
    model or form of the request. ``LIMITED``: too many requests, or no credit. ``BROKEN``: the
    endpoint says that it failed. ``INVALID``: what came cannot be read. ``EMPTY``: nothing came.
    ``TOO_LONG``: more came than was asked for, or the prompt is longer than the model reads.
    ``CUT``: the reply stops before its end. ``DECLINED``: a filter of the endpoint stopped it.
    ``BUSY``: as many calls as are allowed are under way. ``OPEN``: it failed so often of late that
    it is left alone for a while. ``BUDGET``: the day's money is spent.
    """

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    LIMITED = "limited"
    BROKEN = "broken"
    INVALID = "invalid"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CUT = "cut"
    DECLINED = "declined"
    BUSY = "busy"
    OPEN = "open"
    BUDGET = "budget"


class ModelFailure(Exception):
    """A model did not do its part. ``detail`` is for logs: a status or the kind of an error, never
    a key, a question or the endpoint's own words. ``lasting``: the next call may meet the same.
    """

    def __init__(self, reason: Failure, detail: str = "", *, lasting: bool = True) -> None:
        super().__init__(f"{reason.value} ({detail})" if detail else reason.value)
        self.reason = reason
        self.detail = detail
        self.lasting = lasting
