"""The command as tests call it: what it says, and that it refuses in one sentence."""

import os
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

AS_OF = date(2026, 10, 31)
TODAY = date(2026, 11, 21)


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


def refusal(said: Said) -> str:
    """The one sentence of a command that was not done."""
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("partnerbook: ")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err.removeprefix("partnerbook: ").strip()


def shown_sheet(path: Path | str, sheet: str) -> Worksheet:
    """The values of one sheet, at their places: a report has thirty sheets, and to read all takes a second."""
    found = Workbook().active
    assert isinstance(found, Worksheet)
    with closing(load_workbook(path, data_only=True, read_only=True)) as workbook:
        for row in workbook[sheet].iter_rows():
            for cell in row:
                if cell.value is not None:
                    found[cell.coordinate].value = cell.value
    return found


def sheet_names(path: Path | str) -> list[str]:
    with closing(load_workbook(path, read_only=True)) as workbook:
        return list(workbook.sheetnames)


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    with closing(load_workbook(path, data_only=True, read_only=True)) as workbook:
        return list(workbook[sheet].iter_rows(values_only=True))


def started(*words: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, capture_output=True, check=False, env={**os.environ, **settings})
