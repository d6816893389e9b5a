"""Growth markets: those whose customers multiply points, under an edition and as the partner corrects its list."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from partnerbook.errors import BadInput
from partnerbook.parsing.market import known_market, market_name
from partnerbook.points.rates import PUBLISHED, Program
from partnerbook.program.edition import Edition
from partnerbook.records import Client

GROWTH = "growth"


STANDARD = "standard"


def is_growth_market(
    code: str, edition: Edition, added: Collection[str] = frozenset(), removed: Collection[str] = frozenset()
) -> bool:
    """Whether points of a client in this market are multiplied under an edition.

    `added` and `removed` are the partner's own corrections of the edition's list, as alpha-2 codes: what an edition
    assumes can be wrong. Source: HubSpot's growth markets by client location, since 18 July 2022.
    Errors: UnknownName for a code that is not an alpha-2 code, BadInput for one both added and removed.

    >>> from datetime import date
    >>> from partnerbook.program.edition import edition_on
    >>> now = edition_on(date(2026, 2, 1))
    >>> is_growth_market("MX", now), is_growth_market("ES", now), is_growth_market("MX", now, removed={"MX"})
    (True, False, False)
    """
    code = known_market(code)
    if code in added and code in removed:
        raise BadInput(
            "{market_name} ({code}) is both added to and removed from the growth markets; keep one.",
            market_name=market_name(code),
            code=code,
        )
    return code in added or (code in edition.growth_markets and code not in removed)


def market_type(
    code: str, edition: Edition, added: Collection[str] = frozenset(), removed: Collection[str] = frozenset()
) -> str:
    """The type of a market under an edition: "growth" or "standard"; see `is_growth_market`.

    >>> from datetime import date
    >>> from partnerbook.program.edition import edition_on
    >>> market_type("CO", edition_on(date(2026, 2, 1)))
    'growth'
    """
    return GROWTH if is_growth_market(code, edition, added, removed) else STANDARD


def stated_multiplier(client: Client, day: date) -> Decimal | None:
    """What HubSpot itself multiplies a client's points by on a day, as the book has it; None before it was read.

    >>> acme = Client("Acme", "SG", multiplier=Decimal(1), multiplier_on=date(2026, 2, 1))
    >>> stated_multiplier(acme, date(2026, 1, 31)), stated_multiplier(acme, date(2026, 2, 1))
    (None, Decimal('1'))
    """
    if client.multiplier is None or client.multiplier <= 0:
        return None
    return None if client.multiplier_on is not None and day < client.multiplier_on else client.multiplier


def client_market_type(
    client: Client,
    edition: Edition,
    day: date,
    added: Collection[str] = frozenset(),
    removed: Collection[str] = frozenset(),
) -> str:
    """The type of a client's market on a day: by what HubSpot states for the client, else `market_type`.

    >>> from partnerbook.program.edition import edition_on
    >>> day = date(2026, 2, 1)
    >>> stated = Client("Acme", "MX", multiplier=Decimal(1)), Client("Acme", "US", multiplier=Decimal(2))
    >>> [client_market_type(client, edition_on(day), day) for client in (Client("Acme", "MX"), *stated)]
    ['growth', 'standard', 'growth']
    """
    stated = stated_multiplier(client, day)
    if stated is None:
        return market_type(client.market, edition, added, removed)
    return STANDARD if stated == 1 else GROWTH


def growth(market: str, edition: Edition, program: Program = PUBLISHED) -> Decimal:
    """What a market, as a code, multiplies points by: the edition's multiplier in a growth market, else 1.

    >>> from datetime import date
    >>> from partnerbook.program.edition import sale_edition
    >>> growth("MX", sale_edition(date(2026, 2, 1))), growth("ES", sale_edition(date(2026, 2, 1)))
    (Decimal('2'), Decimal('1'))
    """
    grows = is_growth_market(market, edition, program.growth_added, program.growth_removed)
    return edition.growth_multiplier if grows else Decimal(1)
