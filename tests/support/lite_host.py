"""The functions as xlwings Lite runs them: in Pyodide, from the files that are installed here, with nothing compiled.

xlwings Lite itself runs only in Excel. What it does to a call is small, and `_argument` does it: every argument is rows
of cells, a date is a serial number, an error is its text, an empty cell is None, what is left out is the default.
"""

import json
import subprocess
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

from support import function_cases, programs
from support.function_cases import OMITTED, cases, each_cell, plain_cell

COMPILED = (".so", ".pyd", ".dll", ".dylib")
# What pip brings there for the functions, and xlwings, which Lite has.
PACKAGES = ("partnerbook", "currencyconverter", "xlwings")
_TESTS = Path(__file__).parents[1]
_PROGRAM = """
import importlib.util, json, platform, runpy, sys
from support.function_cases import cases
from support.lite_book import Book
from support.lite_host import answers
module = runpy.run_path("hosts/lite/main.py")
book = Book("b.xlsx", {"Clients": [["Client", "Country"], ["Acme", "Atlantis"]]})
module["check_book"](book)
loaded = [name for name, each in sys.modules.items() if str(getattr(each, "__file__", "")).endswith(".so")]
print(json.dumps({"python": platform.python_version(), "system": sys.platform, "compiled": loaded,
                  "answers": answers(module), "checked": book.sheets["partnerbook check"].rows(),
                  "xlwings": "xlwings" in sys.modules}))
"""


def answers(functions: dict[str, Any]) -> list[Any]:
    """What the functions answer to every case, called as xlwings Lite calls them."""
    return [functions[case.function](*map(_argument, _given(case.arguments))) for case in cases("lite")]


def _given(arguments: tuple[Any, ...]) -> list[Any]:
    given = list(arguments)
    while given and given[-1] is OMITTED:  # the default of the function takes its place
        given.pop()
    return given


def _argument(argument: Any) -> Any:
    if argument is OMITTED:
        return None
    cells = each_cell(argument, plain_cell)
    return cells if isinstance(cells, list) else [[cells]]


def run(folder: Path, main: Path) -> dict[str, Any]:
    """What the program above prints in Pyodide, `main` being the main.py of a workbook; `folder` is for the archive."""
    archive = folder / "packages.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in PACKAGES:
            for path, place in installed(name):
                if path.suffix not in COMPILED:
                    packed.write(path, place)
        packed.write(main, "hosts/lite/main.py")
        packed.write(function_cases.TABLE, "tests/cases/functions.json")
        for file in ("__init__", "function_cases", "lite_book", "lite_host", "programs"):
            packed.write(_TESTS / "support" / f"{file}.py", f"tests/support/{file}.py")
        packed.writestr("tests/program.py", _PROGRAM.replace('"hosts/', '__file__.rpartition("/tests/")[0] + "/hosts/'))
    command = [programs.node(), str(programs.pyodide() / "run.mjs"), str(archive), "tests/program.py"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    if done.returncode:
        raise RuntimeError(f"Pyodide stopped:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def installed(name: str) -> list[tuple[Path, str]]:
    """The files of an installed package, each with its place beside other packages; if editable, its sources."""
    distribution = metadata.distribution(name)
    listed = [(Path(str(file.locate())), str(file)) for file in distribution.files or ()]
    files = [each for each in listed if not each[1].startswith("..") and each[0].suffix not in {".pyc", ".pth"}]
    if name == "partnerbook" and not any(place == "partnerbook/__init__.py" for _, place in files):
        import partnerbook

        package = Path(partnerbook.__file__).parent
        files += [(path, path.relative_to(package.parent).as_posix()) for path in package.rglob("*") if path.is_file()]
    return files
