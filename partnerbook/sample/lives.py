"""What made-up clients buy and drop over the years, as steps; subscriptions and deals are two views of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, zip_longest
from random import Random
from typing import NamedTuple

from partnerbook.records import Deal, Subscription
from partnerbook.sample.chance import days_on, happens, pick, whole
from partnerbook.sample.places import priced

HUBS = ("Marketing Hub", "Sales Hub", "Service Hub", "Content Hub", "Data Hub", "Commerce Hub")
_EDITIONS = ("Starter", "Professional", "Enterprise")
_DOLLARS = {"Starter": (20, 140), "Professional": (300, 1100), "Enterprise": (1200, 3200)}
_LEAST_DOLLARS, _MOST_DOLLARS = Decimal(20), Decimal(6000)
_SALE_COUNTS = timedelta(days=365)
_SIZES = (0, 0, 1, 1, 1, 1, 2)
_PERCENT = {"upsell": (115, 160), "price": (104, 109), "downgrade": (55, 85), "cancellation": (0, 0)}
# A price that rises at a renewal changes the subscription and is no deal.
_CHANGES = ("upsell",) * 6 + ("price",) * 3 + ("downgrade",) * 3 + ("cancellation",)


class Step(NamedTuple):
    """A day on which a line's MRR became what it is: in dollars, before it is priced in the client's currency."""

    day: date
    line: str
    product: str
    kind: str
    dollars: Decimal


class Priced(NamedTuple):
    """A step and the MRR it leads to, in the client's currency."""

    step: Step
    mrr: Decimal


def steps(rng: Random, begin: date, until: date) -> list[list[Step]]:
    """The steps of each line that a client has from the day it begins, line by line."""
    size = pick(rng, _SIZES)
    first = whole(rng, 0, len(HUBS) - 1)
    lines, opened = [], begin
    for number in range(whole(rng, 1, 3)):
        if opened >= until:
            break
        lines.append(list(_line(rng, HUBS[(first + number) % len(HUBS)], size, opened, until, number == 0)))
        opened = days_on(rng, opened, 30, 400)
    return lines


def _line(rng: Random, line: str, size: int, opened: date, until: date, is_first: bool) -> Iterator[Step]:
    edition = max(size - happens(rng, 0.4), 0)
    dollars = Decimal(whole(rng, *_DOLLARS[_EDITIONS[edition]]))
    day, kind = opened, "new" if is_first else "cross_sell"
    while day < until:
        yield Step(day, line, f"{line} {_EDITIONS[edition]}", kind, dollars)
        if kind == "cancellation":
            return
        day = days_on(rng, day, 60, 400)
        kind = pick(rng, _CHANGES)
        if kind == "upsell" and edition < 2 and happens(rng, 0.25):
            edition += 1
            dollars = max(dollars * Decimal("1.4"), Decimal(whole(rng, *_DOLLARS[_EDITIONS[edition]])))
        else:
            dollars = dollars * whole(rng, *_PERCENT[kind]) / 100
        if kind != "cancellation":
            dollars = min(max(dollars, _LEAST_DOLLARS), _MOST_DOLLARS)


def in_currency(line: list[Step], currency: str) -> list[Priced]:
    """The steps of a line with their prices, less those too small to move the price."""
    prices = [Priced(step, priced(step.dollars, currency) if step.dollars else Decimal(0)) for step in line]
    return prices[:1] + [later for before, later in pairwise(prices) if later.mrr != before.mrr]


def subscriptions(client: str, currency: str, line: list[Priced]) -> Iterator[Subscription]:
    """One row for each stretch between two steps of a line; the last runs on unless the line was cancelled."""
    for (step, mrr), later in zip_longest(line, line[1:]):
        if mrr:
            yield Subscription(client, step.line, mrr, currency, step.day, later and later.step.day, step.product)


def deals(rng: Random, client: str, currency: str, line: list[Priced], since: date, until: date) -> Iterator[Deal]:
    """One deal, still without its number, for each step of a line that is one and falls in [since, until).

    An upsell on a line whose first sale is not among the deals says itself when that was. A loss is a deal only while
    a sale can be lost: later it is a change of the subscription alone.
    """
    source = pick(rng, ("sourced", "sourced", "sourced", "assisted"))
    first = line[0].step.day
    last_sale = None
    for (_, before), (step, mrr) in pairwise([line[0]._replace(mrr=Decimal(0)), *line]):
        if step.kind == "price" or not since <= step.day < until:
            continue
        change, is_sale = abs(mrr - before), mrr > before
        if is_sale:
            last_sale = step.day
        elif last_sale is None or step.day - last_sale >= _SALE_COUNTS:
            continue
        yield Deal(
            deal="",
            client=client,
            line=step.line,
            kind=step.kind,
            source=source,
            closed=step.day,
            mrr=change,
            currency=currency,
            contract_value=change * pick(rng, (12, 24)) if is_sale and happens(rng, 0.3) else None,
            first_sold=first if step.kind == "upsell" and first < since else None,
        )
