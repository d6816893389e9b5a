"""What the command says of the workbooks that it has written, and what to do next with them."""

from collections.abc import Iterator
from pathlib import Path

from partnerbook.command.lines import (
    FIGURE,
    NAME,
    TEXT,
    Shown,
    credited_line,
    estimate_lines,
    missing_lines,
    points_text,
    tier_line,
)
from partnerbook.command.table import Table
from partnerbook.errors import Sentence
from partnerbook.figures.overview import Overview
from partnerbook.records import Book


def import_lines(book: Book, path: Path, typed: str) -> Iterator[Shown]:
    """What an export became, and what to do next; `typed` is the path as it must be typed."""
    yield Sentence("{path} is written:", path=path)
    parts = {"clients": book.clients, "subscriptions": book.subscriptions, "managing": book.managing,
             "renewals": book.renewals}  # fmt: skip
    yield Table((TEXT, FIGURE), [(Sentence(name), str(len(rows))) for name, rows in parts.items()])
    yield Sentence(
        "Next: open it, enter your deals (sheet Deals) and what each tier needs (sheet Tiers), save it, and then:"
    )
    yield Sentence("  partnerbook check {typed}", typed=typed)
    yield Sentence("  partnerbook report {typed} -o report.xlsx", typed=typed)


def report_lines(known: Overview, path: Path) -> Iterator[Shown]:
    """What a tier report says in short, and what it lacks."""
    yield Sentence(
        "{path} is written: the tier report of {partner} on {as_of}.",
        path=path,
        partner=known.book.settings.partner or Sentence("the book"),
        as_of=known.as_of,
    )
    rows = [
        (Sentence("Credited tier"), credited_line(known)),
        (Sentence("Performing tier"), tier_line(known.performing, Sentence("thresholds are missing"))),
        (Sentence("Goal"), known.goal),
        (Sentence("Total points"), points_text(known.shown.total)),
    ]
    yield Table((TEXT, NAME), rows)
    yield from estimate_lines(known)
    if lacking := known.left_out:
        yield Sentence(
            "It lacks what could not be used ({lacking} in all); its sheet Checks lists that.", lacking=lacking
        )
    yield from missing_lines(known.book, known.edition)


def demo_lines(book: Path, report: Path, renewals: Path) -> Iterator[Shown]:
    """What a demo has written, and what to do next."""
    yield ""
    yield Sentence("All of this is made up, the thresholds too. Written:")
    rows = [
        (str(report), Sentence("the tier report: open it and change the yellow cells")),
        (str(book), Sentence("the partner's book that it is made from: see how it is kept")),
        (str(renewals), Sentence("the renewals of the quarter, to send or to fill in")),
    ]
    yield Table((TEXT, NAME), rows)
    yield Sentence("Next, with your own figures: partnerbook import EXPORT.csv -o my_book.xlsx")
    yield Sentence("or, to type them in:         partnerbook new my_book.xlsx")
