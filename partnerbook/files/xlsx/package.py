"""The parts of an .xlsx package, unpacked so that none can be more, or other, than the package says.

The reader of values unpacks them once more by itself, in whatever way it likes. So a package that two readers could
understand differently is refused: sizes that are a lie, a part that is there twice, something behind the end, XML in
another encoding than UTF-8.
"""

import codecs
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from partnerbook.errors import NotRead, PartnerbookError, Sentence, TooLarge
from partnerbook.files.grid import shown
from partnerbook.files.xlsx.raw_zip import unpacked_member

MOST_FILE = 50 * 2**20
MOST_PARTS = 5_000
MOST_BYTES = 200 * 2**20
MOST_XML = 48 * 2**20  # of one part
_TAG = 200
LONGEST = 200_000  # bytes between two tags; a cell has up to 32,767 characters
MOST_TIMES_SMALLER = 200  # beyond this and a megabyte, a part was made to fill a computer's memory
_END = b"PK\x05\x06"
_BINARY = "xl/workbook.bin"
_NUMBERS = Sentence("a Numbers document; export it to Excel and try again")
_OTHER_PROGRAMS = {
    _BINARY: Sentence("a binary workbook (.xlsb); save it as .xlsx and try again"),
    "content.xml": Sentence("an OpenDocument file (.ods); save it as .xlsx and try again"),
    "index/document.iwa": _NUMBERS,
    "index.zip": _NUMBERS,
    "word/document.xml": Sentence("a Word document, though it is called a workbook"),
}
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)["']""")
_READ = ("utf-8", "utf8", "us-ascii", "ascii")


class DefinesEntities(Exception):
    """The XML of a package defines entities, as no workbook does."""


@contextmanager
def damage_told(file: str) -> Iterator[None]:
    """Turn what goes wrong in reading a package into a PartnerbookError, one sentence that says so."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise PartnerbookError(
            "{file} is damaged or cut short ({error}); save it again in Excel.", file=file, error=_why(error)
        ) from None
    except DefinesEntities:
        raise PartnerbookError(
            "{file} is not read: its XML defines entities, as no workbook's does.", file=file
        ) from None
    except expat.ExpatError as error:
        raise PartnerbookError(
            "{file} is damaged: XML in it cannot be read ({error}); save it again in Excel.", file=file, error=error
        ) from None
    except KeyError as error:
        raise PartnerbookError("{file} is no Excel workbook: it has no part {error}.", file=file, error=error) from None


def _why(error: Exception) -> str:
    """What an error says: a sentence of ours, or another's text, as it is shown."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Sentence) else shown(str(error))


class Package:
    """The parts of a package, by their names in lower case with plain slashes, as some programs write others.

    Errors: PartnerbookError, one sentence, for what is no workbook, or is made to harm; and those that `damage_told`
    puts into words, for what is damaged.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._stream = BytesIO(data)
        _look_at_beginning_and_end(data, file)
        self.zip = ZipFile(self._stream)
        parts = self.zip.infolist()
        _guard(parts, file)
        self.parts: Mapping[str, ZipInfo] = {_same(part.filename): part for part in parts}
        if len(self.parts) < len(parts):
            raise PartnerbookError("{file} has a part twice; save it again in Excel.", file=file)
        for name, what in _OTHER_PROGRAMS.items():
            if name in self.parts and (name == _BINARY or "xl/workbook.xml" not in self.parts):
                raise PartnerbookError("{file} is {what}.", file=file, what=what)

    def xml(self, name: str) -> bytes:
        """The XML of a part, in UTF-8 and without definitions. KeyError for a part that is not there."""
        part = self.parts[name]
        called = shown(part.filename)
        if part.file_size > MOST_XML:
            raise TooLarge(
                "{file} has {file_size} MB in {called}, and up to {most_xml} MB are read; {shrink}",
                file=self.file,
                file_size=part.file_size // 2**20,
                called=called,
                most_xml=MOST_XML // 2**20,
                shrink=_SHRINK,
            )
        xml = self._unpacked(part)
        encoding = _ENCODING.match(xml[:200])
        if (encoding and encoding[1].decode().lower() not in _READ) or not _is_utf8(xml):
            raise NotRead(
                "{file} is not written in UTF-8 ({called}); save it again in Excel.", file=self.file, called=called
            )
        if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
            raise DefinesEntities
        if _longer(xml):
            raise NotRead(
                "{file} is not read: {called} has a longer text than a cell can have.", file=self.file, called=called
            )
        return xml

    def holds(self, name: str, pattern: re.Pattern[bytes]) -> bool:
        """Whether something stands in a part, however large that is; it may be as long as a tag."""
        before = b""
        with self.zip.open(self.parts[name]) as part:
            while piece := part.read(2**20):
                if pattern.search(before + piece):
                    return True
                before = piece[-_TAG:]
        return False

    def _unpacked(self, part: ZipInfo) -> bytes:
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise PartnerbookError("{file} is compressed as no workbook is; save it again in Excel.", file=self.file)
        return unpacked_member(self._stream, part)


_SHRINK = Sentence("delete the empty formatted rows below its tables (Ctrl+End shows where a sheet ends).")


def _is_utf8(xml: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:  # in pieces: the whole of it as a text could take four times the room
        for at in range(0, len(xml), 2**20):
            decoder.decode(xml[at : at + 2**20], at + 2**20 >= len(xml))
    except UnicodeDecodeError:
        return False
    return b"\0" not in xml[:100]


def _longer(xml: bytes) -> bool:
    """Whether somewhere more stands between two tags than may."""
    at = 0
    while at + LONGEST < len(xml):
        last = xml.rfind(b"<", at, at + LONGEST)
        if last < 0:
            return True
        at = last + 1
    return False


def _same(name: str) -> str:
    return name.replace("\\", "/").lower()


def _look_at_beginning_and_end(data: bytes, file: str) -> None:
    if not data:
        raise PartnerbookError(
            "{file} has no content (0 bytes); copy or download it again, or use a backup.", file=file
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PartnerbookError(
            "{file} is an old .xls workbook or one with a password; save it as .xlsx without a password and try again.",
            file=file,
        )
    if not data.startswith(b"PK"):
        raise PartnerbookError(
            "{file} is no Excel workbook, though it is called one; save it again as .xlsx.", file=file
        )
    end = data.rfind(_END)
    if end < 0 or end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") != len(data):
        raise BadZipFile(Sentence("its end is not where it should be"))


def _guard(parts: list[ZipInfo], file: str) -> None:
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise PartnerbookError(
            "{file} has {count} parts; a workbook has up to {most_parts}.",
            file=file,
            count=len(parts),
            most_parts=MOST_PARTS,
        )
    if size > MOST_BYTES:
        raise PartnerbookError(
            "{file} is {size} MB when unpacked, and up to {most_bytes} MB are read; {shrink}",
            file=file,
            size=size // 2**20,
            most_bytes=MOST_BYTES // 2**20,
            shrink=_SHRINK,
        )
    for part in parts:
        name = shown(part.filename)
        if part.file_size > max(2**20, MOST_TIMES_SMALLER * part.compress_size):
            raise PartnerbookError(
                "{file} is not read: its part {name} unpacks to more than any workbook's.", file=file, name=name
            )
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
            raise PartnerbookError(
                "{file} is not read: its part {name} points outside the workbook.", file=file, name=name
            )
        if part.flag_bits & 0x1:
            raise PartnerbookError("{file} has a password; save it without one and try again.", file=file)
