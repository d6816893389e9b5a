"""The Deals sheet: a Table whose points are our functions, with totals above it, so that it can grow downwards."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import figure, total
from partnerbook.language.texts import Texts
from partnerbook.parsing.market import market_name
from partnerbook.sample.names import company_name
from partnerbook.workbooks.finance.calls import LEFT_OUT, called, quoted
from partnerbook.workbooks.kit.document import Document, Field, Formula, letters, page
from partnerbook.workbooks.kit.styles import ORANGE

NAME = "Deals"
_TOP = 8
_CHECKED_ROWS = 500
_COLUMNS: Mapping[str, tuple[str, float]] = {
    "client": ("pb_input_text", 28),
    "market": ("pb_input", 18),
    "currency": ("pb_input_code", 10),
    "mrr": ("pb_input_money", 13),
    "source": ("pb_input", 11),
    "closed": ("pb_input_day", 12),
    "managed_too": ("pb_input_code", 10),
    "others": ("pb_input_whole", 10),
    "sold": ("pb_points", 12),
    "managed": ("pb_points", 12),
    "active": ("pb_points", 12),
    "usd": ("pb_money", 13),
}


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
    """The sheet in one language; `heads` are its headings by field."""

    def __init__(self, document: Document, words: Texts, language: str, made: date) -> None:
        self.document, self.words, self.language = document, words, language
        self.heads = {field: words["deals"][field] for field in _COLUMNS}
        self.as_of = Formula("AsOf", made)

    def write(self) -> Standing:
        """The totals, after writing the sheet."""
        sheet = self.document.sheet(self.words["sheets"]["deals"], ORANGE)
        put, say = self.document.put, self.words["deals"]
        put(sheet, "A1", say["title"], "pb_title")
        put(sheet, "A2", say["subtitle"], "pb_subtitle")
        put(sheet, "A4", say["as_of"])
        put(sheet, "B4", self.as_of.value, "pb_input_day")
        self.document.name("AsOf", sheet, "B4")
        note = self.words["deals_notes"]["as_of"]
        self.document.require(sheet, "B4", "date", "36526", say["as_of"], note, high="73050")
        rows = [self._row(number, deal) for number, deal in enumerate(DEALS)]
        formulas, notes = self._formulas(), self.words["deals_notes"]
        fields = [
            Field(self.heads[field], style, self._width(field, width), formulas.get(field, ""), notes.get(field, ""))
            for field, (style, width) in _COLUMNS.items()
        ]
        values = [[content.value if isinstance(content, Formula) else content for content in row] for row in rows]
        self.document.table(sheet, NAME, f"A{_TOP}", fields, values)
        self._checks(sheet, _TOP + len(rows) + _CHECKED_ROWS)
        standing = self._totals(sheet, values)
        sheet.freeze_panes = f"B{_TOP + 1}"
        page(sheet, say["title"], repeat=f"{_TOP}:{_TOP}")
        return standing

    def here(self, field: str) -> str:
        """The cell of a column in the formula's own row."""
        return f"{NAME}[[#This Row],[{self.heads[field]}]]"

    def _width(self, field: str, width: float) -> float:
        """The width of a column, with room for the longest word of its heading and the arrow beside that."""
        return max(width, max(map(len, self.heads[field].split())) + 4)

    def _row(self, number: int, deal: Deal) -> list[Any]:
        say = self.words["lists"]
        entered = {
            "client": company_name(number, self.language),
            "market": market_name(deal.market, self.language),
            "currency": deal.currency,
            "mrr": deal.mrr,
            "source": deal.source,
            "closed": deal.closed,
            "managed_too": say["yes" if deal.managed else "no"],
            "others": deal.others,
        }
        return [*entered.values(), *self._computed(entered).values()]

    def _formulas(self) -> dict[str, str]:
        """The formula of each computed column: the same in every row, whatever stands in it."""
        return {field: formula.text for field, formula in self._computed({"managed_too": None}).items()}

    def _computed(self, entered: Mapping[str, object]) -> dict[str, Formula]:
        cell = {field: Formula(self.here(field), entered.get(field)) for field in _COLUMNS}
        of_amount, closed = (cell["mrr"], cell["market"], cell["currency"]), cell["closed"]
        sold = called("POINTS_SOLD", *of_amount, cell["source"], closed)
        managed = called("POINTS_MANAGED", *of_amount, cell["others"], self.as_of)
        active = called("POINTS_ACTIVE", Formula(self.here("sold"), sold.value), closed, self.as_of)
        usd = called("CONVERT_CURRENCY", cell["mrr"], cell["currency"], quoted("USD"), LEFT_OUT, closed)
        yes = self.words["lists"]["yes"]
        manages = entered.get("managed_too") == yes
        return {
            "sold": sold,
            "managed": Formula(
                f'IF({cell["managed_too"].text}="{yes}",{managed.text},0)', managed.value if manages else 0
            ),
            "active": Formula(f'IF({closed.text}="",0,{active.text})', active.value),
            "usd": usd,
        }

    def _checks(self, sheet: Worksheet, last: int) -> None:
        notes = self.words["deals_notes"]
        lists = {"market": "MarketList", "currency": "CurrencyList", "source": "SourceList", "managed_too": "YesNo"}
        for letter, field in zip(letters(len(_COLUMNS)), _COLUMNS, strict=True):
            places, title = f"{letter}{_TOP + 1}:{letter}{last}", self.heads[field]
            if field in lists:
                closed = field in ("source", "managed_too")
                note = notes["choose" if closed else "open_list"]
                self.document.choose(sheet, places, lists[field], title, note, strict=closed, prompt=False)
            elif field == "mrr":
                low, high = "-1000000000000", "1000000000000"
                self.document.require(sheet, places, "decimal", low, title, notes["amount"], high, prompt=False)
            elif field == "closed":
                self.document.require(sheet, places, "date", "36526", title, notes["day"], "73050", prompt=False)
            elif field == "others":
                self.document.require(sheet, places, "whole", "0", title, notes["whole"], prompt=False)

    def _totals(self, sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> Standing:
        """The totals above their columns, and what counts on the as-of day: active sold points and managed points."""
        put, row = self.document.put, _TOP - 2
        fields = list(_COLUMNS)
        place = dict(zip(fields, letters(len(fields)), strict=True))
        sums, amounts = {}, {}
        put(sheet, f"A{row}", self.words["deals"]["total"], "pb_section")
        for field in ("sold", "managed", "active", "usd"):
            amounts[field] = figure(total(Decimal(repr(line[fields.index(field)])) for line in rows))
            sums[field] = f"ROUND(SUM({NAME}[{self.heads[field]}]),6)"
            cell = put(sheet, f"{place[field]}{row}", Formula(sums[field], amounts[field]), "pb_total")
            cell.number_format = "#,##0.00"
        active, source = f"{NAME}[{self.heads['active']}]", f"{NAME}[{self.heads['source']}]"
        of_source = [line for line in rows if line[fields.index("source")] == "sourced"]
        sourced = figure(total(Decimal(repr(line[fields.index("active")])) for line in of_source))
        standing = total([amounts["active"], amounts["managed"]])
        return Standing(
            Formula(f"{sums['active']}+{sums['managed']}", standing),
            Formula(f'ROUND(SUMIFS({active},{source},"sourced"),6)', sourced),
            Formula(sums["managed"], amounts["managed"]),
        )
