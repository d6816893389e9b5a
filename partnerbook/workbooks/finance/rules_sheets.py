"""The tables that the LAMBDAs of the edition without add-in look into: rules by edition, units, markets, names.

They are the program's own data, in sight. A person can add rows to Units: a currency's unit from a day on, or a market
rate. The functions that need an add-in have all this built in.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from operator import itemgetter

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import NoRate
from partnerbook.language.texts import Texts
from partnerbook.names import folded
from partnerbook.parsing.currency import currency_codes, currency_table
from partnerbook.parsing.market import market_code, market_table
from partnerbook.parsing.market import market_names as market_names_in
from partnerbook.points.ecb import newest_day
from partnerbook.points.growth import market_type
from partnerbook.points.units import market_rate, published_units
from partnerbook.program.edition import Edition, editions
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, fit_row, letters, page
from partnerbook.workbooks.kit.limits import choose, require_day
from partnerbook.workbooks.kit.styles import GREY, SAND

Headings = dict[tuple[str, str], str]

_TOP = 4
# What is left out of a name before names are compared; "&" becomes "and" before.
_DROPPED = ".,;:'’‘`´\"“”-‐–—_()[]{}*!?¡¿·#@%+=|<>\\ \u00a0"


def table_headings(words: Texts) -> Headings:
    """The headings of the tables as the formulas name them, and what they are in the workbook's language."""
    heads = {
        "Editions": ("From", "Sourced", "Assisted", "Managed", "Growth", "Months", "Managed minimum"),
        "Units": ("Currency", "From", "Unit", "Kind", "Source"),
        "Markets": ("Code", "Name"),
        "MarketNames": ("Name", "Code"),
        "CurrencyNames": ("Name", "Code"),
    }
    said = words["tables"]
    headings = {(table, head): said[head.replace(" ", "_").lower()] for table, names in heads.items() for head in names}
    types = type_columns(words)
    return headings | {("Editions", "Edition"): said["edition"], ("Markets", "Types"): f"[{types[0]}]:[{types[-1]}]"}


def type_columns(words: Texts) -> list[str]:
    """The headings of the columns of Markets that hold its type, one for each edition."""
    return [words["tables"]["since"].format(day=edition.start) for edition in editions()]


def write_editions(document: Document, sheet: Worksheet, place: str, words: Texts) -> None:
    """Write the table Editions: the rates of each edition of the program."""
    named = table_headings(words)
    say = words["lists"]
    columns: dict[str, SheetColumn[Edition]] = {
        "start": SheetColumn(named["Editions", "From"], "pb_day", 13, value=lambda edition: edition.start),
        "edition": SheetColumn(
            named["Editions", "Edition"], "pb_code", 13, value=lambda edition: edition.start.isoformat()
        ),
        "sourced": SheetColumn(
            named["Editions", "Sourced"], "pb_number", 16, value=lambda edition: edition.rates.sourced
        ),
        "assisted": SheetColumn(
            named["Editions", "Assisted"], "pb_number", 16, value=lambda edition: edition.rates.assisted
        ),
        "managed": SheetColumn(
            named["Editions", "Managed"], "pb_number", 16, value=lambda edition: edition.rates.managed
        ),
        "growth": SheetColumn(
            named["Editions", "Growth"], "pb_number", 16, value=lambda edition: edition.growth_multiplier
        ),
        "months": SheetColumn(named["Editions", "Months"], "pb_number", 16, value=lambda edition: edition.sold_months),
        "managed_minimum": SheetColumn(
            named["Editions", "Managed minimum"], "pb_code", 16,
            value=lambda edition: say["yes" if edition.managed_minimum else "no"],
        ),
    }  # fmt: skip
    document.table(sheet, SheetTable("Editions", columns), place, editions())


def write_rules(document: Document, words: Texts, made: date, language: str) -> None:
    """Write the sheets Rules, Units, Markets and Names."""
    say = words["rules"]
    sheet = _sheet(document, words, "rules", SAND)
    write_editions(document, sheet, f"A{_TOP}", words)
    row = _TOP + len(editions()) + 3
    document.put(sheet, f"A{row}", say["alert_days"], "pb_section")
    days = editions()[-1].alert_days
    columns = letters(len(days))
    for letter, value in zip(columns, days, strict=True):
        document.put(sheet, f"{letter}{row + 1}", value, "pb_input_whole")
    document.name("ProgramAlertDays", sheet, f"A{row + 1}:{columns[-1]}{row + 1}")
    page(sheet, sheet.title)
    _write_units(document, words, made)
    _write_markets(document, words, language)
    _write_names(document, words)


def _sheet(document: Document, words: Texts, key: str, color: str) -> Worksheet:
    sheet = document.sheet(words["sheets"][key], color)
    document.put(sheet, "A1", words["sheets"][key], "pb_title")
    document.put(sheet, "A2", words["rules"][key], "pb_subtitle")
    return sheet


def _write_units(document: Document, words: Texts, made: date) -> None:
    sheet = _sheet(document, words, "units", SAND)
    named, say = table_headings(words), words["rules"]
    columns: dict[str, SheetColumn[tuple[object, ...]]] = {
        "currency": SheetColumn(named["Units", "Currency"], "pb_input_code", 12, value=itemgetter(0)),
        "start": SheetColumn(named["Units", "From"], "pb_input_day", 13, value=itemgetter(1)),
        "unit": SheetColumn(named["Units", "Unit"], "pb_input_money", 18, value=itemgetter(2)),
        "kind": SheetColumn(named["Units", "Kind"], "pb_input", 14, value=itemgetter(3)),
        "source": SheetColumn(named["Units", "Source"], "pb_input_text", 60, value=itemgetter(4)),
    }
    rows = [
        *((unit.currency, unit.start, unit.amount, "program", say["from_hubspot"]) for unit in published_units()),
        *((code, day, unit, "market", say["from_ecb"]) for code, day, unit in _market_units(made)),
    ]
    document.table(sheet, SheetTable("Units", columns), f"A{_TOP}", rows)
    last = _TOP + len(rows) + 200
    heads = {field: column.heading for field, column in columns.items()}
    choose(sheet, f"A{_TOP + 1}:A{last}", "CurrencyList", heads["currency"], say["choose"], prompt=False)
    choose(sheet, f"D{_TOP + 1}:D{last}", "KindList", heads["kind"], say["choose"], prompt=False)
    require_day(sheet, f"B{_TOP + 1}:B{last}", heads["start"], say["day"], prompt=False)
    sheet.freeze_panes = f"A{_TOP + 1}"
    page(sheet, sheet.title, repeat=f"{_TOP}:{_TOP}", landscape=False)


def _market_units(made: date) -> Iterator[tuple[str, date, object]]:
    """US$100 in each currency that the European Central Bank quotes, at its last quotes up to a day."""
    try:
        on = min(made, newest_day())
    except NoRate:  # without the package there are none
        return
    for code in currency_codes():
        try:
            rate = market_rate(code, on)
        except NoRate:
            continue
        if code != "USD":
            yield code, rate.day, round(float(rate.per_usd * 100), 12)


def _write_markets(document: Document, words: Texts, language: str) -> None:
    sheet = _sheet(document, words, "markets", SAND)
    named = table_headings(words)
    columns: dict[str, SheetColumn[tuple[str, str]]] = {
        "code": SheetColumn(named["Markets", "Code"], "pb_code", 9, value=itemgetter(1)),
        "name": SheetColumn(named["Markets", "Name"], "pb_text", 34, value=itemgetter(0)),
    }
    for heading, edition in zip(type_columns(words), editions(), strict=True):
        columns[edition.name] = SheetColumn(heading, "pb_code", 17, value=partial(_market_type, edition))
    rows = [(name, market_code(name)) for name in market_names_in(language)]
    document.table(sheet, SheetTable("Markets", columns), f"A{_TOP}", rows)
    last = f"{letters(len(columns))[-1]}{_TOP + len(rows)}"
    document.mark(sheet, f"C{_TOP + 1}:{last}", f'C{_TOP + 1}="growth"', "1E7B34")
    sheet.freeze_panes = f"A{_TOP + 1}"
    page(sheet, sheet.title, repeat=f"{_TOP}:{_TOP}", landscape=False)


def _market_type(edition: Edition, market: tuple[str, str]) -> str:
    return market_type(market[1], edition)


def _write_names(document: Document, words: Texts) -> None:
    """The spellings, and how a name is made comparable: letters read as others, characters left out."""
    sheet = _sheet(document, words, "names", GREY)
    named, say = table_headings(words), words["rules"]
    written, read = _letters()
    for row, (name, label, content) in enumerate(
        (("FoldFrom", "letters", written), ("FoldTo", "read_as", read), ("FoldDrop", "left_out", _DROPPED)), _TOP
    ):
        document.put(sheet, f"A{row}", say[label], "pb_label")
        document.put(sheet, f"B{row}", content)
        document.name(name, sheet, f"B{row}")
    top = _TOP + 4
    for place, table, names, wide in (
        ("A", "MarketNames", market_names(), 39),
        ("D", "CurrencyNames", currency_names(), 32),
    ):
        width = max(10, 4 + max(len(codes) for _, codes in names))
        columns: dict[str, SheetColumn[tuple[str, str]]] = {
            "name": SheetColumn(named[table, "Name"], "pb_text", wide, value=itemgetter(0)),
            "code": SheetColumn(named[table, "Code"], "pb_text", width, value=itemgetter(1)),
        }
        document.table(sheet, SheetTable(table, columns), f"{place}{top}", names)
    fit_row(sheet, top, ())
    sheet.column_dimensions["C"].width = 2
    sheet.freeze_panes = f"A{top + 1}"
    page(sheet, sheet.title, repeat=f"{top}:{top}", landscape=False)


def market_names() -> list[tuple[str, str]]:
    """What a market can be called, made comparable, and its code, or all the codes that it can mean.

    >>> dict(market_names())["eeuu"], dict(market_names())["corea"]
    ('US', 'KR KP')
    """
    return sorted((spelling, " ".join(codes)) for spelling, codes in market_table().meanings.items())


def currency_names() -> list[tuple[str, str]]:
    """What a currency can be called, made comparable, and its code, or all the codes that it can mean.

    >>> dict(currency_names())["us$"], dict(currency_names())["c$"]
    ('USD', 'CAD NIO')
    """
    return sorted((spelling, " ".join(codes)) for spelling, codes in currency_table().meanings.items())


def _letters() -> tuple[str, str]:
    """The small letters with accents, and the letters they are read as."""
    pairs: Sequence[tuple[str, str]] = [
        (letter, folded(letter))
        for letter in map(chr, range(0xDF, 0x180))
        if letter.islower() and folded(letter) != letter and len(folded(letter)) == 1
    ]
    return "".join(pair[0] for pair in pairs), "".join(pair[1] for pair in pairs)
