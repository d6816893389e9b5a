"""The Calculator sheet: the two tabs of the dashboard's calculator side by side, points and currency."""

from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables.choices import SOURCES
from partnerbook.exact import PLACES, plain
from partnerbook.figures.shown import ShownPoints, shown
from partnerbook.language.texts import Texts
from partnerbook.parsing.market import market_name
from partnerbook.program.edition import editions
from partnerbook.workbooks.finance.calls import LEFT_OUT, called, joined, quoted
from partnerbook.workbooks.finance.lists_sheet import METHODS, YES_NO, chosen
from partnerbook.workbooks.kit.document import Document, Formula, fit_row, page
from partnerbook.workbooks.kit.limits import HIGHEST, choose, require, require_day
from partnerbook.workbooks.kit.styles import NAVY, POINTS

_WIDTHS = (2, 40, 22, 4, 40, 22, 2)
_INPUTS_TOP, _RESULTS_TOP = 6, 15
_RULES_ROW = 21


class _Given(NamedTuple):
    """An input: its defined name, its label's key, its value, its style, and the list it is chosen from, if any."""

    name: str
    label: str
    value: object
    style: str
    choices: str = ""

    @property
    def formula(self) -> Formula:
        return Formula(self.name, self.value)


class CalculatorSheet:
    """The sheet as it is being written; what is put in has the names that its formulas use."""

    def __init__(self, document: Document, words: Texts, language: str) -> None:
        self.document, self.words, self.say = document, words, words["calculator"]
        self.market = market_name("BR", language)
        self.yes = words["lists"]["yes"]
        self.sourced = SOURCES[0].label(language)

    def write(self) -> None:
        """Write the sheet."""
        sheet = self.document.sheet(self.words["sheets"]["calculator"], NAVY, _WIDTHS)
        put, say = self.document.put, self.say
        put(sheet, "B1", say["title"], "pb_title")
        put(sheet, "B2", say["subtitle"], "pb_subtitle")
        for letters, key in (("BC", "points"), ("EF", "money")):
            put(sheet, f"{letters[0]}4", say[key], "pb_head")
            put(sheet, f"{letters[1]}4", None, "pb_head")
        for row in range(_INPUTS_TOP, _RESULTS_TOP + 5):
            sheet.row_dimensions[row].height = 19
        day = self._write_points(sheet)
        self._write_money(sheet, day)
        self._write_rules(sheet, day)
        sheet.print_area = f"A1:G{_RULES_ROW + 1}"
        page(sheet, say["title"], one_page=True)

    def _inputs(self, sheet: Worksheet, letters: str, top: int, given: tuple[_Given, ...]) -> None:
        notes = self.words["calculator_notes"]
        for row, each in enumerate(given, top):
            label, place = (f"{letter}{row}" for letter in letters)
            self.document.put(sheet, label, self.say.get(each.label, ""))
            self.document.put(sheet, place, each.value, each.style)
            self.document.name(each.name, sheet, place)
            title, note = self.say.get(each.label, each.label), notes.get(each.label) or notes["given"]
            if each.choices:
                strict = each.choices not in ("MarketList", "CurrencyList")
                choose(sheet, place, each.choices, title, note, strict=strict)
            else:
                _limit(sheet, place, each, title, note)

    def _write_points(self, sheet: Worksheet) -> Formula:
        """The day whose rules hold, after writing the first tab."""
        amount = _Given("AmountSold", "amount", Decimal(1000), "pb_input_money")
        market = _Given("ClientMarket", "market", self.market, "pb_input", "MarketList")
        currency = _Given("ClientCurrency", "currency", "USD", "pb_input", "CurrencyList")
        manage = _Given("AlsoManage", "manage", self.yes, "pb_input", YES_NO)
        others = _Given("OtherPartners", "others", 0, "pb_input_whole")
        source = _Given("DealSource", "source", self.sourced, "pb_input", "SourceList")
        day = _Given("RulesDay", "day", None, "pb_input_day")
        self._inputs(sheet, "BC", _INPUTS_TOP, (amount, market, currency, manage, others, source, day))
        of_amount = (amount.formula, market.formula, currency.formula)
        sold = called("POINTS_SOLD", *of_amount, source.formula, day.formula)
        managed = called("POINTS_MANAGED", *of_amount, others.formula, day.formula)
        asked = Formula(f"IF({chosen('AlsoManage', YES_NO)},{managed.text},0)", managed.value)
        parts = [f"ROUND(C{_RESULTS_TOP + offset},{PLACES})" for offset in (1, 2)]
        both = ShownPoints(*(shown(Decimal(repr(points.value))) for points in (sold, asked)))
        total = Formula("+".join(parts), both.total)  # the sum of what is shown below it
        unit = called("CONVERT_CURRENCY", Formula("100", 100), quoted("USD"), currency.formula, LEFT_OUT, day.formula)
        kind = called("MARKET_TYPE", market.formula, day.formula)
        self._result(sheet, "BC", _RESULTS_TOP, self.say["total"], total, "pb_tile")
        self._result(sheet, "BC", _RESULTS_TOP + 1, self.say["sold"], sold, "pb_small_tile")
        self._result(sheet, "BC", _RESULTS_TOP + 2, self.say["managed"], asked, "pb_small_tile")
        self._result(sheet, "BC", _RESULTS_TOP + 3, _in(self.say["unit"], currency.formula), unit, "pb_points")
        self._result(sheet, "BC", _RESULTS_TOP + 4, self.say["type"], kind, "pb_number")
        return day.formula

    def _write_money(self, sheet: Worksheet, day: Formula) -> None:
        say, into_money = self.say, chosen("Method", METHODS)
        method = _Given("Method", "method", self.words["lists"]["to_money"], "pb_input", METHODS)
        market = _Given("MoneyMarket", "market", self.market, "pb_input", "MarketList")
        currency = _Given("MoneyCurrency", "currency", "USD", "pb_input", "CurrencyList")
        sold = _Given("SoldGiven", "", Decimal(50), "pb_input_money")
        managed = _Given("ManagedGiven", "", Decimal(20), "pb_input_money")
        self._inputs(sheet, "EF", _INPUTS_TOP, (method, market, currency, sold, managed))
        pairs = (("sold", sold, "SOLD"), ("managed", managed, "MANAGED"))
        for offset, (key, given, unit) in enumerate(pairs):
            points, money = say[key], say[f"{key}_value"]
            label = Formula(f'IF({into_money},"{points}","{money}")', points)
            self.document.put(sheet, f"E{_INPUTS_TOP + 3 + offset}", label)
            into = called("CONVERT_CURRENCY", given.formula, quoted(unit), currency.formula, market.formula, day)
            back = called("CONVERT_CURRENCY", given.formula, currency.formula, quoted(unit), market.formula, day)
            found = Formula(f"IF({into_money},{into.text},{back.text})", into.value)
            said = _in(money, currency.formula)
            answer = Formula(f'IF({into_money},{said.text},"{points}")', said.value)
            self._result(
                sheet, "EF", _RESULTS_TOP + offset, answer, found, "pb_tile" if not offset else "pb_small_tile"
            )

    def _result(self, sheet: Worksheet, letters: str, row: int, label: Any, content: Formula, style: str) -> None:
        tile = style.endswith("tile")
        said = self.document.put(sheet, f"{letters[0]}{row}", label, "pb_tile_label" if tile else "pb_text")
        cell = self.document.put(sheet, f"{letters[1]}{row}", content, style)
        if tile:
            said.alignment = Alignment(horizontal="left", vertical="center", indent=1)
            cell.number_format = POINTS
            cell.alignment = Alignment(horizontal="right", vertical="center")
            sheet.row_dimensions[row].height = 26 if style == "pb_tile" else 21

    def _write_rules(self, sheet: Worksheet, day: Formula) -> None:
        """The line that says which rules hold on the day."""
        edition = editions()[-1]
        heads, table = self.words["tables"], "Editions"
        start = f"{table}[{heads['from']}]"
        found = f"IF({day.text}<MIN({start}),1,MATCH({day.text},{start},1))"
        place = f'IF({day.text}="",ROWS({start}),{found})'
        figures = {
            "day": (heads["edition"], edition.start.isoformat()),
            "sourced": (heads["sourced"], plain(edition.rates.sourced)),
            "assisted": (heads["assisted"], plain(edition.rates.assisted)),
            "managed": (heads["managed"], plain(edition.rates.managed)),
            "growth": (heads["growth"], plain(edition.growth_multiplier)),
        }
        line = joined(
            self.say["rules"],
            {key: Formula(f"INDEX({table}[{head}],{place})", value) for key, (head, value) in figures.items()},
        )
        self.document.put(sheet, f"B{_RULES_ROW}", line, "pb_note")
        self.document.name("RulesInForce", sheet, f"B{_RULES_ROW}")
        sheet.merge_cells(f"B{_RULES_ROW}:F{_RULES_ROW}")
        fit_row(sheet, _RULES_ROW, [(str(line.value), 110)])


def _in(label: str, currency: Formula) -> Formula:
    """A label with the currency that its figure is in."""
    return joined("{label}, {currency}", {"label": quoted(label), "currency": currency})


def _limit(sheet: Worksheet, place: str, each: _Given, title: str, note: str) -> None:
    if each.style == "pb_input_day":
        require_day(sheet, place, title, note)
    elif each.style == "pb_input_whole":
        require(sheet, place, "whole", title, note)
    else:
        require(sheet, place, "decimal", title, note, -HIGHEST, HIGHEST)
