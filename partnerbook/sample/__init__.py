"""A made-up partner's book, the same every time: for templates, notebooks, tests, and trying things out.

Names, amounts, people, thresholds and own rates are all invented; what is published (point units, rates, growth
markets) is not in the book but comes from the program's data.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from math import sqrt
from typing import Any, NamedTuple

from partnerbook.book.tables import HEADINGS_ROW, TABLES
from partnerbook.exact import exactly, rounded
from partnerbook.points.ledger import Standing, by_client, ledger
from partnerbook.records import Book, Client, Deal, Managing, Place, Renewal, Subscription
from partnerbook.sample.care import managing, renewal
from partnerbook.sample.chance import draws, pick, whole
from partnerbook.sample.figures import AS_OF, RATES, SETTINGS, thresholds
from partnerbook.sample.groups import saved_reports, segments, services
from partnerbook.sample.lives import deals, in_currency, steps, subscriptions
from partnerbook.sample.names import EMPLOYEES, company_name, domain
from partnerbook.sample.places import PLACES
from partnerbook.sample.scenarios import scenarios
from partnerbook.sample.selling import TEAM, commissions, payouts, shared_deals, usage

_FIRST_DAY = date(2022, 11, 1)
_HEALTHS = ("good", "good", "watch", "good", "at_risk")
_ROLES = ("both", "both", "both", "sold", "both", "managed", "both", "both", "inherited", "both", "both")
_POINTS_READ_ON = date(2026, 10, 28)
_POINTS_FOR = 40
_SELLING_FOR = 60
# Why HubSpot reports others than ours of three clients: each is a reason that a comparison finds.
_MULTIPLIER, _PARTNER, _DEAL = "another multiplier", "one partner more", "a deal that the book lacks"
_DISAGREEMENTS = (_MULTIPLIER, _PARTNER, _DEAL)
_LACKING = Decimal(25)  # points: US$500 of MRR that the partner sourced, in a standard market


class _Story(NamedTuple):
    """One client and everything that the book says of it."""

    client: Client
    subscriptions: tuple[Subscription, ...]
    deals: tuple[Deal, ...]
    managing: tuple[Managing, ...]
    renewals: tuple[Renewal, ...]


@exactly
def sample_book(clients: int = 60, seed: int = 2026) -> Book:
    """The book of a made-up partner with so many clients; the same clients and seed give the same book.

    A bigger book begins with the clients of a smaller one. About ten ledger entries come of each client.

    >>> book = sample_book()
    >>> len(book.clients), book.settings.partner, book.settings.as_of
    (60, 'Sample Partner (made-up data)', datetime.date(2026, 10, 31))
    >>> sample_book(3).clients[2].client == book.clients[2].client
    True
    """
    stories = [_story(number, seed) for number in range(clients)]
    by_day = sorted(chain.from_iterable(story.deals for story in stories), key=lambda deal: deal.closed)
    listed = tuple(story.client for story in stories)
    book = Book(
        SETTINGS,
        listed,
        tuple(chain.from_iterable(story.subscriptions for story in stories)),
        tuple(
            deal._replace(deal=f"D-{number:04}", record_id=str(7_100_000_000 + number))
            for number, deal in enumerate(by_day, start=1)
        ),
        tuple(chain.from_iterable(story.managing for story in stories)),
        tuple(sorted(chain.from_iterable(story.renewals for story in stories), key=lambda one: one.renews_on)),
        thresholds(clients),
        RATES,
        tuple(services(listed)),
        tuple(segments(listed)),
        tuple(saved_reports(listed)),
    )
    return _with_origins(
        _with_selling(book._replace(clients=_with_hubspot_points(book), scenarios=tuple(scenarios(book))))
    )


def _with_selling(book: Book) -> Book:
    """The book with what HubSpot and the partner do together; of a large one that of the first clients alone."""
    first = book.clients[:_SELLING_FOR]
    names = {client.client for client in first}
    rows = [row for row in book.subscriptions if row.client in names]
    lines = commissions(book._replace(deals=tuple(deal for deal in book.deals if deal.client in names)))
    return book._replace(
        shared_deals=tuple(shared_deals(first)),
        commissions=tuple(lines),
        payouts=tuple(payouts(lines)),
        hubspot_team=TEAM,
        usage=tuple(usage(first, rows)),
    )


def _story(number: int, seed: int) -> _Story:
    rng = draws(seed, number)
    place = PLACES[number % len(PLACES)]
    role = _ROLES[number % len(_ROLES)]
    name = company_name(number, place.language)
    # More clients come in later years; square roots, unlike powers, are the same on every machine.
    share = rng.random()
    begin = _FIRST_DAY + (AS_OF - _FIRST_DAY) * (0.96 * sqrt(share * sqrt(share)))
    if role == "inherited":
        begin -= timedelta(days=900)
    lines = [in_currency(line, place.currency) for line in steps(rng, begin, AS_OF)]
    rows = tuple(chain.from_iterable(subscriptions(name, place.currency, line) for line in lines))
    running = [row for row in rows if row.end is None]

    managed_from = max(begin, _FIRST_DAY)
    services_ended = AS_OF - timedelta(days=whole(rng, 20, 200)) if number % 17 == 9 else None
    if services_ended and services_ended <= managed_from:
        services_ended = None
    managed_to = services_ended or (None if running else max(row.end for row in rows if row.end))
    is_managed = role != "sold" and (managed_to is None or managed_from < managed_to)
    stretches = tuple(managing(rng, number, name, managed_from, managed_to, AS_OF)) if is_managed else ()
    sales: list[Deal] = []
    if role != "managed":
        for line in lines:
            sales += deals(rng, name, place.currency, line, _FIRST_DAY, services_ended or AS_OF)
    is_now_managed = is_managed and managed_to is None
    active_on = AS_OF - timedelta(days=whole(rng, 0, 55)) if is_now_managed else None
    hub_id = str(9_000_000_001 + number)
    client = Client(
        client=name,
        market=place.market,
        hub_id=hub_id,
        domain=domain(name),
        relationship="managed" if role == "managed" else "both" if is_now_managed else "sold",
        usage_score=Decimal(whole(rng, 5, 98)) if is_now_managed else None,
        apps_used=whole(rng, 1, 11) if running and number % 13 else None,
        last_active_employee=pick(rng, EMPLOYEES) if active_on else "",
        last_active_on=active_on,
        managed_until=active_on + timedelta(days=60) if active_on else None,
        services_ended=services_ended,
        account_link=f"https://app.hubspot.example/contacts/{hub_id}",
        crm_company=str(6_000_000_001 + number),
        health=_HEALTHS[number % len(_HEALTHS)] if is_now_managed else "",
        contact_limit=2000 * (1 + number % 5) if running else None,
        email_limit=20_000 * (1 + number % 5) if running else None,
        note="Left for another partner" if services_ended else "",
    )
    has_renewal = running and services_ended is None and number % 9 != 4
    renewals = (renewal(rng, number, running, AS_OF),) if has_renewal else ()
    return _Story(client, rows, tuple(sales), stretches, renewals)


def _with_hubspot_points(book: Book) -> tuple[Client, ...]:
    """The clients, some with the points HubSpot reports for them: ours, but for three on which it disagrees."""
    reported = {client.client for number, client in enumerate(book.clients[:_POINTS_FOR]) if number % 3}
    part = book._replace(
        deals=tuple(deal for deal in book.deals if deal.client in reported),
        subscriptions=tuple(row for row in book.subscriptions if row.client in reported),
        managing=tuple(row for row in book.managing if row.client in reported),
    )
    entries = ledger(part).entries
    ours, grown = by_client(entries, _POINTS_READ_ON), {entry.client for entry in entries if entry.terms.growth != 1}
    on_both_tracks = [client for client, mine in ours.items() if mine.sold and mine.managed]
    reasons = dict(zip(sorted(on_both_tracks)[2::4], _DISAGREEMENTS, strict=False))

    def with_points(client: Client) -> Client:
        if client.client not in reported:
            return client
        mine, reason = ours.get(client.client, Standing()), reasons.get(client.client)
        sold, managed = mine.sold, mine.managed
        if reason == _MULTIPLIER:
            by = Decimal("0.5") if client.client in grown else Decimal(2)
            sold, managed = sold * by, managed * by
        elif reason == _PARTNER:
            managed = managed / 2
        elif reason == _DEAL:
            sold += _LACKING
        return client._replace(
            hubspot_sold_points=rounded(sold, 2),
            hubspot_managed_points=rounded(managed, 2),
            hubspot_points_on=_POINTS_READ_ON,
        )

    return tuple(map(with_points, book.clients))


def _with_origins(book: Book) -> Book:
    """The book with each record's place in the workbook that is written of it."""
    placed: dict[str, Any] = {
        table.field: tuple(
            record._replace(origin=Place(table.name, row))
            for row, record in enumerate(getattr(book, table.field), HEADINGS_ROW + 1)
        )
        for table in TABLES
        if not table.by_row
    }
    return book._replace(**placed)
