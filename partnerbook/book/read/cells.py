"""One rule per kind of column: the value of a record from what a cell holds, or the sentence that says why not.

The text of a cell is never read by itself alone where people write differently: `Style` says how the file writes.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache

from partnerbook.book.read.style import Style, day_in, number_in
from partnerbook.book.tables.choices import DEAL_KINDS, UNDECIDED
from partnerbook.book.tables.revenue import DEAL_AMOUNTS
from partnerbook.book.tables.shape import Choice, Column
from partnerbook.errors import BadInput, UnknownName, did_you_mean
from partnerbook.files.grid import EXCEL_ERRORS, Cell, Unreadable, excel_error, shown, tidy
from partnerbook.names import folded
from partnerbook.parsing.amount import LARGEST
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.day import FIRST_YEAR, LAST_YEAR
from partnerbook.parsing.identifier import identifier as parsed_identifier
from partnerbook.parsing.market import market_code, says_no_market
from partnerbook.parsing.nothing import is_nothing
from partnerbook.parsing.period import month_days, month_name, period_name
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.program.edition import editions


def text(cell: Cell, column: Column, _: Style) -> str:
    """The text of a cell, tidied; a number or a day as it would be typed. What names something stands in one line."""
    if isinstance(cell, str):
        tidied = tidy(cell)
        if column.required and "\n" in tidied:
            raise BadInput(f'{column.en} is "{shown(cell)}", in several lines; it must stand in one line.')
        return tidied
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST:
        return str(int(cell))
    return shown(cell)


def identifier(cell: Cell, column: Column, style: Style) -> str:
    """An identifier, as it is compared."""
    try:
        return parsed_identifier(text(cell, column, style))
    except BadInput as error:
        raise BadInput(f'{column.en} is "{shown(cell)}": {error}.') from None


def market(cell: Cell, column: Column, style: Style) -> str:
    """The ISO code of a market."""
    return market_code(text(cell, column, style))


def currency(cell: Cell, column: Column, style: Style) -> str:
    """The ISO code of a currency."""
    return currency_code(text(cell, column, style))


def number(cell: Cell, column: Column, style: Style) -> Decimal:
    """A plain number, never negative."""
    value, label = number_in(cell, column.en, style)
    if label == "%":
        raise BadInput(f'{column.en} is "{shown(cell)}"; write it without the per cent sign.')
    if label:
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be a number, without "{label}".')
    if value < 0:
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be 0 or more.')
    return value


def money(cell: Cell, column: Column, style: Style) -> Decimal:
    """An amount, never negative; whether a currency beside it fits its row is for the reader to see (`label_fits`)."""
    value, label = number_in(cell, column.en, style)
    if label == "%":
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be an amount, not a percentage.')
    if value < 0:
        lost = "what was lost is a deal of the kind Downgrade or Cancellation" if column.field in DEAL_AMOUNTS else ""
        raise BadInput(f'{column.en} is "{shown(cell)}"; an amount is never negative here{lost and f": {lost}"}.')
    return value


def change(cell: Cell, column: Column, style: Style) -> Decimal:
    """An amount that something changes by, below zero where it falls."""
    value, label = number_in(cell, column.en, style)
    if label == "%":
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be an amount, not a percentage.')
    return value


def rate(cell: Cell, column: Column, style: Style) -> Decimal:
    """A share of 1, of 20 % as well as of 20 and of 0.2, which is what a cell holds that shows 20 %."""
    value, label = number_in(cell, column.en, style)
    if label not in ("", "%"):
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be a percentage, such as 20 %.')
    share = value if not label and value <= 1 else value.scaleb(-2)
    if value < 0 or share > 1:
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be between 0 and 100 %.')
    return share


def whole(cell: Cell, column: Column, style: Style) -> int:
    """A whole number, never negative."""
    value = number(cell, column, style)
    if value != value.to_integral_value():
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be a whole number.')
    return int(value)


def day(cell: Cell, column: Column, style: Style) -> date:
    """A day of the years 2000 to 2099; a time of day is left aside, and a plain number is a day as Excel counts."""
    found = day_in(cell, column.en, style)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadInput(f'{column.en} is "{shown(cell)}"; its year must be between {FIRST_YEAR} and {LAST_YEAR}.')
    return found


def choice(cell: Cell, column: Column, style: Style) -> str:
    """The code of one of the column's choices, whatever the language it is written in."""
    codes = _codes(column.choices)
    written = text(cell, column, style)
    if folded(written) in codes:
        return codes[folded(written)]
    undecided = _codes(UNDECIDED).get(folded(written)) if column.choices == DEAL_KINDS else None
    if undecided:
        raise BadInput(
            f'{column.en} is "{shown(cell)}", HubSpot\'s word for what a client buys more; is it {undecided}?'
        )
    labels = [option.en for option in column.choices]
    known = {label for option in column.choices for label in (*option.labels, *option.also)}
    guess = did_you_mean(written, sorted(known))
    raise UnknownName(f'{column.en} is "{shown(cell)}"; it must be {_either(labels)}{guess or "."}')


def yes_no(cell: Cell, column: Column, style: Style) -> bool:
    """Whether a cell says yes."""
    return choice(cell, column, style) == "yes"


def days(cell: Cell, column: Column, style: Style) -> tuple[int, ...]:
    """Numbers of days, the smallest first: "30; 60; 90"."""
    parts = [part for part in re.split(r"[;,/\s]+", text(cell, column, style)) if part]
    if not all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be whole numbers of days, such as 30; 60; 90.')
    return tuple(sorted({int(part) for part in parts}))


def markets(cell: Cell, column: Column, style: Style) -> frozenset[str]:
    """The ISO codes of several markets: "Brazil; Mexico"."""
    parts = re.split(r"[;\n]", tidy(cell) if isinstance(cell, str) else text(cell, column, style))
    return frozenset(market_code(part) for part in parts if part.strip())


def link(cell: Cell, column: Column, style: Style) -> str:
    """A web address; one without "https://" is given it."""
    written = text(cell, column, style)
    if re.fullmatch(r"(?i:https?://)[^\s/]+\S*", written):
        return written
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", written):
        return f"https://{written}"
    raise BadInput(f'{column.en} is "{shown(cell)}"; it must be a web address, such as https://app.hubspot.com/.')


def link_or_id(cell: Cell, column: Column, style: Style) -> str:
    """A web address or the number of a record."""
    written = text(cell, column, style)
    return link(cell, column, style) if "/" in written else identifier(cell, column, style)


def mail(cell: Cell, column: Column, style: Style) -> str:
    """A mail address."""
    written = re.sub(r"(?i)^mailto:", "", text(cell, column, style))
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", written):
        raise BadInput(f'{column.en} is "{shown(cell)}"; it must be a mail address, such as ana@example.com.')
    return written


def month(cell: Cell, column: Column, style: Style) -> date:
    """The first day of a month, of which any day may stand there: Excel makes one of 2026-07."""
    if isinstance(cell, str):
        with suppress(BadInput):
            return month_days(tidy(cell))[0]
    try:
        return day(cell, column, style).replace(day=1)
    except BadInput:
        raise BadInput(f'{column.en} is "{shown(cell)}", which is no month; write it as 2026-07.') from None


def quarter(cell: Cell, column: Column, style: Style) -> str:
    """A quarter: 2026-Q3."""
    try:
        return quarter_of(quarter_days(text(cell, column, style))[0])
    except BadInput:
        raise BadInput(f'{column.en} is "{shown(cell)}", which is no quarter; write it as 2026-Q3.') from None


def period(cell: Cell, column: Column, style: Style) -> str:
    """A quarter or a month; a month's first day is the month, as which Excel takes 2026-07."""
    with suppress(BadInput):
        return period_name(text(cell, column, style))
    with suppress(BadInput):
        found = day(cell, column, style)
        if found.day == 1:
            return month_name(found)
    raise BadInput(f'{column.en} is "{shown(cell)}", which is no quarter and no month; write it as 2026-Q3 or 2026-07.')


def edition(cell: Cell, column: Column, style: Style) -> date:
    """The first day of an edition of the program."""
    found = day(cell, column, style)
    starts = [each.start.isoformat() for each in editions()]
    if found.isoformat() not in starts:
        raise BadInput(
            f"{column.en} is {found}; no edition of the program begins on that day: it must be {_either(starts)}."
        )
    return found


Parser = Callable[[Cell, Column, Style], object]
PARSERS: Mapping[str, Parser] = {
    "text": text,
    "client": text,
    "identifier": identifier,
    "market": market,
    "currency": currency,
    "money": money,
    "number": number,
    "change": change,
    "rate": rate,
    "whole": whole,
    "date": day,
    "yes_no": yes_no,
    "choice": choice,
    "days": days,
    "markets": markets,
    "link": link,
    "link_or_id": link_or_id,
    "mail": mail,
    "month": month,
    "quarter": quarter,
    "period": period,
    "edition": edition,
}


def cell_value(cell: Cell, column: Column, style: Style) -> object:
    """What a record holds for a cell that is not empty, by the rule of its column's kind.

    `column.en` is what messages call the column. Errors: BadInput, a whole sentence.

    >>> from partnerbook.book.tables import DEALS
    >>> cell_value("R$ 1.234,50", DEALS.column("mrr"), Style()), cell_value("Ampliación", DEALS.column("kind"), Style())
    (Decimal('1234.50'), 'upsell')
    """
    if isinstance(cell, str) and cell in EXCEL_ERRORS:  # a CSV file, or a cell pasted as text
        cell = excel_error(cell)
    if isinstance(cell, Unreadable):
        raise BadInput(f"{column.en} {cell.why}.")
    return PARSERS[column.kind](cell, column, style)


def says_nothing(cell: Cell, column: Column) -> bool:
    """Whether a cell is empty, or says that there is nothing.

    In a column of countries NA and SD are countries, a word that is a choice of its column is that choice, and a
    client or a segment may be called Null.

    >>> from partnerbook.book.tables import CLIENTS, SETTINGS
    >>> [says_nothing("NA", CLIENTS.column(field)) for field in ("client", "market", "hub_id", "usage_score")]
    [False, False, True, True]
    >>> says_nothing("None", SETTINGS.column("credited_tier")), says_nothing("None", SETTINGS.column("goal_tier"))
    (False, True)
    """
    if not isinstance(cell, str):
        return False
    if column.kind in ("market", "markets"):
        return says_no_market(tidy(cell))
    if column.choices and folded(cell) in _codes(column.choices):
        return False
    return is_nothing(cell, named=column.required and column.kind in ("text", "client"))


@lru_cache(maxsize=64)
def _codes(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    return {
        folded(spelling): option.code for option in choices for spelling in (option.code, *option.labels, *option.also)
    }


def _either(options: list[str]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}" if len(options) > 1 else options[0]
