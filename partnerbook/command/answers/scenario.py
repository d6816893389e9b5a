"""`partnerbook scenario` for programs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import Risk
from partnerbook.command.answers.tier import points_answer
from partnerbook.figures.scenario import Scenario


class ScenarioMonth(NamedTuple):
    """The last day of a month in a scenario, "" for the book as it is; tiers are null where they cannot be told."""

    scenario: str
    day: date
    sourced: Decimal
    assisted: Decimal
    sold: Decimal
    managed: Decimal
    total: Decimal
    performing: str | None
    credited: str | None


class ScenarioOutlook(NamedTuple):
    """How sure the credited tier is in a scenario, "" for the book as it is; `review` is the next one.

    `tier` is null where it cannot be told; `assumed` are the rows of the book that the scenario consists of.
    """

    scenario: str
    tier: str | None
    risk: Risk
    review: date
    assumed: tuple[str, ...]


class ScenariosAnswer(NamedTuple):
    """What would come of each scenario, beside the book as it is, which comes first."""

    scenarios: tuple[ScenarioOutlook, ...]
    months: tuple[ScenarioMonth, ...]

    @property
    def rows(self) -> tuple[ScenarioMonth, ...]:
        """Scenario by scenario, month by month."""
        return self.months


def scenarios_answer(found: Sequence[Scenario]) -> ScenariosAnswer:
    """What would come of scenarios."""
    outlooks = (
        ScenarioOutlook(each.name, each.ahead.tier, each.ahead.risk, each.ahead.review.day, tuple(
            str(row.origin) for row in each.rows
        ))
        for each in found
    )  # fmt: skip
    months = (
        ScenarioMonth(each.name, day.day, *points_answer(day.points), day.performing, day.credited)
        for each in found
        for day in each.months
    )
    return ScenariosAnswer(tuple(outlooks), tuple(months))
