"""A table in the terminal: drawn to its width where a person looks, else one plain line for each row."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from rich.text import Text

GAP = 2  # before each column, and once more before what stands below the first line of its row
LEAST = 12  # columns of the terminal for what may be wrapped


class Column(NamedTuple):
    """A column: its heading, whether it is flush right, as figures are, and whether it may be wrapped, as names may."""

    heading: str = ""
    right: bool = False
    wraps: bool = False


class Table(NamedTuple):
    """Columns and the cells of each row; without any heading there is no line of them. `total`: the last row is one."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: bool = False

    @property
    def lines(self) -> list[Sequence[str]]:
        """The headings, if there are any, and the rows."""
        heads = [column.heading for column in self.columns]
        return [heads, *self.rows] if any(heads) else [*self.rows]


def show_table(table: Table, out: TextIO) -> None:
    """Write a table to a stream, in the way for a person if that is a terminal."""
    if table.lines and out.isatty():
        _draw(table, out)
    else:
        out.writelines(f"{line}\n" for line in plain_lines(table))


def plain_lines(table: Table) -> Iterator[str]:
    r"""A table as lines of text, one a row, whatever their length.

    >>> columns = Column("Client", wraps=True), Column("Points", right=True)
    >>> print("\n".join(plain_lines(Table(columns, [("Acme", "12"), ("Longer name", "3")]))))
      Client       Points
      Acme             12
      Longer name       3
    """
    widths = [max(map(len, cells)) for cells in zip(*table.lines, strict=True)]
    for row in table.lines:
        cells = [
            text.rjust(width) if column.right else text.ljust(width)
            for column, text, width in zip(table.columns, row, widths, strict=True)
        ]
        yield "".join(" " * GAP + cell for cell in cells).rstrip()


def widths_in(table: Table, width: int) -> list[int]:
    """The widths of a table's columns in a terminal; of fewer than it has where a row takes several lines.

    Nothing is cut. A name is wrapped before a row takes two lines: then what does not fit stands below the first.

    >>> columns = Column("Client", wraps=True), Column("MRR", right=True), Column("Points", right=True)
    >>> table = Table(columns, [("A name that is long", "1,234.50", "123.45")])
    >>> widths_in(table, 80), widths_in(table, 36), widths_in(table, 30)
    ([19, 8, 6], [16, 8, 6], [18, 8])
    """
    longest = _longest(table)
    least = [min(LEAST, most) if column.wraps else most for column, most in zip(table.columns, longest, strict=True)]
    for beside in _numbers_beside(len(longest)):
        widths, wanted = _beside(least, beside), _beside(longest, beside)
        spare = width - GAP * beside - sum(widths)
        if spare >= 0:
            break
    for _ in range(spare):
        at = max(range(beside), key=lambda at: wanted[at] - widths[at])
        widths[at] += widths[at] < wanted[at]
    return widths if spare >= 0 else [max(1, width - GAP)]


def _longest(table: Table) -> list[int]:
    """How wide each column of a table is as a terminal shows it."""
    from rich.cells import cell_len

    return [max(map(cell_len, cells)) for cells in zip(*table.lines, strict=True)]


def _numbers_beside(columns: int) -> Iterator[int]:
    """How many columns can stand beside each other, the most first, so that a row's lines are about equally long."""
    for lines in range(1, columns + 1):
        yield -(-columns // lines)  # rounded up


def _beside(sizes: Sequence[int], beside: int) -> list[int]:
    """The widths of the columns that stand beside each other, if the others stand below them."""
    indented = [size + GAP * _begins_below(at, beside) for at, size in enumerate(sizes)]
    return [max(indented[at::beside]) for at in range(beside)]


def _begins_below(at: int, beside: int) -> bool:
    """Whether a column begins a line of its row that is not the first."""
    return at >= beside and at % beside == 0


def _draw(table: Table, out: TextIO) -> None:
    """Write a table to a terminal, as wide as that is."""
    from rich.console import Console
    from rich.table import Table as Drawn

    # Without colours nothing else than text is sent: no bold either.
    console = Console(file=out, highlight=False, color_system=None if os.environ.get("NO_COLOR") else "auto")
    widths = widths_in(table, console.width)
    drawn = Drawn(box=None, show_header=False, padding=(0, 0, 0, GAP))
    for width in widths:
        drawn.add_column(width=width, overflow="fold")
    bold = {0} if len(table.lines) > len(table.rows) else set()
    bold |= {len(table.lines) - 1} if table.total else set()
    longest = _longest(table)
    for number, row in enumerate(table.lines):
        cells = [
            _cell(text, column, longest[at], "bold" if number in bold else "", _begins_below(at, len(widths)))
            for at, (column, text) in enumerate(zip(table.columns, row, strict=True))
        ]
        for first in range(0, len(cells), len(widths)):
            drawn.add_row(*cells[first : first + len(widths)])
    console.print(drawn)


def _cell(text: str, column: Column, longest: int, style: str, begins_below: bool) -> "Text":
    """A cell, of which nothing is read as markup; one that begins a line below is near its row's own beginning."""
    from rich.cells import cell_len
    from rich.text import Text

    if not begins_below:
        return Text(text, style, justify="right" if column.right else "left")
    space = longest - cell_len(text) if column.right else 0
    return Text(" " * (GAP + space) + text, style, justify="left")
