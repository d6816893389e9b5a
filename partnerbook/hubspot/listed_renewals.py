"""What HubSpot lists of a client's renewals beside the rows that a book has of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from partnerbook.book.write.change import ADD, Change, cell_changes, found_changes, missing_changes
from partnerbook.hubspot.hubs import HUB_LINES, same_hub
from partnerbook.hubspot.rows import product_line
from partnerbook.records import Client, Renewal

_UPCOMING = ("pending", "confirmed", "cancel_requested")
_RENEWAL_TOLD = (
    *("products", "renews_on", "current_mrr", "renewal_mrr", "currency"),
    *("communication_owner", "renewal_manager"),
)


def renewal_changes(
    _client: Client, _listed: Client, rows: Sequence[Renewal], told: Sequence[Renewal], on: date
) -> Iterator[Change]:
    """The changes of a client's renewals: one of the same hub and day is the same, else one of the same day.

    What is left on both sides is the same if there is one row: where HubSpot tells several by then, it was that of all
    hubs and becomes the first of them. Where a book has several of one day that are of no hub, the person has parted
    them by product, and they stay as they are.
    """
    upcoming = [row for row in rows if row.renews_on >= on and row.status in _UPCOMING]
    if not told and len(upcoming) == 1:
        yield from missing_changes("Renewals", upcoming[0], on)
    pairs, new = _same_renewals(rows, upcoming, told)
    for row, each in pairs:
        # That it is pending is also what comes of an export that does not tell.
        fields = _RENEWAL_TOLD if each.status == "pending" else (*_RENEWAL_TOLD, "status")
        yield from cell_changes("Renewals", row, each, fields)
        yield from found_changes("Renewals", row)
    yield from (Change(ADD, "Renewals", each.client, "", None, each) for each in new)


def _same_renewals(
    rows: Sequence[Renewal], upcoming: Sequence[Renewal], told: Sequence[Renewal]
) -> tuple[list[tuple[Renewal, Renewal]], list[Renewal]]:
    """The rows with what is told of each, and what is told of no row."""
    pairs: list[tuple[Renewal, Renewal]] = []
    by_hub = len(told) > 1 or any(_hub_of(each) in HUB_LINES for each in told)
    left = list(told)
    for same in (_of_hub_and_day, _of_hub) if by_hub else ():
        for each in list(left):
            taken = {id(row) for row, _ in pairs}
            found = [row for row in (rows if same is _of_hub_and_day else upcoming)
                     if id(row) not in taken and same(row, each)]  # fmt: skip
            if len(found) == 1:
                pairs.append((found[0], each))
                left.remove(each)
    taken = {id(row) for row, _ in pairs}
    rows_left = [row for row in rows if id(row) not in taken]
    days = Counter(row.renews_on for row in rows_left)
    for each in list(left):
        if days[each.renews_on] == 1:
            row = next(row for row in rows_left if row.renews_on == each.renews_on)
            if not any(row is other for other, _ in pairs):
                pairs.append((row, each))
                left.remove(each)
        elif days[each.renews_on]:
            left.remove(each)
    taken = {id(row) for row, _ in pairs}
    free = [row for row in upcoming if id(row) not in taken and row.renews_on not in {each.renews_on for each in told}]
    if len(free) == 1 and left and (by_hub or len(left) == 1):
        pairs.append((free[0], left.pop(0)))
    return pairs, left


def _hub_of(row: Renewal) -> str:
    return product_line(row.products)


def _of_hub(row: Renewal, each: Renewal) -> bool:
    return same_hub(_hub_of(row)) == same_hub(_hub_of(each))


def _of_hub_and_day(row: Renewal, each: Renewal) -> bool:
    return row.renews_on == each.renews_on and _of_hub(row, each)
