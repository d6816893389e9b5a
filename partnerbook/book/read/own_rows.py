"""Which rows below the headings are a table's own, and which are totals, headings again, or notes beside it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from partnerbook.book.read.cells import says_nothing
from partnerbook.book.read.headings import Layout, fields_in
from partnerbook.book.read.style import NUMBERS
from partnerbook.exact import EXACT, ZERO
from partnerbook.files.grid import EMPTY, Cell, first_filled, is_blank, shown
from partnerbook.files.problems import NOTE, Problem
from partnerbook.names import folded

_TOTALS = frozenset(
    map(folded, ("Total", "Totals", "Totales", "Totais", "Total geral", "Total general", "Grand total", "Subtotal"))
) | frozenset({"sum", "suma", "soma"})


def own_rows(layout: Layout) -> tuple[list[int], list[Problem]]:
    """The rows that are the table's own, counted from 0, and a note for each other one that is not blank."""
    grid = layout.grid
    used = sorted(layout.columns.values())
    first_heading = first_filled(grid.rows[layout.heading_row])
    rows: list[int] = []
    beside: list[int] = []
    problems: list[Problem] = []
    for index in range(layout.heading_row + 1, len(grid.rows)):
        row = grid.rows[index]
        first = first_filled(row)
        if first == EMPTY:
            continue
        if is_blank(row[column] for column in used if column < len(row)):
            beside.append(index + 1)
        elif isinstance(first, str) and folded(first) in _TOTALS and _lacks_needed(layout, row):
            problems.append(layout.problem(NOTE, index, "", "This row holds totals and is not read.", first))
        elif first == first_heading and len(fields_in(row, layout.table)) == len(used):
            message = "This row repeats the headings and is not read."
            problems.append(layout.problem(NOTE, index, "", message, shown(first)))
        else:
            rows.append(index)
    if beside:
        more = f" to {beside[-1]}, {len(beside)} of them," if beside[1:] else ""
        message = f"Row {beside[0]}{more} has something only outside the table's columns, which is not read."
        problems.append(Problem(NOTE, grid.file, grid.sheet, grid.place(beside[0] - 1, None), "", message))
    return rows, problems


def _lacks_needed(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether something is missing that every row needs: a client may well be called Total."""
    needed = [column for column in layout.table.columns if column.required]
    return any(
        layout.columns[column.field] >= len(row) or says_nothing(row[layout.columns[column.field]], column)
        for column in needed
    )


def sum_rows(
    layout: Layout, rows: Sequence[int], doubtful: Iterable[int], values: Mapping[str, Sequence[object]]
) -> set[int]:
    """The doubtful rows that hold only numbers, each the sum of its column above: totals without a word beside them.

    `doubtful` are places among the table's own rows, whose values stand by field.
    """
    fields = {index: field for field, index in layout.columns.items()}
    above: dict[str, list[Decimal]] = {}
    found: set[int] = set()
    for at in sorted(doubtful):
        cells = [(index, cell) for index, cell in enumerate(layout.grid.rows[rows[at]]) if not is_blank([cell])]
        if at < 2 or not all(isinstance(cell, float | str) and not isinstance(cell, bool) for _, cell in cells):
            continue
        summed = [fields[index] for index, _ in cells if index in fields]
        if not summed or not all(layout.table.column(field).kind in NUMBERS for field in summed):
            continue
        for field in summed:
            if field not in above:
                above[field] = [ZERO, *accumulate(map(_number, values[field]), EXACT.add)]
        if all(_number(values[field][at]) and _close(_number(values[field][at]), above[field][at]) for field in summed):
            found.add(at)
    return found


def _number(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, Decimal | int) else ZERO


def _close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= Decimal("0.005")
