"""A workbook's functions worked out again without Excel, by formualizer: what differs from what is written.

The engine is given a copy: Tables' references as cells, LAMBDAs and add-ins' names away, no values. Compared are the
cells that call our functions and all that follow from them; what the engine does not know is said, not guessed.
"""

import math
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import WINDOWS_EPOCH, to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import PartnerbookError
from partnerbook.files.xlsx.look import Workbook as LookedInto
from partnerbook.functions.hosts.formualizer.formulas import TableCells, cell_formula
from partnerbook.functions.table import FUNCTIONS, evaluate, scalar

INSTALL = 'pip install "partnerbook[calc]"'

Value: TypeAlias = float | str | bool | None
Place: TypeAlias = tuple[str, str]

_ERRORS = {"Div": "#DIV/0!", "Na": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
           "Value": "#VALUE!", "Spill": "#SPILL!", "Calc": "#CALC!"}  # fmt: skip
_KINDS = {text: kind for kind, text in _ERRORS.items()}
_NOT_KNOWN = ("Name", "NImpl", "NotImplemented", "Circ")


class Change(NamedTuple):
    """A cell whose written value is not what comes out now; `formula` is "" for a cell that another one fills."""

    sheet: str
    cell: str
    formula: str
    written: Value
    now: Value

    def __str__(self) -> str:
        came = f"={self.formula}" if self.formula else "the cell that fills it"
        return f"{self.sheet}!{self.cell}: {_shown(self.written)} is written, {_shown(self.now)} comes out of {came}"


class Recalculated(NamedTuple):
    """What came out: the changes, how many cells were compared, and those that the engine cannot work out."""

    changes: tuple[Change, ...]
    compared: int
    not_known: tuple[Place, ...]


class _Cell(NamedTuple):
    sheet: str
    row: int
    column: int
    formula: str
    ours: bool
    area: tuple[int, int, int, int] | None  # of an array: first column and row, last column and row


def recalculated(path: str | Path) -> Recalculated:
    """What differs in a workbook once our functions, and what follows from them, are worked out again.

    Errors: PartnerbookError where formualizer is not installed or the file cannot be read.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PartnerbookError(f"{path} cannot be opened: {error.strerror}.") from None
    LookedInto(data, path.name).look_at_all()
    book, written = _opened(data, path.name), _opened(data, path.name, data_only=True)
    cells = list(_prepared(book))
    engine = _engine(book, path.name)
    return _compared(engine, written, _places(engine, cells))


def register(workbook: Any) -> None:
    """Give a formualizer workbook our functions."""
    for function in FUNCTIONS:
        workbook.register_function(
            function.name, _callback(function.name), min_args=function.required, max_args=len(function.parameters)
        )


def plain_value(value: Any) -> Value:
    """A value of the engine as a cell holds it: days as serial numbers, errors as their text, no text as None."""
    if isinstance(value, dict):
        kind = str(value.get("kind"))
        return _ERRORS.get(kind, f"#{kind.upper()}!")
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime | date | time):
        serial: float = to_excel(value)
        return float(serial)
    if isinstance(value, int | float):
        return float(value)
    return str(value) or None


def _callback(name: str) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        return _given_back(scalar(evaluate(name, [_handed_over(argument) for argument in arguments])))

    return call


def _handed_over(argument: Any) -> Any:
    if isinstance(argument, list | tuple):
        return [_handed_over(each) for each in argument] if dict in _kinds(argument) else argument
    return plain_value(argument) if isinstance(argument, dict) else argument


def _given_back(result: Any) -> Any:
    if isinstance(result, list):
        return [_given_back(each) for each in result] if str in _kinds(result) else result
    return {"type": "Error", "kind": _KINDS[result]} if isinstance(result, str) and result in _KINDS else result


def _kinds(rows: Sequence[Any]) -> set[type]:
    """The types of the cells of a range: most ranges hold numbers alone, and need no look at each."""
    if set(map(type, rows)) <= {list, tuple}:
        return set(map(type, chain.from_iterable(rows)))
    return set(map(type, chain.from_iterable(row if isinstance(row, list | tuple) else (row,) for row in rows)))


def _opened(data: bytes, file: str, data_only: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would not write again: nothing that it reads is kept
        try:
            return load_workbook(BytesIO(data), data_only=data_only)
        except (AttributeError, IndexError, KeyError, OSError, TypeError, ValueError) as error:
            raise PartnerbookError(f"{file} cannot be read ({error}); save it again in Excel.") from None


def _prepared(book: Workbook) -> Iterator[_Cell]:
    """Every formula of the workbook, after giving it the form that the engine reads."""
    tables = {
        table.name.casefold(): TableCells.of(
            sheet.title,
            table.ref,
            [column.name for column in table.tableColumns],
            1 if table.headerRowCount is None else table.headerRowCount,
            table.totalsRowCount or 0,
        )
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }
    for name in [name for name, defined in book.defined_names.items() if "LAMBDA(" in (defined.attr_text or "")]:
        del book.defined_names[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                content = cell.value
                text = content.text if isinstance(content, ArrayFormula) else content
                if cell.data_type != "f" or not isinstance(text, str):
                    continue
                formula = cell_formula(text, cell.row, tables)
                area = range_boundaries(content.ref) if isinstance(content, ArrayFormula) else None
                if area:
                    _emptied(sheet, area)
                cell.value = formula.text
                yield _Cell(sheet.title, cell.row, cell.column, text[1:], bool(formula.calls), area)


def _emptied(sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    """Empty the cells that an array fills: the engine spills it again."""
    left, top, right, bottom = area
    for row in sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            cell.value = None


def _engine(book: Workbook, file: str) -> Any:
    try:
        import formualizer  # an extra, and only this command needs it
    except ImportError:
        raise PartnerbookError(f"To work out a workbook, formualizer is needed; install it with: {INSTALL}") from None
    copy = BytesIO()
    book.epoch = WINDOWS_EPOCH  # the engine, as our functions, counts days from 1900 whatever the workbook does
    book.save(copy)
    try:
        workbook = formualizer.load_workbook_bytes(copy.getvalue())
        workbook.set_temporal_egress("serial")
        register(workbook)
        workbook.evaluate_all()
    except (OSError, RuntimeError, ValueError) as error:
        raise PartnerbookError(f"formualizer cannot work out {file}: {error}.") from None
    return workbook


def _places(engine: Any, cells: list[_Cell]) -> list[_Cell]:
    """The cells to compare, in the order of the workbook: those that call our functions, and all that follow."""
    formulas = {(cell.sheet, cell.row, cell.column): cell for cell in cells}
    found = {place for place, cell in formulas.items() if cell.ours}
    waiting = list(found)
    while waiting:
        sheet, row, column = waiting.pop()
        quoted = sheet.replace("'", "''")
        address = f"'{quoted}'!{get_column_letter(column)}{row}"
        for dependent in engine.dependents(address, max_results=2**20, max_work=2**30).dependents:
            place = _place(dependent.cell)
            if place in formulas and place not in found:
                found.add(place)
                waiting.append(place)
    return [cell for place, cell in formulas.items() if place in found]


def _place(address: str) -> tuple[str, int, int]:
    sheet, _, cell = address.rpartition("!")
    column, row, _, _ = range_boundaries(cell)
    return sheet.strip("'").replace("''", "'"), row, column


def _compared(engine: Any, written: Workbook, places: list[_Cell]) -> Recalculated:
    changes, not_known, compared = [], [], 0
    for cell in places:
        left, top, right, bottom = cell.area or (cell.column, cell.row, cell.column, cell.row)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                name = f"{get_column_letter(column)}{row}"
                found = engine.get_value(cell.sheet, row, column)
                before, now = plain_value(written[cell.sheet].cell(row, column).value), plain_value(found)
                if isinstance(found, Mapping) and found.get("kind") in _NOT_KNOWN and before != now:
                    not_known.append((cell.sheet, name))
                    continue
                compared += 1
                if not _same(before, now):
                    first = (row, column) == (cell.row, cell.column)
                    changes.append(Change(cell.sheet, name, cell.formula if first else "", before, now))
    return Recalculated(tuple(changes), compared, tuple(not_known))


def _same(written: Value, now: Value) -> bool:
    if isinstance(written, float) and isinstance(now, float):
        return math.isclose(written, now, rel_tol=1e-12, abs_tol=5e-10)
    if {written, now} <= {None, 0.0} and not isinstance(written, bool) and not isinstance(now, bool):
        return True  # a reference to an empty cell is 0 in Excel
    return type(written) is type(now) and written == now


def _shown(value: Value) -> str:
    if value is None:
        return "nothing"
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
