"""Tiers: what each needs on a day, the performing and the credited tier, and progress to a goal.

HubSpot does not publish the thresholds; they come from the book's Tiers table, by edition. What needs a figure
that is not there is unknown (None), never guessed, and `missing` says what to enter where.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from partnerbook.codes import NO_TIER, Measure, MissingThreshold
from partnerbook.exact import ZERO, exactly, figure, quotient
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import Edition, editions
from partnerbook.records import Settings, Threshold


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


class TierConditions(NamedTuple):
    """A tier with all its conditions; it holds when every condition that decides is met."""

    tier: str
    conditions: tuple[Condition, ...]

    @property
    def holds(self) -> bool | None:
        """True, False, or None where a figure is missing and nothing else rules the tier out."""
        met = [condition.met for condition in self.conditions if condition.decides]
        return False if False in met else None if None in met else True


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


def tier_conditions(
    standing: Figures, day: date, edition: Edition, thresholds: Iterable[Threshold], settings: Settings
) -> tuple[TierConditions, ...]:
    """Every tier of the edition, lowest first, each with its conditions on that day.

    A certification whose end is not entered is unknown and holds nothing back; so are the conditions of Elite
    other than the invitation, whose figures a partner sees only at HubSpot.
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
        if tier == edition.tier_names[-1] and edition.elite.invitation:
            invited = settings.elite_invitation
            conditions.append(Condition(Measure.INVITATION, True, invited, invited))
        result.append(TierConditions(tier, tuple(conditions)))
    return tuple(result)


def unmet_beyond_points(tiers: Iterable[TierConditions], tier: str) -> tuple[Condition, ...]:
    """The conditions of a tier other than points that are not met and hold it back: certification, invitation."""
    beyond = (Measure.CERTIFICATION, Measure.INVITATION)
    return tuple(
        condition
        for each in tiers
        if each.tier == tier
        for condition in each.conditions
        if condition.measure in beyond and condition.decides and condition.met is False
    )


def performing_tier(tiers: Sequence[TierConditions]) -> str | None:
    """The highest tier whose conditions all hold, "None" below the lowest.

    None where it cannot be told: the tier above is not ruled out, because figures of it are missing.

    >>> performing_tier([]) is None
    True
    """
    held = max((place for place, tier in enumerate(tiers, 1) if tier.holds), default=0)
    if tiers and (held == len(tiers) or tiers[held].holds is False):
        return tiers[held - 1].tier if held else NO_TIER
    return None


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
