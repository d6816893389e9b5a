"""The tier report: its figures against two engines that share no code with us, on its own day and on others."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.engines import (
    column_places,
    compare,
    compare_in_libreoffice,
    dated_cells,
    ironcalc_moved,
    ironcalc_values,
    named_places,
    of_one_day,
    same,
    with_inputs,
    written_values,
)
from support.lint import problems
from support.sdk import sdk_errors

from partnerbook.errors import BadInput
from partnerbook.files.problems import Problem
from partnerbook.records import Book, Client, Deal, Managing, Place, Renewal, Settings, Subscription, Threshold
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import ledger_sheet, write_report

AS_OF = date(2026, 10, 31)
# Before each change of the rules and after it, a leap day, a day before the credited tier was read, one to come.
MOVES = [
    (AS_OF, "Elite"),
    (date(2025, 7, 14), "Platinum"),
    (date(2025, 7, 15), "Gold"),
    (date(2024, 2, 29), "Gold"),
    (date(2026, 1, 15), "Diamond"),
    (date(2027, 6, 30), "Diamond"),
]


def client(name: str, market: str = "ES", **more: object) -> Client:
    return Client(name, market, **more)  # type: ignore[arg-type]


def sale(name: str, closed: date, mrr: str = "1000", currency: str = "USD", kind: str = "new") -> Deal:
    return Deal("", name, "Marketing Hub", kind, "sourced", closed, Decimal(mrr), currency, origin=Place("Deals", 2))


AWKWARD = Book(
    Settings(credited_tier="Gold", credited_since=date(2026, 1, 15), certification_until=date(2026, 9, 30)),
    clients=(
        client('=HYPERLINK("http://x.example","Delta")'), client("Ac*me?"), client("<b>&\"'", "MX"), client("12345"),
        client("~tilde"), client(" "), client("ação 😀 \x07bell", "BR"), client("No points", apps_used=3),
    ),
    deals=(
        sale('=HYPERLINK("http://x.example","Delta")', date(2026, 2, 1)),
        sale("Ac*me?", date(2024, 2, 29), "999999999.9999"),
        sale("<b>&\"'", date(2025, 12, 1), "0.01", "EUR"),
        sale("12345", date(2026, 5, 5), "333.33", "GBP"),
        sale("12345", date(2026, 6, 5), "400", "GBP", "cancellation"),
        sale("ação 😀 \x07bell", date(2026, 3, 3), "2500", "BRL"),
        sale("~tilde", date(2026, 3, 3), "100", "PEN"),
        sale("~tilde", date(2026, 3, 3), "0")._replace(contract_value=Decimal(12000)),  # worth something without points
    ),
    subscriptions=(
        Subscription("Ac*me?", "CRM", Decimal(700), "USD", date(2024, 1, 1)),
        Subscription("12345", "CRM", Decimal("62.5"), "GBP", date(2025, 1, 1), date(2026, 12, 1)),
    ),
    managing=(Managing("Ac*me?", date(2024, 1, 1), other_partners=2), Managing("12345", date(2025, 6, 1))),
    renewals=(
        Renewal("12345", "CRM", date(2026, 11, 1), Decimal(100), None, "GBP"),
        Renewal("Ac*me?", "", date(2026, 10, 1), Decimal(100), Decimal(90), "USD", "renewed"),
    ),
    tiers=(Threshold(date(2026, 1, 15), "Gold", Decimal(100), Decimal(50)),),
)  # fmt: skip
BOOKS = {
    "sample": sample_book,
    "awkward": lambda: AWKWARD,
    "empty": Book,
    "no thresholds": lambda: sample_book(8)._replace(tiers=()),
    "untold": lambda: sample_book(8)._replace(settings=Settings()),
    "of unknown age": lambda: sample_book(8)._replace(
        settings=Settings(credited_tier="Diamond", credited_read_on=date(2026, 8, 1)),
        subscriptions=(
            Subscription("Wandromundra Puertos", "CRM", Decimal("0.01"), "USD", date(2026, 1, 1), date(2026, 3, 10)),
            Subscription("Wandromundra Puertos", "CRM", Decimal(1000), "USD", date(2026, 3, 10)),
        ),
    ),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def write(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp("report") / f"{name}.xlsx"
            write_report(BOOKS[name](), made[name], AS_OF)
        return made[name]

    return write


@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_comes_to_what_is_written(report: Callable[[str], Path], name: str) -> None:
    assert compare(report(name), ironcalc_values) == []


@pytest.mark.libreoffice
def test_every_formula_comes_to_what_is_written_in_libreoffice(report: Callable[[str], Path]) -> None:
    assert compare_in_libreoffice([report(name) for name in BOOKS]) == {}


@pytest.mark.parametrize(("day", "goal"), MOVES)
def test_another_day_and_goal_in_the_file_give_what_python_gives(
    report: Callable[[str], Path], tmp_path: Path, day: date, goal: str
) -> None:
    """LibreOffice is asked the same of the made-up book, among others, in test_recalculated.py."""
    write_report(sample_book(), tmp_path / "fresh.xlsx", day, goal)
    base = report("sample")
    found = ironcalc_moved(base, {"AsOf": day, "GoalTier": goal})
    # How far the followed months reach depends on the day a report is made: what stands in both is compared.
    expected = {place: written.value for place, written in written_values(tmp_path / "fresh.xlsx").items()}
    both = expected.keys() & written_values(base).keys()
    kept = of_one_day(base)
    shared = {place for place in both - dated_cells(base) if not kept(place)}
    assert len(shared) > 6000
    differing = {place: (expected[place], found[place]) for place in shared if not same(expected[place], found[place])}
    assert differing == {}


@pytest.mark.sdk
def test_microsofts_validator_and_ours_find_nothing(report: Callable[[str], Path]) -> None:
    paths = [report(name) for name in BOOKS]
    assert {path.name: problems(path) for path in paths} == {path.name: [] for path in paths}
    assert sdk_errors([report(name) for name in ("sample", "awkward", "empty")]) == []  # the others lack only words


def test_the_formulas_are_those_of_excel_2016_and_not_volatile(report: Callable[[str], Path]) -> None:
    later = ("_xlfn", "_xlws", "NOW(", "TODAY(", "OFFSET(", "INDIRECT(", "RAND", "CELL(", "INFO(")
    formulas = [written.formula for written in written_values(report("sample")).values()]
    assert [formula for formula in formulas if any(word in formula.upper() for word in map(str.upper, later))] == []


def test_no_cell_shows_an_error(report: Callable[[str], Path]) -> None:
    for name in BOOKS:
        values = {place: written.value for place, written in written_values(report(name)).items()}
        assert {place: value for place, value in values.items() if str(value).startswith("#")} == {}


def test_missing_thresholds_give_a_sentence(report: Callable[[str], Path]) -> None:
    dashboard = load_workbook(report("no thresholds"), data_only=True)["Dashboard"]
    words = [cell.value for row in dashboard.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("thresholds of this tier are not entered" in text for text in words)
    assert any(text.endswith("to look at") for text in words)


def test_text_of_the_book_never_becomes_a_formula(report: Callable[[str], Path]) -> None:
    book = load_workbook(report("awkward"))
    named = '=HYPERLINK("http://x.example"'
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(named)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_what_could_not_be_used_stands_on_the_checks_sheet(tmp_path: Path) -> None:
    problem = Problem("error", "book.xlsx", "Deals", "C7", "x", "The day is no day.")
    write_report(AWKWARD, tmp_path / "report.xlsx", AS_OF, problems=[problem])
    sheet = load_workbook(tmp_path / "report.xlsx", data_only=True)["Checks"]
    words = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "Deals!C7: The day is no day." in words
    assert "PEN" in words


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_report(sample_book(), tmp_path / name, AS_OF)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_day_before_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="2022-07-18"):
        write_report(Book(), tmp_path / "report.xlsx", date(2022, 7, 17))
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_a_person_has_sorted_gives_the_same_points(
    report: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows stand elsewhere than the clients' formulas were made for: they notice, and search them all."""
    monkeypatch.setattr(ledger_sheet, "listed_entries", lambda known: list(known.ledger.entries))
    write_report(sample_book(), tmp_path / "sorted.xlsx", AS_OF)
    found = ironcalc_values(tmp_path / "sorted.xlsx")
    in_order = named_places(report("sample"))["LedgerInOrder"]
    written = {place: cell.value for place, cell in written_values(report("sample")).items()}
    assert (written[in_order], found[in_order]) == (1, 0)
    columns = column_places(report("sample"), "Breakdown")
    points = [place for head, places in columns.items() if head != "In place" for place in places if place in written]
    assert len(points) > 400
    assert {place for place in points if not same(written[place], found[place])} == set()


def test_a_planted_wrong_value_is_found(report: Callable[[str], Path], tmp_path: Path) -> None:
    """The comparison itself can fail: one changed input without a recalculation is seen."""
    shutil.copy(report("sample"), tmp_path / "stale.xlsx")
    stale = with_inputs(tmp_path / "stale.xlsx", tmp_path / "moved.xlsx", {"AsOf": date(2026, 6, 30)})
    assert len(compare(stale, ironcalc_values)) > 100
