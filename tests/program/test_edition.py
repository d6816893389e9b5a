"""The editions as they are shipped, and the loader on one broken file for each thing that can be wrong."""

import difflib
import re
from datetime import date, timedelta
from decimal import Decimal, getcontext, localcontext
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.places import CASES

from partnerbook import program
from partnerbook.errors import BadInput, BadProgramData
from partnerbook.parsing.market import market_code, market_name
from partnerbook.program import program_text
from partnerbook.program.edition import FILES, edition_on, editions, load_edition, load_editions, sale_edition
from partnerbook.program.point_units import point_units

EDITIONS = CASES / "editions"
GOOD = (EDITIONS / "good.toml").read_text(encoding="utf-8")

# file of tests/cases/editions: words that its message must have, beside the file's name
BROKEN = {
    "assumed_without_note": "renewals.alert_days assumed no note",
    "bad_basis": 'renewals.alert_days "asumed" "published" did you mean "assumed"?',
    "bad_date": 'start "15 January 2030" a date such as 2025-07-15',
    "bad_review_day": 'reviews.days "02-29" every year "01-15"',
    "bad_status": 'status "in force" "published" or "expected"',
    "bare_figure": "rates.sourced is 5 value = basis =",
    "duplicate_key": "valid TOML line",
    "market_twice": "MN South North already",
    "missing_figure": '"checks" in [reviews] missing',
    "missing_key": '"name" missing',
    "missing_table": '"managed" missing',
    "no_regions": "growth.regions [[growth.regions]]",
    "no_source": "renewals.deadline_days published no source page",
    "no_value": "sold.months has no value from 1 to 120",
    "not_toml": "valid TOML line",
    "number_is_true": "rates.sourced true a number above 0",
    "number_is_zero": "rates.sourced is 0 a number above 0",
    "out_of_range": "reviews.check_day 31 from 1 to 28",
    "region_without_members": '"members" in [[growth.regions]] number 2 missing',
    "repeated_name": "tiers.names Gold different",
    "share_in_per_cent": "elite.retention_above 85 up to 1 0.85",
    "source_not_https": '"page" http://example.com https://',
    "source_twice": '"page" once',
    "source_without_title": '"title" in [[sources]] number 1 missing',
    "table_is_value": "managed must be a table [managed]",
    "unknown_but_needed": "sold.months unknown needed",
    "unknown_choice": 'tiers.minimum "sourcd" "sold" or "sourced" did you mean "sourced"?',
    "unknown_figure_key": '"notes" in sold.months did you mean "note"?',
    "unknown_key": '"multiplyer" in [growth] did you mean "multiplier"?',
    "unknown_market": "BRA South alpha-2",
    "unknown_source": 'renewals.deadline_days "pages" did you mean "page"?',
    "unknown_source_key": '"page" [[sources]] number 1 allowed: id, title, url, seen',
    "unknown_table": '"renewal" did you mean "renewals"?',
    "unknown_with_value": "elite.certifications unknown = true or value",
    "unknown_without_note": "elite.certifications unknown no note",
    "unordered_list": "renewals.alert_days [60, 30] smallest first",
    "wrong_type": 'sold.months "12" a whole number',
}


def test_each_broken_file_is_listed() -> None:
    assert set(BROKEN) == {path.stem for path in EDITIONS.glob("*.toml")} - {"good"}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused_in_one_sentence(name: str) -> None:
    file = f"{name}.toml"
    with pytest.raises(BadProgramData) as refused:
        load_edition((EDITIONS / file).read_text(encoding="utf-8"), file)
    message = str(refused.value)
    assert message.startswith(f"{file}: ")
    assert message.endswith((".", "?"))
    assert "\n" not in message
    for word in BROKEN[name].split():
        assert word in message, f"{word!r} is not in: {message}"


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_has_one_fault(name: str) -> None:
    broken = (EDITIONS / f"{name}.toml").read_text(encoding="utf-8").split("\n")
    blocks = difflib.SequenceMatcher(None, GOOD.split("\n\n", 1)[1].split("\n"), broken, autojunk=False).get_opcodes()
    assert sum(tag != "equal" for tag, *_ in blocks) == 1


def test_good_file_loads_whole() -> None:
    edition = load_edition(GOOD, "good.toml")
    assert edition.start == date(2030, 1, 15)
    assert edition.rates == (5, 3, Decimal("1.5"))
    assert edition.growth_markets == {"CN", "MN", "BR"}
    assert edition.tier_names == ("Gold", "Elite")
    assert edition.review_days == ((1, 15), (7, 15))
    assert edition.elite == (True, "GRR", Decimal("0.85"), None, None)
    assert edition.alert_days == (30, 60)
    assert [figure.key for figure in edition.figures if figure.basis == "unknown"] == [
        "elite.customer_retention",
        "elite.certifications",
    ]


def test_figures_are_exact_in_any_context() -> None:
    with localcontext() as context:
        context.prec = 1
        assert load_edition(GOOD, "good.toml").elite.retention_above == Decimal("0.85")
        assert getcontext().prec == 1


def test_two_files_with_one_start_are_refused() -> None:
    with pytest.raises(BadProgramData, match=r"copy\.toml: start is 2030-01-15, the start of 2030-01-15\.toml too"):
        load_editions({"2030-01-15.toml": GOOD, "copy.toml": GOOD})


def test_file_named_after_another_day_is_refused() -> None:
    with pytest.raises(BadProgramData, match=r'2030-01-16\.toml: .* must be named "2030-01-15\.toml"'):
        load_editions({"2030-01-16.toml": GOOD})


def test_editions_load_in_order_whatever_the_order_of_files() -> None:
    texts = {file: program_text(f"editions/{file}") for file in reversed(FILES)}
    assert load_editions(texts) == editions()


def test_shipped_editions_are_all_listed() -> None:
    folder = Path(program.__file__).parent / "editions"
    assert sorted(path.name for path in folder.glob("*")) == sorted(FILES)


def test_starts_strictly_increase() -> None:
    starts = [edition.start for edition in editions()]
    assert all(before < after for before, after in pairwise(starts))


# Published: HubSpot's tier pages of 2022, 2024 and 2025; minimum and managed minimum of 2026.
@pytest.mark.parametrize(
    ("start", "rates", "minimum", "managed_minimum", "measure"),
    [
        (date(2022, 7, 18), (3, 3, 1), "sold", True, "C$R"),
        (date(2024, 2, 27), (5, 3, 1), "sold", True, "C$R"),
        (date(2025, 7, 15), (5, 3, 1), "sourced", True, "C$R"),
        (date(2026, 1, 15), (5, 3, 1), "sourced", False, "GRR"),
    ],
)
def test_rule_shape_by_edition(
    start: date, rates: tuple[int, ...], minimum: str, managed_minimum: bool, measure: str
) -> None:
    edition = edition_on(start)
    assert edition.start == start
    assert edition.rates == rates
    assert edition.growth_multiplier == 2
    assert (edition.minimum, edition.managed_minimum) == (minimum, managed_minimum)
    assert edition.elite.retention_measure == measure
    assert edition.tier_names == ("Gold", "Platinum", "Diamond", "Elite")


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.name)
class TestEachEdition:
    def test_every_figure_has_a_source_or_a_note(self, edition) -> None:
        ids = {source.id for source in edition.sources}
        for figure in edition.figures:
            assert figure.source in ids if figure.basis == "published" else figure.note
            assert figure.basis in {"published", "assumed", "unknown"}
            assert (figure.value is None) == (figure.basis == "unknown")

    def test_every_note_is_one_sentence(self, edition) -> None:
        for figure in edition.figures:
            assert not figure.note or re.fullmatch(r"[A-Z][^\n]*\.", figure.note), figure

    def test_every_figure_is_listed_once(self, edition) -> None:
        keys = [figure.key for figure in edition.figures]
        assert len(keys) == len(set(keys))
        text = program_text(f"editions/{edition.start}.toml")
        assert len(keys) == text.count("basis = ") + text.count("unknown = true") + 1  # and the start

    def test_every_source_is_used_and_public(self, edition) -> None:
        used = {figure.source for figure in edition.figures}
        used |= {unit.source for unit in chain.from_iterable(point_units().values())}
        for source in edition.sources:
            assert source.id in used
            assert re.fullmatch(r"https://[a-z.]+/[^?#]+", source.url)

    def test_every_growth_market_is_a_market(self, edition) -> None:
        members = [code for region in edition.growth_regions for code in region.members]
        assert len(members) == len(set(members)) == len(edition.growth_markets)
        assert all(market_code(market_name(code)) == code for code in members)

    def test_growth_regions_are_those_of_2022(self, edition) -> None:
        assert {region.name: len(region.members) for region in edition.growth_regions} == {
            "India": 1,
            "Latin America": 20,
            "North Asia": 3,
            "Southeast Asia": 18,
        }

    def test_file_says_where_it_is_from_and_fits_its_name(self, edition) -> None:
        text = program_text(f"editions/{edition.start}.toml")
        assert text.startswith("# The rules of HubSpot's Solutions Partner Program from ")
        assert edition.name == f"{edition.start.day} {edition.start:%B %Y}"


def test_day_before_the_first_edition_is_refused() -> None:
    first = editions()[0].start
    with pytest.raises(BadInput, match=r"2022-07-17: .* from 2022-07-18 on\."):
        edition_on(first - timedelta(days=1))
    assert edition_on(first) is editions()[0]


def test_sale_before_the_first_edition_keeps_its_rates() -> None:
    assert sale_edition(date(2021, 10, 1)).rates.sourced == 3


@given(st.dates(date(2022, 7, 18), date(2100, 1, 1)))
def test_edition_on_is_the_newest_that_has_begun(day: date) -> None:
    edition = edition_on(day)
    assert edition.start <= day
    assert not [other for other in editions() if edition.start < other.start <= day]
    assert sale_edition(day) is edition


def test_point_units_name_a_source_of_the_editions() -> None:
    ids = {source.id for edition in editions() for source in edition.sources}
    for unit in chain.from_iterable(point_units().values()):
        assert unit.source in ids
        assert bool(unit.note) == (unit.basis == "assumed"), unit
