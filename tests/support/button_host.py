"""Excel's buttons without Excel: run as a program, does what is pressed, as xlwings' RunPython starts Python.

    python -m support.button_host PRESSES.json

Each press has the command line that xlwings' VBA makes, the workbook in front (its full name, as Excel says it) and the
names of all that are open. Prints what Excel was asked to open, or the error, a press each, as JSON. xlwings' own code
runs, `Book.caller()` and all; Windows and Excel are played. It is a program because it takes itself for Windows.
"""

import asyncio  # noqa: F401 - before this is Windows: it would import what only Windows has
import concurrent.futures.thread  # noqa: F401
import json
import multiprocessing  # noqa: F401
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from support import fake_pywin32

WINDOW = 4711


class Workbook:
    """An open workbook."""

    def __init__(self, application: "Excel", full_name: str) -> None:
        self.Application, self.FullName = application, full_name
        self.Name = full_name.replace("\\", "/").rpartition("/")[2]
        self.Worksheets = self.Sheets = ()


class Workbooks:
    """The open workbooks, which Excel knows by number and by name whatever its case."""

    def __init__(self, application: "Excel", full_names: Sequence[str]) -> None:
        self.opened: list[str] = []
        self._application = application
        self._all = [Workbook(application, name) for name in full_names]

    @property
    def Count(self) -> int:  # noqa: N802 (Excel's name)
        """How many there are."""
        return len(self._all)

    def __call__(self, which: int | str) -> Workbook:
        """The one with a number, from 1, or a name."""
        if isinstance(which, int):
            return self._all[which - 1]
        found = [each for each in self._all if each.Name.casefold() == which.casefold()]
        if not found:
            raise fake_pywin32.ComError(which)
        return found[0]

    def __iter__(self) -> Iterator[Workbook]:
        return iter(self._all)

    def Open(self, path: str, *_: Any, **__: Any) -> Workbook:  # noqa: N802 (Excel's name)
        """A workbook comes to the front, unless one of its name is open."""
        if any(each.Name.casefold() == Path(path).name.casefold() for each in self._all):
            raise fake_pywin32.ComError(f"a workbook called {Path(path).name} is open")
        self.opened.append(path)
        self._all.append(Workbook(self._application, path))
        return self._all[-1]


class Excel:
    """The application."""

    Hwnd = WINDOW
    Version = "16.0"

    def __init__(self, full_names: Sequence[str]) -> None:
        self.Workbooks = Workbooks(self, full_names)
        self.Application = self


class _WindowsSystem:
    """The module sys, as a program on Windows finds it."""

    platform = "win32"

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def pressed(presses: Sequence[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """What this prints as a program; `folder` is for files that are only temporary, and for the home of the person."""
    listed = folder / "presses.json"
    listed.write_text(json.dumps(presses), encoding="utf-8")
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "HUBSPOT", "XLW"))}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[1]), "HOME": str(home), "TEMP": str(folder), "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "support.button_host", str(listed)],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"xlwings stopped:\n{done.stderr[-4000:]}")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _run(listed: str) -> list[dict[str, Any]]:
    with fake_pywin32.windows():
        import xlwings
        from xlwings import _xlwindows

    windows: Any = sys.modules["win32gui"]
    windows.FindWindowEx = lambda *_: WINDOW
    xlwings.main.sys = _WindowsSystem()
    excel: list[Excel] = []
    _xlwindows.Dispatch = lambda *_: SimpleNamespace(Application=excel[-1])
    found: list[dict[str, Any]] = []
    for press in json.loads(Path(listed).read_text(encoding="utf-8")):
        excel.append(Excel(press["open"]))
        sys.argv = ["-c", *press["arguments"]]
        error = ""
        try:
            exec(press["command"], {})  # noqa: S102 - what Excel's command line has behind -c
        except Exception as caught:  # noqa: BLE001 - which xlwings shows in a window
            error = f"{type(caught).__name__}: {caught}"
        found.append({"opened": excel[-1].Workbooks.opened, "error": error})
    return found


if __name__ == "__main__":
    print(json.dumps(_run(sys.argv[1])))  # noqa: T201 (a program that prints)
