"""Figures of a book whose money is counted at the partner's own point units."""

from datetime import date
from decimal import Decimal

from partnerbook.figures.retention import Movement, movements
from partnerbook.records import Book, Client, OwnRate, Subscription


def paid(mrr: str, currency: str, start: date, end: date | None = None) -> Subscription:
    return Subscription("Acme", "Sales", Decimal(mrr), currency, start, end)


def test_retention_is_in_us_dollars_at_the_partners_own_units() -> None:
    switch = date(2026, 2, 10)
    book = Book(
        clients=(Client("Acme", "PE"),),
        subscriptions=(
            paid("1000", "PEN", date(2025, 12, 1), switch),
            paid("900", "PEN", switch),
            paid("100", "BGN", date(2025, 12, 1)),
        ),
        rates=(
            OwnRate("PEN", date(2025, 1, 1), Decimal(250)),
            OwnRate("PEN", date(2026, 3, 1), Decimal(200)),
            OwnRate("EUR", date(2025, 1, 1), Decimal(50)),
        ),
    )
    # 1.95583 leva are a euro by law, and 50 euros are US$100: 97.7915 leva are US$100.
    leva = Decimal(10000) / Decimal("97.7915")
    expected = [
        (date(2026, 1, 31), 400, 0),
        (date(2026, 2, 28), 400, 40),
        (date(2026, 3, 31), 450, 0),
    ]
    found = movements(book, date(2026, 3, 31))[1:]
    for month, (end, soles, downgraded) in zip(found, expected, strict=True):
        assert month == Movement(end, month.start, Decimal(0), Decimal(downgraded), Decimal(0))
        assert abs(month.start - soles - leva) < Decimal("1e-20")
