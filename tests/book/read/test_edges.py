"""Books and figures at their edges: a leap day, a rate from a day on, years of two digits, other programs' exports."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.books import but_sources, write_plain_book
from support.places import CASES

from partnerbook.book.read.reader import read_book
from partnerbook.codes import AlertKind
from partnerbook.figures.overview import Overview, overview
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem, of_severity
from partnerbook.records import NOWHERE, Book, Client, Deal, SavedReport, Segment, Settings, SharedDeal

BOOKS = CASES / "awkward"


def read(name: str) -> tuple[Book, tuple[Problem, ...]]:
    book, problems = read_book(BOOKS / name)
    told = (problem for problem in but_sources(problems) if not problem.message.startswith("Read as UTF-8"))
    return book, tuple(told)


def known(name: str, day: date) -> Overview:
    return overview(read(name)[0], day)


def errors(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.message for problem in of_severity(problems, ERROR)]


@pytest.mark.parametrize(
    ("day", "sold", "managed"),
    [("2024-02-28", 0, 0), ("2024-02-29", 50, 10), ("2025-02-28", 50, 10), ("2025-03-01", 0, 10),
     ("2028-02-28", 0, 10), ("2028-02-29", 0, 0)],
)  # fmt: skip
def test_what_begins_on_a_leap_day(day: str, sold: int, managed: int) -> None:
    """It counts to the last of February of the next year; what ends on one does not count that day."""
    standing = known("renewal_on_leap_day", date.fromisoformat(day)).standing
    assert (standing.sold, standing.managed) == (sold, managed)


@pytest.mark.parametrize(
    ("day", "days", "alert"),
    [("2028-01-15", 45, AlertKind.WITHIN), ("2028-02-29", 0, AlertKind.WITHIN), ("2028-03-01", -1, AlertKind.OVERDUE)],
)
def test_a_renewal_on_a_leap_day(day: str, days: int, alert: AlertKind) -> None:
    [outlook] = known("renewal_on_leap_day", date.fromisoformat(day)).renewals
    assert (outlook.deadline, outlook.days, outlook.alert.kind) == (date(2028, 1, 15), days, alert)


def test_a_rate_holds_from_its_day_on_and_what_is_before_is_named() -> None:
    found = known("own_rate_from_a_day", date(2026, 6, 2))
    assert {client: points.sold for client, points in found.points_by_client.items()} == {"Birch Media": 10}
    [unused] = found.ledger.unused
    assert str(unused.origin) == "Deals row 2"
    assert "no rate for CLP on 2026-05-31" in unused.reason


@pytest.mark.parametrize("name", ["from_google_sheets", "from_numbers.xlsx"])
def test_what_other_programs_call_the_sheets(name: str) -> None:
    book, problems = read(name)
    assert {problem.severity for problem in problems} == {NOTE}
    assert (len(book.clients), len(book.subscriptions), book.settings.partner) == (3, 3, "Made up")


@pytest.mark.parametrize("name", ["My book - Clients", "Clients-Table 1", "Copia de Clientes", "Clients (2)"])
def test_a_table_of_such_a_name_that_lacks_a_column_is_no_spare_sheet(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.csv").write_text("Client,Hub ID\nAcme,1\n", encoding="utf-8")
    assert ['needs a column "Market"' in message for message in errors(read_book(tmp_path)[1])] == [True]


def test_a_copy_beside_a_table_is_not_read(tmp_path: Path) -> None:
    for name in ("Settings", "Copy of Settings"):
        (tmp_path / f"{name}.csv").write_text(f"Setting,Value\nPartner,{name}\n", encoding="utf-8")
    book, problems = read_book(tmp_path)
    assert book.settings.partner == "Settings"
    assert [problem.severity for problem in problems if "Copy of Settings" in problem.message] == [WARNING]


def test_sums_counts_and_means_are_no_rows() -> None:
    book, problems = read("summaries")
    assert {problem.message for problem in problems} == {"This row holds totals and is not read."}
    assert len(problems) == 17
    assert sorted(row.client for row in book.subscriptions) == ["Alder Foods", "Birch Media", "Totalia"]


def test_headings_again_in_another_language_are_no_row() -> None:
    book, problems = read("headings_in_three_languages")
    assert [(problem.severity, problem.cell) for problem in problems] == [(NOTE, "row 3"), (NOTE, "row 5")]
    assert len(book.subscriptions) == 3


def test_marks_of_direction_in_headings_and_settings_are_dropped() -> None:
    book, problems = read("marks_in_headings")
    assert problems == ()
    own = book.settings
    assert (own.partner, own.credited_tier, own.credited_since, own.elite_invitation) == (
        "Made up", "Gold", date(2026, 1, 15), True
    )  # fmt: skip
    [row] = book.subscriptions
    assert (row.client, row.line, row.mrr, row.currency, row.start, row.end) == (
        "Alder Foods", "CRM", Decimal("1000.5"), "USD", date(2026, 1, 1), None
    )  # fmt: skip
    assert [(client.client, client.market) for client in book.clients] == [("Alder Foods", "ES")]


def test_years_of_two_digits_are_those_up_to_2049() -> None:
    """What a spreadsheet reads as 1999 is no day of 2099."""
    book, problems = read("years_of_two_digits")
    assert [deal.closed.isoformat() for deal in book.deals] == ["2025-07-15", "2024-02-28", "2024-02-29", "2049-12-31"]
    first, *far = errors(problems)
    assert first == 'Closed is "29/02/25", which is not a day of the calendar; write it as 2025-07-15.'
    assert far == [
        f'Closed is "{day}"; its year must be between 2000 and 2099.' for day in ("31/12/50", "31/12/99", "15-ene-98")
    ]


def test_a_number_of_a_day_may_have_its_clock_behind_a_mark() -> None:
    book, problems = read("day_numbers_as_text")
    assert {deal.closed for deal in book.deals} == {date(2025, 7, 5)}
    assert len(book.deals) == 4
    assert errors(problems) == ['Closed is "1751673600", which is not a date; write it as 2025-07-15.']


def test_what_cells_merged_into_others_lack_is_asked_for() -> None:
    book, problems = read("cells_merged.xlsx")
    assert [problem.cell for problem in of_severity(problems, ERROR)] == ["A3", "D3", "E3", "D4", "E4"]
    assert [row.client for row in book.subscriptions] == ["Alder Foods"]


def test_hubspots_points_of_before_are_compared_with_ours_of_before() -> None:
    found = known("hubspot_points_of_before", date(2026, 9, 1)).compared
    assert [(each.client.client, each.difference, each.age, each.stale) for each in found] == [
        ("Alder Foods", 0, 63, True), ("Birch Media", -5, 63, True)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Missing", "Nil", "Unknown", "Vacía", "ND", "N A"])
def test_what_a_person_has_named_keeps_its_name_wherever_it_stands(name: str, tmp_path: Path) -> None:
    deal = Deal(name, name, "Sales Hub", "new", "sourced", date(2026, 3, 5), Decimal(1_000_000_000_000), "CLP")
    written = Book(
        settings=Settings(name),
        clients=(Client(name, "CL", hub_id="1772705520000"),),
        deals=(deal._replace(record_id="1772705520001"),),
        segments=(Segment(name, name),),
        saved_reports=(SavedReport(name, "deals", name),),
        shared_deals=(SharedDeal(name, "hubspot", date(2026, 3, 5), name),),
    )
    write_plain_book(written, tmp_path / "book.xlsx")
    book, problems = read_book(tmp_path / "book.xlsx")
    assert errors(problems) == []
    assert book.settings.partner == name
    for field in ("clients", "deals", "segments", "saved_reports", "shared_deals"):
        assert [row._replace(origin=NOWHERE) for row in getattr(book, field)] == [*getattr(written, field)], field


def test_a_deal_called_like_a_remark_is_asked_for_what_it_lacks(tmp_path: Path) -> None:
    deals = tmp_path / "Deals.csv"
    deals.write_text(
        "Deal,Client,Product line,Kind,Closed,MRR,Currency\n"
        "Notes: more seats,Acme,,,2026-03-05,,USD\nNotes: more seats are to come,,,,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "Clients.csv").write_text("Client,Market\nAcme,ES\n", encoding="utf-8")
    _, problems = read_book(tmp_path)
    assert {problem.cell.partition(",")[0] for problem in of_severity(problems, ERROR)} == {"row 2"}
    assert [str(each.cell) for each in problems if each.message == "This row is a remark and is not read."] == ["row 3"]
