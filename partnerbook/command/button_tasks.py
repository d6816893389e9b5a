"""The tasks of the buttons in Excel: each takes a copy of the workbook in front, and gives what is to be opened."""

import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from partnerbook.command import clock
from partnerbook.command.lines import missing_lines
from partnerbook.command.questions import question_line
from partnerbook.command.reading import day_of, read_as_spoken
from partnerbook.command.voice import language, speak_as_book, told
from partnerbook.errors import PartnerbookError, Sentence, counted
from partnerbook.figures.unsold import questions
from partnerbook.files.problems import ERROR, NOTE, WARNING, error_count, problem_summary
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.program.edition import edition_on, editions
from partnerbook.workbooks.found_sheet import FoundRow, write_found

if TYPE_CHECKING:
    from partnerbook.figures.overview import Overview
    from partnerbook.files.problems import Problem
    from partnerbook.records import Book


class Front(NamedTuple):
    """The workbook in front: a copy of it as it is open, its address for links, and where what is made goes.

    `address` is "" for one that was never saved, `beside` the folder for what is made of it, `shown` the one for what
    is only shown, `taken` the names of the workbooks that are open, of which Excel opens no second one.
    """

    copy: Path
    address: str
    beside: Path
    shown: Path
    taken: Collection[str] = ()

    def free(self, folder: Path, words: str) -> Path:
        """The path of a workbook about this one, which is neither there nor open."""
        stem = f"{self.copy.stem} {words}"
        names = (f"{stem}{f' {number}' if number > 1 else ''}.xlsx" for number in count(1))
        taken = {name.casefold() for name in self.taken}
        return next(folder / name for name in names if name.casefold() not in taken and not (folder / name).exists())


def done(task: str, front: Front) -> list[Path]:
    """The workbooks to open after a task, one of TASKS; what was found or went wrong is one of them."""
    try:
        made, rows = {"check": _check, "report": _report, "renewals": _renewals, "sync": _sync}[task](front)
    except PartnerbookError as error:
        _speak_as_finance_sheet(error, front.copy)
        made, rows = [], [FoundRow(ERROR, "", "", "", told(error))]
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sentence = Sentence("{where}{strerror}.", where=where, strerror=error.strerror or error)
        made, rows = [], [FoundRow(ERROR, "", "", "", told(sentence))]
    if rows:
        said = texts("excel", language())
        found = front.free(front.shown, said["files"]["found"])
        title = said["sheet"][f"title_{task}"].format(book=front.copy.name)
        write_found(rows, found, clock.today(), title, front.address, language())
        made = [*made, found]
    return made


def _check(front: Front) -> "tuple[list[Path], list[FoundRow]]":
    try:
        book, problems, _ = read_as_spoken(front.copy, clock.today())
    except PartnerbookError as error:
        if not _speak_as_finance_sheet(error, front.copy):
            raise
        return [], [*_calculated(front.copy)]
    known = _known(book, problems)
    rows = [*_problem_rows(problems), *_unused_rows(known), *_question_rows(book)]
    lacking = [FoundRow(NOTE, "", "", "", told(line)) for line in missing_lines(book, edition_on(known.as_of))]
    counts = FoundRow("", "", "", "", told(problem_summary(problems)))
    return [], [counts, *rows, *lacking, *_read_rows(book)]


def _report(front: Front) -> "tuple[list[Path], list[FoundRow]]":
    from partnerbook.workbooks.report import write_report

    book, problems, spoken = read_as_spoken(front.copy, clock.today())
    made = front.free(front.beside, texts("excel", spoken)["files"]["report"])
    known = write_report(book, made, day_of(book), "", problems, front.copy.name, iter, spoken)
    return [made], [*_wrong_rows(problems), *_unused_rows(known)]


def _renewals(front: Front) -> "tuple[list[Path], list[FoundRow]]":
    from partnerbook.workbooks.renewals import write_renewal_sheet

    book, problems, spoken = read_as_spoken(front.copy, clock.today())
    made = front.free(front.beside, texts("excel", spoken)["files"]["renewals"])
    write_renewal_sheet(book, made, day_of(book), None, spoken)
    return [made], _wrong_rows(problems)


def _sync(front: Front) -> "tuple[list[Path], list[FoundRow]]":
    """What HubSpot shows comes into a second copy, which stays only if anything changed."""
    from partnerbook.command.sync import opened, sync

    _, problems, spoken = read_as_spoken(front.copy, clock.today())
    if error_count(problems):
        first = Sentence("Nothing is brought in while rows cannot be read: what they hold would be added again.")
        return [], [FoundRow(ERROR, "", "", "", told(first)), *_wrong_rows(problems)]
    before = front.copy.read_bytes()
    target = front.free(front.beside, texts("excel", spoken)["files"]["sync"]).with_suffix(front.copy.suffix)
    target.write_bytes(before)
    said, wrong = io.StringIO(), ""
    try:
        with redirect_stdout(said), redirect_stderr(said):
            sync(target, False, None, None, False, opened)
    except PartnerbookError as error:
        wrong = told(error)
    finally:
        changed = target.read_bytes() != before
        if not changed:
            target.unlink()
    rows = [FoundRow(ERROR, "", "", "", wrong)] if wrong else []
    rows += [FoundRow("", "", "", "", line) for line in said.getvalue().splitlines() if line.strip()]
    if not changed:
        rows = [row._replace(message=row.message.replace(str(target), front.copy.name)) for row in rows]
    return [target] if changed else [], rows


def _known(book: "Book", problems: "Sequence[Problem]") -> "Overview":
    from partnerbook.figures.overview import overview

    return overview(book, max(day_of(book), editions()[0].start), "", error_count(problems))


def _problem_rows(problems: "Sequence[Problem]") -> list[FoundRow]:
    return [FoundRow(each.severity, each.sheet, each.cell, each.found, told(each.message)) for each in problems]


def _wrong_rows(problems: "Sequence[Problem]") -> list[FoundRow]:
    """The errors alone: what is in no figure."""
    return _problem_rows([each for each in problems if each.severity == ERROR])


def _unused_rows(known: "Overview") -> Iterator[FoundRow]:
    """The records that give no points, or no retention, though they should."""
    for severity, records in ((ERROR, known.ledger.unused), (WARNING, known.unpriced)):
        for each in records:
            cell = f"A{each.origin.row}" if each.origin.row else ""
            yield FoundRow(severity, each.origin.sheet, cell, "", told(each.reason))


def _question_rows(book: "Book") -> Iterator[FoundRow]:
    """The rises of MRR of which no deal tells."""
    for each in questions(book):
        yield FoundRow(NOTE, each.origin.sheet, f"A{each.origin.row}", "", told(question_line(each)))


def _read_rows(book: "Book") -> Iterator[FoundRow]:
    """How much was read of each sheet."""
    from partnerbook.book.tables import TABLES

    for table in TABLES:
        read = 0 if table.by_row else len(getattr(book, table.field))
        if read:
            sentence = counted(read, "1 row read of {table}", "{count} rows read of {table}", table=table.named)
            yield FoundRow("", "", "", "", told(sentence))


def _speak_as_finance_sheet(error: PartnerbookError, path: Path) -> bool:
    """Whether a book was not read because it is a finance sheet, whose language is spoken then."""
    from partnerbook.book.read.made_workbooks import FINANCE_SHEET
    from partnerbook.files.xlsx.opened import opened_xlsx, xlsx_bytes

    if error.sentence.template != FINANCE_SHEET.template:
        return False
    there = set(opened_xlsx(xlsx_bytes(path, path.name), path.name).names)
    speak_as_book(max(LANGUAGES, key=lambda each: len(there & {*texts("finance", each)["sheets"].values()})))
    return True


def _calculated(path: Path) -> Iterator[FoundRow]:
    """What the functions of a finance sheet give now, where it is not what is written."""
    from partnerbook.functions.hosts.formualizer.calc import recalculated

    found = recalculated(path)
    counts = Sentence(
        "{compared} cells call the functions or follow from them; {count} differ.",
        compared=found.compared,
        count=len(found.changes),
    )
    yield FoundRow("", "", "", "", told(counts))
    for each in found.changes:
        now = told(Sentence("comes out as {now} now", now=str(each.now)))
        yield FoundRow(WARNING, each.sheet, each.cell, str(each.written), now)
    for sheet, cell in found.not_known:
        yield FoundRow(NOTE, sheet, cell, "", told(Sentence("uses what only Excel knows, and is not compared")))
