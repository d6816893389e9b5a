"""Renewals: how long until each, which alert it is under, and what it would change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import DONE, LATER, OVERDUE, Alert, AlertKind
from partnerbook.exact import EXACT, total
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.records import Renewal

SETTLED = ("renewed",)


class RenewalOutlook(NamedTuple):
    """A renewal seen from a day: days left (negative when overdue), deadline, alert, and change of MRR."""

    renewal: Renewal
    days: int
    deadline: date
    alert: Alert
    mrr_change: Decimal | None

    @property
    def due(self) -> bool:
        """Whether it is overdue or within the widest window."""
        return self.alert.due


def renewal_alert(renews_on: date, as_of: date, status: str, windows: Iterable[int]) -> Alert:
    """The alert a renewal is under on a day; within days, those of the smallest of the `windows` that it is in.

    >>> renewal_alert(date(2026, 2, 1), date(2026, 1, 15), "pending", (30, 60)) == (AlertKind.WITHIN, 30)
    True
    >>> renewal_alert(date(2026, 1, 1), date(2026, 1, 15), "pending", (30, 60)) == OVERDUE
    True
    """
    if status in SETTLED:
        return DONE
    days = (renews_on - as_of).days
    if days < 0:
        return OVERDUE
    return next((Alert(AlertKind.WITHIN, window) for window in sorted(windows) if days <= window), LATER)


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


class RenewalTotal(NamedTuple):
    """What renewals in one currency add up to: how many there are, and how many of them are open, not renewed yet.

    `at_stake` is the current MRR of the open ones, `change` the change of MRR of those of which it is known.
    """

    currency: str
    number: int
    open: int
    at_stake: Decimal
    change: Decimal


def renewal_totals(outlooks: Iterable[RenewalOutlook]) -> tuple[RenewalTotal, ...]:
    """What renewals add up to, each currency by itself, in order of their codes.

    >>> renewal_totals(())
    ()
    """
    of_currency: defaultdict[str, list[RenewalOutlook]] = defaultdict(list)
    for outlook in outlooks:
        of_currency[outlook.renewal.currency].append(outlook)
    found = []
    for currency, rows in sorted(of_currency.items()):
        still_open = [row for row in rows if row.alert != DONE]
        at_stake = total(row.renewal.current_mrr for row in still_open)
        change = total(row.mrr_change for row in still_open if row.mrr_change is not None)
        found.append(RenewalTotal(currency, len(rows), len(still_open), at_stake, change))
    return tuple(found)


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
