"""Random small books in which nothing is wrong, for properties: what a person may have, and no check objects to."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partnerbook.book.tables import EXPORTS
from partnerbook.book.tables.choices import (
    DEAL_KINDS,
    LOSSES_BY,
    NEW_DEAL_RATES,
    NO_TIER,
    RATE_KINDS,
    RELATIONSHIPS,
    RENEWAL_STATUSES,
    SOURCES,
    TIERS,
    UPSELL_RATES,
)
from partnerbook.files.grid import EXCEL_ERRORS, tidy
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_code, market_names
from partnerbook.parsing.nothing import is_nothing
from partnerbook.points.growth import growth
from partnerbook.points.ledger import program_of
from partnerbook.program.edition import editions, sale_edition
from partnerbook.records import (
    NOWHERE,
    Book,
    Client,
    Deal,
    Managing,
    OwnRate,
    Renewal,
    SavedReport,
    Segment,
    Service,
    Settings,
    Subscription,
    Threshold,
)

# A spreadsheet keeps 15 digits; what a cell begins with can make a formula of it, or nothing at all.
AMOUNTS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**15 - 1), st.integers(0, 12)
)
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
DAYS = st.dates(_FIRST_DAY, _LAST_DAY)
_FIRST = st.sampled_from(
    ["", "=", "+", "-", "@", "'", "'=", "''-", '"', "<", "&", "0", "1E5", "=1+1", "_x0041_", "TRUE", "ñ", "😀"]
)
_REST = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
_CURRENCIES = st.sampled_from(currency_codes())
_MARKETS = st.sampled_from([market_code(name) for name in market_names()])
_IDENTIFIERS = st.sampled_from(["", "D-0012"]) | st.integers(0, 10**12).map(str)


def _is_kept(text: str) -> bool:
    return tidy(text) == text and text not in EXCEL_ERRORS and not (text and is_nothing(text))


def _code(choices: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([choice.code for choice in choices])


TEXTS = st.builds(lambda first, rest: tidy(first + rest), _FIRST, _REST).filter(_is_kept)
NAMES = TEXTS.filter(lambda text: text and "\n" not in text)
NOTES = st.one_of(TEXTS, st.builds(lambda one, two: tidy(f"{one}\n{two}"), TEXTS, TEXTS).filter(_is_kept))
LINKS = st.sampled_from(["", "https://app.hubspot.example/contacts/1", "http://x.example/ä?a=1&b=<2>"])


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def _settings(draw: st.DrawFn) -> Settings:
    since, read_on = sorted((draw(DAYS), draw(DAYS)))
    tier = draw(_code((NO_TIER, *TIERS)))
    credited = draw(st.sampled_from([("", None, None), (tier, since, read_on), (NO_TIER.code, None, read_on)]))
    markets = draw(st.lists(_MARKETS, max_size=6, unique=True))
    return Settings(
        partner=draw(NOTES),
        reporting_currency=draw(_CURRENCIES),
        as_of=draw(_maybe(DAYS)),
        goal_tier=draw(st.just("") | _code(TIERS)),
        credited_tier=credited[0],
        credited_since=credited[1],
        credited_read_on=credited[2],
        certification_until=draw(_maybe(DAYS)),
        certified_people=draw(_maybe(st.integers(0, 999))),
        elite_invitation=draw(st.booleans()),
        alert_days=tuple(sorted(draw(st.sets(st.integers(0, 9999), max_size=4)))),
        growth_added=frozenset(markets[:3]),
        growth_removed=frozenset(markets[3:]),
        rate_max_age=draw(st.integers(0, 999)),
        lapse_days=draw(st.integers(0, 999)),
        deals_without_source=draw(_code(SOURCES)),
        upsell_by_other_source=draw(_code(UPSELL_RATES)),
        new_deal_on_older_line=draw(_code(NEW_DEAL_RATES)),
        losses_by=draw(_code(LOSSES_BY)),
    )


def _client(name: str) -> st.SearchStrategy[Client]:
    return st.builds(
        Client,
        client=st.just(name),
        market=_MARKETS,
        hub_id=_IDENTIFIERS,
        domain=TEXTS,
        relationship=st.just("") | _code(RELATIONSHIPS),
        usage_score=_maybe(st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)),
        apps_used=_maybe(st.integers(0, 500)),
        last_active_employee=NOTES,
        last_active_on=_maybe(DAYS),
        managed_until=_maybe(DAYS),
        services_ended=_maybe(DAYS),
        hubspot_sold_points=_maybe(AMOUNTS),
        hubspot_managed_points=_maybe(AMOUNTS),
        hubspot_points_on=_maybe(DAYS),
        multiplier=_maybe(st.just(Decimal(1))),
        multiplier_on=_maybe(DAYS),
        account_link=LINKS,
        note=NOTES,
        unlisted_on=_maybe(DAYS),
        origin=st.just(NOWHERE),
    )


def _as_listed(client: Client, settings: Settings) -> Client:
    """The client with the growth multiplier, if any, that the list of its day has too."""
    edition = sale_edition(client.multiplier_on or editions()[-1].start)
    listed = growth(client.market, edition, program_of(Book(settings)))
    return client if client.multiplier is None else client._replace(multiplier=listed)


@st.composite
def _report(draw: st.DrawFn, name: str, segments: list[str]) -> SavedReport:
    since = draw(_maybe(DAYS))
    until = draw(_maybe(st.dates(since or _FIRST_DAY, _LAST_DAY)))
    return SavedReport(name, draw(_code(EXPORTS)), draw(st.sampled_from(segments)), since, until, draw(NOTES))


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A book with up to four clients."""
    names = draw(st.lists(NAMES, max_size=4, unique_by=str.lower))
    numbers = range(draw(st.integers(0, 3)) if names else 0)
    client = st.sampled_from(names) if names else st.nothing()
    starts = [sorted((draw(DAYS), draw(DAYS))) for _ in numbers]
    ends = [last if first < last else None for first, last in starts]
    kinds = _code([kind for kind in DEAL_KINDS if kind.code in ("new", "cross_sell", "upsell")])
    closed = [draw(DAYS) for _ in numbers]
    rates = draw(st.lists(st.tuples(_CURRENCIES, DAYS, _code(RATE_KINDS)), max_size=3, unique=True))
    tiers = draw(
        st.lists(st.sampled_from([(e.start, t) for e in editions() for t in e.tier_names]), min_size=1, unique=True)
    )
    total = draw(_maybe(AMOUNTS))
    groups = draw(st.lists(NAMES, max_size=2, unique_by=str.lower))
    segments = [Segment(group, name, draw(NOTES)) for group in groups for name in names if draw(st.booleans())]
    reports = draw(st.lists(NAMES, max_size=2, unique_by=str.lower))
    own = draw(_settings())
    return Book(
        settings=own,
        clients=tuple(_as_listed(draw(_client(name)), own) for name in names),
        subscriptions=tuple(
            Subscription(draw(client), draw(NAMES), draw(AMOUNTS), draw(_CURRENCIES), starts[n][0], ends[n],
                         product=f"{draw(TEXTS)} {n}".strip(), note=draw(NOTES), unlisted_on=draw(_maybe(DAYS)))
            for n in numbers
        ),
        deals=tuple(
            Deal(f"D-{n}", draw(client), draw(NAMES), draw(kinds), draw(_code(SOURCES)), closed[n], draw(AMOUNTS),
                 draw(_CURRENCIES), draw(_maybe(AMOUNTS)), first_sold=closed[n], note=draw(NOTES))
            for n in numbers
        ),
        managing=tuple(
            Managing(name, starts[n][0], ends[n], draw(st.integers(0, 9)), draw(NOTES), draw(_maybe(DAYS)))
            for n, name in zip(numbers, names, strict=False)
        ),
        renewals=tuple(
            Renewal(draw(client), draw(NOTES), draw(DAYS), draw(AMOUNTS), draw(_maybe(AMOUNTS)), draw(_CURRENCIES),
                    draw(_code(RENEWAL_STATUSES)), draw(TEXTS), draw(TEXTS), draw(NOTES), draw(_maybe(DAYS)))
            for _ in numbers
        ),
        tiers=tuple(Threshold(edition, tier, total, total, draw(st.sampled_from([None, total])), draw(NOTES))
                    for edition, tier in tiers),
        rates=tuple(OwnRate(*rate[:2], draw(AMOUNTS.filter(bool)), rate[2], draw(NOTES)) for rate in rates),
        partner_services=tuple(
            Service(draw(client), draw(NAMES), draw(NOTES), draw(_IDENTIFIERS), draw(NOTES), draw(_maybe(DAYS)))
            for _ in numbers
        ),
        segments=tuple(segments),
        saved_reports=tuple(draw(_report(name, ["", *(row.segment for row in segments)])) for name in reports),
    )  # fmt: skip
