"""Where the rates of currencies come from: what is published, the partner's own rows, and a market."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from partnerbook.program.edition import Edition
from partnerbook.records import OWN, RATE_MAX_AGE, OwnRate, Settings


class PointUnit(NamedTuple):
    """The amount of a currency that counts as US$100, and where it is from.

    `start` is the day it holds from; when `estimated`, the day of the market rate it was computed from.
    """

    currency: str
    amount: Decimal
    start: date | None
    source: str
    estimated: bool


class MarketRate(NamedTuple):
    """How much of a currency one US dollar bought on the day of the quote."""

    per_usd: Decimal
    day: date


MarketSource: TypeAlias = Callable[[str, date], MarketRate]


class Rates(NamedTuple):
    """Where rates come from: the partner's own rows, then a market source (None: the European Central Bank's rates).

    A market rate older than `max_age_days` on the day it is needed is refused.
    """

    own: tuple[OwnRate, ...] = ()
    market: MarketSource | None = None
    max_age_days: int = RATE_MAX_AGE


PUBLISHED_RATES = Rates()


class Program(NamedTuple):
    """The program as one partner sees it: the published rules, own rates and growth markets, and the assumptions.

    The assumptions are settings of the book: what is not published and can be read in more ways than one. `editions`
    are those to compute by in place of the published ones, the oldest first.
    """

    rates: Rates = PUBLISHED_RATES
    growth_added: frozenset[str] = frozenset()
    growth_removed: frozenset[str] = frozenset()
    deals_without_source: str = Settings().deals_without_source
    upsell_by_other_source: str = OWN
    new_deal_on_older_line: str = OWN
    editions: tuple[Edition, ...] = ()


PUBLISHED = Program()
