"""The made-up partner's settings, and figures that HubSpot does not publish: invented here, and marked so."""

from datetime import date
from decimal import Decimal

from partnerbook.exact import rounded
from partnerbook.records import OwnRate, Settings, Threshold

AS_OF = date(2026, 10, 31)
SETTINGS = Settings(
    partner="Sample Partner (made-up data)",
    as_of=AS_OF,
    goal_tier="Diamond",
    credited_tier="Platinum",
    credited_since=date(2025, 11, 15),
    credited_read_on=date(2026, 1, 20),
    certification_until=date(2027, 3, 31),
    certified_people=14,
)
RATES = (OwnRate("MXN", date(2022, 7, 18), Decimal(1900), "program", "Example figure, made up: ask HubSpot for yours"),)

# Edition, tier, total, sold or sourced minimum, managed minimum; for a book of 60 clients.
_THRESHOLDS: tuple[tuple[date, str, int, int, int | None], ...] = (
    (date(2022, 7, 18), "Gold", 700, 300, 160),
    (date(2022, 7, 18), "Platinum", 1850, 1150, 320),
    (date(2022, 7, 18), "Diamond", 3050, 2000, 760),
    (date(2022, 7, 18), "Elite", 6700, 4500, 1900),
    (date(2024, 2, 27), "Gold", 700, 300, 160),
    (date(2024, 2, 27), "Platinum", 1850, 1150, 320),
    (date(2024, 2, 27), "Diamond", 3050, 2000, 760),
    (date(2024, 2, 27), "Elite", 6700, 4500, 1900),
    (date(2025, 7, 15), "Gold", 735, 260, 170),
    (date(2025, 7, 15), "Platinum", 1950, 1000, 340),
    (date(2025, 7, 15), "Diamond", 3200, 1800, 800),
    (date(2025, 7, 15), "Elite", 7000, 4000, 2000),
    (date(2026, 1, 15), "Gold", 740, 270, None),
    (date(2026, 1, 15), "Platinum", 1950, 1050, None),
    (date(2026, 1, 15), "Diamond", 3250, 1850, None),
    (date(2026, 1, 15), "Elite", 7100, 4200, None),
)
_OF_CLIENTS = 60
_NOTE = "Example figure, made up: copy yours from your tier page"


def thresholds(clients: int) -> tuple[Threshold, ...]:
    """What each tier needs in each edition, for a partner with so many clients, so that tiers stay within reach.

    >>> thresholds(60)[0].total, thresholds(120)[0].total
    (Decimal('700'), Decimal('1400'))
    """
    return tuple(
        Threshold(
            edition=edition,
            tier=tier,
            total=rounded(Decimal(total * clients) / _OF_CLIENTS, 0),
            minimum=rounded(Decimal(minimum * clients) / _OF_CLIENTS, 0),
            managed=None if managed is None else rounded(Decimal(managed * clients) / _OF_CLIENTS, 0),
            note=_NOTE,
        )
        for edition, tier, total, minimum, managed in _THRESHOLDS
    )
