"""The points calculator's view: two tabs of fields, and below each what comes of them and why."""

from datetime import date
from decimal import Decimal

import ipywidgets as w
import traitlets as t
from markupsafe import Markup

from partnerbook.book.tables.choices import SOURCES
from partnerbook.exact import PLACES, exactly
from partnerbook.figures.shown import ShownPoints, shown
from partnerbook.panels.each.calculator.model import TO_MONEY, TO_POINTS, CalculatorModel
from partnerbook.panels.frame.book_view import book_parts
from partnerbook.panels.frame.html import html, note
from partnerbook.panels.frame.table import Pairs, labelled
from partnerbook.panels.frame.view import Panel, choices, day_field, field, fields, live, piece
from partnerbook.parsing.currency import currency_codes, currency_name
from partnerbook.parsing.market import market_code, market_name, market_names

UNKNOWN = "–"


class Calculator(Panel):
    """The points calculator of the partner dashboard, linked to its model."""

    def __init__(self, model: CalculatorModel) -> None:
        self.model: CalculatorModel = model
        say = model.reader.words["calculator"]
        asked = fields(
            self._text("amount", say["amount_hint"]),
            *self._client(),
            self._market(),
            self._currency(),
            field(model, "manage", w.Checkbox(indent=False), say["manage"]),
            self._others(),
            self._choice("source", self._sources()),
            self._day(),
        )
        points = w.VBox([asked, live(model, self._points)])
        methods = [(say[way], way) for way in (TO_MONEY, TO_POINTS)]
        given = fields(
            self._choice("method", methods),
            *self._client(),
            self._market(),
            self._currency(),
            self._given("sold"),
            self._given("managed"),
            self._day(),
        )
        money = w.VBox([given, live(model, self._conversion)])
        tabs = w.Tab([points, money], titles=(say["points"], say["money"]))
        parts = [piece(note(self._rules())), *book_parts(model), tabs, piece(note(say["estimate"]))]
        super().__init__(model, say["title"], parts if model.book is not None else parts[1:])

    @exactly
    def static_html(self) -> Markup:
        """What is given and what comes of it, as a table; and why, as lines below it."""
        model, say, language = self.model, self.model.reader.words["calculator"], self.model.reader.language
        source = next(label for label, code in self._sources() if code == model.source)
        rows = [
            (say["amount"], model.amount),
            *([(say["client"], model.client)] if model.client else []),
            (say["market"], market_name(model.market, language)),
            (say["currency"], model.currency),
            (say["source"], source),
            (say["manage"], say["yes"] if model.manage else say["no"]),
            *([(say["others"], model.others)] if model.manage else []),
            (say["on"], model.reader.day(model.on) if isinstance(model.on, date) else model.on or ""),
            *self._point_figures(),
        ]
        rules = self._rules() if model.book is not None else ""
        lines = (*model.problems.values(), model.sold_why, model.managed_why, rules, say["estimate"])
        return html("each/calculator/static.html", figures=labelled(rows), lines=lines)

    def _text(self, name: str, hint: str = "") -> w.Widget:
        return field(self.model, name, w.Text(), self.model.reader.words["calculator"][name], hint)

    def _choice(self, name: str, options: list[tuple[str, str]]) -> w.Widget:
        return field(self.model, name, w.Dropdown(options=options), self.model.reader.words["calculator"][name])

    def _sources(self) -> list[tuple[str, str]]:
        return [(each.label(self.model.reader.language), each.code) for each in SOURCES]

    def _currency(self) -> w.Widget:
        """The currencies, those without a rate on the day marked."""
        model, say = self.model, self.model.reader.words["calculator"]

        def offered() -> list[tuple[str, str]]:
            codes = sorted({*currency_codes(), model.currency})  # a deal may be in one that is no longer in use
            names = [(f"{code} – {currency_name(code, model.reader.language)}", code) for code in codes]
            return [(say["unrated"].format(currency=name) if code in model.unrated else name, code)
                    for name, code in names]  # fmt: skip

        return choices(model, "currency", offered, say["currency"], "unrated")

    def _client(self) -> list[w.Widget]:
        """The clients of the book, where there are any: of a client HubSpot's own multiplier may be known."""
        model, say = self.model, self.model.reader.words["calculator"]

        def offered() -> list[tuple[str, str]]:
            names = sorted({each.client for each in model.book.clients} if model.book is not None else ())
            return [(say["any_client"], ""), *((name, name) for name in names)]

        return [choices(model, "client", offered, say["client"], "book")] if len(offered()) > 1 else []

    def _rules(self) -> str:
        """Whose rates and settings count."""
        book = self.model.book
        partner = "" if book is None else book.settings.partner
        file = "" if self.model.path is None else self.model.path.name
        return self.model.say("calculator", "of_book", book=file or partner or self.model.say("calculator", "a_book"))

    def _market(self) -> w.Widget:
        return self._choice("market", [(name, market_code(name)) for name in market_names(self.model.reader.language)])

    def _day(self) -> w.Widget:
        return day_field(self.model, "on", self.model.reader.words["calculator"]["on"])

    def _others(self) -> w.Widget:
        others = w.Text()
        t.dlink((self.model, "manage"), (others, "disabled"), lambda manage: not manage)
        return field(self.model, "others", others, self.model.reader.words["calculator"]["others"])

    def _given(self, track: str) -> w.Widget:
        """The field of the currency tab for a track: points or money, as the method says."""
        name = f"{track}_given"
        box = field(self.model, name, w.Text(), "")
        label = (box.children[0], "description")
        t.dlink((self.model, "computations"), label, lambda _: self._label(track, given=True))
        return box

    def _label(self, track: str, given: bool) -> str:
        """What a figure of the currency tab is: points where money is asked for, or money."""
        key = track if given == (self.model.method == TO_MONEY) else f"{track}_value"
        return self.model.say("calculator", key, currency=self.model.currency)

    def _points(self) -> Markup:
        return _results(self._point_figures(), [self.model.sold_why, self.model.managed_why])

    def _point_figures(self) -> Pairs:
        say = self.model.reader.words["calculator"]
        sold, managed = self.model.sold, self.model.managed
        total = None if sold is None or managed is None else ShownPoints(shown(sold), shown(managed)).total
        figures = (("total", total), ("sold", sold), ("managed", managed))
        return [(say[name], self._shown(value)) for name, value in figures]

    def _conversion(self) -> Markup:
        model = self.model
        figures = [
            (self._label(track, given=False), self._shown(getattr(model, f"{track}_value")))
            for track in ("sold", "managed")
        ]
        return _results(figures, [model.sold_value_why, model.managed_value_why])

    def _shown(self, value: Decimal | None) -> str:
        return UNKNOWN if value is None else self.model.reader.number(value, PLACES)


def _results(figures: Pairs, why: list[str]) -> Markup:
    """Figures, of which a screen reader tells each change, and the lines that say how they came about."""
    return html("each/calculator/results.html", figures=labelled(figures, "figures"), why=why)
