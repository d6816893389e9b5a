"""What HubSpot lists of a client beside the rows that a book has of it: what it pays, its managing, its services.

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
    same_value,
    shown_value,
)
from partnerbook.errors import Sentence
from partnerbook.exact import total
from partnerbook.hubspot.hubs import HUB_LINES, REST, same_hub
from partnerbook.hubspot.rows import product_line
from partnerbook.records import LINE_NOT_SHARED, NOWHERE, SEVERAL_LINES, Client, Managing, Service, Subscription

_WHOLE = (SEVERAL_LINES, LINE_NOT_SHARED, REST)  # lines of rows that came of a total


def subscription_changes(
    _client: Client, listed: Client, rows: Sequence[Subscription], told: Sequence[Subscription], on: date
) -> Iterator[Change]:
    """The changes of what a client pays: HubSpot tells an MRR for each hub, or one for all product lines.

    A row of a hub is that of its product line. What is left on both sides is the same only if there is one row: that
    was of the total, and ends where the hubs begin. Of several, which of them changed is the person's to say.
    """
    running = [row for row in rows if row.end is None or row.end > on]
    if not told:
        for row in running:
            if _of_hubspot(row) and listed.origin != NOWHERE:
                yield from missing_changes("Subscriptions", row, on)
        return
    if not running:
        yield from (Change(ADD, "Subscriptions", new.client, "", None, new) for new in told)
        return
    if len(told) == 1 and not (told[0].line in HUB_LINES and len(running) > 1):
        yield from _of_total(running, told[0])
        return
    pairs, rows_left, told_left = _by_line(running, told)
    for row, new in pairs:
        yield from found_changes("Subscriptions", row)
        yield from _product_changes(row, new) if _paid([row]) == _paid([new]) else _other_mrr(row, new)
    yield from _left_over(rows_left, told_left, bool(pairs), on)


def _of_total(running: Sequence[Subscription], new: Subscription) -> Iterator[Change]:
    for row in running:
        yield from found_changes("Subscriptions", row)
    if _paid(running) == _paid([new]):
        if len(running) == 1:
            yield from _product_changes(running[0], new)
    elif len(running) > 1:
        yield _unclear(running, [new])
    else:
        yield from _other_mrr(running[0], new)


def _by_line(
    running: Sequence[Subscription], told: Sequence[Subscription]
) -> tuple[list[tuple[Subscription, Subscription]], list[Subscription], list[Subscription]]:
    """The rows that are of one product line with what is told, pair by pair; and what is left of both."""
    lines = Counter(same_hub(row.line) for row in running)
    new_of = {same_hub(new.line): new for new in told}
    pairs = [(row, new_of[same_hub(row.line)]) for row in running
             if lines[same_hub(row.line)] == 1 and same_hub(row.line) in new_of]  # fmt: skip
    paired = {same_hub(row.line) for row, _ in pairs}
    return (
        pairs,
        [row for row in running if same_hub(row.line) not in paired],
        [new for new in told if same_hub(new.line) not in paired],
    )


def _left_over(rows: Sequence[Subscription], told: Sequence[Subscription], paired: bool, on: date) -> Iterator[Change]:
    """The changes of rows of no hub that is told, and of hubs that no row is of.

    Rows are replaced where they are of HubSpot's total, or a single one is all that the client had. The person's own
    lines stay, and where they can be the hubs under other names, nothing is added to them.
    """
    whole = [row for row in rows if row.line in _WHOLE or (not paired and len(rows) == 1)]
    own = [row for row in rows if row not in whole]
    for row in own:
        if not told and _of_hubspot(row):
            yield from missing_changes("Subscriptions", row, on)
        elif told:
            yield from found_changes("Subscriptions", row)
    if own and told:
        if _paid(own) != _paid(told):
            yield _unclear(own, told)
        return
    yield from _replaced(whole, told, on)


def _replaced(whole: Sequence[Subscription], told: Sequence[Subscription], on: date) -> Iterator[Change]:
    """The changes by which rows of a total make room for the hubs; one that begins that day becomes the first."""
    if not told:
        for row in filter(_of_hubspot, whole):
            yield from missing_changes("Subscriptions", row, on)
        return
    adds = list(told)
    for row in whole:
        if row.start > on:
            sentence = Sentence(
                "It starts on {start}, after the {on} of the hubs that HubSpot lists; it is kept.",
                start=row.start,
                on=on,
            )
            yield Change(SEE, "Subscriptions", row.client, "mrr", None, sentence, row.origin)
            return
    for row in whole:
        if row.start == on and adds:
            yield from cell_changes("Subscriptions", row, adds.pop(0), ("line", "product", "mrr", "currency"))
        else:
            yield Change(SET, "Subscriptions", row.client, "end", row.end, max(on, row.start), row.origin)
    ends = {row.end for row in whole}
    end = ends.pop() if len(ends) == 1 else None
    yield from (Change(ADD, "Subscriptions", new.client, "", None, new._replace(end=end)) for new in adds)


def _unclear(running: Sequence[Subscription], told: Sequence[Subscription]) -> Change:
    rows_said = "; ".join(f"{shown_value(row.mrr)} {row.currency}" for row in running)
    if len(told) == 1:
        listed = Sentence(
            "HubSpot lists an MRR of {mrr} {currency} in all",
            mrr=shown_value(told[0].mrr),
            currency=told[0].currency,
        )
    else:
        hubs = "; ".join(f"{new.line} {shown_value(new.mrr)} {new.currency}" for new in told)
        listed = Sentence("HubSpot lists {hubs}", hubs=hubs)
    sentence = Sentence(
        "{listed}, its rows have {rows_said}. Which of them changed is yours to write.",
        listed=listed,
        rows_said=rows_said,
    )
    return Change(SEE, "Subscriptions", told[0].client, "mrr", None, sentence, running[-1].origin)


def _paid(rows: Sequence[Subscription]) -> set[tuple[str, float]]:
    """What some rows add up to, in each currency."""
    return {(row.currency, float(total(each.mrr for each in rows if each.currency == row.currency))) for row in rows}


def _of_hubspot(row: Subscription) -> bool:
    return "HubSpot's export of" in row.note


def _other_mrr(row: Subscription, new: Subscription) -> Iterator[Change]:
    if row.start > new.start:
        sentence = Sentence(
            "It starts on {start}, after the {listed} of what HubSpot lists; its MRR is kept.",
            start=row.start,
            listed=new.start,
        )
        yield Change(SEE, "Subscriptions", row.client, "mrr", None, sentence, row.origin)
    elif row.currency != new.currency and same_value(row.mrr, new.mrr):
        sentence = Sentence(
            "HubSpot lists {mrr}, read as {currency}; the row has the same in {currency_2}. In which "
            "currency it is, is yours to write.",
            mrr=shown_value(new.mrr),
            currency=new.currency,
            currency_2=row.currency,
        )
        yield Change(SEE, "Subscriptions", row.client, "currency", None, sentence, row.origin)
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
        sentence = Sentence(
            "HubSpot lists it as managed; in the book its services ended on {services_ended}.",
            services_ended=client.services_ended,
        )
        yield Change(SEE, "Managing", client.client, "", None, sentence)
    else:
        ended = max((row.end for row in rows if row.end), default=new.start)
        yield Change(ADD, "Managing", client.client, "", None, new._replace(start=max(new.start, ended)))


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
