"""One partner's book in a line, beside which those of others can stand: tier, points, gaps, stake, commission."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

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
    standing = known.standing
    gaps = {each.measure: each.gap for each in known.way_to(known.goal)}
    staked = stakes(known, months)
    found = [each for each in staked if each.points is not None]
    certain, possible = stake_sums(staked)
    payout = known.commission.next_payout
    amounts = {part.currency: part.earned + part.forecast - part.clawed_back for part in payout.parts}
    [(currency, amount)] = amounts.items() if len(amounts) == 1 else [(", ".join(sorted(amounts)), None)]
    return PartnerLine(
        known.book.settings.partner,
        known.as_of,
        known.credited,
        known.performing,
        known.goal,
        standing.sourced,
        standing.assisted,
        standing.sold,
        standing.managed,
        standing.total,
        gaps[Measure.TOTAL],
        gaps[Measure(known.edition.minimum)],
        gaps.get(Measure.MANAGED),
        certain.points,
        possible.points,
        None if any(each.costs is None for each in found) else sum(each.costing for each in found),
        payout.period,
        payout.expected_on,
        ZERO if not amounts else amount,
        currency,
        "; ".join(f"{each} {rounded(part, 2)}" for each, part in sorted(amounts.items())),
        len(known.book.clients),
        known.left_out + len(staked) - len(found),
    )
