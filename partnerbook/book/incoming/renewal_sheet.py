"""The renewal sheet comes back: what was filled in of it goes into the book's renewals."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from partnerbook.book.incoming.columns import columns_of
from partnerbook.book.incoming.rows import Told, reading
from partnerbook.book.incoming.rules import Rules
from partnerbook.book.tables import RENEWALS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.write.change import SET, Change, same_value
from partnerbook.errors import BadInput, Sentence
from partnerbook.exact import exactly
from partnerbook.files.grid import Grid
from partnerbook.files.problems import ERROR, Problem
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES, folded, same_name
from partnerbook.records import Book, Renewal

_FROM_BOOK = ("client", "products", "renews_on", "current_mrr", "renewal_mrr", "currency", "status")
_TAKEN = ("renewal_mrr", "status")
_OF_SHEET = ("decision", "comment")
_OTHER_PARTNER = " · "  # what stands before the partner's name in the sheet's title


class SheetChanges(NamedTuple):
    """The changes of a book by a renewal sheet, and the problems of rows that cannot be used."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=1)
def sheet_table() -> Table:
    """The renewal sheet as a table: the columns that it shares with the book, and those for a person to fill in."""
    words = {language: texts("renewals", language)["sheet"] for language in LANGUAGES}
    own = (Column(field, "text", words["en"][field], words["es"][field], words["pt"][field], "") for field in _OF_SHEET)
    shared = (RENEWALS.column(field)._replace(required=False, default=None, hubspot="") for field in _FROM_BOOK)
    return RENEWALS._replace(columns=(*shared, *own))


def is_renewal_sheet(grid: Grid) -> bool:
    """Whether a grid is a renewal sheet of ours, in any of its languages: it has columns that nothing else has.

    >>> headings = [column.es for column in sheet_table().columns]
    >>> is_renewal_sheet(Grid("r.xlsx", "Hoja1", [["Renovaciones del T4"], headings]))
    True
    """
    found = columns_of(grid, sheet_table(), {})
    return found is not None and {"client", "renews_on", "status", *_OF_SHEET} <= found.layout.columns.keys()


@exactly
def renewal_sheet_changes(book: Book, grid: Grid) -> SheetChanges:
    """What has to change in a book to hold what was filled in of a renewal sheet.

    Errors: BadInput for the sheet of another partner, one that has nothing of the book's, and one without anything
    filled in.
    """
    _refuse_other_partner(book, grid)
    found = columns_of(grid, sheet_table(), {})
    if found is None:
        raise BadInput("{file} is no renewal sheet.", file=grid.file)
    read = reading(found.layout, Rules(), table=sheet_table())
    told = [row for row in read.rows if {"client", "renews_on"} <= row.stated.keys()]
    pairs = [(row, _renewal(book.renewals, row)) for row in told]
    if not any(renewal for _, renewal in pairs):
        raise BadInput(
            "None of the renewals in {file} is in the book: is it the sheet of another book?", file=grid.file
        )
    problems = list(read.problems)
    changes: list[Change] = []
    for row, renewal in pairs:
        if renewal is None:
            message = Sentence(
                "The book has no renewal of {client} on {day} for these products; what this row says is left out.",
                client=row.stated["client"],
                day=row.stated["renews_on"],
            )
            problems.append(read.layout.problem(ERROR, row.row, "client", message))
        else:
            changes += _filled_in(row, renewal, found.layout.names)
    if not changes and not problems and not any(map(_says_something, told)):
        raise BadInput("Nothing is filled in in {file} that the book does not say already.", file=grid.file)
    return SheetChanges(tuple(changes), tuple(problems))


def _refuse_other_partner(book: Book, grid: Grid) -> None:
    partner = book.settings.partner
    title = next((cell for row in grid.rows[:3] for cell in row if isinstance(cell, str) and cell), "")
    _, mark, named = title.partition(_OTHER_PARTNER)
    if mark and partner and folded(named) != folded(partner):
        raise BadInput(
            '{file} is the renewal sheet of "{named}", and the book is of "{partner}".',
            file=grid.file,
            named=named,
            partner=partner,
        )


def _renewal(renewals: Sequence[Renewal], row: Told) -> Renewal | None:
    """The book's renewal that a row is of: of its client and day, of several that of its products."""
    stated = row.stated
    same = [each for each in renewals if same_name(each.client) == same_name(stated["client"])
            and each.renews_on == stated["renews_on"]]  # fmt: skip
    products = [each for each in same if folded(each.products) == folded(stated.get("products", ""))]
    found = products or same
    return found[0] if len(found) == 1 else None


def _filled_in(row: Told, renewal: Renewal, names: Any) -> Iterator[Change]:
    for field in _TAKEN:
        value = row.stated.get(field)
        if value is not None and not same_value(getattr(renewal, field), value):
            yield Change(SET, RENEWALS.name, renewal.client, field, getattr(renewal, field), value, renewal.origin)
    note = renewal.note
    for field in _OF_SHEET:
        text = row.stated.get(field, "")
        said = f"{names[field]}: {text}" if text and field == "decision" else text
        if said and said not in note:
            note = "; ".join(filter(None, (note, said)))
    if note != renewal.note:
        yield Change(SET, RENEWALS.name, renewal.client, "note", renewal.note, note, renewal.origin)


def _says_something(row: Told) -> bool:
    return bool({*_OF_SHEET} & row.stated.keys()) or row.stated.get("status", "pending") != "pending"
