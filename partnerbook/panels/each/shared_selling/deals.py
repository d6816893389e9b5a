"""Shared deals, as the panel lists them and hands them on."""

from collections.abc import Sequence
from datetime import date

from partnerbook.book.tables import SHARED_DEALS
from partnerbook.book.tables.choices import DEAL_STAGES, SELLERS
from partnerbook.figures.selling import CREATED
from partnerbook.language.reader import Reader
from partnerbook.panels.each.shared_selling.model import SharedSellingModel
from partnerbook.panels.frame.row_actions import Behind, table_behind
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow
from partnerbook.records import SharedDeal

_KINDS: dict[str, Kind] = {"created": "day", "closed": "day", "amount": "money"}
_FILTERS = ("created_by", "owner")
_FIELDS = ("deal", "client", "created_by", "created", "stage", "closed", "closed_by", "owner", "amount", "currency")


def deal_rows(deals: Sequence[SharedDeal], reader: Reader) -> tuple[list[ListColumn], list[ListRow]]:
    """Columns and rows of a list of deals."""
    columns = [
        ListColumn(each, SHARED_DEALS.column(each).heading(reader.language), _KINDS.get(each, "text"),
                   filters=each in _FILTERS)
        for each in _FIELDS
    ]  # fmt: skip
    return columns, [ListRow(str(place), _cells(deal, reader)) for place, deal in enumerate(deals)]


def deals_as_exported(
    deals: Sequence[SharedDeal], model: SharedSellingModel, number: str, days: tuple[date, date]
) -> Behind:
    """The deals behind a number as they are exported: a saved report asks for the days on which deals were created."""
    created = sorted(deal.created for deal in deals)
    asked = days if number == CREATED else (*created[:1], *created[-1:])
    return table_behind(SHARED_DEALS, deals, model, asked)


def _cells(deal: SharedDeal, reader: Reader) -> list[Cell]:
    words = {choice.code: choice.label(reader.language) for choice in (*SELLERS, *DEAL_STAGES)}
    return [words.get(value, value) if each in ("created_by", "stage", "closed_by") else value
            for each in _FIELDS for value in [getattr(deal, each)]]  # fmt: skip
