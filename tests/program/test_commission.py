"""The rules of commission as they are shipped, and the loader on what can be wrong in the file."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.errors import BadProgramData
from partnerbook.program import program_text
from partnerbook.program.commission import commission_rules, load_commission_rules
from partnerbook.program.edition import edition_on

GOOD = program_text("commission.toml")


def test_the_published_figures() -> None:
    rules = commission_rules()
    assert rules.rates == (Decimal("0.2"), Decimal("0.2"), Decimal(0), Decimal("0.2"))
    assert (rules.term_start, rules.term_months, rules.legacy_until) == (date(2023, 4, 1), 36, date(2025, 4, 1))
    assert (rules.provider_months, rules.referral_months, rules.followed_months) == (12, 12, 12)
    assert (rules.allowed_rates, rules.payment_days) == ((0, 10, 20), 45)


@pytest.mark.parametrize(
    ("closed", "market", "expected"),
    [
        (date(2025, 9, 30), "BR", False),
        (date(2025, 10, 1), "BR", True),
        (date(2025, 10, 1), "CH", True),
        (date(2025, 10, 1), "NZ", True),
        (date(2025, 10, 1), "ES", False),
        (date(2025, 11, 16), "US", False),
        (date(2025, 11, 17), "US", True),
        (date(2025, 11, 17), "", True),
        (date(2100, 1, 1), "US", True),
    ],
)
def test_from_when_the_deal_based_model_holds(closed: date, market: str, expected: bool) -> None:
    assert commission_rules().deal_based(closed, market) is expected


def test_latin_america_is_that_of_growth_markets() -> None:
    of_growth = {region.name: region.members for region in edition_on(date(2025, 10, 1)).growth_regions}
    of_beta = {region.name: region.members for region in commission_rules().regions}
    assert of_beta["LATAM"] == of_growth["Latin America"]


def test_each_figure_says_what_it_stands_on_and_each_source_is_used() -> None:
    rules = commission_rules()
    assert {figure.source for figure in rules.figures} == {source.id for source in rules.sources}
    assert {figure.key for figure in rules.figures if figure.basis == "assumed"} == {
        "term.upsell", "legacy.judged", "legacy.managed_again", "payment.places",
        *(f"deal_based.regions.{name}" for name in ("ANZ", "DACH", "LATAM")),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('["AU", "NZ"]', '["AU", "NZL"]', ("NZL", "ANZ", "alpha-2")),
        ('value = "the last day of the quarter before"', 'value = "any"', ("legacy.judged", '"any"')),
        ('value = "the last day of the month"', 'value = "any"', ("payment.counted", '"any"')),
        ("value = 36", "value = 0", ("term.months", "from 1 to 120")),
        ("partner = { value = 0.20", "partner = { value = 20", ("rate.partner", "from 0 to 1")),
        ("value = 2023-04-01", 'value = "2023-04-01"', ("term.start", "a date")),
        ('value = "pays again"', 'value = "pays agian"', ("legacy.managed_again", 'did you mean "pays again"?')),
        ("[provider]", "[providers]", ("providers", 'did you mean "provider"?')),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, words: tuple[str, ...]) -> None:
    assert old in GOOD
    with pytest.raises(BadProgramData) as refused:
        load_commission_rules(GOOD.replace(old, new, 1), "commission.toml")
    for word in ("commission.toml: ", *words):
        assert word in str(refused.value)
