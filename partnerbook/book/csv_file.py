"""The grid of a CSV file: its encoding and its separator are found out, and stated in a note."""

import csv
from io import StringIO
from itertools import islice
from pathlib import Path

from partnerbook.book.grid import Grid
from partnerbook.book.headings import SEARCHED, known_headings
from partnerbook.book.problems import NOTE, Problem
from partnerbook.book.tables import TABLES
from partnerbook.program import folded

LARGEST = 100 * 2**20
_SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}


def csv_grid(path: Path, file: str) -> tuple[Grid, list[Problem]]:
    """The cells of a CSV file, all of them texts, and a note that says how it was read.

    A file that cannot be read gives a grid without rows that says why.
    """
    nothing = Grid(file, path.stem, [], csv=True)
    try:
        if path.stat().st_size > LARGEST:
            return nothing._replace(unread=f"{file} is larger than {LARGEST // 2**20} MB."), []
        data = path.read_bytes()
    except OSError as error:
        return nothing._replace(unread=f"{file} cannot be opened: {error.strerror}."), []
    text, encoding = decoded(data)
    if text is None:
        return nothing._replace(unread=f"{file} is no text: save it as CSV UTF-8."), []
    separator = separator_of(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        why = f"{file} cannot be read beyond line {reader.line_num}: its quotation marks do not match ({error})."
        return nothing._replace(unread=why), []
    name = _NAMES.get(encoding, encoding.upper())
    how = f"Read as {name} text with {_SEPARATORS[separator]} between values."
    return nothing._replace(rows=rows), [Problem(NOTE, file, "", "", separator, how)]


def decoded(data: bytes) -> tuple[str | None, str]:
    """The text of some bytes and the encoding it was in; None where it is in none that programs write.

    >>> decoded("Año".encode("cp1252")), decoded("Año".encode("utf-16"))
    (('Año', 'cp1252'), ('Año', 'utf-16'))
    """
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)][:1]
    if not encodings and b"\0" in data[:1000]:
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None, ""


def separator_of(text: str) -> str:
    r"""The separator under which the first rows show most headings of the book's tables, then most columns.

    >>> separator_of("Client;Market\nAcme, Inc.;Brazil\n")
    ';'
    """
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4]
    return max(_SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[int, int]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(islice(reader, SEARCHED))
    except csv.Error:
        return 0, 0
    known = set().union(*(known_headings(table.name) for table in TABLES))
    hits = max((sum(folded(cell) in known for cell in row) for row in rows), default=0)
    return hits, max(map(len, rows), default=0)
