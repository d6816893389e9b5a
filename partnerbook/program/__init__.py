"""The program's rules and names as dated data files, and the functions that read any of them.

The files are read when they are first needed, so that importing a module of the core costs nothing.
"""

import csv
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from partnerbook.errors import BadProgramData
from partnerbook.names import LANGUAGES

_NAMES = tuple(f"name_{language}" for language in LANGUAGES)
MARKET_COLUMNS = ("code", "alpha3", *_NAMES, "also")
CURRENCY_COLUMNS = ("code", *_NAMES, "until", "also")


def program_text(file: str) -> str:
    """The text of a file of this folder, from a checkout, a wheel or a zip.

    Errors: BadProgramData when the installation lacks the file.

    >>> program_text("point_units.csv").startswith("# ")
    True
    """
    from importlib.resources import files

    try:
        return files("partnerbook.program").joinpath(*file.split("/")).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadProgramData(
            "partnerbook/program/{file} is missing from the installation; install partnerbook again.", file=file
        ) from None


def csv_rows(text: str, file: str, columns: Sequence[str]) -> list[list[str]]:
    r"""The rows of a CSV text with these columns, without its heading and its `#` comment lines.

    Errors: BadProgramData, with file and row, for other columns than these or a row of another length.

    >>> csv_rows("# Where it is from.\ncode,name\nNA,Namibia\n", "markets.csv", ["code", "name"])
    [['NA', 'Namibia']]
    """
    kept = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = list(csv.reader(kept))
    heading = rows[0] if rows else []
    if heading != list(columns):
        raise BadProgramData(
            "{file}: the columns are {heading}; they must be {list}.", file=file, heading=heading, list=list(columns)
        )
    for row in islice(rows, 1, None):
        if len(row) != len(columns):
            raise BadProgramData(
                "{file}: the row {row} has {count} fields; it must have {wanted}.",
                file=file,
                row=row,
                count=len(row),
                wanted=len(columns),
            )
    return rows[1:]


@lru_cache(maxsize=1)
def market_rows() -> list[list[str]]:
    """The rows of markets.csv, one for each ISO 3166-1 market, in the order of `MARKET_COLUMNS`.

    >>> market_rows()[0][:3]
    ['AD', 'AND', 'Andorra']
    """
    return csv_rows(program_text("markets.csv"), "markets.csv", MARKET_COLUMNS)
