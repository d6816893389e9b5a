"""`partnerbook renewals` for programs."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import AlertKind
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook, RenewalTotal, quarter_renewals, renewal_totals
from partnerbook.parsing.quarter import quarter_of


class RenewalRow(NamedTuple):
    """A renewal seen from the day: `days` are left (below 0: overdue), `within` is its window where it is in one.

    `mrr_change` is null where the book has no renewal MRR yet.
    """

    client: str
    products: str
    alert: AlertKind
    within: int | None
    renews_on: date
    days: int
    deadline: date
    current_mrr: Decimal
    renewal_mrr: Decimal | None
    mrr_change: Decimal | None
    currency: str
    status: str
    communication_owner: str
    renewal_manager: str
    renewal_products: str


class RenewalsAnswer(NamedTuple):
    """The renewals that are overdue or due within the widest of the windows `alert_days`, the soonest first.

    `totals` are of the renewals that are overdue or of the day's own quarter, as its sheet has them.
    """

    alert_days: tuple[int, ...]
    due: tuple[RenewalRow, ...]
    quarter: str
    totals: tuple[RenewalTotal, ...]

    @property
    def rows(self) -> tuple[RenewalRow, ...]:
        """Renewal by renewal."""
        return self.due


def renewal_row(outlook: RenewalOutlook) -> RenewalRow:
    """A renewal as a row."""
    renewal, alert = outlook.renewal, outlook.alert
    return RenewalRow(
        renewal.client,
        renewal.products,
        alert.kind,
        alert.days if alert.kind == AlertKind.WITHIN else None,
        renewal.renews_on,
        outlook.days,
        outlook.deadline,
        renewal.current_mrr,
        renewal.renewal_mrr,
        outlook.mrr_change,
        renewal.currency,
        renewal.status,
        renewal.communication_owner,
        renewal.renewal_manager,
        renewal.renewal_products,
    )


def renewals_answer(known: Overview) -> RenewalsAnswer:
    """The renewals of a book that are due."""
    due = tuple(renewal_row(each) for each in known.renewals if each.due)
    totals = renewal_totals(quarter_renewals(known.renewals, known.as_of))
    return RenewalsAnswer(known.alert_days, due, quarter_of(known.as_of), totals)
