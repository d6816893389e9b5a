"""What is said of headings that are not a table's, and of rows that are not read for want of them."""

from collections.abc import Iterator, Sequence

from partnerbook.book.tables.shape import Column, Table
from partnerbook.errors import Sentence, joined, nearest
from partnerbook.files.grid import SEARCHED, Grid, is_blank, shown
from partnerbook.files.problems import ERROR, NOTE, Problem
from partnerbook.names import folded


def spare_column(grid: Grid, table: Table, at: int, index: int, guess: bool) -> Problem:
    """The problem of a column that is none of the table."""
    heading = shown(grid.rows[at][index])
    near = nearest(heading, spellings(table.columns)) if guess else ""
    advice = Sentence('; if it is "{near}", rename it', near=near) if near and folded(near) != folded(heading) else ""
    message = Sentence(
        'The column "{heading}" is none of the {name} table and is not read{advice}.',
        heading=heading,
        name=table.named,
        advice=advice,
    )
    return Problem(NOTE, grid.file, grid.sheet, grid.place(at, index, heading), heading, message)


def no_headings(grid: Grid, table: Table) -> Iterator[Problem]:
    """The problem of a sheet that has rows and none with the table's headings."""
    filled = next((index for index, row in enumerate(grid.rows) if not is_blank(row)), None)
    if filled is not None:
        wanted = joined(column.named for column in table.columns if column.required)
        message = Sentence(
            "No row of the first {searched} holds the headings of the {name} table, such as {wanted}. ",
            searched=SEARCHED,
            name=table.named,
            wanted=wanted,
        ) + unread_rows(grid, filled)
        yield Problem(ERROR, grid.file, grid.sheet, "", "", message)


def unread_rows(grid: Grid, start: int) -> str:
    """Which rows are not read from one on, in a sentence."""
    rows = [index + 1 for index in range(start, len(grid.rows)) if not is_blank(grid.rows[index])]
    if not rows:
        return Sentence("It has no rows yet.")
    if len(rows) == 1:
        return Sentence("So its row {rows} is not read.", rows=rows[0])
    return Sentence(
        "So none of its {count} rows, {rows} to {last}, is read.", count=len(rows), rows=rows[0], last=rows[-1]
    )


def spellings(columns: Sequence[Column]) -> list[str]:
    """All that columns are called."""
    return [spelling for column in columns for spelling in (*column.headings, *column.also)]
