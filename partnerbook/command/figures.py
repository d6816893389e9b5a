"""`partnerbook report`, `tier`, `points` and `renewals`: a book's figures, in the terminal or as a workbook."""

from datetime import date
from pathlib import Path

from partnerbook.command import clock
from partnerbook.command.arguments import (
    Commands,
    add_as_of,
    add_book,
    add_command,
    add_goal,
    add_language,
    add_replace,
    amount,
)
from partnerbook.command.paths import free_path
from partnerbook.command.printed import bar, say
from partnerbook.command.reading import (
    day_of,
    errors_code,
    tell_unpriced,
    told_book_and_language,
    told_overview,
    unused_code,
)
from partnerbook.errors import BadInput
from partnerbook.parsing.number import number_text

POINTS_EXAMPLE = "partnerbook points 1000 Mexico USD --manage"
POINTS_USAGE = """partnerbook points BOOK [--as-of DAY]
       partnerbook points AMOUNT MARKET CURRENCY [--manage] [--others N] [--source SOURCE] [--as-of DAY]"""


def add_report(commands: Commands) -> None:
    """Add `report` to the commands."""
    made = add_command(
        commands,
        "report",
        report,
        "Fill a tier report from a book.",
        "partnerbook report book.xlsx -o report.xlsx --as-of 2026-10-31 --goal Diamond",
    )
    add_book(made)
    made.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT", help="the workbook to write")
    add_goal(made)
    add_language(made, None, "else the book's")
    add_replace(made)
    add_as_of(made)


def report(book: Path, output: Path, goal: str | None, language: str | None, replace: bool, as_of: date | None) -> int:
    """The exit code, after writing the tier report of a book."""
    from partnerbook.command.lines import report_lines
    from partnerbook.parsing.tier import tier_named
    from partnerbook.workbooks.report import write_report

    free_path(output, replace, book)
    named = tier_named(goal) if goal else ""
    read, problems, spoken = told_book_and_language(book)
    day, words = day_of(read, as_of), language or spoken
    with bar("Tier report") as progress:
        known = write_report(read, output, day, named, problems, book.name, progress, words)
    tell_unpriced(known)
    say(report_lines(known, output))
    return unused_code(known.ledger.unused) or errors_code(problems)


def add_tier(commands: Commands) -> None:
    """Add `tier` to the commands."""
    made = add_command(
        commands,
        "tier",
        tier,
        "Print a book's tier, points and the way to a goal.",
        "partnerbook tier book.xlsx --goal Elite",
    )
    add_book(made)
    add_goal(made)
    add_as_of(made)


def tier(book: Path, goal: str | None, as_of: date | None) -> int:
    """The exit code, after telling where a book stands."""
    from partnerbook.command.lines import tier_lines

    known, code = told_overview(book, as_of, goal)
    tell_unpriced(known)
    say(tier_lines(known))
    return code


def add_points(commands: Commands) -> None:
    """Add `points` to the commands."""
    made = add_command(
        commands,
        "points",
        points,
        "Print the points of a book's clients, or of one amount of monthly recurring revenue.",
        'partnerbook points 1000 "United Kingdom" GBP --manage',
    )
    made.usage = POINTS_USAGE
    made.add_argument("what", nargs="+", metavar="WHAT", help="a book; or an amount, a market and a currency")
    made.add_argument("--manage", action="store_true", help="you also manage the client")
    made.add_argument("--others", type=_whole, metavar="N", help="how many other partners manage it too")
    made.add_argument("--source", default="sourced", help="sourced (if not given) or assisted, in three languages")
    add_as_of(made)


def points(what: list[str], manage: bool, others: int | None, source: str, as_of: date | None) -> int:
    """The exit code, after telling the points of a book's clients or of an amount."""
    if len(what) == 1:
        if manage or others is not None:
            raise BadInput(f"--manage and --others go with an amount: {POINTS_EXAMPLE}")
        return _points_of_clients(what[0], as_of)
    if len(what) == 2:
        raise BadInput(f"points takes a book, or an amount, a market and a currency: {POINTS_EXAMPLE}")
    if others is not None and not manage:
        raise BadInput("--others says who manages the client with you: add --manage")
    return _points_of_amount(what, (others or 0) if manage else None, source, as_of or clock.today())


def _points_of_clients(written: str, as_of: date | None) -> int:
    from partnerbook.command.hubspot_lines import hubspot_lines
    from partnerbook.command.lines import client_lines

    if not Path(written).exists() and not number_text(written).why:
        raise BadInput(f"Of {written}, the market and the currency are missing: {POINTS_EXAMPLE}")
    known, code = told_overview(Path(written), as_of)
    say(client_lines(known))
    say(hubspot_lines(known))
    return code


def _points_of_amount(what: list[str], others: int | None, source: str, on: date) -> int:
    """The exit code; `others` is how many partners more manage the client, None if this one does not."""
    from partnerbook.command.lines import amount_lines
    from partnerbook.functions.words import SOURCE, meant
    from partnerbook.parsing.currency import currency_code
    from partnerbook.parsing.market import market_code
    from partnerbook.points.terms import managed_terms, sold_terms

    written, *market, named = what
    currency = currency_code(named)
    given, country = amount(written, currency), market_code(" ".join(market))
    source = meant(SOURCE, source) or source
    sold = sold_terms(country, currency, on, source)
    managed = None if others is None else managed_terms(country, currency, on, others)
    say(amount_lines(given, sold, managed, country, source, on))
    return 0


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise BadInput(f'"{text}" is no number of other partners; it is a whole number from 0.')
    return int(text)


def add_renewals(commands: Commands) -> None:
    """Add `renewals` to the commands."""
    made = add_command(
        commands,
        "renewals",
        renewals,
        "Print a book's renewals that are due, or write the sheet of a quarter.",
        "partnerbook renewals book.xlsx -o renewals.xlsx --quarter 2026-Q4",
    )
    add_book(made)
    made.add_argument("-o", "--output", type=Path, metavar="SHEET", help="write a workbook to send or to fill in")
    made.add_argument("--quarter", metavar="QUARTER", help="of the sheet, such as 2026-Q4 (else the day's own)")
    add_language(made, None, "else the book's")
    add_replace(made)
    add_as_of(made)


def renewals(
    book: Path, output: Path | None, quarter: str | None, language: str | None, replace: bool, as_of: date | None
) -> int:
    """The exit code, after telling which renewals are due, or writing the sheet of a quarter."""
    if output:
        from partnerbook.workbooks.renewals import write_renewal_sheet

        free_path(output, replace, book)
        read, problems, spoken = told_book_and_language(book)
        write_renewal_sheet(read, output, day_of(read, as_of), quarter, language or spoken)
        say([f"{output} is written."])
        return errors_code(problems)
    from partnerbook.command.lines import renewal_lines

    if quarter or language:
        option = "--quarter" if quarter else "--language"
        raise BadInput(f"{option} is for the sheet of a quarter: add -o renewals.xlsx")
    known, code = told_overview(book, as_of)
    say(renewal_lines(known))
    return code
