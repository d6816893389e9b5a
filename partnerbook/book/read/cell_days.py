"""Cells that are days, months, quarters, periods or editions."""

from contextlib import suppress
from datetime import date

from partnerbook.book.read.cell_text import either, text, wrong
from partnerbook.book.read.style import Style, day_in
from partnerbook.book.tables.shape import Column
from partnerbook.errors import BadInput
from partnerbook.files.grid import Cell, tidy
from partnerbook.parsing.day import FIRST_YEAR, LAST_YEAR
from partnerbook.parsing.period import month_days, month_name, period_name
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.program.edition import editions


def day(cell: Cell, column: Column, style: Style) -> date:
    """A day of the years 2000 to 2099; a time of day is left aside, and a plain number is a day as Excel counts."""
    found = day_in(cell, column.en, style)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise wrong(
            '{en} is "{cell}"; its year must be between {first_year} and {last_year}.',
            cell,
            column,
            first_year=FIRST_YEAR,
            last_year=LAST_YEAR,
        )
    return found


def month(cell: Cell, column: Column, style: Style) -> date:
    """The first day of a month, of which any day may stand there: Excel makes one of 2026-07."""
    if isinstance(cell, str):
        with suppress(BadInput):
            return month_days(tidy(cell))[0]
    try:
        return day(cell, column, style).replace(day=1)
    except BadInput:
        raise wrong('{en} is "{cell}", which is no month; write it as 2026-07.', cell, column) from None


def quarter(cell: Cell, column: Column, style: Style) -> str:
    """A quarter: 2026-Q3."""
    try:
        return quarter_of(quarter_days(text(cell, column, style))[0])
    except BadInput:
        raise wrong('{en} is "{cell}", which is no quarter; write it as 2026-Q3.', cell, column) from None


def period(cell: Cell, column: Column, style: Style) -> str:
    """A quarter or a month; a month's first day is the month, as which Excel takes 2026-07."""
    with suppress(BadInput):
        return period_name(text(cell, column, style))
    with suppress(BadInput):
        found = day(cell, column, style)
        if found.day == 1:
            return month_name(found)
    raise wrong('{en} is "{cell}", which is no quarter and no month; write it as 2026-Q3 or 2026-07.', cell, column)


def edition(cell: Cell, column: Column, style: Style) -> date:
    """The first day of an edition of the program."""
    found = day(cell, column, style)
    starts = [each.start.isoformat() for each in editions()]
    if found.isoformat() not in starts:
        raise BadInput(
            "{en} is {found}; no edition of the program begins on that day: it must be {either}.",
            en=column.named,
            found=found,
            either=either(starts),
        )
    return found
