"""What is known of a book as data frames: the points of clients and months, entries, renewals, commission and so on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.codes import AlertKind
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.exact import exactly
from partnerbook.figures.changed import ClientChange, changed_clients, changed_entries
from partnerbook.figures.overview import Overview
from partnerbook.figures.partner import partner_line
from partnerbook.figures.stake import Stake, stakes
from partnerbook.figures.tiers import Progress, progress, threshold
from partnerbook.frames.columns import Column, Kind, frame
from partnerbook.frames.shared import (
    COMMISSION,
    COMMISSION_MONTHS,
    PARTNER,
    client_columns,
    place_columns,
    points_columns,
)
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Standing, entries_of, standings
from partnerbook.records import Client

TEXT, NUMBER, WHOLE, DAY, TRUTH = Kind.TEXT, Kind.NUMBER, Kind.WHOLE, Kind.DAY, Kind.TRUTH


class FigureFrame(NamedTuple):
    """A frame of figures: what its rows are, how they come from an overview, and their columns."""

    purpose: str
    rows: Callable[[Overview], Iterable[Any]]
    columns: tuple[Column, ...]


class OfClient(NamedTuple):
    """A client, and something of it on a day: its points, an entry."""

    client: Client
    points: Standing = Standing()
    day: Any = None
    entry: Any = None
    kinds: str = ""
    active: bool = False


class OfTier(NamedTuple):
    """A line of the way to a tier."""

    tier: str
    line: Progress


def _clients(known: Overview) -> Iterator[OfClient]:
    for line in known.clients:
        yield OfClient(line.client, line.points, known.as_of, kinds=", ".join(line.kinds))


def _client_months(known: Overview) -> Iterator[OfClient]:
    days = [month.day for month in known.months]
    for line in known.clients:
        of_client = standings(entries_of(known.ledger.entries, line.client.client), days)
        yield from (OfClient(line.client, points, day) for day, points in zip(days, of_client, strict=True))


def _entries(known: Overview) -> Iterator[OfClient]:
    clients = {client.client: client for client in known.book.clients}
    for entry in known.ledger.entries:
        yield OfClient(clients[entry.client], entry=entry, active=entry.active(known.as_of))


def _changes(known: Overview) -> Sequence[ClientChange]:
    return changed_clients(changed_entries(known.ledger.entries, *known.change_days))


def _tiers(known: Overview) -> Iterator[OfTier]:
    for tier in known.edition.tier_names:
        need = threshold(known.book.tiers, known.edition, tier)
        yield from (OfTier(tier, line) for line in progress(known.standing, need, known.edition))


def _stake(known: Overview) -> Sequence[Stake]:
    return stakes(known, MONTHS_AHEAD)


def _entry(name: str, kind: Kind, text: str, value: Callable[[Entry], object] | None = None) -> Column:
    def of(row: OfClient) -> object:
        return getattr(row.entry, name) if value is None else value(row.entry)

    return Column(name, kind, text, of)


def _changed(track: str, way: str, text: str) -> Column:
    return Column(f"{way}_{track}", NUMBER, text, lambda row: getattr(row.changes[track], way))


FIGURES: Mapping[str, FigureFrame] = {
    "partner": FigureFrame(
        "The whole book in one row, beside which those of other partners can stand.",
        lambda known: (partner_line(known),),
        PARTNER,
    ),
    "clients": FigureFrame(
        "Every client in order of names, with its points on the day.",
        _clients,
        (
            *client_columns(lambda row: row.client),
            *points_columns(),
            Column("kinds", TEXT, "The kinds of its sales, between commas."),
            Column("hub_id", TEXT, "The number of its HubSpot account.", lambda row: row.client.hub_id),
            Column("relationship", TEXT, "sold, managed or both, by HubSpot.", lambda row: row.client.relationship),
            *place_columns(lambda row: row.client.origin),
        ),
    ),
    "client_months": FigureFrame(
        "The points of every client at the end of each of the last 24 months, the day itself for the running one.",
        _client_months,
        (
            *client_columns(lambda row: row.client),
            Column("day", DAY, "The day that the points are of."),
            *points_columns(),
        ),
    ),
    "months": FigureFrame(
        "The last 24 months, the oldest first: points on the last day, and what came and went.",
        lambda known: known.months,
        (
            Column("day", DAY, "The month's last day, the day itself for the running one."),
            *points_columns(),
            _changed(SOLD, "new", "Sold points that came in the month."),
            _changed(SOLD, "lost", "Sold points that went."),
            _changed(MANAGED, "new", "Managed points that came."),
            _changed(MANAGED, "lost", "Managed points that went."),
        ),
    ),
    "entries": FigureFrame(
        "Every stretch of points of the book, whatever the day, with all that it was computed from.",
        _entries,
        (
            *client_columns(lambda row: row.client),
            _entry("line", TEXT, "The product line."),
            _entry("track", TEXT, "sold or managed."),
            _entry("kind", TEXT, "The kind of the deal; managed on that track."),
            _entry("source", TEXT, "sourced or assisted; empty on the managed track."),
            _entry("amount", NUMBER, "The MRR that the points come from, negative where a loss takes from a sale."),
            _entry("currency", TEXT, "Its currency.", lambda entry: entry.terms.currency),
            _entry("unit", NUMBER, "How much of the currency counts as US$100.", lambda entry: entry.terms.unit.amount),
            _entry("estimated", TRUTH, "Whether that is estimated.", lambda entry: entry.terms.unit.estimated),
            _entry("rate", NUMBER, "Points for each unit.", lambda entry: entry.terms.rate),
            _entry("growth", NUMBER, "What the market multiplies them by.", lambda entry: entry.terms.growth),
            _entry("partners", WHOLE, "Among how many partners they are shared.", lambda entry: entry.terms.partners),
            _entry("points", NUMBER, "amount / unit x rate x growth / partners."),
            _entry("start", DAY, "The first day."),
            _entry("until", DAY, "The first day without them; missing where none is known."),
            Column("active", TRUTH, "Whether they count on the day."),
            *place_columns(lambda row: row.entry.origin),
        ),
    ),
    "changes": FigureFrame(
        "What came and went in the three months up to the day, client by client.",
        _changes,
        (
            Column("client", TEXT, "The client's name."),
            Column("new_sold", NUMBER, "Sold points that came."),
            Column("lost_sold", NUMBER, "Sold points that went."),
            Column("new_managed", NUMBER, "Managed points that came."),
            Column("lost_managed", NUMBER, "Managed points that went."),
            Column("net", NUMBER, "By how much the client's points have moved."),
        ),
    ),
    "renewals": FigureFrame(
        "Every renewal of the book seen from the day, the soonest first.",
        lambda known: known.renewals,
        (
            Column("client", TEXT, "The client's name.", lambda row: row.renewal.client),
            Column("products", TEXT, "What is up for renewal.", lambda row: row.renewal.products),
            Column("renews_on", DAY, "The day of the renewal.", lambda row: row.renewal.renews_on),
            Column("days", WHOLE, "Days until it; negative when it is overdue."),
            Column("deadline", DAY, "Until when HubSpot wants to know."),
            Column("alert", TEXT, "overdue, within, later or done.", lambda row: row.alert.kind.value),
            Column("within", WHOLE, "Of how many days the window is that it is in.",
                   lambda row: row.alert.days if row.alert.kind == AlertKind.WITHIN else None),
            Column("current_mrr", NUMBER, "The MRR of now.", lambda row: row.renewal.current_mrr),
            Column("renewal_mrr", NUMBER, "The MRR after it, where known.", lambda row: row.renewal.renewal_mrr),
            Column("mrr_change", NUMBER, "The difference of the two."),
            Column("currency", TEXT, "The currency of these.", lambda row: row.renewal.currency),
            Column("status", TEXT, "Its status in the book.", lambda row: row.renewal.status),
            *place_columns(lambda row: row.renewal.origin),
        ),
    ),
    "stake": FigureFrame(
        f"All that takes points in {MONTHS_AHEAD} months, or may, the soonest first.",
        _stake,
        (
            Column("kind", TEXT, "What it is: lapse, renewal, sold_ends, loss, managed_ends or rules."),
            Column("certain", TRUTH, "Whether it is sure by what the book says.", lambda row: row.kind.certain),
            Column("day", DAY, "The day."),
            Column("days", WHOLE, "How far ahead that is; negative where it is past."),
            Column("client", TEXT, "The client's name."),
            Column("line", TEXT, "The product line, where it is of one."),
            *points_columns(),
            Column("at_most", TRUTH, "Whether the points are the most that it can be."),
            Column("costs", TEXT,
                   'The tier that goes with them, "None" where none does; missing where that cannot be told.'),
            *place_columns(),
        ),
    ),
    "commission": FigureFrame(
        "The commission of every sale, up to three years ahead; no two of the amounts are ever added up.",
        lambda known: known.commission.by_deal,
        COMMISSION,
    ),
    "commission_months": FigureFrame(
        "The commission of every month and currency, the oldest first.",
        lambda known: known.commission.by_month,
        COMMISSION_MONTHS,
    ),
    "tiers": FigureFrame(
        "The way to each tier of the edition, measure by measure.",
        _tiers,
        (
            Column("tier", TEXT, "The tier."),
            Column("measure", TEXT, "What it asks for: total, sold, sourced or managed points.",
                   lambda row: row.line.measure.value),
            Column("have", NUMBER, "The points of the day.", lambda row: row.line.have),
            Column("need", NUMBER, "What the tier needs, by the book.", lambda row: row.line.need),
            Column("gap", NUMBER, "What is lacking, never below 0.", lambda row: row.line.gap),
            Column("share", NUMBER, "have / need.", lambda row: row.line.share),
        ),
    ),
    "checks": FigureFrame(
        "The monthly checks, from the first edition on to those after ten years if nothing more is sold.",
        lambda known: known.checks,
        (
            Column("day", DAY, "The day of the check."),
            Column("review", TRUTH, "Whether it is a review, which can take the tier down."),
            *points_columns(lambda row: row.standing),
            Column("performing", TEXT, "The tier of that day's figures; missing where it cannot be told."),
            Column("held", TEXT, "The credited tier before it; missing where it is not followed or cannot be told."),
            Column("credited", TEXT, "The credited tier after it."),
            Column("decision", TEXT, "What it decided, as a code."),
        ),
    ),
    "unused": FigureFrame(
        "The records of the book that give no points though they should, and why.",
        lambda known: known.ledger.unused,
        (Column("reason", TEXT, "Why."), *place_columns()),
    ),
}  # fmt: skip


@exactly
def to_frame(known: Overview, name: str, exact: bool = False) -> Any:
    """What is known of a book on a day, as a DataFrame: `name` is one of `FIGURES`.

    Figures are float64, with `exact` decimals without a digit lost. Errors: UnknownName for another name.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> to_frame(known, "clients", exact=True)["total"].sum() == known.standing.total
    True
    """
    if name not in FIGURES:
        guess = did_you_mean(name, FIGURES) or "."
        raise UnknownName(f'There is no frame "{name}"{guess} There are {", ".join(FIGURES)}.')
    made = FIGURES[name]
    return frame(made.columns, made.rows(known), exact)
