"""The saved reports of a book: one of them is chosen, and its rows are listed as they are today."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.export import Exported, exported
from partnerbook.errors import PartnerbookError
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.each.dashboard.model import DashboardModel
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Listing, Rows
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow, static_list
from partnerbook.records import SavedReport

_FIGURES: Mapping[str, Kind] = {"money": "money", "change": "money", "rate": "share"}


class SavedReports(w.VBox):
    """A drop-down of the reports, and below it the rows of the one that is chosen."""

    def __init__(self, model: DashboardModel) -> None:
        self.model, self._say = model, model.reader.words["dashboard"]
        self._chosen = w.Dropdown(options=self._names(), description=self._say["report"])
        self._chosen.style.description_width = "auto"
        self._list = Listing(model, self._rows)
        field = w.VBox([self._chosen])
        field.add_class("pb-field")
        super().__init__([field, self._list])
        self._chosen.observe(lambda _: model.compute(), "value")
        model.observe(lambda _: self._anew(), "book")

    def static_html(self) -> Markup:
        """The rows of the report that is chosen, the first of them."""
        found = self._rows()
        body = static_list(found.columns, found.rows, self.model.reader) if found.rows else ""
        part = {"heading": found.heading, "sentences": found.sentences, "body": body, "wide": False}
        return html("frame/parts.html", parts=[part], level=4)

    def _names(self) -> list[str]:
        return [] if self.model.book is None else [each.report for each in self.model.book.saved_reports]

    def _anew(self) -> None:
        self._chosen.options = self._names()

    def _rows(self) -> Rows:
        book = self.model.book
        reports = () if book is None else book.saved_reports
        report = next((each for each in reports if each.report == self._chosen.value), None)
        if book is None or report is None:
            return Rows(self._say["saved"], [], [], [self._say["no_reports"]])
        asked = report.rows, report.segment, report.since, report.until, self.model.reader.language
        try:
            found = exported(book, *asked, as_of=self.model.known and self.model.known.as_of)
        except PartnerbookError as error:
            return Rows(report.report, [], [], [spoken_value(error, self.model.reader)])
        rows = [ListRow(str(place), [_cell(value) for value in row]) for place, row in enumerate(found.rows)]
        return Rows(report.report, _columns(found), rows, self._said(report))

    def _said(self, report: SavedReport) -> list[str]:
        """Of whom the rows are, and between which days; and the person's own note."""
        reader, say = self.model.reader, self._say
        of = [say["of_segment"].format(segment=report.segment)] if report.segment else []
        days = [
            say[key].format(day=reader.day(day))
            for key, day in (("since", report.since), ("until", report.until))
            if day is not None
        ]
        return [*of, *days, *([report.note] if report.note else [])]


def _columns(found: Exported) -> list[ListColumn]:
    """A column of figures, of the book's own kind, where all its values are, one of days where all are, else text."""
    columns = []
    for place, (column, heading) in enumerate(zip(found.table.columns, found.headings, strict=True)):
        values = [row[place] for row in found.rows if row[place] is not None]
        kind: Kind = "text"
        if values and all(isinstance(value, Decimal | int) and not isinstance(value, bool) for value in values):
            kind = _FIGURES.get(column.kind, "number")
        elif values and all(isinstance(value, date) for value in values):
            kind = "day"
        columns.append(ListColumn(str(place), heading, kind))
    return columns


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, Decimal | int | date) or value is None else str(value)
