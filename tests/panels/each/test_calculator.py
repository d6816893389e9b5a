"""The calculator without a notebook: its figures against the cases that the Excel functions are judged by."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.function_cases import OMITTED, Case, agree, cases

from partnerbook.errors import BadInput
from partnerbook.exact import EXACT
from partnerbook.language.reader import reader
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import calculator
from partnerbook.panels.each.calculator.model import CalculatorModel, calculator_model
from partnerbook.panels.each.calculator.view import Calculator
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_code, market_names
from partnerbook.points.terms import SOURCES
from partnerbook.program.edition import editions
from partnerbook.records import Book, Client, OwnRate, Settings

DAY = date(2026, 2, 1)


def plain_points(case: Case) -> bool:
    """Whether a case gives an amount, a market, a currency, and no more than a source or partners and a day."""
    amount, market, currency, *_ = (*case.arguments, None, None, None)
    more = case.arguments[3:]
    return (
        case.function in {"POINTS_SOLD", "POINTS_MANAGED"}
        and case.scalar
        and type(amount) in {int, float, Decimal}
        and amount >= 0
        and isinstance(market, str)
        and isinstance(currency, str)
        and isinstance(case.expected, int | float)
        and all(each is OMITTED or isinstance(each, kind) for each, kind in zip(more, _kinds(case), strict=False))
        and all(each in SOURCES for each in map(_lower, more[:1]) if isinstance(each, str))
    )


def _lower(cell: Any) -> Any:
    """A word as the panel's choice takes it: the codes, in any case."""
    return cell.lower() if isinstance(cell, str) else cell


def _kinds(case: Case) -> tuple[Any, Any]:
    return (str if case.function == "POINTS_SOLD" else int, date)


POINTS = [case for case in cases("python") if plain_points(case)]


def test_there_are_cases_to_judge_by() -> None:
    assert len(POINTS) > 100
    assert {case.function for case in POINTS} == {"POINTS_SOLD", "POINTS_MANAGED"}


@pytest.mark.parametrize("case", POINTS, ids=lambda case: case.note)
def test_the_calculator_gives_what_the_function_gives(case: Case) -> None:
    amount, market, currency, more, on = (*case.arguments, OMITTED, OMITTED)[:5]
    options: dict[str, Any] = {"amount": f"{Decimal(str(amount)):f}", "market": market, "currency": currency}
    if more is not OMITTED:
        options["source" if case.function == "POINTS_SOLD" else "others"] = more
    day = editions()[-1].start if on is OMITTED else on
    model = calculator_model(**options, manage=True, on=day)
    found = model.sold if case.function == "POINTS_SOLD" else model.managed
    assert found is not None
    assert agree(case.expected, found.quantize(Decimal("1E-9"), ROUND_HALF_UP))
    assert model.problems == {}
    assert model.sold is not None
    assert model.total == EXACT.add(model.sold, model.managed)


@settings(deadline=None)  # the first of them reads the rates of the European Central Bank
@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from([market_code(name) for name in market_names()]),
    st.sampled_from(("USD", "EUR", "GBP", "JPY", "COP")),
)
def test_money_of_points_of_money_is_the_money(amount: Decimal, market: str, currency: str) -> None:
    there = calculator_model(
        market=market, currency=currency, on=DAY, method="to_points", sold_given=str(amount), managed_given=str(amount)
    )
    back = calculator_model(
        market=market, currency=currency, on=DAY, method="to_money",
        sold_given=f"{there.sold_value:f}", managed_given=f"{there.managed_value:f}",
    )  # fmt: skip
    assert (back.sold_value, back.managed_value) == (amount, amount)


def test_every_change_is_followed_at_once() -> None:
    model = calculator_model(amount="1000", market="MX", on=DAY)
    assert model.total == 100
    model.manage = True
    assert (model.managed, model.total) == (20, 120)
    model.others = 3
    assert model.managed == 5
    model.source = "assisted"
    assert model.sold == 60
    model.amount = "2.000,00"
    assert model.sold == 120
    model.on = date(2024, 2, 26)
    assert model.sold_why == "USD 2,000 / 100 × 3 (assisted) × 2 (growth market: Mexico), edition of July 18, 2022"


PROBLEMS = [
    ({"amount": ""}, "amount", "Write an amount."),
    ({"amount": "about ten"}, "amount", "“about ten” is no number. Write it as 1,234.50."),
    ({"amount": "-5"}, "amount", "Write a number from 0 up."),
    ({"amount": "10 €"}, "amount", "“€” is not USD. Choose the currency of the amount, or write the amount alone."),
    ({"amount": "1k"}, "amount", "“k” is no currency. Write the amount with all its digits, as 1,234.50."),
    ({"amount": "2,5 mio"}, "amount", "“mio” is no currency. Write the amount with all its digits, as 1,234.50."),
    ({"sold_given": "5 %"}, "sold_given", "“%” is no currency. Write the amount with all its digits, as 1,234.50."),
    ({"amount": "1" * 20}, "amount", "This is too large to be meant."),
    ({"sold_given": "5 USD"}, "sold_given", "Points have no currency: leave “USD” out."),
    ({"managed_given": "x"}, "managed_given", "“x” is no number. Write it as 1,234.50."),
    ({"on": None}, "on", "Choose a day."),
    ({"on": "someday"}, "on", "“someday” is no day. Write it as October 31, 2026."),
    ({"on": "31/02/2026"}, "on", "“31/02/2026” is no day. Write it as October 31, 2026."),
    *(
        (
            {"manage": True, "others": text},
            "others",
            f"“{text}” is no number of partners. Write a whole number from 0 to 99.",
        )
        for text in ("2.5", "1e2", "-1", "100", "two", "1,5", "²")
    ),
    ({"manage": True, "others": " "}, "others", "Write how many other partners, or 0."),
]


@pytest.mark.parametrize(("change", "field", "sentence"), PROBLEMS, ids=[sentence for *_, sentence in PROBLEMS])
def test_a_field_that_cannot_be_used_says_why(change: dict[str, Any], field: str, sentence: str) -> None:
    model = calculator_model(on=DAY)
    before = {name: getattr(model, name) for name in model.trait_names(result=True)}
    for name, value in change.items():
        setattr(model, name, value)
    assert model.problems == {field: sentence}
    asked_for = {
        "amount": {"total", "sold", "managed"},
        "sold_given": {"sold_value"},
        "managed_given": {"managed_value"},
        "others": {"total", "managed"},
    }
    unknown = {name for name in before if getattr(model, name) is None}
    assert unknown == asked_for.get(field, {"total", "sold", "managed", "sold_value", "managed_value"})
    assert model.fault == ""


def test_a_currency_without_a_rate_is_told_beside_the_currency() -> None:
    model = calculator_model(on=date(1990, 1, 1), currency="MXN")
    assert list(model.problems) == ["currency"]
    assert "MXN on January 1, 1990" in model.problems["currency"]
    assert model.total is None


def test_what_nobody_foresaw_is_shown_and_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: CalculatorModel, __: dict[str, str]) -> dict[str, Any]:
        raise ZeroDivisionError("by <nothing>")

    panel = calculator(on=DAY)
    monkeypatch.setattr(CalculatorModel, "computed", broken)
    panel.model.amount = "5"
    assert panel.model.fault == "ZeroDivisionError: by <nothing>"
    assert "by &lt;nothing&gt;" in panel.children[-1].value
    assert panel.model.total is None


def test_what_goes_wrong_in_showing_is_shown_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = calculator(on=DAY, language="es")
    monkeypatch.setattr(panel, "_point_figures", lambda: {}["<total>"])
    panel.model.amount = "5"
    [points] = [each.value for each in panel.children[2].children[0].children if hasattr(each, "value")]
    assert points.startswith('<p class="pb-problem" role="alert">Algo ha fallado')
    assert "KeyError: &#39;&lt;total&gt;&#39;" in points


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"amout": "3"}, "calculator has no option 'amout'; .*did you mean \"amount\"?"),
        ({"market": "Brazl"}, 'The market "Brazl" is not known; .*did you mean "Brazil"?'),
        ({"currency": "EURO$"}, 'The currency "EURO\\$" is not known'),
        ({"source": "me"}, "calculator: .*source"),
        ({"others": -1}, "calculator: .*others"),
        ({"total": Decimal(3)}, "calculator has no option 'total'"),
        ({"language": "xx"}, 'The language "xx" is not known'),
    ],
)
def test_an_option_that_there_is_not_is_refused_by_name(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        calculator(on=DAY, **options)


def test_results_cannot_be_set() -> None:
    model = calculator_model(on=DAY)
    for name in [*model.trait_names(result=True), "problems", "fault"]:
        with pytest.raises(Exception, match="read-only"):
            setattr(model, name, getattr(model, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_market_and_currency_can_be_chosen(language: str) -> None:
    panel = calculator(on=DAY, language=language)
    fields = panel.children[2].children[0].children[0].children
    chosen = {box.children[0].description: box.children[0] for box in fields if hasattr(box.children[0], "description")}
    words = texts("panels", language)["calculator"]
    markets = [code for _, code in chosen[words["market"]].options]
    currencies = [code for _, code in chosen[words["currency"]].options]
    assert (len(markets), tuple(currencies)) == (250, currency_codes())
    for code in currencies:
        panel.model.currency = code
        assert panel.model.total is not None or "currency" in panel.model.problems


def test_the_static_form_says_the_same() -> None:
    panel = calculator(amount="1.234,50 €", currency="EUR", market="Brasil", manage=True, on=DAY, language="pt-BR")
    static = panel._repr_mimebundle_()["text/html"]
    assert "<td>168,34</td>" in static
    assert (
        "EUR 1.234,5 / 88 × 5 (de origem) × 2 (mercado em crescimento: Brasil), edição de 15 de janeiro de 2026"
        in static
    )
    assert "<script" not in static
    assert "<svg" not in static


def test_a_reader_can_be_given() -> None:
    assert (
        calculator_model(on=DAY, reader=reader("es"), amount="x").problems["amount"].startswith("«x» no es un número")
    )


def test_a_number_of_partners_that_cannot_be_used_computes_nothing_with_the_old_one() -> None:
    model = calculator_model(amount="1000", manage=True, others=1, on=DAY)
    assert (model.sold, model.managed) == (50, 5)
    for typed in ("2.5", "1e2", ""):
        model.others = typed
        assert (model.sold, model.managed, model.total) == (50, None, None)
    model.manage = False  # then nobody is asked how many
    assert (model.problems, model.total) == ({}, 50)
    model.manage, model.others = True, " 4 "
    assert model.managed == 2


def test_a_number_that_can_be_two_says_which_it_is_read_as() -> None:
    model = calculator_model(amount="1.234", on=DAY)
    assert model.remarks == {"amount": "Read as 1.234, not as 1,234."}
    model.amount = "1234"
    assert model.remarks == {}
    spanish = calculator_model(amount="1.234", on=DAY, reader=reader("es"))
    assert (spanish.total, spanish.remarks) == (Decimal("61.7"), {"amount": "Leído como 1.234, no como 1,234."})


@pytest.mark.parametrize(
    ("typed", "language", "numbers", "day"),
    [
        ("2026-03-04", "en", "", date(2026, 3, 4)),
        ("03/04/2026", "en", "", date(2026, 3, 4)),
        ("03/04/2026", "en", "en-GB", date(2026, 4, 3)),
        ("03/04/2026", "es", "", date(2026, 4, 3)),
        ("15/07/2025", "en", "", date(2025, 7, 15)),
        ("4 de marzo de 2026", "es", "", date(2026, 3, 4)),
        ("4 mar 26", "pt", "", date(2026, 3, 4)),
        ("March 4, 2026", "en", "", date(2026, 3, 4)),
    ],
)
def test_a_day_is_typed_as_people_write_it(typed: str, language: str, numbers: str, day: date) -> None:
    panel = calculator(on=DAY, language=language, numbers=numbers)
    panel.model.on = typed
    assert (panel.model.on, panel.model.problems) == (day, {})
    assert calculator(on=typed, language=language, numbers=numbers).model.on == day
    text, picker = day_widgets(panel)
    assert (text.value, picker.value) == (panel.model.reader.day(day), day)


def day_widgets(panel: Calculator) -> list[Any]:
    fields = panel.children[-3].children[0].children[0].children
    [pair] = [box.children[0] for box in fields if not hasattr(box.children[0], "description")]
    return list(pair.children)


def test_a_day_that_is_being_picked_empties_nothing() -> None:
    """The browser's own field has no day, or one of the first century, until the last digit of its year is typed."""
    panel = calculator(on=DAY)
    text, picker = day_widgets(panel)
    for half in (None, date(2, 3, 1), date(20, 3, 1), date(202, 3, 1)):
        picker.value = half
        assert (panel.model.on, panel.model.problems) == (DAY, {})
    picker.value = date(2025, 3, 1)
    assert (panel.model.on, text.value) == (date(2025, 3, 1), "March 1, 2025")
    text.value = "1 de julio"
    assert "on" in panel.model.problems
    assert panel.model.total is None
    text.value = "7/1/2025"
    assert (panel.model.on, text.value, picker.value) == (date(2025, 7, 1), "July 1, 2025", date(2025, 7, 1))
    text.value = "2025-07-01"  # the same in other words
    assert (panel.model.on, text.value) == (date(2025, 7, 1), "July 1, 2025")


OWN = Book(
    settings=Settings(partner="P", growth_added=frozenset({"ES"}), growth_removed=frozenset({"MX"})),
    clients=(
        Client("Acme", "SG", multiplier=Decimal(1), multiplier_on=date(2026, 1, 20)),
        Client("Berg", "DE"),
    ),
    rates=(OwnRate("ARS", date(2026, 1, 1), Decimal(100_000)), OwnRate("EUR", date(2026, 1, 1), Decimal(80))),
)


def test_the_rates_and_settings_of_a_book_count() -> None:
    model = calculator(OWN, amount="1000000", currency="ARS", on=DAY).model
    assert (model.problems, model.total) == ({}, 50)
    assert "ARS" not in model.unrated
    assert "ARS" in calculator(on=DAY).model.unrated
    assert calculator(OWN, amount="800", currency="EUR", on=DAY).model.total == 50
    assert calculator(OWN, amount="1000", market="ES", on=DAY).model.total == 100
    assert calculator(OWN, amount="1000", market="MX", on=DAY).model.total == 50
    for own, published in zip((calculator(OWN, on=DAY), calculator(on=DAY)), ("P", ""), strict=False):
        said = "With the rates, growth markets and assumptions of P."
        assert (said in own.static_html()) == bool(published)


def test_what_hubspot_states_of_a_client_counts_for_that_client_alone() -> None:
    panel = calculator(OWN, amount="1000", manage=True, on=DAY)
    model = panel.model
    model.client = "Acme"
    assert (model.market, model.sold, model.managed) == ("SG", 50, 10)
    model.on = date(2026, 1, 19)  # before it was read Singapore is a growth market
    assert (model.sold, model.managed) == (100, 20)
    model.on = DAY
    model.market = "MY"
    assert (model.client, model.sold) == ("", 100)
    model.client = "Berg"
    assert (model.market, model.sold) == ("DE", 50)
    with pytest.raises(BadInput, match='The book has no client "Acne"; did you mean "Acme"'):
        calculator(OWN, client="Acne", on=DAY)


def test_a_bad_rate_of_the_book_is_told_and_computes_nothing() -> None:
    twice = (*OWN.rates, OwnRate("ARS", date(2026, 1, 1), Decimal(90_000)))
    model = calculator(OWN._replace(rates=twice), on=DAY, currency="ARS").model
    assert "Two program rates of ARS start on 2026-01-01" in model.problems["book"]
    assert (model.total, model.fault) == (None, "")


def test_a_currency_without_a_rate_says_so_in_the_list_and_follows_the_day() -> None:
    panel = calculator(on=DAY, currency="EUR")
    fields = panel.children[-3].children[0].children[0].children
    [currency] = [
        box.children[0] for box in fields if getattr(box.children[0], "description", "") == "Client's currency"
    ]

    def marked() -> set[str]:
        return {code for label, code in currency.options if label.endswith(" (no rate)")}

    assert {"ARS", "CLP", "PEN"} < marked()
    assert not {"USD", "EUR", "MXN"} & marked()
    panel.model.on = date(1990, 1, 1)
    assert "MXN" in marked()
    assert (currency.value, panel.model.currency) == ("EUR", "EUR")


def test_the_static_form_says_who_manages_it() -> None:
    static = calculator(amount="1000", manage=True, others=3, on=DAY).static_html()
    assert "<td>Yes</td>" in static
    assert "<td>3</td>" in static
    assert "<td>No</td>" in calculator(on=DAY).static_html()


@pytest.mark.parametrize("amount", [2500, Decimal(2500), Decimal("2.5E+3"), "2500", "2,500"])
def test_an_amount_is_given_as_a_number_too(amount: int | Decimal | str) -> None:
    assert calculator(amount=amount, on=date(2026, 2, 1)).model.total == 125


@pytest.mark.parametrize("amount", [2500.5, True, None, float("nan")])
def test_an_amount_that_is_not_exact_is_refused_in_a_sentence(amount: object) -> None:
    with pytest.raises(BadInput, match=r"^calculator: the amount is .*; it is a text, a whole number or a Decimal\.$"):
        calculator(amount=amount, on=date(2026, 2, 1))  # type: ignore[arg-type]  # none of them is one
