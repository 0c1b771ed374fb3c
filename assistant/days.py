"""The day in Viet Nam."""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""UTC+7, no summer time."""


def today() -> date:
    """The day in Viet Nam."""
    return datetime.now(UTC).astimezone(VIETNAM).date()
