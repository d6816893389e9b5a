"""`partnerbook check` for programs: the problems stand around the figures, and are the rows of the table."""

from typing import NamedTuple

from partnerbook.book.tables import TABLES
from partnerbook.codes import MissingThreshold
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import missing_thresholds
from partnerbook.files.problems import Problem


class SheetRows(NamedTuple):
    """How many rows were read of a table of the book, by the table's key."""

    table: str
    rows: int


class CheckAnswer(NamedTuple):
    """Everything that is wrong in a book, how much was read of it, and which thresholds are not entered yet."""

    found: tuple[Problem, ...]
    read: tuple[SheetRows, ...]
    missing: tuple[MissingThreshold, ...]

    @property
    def rows(self) -> tuple[Problem, ...]:
        """Problem by problem."""
        return self.found


def check_answer(known: Overview, problems: tuple[Problem, ...]) -> CheckAnswer:
    """What is wrong in a book."""
    counts = [SheetRows(table.field, len(getattr(known.book, table.field))) for table in TABLES if not table.by_row]
    return CheckAnswer(problems, tuple(counts), missing_thresholds(known.book.tiers, known.edition))
