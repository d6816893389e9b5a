"""Commission to the end: what each deal pays, what is forecast, earned, expected, paid, clawed back, what to look at.

All follows from the book and the day. No two of these are ever added up, nor two currencies; a running total is no row.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from partnerbook.codes import CommissionRule, Stops
from partnerbook.days import ONE_DAY, month_number
from partnerbook.exact import ZERO, exact_figures, exactly, rounded
from partnerbook.figures.commission_amounts import (
    ClientCommission,
    DealLine,
    DealRows,
    PeriodCommission,
    PeriodRows,
    deal_rows,
    past,
    period_rows,
)
from partnerbook.figures.commission_deals import DealCommission, DealCommissions
from partnerbook.figures.commission_lines import (
    QUARTER,
    Recorded,
    quarter_end,
    quarter_number,
    recorded,
    span_of,
    whole_payout,
)
from partnerbook.figures.commission_months import PLACES, Paying
from partnerbook.figures.commission_payouts import (
    Conversion,
    DuePayout,
    PayoutCheck,
    conversions,
    late_payouts,
    next_payout,
    payout_checks,
)
from partnerbook.figures.commission_rows import forecast_end
from partnerbook.figures.commission_statement import Clawback, StatementCheck, clawbacks, statement_checks
from partnerbook.figures.lapses import lapse_day
from partnerbook.points.entries import Unused
from partnerbook.program.commission import commission_rules
from partnerbook.program.strict import ASSUMED, Figure
from partnerbook.records import Book

CONVERTED_MONTHS = 15


class StoppingDeal(NamedTuple):
    """A deal of before April 2023 that stops on a day, and what it pays a month until then.

    `lapses_on` is when the managed relation lapses, where that is known.
    """

    deal: str
    client: str
    line: str
    currency: str
    monthly: Decimal
    stops_on: date
    why: Stops
    lapses_on: date | None


class YearToDate(NamedTuple):
    """A calendar year up to a day, in one currency: our figure of its months that are over, and what is recorded.

    `paid` and `clawed_back` are of lines for its months; `received` is what payouts of whatever quarter brought in it.
    """

    year: int
    currency: str
    ours: Decimal
    paid: Decimal
    clawed_back: Decimal
    received: Decimal


@exact_figures
class Commission:
    """The commission of a book seen from a day; each figure is worked out when it is first asked for.

    Rows, lines of statements and payouts are those of the months asked for by `between`, else of all up to three years
    ahead.
    """

    def __init__(
        self,
        book: Book,
        as_of: date,
        found: DealCommissions,
        asked: tuple[date, date] | None = None,
        whole: "Commission | None" = None,
    ) -> None:
        """Of a book on a day; `whole` is the same of all months, whose figures it shares."""
        self.book = book
        self.as_of = as_of
        self._found = found
        self._asked = asked
        self._whole = whole or self

    def between(self, since: date, until: date) -> "Commission":
        """The same, its rows those of the months from that of one day to that of another."""
        return Commission(self.book, self.as_of, self._found, (since, until), self._whole)

    @property
    def deals(self) -> tuple[DealCommission, ...]:
        """Every sale with its rule, rate and months, by closing."""
        return self._found.deals

    @property
    def untaken(self) -> tuple[Unused, ...]:
        """The losses that could not be taken off a sale for want of a rate."""
        return self._found.untaken

    @property
    def assumed(self) -> tuple[Figure, ...]:
        """What of the rules is not published, and how it is read here."""
        return tuple(figure for figure in commission_rules().figures if figure.basis == ASSUMED)

    @cached_property
    def recorded(self) -> Recorded:
        """What the book records of statements and payouts up to the day."""
        return recorded(self.book, self.as_of) if self._whole is self else self._whole.recorded

    @cached_property
    def paying(self) -> Paying:
        """What all deals pay, month by month."""
        return Paying(self.deals, self.recorded.by_quarter) if self._whole is self else self._whole.paying

    def _months(self) -> tuple[int, int]:
        """The numbers of the first month asked for, and of the first after them."""
        if self._asked is None:
            return 0, forecast_end(self.as_of)
        return month_number(self._asked[0]), month_number(self._asked[1]) + 1

    @cached_property
    def _periods(self) -> PeriodRows:
        return period_rows(self.book, self.paying, self.recorded, self.as_of, *self._months())

    @cached_property
    def _deal_rows(self) -> DealRows:
        return deal_rows(self.book, self.deals, self.recorded, self.as_of, *self._months())

    @property
    def by_month(self) -> tuple[PeriodCommission, ...]:
        """Each month and currency, the oldest first."""
        return self._periods.by_month

    @property
    def by_quarter(self) -> tuple[PeriodCommission, ...]:
        """Each quarter and currency, the oldest first."""
        return self._periods.by_quarter

    @property
    def by_client(self) -> tuple[ClientCommission, ...]:
        """Each client and currency, by name."""
        return self._deal_rows.by_client

    @property
    def by_deal(self) -> tuple[DealLine, ...]:
        """Each sale, by closing."""
        return self._deal_rows.by_deal

    @cached_property
    def next_payout(self) -> DuePayout:
        """The next payout: of which quarter, when, and of what."""
        return next_payout(self.book, self.recorded, self._of_quarter, self.as_of)

    def _of_quarter(self, quarter: int) -> Sequence[PeriodCommission]:
        """The rows of a quarter, of all its months, whether or not the forecast goes so far."""
        first = quarter * QUARTER
        return period_rows(self.book, self.paying, self.recorded, self.as_of, first, first + QUARTER).by_quarter

    @cached_property
    def late_payouts(self) -> tuple[DuePayout, ...]:
        """The payouts whose day is over and that are not recorded as received."""
        return late_payouts(self.book, self.recorded, self._whole.by_quarter, self.as_of)

    @cached_property
    def payouts(self) -> tuple[PayoutCheck, ...]:
        """Every payout of the book, gross against net and against its statement; of the months asked for."""
        return tuple(row for row in payout_checks(self.book, self.recorded, self.as_of) if self._is_asked(row.period))

    @cached_property
    def statement(self) -> tuple[StatementCheck, ...]:
        """Every line of the statements beside our own figure; of the months asked for."""
        checks = statement_checks(self.book, self.deals, self.recorded)
        return tuple(row for row in checks if self._is_asked(row.period))

    @cached_property
    def clawbacks(self) -> tuple[Clawback, ...]:
        """What was taken back, in one of the months asked for too, beside what was paid."""
        return tuple(row for row in clawbacks(self.recorded) if any(map(self._is_asked, row.periods)))

    def _is_asked(self, period: str) -> bool:
        """Whether the last month of a period is one of those asked for."""
        if self._asked is None:
            return True
        since, until = self._asked
        return month_number(since) <= span_of(period).until - 1 <= month_number(until)

    @cached_property
    def conversions(self) -> tuple[Conversion, ...]:
        """The last 15 months that are over, in the currency of payouts, at the market's rate and at the fixed one.

        That is the one currency that the book's payouts are in, else the one that the partner reports in.
        """
        paid = {row.currency for row in self.recorded.payouts}
        into = paid.pop() if len(paid) == 1 else self.book.settings.reporting_currency
        since = month_number(self.as_of) - CONVERTED_MONTHS
        months = [row for row in self._whole.by_month if month_number(row.first) > since]
        return tuple(conversions(self.book, months, into, self.as_of))

    @cached_property
    def year_to_date(self) -> tuple[YearToDate, ...]:
        """The day's calendar year so far, by currency."""
        sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * 4)
        for row in self._whole.by_month:
            if row.first.year == self.as_of.year:
                for place, amount in enumerate((past(row), row.paid, row.clawed_back)):
                    sums[row.currency][place] += amount
        for payout in self.recorded.payouts:
            on, whole = payout.received_on, whole_payout(payout)
            if on and on.year == self.as_of.year and on <= self.as_of:
                sums[payout.currency][3] += (whole.gross if whole.net is None else whole.net) or ZERO
        rows = (YearToDate(self.as_of.year, currency, *amounts) for currency, amounts in sorted(sums.items()))
        return tuple(row for row in rows if any(row[2:]))

    @cached_property
    def stopping(self) -> tuple[StoppingDeal, ...]:
        """The deals of before April 2023 that stop paying at the next quarter because nobody manages their client."""
        return tuple(self._stopping())

    def _stopping(self) -> Iterator[StoppingDeal]:
        ends = quarter_end(quarter_number(self.as_of))
        clients = {client.client: client for client in self.book.clients}
        if not commission_rules().legacy_until - ONE_DAY <= ends < date.max:
            return
        then = ends + ONE_DAY
        for found in self.deals:
            if found.rule != CommissionRule.LEGACY:
                continue
            now, after = found.of_month(self.as_of), found.of_month(then)
            if not now or now.why_not or not after:
                continue
            lapses = None
            if found.client in clients:
                lapses = lapse_day(clients[found.client], self.book.settings.lapse_days)
            if after.why_not and after.why_not.value == Stops.NOT_MANAGED.value:
                why = Stops.NOT_MANAGED
            elif not after.why_not and lapses is not None and lapses <= ends:
                why = Stops.LAPSES
            else:
                continue
            yield StoppingDeal(found.deal, found.client, found.line, found.currency, rounded(now.monthly, PLACES), then,
                               why, lapses)  # fmt: skip

    def __eq__(self, other: object) -> bool:
        """Whether the other is of the same book, day and months: all figures follow from these."""
        if not isinstance(other, Commission):
            return NotImplemented
        return (self.as_of, self._asked, self.book) == (other.as_of, other._asked, other.book)

    def __hash__(self) -> int:
        return hash((self.as_of, self._asked))

    @exactly
    def __repr__(self) -> str:
        due = self.next_payout
        return (
            f"<Commission of {self.book.settings.partner or 'a book'} on {self.as_of}: {len(self.deals)} sales, "
            f"next payout on {due.expected_on} for {due.period}>"
        )
