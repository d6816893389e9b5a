"""The terms of a whole book: many of its records have the same, which are worked out once."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from partnerbook.points.rates import PointUnit, Program
from partnerbook.points.terms import Terms, counts_until, managed_terms, sold_terms
from partnerbook.points.units import point_unit, rate_days
from partnerbook.program.edition import editions


class KnownTerms:
    """Terms as `sold_terms` and `managed_terms` give them, under one program; the errors are theirs too.

    Between two days on which an edition, a published unit or an own row begins they stay the same, but for a unit that
    is estimated: the market has another one on every day.

    >>> from partnerbook.points.rates import PUBLISHED
    >>> known = KnownTerms(PUBLISHED)
    >>> one, other = (known.managed("ES", "EUR", date(2026, month, 1)) for month in (2, 3))
    >>> one is other, one == managed_terms("ES", "EUR", date(2026, 2, 1))
    (True, True)
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._days: dict[str, Sequence[date]] = {}
        self._units: dict[object, PointUnit] = {}
        self._terms: dict[object, Terms] = {}
        self._until: dict[date, date] = {}

    def days(self, currency: str) -> Sequence[date]:
        """The days, in order, on which terms in a currency can change. Errors: BadInput for a bad own row."""
        if currency not in self._days:
            starts = {edition.start for edition in editions()}
            self._days[currency] = sorted(starts | rate_days(currency, self.program.rates))
        return self._days[currency]

    def unit(self, currency: str, day: date) -> PointUnit:
        """As `point_unit`."""
        found = self._unit(currency, day)
        if found is None:
            found = point_unit(currency, day, self.program.rates)
            self._keep(found, currency, day)
        return found

    def sold(
        self, market: str, currency: str, sold_on: date, source: str, first_sold: date, multiplier: Decimal | None
    ) -> Terms:
        """As `sold_terms`."""
        spans = self._span(currency, sold_on), self._span(currency, first_sold)
        found = self._terms.get((market, currency, source, *spans, _spelled(multiplier)))
        if found is None:
            unit = self._unit(currency, sold_on)
            found = sold_terms(market, currency, sold_on, source, first_sold, self.program, unit, multiplier)
            self._keep(found.unit, currency, sold_on)
            if not found.unit.estimated:
                spans = self._span(currency, sold_on), self._span(currency, first_sold)
                self._terms[market, currency, source, *spans, _spelled(multiplier)] = found
        return found

    def managed(
        self,
        market: str,
        currency: str,
        on: date,
        other_partners: int = 0,
        unit: PointUnit | None = None,
        multiplier: Decimal | None = None,
    ) -> Terms:
        """As `managed_terms`; `unit` is given where it is another than that of the day."""
        if unit is not None:
            return managed_terms(market, currency, on, other_partners, self.program, unit, multiplier)
        found = self._terms.get((market, currency, other_partners, self._span(currency, on), _spelled(multiplier)))
        if found is None:
            unit = self._unit(currency, on)
            found = managed_terms(market, currency, on, other_partners, self.program, unit, multiplier)
            self._keep(found.unit, currency, on)
            if not found.unit.estimated:
                span = self._span(currency, on)
                self._terms[market, currency, other_partners, span, _spelled(multiplier)] = found
        return found

    def counts_until(self, sold_on: date) -> date:
        """As `counts_until` of the terms."""
        found = self._until.get(sold_on)
        if found is None:
            found = self._until[sold_on] = counts_until(sold_on, self.program)
        return found

    def _span(self, currency: str, day: date) -> int:
        """Which stretch between two such days a day is in; 0 for a currency of which nothing is known yet."""
        return bisect_right(self._days.get(currency, ()), day)

    def _unit(self, currency: str, day: date) -> PointUnit | None:
        return self._units.get((currency, self._span(currency, day))) or self._units.get((currency, day))

    def _keep(self, unit: PointUnit, currency: str, day: date) -> None:
        """Keep a unit for its stretch, or, where it is estimated, for its day; from then on the days are known too."""
        self.days(currency)
        self._units[currency, day if unit.estimated else self._span(currency, day)] = unit


def _spelled(multiplier: Decimal | None) -> str:
    """The multiplier as a client's row has it: 2 and 2.0 are equal, and shown as they were written."""
    return "" if multiplier is None else str(multiplier)
