"""What is wrong in a person's data: one record per finding, with its place and a whole sentence.

An error is a row or a setting that could not be used; a warning was used and deserves a look; a note says what
was left aside, such as a spare column. Readers collect problems and go on; they do not raise at the first.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from partnerbook.errors import Sentence, counted, joined, one_line
from partnerbook.records import Place

ERROR = "error"
WARNING = "warning"
NOTE = "note"
SEVERITIES = (ERROR, WARNING, NOTE)


class Problem(NamedTuple):
    """One finding: where it is, what was found there, and a sentence a person can act on.

    `sheet` is empty for a CSV file; `cell` is "C7" in a workbook, "row 7, column Market" in a CSV file, and empty
    where a whole sheet or file is meant. `code` names the message whatever is put into it; the documentation has a
    page of all, with a link for each.
    """

    severity: str
    file: str
    sheet: str
    cell: str
    found: str
    message: Sentence

    @property
    def code(self) -> str:
        """The name of the message, whatever is put into it.

        >>> Problem(ERROR, "book.xlsx", "Deals", "C7", "x", Sentence("{name} is lost.", name="Acme")).code
        'is-lost'
        """
        return self.message.code

    @property
    def place(self) -> Sentence:
        """Where it is, as a person would look for it.

        >>> Problem(ERROR, "book.xlsx", "Deals", "C7", "x", Sentence("No.")).place
        'book.xlsx, Deals!C7'
        >>> Problem(ERROR, "Deals.csv", "", "row 7, column Market", "x", Sentence("No.")).place
        'Deals.csv, row 7, column Market'
        """
        inside = joined(filter(None, (self.sheet, self.cell)), "!")
        return joined(filter(None, (self.file, inside)))

    @property
    def sentence(self) -> Sentence:
        """Place and message, as one sentence."""
        return Sentence("{place}: {message}", place=self.place, message=self.message)

    def __str__(self) -> str:
        return one_line(f"{self.place}: {self.message}")


class Finding(NamedTuple):
    """Something wrong with one record, known by its place, or with a setting (NOWHERE); `field` is where to look."""

    severity: str
    table: str
    origin: Place
    field: str
    message: Sentence


def of_severity(problems: Iterable[Problem], severity: str) -> tuple[Problem, ...]:
    """The problems of one severity, in their order.

    >>> of_severity([Problem(NOTE, "b.xlsx", "", "", "", Sentence("So."))], ERROR)
    ()
    """
    return tuple(problem for problem in problems if problem.severity == severity)


def error_count(problems: Iterable[Problem]) -> int:
    """How many of the problems are errors: rows and settings that could not be used.

    >>> note = Problem(NOTE, "b.xlsx", "", "", "", Sentence("So."))
    >>> error_count([note, note._replace(severity=ERROR)])
    1
    """
    return len(of_severity(problems, ERROR))


def problem_summary(problems: Iterable[Problem], notes: int = 0, stop: bool = True) -> Sentence:
    """How many problems of each severity there are, in one line; `notes` are those that are told beside them.

    It ends with a full `stop`, unless it comes into another sentence.

    >>> problem_summary([Problem(ERROR, "b.xlsx", "Deals", "C7", "x", Sentence("No."))] * 2)
    '2 errors.'
    >>> problem_summary([])
    'No problems.'
    """
    counts = Counter(problem.severity for problem in problems)
    counts[NOTE] += notes
    each = (
        counted(counts[ERROR], "1 error", "{count} errors"),
        counted(counts[WARNING], "1 warning", "{count} warnings"),
        counted(counts[NOTE], "1 note", "{count} notes"),
    )
    parts = [part for part in each if part.values["count"]]
    if not parts:
        return Sentence("No problems.")
    return Sentence("{parts}.", parts=joined(parts)) if stop else joined(parts)
