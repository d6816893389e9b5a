"""Books at the edges: next to nothing in them, days far off, one row, no sale, other currencies, very long names."""

from datetime import date, timedelta
from decimal import Decimal

from partnerbook.program.edition import editions
from partnerbook.records import (
    Book,
    Client,
    Deal,
    Managing,
    OwnRate,
    Place,
    Renewal,
    Settings,
    Subscription,
    Threshold,
)

THRESHOLDS = tuple(
    Threshold(edition.start, tier, Decimal(total), Decimal(total) / 2, Decimal(total) / 10)
    for edition in editions()
    for tier, total in zip(edition.tier_names, (60, 150, 400, 900), strict=True)
)
GOLD = Settings(
    credited_tier="Gold",
    credited_since=date(2025, 9, 15),
    credited_read_on=date(2026, 1, 20),
    certification_until=date(2027, 5, 31),
)


def sale(closed: date, mrr: str = "1000", currency: str = "USD", kind: str = "new", client: str = "Acme") -> Deal:
    """A sourced deal."""
    return Deal("", client, "CRM", kind, "sourced", closed, Decimal(mrr), currency, origin=Place("Deals", 6))


def paid(
    start: date, end: date | None = None, mrr: str = "800", currency: str = "USD", client: str = "Acme"
) -> Subscription:
    """A subscription."""
    return Subscription(client, "CRM", Decimal(mrr), currency, start, end, origin=Place("Subscriptions", 6))


ACME = (Client("Acme", "ES"),)
_ONE = Book(
    GOLD._replace(alert_days=(45,)),
    ACME,
    (paid(date(2025, 3, 1)),),
    (sale(date(2026, 2, 10)),),
    (Managing("Acme", date(2025, 4, 1)),),
    (Renewal("Acme", "CRM", date(2026, 12, 1), Decimal(800), Decimal(700), "USD"),),
    THRESHOLDS,
)
_LONG = "Wörterbuch & Söhne <\"Überlänge\"> 'mit' [allem] #1 " * 5


def _of(client: str) -> Book:
    """The book of one client under another name, as long as a name can be."""
    return _ONE._replace(
        clients=(Client(client, "BR"),),
        subscriptions=tuple(row._replace(client=client) for row in _ONE.subscriptions),
        deals=tuple(row._replace(client=client) for row in _ONE.deals),
        managing=tuple(row._replace(client=client) for row in _ONE.managing),
        renewals=tuple(row._replace(client=client) for row in _ONE.renewals),
    )


def _two_lines() -> Book:
    clients = tuple(Client(f"Client {number}", "MX" if number % 2 else "DE") for number in range(4))
    first = date(2023, 11, 30)
    return Book(
        GOLD._replace(reporting_currency="JPY"),
        clients,
        tuple(paid(first + timedelta(95 * at), first + timedelta(95 * at + 800), f"{300 + at}", "GBP", each.client)
              for at, each in enumerate(clients)),
        tuple(sale(first + timedelta(at * 31), f"{200 + at}.5", "EUR", "new", clients[at % 4].client)
              for at in range(30)),
        tuple(Managing(each.client, first + timedelta(40 * at), first + timedelta(40 * at + 1200))
              for at, each in enumerate(clients)),
        (),
        THRESHOLDS,
    )  # fmt: skip


AWKWARD_BOOKS = {
    "nothing": Book(),
    "no client": Book(GOLD, tiers=THRESHOLDS),
    "one of each": _ONE,
    "one client without anything": Book(GOLD, ACME, tiers=THRESHOLDS),
    "29 February": Book(GOLD._replace(credited_since=date(2024, 2, 29), credited_read_on=date(2024, 2, 29)), ACME,
                        (paid(date(2024, 2, 29), date(2028, 2, 29)),),
                        (sale(date(2024, 2, 29)), sale(date(2028, 2, 29), "700")),
                        (Managing("Acme", date(2024, 2, 29)),), tiers=THRESHOLDS),
    "only managed": _ONE._replace(deals=(), renewals=(), subscriptions=(paid(date(2025, 3, 1), client="Not listed"),)),
    "only cancelled": _ONE._replace(
        deals=(sale(date(2026, 2, 10)), sale(date(2026, 5, 31), kind="cancellation")),
        subscriptions=(paid(date(2025, 3, 1), date(2026, 5, 31)),),
        managing=(Managing("Acme", date(2025, 4, 1), date(2026, 5, 31)),),
        renewals=(Renewal("Acme", "", date(2026, 5, 31), Decimal(800), Decimal(0), "USD", "cancel_requested"),),
    ),
    "euros": _ONE._replace(settings=GOLD._replace(reporting_currency="EUR")),
    "own rates": _ONE._replace(
        settings=GOLD._replace(reporting_currency="PEN"),
        rates=(OwnRate("PEN", date(2025, 1, 1), Decimal(370)), OwnRate("PEN", date(2026, 6, 1), Decimal(380)),
               OwnRate("PEN", date(2026, 9, 1), Decimal(371), "market")),
    ),
    "market rates": _ONE._replace(settings=GOLD._replace(reporting_currency="PLN"),
                                  subscriptions=(paid(date(2024, 3, 1), currency="PLN"),)),
    "no rate at all": _ONE._replace(settings=GOLD._replace(reporting_currency="PEN")),
    "before 2020": _ONE._replace(
        settings=Settings(credited_tier="Platinum", credited_since=date(2016, 3, 1)),
        deals=tuple(sale(date(year, 2, 28), "2000") for year in range(2012, 2020)),
        subscriptions=(paid(date(2012, 1, 31), date(2019, 12, 31)), paid(date(2019, 12, 31), date(2024, 2, 29))),
        managing=(Managing("Acme", date(2012, 2, 28), date(2024, 2, 29)),),
    ),
    "all to come": _ONE._replace(
        deals=(sale(date(2027, 2, 28)), sale(date(2033, 3, 31), "900")),
        subscriptions=(paid(date(2027, 3, 1), date(2031, 2, 28)), paid(date(2033, 4, 1), date(2036, 5, 31), "1200")),
        managing=(Managing("Acme", date(2030, 6, 15)),),
        renewals=(Renewal("Acme", "", date(2036, 5, 31), Decimal(800), None, "USD"),),
    ),
    "read far ahead": _ONE._replace(settings=GOLD._replace(credited_read_on=date(2062, 1, 20))),
    "read long ago": _ONE._replace(
        settings=GOLD._replace(credited_since=date(2009, 1, 1), credited_read_on=date(2011, 7, 15))
    ),
    "since when unknown": _ONE._replace(settings=GOLD._replace(credited_since=None)),
    "never certified": _ONE._replace(settings=GOLD._replace(certification_until=date(2020, 1, 1))),
    "invited": _ONE._replace(settings=GOLD._replace(elite_invitation=True, certification_until=None),
                             deals=(sale(date(2026, 2, 10), "20000"),)),
    "no thresholds": _ONE._replace(tiers=()),
    "thresholds of some": _ONE._replace(tiers=tuple(
        row._replace(managed=None) if row.tier != "Gold" else row for row in THRESHOLDS[2:])),
    "long name": _of(_LONG[:250]),
    "zero": _ONE._replace(deals=(sale(date(2026, 3, 1), "0")._replace(contract_value=Decimal(12000)),),
                          subscriptions=(paid(date(2025, 3, 1), mrr="0"),)),
    "many ends": _two_lines(),
}  # fmt: skip
