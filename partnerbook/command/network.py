"""`partnerbook network`: the books of many partners, each in a row."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerbook.command import clock
from partnerbook.command.answers.form import TABLE, add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_command, add_language, add_replace
from partnerbook.command.paths import free_path
from partnerbook.command.printed import bar, say
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import Sentence, counted

if TYPE_CHECKING:
    from partnerbook.book.network import NetworkRow
    from partnerbook.command.lines import Shown


def add_network(commands: Commands) -> None:
    """Add `network` to the commands."""
    made = add_command(
        commands,
        "network",
        network,
        "Tell where many partners stand, a book each: tier, points, gaps, what is at stake, commission.",
        "partnerbook network books -o network.xlsx --as-of 2026-10-31",
    )
    made.add_argument("folder", type=Path, metavar="FOLDER", help="a folder of books: workbooks, folders of CSV files")
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help="a workbook to write, .xlsx")
    add_language(made)
    add_as_of(made)
    add_replace(made)
    add_form(made)


def network(
    folder: Path, output: Path | None, language: str | None, as_of: date | None, replace: bool, form: str
) -> int:
    """The exit code, after telling the books of a folder; 1 where one of them cannot be read or has errors."""
    from partnerbook.book.network import book_paths
    from partnerbook.command.answers.network import NetworkAnswer

    if output is not None:
        free_path(output, replace)
    paths = book_paths(folder, () if output is None else (output,))
    rows = sorted(network_rows(paths, as_of), key=lambda row: ((row.partner or row.file).casefold(), row.file))
    if output is not None:
        from partnerbook.workbooks.network import write_network

        write_network(rows, output, as_of or clock.today(), folder.resolve().name, language or "en")
    if output is None or form != TABLE:
        show(form, NetworkAnswer(MONTHS_AHEAD, tuple(rows)), as_of or clock.today(), network_lines(rows))
    else:
        written = counted(
            len(rows), "{output} is written: 1 book.", "{output} is written: {count} books.", output=output
        )
        say([written, *_wrong(rows)])
    return int(any(row.problem or row.errors for row in rows))


def network_rows(paths: Sequence[Path], as_of: date | None) -> "list[NetworkRow]":
    """The rows of books, worked out by as many processes as the machine has processors."""
    from functools import partial

    from partnerbook.book.network import network_row

    work = partial(network_row, as_of=as_of, today=clock.today())
    count = min(os.cpu_count() or 1, len(paths) // 2)
    with bar("Reading books") as track:
        if count < 2:
            return [work(path) for path in track(paths)]
        return _by_processes(work, paths, count, track)


def _by_processes(
    work: "Callable[[Path], NetworkRow]", paths: Sequence[Path], count: int, track: "Callable[..., Iterable[Any]]"
) -> "list[NetworkRow]":
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    from partnerbook.book.network import NetworkRow

    rows = []
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        works = [(path, pool.submit(work, path)) for path in paths]
        for path, done in track(works):
            try:
                rows.append(done.result())
            except BrokenProcessPool:
                rows.append(
                    NetworkRow(path.name, "", problem=Sentence("The process that read it was ended from outside."))
                )
    return rows


def network_lines(rows: "Sequence[NetworkRow]") -> "Iterator[Shown]":
    """The partners' table, and what is wrong with whose book."""
    from partnerbook.command.lines import number, points_text
    from partnerbook.figures.shown import shown_points
    from partnerbook.language.words import tier_words
    from partnerbook.points.ledger import Standing

    yield counted(
        len(rows),
        "1 book; what is at stake is of {months} months",
        "{count} books; what is at stake is of {months} months",
        months=MONTHS_AHEAD,
    )
    yield ""
    cells = []
    for row in rows:
        if row.sourced is None or row.assisted is None or row.managed is None:
            continue
        points = shown_points(Standing(row.sourced, row.assisted, row.managed))
        ending, at_risk = points_text(row.ending), points_text(row.at_risk)
        commission = "; ".join(f"{number(amount, 2)} {code}" for code, amount in row.amounts) or Sentence("none")
        tier = Sentence("unknown") if row.credited is None else tier_words(row.credited, language())
        gives = map(points_text, (points.sold, points.managed, points.total))
        rest = (points_text(row.gap_total), ending, at_risk, day_text(row.paid_on), commission)
        cells.append((row.partner or row.file, day_text(row.as_of), tier, *gives, str(row.goal), *rest))
    heads = (Column(heading, right=True) for heading in ("Sold", "Managed", "Total"))
    more = (Column(heading, right=True) for heading in ("Missing", "Ending", "At risk"))
    first = Column("Partner", wraps=True), Column("On"), Column("Tier")
    last = Column("Payout on"), Column("Commission of it", wraps=True)
    yield Table((*first, *heads, Column("Goal"), *more, *last), cells)
    yield from _wrong(rows)


def _wrong(rows: "Sequence[NetworkRow]") -> Iterator[str]:
    for row in rows:
        if row.problem:
            yield Sentence("{file}: {problem}", file=row.file, problem=row.problem)
        elif row.errors:
            yield counted(
                row.errors,
                "{file}: 1 row with an error; see partnerbook check",
                "{file}: {count} rows with an error; see partnerbook check",
                file=row.file,
            )
