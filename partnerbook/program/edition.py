"""The program's rules in force from a date: one TOML file per edition, whole, with the source of every figure.

Each file of `editions/` stands for itself and inherits nothing, so that one page answers "what were the rules in 2024?"
and the difference between two files is what changed. What is assumed says so, in the file and in `Edition.figures`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from partnerbook.errors import BadInput, BadProgramData, did_you_mean
from partnerbook.program import market_rows, program_text
from partnerbook.program.readings import DEFINITIONS, READINGS, LapsedCertification, ManagedSplit, Reductions
from partnerbook.program.strict import (
    DAY,
    NUMBER,
    SHARE,
    TEXT,
    TEXTS,
    WHOLE,
    WHOLES,
    YES_OR_NO,
    Figure,
    Source,
    StrictFile,
    between,
    choice,
)

FILES = ("2022-07-18.toml", "2024-02-27.toml", "2025-07-15.toml", "2026-01-15.toml")
_STATUS = choice("published", "expected")
_KEYS: dict[str, tuple[str, ...]] = {
    "": ("start", "source", "name", "status", "summary", "sources"),
    "rates": ("sourced", "assisted", "managed"),
    "growth": ("multiplier", "regions"),
    "sold": ("months", "reductions"),
    "managed": ("split",),
    "tiers": ("names", "minimum", "managed_minimum", "certification"),
    "reviews": ("check_day", "days", "checks", "protection_months", "lapsed_certification"),
    "elite": ("invitation", "retention_measure", "retention_above", "customer_retention", "certifications"),
    "retention": ("revenue", "customer_dollar", "gross_revenue", "average"),
    "renewals": ("deadline_days", "alert_days"),
}
_REGION_KEYS = ("name", "members", "basis", "source", "note")


class PointRates(NamedTuple):
    """Points per point unit of monthly recurring revenue, before growth; the first two are the rates of sold points."""

    sourced: Decimal
    assisted: Decimal
    managed: Decimal


class GrowthRegion(NamedTuple):
    """A named group of growth markets, as the program lists them; the members are ISO 3166-1 alpha-2 codes."""

    name: str
    members: tuple[str, ...]


class EliteConditions(NamedTuple):
    """What Elite asks for beyond points: shares of 1, not per cent; None where no public copy gives the figure."""

    invitation: bool
    retention_measure: str
    retention_above: Decimal | None
    customer_retention: Decimal | None
    certifications: int | None


class Edition(NamedTuple):
    """The whole set of rules in force from `start`; `status` is "published", or "expected" for one announced."""

    start: date
    name: str
    status: str
    summary: str
    rates: PointRates
    growth_multiplier: Decimal
    growth_regions: tuple[GrowthRegion, ...]
    growth_markets: frozenset[str]
    sold_months: int
    reductions: Reductions
    managed_split: ManagedSplit
    tier_names: tuple[str, ...]
    minimum: str
    managed_minimum: bool
    certification: bool
    check_day: int
    review_days: tuple[tuple[int, int], ...]
    review_checks: int
    protection_months: int
    lapsed_certification: LapsedCertification
    elite: EliteConditions
    renewal_deadline_days: int
    alert_days: tuple[int, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition, the oldest first.

    Errors: BadProgramData when a file breaks its rules.

    >>> [edition.name for edition in editions()]
    ['18 July 2022', '27 February 2024', '15 July 2025', '15 January 2026']
    """
    return load_editions({file: program_text(f"editions/{file}") for file in FILES})


def edition_on(day: date) -> Edition:
    """The edition in force on a day.

    Errors: BadInput for a day before the first edition, when tiers were not counted in points.

    >>> edition_on(date(2025, 7, 14)).minimum, edition_on(date(2025, 7, 15)).minimum
    ('sold', 'sourced')
    """
    for edition in reversed(editions()):
        if edition.start <= day:
            return edition
    first = editions()[0].start
    raise BadInput(
        "No edition of the program is in force on {day}: tiers are counted in points from {first} on.",
        day=day,
        first=first,
    )


def sale_edition(day: date, among: tuple[Edition, ...] = ()) -> Edition:
    """The edition whose rates a sale of that day keeps for good: before the first edition, the first one.

    `among` are editions to take in place of the published ones, the oldest first. Source: HubSpot's example on its 2024
    tier page, where a sale of October 2021 gives 3 points per US$100.

    >>> sale_edition(date(2021, 10, 1)).rates.sourced, sale_edition(date(2024, 3, 1)).rates.sourced
    (Decimal('3'), Decimal('5'))
    """
    every = among or editions()
    for edition in reversed(every):
        if edition.start <= day:
            return edition
    return every[0]


def load_editions(texts: Mapping[str, str]) -> tuple[Edition, ...]:
    """The editions of several files (file name to TOML text), the oldest first.

    Errors: BadProgramData where a file breaks its rules, is not named after its start, or starts when another does.

    >>> load_editions({"2026-01-15.toml": program_text("editions/2026-01-15.toml")})[0].managed_minimum
    False
    """
    by_start: dict[date, str] = {}
    loaded = []
    for file, text in texts.items():
        edition = load_edition(text, file)
        if edition.start in by_start:
            raise BadProgramData(
                f"{file}: start is {edition.start}, the start of {by_start[edition.start]} too; "
                "two editions cannot be in force at once."
            )
        if file != f"{edition.start}.toml":
            raise BadProgramData(f'{file}: start is {edition.start}; the file must be named "{edition.start}.toml".')
        by_start[edition.start] = file
        loaded.append(edition)
    return tuple(sorted(loaded, key=lambda edition: edition.start))


def load_edition(text: str, file: str) -> Edition:
    r"""The edition of one TOML text; `file` is its name in messages.

    Errors: BadProgramData, one sentence with the file, the key, what was found and what is allowed.

    >>> load_edition("start = 2025-07-15\nstatuss = 1", "2025-07-15.toml")
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadProgramData: 2025-07-15.toml: unknown key "statuss"; did you mean "status"?
    """
    read = StrictFile(text, file, _KEYS)
    start = read.plain("start", DAY)
    read.published("start", start, read.plain("source", TEXT))
    regions = _growth_regions(read)

    def reading(key: str) -> str:
        return read.figure(key, READINGS[key])

    return Edition(
        start=start,
        name=read.plain("name", TEXT),
        status=read.plain("status", _STATUS),
        summary=read.plain("summary", TEXT),
        rates=PointRates(*(read.figure(f"rates.{name}", NUMBER) for name in PointRates._fields)),
        growth_multiplier=read.figure("growth.multiplier", NUMBER),
        growth_regions=regions,
        growth_markets=frozenset(member for region in regions for member in region.members),
        sold_months=read.figure("sold.months", between(1, 120)),
        reductions=Reductions(reading("sold.reductions")),
        managed_split=ManagedSplit(reading("managed.split")),
        tier_names=read.figure("tiers.names", TEXTS),
        minimum=reading("tiers.minimum"),
        managed_minimum=read.figure("tiers.managed_minimum", YES_OR_NO),
        certification=read.figure("tiers.certification", YES_OR_NO),
        check_day=read.figure("reviews.check_day", between(1, 28)),
        review_days=tuple(_month_day(read, text) for text in read.figure("reviews.days", TEXTS)),
        review_checks=read.figure("reviews.checks", between(1, 12)),
        protection_months=read.figure("reviews.protection_months", WHOLE),
        lapsed_certification=LapsedCertification(reading("reviews.lapsed_certification")),
        elite=_elite(read),
        renewal_deadline_days=read.figure("renewals.deadline_days", WHOLE),
        alert_days=read.figure("renewals.alert_days", WHOLES),
        figures=tuple(read.figures),
        sources=tuple(read.sources.values()),
    )


def _elite(read: StrictFile) -> EliteConditions:
    """What Elite asks for; the definitions of retention, of which it asks one measure, are checked with it."""
    elite = EliteConditions(
        invitation=read.figure("elite.invitation", YES_OR_NO),
        retention_measure=read.figure("elite.retention_measure", READINGS["elite.retention_measure"]),
        retention_above=read.figure_or_unknown("elite.retention_above", SHARE),
        customer_retention=read.figure_or_unknown("elite.customer_retention", SHARE),
        certifications=read.figure_or_unknown("elite.certifications", WHOLE),
    )
    for key, definition in DEFINITIONS.items():
        read.figure(key, definition)
    return elite


def _growth_regions(read: StrictFile) -> tuple[GrowthRegion, ...]:
    markets = {row[0] for row in market_rows()}
    region_of: dict[str, str] = {}
    regions = []
    for where, group in read.groups("growth.regions", _REGION_KEYS):
        name = read.group_value(where, group, "name", TEXT)
        members = read.group_value(where, group, "members", TEXTS)
        for member in members:
            if member not in markets:
                guess = did_you_mean(member, markets)
                read.fail(f'members in {where} ({name}) has "{member}", which is no ISO 3166-1 alpha-2 code{guess}')
            if member in region_of:
                read.fail(f'members in {where} ({name}) has "{member}", which is in {region_of[member]} already')
            region_of[member] = name
        read.group_figure(f"growth.regions.{name}", members, group)
        regions.append(GrowthRegion(name, members))
    return tuple(regions)


def _month_day(read: StrictFile, text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2023-{text}")  # not a leap year: a review day must exist every year
    except ValueError:
        read.fail(f'reviews.days has "{text}"; it must be a month and a day of every year, such as "01-15"')
    return day.month, day.day
