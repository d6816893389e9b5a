"""What is told of the cells and columns that changes meet."""

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.records import Place


def kept_formula(file: str, sheet: str, cell: str) -> Sentence:
    """That a cell is left as it is."""
    return Sentence("{file}, {sheet}!{cell}: it holds a formula, which is kept.", file=file, sheet=sheet, cell=cell)


def empty_cells(file: str, sheet: str, cells: str) -> Sentence:
    """That cells of new rows have no formula."""
    return Sentence(
        "{file}, {sheet}!{cells}: empty, where the row above has a formula.", file=file, sheet=sheet, cells=cells
    )


def made_column(file: str, sheet: str, heading: str, place: str) -> Sentence:
    """That a sheet has a new column."""
    return Sentence(
        '{file}, {sheet}: it has a column "{heading}" now, with its heading in {place}.',
        file=file,
        sheet=sheet,
        heading=heading,
        place=place,
    )


def no_column(file: str, sheet: str, heading: str, so: str) -> Sentence:
    """That a sheet lacks a column, and what comes of it."""
    return Sentence(
        '{file}, {sheet}: it has no column "{heading}", {so}', file=file, sheet=sheet, heading=heading, so=so
    )


def other_row(file: str, origin: Place, now: str, client: str) -> PartnerbookError:
    """That another record stands in a row by now."""
    return PartnerbookError(
        '{file} has changed since it was read: {origin} is "{now}" now and was "{client}". Nothing is changed; try '
        "again.",
        file=file,
        origin=origin,
        now=now,
        client=client,
    )
