"""The report's sheets that look ahead and explain: another client or day gives what the core gives, and all adds up."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.engines import (
    column_places,
    compare,
    ironcalc_moved,
    ironcalc_values,
    named_places,
    same,
    written_values,
)

from partnerbook.exact import rounded, shown_share
from partnerbook.figures.concentration import concentration, shared_clients
from partnerbook.figures.editions import under_editions
from partnerbook.figures.explained import explained
from partnerbook.figures.next_step_words import step_sentence
from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.outlook import outlook
from partnerbook.figures.outlook_words import outlook_headline, outlook_sentences
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.reconcile import reconciled
from partnerbook.figures.scenario import scenarios
from partnerbook.figures.shown import shown_points
from partnerbook.figures.since import changed_since
from partnerbook.figures.stake import shown_stakes, stakes
from partnerbook.language.reader import reader
from partnerbook.language.texts import texts
from partnerbook.records import Assumed, Book, Client, Deal, Managing, Settings, Subscription
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.explain_sheet import MOST_ENTRIES

AS_OF = date(2026, 10, 31)
Sheets = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def known() -> Overview:
    return overview(sample_book(14), AS_OF)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(sample_book(14), path, AS_OF)
    return path


@pytest.fixture(scope="module")
def shown(path: Path) -> Sheets:
    """What the cells of each sheet show, row by row."""
    return {
        sheet.title: [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in sheet.values]
        for sheet in load_workbook(path, data_only=True)
    }


def below(rows: list[list[Any]], heading: str, column: int = 0) -> list[list[Any]]:
    """The rows below a heading, up to the first that is empty there."""
    top = next(at for at, row in enumerate(rows) if row[column] == heading)
    return list(takewhile(lambda row: row[column] is not None, rows[top + 1 :]))


def test_the_outlook_says_what_the_core_does_and_what_to_do_next(known: Overview, shown: Sheets) -> None:
    ahead, say = outlook(known), reader("en")
    named, number = ("Settings", "Tiers"), lambda value: say.number(value, 2)
    column = [row[0] for row in shown["Outlook"]]
    assert outlook_headline(ahead, "en", date.isoformat) in column
    sentences = list(outlook_sentences(ahead, named, "en", number, date.isoformat))
    assert [text for text in column if text in sentences] == sentences
    steps = [step_sentence(step, named, "en", number, date.isoformat) for step in next_steps(known, 7)]
    assert [row[0] for row in below(shown["Outlook"], "What to do next")] == [
        f"{at}. {text}" for at, text in enumerate(steps, 1)
    ]
    assert any("Sell" in text for text in steps)  # the least that reaches the goal


def test_what_sharing_costs_and_what_hangs_on_few_clients(known: Overview, shown: Sheets) -> None:
    found = concentration(known)
    said = " ".join(str(row[0]) for row in below(shown["At stake"], "How much hangs on few clients"))
    assert found.largest is not None
    assert f"of {len(found.clients)} clients" in said
    assert f"{say_share(found.largest)}%" in said
    assert all(each.client in said for each in found.costing)
    expected = [each for each in shared_clients(known) if each.partners > 1][:10]
    rows = below(shown["At stake"], "Clients that are shared with other partners")[1:]
    assert [row[0] for row in rows] == [each.client for each in expected]
    assert [[round(value, 2) for value in row[4:7]] for row in rows] == [
        [float(rounded(value, 2)) for value in (each.points, each.costs, each.would_cost)] for each in expected
    ]
    assert expected


def say_share(share: Decimal) -> str:
    return reader("en").number(shown_share(share) * 100, 1)


def test_the_scenarios_stand_beside_the_book_as_it_is_month_by_month(known: Overview, shown: Sheets) -> None:
    found = scenarios(known, known.book.scenarios)
    rows = below(shown["Scenarios"], "On")
    assert len(found) > 1
    for at, each in enumerate(found):
        assert [row[0] for row in rows] == [month.day for month in each.months]
        assert [round(row[1 + 2 * at], 2) for row in rows] == [
            float(shown_points(month.points).total) for month in each.months
        ]


def test_the_day_stands_under_the_rules_of_each_edition(known: Overview, shown: Sheets) -> None:
    found = under_editions(known)
    rows = [row for row in shown["Editions"] if any(str(each.edition.start) in str(row[0]) for each in found)]
    points = [[round(value, 2) for value in row[1:4]] for row in rows if isinstance(row[1], int | float)]
    assert points == [[float(each.shown.sold), float(each.shown.managed), float(each.shown.total)] for each in found]
    assert len(found) > 2


def test_another_client_is_explained_by_its_own_entries(known: Overview, path: Path) -> None:
    columns, places = column_places(path, "ExplainedEntries"), named_places(path)
    for line in known.clients[::7]:
        name = line.client.client
        found = ironcalc_moved(path, {"ExplainClient": name})
        ours = explained(known, client=name)
        assert same(float(ours.shown), found[places["ExplainSum"]]), name
        assert found[places["ExplainSum"]] == found[places["ExplainPoints"]]
        given = [found[sold] + found[managed] for sold, managed in zip(columns["Sold"], columns["Managed"], strict=True)
                 if found[sold] not in ("", 0.0) or found[managed] not in ("", 0.0)]  # fmt: skip
        assert sorted(round(each, 2) for each in given) == sorted(float(each) for each in ours.shown_parts if each)
        mine = [entry for entry in known.ledger.entries if entry.client == name]
        assert len([place for place in columns["Entry"] if found[place] != ""]) == len(mine)


def test_a_name_of_nobody_gives_a_sentence_and_no_points(path: Path) -> None:
    found = ironcalc_moved(path, {"ExplainClient": "*"})
    assert found[named_places(path)["ExplainSum"]] == 0
    assert texts("report", "en")["client"]["unknown"] in found.values()


def many_entries(count: int) -> Book:
    """A client of so many sales and one that is managed before all of them, and one whose name is a number."""
    sales = [Deal("", "Acme", "CRM", "new", "sourced", date(2025, 12, 1) + timedelta(days=at // 3), Decimal(100 + at),
                  "USD") for at in range(count)]  # fmt: skip
    return Book(
        clients=(Client("Acme", "MX"), Client("12345", "US")),
        subscriptions=(Subscription("Acme", "CRM", Decimal(800), "USD", date(2024, 1, 1)),),
        deals=(*sales, Deal("", "12345", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(1000), "USD")),
        managing=(Managing("Acme", date(2024, 1, 1)),),
    )


@pytest.mark.parametrize("beyond", [0, 1, 40])
def test_a_client_of_more_entries_than_are_listed_adds_up_all_the_same(tmp_path: Path, beyond: int) -> None:
    path = tmp_path / "report.xlsx"
    write_report(many_entries(MOST_ENTRIES - 1 + beyond), path, AS_OF)
    assert compare(path, ironcalc_values) == []
    values, places = {at: cell.value for at, cell in written_values(path).items()}, named_places(path)
    older, listed, points = (values[places[f"Explain{part}"]] for part in ("Older", "Sum", "Points"))
    assert values[places["ExplainCount"]] == MOST_ENTRIES + beyond
    assert (older > 0, round(older + listed, 2)) == (beyond > 0, points)


def test_a_name_of_digits_is_found_however_it_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(many_entries(3), path, AS_OF)
    for name in ("ExplainClient", "ClientPicked"):
        found = ironcalc_moved(path, {name: 12345})
        number = named_places(path)["ExplainNumber" if name == "ExplainClient" else "ClientNumber"]
        assert found[number] == 1.0


def test_two_days_beside_each_other_are_those_of_the_core(known: Overview, path: Path) -> None:
    """As `compare` has them: of each day the points breakdown's figures, and rounding alone moves the others."""
    columns = column_places(path, "ClientsSince")
    values = {place: cell.value for place, cell in written_values(path).items()}
    since = changed_since(known.on(date(2026, 7, 31)), known)
    sheet = load_workbook(path)["Changes since"]
    found = {
        sheet[cell].value: (values[place], values[moved[0]] + values[moved[1]])
        for (_, cell), place, *moved in zip(
            *(columns[head] for head in ("Client", "Change", "Sold moved", "Managed moved")), strict=True
        )
    }
    assert {name: round(change, 2) for name, (change, moved) in found.items() if moved and change} == {
        each.client: float(each.total) for each in since.clients
    }
    still = sum(change for change, moved in found.values() if not moved)
    assert round(still, 2) == float(since.others.total)
    assert since.clients


def test_what_is_at_stake_for_certain_adds_up_to_all_sold_points(known: Overview, path: Path) -> None:
    columns = column_places(path, "AtStake")
    sheet = load_workbook(path)["At stake"]
    found = [(sheet[certain].value, sheet[points].value)
             for (_, certain), (_, points) in zip(columns["Certain"], columns["Points"], strict=True)]  # fmt: skip
    expected = stakes(known)
    assert found == [(int(each.kind.certain), points) for each, points in
                     zip(expected, map(float, shown_stakes(expected)), strict=True)]  # type: ignore[arg-type]  # fmt: skip
    assert round(sum(points for certain, points in found if certain), 2) == float(known.shown.sold)


@pytest.mark.parametrize(("language", "untold"), [
    ("en", "Whether a single client's loss would cost the performing tier cannot be told."),
    ("pt", "Não se pode dizer se a perda de um só cliente custaria a categoria pelo desempenho."),
])  # fmt: skip
def test_without_thresholds_no_loss_is_said_to_cost_nothing(language: str, untold: str, tmp_path: Path) -> None:
    write_report(sample_book(8)._replace(tiers=()), tmp_path / "report.xlsx", AS_OF, language=language)
    sheet = load_workbook(tmp_path / "report.xlsx")[texts("report", language)["sheets"]["stake"]]
    assert untold in [cell.value for cell in sheet["A"]]
    assert texts("report", language)["answers"]["unknown"] in [cell.value for cell in sheet["I"]]


def test_every_difference_has_its_row_and_they_add_up(known: Overview, path: Path) -> None:
    columns = column_places(path, "Reconciled")
    values = {place: cell.value for place, cell in written_values(path).items()}
    differences = [values[place] for place in columns["Difference"]]
    assert differences == [float(each.points) for each in reconciled(known)]
    assert round(sum(differences), 2) == values["Reconcile", "G5"]


def test_what_is_not_known_of_the_months_ahead_is_not_told_as_none(tmp_path: Path) -> None:
    """Before the credited tier was read nobody knows which one is to be kept: 0 points keep nothing."""
    path = tmp_path / "report.xlsx"
    known = write_report(sample_book(12), path, date(2025, 8, 31))
    assert known.credited is None
    sheet = load_workbook(path, data_only=True)["Outlook"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    review = next(cell for cell in cells if cell.value == "Tier after it")
    assert sheet.cell(review.row + 1, review.column).value == "Unknown"
    keep = next(cell for cell in cells if cell.value == "To keep")
    below = sheet.cell(keep.row + 1, keep.column)
    assert (below.value, below.number_format.partition(";")[2]) == (0, ";")
    assert compare(path, ironcalc_values) == []


def test_sheets_appear_only_where_the_book_has_something_to_show(tmp_path: Path) -> None:
    write_report(Book(), tmp_path / "empty.xlsx", AS_OF)
    sheets = load_workbook(tmp_path / "empty.xlsx").sheetnames
    assert {"Outlook", "Editions"} <= set(sheets)
    assert not {"At stake", "Explain", "Changes since", "Reconcile", "Scenarios"} & set(sheets)


def test_a_scenario_that_cannot_be_is_left_out_and_its_name_is_no_formula(tmp_path: Path) -> None:
    deal = Deal("", "Acme", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(1000), "USD")
    rows = (
        Assumed("=1+1", "sale", "Acme", date(2026, 12, 1), "CRM", Decimal(100)),
        Assumed("Cannot be", "stop", "Nobody", date(2026, 12, 1)),
    )
    book = Book(Settings(), (Client("Acme", "MX"),), deals=(deal,), scenarios=rows)  # type: ignore[arg-type]
    write_report(book, tmp_path / "report.xlsx", AS_OF)
    assert compare(tmp_path / "report.xlsx", ironcalc_values) == []
    cells = [cell for row in load_workbook(tmp_path / "report.xlsx")["Scenarios"].iter_rows() for cell in row]
    words = {cell.value: cell.data_type for cell in cells}
    assert words["=1+1"] == "s"
    assert "Cannot be" not in words
