"""Points at stake: all that is known to take points in the months to come, or may, in one list by day.

Known are the ends that the ledger has. What may happen is that a managed relation lapses, and that a renewal which is
to be cancelled or to go down does so. Source: HubSpot's account shows the day on which managing is expected to end; 60
days without activity is how it is read where that day is not stated (a row of the Settings sheet).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import StakeKind
from partnerbook.days import months_later
from partnerbook.errors import NoRate
from partnerbook.exact import ZERO, exactly, figure, quotient, total
from partnerbook.figures.known_moves import known_moves
from partnerbook.figures.lapses import lapses
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.figures.tier_test import TierTest
from partnerbook.points.entries import MANAGED, SOLD, Entry, sold_entries
from partnerbook.points.ledger import Standing, program_of, standing, standings
from partnerbook.points.units import converted
from partnerbook.records import NOWHERE, Deal, Place, Renewal

MONTHS_AHEAD = 18


class Stake(NamedTuple):
    """Points that are lost on a day, or may be: whose, why, and the tier that the points alone would cost.

    `days` is how far the day is ahead (below 0: it is past, and HubSpot may act any day). `points` are those of the
    day, or of the day asked about where that is later; None where the renewal's currency has no rate. `at_most` is
    where a renewal does not say which of several lines it takes from. `before` and `after` are the performing tier with
    these points and without them, None where it cannot be told.
    """

    kind: StakeKind
    day: date
    days: int
    client: str
    line: str
    points: Standing | None
    at_most: bool = False
    before: str | None = None
    after: str | None = None
    last_active_on: date | None = None
    last_active_employee: str = ""
    account_link: str = ""
    origin: Place = NOWHERE

    @property
    def costs(self) -> str | None:
        """The tier that goes with these points; None where none does or it cannot be told."""
        told = self.before is not None and self.after is not None
        return self.before if told and self.before != self.after else None


@exactly
def stakes(known: Overview, months: int = MONTHS_AHEAD) -> tuple[Stake, ...]:
    """All that is at stake from the day of an overview on, for so many months: the soonest first.

    The certain ones and what is known to start are the difference of the two days: see `known_moves`.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> stakes(overview(Book(), date(2026, 10, 31)))
    ()
    """
    until = months_later(known.as_of, months)
    found = [*_certain(known, until), *_lapses(known, until), *_renewals(known, until)]
    found.sort(key=lambda each: (each.day, each.client, each.kind, each.line))
    return tuple(_with_tiers(found, known))


def _certain(known: Overview, until: date) -> Iterable[Stake]:
    for move in known_moves(known.ledger.entries, known.as_of, until):
        if move.kind is not None:
            taken = Standing(*(-part for part in move.points))
            days = (move.day - known.as_of).days
            yield Stake(move.kind, move.day, days, move.client, move.line, taken, origin=move.origin)


def _lapses(known: Overview, until: date) -> Iterable[Stake]:
    """The relations that lapse while the client gives managed points, which may begin or end before that day."""
    clients = {line.client.client: line.client for line in known.clients}
    entries = _of_clients(known)
    everybody = {name: Standing(managed=Decimal(1)) for name in entries}
    for lapse in lapses(clients.values(), everybody, known.as_of, known.book.settings.lapse_days):
        day = max(lapse.day, known.as_of)
        points = standing(_on_track(entries[lapse.client], MANAGED), day)
        if day <= until and figure(points.managed) > 0:
            client = clients[lapse.client]
            yield Stake(StakeKind.LAPSE, lapse.day, lapse.days, lapse.client, "", points,
                        last_active_on=client.last_active_on, last_active_employee=client.last_active_employee,
                        account_link=client.account_link, origin=client.origin)  # fmt: skip


def _renewals(known: Overview, until: date) -> Iterable[Stake]:
    links = {client.client: client.account_link for client in known.book.clients}
    losing = [(each, lost_mrr(each)) for each in known.renewals if each.renewal.renews_on <= until]
    entries = _of_clients(known)
    for outlook, lost in losing:
        renewal = outlook.renewal
        if lost <= 0 or renewal.client not in entries:
            continue
        try:
            points, at_most = _Loss(known, renewal, lost).points(entries[renewal.client])
        except NoRate:
            points, at_most = None, False
        if points is None or any(figure(part) > 0 for part in points):
            yield Stake(StakeKind.RENEWAL, renewal.renews_on, outlook.days, renewal.client, renewal.products, points,
                        at_most, account_link=links.get(renewal.client, ""), origin=renewal.origin)  # fmt: skip


def lost_mrr(outlook: RenewalOutlook) -> Decimal:
    """How much MRR a renewal is to lose: all where a cancellation was requested, 0 where it is settled or unknown.

    >>> from partnerbook.figures.renewals import renewal_outlook
    >>> from partnerbook.records import Renewal
    >>> row = Renewal("Acme", "CRM", date(2026, 11, 1), Decimal(500), Decimal(300), "USD")
    >>> rows = [row, row._replace(status="cancel_requested"), row._replace(status="renewed")]
    >>> sorted(lost_mrr(each) for each in renewal_outlook(rows, date(2026, 10, 1), (30,), 45))
    [Decimal('0'), Decimal('200'), Decimal('500')]
    """
    renewal = outlook.renewal
    if renewal.status == "renewed":
        return ZERO
    if renewal.status == "cancel_requested":
        return renewal.current_mrr
    return max(ZERO, -(outlook.mrr_change or ZERO))


class _Loss:
    """MRR that a renewal is to lose, and what that takes from the entries of its client.

    It takes from the product lines that the renewal names, or from all where it names none; the sales of a line as a
    downgrade of that day would, and of several lines those first that cost most.
    """

    def __init__(self, known: Overview, renewal: Renewal, lost: Decimal) -> None:
        self._book, self._program = known.book, program_of(known.book)
        self._renewal = renewal
        self._day = max(renewal.renews_on, known.as_of)
        self._usd = converted(lost, renewal.currency, "USD", self._day, "program", self._program.rates)

    def points(self, entries: Iterable[Entry]) -> tuple[Standing, bool]:
        """The points that are taken, and whether it could be fewer. Errors: NoRate."""
        running = [entry for entry in entries if entry.active(self._day)]
        text = self._renewal.products.casefold()
        named = [entry for entry in running if _line(entry) in text] or running
        managed = _on_track(named, MANAGED)
        paid = total(entry.usd for entry in managed)
        sold, at_most = self._sold(_on_track(named, SOLD), whole=0 < paid <= self._usd)
        taken = _part(total(entry.points for entry in managed), self._usd, paid)
        return Standing(sold.sourced, sold.assisted, taken), at_most

    def _sold(self, sales: Sequence[Entry], whole: bool) -> tuple[Standing, bool]:
        if whole:
            return standing(sales, self._day), False
        lines: dict[str, list[Entry]] = {}
        for entry in sales:
            lines.setdefault(_line(entry), []).append(entry)
        left, parts, rates = self._usd, [], set()
        for line, rows in sorted(lines.items(), key=lambda each: _per_dollar(each[1]), reverse=True):
            usd = total(entry.usd for entry in rows)
            rates.add(_per_dollar(rows))
            if left > 0 and usd > 0:
                parts.append(standing(rows, self._day) if left >= usd else self._of_line(rows, line, left))
                left -= min(left, usd)
        return Standing(*map(total, zip(*parts, strict=True)) if parts else ()), len(rates) > 1

    def _of_line(self, rows: Sequence[Entry], line: str, usd: Decimal) -> Standing:
        """What a downgrade of one line takes, by the rules of the day."""
        own = self._renewal.client
        deals = [deal for deal in self._book.deals if deal.client == own and deal.line.casefold().strip() == line]
        clients = {client.client: client for client in self._book.clients if client.client == own}
        loss = Deal("", own, line, "downgrade", "", self._day, usd, "USD")
        after = standing(sold_entries([*deals, loss], clients, self._program, []), self._day)
        return Standing(*(had - has for had, has in zip(standing(rows, self._day), after, strict=True)))


def _part(points: Decimal, lost: Decimal, paid: Decimal) -> Decimal:
    """What goes of points with what is lost of what is paid for them: not more than all."""
    return points if lost >= paid else quotient(points * lost, paid)


def _line(entry: Entry) -> str:
    return entry.line.casefold().strip()


def _per_dollar(rows: Sequence[Entry]) -> Decimal:
    usd = total(entry.usd for entry in rows)
    return quotient(total(entry.points for entry in rows), usd) if usd > 0 else ZERO


def _on_track(entries: Iterable[Entry], track: str) -> list[Entry]:
    return [entry for entry in entries if entry.track == track]


def _of_clients(known: Overview) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in known.ledger.entries:
        found.setdefault(entry.client, []).append(entry)
    return found


def _with_tiers(found: Sequence[Stake], known: Overview) -> Iterable[Stake]:
    """The stakes, each with the performing tier before and after it."""
    days = sorted({max(each.day, known.as_of) for each in found})
    tests = {
        day: TierTest(known, day, points)
        for day, points in zip(days, standings(known.ledger.entries, days), strict=True)
    }
    for each in found:
        if each.points is None:
            yield each
            continue
        before, after = tests[max(each.day, known.as_of)].with_and_without(each.points, each.kind.certain)
        yield each._replace(before=before, after=after)
