"""`partnerbook commission` for programs: by month or quarter, by client, by deal."""

from datetime import date
from typing import NamedTuple, TypeAlias

from partnerbook.figures.commission import Commission, StoppingDeal, YearToDate
from partnerbook.figures.commission_amounts import ClientCommission, DealLine, PeriodCommission
from partnerbook.figures.commission_payouts import Conversion, DuePayout, PayoutCheck
from partnerbook.figures.commission_statement import Clawback, StatementCheck


class CommissionFacts(NamedTuple):
    """What is told beside the rows of commission: payouts to come and late ones, statements and payouts checked.

    `since` and `until` are in the first and the last month of the rows; `conversions` are at both rates.
    """

    since: date
    until: date
    next_payout: DuePayout
    late_payouts: tuple[DuePayout, ...]
    year_to_date: tuple[YearToDate, ...]
    stopping: tuple[StoppingDeal, ...]
    statement: tuple[StatementCheck, ...]
    clawbacks: tuple[Clawback, ...]
    payouts: tuple[PayoutCheck, ...]
    conversions: tuple[Conversion, ...]


class PeriodsCommissionAnswer(NamedTuple):
    """The commission of each month or quarter; no two of its amounts are ever added up, nor two currencies."""

    facts: CommissionFacts
    periods: tuple[PeriodCommission, ...]

    @property
    def rows(self) -> tuple[PeriodCommission, ...]:
        """Period by period."""
        return self.periods


class ClientsCommissionAnswer(NamedTuple):
    """The commission of each client, in each currency."""

    facts: CommissionFacts
    clients: tuple[ClientCommission, ...]

    @property
    def rows(self) -> tuple[ClientCommission, ...]:
        """Client by client."""
        return self.clients


class DealsCommissionAnswer(NamedTuple):
    """The commission of each deal, with its rule and rate."""

    facts: CommissionFacts
    deals: tuple[DealLine, ...]

    @property
    def rows(self) -> tuple[DealLine, ...]:
        """Deal by deal."""
        return self.deals


CommissionAnswer: TypeAlias = PeriodsCommissionAnswer | ClientsCommissionAnswer | DealsCommissionAnswer


def commission_answer(found: Commission, by: str, since: date, until: date) -> CommissionAnswer:
    """The commission of the months between two days by "quarter", "month", "client" or "deal"."""
    facts = CommissionFacts(
        since, until, found.next_payout, found.late_payouts, found.year_to_date, found.stopping, found.statement,
        found.clawbacks, found.payouts, found.conversions,
    )  # fmt: skip
    if by == "deal":
        return DealsCommissionAnswer(facts, found.by_deal)
    if by == "client":
        return ClientsCommissionAnswer(facts, found.by_client)
    return PeriodsCommissionAnswer(facts, found.by_month if by == "month" else found.by_quarter)
