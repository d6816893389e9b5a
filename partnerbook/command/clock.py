"""What day it is for the person at the command: asked here and nowhere else, so that a test can say another one."""

from datetime import date, datetime


def today() -> date:
    """The person's own day."""
    return now().date()


def now() -> datetime:
    """The moment, by the person's own clock."""
    return datetime.now()  # noqa: DTZ005 (no other zone is meant)
