"""The sheet Client: all that is known of one client, which is picked from a list in a cell."""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import figure, quotient, total
from partnerbook.figures.overview import Overview
from partnerbook.language.words import alert_words
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.limits import choose
from partnerbook.workbooks.kit.styles import GREEN, SHARE
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE, number_named
from partnerbook.workbooks.report.client_facts import ListColumn, client_facts, found
from partnerbook.workbooks.report.client_history import LISTED, write_client_history
from partnerbook.workbooks.report.client_list_sheet import facts_rows
from partnerbook.workbooks.report.client_picked import line_of, picked_months
from partnerbook.workbooks.report.client_tables import (
    MANAGING_TABLE,
    SUBSCRIPTION_TABLE,
    in_order,
    number_formula,
    stretch_rows,
)
from partnerbook.workbooks.report.client_usage import write_client_usage
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.renewals_sheet import RENEWAL_TABLE, RenewalRow, renewal_rows
from partnerbook.workbooks.report.words import ACTIVE, CLIENT_SHEET

WIDTHS = (30, 30, 13, 16, 12, 13, 14, 12, 21, 21)
STRETCHES, SUBSCRIPTIONS, RENEWALS = 10, 12, 6  # rows: of managing in hidden cells, of the lists
_FACTS_TOP = 6
_POINTS_TOP = _FACTS_TOP + 12
_LINES_TOP = _POINTS_TOP + 4
_RENEWALS_TOP = _LINES_TOP + SUBSCRIPTIONS + 4
_USAGE_TOP = _RENEWALS_TOP + RENEWALS + 3
_HISTORY_TOP = _USAGE_TOP + 6
_ROW = 13
_SCALE = 70  # per cent: so wide as a page, in any program; each page begins where it is told to
_PLACE = "L"  # hidden: the row of its table that a row of a list shows


_LINES = (
    ListColumn("line", "line", "pb_text", lambda _, row: row.row.line),
    ListColumn("product", "product", "pb_text", lambda _, row: row.row.product),
    ListColumn("from", "start", "pb_day", lambda _, row: row.row.start),
    ListColumn("until", "end", "pb_day", lambda _, row: row.row.end or ""),
    ListColumn("currency", "currency", "pb_text", lambda _, row: row.row.currency),
    ListColumn("mrr", "mrr", "pb_amount", lambda _, row: row.row.mrr),
    ListColumn("status", "status", "pb_text", lambda say, row: say.states[row.state]),
)
_RENEWALS = (
    ListColumn("products", "products", "pb_text", lambda _, row: row.renewal.products),
    ListColumn("renewed_as", "renewal_products", "pb_text", lambda _, row: row.renewal.renewal_products),
    ListColumn("renews_on", "renews_on", "pb_day", lambda _, row: row.renewal.renews_on),
    ListColumn("alert", "alert", "pb_text", lambda say, row: alert_words(row.outlook.alert, say.language)),
    ListColumn("days", "days", "pb_whole", lambda _, row: row.outlook.days),
    ListColumn("now", "current_mrr", "pb_amount", lambda _, row: row.renewal.current_mrr),
    ListColumn("then", "renewal_mrr", "pb_amount", lambda _, row: _known(row.renewal.renewal_mrr)),
    ListColumn("currency", "currency", "pb_text", lambda _, row: row.renewal.currency),
    ListColumn("communicates", "owner", "pb_text", lambda _, row: row.renewal.communication_owner),
    ListColumn("manages", "manager", "pb_text", lambda _, row: row.renewal.renewal_manager),
)


def _known(value: object) -> object:
    return "" if value is None else value


def write_client(document: ReportDocument, report: Overview, client: str) -> None:
    """Write the sheet, which shows a client until another one is picked."""
    sheet = document.sheet(CLIENT_SHEET, "1B7F79", WIDTHS)
    put, say = document.put, document.say
    put(sheet, "A1", say.sheet(CLIENT_SHEET), "pb_title")
    put(sheet, "A2", say("client", "subtitle"), "pb_subtitle")
    document.put_day(sheet)
    put(sheet, "A4", say("client", "pick"), "pb_section")
    put(sheet, "B4", client, "pb_input_text")
    sheet.merge_cells("B4:D4")
    document.name("ClientPicked", sheet, "B4")
    choose(sheet, "B4", "ClientNames", say("client", "pick"), say("client", "choose"), strict=False, prompt=False)
    unknown = f'IF(OR(ClientNumber>0,ClientPicked=""),"",{say.formula("client", "unknown")})'
    put(sheet, "F4", Formula(unknown, ""), "pb_warning")
    _write_places(document, sheet, report, client)
    _write_facts(document, sheet, report, client)
    _write_points(document, sheet, report, client)
    _write_lines(document, sheet, report, client)
    _write_renewals(document, sheet, report, client)
    write_client_usage(document, sheet, report, client, _USAGE_TOP)
    last = write_client_history(document, sheet, report, client, _HISTORY_TOP)
    for letter in "LMN":
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = "A5"
    document.on_paper(sheet, say.sheet(CLIENT_SHEET), "J", last, first=0)
    sheet.print_title_rows = "1:4"
    for row in (_USAGE_TOP if report.book.usage else _HISTORY_TOP, last - LISTED - 1):
        sheet.row_breaks.append(Break(id=row - 1))
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.scale = False, _SCALE
    sheet.row_dimensions[1].height = 24
    for row in range(2, last + 1):
        size = sheet.row_dimensions[row]
        size.height = size.height or _ROW


def _write_places(document: ReportDocument, sheet: Worksheet, report: Overview, client: str) -> None:
    """The client's number and rows, and the stretches in which it is managed, in hidden cells."""
    line = line_of(report, client)
    numbers = BREAKDOWN_TABLE("number")
    number = line.number if line else 0
    document.hide(sheet, "L1", number_named("ClientPicked"), number, "ClientNumber")
    for place, of, listed in (("L2", "ClientPlace", numbers), ("L3", "ClientFactsPlace", "ClientFacts[number]")):
        document.hide(sheet, place, f"IF(ClientNumber=0,0,MATCH(ClientNumber,{listed},0))", number, of)
    picked, listed = MANAGING_TABLE("picked"), MANAGING_TABLE("number")
    stretches = in_order(stretch_rows(report.book.managing, report, client))
    for index in range(1, STRETCHES + 1):
        row = _FACTS_TOP + index - 1
        each = stretches[index - 1] if index <= len(stretches) else None
        runs = each if each and each.state == ACTIVE else None
        of_row = number_formula(f"SMALL({picked},{index})")
        place = f'IF(COUNT({picked})<{index},"",MATCH({of_row},{listed},0))'
        document.hide(sheet, f"L{row}", place, each.number if each else "")
        for letter, field, value in (
            ("M", "start", runs.row.start if runs else ""),
            ("N", "partners", runs.row.other_partners if runs else ""),
        ):
            state, cell = (f"INDEX({MANAGING_TABLE(name)},$L{row})" for name in ("state", field))
            document.hide(sheet, f"{letter}{row}", f'IF($L{row}="","",IF({state}={ACTIVE},{cell},""))', value)
    last = _FACTS_TOP + STRETCHES - 1
    document.name("ClientManaged", sheet, f"M{_FACTS_TOP}:M{last}")
    document.name("ClientPartners", sheet, f"N{_FACTS_TOP}:N{last}")


def _write_facts(document: ReportDocument, sheet: Worksheet, report: Overview, client: str) -> None:
    row = next((each for each in facts_rows(report) if each.client.client == client), None)
    for facts, label, cell, until in zip(client_facts(document.say, report, row), "AF", "BH", "DJ", strict=True):
        for at, fact in enumerate(facts, _FACTS_TOP):
            document.put(sheet, f"{label}{at}", document.say("client", fact.key), "pb_subtitle")
            filled = document.put(sheet, f"{cell}{at}", Formula(fact.formula, fact.value), fact.style)
            filled.alignment = Alignment(horizontal="left", indent=1)
            sheet.merge_cells(f"{cell}{at}:{until}{at}")
    links = f"H{_FACTS_TOP}:H{_FACTS_TOP + 11}"
    document.mark(sheet, links, f'LEFT($H{_FACTS_TOP},4)="http"', GREEN)


def _write_points(document: ReportDocument, sheet: Worksheet, report: Overview, client: str) -> None:
    """The client's points on the day, as the Points breakdown has them."""
    put, say, top = document.put, document.say, _POINTS_TOP
    months = picked_months(report, client) if client else []
    line = line_of(report, client)
    whole = figure(report.standing.total)
    share = quotient(figure(line.points.total), whole) if line and whole else 0 if line else ""
    now = months[-1].points if months else None
    put(sheet, f"A{top}", say("client", "points"), "pb_section")
    for letter, until, field, value, style in (
        ("A", "A", "sold", now.sold if now else "", "pb_tile"),
        ("B", "C", "managed", now.managed if now else "", "pb_tile"),
        ("D", "E", "total", now.total if now else "", "pb_tile"),
        ("F", "H", "share", share, "pb_tile"),
    ):
        for row, shown, look in (
            (top + 1, say("client", f"points_{field}"), "pb_small_tile_label"),
            (top + 2, Formula(found(BREAKDOWN_TABLE, field, "ClientPlace", False), value), style),
        ):
            cell = put(sheet, f"{letter}{row}", shown, look)
            if field == "share" and row == top + 2:
                cell.number_format = SHARE
            if until != letter:
                sheet.merge_cells(f"{letter}{row}:{until}{row}")
    sheet.row_dimensions[top + 2].height = 24


def write_list(
    document: ReportDocument,
    sheet: Worksheet,
    top: int,
    table: Any,
    columns: Sequence[ListColumn],
    rows: Sequence[Any],
    count: int,
) -> None:
    """A heading row and so many rows of a table that are the client's: the first ones by number, else empty ones."""
    picked, numbers = table("picked"), table("number")
    sized = zip(columns, WIDTHS, strict=False)
    fit_row(sheet, top, ((document.say("client", column.key), width - 2) for column, width in sized))
    for letter, column in zip("ABCDEFGHIJ", columns, strict=False):
        style = {"pb_amount": "pb_head_number", "pb_whole": "pb_head_number", "pb_day": "pb_head_day"}
        document.put(sheet, f"{letter}{top}", document.say("client", column.key), style.get(column.style, "pb_head"))
    for index in range(1, count + 1):
        at, row = top + index, rows[index - 1] if index <= len(rows) else None
        number = number_formula(f"SMALL({picked},{index})")
        place = f"IF(COUNT({picked})<{index},0,MATCH({number},{numbers},0))"
        document.hide(sheet, f"{_PLACE}{at}", place, row.number if row else 0)
        for letter, column in zip("ABCDEFGHIJ", columns, strict=False):
            formula = found(table, column.field, f"${_PLACE}{at}", column.style == "pb_text")
            value = "" if row is None else column.value(document.say, row)
            document.put(sheet, f"{letter}{at}", Formula(formula, value), column.style)


def _more(document: ReportDocument, sheet: Worksheet, place: str, counted: str, shown: int, count: int) -> None:
    """How many rows of the client there are beyond those shown; empty for none."""
    say = document.say
    text = say.formula("client", "more", count=f"({counted}-{shown})")
    value = say("client", "more", count=count - shown) if count > shown else ""
    document.put(sheet, place, Formula(f'IF({counted}>{shown},{text},"")', value), "pb_notice")


def _write_lines(document: ReportDocument, sheet: Worksheet, report: Overview, client: str) -> None:
    """The client's subscriptions, and the MRR of those that run on the day."""
    put, say, top = document.put, document.say, _LINES_TOP
    rows = in_order(stretch_rows(report.book.subscriptions, report, client))
    put(sheet, f"A{top}", say("client", "subscriptions"), "pb_section")
    counted = f"COUNT({SUBSCRIPTION_TABLE('picked')})"
    _more(document, sheet, f"D{top}", counted, SUBSCRIPTIONS, len(rows))
    write_list(document, sheet, top + 1, SUBSCRIPTION_TABLE, _LINES, rows, SUBSCRIPTIONS)
    last, first = top + 2 + SUBSCRIPTIONS, f"$E{top + 2}"
    running = (f'{SUBSCRIPTION_TABLE("client_number")},ClientNumber,{SUBSCRIPTION_TABLE("state")},{ACTIVE},'
               f'{SUBSCRIPTION_TABLE("currency")}')  # fmt: skip
    active = [each.row for each in rows if each.state == ACTIVE]
    currency = rows[0].row.currency if rows else ""
    mine, others = ([each for each in active if (each.currency == currency) is same] for same in (True, False))
    put(sheet, f"A{last}", say("client", "running"), "pb_subtitle")
    put(sheet, f"E{last}", Formula(f'{first}&""', currency))
    put(sheet, f"F{last}", Formula(f'IF({first}="","",ROUND(SUMIFS({SUBSCRIPTION_TABLE("mrr")},{running},{first}),6))',
                                   figure(total(each.mrr for each in mine)) if rows else ""), "pb_total")  # fmt: skip
    sheet[f"F{last}"].number_format = "#,##0.00##"
    different = f'COUNTIFS({running},"<>"&{first})'
    text = say.formula("client", "others", count=different)
    told = say("client", "others", count=len(others)) if others else ""
    put(sheet, f"G{last}", Formula(f'IF(OR({first}="",{different}=0),"",{text})', told), "pb_notice")


def _write_renewals(document: ReportDocument, sheet: Worksheet, report: Overview, client: str) -> None:
    """The client's renewals, soonest first: what it has and what it would have, who communicates and who manages."""
    top = _RENEWALS_TOP
    rows: list[RenewalRow] = [row for row in renewal_rows(report, client) if row.picked]
    document.put(sheet, f"A{top}", document.say("client", "renewals"), "pb_section")
    _more(document, sheet, f"D{top}", f"COUNT({RENEWAL_TABLE('picked')})", RENEWALS, len(rows))
    write_list(document, sheet, top + 1, RENEWAL_TABLE, _RENEWALS, rows, RENEWALS)
    for row in range(top + 2, top + 2 + RENEWALS):  # several products take two lines
        sheet.row_dimensions[row].height = 2 * _ROW
        for letter in "AB":
            sheet[f"{letter}{row}"].alignment = Alignment(vertical="top", wrap_text=True, indent=1)
