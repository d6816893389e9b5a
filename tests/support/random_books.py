"""Random small books in which nothing is wrong, for properties: what a person may have, and no check objects to."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partnerbook.book.tables import EXPORTS, IMPORTS
from partnerbook.book.tables.choices import (
    COMMISSION_STATUSES,
    DEAL_KINDS,
    DEAL_STAGES,
    HEALTHS,
    LOSSES_BY,
    NEW_DEAL_RATES,
    NO_TIER,
    PARTNER_KINDS,
    RATE_KINDS,
    RELATIONSHIPS,
    RENEWAL_STATUSES,
    SELLERS,
    SOURCES,
    TEAM_ROLES,
    TIERS,
    UPSELL_RATES,
)
from partnerbook.files.grid import EXCEL_ERRORS, tidy
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_code, market_names
from partnerbook.parsing.nothing import is_nothing
from partnerbook.parsing.period import period_days
from partnerbook.points.growth import growth
from partnerbook.points.ledger import program_of
from partnerbook.program.edition import editions, sale_edition
from partnerbook.records import (
    NOWHERE,
    Assumed,
    Book,
    Client,
    CommissionLine,
    Deal,
    ImportRule,
    Managing,
    OwnRate,
    Payout,
    Renewal,
    SavedReport,
    Segment,
    Service,
    Settings,
    SharedDeal,
    Subscription,
    TeamMember,
    Threshold,
    Usage,
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
_MAILS = st.sampled_from(["", "ana@hubspot.example"])
LINKS = st.sampled_from(["", "https://app.hubspot.example/contacts/1", "http://x.example/ä?a=1&b=<2>"])


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_SCORES = _maybe(st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10))


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
        partner_kind=draw(_code(PARTNER_KINDS)),
        payout_days=draw(st.integers(0, 999)),
    )


def _client(name: str) -> st.SearchStrategy[Client]:
    return st.builds(
        Client,
        client=st.just(name),
        market=_MARKETS,
        hub_id=_IDENTIFIERS,
        domain=TEXTS,
        relationship=st.just("") | _code(RELATIONSHIPS),
        health=st.just("") | _code(HEALTHS),
        usage_score=_SCORES,
        apps_used=_maybe(st.integers(0, 500)),
        contact_limit=_maybe(st.integers(0, 10**9)),
        email_limit=_maybe(st.integers(0, 10**9)),
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
        crm_company=LINKS | _IDENTIFIERS,
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


def _shared_deal(number: int) -> st.SearchStrategy[SharedDeal]:
    deal = st.builds(
        SharedDeal,
        deal=st.just(f"S-{number}"),
        created_by=_code(SELLERS),
        created=st.just(_FIRST_DAY),
        client=TEXTS,
        stage=_code(DEAL_STAGES),
        owner=TEXTS,
        closed=DAYS,
        closed_by=st.just("") | _code(SELLERS),
        amount=AMOUNTS,
        currency=_CURRENCIES,
        record_id=_IDENTIFIERS,
        note=NOTES,
        origin=st.just(NOWHERE),
    )
    return deal.map(lambda one: one if one.stage != "open" else one._replace(closed_by=""))


@st.composite
def _commission(draw: st.DrawFn, number: int, client: str) -> CommissionLine:
    status = draw(st.just("") | _code(COMMISSION_STATUSES))
    amount = draw(AMOUNTS) * (-1 if status == "clawed_back" else 1)
    period = draw(st.sampled_from(["2026-Q3", "2026-07", "2000-Q1", "2099-12"]))
    paid_on = max(draw(DAYS), period_days(period)[0]) if status == "paid" else None
    return CommissionLine(period, client, amount, draw(_CURRENCIES), f"D-{number}", draw(TEXTS), draw(_maybe(AMOUNTS)),
                          None, status, paid_on, draw(NOTES))  # fmt: skip


@st.composite
def _payout(draw: st.DrawFn, number: int) -> Payout:
    net, fee = (Decimal(draw(st.integers(0, 10**9))) / 100 for _ in range(2))
    received = draw(_maybe(st.dates(date(2026, 10, 1), _LAST_DAY)))
    return Payout(f"2026-Q{number + 1}", draw(_CURRENCIES), net + fee, fee, net, draw(_maybe(DAYS)), received,
                  draw(NOTES))  # fmt: skip


@st.composite
def _sale_to_come(draw: st.DrawFn, number: int) -> Assumed:
    """A sale to somebody who may be a client of the book already."""
    return Assumed(draw(NAMES), "sale", draw(NAMES), draw(DAYS), draw(NAMES), draw(AMOUNTS.filter(bool)),
                   draw(_CURRENCIES), draw(st.just("") | _code(SOURCES)), draw(_MARKETS), number,
                   draw(NOTES))  # fmt: skip


def _once(identifiers: Sequence[str]) -> list[str]:
    """The identifiers, each but once: empty where it stood before."""
    return [each if each not in identifiers[:at] else "" for at, each in enumerate(identifiers)]


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
    sources = [draw(_code(SOURCES)) for _ in numbers]
    rates = draw(st.lists(st.tuples(_CURRENCIES, DAYS, _code(RATE_KINDS)), max_size=3, unique=True))
    tiers = draw(
        st.lists(st.sampled_from([(e.start, t) for e in editions() for t in e.tier_names]), min_size=1, unique=True)
    )
    total = draw(_maybe(AMOUNTS))
    groups = draw(st.lists(NAMES, max_size=2, unique_by=str.lower))
    segments = [Segment(group, name, draw(NOTES)) for group in groups for name in names if draw(st.booleans())]
    reports = draw(st.lists(NAMES, max_size=2, unique_by=str.lower))
    own = draw(_settings())
    records = _once(draw(st.tuples(*[_IDENTIFIERS] * len(numbers))))
    return Book(
        settings=own,
        clients=tuple(
            _as_listed(draw(_client(name)), own)._replace(hub_id=hub)
            for name, hub in zip(names, _once(draw(st.tuples(*[_IDENTIFIERS] * len(names)))), strict=True)
        ),
        subscriptions=tuple(
            Subscription(draw(client), draw(NAMES), draw(AMOUNTS), draw(_CURRENCIES), starts[n][0], ends[n],
                         product=f"{draw(TEXTS)} {n}".strip(), note=draw(NOTES), unlisted_on=draw(_maybe(DAYS)))
            for n in numbers
        ),
        deals=tuple(
            Deal(f"D-{n}", draw(client), draw(NAMES), draw(kinds), sources[n], closed[n], draw(AMOUNTS),
                 draw(_CURRENCIES), draw(_maybe(AMOUNTS)), first_sold=closed[n],
                 commission_rate=draw(st.sampled_from([None, *map(Decimal, ("0", "0.1", "0.2"))])),
                 upmarket_referral=sources[n] == "assisted" and draw(st.booleans()),
                 other_partners_line=draw(st.booleans()),
                 record_id=records[n], note=draw(NOTES))
            for n in numbers
        ),
        managing=tuple(
            Managing(name, starts[n][0], ends[n], draw(st.integers(0, 9)), draw(NOTES), draw(_maybe(DAYS)))
            for n, name in zip(numbers, names, strict=False)
        ),
        renewals=tuple(
            Renewal(draw(client), draw(NOTES), draw(DAYS), draw(AMOUNTS), draw(_maybe(AMOUNTS)), draw(_CURRENCIES),
                    draw(_code(RENEWAL_STATUSES)), draw(TEXTS), draw(TEXTS), draw(NOTES), draw(NOTES),
                    draw(_maybe(DAYS)))
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
        shared_deals=tuple(draw(_shared_deal(n)) for n in numbers),
        commissions=tuple(draw(_commission(n, draw(client))) for n in numbers),
        payouts=tuple(draw(_payout(n)) for n in numbers),
        hubspot_team=tuple(
            TeamMember(f"Person {n}", draw(_code(TEAM_ROLES)), draw(NOTES), draw(_MAILS), draw(TEXTS), draw(LINKS),
                       draw(NOTES))
            for n in numbers
        ),
        usage=tuple(
            Usage(draw(client), date(2026, n + 1, 1), draw(_SCORES), draw(NOTES), draw(NOTES), draw(NOTES))
            for n in numbers
        ),
        scenarios=tuple(draw(_sale_to_come(n)) for n in numbers),
        imports=tuple(
            ImportRule(draw(_code(IMPORTS.column("rows").choices)), heading, draw(NOTES), draw(NOTES), draw(NOTES))
            for heading in draw(st.lists(NAMES, max_size=2, unique_by=str.lower))
        ),
    )  # fmt: skip
