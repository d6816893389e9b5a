"""The lines of commission statements beside our own figures, one by one, and the likely reason of each difference."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import CommissionRule, LineOutcome, LineReason, PaysNothing
from partnerbook.days import first_of_month, month_number
from partnerbook.exact import ZERO, exactly, quotient, rounded
from partnerbook.figures.commission_deals import DealCommission
from partnerbook.figures.commission_lines import (
    CLAWED_BACK,
    PAID,
    QUARTER,
    Recorded,
    Span,
    line_status,
    quarter_text,
    span_of,
)
from partnerbook.figures.commission_months import PLACES, line_amounts
from partnerbook.names import same_name
from partnerbook.program.commission import commission_rules
from partnerbook.records import NOWHERE, Book, CommissionLine, Place

_HALF_CENT = Decimal("0.005")


class StatementCheck(NamedTuple):
    """A line of a statement and our figure for the same: None for what there is no line or no figure of.

    The difference is what the statement has more; of what is clawed back, or a running total, there is none.
    """

    period: str
    client: str
    deal: str
    line: str
    currency: str
    stated: Decimal | None
    ours: Decimal | None
    difference: Decimal | None
    outcome: LineOutcome
    reason: LineReason | PaysNothing | None
    origin: Place


class Clawback(NamedTuple):
    """What was paid for a client, and a deal where the line names one, and what was taken back: `kept` is the rest.

    Source of the example: 20 % of $800 for three months, $480, paid and taken back, because the client did not pay.
    """

    client: str
    deal: str
    currency: str
    periods: tuple[str, ...]
    paid: Decimal
    clawed_back: Decimal
    kept: Decimal


class _Month(NamedTuple):
    """A month of a deal that pays: its amount to the cent, and what it is worked out from."""

    found: DealCommission
    month: int
    amount: Decimal
    base: Decimal


class _Ours:
    """Our own figures by client in the quarters that statements are of, each month of a deal given to one line only."""

    def __init__(self, book: Book, deals: Iterable[DealCommission], known: Recorded) -> None:
        self.clients = {same_name(client.client) for client in book.clients}
        self.deals: defaultdict[str, list[DealCommission]] = defaultdict(list)
        for found in deals:
            self.deals[same_name(found.client)].append(found)
        self._quarters = {span_of(line.period).quarter for line in known.lines}
        self._range = min(self._quarters, default=0) * QUARTER, (max(self._quarters, default=-1) + 1) * QUARTER
        self._by_quarter = known.by_quarter
        self._months: dict[int, dict[int, _Month]] = {}
        self._taken: set[tuple[int, int]] = set()

    def _own(self, found: DealCommission) -> dict[int, _Month]:
        """The months in which a deal pays, by their numbers."""
        if id(found) not in self._months:
            self._months[id(found)] = {
                month: _Month(found, month, amount, base)
                for month, amount, base in line_amounts(found, *self._range, self._by_quarter)
                if month // QUARTER in self._quarters
            }
        return self._months[id(found)]

    def months(self, found: DealCommission, span: Span) -> list[_Month]:
        """The months of a period in which a deal pays."""
        own = self._own(found)
        return [own[month] for month in range(*span) if month in own]

    def free(self, found: DealCommission, months: Iterable[_Month] | None = None) -> list[_Month]:
        """Those of a deal's months that no line has taken: of all, or of some."""
        asked = self._own(found).values() if months is None else months
        return [each for each in asked if (id(found), each.month) not in self._taken]

    def take(self, months: Iterable[_Month]) -> None:
        """Give months to a line."""
        self._taken.update((id(each.found), each.month) for each in months)


@exactly
def statement_checks(book: Book, deals: Sequence[DealCommission], known: Recorded) -> tuple[StatementCheck, ...]:
    """Every line that is known beside our own figure, and what pays here in a stated period and has no line.

    A line names a deal, or a client's product line, or a client: it is compared with what is left of that.
    """
    ours = _Ours(book, deals, known)
    found: dict[int, StatementCheck] = {}
    plain = [(place, line) for place, line in enumerate(known.lines) if line_status(line) != CLAWED_BACK]
    for place, line in sorted(plain, key=lambda each: (not each[1].deal, not each[1].line, each[0])):
        found[place] = _compared(line, ours)
    for place, line in enumerate(known.lines):
        if place not in found:
            found[place] = _check(line, None, LineOutcome.CLAWED_BACK, _why_taken_back(line, ours))
    totals = [_check(line, None, LineOutcome.TOTAL, None) for line in known.totals]
    return (*(found[place] for place in sorted(found)), *totals, *_missing(deals, ours, known))


def _check(
    line: CommissionLine, ours: Decimal | None, outcome: LineOutcome, reason: LineReason | PaysNothing | None
) -> StatementCheck:
    difference = None if ours is None else line.amount - ours
    return StatementCheck(line.period, line.client, line.deal, line.line, line.currency, line.amount, ours, difference,
                          outcome, reason, line.origin)  # fmt: skip


def _compared(line: CommissionLine, ours: _Ours) -> StatementCheck:
    span = span_of(line.period)
    meant = [found for found in _meant(line, ours) if found.currency == line.currency]
    months = [each for found in meant for each in ours.free(found, ours.months(found, span))]
    if not months:
        reason = None if not line.amount else _why_unknown(line, meant, span, ours)
        outcome = LineOutcome.UNKNOWN if line.amount else LineOutcome.EQUAL
        return _check(line, ZERO, outcome, reason)
    ours.take(months)
    amount = sum((each.amount for each in months), ZERO)
    if line.amount == amount:
        return _check(line, amount, LineOutcome.EQUAL, None)
    return _check(line, amount, LineOutcome.DIFFERS, _why_different(line, amount, months))


def _meant(line: CommissionLine, ours: _Ours) -> list[DealCommission]:
    """The deals that a line is about, in whatever currency."""
    deals = ours.deals.get(same_name(line.client), [])
    if line.deal:
        named = [found for found in deals if same_name(found.deal) == same_name(line.deal)]
        if named or not line.line:
            return named
    if line.line:
        return [found for found in deals if same_name(found.line).strip() == same_name(line.line).strip()]
    return deals


def _why_unknown(
    line: CommissionLine, meant: Sequence[DealCommission], span: Span, ours: _Ours
) -> LineReason | PaysNothing:
    if any(ours.months(found, span) for found in meant):
        return LineReason.TWICE
    if not meant:
        if same_name(line.client) not in ours.clients:
            return LineReason.NO_CLIENT
        return LineReason.CURRENCY if _meant(line, ours) else LineReason.NO_DEAL
    return meant[-1].why_not(span.last_day) or LineReason.NO_DEAL


def _why_taken_back(line: CommissionLine, ours: _Ours) -> LineReason | PaysNothing:
    """Why nothing is paid for the period any more, as far as the book knows; else the client has not paid."""
    day = span_of(line.period).last_day
    known = [why for found in _meant(line, ours) if (why := found.why_not(day))]
    return known[-1] if known else LineReason.CLIENT_DID_NOT_PAY


def _why_different(line: CommissionLine, amount: Decimal, months: Sequence[_Month]) -> LineReason:
    """The first reason that would explain a difference whole."""
    base = sum((each.base for each in months), ZERO)
    rates = {each.found.rate for each in months}
    monthly = {each.amount for each in months}
    others = [quotient(Decimal(part), Decimal(100)) for part in commission_rules().allowed_rates]
    if abs(line.amount - amount) <= _HALF_CENT * (len(months) + 1):
        return LineReason.ROUNDING
    if line.rate is not None and rates != {line.rate}:
        return LineReason.RATE
    if line.base is not None and line.base != base:
        return LineReason.BASE
    if any(rounded(base * rate, PLACES) == line.amount for rate in others if rate not in rates):
        return LineReason.RATE
    if any(line.amount == each * count for each in monthly for count in range(QUARTER + 1)):
        return LineReason.MONTHS
    return LineReason.UNTOLD


def _missing(deals: Sequence[DealCommission], ours: _Ours, known: Recorded) -> Iterator[StatementCheck]:
    """What pays here in the periods of which there are statements, and stands in no line."""
    plain = [line for line in known.lines if line_status(line) != CLAWED_BACK]
    spans = {span_of(line.period): line.period for line in plain}
    whole = {span.quarter for span in spans if span.whole}
    clawed = {same_name(line.client) for line in known.lines if line_status(line) == CLAWED_BACK}
    asked = {span: period for span, period in spans.items() if span.quarter not in whole}
    asked |= {span_of(quarter_text(quarter)): quarter_text(quarter) for quarter in whole}
    span_by_month = {month: span for span in asked for month in range(*span)}
    left: defaultdict[Span, defaultdict[int, list[_Month]]] = defaultdict(lambda: defaultdict(list))
    for number, found in enumerate(deals):
        for each in ours.free(found):
            if each.month in span_by_month:
                left[span_by_month[each.month]][number].append(each)
    for span, period in sorted(asked.items()):
        for number, months in left[span].items():
            found, amount = deals[number], sum((each.amount for each in months), ZERO)
            if amount:
                reason = _why_missing(found, span, clawed)
                yield StatementCheck(period, found.client, found.deal, found.line, found.currency, None, amount,
                                     -amount, LineOutcome.MISSING, reason, NOWHERE)  # fmt: skip


def _why_missing(found: DealCommission, span: Span, clawed: set[str]) -> LineReason:
    if same_name(found.client) in clawed:
        return LineReason.CLIENT_DID_NOT_PAY
    if month_number(found.closed) >= span.first:
        return LineReason.CLOSED_IN_PERIOD
    legacy = found.rule == CommissionRule.LEGACY and first_of_month(span.first) >= commission_rules().legacy_until
    return LineReason.NOT_MANAGED_THERE if legacy else LineReason.UNTOLD


@exactly
def clawbacks(known: Recorded) -> tuple[Clawback, ...]:
    """What was taken back, beside what was paid for the same client, deal and currency; by client."""
    taken: defaultdict[tuple[str, str, str], list[CommissionLine]] = defaultdict(list)
    paid: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for line in known.lines:
        key = line.client, line.deal, line.currency
        if line_status(line) == CLAWED_BACK:
            taken[key].append(line)
        elif line_status(line) == PAID:
            paid[key] += line.amount
            if line.deal:
                paid[line.client, "", line.currency] += line.amount
    found = []
    for (client, deal, currency), lines in sorted(taken.items()):
        back = sum((abs(line.amount) for line in lines), ZERO)
        before = paid[client, deal, currency]
        periods = tuple(sorted({line.period for line in lines}))
        found.append(Clawback(client, deal, currency, periods, before, back, before - back))
    return tuple(found)
