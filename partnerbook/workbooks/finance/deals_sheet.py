"""The Deals sheet: a Table whose points are our functions, with totals above it, so that it can grow downwards."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables.choices import SOURCES
from partnerbook.exact import PLACES, figure, rounded, total
from partnerbook.language.texts import Texts
from partnerbook.parsing.market import market_name
from partnerbook.sample.names import company_name
from partnerbook.workbooks.finance.calls import LEFT_OUT, called, quoted
from partnerbook.workbooks.finance.lists_sheet import YES_NO, chosen
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, Formula, page
from partnerbook.workbooks.kit.limits import HIGHEST, choose, require, require_day
from partnerbook.workbooks.kit.styles import ORANGE, POINTS

Row: TypeAlias = dict[str, Any]

NAME = "Deals"
_TOP = 8
_CHECKED_ROWS = 500
# As the functions read them; formulas compare without regard to capitals.
_ASSISTED_WORDS = tuple(
    dict.fromkeys(word.lower() for choice in SOURCES[1:] for word in (*choice.labels, *choice.also))
)
_ADDED = ("sold", "managed", "active", "usd")  # the columns with a total


def _seen(field: str) -> str:
    return f"{field}_seen"


def seen_of(value: object) -> Decimal:
    """A number as a cell shows it to two places."""
    return rounded(Decimal(repr(value)), PLACES)


class Deal(NamedTuple):
    """A made-up deal: where its client is, what it brings a month, who brought it, and who manages the client."""

    market: str
    currency: str
    mrr: Decimal
    source: str
    closed: date
    managed: bool
    others: int


class Standing(NamedTuple):
    """The totals that the Tier sheet goes on from: cells with their values."""

    total: Formula
    sourced: Formula
    managed: Formula


DEALS = (
    Deal("US", "USD", Decimal(1200), "sourced", date(2025, 11, 20), True, 0),
    Deal("MX", "USD", Decimal(1850), "sourced", date(2025, 12, 9), True, 0),
    Deal("CO", "COP", Decimal(6_400_000), "sourced", date(2026, 1, 14), True, 1),
    Deal("ES", "EUR", Decimal(890), "assisted", date(2026, 1, 15), False, 0),
    Deal("GB", "GBP", Decimal(740), "sourced", date(2026, 2, 27), True, 0),
    Deal("BR", "USD", Decimal(2100), "sourced", date(2026, 3, 18), True, 2),
    Deal("JP", "JPY", Decimal(187_500), "assisted", date(2026, 4, 2), False, 0),
    Deal("SG", "SGD", Decimal(1290), "sourced", date(2026, 5, 21), True, 0),
    Deal("CA", "CAD", Decimal("1560.50"), "sourced", date(2026, 7, 8), False, 0),
    Deal("ZA", "ZAR", Decimal(22_100), "assisted", date(2026, 8, 31), True, 0),
    Deal("AU", "AUD", Decimal(2310), "sourced", date(2025, 7, 10), True, 0),
    Deal("DE", "EUR", Decimal("2640.75"), "sourced", date(2026, 10, 5), True, 0),
)


class DealsSheet:
    """The sheet in one language."""

    def __init__(self, document: Document, words: Texts, language: str, made: date) -> None:
        self.document, self.words, self.language = document, words, language
        self.as_of = Formula("AsOf", made)
        self.table = self._table()

    def write(self) -> Standing:
        """The totals, after writing the sheet."""
        sheet = self.document.sheet(self.words["sheets"]["deals"], ORANGE)
        put, say = self.document.put, self.words["deals"]
        put(sheet, "A1", say["title"], "pb_title")
        put(sheet, "A2", say["subtitle"], "pb_subtitle")
        put(sheet, "A4", say["as_of"])
        put(sheet, "B4", self.as_of.value, "pb_input_day")
        self.document.name("AsOf", sheet, "B4")
        require_day(sheet, "B4", say["as_of"], self.words["deals_notes"]["as_of"])
        rows = [self._row(number, deal) for number, deal in enumerate(DEALS)]
        self.document.table(sheet, self.table, f"A{_TOP}", rows)
        self._checks(sheet, _TOP + len(rows) + _CHECKED_ROWS)
        standing = self._totals(sheet, rows)
        sheet.freeze_panes = f"B{_TOP + 1}"
        page(sheet, say["title"], repeat=f"{_TOP}:{_TOP}")
        return standing

    def _table(self) -> SheetTable[Row]:
        formulas = {field: formula.text for field, formula in self._computed({}).items()}

        def column(field: str, style: str, width: float) -> SheetColumn[Row]:
            heading, note = self.words["deals"][field], self.words["deals_notes"].get(field, "")
            # Room for the longest word of the heading and the arrow beside that.
            width = max(width, max(map(len, heading.split())) + 4)
            return SheetColumn(heading, style, width, note, itemgetter(field), formulas.get(field, ""))

        def seen(field: str) -> SheetColumn[Row]:
            """A hidden column of what is shown of another, for the total to add up."""
            heading = f"{self.words['deals'][field]} 2"
            return SheetColumn(heading, "pb_helper", value=lambda row: seen_of(row[field]),
                               formula=f"ROUND([@{field}],{PLACES})", hidden=True)  # fmt: skip

        return SheetTable(NAME, {
            "client": column("client", "pb_input_text", 28),
            "market": column("market", "pb_input", 18),
            "currency": column("currency", "pb_input_code", 10),
            "mrr": column("mrr", "pb_input_money", 13),
            "source": column("source", "pb_input", 11),
            "closed": column("closed", "pb_input_day", 12),
            "managed_too": column("managed_too", "pb_input_code", 10),
            "others": column("others", "pb_input_whole", 10),
            "sold": column("sold", "pb_points", 12),
            "managed": column("managed", "pb_points", 12),
            "active": column("active", "pb_points", 12),
            "usd": column("usd", "pb_money", 13),
            **{_seen(field): seen(field) for field in _ADDED},
        })  # fmt: skip

    def _row(self, number: int, deal: Deal) -> Row:
        say = self.words["lists"]
        entered: Row = {
            "client": company_name(number, self.language),
            "market": market_name(deal.market, self.language),
            "currency": deal.currency,
            "mrr": deal.mrr,
            "source": next(choice.label(self.language) for choice in SOURCES if choice.code == deal.source),
            "closed": deal.closed,
            "managed_too": say["yes" if deal.managed else "no"],
            "others": deal.others,
        }
        return entered | {field: formula.value for field, formula in self._computed(entered).items()}

    def _computed(self, entered: Row) -> dict[str, Formula]:
        """The formula of each computed column, the same in every row, and what it comes to in one."""

        def cell(field: str) -> Formula:
            return Formula(f"[@{field}]", entered.get(field))

        of_amount, closed = (cell("mrr"), cell("market"), cell("currency")), cell("closed")
        sold = called("POINTS_SOLD", *of_amount, cell("source"), closed)
        managed = called("POINTS_MANAGED", *of_amount, cell("others"), self.as_of)
        active = called("POINTS_ACTIVE", Formula("[@sold]", sold.value), closed, self.as_of)
        usd = called("CONVERT_CURRENCY", cell("mrr"), cell("currency"), quoted("USD"), LEFT_OUT, closed)
        # Nobody manages a client before the deal is closed.
        begun = entered.get("closed") is None or entered["closed"] <= self.as_of.value
        manages = entered.get("managed_too") == self.words["lists"]["yes"] and begun
        also = chosen("[@managed_too]", YES_NO)
        return {
            "sold": sold,
            "managed": Formula(
                f"IF({also},IF([@closed]>{self.as_of.text},0,{managed.text}),0)", managed.value if manages else 0
            ),
            "active": Formula(f'IF([@closed]="",0,{active.text})', active.value),
            "usd": usd,
        }

    def _checks(self, sheet: Worksheet, last: int) -> None:
        notes = self.words["deals_notes"]
        lists = {"market": "MarketList", "currency": "CurrencyList", "source": "SourceList", "managed_too": YES_NO}
        for field, column in self.table.columns.items():
            letter, title = self.table.letter(field), column.heading
            places = f"{letter}{_TOP + 1}:{letter}{last}"
            if field in lists:
                closed = field in ("source", "managed_too")
                note = notes["choose" if closed else "open_list"]
                choose(sheet, places, lists[field], title, note, strict=closed, prompt=False)
            elif field == "mrr":
                require(sheet, places, "decimal", title, notes["amount"], -HIGHEST, HIGHEST, prompt=False)
            elif field == "closed":
                require_day(sheet, places, title, notes["day"], prompt=False)
            elif field == "others":
                require(sheet, places, "whole", title, notes["whole"], prompt=False)

    def _totals(self, sheet: Worksheet, rows: Sequence[Row]) -> Standing:
        """The totals above their columns, and what counts on the as-of day: active sold points and managed points.

        A total is the sum of what its column shows; what counts is exact.
        """
        put, row, table = self.document.put, _TOP - 2, self.table
        sums, amounts = {}, {}
        put(sheet, f"A{row}", self.words["deals"]["total"], "pb_section")
        for field in _ADDED:
            amounts[field] = figure(total(Decimal(repr(line[field])) for line in rows))
            sums[field] = f"ROUND(SUM({table(field)}),6)"
            seen = total(seen_of(line[field]) for line in rows)
            added = Formula(f"ROUND(SUM({table(_seen(field))}),{PLACES})", seen)
            put(sheet, f"{table.letter(field)}{row}", added, "pb_total").number_format = POINTS
        sourced = figure(
            total(
                Decimal(repr(line["active"]))
                for line, deal in zip(rows, DEALS, strict=True)
                if deal.source == "sourced"
            )
        )
        # Whatever its word, a deal is sourced unless it is assisted; an empty cell is, as for the functions.
        of_source = f"SUMIFS({table('active')},{table('source')},"
        assisted = "".join(f'-{of_source}"{word}")' for word in _ASSISTED_WORDS)
        standing = total([amounts["active"], amounts["managed"]])
        return Standing(
            Formula(f"{sums['active']}+{sums['managed']}", standing),
            Formula(f"ROUND(SUM({table('active')}){assisted},6)", sourced),
            Formula(sums["managed"], amounts["managed"]),
        )
