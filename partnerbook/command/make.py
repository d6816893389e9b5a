"""`partnerbook demo`, `new` and `templates`: workbooks that come to be without a book."""

from pathlib import Path

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_command, add_language, add_replace
from partnerbook.command.paths import as_typed, free_path, new_folder
from partnerbook.command.printed import bar, say
from partnerbook.command.voice import language as spoken
from partnerbook.errors import BadInput, Sentence

REPORT, BOOK, RENEWALS = "tier_report.xlsx", "book.xlsx", "renewals.xlsx"


def add_demo(commands: Commands) -> None:
    """Add `demo` to the commands."""
    made = add_command(
        commands,
        "demo",
        demo,
        "Write a made-up book, its tier report and its renewal sheet, and print the standing.",
    )
    made.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (else a new partnerbook-demo)")
    add_language(made)


def demo(folder: Path | None, language: str | None) -> int:
    """The exit code, after writing the three workbooks and telling the tier standing."""
    from partnerbook.book.read.reader import read_book
    from partnerbook.command.lines import tier_lines
    from partnerbook.command.written_lines import demo_lines
    from partnerbook.sample import sample_book
    from partnerbook.sample.figures import AS_OF
    from partnerbook.workbooks.book import write_book
    from partnerbook.workbooks.renewals import write_renewal_sheet
    from partnerbook.workbooks.report import write_report

    language = language or spoken()
    folder = folder or new_folder(Path("partnerbook-demo"))
    folder.mkdir(parents=True, exist_ok=True)
    book_path, report_path, renewals_path = (free_path(folder / name) for name in (BOOK, REPORT, RENEWALS))
    write_book(sample_book(), book_path, AS_OF, language)
    book, _ = read_book(book_path)  # the rows that the report names are those of this file
    with bar(Sentence("Tier report")) as progress:
        known = write_report(book, report_path, AS_OF, book_name=BOOK, progress=progress, language=language)
    write_renewal_sheet(book, renewals_path, AS_OF, language=language)
    say(tier_lines(known))
    say(demo_lines(book_path, report_path, renewals_path))
    return 0


def add_new(commands: Commands) -> None:
    """Add `new` to the commands."""
    made = add_command(
        commands,
        "new",
        new,
        "Write an empty book to fill in, or a finance sheet that calls the functions.",
        "partnerbook new finance.xlsx --no-addin --language es",
    )
    made.add_argument("book", type=Path, metavar="BOOK", help="the workbook to write")
    made.add_argument(
        "--kind", choices=("book", "finance"), help="what to write (else a finance sheet if its name begins so)"
    )
    made.add_argument("--no-addin", action="store_true", help="of the finance sheet: LAMBDAs instead of an add-in")
    add_language(made)


def new(book: Path, kind: str | None, no_addin: bool, language: str | None) -> int:
    """The exit code, after writing an empty book or a finance sheet."""
    if kind == "book" and no_addin:
        raise BadInput("--no-addin is for the finance sheet: leave it out, or write --kind finance.")
    by_name = "finance" if no_addin or book.stem.casefold().startswith("finance") else "book"
    say((_finance_sheet if (kind or by_name) == "finance" else _empty_book)(book, no_addin, language or spoken()))
    return 0


def _empty_book(path: Path, _: bool, language: str) -> list[str]:
    from partnerbook.records import Book
    from partnerbook.workbooks.book import write_book

    write_book(Book(), free_path(path), clock.today(), language)
    return [
        Sentence("{path} is written. Open it, begin with its first sheet, and when something is entered:", path=path),
        Sentence("  partnerbook check {as_typed}", as_typed=as_typed(path)),
    ]


def _finance_sheet(path: Path, no_addin: bool, language: str) -> list[str]:
    from partnerbook.workbooks.finance import write_finance_sheet

    write_finance_sheet(free_path(path), clock.today(), no_addin, language)
    then: list[str] = [
        Sentence("It needs no add-in: its functions are LAMBDAs, for Microsoft 365, Excel 2024 and Excel for the web.")
    ]
    if not no_addin:
        then = [Sentence("Its functions come from an add-in. To install it: partnerbook excel --help"),
                Sentence("Without one: partnerbook new finance_no_addin.xlsx --no-addin")]  # fmt: skip
    return [Sentence("{path} is written. Its yellow cells are yours to fill in.", path=path), *then]


def add_templates(commands: Commands) -> None:
    """Add `templates` to the commands."""
    made = add_command(
        commands, "templates", templates, "Write the workbooks of the project's folder workbook_templates."
    )
    made.add_argument("folder", type=Path, metavar="DIR", help="where to")
    add_replace(made)


def templates(folder: Path, replace: bool) -> int:
    """The exit code, after writing the workbooks into a folder."""
    from partnerbook.workbooks.templates import TEMPLATES, write_templates

    folder.mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        free_path(folder / name, replace)
    say(Sentence("{path} is written.", path=path) for path in write_templates(folder))
    return 0
