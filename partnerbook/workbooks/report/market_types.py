"""The type of a client's market on any day: by what HubSpot states of the client from a day on, else by edition."""

from datetime import date
from typing import NamedTuple

from partnerbook.figures.overview import Overview
from partnerbook.points.growth import client_market_type, market_type, stated_multiplier
from partnerbook.program.edition import editions
from partnerbook.records import Client
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE
from partnerbook.workbooks.report.words import MARKET_LETTERS, MARKET_TYPES


class MarketTypes(NamedTuple):
    """The type of a client's market `now`; what it is on other days, each type as a letter.

    `listed` has one for each edition, the oldest first; `stated` is what HubSpot says from `stated_on` on, "" where it
    says nothing.
    """

    now: str
    listed: str
    stated: str
    stated_on: date | None


def market_types(client: Client, report: Overview) -> MarketTypes:
    """Those of a client of the report."""
    settings = report.book.settings
    corrections = settings.growth_added, settings.growth_removed
    stated = stated_multiplier(client, date.max) is not None
    return MarketTypes(
        client_market_type(client, report.edition, report.as_of, *corrections),
        "".join(MARKET_LETTERS[market_type(client.market, each, *corrections)] for each in editions()),
        MARKET_LETTERS[client_market_type(client, report.edition, date.max, *corrections)] if stated else "",
        client.multiplier_on if stated else None,
    )


def market_formula(stated: str, stated_on: str, listed: str) -> str:
    """The formula of the type's word on the as-of day, of the cells of a row; empty text before the first edition.

    >>> market_formula("B2", "C2", "D2")[:51]
    'IF(OR(D2="",Edition=""),"",INDEX(MarketTypeWords,MA'
    """
    by_edition = f"MID({listed},MATCH(Edition,{EDITION_TABLE('start')},0),1)"
    letter = f'IF(AND({stated}<>"",AsOf>={stated_on}),{stated},{by_edition})'
    return f'IF(OR({listed}="",Edition=""),"",{MARKET_TYPES.word(letter)})'
