"""Sheets, tables and formulas of the workbooks that partnerbook makes: the one place that knows openpyxl's ways.

A formula is always given with the value that Python computed, so that a reader that does not calculate shows it too.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from pathlib import Path
from string import ascii_uppercase, digits
from textwrap import wrap
from types import MappingProxyType
from typing import Any, NamedTuple

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.files.disk import write_file
from partnerbook.files.xlsx.text import kept_text
from partnerbook.workbooks.kit.chart_caches import keep_caches
from partnerbook.workbooks.kit.column import Record, SheetColumn, SheetTable, in_row, with_headings
from partnerbook.workbooks.kit.notes import note
from partnerbook.workbooks.kit.package import write_package
from partnerbook.workbooks.kit.rows import Bulk, BulkColumn, is_quoted
from partnerbook.workbooks.kit.sheet import made_sheet
from partnerbook.workbooks.kit.styles import add_styles

_STYLES_OWN: Mapping[str, str] = MappingProxyType({})  # the number formats of styles
_BOLD = 0.9  # of a line's letters fit in where they are bold
SHOWS_NOTHING = ";;;"  # of hidden cells: in some programs a text spills from a hidden column into the one beside it


class Formula(NamedTuple):
    """A formula (without "=") and the value it has on the day the workbook is made."""

    text: str
    value: object


class Document:
    """A workbook being made: sheets, cells and tables go in, `save` writes the file.

    `formats` are number formats that some styles have in it alone.
    """

    def __init__(self, title: str, subject: str, made: dt.date, formats: Mapping[str, str] = _STYLES_OWN) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)
        self.values: dict[str, dict[str, object]] = {}
        self.bulks: dict[str, Bulk] = {}
        self.headings: dict[str, Mapping[str, str]] = {}
        self._styles = add_styles(self.workbook, formats)
        # Every formula is written with its value, so no program needs to recalculate before it shows the file.
        self.workbook.calculation = CalcProperties(calcId=191029, fullCalcOnLoad=False)
        moment = dt.datetime.combine(made, dt.time())
        properties = self.workbook.properties
        properties.title, properties.subject, properties.creator = title, subject, "partnerbook"
        properties.created = properties.modified = moment

    def sheet(self, title: str, color: str, widths: Sequence[float] = ()) -> Worksheet:
        """A new sheet with a tab colour, without grid lines, its columns as wide as said."""
        return made_sheet(self.workbook, title, color, widths)

    def put(self, sheet: Worksheet, place: str, content: object, style: str = "pb_text") -> Any:
        """The cell, filled with a value or a Formula in a named style; text stays text whatever it begins with."""
        cell = sheet.cell(*coordinate_to_tuple(place))
        cell._style = StyleArray(self._styles[style])
        if isinstance(content, Formula):
            cell.value = f"={content.text}"
            self.values.setdefault(sheet.title, {})[place] = content.value
        else:
            cell.value = kept_text(content) if isinstance(content, str) else content
            if isinstance(content, str):
                cell.data_type = "s"
                if is_quoted(content):
                    cell.quotePrefix = True  # else Excel makes a formula of it once somebody edits the cell
        return cell

    def link(self, sheet: Worksheet, place: str, text: str, target: str) -> None:
        """Fill the cell with a text that leads to the top of another sheet."""
        link = Hyperlink(ref=place, location=f"'{target}'!A1", display=text)
        self.put(sheet, place, text, "pb_link").hyperlink = link

    def name(self, name: str, sheet: Worksheet, place: str) -> None:
        """Give a cell or a range a name that formulas can use; ValueError for a range without a row."""
        rows = [int(part.lstrip(ascii_uppercase)) for part in place.split(":")]
        if rows != sorted(rows):
            raise ValueError(f"{name} would name {place}, which has no row.")
        column_row = ":".join(f"${part.rstrip(digits)}${part.lstrip(ascii_uppercase)}" for part in place.split(":"))
        self.workbook.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{column_row}")

    def name_filled(self, name: str, sheet: Worksheet, letter: str, first: int, last: int) -> None:
        """Name the cells of a column down to the last one filled, for a drop-down that grows with them."""
        cells = f"'{sheet.title}'!${letter}${first}"
        whole = f"{cells}:${letter}${last}"
        text = f"{cells}:INDEX({whole},MAX(1,COUNTA({whole})))"
        self.workbook.defined_names[name] = DefinedName(name, attr_text=text)

    def told(self, table: SheetTable[Record]) -> SheetTable[Record]:
        """A table as it is written, for a document that has a language to tell it in."""
        return table

    def table(
        self,
        sheet: Worksheet,
        table: SheetTable[Record],
        place: str,
        records: Iterable[Record],
        widths: bool = True,
        bulk: bool = False,
        spare: int = 0,
        blocks: Sequence[tuple[int, int]] = (),
        least_rows: int = 1,
    ) -> None:
        """Write an Excel Table from its top left cell on: a row for each record, as the columns show it.

        A Table with fewer than `least_rows` records gets empty rows: Excel needs one, and to some programs the column
        of a single row is no column, so a Table that formulas look into has two. `bulk` streams the rows: the Table
        begins in column A and nothing stands below it but `spare` empty rows in its styles, for a person to go on in.
        `blocks` holds for each row the first and the last row, on another sheet, of what it is about.
        """
        table = self.told(table)
        corner = sheet[place]
        top, left = corner.row, corner.column
        columns = list(table.columns.values())
        self.headings[table.name] = table.headings
        for letter, column in zip(letters(len(columns), left), columns, strict=True):
            head = self.put(sheet, f"{letter}{top}", column.heading, head_style(column.style))
            if column.note:
                head.comment = note(column.note)
            if widths:
                sheet.column_dimensions[letter].width = column.width
            if column.hidden:
                sheet.column_dimensions[letter].hidden = True
                head.number_format = SHOWS_NOTHING
        fit_row(sheet, top, ((column.heading, (column.width - 1) * _BOLD) for column in columns if not column.hidden))
        # One record at a time: those that exist all at once cost more to look after than to make.
        readers = [column.value for column in columns]
        shown = list(zip(*[tuple([read(record) for read in readers]) for record in records], strict=True))
        shown = shown or [() for _ in columns]
        missing = max(0, least_rows - len(shown[0]))
        shown = [(*values, *[column.empty] * missing) for column, values in zip(columns, shown, strict=True)]
        formulas = [table.stored(column.formula, left) for column in columns]
        if bulk:
            bulk_columns = [
                self._bulk_column(sheet, column, formula, values)
                for column, formula, values in zip(columns, formulas, shown, strict=True)
            ]
            self.bulks[sheet.title] = Bulk(top + 1, bulk_columns, spare, blocks)
        else:
            for row, values in enumerate(zip(*shown, strict=True), top + 1):
                for index, (column, formula, value) in enumerate(zip(columns, formulas, values, strict=True)):
                    content = Formula(formula, value) if formula else value
                    cell = self.put(sheet, f"{get_column_letter(left + index)}{row}", content, column.style)
                    if column.hidden:
                        cell.number_format = SHOWS_NOTHING
        end = f"{get_column_letter(left + len(columns) - 1)}{top + len(shown[0])}"
        self._add_table(sheet, table.name, f"{place}:{end}", columns, formulas)

    def block(
        self,
        sheet: Worksheet,
        table: SheetTable[Record],
        top: int,
        records: Sequence[Record],
        blocks: Sequence[tuple[int, int]] = (),
        widths: bool = True,
        bulk: bool = False,
    ) -> None:
        """Write rows without an Excel Table around them, from column A on, their headings in row `top`.

        `blocks` holds for each row the first and the last row of its block. `bulk` streams the rows: nothing stands
        below them, and every column has a heading. Else one without a heading is left free.
        """
        table, streamed = self.told(table), []
        for letter, column in zip(letters(len(table.columns)), table.columns.values(), strict=True):
            if not column.heading:
                continue
            cells = [self.put(sheet, f"{letter}{top}", column.heading, head_style(column.style))]
            if widths:
                sheet.column_dimensions[letter].width = column.width
            formula, values = table.stored(column.formula), [column.value(record) for record in records]
            if bulk:
                streamed.append(self._bulk_column(sheet, column, formula, values))
            else:
                for row, value in enumerate(values, top + 1):
                    text = in_row(formula, row, *(blocks[row - top - 1] if blocks else (0, 0)))
                    content = Formula(text, value) if text else value
                    cells.append(self.put(sheet, f"{letter}{row}", content, column.style))
            if column.hidden:
                sheet.column_dimensions[letter].hidden = True
                for cell in cells:
                    cell.number_format = SHOWS_NOTHING
        if bulk:
            self.bulks[sheet.title] = Bulk(top + 1, streamed, 0, blocks)

    def _bulk_column(
        self, sheet: Worksheet, column: SheetColumn[Record], formula: str, values: Sequence[object]
    ) -> BulkColumn:
        probe = sheet.cell(row=1, column=16000)
        probe.style = column.style
        if column.hidden:
            probe.number_format = SHOWS_NOTHING
        style_id = quoted_id = probe.style_id
        if not formula and str in set(map(type, values)) and any(map(is_quoted, set(values))):
            probe._style = copy(probe._style)  # openpyxl keeps the format itself, which must not change any more
            probe.quotePrefix = True
            quoted_id = probe.style_id
        del sheet._cells[1, 16000]
        return BulkColumn(style_id, quoted_id, formula, values)

    def _add_table(
        self, sheet: Worksheet, name: str, ref: str, columns: Sequence[SheetColumn[Record]], formulas: Sequence[str]
    ) -> None:
        table = Table(displayName=name, name=name, ref=ref)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        table._initialise_columns()
        for written, column, formula in zip(table.tableColumns, columns, formulas, strict=True):
            written.name = column.heading
            if formula and "{row}" not in formula:
                written.calculatedColumnFormula = TableFormula(attr_text=formula)
        sheet.add_table(table)

    def _name_columns(self) -> None:
        """Name the columns in every formula by their headings, now that all tables are known."""
        for sheet in self.workbook.worksheets:
            for cell in sheet._cells.values():
                if cell.data_type == "f":
                    cell._value = with_headings(cell._value, self.headings)
            for table in sheet.tables.values():
                for column in table.tableColumns:
                    if formula := column.calculatedColumnFormula:
                        formula.attr_text = with_headings(formula.attr_text, self.headings)
        for title, bulk in self.bulks.items():
            columns = [column._replace(formula=with_headings(column.formula, self.headings)) for column in bulk.columns]
            self.bulks[title] = bulk._replace(columns=columns)

    @staticmethod
    def mark(sheet: Worksheet, places: str, formula: str, color: str, fill: str = "") -> None:
        """Colour the cells where the formula holds, which is relative to the first of them."""
        paint = PatternFill("solid", bgColor=fill) if fill else None
        rule = FormulaRule(formula=[formula], font=Font(color=color), fill=paint)
        sheet.conditional_formatting.add(places, rule)

    def save(self, path: str | Path) -> None:
        """Write the workbook to the path, whole or not at all.

        PartnerbookError where the folder does not take it, or another program has the file open.
        """
        self._name_columns()
        keep_caches(self.workbook, self.values)
        write_file(Path(path), lambda stream: write_package(self.workbook, stream, self.values, self.bulks))


def head_style(style: str) -> str:
    """The style of a column's heading, which stands as the column's cells do."""
    head = "pb_input_head" if style.startswith("pb_input") else "pb_head"
    if style.endswith(("whole", "points", "needed", "money", "amount", "number", "share")):
        return f"{head}_number"
    return f"{head}_day" if style.endswith(("day", "code", "input_month")) else head


def fit_row(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], size: float = 13) -> None:
    """Make a row as high as its wrapped texts need, each given with the width it has.

    Excel fits a row by itself, most other programs do not.
    """
    sized = ((text, max(4, int(width * 1.1) - 1)) for text, width in texts)
    lines = max((len(wrap(text, most)) if len(text) > most else 1 for text, most in sized), default=1)
    sheet.row_dimensions[row].height = size * max(lines, 1) + 3


def page(sheet: Worksheet, title: str, repeat: str = "", landscape: bool = True, one_page: bool = False) -> None:
    """Set the sheet up for paper: A4, fitted to its width, page numbers, heading rows repeated."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.left.text = title.replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
    sheet.print_options.horizontalCentered = one_page
    if repeat:
        sheet.print_title_rows = repeat


def letters(count: int, first: int = 1) -> list[str]:
    """The names of so many columns from the first on."""
    return [get_column_letter(first + index) for index in range(count)]
