"""One rule per kind of column: the value of a record from what a cell holds, or the sentence that says why not.

The text of a cell is never read by itself alone where people write differently: `Style` says how the file writes.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache

from partnerbook.book.read.cell_days import day, edition, month, period, quarter
from partnerbook.book.read.cell_text import either, text, wrong
from partnerbook.book.read.style import Style, number_in
from partnerbook.book.tables.choices import DEAL_KINDS, UNDECIDED
from partnerbook.book.tables.revenue import DEAL_AMOUNTS
from partnerbook.book.tables.shape import Choice, Column
from partnerbook.errors import BadInput, Sentence, UnknownName, did_you_mean
from partnerbook.files.grid import EXCEL_ERRORS, Cell, Unreadable, excel_error, shown, tidy
from partnerbook.names import folded
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.identifier import identifier as parsed_identifier
from partnerbook.parsing.market import market_code, says_no_market
from partnerbook.parsing.nothing import is_nothing
from partnerbook.parsing.yes_no import yes_no as said_yes_or_no


def identifier(cell: Cell, column: Column, style: Style) -> str:
    """An identifier, as it is compared."""
    try:
        return parsed_identifier(text(cell, column, style))
    except BadInput as error:
        raise wrong('{en} is "{cell}": {error}.', cell, column, error=error) from None


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
        raise wrong('{en} is "{cell}"; write it without the per cent sign.', cell, column)
    if label:
        raise wrong('{en} is "{cell}"; it must be a number, without "{label}".', cell, column, label=label)
    if value < 0:
        raise wrong('{en} is "{cell}"; it must be 0 or more.', cell, column)
    return value


def money(cell: Cell, column: Column, style: Style) -> Decimal:
    """An amount, never negative; whether a currency beside it fits its row is for the reader to see (`label_fits`)."""
    value, label = number_in(cell, column.en, style)
    if label == "%":
        raise wrong('{en} is "{cell}"; it must be an amount, not a percentage.', cell, column)
    if value < 0:
        lost = (
            Sentence("what was lost is a deal of the kind Downgrade or Cancellation")
            if column.field in DEAL_AMOUNTS
            else ""
        )
        raise BadInput(
            '{en} is "{cell}"; an amount is never negative here{lost}.',
            en=column.named,
            cell=shown(cell),
            lost=lost and Sentence(": {lost}", lost=lost),
        )
    return value


def change(cell: Cell, column: Column, style: Style) -> Decimal:
    """An amount that something changes by, below zero where it falls."""
    value, label = number_in(cell, column.en, style)
    if label == "%":
        raise wrong('{en} is "{cell}"; it must be an amount, not a percentage.', cell, column)
    return value


def rate(cell: Cell, column: Column, style: Style) -> Decimal:
    """A share of 1, of 20% as well as of 20 and of 0.2, which is what a cell holds that shows 20%."""
    value, label = number_in(cell, column.en, style)
    if label not in ("", "%"):
        raise wrong('{en} is "{cell}"; it must be a percentage, such as 20%.', cell, column)
    share = value if not label and value <= 1 else value.scaleb(-2)
    if value < 0 or share > 1:
        raise wrong('{en} is "{cell}"; it must be between 0 and 100%.', cell, column)
    return share


def whole(cell: Cell, column: Column, style: Style) -> int:
    """A whole number, never negative."""
    value = number(cell, column, style)
    if value != value.to_integral_value():
        raise wrong('{en} is "{cell}"; it must be a whole number.', cell, column)
    return int(value)


def choice(cell: Cell, column: Column, style: Style) -> str:
    """The code of one of the column's choices, whatever the language it is written in."""
    codes = _codes(column.choices)
    written = text(cell, column, style)
    if folded(written) in codes:
        return codes[folded(written)]
    undecided = _codes(UNDECIDED).get(folded(written)) if column.choices == DEAL_KINDS else None
    if undecided:
        raise wrong(
            '{en} is "{cell}", HubSpot\'s word for what a client buys more; is it {undecided}?',
            cell,
            column,
            undecided=undecided,
        )
    labels = [option.named for option in column.choices]
    known = {label for option in column.choices for label in (*option.labels, *option.also)}
    guess = did_you_mean(written, sorted(known))
    raise UnknownName(
        '{en} is "{cell}"; it must be {either}{guess}',
        en=column.named,
        cell=shown(cell),
        either=either(labels),
        guess=guess or ".",
    )


def yes_no(cell: Cell, column: Column, style: Style) -> bool:
    """Whether a cell says yes."""
    if isinstance(cell, str) and (said := said_yes_or_no(cell)) is not None:
        return said
    return choice(cell, column, style) == "yes"


def days(cell: Cell, column: Column, style: Style) -> tuple[int, ...]:
    """Numbers of days, the smallest first: "30; 60; 90"."""
    parts = [part for part in re.split(r"[;,/\s]+", text(cell, column, style)) if part]
    if not all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        raise wrong('{en} is "{cell}"; it must be whole numbers of days, such as 30; 60; 90.', cell, column)
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
    raise wrong('{en} is "{cell}"; it must be a web address, such as https://app.hubspot.com/.', cell, column)


def link_or_id(cell: Cell, column: Column, style: Style) -> str:
    """A web address or the number of a record."""
    written = text(cell, column, style)
    return link(cell, column, style) if "/" in written else identifier(cell, column, style)


def mail(cell: Cell, column: Column, style: Style) -> str:
    """A mail address."""
    written = re.sub(r"(?i)^mailto:", "", text(cell, column, style))
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", written):
        raise wrong('{en} is "{cell}"; it must be a mail address, such as ana@example.com.', cell, column)
    return written


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
        raise BadInput("{en} {why}.", en=column.named, why=cell.why)
    return PARSERS[column.kind](cell, column, style)


_NAMES = frozenset({"client", "deal", "segment", "scenario", "partner"})  # fields of what the person has named


def says_nothing(cell: Cell, column: Column) -> bool:
    """Whether a cell is empty, or says that there is nothing.

    In a column of countries NA and SD are countries, a word that is a choice of its column is that choice, and a
    client, a deal or a segment may be called Null, wherever it is named.

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
    return is_nothing(cell, named=column.kind in ("text", "client") and (column.required or column.field in _NAMES))


@lru_cache(maxsize=64)
def _codes(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    return {
        folded(spelling): option.code for option in choices for spelling in (option.code, *option.labels, *option.also)
    }
