"""The day a question is about when nothing is said: today in Viet Nam, wherever the server is."""

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "ICT")


def today() -> date:
    """The calendar day in Viet Nam (UTC+7 all year)."""
    return datetime.now(VIETNAM).date()
