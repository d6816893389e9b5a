"""Sheets, tables and formulas of the workbooks that partnerbook makes: the one place that knows openpyxl's ways.

A formula is always given with the value that Python computed, so that a reader that does not calculate shows it too.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.files.disk import write_file
from partnerbook.files.xlsx.text import kept_text
from partnerbook.workbooks.kit.package import Bulk, BulkColumn, is_quoted, write_package
from partnerbook.workbooks.kit.styles import add_styles


class Formula(NamedTuple):
    """A formula (without "=") and the value it has on the day the workbook is made."""

    text: str
    value: object


class Field(NamedTuple):
    """A column of a Table: heading, style of its cells, width, note; `formula` if every cell holds that one.

    In a bulk table "{row}" stands for the row's number, "{first}" and "{last}" for those of its block.
    """

    heading: str
    style: str
    width: float = 12
    formula: str = ""
    note: str = ""


class Document:
    """A workbook being made: sheets, cells and tables go in, `save` writes the file."""

    def __init__(self, title: str, subject: str, made: dt.date) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)
        self.values: dict[str, dict[str, object]] = {}
        self.bulks: dict[str, Bulk] = {}
        add_styles(self.workbook)
        # Every formula is written with its value, so no program needs to recalculate before it shows the file.
        self.workbook.calculation = CalcProperties(calcId=191029, fullCalcOnLoad=False)
        moment = dt.datetime.combine(made, dt.time())
        properties = self.workbook.properties
        properties.title, properties.subject, properties.creator = title, subject, "partnerbook"
        properties.created = properties.modified = moment

    def sheet(self, title: str, color: str, widths: Sequence[float] = ()) -> Worksheet:
        """A new sheet with a tab colour, without grid lines, its columns as wide as said."""
        sheet = self.workbook.create_sheet(title)
        sheet.sheet_properties.tabColor = color
        sheet.sheet_view.showGridLines = False
        for index, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        return sheet

    def put(self, sheet: Worksheet, place: str, content: object, style: str = "pb_text") -> Any:
        """The cell, filled with a value or a Formula in a named style; text stays text whatever it begins with."""
        cell = sheet[place]
        cell.style = style
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
        """Nothing; fills the cell with a text that leads to the top of another sheet."""
        link = Hyperlink(ref=place, location=f"'{target}'!A1", display=text)
        self.put(sheet, place, text, "pb_link").hyperlink = link

    def name(self, name: str, sheet: Worksheet, place: str) -> None:
        """Nothing; gives a cell or a range a name that formulas can use."""
        column_row = ":".join(f"${part.rstrip('0123456789')}${part.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
                              for part in place.split(":"))  # fmt: skip
        self.workbook.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{column_row}")

    def name_filled(self, name: str, sheet: Worksheet, letter: str, first: int, last: int) -> None:
        """Nothing; names the cells of a column down to the last one filled, for a drop-down that grows with them."""
        cells = f"'{sheet.title}'!${letter}${first}"
        whole = f"{cells}:${letter}${last}"
        text = f"{cells}:INDEX({whole},MAX(1,COUNTA({whole})))"
        self.workbook.defined_names[name] = DefinedName(name, attr_text=text)

    def table(
        self,
        sheet: Worksheet,
        name: str,
        place: str,
        fields: Sequence[Field],
        rows: Sequence[Sequence[object]],
        widths: bool = True,
        bulk: bool = False,
        spare: int = 0,
        blocks: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Nothing; writes an Excel Table from its top left cell on.

        A row holds one value per field; for a field with a formula it is the formula's value. A Table without
        rows gets one empty row, as Excel needs. `bulk` streams the rows: the Table begins in column A and nothing
        stands below it but `spare` empty rows in its styles, for a person to go on in. `blocks` holds for each row the
        first and the last row, on another sheet, of what it is about.
        """
        corner = sheet[place]
        top, left = corner.row, corner.column
        rows = rows or [[None] * len(fields)]
        for index, field in enumerate(fields):
            letter = get_column_letter(left + index)
            head = self.put(sheet, f"{letter}{top}", field.heading, _head_style(field.style))
            if field.note:
                head.comment = note(field.note)
            if widths:
                sheet.column_dimensions[letter].width = field.width
        fit_row(sheet, top, ((field.heading, field.width - 1) for field in fields))
        if bulk:
            streamed = [*rows, *([[None] * len(fields)] * spare)]
            texts = [any(map(is_quoted, values)) for values in zip(*rows, strict=True)]
            columns = [self._bulk_column(sheet, field, quoted) for field, quoted in zip(fields, texts, strict=True)]
            self.bulks[sheet.title] = Bulk(top + 1, columns, streamed, blocks)
        else:
            for down, row in enumerate(rows, 1):
                for index, (field, value) in enumerate(zip(fields, row, strict=True)):
                    content = Formula(field.formula, value) if field.formula else value
                    self.put(sheet, f"{get_column_letter(left + index)}{top + down}", content, field.style)
        end = f"{get_column_letter(left + len(fields) - 1)}{top + len(rows)}"
        self._add_table(sheet, name, f"{place}:{end}", fields)

    def _bulk_column(self, sheet: Worksheet, field: Field, quoted: bool) -> BulkColumn:
        probe = sheet.cell(row=1, column=16000)
        probe.style = field.style
        style_id = quoted_id = probe.style_id
        if quoted:
            probe.style = field.style  # anew: openpyxl keeps the format itself, which must not change any more
            probe.quotePrefix = True
            quoted_id = probe.style_id
        del sheet._cells[1, 16000]
        return BulkColumn(style_id, quoted_id, field.formula)

    def _add_table(self, sheet: Worksheet, name: str, ref: str, fields: Sequence[Field]) -> None:
        table = Table(displayName=name, name=name, ref=ref)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        table._initialise_columns()
        for column, field in zip(table.tableColumns, fields, strict=True):
            column.name = field.heading
            if field.formula and "{row}" not in field.formula:
                column.calculatedColumnFormula = TableFormula(attr_text=field.formula)
        sheet.add_table(table)

    def choose(
        self,
        sheet: Worksheet,
        places: str,
        source: str,
        title: str,
        message: str,
        strict: bool = True,
        prompt: bool = True,
    ) -> None:
        """Nothing; a drop-down over cells. `source` is a defined name; unless `strict`, other values can be kept."""
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        self._explain(rule, title, message, prompt)
        if not strict:
            rule.errorStyle = "warning"
        rule.add(places)
        sheet.add_data_validation(rule)

    def require(
        self,
        sheet: Worksheet,
        places: str,
        kind: str,
        low: str,
        title: str,
        message: str,
        high: str | None = None,
        prompt: bool = True,
    ) -> None:
        """Nothing; cells take a "date", "decimal" or "whole" number from the lowest on, up to the highest if given."""
        operator = "between" if high else "greaterThanOrEqual"
        rule = DataValidation(type=kind, operator=operator, formula1=low, formula2=high, allow_blank=True)
        self._explain(rule, title, message, prompt)
        rule.add(places)
        sheet.add_data_validation(rule)

    @staticmethod
    def _explain(rule: DataValidation, title: str, message: str, prompt: bool) -> None:
        rule.errorTitle, rule.error = title[:32], message[:255]
        rule.showErrorMessage = True
        if prompt:
            rule.promptTitle, rule.prompt = title[:32], message[:255]
            rule.showInputMessage = True

    @staticmethod
    def mark(sheet: Worksheet, places: str, formula: str, color: str, fill: str = "") -> None:
        """Nothing; cells where the formula (relative to the first cell) holds take a colour."""
        paint = PatternFill("solid", bgColor=fill) if fill else None
        rule = FormulaRule(formula=[formula], font=Font(color=color), fill=paint)
        sheet.conditional_formatting.add(places, rule)

    def save(self, path: str | Path) -> None:
        """Write the workbook to the path, whole or not at all.

        PartnerbookError where the folder does not take it, or another program has the file open.
        """
        write_file(Path(path), lambda stream: write_package(self.workbook, stream, self.values, self.bulks))


def _head_style(style: str) -> str:
    """The style of a column's heading, which stands as the column's cells do."""
    head = "pb_input_head" if style.startswith("pb_input") else "pb_head"
    if style.endswith(("whole", "points", "money", "number", "share")):
        return f"{head}_number"
    return f"{head}_day" if style.endswith(("day", "code")) else head


def note(text: str) -> Comment:
    """A cell note, sized to its text."""
    comment = Comment(text, "partnerbook")
    comment.width = 260
    comment.height = 24 + 18 * (1 + len(text) // 38)
    return comment


def fit_row(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], size: float = 13) -> None:
    """Nothing; makes a row as high as its wrapped texts need, each given with the width it has.

    Excel fits a row by itself, most other programs do not.
    """
    lines = max((len(wrap(text, max(4, int(width * 1.1) - 1))) for text, width in texts), default=1)
    sheet.row_dimensions[row].height = size * max(lines, 1) + 3


def page(sheet: Worksheet, title: str, repeat: str = "", landscape: bool = True, one_page: bool = False) -> None:
    """Nothing; sets the sheet up for paper: A4, fitted to its width, page numbers, heading rows repeated."""
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
