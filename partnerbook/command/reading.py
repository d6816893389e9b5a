"""A book as the commands read it: what is wrong in it is told on standard error, and in the exit code."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from partnerbook.command import clock
from partnerbook.command.paths import as_typed
from partnerbook.command.printed import complain
from partnerbook.command.voice import speak_as_book
from partnerbook.errors import Sentence

if TYPE_CHECKING:
    from partnerbook.figures.overview import Overview
    from partnerbook.files.problems import Problem
    from partnerbook.points.entries import Unused
    from partnerbook.records import Book

Complete: TypeAlias = "Callable[[Path, Overview], Book]"
SHOWN_ERRORS = 10  # of a book, by the commands that are about something else


def told_book(path: Path) -> "tuple[Book, tuple[Problem, ...]]":
    """The book and its problems, after telling its errors."""
    book, problems, _ = told_book_and_language(path)
    return book, problems


def told_book_and_language(path: Path) -> "tuple[Book, tuple[Problem, ...], str]":
    """The book, its problems and the language that it is kept in, after telling its errors."""
    from partnerbook.files.problems import ERROR, of_severity

    book, problems, spoken = read_as_spoken(path, clock.today())
    errors = of_severity(problems, ERROR)
    for problem in errors[:SHOWN_ERRORS]:
        complain(severity_line(problem))
    if errors:
        more = Sentence(", {count} more", count=len(errors) - SHOWN_ERRORS) if len(errors) > SHOWN_ERRORS else ""
        complain(
            Sentence(
                "partnerbook: what has an error is not in the figures{more}. See partnerbook check {as_typed}",
                more=more,
                as_typed=as_typed(path),
            )
        )
    return book, problems, spoken


def read_as_spoken(path: Path, today: date | None = None) -> "tuple[Book, tuple[Problem, ...], str]":
    """The book, its problems and the language that it is kept in, which is spoken from then on unless one was asked."""
    from partnerbook.book.read.files import read_grids
    from partnerbook.book.read.language import book_language
    from partnerbook.book.read.reader import book_of_grids

    grids, notes = read_grids(path)
    spoken = book_language(grids)
    speak_as_book(spoken)
    book, found = book_of_grids(grids, today)
    return book, (*notes, *found), spoken


def severity_line(problem: "Problem", more: str = "") -> Sentence:
    """A problem behind what kind of one it is; `more` is what may be said behind it."""
    template = {
        "error": "error: {problem}{more}",
        "warning": "warning: {problem}{more}",
        "note": "note: {problem}{more}",
    }
    return Sentence(template[problem.severity], problem=problem, more=more)


class Told(NamedTuple):
    """What is known of a book, its problems, and the exit code that they call for."""

    known: "Overview"
    problems: "tuple[Problem, ...]"
    code: int


def told_overview(path: Path, as_of: date | None, goal: str | None = None, complete: "Complete | None" = None) -> Told:
    """What is known of a book on the day asked for, after telling its errors.

    `complete` gives the book with what a person answers to the questions that it leaves open.
    """
    from partnerbook.figures.overview import overview
    from partnerbook.files.problems import error_count
    from partnerbook.parsing.tier import tier_named

    named = tier_named(goal) if goal else ""
    book, problems = told_book(path)
    known = overview(book, day_of(book, as_of), named, error_count(problems))
    if complete:
        known = overview(complete(path, known), known.as_of, named, error_count(problems))
    return Told(known, problems, unused_code(known.ledger.unused) or errors_code(problems))


def tell_unpriced(known: "Overview") -> None:
    """Tell which MRR of the book is in no US dollars, and so not in retention, for want of a rate."""
    for each in known.unpriced[:SHOWN_ERRORS]:
        complain(Sentence("left out: {origin}: {reason}", origin=each.origin, reason=each.reason))
    if len(known.unpriced) > SHOWN_ERRORS:
        complain(Sentence("left out: {count} more rows without a rate", count=len(known.unpriced) - SHOWN_ERRORS))


def day_of(book: "Book", as_of: date | None = None) -> date:
    """The day that figures are of: the one asked for, else the book's, else today."""
    return as_of or book.settings.as_of or clock.today()


def unused_code(unused: "Iterable[Unused]") -> int:
    """The exit code, after telling which records of the book give no points though they should."""
    code = 0
    for each in unused:
        complain(Sentence("not used: {origin}: {reason}", origin=each.origin, reason=each.reason))
        code = 1
    return code


def errors_code(problems: "Iterable[Problem]") -> int:
    """The exit code that the errors among a book's problems call for."""
    from partnerbook.files.problems import error_count

    return int(error_count(problems) > 0)
