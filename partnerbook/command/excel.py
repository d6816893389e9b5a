"""`partnerbook excel`: the commands that bring functions and buttons into spreadsheet programs."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from partnerbook.command.arguments import Commands, add_command
from partnerbook.command.printed import say
from partnerbook.command.voice import language
from partnerbook.errors import BadInput, Sentence, joined


def add_excel(commands: Commands) -> None:
    """Add `excel` and its own commands to the commands."""
    text = Sentence("Bring functions such as POINTS_SOLD into Excel or LibreOffice, and buttons into Excel.")
    excel = commands.add_parser("excel", help=text, description=text, epilog="Example: partnerbook excel install")
    hosts = excel.add_subparsers(required=True, metavar="WHAT", title="what")
    made = add_command(
        hosts, "install", install, "Put the buttons into Excel and set up the functions; say what is left to click."
    )
    made.add_argument(
        "workbook", nargs="?", type=Path, metavar="WORKBOOK", help="an .xlsm for whose folder alone (else for all)"
    )
    made.add_argument("--remove", action="store_true", help="take the buttons out of Excel again")
    made = add_command(hosts, "doctor", doctor, "Say why the functions or the buttons do not work in Excel.")
    made.add_argument("workbook", nargs="?", type=Path, metavar="WORKBOOK", help="the workbook they do not work in")
    made = add_command(
        hosts, "libreoffice", libreoffice, "Install the functions in LibreOffice, such as =POINTS_SOLD, and try one."
    )
    either = made.add_mutually_exclusive_group()
    either.add_argument("--remove", action="store_true", help="take them out of LibreOffice again")
    either.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="ADDIN",
        help="only write the add-in, such as partnerbook.oxt, to pass it on",
    )


def install(workbook: Path | None, remove: bool) -> int:
    """The exit code, after setting up xlwings and putting the buttons into Excel, or taking them out."""
    from partnerbook.functions.hosts.xlwings.doctor import this_machine
    from partnerbook.functions.hosts.xlwings.install import install as installed
    from partnerbook.functions.hosts.xlwings.install import install_buttons, remove_buttons

    machine = this_machine(os.environ)
    if remove:
        say(remove_buttons(machine.home, os.environ))
        return 0
    if workbook is None:
        say(install_buttons(machine.home, os.environ, machine.python, machine.xlwings, language=language()))
        say([""])
    say(installed(workbook, Path.home(), Path(sys.executable)))
    return 0


def doctor(workbook: Path | None) -> int:
    """The exit code, after telling what keeps functions and buttons from working: 1 if anything does."""
    from partnerbook.functions.hosts.xlwings.button_doctor import button_findings
    from partnerbook.functions.hosts.xlwings.doctor import findings, this_machine

    wrong = 0
    machine = this_machine(os.environ)
    for finding in (*findings(machine, workbook), *button_findings(machine)):
        wrong += finding.well is False
        mark = {True: Sentence("well "), False: Sentence("WRONG"), None: Sentence("note ")}[finding.well]
        say(
            [
                joined((mark, finding.found), "  "),
                *([joined(("      ", finding.remedy), " ")] if finding.remedy else []),
            ]
        )
    say(
        [
            "",
            Sentence("Nothing is wrong here.")
            if not wrong
            else Sentence("{wrong} to mend, best from the top.", wrong=wrong),
        ]
    )
    return int(wrong > 0)


def libreoffice(output: Path | None, remove: bool) -> int:
    """The exit code, after installing or removing the functions in LibreOffice, or writing the add-in."""
    say(libreoffice_lines(output, remove))
    return 0


def libreoffice_lines(output: Path | None, remove: bool) -> Iterator[str]:
    """What was done, line by line, each as soon as it is.

    Errors: LibreOfficeError for a LibreOffice that is missing or refuses, BadInput for a file that cannot be written.
    """
    if output:
        yield from _written(output)
        return
    from partnerbook.functions.hosts.libreoffice import install as programs
    from partnerbook.functions.hosts.libreoffice.build import LONG_NAME

    example = programs.EXAMPLE
    office, place = programs.installed_libreoffice(), programs.own_place()
    yield Sentence("LibreOffice {version} is at {program}.", version=office.version, program=office.program)
    whose = Sentence("everybody on this machine") if place.shared else Sentence("you")
    if remove:
        removed = office.remove(place)
        yield (
            Sentence("The functions are removed for {whose}.", whose=whose)
            if removed
            else Sentence("The functions were not installed for {whose}.", whose=whose)
        )
        return
    found = programs.tried(office)
    yield Sentence("In a test there, ={example} gave {found}.", example=example.example, found=found)
    programs.install(office, place)
    yield Sentence(
        "The functions are installed for {whose}. If LibreOffice is open, close it and open it again.", whose=whose
    )
    yield Sentence("Then type in a cell: ={replace}", replace=example.example.replace(",", ";"))
    if programs.foreign_python():
        yield (
            Sentence(
                "Start LibreOffice from the desktop, or from a shell in which no virtual environment is "
                "active: from this one it would take the environment's Python, which lacks its modules."
            )
        )
    if not office.short_names:
        yield (
            Sentence(
                "This LibreOffice is older than 25.2: in .xlsx files it knows the functions only by their "
                "long names, such as ={format}; a newer one reads the short names too.",
                format=LONG_NAME.format(example.name),
            )
        )


def _written(path: Path) -> Iterator[str]:
    from partnerbook.functions.hosts.libreoffice.build import write_addin

    if path.suffix.lower() != ".oxt":
        raise BadInput('"{path}" must end in .oxt, as add-ins of LibreOffice do.', path=path)
    if path.exists():
        raise BadInput("{path} exists and is left as it is. Give another name.", path=path)
    write_addin(path)
    yield Sentence("{path} is written. Open it with LibreOffice to install the functions there.", path=path)
