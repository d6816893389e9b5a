"""The rows that are typed, as the panel lists them."""

from partnerbook.book.tables import SCENARIOS
from partnerbook.book.tables.choices import SOURCES, WHAT_IFS
from partnerbook.language.reader import Reader
from partnerbook.panels.each.what_if.model import WhatIfModel
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow
from partnerbook.parsing.market import market_name
from partnerbook.records import Assumed

_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("scenario", "text"), ("what", "text"), ("client", "text"), ("on", "day"), ("line", "text"), ("mrr", "money"),
    ("currency", "text"), ("source", "text"), ("market", "text"), ("partners", "number"),
)  # fmt: skip


def row_columns(reader: Reader) -> list[ListColumn]:
    """The columns, named as on the book's sheet of scenarios."""
    return [ListColumn(field, SCENARIOS.column(field).heading(reader.language), kind) for field, kind in _COLUMNS]


def row_rows(model: WhatIfModel) -> list[ListRow]:
    """The rows, each by its place."""
    return [
        ListRow(str(at), [_cell(row, field, model.reader) for field, _ in _COLUMNS])
        for at, row in enumerate(model.rows)
    ]


def _cell(row: Assumed, field: str, reader: Reader) -> Cell:
    if field in ("what", "source"):
        choices = WHAT_IFS if field == "what" else SOURCES
        code = getattr(row, field)
        return next((choice.label(reader.language) for choice in choices if choice.code == code), "")
    if field == "market":
        return market_name(row.market, reader.language) if row.market else ""
    value: Cell = getattr(row, field)
    return value
