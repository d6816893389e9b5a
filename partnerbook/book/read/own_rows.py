"""Which rows below the headings are a table's own, and which are totals, headings again, or notes beside it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, repeat

from partnerbook.book.read.cells import says_nothing
from partnerbook.book.read.headings import Layout, columns_below, spelled_fields
from partnerbook.book.read.own_values import says_itself
from partnerbook.book.read.style import DATES, NUMBERS
from partnerbook.book.tables.shape import Column
from partnerbook.errors import Sentence
from partnerbook.exact import EXACT, ZERO
from partnerbook.files.grid import EMPTY, Cell, all_tidy, first_filled, is_blank, shown, tidy
from partnerbook.files.problems import ERROR, NOTE, Problem
from partnerbook.names import all_folded, folded
from partnerbook.parsing.day import date_text
from partnerbook.parsing.number import number_text

_SUMMARY = (
    "total|subtotal|sum|suma|soma|count|cuenta|conteo|recuento|contagem|average|promedio|media|média|max|máx|min|mín"
)
# What Excel writes beside each group of its subtotals, before or behind the group's name.
_OF_GROUP = re.compile(
    rf"(?:{_SUMMARY})\.?:? (?:(?:de|del|da|do|of|for|por) )?(?P<after>.+)|(?P<before>.+) (?:{_SUMMARY})\.?",
    re.IGNORECASE,
)
_LONGEST = 300  # characters of a label
_FEWEST = 2  # headings that a row repeats
_TOTALS = frozenset(
    map(folded, ("Total", "Totals", "Totales", "Totais", "Total geral", "Total general", "Grand total", "Subtotal"))
) | frozenset({"sum", "suma", "soma"})
# Alone among numbers these are no client: what spreadsheets write below a column or a pivot.
_SUMMARIES = _TOTALS | frozenset(
    map(folded, (*_SUMMARY.split("|"), "Total Result", "Total Resultado", "Grand sum", "Gran total", "Suma total",
                 "Soma total", "Subtotals", "Subtotales", "Subtotais", "Total parcial", "Resultado total", "Σ"))
)  # fmt: skip


_COUNTED = frozenset(
    {*_SUMMARIES, "row", "rows", "record", "records", "fila", "filas", "registro", "registros", "linha", "linhas"}
    | {f"total{of}{rows}" for of in ("", "de") for rows in ("rows", "records", "filas", "registros", "linhas")}
)
_NUMBER = re.compile(r"\d[\d.,' ]*")
_COUNT = re.compile(r"\s*[(\[]\d[\d.,' ]*[)\]]$")  # "TOTAL (12)"
# What programs and people write below a table: who made it and when, pages, sources, remarks.
_REMARK = re.compile(
    r"(?:(?:this |the )?(?:report|file|data|list|export|informe|reporte|archivo|datos|relat[óo]rio|arquivo|dados) )?"
    r"(?:was |is |fue |foi )?(?:exported|generated|created|downloaded|printed|updated|extracted|exportad[oa]s?|"
    r"generad[oa]s?|cread[oa]s?|descargad[oa]s?|impres[oa]s?|emitid[oa]s?|actualizad[oa]s?|gerad[oa]s?|criad[oa]s?|"
    r"baixad[oa]s?|extra[íi]d[oa]s?|atualizad[oa]s?)"
    r"(?::| (?:by|on|from|at|in|with|por|pelo|pela|el|en|em|de|desde|con|com|a|à)\b|\s*\d).*"
    r"|(?:source|sources|fuente|fuentes|fonte|fontes|notes?|notas?|filters?|filtros?|as of|last updated)\s*:.*"
    r"|(?:page|página|pagina|hoja|sheet)\s+\d+(?:\s*(?:of|de|/)\s*\d+)?"
    r"|(?:end of|fin del?|fim d[oae])\s+(?:the )?(?:report|file|data|list|export|informe|reporte|archivo|lista|"
    r"relat[óo]rio|arquivo)"
    r"|(?:©|\(c\)|copyright\b|\*+\s*\w).*|(?:strictly )?confidential|confidencial",
    re.IGNORECASE | re.DOTALL,
)
_MOST_OF_A_REMARK = 4  # cells, where its commas part it


def own_rows(layout: Layout, cells: Mapping[str, Sequence[Cell]] | None = None) -> tuple[list[int], list[Problem]]:
    """The rows that are the table's own, counted from 0, and a note for each other one that is not blank.

    `cells` are those of `columns_below`, if they are known.
    """
    grid, start = layout.grid, layout.heading_row + 1
    cells = columns_below(layout) if cells is None else cells
    used = sorted(layout.columns.values())
    needed = [(layout.columns[column.field], column) for column in layout.table.columns if column.required]
    rows: list[int] = []
    groups = _Groups(layout, rows)
    beside: list[int] = []
    problems: list[Problem] = []
    end, looked_at = len(grid.rows), start
    for index in _doubtful(layout, cells):
        rows += range(looked_at, index)
        looked_at = index + 1
        row = grid.rows[index]
        first = first_filled(row)
        if first == EMPTY:
            continue
        if is_blank(row[column] for column in used if column < len(row)):
            beside.append(index + 1)
        elif _lacks_needed(needed, row) and (label := _total_label(layout, row, groups)):
            problems.append(layout.problem(NOTE, index, "", Sentence("This row holds totals and is not read."), label))
        elif _lacks_needed(needed, row) and _is_remark(layout, row):
            message = Sentence("This row is a remark and is not read.")
            problems.append(layout.problem(NOTE, index, "", message, shown(first)))
        elif meant := _headings_again(layout, row):
            if not all(layout.columns.get(field) == column for column, field in meant.items()):
                problems.append(_another_table(layout, index))
                end = index
                break
            message = Sentence("This row repeats the headings and is not read.")
            problems.append(layout.problem(NOTE, index, "", message, shown(first)))
        else:
            rows.append(index)
    rows += range(looked_at, end)
    if beside:
        more = Sentence(" to {beside}, {count} of them,", beside=beside[-1], count=len(beside)) if beside[1:] else ""
        message = Sentence(
            "Row {first}{more} has something only outside the table's columns, which is not read.",
            first=beside[0],
            more=more,
        )
        problems.append(Problem(NOTE, grid.file, grid.sheet, grid.place(beside[0] - 1, None), "", message))
    return rows, problems


def _doubtful(layout: Layout, cells: Mapping[str, Sequence[Cell]]) -> Iterator[int]:
    """The rows that may be none of the table's own: nearly every row shows at once that it is one."""
    needed = [column for column in layout.table.columns if column.required and column.field in cells]
    fields = spelled_fields(layout.table)
    sure: list[Iterable[bool]] = []
    for column in needed:
        if str not in {*map(type, cells[column.field])}:  # a figure or a day surely is something
            continue
        different = {*cells[column.field]}
        if not says_itself(different, column):
            filled = {
                cell: not isinstance(cell, str) or not (says_nothing(cell, column) or is_blank([cell]))
                for cell in different
            }
            if not all(filled.values()):
                sure.append(map(filled.__getitem__, cells[column.field]))
    start = layout.heading_row + 1
    if not needed:
        yield from range(start, len(layout.grid.rows))
        return
    first = cells[next(iter(layout.columns))]
    figures = next((cells[column.field] for column in needed if column.kind in NUMBERS | DATES), first)
    # A row of headings holds texts alone.
    headings = _like_headings({*first}, fields) if str in {*map(type, figures)} else frozenset()
    if not sure and not headings:
        return
    wholes = map(all, zip(*sure, strict=True)) if sure else repeat(True, len(figures))
    for at, (whole, figure) in enumerate(zip(wholes, figures, strict=True)):
        if not whole or (isinstance(figure, str) and first[at] in headings):
            yield start + at


def _like_headings(cells: Iterable[Cell], fields: Mapping[str, str]) -> Collection[Cell]:
    """Those of some cells that a row of headings could begin with."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if all_tidy(texts):
        return {text for text, fold in zip(texts, all_folded(texts), strict=True) if not text or fold in fields}
    return {text for text in texts if _may_be_heading(text, fields)}


def _may_be_heading(first: Cell, fields: Mapping[str, str]) -> bool:
    if not isinstance(first, str):
        return False
    return first in fields or is_blank([first]) or folded(tidy(first)) in fields


class _Groups:
    """What stands in a column of the rows above, folded: looked up only once a row names a group."""

    def __init__(self, layout: Layout, rows: Sequence[int]) -> None:
        self._layout, self._rows = layout, rows
        self._seen: dict[int, tuple[int, set[str]]] = {}

    def of(self, column: int) -> set[str]:
        """The folded texts of a column in all rows so far."""
        known, found = self._seen.get(column, (0, set()))
        for index in self._rows[known:]:
            row = self._layout.grid.rows[index]
            if column < len(row) and not is_blank([row[column]]):
                found.add(folded(shown(row[column])))
        self._seen[column] = len(self._rows), found
        return found


def _total_label(layout: Layout, row: Sequence[Cell], groups: "_Groups") -> str:
    """The words of a row that holds totals, of all or of a group of rows above; "" for another row."""
    used = [(column, row[column]) for column in sorted(layout.columns.values()) if column < len(row)]
    texts = [(column, tidy(cell)) for column, cell in used if isinstance(cell, str) and not is_blank([cell])]
    bare = [(column, _COUNT.sub("", text)) for column, text in texts]
    words = [(column, text) for column, text in bare if text and not number_text(text).readings]
    first = first_filled(row)
    if isinstance(first, str) and folded(_COUNT.sub("", first)) in _TOTALS:
        return first
    if len(texts) == 1 and sum(not is_blank([cell]) for cell in row) == 1:
        [(_, alone)] = texts  # "Count: 2", "Total (2 rows)"
        if _NUMBER.search(alone) and folded(_NUMBER.sub(" ", alone)) in _COUNTED:
            return alone
    if len(words) != 1:
        return ""
    column, text = words[0]
    if folded(text) in _SUMMARIES:
        return text
    of_group = _OF_GROUP.fullmatch(text) if len(text) <= _LONGEST else None
    group = (of_group["after"] or of_group["before"]) if of_group else ""
    if not group:
        return ""
    named = {*(folded(each) for each in (group, *map(str, date_text(group).readings)))}
    return text if named & groups.of(column) else ""


def _is_remark(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether a row that is no record says who made the table, and when, or the like; not beside a day of its own."""
    first, *more = [cell for cell in row if not is_blank([cell])]
    short = isinstance(first, str) and len(first) <= _LONGEST and len(more) < _MOST_OF_A_REMARK
    return short and _REMARK.fullmatch(tidy(str(first))) is not None and not _has_day(layout, row)


def _has_day(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether a day stands in a column of days: what is called "Notes: ..." and has one is a record that lacks more."""
    places = [layout.columns[column.field] for column in layout.table.columns
              if column.kind in DATES and column.field in layout.columns]  # fmt: skip
    days = [row[place] for place in places if place < len(row)]
    return any(isinstance(cell, date) or (isinstance(cell, str) and date_text(tidy(cell)).readings) for cell in days)


def _headings_again(layout: Layout, row: Sequence[Cell]) -> Mapping[int, str]:
    """The fields that the cells of a row are the headings of, by column, if it is a row of headings; else none."""
    fields = spelled_fields(layout.table)
    # Nearly every row shows by its first cell that it is none.
    first = next(
        (row[column] for column in layout.columns.values() if column < len(row) and row[column] != EMPTY), EMPTY
    )
    if not _may_be_heading(first, fields):
        return {}
    filled = [column for column, cell in enumerate(row) if not is_blank([cell])]
    meant: dict[int, str] = {}
    for column in filled:
        cell = row[column]
        field = fields.get(folded(tidy(cell))) if isinstance(cell, str) else None
        if field is not None and field in layout.columns:
            meant[column] = field
    own = set(layout.columns.values()) & set(filled)
    if not own <= meant.keys():  # a client may well be called Client
        return {}
    only = len(layout.columns) == 1 and [*row] == [*layout.grid.rows[layout.heading_row]]
    return meant if len(meant) >= _FEWEST or only else {}


def _another_table(layout: Layout, index: int) -> Problem:
    last = max(at for at in range(index, len(layout.grid.rows)) if not is_blank(layout.grid.rows[at])) + 1
    message = Sentence(
        "This row has the headings again, in other columns than row {heading_row} has: rows {index} "
        "to {last} are not read. Bring them under the first headings.",
        heading_row=layout.heading_row + 1,
        index=index + 1,
        last=last,
    )
    return layout.problem(ERROR, index, "", message, shown(first_filled(layout.grid.rows[index])))


def _lacks_needed(needed: Sequence[tuple[int, Column]], row: Sequence[Cell]) -> bool:
    """Whether something is missing that every row needs: a client may well be called Total."""
    return any(at >= len(row) or says_nothing(row[at], column) for at, column in needed)


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
