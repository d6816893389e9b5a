"""The grid of a CSV file: its encoding and its separator are found out, and stated in a note."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from partnerbook.errors import Sentence
from partnerbook.files.encoding import gives_words, judged_encoding, mended_text, undoubled_text
from partnerbook.files.grid import MOST_CELLS, MOST_ROWS, SEARCHED, Grid, shown
from partnerbook.files.problems import NOTE, Problem
from partnerbook.names import folded

LARGEST = 20 * 2**20
MOST_LINES, MOST_COLUMNS = 2**20, 2**14  # Excel's
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_BEGINNING = 2**18  # characters in which the separator shows
_SEPARATORS = {",": Sentence("a comma"), ";": Sentence("a semicolon"), "\t": Sentence("a tab"), "|": Sentence("a bar")}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_UTF8 = ("utf-8-sig", "utf-8")
# Letters in seven bits: what stands between + and - in UTF-7, and what turns ISO-2022 to Japanese.
_IN_SEVEN_BITS = re.compile(rb"\+[A-Za-z0-9+/]{3,}-")
_TO_JAPANESE = (b"\x1b$B", b"\x1b$@")
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-8 twice": Sentence("UTF-8 written twice"),
          "utf-8 and cp1252": "UTF-8 and Windows-1252", "iso8859-15": "ISO-8859-15",
           "cp1252": "Windows-1252", "cp1250": "Windows-1250",
          "cp1251": "Windows-1251", "cp1253": "Windows-1253", "cp1254": "Windows-1254", "mac_roman": "MacRoman",
          "cp850": Sentence("DOS (850)"), "cp852": Sentence("DOS (852)"), "cp860": Sentence("DOS (860)"),
          "cp866": Sentence("DOS (866)"), "mac_latin2": Sentence("Mac (Central Europe)"),
          "mac_cyrillic": Sentence("Mac (Cyrillic)"), "iso8859_2": "ISO-8859-2", "iso8859_5": "ISO-8859-5",
          "utf-7": "UTF-7", "iso2022_jp": "ISO-2022-JP", "gb18030": "GBK", "cp932": "Shift-JIS",
          "big5": "Big5", "euc_kr": "EUC-KR",
          "euc_jp": "EUC-JP"}  # fmt: skip
# What spreadsheets would work out at the beginning of a cell, or of what becomes one where they part cells elsewhere:
# whoever exports it with care puts an apostrophe in front.
_PARTS, _WORKED_OUT = r"((?:^|[;,|\t\n\r])[^\S\t\n\r]*)", r"('*)(?=[=+\-@\t\r])"
_TAKEN_FOR_FORMULA = re.compile(_PARTS + _WORKED_OUT)
_GUARDED = re.compile(f"{_PARTS}'{_WORKED_OUT}")
_PERHAPS_GUARDED = re.compile(r"'[=+\-@\t\r]|=\"")
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # which keeps a number or a day as it is in a spreadsheet


def csv_grid(path: Path, file: str, headings: Collection[str] = ()) -> tuple[Grid, list[Problem]]:
    """The cells of a CSV file, all of them texts, and a note that says how it was read.

    `headings` are folded texts that its columns are likely to have, which show where its values part.
    A file that cannot be read gives a grid without rows that says why.
    """
    nothing = Grid(file, path.stem, [], csv=True)
    try:
        if path.stat().st_size > LARGEST:
            return nothing._replace(
                unread=Sentence("{file} is larger than {size} MB.", file=file, size=LARGEST // 2**20)
            ), []
        data = path.read_bytes()
    except OSError as error:
        return nothing._replace(unread=Sentence("{file} cannot be opened: {why}.", file=file, why=error.strerror)), []
    text, encoding = decoded(data)
    if text is None:
        return nothing._replace(
            unread=Sentence("{file} is no text{perhaps}: {save}.", file=file, perhaps=_perhaps(data), save=_SAVE)
        ), []
    separator = separator_of(text, headings)
    try:
        rows = _rows(text, separator)
    except _Unread as why:
        return nothing._replace(unread=Sentence("{file} {why}", file=file, why=why.args[0])), []
    name = _NAMES.get(encoding, encoding.upper())
    how = Sentence(
        "Read as {name} text with {separators} between values.", name=name, separators=_SEPARATORS[separator]
    )
    return nothing._replace(rows=rows), [Problem(NOTE, file, "", "", separator, how)]


_SAVE = Sentence("save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8 (Comma delimited))")


def _perhaps(data: bytes) -> str:
    """What is said of a text whose letters do not tell its encoding; nothing of what is none."""
    if b"\0" in data:
        return ""
    readings = " or ".join(f'"{shown(reading)}"' for reading in judged_encoding(data).readings)
    return Sentence(" in an encoding that its letters tell ({readings})", readings=readings) if readings else ""


class _Unread(Exception):
    """Why the rows of a text cannot be read; the end of a sentence that begins with the file."""


def _rows(text: str, separator: str) -> list[Sequence[str]]:
    """The rows of a text, without the empty ones behind the last that is filled."""
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    guarded = _PERHAPS_GUARDED.search(text) is not None  # hardly any file is: the others pay for one look
    rows: list[Sequence[str]] = []
    filled = cells = 0
    try:
        for row in reader:
            if any(row):
                filled = len(rows) + 1
                cells += len(row)
            rows.append(() if not any(row) else [*map(_unguarded, row)] if guarded else row)
            if reader.line_num > MOST_LINES or filled > MOST_ROWS or cells > MOST_CELLS or len(row) > MOST_COLUMNS:
                raise _Unread(
                    Sentence(
                        "is not read: by line {line_num} it has more than the {most_rows:,} rows, {most_columns:,} "
                        "columns or {most_cells:,} values that a table may have.",
                        line_num=reader.line_num,
                        most_rows=MOST_ROWS,
                        most_columns=MOST_COLUMNS,
                        most_cells=MOST_CELLS,
                    )
                )
    except csv.Error as error:
        why = Sentence("a value is too long") if "limit" in str(error) else Sentence("its quotation marks do not match")
        raise _Unread(
            Sentence(
                "cannot be read beyond line {line_num}: {why} ({error}).",
                line_num=reader.line_num,
                why=why,
                error=error,
            )
        ) from None
    return rows[:filled]


def guarded_text(text: str) -> str:
    """The text with an apostrophe before all that a spreadsheet would work out, which reading takes away again.

    >>> guarded_text("=1+1"), guarded_text("'=1+1"), guarded_text("a; -2"), guarded_text("O'Hara - Sons")
    ("'=1+1", "''=1+1", "a; '-2", "O'Hara - Sons")
    """
    return _TAKEN_FOR_FORMULA.sub(r"\1'\2", text)


def _unguarded(cell: str) -> str:
    if formula := _TEXT_FORMULA.fullmatch(cell):
        return formula[1].replace('""', '"')
    return _GUARDED.sub(r"\1\2", cell)


def _lines(text: str) -> Iterator[str]:
    return (line[0] for line in _LINE.finditer(text))


def decoded(data: bytes) -> tuple[str | None, str]:
    """The text of some bytes and the encoding it was in; None where it is in none that programs write.

    >>> decoded("Año".encode("cp1252")), decoded("Año".encode("utf-16"))
    (('Año', 'cp1252'), ('Año', 'utf-16'))
    >>> decoded("Año".encode().decode("cp1252").encode())
    ('Año', 'utf-8 twice')
    """
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)][:1]
    if not encodings and b"\0" in data:
        encodings = _without_mark(data)
        if not encodings:
            return None, ""
    encoding = (encodings or ["utf-8"])[0]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding in _UTF8 and (mended := mended_text(data)):
            return mended, "utf-8 and cp1252"
        encoding = "" if encodings else judged_encoding(data).encoding
        return (data.decode(encoding), encoding) if encoding else (None, "")
    if data.isascii() and (seven := _of_seven_bits(data)):
        return data.decode(seven), seven
    once = undoubled_text(text) if encoding in _UTF8 else None
    return (text, encoding) if once is None else (once, "utf-8 twice")


def _of_seven_bits(data: bytes) -> str:
    """The encoding of a text of ASCII that stands for other letters; "" where it stands for itself."""
    japanese = any(turn in data for turn in _TO_JAPANESE)
    seven = "iso2022_jp" if japanese else "utf-7" if _IN_SEVEN_BITS.search(data) else ""
    try:
        text = data.decode(seven) if seven else ""
    except UnicodeDecodeError:
        return ""
    if seven == "utf-7" and not gives_words(text):
        return ""  # a telephone number, a sum, or what "+API-" and "+APM-" stand for in a name
    return "" if text.isascii() else seven


def _without_mark(data: bytes) -> list[str]:
    """UTF-16 whose mark is missing: most characters have a zero byte, and all of them on the same side."""
    beginning = data[:1000]
    before, behind = beginning[::2].count(0), beginning[1::2].count(0)
    if min(before, behind) or before + behind < len(beginning) / 4:
        return []
    return ["utf-16-le" if behind else "utf-16-be"]


def separator_of(text: str, headings: Collection[str] = ()) -> str:
    r"""The separator under which a row shows most of some folded headings, then all do, then most columns.

    >>> separator_of("Client;Market\nAcme, Inc.;Brazil\n", {"client", "market"}), separator_of("a,b\nc;d,e\n")
    (';', ',')
    """
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4]
    return max(_SEPARATORS, key=lambda separator: _fit(text[:_BEGINNING], separator, headings))


def _fit(text: str, separator: str, known: Collection[str]) -> tuple[int, int, int]:
    reader = csv.reader(_lines(text), delimiter=separator)
    try:
        rows = list(islice(reader, SEARCHED))
    except csv.Error:
        return 0, 0, 0
    hits = [sum(folded(cell) in known for cell in row) for row in rows]
    return max(hits, default=0), sum(hits), max(map(len, rows), default=0)
