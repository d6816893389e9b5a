"""What hangs on renewals: the points that would go with each, and with all of them together, if it were not renewed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.codes import NO_TIER
from partnerbook.exact import exactly, figure, total
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewal_loss import renewal_losses
from partnerbook.figures.renewals import SETTLED, RenewalOutlook
from partnerbook.figures.tier_test import Judged, TierTest, tier_lost
from partnerbook.memory import uncollected
from partnerbook.points.ledger import Standing, standing, standings
from partnerbook.points.moves import entries_of_clients


class RenewalStake(NamedTuple):
    """A renewal that is open, and the points at stake on its day, or on the day of the overview where that is later.

    `points` is None where its currency has no rate. `costs` is the tier that these points alone would cost: NO_TIER
    where none, None where that cannot be told.
    """

    outlook: RenewalOutlook
    day: date
    points: Standing | None
    costs: str | None

    @property
    def costing(self) -> bool:
        """Whether a tier is known to go with it."""
        return self.costs not in (None, NO_TIER)


class Together(NamedTuple):
    """All of some renewals: on the last of their days, the points that would go at most, and the tier with them."""

    day: date
    points: Standing
    costs: str | None


@uncollected
@exactly
def renewal_stakes(known: Overview, renewals: Sequence[RenewalOutlook]) -> tuple[RenewalStake, ...]:
    """What would go with each of some renewals if it were not renewed; those that are settled are left out.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> len(renewal_stakes(known, known.renewals)) == sum(each.renewal.status != "renewed" for each in known.renewals)
    True
    """
    still_open = [each for each in renewals if each.renewal.status not in SETTLED]
    entries = entries_of_clients(known.ledger.entries)
    losing = ((each, each.renewal.current_mrr) for each in still_open)
    found = {id(each): points for each, points, _ in renewal_losses(known, losing, entries)}
    days = [max(each.renewal.renews_on, known.as_of) for each in still_open]
    tests = _tests(known, days)
    stakes = []
    for each, day in zip(still_open, days, strict=True):
        points = found.get(id(each), Standing())
        stakes.append(RenewalStake(each, day, points, None if points is None else _costs(tests[day], points)))
    return tuple(stakes)


@exactly
def together(known: Overview, stakes: Sequence[RenewalStake]) -> Together | None:
    """What would go with all of some renewals; None where there are none, or where one has no rate.

    Of each client not more than it has on the last day, because two renewals can be of the same points.
    """
    if not stakes:
        return None
    parts: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in stakes:
        if each.points is None:
            return None
        parts[each.outlook.renewal.client].append(each.points)
    day, entries = max(each.day for each in stakes), entries_of_clients(known.ledger.entries)
    most = [
        Standing(*(min(sum(part), has) for *part, has in zip(*of, standing(entries[client], day), strict=True)))
        for client, of in parts.items()
        if client in entries
    ]
    points = Standing(*map(total, zip(*most, strict=True)) if most else ())
    return Together(day, points, _costs(_tests(known, [day])[day], points))


def _costs(test: TierTest, points: Standing) -> str | None:
    """The tier that goes with points; without any points none does, whatever cannot be told."""
    if not any(figure(part) > 0 for part in points):
        return NO_TIER
    return tier_lost(*test.with_and_without(points, taken_already=False))


def _tests(known: Overview, days: Sequence[date]) -> dict[date, TierTest]:
    asked = sorted(set(days))
    points = standings(known.ledger.entries, asked)
    judged = Judged(known)
    return {day: TierTest(known, day, of_day, judged) for day, of_day in zip(asked, points, strict=True)}
