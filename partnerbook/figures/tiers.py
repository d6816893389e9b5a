"""Tiers: what each needs on a day, the performing and the credited tier, and progress to a goal.

HubSpot does not publish the thresholds; they come from the book's Tiers table, by edition. What needs a figure
that is not there is unknown (None), never guessed, and `missing` says what to enter where.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from partnerbook.codes import NO_TIER, Measure, MissingThreshold
from partnerbook.exact import EXACT, ZERO, exactly, figure, floored, quotient, rounded, settled
from partnerbook.figures.retention import NO_AVERAGES, YearlyAverages
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import Edition, editions
from partnerbook.records import Settings, Threshold

_SHARES = (Measure.DOLLAR_RETENTION, Measure.GROSS_RETENTION, Measure.CUSTOMER_RETENTION)
_HUNDRED = Decimal(100)


class Figures(Protocol):
    """Points on a day: a Standing, or figures that a sheet gives."""

    @property
    def total(self) -> Decimal: ...
    @property
    def sold(self) -> Decimal: ...
    @property
    def sourced(self) -> Decimal: ...
    @property
    def managed(self) -> Decimal: ...


class Condition(NamedTuple):
    """One condition of a tier. `met` is None where it cannot be known; only one that decides can hold a tier back."""

    measure: Measure
    need: Decimal | date | bool | None
    have: Decimal | date | bool | None
    met: bool | None
    decides: bool = True

    @property
    def shown(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """Have, need and what is missing, of one that has figures and is not met: as shown, so that they add up.

        Shares are in per cent, to one place, with no more had than there is.

        >>> Condition(Measure.DOLLAR_RETENTION, Decimal("0.85"), Decimal("0.8499"), False).shown
        (Decimal('84.9'), Decimal('85.0'), Decimal('0.1'))
        """
        if self.met is not False or not isinstance(self.have, Decimal) or not isinstance(self.need, Decimal):
            return None
        if self.measure not in _SHARES:
            return self.have, self.need, EXACT.subtract(self.need, self.have)
        have, need = (EXACT.multiply(share, _HUNDRED) for share in (floored(self.have, 3), rounded(self.need, 3)))
        return rounded(have, 1), rounded(need, 1), rounded(EXACT.subtract(need, have), 1)


def rules_out(conditions: Iterable[Condition]) -> bool:
    """Whether any of the conditions of a tier is known not to be met, and so rules the tier out."""
    return any(condition.decides and condition.met is False for condition in conditions)


class TierConditions(NamedTuple):
    """A tier with all its conditions; it holds when every condition that decides is met."""

    tier: str
    conditions: tuple[Condition, ...]

    @property
    def holds(self) -> bool | None:
        """True, False, or None where a figure is missing and nothing else rules the tier out."""
        unknown = any(condition.decides and condition.met is None for condition in self.conditions)
        return False if rules_out(self.conditions) else None if unknown else True


class Progress(NamedTuple):
    """One line of the way to a tier: gap is need minus have, never below zero; None where need is not known."""

    measure: Measure
    have: Decimal
    need: Decimal | None
    gap: Decimal | None
    share: Decimal | None


def rank(tier: str | None) -> int:
    """The place of a tier in order: 0 for none (or unknown), 1 for Gold, up to 4 for Elite.

    >>> rank("Diamond"), rank("None")
    (3, 0)
    """
    names = editions()[-1].tier_names
    return names.index(tier) + 1 if tier in names else 0


def tier_of(place: int) -> str:
    """The tier of a place in order, as `rank` counts them.

    >>> tier_of(3), tier_of(0)
    ('Diamond', 'None')
    """
    return editions()[-1].tier_names[place - 1] if place else NO_TIER


def threshold(thresholds: Iterable[Threshold], edition: Edition, tier: str) -> Threshold:
    """The thresholds the book has for a tier of an edition; an empty one if it has none."""
    for row in thresholds:
        if row.edition == edition.start and row.tier == tier:
            return row
    return Threshold(edition.start, tier)


@exactly
def progress(standing: Figures, need: Threshold, edition: Edition) -> tuple[Progress, ...]:
    """Have, need, gap and share on each measure that the edition asks for, in the order of the dashboard.

    >>> from partnerbook.program.edition import edition_on
    >>> gold = Threshold(date(2026, 1, 15), "Gold", total=Decimal(400), minimum=Decimal(100))
    >>> [(p.measure.value, p.gap) for p in progress(Standing(Decimal(150)), gold, edition_on(date(2026, 2, 1)))]
    [('total', Decimal('250')), ('sourced', Decimal('0'))]
    """
    wanted = [(Measure.TOTAL, need.total), (Measure(edition.minimum), need.minimum)]
    if edition.managed_minimum:
        wanted.append((Measure.MANAGED, need.managed))
    rows = []
    for measure, needed in wanted:
        have = figure(getattr(standing, measure))
        if needed is None:
            rows.append(Progress(measure, have, None, None, None))
        else:
            share = quotient(have, needed) if needed else Decimal(1)
            rows.append(Progress(measure, have, needed, max(ZERO, needed - have), share))
    return tuple(rows)


@exactly
def elite_conditions(
    edition: Edition, settings: Settings, averages: YearlyAverages = NO_AVERAGES
) -> tuple[Condition, ...]:
    """What Elite asks for beyond points, each met, not met or unknown; one known not to be met rules Elite out.

    In this order: invitation, retention, customer retention, certifications. A figure that the edition does not
    publish, that the book does not give or that only HubSpot sees is unknown, and holds nothing back; so is a
    retention from which MRR was left out for want of a rate. Source: HubSpot's tier page of 2022.

    >>> from partnerbook.program.edition import editions
    >>> rows = elite_conditions(editions()[0], Settings(certified_people=99))
    >>> [(row.measure.value, row.met) for row in rows]
    [('invitation', False), ('C$R', None), ('customer retention', None), ('certifications', False)]
    """
    elite, people, invited = edition.elite, settings.certified_people, settings.elite_invitation
    kept, asked, needed = averages.of(elite.retention_measure), elite.retention_above, elite.certifications
    above = None if asked is None or kept is None or averages.left_out else settled(kept) > asked
    enough = None if needed is None or people is None else people >= needed
    return (
        Condition(Measure.INVITATION, elite.invitation, invited, invited, elite.invitation),
        Condition(Measure(elite.retention_measure), asked, kept, above, above is not None),
        Condition(Measure.CUSTOMER_RETENTION, elite.customer_retention, None, None, False),
        Condition(
            Measure.CERTIFICATIONS,
            None if needed is None else Decimal(needed),
            None if people is None else Decimal(people),
            enough,
            enough is not None,
        ),
    )


@exactly
def tier_conditions(
    standing: Figures,
    day: date,
    edition: Edition,
    thresholds: Iterable[Threshold],
    settings: Settings,
    averages: YearlyAverages = NO_AVERAGES,
) -> tuple[TierConditions, ...]:
    """Every tier of the edition, lowest first, each with its conditions on that day; `averages` are of the day too.

    What is not known beyond points (until when a certification is valid, what HubSpot alone sees) holds nothing back.
    """
    until = settings.certification_until
    certified = Condition(
        Measure.CERTIFICATION, True, until, None if until is None else day <= until, until is not None
    )
    thresholds = tuple(thresholds)
    result = []
    for tier in edition.tier_names:
        rows = progress(standing, threshold(thresholds, edition, tier), edition)
        conditions = [
            Condition(row.measure, row.need, row.have, None if row.need is None else row.have >= row.need)
            for row in rows
        ]
        if edition.certification:
            conditions.append(certified)
        if tier == edition.tier_names[-1]:
            conditions += elite_conditions(edition, settings, averages)
        result.append(TierConditions(tier, tuple(conditions)))
    return tuple(result)


def unmet_beyond_points(tiers: Iterable[TierConditions], tier: str) -> tuple[Condition, ...]:
    """The conditions of a tier other than points that are not met and hold it back."""
    points = (Measure.TOTAL, Measure.SOLD, Measure.SOURCED, Measure.MANAGED)
    return tuple(
        condition
        for each in tiers
        if each.tier == tier
        for condition in each.conditions
        if condition.measure not in points and condition.decides and condition.met is False
    )


def performing_ranks(tiers: Sequence[TierConditions]) -> tuple[int, int]:
    """The lowest and the highest rank that the performing tier can have: the same where it is known.

    The lowest is that of the highest tier whose conditions all hold; the highest is the one below the first above
    it that is ruled out.

    >>> performing_ranks([TierConditions("Gold", ()), TierConditions("Platinum", ())])
    (2, 2)
    """
    held = max((place for place, tier in enumerate(tiers, 1) if tier.holds), default=0)
    above = next((place for place, tier in enumerate(tiers[held:], held) if tier.holds is False), len(tiers))
    return held, above


def performing_tier(tiers: Sequence[TierConditions]) -> str | None:
    """The highest tier whose conditions all hold, "None" below the lowest.

    None where it cannot be told: the tier above is not ruled out, because figures of it are missing.

    >>> performing_tier([]) is None
    True
    """
    lowest, highest = performing_ranks(tiers)
    return tier_of(lowest) if tiers and lowest == highest else None


def missing_thresholds(thresholds: Iterable[Threshold], edition: Edition) -> tuple[MissingThreshold, ...]:
    """What the Tiers table still needs for the edition, tier by tier.

    >>> from partnerbook.program.edition import edition_on
    >>> [(each.tier, each.measure.value) for each in missing_thresholds((), edition_on(date(2026, 2, 1)))][:2]
    [('Gold', 'total'), ('Gold', 'sourced')]
    """
    thresholds = tuple(thresholds)
    return tuple(
        MissingThreshold(tier, row.measure)
        for tier in edition.tier_names
        for row in progress(Standing(), threshold(thresholds, edition, tier), edition)
        if row.need is None
    )
