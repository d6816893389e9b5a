"""`partnerbook excel`: the commands that bring the functions into spreadsheet programs."""

import argparse
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from partnerbook.command.libreoffice import add_libreoffice, libreoffice_lines


def add_excel_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `excel` and its own commands to those of the command line."""
    text = "Bring the functions, such as POINTS_SOLD, into Excel or LibreOffice."
    excel = commands.add_parser("excel", help=text, description=text, epilog="Example: partnerbook excel install")
    hosts = excel.add_subparsers(dest="host", required=True, metavar="WHAT", title="what")
    install = _command(hosts, "install", "Set up xlwings (Excel on Windows), and say what is left to click.")
    install.add_argument(
        "workbook", nargs="?", type=Path, metavar="WORKBOOK", help="an .xlsm for whose folder alone (else for all)"
    )
    doctor = _command(hosts, "doctor", "Say why the functions do not work in Excel on Windows.")
    doctor.add_argument("workbook", nargs="?", type=Path, metavar="WORKBOOK", help="the workbook they do not work in")
    add_libreoffice(hosts)


def run_excel(options: Namespace, say: Callable[[Iterable[str]], None]) -> int:
    """The exit code, after doing what is asked for; `say` prints lines."""
    return _COMMANDS[options.host](options, say)


def _install(options: Namespace, say: Callable[[Iterable[str]], None]) -> int:
    from partnerbook.functions.hosts.xlwings.install import install

    say(install(options.workbook, Path.home(), Path(sys.executable)))
    return 0


def _doctor(options: Namespace, say: Callable[[Iterable[str]], None]) -> int:
    from partnerbook.functions.hosts.xlwings.doctor import findings, this_machine

    wrong = 0
    for finding in findings(this_machine(os.environ), options.workbook):
        wrong += finding.well is False
        mark = {True: "well ", False: "WRONG", None: "note "}[finding.well]
        say([f"{mark}  {finding.found}", *([f"       {finding.remedy}"] if finding.remedy else [])])
    say(["", "Nothing is wrong here." if not wrong else f"{wrong} to mend, best from the top."])
    return int(wrong > 0)


def _libreoffice(options: Namespace, say: Callable[[Iterable[str]], None]) -> int:
    say(libreoffice_lines(options))
    return 0


_COMMANDS: dict[str, Callable[[Namespace, Callable[[Iterable[str]], None]], int]] = {
    "install": _install,
    "doctor": _doctor,
    "libreoffice": _libreoffice,
}


def _command(hosts: "argparse._SubParsersAction[Any]", name: str, text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = hosts.add_parser(name, help=text, description=text)
    return made
