"""The `partnerbook` command: a thin layer that reads, asks the core, and writes or prints.

Exit codes: 0 done; 1 done, and the book has errors that need a look; 2 not done, with one sentence that says why.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook import __version__
from partnerbook.errors import BadInput, PartnerbookError

if TYPE_CHECKING:
    from partnerbook.book.problems import Problem
    from partnerbook.book.records import Book
    from partnerbook.overview import Overview

REPORT, BOOK, RENEWALS = "tier_report.xlsx", "book.xlsx", "renewals.xlsx"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code, after doing what the arguments ask for."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console that cannot show a name must not stop the command
            stream.reconfigure(errors="replace")
    try:
        return int(options.run(options))
    except PartnerbookError as error:
        print(f"partnerbook: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="partnerbook", description="A HubSpot partner's own book of points and tiers."
    )
    parser.add_argument("--version", action="version", version=f"partnerbook {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    def on_a_day(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--as-of", type=_day, metavar="DAY", help="the day, such as 2026-10-31 (else the book's, else today)"
        )

    def language(made: argparse.ArgumentParser) -> None:
        made.add_argument("--language", choices=("en", "es", "pt"), default="en", help="language of the headings")

    demo = command("demo", _demo, "Write the sample book, its report and its renewal sheet, and print the standing.")
    demo.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="where to (else a new folder partnerbook-demo)"
    )
    new = command("new", _new, "Write an empty book to fill in.")
    new.add_argument("book", type=Path, metavar="BOOK")
    language(new)
    check = command("check", _check, "Read a book and list everything that is wrong in it.")
    check.add_argument("book", type=Path, metavar="BOOK", help="a workbook, or a folder of CSV files")
    brought = command("import", _import, "Turn HubSpot's partner clients export into a book.")
    brought.add_argument("export", type=Path, metavar="EXPORT", help="the export, .csv or .xlsx")
    brought.add_argument("-o", "--output", type=Path, required=True, metavar="BOOK")
    brought.add_argument("--currency", help="the currency of the export's amounts, if it has no column for it")
    brought.add_argument("--on", type=_day, metavar="DAY", help="the day of the export (else today)")
    language(brought)
    report = command("report", _report, "Fill a tier report from a book.")
    report.add_argument("book", type=Path, metavar="BOOK")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT")
    report.add_argument("--goal", help="the tier to work towards (else the book's)")
    report.add_argument("--replace", action="store_true", help="write over a report that exists")
    on_a_day(report)
    tier = command("tier", _tier, "Print the tier standing of a book.")
    tier.add_argument("book", type=Path, metavar="BOOK")
    tier.add_argument("--goal", help="the tier to work towards (else the book's)")
    on_a_day(tier)
    points = command("points", _points, "Print the points of a book's clients, or of one amount.")
    points.add_argument("what", nargs="+", metavar="BOOK | AMOUNT MARKET CURRENCY")
    points.add_argument("--manage", action="store_true", help="you also manage the client")
    points.add_argument("--others", type=int, default=0, metavar="N", help="other partners that manage it too")
    points.add_argument("--source", default="sourced", help="sourced or assisted")
    on_a_day(points)
    renewals = command("renewals", _renewals, "Print a book's renewals that are due, or write a quarter's sheet.")
    renewals.add_argument("book", type=Path, metavar="BOOK")
    renewals.add_argument("-o", "--output", type=Path, metavar="SHEET", help="write a renewal sheet to send or fill in")
    renewals.add_argument("--quarter", metavar="QUARTER", help="the quarter of the sheet, such as 2026-Q4")
    on_a_day(renewals)
    templates = command("templates", _templates, "Write the workbook templates to a folder.")
    templates.add_argument("folder", type=Path, metavar="DIR")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it as 2026-10-31') from None


def _read(path: Path) -> "tuple[Book, tuple[Problem, ...]]":
    """The book, its errors told on standard error."""
    from partnerbook.book.problems import of_severity
    from partnerbook.book.reader import read_book

    book, problems = read_book(path)
    errors = of_severity(problems, "error")
    for problem in errors:
        print(f"error: {problem}", file=sys.stderr)
    if errors:
        print(
            f"partnerbook: {len(errors)} rows or settings of {path} were not used; the figures lack them.",
            file=sys.stderr,
        )
    return book, problems


def _known(options: argparse.Namespace) -> "tuple[Overview, int]":
    """What is known of the book on the day asked for, and the exit code that its errors call for."""
    from partnerbook.overview import goal_named, overview

    book, problems = _read(options.book)
    goal = goal_named(options.goal) if getattr(options, "goal", None) else ""
    errors = sum(problem.severity == "error" for problem in problems)
    return overview(book, _as_of(options, book), goal, errors), int(bool(errors))


def _as_of(options: argparse.Namespace, book: "Book") -> date:
    return options.as_of or book.settings.as_of or date.today()  # noqa: DTZ011 (the person's own day)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _steps(text: str) -> Callable[[Sequence[object]], Iterable[object]]:
    """A bar that shows how far the work is, where somebody is looking."""
    from tqdm import tqdm

    return lambda steps: tqdm(steps, desc=text, leave=False, disable=None, unit="sheet")


def _free(path: Path, replace: bool = False) -> Path:
    if path.exists() and not replace:
        way = " Add --replace to write over it, or give another name." if path.suffix == ".xlsx" else ""
        raise BadInput(f"{path} exists and is left as it is.{way or ' Give another name.'}")
    if path.suffix.lower() not in (".xlsx", ""):
        raise BadInput(f'"{path}" should end in .xlsx, as workbooks do.')
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent} to write {path.name} to.")
    return path


def _demo(options: argparse.Namespace) -> int:
    from partnerbook.sample import sample_book
    from partnerbook.terminal import tier_lines
    from partnerbook.workbooks.book import write_book
    from partnerbook.workbooks.renewal_sheet import write_renewal_sheet
    from partnerbook.workbooks.report import write_report

    folder = options.folder or _new_folder(Path("partnerbook-demo"))
    folder.mkdir(parents=True, exist_ok=True)
    book_path, report_path, renewals_path = (_free(folder / name) for name in (BOOK, REPORT, RENEWALS))
    book = sample_book()
    as_of = book.settings.as_of
    assert as_of is not None  # noqa: S101 (the sample book says its day)
    write_book(book, book_path, as_of)
    known = write_report(book, report_path, as_of, book_name=BOOK, progress=_steps("Tier report"))
    write_renewal_sheet(book, renewals_path, as_of)
    _print(tier_lines(known))
    print()
    print("All of this is made up, the thresholds too. Written:")
    print(f"  {book_path}  the partner's book: look how it is kept")
    print(f"  {report_path}  the tier report: open it, change the yellow cells")
    print(f"  {renewals_path}  the renewals of the quarter, to send or to fill in")
    print("Next: partnerbook import EXPORT.csv -o my_book.xlsx, or partnerbook new my_book.xlsx")
    return 0


def _new_folder(folder: Path) -> Path:
    number = 1
    while (found := folder if number == 1 else folder.with_name(f"{folder.name}-{number}")).exists():
        number += 1
    return found


def _new(options: argparse.Namespace) -> int:
    from partnerbook.book.records import Book
    from partnerbook.workbooks.book import write_book

    write_book(Book(), _free(options.book), date.today(), options.language)  # noqa: DTZ011
    print(f"{options.book} is ready: open it, begin with the Start sheet, then run partnerbook check {options.book}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from partnerbook.book.problems import problem_summary
    from partnerbook.book.reader import read_book

    book, problems = read_book(options.book)
    for problem in problems:
        print(f"{problem.severity}: {problem}")
    print(problem_summary(problems))
    counts = {"clients": book.clients, "subscriptions": book.subscriptions, "deals": book.deals,
              "managing": book.managing, "renewals": book.renewals, "tiers": book.tiers, "rates": book.rates}  # fmt: skip
    print("Read: " + ", ".join(f"{len(rows)} {name}" for name, rows in counts.items()))
    return int(any(problem.severity == "error" for problem in problems))


def _import(options: argparse.Namespace) -> int:
    from partnerbook.book.hubspot import book_from_export
    from partnerbook.book.problems import problem_summary
    from partnerbook.workbooks.book import write_book

    output = _free(options.output)
    day = options.on or date.today()  # noqa: DTZ011
    book, problems = book_from_export(options.export, day, options.currency)
    for problem in problems:
        print(f"{problem.severity}: {problem}")
    write_book(book, output, day, options.language)
    print(problem_summary(problems))
    print(f"{output}: {len(book.clients)} clients, {len(book.subscriptions)} subscriptions, {len(book.managing)} managed, "
          f"{len(book.renewals)} renewals")  # fmt: skip
    print(
        f"Next: enter your deals and your tier thresholds in {output}, then partnerbook report {output} -o report.xlsx"
    )
    return int(any(problem.severity == "error" for problem in problems))


def _report(options: argparse.Namespace) -> int:
    from partnerbook.overview import goal_named
    from partnerbook.workbooks.report import write_report

    output = _free(options.output, options.replace)
    goal = goal_named(options.goal) if options.goal else ""
    book, problems = _read(options.book)
    known = write_report(book, output, _as_of(options, book), goal, problems, options.book.name, _steps("Tier report"))
    print(
        f"{output}: {known.performing or 'tier unknown'} on {known.as_of}, {len(known.ledger.entries)} ledger entries"
    )
    for unused in known.ledger.unused:
        print(f"not used: {unused.origin}: {unused.reason}", file=sys.stderr)
    return int(bool(known.problems or known.ledger.unused))


def _tier(options: argparse.Namespace) -> int:
    from partnerbook.terminal import tier_lines

    known, code = _known(options)
    _print(tier_lines(known))
    return code


def _points(options: argparse.Namespace) -> int:
    from partnerbook.terminal import amount_lines, client_lines

    if len(options.what) == 1:
        options.book = Path(options.what[0])
        known, code = _known(options)
        _print(client_lines(known))
        return code
    if len(options.what) != 3:
        raise BadInput("points takes a book, or an amount, a market and a currency, such as: points 1000 Mexico USD")
    from partnerbook.points import Points, managed_terms, sold_terms
    from partnerbook.program.edition import edition_on

    text, market, currency = options.what
    on = options.as_of or date.today()  # noqa: DTZ011
    amount = _amount(text)
    sold = sold_terms(amount, market, currency, on, options.source)
    managed = managed_terms(amount, market, currency, on, options.others) if options.manage else None
    points = Points(sold.points, managed.points if managed else Decimal(0))
    _print(amount_lines(points, sold, managed, on, edition_on(on).places.calculator))
    return 0


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise BadInput(f'"{text}" is not an amount; write it as 1234.50') from None


def _renewals(options: argparse.Namespace) -> int:
    from partnerbook.terminal import renewal_lines

    known, code = _known(options)
    if options.output:
        from partnerbook.workbooks.renewal_sheet import write_renewal_sheet

        write_renewal_sheet(known.book, _free(options.output), known.as_of, options.quarter)
        print(f"{options.output} is written.")
    else:
        _print(renewal_lines(known))
    return code


def _templates(options: argparse.Namespace) -> int:
    from partnerbook.workbooks.templates import write_templates

    options.folder.mkdir(parents=True, exist_ok=True)
    write_templates(options.folder)
    return 0
