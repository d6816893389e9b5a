"""The state of the commission: the months that are asked for, by quarter, month, client or deal."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.codes import LineOutcome
from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import Amounts, Row, commission_totals
from partnerbook.figures.commission_statement import StatementCheck
from partnerbook.figures.overview import Overview
from partnerbook.figures.ranges import Range
from partnerbook.figures.segments import in_segment
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.asked_model import OWN, RangeModel, own_range
from partnerbook.panels.frame.model import given, result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.records import Book

TWO_YEARS, THIS_YEAR, LAST_YEAR = "two-years", "this-year", "last-year"
QUARTER, MONTH, CLIENT, DEAL = "quarter", "month", "client", "deal"


class CommissionOptions(TypedDict, total=False):
    """What the fields begin with, as `CommissionModel` describes them."""

    as_of: date | str | None
    range: str
    since: date | str | None
    until: date | str | None
    by: str
    currency: str
    segment: str


class CommissionModel(RangeModel):
    """A book's commission in the months from that of one day to that of another, a row for each `by`.

    `found` is the core's, `rows` are those that are shown, of all currencies or of one, `totals` what they add up to by
    currency and kind, `kinds` the kinds that any has. The segment is of what is by client: `rows` of clients and deals,
    `statement`. `currencies` can be chosen.
    """

    panel = "commission"
    ranges = (TWO_YEARS, THIS_YEAR, LAST_YEAR, Range.THIS_QUARTER, Range.LAST_QUARTER, Range.LAST_12_MONTHS, OWN)

    by = given(t.CaselessStrEnum([QUARTER, MONTH, CLIENT, DEAL], QUARTER))
    currency = given(t.Unicode())
    currencies = result(t.Tuple())
    found = result(t.Instance(Commission, allow_none=True))
    rows = result(t.Tuple())
    totals = result(t.Tuple())
    kinds = result(t.Tuple())

    _last_found: tuple[Overview, tuple[date, date], Commission] | None = None

    def named_days(self, known: Overview) -> tuple[date, date]:
        """The days of calendar years, or of a range that has a name."""
        year = known.as_of.year
        years = {TWO_YEARS: (year, min(year + 1, date.max.year)), THIS_YEAR: (year, year), LAST_YEAR: (year - 1,) * 2}
        if self.range not in years:
            return super().named_days(known)
        first, last = years[self.range]
        return date(first, 1, 1), date(last, 12, 31)

    def offered(self) -> Mapping[str, Any]:
        """The currencies of what is sold, stated and paid, and the one that is chosen."""
        book = self.book or Book()
        found = {row.currency for rows in (book.deals, book.commissions, book.payouts) for row in rows}
        return {"currencies": tuple(sorted(found | ({self.currency} - {""})))}

    def is_asked(self, currency: str) -> bool:
        """Whether a currency is the one that is asked for, or all are."""
        return self.currency in ("", currency)

    def figures(self, known: Overview, member: Callable[[str], bool], problems: dict[str, str]) -> Mapping[str, Any]:
        """The commission of the months."""
        days = self.asked_days(known, problems)
        if days is None:
            return {}
        found = self._between(known, days)
        of_clients = self.by in (CLIENT, DEAL)
        listed: tuple[Any, ...] = getattr(found, f"by_{self.by}")
        rows: tuple[Row, ...] = tuple(
            row for row in listed if self.is_asked(row.currency) and (not of_clients or member(row.client))
        )
        totals = commission_totals(rows)
        return {
            "known": known,
            "days": days,
            "found": found,
            "rows": rows,
            "totals": totals,
            "kinds": tuple(kind for kind in Amounts._fields if any(getattr(each, kind) for _, each in totals)),
        }

    def _between(self, known: Overview, days: tuple[date, date]) -> Commission:
        """The commission of the months; where they are asked for again, with all that is known of it already."""
        last = self._last_found
        if last is None or last[0] is not known or last[1] != days:
            self._last_found = last = known, days, known.commission.between(*days)
        return last[2]

    @property
    def statement(self) -> tuple[StatementCheck, ...]:
        """The lines of statements, those that are to be looked at first; worked out when they are asked for."""
        if self.found is None or self.book is None:
            return ()
        member = in_segment(self.book, self.segment)
        lines = [each for each in self.found.statement if self.is_asked(each.currency) and member(each.client)]
        return tuple(sorted(lines, key=lambda each: each.outcome == LineOutcome.EQUAL))


def commission_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: CommissionOptions
) -> CommissionModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.commission`.

    >>> model = commission_model(None, Reader(), date(2026, 11, 21), {"by": "month"})
    >>> model.days[1], model.rows[0].period
    (datetime.date(2027, 12, 31), '2026-01')
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(CommissionModel, reader, own_range(options, found.as_of, TWO_YEARS))
