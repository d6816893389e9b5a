"""The view of shared selling: the numbers, the months, and the deals behind a number."""

from collections.abc import Iterable
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import DEALS, SHARED_DEALS
from partnerbook.book.tables.choices import DEAL_STAGES, SELLERS
from partnerbook.figures.overview import Overview
from partnerbook.figures.selling import Selling
from partnerbook.panels.each.shared_selling.model import CLOSED, CREATED, OPEN_DEALS, SharedSellingModel
from partnerbook.panels.frame.asked_fields import asked_sentences, range_fields, segment_fields
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.month_chart import MonthChart, Series, month_chart, month_image, told
from partnerbook.panels.frame.row_actions import table_behind
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow
from partnerbook.panels.frame.table import Column, Form, Pairs, labelled, table
from partnerbook.panels.frame.view import day_field, field
from partnerbook.records import SharedDeal

_KINDS: dict[str, Kind] = {"created": "day", "closed": "day", "amount": "money"}
_FILTERS = ("created_by", "owner")
_FIELDS = ("deal", "client", "created_by", "created", "stage", "closed", "closed_by", "owner", "amount", "currency")
_COUNTED = ("created", "won", "lost", "open")


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
        super().__init__(model, sample, asked, [self._numbers_and_months, Listed(self._deals)])

    def _numbers_and_months(self, known: Overview, form: Form) -> Iterable[Part]:
        """The numbers of the days, and the months up to the last of them."""
        found, reader, say = self.model.found, self.model.reader, self._say
        sheet = SHARED_DEALS.label(reader.language)
        if not known.book.shared_deals:
            yield Part(sentences=[say["empty"].format(sheet=sheet)])
        elif found is not None:
            numbers = labelled(self._numbers(found), "figures" if form == "facts" else "table")
            yield Part(sentences=asked_sentences(self.model), body=numbers)
            undated = say["undated"].format(count=len(found.undated), sheet=sheet) if found.undated else ""
            yield Part(sentences=[undated, say["no_points"].format(sheet=DEALS.label(reader.language))])
            chart = self._chart(found)
            yield Part(
                say["months"], [say["until_last"]], (month_chart if form == "facts" else month_image)(chart, reader)
            )
            months, figures = self._months(found), reader.words["progress"]["months_figures"]
            folded = html("frame/folded.html", summary=figures, body=months)
            yield Part(body=folded if form == "facts" else months)

    def _numbers(self, found: Selling) -> Pairs:
        counts = (("created", len(found.created)), ("closed", len(found.closed)), ("won", found.won),
                  ("lost", found.lost), ("open_deals", len(found.open)))  # fmt: skip
        return [(self._say[key], self._whole(count)) for key, count in counts]

    def _whole(self, count: int) -> str:
        return self.model.reader.number(Decimal(count), 0)

    def _chart(self, found: Selling) -> MonthChart:
        """What HubSpot created and won side by side, what was lost and what is open as lines."""
        names = [self._say[f"month_{key}"] for key in _COUNTED]
        tells = [
            told(self.model.reader.month(month.day), zip(names, map(self._whole, month[1:]), strict=True))
            for month in found.months
        ]
        series = [
            Series(name, [Decimal(getattr(month, key)) for month in found.months])
            for name, key in zip(names, _COUNTED, strict=True)
        ]
        days = [month.day for month in found.months]
        return MonthChart(self._say["months"], days, tells, series[:2], series[2:], grouped=True)

    def _months(self, found: Selling) -> Markup:
        heads = [Column(self._say[f"month_{key}"]) for key in _COUNTED]
        rows = [(self.model.reader.month(month.day), *map(self._whole, month[1:])) for month in reversed(found.months)]
        return table([Column(self._say["month"], "start", "row"), *heads], rows)

    def _deals(self, known: Overview) -> Rows | None:
        """The deals behind the number that is chosen."""
        found, language = self.model.found, self.model.reader.language
        if found is None or not known.book.shared_deals:
            return None
        deals = {CREATED: found.created, CLOSED: found.closed, OPEN_DEALS: found.open}[self.model.which]
        columns = [
            ListColumn(
                each, SHARED_DEALS.column(each).heading(language), _KINDS.get(each, "text"), filters=each in _FILTERS
            )
            for each in _FIELDS
        ]
        rows = [ListRow(str(place), self._cells(deal)) for place, deal in enumerate(deals)]
        created = sorted(deal.created for deal in deals)  # a saved report asks for the days on which deals were created
        days = self.model.days if self.model.which == CREATED else (*created[:1], *created[-1:])
        behind = table_behind(SHARED_DEALS, deals, self.model, days)
        return Rows(
            self._say[self.model.which], columns, rows, [] if rows else [self._say["none"]], behind=lambda: behind
        )

    def _cells(self, deal: SharedDeal) -> list[Cell]:
        words = {choice.code: choice.label(self.model.reader.language) for choice in (*SELLERS, *DEAL_STAGES)}
        return [words.get(value, value) if each in ("created_by", "stage", "closed_by") else value
                for each in _FIELDS for value in [getattr(deal, each)]]  # fmt: skip
