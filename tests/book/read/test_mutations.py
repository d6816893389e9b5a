"""Two thousand spoilt books: none gives a traceback, none hangs, and no row is lost in silence."""

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from support.bad_books import parts_of, with_shared_strings, zipped
from support.books import plain_tables, write_csv_book, write_plain_book

from partnerbook.book.read.files import read_grids
from partnerbook.book.read.headings import layout
from partnerbook.book.read.reader import book_of_grids, read_book
from partnerbook.book.read.settings_rows import setting_cells
from partnerbook.book.read.sheets import tables_in
from partnerbook.errors import PartnerbookError
from partnerbook.files.grid import Cell, Grid, Unreadable, is_blank
from partnerbook.files.problems import Problem
from partnerbook.parsing.nothing import is_nothing
from partnerbook.records import Book
from partnerbook.sample import sample_book

SAMPLE = sample_book(4)
GRIDS = 1_500
PACKAGES = 250
BYTES = 100
CSV_FILES = 150

ODD_CELLS: Sequence[Cell] = (
    "", " ", "\u00a0", "Acme", "Total", "Totals", "#REF!", "1.234", "1,234.50", "1.234,50", "(5)", "-5", "12 %",
    "R$ 5", "03/04/2025",
    "15/07/2025", "7/15/2025", "31/02/2025", "2025-07-15", "soon", "Yes", "Korea", "NA", "New", "Cancellation",
    "=1+1", "x" * 5000,
    "a\nb", "\x00", "\ud83d\ude00", "'", '"', ";", "ı", "İ", "ß", "٣", "１２", "²", 0.0, -1.0, 5.0, 1e300, 1e-300,
    float("nan"), float("inf"),
    45853.0, 36526.0, 99999.0, True, False, date(2025, 7, 15), date(1900, 1, 1), date(9999, 12, 31),
    datetime.fromisoformat("2025-07-15T01:02"),
    time(1, 2), Unreadable("#N/A", "is #N/A, an Excel error"), "Client", "Cliente", "MRR", "Setting", "Value",
    "Partner", "Goal tier",
)  # fmt: skip

ODD_BYTES = (b'"', b",", b";", b"\n", b"\r", b"\0", b"\xff", b"\t", b"a", b"")

Rows = list[list[Cell]]
NONE: tuple[None, None, set[int]] = (None, None, set())  # of a table that is not found in its sheet


def spoil_cell(chance: random.Random, rows: Rows) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(ODD_CELLS)


def spoil_text(chance: random.Random, rows: Rows) -> None:
    row = chance.choice(rows)
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell and chance.random() < 0.3:
            at = chance.randrange(len(cell))
            row[column] = cell[:at] + chance.choice(["", cell[at] * 2, "z", " ", "é"]) + cell[at + 1 :]


def spoil_column(chance: random.Random, rows: Rows) -> None:
    column = chance.randrange(max(map(len, rows)) + 1)
    for row in rows:
        if column < len(row):
            row[column] = chance.choice(ODD_CELLS)


def swap_columns(chance: random.Random, rows: Rows) -> None:
    one, other = (chance.randrange(max(map(len, rows)) or 1) for _ in range(2))
    for row in rows:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def repeat_row(chance: random.Random, rows: Rows) -> None:
    rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))


def blank_row(chance: random.Random, rows: Rows) -> None:
    rows.insert(chance.randrange(len(rows) + 1), [])


def odd_row(chance: random.Random, rows: Rows) -> None:
    rows.insert(chance.randrange(len(rows) + 1), [chance.choice(ODD_CELLS) for _ in range(chance.randrange(20))])


def lose_row(chance: random.Random, rows: Rows) -> None:
    if len(rows) > 1:
        rows.pop(chance.randrange(len(rows)))


def shift_row(chance: random.Random, rows: Rows) -> None:
    chance.choice(rows).insert(0, chance.choice(ODD_CELLS))


SPOILERS: Sequence[Callable[[random.Random, Rows], None]] = (
    spoil_cell, spoil_cell, spoil_cell, spoil_text, spoil_column, swap_columns, repeat_row, blank_row, odd_row,
    lose_row, shift_row,
)  # fmt: skip


def spoilt_grids(chance: random.Random) -> list[Grid]:
    tables: dict[str, Rows] = {
        name: [list(row) for row in rows]
        for name, rows in plain_tables(SAMPLE, chance.choice(["en", "es", "pt"])).items()
    }
    for _ in range(chance.choice([1, 1, 2, 5, 30])):
        chance.choice(SPOILERS)(chance, chance.choice(list(tables.values())))
    csv = chance.random() < 0.3
    odd = {name: f"{chance.choice(['Sheet', 'Dealss', 'Clients', ''])}{number}" for number, name in enumerate(tables)}
    names = {name: name if chance.random() > 0.03 else odd[name] for name in tables}
    return [Grid(f"{names[name]}.csv" if csv else "b.xlsx", names[name], rows, csv) for name, rows in tables.items()]


def assert_every_row_accounted_for(grids: Sequence[Grid], book: Book, problems: Sequence[Problem]) -> None:
    """Each row below the headings of a table is a record, or a problem names it, its sheet, or the lot of it.

    Of the settings it is each row with something in the column of values.
    """
    records = [str(getattr(record, "origin", "")) for rows in book[1:] for record in rows]
    assert len(set(records)) == len(records)
    tables = {id(grid): table for grid, table in tables_in(grids)[0]}
    for grid in grids:
        told = [problem for problem in problems if (problem.file, problem.sheet) == (grid.file, grid.sheet)]
        table = tables.get(id(grid))
        if table is None:
            assert told or not any(not is_blank(row) for row in grid.rows)
            continue
        named = {int(number) for problem in told for number in re.findall(r"(?:row |^[A-Z]+)(\d+)", problem.cell)}
        for problem in told:
            if span := re.search(
                r"(?:Row (\d+) to (\d+), \d+ of them|rows (\d+) to (\d+) are not read)", problem.message
            ):
                first, last = filter(None, span.groups())
                named.update(range(int(first), int(last) + 1))
        if table.by_row:
            cells = setting_cells(grid)[0]
            below, valued, read = (cells[0].row, cells[0].column, {cell.row + 1 for cell in cells}) if cells else NONE
        else:
            found = layout(grid, table)[0]
            below, valued = (found.heading_row, None) if found else NONE[:2]
            read = {row for row in range(1, len(grid.rows) + 1) if f"{grid.name} row {row}" in records}
        if below is None:
            assert told or not any(not is_blank(row) for row in grid.rows)
            continue
        rows = enumerate(grid.rows if valued is None else [row[valued : valued + 1] for row in grid.rows])
        assert {index + 1 for index, row in rows if index > below and not says_nothing(row)} <= read | named


def says_nothing(row: Sequence[object]) -> bool:
    """Whether nothing stands in a row but words for that, such as "n/a"."""
    return is_blank(["" if isinstance(cell, str) and is_nothing(cell) else cell for cell in row])


@pytest.mark.parametrize("seed", range(10))
def test_spoilt_cells_and_rows_are_all_accounted_for(seed: int) -> None:
    chance, refused = random.Random(seed), 0  # noqa: S311
    for _ in range(GRIDS // 10):
        grids = spoilt_grids(chance)
        try:
            book, problems = book_of_grids(grids)
        except PartnerbookError as refusal:
            assert "holds no table" in str(refusal)  # noqa: PT017
            refused += 1
        else:
            assert_every_row_accounted_for(grids, book, problems)
    assert refused < GRIDS // 100


def spoilt_part(chance: random.Random, part: bytes) -> bytes:
    """A part with its XML broken, or sound and odd."""
    tags = [match.span() for match in re.finditer(rb"<[^>]*>|[^<>]+", part)]
    start, end = chance.choice(tags)
    one = part[start:end]
    number = re.search(rb"\d+", one)
    odd = [
        b"",
        one * 2,
        one[: len(one) // 2],
        b"<x/>",
        b"&amp;",
        b"&nope;",
        b"\xff",
        b"<v>#REF!</v>",
        one.replace(b't="n"', b't="e"'),
    ]
    if number:
        numbers = [b"0", b"-1", b"99999999999999999999", b"1048577", b"9" * 400, b"1e999", b"x"]
        odd += [one[: number.start()] + other + one[number.end() :] for other in numbers]
    return part[:start] + chance.choice(odd) + part[end:]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    write_plain_book(SAMPLE, path)
    return with_shared_strings(path.read_bytes())


@pytest.mark.parametrize("seed", range(5))
def test_spoilt_packages_are_read_or_refused(tmp_path: Path, package: bytes, seed: int) -> None:
    chance, read = random.Random(seed), 0  # noqa: S311
    path = tmp_path / "book.xlsx"
    for _ in range(PACKAGES // 5):
        parts = parts_of(package)
        sheets = [name for name in parts if "sheet" in name or "Strings" in name]
        for _ in range(chance.choice([1, 1, 1, 3, 10])):
            name = chance.choice(sheets if chance.random() < 0.7 else list(parts))
            parts[name] = spoilt_part(chance, parts[name]) if parts[name] else b"<x/>"
        if chance.random() < 0.1:
            del parts[chance.choice(list(parts))]
        path.write_bytes(zipped(parts))
        try:
            grids, _ = read_grids(path)
            book, problems = book_of_grids(grids)
        except PartnerbookError as refusal:
            assert str(refusal).startswith("book.xlsx")  # noqa: PT017
        else:
            assert_every_row_accounted_for(grids, book, problems)
            read += 1
    assert read > PACKAGES // 50


def test_spoilt_bytes_are_read_or_refused(tmp_path: Path, package: bytes) -> None:
    chance = random.Random(0)  # noqa: S311
    path = tmp_path / "book.xlsx"
    for _ in range(BYTES):
        data = bytearray(package)
        for _ in range(chance.choice([1, 3, 100])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        path.write_bytes(data)
        try:
            read_book(path)
        except PartnerbookError as refusal:
            assert str(refusal).startswith("book.xlsx")  # noqa: PT017


def test_spoilt_csv_files_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(0)  # noqa: S311
    write_csv_book(SAMPLE, tmp_path)
    files = sorted(tmp_path.iterdir())
    for _ in range(CSV_FILES):
        path = chance.choice(files)
        good = path.read_bytes()
        data = bytearray(good)
        for _ in range(chance.choice([1, 3, 30])):
            at = chance.randrange(len(data))
            data[at : at + chance.choice([0, 1])] = chance.choice(ODD_BYTES)
        path.write_bytes(data)
        grids, _ = read_grids(tmp_path)
        book, problems = book_of_grids(grids)
        path.write_bytes(good)
        assert_every_row_accounted_for(grids, book, problems)
