"""The next steps in sentences, in three languages; how figures and days are written is for the surface."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from partnerbook.codes import StepKind
from partnerbook.figures.next_steps import Step
from partnerbook.figures.shown import shown
from partnerbook.language.texts import texts
from partnerbook.points.growth import GROWTH


def step_sentence(
    step: Step,
    sheets: tuple[str, str] = ("Settings", "Tiers"),
    language: str = "en",
    number: Callable[[Decimal], str] = "{:,}".format,
    day: Callable[[date], str] = date.isoformat,
) -> str:
    """What to do, in a sentence; `sheets` are those that say the credited tier and the thresholds.

    >>> step_sentence(Step(StepKind.WORK, date(2026, 11, 5), Decimal("2.87"), "Acme", costs="Gold"))
    'Work in the account of Acme by 2026-11-05: else its managing lapses and takes 2.87 points, and Gold with them.'
    """
    say = texts("ahead", language)["steps"]
    settings, tiers = sheets
    key: str = step.kind
    mrr = ""
    if step.way and step.way.mrr is not None:
        key = key if step.way.market == GROWTH else "sell_standard"
        mrr = f"{number(step.way.mrr)} {step.currency}"
    return say[key].format(
        sheet=tiers if step.kind == StepKind.ENTER_THRESHOLDS else settings,
        day="" if step.day is None else day(step.day),
        client=step.client,
        points=number(shown(step.points)),
        costs=say["costs"].format(tier=step.costs) if step.costs else "",
        tier=step.tier,
        mrr=mrr,
    )
