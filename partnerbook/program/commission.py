"""The rules of commission, as one TOML file with the source of every figure: which deals pay how much, and how long."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from partnerbook.program import market_rows, program_text
from partnerbook.program.edition import GrowthRegion
from partnerbook.program.strict import (
    DAY,
    PART,
    TEXT,
    TEXTS,
    WHOLE,
    WHOLES,
    Figure,
    Source,
    StrictFile,
    between,
    choice,
)

OWN_CLOSE, LINES_FIRST_SALE = "its own close", "the line's first sale"
PAYS_AGAIN, STAYS_STOPPED = "pays again", "stays stopped"
_FILE = "commission.toml"
_REGION_KEYS = ("name", "members", "basis", "source", "note")
_KEYS: dict[str, tuple[str, ...]] = {
    "": ("sources",),
    "rate": ("partner", "provider", "assisted", "upmarket_referral", "allowed"),
    "term": ("start", "months", "upsell"),
    "legacy": ("until", "judged", "managed_again"),
    "provider": ("months",),
    "upmarket_referral": ("months",),
    "deal_based": ("start", "beta_start", "regions", "months", "followed_months"),
    "payment": ("counted", "days", "places"),
}


class CommissionRates(NamedTuple):
    """What part of the MRR deals earn each month, where none is entered: shares of 1."""

    partner: Decimal
    provider: Decimal
    assisted: Decimal
    upmarket_referral: Decimal


class CommissionRules(NamedTuple):
    """All rules of commission; months are counted from a deal's close, its own month included.

    `upsell_from` says from when the months of an upsell of one's own line count before the deal-based model, whose beta
    was for customers in the regions.
    """

    rates: CommissionRates
    allowed_rates: tuple[int, ...]
    term_start: date
    term_months: int
    upsell_from: str
    legacy_until: date
    managed_again: str
    provider_months: int
    referral_months: int
    deal_based_start: date
    beta_start: date
    regions: tuple[GrowthRegion, ...]
    beta_markets: frozenset[str]
    deal_based_months: int
    followed_months: int
    payment_days: int
    places: int
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]

    def deal_based(self, closed: date, market: str) -> bool:
        """Whether a deal closed that day, of a client in that market, falls under the deal-based model.

        >>> rules = commission_rules()
        >>> [rules.deal_based(date(2025, 10, 1), market) for market in ("DE", "FR")]
        [True, False]
        """
        return closed >= (self.beta_start if market in self.beta_markets else self.deal_based_start)


@lru_cache(maxsize=1)
def commission_rules() -> CommissionRules:
    """The rules as they are published, with what is assumed of them.

    >>> commission_rules().term_months, commission_rules().rates.partner
    (36, Decimal('0.20'))
    """
    return load_commission_rules(program_text(_FILE), _FILE)


def load_commission_rules(text: str, file: str) -> CommissionRules:
    r"""The rules of one TOML text; `file` is its name in messages.

    Errors: BadProgramData, one sentence with the file, the key, what was found and what is allowed.

    >>> load_commission_rules("[rates]\npartner = 1", "commission.toml")
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadProgramData: commission.toml: unknown key "rates"; did you mean "rate"?
    """
    read = StrictFile(text, file, _KEYS)
    read.figure("legacy.judged", choice("the last day of the quarter before"))
    read.figure("payment.counted", choice("the last day of the month"))
    regions = _regions(read)
    months = between(1, 120)
    return CommissionRules(
        rates=CommissionRates(*(read.figure(f"rate.{name}", PART) for name in CommissionRates._fields)),
        allowed_rates=read.figure("rate.allowed", WHOLES),
        term_start=read.figure("term.start", DAY),
        term_months=read.figure("term.months", months),
        upsell_from=read.figure("term.upsell", choice(OWN_CLOSE, LINES_FIRST_SALE)),
        legacy_until=read.figure("legacy.until", DAY),
        managed_again=read.figure("legacy.managed_again", choice(PAYS_AGAIN, STAYS_STOPPED)),
        provider_months=read.figure("provider.months", months),
        referral_months=read.figure("upmarket_referral.months", months),
        deal_based_start=read.figure("deal_based.start", DAY),
        beta_start=read.figure("deal_based.beta_start", DAY),
        regions=regions,
        beta_markets=frozenset(member for region in regions for member in region.members),
        deal_based_months=read.figure("deal_based.months", months),
        followed_months=read.figure("deal_based.followed_months", months),
        payment_days=read.figure("payment.days", WHOLE),
        places=read.figure("payment.places", between(0, 4)),
        figures=tuple(read.figures),
        sources=tuple(read.sources.values()),
    )


def _regions(read: StrictFile) -> tuple[GrowthRegion, ...]:
    markets = {row[0] for row in market_rows()}
    regions = []
    for where, group in read.groups("deal_based.regions", _REGION_KEYS):
        name = read.group_value(where, group, "name", TEXT)
        members = read.group_value(where, group, "members", TEXTS)
        for member in members:
            if member not in markets:
                read.fail(f'members in {where} ({name}) has "{member}", which is no ISO 3166-1 alpha-2 code')
        read.group_figure(f"deal_based.regions.{name}", members, group)
        regions.append(GrowthRegion(name, members))
    return tuple(regions)
