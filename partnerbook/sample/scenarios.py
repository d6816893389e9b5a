"""What the made-up partner wants to know beforehand: a good quarter, and the largest client leaving."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from partnerbook.codes import WhatIf
from partnerbook.points.ledger import by_client, ledger
from partnerbook.records import Assumed, Book
from partnerbook.sample.figures import AS_OF

GOOD, BAD = "A good quarter", "The largest client leaves"
_NEW = "Prospect (made up)"


def scenarios(book: Book) -> Iterator[Assumed]:
    """Two scenarios of a book without any; one of a book in which nobody is managed and pays."""
    yield Assumed(
        GOOD, WhatIf.SALE, _NEW, date(2026, 11, 16), "Marketing Hub", Decimal(3600), "USD", market="MX",
        note="A growth market",
    )  # fmt: skip
    yield Assumed(GOOD, WhatIf.MANAGE, _NEW, date(2026, 12, 1), currency="")
    points = by_client(ledger(book).entries, AS_OF)
    managed = {row.client for row in book.managing if row.end is None}
    paying = [row.client for row in book.subscriptions if row.end is None and row.client in managed]
    if paying:
        largest = max(paying, key=lambda client: points[client].total)
        leaves = Assumed(BAD, WhatIf.CANCELLATION, largest, date(2026, 12, 1), currency="", source="")
        yield leaves
        yield leaves._replace(what=WhatIf.STOP, note="Nothing is left to manage")
