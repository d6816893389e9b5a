"""The Lists sheet of the partner's workbook: what its drop-downs offer, each list under a name of its own."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from partnerbook.book.tables import BY_NAME, LISTS, TABLES
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.words import BookWords
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_names
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.document import Document, letters, page
from partnerbook.workbooks.kit.styles import GREY

CLIENT_NAMES = "ClientNames"
_TOP = 4
_OF_KIND = {"market": "MarketNames", "currency": "CurrencyCodes", "edition": "EditionDays", "client": CLIENT_NAMES}


class _List(NamedTuple):
    """One list: its defined name, its heading, what it offers."""

    name: str
    heading: str
    values: Sequence[object]
    style: str = "pb_text"


def list_name(table: Table, column: Column) -> str:
    """The defined name of what a column's drop-down offers; "" for a column that has none.

    >>> deals = BY_NAME["Deals"]
    >>> [list_name(deals, deals.column(field)) for field in ("client", "kind", "mrr")]
    ['ClientNames', 'Deals_kind', '']
    """
    return f"{table.identifier}_{column.field}" if column.choices else _OF_KIND.get(column.kind, "")


def write_lists(document: Document, words: BookWords) -> None:
    """Write the sheet. The clients' names are not on it: their own sheet has them."""
    language = words.language
    title = LISTS.label(language)
    sheet = document.sheet(title, GREY)
    document.put(sheet, "A1", title, "pb_title")
    document.put(sheet, "A2", words("lists", "purpose"), "pb_subtitle")
    lists = list(_lists(language))
    for letter, each in zip(letters(len(lists)), lists, strict=True):
        document.put(sheet, f"{letter}{_TOP}", each.heading, "pb_head")
        for row, value in enumerate(each.values, _TOP + 1):
            document.put(sheet, f"{letter}{row}", value, each.style)
        document.name(each.name, sheet, f"{letter}{_TOP + 1}:{letter}{_TOP + len(each.values)}")
        sheet.column_dimensions[letter].width = max(len(str(text)) for text in (each.heading, *each.values[:40])) + 3
    sheet.freeze_panes = f"A{_TOP + 1}"
    page(sheet, title, repeat=f"{_TOP}:{_TOP}")


def _lists(language: str) -> Iterator[_List]:
    markets, tiers, currencies = BY_NAME["Clients"], BY_NAME["Tiers"], BY_NAME["Deals"]
    yield _List("MarketNames", markets.column("market").heading(language), market_names(language))
    yield _List("CurrencyCodes", currencies.column("currency").heading(language), currency_codes())
    starts = [edition.start for edition in reversed(editions())]
    yield _List("EditionDays", tiers.column("edition").heading(language), starts, "pb_day")
    for table in TABLES:
        for column in table.columns:
            if column.choices:
                labels = [choice.label(language) for choice in column.choices]
                yield _List(list_name(table, column), column.heading(language), labels)
