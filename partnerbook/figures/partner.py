"""One partner's book in a line, beside which those of others can stand: tier, points, gaps, stake, commission."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from partnerbook.codes import Measure
from partnerbook.days import MONTHS_AHEAD
from partnerbook.exact import ZERO, exactly, rounded
from partnerbook.figures.overview import Overview
from partnerbook.figures.stake import stake_sums, stakes


class PartnerLine(NamedTuple):
    """Where a partner stands on a day. What is not known is None; a gap is to the goal, and never below 0.

    Gaps are as the way to the goal shows them, `ending` and `at_risk` as the list of what is at stake. `ending` are
    the points that are sure to end in the months ahead by what the book says, `at_risk` those that may be
    lost, `costing` how many of all these would cost the tier, each by itself, where that can be told of each.
    `commission` is what the next payout, of the quarter `payout` on the day `paid_on`, is to bring, earned and forecast
    together less what is taken back; None where it is of several currencies, which are never added up: `commissions`
    has each of them, as "EUR 12.50; USD 100.00". `left_out` are the rows of the book that are in none of these,
    also renewals at stake without a rate.
    """

    partner: str
    as_of: date
    credited: str | None
    performing: str | None
    goal: str
    sourced: Decimal
    assisted: Decimal
    sold: Decimal
    managed: Decimal
    total: Decimal
    gap_total: Decimal | None
    gap_minimum: Decimal | None
    gap_managed: Decimal | None
    ending: Decimal
    at_risk: Decimal
    costing: int | None
    payout: str
    paid_on: date
    commission: Decimal | None
    currency: str
    commissions: str
    clients: int
    left_out: int


@exactly
def partner_line(known: Overview, months: int = MONTHS_AHEAD) -> PartnerLine:
    """The line of a book on the day of its overview, what is at stake so many months ahead.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> line = partner_line(overview(sample_book(), date(2026, 10, 31)))
    >>> line.credited, round(line.total), line.goal, round(line.gap_total)
    ('Platinum', 2635, 'Diamond', 615)
    """
    return PartnerLine(**partner_facts(known, PartnerLine._fields, months))


@exactly
def partner_facts(known: Overview, asked: Iterable[str], months: int = MONTHS_AHEAD) -> dict[str, Any]:
    """Some fields of the line by their names: what only the others need is not worked out.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> partner_facts(overview(Book(), date(2026, 10, 31)), ["clients", "goal"])
    {'clients': 0, 'goal': 'Gold'}
    """
    facts: dict[str, Any] = {}
    for name in asked:
        if name not in facts:
            facts |= next(found(known, months) for names, found in _FACTS if name in names)
    return {name: facts[name] for name in asked}


def _of_day(known: Overview, _: int) -> dict[str, Any]:
    standing = known.standing
    return {"partner": known.book.settings.partner, "as_of": known.as_of, "clients": len(known.book.clients),
            **{name: getattr(standing, name) for name in _POINTS}}  # fmt: skip


def _of_tiers(known: Overview, _: int) -> dict[str, Any]:
    gaps = {each.measure: each.gap for each in known.way_to(known.goal)}
    return {
        "credited": known.credited,
        "performing": known.performing,
        "goal": known.goal,
        "gap_total": gaps[Measure.TOTAL],
        "gap_minimum": gaps[Measure(known.edition.minimum)],
        "gap_managed": gaps.get(Measure.MANAGED),
    }


def _at_stake(known: Overview, months: int) -> dict[str, Any]:
    staked = stakes(known, months)
    found = [each for each in staked if each.points is not None]
    certain, possible = stake_sums(staked)
    untold = any(each.costs is None for each in found)
    return {
        "ending": certain.points,
        "at_risk": possible.points,
        "costing": None if untold else sum(each.costing for each in found),
        "left_out": known.left_out + len(staked) - len(found),
    }


def _of_payout(known: Overview, _: int) -> dict[str, Any]:
    payout = known.commission.next_payout
    amounts = {part.currency: part.earned + part.forecast - part.clawed_back for part in payout.parts}
    [(currency, amount)] = amounts.items() if len(amounts) == 1 else [(", ".join(sorted(amounts)), None)]
    return {
        "payout": payout.period,
        "paid_on": payout.expected_on,
        "commission": ZERO if not amounts else amount,
        "currency": currency,
        "commissions": "; ".join(f"{each} {rounded(part, 2)}" for each, part in sorted(amounts.items())),
    }


_POINTS = ("sourced", "assisted", "sold", "managed", "total")
_FACTS: tuple[tuple[tuple[str, ...], Callable[[Overview, int], dict[str, Any]]], ...] = (
    (("partner", "as_of", "clients", *_POINTS), _of_day),
    (("credited", "performing", "goal", "gap_total", "gap_minimum", "gap_managed"), _of_tiers),
    (("ending", "at_risk", "costing", "left_out"), _at_stake),
    (("payout", "paid_on", "commission", "currency", "commissions"), _of_payout),
)
