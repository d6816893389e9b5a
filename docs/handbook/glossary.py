"""The glossary: the program's own words and the book's, in three languages."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from handbook.page import MADE, plain, table
from partnerbook.book.tables import TABLES

_HEADS = ("English", "Español", "Português")


def glossary_page() -> str:
    """The words of the program as HubSpot's guides say them, and those that a book's cells can hold."""
    words = tomllib.loads(files("partnerbook.language").joinpath("glossary.toml").read_text("utf-8"))
    rows = (
        (plain(english), *(plain(", ".join(said[each])) for each in ("es", "pt"))) for english, said in words.items()
    )
    return "".join(
        (
            MADE,
            "# Glossary in three languages\n\n",
            "The words of the program, as HubSpot's guides say them, and so every panel, workbook and command.\n\n",
            table(_HEADS, rows),
            "## Sheets and columns of the book\n\n",
            table(_HEADS, _headings()),
            "## Words that a cell can hold\n\n",
            table(_HEADS, _choices()),
        )
    )


def _headings() -> Iterator[tuple[str, ...]]:
    told = [each.labels for each in TABLES] + [column.headings for each in TABLES for column in each.columns]
    yield from (tuple(map(plain, words)) for words in sorted(set(told)))


def _choices() -> Iterator[tuple[str, ...]]:
    told = {choice.labels for each in TABLES for column in each.columns for choice in column.choices}
    yield from (tuple(map(plain, words)) for words in sorted(told))
