"""The view of shared selling: the numbers, the months, and the deals behind a number."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import DEALS, SHARED_DEALS
from partnerbook.book.tables.choices import DEAL_STAGES, SELLERS
from partnerbook.figures.overview import Overview
from partnerbook.figures.selling import Selling
from partnerbook.panels.each.shared_selling.model import CLOSED, CREATED, OPEN_DEALS, SharedSellingModel
from partnerbook.panels.frame.asked_fields import asked_sentences, range_fields, segment_fields
from partnerbook.panels.frame.book_panel import BookPanel, Part
from partnerbook.panels.frame.table import Column, Form, Pairs, labelled, table
from partnerbook.panels.frame.view import day_field, field
from partnerbook.records import SharedDeal

_STARTS = ("deal", "client", "created_by", "stage", "closed_by", "owner", "currency")


class SharedSelling(BookPanel):
    """What partner and HubSpot sell together, linked to its model; `sample` says that the book is the made-up one."""

    section = "shared_selling"
    model: SharedSellingModel

    def __init__(self, model: SharedSellingModel, sample: bool = False) -> None:
        say = model.reader.words["shared_selling"]
        lists = [(say[each], each) for each in (CREATED, CLOSED, OPEN_DEALS)]
        asked = [
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
            *range_fields(model),
            *segment_fields(model),
            field(model, "which", w.Dropdown(options=lists), say["which"]),
        ]
        super().__init__(model, sample, asked)

    def parts(self, known: Overview, form: Form) -> Iterable[Part]:
        """The numbers, the months, the deals."""
        found, reader = self.model.found, self.model.reader
        say, sheet = reader.words["shared_selling"], SHARED_DEALS.label(reader.language)
        if found is None:
            return
        if not known.book.shared_deals:
            yield Part(sentences=[say["empty"].format(sheet=sheet)])
            return
        figures = labelled(self._numbers(found), "figures" if form == "facts" else "table")
        yield Part(sentences=asked_sentences(self.model), body=figures)
        told = [say["undated"].format(count=len(found.undated), sheet=sheet)] if found.undated else []
        yield Part(sentences=[*told, say["no_points"].format(sheet=DEALS.label(reader.language))])
        yield Part(say["months"], [say["until_last"]], self._months(found), wide=True)
        deals = {CREATED: found.created, CLOSED: found.closed, OPEN_DEALS: found.open}[self.model.which]
        if deals:
            yield Part(say[self.model.which], body=self._deals(deals), wide=True)
        else:
            yield Part(say[self.model.which], [say["none"]])

    def _numbers(self, found: Selling) -> Pairs:
        say = self.model.reader.words["shared_selling"]
        counts = (("created", len(found.created)), ("closed", len(found.closed)), ("won", found.won),
                  ("lost", found.lost), ("open_deals", len(found.open)))  # fmt: skip
        return [(say[key], self.model.reader.number(Decimal(count), 0)) for key, count in counts]

    def _months(self, found: Selling) -> Markup:
        reader, say = self.model.reader, self.model.reader.words["shared_selling"]
        heads = [Column(say[f"month_{key}"]) for key in ("created", "won", "lost", "open")]
        rows = [
            (reader.month(month.day), *(reader.number(Decimal(count), 0) for count in month[1:]))
            for month in reversed(found.months)
        ]
        return table([Column(say["month"], "start", "row"), *heads], rows)

    def _deals(self, deals: Sequence[SharedDeal]) -> Markup:
        reader, language = self.model.reader, self.model.reader.language
        fields = ("deal", "client", "created_by", "created", "stage", "closed", "closed_by", "owner", "amount",
                  "currency")  # fmt: skip
        words = {choice.code: choice.label(language) for choice in (*SELLERS, *DEAL_STAGES)}
        columns = [
            Column(
                SHARED_DEALS.column(each).heading(language),
                "start" if each in _STARTS else "end",
                "row" if each == "deal" else "col",
            )
            for each in fields
        ]
        rows = [
            (
                deal.deal,
                deal.client,
                words.get(deal.created_by, deal.created_by),
                reader.day(deal.created),
                words.get(deal.stage, deal.stage),
                "" if deal.closed is None else reader.day(deal.closed),
                words.get(deal.closed_by, deal.closed_by),
                deal.owner,
                "" if deal.amount is None else reader.number(deal.amount, 2),
                deal.currency,
            )
            for deal in deals
        ]
        return table(columns, rows)
