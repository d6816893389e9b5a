"""The view of the commission: the next payout, the amounts of the months asked for, and what there is to look at."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import COMMISSIONS, DEALS, PAYOUTS
from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import PeriodCommission
from partnerbook.figures.commission_payouts import DuePayout
from partnerbook.figures.overview import Overview
from partnerbook.language.texts import texts
from partnerbook.panels.each.commission import lists
from partnerbook.panels.each.commission.model import CLIENT, DEAL, MONTH, QUARTER, CommissionModel
from partnerbook.panels.frame.asked_fields import asked_sentences, range_fields, segment_fields
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import Listed, Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.tabbed_panel import Tab, TabbedPanel
from partnerbook.panels.frame.table import Column, Form, labelled, table
from partnerbook.panels.frame.view import choices, day_field, field

_NAMED = 4  # payouts that are late: of more of them, how many and between which


class CommissionPanel(TabbedPanel):
    """A book's commission, linked to its model; `sample` says that the book is the made-up one."""

    section = "commission"
    model: CommissionModel

    def __init__(self, model: CommissionModel, sample: bool = False) -> None:
        self._say = say = model.reader.words["commission"]

        def currencies() -> list[tuple[str, str]]:
            return [(say["currencies"], ""), *((each, each) for each in model.currencies)]

        asked = [
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
            *range_fields(model),
            field(model, "by", w.Dropdown(options=[(say[each], each) for each in (QUARTER, MONTH, CLIENT, DEAL)]),
                  say["by"]),
            choices(model, "currency", currencies, say["currency"], "currencies"),
            *segment_fields(model),
        ]  # fmt: skip
        amounts = (self._listed(self._amounts), self._meanings, self._listed(lists.stopping), self._assumed)
        statement = (self._listed(lists.statement), self._listed(lists.clawbacks))
        payouts = (self._listed(self._payout_list), self._year, self._listed(lists.conversions))
        named = PAYOUTS.label(model.reader.language)
        tabs = [Tab(say["title"], amounts), Tab(say["statement"], statement), Tab(named, payouts)]
        self.behind = BehindView(model)
        super().__init__(model, sample, asked, [self._next], tabs, [self.behind])

    def has_tabs(self, known: Overview) -> bool:
        """Whether the book has anything that pays."""
        return not _is_empty(known)

    def _amounts(self, model: CommissionModel) -> Rows:
        return lists.amounts(model)._replace(on_open=self.open_period)

    def open_period(self, row: str, _: str) -> None:
        """Open the deals behind a quarter or a month."""
        found: PeriodCommission = self.model.rows[int(row)]
        self.behind.open_rows(lambda: lists.opened_period(self.model, found))

    def _payout_list(self, model: CommissionModel) -> Rows | None:
        return lists.payouts(model, self.open_payout)

    def open_payout(self, period: str, currency: str) -> None:
        """Open the lines of the statement that are in a payout."""
        self.behind.open_rows(lambda: lists.opened_payout(self.model, period, currency))

    def _listed(self, made: lists.Made) -> Listed:
        return Listed(lambda known: None if _is_empty(known) else made(self.model))

    def _next(self, known: Overview, _: Form) -> Iterable[Part]:
        """The next payout, what is not confirmed, and the totals of the months."""
        found, say, language = self.model.found, self._say, self.model.reader.language
        sheets = {"deals": DEALS.label(language), "commissions": COMMISSIONS.label(language),
                  "payouts": PAYOUTS.label(language)}  # fmt: skip
        if found is None or _is_empty(known):
            yield Part(sentences=[say["empty"].format(**sheets)])
            return
        due, late = found.next_payout, found.late_payouts[-_NAMED:]
        told = [self._next_sentence(due)]
        if found.recorded.first is None:
            told.append(say["no_payouts"].format(**sheets))
        payouts = self._payouts([due])
        yield Part(say["next"], told if payouts else [*told, say["nothing"]], payouts, wide=bool(payouts))
        if late:
            yield Part(say["unconfirmed"], list(self._late_sentences(found)), self._payouts(late), wide=True)
        asked = [*asked_sentences(self.model), say["apart"], say["by_clients"] if self.model.segment else ""]
        totals = self._totals() if self.model.totals else Markup()
        yield Part(self.model.reader.words["renewals"]["totals"], asked, totals, wide=bool(self.model.totals))

    def _next_sentence(self, due: DuePayout) -> str:
        key = {0: "next_today", 1: "next_one"}.get(due.days, "next_in")
        return self._say[key].format(period=due.period, day=self.model.reader.day(due.expected_on), days=due.days)

    def _late_sentences(self, found: Commission) -> Iterator[str]:
        late, reader = found.late_payouts, self.model.reader
        for due in late[-_NAMED:]:
            yield self._say["late"].format(period=due.period, day=reader.day(due.expected_on))
        older = late[:-_NAMED]
        if older:
            ends = {"first": older[0].period, "last": older[-1].period}
            yield self._say["late_many"].format(count=len(older), **ends)

    def _payouts(self, payouts: Sequence[DuePayout]) -> Markup:
        """Payouts currency by currency: our figures, and what the book says of them; of several, of which quarter."""
        rows = [(due.period, *row) for due in payouts for row in self._payout_rows(due)]
        keys = ("quarter", "currency", "over", "forecast", "clawed_back", "book_gross", "book_net")
        shown = [at for at in range(len(keys)) if any(row[at] for row in rows) and (at or len(payouts) > 1)]
        names, figures = Column(align="start", scope="row"), Column()
        columns = [(figures if at > 1 else names)._replace(heading=self._say[keys[at]]) for at in shown]
        return table(columns, [[row[at] for at in shown] for row in rows]) if rows else Markup()

    def _payout_rows(self, due: DuePayout) -> Iterator[tuple[str, ...]]:
        parts = {part.currency: part for part in due.parts}
        told = {each.currency: each for each in due.told}
        for currency in sorted(set(parts) | set(told)):
            if self.model.is_asked(currency):
                part, said = parts.get(currency), told.get(currency)
                amounts = (part and part.earned, part and (part.forecast or None), part and (part.clawed_back or None),
                           said and said.gross, said and said.net)  # fmt: skip
                yield currency, *map(self._money, amounts)

    def _totals(self) -> Markup:
        heads = [Column(self._say[kind]) for kind in self.model.kinds]
        rows = [
            (currency, *(self._money(getattr(amounts, kind) or None) for kind in self.model.kinds))
            for currency, amounts in self.model.totals
        ]
        return table([Column(self._say["currency"], "start", "row"), *heads], rows)

    def _money(self, amount: Decimal | None) -> str:
        return "" if amount is None else self.model.reader.number(amount, 2)

    def _meanings(self, known: Overview, form: Form) -> Iterable[Part]:
        """What each kind of amount is."""
        if self.model.kinds and not _is_empty(known):
            rows = labelled([(self._say[kind], self._say[f"{kind}_is"]) for kind in self.model.kinds], form)
            yield self._folded(self._say["meanings"], rows, form)

    def _folded(self, heading: str, body: Markup, form: Form) -> Part:
        """What is only looked up: folded where there is a style sheet."""
        if form == "facts":
            return Part(body=html("frame/folded.html", summary=heading, body=body))
        return Part(heading, body=body)

    def _year(self, known: Overview, _: Form) -> Iterable[Part]:
        """The year up to the day."""
        found, say, reader = self.model.found, self._say, self.model.reader
        if found is None or _is_empty(known):
            return
        rows = [(row.currency, *(self._money(amount or None) for amount in row[2:])) for row in found.year_to_date
                if self.model.is_asked(row.currency)]  # fmt: skip
        if rows:
            heads = [Column(say[key]) for key in ("ours", "paid", "clawed_back", "received")]
            heading = say["year"].format(year=known.as_of.year, day=reader.day(known.as_of))
            body = table([Column(say["currency"], "start", "row"), *heads], rows)
            yield Part(heading, [say["year_is"]], body, wide=True)

    def _assumed(self, known: Overview, form: Form) -> Iterable[Part]:
        """What of the rules is not published."""
        found, say, reader = self.model.found, self._say, self.model.reader
        if found is None or _is_empty(known):
            return
        notes = None if reader.language == "en" else texts("program", reader.language)["commission_notes"]
        sentences = [each.note if notes is None else notes[each.key] for each in found.assumed]
        yield self._folded(say["assumed"], html("frame/sentences.html", sentences=sentences), form)


def _is_empty(known: Overview) -> bool:
    """Whether a book has nothing that pays, no statement and no payout."""
    return not (known.book.deals or known.book.commissions or known.book.payouts)
