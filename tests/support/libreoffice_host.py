"""A real LibreOffice with our add-in in a profile of its own: its values in full, its errors as their text."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from partnerbook.functions.hosts.libreoffice.build import NAME, write_addin
from partnerbook.functions.hosts.libreoffice.install import LibreOffice, Place, place_in, surroundings
from support import programs
from support.package import Value

_ASK = Path(__file__).parents[1] / "tools" / "libreoffice" / "ask.py"
# An error that is none of Excel's keeps its number: one of Calc's own must not pass for one of ours.
_ERRORS = {32767: "#N/A", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}


class Host:
    """The LibreOffice of the machine, its profile in a folder."""

    def __init__(self, folder: Path, addin: bytes | None = None) -> None:
        self.office = LibreOffice(Path(programs.new_soffice()))
        self.place: Place = place_in(folder)
        self.addin = folder / NAME
        if addin is None:
            write_addin(self.addin)
        else:
            self.addin.write_bytes(addin)

    def add(self) -> None:
        """Install the add-in."""
        self.office.add(self.addin, self.place)

    def values(self, workbook: Path) -> dict[tuple[str, str], Value]:
        """The cells that are not empty, by sheet and reference, worked out by LibreOffice."""
        return dict(answered_cells(self._asked("cells", str(workbook))))

    def seconds(self, workbook: Path) -> list[float]:
        """What working out every formula of a workbook takes, time after time; opening it does not count."""
        return list(self._asked("seconds", str(workbook)))

    def texts(self) -> Any:
        """What the function wizard shows of add-in functions: description, and name and help of each parameter."""
        return self._asked("texts")

    def _asked(self, *what: str) -> Any:
        return asked(self.place, *what)


def asked(place: Place, *what: str, seconds: float = 300) -> Any:
    """What LibreOffice answers to a question, with its profile at the place."""
    command = [programs.libreoffice_python(), str(_ASK), *what, programs.new_soffice(), *place.settings]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds, env=surroundings())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def answered_cells(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Iterator[tuple[tuple[str, str], Value]]:
    """The cells that are not empty, by sheet and reference, of an answer."""
    for name, rows in sheets.items():
        for down, row in enumerate(rows, 1):
            for across, cell in enumerate(row, 1):
                value = _ERRORS.get(cell["error"], f"Err:{cell['error']}") if isinstance(cell, dict) else cell
                if value != "":
                    yield (name, f"{get_column_letter(across)}{down}"), value
