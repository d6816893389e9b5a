"""The list of a panel: rows of any number that a person searches, filters, sorts, pages through and chooses.

A column is one record, a row its code and one value for each column. The rows are written here as the person's country
writes them, and sent to the page once: what is typed there waits for no kernel. Neither numpy nor pandas is needed.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any, Literal, NamedTuple, TypeAlias

import traitlets as t
from anywidget import AnyWidget
from markupsafe import Markup

from partnerbook.exact import EXACT, PLACES, ZERO, exactly, figure, plain
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.table import Column, table

STATIC_ROWS = 25
Kind = Literal["text", "number", "points", "money", "amounts", "share", "day", "link"]
_FIGURES = ("number", "points", "money", "amounts", "share")


class Link(NamedTuple):
    """A cell that leads somewhere; without an address it is plain text."""

    text: str
    address: str = ""


Amounts: TypeAlias = tuple[tuple[str, Decimal], ...]  # currencies and money
Cell: TypeAlias = str | tuple[str, ...] | Amounts | Decimal | int | date | Link | None


class ListColumn(NamedTuple):
    """A column of a list, of one kind of value. The first column says what each row is about.

    - text: a text, or several (a tuple), of which a filter finds each
    - number: as many places as it has; points and money: two, or all that they have; share: per cent
    - amounts: money of one currency or of several, each with its code; sorted by the first of them
    - day: a date
    - link: a `Link`, of https or mailto; any other address is left out

    `total` adds the column up (figures only), `filters` gives it a drop-down of its values (text only), `opens` makes
    buttons of its cells, which tell `RowList.on_open`; a figure of 0 is none but with `opens_zero`, where something is
    behind it all the same.
    """

    code: str
    heading: str
    kind: Kind = "text"
    total: bool = False
    filters: bool = False
    opens: bool = False
    opens_zero: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether its cells are figures, which stand at the end."""
        return self.kind in _FIGURES


class ListRow(NamedTuple):
    """A row: the code by which it is chosen and opened, and one value for each column."""

    code: str
    cells: Sequence[Cell]


def cell_text(cell: Any, column: ListColumn, reader: Reader) -> str:
    """A cell as the person reads it; "" for None.

    >>> cell_text(Decimal("1234.5"), ListColumn("sold", "Sold", "points"), Reader("pt", "pt_BR"))
    '1.234,50'
    >>> cell_text(("New", "Upsell"), ListColumn("kinds", "Kinds"), Reader())
    'New, Upsell'
    """
    if cell is None:
        return ""
    if column.kind == "amounts":
        return "; ".join(f"{reader.points(value)} {currency}" for currency, value in cell)
    if column.is_figure:
        value = Decimal(cell)
        if column.kind == "share":
            return reader.share(value)
        return reader.number(value) if column.kind == "number" else reader.points(value)
    if column.kind == "day":
        return reader.short_day(cell)
    if column.kind == "link":
        return str(cell.text)
    return cell if isinstance(cell, str) else ", ".join(cell)


class RowList(AnyWidget):
    """The list. `chosen` has the codes of the rows that the person has chosen, where `selectable`.

    `found` has those that search and filters leave, in the order of the list, None where nothing is searched.
    """

    _esm = files("partnerbook.panels.frame").joinpath("row_list.js").read_text("utf-8")

    columns: t.List[Any] = t.List(read_only=True).tag(sync=True)
    sent = t.Unicode(read_only=True).tag(
        sync=True
    )  # codes and data as JSON: a list of lists would be walked for buffers
    caption = t.Unicode().tag(sync=True)
    selectable = t.Bool(read_only=True).tag(sync=True)
    chosen = t.List(t.Unicode()).tag(sync=True)
    found: t.List[Any] = t.List(t.Unicode(), None, allow_none=True).tag(sync=True)
    words = t.Dict(read_only=True).tag(sync=True)
    marks = t.Dict(read_only=True).tag(sync=True)
    tag = t.Unicode(read_only=True).tag(sync=True)
    attended = t.Int(read_only=True).tag(sync=True)

    def __init__(
        self,
        columns: Sequence[ListColumn],
        rows: Sequence[ListRow],
        reader: Reader,
        caption: str,
        selectable: bool = False,
    ) -> None:
        self.reader = reader
        self._opened: list[Callable[[str, str], object]] = []
        super().__init__(caption=caption)
        self.set_trait("selectable", selectable)
        self.set_trait("words", dict(reader.words["list"]))
        self.set_trait("marks", reader.marks._asdict())
        self.set_trait(
            "tag", reader.region.replace("_", "-") if reader.region[:2] == reader.language else reader.language
        )
        self.show(columns, rows)
        self.on_msg(self._told)

    @exactly
    def show(self, columns: Sequence[ListColumn], rows: Sequence[ListRow]) -> None:
        """Show other rows; what is searched, sorted and chosen stays, as far as it is there."""
        self.list_columns, self.rows = tuple(columns), tuple(rows)
        told = [{**column._asdict(), "end": column.is_figure} for column in columns]
        data = [_column_data(column, [row.cells[at] for row in rows], self.reader) for at, column in enumerate(columns)]
        codes = [row.code for row in rows]
        with self.hold_sync():
            self.set_trait("columns", told)
            self.set_trait("sent", json.dumps({"codes": codes, "data": data}, ensure_ascii=False))
            there = set(codes)
            self.chosen = [code for code in self.chosen if code in there]
            self.found = self.found and [code for code in self.found if code in there]

    @property
    def is_part(self) -> bool:
        """Whether the person means some of the rows: chosen ones, or those that are found."""
        return len(self.meant) < len(self.rows)

    @property
    def meant(self) -> list[str]:
        """The codes of the rows that the person means: those chosen, else those found, else all."""
        found: list[str] | None = self.found
        return self.chosen or (self.codes if found is None else found)

    @property
    def codes(self) -> list[str]:
        """The codes of the rows, in their order."""
        return [row.code for row in self.rows]

    @property
    def data(self) -> list[dict[str, Any]]:
        """The columns as the page has them."""
        found: list[dict[str, Any]] = json.loads(self.sent)["data"]
        return found

    def on_open(self, act: Callable[[str, str], object]) -> None:
        """Do something with the codes of the row and of the column whose button the person presses."""
        self._opened.append(act)

    def attend(self) -> None:
        """Lead the person to the list: the focus goes to its search."""
        self.set_trait("attended", self.attended + 1)

    def static_html(self) -> Markup:
        """The first rows as a plain table, and how many there are."""
        return static_list(self.list_columns, self.rows, self.reader)

    def _told(self, _: object, content: Any, __: object) -> None:
        row, column = content["opens"]
        for act in self._opened:
            act(row, column)


@exactly
def static_list(columns: Sequence[ListColumn], rows: Sequence[ListRow], reader: Reader) -> Markup:
    """The first rows of a list as a plain table with the totals of all, and a sentence of how many there are."""
    heads = [
        Column(column.heading, "end" if column.is_figure else "start", "col" if at else "row")
        for at, column in enumerate(columns)
    ]
    shown = [[_static_cell(cell, column, reader) for cell, column in zip(row.cells, columns, strict=True)]
             for row in rows[:STATIC_ROWS]]  # fmt: skip
    say = reader.words["list"]
    if rows and any(column.total for column in columns):
        totals = [_total_text(column, [row.cells[at] for row in rows], reader) for at, column in enumerate(columns)]
        shown.append([say["total"], *totals[1:]])
    counts = {"shown": reader.number(Decimal(min(len(rows), STATIC_ROWS))), "all": reader.number(Decimal(len(rows)))}
    sentence = say["shown"].format(**counts) if rows else say["empty"]
    return html("frame/row_list.html", sentence=sentence, table=table(heads, shown) if rows else "")


def _total_text(column: ListColumn, cells: Sequence[Any], reader: Reader) -> str:
    return (
        cell_text(sum((Decimal(cell) for cell in cells if cell is not None), ZERO), column, reader)
        if column.total
        else ""
    )


def _static_cell(cell: Any, column: ListColumn, reader: Reader) -> str:
    text = cell_text(cell, column, reader)
    address = _address(cell)
    return html("frame/link.html", address=address, text=text) if address else text


def _address(cell: Any) -> str:
    """Where a link leads; "" where that is no page and no mail: what a book says is not to run in a notebook."""
    address = cell.address.strip() if isinstance(cell, Link) else ""
    return address if address.lower().startswith(("https://", "http://", "mailto:")) else ""


def _column_data(column: ListColumn, cells: Sequence[Any], reader: Reader) -> dict[str, Any]:
    """A column as the page reads it: texts, what they are sorted by, summed, filtered by, and where they lead."""
    if column.kind == "day":  # few days in many rows
        days = {cell: cell_text(cell, column, reader) for cell in set(cells)}
        return {"text": [days[cell] for cell in cells], "order": [cell and cell.toordinal() for cell in cells]}
    data: dict[str, Any] = {"text": _column_texts(column, cells, reader)}
    if column.kind == "amounts":
        data["order"] = [float(cell[0][1]) if cell else None for cell in cells]
    elif column.is_figure:
        data["order"] = [None if cell is None else float(cell) for cell in cells]
    if column.total:
        places = _places(column, cells)
        units = {cell: int(EXACT.scaleb(figure(Decimal(cell or 0)), places)) for cell in set(cells)}
        told = {cell: each if abs(each) < 2**53 else str(each) for cell, each in units.items()}
        data |= {"places": places, "units": [told[cell] for cell in cells]}
    if column.filters:
        data["parts"] = [[cell] if isinstance(cell, str) else list(cell or ()) for cell in cells]
    if column.kind == "link":
        data["href"] = [_address(cell) for cell in cells]
    return data


def _column_texts(column: ListColumn, cells: Sequence[Any], reader: Reader) -> list[str]:
    """The cells as the person reads them, each figure written once however often it stands there."""
    if not column.is_figure or column.kind == "amounts":
        return [cell if type(cell) is str else cell_text(cell, column, reader) for cell in cells]
    written: dict[Any, str] = {}
    for cell in cells:
        if cell not in written:
            written[cell] = cell_text(cell, column, reader)
    return [written[cell] for cell in cells]


def _places(column: ListColumn, cells: Sequence[Any]) -> int:
    """How many places a total has: two of points and money, or as many as the figures that have most."""
    least = 0 if column.kind == "number" else PLACES
    found = {Decimal(cell) for cell in cells if cell is not None}
    return max([least, *(-int(plain(figure(each)).as_tuple().exponent) for each in found)])
