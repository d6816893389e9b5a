"""The view of the renewals: alerts, totals, what is at stake, the list, and the button that writes a sheet."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import CLIENTS, RENEWALS
from partnerbook.book.tables.choices import RENEWAL_STATUSES
from partnerbook.codes import NO_TIER, OVERDUE, Alert, AlertKind, Measure
from partnerbook.figures.overview import LAST_DAY, Overview
from partnerbook.figures.renewal_stake import RenewalStake
from partnerbook.figures.shown import shown
from partnerbook.language.texts import texts
from partnerbook.language.words import alert_words, tier_words
from partnerbook.panels.each.renewals.model import ALL, DUE, RenewalsModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.asked_fields import asked_sentences, own_day_fields, segment_fields
from partnerbook.panels.frame.asked_model import OWN
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.row_actions import Behind, table_behind
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow
from partnerbook.panels.frame.table import Column, Form, Pairs, labelled, table
from partnerbook.panels.frame.view import button, choices, day_field, field, piece
from partnerbook.parsing.quarter import quarter_days

_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("client", "text"), ("renews_on", "day"), ("days", "number"), ("alert", "text"), ("points", "points"),
    ("costs", "text"), ("change", "money"),
    ("currency", "text"), ("last_active_employee", "text"), ("renewal_manager", "text"), ("products", "text"),
    ("current_mrr", "money"), ("renewal_mrr", "money"), ("status", "text"), ("last_active_on", "day"),
    ("communication_owner", "text"), ("deadline", "day"),
)  # fmt: skip
_FILTERS = ("alert", "costs", "currency", "renewal_manager")


class Renewals(BookPanel):
    """A book's renewals, linked to their model; `sample` says that the book is the made-up one."""

    section = "renewals"
    model: RenewalsModel

    def __init__(self, model: RenewalsModel, sample: bool = False) -> None:
        self.model = model
        self._say = say = model.reader.words["renewals"]
        self._heads = texts("renewals", model.reader.language)["sheet"]
        language = model.reader.language
        statuses = [(say["any"], ""), *((choice.label(language), choice.code) for choice in RENEWAL_STATUSES)]
        asked = [
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
            choices(model, "range", self._ranges, say["period"], "quarters"),
            *own_day_fields(model),
            field(model, "status", w.Dropdown(options=statuses), RENEWALS.column("status").heading(language)),
            *segment_fields(model),
        ]
        self.behind = BehindView(model)
        parts = (self._sums, self._stakes, Listed(self._list))
        super().__init__(model, sample, asked, parts, [self.behind, self._sheet()])

    def open_points(self, row: str, _: str = "") -> None:
        """Open the entries behind the points of a renewal's client, on the day that its points at stake are of."""
        renewal = self.model.shown[int(row)].renewal

        def day() -> date | None:
            known = self.model.known
            return None if known is None else min(max(renewal.renews_on, known.as_of), LAST_DAY)

        open_points(self.behind, self.model, Measure.TOTAL, client=renewal.client, day=day)

    def _ranges(self) -> list[tuple[str, str]]:
        """What can be asked for: what is due, all, quarters, other days."""
        model, say = self.model, self._say
        return [(say[DUE], DUE), (say[ALL], ALL), *((each, each) for each in model.quarters),
                (model.reader.words["range"][OWN], OWN)]  # fmt: skip

    def _sums(self, known: Overview, form: Form) -> Iterable[Part]:
        """The alerts, and the totals of what is listed."""
        say = self._say
        if not known.book.renewals:
            sheet = RENEWALS.label(self.model.reader.language)
            yield Part(sentences=[say["empty"].format(sheet=sheet)])
            return
        alerts = self._alerts(known)
        body = labelled(alerts, "figures" if form == "facts" else "table") if alerts else Markup()
        every, listed = (sum(each.due for each in of) for of in (self.model.every, self.model.shown))
        told = say["alerts_of"] if every > listed else ""
        yield Part(say["alerts"], [told if alerts else say["no_alert"]], body)
        if self.model.shown:
            yield Part(say["totals"], [*asked_sentences(self.model), say["apart"]], self._totals(), wide=True)

    def _stakes(self, _: Overview, form: Form) -> Iterator[Part]:
        """Which renewals would cost a tier, each by itself, and what all that are listed would take."""
        model, say = self.model, self._say
        if not model.stakes:
            return
        costing = sum(each.costing for each in model.stakes)
        told = say["costing"].format(count=costing)
        if not costing:
            told = say["costing_untold" if any(each.costs is None for each in model.stakes) else "no_costing"]
        opening = [say["stake_opens"]] if form == "facts" else []
        yield Part(say["stake"], [told, *self._together(), say["stake_is"], *opening])

    def _together(self) -> Iterator[str]:
        found, say, reader = self.model.together, self._say, self.model.reader
        if found is None:
            yield say["together_unpriced"]
            return
        key = {None: "together_untold", NO_TIER: "together_none"}.get(found.costs, "together_costs")
        points, tier = reader.points(shown(found.points.total)), tier_words(found.costs or NO_TIER, reader.language)
        yield say[key].format(points=points, day=reader.day(found.day), tier=tier)

    def _alerts(self, known: Overview) -> Pairs:
        """How many renewals are under each alert, the soonest first."""
        language, every = self.model.reader.language, self.model.every
        alerts = [OVERDUE, *(Alert(AlertKind.WITHIN, days) for days in known.alert_days)]
        counts = [(alert, sum(each.alert == alert for each in every)) for alert in alerts]
        if not any(count for _, count in counts):
            return []
        return [(alert_words(alert, language), self.model.reader.number(Decimal(count), 0)) for alert, count in counts]

    def _totals(self) -> Markup:
        reader, heads = self.model.reader, self._heads
        columns = [Column(heads[key]) for key in ("number", "open", "at_stake", "change")]
        rows = [
            (each.currency, *(reader.number(Decimal(count), 0) for count in (each.number, each.open)),
             *(reader.number(amount, 2) for amount in (each.at_stake, each.change)))
            for each in self.model.totals
        ]  # fmt: skip
        currency = RENEWALS.column("currency").heading(reader.language)
        return table([Column(currency, "start", "row"), *columns], rows)

    def _list(self, known: Overview) -> Rows | None:
        """The renewals that are asked for."""
        if not known.book.renewals:
            return None
        columns = [
            ListColumn(code, self._heading(code), kind, filters=code in _FILTERS, opens=code == "points")
            for code, kind in _COLUMNS
        ]
        stakes = {id(each.outlook): each for each in self.model.stakes}
        clients = {client.client: client for client in known.book.clients}
        statuses = {choice.code: choice.label(self.model.reader.language) for choice in RENEWAL_STATUSES}
        rows = []
        for place, each in enumerate(self.model.shown):
            client = clients.get(each.renewal.client)
            cells: dict[str, Cell] = {
                "days": each.days,
                "alert": alert_words(each.alert, self.model.reader.language),
                "points": self._points(stakes.get(id(each))),
                "costs": self._costs(stakes.get(id(each))),
                "change": each.mrr_change,
                "deadline": each.deadline,
                "status": statuses.get(each.renewal.status, each.renewal.status),
                "last_active_employee": client.last_active_employee if client else "",
                "last_active_on": client.last_active_on if client else None,
            }
            named = [cells[code] if code in cells else getattr(each.renewal, code) for code, _ in _COLUMNS]
            rows.append(ListRow(str(place), named))
        note = texts("renewals", self.model.reader.language)["notes"]["days"]
        told = [note] if rows else [self._say["none"]]
        return Rows(self._say["title"], columns, rows, told, self.open_points, self._behind)

    def _points(self, stake: RenewalStake | None) -> Decimal | None:
        return None if stake is None or stake.points is None else shown(stake.points.total)

    def _costs(self, stake: RenewalStake | None) -> str:
        return "" if stake is None else sections.lost_tier(stake.costs, self.model.reader)

    def _behind(self) -> Behind:
        """The rows as the book has them, and the days that hold them."""
        model = self.model
        records = [each.renewal for each in model.shown]
        days = model.days if model.range in model.ranges else quarter_days(model.range)
        if model.range == DUE and records:
            days = records[0].renews_on, records[-1].renews_on
        return table_behind(RENEWALS, records, model, days)

    def _heading(self, code: str) -> str:
        language = self.model.reader.language
        if code in ("days", "alert", "change", "deadline"):
            return self._heads[code]
        if code in ("points", "costs"):
            return self._say[code]
        return (CLIENTS if code.startswith("last_active") else RENEWALS).column(code).heading(language)

    def _sheet(self) -> w.Widget:
        """The button that writes the sheet of the quarter, and what came of it."""
        model, say = self.model, self._say
        head = {"heading": say["sheet"], "sentences": [say["sheet_is"]], "body": "", "wide": False}
        write, told = button(""), piece()

        def rename(_: object = None) -> None:
            write.description = say["write"].format(quarter=model.quarter)
            box.layout.display = None if model.quarter and model.book.renewals else "none"

        def tell(_: object) -> None:
            told.value = html("frame/sentence.html", kind="note", role="status", sentence=model.told)

        box = w.VBox([piece(html("frame/parts.html", parts=[head], level=3)), write, told])
        write.on_click(lambda _: model.write_sheet())
        model.observe(tell, "told")
        model.follow(rename)
        return box
