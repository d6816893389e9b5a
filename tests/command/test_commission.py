"""`partnerbook commission`: what a person is told."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.books import write_plain_book
from support.commissions import TABLE_DAY, book_of, sale, stated, table_book

from partnerbook.command.main import main
from partnerbook.records import Book, Managing, Payout, Settings

Told = Callable[..., str]


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """What the command says of a book; on another exit code than 0 it fails."""

    def said(book: Book, *options: str, code: int = 0) -> str:
        path = tmp_path / "book.xlsx"
        write_plain_book(book, path)
        assert main(["commission", str(path), *options]) == code, capsys.readouterr()
        return capsys.readouterr().out

    return said


DAY = str(TABLE_DAY)
BOOK = book_of(sale(date(2024, 1, 15)), settings=Settings(partner="Sample"))


def test_the_whole_answer(told: Told) -> None:
    lines = [
        stated("2024-Q1", "480", paid_on=date(2024, 5, 15)), stated("2024-Q2", "320", paid_on=date(2024, 8, 14)),
        stated("2024-Q3", "-480", status="clawed_back"),
    ]  # fmt: skip
    payouts = (
        Payout("2024-Q1", "USD", Decimal(480), net=Decimal("465.50"), received_on=date(2024, 5, 15)),
        Payout("2024-Q2", "USD", Decimal(320), net=Decimal(321), received_on=date(2024, 8, 14)),
    )
    book = BOOK._replace(commissions=tuple(lines), payouts=payouts)
    said = told(book, "--as-of", "2024-10-31", "--until", "2024-12-31")
    lines_said = [line for line in said.splitlines() if not line.startswith("Forecast: ")]
    assert lines_said[:-9] == [
        "Commission of Sample on 2024-10-31",
        "Next payout: 2024-11-14, in 14 days, for 2024-Q3: 480.00 USD (480.00 taken back)",
        "",
        "By quarter, 2024-01 to 2024-12",
        "  Quarter  Due         Currency  Forecast  Earned  Expected  Settled (ours)  Paid (stated)  Taken back",
        "  2024-Q1  2024-05-15  USD                                           480.00         480.00",
        "  2024-Q2  2024-08-14  USD                                           480.00         320.00",
        "  2024-Q3  2024-11-14  USD                           480.00                                     480.00",
        "  2024-Q4  2025-02-14  USD         320.00  160.00",
        "",
        "2024 to 2024-10-31, months that are over",
        "  Currency  Our figure  Paid (stated)  Taken back  Received",
        "  USD         1,600.00         800.00      480.00    786.50",
        "",
        "Statements: 1 line is equal to our figure to the cent",
        "  Period   Client  Deal   Stated    Ours  Difference  Currency  What",
        "  2024-Q2  Acme           320.00  480.00     -160.00  USD       Differs: other months",
        "  2024-Q3  Acme          -480.00                      USD       Taken back: the client has not paid",
        "Acme: 800.00 USD paid, 480.00 taken back in 2024-Q3, 320.00 kept",
        "",
        "Payouts",
        "  Quarter  Statement   Gross    Fee     Net  Currency  Received    Look at",
        "  2024-Q1     480.00  480.00  14.50  465.50  USD       2024-05-15",
        "  2024-Q2     320.00  320.00  -1.00  321.00  USD       2024-08-14  more came in than was sent",
    ]
    assert "Not published, and so assumed:" in said


def test_by_month_client_and_deal(told: Told) -> None:
    by_month = told(table_book(), "--as-of", DAY, "--by", "month", "--from", "2026-10-01", "--until", "2026-11-30")
    assert "  2026-10  2027-02-14  USD                 2,410.00" in by_month
    assert "  2026-11  2027-02-14  USD       2,530.00" in by_month
    by_client = told(table_book(), "--as-of", DAY, "--by", "client", "--from", "2026-10-01", "--until", "2026-10-31")
    assert "  C24     USD         240.00" in by_client
    by_deal = told(table_book(), "--as-of", DAY, "--by", "deal")
    assert "another partner's line" in by_deal
    assert "  D14   C14       50.00  USD       nobody manages the client" in by_deal


def test_a_lapse_before_the_quarters_end(told: Told) -> None:
    book = book_of(sale(date(2023, 3, 31)), managing=(Managing("Acme", date(2022, 1, 1)),))
    [acme] = book.clients
    for active, stops in ((date(2026, 11, 1), True), (date(2026, 11, 2), False)):  # 60 days: 31 December, 1 January
        said = told(book._replace(clients=(acme._replace(last_active_on=active),)), "--as-of", "2026-11-21")
        assert ("managing lapses on 2026-12-31 if nobody works in the account" in said) is stops


def test_a_book_without_anything(told: Told) -> None:
    said = told(book_of(), "--as-of", "2026-10-31")
    assert "  Nothing is paid in these months." in said
    assert "Next payout: 2026-11-14, in 14 days, for 2026-Q3: nothing" in said
    assert "  The book has no sales." in told(book_of(), "--by", "deal", "--as-of", "2026-10-31")


def test_a_loss_without_a_rate_is_told(told: Told) -> None:
    loss = sale(date(2026, 3, 1), "10", deal="L", kind="downgrade", currency="KPW")
    told(book_of(sale(date(2026, 1, 10)), loss), "--as-of", "2026-10-31", code=1)


def test_days_in_the_wrong_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_plain_book(BOOK, tmp_path / "book.xlsx")
    options = ["--from", "2026-02-01", "--until", "2026-01-31"]
    assert main(["commission", str(tmp_path / "book.xlsx"), *options]) == 2
    assert "The first day, 2026-02-01, is after the last, 2026-01-31." in capsys.readouterr().err


def test_far_days_and_many_late_payouts(told: Told, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    received = Payout("2024-Q1", "USD", Decimal(480), received_on=date(2024, 5, 15))
    book = BOOK._replace(payouts=(received,))
    far = told(book, "--as-of", "2100-12-31").splitlines()
    assert far[1:5] == [
        "Next payout: 2101-02-14, in 45 days, for 2100-Q4: nothing",
        "Not confirmed: the 10 payouts for 2024-Q2 to 2026-Q3",
        "Not confirmed: the payout for 2026-Q4, due on 2027-02-14: 480.00 USD",
        "",
    ]
    assert "Next payout: 2200-02-14, in 45 days, for 2199-Q4: nothing" in told(book, "--as-of", "2199-12-31")
    long_ago = told(book, "--as-of", "2024-10-31", "--from", "1900-01-01", "--until", "1999-12-31")
    assert "  Nothing is paid in these months." in long_ago
    assert main(["commission", str(tmp_path / "book.xlsx"), "--as-of", "1999-12-31"]) == 2
    assert "1999-12-31" in capsys.readouterr().err


def test_a_book_that_records_nothing_says_where_to(told: Told) -> None:
    said = told(BOOK, "--as-of", "2024-10-31")
    assert "The book records no payout yet: enter them on its sheets Commissions and Payouts." in said
