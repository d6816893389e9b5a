"""How made-up clients are looked after: managed alone or with others, for a time or until now, and renewed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from partnerbook.exact import rounded, total
from partnerbook.records import Managing, Renewal, Subscription
from partnerbook.sample.chance import days_on, pick, whole
from partnerbook.sample.names import EMPLOYEES, RENEWAL_MANAGERS

_OTHERS = (0, 0, 1, 0, 0, 2, 0, 0, 0, 3, 1)
_LONG_ENOUGH = timedelta(days=240)
# Days from the as-of date to the renewal: every alert window, and a few that are overdue or far.
_RENEWS_IN = (
    (14, 28), (100, 119), (-24, -3), (150, 240), (62, 88), (32, 58), (92, 118), (240, 330),
    (2, 12), (62, 88), (121, 149), (32, 58), (-9, -2), (150, 240), (16, 29), (290, 350),
)  # fmt: skip
_STATUSES = ("pending", "confirmed", "pending", "renewed", "cancel_requested", "pending", "confirmed")


def managing(rng: Random, number: int, client: str, start: date, end: date | None, as_of: date) -> Iterator[Managing]:
    """The stretches of managing from start to end: one, or two with a gap or another number of partners between."""
    others = _OTHERS[number % len(_OTHERS)]
    last = end or as_of
    if last - start < _LONG_ENOUGH or number % 5:
        yield Managing(client, start, end, others)
        return
    middle = days_on(rng, start, 90, (last - start).days - 120)
    if number % 2:
        yield Managing(client, start, middle, others, "Lapsed: 60 days without activity")
        yield Managing(client, days_on(rng, middle, 30, 90), end, others)
    else:
        yield Managing(client, start, middle, others)
        yield Managing(client, middle, end, others + 1, "Another partner joined")


def renewal(rng: Random, number: int, running: Sequence[Subscription], as_of: date) -> Renewal:
    """The renewal of what a client has running on the as-of day."""
    status = _STATUSES[number % len(_STATUSES)]
    current = total(subscription.mrr for subscription in running)
    expected: Decimal | None = current
    if status == "cancel_requested":
        expected = Decimal(0)
    elif number % 4 == 0:
        expected = None
    elif number % 4 == 1:
        expected = rounded(current * whole(rng, 88, 112) / 100, 0)
    return Renewal(
        client=running[0].client,
        products="; ".join(subscription.product for subscription in running),
        renews_on=days_on(rng, as_of, *_RENEWS_IN[number % len(_RENEWS_IN)]),
        current_mrr=current,
        renewal_mrr=expected,
        currency=running[0].currency,
        status=status,
        communication_owner=pick(rng, ("HubSpot", "HubSpot", *EMPLOYEES[:2])),
        renewal_manager=pick(rng, RENEWAL_MANAGERS),
    )
