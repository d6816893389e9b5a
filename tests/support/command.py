"""The command as tests call it: what it says, and that it refuses in one sentence."""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

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


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))


def started(*words: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, capture_output=True, check=False, env={**os.environ, **settings})
