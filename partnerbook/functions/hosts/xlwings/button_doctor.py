"""Whether the buttons are in Excel, and what keeps them from working: as the doctor's other findings."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.functions.hosts.xlwings.addin import ADD_IN, PYTHON_OF, SETTINGS_SHEET, add_in, startup_folder
from partnerbook.functions.hosts.xlwings.doctor import INSTALL, INSTALL_XLWINGS, Finding, Machine
from partnerbook.functions.hosts.xlwings.install import scripts_folder
from partnerbook.functions.hosts.xlwings.sheet import sheet_settings
from partnerbook.names import LANGUAGES

_AGAIN = Sentence("Close Excel and type: {command}", command=INSTALL)
_XLWINGS = Sentence("Type: {command}", command=INSTALL_XLWINGS)
_IMPORT = "import xlwings, partnerbook.command.buttons"


def button_findings(machine: Machine) -> Iterator[Finding]:
    """Everything that is looked at of the buttons, in the order in which it is best mended."""
    folder = startup_folder(machine.home, machine.environment, machine.platform)
    if folder is None:
        return
    place = folder / ADD_IN
    if not place.is_file():
        yield Finding(None, Sentence("The buttons are not in Excel."), _AGAIN)
        return
    python = sheet_settings(place, SETTINGS_SHEET).get(PYTHON_OF[machine.platform], "")
    if not python or not Path(python).is_file():
        yield Finding(False, Sentence("The buttons start a Python that is not there: {python}", python=python), _AGAIN)
    else:
        yield _as_made(machine, place, Path(python))
        yield _starts(Path(python))
    if machine.platform == "darwin":
        yield _script(machine)
        if " " in python:
            yield Finding(
                False,
                Sentence("There is a space in the path of Python, at which Excel's script stops."),
                Sentence("Install it elsewhere."),
            )


def _as_made(machine: Machine, place: Path, python: Path) -> Finding:
    """Whether the add-in is what this partnerbook and this xlwings make."""
    if machine.xlwings is None:
        return Finding(False, Sentence("The buttons need xlwings, which is not installed."), _XLWINGS)
    try:
        made = (add_in(machine.xlwings, python, machine.platform, language) for language in LANGUAGES)
        as_made = place.read_bytes() in made
    except PartnerbookError as error:
        return Finding(False, error.sentence, _XLWINGS)
    if as_made:
        return Finding(True, Sentence("The buttons are in Excel, and start {python}", python=python))
    other = Sentence("The buttons in Excel are of another partnerbook or xlwings than is installed.")
    return Finding(False, other, _AGAIN)


def _starts(python: Path) -> Finding:
    console = python.with_name("python.exe")
    command = [str(console if console.is_file() else python), "-c", _IMPORT]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 (the person's own)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(False, Sentence("{python} cannot be started: {error}", python=python, error=error), _AGAIN)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [Sentence("it said nothing")])[-1]
        install = Sentence(
            'Install partnerbook for that Python: "{python}" -m pip install "partnerbook[excel]"', python=python
        )
        return Finding(
            False, Sentence("{python} cannot do what the buttons ask: {said}", python=python, said=said), install
        )
    return Finding(True, Sentence("{python} does what the buttons ask.", python=python))


def _script(machine: Machine) -> Finding:
    """On the Mac, the script through which Excel starts Python, which has the number of xlwings in its name."""
    script = scripts_folder(machine.home) / f"xlwings-{machine.xlwings_version}.applescript"
    if script.is_file():
        return Finding(True, Sentence("Excel may start Python, through xlwings' script."))
    lacks = Sentence("Excel has no script to start Python with: {script}", script=script)
    return Finding(False, lacks, Sentence("Type: {command}", command=INSTALL))
