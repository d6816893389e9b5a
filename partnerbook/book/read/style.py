"""How a file writes its numbers and dates, and what a cell then means.

A text such as "1.234" or "03/04/2025" is understood by the others of its column; where those prove nothing, by the
others of its file, and then of the book. Where they prove both ways, or nothing does, it is refused and not guessed.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from partnerbook.errors import BadInput, Sentence
from partnerbook.files.grid import Cell, Grid, Unreadable, shown, tidy
from partnerbook.parsing.amount import LARGEST
from partnerbook.parsing.day import date_text
from partnerbook.parsing.number import number_text

NUMBERS = frozenset({"change", "money", "number", "rate", "whole"})
DATES = frozenset({"date", "edition", "month"})
_MIXED = "mixed"
_SERIALS = range(36526, 73051)  # 1 January 2000 to 31 December 2099, counted from 1900
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")  # as a text, with a time of the day behind the mark
_1904 = 1462  # days between the two ways in which Excel counts


class Style(NamedTuple):
    """How texts of a column are written, as far as its texts or the file's prove it.

    `mark` is the decimal mark "." or ",", `order` is "day" or "month", whichever stands first; "" where nothing
    proves it, "mixed" where texts prove both.
    """

    mark: str = ""
    order: str = ""
    days_from_1904: bool = False


class ColumnCells(NamedTuple):
    """The cells of one column: the sheet it is in, its table and field, its kind."""

    grid: Grid
    table: str
    field: str
    kind: str
    cells: Sequence[Cell]


def styles(columns: Iterable[ColumnCells]) -> dict[tuple[str, str], Style]:
    """The style of each column, by table and field.

    >>> deals, rates = Grid("b.xlsx", "Deals", []), Grid("b.xlsx", "Rates", [])
    >>> amounts = ColumnCells(deals, "Deals", "mrr", "money", ["1.234,50", "1.234"])
    >>> styles([amounts, ColumnCells(rates, "Rates", "amount", "money", ["9.500"])])["Rates", "amount"].mark
    ','
    """
    columns = list(columns)
    marks: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    orders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for column in columns:
        if column.kind not in NUMBERS | DATES:
            continue
        proofs, texts = (marks, _texts(column)) if column.kind in NUMBERS else (orders, _texts(column))
        proved = {number_text(text).mark if column.kind in NUMBERS else date_text(text).order for text in texts} - {""}
        for scope in _scopes(column):
            proofs[scope] |= proved
    return {
        (column.table, column.field): Style(
            _settled(marks, column), _settled(orders, column), column.grid.days_from_1904
        )
        for column in columns
    }


def _texts(column: ColumnCells) -> set[str]:
    if str not in {*map(type, column.cells)}:
        return set()
    return {tidy(text) for text in {*column.cells} if isinstance(text, str)}


def _scopes(column: ColumnCells) -> tuple[tuple[str, ...], ...]:
    """From the nearest to the furthest: the column, its file, the book."""
    return (column.grid.file, column.table, column.field), (column.grid.file,), ()


def _settled(proofs: Mapping[tuple[str, ...], set[str]], column: ColumnCells) -> str:
    for scope in _scopes(column):
        if found := proofs.get(scope):
            return _MIXED if len(found) > 1 else min(found)
    return ""


def turned_days(cells: Iterable[Cell]) -> str:
    """A text of a column of days that shows that others were turned round on their way into Excel; "" if none does.

    Excel takes "3/4/2025" for a day in the order of the computer it runs on, and leaves "3/25/2025" a text where that
    order makes it no day. So texts of one order beside days of which none is later than the 12th are a sign.

    >>> turned_days([date(2025, 3, day) for day in (1, 4, 9, 11, 12)] + ["3/25/2025"])
    '3/25/2025'
    """
    cells = list(cells)
    texts = [text for text in {*cells} if isinstance(text, str) and date_text(tidy(text)).order]
    days = [cell.day for cell in cells if isinstance(cell, date)] if texts else []
    return min(texts) if len(days) >= 5 and max(days) <= 12 else ""


def number_in(cell: Cell, name: str, style: Style) -> tuple[Decimal, str]:
    """The number in a cell and what stands beside it, such as a currency; `name` is what messages call the column.

    Errors: BadInput for what is no number, or could be two.

    >>> number_in("€ 1.234", "MRR", Style(mark=","))
    (Decimal('1234'), '€')
    """
    label = ""
    if isinstance(cell, str):
        value, label = _number_in_text(tidy(cell), name, style)
    elif isinstance(cell, bool | date | time | timedelta | Unreadable):
        kind = (
            Sentence("a day")
            if isinstance(cell, date)
            else Sentence("a time")
            if isinstance(cell, time | timedelta)
            else Sentence("no number")
        )
        raise BadInput('{name} is "{cell}", {kind}; it must be a number.', name=name, cell=shown(cell), kind=kind)
    elif math.isfinite(cell):
        value = Decimal(repr(cell))
    else:
        raise BadInput("{name} is {cell}; it must be a number.", name=name, cell=cell)
    if abs(value) >= LARGEST:
        raise BadInput('{name} is "{cell}"; it is too large to be meant.', name=name, cell=shown(cell))
    return value, label


def _number_in_text(text: str, name: str, style: Style) -> tuple[Decimal, str]:
    read = number_text(text)
    if not read.readings:
        raise BadInput('{name} is "{text}", which {why}.', name=name, text=shown(text), why=read.why)
    settled = read.at(style.mark)
    if settled is None:
        small, large = read.readings
        proof = Sentence("prove both ways") if style.mark == _MIXED else Sentence("prove neither")
        raise BadInput(
            '{name} is "{text}", which can be {large} or {small}: the other numbers {proof}; write '
            "{large} or {small}0.",
            name=name,
            text=shown(text),
            large=large,
            small=small,
            proof=proof,
        )
    return settled, read.label


def day_in(cell: Cell, name: str, style: Style) -> date:
    """The day in a cell: a day, a time of a day, a number of 2000 to 2099 as Excel or HubSpot counts, or a text.

    Errors: BadInput for what is no day, or could be two.

    >>> day_in("03/04/2025", "Closed", Style(order="day")), day_in(45853.0, "Closed", Style())
    (datetime.date(2025, 4, 3), datetime.date(2025, 7, 15))
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        text = tidy(cell)
        if not _SERIAL.fullmatch(text):
            return _day_in_text(text, name, style)
        cell = float(text.replace(",", "."))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        if int(cell) in _SERIALS:
            return date(1899, 12, 30) + timedelta(days=int(cell) + (_1904 if style.days_from_1904 else 0))
        if len(str(int(cell))) in (12, 13):  # milliseconds since 1970
            return _day_in_text(str(int(cell)), name, style)
    raise BadInput('{name} is "{cell}"; it must be a date, such as 2025-07-15.', name=name, cell=shown(cell))


def _day_in_text(text: str, name: str, style: Style) -> date:
    read = date_text(text)
    if not read.readings:
        raise BadInput(
            '{name} is "{text}", which {why}; write it as 2025-07-15.', name=name, text=shown(text), why=read.why
        )
    by_order = {"day": read.day_first, "month": read.month_first}
    settled = read.readings[0] if len(read.readings) == 1 else by_order.get(style.order)
    if settled is None:
        first, second = read.readings
        proof = Sentence("prove both ways") if style.order == _MIXED else Sentence("prove neither")
        raise BadInput(
            '{name} is "{text}", which can be {first} or {second}: the other dates {proof}; write the '
            "one you mean in that form.",
            name=name,
            text=shown(text),
            first=first,
            second=second,
            proof=proof,
        )
    return settled
