"""Whether a workbook that is taken for a book is another one that partnerbook makes, and what to do with it."""

from collections.abc import Collection
from typing import NamedTuple

from partnerbook.book.read.headings import table_of_name
from partnerbook.errors import Sentence

# A book has one of these at least; the other workbooks have sheets called Deals, Renewals, Tiers and Usage.
_OF_BOOKS = frozenset({"Settings", "Clients", "Subscriptions", "Managing"})


class _Made(NamedTuple):
    """A workbook that partnerbook makes: the names in it that tell it, what it is, and what to do instead.

    With a sheet of one of the tables `books` it is a book nevertheless, into which such sheets were moved.
    """

    names: frozenset[str]
    told: Sentence
    books: frozenset[str] = _OF_BOOKS


FINANCE_SHEET = Sentence("{file} is a finance sheet and no book: choose a book; partnerbook new writes an empty one.")

# Excel, LibreOffice and Google Sheets keep defined names, also where sheets are called otherwise.
_KINDS = (
    _Made(
        frozenset({"AsOf", "ChangesFrom", "ChangesTo"}),
        Sentence("{file} is a tier report and no book: choose the book that it was made from."),
        frozenset({"Settings", "Deals"}),  # it has the other sheets too
    ),
    _Made(
        frozenset({"AmountSold", "ClientMarket", "RulesDay"}),
        FINANCE_SHEET,
    ),
    _Made(
        frozenset({"AsOf", "AlertDays", "StatusCodes"}),
        Sentence(
            "{file} is a renewal sheet and no book: choose the book that it was made from; partnerbook import {file} "
            "--into BOOK brings what was filled in there."
        ),
    ),
)


def made_instead(file: str, sheets: Collection[str], names: Collection[str]) -> str:
    """What another workbook than a book is, as a sentence; "" for a book. `names` are its defined names.

    >>> made_instead("tiers.xlsx", ["Dashboard"], ["AsOf", "ChangesFrom", "ChangesTo"])
    'tiers.xlsx is a tier report and no book: choose the book that it was made from.'
    >>> made_instead("tiers.xlsx", ["Dashboard", "Negocios"], ["AsOf", "ChangesFrom", "ChangesTo"])
    ''
    """
    tables = {table.name for table in map(table_of_name, sheets) if table is not None}
    kinds = (each for each in _KINDS if each.names <= set(names) and not tables & each.books)
    made = next(kinds, None)
    return "" if made is None else Sentence(made.told.template, file=file)
