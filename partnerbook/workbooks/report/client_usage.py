"""The usage of the client on the sheet Client: what the sheet Usage has of it, of the day the report is made for."""

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.figures.overview import Overview
from partnerbook.workbooks.kit.column import SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.report.client_facts import found
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.usage_sheet import UsageRow, usage_rows, usage_table
from partnerbook.workbooks.report.words import day_formula

_LETTERS = "ABCDEFGHIJ"  # of the last months


def _of(table: SheetTable[UsageRow], field: str, value: object) -> Formula:
    text = table.columns[field].style == "pb_text"
    return Formula(found(table, field, "ClientUsagePlace", text), "" if value is None else value)


def write_client_usage(document: ReportDocument, sheet: Worksheet, report: Overview, client: str, top: int) -> None:
    """Write it, where the report has a sheet Usage."""
    rows = usage_rows(report)
    if not rows:
        return
    put, say = document.put, document.say
    table = usage_table(report.as_of, document.say.language)
    row = next((each for each in rows if each.known.client == client), None)
    place = rows.index(row) + 1 if row else 0
    numbers = table("number")
    place_formula = f"IFERROR(MATCH(ClientNumber,{numbers},0),0)"
    document.hide(sheet, "L4", place_formula, place, "ClientUsagePlace")
    put(sheet, f"A{top}", say("client", "usage"), "pb_section")
    made = Formula(say.formula("client", "usage_of", day=day_formula("MadeFor", say.language)),
                   say("client", "usage_of", day=report.as_of))  # fmt: skip
    put(sheet, f"D{top}", made, "pb_subtitle")
    months = [field for field in table.columns if field.startswith("month_")][-len(_LETTERS) :]
    for letter, field in zip(_LETTERS, months, strict=False):
        column = table.columns[field]
        put(sheet, f"{letter}{top + 1}", column.heading, "pb_head_number")
        put(sheet, f"{letter}{top + 2}", _of(table, field, column.value(row) if row else None), "pb_number")
    for label, cell, field in (("A", "B", "change"), ("C", "D", "trend"), ("F", "G", "in_use")):
        column = table.columns[field]
        value = None if row is None else column.told(say, row) if column.told else column.value(row)
        put(sheet, f"{label}{top + 3}", say("client", field), "pb_subtitle")
        put(sheet, f"{cell}{top + 3}", _of(table, field, value), "pb_text")
    sheet.merge_cells(f"G{top + 3}:J{top + 3}")
    document.name("ClientUsageMade", sheet, f"A{top}:J{top + 3}")
