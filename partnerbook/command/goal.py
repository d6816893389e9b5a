"""`partnerbook goal`: the way to a tier by a day, and what to do next."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command, add_goal, day
from partnerbook.command.reading import tell_unpriced, told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, sheet_names
from partnerbook.errors import Sentence

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.next_steps import Step
    from partnerbook.figures.overview import Overview
    from partnerbook.figures.way import Goal


def add_goal_way(commands: Commands) -> None:
    """Add `goal` to the commands."""
    made = add_command(
        commands,
        "goal",
        tell_goal,
        "Tell the least that has to be sold or managed to reach a tier by a day, and what to do next.",
        "partnerbook goal book.xlsx --goal Diamond --by 2027-01-15",
    )
    add_book(made)
    add_goal(made)
    made.add_argument("--by", type=day, metavar="DAY", help="the day to reach it on (else that of the next review)")
    add_as_of(made)
    add_form(made)


def tell_goal(book: Path, goal: str | None, by: date | None, as_of: date | None, form: str) -> int:
    """The exit code, after telling the ways to a tier."""
    from partnerbook.command.answers.ahead import goal_answer
    from partnerbook.figures.next_steps import next_steps
    from partnerbook.figures.way import goal_way

    told = told_overview(book, as_of, goal)
    known = told.known
    tell_unpriced(known)
    review = known.next_review
    until = by or (review.day if review else known.as_of)
    found = goal_way(known, known.goal, until)
    lines = chain(goal_lines(found, known), step_lines(next_steps(known)))
    show(form, goal_answer(found, known), told, lines)
    return told.code


def goal_lines(goal: "Goal", known: "Overview") -> "Iterator[Shown]":
    """What a tier needs on a day, and each way to it, the least MRR first."""
    from partnerbook.command.lines import missing_lines, number, progress_table
    from partnerbook.figures.shown import shown_progress
    from partnerbook.figures.tiers import threshold
    from partnerbook.language.words import measure_words
    from partnerbook.program.edition import edition_on

    edition = edition_on(goal.day)
    yield Sentence(
        "The way to {tier} by {day}, with what is left by then of today's points", tier=goal.tier, day=goal.day
    )
    rows = shown_progress(goal.points, threshold(known.book.tiers, edition, goal.tier), edition)
    yield progress_table(rows)
    yield from missing_lines(known.book, edition, goal.tier)
    if goal.missing:
        return
    yield ""
    if goal.reached:
        yield Sentence("The points that are left on {day} are enough.", day=goal.day)
        return
    estimated = Sentence(" (its point unit is an estimate)") if goal.unit.estimated else ""
    yield Sentence(
        "The least new MRR that reaches it, in {currency}{estimated}:", currency=goal.currency, estimated=estimated
    )
    ways = [way for way in goal.ways if way.mrr is not None]
    heads = (Column(head, right=True) for head in ("Sourced", "Assisted", "Managed only", "MRR"))
    rows_of_ways = [
        (
            Sentence(way.market),
            Sentence("yes") if way.manage else Sentence("no"),
            *(number(value, 2) for value in (way.sourced, way.assisted, way.managed, way.mrr)),
            measure_words(way.binding, language()) if way.binding else "",
        )
        for way in ways
    ]
    yield Table((Column("Market"), Column("Managed too"), *heads, Column("What binds")), rows_of_ways)
    binding = dict.fromkeys(way.binding for way in goal.ways if way.mrr is None and way.binding)
    if binding:
        names = ", ".join(measure_words(measure, language(), inside=True) for measure in binding)
        yield Sentence("No amount that is only managed reaches it: {names}.", names=names)


def step_lines(steps: "tuple[Step, ...]") -> Iterator[str]:
    """What to do next, a line each."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.next_step_words import step_sentence

    if steps:
        yield ""
        yield Sentence("What to do next")
    yield from (
        f"  {at}. {step_sentence(step, sheet_names(), language(), points_text, day_text)}"
        for at, step in enumerate(steps, 1)
    )
