"""Another workbook that partnerbook makes is told from a book, in every language, and never read as one."""

import shutil
from pathlib import Path

import pytest
from support.places import ROOT

from partnerbook.book.read.reader import read_book
from partnerbook.errors import PartnerbookError

TEMPLATES = ROOT / "workbook_templates"
MADE = {"tier_report": "a tier report", "finance_sheet": "a finance sheet", "renewal_sheet": "a renewal sheet"}
OTHERS = sorted(path for path in TEMPLATES.glob("*.xlsx") if not path.name.startswith("book"))


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_it_is_said_what_it_is(path: Path, tmp_path: Path) -> None:
    """Whatever the file is called."""
    copy = tmp_path / "2026.xlsx"
    shutil.copyfile(path, copy)
    [what] = [what for name, what in MADE.items() if path.name.startswith(name)]
    with pytest.raises(PartnerbookError, match=f"2026.xlsx is {what} and no book: choose"):
        read_book(copy)


def test_a_book_with_a_sheet_of_a_report_is_a_book(tmp_path: Path) -> None:
    """Excel takes a sheet's names along into the workbook that it is moved to."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(TEMPLATES / "book_sample.xlsx")
    for name in ("AsOf", "ChangesFrom", "ChangesTo"):
        book.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(name, attr_text="Settings!$B$2")
    book.save(tmp_path / "book.xlsx")
    assert read_book(tmp_path / "book.xlsx")[0].clients
