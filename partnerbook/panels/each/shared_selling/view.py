"""The view of shared selling: the numbers, the months, and the deals behind a number."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import partial

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import DEALS, SHARED_DEALS
from partnerbook.figures.overview import Overview
from partnerbook.figures.selling import CLOSED, CREATED, LOST, OPEN, WON, Selling, SellingMonth, deals_behind
from partnerbook.panels.each.shared_selling.deals import deal_rows, deals_as_exported
from partnerbook.panels.each.shared_selling.model import OPEN_DEALS, SharedSellingModel
from partnerbook.panels.frame.asked_fields import asked_sentences, range_fields, segment_fields
from partnerbook.panels.frame.behind_view import BehindView, Opened
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.month_chart import MonthChart, Series, month_chart, month_image, told
from partnerbook.panels.frame.pressable import opens
from partnerbook.panels.frame.table import Column, Form, Pairs, labelled, table
from partnerbook.panels.frame.view import day_field, field

COUNTED = (CREATED, WON, LOST, OPEN)  # of a month


class SharedSelling(BookPanel):
    """What partner and HubSpot sell together, linked to its model; `sample` says that the book is the made-up one."""

    section = "shared_selling"
    model: SharedSellingModel

    def __init__(self, model: SharedSellingModel, sample: bool = False) -> None:
        self._say = model.reader.words["shared_selling"]
        lists = [(self._say[each], each) for each in (CREATED, CLOSED, OPEN_DEALS)]
        asked = [
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
            *range_fields(model),
            *segment_fields(model),
            field(model, "which", w.Dropdown(options=lists), self._say["which"]),
        ]
        self.behind = BehindView(model)
        shown = (self._numbers_and_months, Listed(self._deals))
        super().__init__(model, sample, asked, shown, [self.behind], self.open_number)

    def _numbers_and_months(self, known: Overview, form: Form) -> Iterable[Part]:
        """The numbers of the days, and the months up to the last of them."""
        found, reader, say = self.model.found, self.model.reader, self._say
        sheet = SHARED_DEALS.label(reader.language)
        if not known.book.shared_deals:
            yield Part(sentences=[say["empty"].format(sheet=sheet)])
        elif found is not None:
            live = form == "facts"
            numbers = labelled(self._numbers(found, live), "figures" if live else "table")
            yield Part(sentences=asked_sentences(self.model), body=numbers)
            undated = say["undated"].format(count=len(found.undated), sheet=sheet) if found.undated else ""
            yield Part(sentences=[undated, say["no_points"].format(sheet=DEALS.label(reader.language))])
            chart = self._chart(found)
            yield Part(say["months"], [say["until_last"]], (month_chart if live else month_image)(chart, reader))
            months, figures = self._months(found, live), reader.words["progress"]["months_figures"]
            folded = html("frame/folded.html", summary=figures, body=months)
            yield Part(body=folded if live else months)

    def _numbers(self, found: Selling, live: bool) -> Pairs:
        counts = ((CREATED, len(found.created)), (CLOSED, len(found.closed)), (WON, found.won), (LOST, found.lost),
                  (OPEN, len(found.open)))  # fmt: skip
        return [
            (self._label(number), self._opening(count, number, found.first, found.last, self._label(number))
             if live else self._whole(count))
            for number, count in counts
        ]  # fmt: skip

    def _whole(self, count: int) -> str:
        return self.model.reader.number(Decimal(count), 0)

    def _chart(self, found: Selling) -> MonthChart:
        """What HubSpot created and won side by side, what was lost and what is open as lines."""
        names = [self._say[f"month_{key}"] for key in COUNTED]
        tells = [
            told(self.model.reader.month(month.day), zip(names, map(self._whole, month[1:]), strict=True))
            for month in found.months
        ]
        series = [
            Series(name, [Decimal(getattr(month, key)) for month in found.months])
            for name, key in zip(names, COUNTED, strict=True)
        ]
        days = [month.day for month in found.months]
        return MonthChart(self._say["months"], days, tells, series[:2], series[2:], grouped=True)

    def _months(self, found: Selling, live: bool) -> Markup:
        heads = [Column(self._say[f"month_{key}"]) for key in COUNTED]
        rows = [(self.model.reader.month(month.day), *self._month(month, live)) for month in reversed(found.months)]
        return table([Column(self._say["month"], "start", "row"), *heads], rows)

    def _month(self, month: SellingMonth, live: bool) -> Iterable[str]:
        for key, count in zip(COUNTED, month[1:], strict=True):
            label = f"{self._say[f'month_{key}']}, {self.model.reader.month(month.day)}"
            opening = self._opening(count, key, month.day.replace(day=1), month.day, label)
            yield opening if live else self._whole(count)

    def _deals(self, known: Overview) -> Rows | None:
        """The deals behind the number that is chosen."""
        found, model = self.model.found, self.model
        if found is None or not known.book.shared_deals:
            return None
        which = OPEN if model.which == OPEN_DEALS else model.which
        deals = deals_behind(model.deals, which, *model.days)
        columns, rows = deal_rows(deals, model.reader)
        behind = partial(deals_as_exported, deals, model, which, model.days)
        return Rows(self._say[model.which], columns, rows, [] if rows else [self._say["none"]], behind=behind)

    def open_number(self, code: str) -> None:
        """Open the deals behind a number of some days: "won 2026-01-01 2026-01-31"."""
        number, *days = code.split()
        first, last = map(date.fromisoformat, days)

        def made() -> Opened | None:
            model = self.model
            if model.known is None:
                return None
            deals = deals_behind(model.deals, number, first, last)
            columns, rows = deal_rows(deals, model.reader)
            of_days = model.reader.words["range"]["from_to"].format(
                first=model.reader.day(first), last=model.reader.day(last)
            )
            if number == OPEN:
                of_days = model.reader.words["over_time"]["as_of"].format(day=model.reader.day(last))
            label = (
                f"{self._label(CLOSED)}: {self._say[f'month_{number}']}"
                if number in (WON, LOST)
                else self._label(number)
            )
            heading = f"{label}. {of_days}"
            return Opened(heading, columns, rows, deals_as_exported(deals, model, number, (first, last)))

        self.behind.open_rows(made)

    def _label(self, number: str) -> str:
        return self._say["open_deals" if number == OPEN else number]

    def _opening(self, count: int, number: str, first: date, last: date, label: str) -> str:
        """A number as a button that opens its deals; there is nothing to open behind none."""
        text = self._whole(count)
        return opens(text, f"{number} {first} {last}", label) if count else text
