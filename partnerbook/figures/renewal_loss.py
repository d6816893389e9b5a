"""What a renewal that goes down, or is to be cancelled, would take from its client's points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.errors import NoRate
from partnerbook.exact import ZERO, exactly, quotient, total
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.names import same_line
from partnerbook.points.entries import MANAGED, SOLD, Entry, sold_entries
from partnerbook.points.known_terms import KnownTerms
from partnerbook.points.ledger import Standing, program_of, standing
from partnerbook.points.units import converted
from partnerbook.records import Client, Deal, Renewal


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


class RenewalLoss:
    """MRR that a renewal is to lose, and what that takes from the entries of its client.

    It takes from the product lines that the renewal names, or from all where it names none; the sales of a line as a
    downgrade of that day would, and of several lines those first that cost most.
    """

    def __init__(
        self, client: Client, deals: Sequence[Deal], renewal: Renewal, lost: Decimal, day: date, known: KnownTerms
    ) -> None:
        """Of a client and all its deals. Errors: NoRate where the renewal's currency has none on the day."""
        self._client, self._deals, self._known, self._day = client, deals, known, day
        self._products = renewal.products.casefold()
        self._usd = converted(lost, renewal.currency, "USD", day, "program", known.program.rates)

    def points(self, entries: Iterable[Entry]) -> tuple[Standing, bool]:
        """The points that are taken of the client's entries, and whether it could be fewer."""
        running = [entry for entry in entries if entry.active(self._day)]
        named = [entry for entry in running if same_line(entry.line) in self._products] or running
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
            lines.setdefault(same_line(entry.line), []).append(entry)
        left, parts, rates = self._usd, [], set()
        for line, rows in sorted(lines.items(), key=lambda each: _per_dollar(each[1]), reverse=True):
            usd = total(entry.usd for entry in rows)
            if usd <= 0:  # nothing is left of the line to lose
                continue
            rates.add(_per_dollar(rows))
            if left > 0:
                parts.append(standing(rows, self._day) if left >= usd else self._of_line(rows, line, left))
                left -= min(left, usd)
        return Standing(*map(total, zip(*parts, strict=True)) if parts else ()), len(rates) > 1

    def _of_line(self, rows: Sequence[Entry], line: str, usd: Decimal) -> Standing:
        """What a downgrade of one line takes, by the rules of the day."""
        deals = [deal for deal in self._deals if same_line(deal.line) == line]
        loss = Deal("", self._client.client, line, "downgrade", "", self._day, usd, "USD")
        clients = {self._client.client: self._client}
        after = standing(sold_entries([*deals, loss], clients, self._known, []), self._day)
        return Standing(*(had - has for had, has in zip(standing(rows, self._day), after, strict=True)))


class Loss(NamedTuple):
    """What a renewal takes: None where its currency has no rate; `at_most` is where it could be fewer points."""

    outlook: RenewalOutlook
    points: Standing | None
    at_most: bool = False


@exactly
def renewal_losses(
    known: Overview, losing: Iterable[tuple[RenewalOutlook, Decimal]], entries: Mapping[str, Sequence[Entry]]
) -> tuple[Loss, ...]:
    """What each of some renewals takes with so much of its MRR, on its day or on the overview's where that is later.

    `entries` are those of the ledger by client; of a client without any, nothing is said.
    """
    clients = {client.client: client for client in known.book.clients}
    terms = KnownTerms(program_of(known.book))
    deals: defaultdict[str, list[Deal]] = defaultdict(list)
    for deal in known.book.deals:
        deals[deal.client].append(deal)
    found = []
    for outlook, lost in losing:
        renewal = outlook.renewal
        if renewal.client in entries:
            day = max(renewal.renews_on, known.as_of)
            try:
                loss = RenewalLoss(clients[renewal.client], deals[renewal.client], renewal, lost, day, terms)
                found.append(Loss(outlook, *loss.points(entries[renewal.client])))
            except NoRate:
                found.append(Loss(outlook, None))
    return tuple(found)


def _part(points: Decimal, lost: Decimal, paid: Decimal) -> Decimal:
    """What goes of points with what is lost of what is paid for them: not more than all."""
    return points if lost >= paid else quotient(points * lost, paid)


def _per_dollar(rows: Sequence[Entry]) -> Decimal:
    usd = total(entry.usd for entry in rows)
    return quotient(total(entry.points for entry in rows), usd) if usd > 0 else ZERO


def _on_track(entries: Iterable[Entry], track: str) -> list[Entry]:
    return [entry for entry in entries if entry.track == track]
