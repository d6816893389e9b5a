"""`partnerbook outlook` and `stake`: what is known of the months to come."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerbook.codes import NO_TIER
from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.reading import tell_unpriced, told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, sheet_names
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import BadInput, Sentence, counted

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.concentration import Concentration
    from partnerbook.figures.outlook import Outlook
    from partnerbook.figures.shown import ShownPoints
    from partnerbook.figures.stake import Stake

MOST_MONTHS = 60
SHOWN = 25  # of what is at stake, unless all is asked for
TEXT, NAME, FIGURE = Column(), Column(wraps=True), Column(right=True)


def add_outlook(commands: Commands) -> None:
    """Add `outlook` to the commands."""
    made = add_command(
        commands,
        "outlook",
        tell_outlook,
        "Tell how sure the tier is, and what becomes of the points if nothing new is sold.",
        "partnerbook outlook book.xlsx --months 12",
    )
    add_months(made)


def add_stake(commands: Commands) -> None:
    """Add `stake` to the commands."""
    made = add_command(
        commands,
        "stake",
        tell_stakes,
        "List all that is known to take points, or may: by day, with whom it concerns and the tier that it would cost.",
        "partnerbook stake book.xlsx --months 6 --all",
    )
    made.add_argument(
        "--all",
        dest="every",
        action="store_true",
        help=Sentence("all of it (else the first {shown}, and what costs a tier)", shown=SHOWN),
    )
    add_months(made)


def add_months(made: ArgumentParser, *others: str, **of_others: Any) -> None:
    """Add the book, what else stands behind it, how many months to look ahead, the day and the form."""
    add_book(made)
    if others:
        made.add_argument(*others, **of_others)
    made.add_argument(
        "--months",
        type=_months,
        default=MONTHS_AHEAD,
        metavar="N",
        help=Sentence("how far to look (else {months_ahead})", months_ahead=MONTHS_AHEAD),
    )
    add_as_of(made)
    add_form(made)


def _months(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_MONTHS:
        raise BadInput(
            '"{text}" is no number of months to look ahead; it is a whole number from 1 to {most_months}.',
            text=text,
            most_months=MOST_MONTHS,
        )
    return int(text)


def tell_outlook(book: Path, months: int, as_of: date | None, form: str) -> int:
    """The exit code, after telling what becomes of the tier."""
    from partnerbook.command.answers.ahead import outlook_answer
    from partnerbook.figures.outlook import outlook

    told = told_overview(book, as_of)
    tell_unpriced(told.known)
    ahead = outlook(told.known, months)
    show(form, outlook_answer(ahead), told, outlook_lines(ahead))
    return told.code


def outlook_lines(ahead: "Outlook") -> "Iterator[Shown]":
    """How sure the tier is, month by month and review by review."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.outlook_words import outlook_headline, outlook_sentences
    from partnerbook.figures.shown import shown, shown_points
    from partnerbook.language.words import credited_words, decision_words, tier_words

    risk = outlook_headline(ahead, language(), day_text)
    yield Sentence(
        "{risk}. Seen from {day}, with nothing new sold and all that is managed staying so:",
        risk=risk,
        day=ahead.days[0].day,
    )
    yield ""
    yield from outlook_sentences(ahead, sheet_names(), language(), lambda value: points_text(shown(value)), day_text)
    yield ""
    rows = [
        (
            day_text(each.day),
            *map(points_text, _sold_managed_total(shown_points(each.points))),
            Sentence("unknown") if each.performing is None else tier_words(each.performing, language()),
            Sentence("unknown") if each.credited is None else tier_words(each.credited, language()),
        )
        for each in (*ahead.months, *(each for each in ahead.days[-1:] if each.day.day > 1))
    ]
    figures = (Column(heading, right=True) for heading in ("Sold", "Managed", "Total"))
    yield Table((Column("On"), *figures, Column("Performing"), Column("Credited")), rows)
    reviews = [
        (day_text(check.day), credited_words(check.credited, check.untold, language()) or Sentence("unknown"),
         decision_words(check.decision, tier_words(check.held or "", language()), language()) or (
             Sentence("No tier is held by then, and none is reached") if check.credited == NO_TIER else ""))
        for check in ahead.reviews
    ]  # fmt: skip
    yield ""
    yield Table((Column("Review"), Column("Tier after it"), Column("Why", wraps=True)), reviews)
    yield ""
    yield Sentence(
        "What can still be lost (managing that lapses, renewals that go down) is listed by: partnerbook stake BOOK"
    )


def _sold_managed_total(points: "ShownPoints") -> tuple[Decimal, Decimal, Decimal]:
    return points.sold, points.managed, points.total


def tell_stakes(book: Path, every: bool, months: int, as_of: date | None, form: str) -> int:
    """The exit code, after listing what is at stake."""
    from partnerbook.command.answers.ahead import stake_answer
    from partnerbook.figures.concentration import concentration
    from partnerbook.figures.stake import stakes

    told = told_overview(book, as_of)
    known = told.known
    tell_unpriced(known)
    lines = stake_lines(stakes(known, months), known.as_of, months, every)
    show(form, stake_answer(known, months), told, chain(lines, concentration_lines(concentration(known))))
    return told.code


def stake_lines(found: "tuple[Stake, ...]", as_of: date, months: int, every: bool = True) -> "Iterator[Shown]":
    """What takes points, by day."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.stake import shown_stakes, stake_sums

    yield counted(months, "At stake from {as_of}, in 1 month", "At stake from {as_of}, in {count} months", as_of=as_of)
    if not found:
        yield Sentence("Nothing is known to take points.")
        return
    yield ""
    points = shown_stakes(found)
    rows = [
        _row(each, of_each)
        for number, (each, of_each) in enumerate(zip(found, points, strict=True))
        if every or number < SHOWN or each.costing
    ]
    columns = (
        (Sentence("Day"), False, False),
        (Sentence("Days"), True, False),
        (Sentence("What"), False, True),
        (Sentence("Client"), False, True),
    )
    more = (
        (Sentence("Points"), True, False),
        (Sentence("Tier lost"), False, False),
        (Sentence("Last active"), False, True),
    )
    yield Table([Column(*column) for column in (*columns, *more)], rows)
    if len(rows) < len(found):
        yield Sentence("  and {count} more: --all", count=len(found) - len(rows))
    yield ""
    sure, possible = stake_sums(found)
    yield Sentence(
        "Sure to end, by the book: {points} points, of {count} in the list",
        points=points_text(sure.points),
        count=str(sure.number),
    )
    yield Sentence(
        "May be lost, each by itself: {points} points, of {count} in the list",
        points=points_text(possible.points),
        count=str(possible.number),
    )


def _row(each: "Stake", shown: Decimal | None) -> tuple[str, ...]:
    from partnerbook.command.lines import points_text
    from partnerbook.figures.outlook_words import stake_words

    points = Sentence("no rate") if shown is None else points_text(shown)
    costs = Sentence("unknown") if each.costs is None else each.costs if each.costing else ""
    who = ", ".join(filter(None, (day_text(each.last_active_on), each.last_active_employee)))
    return (day_text(each.day), str(each.days), stake_words(each.kind, language()), each.client,
            Sentence("up to {points}", points=points) if each.at_most else points, costs, who)  # fmt: skip


def concentration_lines(found: "Concentration") -> Iterator[str]:
    """How much hangs on few clients, in a line or two; no line where no client gives points."""
    from partnerbook.command.lines import share_text

    if found.largest is None:
        return
    yield ""
    count = min(10, len(found.clients))
    yield Sentence(
        "The largest {count} of {clients} clients give {largest} of the points.",
        count=count,
        clients=len(found.clients),
        largest=share_text(found.largest),
    )
    costing = [each.client for each in found.costing]
    if costing:
        named = ", ".join(costing[:6])
        if (more := len(costing) - 6) > 0:
            named = Sentence("{named} and {more} more", named=named, more=more)
        yield Sentence(
            "The loss of one of these alone would cost {costs}: {named}.", costs=found.costing[0].costs, named=named
        )
    elif not found.told:
        yield Sentence("Whether a single client's loss would cost the performing tier cannot be told.")
    else:
        yield Sentence("No single client's loss would cost the performing tier, as far as is known.")
