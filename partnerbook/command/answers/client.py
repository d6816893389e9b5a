"""`partnerbook client` for programs: all that is known of one client on a day."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.command.answers.renewals import RenewalRow, renewal_row
from partnerbook.command.answers.tier import PointsAnswer, points_answer
from partnerbook.figures.client_detail import RevenueMonth, client_history
from partnerbook.figures.lapses import lapse_day
from partnerbook.figures.overview import Overview
from partnerbook.figures.usage import ClientUsage, client_usage, usage_months
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing, entries_of
from partnerbook.records import Client, Managing, Service, Subscription, Usage


class PointsMonth(NamedTuple):
    """The points of a client on a month's last day (the day itself for the running month), and what came and went."""

    day: date
    sold: Decimal
    managed: Decimal
    total: Decimal
    new_sold: Decimal
    lost_sold: Decimal
    new_managed: Decimal
    lost_managed: Decimal


class EntryRow(NamedTuple):
    """A stretch of points; `state` is active, expired or coming on the day. `until` is the first day without it.

    `amount` is the monthly revenue that the points come from, below 0 where a loss takes from a sale.
    """

    state: str
    line: str
    track: str
    kind: str
    source: str
    amount: Decimal
    currency: str
    points: Decimal
    start: date
    until: date | None
    estimated: bool
    record: str


class ClientAnswer(NamedTuple):
    """One client in detail, on the day; the histories are of the last 24 months, the oldest first.

    `lapses_on` is when managing lapses for want of activity, null where that is not known.
    """

    client: Client
    points: PointsAnswer
    points_by_month: tuple[PointsMonth, ...]
    revenue_by_month: tuple[RevenueMonth, ...]
    entries: tuple[EntryRow, ...]
    subscriptions: tuple[Subscription, ...]
    managing: tuple[Managing, ...]
    lapses_on: date | None
    usage: ClientUsage
    usage_by_month: tuple[Usage, ...]
    renewals: tuple[RenewalRow, ...]
    services: tuple[Service, ...]
    segments: tuple[str, ...]

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """Entry by entry."""
        return self.entries


def client_answer(known: Overview, client: Client) -> ClientAnswer:
    """All that is known of a client of a book."""
    name, book = client.client, known.book
    mine = entries_of(known.ledger.entries, name)
    history = client_history(mine, known.as_of)
    months = [
        PointsMonth(
            month.day, month.points.sold, month.points.managed, month.points.total,
            *(getattr(month.changes[track], way) for track in ("sold", "managed") for way in ("new", "lost")),
        )
        for month in history.points
    ]  # fmt: skip
    return ClientAnswer(
        client,
        points_answer(known.points_by_client.get(name, Standing())),
        tuple(months),
        history.revenue,
        tuple(_row(entry, state) for state, entries in history.entries._asdict().items() for entry in entries),
        tuple(row for row in book.subscriptions if row.client == name),
        tuple(row for row in book.managing if row.client == name),
        lapse_day(client, book.settings.lapse_days),
        client_usage(client, book.usage, known.as_of),
        usage_months(book.usage, name, known.as_of),
        tuple(renewal_row(each) for each in known.renewals if each.renewal.client == name),
        tuple(row for row in book.partner_services if row.client == name),
        tuple(dict.fromkeys(row.segment for row in book.segments if row.client == name)),
    )


def _row(entry: Entry, state: str) -> EntryRow:
    return EntryRow(
        state, entry.line, entry.track, entry.kind, entry.source, entry.amount, entry.terms.currency, entry.points,
        entry.start, entry.until, entry.terms.unit.estimated, str(entry.origin),
    )  # fmt: skip
