"""`partnerbook outlook`, `stake` and `goal` for programs."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import Decision, Measure, MissingThreshold, Risk, StakeKind, StepKind
from partnerbook.command.answers.tier import PointsAnswer, ReviewAnswer, points_answer, review_answer
from partnerbook.figures.concentration import concentration
from partnerbook.figures.next_steps import Step, next_steps
from partnerbook.figures.outlook import Failing, Outlook
from partnerbook.figures.overview import Overview
from partnerbook.figures.stake import Stake, stakes
from partnerbook.figures.tiers import Condition, Progress
from partnerbook.figures.way import Goal


class DayRow(NamedTuple):
    """A day to come: its points, and the tiers, null where they cannot be told."""

    day: date
    sourced: Decimal
    assisted: Decimal
    sold: Decimal
    managed: Decimal
    total: Decimal
    performing: str | None
    credited: str | None


class OutlookAnswer(NamedTuple):
    """What becomes of the tier if nothing new is sold.

    `risk` is how sure the tier is at the next review, `window` the days of the checks that it looks at, `held_on` the
    first of them that held it. `protected_until` is the first day on which it can be lost where that is after the
    review, `certification_until` the certification's last day where that is before it. `unmet` are conditions not met
    on the day, `failing` those that are and will not be. `days` go on as far as was asked for.
    """

    tier: str | None
    untold: Decision | None
    risk: Risk
    review: date
    window: tuple[date, ...]
    held_on: date | None
    protected_until: date | None
    certification_until: date | None
    unmet: tuple[Condition, ...]
    failing: tuple[Failing, ...]
    reviews: tuple[ReviewAnswer, ...]
    days: tuple[DayRow, ...]

    @property
    def rows(self) -> tuple[DayRow, ...]:
        """Day by day."""
        return self.days


class StakeRow(NamedTuple):
    """Points that are lost on a day, `certain` or not; null where the renewal's currency has no rate.

    `days` is how far ahead the day is, `at_most` where a renewal does not say which line it takes from; `before` and
    `after` are the performing tier with these points and without them, `costs` the tier that goes with them:
    "None" where none does, null where that cannot be told.
    """

    kind: StakeKind
    certain: bool
    day: date
    days: int
    client: str
    line: str
    sold: Decimal | None
    managed: Decimal | None
    total: Decimal | None
    at_most: bool
    before: str | None
    after: str | None
    costs: str | None
    last_active_on: date | None
    last_active_employee: str
    account_link: str
    record: str


class ClientWeight(NamedTuple):
    """A client's points, their share of all (of 1), and the tier that its loss alone would cost.

    `costs` is "None" where that would be none, null where it cannot be told.
    """

    client: str
    points: Decimal
    share: Decimal
    costs: str | None


class StakeAnswer(NamedTuple):
    """All that takes points in some months, or may, the soonest first; and how much hangs on few clients.

    `largest` is the share of the ten largest clients together.
    """

    months: int
    stakes: tuple[StakeRow, ...]
    largest: Decimal | None
    clients: tuple[ClientWeight, ...]

    @property
    def rows(self) -> tuple[StakeRow, ...]:
        """Each by itself."""
        return self.stakes


class WayRow(NamedTuple):
    """A way to the tier: the least monthly revenue in a kind of market, of each source; null where none reaches it.

    `binding` is the condition that asks for most.
    """

    market: str
    manage: bool
    sourced: Decimal | None
    assisted: Decimal | None
    managed: Decimal | None
    mrr: Decimal | None
    binding: Measure | None


class StepRow(NamedTuple):
    """A thing to do: until when, the points that it keeps or brings; `costs` is the tier that is lost without it.

    `costs` is null where none is known to be lost.
    """

    kind: StepKind
    day: date | None
    points: Decimal
    client: str
    who: str
    costs: str | None
    tier: str
    mrr: Decimal | None
    currency: str
    record: str


class GoalAnswer(NamedTuple):
    """The ways to a tier by a day, the least revenue first, from the points that are left then; and what to do next.

    Amounts are in `currency`, of which `unit` counts as US$100; `estimated` is whether that is an estimate.
    """

    tier: str
    day: date
    points: PointsAnswer
    progress: tuple[Progress, ...]
    missing: tuple[MissingThreshold, ...]
    unmet: tuple[Condition, ...]
    reached: bool
    currency: str
    unit: Decimal
    estimated: bool
    ways: tuple[WayRow, ...]
    steps: tuple[StepRow, ...]

    @property
    def rows(self) -> tuple[WayRow, ...]:
        """Way by way."""
        return self.ways


def outlook_answer(ahead: Outlook) -> OutlookAnswer:
    """What becomes of the tier of a book."""
    return OutlookAnswer(
        ahead.tier, ahead.untold, ahead.risk, ahead.review.day, tuple(check.day for check in ahead.window),
        ahead.held_on, ahead.protected_until, ahead.certification_until, ahead.unmet, ahead.failing,
        tuple(map(review_answer, ahead.reviews)),
        tuple(DayRow(each.day, *points_answer(each.points), each.performing, each.credited) for each in ahead.days),
    )  # fmt: skip


def stake_answer(known: Overview, months: int) -> StakeAnswer:
    """What is at stake in a book."""
    spread = concentration(known)
    weights = (ClientWeight(each.client, each.points.total, each.share, each.costs) for each in spread.clients)
    return StakeAnswer(months, tuple(map(_stake, stakes(known, months))), spread.largest, tuple(weights))


def _stake(each: Stake) -> StakeRow:
    points = each.points and points_answer(each.points)
    sold, managed, total = (points.sold, points.managed, points.total) if points else (None, None, None)
    return StakeRow(
        each.kind, each.kind.certain, each.day, each.days, each.client, each.line, sold, managed, total, each.at_most,
        each.before, each.after, each.costs, each.last_active_on, each.last_active_employee, each.account_link,
        str(each.origin),
    )  # fmt: skip


def goal_answer(goal: Goal, known: Overview) -> GoalAnswer:
    """The ways to a tier, and what to do next."""
    ways = (
        WayRow(way.market, way.manage, way.sourced, way.assisted, way.managed, way.mrr, way.binding)
        for way in goal.ways
    )
    return GoalAnswer(
        goal.tier, goal.day, points_answer(goal.points), goal.progress, goal.missing, goal.unmet, goal.reached,
        goal.currency, goal.unit.amount, goal.unit.estimated, tuple(ways), tuple(map(_step, next_steps(known))),
    )  # fmt: skip


def _step(step: Step) -> StepRow:
    mrr = step.way and step.way.mrr
    return StepRow(
        step.kind, step.day, step.points, step.client, step.who, step.costs, step.tier, mrr, step.currency,
        str(step.origin or ""),
    )  # fmt: skip
