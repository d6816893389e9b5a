"""The figures of a workbook, worked out again by engines that share no code with us.

`written_values` is what stands in the file, `libreoffice_values` and `ironcalc_values` are what two engines make of its
formulas. All three speak alike: numbers as float (dates as serial numbers), text as str, truth as bool, errors as their
text ("#N/A"), an empty cell as None.

    assert compare(report, libreoffice_values) == []
"""

import atexit
import math
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import ironcalc
from openpyxl.utils.cell import (
    column_index_from_string,
    coordinate_from_string,
    get_column_letter,
    range_boundaries,
)
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.defined_name import DefinedName

from support import programs
from support.package import MAIN, WORKBOOK, Package, Value

Cells = dict[tuple[str, str], Value]
Engine = Callable[[Path | str], Cells]

# LibreOffice believes the values in a file unless it is told to work all of them out again (0: always). The language is
# set because TEXT() and month names follow it.
_PDF_PAGE = re.compile(rb"/Type\s*/Page\b")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
</oor:items>
"""


class EngineError(Exception):
    """An engine could not open or work out a workbook."""


class Written(NamedTuple):
    formula: str
    value: Value


class Difference(NamedTuple):
    """A formula whose value in the file is not what the engine finds."""

    sheet: str
    cell: str
    formula: str
    written: Value
    recalculated: Value

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}"
        return f"{place}: {self.written!r} is written, {self.recalculated!r} comes out of ={self.formula}"


def written_values(path: Path | str) -> dict[tuple[str, str], Written]:
    """Return the formula cells of the workbook, each with its formula and the value that stands beside it."""
    return dict(_looked_at(*_state(path))[0])


def of_one_day(path: Path | str) -> Callable[[tuple[str, str]], bool]:
    """Return whether a cell of a report stays on the day it was made for, whatever its as-of day becomes.

    Some sheets do, and the rows that tell of the usage of one client.
    """
    written = written_values(path)
    dated = {place for place, told in written.items() if "AsOf=MadeFor" in told.formula}
    sheets = {sheet for sheet, cell in dated if cell == "A3"}
    usage = [place for place, told in written.items() if "ClientUsagePlace" in told.formula]
    rows = {(sheet, coordinate_from_string(cell)[1] + above) for sheet, cell in usage for above in (0, -1, -2)}
    looked_up = {place for place, told in written.items() if "ClientUsage[" in told.formula}

    def stays(place: tuple[str, str]) -> bool:
        row = place[0], coordinate_from_string(place[1])[1]
        return place[0] in sheets or place in looked_up or place in dated or row in rows

    return stays


def dated_cells(path: Path | str) -> frozenset[tuple[str, str]]:
    """Return the cells that say of which day what stands below them is, which stay so when the as-of day moves."""
    return frozenset(place for place, told in written_values(path).items() if "AsOf=MadeFor" in told.formula)


def libreoffice_values(path: Path | str, timeout: float = 180) -> Cells:
    """Return every cell that has a value after LibreOffice has worked out all formulas again."""
    return libreoffice_all([path], timeout)[0]


def libreoffice_all(paths: Sequence[Path | str], timeout: float = 180) -> list[Cells]:
    """Return the same for several workbooks: one LibreOffice works all of them out, starting takes it longest."""
    with tempfile.TemporaryDirectory(prefix="partnerbook-") as folder:
        # Copies, so that a lock file beside the original or an odd file name cannot matter.
        sources = [Path(shutil.copyfile(path, Path(folder, f"book{at or ''}.xlsx"))) for at, path in enumerate(paths)]
        return list(map(shown_values, recalculated(sources, Path(folder, "out"), timeout)))


def shown_values(path: Path | str) -> Cells:
    """Return every cell of the workbook that has a value as it stands in the file."""
    return dict(_looked_at(*_state(path))[1])


def _state(path: Path | str) -> tuple[str, int, int]:
    """What tells a file from what stands there after it was written again."""
    state = Path(path).stat()
    return os.fspath(path), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _looked_at(path: str, _written_at: int, _size: int) -> tuple[dict[tuple[str, str], Written], Cells]:
    """The formula cells and all that have a value: tests ask for both, and of the same few files time and again."""
    package = Package(path)
    written: dict[tuple[str, str], Written] = {}
    shown: Cells = {}
    for sheet in package.sheets:
        for cell in package.cells(sheet.part):
            place, value = (sheet.name, cell.ref), package.value(cell)
            if cell.formula is not None:
                written[place] = Written(cell.formula, value)
            if value is not None:
                shown[place] = value
    return written, shown


def ironcalc_values(path: Path | str, typed: Mapping[tuple[str, str], str] = MappingProxyType({})) -> Cells:
    """Return the formula cells as IronCalc works them out: it knows LAMBDA and XLOOKUP, old LibreOffices do not.

    Before that, `typed` is typed into cells, as a person does.
    """

    def type_in(model: Any, sheets: Sequence[str]) -> None:
        for (sheet, ref), text in typed.items():
            model.set_user_input(sheets.index(sheet), *_row_and_column(ref), text)

    return _by_ironcalc(path, type_in)


def ironcalc_moved(path: Path | str, inputs: Mapping[str, str | float | bool | date]) -> Cells:
    """Return the formula cells as IronCalc works them out of `with_inputs`, which is not written."""
    places = named_places(path)

    def put(model: Any, sheets: Sequence[str]) -> None:
        for name, value in inputs.items():
            sheet, ref = places[name]
            if (sheet, ref) in written_values(path):
                raise ValueError(f"{name} is {sheet}!{ref}, which is a formula, and no input")
            at = sheets.index(sheet), *_row_and_column(ref)
            if isinstance(value, str):
                model.update_cell_with_text(*at, value)
            elif isinstance(value, bool):
                model.update_cell_with_bool(*at, value)
            else:
                model.update_cell_with_number(*at, float(to_excel(value) if isinstance(value, date) else value))

    return _by_ironcalc(path, put)


def _by_ironcalc(path: Path | str, change: Callable[[Any, Sequence[str]], None]) -> Cells:
    try:
        model = ironcalc.load_from_bytes(_loaded(*_state(path)))
        sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]
        change(model, sheets)
        model.evaluate()
    except (KeyError, ValueError):
        raise
    except BaseException as error:  # a Rust panic is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        raise EngineError(f"IronCalc cannot work out {path}: {error}") from error
    places = written_values(path)
    return {(sheet, ref): model.get_cell_value(sheets.index(sheet), *_row_and_column(ref)) for sheet, ref in places}


@lru_cache(maxsize=4)
def _loaded(path: str, _written_at: int, _size: int) -> bytes:
    """The workbook as IronCalc keeps it, of which it begins anew much sooner than of the file."""
    loaded: bytes = ironcalc.load_from_xlsx(path, "en", "UTC").to_bytes()
    return loaded


def _row_and_column(ref: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(ref)
    return row, column_index_from_string(letters)


def compare(path: Path | str, engine: Engine) -> list[Difference]:
    """Return the formulas whose written value differs from the engine's; a missing value differs too."""
    return _differences(path, engine(path))


def compare_in_libreoffice(paths: Sequence[Path]) -> dict[str, list[Difference]]:
    """Return the same for LibreOffice, which starts once for all of them: of those that differ, by their paths."""
    found = {str(path): _differences(path, cells) for path, cells in zip(paths, libreoffice_all(paths), strict=True)}
    return {path: differing for path, differing in found.items() if differing}


def _differences(path: Path | str, found: Cells) -> list[Difference]:
    return [
        Difference(sheet, ref, written.formula, written.value, found.get((sheet, ref)))
        for (sheet, ref), written in written_values(path).items()
        if not same(written.value, found.get((sheet, ref)))
    ]


def named_places(path: Path | str) -> dict[str, tuple[str, str]]:
    """Return the sheet and the cells that each defined name stands for; those of a formula are left out."""
    return dict(_named(*_state(path)))


@lru_cache(maxsize=8)
def _named(path: str, _written_at: int, _size: int) -> dict[str, tuple[str, str]]:
    names = Package(path).root(WORKBOOK).iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    return {
        each.get("name", ""): (sheet, ref.replace("$", ""))
        for each in names
        if each.get("localSheetId") is None
        for sheet, ref in list(DefinedName(each.get("name", ""), attr_text=each.text).destinations)[:1]
    }


def column_places(path: Path | str, table: str) -> dict[str, list[tuple[str, str]]]:
    """Return the sheet and cell of each value of a Table, by the heading of its column."""
    package = Package(path)
    for sheet in package.sheets:
        for root in map(package.root, package.related(sheet.part, "table")):
            if root.get("displayName") == table:
                first, top, last, bottom = range_boundaries(root.get("ref", ""))
                heads = [each.get("name", "") for each in root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")]
                return {
                    head: [(sheet.name, f"{get_column_letter(column)}{row}") for row in range(top + 1, bottom + 1)]
                    for head, column in zip(heads, range(first, last + 1), strict=True)
                }
    raise KeyError(f"{path} has no table {table!r}")


def with_inputs(path: Path | str, out: Path | str, inputs: Mapping[str, str | float | bool | date]) -> Path:
    """Write to `out` a copy of the workbook with other values in the cells that these defined names stand for.

    Nothing else of the file changes: its formulas keep the values that were right before, for an engine to find out.
    """
    defined = named_places(path)
    package = Package(path)
    parts = {sheet.name: sheet.part for sheet in package.sheets}
    changed: dict[str, str] = {}
    for name, value in inputs.items():
        if name not in defined:
            raise KeyError(f"{path} has no defined name {name!r}; it has {', '.join(sorted(defined))}")
        sheet, ref = defined[name]
        part = parts[sheet]
        xml = changed.get(part) or package.content(part).decode()
        found = re.search(rf'<c r="{ref}"( s="\d+")?[^>]*?(/>|>.*?</c>)', xml)
        if found is None or "<f>" in found[0]:
            raise ValueError(f"{name} is {sheet}!{ref}, which is empty or a formula, and no input")
        changed[part] = xml.replace(found[0], f'<c r="{ref}"{found[1] or ""}{_content(value)}</c>')
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in package.names:
            archive.writestr(part, changed.get(part) or package.content(part))
    return Path(out)


def _content(value: str | float | bool | date) -> str:
    if isinstance(value, str):
        return f' t="inlineStr"><is><t>{escape(value)}</t></is>'
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v>'
    return f"><v>{to_excel(value) if isinstance(value, date) else value}</v>"


def same(written: Value, found: Value) -> bool:
    """Return whether two values are the same cell: numbers to one part in a thousand million, all else exactly."""
    if isinstance(written, bool) and not isinstance(found, bool):
        # LibreOffice has no truth values, only numbers that are shown as TRUE unless the cell has another format.
        return found in {0.0, 1.0} and written == found
    if isinstance(written, float) and isinstance(found, float):
        return math.isclose(written, found, rel_tol=1e-9, abs_tol=1e-9)
    return written is not None and type(written) is type(found) and written == found


def pdf_pages(sources: Sequence[Path], out: Path, timeout: float = 120) -> list[int]:
    """How many pages each of some workbooks has on paper, which LibreOffice prints into the folder `out`."""
    return [len(_PDF_PAGE.findall(path.read_bytes())) for path in recalculated(sources, out, timeout, "pdf")]


def recalculated(sources: Sequence[Path], out: Path, timeout: float, kind: str = "xlsx") -> list[Path]:
    """The copies of workbooks that LibreOffice saves in the folder `out`, all of their formulas worked out again."""
    command = [
        programs.soffice(),
        f"-env:UserInstallation={_profile().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--convert-to", kind, "--outdir", str(out), *map(str, sources)),
    ]
    # soffice is a script that starts another process: only as a group can both be stopped.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=os.name == "posix"
    )
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        names = ", ".join(source.name for source in sources)
        raise EngineError(f"LibreOffice had not worked out {names} after {timeout:g} s") from None
    finally:
        if process.poll() is None:
            _stop(process)
    results = [out / source.with_suffix(f".{kind}").name for source in sources]
    if not all(result.exists() for result in results):
        raise EngineError(f"LibreOffice gave nothing back (exit code {process.returncode}): {output.strip()}")
    return results


def _stop(process: subprocess.Popen[str]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()
    _profile.cache_clear()  # what it left there may be half written


@cache
def _profile() -> Path:
    """Return a profile of this process' own: two LibreOffices with one profile get in each other's way."""
    folder = tempfile.TemporaryDirectory(prefix="partnerbook-libreoffice-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    registry = Path(folder.name, "user", "registrymodifications.xcu")
    registry.parent.mkdir()
    registry.write_text(_PROFILE, encoding="utf-8")
    return Path(folder.name)
