"""`import` of the renewal sheet: what was filled in comes back into the book, and nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.command import Run, refusal

from partnerbook.book.read.reader import read_book
from partnerbook.records import Book, Client, Renewal, Settings
from partnerbook.workbooks.book import write_book
from partnerbook.workbooks.renewals import write_renewal_sheet

ACME, BETA = "Ácme & Co (inventada)", "Beta (inventada)"
AS_OF, DUE = date(2026, 10, 31), date(2026, 12, 1)
BOOK = Book(
    settings=Settings("Mine · S.A."),
    clients=(Client(ACME, "MX"), Client(BETA, "BR")),
    renewals=(
        Renewal(ACME, "Sales Hub Pro", DUE, Decimal(100), None, "USD"),
        Renewal(ACME, "Data Hub Pro", DUE, Decimal(50), Decimal(50), "USD", note="call in May"),
        Renewal(BETA, "Service Hub", date(2026, 11, 15), Decimal("70.5"), Decimal("70.5"), "BRL", "confirmed"),
    ),
)
FILLED = {
    "en": ("Renewed", "Decision"),
    "es": ("Renovado", "Decisión"),
    "pt": ("Renovado", "Decisão"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_book(BOOK, tmp_path / "book.xlsx", AS_OF)
    return Path("book.xlsx")


def sheet(language: str = "en", written: Book = BOOK, **cells: dict[str, object]) -> str:
    """A renewal sheet in which the row of some products has other cells, by heading."""
    write_renewal_sheet(written, "renewals.xlsx", AS_OF, None, language)
    workbook = load_workbook("renewals.xlsx")
    page = workbook.worksheets[0]
    head = next(row for row in page.iter_rows() if any(cell.value == FILLED[language][1] for cell in row))
    columns = {cell.value: cell.column for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        for heading, value in cells.get(str(row[1].value).split(" ", maxsplit=1)[0], {}).items():
            page.cell(row[0].row, columns[heading], value)
    workbook.save("renewals.xlsx")
    return "renewals.xlsx"


def renewals(path: Path) -> list[tuple[object, ...]]:
    return [(each.products, each.renewal_mrr, each.status, each.note) for each in read_book(path)[0].renewals]


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_what_was_filled_in_comes_back(language: str, book: Path, run: Run) -> None:
    status, decision = FILLED[language]
    named = {"en": ("Status", "Renewal MRR", "Comment"), "es": ("Estado", "MRR por renovación", "Comentario"),
             "pt": ("Status", "MRR da renovação", "Comentário")}[language]  # fmt: skip
    name = sheet(
        language,
        Sales={named[0]: status, named[1]: 120.25},
        Data={decision: "keep; ask for a discount", named[2]: "call back"},
    )
    before = book.read_bytes()
    shown = run("import", name, "--into", book, "--dry-run")
    assert shown.code == 0, shown.err
    assert "Renewal MRR empty -> 120.25" in shown.out
    assert book.read_bytes() == before
    assert run("import", name, "--into", book).code == 0
    assert renewals(book) == [
        ("Sales Hub Pro", Decimal("120.25"), "renewed", ""),
        ("Data Hub Pro", Decimal(50), "pending", f"call in May; {decision}: keep; ask for a discount; call back"),
        ("Service Hub", Decimal("70.5"), "confirmed", ""),
    ]
    once = book.read_bytes()
    again = run("import", name, "--into", book)
    assert again.code == 0
    assert "needs no change" in again.out
    assert book.read_bytes() == once


def test_what_another_has_changed_since_is_shown_and_what_is_empty_stays(book: Path, run: Run) -> None:
    name = sheet(Sales={"Status": "Confirmed"})
    changed = BOOK.renewals[0]._replace(status="renewed", renewal_mrr=Decimal(90))
    write_book(BOOK._replace(renewals=(changed, *BOOK.renewals[1:])), book, AS_OF)
    said = run("import", name, "--into", book)
    assert "Status renewed -> confirmed" in said.out
    assert renewals(book)[0] == ("Sales Hub Pro", Decimal(90), "confirmed", "")


def test_a_sheet_as_it_was_sent_is_refused(book: Path, run: Run) -> None:
    write_book(BOOK._replace(renewals=BOOK.renewals[:2]), book, AS_OF)
    name = sheet(written=BOOK._replace(renewals=BOOK.renewals[:2]))
    assert "Nothing is filled in" in refusal(run("import", name, "--into", book))


def test_the_sheet_of_another_partner_or_book_is_refused(book: Path, run: Run) -> None:
    name = sheet(written=BOOK._replace(settings=Settings("Other SL")), Sales={"Status": "Renewed"})
    before = book.read_bytes()
    assert 'is the renewal sheet of "Other SL", and the book is of "Mine · S.A."' in refusal(
        run("import", name, "--into", book)
    )
    other = BOOK._replace(
        clients=(Client("Gama", "MX"),),
        renewals=(Renewal("Gama", "Sales Hub Pro", DUE, Decimal(1), None, "USD"),),
    )
    name = sheet(written=other, Sales={"Status": "Renewed"})
    assert "is it the sheet of another book?" in refusal(run("import", name, "--into", book))
    assert book.read_bytes() == before


def test_a_row_that_the_book_does_not_have_is_told(book: Path, run: Run) -> None:
    more = Renewal(BETA, "Sales Hub", date(2026, 11, 20), Decimal(1), None, "BRL")
    name = sheet(written=BOOK._replace(renewals=(*BOOK.renewals, more)), Service={"Status": "Renewed"})
    said = run("import", name, "--into", book)
    assert said.code == 1
    assert f"The book has no renewal of {BETA} on 2026-11-20" in said.out
    assert renewals(book)[2][2] == "renewed"


def test_what_cannot_be_read_is_told_and_changes_nothing(book: Path, run: Run) -> None:
    name = sheet(Sales={"Status": "Perhaps"}, Data={"Renewal MRR": "some", "Comment": "hm"})
    said = run("import", name, "--into", book)
    assert said.code == 1
    assert 'Status is "Perhaps"' in said.out
    assert 'Renewal MRR is "some"' in said.out
    assert [row[1:] for row in renewals(book)[:2]] == [(None, "pending", ""), (Decimal(50), "pending", "call in May")]
