"""What a person types after `partnerbook`: commands with their options, days and amounts as people write them."""

import argparse
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from partnerbook import __version__
from partnerbook.book.tables import EXPORTS
from partnerbook.command.change import add_edit_commands
from partnerbook.command.excel import add_excel_commands
from partnerbook.command.lab import add_lab_command, lab_arguments
from partnerbook.command.sync import add_sync_command
from partnerbook.errors import BadInput, UnknownName, did_you_mean
from partnerbook.names import LANGUAGES, language_index
from partnerbook.parsing.amount import AmountFault, amount_text
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.day import date_text

POINTS_USAGE = """partnerbook points BOOK [--as-of DAY]
       partnerbook points AMOUNT MARKET CURRENCY [--manage] [--others N] [--source SOURCE] [--as-of DAY]"""


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence, as the rest of partnerbook does."""

    def error(self, message: str) -> NoReturn:
        said = message.replace("the following arguments are required", "something is missing")
        raise BadInput(f"{said}. See {self.prog} --help")


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; its `command` is the name of the command.

    Errors: BadInput for what cannot be meant. `--help` and `--version` print, then leave (SystemExit) as argparse does.

    >>> parsed(["tier", "book.xlsx", "--as-of", "31.10.2026"]).as_of
    datetime.date(2026, 10, 31)
    """
    parser = _Parser(
        prog="partnerbook",
        usage="partnerbook COMMAND ...",
        description="A HubSpot partner's own book of points and tiers. To see what it does: partnerbook demo",
        epilog="partnerbook COMMAND --help tells more of one.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"partnerbook {__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND is one of", title="commands", prog="partnerbook"
    )
    _add_book_commands(commands)
    _add_figure_commands(commands)
    _add_row_commands(commands)
    add_edit_commands(commands, day)
    add_sync_command(commands)
    add_excel_commands(commands)
    add_lab_command(commands)
    templates = _command(commands, "templates", "Write the workbooks of the project's folder workbook_templates.")
    templates.add_argument("folder", type=Path, metavar="DIR", help="where to")
    first = arguments[0] if arguments else "--help"
    if not first.startswith("-") and first not in commands.choices:
        names = ", ".join(commands.choices)
        guess = did_you_mean(first, commands.choices)
        raise UnknownName(f'There is no command "{first}"{guess or "."} The commands are {names}.')
    own, jupyter = lab_arguments(arguments)
    return parser.parse_args(own or ["--help"], argparse.Namespace(jupyter=jupyter))


def _add_book_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
    """The commands by which a book comes to be."""
    demo = _command(
        commands, "demo", "Write a made-up book, its tier report and its renewal sheet, and print the standing."
    )
    demo.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (else a new partnerbook-demo)")
    new = _command(
        commands,
        "new",
        "Write an empty book to fill in, or a finance sheet that calls the functions.",
        "partnerbook new finance.xlsx --no-addin --language es",
    )
    new.add_argument("book", type=Path, metavar="BOOK", help="the workbook to write")
    new.add_argument(
        "--kind", choices=("book", "finance"), help="what to write (else a finance sheet if its name begins so)"
    )
    new.add_argument("--no-addin", action="store_true", help="of the finance sheet: LAMBDAs instead of an add-in")
    _language(new)
    brought = _command(
        commands,
        "import",
        "Turn HubSpot's export of your partner clients into a book, or bring a book up to it.",
        "partnerbook import export.csv -o book.xlsx --currency USD",
    )
    brought.add_argument("export", type=Path, metavar="EXPORT", help="the export, .csv or .xlsx")
    where = brought.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar="BOOK", help="the workbook to write")
    where.add_argument(
        "--into", type=Path, metavar="BOOK", help="the book to change: what the export tells, and no more"
    )
    brought.add_argument(
        "--dry-run", action="store_true", help="with --into: show what would change, and write nothing"
    )
    brought.add_argument("--currency", type=currency_code, help="of the amounts, if the export has no column for it")
    brought.add_argument("--on", type=day, metavar="DAY", help="the day of the export (else today)")
    _language(brought, None)
    check = _command(commands, "check", "Read a book and list everything that is wrong in it.")
    _book(check)
    calc = _command(
        commands,
        "calc",
        "Work out the functions of a workbook without Excel, and list what differs from what is written.",
        "partnerbook calc finance.xlsx -o new.xlsx",
    )
    calc.add_argument("book", type=Path, metavar="SHEET", help="a workbook with functions such as POINTS_SOLD")
    calc.add_argument("-o", "--output", type=Path, metavar="NEW", help="a copy to write, with what comes out now")
    _replace(calc)


def _add_figure_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
    """The commands that show a book's figures."""
    report = _command(
        commands,
        "report",
        "Fill a tier report from a book.",
        "partnerbook report book.xlsx -o report.xlsx --as-of 2026-10-31 --goal Diamond",
    )
    _book(report)
    report.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT", help="the workbook to write")
    _goal(report)
    _replace(report)
    _as_of(report)
    tier = _command(
        commands,
        "tier",
        "Print a book's tier, points and the way to a goal.",
        "partnerbook tier book.xlsx --goal Elite",
    )
    _book(tier)
    _goal(tier)
    _as_of(tier)
    points = _command(
        commands,
        "points",
        "Print the points of a book's clients, or of one amount of monthly recurring revenue.",
        'partnerbook points 1000 "United Kingdom" GBP --manage',
    )
    points.usage = POINTS_USAGE
    points.add_argument("what", nargs="+", metavar="WHAT", help="a book; or an amount, a market and a currency")
    points.add_argument("--manage", action="store_true", help="you also manage the client")
    points.add_argument("--others", type=_whole, metavar="N", help="how many other partners manage it too")
    points.add_argument("--source", type=str.lower, default="sourced", help="sourced (if not given) or assisted")
    _as_of(points)
    renewals = _command(
        commands,
        "renewals",
        "Print a book's renewals that are due, or write the sheet of a quarter.",
        "partnerbook renewals book.xlsx -o renewals.xlsx --quarter 2026-Q4",
    )
    _book(renewals)
    renewals.add_argument("-o", "--output", type=Path, metavar="SHEET", help="write a workbook to send or to fill in")
    renewals.add_argument("--quarter", metavar="QUARTER", help="of the sheet, such as 2026-Q4 (else the day's own)")
    _replace(renewals)
    _as_of(renewals)


def _add_row_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
    """The commands that hand a book's rows on, and bring its clients together."""
    export = _command(
        commands,
        "export",
        "Write rows of a book, or the entries that give its points, as a CSV file or a workbook.",
        'partnerbook export book.xlsx deals -o deals.csv --from 2026-01-01 --segment "Key accounts"',
    )
    _book(export)
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "rows", nargs="?", type=_rows, metavar="ROWS",
        help="points, or a table: " + ", ".join(choice.en.lower() for choice in EXPORTS if choice.code != "points"),
    )  # fmt: skip
    what.add_argument("--report", metavar="NAME", help="one of the book's saved reports: its rows, segment and days")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="what to write: .csv or .xlsx")
    export.add_argument("--segment", metavar="NAME", help="only the clients in this segment of the book")
    export.add_argument("--from", dest="since", type=day, metavar="DAY", help="the first day of the rows")
    export.add_argument("--until", type=day, metavar="DAY", help="the last day of the rows")
    _language(export)
    export.add_argument(
        "--decimal-comma", action="store_true", help='in a CSV file: 1,5 for 1.5, and ";" between cells'
    )
    export.add_argument("--save", metavar="NAME", help="remember rows, segment and days in the book, for --report")
    _replace(export)
    segment = _command(
        commands,
        "segment",
        "Put clients into a segment of a book: a new one, or one that it has.",
        'partnerbook segment book.xlsx "Key accounts" --add Acme "Beta Inc."',
    )
    segment.add_argument("book", type=Path, metavar="BOOK", help="the workbook to change")
    segment.add_argument("name", metavar="NAME", help="the segment's name")
    segment.add_argument("--add", nargs="+", required=True, metavar="CLIENT", help="the clients' names")
    segment.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")


def _command(commands: "argparse._SubParsersAction[_Parser]", name: str, text: str, example: str = "") -> _Parser:
    return commands.add_parser(name, help=text, description=text, epilog=example and f"Example: {example}")


def _book(made: _Parser) -> None:
    made.add_argument("book", type=Path, metavar="BOOK", help="a workbook, or a folder of CSV files")


def _goal(made: _Parser) -> None:
    made.add_argument("--goal", metavar="TIER", help="the tier to work towards (else the book's, else the next one)")


def _replace(made: _Parser) -> None:
    made.add_argument("--replace", action="store_true", help="write over the workbook if it exists")


def _as_of(made: _Parser) -> None:
    made.add_argument("--as-of", type=day, metavar="DAY", help="such as 2026-10-31 (else the book's, else today)")


def _language(made: _Parser, default: str | None = "en") -> None:
    made.add_argument("--language", type=_language_code, default=default, help="of the headings: en, es or pt")


def day(text: str) -> date:
    """A day as people write it; BadInput for a text that is none or could be two.

    >>> day("31 de outubro de 2026"), day("10/31/2026") == day("31/10/2026")
    (datetime.date(2026, 10, 31), True)
    """
    read = date_text(text)
    if not read.readings:
        raise BadInput(f'The day "{text}" {read.why}; write it as 2026-10-31.')
    if len(read.readings) > 1:
        first, second = read.readings
        raise BadInput(f'The day "{text}" can be {first} or {second}; write the one you mean in that form.')
    return read.readings[0]


def amount(text: str, currency: str) -> Decimal:
    """An amount of money as people write it, in a currency given as its code.

    Errors: BadInput for a text that is none, could be two, names another currency, or is below zero.

    >>> amount("1.234,50 €", "EUR") == amount("EUR 1,234.50", "EUR") == amount("1 234,50", "EUR")
    True
    """
    read = amount_text(text, currency)
    if read.value is not None:
        return read.value
    small, large = read.readings[:1], read.readings[-1:]
    why = {
        AmountFault.LABEL: f'is not in {currency}; write it without "{read.label}", or another currency.',
        AmountFault.TWO: f"can be {large[0]} or {small[0]}; write {large[0]} or {small[0]}0." if small else "",
        AmountFault.NEGATIVE: "is below zero; points are counted from 0 up.",
        AmountFault.LARGE: "is too large to be meant.",
    }
    raise BadInput(
        f'The amount "{text}" {why.get(read.fault or AmountFault.NUMBER) or f"{read.why}; write it as 1234.50."}'
    )


def _language_code(text: str) -> str:
    return LANGUAGES[language_index(text.lower())]


def _rows(text: str) -> str:
    from partnerbook.book.export import rows_named

    return rows_named(text)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise BadInput(f'"{text}" is no number of other partners; it is a whole number from 0.')
    return int(text)
