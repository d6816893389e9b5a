"""Installs the functions for classic xlwings: writes its settings and the VBA module, says what is left to click.

The buttons need no click: their add-in is put where Excel looks when it starts.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import partnerbook
from partnerbook.errors import BadInput, Sentence
from partnerbook.functions.hosts.xlwings.addin import ADD_IN, add_in, startup_folder
from partnerbook.functions.hosts.xlwings.config import (
    FILE,
    INTERPRETER,
    MODULES,
    config_bytes,
    read_config,
    user_config,
    with_module,
)

VBA_MODULE = "xlwings_udfs.bas"
TRY = '=POINTS_SOLD(1000,"Mexico","USD")'


def hosts_folder() -> Path:
    """The folder of what each host needs: in the installed package, else in the checkout."""
    package = Path(partnerbook.__file__).parent
    for folder in (package / "functions" / "hosts", package.parent / "udfs"):
        if (folder / VBA_MODULE).is_file():
            return folder
    raise BadInput("{vba_module} is missing from this installation; install partnerbook again.", vba_module=VBA_MODULE)


def install(workbook: Path | None, home: Path, python: Path, platform: str = sys.platform) -> Iterator[str]:
    """Each step as it is done, in words; then what is left to do by hand.

    With a workbook its folder gets the settings and the VBA module; without, the settings go to the user's folder.
    BadInput for a workbook that is not there or cannot hold macros.
    """
    if workbook is not None:
        _check_workbook(workbook)
    target = user_config(home, platform) if workbook is None else workbook.resolve().parent / FILE
    yield from _write_settings(target, _interpreter(python) if platform == "win32" else None)
    vba = hosts_folder() / VBA_MODULE
    if workbook is not None:
        copy = target.parent / VBA_MODULE
        copy.write_bytes(vba.read_bytes())
        yield Sentence("{copy} is written: the functions as a VBA module.", copy=copy)
        vba = copy
    yield ""
    yield from clicks(vba, workbook.name if workbook else Sentence("a workbook saved as .xlsm"), platform)


def clicks(vba: Path, workbook: str, platform: str) -> Iterator[str]:
    """What a person has to do, step by step."""
    if platform != "win32":
        yield Sentence(
            "Classic xlwings works in Excel on Windows only. Run this there too: it notes the Python to start."
        )
        yield Sentence(
            "On this computer use xlwings Lite ({hosts_folder}) or LibreOffice,",
            hosts_folder=hosts_folder() / "README.md",
        )
        yield Sentence("which is one command: partnerbook excel libreoffice")
        return
    yield Sentence("What is left to do, once:")
    yield Sentence("  1. Close Excel and type: xlwings addin install")
    yield Sentence(
        "  2. In Excel open {workbook}. In the tab Developer choose Visual Basic, there File > Import File,",
        workbook=workbook,
    )
    yield Sentence("     and take {vba}", vba=vba)
    yield Sentence("  3. There too: Tools > References, and tick xlwings.")
    yield Sentence(
        "  (Or, instead of 2 and 3: Import Functions in the tab xlwings, which also fills the function wizard."
    )
    yield Sentence(
        "  It needs File > Options > Trust Center > Macro Settings > Trust access to the VBA project object model.)"
    )
    yield Sentence("  4. Save, and type into a cell: {formula}   It shows 100.", formula=TRY)
    yield Sentence("If it does not: partnerbook excel doctor")


def install_buttons(
    home: Path,
    environment: Mapping[str, str],
    python: Path,
    xlwings: Path | None,
    platform: str = sys.platform,
    language: str = "en",
) -> Iterator[str]:
    """Each step of putting the buttons into Excel, in words; `xlwings` is the folder of the installed one.

    Errors: PartnerbookError for one whose add-in is another than we know, or while Excel is open on Windows.
    """
    folder = startup_folder(home, environment, platform)
    if folder is None:
        yield Sentence("The buttons are for Excel on Windows and on the Mac, and there is none on this system.")
        return
    if xlwings is None:
        yield Sentence(
            'The buttons need xlwings. Type: python -m pip install "partnerbook[excel]" and then this again.'
        )
        return
    made, target = add_in(xlwings, _interpreter(python), platform, language), folder / ADD_IN
    if target.is_file() and target.read_bytes() == made:
        yield Sentence("{target} has the buttons already; it is left as it is.", target=target)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        with _not_open(target):
            target.write_bytes(made)
        yield Sentence(
            "{target} is written: the buttons. Close Excel and open it again; they are in the tab partnerbook.",
            target=target,
        )
    if platform == "darwin":
        yield from _allow_scripts(home, xlwings)


def remove_buttons(home: Path, environment: Mapping[str, str], platform: str = sys.platform) -> Iterator[str]:
    """What was done, in words; takes the buttons out of Excel. Errors: BadInput while Excel is open on Windows."""
    folder = startup_folder(home, environment, platform)
    target = folder and folder / ADD_IN
    if target is None or not target.is_file():
        yield Sentence("The buttons were not in Excel.")
        return
    with _not_open(target):
        target.unlink()
    yield Sentence("{target} is removed: Excel has no buttons of ours once it is opened again.", target=target)


@contextmanager
def _not_open(add_in: Path) -> Iterator[None]:
    """Tell of an add-in that Excel has open, which Windows lets nobody change. Errors: BadInput."""
    try:
        yield
    except PermissionError:
        raise BadInput(
            "{add_in} is open in Excel, or may not be changed: close Excel and type this again.", add_in=add_in
        ) from None


def scripts_folder(home: Path) -> Path:
    """The folder of the scripts that Excel may start on the Mac."""
    return home / "Library/Application Scripts/com.microsoft.Excel"


def _allow_scripts(home: Path, xlwings: Path) -> Iterator[str]:
    """Put xlwings' script where Excel may start it, as `xlwings runpython install` does."""
    for script in sorted(xlwings.glob("xlwings-*.applescript")):
        target = scripts_folder(home) / script.name
        if not target.is_file() or target.read_bytes() != script.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(script, target)
            yield Sentence("{target} is written: through it Excel starts Python.", target=target)


def _check_workbook(workbook: Path) -> None:
    if not workbook.is_file():
        raise BadInput("There is no workbook {workbook}.", workbook=workbook)
    if workbook.suffix.lower() not in {".xlsm", ".xlsb", ".xlam"}:
        raise BadInput(
            '{name} cannot hold macros, which classic functions need; save it in Excel as "{stem}.xlsm" (Excel '
            "Macro-Enabled Workbook) and give that.",
            name=workbook.name,
            stem=workbook.stem,
        )


def _write_settings(target: Path, interpreter: Path | None) -> Iterator[str]:
    before = read_config(target)
    settings = {MODULES: with_module(before.get(MODULES, ""))}
    if interpreter:
        settings[INTERPRETER] = str(interpreter)
    changed = {key: value for key, value in settings.items() if before.get(key) != value}
    if not changed:
        yield Sentence("{target} says all that is needed; it is left as it is.", target=target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(config_bytes(target.read_bytes() if target.is_file() else b"", changed))
    yield Sentence("{target} is written:", target=target)
    for key, value in changed.items():
        yield Sentence("  {key} is {value}", key=key, value=value) + (
            Sentence(" (it was {before})", before=before[key]) if before.get(key) else ""
        )


def _interpreter(python: Path) -> Path:
    """The Python that Excel starts: the one without a console window, where there is one."""
    windowless = python.with_name("pythonw.exe")
    return windowless if windowless.is_file() else python
