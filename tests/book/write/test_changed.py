"""A book that another hand saves between its reading and its writing: nothing of that is lost, and nothing twice."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import ADD, SEE, SET, Change
from partnerbook.book.write.changed import changed
from partnerbook.book.write.writer import Written
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.files.disk import SavedMeanwhile
from partnerbook.files.problems import Problem
from partnerbook.records import Book, Client, Subscription
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
BOOK = Book(
    clients=(Client("Acme", "ES"),),
    subscriptions=(
        Subscription("Acme", "Sales Hub", Decimal(450), "EUR", date(2026, 1, 15)),
        Subscription("Acme", "Marketing Hub", Decimal(100), "EUR", date(2026, 1, 15)),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_book(BOOK, tmp_path / "book.xlsx", NOW.date())
    return tmp_path / "book.xlsx"


def swap_rows(path: Path) -> None:
    """Sort the two subscriptions the other way, as a person does."""
    workbook = load_workbook(path)
    sheet = workbook["Subscriptions"]
    rows = [[cell.value for cell in sheet[row]] for row in (7, 6)]
    for row, values in enumerate(rows, 6):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    workbook.save(path)


def add_client(path: Path, name: str) -> None:
    workbook = load_workbook(path)
    sheet = workbook["Clients"]
    row = next(at for at in range(6, 20) if sheet.cell(at, 1).value is None)
    sheet.cell(row, 1).value, sheet.cell(row, 2).value = name, "Brazil"
    workbook.save(path)


def sales_hub_ends(book: Book, _: tuple[Problem, ...]) -> Sequence[Change]:
    row = next(each for each in book.subscriptions if each.line == "Sales Hub")
    return [Change(SET, "Subscriptions", "Acme", "end", row.end, date(2026, 12, 1), row.origin)]


def beta_is_there(book: Book, _: tuple[Problem, ...]) -> Sequence[Change]:
    if any(client.client == "Beta" for client in book.clients):
        return []
    return [Change(ADD, "Clients", "Beta", "", None, Client("Beta", "KR"))]


def with_saves(path: Path, decide: Callable[..., Sequence[Change]], *saves: Callable[[], object]) -> Written:
    """What comes of changes while somebody saves after each reading."""
    left = list(saves)

    def decided(book: Book, problems: tuple[Problem, ...]) -> Sequence[Change]:
        found = decide(book, problems)
        if left:
            left.pop(0)()
        return found

    return changed(path, decided, NOW)


def test_rows_that_were_sorted_between_reading_and_writing_are_found_anew(path: Path) -> None:
    assert with_saves(path, sales_hub_ends, lambda: swap_rows(path)).cells == 1
    rows = read_book(path)[0].subscriptions
    assert [(row.line, row.end) for row in rows] == [("Marketing Hub", None), ("Sales Hub", date(2026, 12, 1))]


def test_a_row_that_came_meanwhile_is_not_added_again(path: Path) -> None:
    assert with_saves(path, beta_is_there, lambda: add_client(path, "Beta")) == Written(path)
    assert [(client.client, client.market) for client in read_book(path)[0].clients] == [("Acme", "ES"), ("Beta", "BR")]
    assert [*path.parent.iterdir()] == [path]


def test_what_is_saved_again_and_again_is_left_alone(path: Path) -> None:
    saves = [lambda name=name: add_client(path, name) for name in ("Gamma", "Delta")]
    with pytest.raises(SavedMeanwhile, match="was changed by another program at this moment; nothing is written, try"):
        with_saves(path, beta_is_there, *saves)
    assert [client.client for client in read_book(path)[0].clients] == ["Acme", "Gamma", "Delta"]
    assert [*path.parent.iterdir()] == [path]


def test_while_one_decides_another_is_told(path: Path) -> None:
    def decide(book: Book, problems: tuple[Problem, ...]) -> Sequence[Change]:
        with pytest.raises(PartnerbookError, match="is being changed by another partnerbook at this moment; try again"):
            changed(path, beta_is_there, NOW)
        return sales_hub_ends(book, problems)

    assert changed(path, decide, NOW).cells == 1
    assert len(read_book(path)[0].clients) == 1


def test_what_is_decided_to_be_nothing_touches_no_file(path: Path) -> None:
    before = path.stat()
    seen = Change(SEE, "Clients", "Acme", "", None, "Look at it.")
    assert changed(path, lambda *_: [seen], NOW) == changed(path, lambda *_: [], NOW, dry_run=True) == Written(path)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [*path.parent.iterdir()] == [path]


def test_what_cannot_be_decided_changes_nothing(path: Path) -> None:
    def refuse(*_: object) -> Sequence[Change]:
        raise BadInput("No.")

    before = path.read_bytes()
    with pytest.raises(BadInput, match="No"):
        changed(path, refuse, NOW)
    assert path.read_bytes() == before
    assert [*path.parent.iterdir()] == [path]
