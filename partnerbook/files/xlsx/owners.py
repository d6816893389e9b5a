"""Who has a workbook open: what Excel and LibreOffice keep beside it says so."""

from pathlib import Path
from typing import NamedTuple

from partnerbook.errors import Sentence


class Owner(NamedTuple):
    """The program that has a workbook open, the person at it ("" if not told), and the file that says so."""

    program: str
    person: str
    file: Path

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def sentence(self) -> Sentence:
        """What the book is, as a part of a sentence."""
        if not self.person:
            return Sentence("open in {program}", program=self.program)
        return Sentence("open in {program} by {person}", program=self.program, person=self.person)


def owner_of(path: Path) -> Owner | None:
    """Who has a workbook open, None if nobody says so."""
    excel, libreoffice = path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")
    if excel.exists():
        return Owner("Excel", _excel_user(excel), excel)
    if libreoffice.exists():
        return Owner("LibreOffice", _libreoffice_user(libreoffice), libreoffice)
    return None


def _excel_user(file: Path) -> str:
    """The user: one byte with the length of the name, then the name, and further on the same in UTF-16."""
    data = _start_of(file)
    length = data[0] if data else 0
    wide = data[57 : 57 + 2 * length].decode("utf-16-le", "replace") if len(data) >= 57 + 2 * length else ""
    narrow = data[1 : 1 + length].decode("cp1252", "replace")
    return _tidied(wide if wide.isprintable() and wide.strip() else narrow)


def _libreoffice_user(file: Path) -> str:
    """The first field that tells a name, then the machine's user: ",root,host,21.11.2026 14:03,..."."""
    fields = _start_of(file).decode("utf-8", "replace").replace("\\,", " ").split(",")
    return next((name for field in fields[:2] if (name := _tidied(field))), "")


def _start_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(500)
    except OSError:  # Excel lets nobody read it on some systems, and that it is there says enough
        return b""


def _tidied(name: str) -> str:
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())
