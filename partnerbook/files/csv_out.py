"""Rows written as a CSV file that spreadsheets open and that `csv_in.py` reads as it was, to the letter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path

from partnerbook.exact import plain
from partnerbook.files.csv_in import guarded_text
from partnerbook.files.disk import write_file

_SEPARATES = re.compile(r'[",;|\t\r\n]')  # here, or in a program that parts values elsewhere
_EMPTY = '""'  # a line of a single empty cell: a line without anything is none
_TWO_READINGS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], decimal_comma: bool = False
) -> None:
    """Write headings and rows as UTF-8 with a byte order mark, whole or not at all, over what was there.

    Values are texts, numbers, days and None for an empty cell. With `decimal_comma` numbers have a comma and ";" stands
    between values, as Excel expects it in most of Europe and Latin America. Errors: PartnerbookError where the folder
    takes no file, or another program holds it.
    """
    text = StringIO()
    for line in csv_lines(headings, rows, decimal_comma):
        text.write(f"{line}\r\n")
    data = text.getvalue().encode("utf-8-sig")
    write_file(path, lambda stream: stream.write(data))


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]], decimal_comma: bool = False) -> Iterator[str]:
    """The lines of a CSV file, without their ends.

    >>> list(csv_lines(["client", "points"], [("=Acme", Decimal("1E+3"))]))
    ['client,points', "'=Acme,1000"]
    """
    separator = ";" if decimal_comma else ","
    for line in (headings, *rows):
        yield separator.join(_field(value, decimal_comma) for value in line) or _EMPTY


def _field(value: object, decimal_comma: bool) -> str:
    """What stands between separators: a text in quotation marks where any program could part it."""
    text = cell_text(value, decimal_comma)
    quoted = isinstance(value, str) and _SEPARATES.search(text)
    return '"{}"'.format(text.replace('"', '""')) if quoted else text


def cell_text(value: object, decimal_comma: bool = False) -> str:
    """What a CSV file holds for a value: all digits of a number, a day as ISO 8601 has it, and no formula.

    >>> cell_text(Decimal("1E+3")), cell_text(Decimal("-0.5"), decimal_comma=True), cell_text(Decimal("1.234"))
    ('1000', '-0,5', '1.2340')
    >>> cell_text("=1+1"), cell_text("'=1+1"), cell_text("O'Hara"), cell_text(None)
    ("'=1+1", "''=1+1", "O'Hara", '')
    """
    if isinstance(value, str):
        return guarded_text(value)
    if isinstance(value, Decimal):
        digits = f"{plain(value):f}"
        # Another zero keeps 1.234 from being read as a thousand where nothing else in its column tells.
        digits = f"{digits}0" if _TWO_READINGS.fullmatch(digits) else digits
        return digits.replace(".", ",") if decimal_comma else digits
    return "" if value is None else str(value)
