"""Where a record was read from."""

from typing import NamedTuple


class Place(NamedTuple):
    """A row of a book: its sheet, or its CSV file without the ending, and its number as a person counts it, from 1.

    >>> str(Place("Deals", 12)), str(NOWHERE), sorted([Place("Deals", 12), NOWHERE, Place("Deals", 2)])[1].row
    ('Deals row 12', '', 2)
    """

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet} row {self.row}" if self.row else self.sheet


NOWHERE = Place("", 0)  # of what was not read from a row
