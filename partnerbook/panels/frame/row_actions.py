"""What a person does with the rows of a list: their clients into a segment, a file of them, a saved report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import ipywidgets as w

from partnerbook.book.export import Exported, content_rows, exported
from partnerbook.book.tables import SAVED_REPORTS, SEGMENTS
from partnerbook.book.tables.shape import Table
from partnerbook.book.write.applied import book_with
from partnerbook.book.write.change import Change
from partnerbook.book.write.kept import kept_name, report_change, report_named, segment_changes
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.exact import exactly
from partnerbook.figures.segments import segment_names
from partnerbook.files.csv_out import write_csv
from partnerbook.language.spoken import spoken_value
from partnerbook.names import same_name
from partnerbook.panels.frame.asked_model import SegmentModel
from partnerbook.panels.frame.book import BookModel
from partnerbook.panels.frame.html import alert, html
from partnerbook.panels.frame.row_list import RowList
from partnerbook.panels.frame.today import today
from partnerbook.panels.frame.view import button, fields, labelled_widget, piece
from partnerbook.records import Book, SavedReport

ACTIONS = ("segment", "export", "report")


class Behind(NamedTuple):
    """The rows behind a list: as they are exported, and the client of each row of the list, by the row's code.

    `of` has, for each that is exported, the codes of the list's rows that it is behind; None where there is one for
    each in their order.
    `own` is whether the rows are of these clients alone, and not of all or of a segment: then a saved report of them
    needs a segment of its own, because a report remembers which rows, of which segment and between which days.
    """

    exported: Exported
    clients: Mapping[str, str]
    own: bool = False
    of: Sequence[tuple[str, ...]] | None = None

    def rows(self, codes: Sequence[str]) -> list[list[object]]:
        """The exported rows behind some rows of the list, in the order of these."""
        order = {code: place for place, code in enumerate(codes)}
        of_rows = [(code,) for code in self.clients] if self.of is None else self.of
        found = zip(of_rows, self.exported.rows, strict=True)
        meant = (
            (min(order[code] for code in of if code in order), row)
            for of, row in found
            if not order.keys().isdisjoint(of)
        )
        return [row for _, row in sorted(meant, key=itemgetter(0))]


def table_behind(
    table: Table,
    records: Sequence[Any],
    model: SegmentModel,
    days: Sequence[date] = (),
) -> Behind:
    """The rows of a table of the book behind a list that has them in their order, by their places."""
    language = model.reader.language
    first, last = days or (None, None)
    found = Exported(table, language, model.segment, first, last, list(content_rows(table, records, language)))
    return Behind(found, {str(at): getattr(each, "client", "") for at, each in enumerate(records)})


class RowActions(w.VBox):
    """A drop-down of what is to be done, a name for it, and a button; below it what comes of it."""

    def __init__(self, model: BookModel, made: RowList) -> None:
        from partnerbook.panels.frame.book_change import BookChange  # with all that writes books: it takes its time

        self.model, self.list = model, made
        self._made: Callable[[], Behind | None] = lambda: None
        self._behind: Behind | None = None
        self.say = say = model.reader.words["actions"]
        self.what = labelled_widget(w.Dropdown(options=[(say[key], key) for key in ACTIONS]), say["what"])
        self.name = labelled_widget(w.Combobox(), say["name_segment"])
        self.go = button(say["go"])
        self.told, self.change = piece(), BookChange(model)
        self.what.observe(lambda _: self._ask(), "value")
        self.go.on_click(lambda _: self.act())
        asked = [w.VBox([each]) for each in (self.what, self.name)]
        for each in asked:
            each.add_class("pb-field")
        super().__init__([fields(*asked), self.go, self.told, self.change])
        self.add_class("pb-actions")
        self._ask()

    @property
    def behind(self) -> Behind | None:
        """The rows behind the list, which are made when something is to be done with them."""
        self._behind = self._behind or exactly(self._made)()
        return self._behind

    def show(self, made: Callable[[], Behind]) -> None:
        """Whose rows these are from now on; what is said of the last thing done stays."""
        self._made, self._behind = made, None
        self._name_options()

    def clear(self) -> None:
        """Say nothing any more of what was done."""
        self.told.value = ""
        self.change.clear()

    def act(self) -> None:
        """Do what is chosen, or ask first where the book would change."""
        self.clear()
        if self.behind is None:
            return
        try:
            if self.what.value == "export":
                self.told.value = html("frame/told.html", sentences=[self._export(self.behind)])
            elif self.what.value == "segment":
                self._propose_segment()
            else:
                self._propose_report(self.behind)
        except (PartnerbookError, OSError) as error:
            self.told.value = alert(spoken_value(error, self.model.reader))

    def _ask(self) -> None:
        """The field for the name, as what is chosen needs it."""
        self.name.description = self.say[f"name_{self.what.value}"]
        self._name_options()
        self.clear()

    def _name_options(self) -> None:
        book = self.model.book
        self.name.options = list(segment_names(book)) if self.what.value == "segment" and book is not None else []

    def clients(self) -> list[str]:
        """The clients of the rows that are meant."""
        of = {} if self.behind is None else self.behind.clients
        return list(dict.fromkeys(of[code] for code in self.list.meant if of.get(code)))

    def _named(self) -> str:
        name = " ".join(self.name.value.split())
        if not name:
            raise BadInput(self.say["no_name"])
        return name

    def _propose_segment(self) -> None:
        name, clients = kept_name(self._named(), SEGMENTS.column("segment")), self.clients()
        if not clients:
            raise BadInput(self.say["no_clients"])
        self.change.propose(lambda book, _: segment_changes(book, name, _known(book, clients)))

    def _propose_report(self, behind: Behind) -> None:
        name, found = kept_name(self._named(), SAVED_REPORTS.column("report")), behind.exported
        clients = self.clients()
        own = behind.own or self.list.is_part
        if own and not clients:
            raise BadInput(self.say["no_clients"])

        def decide(book: Book, _: object) -> Sequence[Change]:
            if report_named(book, name):
                raise BadInput(self.say["taken"].format(report=name))
            members = segment_changes(book, name, _known(book, clients)) if own else []
            return [*members, report_change(report)]

        def told(book: Book, changes: Sequence[Change]) -> Iterable[str]:
            if own:
                yield self.say["own_segment"].format(segment=name)
            kept = exported(book_with(book, changes), report.rows, report.segment, report.since, report.until)
            count, meant = (
                self.model.reader.number(Decimal(len(rows))) for rows in (kept.rows, behind.rows(self.list.meant))
            )
            if count != meant:
                yield self.say["other_rows"].format(count=count, meant=meant)

        report = SavedReport(name, found.table.field, name if own else found.segment, found.since, found.until)
        self.change.propose(decide, told)

    def _export(self, behind: Behind) -> str:
        """The sentence that a file is written: beside the book, or where the kernel runs."""
        name = self._named()
        if Path(name).suffix.lower() not in (".csv", ".xlsx"):
            name += ".xlsx"
        folder = Path.cwd() if self.model.path is None or self.model.path.is_dir() else self.model.path.parent
        path = folder / Path(name).expanduser()
        if not path.parent.is_dir():
            raise BadInput(self.say["no_folder"].format(folder=path.parent))
        if path.exists():
            raise BadInput(self.say["exists"].format(file=path))
        from partnerbook.workbooks.rows_sheet import write_rows_sheet  # openpyxl takes longer than to draw a panel

        found = behind.exported
        found = found._replace(rows=behind.rows(self.list.meant))
        if path.suffix.lower() == ".csv":
            write_csv(path, found.headings, found.rows, self.model.reader.mark == ",")
        else:
            book = self.model.book
            write_rows_sheet(found, path, today(), book.settings.partner if book else "")
        return self.say["exported"].format(file=path, count=self.model.reader.number(Decimal(len(found.rows))))


class RowMenu(w.VBox):
    """A button under a list, and below it, once it is pressed, what can be done with the rows."""

    def __init__(self, model: BookModel, made: RowList) -> None:
        self._model, self._list = model, made
        self._made: Callable[[], Behind] | None = None
        self.actions: RowActions | None = None
        self.button = button(model.reader.words["actions"]["what"])
        self.button.on_click(lambda _: self.turn())
        self._is_open = False
        super().__init__([self.button])

    def turn(self) -> None:
        """Show what can be done, or hide it."""
        if self.actions is None:
            self.actions = RowActions(self._model, self._list)
        if self._made is not None:
            self.actions.show(self._made)
        self._is_open = not self._is_open
        self.children = [self.button, self.actions] if self._is_open else [self.button]

    def show(self, made: RowList, behind: Callable[[], Behind]) -> None:
        """Whose rows these are from now on, and which list has them."""
        self._list, self._made = made, behind
        if self.actions is not None:
            self.actions.list = made
            self.actions.show(behind)


def _known(book: Book, clients: Sequence[str]) -> list[str]:
    """Those of the clients that the book still has, as it spells them."""
    names = {same_name(client.client): client.client for client in book.clients}
    return [names[same_name(client)] for client in clients if same_name(client) in names]
