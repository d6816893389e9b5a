"""A row that a person types into the report's Ledger counts everywhere, or a check tells of it."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from support.engines import Cells, column_places, ironcalc_values, named_places

from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

AS_OF = date(2026, 10, 31)
WHOLE = {
    "Client no.": "5", "Amount": "800", "US$100 is": "100", "Rate": "5", "Growth": "1", "Partners": "1",
    "Points": "40", "Track": "Sold", "Track code": "sold", "From": "2026-05-01", "Until": "2027-05-01",
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(sample_book(12), path, AS_OF)
    return path


@cache
def before(path: Path) -> Cells:
    return ironcalc_values(path)


def after(path: Path, typed: dict[str, str], below: bool = False) -> Cells:
    """What becomes of the report when these are typed by heading into its first sold entry, or below the last row."""
    columns = column_places(path, "Ledger")
    found = before(path)
    at = len(columns["No."]) - 1 if below else next(
        at for at, place in enumerate(columns["Sold now"]) if found[place])  # fmt: skip

    def place(heading: str) -> tuple[str, str]:
        sheet, cell = columns[heading][at]
        letters = cell.rstrip("0123456789")
        return sheet, f"{letters}{int(cell[len(letters) :]) + below}"

    return ironcalc_values(path, {place(heading): text for heading, text in typed.items()})


@pytest.mark.parametrize(
    ("typed", "below"),
    [
        ({"Track": "Managed"}, False),
        ({"Track code": ""}, False),
        ({"From": ""}, False),
        ({"Until": "later"}, False),
        ({"Points": "many"}, False),
        ({"Client no.": ""}, False),
        ({"Client no.": "999"}, False),
        ({"No.": ""}, False),
        ({"Amount": "123456"}, False),
        ({"Sold now": "1"}, False),
        ({"No.": "999", **WHOLE}, True),
        ({"Points": "5"}, True),
    ],
)
def test_what_does_not_count_everywhere_is_told(path: Path, typed: dict[str, str], below: bool) -> None:
    places = named_places(path)
    assert after(path, typed, below)[places["ChecksFailing"]] >= 1


def test_a_whole_row_typed_over_another_counts_everywhere(path: Path) -> None:
    places, found = named_places(path), after(path, WHOLE)
    assert found[places["ChecksFailing"]] == 0
    clients = column_places(path, "Breakdown")
    fifth = [found[clients[heading][4]] for heading in ("Sold", "Managed", "Total")]
    assert fifth[0] - before(path)[clients["Sold"][4]] == pytest.approx(40)
    assert sum(found[place] for place in clients["Total"]) == pytest.approx(found[places["TotalShown"]])
    months = column_places(path, "Months")
    assert found[months["Total"][-1]] == pytest.approx(found[places["TotalShown"]])
