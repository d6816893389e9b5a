"""Every cell of the workbooks that we make, worked out again on many days: `python every_day.py [es|pt] [FOLDER...]`.

The awkward books, the sample, the cases and the books in the folders are written as reports and renewal sheets, in
English if no other language is named, worked out by LibreOffice, and moved in the file to days ten years either way:
each cell must be what is written, and what is made for that day. The finance sheets are moved in IronCalc, because
LibreOffice has none of their functions.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1]))
from support.awkward_books import AWKWARD_BOOKS
from support.engines import ironcalc_moved, same, shown_values, written_values
from support.recalculated import Differing, Moved, compared_cells, differing, moved_renewals, moved_report

from partnerbook.book.read.reader import read_book
from partnerbook.days import months_later
from partnerbook.language.texts import texts
from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.workbooks.finance import write_finance_sheet

CASES = Path(__file__).parents[1] / "cases" / "days"
AS_OF, LEAP_DAY = date(2026, 10, 31), date(2024, 2, 29)
# The first day of the program, both sides of reviews and of new editions, leap days, the 15th, ends of months.
DAYS = tuple(
    map(
        date.fromisoformat,
        (
            "2022-07-18", "2023-01-14", "2023-01-15", "2023-05-10", "2024-02-28", "2024-02-29", "2024-03-01",
            "2025-07-14", "2025-07-15", "2026-01-16", "2026-07-31", "2027-01-15", "2028-02-29", "2028-06-30",
            "2028-10-15", "2032-02-29", "2036-07-14", "2036-10-31",
        ),
    )
)  # fmt: skip
GOALS = ("Gold", "Diamond", "Platinum", "Elite")


def main(folders: Sequence[str]) -> int:
    """The exit code, after telling every cell that differs and how many were compared."""
    began, cells, wrong = time.monotonic(), 0, 0
    language, folders = (folders[0], folders[1:]) if folders[:1] in (["es"], ["pt"]) else ("en", folders)
    with TemporaryDirectory() as folder:
        for name, book in books(folders):
            for moved in workbooks(name, book, Path(folder), language):
                found = differing([moved])
                cells += compared_cells(moved)
                wrong += told(found)
                print(f"{moved.path.stem}: {len(moved.moves)} moves, {len(found)} cells differ", flush=True)
        found, compared = finance(Path(folder), language)
        cells, wrong = cells + compared, wrong + told(found)
    print(f"{cells:,} cells compared in {(time.monotonic() - began) / 60:.0f} minutes; {wrong} differ")
    return int(wrong > 0)


def told(found: Sequence[Differing]) -> int:
    """How many cells differ, after printing them."""
    for each in found:
        print(f"  {each.where}: {each.sheet}!{each.cell} should be {each.expected!r} and is {each.found!r}")
    return len(found)


def books(folders: Sequence[str]) -> Iterator[tuple[str, Book]]:
    """Every book with a name for it."""
    yield from AWKWARD_BOOKS.items()
    yield "sample", sample_book()
    for folder in (CASES, *map(Path, folders)):
        for path in sorted(folder.iterdir()):
            inside = [path] if path.suffix == ".xlsx" else [*path.glob("book*.xlsx"), *path.glob("book")] or [path]
            for each in inside:
                if each.suffix == ".xlsx" or list(each.glob("*.csv")):
                    yield f"{folder.name} {path.stem}", read_book(each)[0]


def workbooks(name: str, book: Book, folder: Path, language: str) -> Iterator[Moved]:
    """The reports and renewal sheets of a book, with the moves to try."""
    goals = cycle(GOALS)
    for made, days in ((AS_OF, DAYS), (LEAP_DAY, DAYS[::4])):
        within = [day for day in days if day <= months_later(made, 120)]
        path, moves = folder / f"report of {name} {made}.xlsx", list(zip(within, goals, strict=False))
        yield moved_report(book, path, moves, made, language)
    quarters = sorted({f"{row.renews_on.year}-Q{(row.renews_on.month + 2) // 3}" for row in book.renewals})
    for quarter in quarters[:2]:
        path = folder / f"renewals of {name} {quarter}.xlsx"
        yield moved_renewals(book, path, DAYS[::3], AS_OF, quarter, language)


def finance(folder: Path, language: str) -> tuple[list[Differing], int]:
    """The cells of the finance sheet without add-in that differ, and how many were compared.

    Its renewals are left out: they are made up anew around the day it is made on.
    """
    base, fresh = (folder / f"{name}.xlsx" for name in ("finance", "fresh"))
    write_finance_sheet(base, AS_OF, no_addin=True, language=language)
    own, left_out = shown_values(base), texts("finance", language)["sheets"]["renewals"]
    found, compared = [], 0
    for day in DAYS:
        write_finance_sheet(fresh, day, no_addin=True, language=language)
        cells = ironcalc_moved(base, {"AsOf": day})
        for place, written in written_values(fresh).items():
            if place in own and place[0] != left_out:
                compared += 1
                if not same(written.value, cells.get(place)):
                    found.append(Differing(f"finance sheet moved to {day}", *place, written.value, cells.get(place)))
    return found, compared


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
