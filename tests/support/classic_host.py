"""Classic xlwings without Excel: run as a program, prints what its own code makes of partnerbook's functions, as JSON.

    python -m support.classic_host FOLDER_OF_THE_MODULE
    python -m support.classic_host FOLDER_OF_THE_MODULE xlwings_udfs.bas   # writes the VBA module instead

`vba` is the module that its generator writes, `help` what it registers for the function wizard, `answers` what
`call_udf` gives for every case in values, `answers to ranges` the same where formulas name cells. `milliseconds` is how
long it takes to import, for a column of 10,000 cells and for 10,000 single calls, beside a function that gives back
what it gets. It is a program because it makes the process believe that it runs on Windows.
"""

import asyncio  # noqa: F401 - before this is Windows: it would import what only Windows has
import concurrent.futures.thread  # noqa: F401
import contextlib
import json
import multiprocessing  # noqa: F401
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from support import fake_pywin32
from support.function_cases import OMITTED, ErrorCell, cases, classic_cell, each_cell

MODULE = "partnerbook_udfs"
COLUMN = tuple((float(row) + 0.25,) for row in range(10_000))


def in_a_process(folder: Path, home: Path) -> dict[str, Any]:
    """What this prints as a program, for the module in a folder; `home` is taken for the user's own folder."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "HOME": str(home)}
    environment.pop("XLWINGS_LICENSE_KEY", None)  # classic functions need none
    command = [sys.executable, "-m", "support.classic_host", str(folder)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300, check=False
    )
    if done.returncode:
        raise RuntimeError(f"xlwings stopped:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run(folder: str) -> dict[str, Any]:
    """Everything that is printed."""
    started = time.perf_counter()
    xlwings, udfs = windows_xlwings()
    imported = time.perf_counter()
    sys.path.insert(0, str(Path(folder).resolve()))
    __import__(MODULE)
    known = time.perf_counter()
    workbook = fake_pywin32.Workbook()
    udfs.get_udf_module(MODULE, None)  # as import_udfs would, which looks for code in the workbook's sheets first
    with contextlib.redirect_stdout(sys.stderr):
        udfs.import_udfs(MODULE, workbook)
    times = {"xlwings": 1000 * (imported - started), "functions": 1000 * (known - imported)}
    for name, function in zip(("ours", "identity"), ours_and_identity(xlwings, udfs), strict=True):
        times[f"column, {name}"] = min(_milliseconds(function, [COLUMN]) for _ in range(9))
        times[f"cells, {name}"] = min(_milliseconds(function, [cell for [cell] in COLUMN]) for _ in range(3))
    return {
        "version": xlwings.__version__,
        "decorator": xlwings.func.__module__,
        "vba": workbook.VBComponents.imported[0],
        "help": workbook.help,
        "answers": _answers(udfs, _argument),
        "answers to ranges": _answers(udfs, _range),
        "milliseconds": times,
    }


def windows_xlwings() -> tuple[Any, Any]:
    """The modules xlwings and xlwings.udfs, imported as on Windows."""
    with fake_pywin32.windows():
        import xlwings
        from xlwings import udfs
    return xlwings, udfs


def ours_and_identity(xlwings: Any, udfs: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """POINTS_SOLD of an amount, and a function of as many arguments that gives it back, both called as Excel does."""

    def identity(amount: Any, market: Any, currency: Any, source: Any = None, on: Any = None) -> Any:  # noqa: ARG001
        return amount

    for name in ("on", "source", "currency", "market", "amount"):
        identity = xlwings.arg(name, ndim=2, err_to_str=True)(identity)
    plain = SimpleNamespace(identity=xlwings.func(identity))
    udfs.udf_modules["plain"] = {"filename": "", "filetime": None, "module": plain}
    others = ("Mexico", "EUR", fake_pywin32.MISSING, fake_pywin32.MISSING)
    return (
        lambda amount: udfs.call_udf(MODULE, "POINTS_SOLD", (amount, *others), None, None),
        lambda amount: udfs.call_udf("plain", "identity", (amount, *others), None, None),
    )


def _answers(udfs: Any, hand_over: Callable[[Any], Any]) -> list[Any]:
    return [
        udfs.call_udf(MODULE, case.function, tuple(map(hand_over, _all_arguments(udfs, case))), None, None)
        for case in cases("classic")
    ]


def _all_arguments(udfs: Any, case: Any) -> tuple[Any, ...]:
    """The arguments as the generated VBA passes them: all that the function has, the missing ones as missing."""
    wanted = len(getattr(udfs.get_udf_module(MODULE, None), case.function).__xlfunc__["args"])
    return (*case.arguments, *(OMITTED for _ in range(wanted - len(case.arguments))))


def _argument(argument: Any) -> Any:
    """An argument as Excel hands it over: a range as tuples, a number as float, an error as its number."""
    if isinstance(argument, list):
        return tuple(tuple(row) for row in each_cell(argument, _com))
    return _com(argument)


def _range(argument: Any) -> Any:
    """The same where the formula names cells: Excel hands over the range, which gives its cells when asked."""
    return _argument(argument) if argument is OMITTED else fake_pywin32.Range(_argument(argument))


def _com(cell: Any) -> Any:
    if cell is OMITTED:
        return fake_pywin32.MISSING
    if isinstance(cell, ErrorCell):
        return fake_pywin32.ERRORS[cell.text]
    if isinstance(cell, date):
        time_type: type[datetime] = sys.modules["pywintypes"].TimeType
        return time_type(cell.year, cell.month, cell.day)
    return float(cell) if type(cell) is int else classic_cell(cell)


def _milliseconds(function: Callable[[Any], Any], arguments: list[Any]) -> float:
    started = time.perf_counter()
    for argument in arguments:
        function(argument)
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    if sys.argv[2:]:
        Path(sys.argv[2]).write_text(run(sys.argv[1])["vba"], encoding="ascii", newline="\r\n")
        sys.exit()
    print(json.dumps(run(sys.argv[1]), default=repr))  # noqa: T201 (a program that prints)
