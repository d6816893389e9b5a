"""A workbook's functions worked out again without Excel, by formualizer: what differs from what is written.

The engine is given a copy: Tables' references as cells, LAMBDAs and add-ins' names away. Compared are the cells that
call our functions and all that follow from them; what the engine does not know is said, not guessed, and so is all
that follows from that.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.grid import column_letters
from partnerbook.files.xlsx.opened import xlsx_bytes
from partnerbook.files.xlsx.stale import stale
from partnerbook.functions.hosts.formualizer.engine import Engine, plain_value, values_copy
from partnerbook.functions.hosts.formualizer.read import Cells, Place, Value

_NOT_KNOWN = ("Name", "NImpl", "NotImplemented", "Circ", "Error")


class Change(NamedTuple):
    """A cell whose written value is not what comes out now; `formula` is "" for a cell that another one fills."""

    sheet: str
    cell: str
    formula: str
    written: Value
    now: Value

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> Sentence:
        """The two values, and where the second comes from."""
        came = f"={self.formula}" if self.formula else Sentence("the cell that fills it")
        return Sentence(
            "{sheet}!{cell}: {written} is written, {now} comes out of {came}",
            sheet=self.sheet,
            cell=self.cell,
            written=_shown(self.written),
            now=_shown(self.now),
            came=came,
        )


class Recalculated(NamedTuple):
    """What came out: the changes, how many cells were compared, and those that the engine cannot work out.

    `unread` says of each sheet that is not read why.
    """

    changes: tuple[Change, ...]
    compared: int
    not_known: tuple[tuple[str, str], ...]
    unread: tuple[str, ...] = ()


def recalculated(path: str | Path) -> Recalculated:
    """What differs in a workbook once our functions, and what follows from them, are worked out again.

    Errors: PartnerbookError where formualizer is not installed, or the file cannot be read or worked out.
    """
    path = Path(path)
    try:
        return _Calculation(Cells(xlsx_bytes(path, path.name), path.name)).result()
    except MemoryError:
        raise PartnerbookError(
            "{name} is not worked out: it needs more memory than there is.", name=path.name
        ) from None


class _Calculation:
    """Formulas are called by their numbers in the order of the workbook."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.copy = values_copy(cells)  # the formulas are read with it
        self.formulas = cells.formulas
        self.as_named = [cell.follows for cell in self.formulas]
        self.numbers = {id(each): number for number, each in enumerate(self.as_named)}

    def result(self) -> Recalculated:
        """What came out."""
        ours = {number for number, cell in enumerate(self.formulas) if cell.read.calls}
        following = self._and_what_follows(ours)
        lost = self._and_what_follows(
            number
            for number, cell in enumerate(self.formulas)
            if not cell.known and (number in following or None in self.cells.written[number].values())
        )
        now = self._worked_out(sorted(following - lost), lost)
        lost |= self._and_what_follows(at for at in now if self._is_unknown(at, now[at]))
        compared = [at for at in sorted(following) if at not in lost]
        left_out = [place for at in sorted(following & lost) for place in self.cells.written[at]]
        changes = [change for at in compared for change in self._changes(at, now[at])]
        count = sum(len(self.cells.written[at]) for at in compared)
        return Recalculated(tuple(changes), count, tuple(map(_named, left_out)), tuple(self.cells.unread.values()))

    def _and_what_follows(self, numbers: Iterable[int]) -> set[int]:
        """These formulas, and those that follow from the cells that they fill."""
        changed = defaultdict(list)
        found = set(numbers)
        for number in found:
            changed[self.as_named[number].sheet].append(self.as_named[number].cells)
        return found | {self.numbers[id(each)] for each in stale(self.as_named, changed)}

    def _worked_out(self, asked: Sequence[int], lost: Collection[int]) -> Mapping[int, Mapping[Place, Any]]:
        """What the engine says of the cells of some formulas; those that are lost, or not known, keep their values."""
        if not asked:
            return {}
        engine = Engine(self.copy, self.cells.file)
        for number, cell in enumerate(self.formulas):
            if cell.known and number not in lost:
                engine.put(cell)
            else:
                for place, value in self.cells.written[number].items():
                    engine.hold(place, value)
        engine.work_out()
        return {number: {place: engine.value(place) for place in self.cells.written[number]} for number in asked}

    def _is_unknown(self, number: int, now: Mapping[Place, Any]) -> bool:
        """Whether the engine does not know what comes out of a formula: an error that is written too, it does."""
        return any(
            isinstance(found, Mapping) and found.get("kind") in _NOT_KNOWN and plain_value(found) != before
            for found, before in zip(now.values(), self.cells.written[number].values(), strict=True)
        )

    def _changes(self, number: int, now: Mapping[Place, Any]) -> Iterator[Change]:
        cell, written = self.formulas[number], self.cells.written[number]
        for place, found in now.items():
            before, after = written[place], plain_value(found)
            if not _same(before, after):
                formula = cell.formula if place == (cell.sheet, cell.row, cell.column) else ""
                yield Change(*_named(place), formula, *(self._as_written(place, value) for value in (before, after)))

    def _as_written(self, place: Place, value: Value) -> Value:
        """A value as it stands in the workbook, which may count its days from 1904."""
        if isinstance(value, float) and place in self.cells.days:
            return self.cells.serials.from_1904(value)
        return value


def _named(place: Place) -> tuple[str, str]:
    sheet, row, column = place
    return sheet, f"{column_letters(column)}{row + 1}"


def _same(written: Value, now: Value) -> bool:
    if isinstance(written, float) and isinstance(now, float):
        return math.isclose(written, now, rel_tol=1e-12, abs_tol=5e-10)
    if {written, now} <= {None, 0.0} and not isinstance(written, bool) and not isinstance(now, bool):
        return True  # a reference to an empty cell is 0 in Excel
    return type(written) is type(now) and written == now


def _shown(value: Value) -> str:
    if value is None:
        return Sentence("nothing")
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
