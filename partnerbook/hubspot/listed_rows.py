"""What HubSpot lists of a client beside the rows that a book has of it: what it pays, its managing, renewals, services.

A book keeps what was: a row with another MRR begins on the day, and the one before it ends there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from partnerbook.book.write.change import (
    ADD,
    SEE,
    SET,
    Change,
    cell_changes,
    found_changes,
    missing_changes,
    shown_value,
)
from partnerbook.exact import total
from partnerbook.hubspot.rows import product_line
from partnerbook.records import NOWHERE, Client, Managing, Renewal, Service, Subscription

_UPCOMING = ("pending", "confirmed", "cancel_requested")
_RENEWAL_TOLD = (
    *("products", "renews_on", "current_mrr", "renewal_mrr", "currency"),
    *("communication_owner", "renewal_manager"),
)


def subscription_changes(
    _client: Client, listed: Client, rows: Sequence[Subscription], told: Sequence[Subscription], on: date
) -> Iterator[Change]:
    """The changes of what a client pays; HubSpot tells one MRR for all its product lines.

    Where a book has several rows, which of them changed is the person's to say.
    """
    running = [row for row in rows if row.end is None or row.end > on]
    if not told:
        for row in running:
            if "HubSpot's export of" in row.note and listed.origin != NOWHERE:
                yield from missing_changes("Subscriptions", row, on)
        return
    if not running:
        yield from (Change(ADD, "Subscriptions", new.client, "", None, new) for new in told)
        return
    for row in running:
        yield from found_changes("Subscriptions", row)
    paid = {(row.currency, float(total(each.mrr for each in running if each.currency == row.currency)))
            for row in running}  # fmt: skip
    new = told[0]
    if len(told) > 1 or paid == {(new.currency, float(new.mrr))}:
        if len(running) == len(told) == 1:
            yield from _product_changes(running[0], new)
    elif len(running) > 1:
        rows_said = "; ".join(f"{shown_value(row.mrr)} {row.currency}" for row in running)
        sentence = (
            f"HubSpot lists an MRR of {shown_value(new.mrr)} {new.currency} in all, its rows have {rows_said}. Which "
            "of them changed is yours to write."
        )
        yield Change(SEE, "Subscriptions", new.client, "mrr", None, sentence, running[-1].origin)
    else:
        yield from _other_mrr(running[0], new)


def _other_mrr(row: Subscription, new: Subscription) -> Iterator[Change]:
    if row.start > new.start:
        sentence = f"It starts on {row.start}, after the {new.start} of what HubSpot lists; its MRR is kept."
        yield Change(SEE, "Subscriptions", row.client, "mrr", None, sentence, row.origin)
    elif row.start == new.start:
        yield from cell_changes("Subscriptions", row, new, ("mrr", "currency"))
        yield from _product_changes(row, new)
    else:
        line = new.line if row.line == product_line(row.product) else row.line
        yield Change(SET, "Subscriptions", row.client, "end", row.end, new.start, row.origin)
        yield Change(ADD, "Subscriptions", row.client, "", None, new._replace(line=line, end=row.end))


def _product_changes(row: Subscription, new: Subscription) -> Iterator[Change]:
    """The products, and the line if it was that of the products; a line of the person's own stays."""
    fields = ("product", "line") if row.line == product_line(row.product) else ("product",)
    yield from cell_changes("Subscriptions", row, new, fields if new.product else ())


def managing_changes(
    client: Client, listed: Client, rows: Sequence[Managing], told: Sequence[Managing], on: date
) -> Iterator[Change]:
    """The changes of a client's managing.

    That nobody else manages a client is also what comes of an export that does not tell, so it changes nothing.
    """
    running = [row for row in rows if row.end is None or row.end > on]
    if not told:
        for row in running:
            if listed.relationship == "sold":
                yield from missing_changes("Managing", row, on)
        return
    new = told[0]
    for row in running:
        yield from found_changes("Managing", row)
    if running:
        row = running[-1]
        if new.other_partners in (0, row.other_partners):
            return
        if row.start >= on:
            yield from cell_changes("Managing", row, new, ("other_partners",))
        else:
            yield Change(SET, "Managing", row.client, "end", row.end, on, row.origin)
            since = new._replace(start=on, end=row.end, note="")
            yield Change(ADD, "Managing", row.client, "", None, since)
    elif client.services_ended is not None and client.services_ended <= on:
        sentence = f"HubSpot lists it as managed; in the book its services ended on {client.services_ended}."
        yield Change(SEE, "Managing", client.client, "", None, sentence)
    else:
        ended = max((row.end for row in rows if row.end), default=new.start)
        yield Change(ADD, "Managing", client.client, "", None, new._replace(start=max(new.start, ended)))


def renewal_changes(
    _client: Client, _listed: Client, rows: Sequence[Renewal], told: Sequence[Renewal], on: date
) -> Iterator[Change]:
    """The changes of a client's renewals: one of the same day is the same; a single one left on each side is, too.

    Where a book has several of one day, the person has parted them by product, and they stay as they are.
    """
    upcoming = [row for row in rows if row.renews_on >= on and row.status in _UPCOMING]
    new = [each for each in told if each.renews_on not in {row.renews_on for row in rows}]
    left = [row for row in upcoming if row.renews_on not in {each.renews_on for each in told}]
    days = Counter(row.renews_on for row in rows)
    pairs = [
        (row, each) for each in told for row in rows if row.renews_on == each.renews_on and days[row.renews_on] == 1
    ]
    if len(new) == len(left) == 1:
        pairs.append((left[0], new.pop()))
    if not told and len(left) == 1:
        yield from missing_changes("Renewals", left[0], on)
    for row, each in pairs:
        # That it is pending is also what comes of an export that does not tell.
        fields = _RENEWAL_TOLD if each.status == "pending" else (*_RENEWAL_TOLD, "status")
        yield from cell_changes("Renewals", row, each, fields)
        yield from found_changes("Renewals", row)
    yield from (Change(ADD, "Renewals", each.client, "", None, each) for each in new)


def service_changes(rows: Sequence[Service], told: Sequence[Service], on: date, whole: bool) -> Iterator[Change]:
    """The changes of all partner services: HubSpot's number and the client say which is which.

    A row without a number is the person's own. `whole` is whether `told` has all that HubSpot lists.
    """
    known = {(row.record_id, row.client): row for row in rows if row.record_id}
    for new in told:
        row = known.pop((new.record_id, new.client), None)
        if row is None:
            yield Change(ADD, "Partner services", new.client, "", None, new)
        else:
            yield from cell_changes("Partner services", row, new, ("service", "details"))
            yield from found_changes("Partner services", row)
    for row in known.values() if whole else ():
        yield from missing_changes("Partner services", row, on)
