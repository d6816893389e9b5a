"""The sheets of commission, statements, shared selling and usage: the core's figures, on their day and moved."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet
from support.engines import (
    Engine,
    compare,
    ironcalc_moved,
    ironcalc_values,
    libreoffice_values,
    named_places,
)
from support.lint import problems
from support.sdk import sdk_errors

from partnerbook.days import first_of_month, month_number
from partnerbook.figures.overview import overview
from partnerbook.figures.selling import selling
from partnerbook.figures.usage import clients_usage
from partnerbook.language.words import line_words
from partnerbook.records import Book, Client, Deal, SharedDeal, Subscription, TeamMember, Usage
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

AS_OF = date(2026, 10, 31)
NEW = ("Commission", "Statements", "HubSpot", "Usage")
ENGINES = [pytest.param(libreoffice_values, marks=pytest.mark.libreoffice, id="libreoffice"),
           pytest.param(ironcalc_values, id="ironcalc")]  # fmt: skip
DEALS = (
    SharedDeal("A", "hubspot", date(2026, 3, 2), "Acme", "won", closed=date(2026, 10, 31), closed_by="hubspot"),
    SharedDeal("B", "hubspot", date(2025, 10, 31), "Acme", "lost", closed=date(2026, 11, 1), closed_by="hubspot"),
    SharedDeal("C", "partner", date(2026, 11, 2), "=1+1", "open", amount=Decimal("1.5"), currency="EUR"),
    SharedDeal("D", "hubspot", date(2025, 11, 1), "", "won", closed_by="partner"),
    SharedDeal("E", "partner", date(2024, 2, 29), "Acme", "lost", closed=date(2024, 3, 1), closed_by="partner"),
)
SMALL = Book(
    clients=(Client("Acme", "ES", usage_score=Decimal(7)),),
    subscriptions=(Subscription("Acme", "CRM", Decimal("99.99"), "EUR", date(2026, 1, 5)),),
    deals=(Deal("D1", "Acme", "CRM", "new", "sourced", date(2026, 1, 5), Decimal("99.99"), "EUR"),),
    shared_deals=DEALS,
    hubspot_team=(TeamMember("Ana", "pdm", "Tiers", "ana@hubspot.example"), TeamMember("Bo", "other")),
    usage=(Usage("Acme", date(2026, 8, 1), Decimal(50)), Usage("Acme", date(2026, 10, 1), Decimal("48.5"), "CRM")),
)
ONE_OF_EACH = {
    "one shared deal": Book(shared_deals=DEALS[:1]),
    "team alone": Book(hubspot_team=SMALL.hubspot_team),
    "usage alone": Book(clients=SMALL.clients, usage=SMALL.usage[:1]),
    "deal that pays": Book(clients=SMALL.clients, subscriptions=SMALL.subscriptions, deals=SMALL.deals),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(sample_book(), path, AS_OF)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "small.xlsx"
    write_report(SMALL, path, AS_OF)
    return path


def table_rows(sheet: Worksheet, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a Table, by its headings."""
    heads, *rows = ([cell.value for cell in row] for row in sheet[sheet.tables[name].ref])
    return (dict(zip(heads, row, strict=True)) for row in rows)


def shown(value: object) -> object:
    """A value as openpyxl reads it again."""
    return float(value) if isinstance(value, Decimal) else value


def test_commission_by_quarter_is_the_cores(sample: Path) -> None:
    known = overview(sample_book(), AS_OF).commission
    rows = list(table_rows(load_workbook(sample, data_only=True)["Commission"], "CommissionQuarters"))
    fields = {"Forecast": "forecast", "Earned": "earned", "Expected": "expected", "Not confirmed": "unconfirmed",
              "Settled, our figure": "settled", "Paid, as stated": "paid", "Taken back": "clawed_back"}  # fmt: skip
    found = {(row["Quarter"], row["Currency"]): row for row in rows}
    assert len(rows) == len(found) == len(known.by_quarter)
    for quarter in known.by_quarter:
        row = found[quarter.period, quarter.currency]
        assert row["Due on"].date() == quarter.expected_on
        assert {head: row[head] for head in fields} == {head: float(getattr(quarter, field))
                                                        for head, field in fields.items()}  # fmt: skip
    years = [int(row["Quarter"][:4]) for row in rows]
    assert years == sorted(year for year in years if year >= AS_OF.year) + sorted(y for y in years if y < AS_OF.year)


def test_the_chart_of_commission_draws_each_month_by_what_has_become_of_it(sample: Path) -> None:
    sheet = load_workbook(sample)["Commission"]
    [chart] = sheet._charts
    known = overview(sample_book(), AS_OF).commission
    rows = {row.period: row for row in known.by_month if row.currency == "USD"}
    months = [first_of_month(month_number(AS_OF) + at) for at in range(-5, 13)]
    kinds = ("settled", "unconfirmed", "expected", "earned", "forecast")
    drawn = []
    for series in chart.series:
        days = [from_excel(float(point.v)).date() for point in series.cat.numRef.numCache.pt]
        assert days == months
        drawn.append([Decimal(point.v) for point in series.val.numRef.numCache.pt])
    assert drawn == [[getattr(rows[f"{month:%Y-%m}"], kind) for month in months] for kind in kinds]
    assert all(sum(map(bool, of_month)) == 1 for of_month in zip(*drawn, strict=True))
    assert all(map(any, drawn[-3:]))
    assert [series.tx.strRef.strCache.pt[0].v for series in chart.series][-1] == "Forecast"
    assert "USD" in chart.title.tx.rich.p[0].r[0].t


def test_each_line_of_a_statement_stands_beside_our_figure(sample: Path) -> None:
    checks = overview(sample_book(), AS_OF).commission.statement
    rows = list(table_rows(load_workbook(sample, data_only=True)["Statements"], "CommissionStatements"))
    expected = [
        (check.period, check.currency, check.client, shown(check.stated), shown(check.ours), shown(check.difference),
         line_words(check.outcome, check.reason))
        for check in checks
    ]  # fmt: skip
    heads = ("Period", "Currency", "Client", "Stated", "Our figure", "Difference", "What became of it")
    found = [tuple(row[head] for head in heads) for row in rows]
    assert Counter(found) == Counter(expected)
    equal = [row["What became of it"].startswith("Equal") for row in rows]
    assert (equal == sorted(equal), equal[0], equal[-1]) == (True, False, True)


@pytest.mark.parametrize("day", [AS_OF, date(2026, 11, 30), date(2024, 2, 29)])
def test_shared_selling_follows_the_as_of_day(small: Path, day: date) -> None:
    places = named_places(small)
    moved = ironcalc_moved(small, {"AsOf": day})
    first = date(day.year - 1, day.month, day.day) if (day.month, day.day) != (2, 29) else date(day.year - 1, 3, 1)
    expected = selling(DEALS, date.fromordinal(first.toordinal() + 1), day)
    sheet = places["SellingFrom"][0]
    counts = [moved[sheet, f"B{row}"] for row in range(8, 13)]
    assert counts == [len(expected.created), len(expected.closed), expected.won, expected.lost, len(expected.open)]
    months = [tuple(moved[sheet, f"{letter}{row}"] for letter in "EFGH") for row in range(8, 20)]
    assert months == [tuple(month[1:]) for month in expected.months]


def test_what_is_of_a_day_says_so_when_the_as_of_day_is_another(small: Path) -> None:
    found = ironcalc_moved(small, {"AsOf": date(2026, 12, 1)})
    for sheet in ("Commission", "Usage"):
        assert str(found[sheet, "A3"]).startswith("NOT of the as-of day 2026-12-01: this sheet is of 2026-10-31")
    assert found["HubSpot", "A3"] == "As-of day 2026-12-01"
    assert load_workbook(small, data_only=True)["Commission"]["A3"].value.startswith("Of 2026-10-31")


def test_usage_is_a_row_for_each_client_and_a_column_for_each_month(sample: Path) -> None:
    book = sample_book()
    rows = list(table_rows(load_workbook(sample, data_only=True)["Usage"], "ClientUsage"))
    assert list(rows[0])[:13] == ["Client", *(f"2025-{month}" for month in (11, 12)),
                                  *(f"2026-{month:02d}" for month in range(1, 11))]  # fmt: skip
    scores = {(row.client, row.month.isoformat()[:7]): shown(row.engagement_score) for row in book.usage}
    known = {each.client: each for each in clients_usage(book.clients, book.usage, AS_OF)}
    for row in rows:
        assert all(row[head] == scores.get((row["Client"], head)) for head in list(row)[1:13])
        assert (row["Last score"], row["Change"]) == tuple(map(shown, known[row["Client"]][2:4]))
    changes = [row["Change"] for row in rows if row["Change"] is not None]
    assert changes == sorted(changes)
    assert {row["Trend"] for row in rows} == {"Rises", "Stays", "Falls", None}


def test_a_mail_address_leads_to_mail(small: Path) -> None:
    sheet = load_workbook(small)["HubSpot"]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row
             if cell.hyperlink and cell.hyperlink.target}  # fmt: skip
    assert links == {"ana@hubspot.example": "mailto:ana@hubspot.example"}


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_book_has_the_sheets_of_what_is_in_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.xlsx"
    write_report(ONE_OF_EACH[name], path, AS_OF)
    added = {"one shared deal": [], "team alone": [], "usage alone": ["Usage"], "deal that pays": ["Commission"]}[name]
    assert [sheet for sheet in load_workbook(path).sheetnames if sheet in NEW] == (added or ["HubSpot"])
    assert problems(path) == []
    assert compare(path, ironcalc_values) == []


def test_an_empty_book_has_none_of_the_sheets(tmp_path: Path) -> None:
    write_report(Book(), tmp_path / "report.xlsx", AS_OF)
    assert set(load_workbook(tmp_path / "report.xlsx").sheetnames) & set(NEW) == set()


@pytest.mark.sdk
def test_microsofts_validator_and_ours_find_nothing(small: Path) -> None:
    assert problems(small) == []
    assert sdk_errors([small]) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_find_what_is_written(small: Path, engine: Engine) -> None:
    assert compare(small, engine) == []
