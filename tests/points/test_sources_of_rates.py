"""Where a unit or a rate is from, in words; rates of one's own at each step of a way through the core."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook import points
from partnerbook.errors import BadInput, NoRate, PartnerbookError, UnknownName
from partnerbook.points import units
from partnerbook.points.amount import calculated_points, sold_points
from partnerbook.points.growth import is_growth_market, market_type
from partnerbook.points.ledger import ledger, program_of, standing
from partnerbook.points.rates import MarketRate, Program, Rates
from partnerbook.points.terms import managed_terms, sold_terms
from partnerbook.points.units import converted, market_rate, point_unit
from partnerbook.program.edition import edition_on
from partnerbook.program.joined import in_joined
from partnerbook.program.point_units import load_point_units
from partnerbook.records import Book, Client, Deal, Managing, OwnRate, Place, Settings, Subscription

DAY = date(2026, 2, 1)
JANUARY = date(2026, 1, 1)


def own(currency: str, amount: str, start: date = JANUARY, kind: str = "program", row: int = 4) -> OwnRate:
    return OwnRate(currency, start, Decimal(amount), kind, origin=Place("Rates", row))


def refused(error: type[Exception], call: object, *arguments: object) -> str:
    assert callable(call)
    with pytest.raises(error) as found:
        call(*arguments)
    return str(found.value)


def test_names_of_the_package_are_those_of_its_module() -> None:
    assert points.calculated_points is calculated_points
    assert {name: getattr(points, name).__name__ for name in points.__all__} == {name: name for name in points.__all__}
    assert refused(AttributeError, getattr, points, "calculated") == (
        "module 'partnerbook.points' has no attribute 'calculated'"
    )


def test_the_calculator_says_sold_points_of_what_was_sourced_unless_told_otherwise() -> None:
    assert calculated_points(Decimal(1000), "ES", "USD", DAY) == (50, 0)
    assert calculated_points(Decimal(1000), "ES", "USD", DAY, also_manage=True) == (50, 10)
    mine = Program(Rates((own("USD", "50"),)), frozenset({"ES"}))
    assert calculated_points(Decimal(1000), "ES", "USD", DAY, True, 1, "assisted", mine) == (120, 20)


def test_an_upsell_keeps_the_rate_of_the_day_its_line_was_first_sold() -> None:
    assert sold_points(Decimal(100), "ES", "USD", DAY, first_sold=date(2024, 2, 26)) == 3
    assert sold_points(Decimal(100), "ES", "USD", DAY, first_sold=date(2024, 2, 27)) == 5


def test_terms_say_currency_unit_and_edition() -> None:
    terms = managed_terms("ES", "EUR", date(2024, 5, 1))
    assert (terms.currency, terms.unit.amount, terms.rate, terms.growth, terms.partners) == ("EUR", 75, 1, 1, 1)
    assert terms.edition == date(2024, 2, 27)
    mine = Program(Rates((own("EUR", "50"),)))
    assert managed_terms("ES", "EUR", DAY, program=mine).unit.amount == 50
    assert sold_terms("ES", "EUR", DAY, program=mine).unit.source == "Rates row 4"


def test_a_unit_says_where_it_is_from() -> None:
    assert point_unit("USD", DAY, Rates((own("USD", "99", kind="market"),))).source == "how-tiers-2025"
    assert point_unit("PEN", DAY, Rates((own("PEN", "375"),))).source == "Rates row 4"
    unplaced = OwnRate("PEN", JANUARY, Decimal(375))
    assert point_unit("PEN", DAY, Rates((unplaced,))).source == "Rates table"
    market = point_unit("PEN", DAY, Rates((own("PEN", "375", kind="market"),)))
    assert market == ("PEN", 375, JANUARY, "Rates row 4", True)
    quoted = Rates(market=lambda *_: MarketRate(Decimal("3.75"), JANUARY))
    assert point_unit("PEN", DAY, quoted) == ("PEN", 375, JANUARY, "market source", True)
    assert point_unit("CHF", date(2024, 1, 6))[2:] == (date(2024, 1, 5), "European Central Bank", True)


def test_the_dollar_is_itself_on_the_day_that_is_asked_for() -> None:
    assert market_rate("USD", DAY, Rates((own("USD", "99", kind="market"),))) == (1, DAY)


@pytest.mark.parametrize("day", [date(2022, 7, 17), date(2022, 7, 18), date(2023, 1, 1), date(2021, 10, 1)])
def test_a_unit_of_before_the_second_edition_is_that_of_the_first(day: date) -> None:
    rates = Rates((own("CLP", "95000", date(2023, 6, 1)),), market=lambda _, on: MarketRate(Decimal(900), on))
    assert point_unit("CLP", day, rates).estimated
    assert point_unit("CLP", date(2023, 6, 1), rates) == ("CLP", 95000, date(2023, 6, 1), "Rates row 4", False)
    assert point_unit("EUR", day, rates).amount == 75


@pytest.mark.parametrize(("have", "want"), [("CLP", "USD"), ("USD", "CLP"), ("CLP", "PEN"), ("PEN", "CLP")])
def test_both_ends_of_a_conversion_know_the_partners_own_rates(have: str, want: str) -> None:
    counted = {"CLP": 50000, "PEN": 250, "USD": 100}
    rates = Rates((own("CLP", "50000"), own("PEN", "250")))
    amount = converted(Decimal(1000), have, want, DAY, rates=rates)
    assert amount == Decimal(1000) * counted[want] / counted[have]


def test_the_age_that_a_partner_allows_holds_for_every_source() -> None:
    friday = date(2024, 1, 5)
    assert point_unit("CHF", date(2024, 1, 7), Rates(max_age_days=2)).start == friday
    assert "1 days" in refused(NoRate, point_unit, "CHF", date(2024, 1, 7), Rates(max_age_days=1))
    quoted = Rates(market=lambda *_: MarketRate(Decimal(950), JANUARY), max_age_days=31)
    assert point_unit("CLP", DAY, quoted).start == JANUARY
    assert refused(NoRate, point_unit, "CLP", DAY, quoted._replace(max_age_days=30)) == (
        "There is no rate for CLP on 2026-02-01: the newest rate of the market source is of 2026-01-01; "
        '30 days are allowed. Add a "program" row for CLP to the Rates table: the amount per US$100, '
        "from 2026-02-01 or before."
    )
    market_rows = Rates((own("CLP", "90000", kind="market"),), quoted.market, 31)
    assert point_unit("CLP", DAY, market_rows).amount == 90000
    assert point_unit("CLP", date(2026, 1, 31), market_rows._replace(max_age_days=30)).amount == 90000


def test_a_row_that_is_too_old_is_named_and_one_that_is_not_there_is_not() -> None:
    def nothing(currency: str, _: date) -> MarketRate:
        raise NoRate(f"nobody quotes {currency}.")

    ask = '"market" row for CLP to the Rates table: the amount per US$100, from 2026-02-01 or before.'
    assert refused(NoRate, market_rate, "CLP", DAY, Rates(market=nothing)) == (
        f"There is no rate for CLP on 2026-02-01: nobody quotes CLP. Add a {ask}"
    )
    old = Rates((own("CLP", "90000", kind="market"),), nothing, 30)
    assert refused(NoRate, market_rate, "CLP", DAY, old) == (
        "There is no rate for CLP on 2026-02-01: nobody quotes CLP. The row Rates row 4 is of 2026-01-01, "
        f"older than 30 days. Add a {ask}"
    )


@pytest.mark.parametrize("per_usd", ["0", "-1", "NaN", "Infinity"])
def test_a_quote_that_is_no_rate_is_told(per_usd: str) -> None:
    rates = Rates(market=lambda _, day: MarketRate(Decimal(per_usd), day))
    assert f"the market source gives {per_usd} per US dollar, which is no rate." in refused(
        NoRate, point_unit, "CLP", DAY, rates
    )


def test_words_that_are_not_known_are_told_with_what_is_allowed() -> None:
    assert refused(UnknownName, converted, Decimal(1), "EUR", "USD", DAY, "xyz") == (
        'Rates are at "program" or "market", not at "xyz".'
    )
    assert refused(UnknownName, point_unit, "PEN", DAY, Rates((own("PEN", "1", kind="xyz"),))) == (
        'Rates row 4: the kind is "xyz"; it must be "program" or "market".'
    )
    assert refused(UnknownName, sold_terms, "ES", "USD", DAY, "xyz") == (
        'The source "xyz" is not known; use sourced or assisted.'
    )
    assert "Add a" not in refused(UnknownName, point_unit, "PEN", DAY, Rates((own("zzz", "1"),)))


def test_two_rows_of_one_day_are_told_with_both_places() -> None:
    rows = (own("PEN", "375"), own("PEN", "376", row=9))
    assert refused(BadInput, point_unit, "PEN", DAY, Rates(rows)) == (
        "Two program rates of PEN start on 2026-01-01: 375 (Rates row 4) and 376 (Rates row 9); keep one."
    )
    older = (own("PEN", "300", date(2025, 1, 1)), own("PEN", "301", date(2025, 1, 1)), own("PEN", "375"))
    assert refused(BadInput, point_unit, "PEN", DAY, Rates(older)).startswith("Two program rates of PEN start on 2025")


def test_a_market_both_added_and_removed_is_told_by_its_name() -> None:
    edition, spain = edition_on(DAY), frozenset({"ES"})
    assert refused(BadInput, is_growth_market, "ES", edition, spain, spain) == (
        "Spain (ES) is both added to and removed from the growth markets; keep one."
    )


@pytest.mark.parametrize(
    ("market", "added", "removed", "kind"),
    [
        ("CO", "", "", "growth"),
        ("ES", "", "", "standard"),
        ("ES", "ES", "", "growth"),
        ("CO", "", "CO", "standard"),
        ("CO", "ES", "MX", "growth"),
        ("FR", "ES", "CO", "standard"),
    ],
)
def test_the_type_of_a_market(market: str, added: str, removed: str, kind: str) -> None:
    given = frozenset(filter(None, [added])), frozenset(filter(None, [removed]))
    assert market_type(market, edition_on(DAY), *given) == kind
    if not removed:
        assert market_type(market, edition_on(DAY), given[0]) == kind


@pytest.mark.parametrize(
    ("amount", "have", "want", "expected"),
    [
        ("195.583", "BGN", "EUR", "100"),
        ("100", "EUR", "BGN", "195.583"),
        ("1", "HRK", "EUR", "0.132722808414626053487292"),
        ("100", "EUR", "HRK", "753.45"),
        ("100", "BGN", "HRK", None),
        ("100", "HRK", "USD", None),
        ("100", "USD", "BGN", None),
        ("100", "USD", "EUR", None),
    ],
)
def test_a_currency_that_became_another_is_so_much_of_it(
    amount: str, have: str, want: str, expected: str | None
) -> None:
    assert in_joined(Decimal(amount), have, want) == (None if expected is None else Decimal(expected))


# The book's own settings on the way through the ledger.


def deal(kind: str, closed: date, mrr: int, currency: str) -> Deal:
    return Deal("", "Acme", "Sales", kind, "sourced", closed, Decimal(mrr), currency, origin=Place("Deals", mrr))


def test_the_settings_of_a_book_are_the_program_of_its_ledger() -> None:
    own_settings = Settings(growth_added=frozenset({"ES"}), growth_removed=frozenset({"MX"}), rate_max_age=12)
    rows = (own("PEN", "250"),)
    assert program_of(Book(own_settings, rates=rows)) == Program(
        Rates(rows, None, 12), frozenset({"ES"}), frozenset({"MX"})
    )


def test_a_loss_in_another_currency_is_at_the_partners_own_units() -> None:
    deals = (deal("new", JANUARY, 1000, "USD"), deal("downgrade", DAY, 500, "PEN"))
    book = Book(clients=(Client("Acme", "US"),), deals=deals, rates=(own("PEN", "250"),))
    # 500 of which 250 count as US$100: 200 of 1,000 are lost.
    assert standing(ledger(book).entries, DAY).sold == 40


def managed_book(currency: str, *rates: OwnRate, start: date = JANUARY, market: str = "US") -> Book:
    return Book(
        clients=(Client("Acme", market),),
        subscriptions=(
            Subscription("Acme", "Sales", Decimal(1000), currency, start, origin=Place("Subscriptions", 6)),
        ),
        managing=(Managing("Acme", start, other_partners=1, origin=Place("Managing", 3)),),
        rates=rates,
    )


def test_a_managed_piece_says_what_it_was_made_from() -> None:
    before, after = ledger(managed_book("EUR", start=date(2025, 7, 1))).entries
    assert (before.start, before.until, after.start, after.until) == (
        date(2025, 7, 1),
        date(2025, 7, 15),
        date(2025, 7, 15),
        None,
    )
    for entry, unit in ((before, 75), (after, 88)):
        assert (entry.origin, entry.value, entry.track, entry.kind) == (("Subscriptions", 6), 0, "managed", "managed")
        assert (entry.terms.currency, entry.terms.unit.amount, entry.terms.partners) == ("EUR", unit, 2)
        assert abs(entry.usd * unit - 100 * 1000) < Decimal("1e-18")
    assert before.terms.edition == date(2024, 2, 27)
    assert after.terms.edition == date(2025, 7, 15)


def test_one_that_starts_on_the_day_the_unit_changes_is_one_piece() -> None:
    [entry] = ledger(managed_book("EUR", start=date(2025, 7, 15))).entries
    assert (entry.start, entry.until) == (date(2025, 7, 15), None)


def test_an_estimated_unit_stays_until_the_partner_enters_one() -> None:
    """The bank quotes the franc every day; who manages a client has the points of the first."""
    start = date(2024, 1, 5)
    [estimated] = ledger(managed_book("CHF", start=start)).entries
    assert (estimated.start, estimated.until, estimated.terms.unit.estimated) == (start, None, True)
    entered = date(2025, 3, 1)
    first, second, third = ledger(
        managed_book("CHF", own("CHF", "100", entered), own("CHF", "50", date(2025, 9, 1)), start=start)
    ).entries
    assert (first.points, first.until) == (estimated.points, entered)
    assert (second.points, second.start, second.until) == (5, entered, date(2025, 9, 1))
    assert (third.points, third.terms.unit.estimated) == (10, False)


def test_the_partners_own_unit_and_growth_markets_hold_for_managed_points() -> None:
    book = managed_book("PEN", own("PEN", "250"))
    assert standing(ledger(book).entries, DAY).managed == 2
    grows = book._replace(settings=Settings(growth_added=frozenset({"US"})))
    assert standing(ledger(grows).entries, DAY).managed == 4
    sold = grows._replace(deals=(deal("new", JANUARY, 250, "PEN"),), managing=())
    assert standing(ledger(sold).entries, DAY).sold == 10


def test_what_cannot_be_priced_is_unused_with_the_reason() -> None:
    book = managed_book("PEN")._replace(deals=(deal("new", JANUARY, 7, "XAF"),))
    found = ledger(book)
    assert found.entries == ()
    assert [(row.origin, row.reason[:39]) for row in found.unused] == [
        (("Deals", 7), "There is no rate for XAF on 2026-01-01:"),
        (("Subscriptions", 6), "There is no rate for PEN on 2026-01-01:"),
    ]
    assert issubclass(NoRate, PartnerbookError)


def test_entries_that_end_stand_before_those_that_are_open() -> None:
    """In the order of start, client, line and end, so that two runs write the same ledger."""
    rows = [Subscription("Acme", "Sales", Decimal(100), "USD", JANUARY, end) for end in (None, DAY, date(2026, 3, 1))]
    book = managed_book("USD")
    for subscriptions in (rows, rows[::-1]):
        entries = ledger(book._replace(subscriptions=tuple(subscriptions))).entries
        assert [entry.until for entry in entries] == [DAY, date(2026, 3, 1), None]


def test_a_unit_published_between_two_editions_holds_from_its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ("CLP,2022-07-18,90000,published,page,", "CLP,2023-01-01,95000,published,page,")
    known = load_point_units("\n".join(("currency,from,unit,basis,source,note", *rows)), "units.csv")
    monkeypatch.setattr(units, "point_units", lambda: known)
    for day, amount in ((date(2021, 10, 1), 90000), (date(2022, 12, 31), 90000), (date(2023, 1, 1), 95000)):
        assert point_unit("CLP", day).amount == amount
    assert point_unit("USD", DAY) == ("USD", 100, DAY, "the US dollar itself", True)
