"""A written workbook looked at again, by the reader of values and not by what wrote it, before anybody gets it."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import cast
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from partnerbook.book.read.cells import cell_value
from partnerbook.book.read.headings import layout
from partnerbook.book.write.change import same_value
from partnerbook.book.write.edits import BookEdits, Meant
from partnerbook.errors import BadInput, PartnerbookError, Sentence
from partnerbook.files.grid import EMPTY, Cell
from partnerbook.files.xlsx.areas import Area, place
from partnerbook.files.xlsx.lean import package_of_rows
from partnerbook.files.xlsx.opened import opened_xlsx, sheet_grid
from partnerbook.files.xlsx.raw_zip import raw_member
from partnerbook.files.xlsx.spans import edited


def verify(new: Path, edits: BookEdits) -> None:
    """Refuse a new file that is not the old one with the edits and nothing else.

    Every member is whole, those that were not to change have the same bytes, and so have the rows of a sheet that were
    not to; in those that were, each cell that was written is read as what was meant, and all others as before.
    Errors: PartnerbookError, and the old file stays.
    """
    try:
        _verify_members(new, edits)
        _verify_new_sheets(new, edits)
        edits.parts.new.clear()  # what was to be written is, and sheets can be large
        with ZipFile(new) as written:
            for name in edits.changed:
                _verify_sheet(edits, name, written)
    except (BadZipFile, zlib.error, EOFError, OSError, CalamineError) as error:
        raise _failed(edits, Sentence("it cannot be read again ({error})", error=error)) from None


def _verify_members(new: Path, edits: BookEdits) -> None:
    old, changed = edits.parts.package.zip, dict(edits.parts.new)
    for name, sheet in edits.sheets.used.items():
        if sheet.edits:  # what the rows are verified by
            changed[edits.parts.names[edits.parts.sheets[name]]] = edited(sheet.xml, sheet.edits)
    with ZipFile(new) as written, new.open("rb") as file:
        names = [name for name in old.namelist() if changed.get(name, ()) is not None]
        names += [name for name in edits.parts.new if name not in old.namelist()]
        if written.namelist() != names:
            raise _failed(edits, Sentence("its parts are not the same"))
        for name in names:
            info = written.getinfo(name)
            if name in changed:
                with written.open(name) as member:
                    while member.read(2**20):
                        pass
                same = _crc(changed[name] or ()) == info.CRC
            else:
                before = old.getinfo(name)
                same = raw_member(file, info) == edits.parts.raw(name) and info.CRC == before.CRC
            if not same:
                raise _failed(edits, Sentence("its part {name} is not as it was to be", name=name))


def _crc(pieces: Iterable[bytes | memoryview]) -> int:
    crc = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
    return crc


def _verify_sheet(edits: BookEdits, name: str, written: ZipFile) -> None:
    meant, changed = _by_row(edits.meant.get(name, {})), _areas_by_row(edits.changed[name])
    sheet, from_1904 = edits.sheets.used[name], edits.days_from_1904
    try:
        pieces = sheet.only(changed, sheet.edits)
    except ValueError:
        raise _failed(edits, Sentence("{name} has other rows than were to change", name=name)) from None
    were = _values(package_of_rows(edits.parts.package.zip, name, sheet.only(changed), from_1904), name)
    are = _values(package_of_rows(written, name, pieces, from_1904), name)
    nothing: list[Cell] = []
    for row in sorted({*were, *are, *changed}):
        before, after = were.get(row, nothing), are.get(row, nothing)
        for column in range(max(len(before), len(after))) if before != after else ():
            was, now = _at(before, column), _at(after, column)
            if was != now and not any(area.has(row, column) for area in changed.get(row, ())):
                raise _failed(
                    edits,
                    Sentence(
                        "{name}!{place} is {now} and was {was}", name=name, place=place(row, column), now=now, was=was
                    ),
                )
        for column in sorted(meant.get(row, ())):
            _verify_cell(edits, name, row, column, _at(after, column), meant[row][column])


def _verify_new_sheets(new: Path, edits: BookEdits) -> None:
    if not edits.new_sheets:
        return
    opened = opened_xlsx(new.read_bytes(), edits.file)
    for name, table in edits.new_sheets.items():
        found, problems = layout(sheet_grid(opened, name), table)
        if found is None or problems or len(found.columns) != len(table.columns):
            raise _failed(edits, Sentence("its new sheet {name} would not be read", name=name))


def _by_row(meant: Mapping[tuple[int, int], Meant]) -> Mapping[int, Mapping[int, Meant]]:
    found: defaultdict[int, dict[int, Meant]] = defaultdict(dict)
    for (row, column), each in meant.items():
        found[row][column] = each
    return found


def _areas_by_row(areas: Iterable[Area]) -> Mapping[int, Sequence[Area]]:
    found: defaultdict[int, list[Area]] = defaultdict(list)
    for area in areas:
        for row in range(area.top, area.bottom + 1):
            found[row].append(area)
    return found


def _verify_cell(edits: BookEdits, sheet: str, row: int, column: int, cell: Cell, meant: Meant) -> None:
    nothing = meant.value is None or meant.value in ("", (), frozenset())
    try:
        read = (
            cell_value(cell, meant.column, meant.style._replace(days_from_1904=edits.days_from_1904))
            if cell != EMPTY
            else None
        )
    except BadInput as error:
        raise _failed(
            edits,
            Sentence("{sheet}!{place} would not be read: {error}", sheet=sheet, place=place(row, column), error=error),
        ) from None
    if not (read is None and nothing) and not same_value(read, meant.value):
        raise _failed(
            edits,
            Sentence(
                "{sheet}!{place} would be read as {read} and not as {value}",
                sheet=sheet,
                place=place(row, column),
                read=read,
                value=meant.value,
            ),
        )


def _values(package: BytesIO, name: str) -> Mapping[int, list[Cell]]:
    """The rows of a sheet, from the first to the last that holds anything."""
    sheet = CalamineWorkbook.from_filelike(package).get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    before = cast("list[Cell]", [EMPTY] * left)
    return {row: before + cast("list[Cell]", cells) for row, cells in enumerate(sheet.to_python(), top)}


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else EMPTY


def _failed(edits: BookEdits, what: str) -> PartnerbookError:
    return PartnerbookError(
        "{file} is left as it was: what was written could not be confirmed, because {what}. Please report this.",
        file=edits.file,
        what=what,
    )
