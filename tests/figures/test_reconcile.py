"""Why HubSpot's points are not ours: of a book in which one thing was changed, that is found, or its equal."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import PointsReason
from partnerbook.exact import rounded
from partnerbook.figures.overview import overview
from partnerbook.figures.reconcile import Difference, reconciled
from partnerbook.figures.reconcile_words import reason_sentence
from partnerbook.names import LANGUAGES
from partnerbook.points.ledger import by_client, ledger
from partnerbook.records import Book, Client, Deal, Managing, Place, Settings, Subscription

D = Decimal
DAY, SEEN = date(2026, 10, 15), date(2026, 10, 31)


def line(number: int, mrr: str, source: str, on: date, currency: str = "USD") -> tuple[Deal, Subscription]:
    deal = Deal(f"D-{number}", "Acme", f"Line {number}", "new", source, on, D(mrr), currency,
                origin=Place("Deals", number))  # fmt: skip
    return deal, Subscription("Acme", f"Line {number}", D(mrr), currency, on, origin=Place("Subscriptions", number))


def book(*lines: tuple[Deal, Subscription], market: str = "US", partners: int = 0) -> Book:
    return Book(
        Settings(),
        (Client("Acme", market),),
        tuple(sub for _, sub in lines),
        tuple(deal for deal, _ in lines),
        (Managing("Acme", date(2026, 1, 1), None, partners),),
    )


OURS = book(
    line(1, "1234.50", "sourced", date(2026, 2, 1)),
    line(2, "777.70", "assisted", date(2026, 3, 1)),
    line(3, "431.10", "sourced", date(2026, 10, 1)),
)
SHARED = OURS._replace(managing=(OURS.managing[0]._replace(other_partners=4),))  # a fifth: no multiplier makes it up
TWO_LATE = book(
    line(1, "1234.50", "sourced", date(2026, 2, 1)),
    line(2, "777.70", "assisted", date(2026, 10, 10)),
    line(3, "431.10", "sourced", date(2026, 10, 12)),
)
SINCE_MARCH = OURS._replace(clients=(Client("Acme", "MX", multiplier=D(1), multiplier_on=date(2026, 3, 1)),))
IN_EUROS = book(line(1, "1234.50", "sourced", date(2026, 2, 1), "EUR"), partners=1)


def with_points(ours: Book, theirs: Book, day: date | None = DAY) -> Book:
    """Our book with the points that another book gives entered as HubSpot's of a day."""
    points = by_client(ledger(theirs).entries, day or SEEN)
    clients = []
    for client in ours.clients:
        found = points.get(client.client)
        sold, managed = (found.sold, found.managed) if found else (D(0), D(0))
        clients.append(client._replace(hubspot_sold_points=rounded(sold, 2), hubspot_managed_points=rounded(managed, 2),
                                       hubspot_points_on=day))  # fmt: skip
    return ours._replace(clients=tuple(clients))


def found(ours: Book, theirs: Book, day: date = DAY) -> dict[str, Difference]:
    return {each.track: each for each in reconciled(overview(with_points(ours, theirs, day), SEEN))}


def replaced(field: str, at: int, **values: Any) -> Callable[[Book], Book]:
    def change(whole: Book) -> Book:
        rows = list(getattr(whole, field))
        rows[at] = rows[at]._replace(**values)
        return whole._replace(**{field: tuple(rows)})  # type: ignore[arg-type]

    return change


def without(field: str, at: int) -> Callable[[Book], Book]:
    def change(whole: Book) -> Book:
        rows = getattr(whole, field)
        return whole._replace(**{field: (*rows[:at], *rows[at + 1 :])})  # type: ignore[arg-type]

    return change


@pytest.mark.parametrize(
    ("ours", "change", "track", "reason", "of_it"),
    [
        (OURS, replaced("clients", 0, market="MX"), "sold", "growth", "2"),
        (OURS, replaced("clients", 0, market="MX"), "managed", "growth", "2"),
        (OURS._replace(clients=(Client("Acme", "MX"),)), replaced("clients", 0, market="US"), "sold", "growth", "1"),
        (OURS, replaced("clients", 0, multiplier=D("1.5")), "sold", "growth", "1.5"),
        (SINCE_MARCH, replaced("clients", 0, multiplier_on=None), "sold", "growth", "1"),
        (OURS, replaced("managing", 0, other_partners=2), "managed", "partners", "3"),
        (IN_EUROS, replaced("managing", 0, other_partners=9), "managed", "partners", "10"),
        (IN_EUROS, replaced("managing", 0, other_partners=10), "managed", "unknown", ""),  # so many nobody guesses
        (IN_EUROS, replaced("managing", 0, other_partners=0), "managed", "growth", "2"),  # the same points
        (OURS, replaced("deals", 0, source="assisted"), "sold", "source", "Deals row 1"),
        (OURS, replaced("deals", 1, source="sourced"), "sold", "source", "Deals row 2"),
        (IN_EUROS, replaced("deals", 0, currency="USD"), "sold", "as_dollars", ""),
        (OURS, without("deals", 2), "sold", "near_day", "Deals row 3"),
        (OURS, without("subscriptions", 2), "managed", "near_day", "Subscriptions row 3"),
        (OURS, without("deals", 0), "sold", "extra", "Deals row 1"),
        (OURS, without("subscriptions", 1), "managed", "extra", "Subscriptions row 2"),
        (OURS, without("managing", 0), "managed", "not_managed", ""),
        (SHARED, replaced("managing", 0, other_partners=0), "managed", "partners", "1"),
        (
            OURS,
            lambda whole: replaced("deals", 0, source="assisted")(replaced("deals", 2, source="assisted")(whole)),
            "sold",
            "all_sources",
            "",
        ),
        (TWO_LATE, lambda whole: without("deals", 1)(without("deals", 1)(whole)), "sold", "near_day", ""),
    ],
)
def test_what_was_changed_is_found(
    ours: Book, change: Callable[[Book], Book], track: str, reason: str, of_it: str
) -> None:
    why = found(ours, change(ours))[track].reason
    assert why.kind == reason
    assert of_it in (str(why.origin), str(why.value), "")


def test_an_older_unit_managing_there_and_a_missing_deal() -> None:
    before = IN_EUROS._replace(rates=(), deals=(IN_EUROS.deals[0]._replace(closed=date(2025, 12, 1)),))
    points = ledger(before._replace(deals=(before.deals[0]._replace(mrr=before.deals[0].mrr * 88 / 75),))).entries
    theirs = rounded(sum((entry.points for entry in points if entry.track == "sold"), D(0)), 2)
    client = Client("Acme", "US", hubspot_sold_points=theirs, hubspot_managed_points=D(0), hubspot_points_on=DAY)
    [first, _] = reconciled(overview(before._replace(clients=(client,)), SEEN))
    assert (first.reason.kind, first.reason.value, first.reason.currency) == (PointsReason.OTHER_UNIT, 75, "EUR")
    unmanaged = OURS._replace(managing=())
    assert found(unmanaged, OURS)["managed"].reason[:2] == (PointsReason.MANAGED_THERE, 1)
    more = book(*zip(OURS.deals, OURS.subscriptions, strict=True), line(4, "150.25", "sourced", date(2026, 5, 1)))
    why = found(OURS, more)["sold"].reason
    assert (why.kind, why.currency) == (PointsReason.MISSING, "USD")
    assert why.sourced is not None
    assert why.assisted is not None
    assert abs(why.sourced - D("150.25")) < D("0.2")  # theirs has two places
    assert abs(why.assisted * 3 - why.sourced * 5) < D("0.000001")


def test_where_nothing_says_how_much_it_is() -> None:
    """Managing there that no number of partners explains; a deal of theirs in a client whose currency has no rate."""
    client = Client("Acme", "US", hubspot_sold_points=D(0), hubspot_managed_points=D("7.77"), hubspot_points_on=DAY)
    unmanaged = Book(clients=(client,), subscriptions=(Subscription("Acme", "Hub", D(1000), "USD", date(2026, 1, 1)),))
    [one] = reconciled(overview(unmanaged, SEEN))
    assert one.reason[:2] == (PointsReason.MANAGED_THERE, None)
    ended = client._replace(services_ended=date(2026, 6, 1), hubspot_managed_points=D(5))  # they still count its half
    [one] = reconciled(overview(unmanaged._replace(clients=(ended,)), SEEN))
    assert one.reason[:2] == (PointsReason.MANAGED_THERE, 2)
    [one] = reconciled(overview(Book(clients=(client._replace(hubspot_managed_points=D(0), hubspot_sold_points=D(9)),)),
                                SEEN))  # fmt: skip
    assert (one.reason.kind, one.reason.currency, one.reason.sourced) == (PointsReason.MISSING, "USD", 180)
    mostly = book(*(line(at, "777.70", "sourced", date(2026, 2, 1), "EUR" if at else "AUD") for at in range(3)))
    more = client._replace(hubspot_sold_points=D("345.67"), hubspot_managed_points=D(0))
    [one] = reconciled(overview(mostly._replace(clients=(more,), managing=()), SEEN))
    assert (one.reason.kind, one.reason.currency) == (PointsReason.MISSING, "EUR")


def test_whole_points_are_rounded_ones_and_old_ones_are_stale() -> None:
    points = ledger(OURS).entries
    sold = sum((entry.points for entry in points if entry.track == "sold" and entry.active(DAY)), D(0))
    managed = sum((entry.points for entry in points if entry.track == "managed" and entry.active(DAY)), D(0))

    def reasons(day: date, sold: Decimal, managed: Decimal) -> list[PointsReason]:
        client = Client("Acme", "US", hubspot_sold_points=sold, hubspot_managed_points=managed, hubspot_points_on=day)
        return [each.reason.kind for each in reconciled(overview(OURS._replace(clients=(client,)), SEEN))]

    assert reasons(DAY, rounded(sold, 0), rounded(managed, 0)) == [PointsReason.ROUNDING] * 2
    assert reasons(DAY, sold - D("17.31"), managed) == [PointsReason.UNKNOWN]
    assert reasons(date(2026, 8, 30), sold - D("37.31"), D(0))[-1] == PointsReason.STALE


@settings(deadline=None, max_examples=30)
@given(books(), st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_a_book_differs_from_itself_in_nothing(whole: Book, day: date | None) -> None:
    assert reconciled(overview(with_points(whole, whole, day), SEEN)) == ()


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1000, 10**7), st.sampled_from(["sourced", "assisted"]), st.integers(0, 250)),
             min_size=1, max_size=4),
    st.sampled_from(["growth", "partners", "source", "dollars", "extra"]), st.sampled_from(["USD", "EUR", "JPY"]),
    st.integers(0, 3),
)  # fmt: skip
def test_a_reason_gives_their_points(rows: list[tuple[int, str, int]], kind: str, currency: str, shared: int) -> None:
    lines = [
        line(at, str(D(cents) / 100), source, date.fromordinal(date(2026, 1, 1).toordinal() + days), currency)
        for at, (cents, source, days) in enumerate(rows, 1)
    ]
    ours = book(*lines, partners=shared)
    other = {"sourced": "assisted", "assisted": "sourced"}[rows[0][1]]
    theirs = {
        "growth": replaced("clients", 0, multiplier=D(2)), "partners": replaced("managing", 0, other_partners=5),
        "source": replaced("deals", 0, source=other), "extra": without("deals", 0),
        "dollars": lambda _: book(*((d._replace(currency="USD"), s._replace(currency="USD")) for d, s in lines),
                                      partners=shared),
    }[kind](ours)  # fmt: skip
    for each in found(ours, theirs).values():
        assert each.reason.kind not in (PointsReason.UNKNOWN, PointsReason.STALE)
    order = list(PointsReason)
    expected = "as_dollars" if kind == "dollars" else kind
    for each in found(ours, theirs).values():
        assert order.index(each.reason.kind) <= order.index(PointsReason(expected)) or each.theirs == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    for kind in PointsReason:
        for origin in (Place("", 0), Place("Deals", 3)):
            for mrr in (None, D(5)):
                why = found(OURS, without("deals", 0)(OURS))["sold"].reason
                said = reason_sentence(why._replace(kind=kind, origin=origin, source="sourced", sourced=mrr,
                                                    assisted=mrr), language)  # fmt: skip
                assert said.endswith(".")
                assert "{" not in said
