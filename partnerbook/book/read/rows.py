"""The rows of a table: every one that is not blank becomes a record, or a problem that names it.

A table is read column by column: a column repeats its values, so each text is understood once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress, repeat
from typing import Any, NamedTuple

from partnerbook.book.read.cells import cell_value, says_nothing
from partnerbook.book.read.headings import Layout, columns_below
from partnerbook.book.read.own_rows import own_rows, sum_rows
from partnerbook.book.read.own_values import may_say_itself, says_itself
from partnerbook.book.read.style import Style
from partnerbook.book.tables.shape import Column
from partnerbook.errors import BadInput, Sentence
from partnerbook.files.grid import EMPTY, Cell, is_blank, shown, tidy
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem
from partnerbook.parsing.number import label_fits, number_text
from partnerbook.records import Place

# What a person looks at and no figure is computed from: where it cannot be read it is left empty, and the row is used.
_FOR_READING = (
    *("relationship", "usage_score", "apps_used", "last_active_on", "managed_until", "account_link", "unlisted_on"),
    *("hubspot_sold_points", "hubspot_managed_points", "hubspot_points_on", "multiplier_on"),
    *("health", "contact_limit", "email_limit", "crm_company", "mail", "link", "engagement_score"),
    *("commission_rate", "upmarket_referral", "other_partners_line", "closed_by", "amount"),
)
# Finding the nearest of many names is slow. A column with so many different unknown ones is another column altogether.
_LOOKED_UP = frozenset({"market", "markets", "currency"})
_MOST_UNKNOWN = 100


class TableRows(NamedTuple):
    """The records of a table, the row each came from (counted from 0), the rows with an error, and all problems."""

    records: list[Any]
    rows: list[int]
    failed: dict[int, Mapping[str, object]]
    problems: list[Problem]


def table_rows(
    layout: Layout, styles: Mapping[tuple[str, str], Style], cells: Mapping[str, Sequence[Cell]] | None = None
) -> TableRows:
    """The records that the rows of a table become; `styles` says how each column is written, by table and field.

    `cells` are those of `columns_below`, if they are known.
    """
    below = columns_below(layout) if cells is None else cells
    rows, problems = own_rows(layout, below)
    cells = _of_rows(layout, rows, below)
    values: dict[str, Sequence[object]] = {}
    found: list[tuple[int, Problem]] = []
    for column in layout.table.columns:
        style = styles[layout.table.name, column.field]
        values[column.field], sentences = _column_values(layout, rows, cells[column.field], column, style)
        found += sentences
    found += _other_money(layout, rows, cells, values)
    shifted = _shifted(layout, rows)
    found = [(at, problem) for at, problem in found if at not in shifted] + list(shifted.items())
    wrong = {at for at, problem in found if problem.severity == ERROR}
    sums = sum_rows(layout, rows, wrong, values)
    message = Sentence("This row holds nothing but sums of the rows above and is not read.")
    problems += [layout.problem(NOTE, rows[at], "", message) for at in sorted(sums)]
    problems += [problem for at, problem in found if at not in sums]
    failed: dict[int, Mapping[str, object]] = {
        rows[at]: {field: column_values[at] for field, column_values in values.items()} for at in wrong - sums
    }
    kept = [not wrong or at not in wrong for at in range(len(rows))]
    return TableRows(_records(layout, rows, values, kept), list(compress(rows, kept)), failed, problems)


def _of_rows(layout: Layout, rows: Sequence[int], below: Mapping[str, Sequence[Cell]]) -> dict[str, Sequence[Cell]]:
    """The cells of each field's column in some rows; empty ones where the table has no such column."""
    start = layout.heading_row + 1
    whole = len(rows) == len(layout.grid.rows) - start
    found: dict[str, Sequence[Cell]] = dict.fromkeys(
        (column.field for column in layout.table.columns), [EMPTY] * len(rows)
    )
    for field, cells in below.items():
        found[field] = cells if whole else [cells[row - start] for row in rows]
    return found


def _records(
    layout: Layout, rows: Sequence[int], values: Mapping[str, Sequence[object]], kept: Sequence[bool]
) -> list[Any]:
    record = layout.table.record
    origins = [*map(_made(Place), zip(repeat(layout.grid.name), [row + 1 for row in rows]))]
    fields = record._fields  # type: ignore[attr-defined]
    every = zip(*(values.get(field, origins) for field in fields), strict=True)
    return [*map(_made(record), compress(every, kept))]


def _made(record: type) -> Callable[[Iterable[object]], Any]:
    """What makes a record of its values: as its own `_make` does, which looks at their number each time."""
    return partial(tuple.__new__, record)


def default(column: Column, layout: Layout) -> object:
    """What a record holds where the cell is empty: the column's default, else the record's, else nothing.

    >>> from partnerbook.files.grid import Grid
    >>> from partnerbook.book.tables import RENEWALS
    >>> renewals = Layout(Grid("b.xlsx", "Renewals", []), RENEWALS, 0, {}, {})
    >>> default(RENEWALS.column("status"), renewals), default(RENEWALS.column("note"), renewals)
    ('pending', '')
    """
    if column.default is not None:
        return column.default
    defaults: Mapping[str, object] = layout.table.record._field_defaults  # type: ignore[attr-defined]
    return defaults.get(column.field, "" if column.kind in {"text", "link", "choice"} else None)


def column_cells(layout: Layout, rows: Sequence[int], field: str) -> list[Cell]:
    """The cells of a field's column in some rows; empty ones where the table has no such column."""
    column = layout.columns.get(field)
    if column is None:
        return [EMPTY for _ in rows]
    cells = layout.grid.rows
    return [cells[row][column] if column < len(cells[row]) else EMPTY for row in rows]


def _column_values(
    layout: Layout, rows: Sequence[int], cells: Sequence[Cell], column: Column, style: Style
) -> tuple[Sequence[object], list[tuple[int, Problem]]]:
    """The values of a column, and a problem for each cell that has none."""
    empty = default(column, layout)
    if not column.required and (column.field not in layout.columns or cells.count(EMPTY) == len(cells)):
        return [empty] * len(rows), []
    named = column._replace(en=layout.names.get(column.field, column.en))
    if (own := _own_values(cells, column, empty)) is not None:
        return own, []
    # 1.0 and True are one key, if their types are not told
    keys = cells if len({bool, float, int} & {*map(type, cells)}) < 2 else [*zip(map(type, cells), cells, strict=True)]
    values, sentences = dict[object, object](), dict[object, Sentence]()
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        if len(sentences) < _MOST_UNKNOWN or column.kind not in _LOOKED_UP:
            values[key], sentence = _value(cell, named, empty, style)
        else:
            values[key] = empty
            sentence = Sentence(
                '{en} is "{cell}", not looked up: {count} others of its column are unknown.',
                en=named.named,
                cell=shown(cell),
                count=len(sentences),
            )
        if sentence:
            sentences[key] = sentence
    problems: list[tuple[int, Problem]] = []
    if sentences:
        lenient = not column.required and (column.kind in ("text", "identifier") or column.field in _FOR_READING)
        for at, key in enumerate(keys):
            if sentence := sentences.get(key):
                severity, message = (
                    (WARNING, Sentence("{sentence} It is left empty.", sentence=sentence))
                    if lenient
                    else (ERROR, sentence)
                )
                problem = layout.problem(severity, rows[at], column.field, message, shown(cells[at]))
                problems.append((at, problem))
    return [*map(values.__getitem__, keys)], problems


def _own_values(cells: Sequence[Cell], column: Column, empty: object) -> list[object] | None:
    """The values of a column whose cells are values as they stand, one object for all alike; None for another one."""
    if not may_say_itself(column):
        return None
    values: dict[Cell, object] = dict(zip(cells, cells, strict=True))
    if not column.required:
        values.pop(EMPTY, None)
    if not says_itself(values.keys(), column):
        return None
    values[EMPTY] = empty  # asked for only where it may stand
    return [*map(values.__getitem__, cells)]


def _value(cell: Cell, column: Column, empty: object, style: Style) -> tuple[object, Sentence | None]:
    if says_nothing(cell, column) and not (column.required and column.kind == "market" and not is_blank([cell])):
        found = (
            Sentence('says "{cell}", which is nothing', cell=shown(cell)) if tidy(str(cell)) else Sentence("is empty")
        )
        needed = Sentence("{en} {found}; every row needs one.", en=column.named, found=found)
        return empty, needed if column.required else None
    try:
        return cell_value(cell, column, style), None
    except BadInput as error:
        return empty, error.sentence


def _shifted(layout: Layout, rows: Sequence[int]) -> dict[int, Problem]:
    """Rows of a CSV file with more values than headings: a comma inside a name has moved all that follow it."""
    grid = layout.grid
    found: dict[int, Problem] = {}
    if not grid.csv:
        return found
    width = len(grid.rows[layout.heading_row])
    for at, index in enumerate(rows):
        row = grid.rows[index]
        if len(row) > width and not is_blank(row[width:]):
            message = Sentence(
                "This row has {count} values for {width} headings; a value that holds the separator must "
                "stand in quotation marks.",
                count=len(row),
                width=width,
            )
            found[at] = layout.problem(ERROR, index, "", message, shown(row[width]))
    return found


def _other_money(
    layout: Layout, rows: Sequence[int], cells: Mapping[str, Sequence[Cell]], values: Mapping[str, Sequence[object]]
) -> Iterator[tuple[int, Problem]]:
    """Amounts beside which stands something that cannot be the currency of their row."""
    currencies = values.get("currency")
    if currencies is None:
        return
    for column in layout.table.columns:
        if column.kind != "money" or column.field not in layout.columns or str not in map(type, cells[column.field]):
            continue
        strange: set[tuple[str, str]] = set()
        for at, cell in enumerate(cells[column.field]):
            label = number_text(tidy(cell)).label if type(cell) is str and cell else ""
            currency = currencies[at]
            if not label or label == "%" or not isinstance(currency, str):
                continue
            if (label, currency) in strange or len(strange) >= _MOST_UNKNOWN or not label_fits(label, currency):
                strange.add((label, currency))
                name = layout.names[column.field]
                message = Sentence(
                    '{name} is "{cell}", but "{label}" is not {currency}, the currency of its row.',
                    name=name,
                    cell=shown(cell),
                    label=label,
                    currency=currency,
                )
                yield at, layout.problem(ERROR, rows[at], column.field, message, shown(cell))
