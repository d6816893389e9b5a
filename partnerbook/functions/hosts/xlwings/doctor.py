"""Why classic xlwings does not find the functions, in plain words: each thing that can be wrong, and what to do."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from partnerbook.errors import Sentence
from partnerbook.functions.hosts.xlwings.config import FILE, INTERPRETER, MODULE, MODULES, read_config, user_config

INSTALL_XLWINGS = 'python -m pip install "partnerbook[excel]"'
INSTALL = "partnerbook excel install"
INSTALL_ADD_IN = "xlwings addin install"
_SHEET, _TEMPLATE_SHEET = "xlwings.conf", "_xlwings.conf"
_IMPORT = f"import {MODULE}; print(len({MODULE}.__all__))"


class Finding(NamedTuple):
    """One thing looked at: whether it is well (None: it does not matter here), what was found, and what to do."""

    well: bool | None
    found: Sentence
    remedy: Sentence | None = None


class Machine(NamedTuple):
    """What the doctor looks at: a computer, or what a test says of one."""

    platform: str
    python: Path
    home: Path
    environment: Mapping[str, str]
    xlwings: Path | None
    xlwings_version: str
    pywin32: bool


def this_machine(environment: Mapping[str, str]) -> Machine:
    """The computer this runs on."""
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    spec = find_spec("xlwings")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    try:
        number = version("xlwings")
    except PackageNotFoundError:
        number = ""
    return Machine(
        sys.platform, Path(sys.executable), Path.home(), environment, folder, number, find_spec("pythoncom") is not None
    )


def findings(machine: Machine, workbook: Path | None) -> Iterator[Finding]:
    """Everything that is looked at, in the order in which it is best mended."""
    yield _system(machine)
    yield from _python(machine)
    yield from _xlwings(machine)
    yield from _add_in(machine)
    yield from _workbook(workbook)
    yield from _settings(machine, workbook)


def _system(machine: Machine) -> Finding:
    if machine.platform == "win32":
        return Finding(True, Sentence("This is Windows."))
    return Finding(
        None,
        Sentence("This is not Windows, where alone Excel runs classic functions."),
        Sentence("Use xlwings Lite or LibreOffice here; what else is wrong is told all the same."),
    )


def _python(machine: Machine) -> Iterator[Finding]:
    path = str(machine.python)
    yield Finding(True, Sentence("Python is {path}", path=path))
    if "WindowsApps" in path:
        yield Finding(
            False,
            Sentence(
                "This Python is from the Microsoft Store, which hides it from other programs: Excel cannot start it."
            ),
            Sentence("Install Python from python.org, then partnerbook with it."),
        )
    if "onedrive" in path.lower():
        yield Finding(
            False,
            Sentence(
                "This Python lies in a OneDrive folder, whose files may be in the cloud when Excel looks for them."
            ),
            Sentence(r"Install it elsewhere, such as C:\Python."),
        )
    if " " in path and machine.platform == "win32":
        yield Finding(
            None,
            Sentence("There is a space in the path of Python. It does no harm, except with conda."),
            Sentence("If Excel cannot start Python, install it where there is none."),
        )


def _xlwings(machine: Machine) -> Iterator[Finding]:
    if machine.xlwings is None:
        yield Finding(
            False,
            Sentence("xlwings is not installed for this Python."),
            Sentence("Type: {command}", command=INSTALL_XLWINGS),
        )
        return
    major, minor = (int(part) for part in [*machine.xlwings_version.split("."), "0"][:2])
    if (major, minor) < (0, 33) or major >= 1:
        yield Finding(
            False,
            Sentence(
                "xlwings is {version}; partnerbook works with 0.33 and later, before 1.0.",
                version=machine.xlwings_version,
            ),
            Sentence("Type: {command}", command=INSTALL_XLWINGS),
        )
    else:
        yield Finding(True, Sentence("xlwings is {version}.", version=machine.xlwings_version))
    if machine.platform == "win32" and not machine.pywin32:
        yield Finding(
            False,
            Sentence("pywin32 is missing, through which xlwings talks to Excel."),
            Sentence("Type: {command}", command="python -m pip install pywin32"),
        )
    library = machine.python.with_name(f"xlwings64-{machine.xlwings_version}.dll")
    if machine.platform == "win32" and not (library.is_file() or (library.parent.parent / library.name).is_file()):
        yield Finding(
            False,
            Sentence("{name} is not beside Python, where Excel looks for it.", name=library.name),
            Sentence("Type: {command}", command="python -m pip install --force-reinstall xlwings"),
        )


def _add_in(machine: Machine) -> Iterator[Finding]:
    roaming = machine.environment.get("APPDATA")
    if machine.platform != "win32" or not roaming or machine.xlwings is None:
        return
    installed = Path(roaming) / "Microsoft" / "Excel" / "XLSTART" / "xlwings.xlam"
    own = machine.xlwings / "addin" / "xlwings.xlam"
    if not installed.is_file():
        yield Finding(
            False,
            Sentence("The xlwings add-in is not in Excel."),
            Sentence("Close Excel and type: {command}", command=INSTALL_ADD_IN),
        )
    elif own.is_file() and own.read_bytes() != installed.read_bytes():
        yield Finding(
            False,
            Sentence(
                "The xlwings add-in in Excel is of another version than xlwings {version}.",
                version=machine.xlwings_version,
            ),
            Sentence("Close Excel and type: {command}", command=INSTALL_ADD_IN),
        )
    else:
        yield Finding(True, Sentence("The xlwings add-in in Excel is of the same version."))


def _workbook(workbook: Path | None) -> Iterator[Finding]:
    if workbook is None:
        return
    if not workbook.is_file():
        yield Finding(False, Sentence("There is no workbook {workbook}.", workbook=workbook))
    elif workbook.suffix.lower() == ".xlsx":
        yield Finding(
            False,
            Sentence("{name} cannot hold macros.", name=workbook.name),
            Sentence("Save it in Excel as a macro-enabled workbook, .xlsm."),
        )
    if "onedrive" in str(workbook).lower() or "sharepoint" in str(workbook).lower():
        yield Finding(
            None,
            Sentence(
                "{name} lies in OneDrive or SharePoint, where xlwings does not see {file} beside it.",
                name=workbook.name,
                file=FILE,
            ),
            Sentence("Leave the settings to your own folder: {install} (without a workbook).", install=INSTALL),
        )


def _settings(machine: Machine, workbook: Path | None) -> Iterator[Finding]:
    where, settings = _in_force(machine, workbook)
    if _TEMPLATE_SHEET in where:
        yield Finding(
            None,
            Sentence("{where} is a template that xlwings does not read.", where=where),
            Sentence("Rename the sheet to {sheet} to use it.", sheet=_SHEET),
        )
        where, settings = _in_force(machine, None)
    if not settings:
        yield Finding(False, Sentence("xlwings has no settings."), Sentence("Type: {command}", command=INSTALL))
        return
    modules = [name.strip() for name in settings.get(MODULES, "").split(";")]
    if MODULE in modules:
        yield Finding(
            True,
            Sentence(
                "{where} names the functions: {key} is {value}",
                where=where,
                key=MODULES,
                value=settings[MODULES],
            ),
        )
    else:
        yield Finding(
            False,
            Sentence("{where} does not name {module} under {key}.", where=where, module=MODULE, key=MODULES),
            Sentence("Type: {command}", command=INSTALL),
        )
    python = settings.get(INTERPRETER) or settings.get("INTERPRETER")
    if not python:
        if machine.platform == "win32":
            yield Finding(
                False,
                Sentence(
                    "{where} does not say which Python Excel starts ({interpreter}).",
                    where=where,
                    interpreter=INTERPRETER,
                ),
                Sentence("Type: {command}", command=INSTALL),
            )
        python = str(machine.python)
    yield from _imports(Path(python), where)


def _in_force(machine: Machine, workbook: Path | None) -> tuple[str, dict[str, str]]:
    """Where xlwings reads its settings, and what they are: a sheet, else beside the workbook, else one's own folder."""
    if workbook is not None and workbook.is_file():
        from partnerbook.functions.hosts.xlwings.sheet import sheet_settings

        for sheet in (_SHEET, _TEMPLATE_SHEET):
            if settings := sheet_settings(workbook, sheet):
                return Sentence("The sheet {sheet} of {name}", sheet=sheet, name=workbook.name), settings
        beside = workbook.resolve().parent / FILE
        if beside.is_file():
            return str(beside), read_config(beside)
    own = user_config(machine.home, machine.platform)
    return str(own), read_config(own)


def _imports(python: Path, where: str) -> Iterator[Finding]:
    if not python.is_file():
        yield Finding(
            False,
            Sentence("{where} names a Python that is not there: {python}", where=where, python=python),
            Sentence("Type: {command}", command=INSTALL),
        )
        return
    console = python.with_name("python.exe")
    command = [str(console if console.is_file() else python), "-c", _IMPORT]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 (the person's own)
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding(
            False,
            Sentence("{python} cannot be started: {error}", python=python, error=error),
            Sentence("Type: {command}", command=INSTALL),
        )
        return
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [Sentence("it said nothing")])[-1]
        yield Finding(
            False,
            Sentence("{python} cannot import the functions: {said}", python=python, said=said),
            Sentence(
                'Install partnerbook for that Python: "{python}" -m pip install "partnerbook[excel]"', python=python
            ),
        )
    else:
        yield Finding(True, Sentence("{python} imports {count} functions.", python=python, count=done.stdout.strip()))
