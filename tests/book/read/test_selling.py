"""Shared deals, commission, payouts, HubSpot's team and usage: what is read of their sheets, and what is told."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.book.read.reader import book_of_grids
from partnerbook.book.tables import BY_NAME
from partnerbook.files.grid import Cell, Grid
from partnerbook.files.problems import ERROR, NOTE, WARNING
from partnerbook.names import LANGUAGES

CLIENTS = Grid("b.xlsx", "Clients", [["Client", "Country"], ["Acme", "BR"], ["Beta", "MX"]])
TODAY = date(2026, 11, 21)
_NEEDED: dict[str, dict[str, Cell]] = {
    "Shared deals": {"deal": "S-1", "created_by": "HubSpot", "created": date(2026, 3, 1)},
    "Commissions": {"period": "2026-Q3", "client": "Acme", "amount": 480.0, "currency": "USD"},
    "Payouts": {"period": "2026-Q3", "currency": "USD"},
    "HubSpot team": {"name": "Ana Ejemplo", "role": "PDM"},
    "Usage": {"client": "Acme", "month": "2026-07"},
}


def sheet(name: str, *rows: dict[str, Cell], language: str = "en") -> Grid:
    """A sheet with the columns that its rows have, and those that every row needs."""
    table, filled = BY_NAME[name], [_NEEDED[name] | row for row in rows]
    fields = [column.field for column in table.columns if any(column.field in row for row in filled)]
    headings: list[Cell] = [table.column(field).heading(language) for field in fields]
    cells = [[row.get(field, "") for field in fields] for row in filled]
    return Grid("b.xlsx", table.label(language), [headings, *cells])


def found_in(name: str, *rows: dict[str, Cell]) -> list[tuple[str, str]]:
    _, problems = book_of_grids([CLIENTS, sheet(name, *rows)], TODAY)
    return [(problem.severity, problem.message) for problem in problems]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", _NEEDED)
def test_each_sheet_is_read_in_every_language(name: str, language: str) -> None:
    book, problems = book_of_grids([CLIENTS, sheet(name, {}, language=language)], TODAY)
    assert not problems
    assert len(getattr(book, BY_NAME[name].field)) == 1


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2026-Q3", "2026-Q3"), ("Q3 2026", "2026-Q3"), ("3T 2026", "2026-Q3"), ("2026q3", "2026-Q3"),
        ("2026-07", "2026-07"), ("07/2026", "2026-07"), ("Jul 2026", "2026-07"), ("julio de 2026", "2026-07"),
        ("jul-26", "2026-07"), (date(2026, 7, 1), "2026-07"), ("2026-07-01", "2026-07"), (46204.0, "2026-07"),
        ("2024-02", "2024-02"),
    ],
)  # fmt: skip
def test_a_period_is_a_quarter_or_a_month(cell: Cell, period: str) -> None:
    book, problems = book_of_grids([CLIENTS, sheet("Commissions", {"period": cell})], TODAY)
    assert not problems
    assert book.commissions[0].period == period


@pytest.mark.parametrize("cell", ["2026", "2026-13", "13/2026", "Q5 2026", "2026-Q0", date(2026, 7, 31), "soon", 7.0])
def test_what_is_no_period_is_said(cell: Cell) -> None:
    ((severity, message),) = found_in("Commissions", {"period": cell})
    assert severity == ERROR
    assert message.endswith("which is no quarter and no month; write it as 2026-Q3 or 2026-07.")


@pytest.mark.parametrize(
    ("cell", "month"),
    [("2026-07", 7), (date(2026, 7, 31), 7), ("Feb 2026", 2), ("2026-02-28", 2), ("fevereiro de 2026", 2)],
)
def test_any_day_of_a_month_is_that_month(cell: Cell, month: int) -> None:
    book, problems = book_of_grids([CLIENTS, sheet("Usage", {"month": cell})], TODAY)
    assert not problems
    assert book.usage[0].month == date(2026, month, 1)


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        (0.2, "0.2"), (20.0, "0.2"), ("20 %", "0.2"), ("20%", "0.2"), ("20", "0.2"), ("0.2", "0.2"), (0.0, "0"),
        (1.0, "1"), (100.0, "1"), ("100 %", "1"), ("0,5 %", "0.005"), ("12.5", "0.125"), ("1 %", "0.01"),
    ],
)  # fmt: skip
def test_a_rate_is_read_as_a_share(cell: Cell, share: str) -> None:
    book, problems = book_of_grids([CLIENTS, sheet("Commissions", {"rate": cell})], TODAY)
    assert not problems
    assert book.commissions[0].rate == Decimal(share)


@pytest.mark.parametrize("cell", [120.0, "101 %", "100.01", -0.2, "-20 %", "USD 20"])
def test_a_rate_is_none_beyond_the_whole(cell: Cell) -> None:
    ((severity, message),) = found_in("Commissions", {"rate": cell})
    assert severity == ERROR
    assert message.startswith("Rate is")


def test_a_rate_that_cannot_be_read_costs_a_deal_nothing() -> None:
    deals = Grid("b.xlsx", "Deals", [
        ["Deal", "Client", "Product line", "Kind", "Source", "Closed", "MRR", "Currency", "Commission rate"],
        ["D-1", "Acme", "Marketing Hub", "New", "Sourced", date(2026, 3, 1), 800.0, "USD", "to be agreed"],
    ])  # fmt: skip
    book, problems = book_of_grids([CLIENTS, deals], TODAY)
    assert [(each.severity, each.message.endswith("It is left empty.")) for each in problems] == [(WARNING, True)]
    assert book.deals[0].commission_rate is None


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("Commissions", {"client": "Acmee"}, 'Client "Acmee" is not on the Clients sheet; did you mean "Acme"?'),
        ("Commissions", {"base": 2400.0, "rate": 0.2, "amount": 500.0},
         "Commission is 500, but 20% of the base of 2,400 is 480."),
        ("Commissions", {"status": "Paid", "amount": -480.0},
         "The commission is negative, and its status is Paid: money taken back is Clawed back."),
        ("Commissions", {"status": "Clawed back"},
         "Money that HubSpot takes back is negative: write the amount with a minus sign."),
        ("Commissions", {"status": "Earned", "paid_on": date(2026, 11, 14)},
         "It was paid on 2026-11-14, and its status is Earned."),
        ("Commissions", {"paid_on": date(2026, 6, 30)},
         "It was paid on 2026-06-30, before its period begins on 2026-07-01."),
        ("Commissions", {"paid_on": date(2026, 11, 22)},
         "It was paid on 2026-11-22, which is still to come: correct the day."),
        ("Payouts", {"gross": 1000.0, "fee": 40.0, "net": 950.0},
         "Net received is 950, but 1,000 less the fee of 40 is 960: correct the one that is wrong."),
        ("Payouts", {"gross": 1000.0, "net": 1000.01},
         "Net received is 1,000.01, more than the gross commission of 1,000."),
        ("Payouts", {"received_on": date(2026, 9, 30)},
         "It was received on 2026-09-30, and its quarter ends on 2026-09-30."),
        ("Payouts", {"period": "2026-07"},
         'Commission quarter is "2026-07", which is no quarter; write it as 2026-Q3.'),
        ("Payouts", {"fee": -5.0}, 'Fee is "-5"; an amount is never negative here.'),
        ("HubSpot team", {"mail": "ana.example.com"},
         'Mail is "ana.example.com"; it must be a mail address, such as ana@example.com. It is left empty.'),
        ("Usage", {"engagement_score": 101.0}, "Engagement score is 101.0; HubSpot's runs from 0 to 100."),
        ("Shared deals", {"amount": 900.0}, "The amount of 900 has no currency: enter which it is in."),
        ("Shared deals", {"stage": "closedwon"}, "It is closed, and the day is missing: it counts in no month."),
        ("Shared deals", {"stage": "Lost", "closed": date(2026, 2, 28)},
         "It was closed on 2026-02-28, before it was created on 2026-03-01."),
        ("Shared deals", {"closed_by": "HubSpot"}, "It says who closed the deal, which is open."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_sentence(name: str, row: dict[str, Cell], said: str) -> None:
    assert [message for _, message in found_in(name, row)] == [said]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Commissions", {"base": 2400.0, "rate": 0.2, "amount": -480.0, "status": "Clawed back"}),
        ("Commissions", {"base": 333.0, "rate": 0.2, "amount": 66.6, "status": "Paid", "paid_on": TODAY}),
        ("Commissions", {"base": 187_503.0, "rate": 0.2, "amount": 37_501.0, "currency": "JPY"}),
        ("Commissions", {"amount": -1.0}),
        ("Commissions", {"amount": 0.0, "rate": 0.0, "base": 0.0}),
        ("Payouts", {"gross": 1000.1, "fee": 0.3, "net": 999.8, "received_on": date(2026, 10, 1)}),
        ("Payouts", {"gross": -100.0, "net": -100.0}),
        ("Usage", {"engagement_score": 100.0}),
        ("Shared deals", {"stage": "won", "closed": date(2026, 3, 1), "closed_by": "us"}),
        ("Shared deals", {"client": "Nobody yet", "closed": date(2026, 12, 31)}),
        ("HubSpot team", {"mail": "mailto:ana@hubspot.example"}),
    ],
)
def test_what_fits_is_left_alone(name: str, row: dict[str, Cell]) -> None:
    assert found_in(name, row) == []


def test_two_rows_of_one_month_are_one() -> None:
    ((severity, message),) = found_in("Usage", {}, {"client": "ACME", "month": date(2026, 7, 20)})
    assert severity == ERROR
    assert message == 'Client "ACME", Usage month "2026-07" stands in Usage row 2 already; this row is not used.'


def test_two_equal_lines_both_count_and_are_told() -> None:
    book, problems = book_of_grids([CLIENTS, sheet("Commissions", {}, {}, {"amount": 481.0})], TODAY)
    assert len(book.commissions) == 3
    assert [each.message for each in problems] == [
        "This row is the same as Commissions row 2 in everything; both count. Delete one if it is meant once."
    ]


def test_a_sheet_of_the_persons_own_with_a_tables_name_is_no_table() -> None:
    """Before these tables were there, a person may well have kept their commission on a sheet of that name."""
    own = Grid("b.xlsx", "Commissions", [["Who", "Invoice", "Amount"], ["Acme", "7", 480.0]])
    book, problems = book_of_grids([CLIENTS, own], TODAY)
    assert not book.commissions
    assert [each.severity for each in problems] == [NOTE]
    assert '"Period", "Client", "Commission", "Currency"' in problems[0].message


def test_the_table_is_found_beside_a_sheet_of_the_same_name() -> None:
    own = Grid("b.xlsx", "Commissions", [["Who", "Invoice", "Amount"], ["Acme", "7", 480.0]])
    ours = sheet("Commissions", {})._replace(name="Commissions 2")
    book, problems = book_of_grids([CLIENTS, own, ours], TODAY)
    assert len(book.commissions) == 1
    assert [each.severity for each in problems] == [NOTE, NOTE]


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("Contacts", ["Name", "Role", "Mail", "Phone", "Note"]),
        ("Invoices", ["Period", "Client", "Amount", "Currency", "Status", "Paid on"]),
        ("Salaries", ["Quarter", "Gross", "Fee", "Net", "Currency"]),
        ("Calls", ["Client", "Month", "Products", "Apps", "Note"]),
        ("HubSpot deals", ["Deal name", "Deal stage", "Amount", "Close date", "Create date", "Deal owner", "Currency"]),
    ],
)
def test_a_sheet_of_the_persons_own_is_not_taken_for_a_new_table(name: str, headings: list[Cell]) -> None:
    own = Grid("b.xlsx", name, [headings, ["x"] * len(headings)])
    _, problems = book_of_grids([CLIENTS, own], TODAY)
    assert [(each.severity, "is no table of the book" in each.message) for each in problems] == [(NOTE, True)]
