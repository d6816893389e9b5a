"""Whether a workbook that is taken for a book is another one that partnerbook makes, and what to do with it."""

from collections.abc import Collection
from typing import NamedTuple

from partnerbook.book.read.headings import table_of_name
from partnerbook.errors import Sentence


class _Made(NamedTuple):
    """A workbook that partnerbook makes: the names in it that tell it, what it is, and what to do instead."""

    names: frozenset[str]
    told: Sentence


# Excel, LibreOffice and Google Sheets keep defined names, also where sheets are called otherwise.
_KINDS = (
    _Made(
        frozenset({"AsOf", "ChangesFrom", "ChangesTo"}),
        Sentence("{file} is a tier report and no book: choose the book that it was made from."),
    ),
    _Made(
        frozenset({"AmountSold", "ClientMarket", "RulesDay"}),
        Sentence("{file} is a finance sheet and no book: choose a book; partnerbook new writes an empty one."),
    ),
    _Made(
        frozenset({"AsOf", "AlertDays", "StatusCodes"}),
        Sentence(
            "{file} is a renewal sheet and no book: choose the book that it was made from; partnerbook import {file} "
            "--into BOOK brings what was filled in there."
        ),
    ),
)
# A book has one of these at least; the other workbooks have sheets called Deals, Renewals, Tiers and Usage.
_OF_BOOKS = frozenset({"Settings", "Clients", "Subscriptions", "Managing"})


def made_instead(file: str, sheets: Collection[str], names: Collection[str]) -> str:
    """What another workbook than a book is, as a sentence; "" for a book. `names` are its defined names.

    >>> made_instead("tiers.xlsx", ["Dashboard"], ["AsOf", "ChangesFrom", "ChangesTo"])
    'tiers.xlsx is a tier report and no book: choose the book that it was made from.'
    >>> made_instead("tiers.xlsx", ["Dashboard", "Clientes"], ["AsOf", "ChangesFrom", "ChangesTo"])
    ''
    """
    tables = (table_of_name(sheet) for sheet in sheets)
    if any(table is not None and table.name in _OF_BOOKS for table in tables):
        return ""
    made = next((each for each in _KINDS if each.names <= set(names)), None)
    return "" if made is None else Sentence(made.told.template, file=file)
