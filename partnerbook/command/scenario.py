"""`partnerbook scenario`: what would come of what a book assumes, beside the book as it is."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.ahead import add_months
from partnerbook.command.answers.form import show
from partnerbook.command.arguments import Commands, add_command
from partnerbook.command.printed import complain
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, sheet_names
from partnerbook.errors import BadInput, Sentence, UnknownName, did_you_mean, joined
from partnerbook.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnerbook.command.lines import Shown
    from partnerbook.figures.scenario import Scenario
    from partnerbook.points.ledger import Standing
    from partnerbook.records import Assumed, Book

AS_IT_IS = Sentence("As it is")


def add_scenario(commands: Commands) -> None:
    """Add `scenario` to the commands."""
    made = add_command(
        commands,
        "scenario",
        tell_scenarios,
        "Show what would come of the scenarios of a book beside the book as it is, month by month.",
        'partnerbook scenario book.xlsx "A good quarter" --months 12',
    )
    add_months(made, "names", nargs="*", metavar="NAME", help="the scenarios to show (else all of them)")


def tell_scenarios(book: Path, names: Sequence[str], months: int, as_of: date | None, form: str) -> int:
    """The exit code, after showing scenarios side by side.

    Errors: BadInput for a book without scenarios, UnknownName for another name.
    """
    from partnerbook.command.answers.scenario import scenarios_answer
    from partnerbook.figures.scenario import scenarios

    told = told_overview(book, as_of)
    code = told.code
    found = scenarios(told.known, scenario_rows(told.known.book, names), months)
    for each in found[1:]:
        new = [unused for unused in each.known.ledger.unused if unused not in told.known.ledger.unused]
        for unused in new:
            complain(
                Sentence(
                    'not used in "{name}": {origin}: {reason}',
                    name=each.name,
                    origin=unused.origin,
                    reason=unused.reason,
                )
            )
            code = 1
    show(form, scenarios_answer(found), told, scenario_lines(found))
    return code


def scenario_rows(book: "Book", names: Sequence[str]) -> "list[Assumed]":
    """The rows of the scenarios of these names, in their order; of all without names."""
    from partnerbook.book.tables import SCENARIOS
    from partnerbook.figures.scenario import rows_by_scenario

    known = rows_by_scenario(book.scenarios)
    if not known:
        raise BadInput("The book has no scenarios yet: enter them on the sheet {name}.", name=SCENARIOS.named)
    spelled = [rows[0].scenario for rows in known.values()]
    for name in names:
        if same_name(name) not in known:
            guess = did_you_mean(name, spelled) or "."
            listed = ", ".join(f'"{each}"' for each in spelled)
            raise UnknownName(
                'There is no scenario "{name}"{guess} The book has {listed}.', name=name, guess=guess, listed=listed
            )
    return [row for name in (dict.fromkeys(map(same_name, names)) or known) for row in known[name]]


def scenario_lines(found: "Sequence[Scenario]") -> "Iterator[Shown]":
    """How sure the tier is in each; the total points by month beside each other; then each by itself."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.outlook_words import outlook_headline, outlook_sentences
    from partnerbook.figures.shown import shown, shown_points

    yield Sentence("Scenarios seen from {as_of}, with nothing else sold", as_of=found[0].known.as_of)
    yield ""

    def number(value: Decimal) -> str:
        return points_text(shown(value))

    heads = Column("Scenario", wraps=True), Column("Tier", wraps=True), Column("Why", wraps=True)
    rows = [
        (_name(each), outlook_headline(each.ahead, language(), day_text),
         next(outlook_sentences(each.ahead, sheet_names(), language(), number, day_text)))
        for each in found
    ]  # fmt: skip
    yield Table(heads, rows)
    yield ""
    yield Sentence("Total points at the end of each month")
    beside = [
        (day_text(days[0].day), *(points_text(shown_points(day.points).total) for day in days))
        for days in zip(*(each.months for each in found), strict=True)
    ]
    yield Table((Column("On"), *(Column(joined([_name(each)]), right=True) for each in found)), beside)
    for each in found:
        yield ""
        yield _name(each)
        figures = (Column(heading, right=True) for heading in ("Sold", "Managed", "Total"))
        lines = [
            (day_text(day.day), *_points(day.points), _tier(day.performing), _tier(day.credited)) for day in each.months
        ]
        yield Table((Column("On"), *figures, Column("Performing"), Column("Credited")), lines)


def _name(each: "Scenario") -> str:
    return each.name or Sentence(AS_IT_IS)


def _points(points: "Standing") -> tuple[str, str, str]:
    from partnerbook.command.lines import points_text
    from partnerbook.figures.shown import shown_points

    found = shown_points(points)
    return points_text(found.sold), points_text(found.managed), points_text(found.total)


def _tier(name: str | None) -> str:
    from partnerbook.language.words import tier_words

    return Sentence("unknown") if name is None else tier_words(name, language())
