"""The `partnerbook` command: a thin layer that reads, asks the core, and writes or prints.

Exit codes: 0 done; 1 done, and the book has errors that need a look; 2 not done, with one sentence that says why.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.arguments import amount, parsed
from partnerbook.command.paths import as_typed, free_path, new_folder
from partnerbook.command.printed import complain, say, steps
from partnerbook.command.reading import SHOWN_ERRORS, errors_code, told_book, unused_code
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.parsing.number import number_text

if TYPE_CHECKING:
    from partnerbook.figures.overview import Overview
    from partnerbook.records import Book

REPORT, BOOK, RENEWALS = "tier_report.xlsx", "book.xlsx", "renewals.xlsx"
EXAMPLE = "partnerbook points 1000 Mexico USD --manage"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code, after doing what the arguments ask for."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a name must not stop the command
            stream.reconfigure(errors="replace")
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; Python must not try to write the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        options = parsed(arguments)
        return COMMANDS[options.command](options)
    except SystemExit as done:  # argparse has printed what was asked for
        return int(done.code or 0) if arguments else 2
    except PartnerbookError as error:
        complain(f"partnerbook: {error}")
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"partnerbook: {where}{error.strerror or error}.")
    except KeyboardInterrupt:
        complain("partnerbook: stopped; nothing is half written.")
        return 130
    return 2


def today() -> date:
    """The person's own day."""
    return date.today()  # noqa: DTZ011 (no other zone is meant)


def now() -> datetime:
    """The moment, by the person's own clock."""
    return datetime.now()  # noqa: DTZ005 (no other zone is meant)


def _demo(options: Namespace) -> int:
    from partnerbook.command.lines import demo_lines, tier_lines
    from partnerbook.sample import sample_book
    from partnerbook.sample.figures import AS_OF
    from partnerbook.workbooks.book import write_book
    from partnerbook.workbooks.renewals import write_renewal_sheet
    from partnerbook.workbooks.report import write_report

    folder = options.folder or new_folder(Path("partnerbook-demo"))
    folder.mkdir(parents=True, exist_ok=True)
    book_path, report_path, renewals_path = (free_path(folder / name) for name in (BOOK, REPORT, RENEWALS))
    book = sample_book()
    write_book(book, book_path, AS_OF)
    known = write_report(book, report_path, AS_OF, book_name=BOOK, progress=steps("Tier report"))
    write_renewal_sheet(book, renewals_path, AS_OF)
    say(tier_lines(known))
    say(demo_lines(book_path, report_path, renewals_path))
    return 0


def _new(options: Namespace) -> int:
    if options.kind == "book" and options.no_addin:
        raise BadInput("--no-addin is for the finance sheet: leave it out, or write --kind finance.")
    by_name = "finance" if options.no_addin or options.book.stem.casefold().startswith("finance") else "book"
    if (options.kind or by_name) == "finance":
        return _new_finance(options)
    from partnerbook.records import Book
    from partnerbook.workbooks.book import write_book

    write_book(Book(), free_path(options.book), today(), options.language)
    say([f"{options.book} is written. Open it, begin with its first sheet, and when something is entered:",
            f"  partnerbook check {as_typed(options.book)}"])  # fmt: skip
    return 0


def _new_finance(options: Namespace) -> int:
    from partnerbook.workbooks.finance import write_finance_sheet

    write_finance_sheet(free_path(options.book), today(), options.no_addin, options.language)
    then = ["It needs no add-in: its functions are LAMBDAs, for Microsoft 365, Excel 2024 and Excel for the web."]
    if not options.no_addin:
        then = ["Its functions come from an add-in. To install it: partnerbook excel --help",
                "Without one: partnerbook new finance_no_addin.xlsx --no-addin"]  # fmt: skip
    say([f"{options.book} is written. Its yellow cells are yours to fill in.", *then])
    return 0


def _calc(options: Namespace) -> int:
    from partnerbook.files.xlsx.with_values import write_values
    from partnerbook.functions.hosts.formualizer.calc import recalculated

    if options.output and options.book.suffix.lower() != ".xlsx":
        raise BadInput(f"With -o only an .xlsx can be written anew, and {options.book.name} is none; leave -o out.")
    output = options.output and free_path(options.output, options.replace, options.book)
    found = recalculated(options.book)
    say(map(str, found.changes))
    if found.not_known:
        places = ", ".join("!".join(place) for place in found.not_known[:SHOWN_ERRORS])
        more = ", ..." if len(found.not_known) > SHOWN_ERRORS else ""
        say([f"Not compared, because they use what only Excel knows: {places}{more}"])
    say([f"{found.compared} cells call the functions or follow from them; {len(found.changes)} differ."])
    if output:
        write_values(options.book, output, {(each.sheet, each.cell): each.now for each in found.changes})
        say([f"{output} is written; {options.book} is left as it was."])
    return int(bool(found.changes))


def _check(options: Namespace) -> int:
    from partnerbook.book.read.reader import read_book
    from partnerbook.command.lines import book_lines
    from partnerbook.files.problems import problem_summary

    book, problems = read_book(options.book)
    say(f"{problem.severity}: {problem}" for problem in problems)
    say([problem_summary(problems), ""])
    say(book_lines(book, _as_of(options, book)))
    return errors_code(problems)


def _report(options: Namespace) -> int:
    from partnerbook.command.lines import report_lines
    from partnerbook.parsing.tier import tier_named
    from partnerbook.workbooks.report import write_report

    output = free_path(options.output, options.replace, options.book)
    goal = tier_named(options.goal) if options.goal else ""
    book, problems = told_book(options.book)
    known = write_report(book, output, _as_of(options, book), goal, problems, options.book.name, steps("Tier report"))
    say(report_lines(known, output))
    return unused_code(known.ledger.unused) or errors_code(problems)


def _tier(options: Namespace) -> int:
    from partnerbook.command.lines import tier_lines

    known, code = _known(options)
    say(tier_lines(known))
    return code


def _points(options: Namespace) -> int:
    from partnerbook.command.lines import amount_lines, client_lines

    if len(options.what) == 1:
        if options.manage or options.others is not None:
            raise BadInput(f"--manage and --others go with an amount: {EXAMPLE}")
        options.book = Path(options.what[0])
        if not options.book.exists() and not number_text(options.what[0]).why:
            raise BadInput(f"Of {options.what[0]}, the market and the currency are missing: {EXAMPLE}")
        known, code = _known(options)
        say(client_lines(known))
        return code
    if len(options.what) == 2:
        raise BadInput(f"points takes a book, or an amount, a market and a currency: {EXAMPLE}")
    from partnerbook.parsing.currency import currency_code
    from partnerbook.parsing.market import market_code
    from partnerbook.points.terms import managed_terms, sold_terms

    if options.others is not None and not options.manage:
        raise BadInput("--others says who manages the client with you: add --manage")
    written, *market, named = options.what
    on, currency = options.as_of or today(), currency_code(named)
    given, country = amount(written, currency), market_code(" ".join(market))
    managed = managed_terms(country, currency, on, options.others or 0) if options.manage else None
    say(amount_lines(given, sold_terms(country, currency, on, options.source), managed, country, options.source, on))
    return 0


def _renewals(options: Namespace) -> int:
    from partnerbook.command.lines import renewal_lines

    if not options.output:
        if options.quarter:
            raise BadInput("--quarter is for the sheet of a quarter: add -o renewals.xlsx")
        known, code = _known(options)
        say(renewal_lines(known))
        return code
    from partnerbook.workbooks.renewals import write_renewal_sheet

    output = free_path(options.output, options.replace, options.book)
    book, problems = told_book(options.book)
    write_renewal_sheet(book, output, _as_of(options, book), options.quarter)
    say([f"{output} is written."])
    return errors_code(problems)


def _export(options: Namespace) -> int:
    from partnerbook.command.export import run_export

    return run_export(options, today(), now())


def _excel(options: Namespace) -> int:
    from partnerbook.command.excel import run_excel

    return run_excel(options, say)


def _lab(options: Namespace) -> int:
    from partnerbook.command.lab import run_lab

    if options.book:
        told_book(options.book)
    return run_lab(options, say)


def _edit(options: Namespace) -> int:
    from partnerbook.command.change import run_edit

    return run_edit(options, today(), now())


def _sync(options: Namespace) -> int:
    from partnerbook.command.sync import run_sync

    return run_sync(options, now())


def _templates(options: Namespace) -> int:
    from partnerbook.workbooks.templates import write_templates

    options.folder.mkdir(parents=True, exist_ok=True)
    say(f"{path} is written." for path in write_templates(options.folder))
    return 0


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "demo": _demo, "new": _new, "check": _check, "import": _edit, "set": _edit, "end-services": _edit, "sync": _sync,
    "segment": _export, "report": _report, "tier": _tier, "points": _points, "renewals": _renewals, "export": _export,
    "calc": _calc, "excel": _excel, "lab": _lab, "templates": _templates,
}  # fmt: skip


def _known(options: Namespace) -> "tuple[Overview, int]":
    """What is known of the book on the day asked for, and the exit code that its errors call for."""
    from partnerbook.figures.overview import overview
    from partnerbook.files.problems import error_count
    from partnerbook.parsing.tier import tier_named

    goal = tier_named(options.goal) if getattr(options, "goal", None) else ""
    book, problems = told_book(options.book)
    known = overview(book, _as_of(options, book), goal, error_count(problems))
    return known, unused_code(known.ledger.unused) or errors_code(problems)


def _as_of(options: Namespace, book: "Book") -> date:
    return getattr(options, "as_of", None) or book.settings.as_of or today()
