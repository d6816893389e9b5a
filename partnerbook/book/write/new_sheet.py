"""The worksheet of a table that a person's workbook lacks: empty, in the look of the sheets that it has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from partnerbook.book.tables import HEADINGS_ROW
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.words import BookWords
from partnerbook.files.xlsx.areas import Area, place
from partnerbook.files.xlsx.cell_styles import CellStyles
from partnerbook.files.xlsx.cell_xml import content_of
from partnerbook.files.xlsx.new_parts import Spaces
from partnerbook.parsing.day import FIRST_YEAR, LAST_YEAR

SPARE_ROWS, CHECKED_ROWS = 30, 1000
_TEXT, _PERCENT, _MONTH, _AMOUNT, _WHOLE, _DAY = "49", "10", "17", "4", "3", "14"  # formats that every Excel knows
_FORMATS = {"period": _TEXT, "quarter": _TEXT, "identifier": _TEXT, "rate": _PERCENT, "month": _MONTH, "date": _DAY,
            "money": _AMOUNT, "change": _AMOUNT, "whole": _WHOLE}  # fmt: skip
# The kind whose cells elsewhere look as those of another one are to look.
_LIKE = {"change": "money", "rate": "money", "number": "money", "whole": "money", "month": "date", "edition": "date"}
_NAMED = {"market": "MarketNames", "currency": "CurrencyCodes", "edition": "EditionDays", "client": "ClientNames"}
_LONGEST_LIST, _LONGEST_NOTE = 255, 255
_HIGHEST = 10**12


class Looks:
    """The formats of cells that a workbook's own sheets have: of the title and the words below it, of headings and of
    the cells under them by the kind of their column.
    """

    def __init__(
        self, styles: CellStyles, words: tuple[int, int], headings: Mapping[str, int], kinds: Mapping[str, int]
    ) -> None:
        self.styles, self.words, self.headings, self.kinds = styles, words, headings, kinds

    def heading(self, column: Column) -> int:
        """The format of a column's heading."""
        return self.headings.get(_LIKE.get(column.kind, column.kind), self.headings.get("text", 0))

    def of(self, column: Column) -> int:
        """The format of a column's cells."""
        like = _LIKE.get(column.kind, column.kind)
        base = self.kinds.get(like, self.kinds.get("text", 0))
        wanted = _FORMATS.get(column.kind)
        same = wanted is None or (column.kind == like and like in self.kinds)
        return base if same else self.styles.of_format(base, str(wanted))


def sheet_xml(
    table: Table, words: BookWords, looks: Looks, spaces: Spaces, defined: Callable[[str], bool], from_1904: bool
) -> str:
    """The XML of a table's worksheet; `defined` is whether the workbook has a name that stands for a list."""
    columns = table.columns
    top = HEADINGS_ROW - 1
    head = zip(looks.words, (table.label(words.language), words.purpose(table)), strict=True)
    rows = [f'<row r="{row + 1}">{_cell(row, 0, style, text)}</row>' for row, (style, text) in enumerate(head)]
    headings = (_cell(top, at, looks.heading(each), each.heading(words.language)) for at, each in enumerate(columns))
    rows.append(f'<row r="{top + 1}">{"".join(headings)}</row>')
    formats = [looks.of(column) for column in columns]
    for row in range(top + 1, top + 1 + SPARE_ROWS):
        cells = "".join(f'<c r="{place(row, at)}" s="{style}"/>' for at, style in enumerate(formats) if style)
        rows.append(f'<row r="{row + 1}">{cells}</row>')
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{_width(column, words.language)}" customWidth="1"/>'
        for at, column in enumerate(columns, 1)
    )
    rules = [*_rules(table, words, defined, from_1904)]
    named = next((at for at, column in enumerate(columns) if column.field == "client"), 0) + 1
    return (
        f'<worksheet xmlns="{spaces.main}" xmlns:r="{spaces.relations}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0" showGridLines="0">'
        f'<pane xSplit="{named}" ySplit="{top + 1}" topLeftCell="{place(top + 1, named)}" activePane="bottomRight" '
        'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    )


def table_xml(table: Table, language: str, name: str, spaces: Spaces) -> str:
    """The XML of its Table, of headings and one row; its number among the workbook's is left open as "{number}"."""
    area = Area(HEADINGS_ROW - 1, 0, HEADINGS_ROW, len(table.columns) - 1)
    columns = "".join(
        f'<tableColumn id="{at}" name={quoteattr(column.heading(language))}/>'
        for at, column in enumerate(table.columns, 1)
    )
    return (
        f'<table xmlns="{spaces.main}" id="{{number}}" name="{name}" displayName="{name}" ref="{area}" '
        f'totalsRowShown="0"><autoFilter ref="{area}"/><tableColumns count="{len(table.columns)}">{columns}'
        '</tableColumns><tableStyleInfo name="TableStyleLight1" showRowStripes="1"/></table>'
    )


def _cell(row: int, column: int, style: int, text: str) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c r="{place(row, column)}"{look} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _width(column: Column, language: str) -> int:
    return max(column.width, max(map(len, column.heading(language).split())) + 4)


def _rules(table: Table, words: BookWords, defined: Callable[[str], bool], from_1904: bool) -> Iterator[str]:
    """What each column's cells take, and a note that shows where its heading is selected."""
    for at, column in enumerate(table.columns):
        title = quoteattr(column.heading(words.language)[:32])
        note = quoteattr(words.note(table, column)[:_LONGEST_NOTE])
        yield (
            f'<dataValidation allowBlank="1" showInputMessage="1" promptTitle={title} prompt={note} '
            f'sqref="{place(HEADINGS_ROW - 1, at)}"/>'
        )
        limits, message = _limits(column, words, defined, from_1904)
        if limits:
            cells = Area(HEADINGS_ROW, at, HEADINGS_ROW + CHECKED_ROWS, at)
            error = quoteattr(words("checks", message)[:_LONGEST_NOTE])
            kind, formulas = limits[0], limits[1:]
            between = ' operator="between"' if formulas[1:] else ""
            inside = "".join(f"<formula{n}>{escape(text)}</formula{n}>" for n, text in enumerate(formulas, 1))
            open_list = ' errorStyle="warning"' if message in ("client", "open_list") else ""
            yield (
                f'<dataValidation type="{kind}"{open_list}{between} allowBlank="1" showErrorMessage="1" '
                f'errorTitle={title} error={error} sqref="{cells}">{inside}</dataValidation>'
            )


def _limits(
    column: Column, words: BookWords, defined: Callable[[str], bool], from_1904: bool
) -> tuple[Sequence[str], str]:
    """The kind of a rule and its one or two limits, and the key of what is said to whoever goes beyond."""
    if column.choices:
        listed = ",".join(choice.label(words.language) for choice in column.choices)
        commas = listed.count(",") >= len(column.choices)
        return (() if commas or len(listed) > _LONGEST_LIST else ("list", f'"{listed}"')), "list"
    if column.kind in _NAMED:
        name = _NAMED[column.kind]
        return (("list", name) if defined(name) else ()), "client" if column.kind == "client" else "open_list"
    if column.kind in ("date", "month"):
        days = (content_of(day, from_1904).value for day in (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
        return ("date", *map(str, days)), column.kind
    if column.kind == "rate":
        return ("decimal", "0", "1"), "rate"
    if column.kind in ("money", "number", "change"):
        return ("decimal", str(-_HIGHEST if column.kind == "change" else 0), str(_HIGHEST)), column.kind
    return (("whole", "0", str(_HIGHEST)) if column.kind == "whole" else ()), "whole"
