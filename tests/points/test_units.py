"""Currencies as people write them, point units by day, and one currency into another."""

from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.function_rules import UNITS

from partnerbook.errors import BadInput, BadProgramData, NoRate, UnknownName
from partnerbook.exact import settled
from partnerbook.names import folded
from partnerbook.parsing.currency import currency_code, currency_codes, currency_name
from partnerbook.points import units
from partnerbook.points.amount import convert
from partnerbook.points.rates import MarketRate, PointUnit, Rates
from partnerbook.points.units import market_rate, point_unit, published_units, rate_days, unit_steps
from partnerbook.program import CURRENCY_COLUMNS, csv_rows, program_text
from partnerbook.program.point_units import load_point_units
from partnerbook.records import OwnRate, Place

SWITCH = date(2025, 7, 15)
DAY = date(2026, 2, 1)
NAMES = csv_rows(program_text("currencies.csv"), "currencies.csv", CURRENCY_COLUMNS)
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("1e9"), places=2)


def no_market(currency: str, day: date) -> MarketRate:
    """A market source that must not be asked."""
    raise AssertionError(f"{currency} was looked up on the market for {day}")


def quoting(per_usd: str, day: date):
    """A market source with one quote, whatever is asked."""
    return lambda *_: MarketRate(Decimal(per_usd), day)


@pytest.mark.parametrize(("currency", "before", "after"), [(code, *units) for code, units in UNITS.items()])
def test_published_units_on_both_sides_of_the_switch(currency: str, before: str, after: str) -> None:
    rates = Rates(market=no_market)
    for day in (date(2021, 10, 1), date(2022, 7, 17), date(2022, 7, 18), SWITCH - timedelta(days=1)):
        unit = point_unit(currency, day, rates)
        assert unit == PointUnit(currency, Decimal(before), date(2022, 7, 18), "how-tiers-2025", estimated=False)
    for day in (SWITCH, date(2030, 1, 1)):
        assert point_unit(currency, day, rates).amount == Decimal(after)
        assert point_unit(currency, day, rates).start == SWITCH


def test_a_unit_published_from_a_later_day_on_says_nothing_of_the_days_before(monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_point_units(
        "currency,from,unit,basis,source,note\nCLP,2027-01-01,95000,published,page,\n", "units.csv"
    )
    monkeypatch.setattr(units, "point_units", lambda: known)
    rates = Rates(market=quoting("950", date(2026, 12, 31)))
    assert point_unit("CLP", date(2027, 1, 1), rates) == ("CLP", 95000, date(2027, 1, 1), "page", False)
    assert point_unit("CLP", date(2026, 12, 31), rates) == ("CLP", 95000, date(2026, 12, 31), "market source", True)
    with pytest.raises(NoRate):
        point_unit("CLP", date(2026, 2, 1), Rates(market=lambda *_: MarketRate(Decimal(950), date(2025, 1, 1))))


def test_no_other_unit_is_published() -> None:
    assert [unit.currency for unit in published_units()] == sorted([*UNITS, *UNITS])
    assert all(unit == point_unit(unit.currency, unit.start) for unit in published_units())


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("EUR,2030-01-15,88", "has 3 fields; it must have 6"),
        ("EUR,2030-01-15,-1,published,page,", r"EUR from 2030-01-15: the unit is -1; it must be above 0"),
        ("EUR,2030-01-15,NaN,published,page,", "above 0"),
        ("EUR,2030-01-15,many,published,page,", '"many"'),
        ("EUR,15 January,88,published,page,", "EUR from 15 January: .* a date and a number"),
        ("EUR,2030-01-15,88,publshed,page,", 'did you mean "published"'),
        ("EUR,2030-01-15,88,published,,", "name its source"),
        ("EUR,2030-01-15,88,assumed,page,", "what is assumed"),
        ("EUR,2030-01-15,88,published,page,\nEUR,2030-01-15,89,published,page,", "must rise"),
    ],
)
def test_broken_point_units_are_refused(rows: str, words: str) -> None:
    heading = "currency,from,unit,basis,source,note\n"
    with pytest.raises(BadProgramData, match=words) as refused:
        load_point_units(heading + rows, "units.csv")
    assert str(refused.value).startswith("units.csv: ")
    with pytest.raises(BadProgramData, match="the columns are"):
        load_point_units(heading.replace("unit,", "units,") + rows, "units.csv")


def test_own_program_row_goes_before_the_published_unit_from_its_day_on() -> None:
    mine = Rates(
        own=(
            OwnRate("EUR", date(2026, 1, 1), Decimal(90), "program", origin=Place("Rates", 3)),
            OwnRate("EUR", date(2026, 6, 1), Decimal(91), "program"),
            OwnRate("EUR", date(2025, 1, 1), Decimal(80), "market"),
        ),
        market=no_market,
    )
    assert point_unit("EUR", date(2025, 12, 31), mine).amount == 88
    assert point_unit("EUR", date(2026, 1, 1), mine) == ("EUR", 90, date(2026, 1, 1), "Rates row 3", False)
    assert point_unit("EUR", date(2026, 5, 31), mine).amount == 90
    assert point_unit("EUR", date(2026, 6, 1), mine).amount == 91
    assert point_unit("GBP", date(2026, 6, 1), mine).amount == 74


def test_order_of_own_rows_does_not_matter() -> None:
    rows = [OwnRate("CLP", date(2026, month, 1), Decimal(month)) for month in range(1, 10)]
    for day in (date(2026, 3, 15), date(2026, 12, 1)):
        assert point_unit("CLP", day, Rates(tuple(rows))) == point_unit("CLP", day, Rates(tuple(reversed(rows))))


def test_unit_without_any_published_one_is_estimated_from_the_market() -> None:
    unit = point_unit("MXN", DAY, Rates(market=quoting("18.5", DAY - timedelta(days=2))))
    assert unit == PointUnit("MXN", Decimal(1850), DAY - timedelta(days=2), "market source", estimated=True)


def test_own_market_row_goes_before_the_market_source_until_it_is_too_old() -> None:
    start = date(2026, 1, 1)
    mine = Rates((OwnRate("MXN", start, Decimal(1700), "market", origin=Place("Rates", 9)),), quoting("18", start), 45)
    assert market_rate("MXN", start, mine) == MarketRate(Decimal(17), start)
    assert point_unit("MXN", start, mine) == PointUnit("MXN", Decimal(1700), start, "Rates row 9", estimated=True)
    assert market_rate("MXN", start + timedelta(days=45), mine).per_usd == 17
    later = mine._replace(market=quoting("18", start + timedelta(days=46)))
    assert market_rate("MXN", start + timedelta(days=46), later).per_usd == 18
    with pytest.raises(NoRate, match=r"Rates row 9 is of 2026-01-01, older than 45 days"):
        market_rate("MXN", start + timedelta(days=46), mine)


@pytest.mark.parametrize("at", ["program", "market"])
def test_without_any_rate_the_error_names_currency_day_and_what_to_do(at: str) -> None:
    with pytest.raises(NoRate) as refused:
        convert(Decimal(1), "PEN", "USD", DAY, at)
    for words in ("PEN", str(DAY), "publishes no rate for PEN", f'Add a "{at}" row for PEN to the Rates table'):
        assert words in str(refused.value)


@pytest.mark.parametrize("quoted", [DAY + timedelta(days=1), DAY - timedelta(days=46)])
def test_market_source_of_another_time_is_refused(quoted: date) -> None:
    with pytest.raises(NoRate, match=f"of {quoted}"):
        market_rate("MXN", DAY, Rates(market=quoting("18", quoted)))


@pytest.mark.parametrize("per_usd", ["0", "-1", "NaN", "Infinity"])
def test_market_source_without_a_rate_is_refused(per_usd: str) -> None:
    with pytest.raises(NoRate, match="no rate"):
        market_rate("MXN", DAY, Rates(market=quoting(per_usd, DAY)))


@pytest.mark.parametrize(
    ("row", "error", "words"),
    [
        (OwnRate("CLP", DAY, Decimal(0)), BadInput, "above 0"),
        (OwnRate("CLP", DAY, Decimal("NaN")), BadInput, "above 0"),
        (OwnRate("CLP", DAY, Decimal(1), "markt"), UnknownName, 'did you mean "market"'),
        (OwnRate("CLPP", DAY, Decimal(1)), UnknownName, "CLPP"),
    ],
)
def test_bad_own_row_is_refused_with_its_place(row: OwnRate, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as refused:
        point_unit("CLP", DAY, Rates((row._replace(origin=Place("Rates", 7)),)))
    assert str(refused.value).startswith("Rates row 7: ")


def test_two_own_rows_of_one_day_must_agree() -> None:
    row = OwnRate("CLP", DAY, Decimal(95000), origin=Place("Rates", 2))
    assert point_unit("CLP", DAY, Rates((row, row))).amount == 95000
    with pytest.raises(BadInput, match=r"95000 \(Rates row 2\) and 96000 \(Rates row 5\)"):
        point_unit("CLP", DAY, Rates((row, row._replace(amount=Decimal(96000), origin=Place("Rates", 5)))))


def test_days_on_which_a_unit_can_change() -> None:
    mine = Rates((OwnRate("EUR", DAY, Decimal(90)), OwnRate("CLP", date(2026, 3, 1), Decimal(9))))
    assert rate_days("EUR", mine) == {date(2022, 7, 18), SWITCH, DAY}
    assert rate_days("CLP", mine) == {date(2026, 3, 1)}
    assert rate_days("PEN", mine) == set()


@settings(deadline=None)
@given(st.dates(date(2022, 7, 18), date(2036, 12, 31)))
def test_the_steps_of_a_unit_say_what_holds_on_every_day(day: date) -> None:
    own = (OwnRate("EUR", DAY, Decimal(90)), OwnRate("CLP", date(2026, 3, 1), Decimal(9)))
    for currency in ("USD", "EUR", "JPY", "CLP", "PEN"):
        rates = Rates(own, market=quoting("3.5", SWITCH))
        found = [step.unit for step in unit_steps(currency, SWITCH, rates) if step.start <= day][-1]
        try:
            unit = point_unit(currency, day, rates)
        except NoRate:
            assert found is None
        else:  # an estimate is of its day: that the next day has the same is not known
            assert found == (None if unit.estimated and day != SWITCH else unit)


@given(AMOUNTS, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_there_and_back_is_the_same_amount(amount: Decimal, one: str, other: str) -> None:
    there = convert(amount, one, other, DAY)
    assert settled(convert(there, other, one, DAY)) == amount


@given(AMOUNTS, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_conversion_does_not_depend_on_the_callers_context(amount: Decimal, one: str, other: str) -> None:
    expected = convert(amount, one, other, DAY)
    with localcontext() as context:
        context.prec = 3
        assert convert(amount, one, other, DAY) == expected


@given(AMOUNTS, st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["program", "market"]))
def test_same_currency_needs_no_rate(amount: Decimal, day: date, at: str) -> None:
    assert convert(amount, "PEN", "Peruvian Sol", day, at, Rates(market=no_market)) is amount


def test_market_conversion_crosses_over_the_dollar() -> None:
    per_usd = {"EUR": Decimal("0.8"), "MXN": Decimal(20)}
    rates = Rates(market=lambda currency, day: MarketRate(per_usd[currency], day))
    assert convert(Decimal(40), "EUR", "MXN", DAY, "market", rates) == 1000
    assert convert(Decimal(40), "EUR", "USD", DAY, "market", rates) == 50
    assert convert(Decimal(50), "USD", "EUR", DAY, "market", rates) == 40
    assert convert(Decimal(88), "EUR", "USD", DAY, "program", rates) == 100


def test_conversion_at_anything_else_is_refused() -> None:
    with pytest.raises(UnknownName, match='at "programme"; did you mean "program"'):
        convert(Decimal(1), "EUR", "USD", DAY, "programme")


@pytest.mark.parametrize(
    ("text", "code"),
    [("EUR", "EUR"), ("eur", "EUR"), (" Eur ", "EUR"), ("€", "EUR"), ("euro", "EUR"), ("euros", "EUR"),
     ("EUR - Euro", "EUR"), ("Euro (EUR)", "EUR"), ("EUR (€)", "EUR"), ("US$", "USD"), ("U$S", "USD"), ("USD$", "USD"),
     ("US dollars", "USD"), ("dólares estadounidenses", "USD"), ("R$", "BRL"), ("reais", "BRL"), ("£", "GBP"),
     ("libras esterlinas", "GBP"), ("Pound sterling", "GBP"), ("pesos colombianos", "COP"), ("peso mexicano", "MXN"),
     ("COP $", "COP"), ("$ COP", "COP"), ("S/", "PEN"), ("S/.", "PEN"), ("soles", "PEN"),
     ("MX$", "MXN"), ("UF", "CLF"), ("HRK", "HRK"), ("kuna croata", "HRK"), ("BGN", "BGN"), ("yen", "JPY"),
     ("rand", "ZAR"), ("AU$", "AUD"), ("zł", "PLN"), ("ILS ₪", "ILS")],
)  # fmt: skip
def test_currency_as_people_write_it(text: str, code: str) -> None:
    assert currency_code(text) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$", ["USD", "COP", "MXN", "write the code"]),
        ("pesos", ["COP", "MXN", "ARS"]),
        ("dólares", ["USD", "CAD"]),
        ("kr", ["SEK", "NOK", "DKK"]),
        ("¥", ["JPY or CNY"]),
        ("C$", ["CAD or NIO"]),
        ("EUR $", ['"EUR $" is not known']),
        ("USD €", ['"USD €" is not known']),
        ("eurs", ['did you mean "euros"?']),
        ("colombian peson", ['did you mean "Colombian Peso"?']),
        ("", ["empty"]),
        ("XXX", ['"XXX"']),
        ("S", ['"S"']),
        ("100", ['"100"']),
    ],
)
def test_what_is_no_one_currency_is_refused(text: str, words: list[str]) -> None:
    with pytest.raises(UnknownName) as refused:
        currency_code(text)
    assert all(word in str(refused.value) for word in words), refused.value


def test_every_code_and_name_gives_its_currency() -> None:
    spelt: dict[str, str] = {}
    for code, *names, _, also in NAMES:
        for text in (code, code.lower(), *names, *filter(None, also.split("|"))):
            assert spelt.setdefault(folded(text), code) == code, text
            assert currency_code(text) == code
            assert currency_code(text.upper()) == code
    assert [currency_name(code, "pt") for code, *_ in NAMES] == [row[3] for row in NAMES]


def test_currency_aliases_add_to_the_names_and_contradict_none() -> None:
    known = {folded(text) for row in NAMES for cell in (row[0], *row[1:4], row[5]) for text in cell.split("|")}
    codes = {row[0] for row in NAMES}
    aliases = csv_rows(program_text("currency_aliases.csv"), "currency_aliases.csv", ("alias", "codes"))
    folds = [folded(alias) for alias, _ in aliases]
    assert len(folds) == len(set(folds))
    assert not known & set(folds)
    assert all(set(several.split()) <= codes for _, several in aliases)


def test_currencies_in_use_are_offered_and_older_ones_are_read() -> None:
    assert {"USD", "EUR", "COP", "PEN", "CLP", "XCG"} <= set(currency_codes())
    assert not {"HRK", "ANG", "ZWL", "XXX", "XTS", "XAU", "CNH"} & set(currency_codes())
    assert list(currency_codes()) == sorted(currency_codes())
    assert set(UNITS) <= set(currency_codes())


@given(st.text(max_size=20))
def test_any_text_is_a_currency_or_is_refused(text: str) -> None:
    try:
        found = currency_code(text)
    except UnknownName:
        return
    assert found in {row[0] for row in NAMES}
