"""Columns that several frames of figures have, and those of records whose fields are the columns."""

from collections.abc import Callable, Mapping
from typing import Any

from partnerbook.days import MONTHS_AHEAD
from partnerbook.figures.commission_amounts import DealLine, PeriodCommission
from partnerbook.figures.partner import PartnerLine
from partnerbook.frames.columns import Column, Kind
from partnerbook.frames.of_book import known_name
from partnerbook.records import Client, Place

TEXT, NUMBER, WHOLE, DAY, TRUTH = Kind.TEXT, Kind.NUMBER, Kind.WHOLE, Kind.DAY, Kind.TRUTH


def points_columns(of: Callable[[Any], Any] = lambda row: row.points) -> tuple[Column, ...]:
    """The columns of points on a day; missing where they are not known."""

    def column(name: str, text: str) -> Column:
        return Column(name, NUMBER, text, lambda row: None if of(row) is None else getattr(of(row), name))

    return (
        column("sourced", "Points of sales that the partner has sourced."),
        column("assisted", "Points of sales that it has assisted in."),
        column("sold", "Sourced plus assisted points."),
        column("managed", "Points of managing."),
        column("total", "Sold plus managed points."),
    )


def client_columns(of: Callable[[Any], Client]) -> tuple[Column, ...]:
    """The columns of a client: its name and market."""

    def part(name: str) -> Callable[[Any], object]:
        def value(row: Any) -> object:
            return known_name(of(row).market) if name == "name" else getattr(of(row), name)

        return value

    return (
        Column("client", TEXT, "The client's name.", part("client")),
        Column("market", TEXT, "The client's market, as its ISO 3166-1 code.", part("market")),
        Column("market_name", TEXT, "The market's English name.", part("name")),
    )


def place_columns(of: Callable[[Any], Place] = lambda row: row.origin) -> tuple[Column, ...]:
    """The columns of the row of a book that something comes from."""
    return (
        Column("sheet", TEXT, "The sheet of the book that it comes from.", lambda row: of(row).sheet),
        Column("row", WHOLE, "The row there, from 1; 0 for none.", lambda row: of(row).row),
    )


def _columns_of(record: type, kinds: Mapping[str, Kind], texts: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a record's fields, of the kinds that are named, else of text."""
    names = record._fields  # type: ignore[attr-defined]
    return tuple(Column(name, kinds.get(name, TEXT), texts[name]) for name in names)


_AMOUNTS = {
    "forecast": "Commission of months that are not over.",
    "earned": "Of months that are over, in a quarter that is not.",
    "expected": "Of quarters that are to be paid.",
    "unconfirmed": "Of quarters that should have been paid and are not recorded as paid.",
    "settled": "Of quarters that are paid.",
    "paid": "What statements say was paid.",
    "clawed_back": "What statements take back, without its minus.",
}
_NUMBERS = dict.fromkeys(_AMOUNTS, NUMBER)
_DEAL_KINDS = {
    **_NUMBERS, "rate": NUMBER, "rate_entered": TRUTH, "closed": DAY, "end": DAY, "base": NUMBER, "monthly": NUMBER,
    "months": WHOLE,
}  # fmt: skip
_DEAL_TEXTS = {
    "deal": "The deal.", "client": "The client.", "line": "The product line.", "rule": "The rule that it is paid by.",
    "rate": "The rate, as a share of 1.", "rate_entered": "Whether the book states the rate.",
    "closed": "The day it closed.", "end": "The first day that it no longer pays; missing where none is known.",
    "currency": "The currency of the amounts.", "base": "The monthly revenue that commission is of, on the day.",
    "monthly": "What it pays in the day's month.", "why_not": "Why that month pays nothing.",
    "months": "How many of the months asked for pay.",
}  # fmt: skip
_PERIOD_TEXTS = {
    "period": "The month, 2026-07.", "first": "Its first day.", "last": "Its last day.",
    "currency": "The currency of the amounts.", "expected_on": "The day on which its quarter is to be paid.",
}  # fmt: skip
_PARTNER_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("as_of", "paid_on"), DAY),
    **dict.fromkeys(("costing", "clients", "left_out"), WHOLE),
    **dict.fromkeys(("sourced", "assisted", "sold", "managed", "total"), NUMBER),
    **dict.fromkeys(("gap_total", "gap_minimum", "gap_managed", "ending", "at_risk", "commission"), NUMBER),
}
_PARTNER_TEXTS = {
    "partner": "The partner, as the book's settings name it.", "as_of": "The day that the figures are of.",
    "credited": "The credited tier; missing where it cannot be told.",
    "performing": "The tier that the day's figures give; missing where it cannot be told.",
    "goal": "The tier aimed at.", "sourced": "Sourced points.", "assisted": "Assisted points.",
    "sold": "Sourced plus assisted points.", "managed": "Points of managing.", "total": "Sold plus managed points.",
    "gap_total": "Total points that are lacking for the goal; missing where the book has no threshold.",
    "gap_minimum": "Sold or sourced points that are lacking, as the edition asks.",
    "gap_managed": "Managed points that are lacking; missing where the edition asks for none.",
    "ending": f"Points that are sure to end in {MONTHS_AHEAD} months by what the book says.",
    "at_risk": "Points that may be lost in them.",
    "costing": "How many of these would cost the tier, each by itself; missing where of one it cannot be told.",
    "payout": "The quarter of the next payout.", "paid_on": "The day on which it is expected.",
    "commission": "What it is to bring; missing where that is of several currencies.",
    "currency": "Its currency, or currencies.",
    "commissions": "The same in each currency, as EUR 12.50; USD 100.00.", "clients": "How many clients the book has.",
    "left_out": "Rows of the book that are in none of the figures.",
}  # fmt: skip
PARTNER = _columns_of(PartnerLine, _PARTNER_KINDS, _PARTNER_TEXTS)

COMMISSION = _columns_of(DealLine, _DEAL_KINDS, {**_DEAL_TEXTS, **_AMOUNTS})
COMMISSION_MONTHS = _columns_of(
    PeriodCommission,
    {**_NUMBERS, **dict.fromkeys(("first", "last", "expected_on"), DAY)},
    {**_PERIOD_TEXTS, **_AMOUNTS},
)
