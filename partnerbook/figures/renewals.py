"""Renewals: how long until each, which alert it is under, and what it would change."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import EXACT
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.records import Renewal

SETTLED = ("renewed",)
DONE, OVERDUE, LATER = "Done", "Overdue", "Later"


class RenewalOutlook(NamedTuple):
    """A renewal seen from a day: days left (negative when overdue), deadline, alert, and change of MRR."""

    renewal: Renewal
    days: int
    deadline: date
    alert: str
    mrr_change: Decimal | None

    @property
    def due(self) -> bool:
        """Whether it is overdue or within the widest window."""
        return self.alert not in (DONE, LATER)


def renewal_alert(renews_on: date, as_of: date, status: str, windows: Iterable[int]) -> str:
    """The alert a renewal is under: "Done", "Overdue", "Within N days" for the smallest window, or "Later".

    >>> renewal_alert(date(2026, 2, 1), date(2026, 1, 15), "pending", (30, 60))
    'Within 30 days'
    >>> renewal_alert(date(2026, 1, 1), date(2026, 1, 15), "pending", (30, 60))
    'Overdue'
    """
    if status in SETTLED:
        return DONE
    days = (renews_on - as_of).days
    if days < 0:
        return OVERDUE
    return next((f"Within {window} days" for window in sorted(windows) if days <= window), LATER)


def renewal_outlook(
    renewals: Iterable[Renewal], as_of: date, windows: Iterable[int], deadline_days: int
) -> list[RenewalOutlook]:
    """Every renewal seen from a day, soonest first.

    `windows` are the alert days, `deadline_days` how long before the renewal HubSpot wants to know.
    """
    windows = tuple(windows)
    return [
        RenewalOutlook(
            renewal,
            (renewal.renews_on - as_of).days,
            renewal.renews_on - timedelta(days=deadline_days),
            renewal_alert(renewal.renews_on, as_of, renewal.status, windows),
            None if renewal.renewal_mrr is None else EXACT.subtract(renewal.renewal_mrr, renewal.current_mrr),
        )
        for renewal in sorted(renewals, key=lambda r: (r.renews_on, r.client, r.products, r.origin))
    ]


def quarter_renewals(
    outlooks: Sequence[RenewalOutlook], as_of: date, quarter: str | None = None
) -> list[RenewalOutlook]:
    """The renewals of a quarter; without one, those of the day's own quarter and all that are overdue."""
    first, last = quarter_days(quarter or quarter_of(as_of))
    return [
        outlook
        for outlook in outlooks
        if first <= outlook.renewal.renews_on <= last or (quarter is None and outlook.alert == OVERDUE)
    ]
