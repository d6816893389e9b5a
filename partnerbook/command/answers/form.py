"""In which form a command answers: a table for people, CSV or JSON for programs."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from partnerbook.command.printed import say

if TYPE_CHECKING:
    from partnerbook.command.reading import Told
    from partnerbook.files.problems import Problem
    from partnerbook.points.entries import Unused

SCHEMA = 1  # raised when a key goes or means something else; a new key raises nothing
FORMS = TABLE, CSV, JSON = ("table", "csv", "json")


class Figures(Protocol):
    """What a command answers: a NamedTuple, of which `rows` are what its table shows."""

    @property
    def rows(self) -> Sequence[Any]: ...


class Answer(NamedTuple):
    """What each answer has around its figures; `answer` says which they are.

    `as_of` is the day that they are of and `edition` the first day of the program's rules in force then. `partner` is
    null where no book was asked. `problems` are those of the book, with their places; `unused` are the records that
    give no points though they should, `left_out` those whose MRR is not in retention.
    """

    schema: int
    answer: str
    as_of: date
    edition: date
    partner: str | None
    problems: "tuple[Problem, ...]"
    unused: "tuple[Unused, ...]"
    left_out: "tuple[Unused, ...]"
    figures: object


def add_form(made: argparse.ArgumentParser) -> None:
    """Add the form in which a command answers."""
    made.add_argument(
        "--as", dest="form", choices=FORMS, default=TABLE, help="the answer's form: table (if not given), csv or json"
    )
    made.add_argument("--json", dest="form", action="store_const", const=JSON, help="as --as json")


def answer(figures: Figures, of: "Told | date") -> Answer:
    """The whole answer of figures: of a book, or of a day alone."""
    from partnerbook.command.answers.named import ANSWERS
    from partnerbook.program.edition import sale_edition

    name = next(name for name, kind in ANSWERS.items() if kind is type(figures))
    if isinstance(of, date):
        return Answer(SCHEMA, name, of, sale_edition(of).start, None, (), (), (), figures)
    known = of.known
    partner, edition = known.book.settings.partner, known.edition.start
    unused, left_out = known.ledger.unused, known.unpriced
    return Answer(SCHEMA, name, known.as_of, edition, partner, of.problems, unused, left_out, figures)


def show(form: str, figures: Figures, of: "Told | date", lines: Iterable[object]) -> None:
    """Print figures in a form: `lines` are for people, and of a book or of a day alone are those for programs."""
    if form == JSON:
        from partnerbook.command.answers.json_text import json_text

        sys.stdout.write(f"{json_text(answer(figures, of))}\n")
    elif form == CSV:
        _write_csv(figures)
    else:
        say(lines)


def _write_csv(figures: Figures) -> None:
    from typing import get_args, get_type_hints

    from partnerbook.command.answers.json_text import ALSO
    from partnerbook.files.csv_out import csv_lines

    kind = get_args(get_type_hints(type(figures).rows.fget)["return"])[0]  # type: ignore[attr-defined]
    names = (*kind._fields, *ALSO.get(kind, ()))
    lines = csv_lines(names, ([_csv_value(getattr(row, name)) for name in names] for row in figures.rows))
    if sys.stdout.isatty():
        say(lines)  # without what could steer the terminal
        return
    if hasattr(sys.stdout, "reconfigure"):  # a file must hold every letter
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _csv_value(value: object) -> object:
    """What a cell holds of a value: a list is one text, and the row of a book its place."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return "; ".join(map(str, value))
    return str(value) if isinstance(value, tuple) else value
