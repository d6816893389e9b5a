"""The day on which a panel is opened, and the moment in which it changes a book."""

from datetime import date, datetime


def today() -> date:
    """Today, as the person's own computer has it."""
    return date.today()  # noqa: DTZ011 - the person's own day


def now() -> datetime:
    """The moment, as the person's own computer has it."""
    return datetime.now()  # noqa: DTZ005 - the person's own moment
