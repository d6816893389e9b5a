"""References that end with a table's last row, once the table has more rows: those that grow, those that fall short.

Excel lets a reference to all rows of one of its Tables grow with that, in formulas, names, rules and charts, and leaves
every other one as it was written. So it is here, but where that would spoil a formula: a sum that runs down row by row
ends with its own row, and ranges that are taken together must have one height.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from partnerbook.files.grid import column_letters, column_number
from partnerbook.files.xlsx.areas import LAST_COLUMN, Area, area_of
from partnerbook.files.xlsx.references import Known, references
from partnerbook.files.xlsx.tokens import CELLS, NAME, ROWS, Token, tokens

_ROW = re.compile(r"(\$?)(\d+)")
_COLUMN = re.compile(r"\$?[A-Za-z]{1,3}(?=\$?\d)")
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")


class Growth(NamedTuple):
    """A table that has more rows now: its sheet in casefold, its cells as they were, headings included.

    `last` is the last row that was filled, `bottom` the last one now; `by_itself` is whether it is a Table of Excel
    that reaches further than it did.
    """

    sheet: str
    table: Area
    last: int
    bottom: int
    by_itself: bool


class Spot(NamedTuple):
    """Where a formula stands: its sheet, and its row, None where it is of no single cell.

    `moves` is whether it is read once more for each of several cells, and means others there; `listed` is whether it
    is a list, such as that of a drop-down, to which a single cell can belong. A filter grows with a plain range too.
    """

    sheet: str
    row: int | None = None
    moves: bool = False
    listed: bool = False
    filters: bool = False


class Grown(NamedTuple):
    """What becomes of a formula: its new text ("" if it stays), the references that grow, old and new, and those that
    end above new rows, each with the number of the last one.
    """

    text: str = ""
    longer: tuple[tuple[str, str], ...] = ()
    short: tuple[tuple[str, int], ...] = ()

    def left(self) -> "Grown":
        """What becomes of the formula if it stays as it is, though references of it could grow."""
        ends = [(old, max(map(int, re.findall(r"\d+", now.rpartition("!")[2])))) for old, now in self.longer]
        return Grown("", (), (*self.short, *ends))


_NOTHING = Grown()


def grown_formula(formula: str, spot: Spot, growths: Sequence[Growth], known: Known) -> Grown:
    """What becomes of a formula (without "=") once tables have more rows.

    >>> deals = Growth("deals", Area(4, 0, 8, 3), 8, 9, True)
    >>> found = grown_formula("SUM(Deals!D6:D9)-Deals!D7", Spot("Mine", 0), [deals], Known({}, {}))
    >>> found.text, found.longer
    ('SUM(Deals!D6:D10)-Deals!D7', (('Deals!D6:D9', 'Deals!D6:D10'),))
    >>> grown_formula("SUM(Deals!D7:D9)", Spot("Mine", 0), [deals], Known({}, {})).short
    (('Deals!D7:D9', 10),)
    """
    pieces = list(tokens(formula))
    found = [_fate(piece, spot, growths) if piece.kind in (CELLS, ROWS) else None for piece in pieces]
    if not any(found):
        return _NOTHING
    ends = [fate.end for fate in found if fate and fate.end is not None]
    if ends and not _of_one_height(pieces, found, spot, growths, known):
        found = [fate and fate._replace(end=None) for fate in found]
        ends = []
    text, longer, short = "", [], []
    for piece, fate in zip(pieces, found, strict=True):
        if fate and fate.end is not None:
            now = piece.written.removesuffix(piece.name) + _ending(piece.name, fate.area.bottom, fate.end)
            longer.append((piece.written, now))
            text += now
        else:
            text += piece.written
            short += [(piece.written, fate.bottom + 1)] if fate else []
    return Grown(text if ends else "", tuple(longer), tuple(dict.fromkeys(short)))


def moved(formula: str, down: int, right: int) -> str:
    """The formula as it stands so many rows and columns further on.

    >>> moved("SUM(A$1:$B7)+5:5", 3, 1)
    'SUM(B$1:$B10)+8:8'
    """
    if not down and not right:
        return formula
    return "".join(_moved(piece, down, right) for piece in tokens(formula))


class _Fate(NamedTuple):
    """What becomes of a reference to cells of a table that goes down to `bottom` now.

    `end` is the row that it is to end with, None for one that ends above new rows.
    """

    area: Area
    bottom: int
    end: int | None = None


def _fate(piece: Token, spot: Spot, growths: Sequence[Growth]) -> _Fate | None:
    """What becomes of a reference; None for one that no growth concerns."""
    on = (piece.sheet or spot.sheet).casefold()
    for growth in growths:
        area = _area(piece) if growth.sheet == on else None
        if area and area.right >= growth.table.left and area.left <= growth.table.right:
            fate = _of(growth, piece, area, spot)
            if fate:
                return fate
    return None


def _of(growth: Growth, piece: Token, area: Area, spot: Spot) -> _Fate | None:
    table, first = growth.table, growth.table.top + 1
    held = [bool(mark) for mark, _ in _ROW.findall(_COLUMN.sub("", piece.name))]
    inside = spot.row is not None and spot.sheet.casefold() == growth.sheet and first <= spot.row <= growth.bottom
    if inside and area.bottom == spot.row and not held[-1]:
        return None  # it runs down with the rows, and ends with its own
    if area.top == area.bottom and (area.top != first or not (spot.listed or ":" in piece.name)):
        return None
    whole = area.top in (table.top, first) and area.bottom == table.bottom < growth.bottom
    whole = whole and (growth.by_itself or spot.filters)
    if whole and table.left <= area.left and area.right <= table.right:
        can = all(held) or not (any(held) or spot.moves or inside)
        # Of a table of one row, its cells side by side can be meant as that row.
        can = can and (area.top < area.bottom or area.left == area.right or spot.listed)
        return _Fate(area, growth.bottom, growth.bottom if can else None)
    ends_above = max(growth.last, first) <= area.bottom < growth.bottom and area.top <= max(growth.last, first)
    return _Fate(area, growth.bottom) if ends_above or whole else None


def _area(piece: Token) -> Area | None:
    if piece.kind == ROWS:
        first, last = (int(number) - 1 for _, number in _ROW.findall(piece.name))
        return Area(min(first, last), 0, max(first, last), LAST_COLUMN)
    return area_of(piece.name)


def _ending(name: str, bottom: int, end: int) -> str:
    """A reference that ends with another row."""
    first, _, last = name.partition(":")
    rows = [int(number) - 1 for _, number in _ROW.findall(_COLUMN.sub("", name))]
    if rows[-1] != bottom:  # it is written from below
        return f"{_with_row(first, end)}:{last}"
    return f"{first}:{_with_row(last or first, end)}"


def _with_row(cell: str, row: int) -> str:
    return re.sub(r"\d+$", str(row + 1), cell)


def _of_one_height(
    pieces: Sequence[Token], found: Sequence[_Fate | None], spot: Spot, growths: Sequence[Growth], known: Known
) -> bool:
    """Whether ranges of one height have one height afterwards too."""
    heights: dict[int, set[int]] = {}
    for piece, fate in zip(pieces, found, strict=True):
        for area, end in _heights(piece, fate, spot, growths, known):
            if area.top < area.bottom:
                heights.setdefault(area.bottom - area.top, set()).add(end - area.top)
    grow = {fate.area.bottom - fate.area.top for fate in found if fate and fate.end is not None}
    return all(len(heights.get(height, ())) <= 1 for height in grow)


def _heights(
    piece: Token, fate: _Fate | None, spot: Spot, growths: Sequence[Growth], known: Known
) -> Iterator[tuple[Area, int]]:
    """The areas that a piece of a formula names, each with the row that it is to end with."""
    if fate:
        yield fate.area, fate.area.bottom if fate.end is None else fate.end
    elif piece.kind == CELLS and (area := area_of(piece.name)):
        yield area, area.bottom
    elif piece.kind == NAME and not piece.inside and piece.name.casefold() in known.names:
        text = known.names[piece.name.casefold()]
        ends = {each.area: each.end for each in (_fate(token, spot, growths) for token in tokens(text)
                if token.kind in (CELLS, ROWS)) if each and each.end is not None}  # fmt: skip
        for _, area in references(text, spot.sheet, 0, known):
            yield area, ends.get(area, area.bottom)


def _moved(piece: Token, down: int, right: int) -> str:
    if piece.kind not in (CELLS, ROWS):
        return piece.written
    before = piece.written.removesuffix(piece.name)

    def row(mark: str, number: str) -> str:
        return f"{mark}{int(number) + (0 if mark else down)}"

    def cell(found: re.Match[str]) -> str:
        column = column_number(found[2].encode()) + (0 if found[1] else right)
        return f"{found[1]}{column_letters(column % (LAST_COLUMN + 1))}{row(found[3], found[4])}"

    if piece.kind == ROWS:
        return before + _ROW.sub(lambda found: row(found[1], found[2]), piece.name)
    return before + _CELL.sub(cell, piece.name)
