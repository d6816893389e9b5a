"""`partnerbook calc` for programs: the cells of a workbook in which something else is written than what comes out."""

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from partnerbook.exact import plain

if TYPE_CHECKING:
    from partnerbook.functions.hosts.formualizer.calc import Recalculated
    from partnerbook.functions.hosts.formualizer.read import Value


class CellKind(StrEnum):
    """What a cell holds; days are numbers, as spreadsheets count them."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    NOTHING = "nothing"


class ChangedCell(NamedTuple):
    """A cell, what is written in it and what comes out now, each with its kind: "120" may be a number or a text.

    `formula` is without its equals sign, and empty for a cell that another one fills. Nothing is null; a number has
    every digit that the workbook's binary floating point has.
    """

    sheet: str
    cell: str
    formula: str
    written: str | None
    written_kind: CellKind
    now: str | None
    now_kind: CellKind


class SheetCell(NamedTuple):
    """A cell of a workbook."""

    sheet: str
    cell: str


class CalcAnswer(NamedTuple):
    """What differs in a workbook once its functions are worked out again, and how many cells were compared.

    `not_known` are the cells that were not compared, because they use what only Excel knows; `unread` says of each
    sheet that was not read why.
    """

    changes: tuple[ChangedCell, ...]
    compared: int
    not_known: tuple[SheetCell, ...]
    unread: tuple[str, ...]

    @property
    def rows(self) -> tuple[ChangedCell, ...]:
        """Cell by cell."""
        return self.changes


def calc_answer(found: "Recalculated") -> CalcAnswer:
    """What came out of a workbook's functions."""
    changes = [
        ChangedCell(each.sheet, each.cell, each.formula, *_told(each.written), *_told(each.now))
        for each in found.changes
    ]
    places = [SheetCell(*place) for place in found.not_known]
    return CalcAnswer(tuple(changes), found.compared, tuple(places), tuple(map(str, found.unread)))


def _told(value: "Value") -> tuple[str | None, CellKind]:
    """A value as it is told, and its kind."""
    from partnerbook.functions.hosts.formualizer.engine import is_error

    if value is None:
        return None, CellKind.NOTHING
    if isinstance(value, bool):
        return str(value).lower(), CellKind.BOOLEAN
    if isinstance(value, float):
        return f"{plain(Decimal(repr(value))):f}", CellKind.NUMBER
    return value, CellKind.ERROR if is_error(value) else CellKind.TEXT
