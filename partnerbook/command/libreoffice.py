"""The command `partnerbook excel libreoffice`: the functions go into LibreOffice, or out of it again."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from partnerbook.errors import BadInput


def add_libreoffice(commands: Any) -> None:
    """Add the command to those of `partnerbook excel`; its options are for `libreoffice_lines`."""
    text = "Install the functions in LibreOffice, such as =POINTS_SOLD, and try one."
    command = commands.add_parser("libreoffice", help=text, description=text)
    either = command.add_mutually_exclusive_group()
    either.add_argument("--remove", action="store_true", help="take them out of LibreOffice again")
    either.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="ADDIN",
        help="only write the add-in, such as partnerbook.oxt, to pass it on",
    )


def libreoffice_lines(options: Namespace) -> Iterator[str]:
    """What was done, line by line, each as soon as it is.

    Errors: LibreOfficeError for a LibreOffice that is missing or refuses, BadInput for a file that cannot be written.
    """
    if options.output:
        yield from _written(options.output)
        return
    from partnerbook.functions.hosts.libreoffice import install as programs
    from partnerbook.functions.hosts.libreoffice.build import LONG_NAME

    example = programs.EXAMPLE
    office, place = programs.installed_libreoffice(), programs.own_place()
    yield f"LibreOffice {office.version} is at {office.program}."
    whose = "everybody on this machine" if place.shared else "you"
    if options.remove:
        removed = office.remove(place)
        yield f"The functions are removed for {whose}." if removed else f"The functions were not installed for {whose}."
        return
    found = programs.tried(office)
    yield f"In a test there, ={example.example} gave {found}."
    programs.install(office, place)
    yield f"The functions are installed for {whose}. If LibreOffice is open, close it and open it again."
    yield f"Then type in a cell: ={example.example.replace(',', ';')}"
    if programs.foreign_python():
        yield (
            "Start LibreOffice from the desktop, or from a shell in which no virtual environment is active: from this "
            "one it would take the environment's Python, which lacks its modules."
        )
    if not office.short_names:
        yield (
            "This LibreOffice is older than 25.2: in .xlsx files it knows the functions only by their long names, such "
            f"as ={LONG_NAME.format(example.name)}; a newer one reads the short names too."
        )


def _written(path: Path) -> Iterator[str]:
    from partnerbook.functions.hosts.libreoffice.build import write_addin

    if path.suffix.lower() != ".oxt":
        raise BadInput(f'"{path}" must end in .oxt, as add-ins of LibreOffice do.')
    if path.exists():
        raise BadInput(f"{path} exists and is left as it is. Give another name.")
    write_addin(path)
    yield f"{path} is written. Open it with LibreOffice to install the functions there."
