"""Where a record was read from."""

from typing import NamedTuple

from partnerbook.errors import Sentence


class Place(NamedTuple):
    """A row of a book: its sheet, or its CSV file without the ending, and its number as a person counts it, from 1.

    >>> str(Place("Deals", 12)), str(NOWHERE), sorted([Place("Deals", 12), NOWHERE, Place("Deals", 2)])[1].row
    ('Deals row 12', '', 2)
    """

    sheet: str
    row: int

    @property
    def sentence(self) -> Sentence:
        """The place as a part of a sentence."""
        return Sentence("{sheet} row {row}", sheet=self.sheet, row=self.row) if self.row else Sentence(self.sheet)

    def __str__(self) -> str:
        return f"{self.sheet} row {self.row}" if self.row else self.sheet


NOWHERE = Place("", 0)  # of what was not read from a row
