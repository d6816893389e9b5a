"""`report`, `tier`, `points` and `renewals` of a book: the terminal and the workbooks say the same."""

import json
import re
import shutil
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.books import write_plain_book
from support.command import AS_OF, TODAY, Run, cells, refusal, sheet_names, shown_sheet
from support.places import CASES
from support.shown_sums import uneven_book, written

from partnerbook.book.read.reader import read_book
from partnerbook.command.lines import number
from partnerbook.command.reading import SHOWN_ERRORS
from partnerbook.command.renewal_lines import renewal_lines
from partnerbook.command.table import Table
from partnerbook.figures.overview import overview
from partnerbook.files.problems import error_count
from partnerbook.records import Book, Client, Deal, Renewal, Settings, Threshold
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book


def number_in(value: object, places: int = 2) -> str:
    """A cell of the report as the terminal shows it."""
    return number(Decimal(repr(value)), places)


def test_a_report_shows_what_the_command_says(run: Run, demo: Path) -> None:
    said = run("report", demo / "book.xlsx", "-o", "report.xlsx", "--goal", "elite", "--as-of", "30 June 2026")
    assert (said.code, said.err) == (0, "")
    dashboard = shown_sheet("report.xlsx", "Dashboard")
    assert dashboard["C3"].value.date() == date(2026, 6, 30)
    assert dashboard["G3"].value == "Elite"
    assert number_in(dashboard["F6"].value) in said.out
    assert run("tier", demo / "book.xlsx", "--goal", "ELITE", "--as-of", "2026-06-30").out.count("Elite") == 1


def test_a_report_is_written_over_only_when_told_and_the_book_never(run: Run, demo: Path) -> None:
    book = shutil.copy(demo / "book.xlsx", "book.xlsx")
    Path("report.xlsx").write_bytes(b"mine")
    assert "--replace" in refusal(run("report", book, "-o", "report.xlsx"))
    assert Path("report.xlsx").read_bytes() == b"mine"
    assert run("report", book, "-o", "report.xlsx", "--replace").code == 0
    assert "Dashboard" in sheet_names("report.xlsx")
    for command in ("report", "renewals"):
        assert "the book itself" in refusal(run(command, book, "-o", "./book.xlsx", "--replace"))
    assert Path("book.xlsx").read_bytes() == (demo / "book.xlsx").read_bytes()


def test_a_renewal_sheet_of_a_quarter(run: Run, demo: Path) -> None:
    said = run("renewals", demo / "book.xlsx", "-o", "q1.xlsx", "--quarter", "1T2027")
    assert said == (0, "q1.xlsx is written.\n", "")
    days = [cell for sheet in load_workbook("q1.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any(getattr(day, "year", 0) == 2027 for day in days)
    assert "no quarter" in refusal(run("renewals", demo / "book.xlsx", "-o", "q2.xlsx", "--quarter", "spring"))
    assert "-o renewals.xlsx" in refusal(run("renewals", demo / "book.xlsx", "--quarter", "2027-Q1"))
    assert not Path("q2.xlsx").exists()


@pytest.mark.parametrize(("spoken", "asked", "title"), [
    ("es", (), "Renovaciones"), ("pt", (), "Renovações"), ("en", (), "Renewals"),
    ("es", ("--language", "pt"), "Renovações"), ("pt", ("--language", "EN"), "Renewals"),
])  # fmt: skip
def test_a_renewal_sheet_speaks_the_language_of_the_book(
    run: Run, spoken: str, asked: tuple[str, ...], title: str
) -> None:
    assert run("new", "book.xlsx", "--language", spoken).code == 0
    assert run("renewals", "book.xlsx", "-o", "sheet.xlsx", *asked).code == 0
    assert sheet_names("sheet.xlsx")[0] == title


def test_a_renewal_sheet_of_a_folder_and_of_a_book_with_own_headings(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "Clientes.csv").write_text("Cliente,País,Notas mías\nAcme,España,Renewals\n", encoding="utf-8")
    assert run("renewals", "book", "-o", "folder.xlsx").code == 0
    assert sheet_names("folder.xlsx")[0] == "Renovaciones"
    write_book(sample_book(8), tmp_path / "moved.xlsx", AS_OF, "pt")
    workbook = load_workbook(tmp_path / "moved.xlsx")
    workbook["Clientes"]["A1"], workbook["Renovações"].title = "My clients", "Renewals 2026"
    workbook.save(tmp_path / "moved.xlsx")
    assert run("renewals", "moved.xlsx", "-o", "moved_sheet.xlsx").code == 0
    assert sheet_names("moved_sheet.xlsx")[0] == "Renovações"


@pytest.mark.parametrize(("spoken", "option", "name"), [("es", (), "Panel"), ("es", ("--language", "pt"), "Painel")])
def test_a_report_speaks_the_language_of_the_book(run: Run, spoken: str, option: tuple[str, ...], name: str) -> None:
    assert run("new", "book.xlsx", "--language", spoken).code == 0
    assert run("report", "book.xlsx", "-o", "report.xlsx", "--as-of", "2026-10-31", *option).code == 0
    assert sheet_names("report.xlsx")[0] == name


def test_a_demo_is_written_in_a_language(run: Run) -> None:
    assert run("demo", "demo", "--language", "es").code == 0
    names = [sheet_names(Path("demo", file)) for file in ("book.xlsx", "tier_report.xlsx", "renewals.xlsx")]
    assert ["Clientes" in names[0], names[1][0], names[2][0]] == [True, "Panel", "Renovaciones"]


def test_a_language_is_for_the_sheet(run: Run, demo: Path) -> None:
    assert "fr" in refusal(run("renewals", demo / "book.xlsx", "-o", "q.xlsx", "--language", "fr"))


def test_the_tier_is_that_of_the_report(run: Run, demo: Path) -> None:
    out = run("tier", demo / "book.xlsx").out
    dashboard = shown_sheet(demo / "tier_report.xlsx", "Dashboard")
    lines = {re.split(r"\s{2,}", line.strip())[0]: line for line in reversed(out.splitlines()) if line.strip()}
    for label, cell in {"Sold points": "H6", "of them sourced": "J6", "Managed points": "L6"}.items():
        assert lines[label].split()[-1] == number_in(dashboard[cell].value)
    assert lines["Credited tier"].split()[-1] == dashboard["B6"].value
    assert lines["Performing tier"].split()[-1] == dashboard["D6"].value
    for row in (12, 13):
        have, need, gap, share = (dashboard[f"{column}{row}"].value for column in "DEFG")
        found = next(
            line for line in out.splitlines() if line.strip().startswith(dashboard[f"B{row}"].value) and "%" in line
        )
        assert found.split()[2:] == [*map(number_in, (have, need, gap)), f"{share * 100:.1f}%"]
    assert f"At the next review, {dashboard['K13'].value.date()}" in out
    assert f": {dashboard['K15'].value} (kept: reached in the window)" in out


def test_a_gap_below_a_point_is_told_everywhere(run: Run) -> None:
    """199.6 of 200 points: neither is the gap 0, nor what is held what is needed."""
    book = CASES / "awkward" / "gap_below_a_point.xlsx"
    out = run("tier", book, "--as-of", "2026-11-29").out
    assert re.search(r"Total points +199\.60 +200\.00 +0\.40 +99\.8%", out)
    assert run("report", book, "-o", "report.xlsx", "--as-of", "2026-11-29").code == 0
    cells = written(Path("report.xlsx"))
    assert [cells["Dashboard", f"{letter}12"] for letter in "DEFG"] == [199.6, 200, 0.4, 0.998]
    assert str(cells["Dashboard", "B15"]).startswith("Its points are not reached yet")


@pytest.mark.parametrize(("mrr", "need", "line"), [
    ("3999.92", "200", "199.996 200.00 0.004 99.9%"),
    ("3999.99998", "200", "199.999999 200.00 0.000001 99.9%"),
    ("3999.999999", "200", "200.00 200.00 0.00 100.0%"),
    ("4000.08", "200", "200.00 200.00 0.00 100.0%"),
    ("4000.06", "200.005", "200.00 200.005 0.005 99.9%"),
    ("0.02", "200", "0.00 200.00 200.00 0.0%"),
    ("3992", "200", "199.60 200.00 0.40 99.8%"),
])  # fmt: skip
def test_what_is_told_of_a_hair(run: Run, mrr: str, need: str, line: str) -> None:
    deal = Deal("D", "Acme", "CRM", "new", "sourced", date(2026, 9, 1), Decimal(mrr), "USD")
    tiers = (Threshold(date(2026, 1, 15), "Gold", Decimal(need), Decimal(0)),)
    write_plain_book(Book(Settings("Hair"), (Client("Acme", "US"),), deals=(deal,), tiers=tiers), Path("book.xlsx"))
    out = run("tier", "book.xlsx", "--as-of", "2026-10-31", "--goal", "Gold").out
    assert [each.split()[2:] for each in out.splitlines() if each.endswith("%") and "Total" in each] == [line.split()]


@pytest.mark.parametrize("seed", range(4))
def test_the_points_of_uneven_clients_add_up(run: Run, seed: int) -> None:
    write_plain_book(uneven_book(seed, AS_OF), Path("book.xlsx"))
    out = run("points", "book.xlsx", "--as-of", AS_OF).out
    rows = [[Decimal(text.replace(",", "")) for text in line.split()[-3:]] for line in out.splitlines()[2:]]
    *clients, totals = rows
    assert [sum(column) for column in zip(*clients, strict=True)] == (totals if clients else [])
    assert all(sold + managed == total for sold, managed, total in rows)


def test_what_rests_on_estimates_is_told(run: Run, demo: Path) -> None:
    said = "275.96 of the 2,635.35 points (10.5%) rest on estimated point units: enter HubSpot's on the sheet Rates."
    assert said in run("tier", demo / "book.xlsx").out
    assert said in run("report", demo / "book.xlsx", "-o", "report.xlsx").out
    assert "estimated" not in run("tier", CASES / "awkward" / "gap_below_a_point.xlsx").out


def test_the_points_of_clients_are_those_of_the_report(run: Run, demo: Path) -> None:
    said = run("points", demo / "book.xlsx")
    assert (said.code, said.err) == (0, "")
    table, beside = said.out.split("\n\n")
    listed = {
        fields[0]: fields[2:] for line in table.splitlines()[2:-1] if (fields := re.split(r"\s{2,}", line.strip()))
    }
    head, *rows = cells(demo / "tier_report.xlsx", "Points breakdown")[3:]
    columns = [head.index(name) for name in ("Sold", "Managed", "Total")]
    expected = {row[1]: [number_in(row[column]) for column in columns] for row in rows if row[columns[2]]}
    assert len(expected) > 40
    assert listed == expected
    totals = [float(fields[-1].replace(",", "")) for fields in listed.values()]
    assert totals == sorted(totals, reverse=True)
    differing = [row for row in rows if row[head.index("Difference")] not in (None, "", 0)]
    assert f"than ours of the same day for {len(differing)} clients (first: {differing[0][1]}, " in beside
    assert "days old" not in beside
    later = run("points", demo / "book.xlsx", "--as-of", "2026-12-28").out
    read = [row for row in rows if row[head.index("HubSpot points")] not in (None, "")]
    assert f"HubSpot's points of {len(read)} clients are more than 60 days old, the oldest of 2026-10-28" in later


def test_the_renewals_are_those_of_the_report(run: Run, demo: Path) -> None:
    said = run("renewals", demo / "book.xlsx")
    head, *rows = cells(demo / "tier_report.xlsx", "Renewals")[5:]
    due = [dict(zip(head, row, strict=True)) for row in rows]
    due = [row for row in due if str(row["Alert"]).startswith(("Overdue", "Within"))]
    listed, _, finance = said.out.partition("Deadline: ")
    first, _, *lines = listed.splitlines()
    assert first.endswith(f": {len(due)}")
    assert len(lines) == len(due) > 20
    for line, row in zip(lines, due, strict=True):
        days = [row[name].date().isoformat() for name in ("Renewal date", "Deadline")]  # type: ignore[attr-defined]
        change = "open" if row["MRR change"] in (None, "") else number_in(row["MRR change"])
        expected = [row["Client"], row["Alert"], days[0], str(row["Days"]), days[1], number_in(row["Current MRR"])]
        assert re.split(r"\s{2,}", line.strip()) == [*expected, change, row["Currency"]]
    mrr: defaultdict[object, Decimal] = defaultdict(Decimal)
    for row in due:
        if str(row["Renewal date"]) < "2027":
            mrr[row["Currency"]] += Decimal(str(row["Current MRR"]))
    told = {each[0]: Decimal(each[2].replace(",", "")) for each in map(str.split, finance.splitlines()[4:-1])}
    assert told == mrr


def test_what_goes_to_finance_is_told_where_none_of_it_is_due_yet() -> None:
    renewals = (
        Renewal("Acme", "CRM", date(2026, 12, 20), Decimal(500), Decimal(450), "USD"),
        Renewal("Acme", "CMS", date(2026, 12, 20), Decimal(70), Decimal(70), "USD", status="renewed"),
        Renewal("Acme", "CRM", date(2027, 1, 1), Decimal(90), None, "USD"),
    )
    book = Book(Settings(alert_days=(30,)), (Client("Acme", "US"),), renewals=renewals)
    first, *lines = renewal_lines(overview(book, date(2026, 10, 1)))
    assert str(first) == "Renewals overdue or due within 30 days of 2026-10-01: none"
    assert [line.rows for line in lines if isinstance(line, Table)] == [[("USD", "1", "500.00", "-50.00")]]
    nothing = overview(book._replace(renewals=renewals[1:]), date(2026, 10, 1))
    assert len(list(renewal_lines(nothing))) == 1


def test_the_day_is_the_one_asked_for_else_the_books_else_today(run: Run, small: Path, tmp_path: Path) -> None:
    dated = tmp_path / "dated.xlsx"
    write_plain_book(sample_book(8), dated)
    assert "on 2026-06-30\n" in run("tier", dated, "--as-of", "2026-06-30").out
    assert f"on {AS_OF}\n" in run("tier", dated).out
    assert f"on {TODAY}\n" in run("tier", small).out
    assert f"on {TODAY}.\n" in run("report", small, "-o", "report.xlsx").out


@pytest.mark.parametrize("command", ["tier", "points", "renewals"])
def test_errors_of_a_book_are_told_and_the_rest_is_shown(run: Run, faulty: Path, command: str) -> None:
    said = run(command, faulty)
    assert said.code == 1
    assert len(said.out.splitlines()) > 3
    assert "error: Clients.csv, row 2, column Market" in said.err
    assert said.err.endswith(f"See partnerbook check {faulty}\n")


def test_a_report_of_a_book_with_errors_is_written_and_says_what_it_lacks(run: Run, faulty: Path) -> None:
    said = run("report", faulty, "-o", "report.xlsx")
    assert said.code == 1
    errors = error_count(read_book(faulty)[1])
    assert f"({errors} in all); its sheet Checks lists that." in said.out
    words = " ".join(str(cell) for row in cells(Path("report.xlsx"), "Checks") for cell in row)
    assert "Atlantis" in words
    assert said.err.count("\n") == min(errors, SHOWN_ERRORS) + 1


def test_a_deal_without_a_rate_is_told(run: Run, tmp_path: Path) -> None:
    book = sample_book(8)
    deals = (book.deals[0]._replace(currency="CLP"), *book.deals[1:])
    write_plain_book(book._replace(deals=deals), tmp_path / "book.xlsx")
    for words in (("tier",), ("points",), ("report", "-o", "report.xlsx")):
        said = run(words[0], "book.xlsx", *words[1:])
        assert said.code == 1
        assert "not used: Deals row 2: There is no rate for CLP" in said.err
    assert "It lacks what could not be used (1 in all)" in said.out


def test_an_empty_book(run: Run, tmp_path: Path) -> None:
    write_plain_book(Book(), tmp_path / "book.xlsx")
    assert run("tier", "book.xlsx").code == 0
    assert "unknown: thresholds are missing" in run("report", "book.xlsx", "-o", "report.xlsx").out
    assert run("renewals", "book.xlsx").out.endswith(": none\n")
    assert re.search(r"Total +0\.00 +0\.00 +0\.00$", run("points", "book.xlsx").out.strip())


def test_what_was_sourced_stands_in_the_partners_own_currency_too(run: Run) -> None:
    """A thousand euros a month are a thousand euros, whatever they are in US dollars."""
    deal = Deal("D", "Acme", "CRM", "new", "sourced", date(2026, 9, 1), Decimal("1000.50"), "EUR",
                contract_value=Decimal(12006))  # fmt: skip
    for own, seen in (("EUR", ["USD", "EUR"]), ("USD", ["USD"]), ("PLN", ["USD"])):
        book = Book(Settings(reporting_currency=own), clients=(Client("Acme", "DE"),), deals=(deal,))
        write_book(book, f"{own}.xlsx", TODAY)
        lines = run("tier", f"{own}.xlsx", "--as-of", "2026-10-31").out.splitlines()
        at = next(index for index, line in enumerate(lines) if line.strip().startswith("Sourced MRR"))
        if own != "PLN":  # its market rate may be known or not
            assert lines[at - 1].split() == seen
        if own == "EUR":
            assert (lines[at].split()[-1], lines[at + 1].split()[-1]) == ("1,000.50", "12,006.00")
            answer = json.loads(run("tier", f"{own}.xlsx", "--as-of", "2026-10-31", "--json").out)
            dollars, euros = answer["figures"]["sourced"]
            assert [dollars["currency"], euros["currency"]] == ["USD", "EUR"]
            assert Decimal(euros["mrr"]) == Decimal("1000.5")
            assert number(Decimal(str(dollars["mrr"])), 2) in lines[at]
