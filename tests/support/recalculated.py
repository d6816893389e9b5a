"""Workbooks moved to other days in an open LibreOffice, cell beside cell with those made for these days."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils.datetime import to_excel

from partnerbook.days import MONTHS_AHEAD, months_later
from partnerbook.figures.overview import FOLLOWED_MONTHS
from partnerbook.functions.hosts.libreoffice.install import place_in
from partnerbook.records import Book
from partnerbook.workbooks.renewals import write_renewal_sheet
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.said import report_words
from partnerbook.workbooks.report.words import ABOUT, ACCOUNT, CHECKS, CONTENTS, DASHBOARD, OUTLOOK
from support.engines import Cells, column_places, named_places, of_one_day, same, shown_values, written_values
from support.libreoffice_host import answered_cells, asked
from support.package import Value

_SECONDS = 1800

Inputs = Mapping[str, str | float | date]


class Differing(NamedTuple):
    """A cell that LibreOffice finds to be something else than it should be; nothing is as good as empty text."""

    where: str
    sheet: str
    cell: str
    expected: Value
    found: Value


class Moved(NamedTuple):
    """A workbook, the changes of its inputs that are to be tried, and what writes the workbook made for one of them.

    `kept` are the cells that say when and from what it was made; the sheets `ahead` are told up to a day alone, and
    compared up to 18 months before it. In the cells `spelled` a text has numbers as the program's country writes them.
    """

    path: Path
    moves: Sequence[Inputs]
    made: Callable[[Inputs, Path], object]
    kept: frozenset[tuple[str, str]] = frozenset()
    ahead: frozenset[str] = frozenset()
    until: date = date.max
    spelled: frozenset[tuple[str, str]] = frozenset()


def moved_values(workbooks: Sequence[Moved]) -> list[list[Cells]]:
    """The cells of each workbook as LibreOffice opens it, and after each move, which is upon the one before it."""
    jobs = []
    for each in workbooks:
        places = named_places(each.path)
        changes = [
            [(*places[name], to_excel(value) if isinstance(value, date) else value) for name, value in inputs.items()]
            for inputs in ({}, *each.moves)
        ]
        jobs.append([str(each.path), changes])
    with tempfile.TemporaryDirectory(prefix="partnerbook-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "jobs.json")
        file.write_text(json.dumps(jobs), encoding="utf-8")
        answers = asked(place_in(Path(folder)), "moved", str(file), seconds=_SECONDS)
    return [[dict(answered_cells(answer)) for answer in of_workbook] for of_workbook in answers]


def differing(workbooks: Sequence[Moved]) -> list[Differing]:
    """The cells that are not as written, and those that after a move are not as in the workbook made for it.

    Of what stands in both every cell is compared, formula or not, but those that are kept.
    """
    return [wrong for each, found in zip(workbooks, moved_values(workbooks), strict=True) for wrong in _of(each, found)]


def compared_cells(workbook: Moved) -> int:
    """How many cells `differing` looks at, about: its formulas once, and all that it shows after each move."""
    shown = shown_values(workbook.path).keys() - workbook.kept
    return len(written_values(workbook.path)) + len(shown) * len(workbook.moves)


def _of(workbook: Moved, found: Sequence[Cells]) -> Iterator[Differing]:
    as_written, *moved = found
    path = workbook.path
    formulas = {place: cell.value for place, cell in written_values(path).items() if place not in workbook.spelled}
    yield from _wrong(f"{path.stem} as written", formulas, as_written)
    own = shown_values(path).keys() - workbook.kept - workbook.spelled
    fresh = path.with_name(f"fresh-{path.name}")
    for inputs, cells_now in zip(workbook.moves, moved, strict=True):
        workbook.made(inputs, fresh)
        day = inputs["AsOf"]
        assert isinstance(day, date)
        untold = workbook.ahead if day > months_later(workbook.until, -MONTHS_AHEAD) else ()
        expected = {
            place: value for place, value in shown_values(fresh).items() if place in own and place[0] not in untold
        }
        assert len(expected) > len(own) / 2
        yield from _wrong(f"{path.stem} moved to {' '.join(map(str, inputs.values()))}", expected, cells_now)


def _wrong(where: str, expected: Mapping[tuple[str, str], Value], found: Cells) -> Iterator[Differing]:
    for place, value in expected.items():
        if not same("" if value is None else unescaped(value), found.get(place, "")):
            yield Differing(where, *place, value, found.get(place))


def unescaped(value: Value) -> Value:
    """A cell's value as programs show it: in a file a text that looks like an escape is escaped itself.

    >>> unescaped("_x005F_x0041_"), unescaped(1.0)
    ('_x0041_', 1.0)
    """
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def moved_report(book: Book, path: Path, moves: Sequence[tuple[date, str]], as_of: date, language: str = "en") -> Moved:
    """The report of a book on a day in a language, written to the path, to be moved to other days and goals.

    A market rate is known of its day alone: what a report says in a currency that has no other is not compared.
    """
    units = write_report(book, path, as_of, language=language).own_units
    say = report_words(language)
    checks_sheet, outlook = say.sheet(CHECKS), say.sheet(OUTLOOK)
    untold = say("check_lines", "day").rpartition(": ")[2]

    def made(inputs: Inputs, fresh: Path) -> None:
        day, goal = inputs["AsOf"], inputs["GoalTier"]
        assert isinstance(day, date)
        assert isinstance(goal, str)
        write_report(book, fresh, day, goal, language=language)

    shown = shown_values(path)
    stays = of_one_day(path)
    kept = {
        place
        for place, value in shown.items()
        if place[0] in (say.sheet(ABOUT), say.sheet(CONTENTS)) or stays(place) or untold in str(value)
    }
    if any(step.unit is None or step.unit.estimated for step in units):
        checks = {place for place in shown if place[0] == checks_sheet and place[1].startswith("C")}
        kept |= {(say.sheet(DASHBOARD), "L8"), *((say.sheet(ACCOUNT), cell) for cell in ("E20", "C21", "C22")), *checks}
    kept |= {named_places(path)["FollowedUntil"], *chain.from_iterable(column_places(path, "OwnUnits").values())}
    kept |= {place for place in shown.keys() - written_values(path).keys() if place[0] in (outlook, checks_sheet)}
    until = months_later(as_of, FOLLOWED_MONTHS)
    spelled = frozenset({(say.sheet(DASHBOARD), "B9")} if language != "en" else ())  # LibreOffice is English here
    goals: list[Inputs] = [{"AsOf": day, "GoalTier": goal} for day, goal in moves]
    return Moved(path, goals, made, frozenset(kept), frozenset({outlook}), until, spelled)


def moved_renewals(
    book: Book, path: Path, days: Sequence[date], as_of: date, quarter: str, language: str = "en"
) -> Moved:
    """The renewal sheet of a book for a quarter in a language, written to the path, to be moved to other days."""
    write_renewal_sheet(book, path, as_of, quarter, language)

    def made(inputs: Inputs, fresh: Path) -> None:
        day = inputs["AsOf"]
        assert isinstance(day, date)
        write_renewal_sheet(book, fresh, day, quarter, language)

    return Moved(path, [{"AsOf": day} for day in days], made)
