"""What a scenario assumes: records of what has not happened, which count in no figure but their scenario's own."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.records.place import NOWHERE, Place


class Assumed(NamedTuple):
    """One thing that a scenario assumes: what (a code of `WhatIf`), of whom and from which day on.

    A sale and a downgrade need `line`, `mrr` and `currency`; a sale to a client that the book does not have needs its
    `market`; a cancellation without a `line` takes all that the client pays for. `source` is "sourced", "assisted", or
    "" for what the settings say of deals without one. `partners` is how many others manage the client from then on.
    """

    scenario: str
    what: str
    client: str
    on: date
    line: str = ""
    mrr: Decimal | None = None
    currency: str = "USD"
    source: str = "sourced"
    market: str = ""
    partners: int = 0
    note: str = ""
    origin: Place = NOWHERE
