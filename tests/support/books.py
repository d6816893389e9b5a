"""Plain books for tests: what a person's workbook or CSV folder holds, written from `tables.py` without any looks."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from partnerbook.book.tables import TABLES
from partnerbook.book.tables.settings import SETTING_HEADING, SETTINGS, VALUE_HEADING
from partnerbook.book.tables.shape import Column, Table
from partnerbook.files.problems import Problem
from partnerbook.records import Book

PlainCell = str | int | float | bool | date


def but_sources(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of a book whose deals have no column of sources, but for the one that says so."""
    return [problem for problem in problems if "Deals without a source count as" not in problem.message]


def plain_tables(book: Book, language: str = "en") -> dict[str, list[list[PlainCell]]]:
    """The cells of each table of a book, headings first, under the table's name in a language."""
    tables = {}
    for table in TABLES:
        tables[table_name(table, language)] = (
            _settings(book, language) if table.by_row else _rows(book, table, language)
        )
    return tables


def write_plain_book(book: Book, path: Path, language: str = "en") -> None:
    """Write a book as a workbook with one sheet a table."""
    workbook = Workbook(write_only=True)
    for name, rows in plain_tables(book, language).items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


def table_name(table: Table, language: str) -> str:
    """The name of a table's sheet in a language."""
    return table.name if language == "en" else str(getattr(table, language))


def _settings(book: Book, language: str) -> list[list[PlainCell]]:
    rows: list[list[PlainCell]] = [[SETTING_HEADING.label(language), VALUE_HEADING.label(language)]]
    rows += ([c.heading(language), plain_cell(getattr(book.settings, c.field), c, language)] for c in SETTINGS.columns)
    return rows


def _rows(book: Book, table: Table, language: str) -> list[list[PlainCell]]:
    records: Sequence[Any] = getattr(book, table.field)
    headings: list[PlainCell] = [column.heading(language) for column in table.columns]
    return [headings, *([plain_cell(getattr(r, c.field), c, language) for c in table.columns] for r in records)]


def plain_cell(value: object, column: Column, language: str = "en") -> PlainCell:
    """What a person would have in the cell for a record's value."""
    if value is None or value == "":
        return ""
    if column.kind in ("choice", "yes_no"):
        code = ("yes" if value else "no") if column.kind == "yes_no" else value
        return next(choice.label(language) for choice in column.choices if choice.code == code)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, frozenset | tuple):
        return "; ".join(map(str, sorted(value)))
    assert isinstance(value, PlainCell)
    return value


def write_csv_book(
    book: Book, folder: Path, language: str = "en", encoding: str = "utf-8", separator: str = ","
) -> None:
    """Write a book as CSV files, one a table."""
    for name, rows in plain_tables(book, language).items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)
