"""The fields of a row that is made up; those that it does not need are not there."""

import ipywidgets as w

from partnerbook.book.tables import SCENARIOS
from partnerbook.book.tables.choices import SOURCES, WHAT_IFS
from partnerbook.figures.scenario import rows_by_scenario
from partnerbook.panels.each.what_if.model import WhatIfModel, fields_of
from partnerbook.panels.frame.combobox import Combobox
from partnerbook.panels.frame.view import day_field, field, fields, own_field
from partnerbook.parsing.currency import currency_codes, currency_name
from partnerbook.parsing.market import market_code, market_name, market_names


def row_form(model: WhatIfModel) -> w.Widget:
    """All fields, linked to the model."""
    language, say = model.reader.language, model.reader.words["what_if"]

    def label(name: str) -> str:
        return SCENARIOS.column(name).heading(language)

    def chosen(name: str, options: list[tuple[str, str]]) -> w.Widget:
        return field(model, name, w.Dropdown(options=options), label(name))

    names, lines = (w.Combobox(continuous_update=False) for _ in range(2))
    clients = Combobox((), label("client"), say["client_hint"], model.reader)
    codes = sorted({market_code(name) for name in market_names()})
    markets = sorted(((market_name(code, language), code) for code in codes), key=lambda each: each[0].casefold())
    currencies = sorted({*currency_codes(), model.currency})
    asked = {
        "scenario": field(model, "scenario", names, label("scenario"), say["scenario_hint"]),
        "what": chosen("what", [(each.label(language), each.code) for each in WHAT_IFS]),
        "client": own_field(model, "client", clients),
        "day": day_field(model, "day", label("on")),
        "line": field(model, "line", lines, label("line"), say["line_hint"]),
        "mrr": field(model, "mrr", w.Text(continuous_update=False), label("mrr"), say["mrr_hint"]),
        "currency": chosen("currency", [(f"{code} – {currency_name(code, language)}", code) for code in currencies]),
        "source": chosen("source", [(each.label(language), each.code) for each in SOURCES]),
        "market": chosen("market", [(say["of_client"], ""), *markets]),
        "partners": field(model, "partners", w.Text(continuous_update=False), label("partners")),
    }

    def follow() -> None:
        """Offer what the book has."""
        book = model.book
        if book is None:
            return
        rows = rows_by_scenario((*book.scenarios, *model.rows)).values()
        names.options = [of_one[0].scenario for of_one in rows]
        clients.names = sorted({each.client for each in book.clients}, key=str.casefold)
        lines.options = sorted({each.line for each in (*book.subscriptions, *book.deals)})

    def show(_: object = None) -> None:
        needed = {"scenario", "what", "client", "day", *fields_of(model.what)}
        if "mrr" in needed:
            needed.add("currency")
        for name, box in asked.items():
            box.layout.display = None if name in needed else "none"

    model.follow(follow)
    show()
    model.observe(show, "what")
    return fields(*asked.values())
