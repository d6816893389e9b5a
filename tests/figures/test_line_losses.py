"""A month's losses line by line: whose count, on the days that they begin and end, and what cannot be compared."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.line_losses import LineLosses, line_losses
from partnerbook.records import LINE_NOT_SHARED, SEVERAL_LINES, Book, Client, Subscription

END = date(2026, 2, 28)
LONG_AGO, FIRST, SECOND, AFTER = date(2025, 1, 1), date(2026, 2, 1), date(2026, 2, 2), date(2026, 3, 1)


def row(line: str, mrr: int, start: date = LONG_AGO, end: date | None = None, client: str = "Acme") -> Subscription:
    return Subscription(client, line, Decimal(mrr), "USD", start, end)


def losses(*rows: Subscription, ended: date | None = None) -> tuple[int, int, int]:
    """What is cancelled, downgraded and upgraded in whole dollars."""
    book = Book(clients=(Client("Acme", "US", services_ended=ended), Client("Birk", "US")), subscriptions=rows)
    return tuple(map(int, line_losses(book, END, lambda each: each.mrr)))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("A", 60)], (0, 0, 0)),
        ([row("A", 60, end=AFTER), row("B", 1)], (60, 0, 0)),  # its last day is the month's
        ([row("A", 60, end=date(2026, 3, 2))], (0, 0, 0)),
        ([row("A", 60, end=FIRST), row("B", 5)], (0, 0, 0)),  # gone before the month began
        ([row("A", 60, end=SECOND)], (60, 0, 0)),
        ([row("A", 60, end=SECOND), row("a ", 40, SECOND)], (0, 20, 0)),  # one line, whatever its spelling
        ([row("A", 60), row("A", 40, AFTER)], (0, 0, 40)),
        ([row("A", 60), row("A", 40, date(2026, 3, 2))], (0, 0, 0)),
        ([row("A", 60, FIRST), row("B", 40, SECOND)], (0, 0, 40)),
        ([row("A", 60, SECOND)], (0, 0, 0)),  # the client is new in the month
        ([row("A", 60), row("B", 40, SECOND, client="Birk")], (0, 0, 0)),
        ([row("A", 60, end=SECOND), row("B", 9, end=SECOND, client="Birk")], (69, 0, 0)),
        ([row(SEVERAL_LINES, 60, end=SECOND), row("A", 50, SECOND)], (0, 10, 0)),  # one line of the client's total
        ([row("A", 50, end=SECOND), row("B", 5, end=SECOND), row(LINE_NOT_SHARED.upper(), 60, SECOND)], (0, 0, 5)),
    ],
)
def test_a_months_lines(rows: list[Subscription], expected: tuple[int, int, int]) -> None:
    assert losses(*rows) == losses(*rows[::-1]) == expected


@pytest.mark.parametrize(
    ("ended", "counted"), [(None, True), (date(2026, 2, 10), False), (END, False), (AFTER, True), (LONG_AGO, False)]
)
def test_whose_services_end_within_the_month_is_left_out(ended: date | None, counted: bool) -> None:
    assert losses(row("A", 60, end=SECOND), ended=ended) == ((60, 0, 0) if counted else (0, 0, 0))


def test_no_rows_no_losses() -> None:
    assert line_losses(Book(), END, lambda each: each.mrr) == LineLosses()
