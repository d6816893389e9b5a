"""The add-in as LibreOffice loads it: it hands cells to `evaluate` and cells back, and knows nothing else.

LibreOffice imports this module as a single file of the extension, with the core beside it in `pythonpath`. Nothing of
LibreOffice is imported before it asks for the add-in, so the module can be read and tested anywhere.

Calc keeps an error in a cell as a number that is none (NaN), with the error's code in its lower half. A float of Python
carries that code: a function so answers with real errors, each in its own cell of an array. None comes in: Calc calls
no add-in with an error among its arguments, but passes it on (of a cell) or shows Err:504 (of a range).
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

IMPLEMENTATION = "org.partnerbook.Functions"
INTERFACE = "org.partnerbook.XFunctions"
ADD_IN = "com.sun.star.sheet.AddIn"

# Calc's codes of all the errors that a function passes on or gives.
_CODES = {"#N/A": 0x7FFF, "#NUM!": 503, "#VALUE!": 519, "#NULL!": 521, "#REF!": 524, "#NAME?": 525, "#DIV/0!": 532}
_NAN = 0x7FF80000_00000000
_ERRORS: dict[object, float] = {
    text: struct.unpack("<d", struct.pack("<Q", _NAN | code))[0] for text, code in _CODES.items()
}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (worksheets have no time zones)


def answer(rows: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    """Rows as Calc takes them back: numbers, text, truth values, and errors as the numbers that stand for them.

    >>> answer([[1, "growth"], [True, None]])
    ((1.0, 'growth'), (True, ''))
    """
    return tuple([tuple([cell if type(cell) is float else _answered(cell) for cell in row]) for row in rows])


def _answered(cell: Any) -> Any:
    if isinstance(cell, str):
        return _ERRORS.get(cell, cell)
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (cell - _EPOCH).total_seconds() / 86400
    return cell if isinstance(cell, bool) else float(cell)


def _method(evaluate: Callable[[str, Sequence[Any]], Any], name: str) -> Callable[..., Any]:
    return lambda _self, *arguments: answer(evaluate(name, arguments))


@cache
def _registered() -> Any:
    """What tells LibreOffice the name of the add-in and makes it."""
    from partnerbook.functions.table import FUNCTIONS, evaluate

    uno, unohelper = import_module("uno"), import_module("unohelper")
    methods = {function.name: _method(evaluate, function.name) for function in FUNCTIONS}
    made = type(
        "Functions", (unohelper.Base, uno.getClass(INTERFACE)), {"__init__": lambda _self, _context: None} | methods
    )
    helper = unohelper.ImplementationHelper()
    helper.addImplementation(made, IMPLEMENTATION, (ADD_IN, IMPLEMENTATION))
    return helper


def writeRegistryInfo(manager: Any, key: Any) -> Any:  # noqa: N802 (LibreOffice's name)
    """LibreOffice calls this when the extension is installed."""
    return _registered().writeRegistryInfo(key, manager)


def getComponentFactory(implementation: str, manager: Any, key: Any) -> Any:  # noqa: N802 (LibreOffice's name)
    """LibreOffice calls this when the first formula needs the add-in."""
    return _registered().getComponentFactory(implementation, key, manager)
