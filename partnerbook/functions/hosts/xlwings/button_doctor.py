"""Whether the buttons are in Excel, and what keeps them from working: as the doctor's other findings."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from partnerbook.errors import PartnerbookError
from partnerbook.functions.hosts.xlwings.addin import ADD_IN, PYTHON_OF, SETTINGS_SHEET, add_in, startup_folder
from partnerbook.functions.hosts.xlwings.doctor import INSTALL, INSTALL_XLWINGS, Finding, Machine
from partnerbook.functions.hosts.xlwings.install import scripts_folder
from partnerbook.functions.hosts.xlwings.sheet import sheet_settings
from partnerbook.names import LANGUAGES

_AGAIN = f"Close Excel and type: {INSTALL}"
_IMPORT = "import xlwings, partnerbook.command.buttons"


def button_findings(machine: Machine) -> Iterator[Finding]:
    """Everything that is looked at of the buttons, in the order in which it is best mended."""
    folder = startup_folder(machine.home, machine.environment, machine.platform)
    if folder is None:
        return
    place = folder / ADD_IN
    if not place.is_file():
        yield Finding(None, "The buttons are not in Excel.", _AGAIN)
        return
    python = sheet_settings(place, SETTINGS_SHEET).get(PYTHON_OF[machine.platform], "")
    if not python or not Path(python).is_file():
        yield Finding(False, f"The buttons start a Python that is not there: {python}", _AGAIN)
    else:
        yield _as_made(machine, place, Path(python))
        yield _starts(Path(python))
    if machine.platform == "darwin":
        yield _script(machine)
        if " " in python:
            yield Finding(
                False, "There is a space in the path of Python, at which Excel's script stops.", "Install it elsewhere."
            )


def _as_made(machine: Machine, place: Path, python: Path) -> Finding:
    """Whether the add-in is what this partnerbook and this xlwings make."""
    if machine.xlwings is None:
        return Finding(False, "The buttons need xlwings, which is not installed.", f"Type: {INSTALL_XLWINGS}")
    try:
        made = (add_in(machine.xlwings, python, machine.platform, language) for language in LANGUAGES)
        as_made = place.read_bytes() in made
    except PartnerbookError as error:
        return Finding(False, str(error), f"Type: {INSTALL_XLWINGS}")
    if as_made:
        return Finding(True, f"The buttons are in Excel, and start {python}")
    return Finding(False, "The buttons in Excel are of another partnerbook or xlwings than is installed.", _AGAIN)


def _starts(python: Path) -> Finding:
    console = python.with_name("python.exe")
    command = [str(console if console.is_file() else python), "-c", _IMPORT]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 (the person's own)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(False, f"{python} cannot be started: {error}", _AGAIN)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        install = f'Install partnerbook for that Python: "{python}" -m pip install "partnerbook[excel]"'
        return Finding(False, f"{python} cannot do what the buttons ask: {said}", install)
    return Finding(True, f"{python} does what the buttons ask.")


def _script(machine: Machine) -> Finding:
    """On the Mac, the script through which Excel starts Python, which has the number of xlwings in its name."""
    script = scripts_folder(machine.home) / f"xlwings-{machine.xlwings_version}.applescript"
    if script.is_file():
        return Finding(True, "Excel may start Python, through xlwings' script.")
    return Finding(False, f"Excel has no script to start Python with: {script}", f"Type: {INSTALL}")
