"""Where a table's columns stand in a sheet, with titles above, columns moved or renamed, and columns of one's own.

A heading is known by its text alone, in three languages and the spellings of `book/tables`, whatever its case, accents
and punctuation. A heading that is only near to a known one is never taken for it; it is offered in the message.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from partnerbook.book.read.heading_words import no_headings, spare_column, spellings, unread_rows
from partnerbook.book.read.style import DATES, NUMBERS
from partnerbook.book.tables import BY_NAME, TABLES
from partnerbook.book.tables.shape import Column, Table
from partnerbook.errors import Sentence, counted, nearest
from partnerbook.files.grid import EMPTY, SEARCHED, Cell, Grid, is_blank, shown
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem
from partnerbook.names import folded
from partnerbook.records import Place

_GUESSED = 100  # columns for which a near heading is looked for


class Layout(NamedTuple):
    """A table found in a sheet: the row of its headings, and for each field its column and what its heading says."""

    grid: Grid
    table: Table
    heading_row: int
    columns: Mapping[str, int]
    names: Mapping[str, str]

    def problem(self, severity: str, row: int, field: str, message: Sentence, found: str = "") -> Problem:
        """A problem of one row of the table, at the cell of a field where the field has a column."""
        place = self.grid.place(row, self.columns.get(field), self.names.get(field, ""))
        return Problem(severity, self.grid.file, self.grid.sheet, place, found, message)

    def origin(self, row: int) -> Place:
        """Where a record stands, by its row counted from 0."""
        return Place(self.grid.name, row + 1)


def columns_below(found: Layout) -> Mapping[str, Sequence[Cell]]:
    """The cells of each column below the headings, by field; in a CSV file a row ends where its last value does.

    >>> deals = Grid("b.xlsx", "Deals", [["Client", "MRR"], ["Acme", 5.0], ["Beta"]])
    >>> columns_below(Layout(deals, BY_NAME["Deals"], 0, {"client": 0, "mrr": 1}, {}))
    {'client': ['Acme', 'Beta'], 'mrr': [5.0, '']}
    """
    rows = found.grid.rows[found.heading_row + 1 :]
    if len({*map(len, rows)}) == 1:
        every: Sequence[Sequence[Cell]] = [*zip(*rows, strict=True)]
        return {
            field: every[column] if column < len(every) else [EMPTY] * len(rows)
            for field, column in found.columns.items()
        }
    return {
        field: [row[column] if column < len(row) else EMPTY for row in rows] for field, column in found.columns.items()
    }


@lru_cache(maxsize=1)
def _table_names() -> Mapping[str, Table]:
    return {folded(name): table for table in TABLES for name in table.labels}


def table_of_name(name: str) -> Table | None:
    """The table that a sheet or a CSV file of this name holds, in three languages; None for any other name.

    >>> table_of_name("NEGOCIOS").name, table_of_name("Sheet1")
    ('Deals', None)
    """
    return _table_names().get(folded(name))


def nearest_table(name: str) -> str:
    """The name of a table that is close to a sheet's name, or "".

    >>> nearest_table("Subscritpions")
    'Subscriptions'
    """
    near = nearest(name, [spelling for table in TABLES for spelling in table.labels])
    # Names are short, and "Ideas" is near to "Deals": more must agree than in a longer text.
    return near if SequenceMatcher(None, near.casefold(), name.casefold()).ratio() > 0.82 else ""


@lru_cache(maxsize=1)
def every_heading() -> frozenset[str]:
    """The folded headings of all tables, by which a table is known wherever it stands.

    >>> {"client", "fechadecierre"} <= every_heading()
    True
    """
    return frozenset().union(*(known_headings(table.name) for table in TABLES))


@lru_cache(maxsize=len(TABLES))
def known_headings(table_name: str) -> Mapping[str, tuple[str, bool]]:
    """What each folded heading of a table means: the field, and whether it is the column's own heading.

    >>> known_headings("Deals")["fechadecierre"], known_headings("Deals")["closedate"]
    (('closed', True), ('closed', False))
    """
    known: dict[str, tuple[str, bool]] = {}
    for column in BY_NAME[table_name].columns:
        for spelling in filter(None, (*column.also, column.hubspot)):
            known.setdefault(folded(spelling), (column.field, False))
    for column in BY_NAME[table_name].columns:
        for spelling in column.headings:
            known[folded(spelling)] = (column.field, True)
    return known


@lru_cache(maxsize=2 * len(TABLES))
def spelled_fields(table: Table) -> Mapping[str, str]:
    """The field of each folded heading of a table's columns, those of an export too.

    >>> spelled_fields(BY_NAME["Deals"])["fechadecierre"]
    'closed'
    """
    own = {folded(text): column.field for column in table.columns for text in column.headings}
    also = {folded(text): column.field for column in table.columns for text in (*column.also, column.hubspot) if text}
    return also | own


def unlike(grid: Grid, at: int, one: int, other: int) -> str:
    """Where two columns below a row of headings say different things, as the end of a sentence; "" if nowhere.

    >>> unlike(Grid("b.xlsx", "Deals", [["MRR", "MRR"], ["5", "5"], ["5", "7"]]), 0, 0, 1)
    'row 3 has "5" and "7"'
    """
    for index in range(at + 1, len(grid.rows)):
        row = [*grid.rows[index], *[EMPTY] * (1 + max(one, other))]
        if not is_blank([row[other]]) and shown(row[one]).strip() != shown(row[other]).strip():
            return Sentence(
                'row {index} has "{row}" and "{other}"', index=index + 1, row=shown(row[one]), other=shown(row[other])
            )
    return ""


def fields_in(row: Sequence[Cell], table: Table) -> set[str]:
    """The fields whose headings stand in a row.

    >>> sorted(fields_in(["Client", "Country", "Remarks"], BY_NAME["Clients"]))
    ['client', 'market']
    """
    known = known_headings(table.name)
    cells = (folded(cell) for cell in row if isinstance(cell, str) and 0 < len(cell) <= 200)
    return {known[cell][0] for cell in cells if cell in known}


def required_fields(table: Table) -> set[str]:
    """The fields that every row of a table needs.

    >>> sorted(required_fields(BY_NAME["Segments"]))
    ['client', 'segment']
    """
    return {column.field for column in table.columns if column.required}


def heading_row(rows: Sequence[Sequence[Cell]], table: Table) -> int | None:
    """The row that holds most headings of a table, counted from 0, among the first fifty; None where none holds any.

    >>> heading_row([["Deals 2026"], [], ["Client", "Market"]], BY_NAME["Clients"])
    2
    """
    counts = [len(fields_in(row, table)) for row in rows[:SEARCHED]]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def table_of_headings(rows: Sequence[Sequence[Cell]], tables: Sequence[Table]) -> Table | None:
    """The table that a sheet's headings tell, whatever the sheet is called: all it requires, and most of its columns.

    >>> table_of_headings([["Client", "From", "Until", "Other partners"]], TABLES).name
    'Managing'
    """
    best, best_count = None, 0
    for table in tables:
        if table.by_row:
            continue
        row = heading_row(rows, table)
        fields = fields_in(rows[row], table) if row is not None else set()
        if required_fields(table) <= fields and len(fields) > max(best_count, 1):
            best, best_count = table, len(fields)
    return best


def layout(grid: Grid, table: Table) -> tuple[Layout | None, list[Problem]]:
    """Where a table stands in a sheet, or None; and what is wrong or left aside about its headings."""
    at = heading_row(grid.rows, table)
    if at is None:
        return None, list(no_headings(grid, table))
    problems: list[Problem] = []
    columns = _columns(grid, table, at, problems)
    names = {field: shown(grid.rows[at][column]) for field, column in columns.items()}
    found = Layout(grid, table, at, columns, names)
    missing = [column for column in table.columns if column.required and column.field not in columns]
    if missing or any(problem.severity == ERROR for problem in problems):
        problems += [_missing(found, column) for column in missing]
        lost = unread_rows(grid, at + 1)
        return None, [
            problem._replace(message=Sentence("{message} {lost}", message=problem.message, lost=lost))
            if problem.severity == ERROR
            else problem
            for problem in problems
        ]
    return found, [*problems, *_rows_above(found)]


def _rows_above(found: Layout) -> Iterator[Problem]:
    """The problem of rows that stand above the headings, under others that are the table's as well."""
    grid, at, needed = found.grid, found.heading_row, {each.field for each in found.table.columns if each.required}
    for first, row in enumerate(grid.rows[:at]):
        fields = fields_in(row, found.table)
        if needed <= fields and len(fields) > 1:
            rows = [index + 1 for index in range(first + 1, at) if not is_blank(grid.rows[index])]
            if rows:
                message = counted(
                    len(rows),
                    "Row {rows} is not read: the headings taken are those in row {at}, which has more of the {name} "
                    "table than row {first}. Bring all rows together under one row of headings.",
                    "The {count} rows {rows} to {last} are not read: the headings taken are those in row {at}, which "
                    "has more of the {name} table than row {first}. Bring all rows together under one row of headings.",
                    rows=rows[0],
                    last=rows[-1],
                    at=at + 1,
                    name=found.table.named,
                    first=first + 1,
                )
                yield Problem(ERROR, grid.file, grid.sheet, grid.place(first, None if grid.csv else 0), "", message)
            return


def _columns(grid: Grid, table: Table, at: int, problems: list[Problem]) -> dict[str, int]:
    """The column of each field; a column's own heading goes before another spelling of it."""
    known = known_headings(table.name)
    candidates: dict[str, list[tuple[bool, int]]] = {}
    for index, cell in enumerate(grid.rows[at]):
        meant = known.get(folded(cell)) if isinstance(cell, str) else None
        if meant is not None:
            candidates.setdefault(meant[0], []).append((not meant[1], index))
        elif not is_blank([cell]):
            problems.append(spare_column(grid, table, at, index, guess=index < _GUESSED))
    for field, found in candidates.items():
        found.sort()
        for other, index in found[1:]:
            heading, kept = shown(grid.rows[at][index]), shown(grid.rows[at][found[0][1]])
            where = grid.place(at, found[0][1])
            same = other == found[0][0]
            figures = table.column(field).kind in NUMBERS | DATES
            differs = unlike(grid, at, found[0][1], index) if figures and not same else ""
            message = Sentence(
                'The heading "{heading}" means {en}, as "{kept}" in {where} does; ',
                heading=heading,
                en=table.column(field).named,
                kept=kept,
                where=where,
            ) + (
                Sentence("rename the one that is not meant.")
                if same
                else Sentence("this column is not read, though they differ: {differs}.", differs=differs)
                if differs
                else Sentence("this column is not read.")
            )
            severity = ERROR if same else WARNING if differs else NOTE
            problems.append(Problem(severity, grid.file, grid.sheet, grid.place(at, index, heading), heading, message))
    return {field: found[0][1] for field, found in candidates.items()}


def _missing(found: Layout, column: Column) -> Problem:
    grid, at = found.grid, found.heading_row
    used = set(found.columns.values())
    free = [shown(cell) for index, cell in enumerate(grid.rows[at]) if index not in used and not is_blank([cell])]
    near = next((heading for spelling in spellings([column]) if (heading := nearest(spelling, free))), "")
    english, *others = (f'"{heading}"' for heading in column.headings)
    message = Sentence(
        "The {name} table needs a column {english} ({others}), and its headings have none",
        name=found.table.named,
        english=english,
        others=", ".join(others),
    ) + (Sentence('; is it "{near}"?', near=near) if near else ".")
    return Problem(ERROR, grid.file, grid.sheet, grid.place(at, None if grid.csv else 0), near, message)
