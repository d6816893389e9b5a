"""What a book of an earlier version lacks, made in it: whole sheets, columns of those that it has, settings."""

from collections.abc import Mapping
from typing import NamedTuple

from partnerbook.book.tables import HEADINGS_ROW
from partnerbook.book.tables.shape import Table
from partnerbook.book.tables.words import book_words
from partnerbook.book.write.edits import BookEdits
from partnerbook.book.write.found_table import FoundTable, NoSheet
from partnerbook.book.write.new_sheet import Looks, sheet_xml, table_xml
from partnerbook.errors import Sentence
from partnerbook.files.xlsx.new_parts import NewParts, NewWorksheet
from partnerbook.records import Settings

_SAME = {"client": "text", "link": "text"}  # kinds whose cells look alike


class Made(NamedTuple):
    """How much was made."""

    sheets: int = 0
    columns: int = 0
    settings: int = 0


def make(edits: BookEdits, table: Table) -> Made:
    """How much of a table was made in a workbook: its sheet, else each column or setting that it lacks.

    What has no room is left, and `edits.left` says so. Errors: PartnerbookError for a sheet that cannot be read.
    """
    try:
        found = edits.finder.table(table)
    except NoSheet as error:
        if table.by_row:
            edits.leave(error.sentence)
            return Made()
        _add_sheet(edits, table)
        return Made(sheets=1)
    if table.by_row:
        return Made(settings=_add_settings(edits, found))
    count = 0
    for column in table.columns:
        if column.field in found.columns:
            continue
        widened = edits.with_column(found, column.field, wanted=True)
        count += column.field in widened.columns
        if column.field not in widened.columns:
            heading, where = column.heading(found.language), f"{edits.file}, {found.sheet}"
            edits.leave(
                Sentence(
                    '{where}: it has no column "{heading}", and no room for one beside its table.',
                    where=where,
                    heading=heading,
                )
            )
        found = widened
    return Made(columns=count)


def _add_settings(edits: BookEdits, found: FoundTable) -> int:
    """Have the settings that the sheet lacks added, each with what holds without it."""
    missing = [column for column in found.table.columns if column.field not in found.settings]
    edits.new_settings |= {column: Settings._field_defaults[column.field] for column in missing}
    return len(missing)


def _add_sheet(edits: BookEdits, table: Table) -> None:
    if edits.new_parts is None:
        edits.new_parts = NewParts(edits.parts)
    new, language = edits.new_parts, edits.finder.language
    words = book_words(language)
    name, table_name = new.free_sheet(table.label(language)), new.free_table(table.identifier)
    looks = _looks(edits)
    sheet = sheet_xml(table, words, looks, new.spaces, lambda each: each.casefold() in new.defined,
                      edits.days_from_1904)  # fmt: skip
    new.add(NewWorksheet(name, sheet, table_xml(table, language, table_name, new.spaces)), table_name)
    edits.made[Sentence('{file}: it has a sheet "{name}" now.', file=edits.file, name=name)] = None
    edits.new_sheets[name] = table


def _looks(edits: BookEdits) -> Looks:
    """The formats of the headings, and of the cells below them by their column's kind, on the sheets that there are."""
    words, headings, kinds = (0, 0), dict[str, int](), dict[str, int]()
    for found in edits.finder.known():
        if found.table.by_row:
            continue
        xml = edits.sheets.to_change(found.sheet)
        below = {cell.column: cell.style for cell in xml.cells(found.heading_row + 1)}
        above = {cell.column: cell.style for cell in xml.cells(found.heading_row)}
        for field, column in found.columns.items():
            kind = found.table.column(field).kind
            if above.get(column):
                headings.setdefault(_SAME.get(kind, kind), above[column])
            if below.get(column):
                kinds.setdefault(_SAME.get(kind, kind), below[column])
        if found.heading_row == HEADINGS_ROW - 1 and words == (0, 0):  # a sheet as we make it, with words above
            title, below_it = (xml.cell(row, 0) for row in (0, 1))
            words = (title.style if title else 0, below_it.style if below_it else 0)
    return Looks(edits.styles, words, _all_kinds(headings), _all_kinds(kinds))


def _all_kinds(kinds: Mapping[str, int]) -> dict[str, int]:
    return dict(kinds) | {kind: kinds[like] for kind, like in _SAME.items() if like in kinds}
