"""partnerbook: a HubSpot partner's own book of points, tiers, renewals and retention.

What people need stands here, and is imported when it is first asked for:

>>> import partnerbook
>>> from datetime import date
>>> known = partnerbook.overview(partnerbook.sample_book(), date(2026, 10, 31))
>>> known.credited, known.performing
('Platinum', 'Platinum')
"""

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all else here

if TYPE_CHECKING:
    from partnerbook.book.read.reader import read_book
    from partnerbook.figures.overview import Overview, overview
    from partnerbook.parsing.currency import currency_code
    from partnerbook.parsing.market import market_code
    from partnerbook.points.amount import calculated_points, convert, managed_points, sold_points
    from partnerbook.records import Book
    from partnerbook.sample import sample_book
    from partnerbook.workbooks.book import write_book
    from partnerbook.workbooks.renewals import write_renewal_sheet
    from partnerbook.workbooks.report import write_report

__version__ = "26.11.0"

_HOMES = {
    "Book": "records",
    "Overview": "figures.overview",
    "calculated_points": "points.amount",
    "convert": "points.amount",
    "currency_code": "parsing.currency",
    "managed_points": "points.amount",
    "market_code": "parsing.market",
    "overview": "figures.overview",
    "read_book": "book.read.reader",
    "sample_book": "sample",
    "sold_points": "points.amount",
    "write_book": "workbooks.book",
    "write_renewal_sheet": "workbooks.renewals",
    "write_report": "workbooks.report",
}
__all__ = [
    "Book",
    "Overview",
    "calculated_points",
    "convert",
    "currency_code",
    "managed_points",
    "market_code",
    "overview",
    "read_book",
    "sample_book",
    "sold_points",
    "write_book",
    "write_renewal_sheet",
    "write_report",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return globals().setdefault(name, found)  # asked for once; a module of the same name calls the same function


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
