"""The status of a text on a day. Intervals are half open; unknown is never "in force"."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Status on a day, in the words officials use."""

    NOT_YET = "chưa có hiệu lực"
    IN_FORCE = "còn hiệu lực"
    PARTLY_EXPIRED = "hết hiệu lực một phần"
    EXPIRED = "hết hiệu lực"
    SUSPENDED = "ngưng hiệu lực"
    UNKNOWN = "chưa rõ hiệu lực"


def status_on(day: date, in_force_from: date | None, expires_on: date | None) -> Status:
    """Status on ``day`` of a text in force in ``[in_force_from, expires_on)``.

    ``expires_on`` of ``None`` means that no end is known to the library; the answer says so.
    """
    if expires_on is not None and day >= expires_on:
        return Status.EXPIRED
    if in_force_from is None:
        return Status.UNKNOWN
    return Status.NOT_YET if day < in_force_from else Status.IN_FORCE
