"""The days that a command is asked about: a range that has a name, or a first and a last day."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from partnerbook.command.arguments import day
from partnerbook.errors import BadInput, Sentence

if TYPE_CHECKING:
    from partnerbook.figures.overview import Overview

RANGES = Sentence("this-month, last-month, this-quarter, last-quarter, last-12-months, year-to-date, since-last-review")


def add_range(made: argparse.ArgumentParser, otherwise: str) -> None:
    """Add the days that are asked about; `otherwise` are those without the options."""
    made.add_argument(
        "--range",
        dest="which",
        metavar="RANGE",
        help=Sentence("{ranges} (else {otherwise})", ranges=RANGES, otherwise=otherwise),
    )
    made.add_argument("--from", dest="since", type=day, metavar="DAY", help="the first day, instead of a range")
    made.add_argument("--until", type=day, metavar="DAY", help="the last day (with --from; else the day itself)")


def refuse_both(which: str | None, since: date | None, until: date | None) -> None:
    """Refuse options that contradict each other. Errors: BadInput."""
    if which and (since or until):
        raise BadInput("--range says the days already: leave --from and --until out.")
    if until and not since:
        raise BadInput("--until is the last day: say the first one too, with --from.")


def asked_days(
    known: "Overview", which: str | None, since: date | None, until: date | None
) -> tuple[date, date] | None:
    """The first and the last day that are asked for; None where none are.

    Errors: UnknownName for another range, BadInput for days in the wrong order.
    """
    from partnerbook.figures.ranges import range_days, range_named

    if which:
        return range_days(range_named(which), known.as_of)
    if not since:
        return None
    last = until or known.as_of
    if last < since:
        raise BadInput("The first day, {since}, is after the last, {last}.", since=since, last=last)
    return since, last
