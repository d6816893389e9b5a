"""A formualizer workbook with our functions: the values of a workbook's sheets, its names, and nothing else of it.

Formulas are given to it one by one, as it reads them; one that it is not to work out stands there as its value.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from itertools import chain, groupby
from math import isfinite
from operator import itemgetter
from threading import Event, Thread
from time import process_time
from typing import Any
from xml.sax.saxutils import escape, quoteattr, unescape

from openpyxl.utils.datetime import to_excel

from partnerbook.errors import PartnerbookError
from partnerbook.files.grid import column_letters
from partnerbook.files.xlsx.lean import SPREADSHEET, lean_workbook
from partnerbook.files.xlsx.parts import WORKBOOK
from partnerbook.files.xlsx.references import references
from partnerbook.files.xlsx.spans import element_end, encoding_of, tags, visible
from partnerbook.files.xlsx.text import xml_text
from partnerbook.functions.hosts.formualizer.formulas import cell_formula
from partnerbook.functions.hosts.formualizer.read import Cells, FormulaCell, Place, Value
from partnerbook.functions.table import FUNCTIONS, evaluate, scalar

INSTALL = 'pip install "partnerbook[calc]"'

_ERRORS = {"Div": "#DIV/0!", "Na": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
           "Value": "#VALUE!", "Spill": "#SPILL!", "Calc": "#CALC!"}  # fmt: skip
_KINDS = {text: kind for kind, text in _ERRORS.items()}
_WRITTEN_ERRORS = frozenset(_KINDS) - {"#SPILL!", "#CALC!"}  # those that every reader of files knows
# Of computing since the engine was made, by all threads: a machine with much else to do gives the same answer. A
# workbook of many formulas may take longer than one that has few.
_SECONDS, _FORMULAS_A_SECOND = 3, 15_000
_LOOK = 0.05  # seconds between looks at the clock
_letters = lru_cache(16_384)(column_letters)


def values_copy(cells: Cells) -> bytes:
    """A workbook with the values of all sheets that are read; reads their formulas too."""
    return lean_workbook({name: _sheet(cells, name) for name in cells.sheets}, "".join(_names(cells)))


def _sheet(cells: Cells, name: str) -> bytes:
    made = BytesIO()
    made.write(f'<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode())
    for row, group in groupby(cells.values(name), itemgetter(0)):
        inside = "".join([_cell(row, column, value) for _, column, value in group if value is not None])
        made.write(f'<row r="{row + 1}">{inside}</row>'.encode())
    made.write(b"</sheetData></worksheet>")
    return made.getvalue()


def _cell(row: int, column: int, value: Value) -> str:
    where = f"{_letters(column)}{row + 1}"
    if isinstance(value, bool):
        kind, text = ' t="b"', str(int(value))
    elif isinstance(value, float):
        kind, text = "", repr(value)
    elif value in _WRITTEN_ERRORS:
        kind, text = ' t="e"', str(value)
    else:
        kind, text = ' t="str" xml:space="preserve"', escape(xml_text(str(value)))
    return f'<c r="{where}"{kind}><v>{text}</v></c>'


def _names(cells: Cells) -> Iterator[str]:
    """The XML of the names that the engine can use: LAMBDAs are ours, and what is not read is nowhere."""
    with_sheets = [each.attribute("name") or "" for each in tags(visible(cells.parts.read(WORKBOOK)), "sheet")]
    places = {name: at for at, name in enumerate(cells.sheets)}
    xml = cells.parts.read(WORKBOOK)
    scan, encoding = visible(xml), encoding_of(xml, WORKBOOK)
    for tag in tags(scan, "definedName"):
        told = tag.attributes()
        inside = (
            "" if tag.closed else scan[tag.stop : element_end(scan, tag, "definedName")].split(b"<")[0].decode(encoding)
        )
        text, on = unescape(inside), told.get("localSheetId", "")
        at = places.get(with_sheets[int(on)]) if on.isdecimal() and int(on) < len(with_sheets) else None
        if not text or "LAMBDA(" in text or "[#this row]" in text.casefold() or (on and at is None):
            continue
        if all(sheet in cells.there for sheet, _ in references(text, "", 0, cells.known)):
            local = "" if at is None else f' localSheetId="{at}"'
            read = cell_formula(f"={text}", 1, cells.tables).text.removeprefix("=")
            yield f"<definedName name={quoteattr(told.get('name', ''))}{local}>{escape(read)}</definedName>"


class Engine:
    """The engine with a workbook's values.

    Errors: PartnerbookError, one sentence, where formualizer is not installed, or gives up.
    """

    def __init__(self, copy: bytes, file: str) -> None:
        try:
            import formualizer  # an extra, and only this command needs it
        except ImportError:
            raise PartnerbookError(
                "To work out a workbook, formualizer is needed; install it with: {install}", install=INSTALL
            ) from None
        self.file, self._formulas, self._began = file, 0, process_time()
        self._told = (
            formualizer.ExcelEvaluationError,
            formualizer.FormualizerHostError,
            OSError,
            RuntimeError,
            ValueError,
        )
        self._workbook = self._asked(lambda: formualizer.load_workbook_bytes(copy))
        self._workbook.set_temporal_egress("serial")
        register(self._workbook)

    def _asked(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except self._told as error:
            why = " ".join(str(error).split())
            raise PartnerbookError(
                "formualizer cannot work out {file}: {why}.", file=self.file, why=why.rstrip(".")
            ) from None

    def put(self, cell: FormulaCell) -> None:
        """Give the engine a formula."""
        self._formulas += 1
        self._asked(lambda: self._workbook.set_formula(cell.sheet, cell.row + 1, cell.column + 1, cell.read.text))

    def hold(self, at: Place, value: Value) -> None:
        """Give the engine a cell that stays as it is: as a formula, which it takes far faster than a value."""
        sheet, row, column = at
        self._asked(lambda: self._workbook.set_formula(sheet, row + 1, column + 1, f"={_literal(value)}"))

    def work_out(self) -> None:
        """Work out all formulas."""
        seconds = _SECONDS + self._formulas / _FORMULAS_A_SECOND
        until, done = self._began + seconds, Event()

        def watch() -> None:
            while not done.wait(_LOOK):
                if process_time() > until:
                    self._workbook.cancel()
                    return

        watching = Thread(target=watch, daemon=True)
        watching.start()
        try:
            self._asked(self._workbook.evaluate_all)
        except PartnerbookError as error:
            if watching.is_alive():
                raise
            raise PartnerbookError(
                "{file} is not worked out: its formulas take more than {seconds:.0f} seconds of computing.",
                file=self.file,
                seconds=seconds,
            ) from error
        finally:
            done.set()

    def value(self, at: Place) -> Any:
        """What came out in a cell, as the engine says it."""
        sheet, row, column = at
        return self._asked(lambda: self._workbook.get_value(sheet, row + 1, column + 1))


def _literal(value: Value) -> str:
    if value is None:
        return '""'
    if isinstance(value, str):
        doubled = value.replace('"', '""')
        return value if value in _KINDS else f'"{doubled}"'
    return repr(value).upper() if isinstance(value, bool) else repr(value)


def register(workbook: Any) -> None:
    """Give a formualizer workbook our functions."""
    for function in FUNCTIONS:
        workbook.register_function(
            function.name, _callback(function.name), min_args=function.required, max_args=len(function.parameters)
        )


def is_error(value: Value) -> bool:
    """Whether a value is an error, of which its text is all that is known.

    >>> is_error("#N/A"), is_error("#1")
    (True, False)
    """
    return value in _KINDS


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
        return float(value) if isfinite(value) else "#NUM!"
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
