"""A folder of partners' books: which they are, and each in a row beside which the others can stand."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from partnerbook.book.read.files import CSV_FILES, WORKBOOKS
from partnerbook.book.read.reader import read_book
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import BadInput, PartnerbookError, Sentence, one_line
from partnerbook.exact import exactly
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import PartnerLine, partner_line
from partnerbook.files.problems import error_count

_BACKUP = re.compile(r"\(backup \d{4}-\d{2}-\d{2} ")


class NetworkRow(NamedTuple):
    """A partner's book in a row, as in `PartnerLine`.

    Where the book cannot be read `problem` says why, and all else is null. `file` is its name in the folder, `errors`
    how many of its rows have one.
    """

    file: str
    partner: str
    as_of: date | None = None
    credited: str | None = None
    performing: str | None = None
    goal: str | None = None
    sourced: Decimal | None = None
    assisted: Decimal | None = None
    sold: Decimal | None = None
    managed: Decimal | None = None
    total: Decimal | None = None
    gap_total: Decimal | None = None
    gap_minimum: Decimal | None = None
    gap_managed: Decimal | None = None
    ending: Decimal | None = None
    at_risk: Decimal | None = None
    costing: int | None = None
    payout: str | None = None
    paid_on: date | None = None
    commission: Decimal | None = None
    currency: str | None = None
    commissions: str | None = None
    clients: int | None = None
    left_out: int | None = None
    errors: int | None = None
    problem: str | None = None

    @property
    def amounts(self) -> tuple[tuple[str, Decimal], ...]:
        """The commission of each currency.

        >>> NetworkRow("a.xlsx", "A", commissions="EUR 12.50; USD 100.00").amounts[1]
        ('USD', Decimal('100.00'))
        """
        listed = (each.split() for each in (self.commissions or "").split("; ") if each)
        return tuple((code, Decimal(amount)) for code, amount in listed)


def book_paths(folder: Path, but: Collection[Path] = ()) -> list[Path]:
    """The books of a folder by name: its workbooks, and its folders with CSV files.

    Backups, hidden files, what Excel keeps beside an open workbook, and the paths of `but` are none. Errors: BadInput
    where there are none, and for what is no folder.
    """
    if not folder.is_dir():
        raise BadInput("There is no folder {folder}.", folder=folder)
    left_out = {path.resolve() for path in but}
    found = [
        path
        for path in sorted(folder.iterdir(), key=lambda each: (each.name.casefold(), each.name))
        if not path.name.startswith((".", "~")) and path.resolve() not in left_out and _is_book(path)
    ]
    if not found:
        raise BadInput("The folder {folder} has no books: workbooks, or folders of CSV files.", folder=folder)
    return found


def _is_book(path: Path) -> bool:
    if path.is_dir():
        return any(each.suffix.lower() in CSV_FILES for each in path.iterdir())
    return path.suffix.lower() in WORKBOOKS and not _BACKUP.search(path.name)


@exactly
def network_row(path: Path, as_of: date | None, today: date, months: int = MONTHS_AHEAD) -> NetworkRow:
    """The row of a book, on a day (without one, the book's own, else `today`); whatever is wrong with it is told there.

    >>> network_row(Path("nowhere.xlsx"), None, date(2026, 10, 31)).problem
    'There is no file or folder nowhere.xlsx.'
    """
    try:
        book, problems = read_book(path, today)
        errors = error_count(problems)
        line = partner_line(overview(book, as_of or book.settings.as_of or today, problems=errors), months)
    except PartnerbookError as error:
        return NetworkRow(path.name, "", problem=error.sentence)
    except Exception as error:  # noqa: BLE001 - one book must not take the others with it
        return NetworkRow(path.name, "", problem=_unforeseen(error))
    return NetworkRow(path.name, **PartnerLine._asdict(line), errors=errors)


def _unforeseen(error: Exception) -> Sentence:
    return Sentence("It could not be worked out: {error}", error=one_line(f"{type(error).__name__}: {error!s:.200}"))
