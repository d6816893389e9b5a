"""Puts the add-in into LibreOffice, after trying it there in a profile that is thrown away."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.functions.hosts.libreoffice.build import IDENTIFIER, LONG_NAME, NAME, write_addin
from partnerbook.functions.table import FUNCTIONS

SHORT_NAMES = (25, 2)  # the first version that finds our functions by their short names in an .xlsx file
EXAMPLE = FUNCTIONS[0]
MINUTES = 3
_SYSTEM = {"/usr/bin", "/bin"}
# Where macOS and Windows put it without telling the shell; .com is the one of the two programs that waits.
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


class LibreOfficeError(PartnerbookError):
    """LibreOffice is not there, or does not do what it was asked to."""


class NotOpened(LibreOfficeError):
    """LibreOffice makes nothing of a file."""


class Place(NamedTuple):
    """Where an extension goes: what LibreOffice's programs are told of it, and what only its extension manager is."""

    settings: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether it is for everybody on the machine."""
        return bool(self.options)


def own_place() -> Place:
    """The person's own profile; for root, who has none in LibreOffice's eyes, the whole machine."""
    return Place(options=("--shared",) if _is_root() else ())


def place_in(folder: Path) -> Place:
    """A profile in a folder, which shares nothing with the person's own."""
    settings = [f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"]
    if _is_root():
        shared = folder / "shared"
        shared.mkdir(exist_ok=True)
        settings.append(f"-env:UNO_SHARED_PACKAGES_CACHE={shared.resolve().as_uri()}")
    return Place(tuple(settings), own_place().options)


class LibreOffice:
    """A LibreOffice that is installed on the machine, by its program."""

    def __init__(self, program: Path) -> None:
        self.program = program

    @cached_property
    def version(self) -> str:
        """Such as 25.2.3.2.

        Errors: LibreOfficeError for a program that does not say it.
        """
        found = re.search(r"LibreOffice\D*(\d+(?:\.\d+)+)", _output([str(self.program), "--version"]))
        if found is None:
            raise LibreOfficeError("{program} does not tell its version; is it LibreOffice?", program=self.program)
        return found[1]

    @property
    def short_names(self) -> bool:
        """Whether it finds the functions by their short names in an .xlsx file."""
        return tuple(int(part) for part in self.version.split(".")[:2]) >= SHORT_NAMES

    def add(self, addin: Path, place: Place) -> None:
        """Install the add-in in a place, instead of an older one.

        Errors: LibreOfficeError with what LibreOffice says.
        """
        self._manage(place, "add", "--force", str(addin))

    def remove(self, place: Place) -> bool:
        """Whether the add-in was there to be removed."""
        if IDENTIFIER not in self._manage(place, "list"):
            return False
        self._manage(place, "remove", IDENTIFIER)
        return True

    def convert(self, source: Path, ending: str, folder: Path, place: Place) -> Path:
        """The file that LibreOffice makes of another one, such as .csv of .xlsx, with its formulas worked out.

        Errors: NotOpened if there is none; LibreOfficeError if LibreOffice does not end in a few minutes.
        """
        hidden = ("--headless", "--norestore", "--nologo")
        said = _output(
            [str(self.program), *place.settings, *hidden, "--convert-to", ending, "--outdir", str(folder), str(source)]
        )
        made = folder / f"{source.stem}.{ending}"
        if not made.exists():
            raise NotOpened("LibreOffice does not open {name}: {why}", name=source.name, why=_last_line(said))
        return made

    def _manage(self, place: Place, command: str, *arguments: str) -> str:
        manager = str(_manager(self.program))
        return _output(
            [manager, command, *place.options, *place.settings, *arguments], Sentence("its extension manager")
        )


def installed_libreoffice() -> LibreOffice:
    """The LibreOffice of the machine; LibreOfficeError says where to get one."""
    for program in _programs():
        if _manager(program).is_file():
            return LibreOffice(program)
    raise LibreOfficeError(
        "LibreOffice is not found. Get it from https://www.libreoffice.org/download (on Debian and Ubuntu: sudo "
        "apt-get install libreoffice-calc python3-uno). If it is a Flatpak or a Snap, it is out of reach from "
        "here: write the add-in with partnerbook excel libreoffice -o {name} and open that file in LibreOffice.",
        name=NAME,
    )


def tried(office: LibreOffice) -> str:
    """What the example formula gives in this LibreOffice, with the add-in in a profile that is thrown away.

    Errors: LibreOfficeError where it is not what it must be, with what is missing.
    """
    with tempfile.TemporaryDirectory(prefix="partnerbook-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        place, addin = place_in(folder), folder / NAME
        write_addin(addin)
        office.add(addin, place)
        formula = EXAMPLE.example if office.short_names else LONG_NAME.format(EXAMPLE.example)
        found = _worked_out(office, formula, place, folder)
    if found != str(EXAMPLE.gives):
        raise LibreOfficeError(
            "LibreOffice {version} takes the add-in, but in a test it gave {found} and not {gives}; nothing is "
            "installed. The functions need LibreOffice's Python, 3.11 or newer. On Debian and Ubuntu: sudo "
            "apt-get install python3-uno. For Windows and macOS: LibreOffice 26.2 or newer has it.",
            version=office.version,
            found=found or Sentence("nothing"),
            gives=EXAMPLE.gives,
        )
    return found


def install(office: LibreOffice, place: Place) -> None:
    """Install the add-in where it stays."""
    with tempfile.TemporaryDirectory(prefix="partnerbook-") as folder:
        addin = Path(folder, NAME)
        write_addin(addin)
        office.add(addin, place)


def _programs() -> Iterator[Path]:
    """Where LibreOffice's program may be."""
    yield from (Path(found) for name in ("soffice", "libreoffice") if (found := shutil.which(name)))
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    yield from (Path(each).expanduser() for each in _ELSEWHERE)


def _manager(program: Path) -> Path:
    """The extension manager, which is beside the program itself; a Snap's is nowhere."""
    return program.resolve().with_name("unopkg" + program.suffix)


def _worked_out(office: LibreOffice, formula: str, place: Place, folder: Path) -> str:
    """What a cell with the formula shows, "" if LibreOffice does not even open its workbook."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.worksheets[0]["A1"] = f"={formula}"
    workbook.save(folder / "test.xlsx")
    try:
        return office.convert(folder / "test.xlsx", "csv", folder, place).read_text(encoding="utf-8").strip()
    except NotOpened:
        return ""


def foreign_python() -> bool:
    """Whether LibreOffice, started from this shell, would take a Python that lacks its modules."""
    found = shutil.which("python3")
    if sys.platform != "linux" or not found:
        return False
    environment = Path(found).parent.parent
    return (environment / "pyvenv.cfg").exists() or (environment / "conda-meta").exists()


def surroundings() -> dict[str, str]:
    """The environment for LibreOffice's programs, without the Python of the person's own.

    On Linux LibreOffice starts Python with the first `python3` that it finds: in a virtual environment, and in Conda's,
    that one lacks LibreOffice's modules, and no add-in in Python works.
    """
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    folders = kept.get("PATH", "").split(os.pathsep)
    kept["PATH"] = os.pathsep.join(each for each in folders if each in _SYSTEM or not Path(each, "python3").exists())
    return kept


def _output(command: Sequence[str], program: str = "it") -> str:
    """What a program prints; LibreOfficeError where it fails or does not end."""
    try:
        process = subprocess.Popen(  # noqa: S603 (LibreOffice's programs, found where it is installed)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=surroundings(),
            start_new_session=True,  # soffice starts another program: only as a group can both be stopped
        )
    except OSError as error:
        raise LibreOfficeError(
            "LibreOffice is at {command}, but {program} cannot be started: {error}.",
            command=command[0],
            program=program,
            error=error,
        ) from None
    try:
        said, _ = process.communicate(timeout=MINUTES * 60)
    except subprocess.TimeoutExpired:
        _stop(process)
        raise LibreOfficeError(
            "LibreOffice has not answered in {minutes} minutes. Close it if it is open, and try again.", minutes=MINUTES
        ) from None
    if process.returncode:
        raise LibreOfficeError(
            "LibreOffice refuses: {why} If it is open, close it and try again.", why=_last_line(said)
        )
    return said


def _stop(process: "subprocess.Popen[str]") -> None:
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()


def _last_line(said: str) -> str:
    """The line that says what is wrong, as a sentence; the last one of unopkg says only that something is."""
    lines = [line.strip().removeprefix("ERROR: ") for line in said.splitlines()]
    told = [line for line in lines if line and line != "unopkg failed." and not line.startswith("Warning:")]
    return told[-1].removeprefix("Exception occurred: ").rstrip(".") + "." if told else Sentence("it does not say why.")


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
