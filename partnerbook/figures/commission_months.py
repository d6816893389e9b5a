"""The months in which a deal pays, to the cent: alike ones are counted together, also up to a far day."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from partnerbook.days import month_number
from partnerbook.exact import ZERO, exactly, rounded, total
from partnerbook.figures.commission_deals import DealCommission
from partnerbook.figures.commission_lines import QUARTER

PLACES = 2  # commission is in cents
_END = month_number(date.max) + 1


def line_amounts(
    found: DealCommission, first: int, until: int, by_quarter: Iterable[int]
) -> Iterator[tuple[int, Decimal, Decimal]]:
    """What a deal pays in each month that it pays in, to the cent, and the MRR that it is worked out from.

    The months are those with the numbers from `first` on, which begins a quarter, and before `until`; `by_quarter` are
    the quarters that are rounded as one.
    """
    for start, stop, amount, base in line_runs(found, first, until, by_quarter):
        for month in range(start, stop):
            yield month, amount, base


def line_runs(
    found: DealCommission, first: int, until: int, by_quarter: Iterable[int]
) -> Iterator[tuple[int, int, Decimal, Decimal]]:
    """The same, months of one amount together: the first, the first without, amount and MRR."""
    apart = sorted(by_quarter)
    # Of nothing below zero, whole cents add to a sum what they are.
    above = not apart or all(stretch.monthly >= 0 for stretch in found.months)
    current, so_far = -1, ZERO
    for stretch in found.months:
        if stretch.why_not:
            continue
        at = max(first, month_number(stretch.first))
        last = until if stretch.until is None else min(until, month_number(stretch.until))
        cents = rounded(stretch.monthly, PLACES)
        for quarter in () if above and cents == stretch.monthly else apart[bisect_left(apart, at // QUARTER) :]:
            if quarter * QUARTER >= last:
                break
            if at < quarter * QUARTER:
                yield at, quarter * QUARTER, cents, stretch.base
            for month in range(max(at, quarter * QUARTER), min(last, quarter * QUARTER + QUARTER)):
                if current != quarter:
                    current, so_far = quarter, ZERO
                before, so_far = so_far, so_far + stretch.monthly
                yield month, month + 1, rounded(so_far, PLACES) - rounded(before, PLACES), stretch.base
                at = month + 1
        if at < last:
            yield at, last, cents, stretch.base


class Paying:
    """What all deals pay in each month, whichever months are asked for."""

    @exactly
    def __init__(self, deals: Iterable[DealCommission], by_quarter: Iterable[int]) -> None:
        """Of deals; `by_quarter` are the quarters that are rounded as one."""
        self._sums: defaultdict[str, _MonthSums] = defaultdict(_MonthSums)
        for found in deals:
            add = self._sums[found.currency].add
            for start, stop, amount, _ in line_runs(found, 0, _END, by_quarter):
                add(start, stop, amount)

    def __repr__(self) -> str:
        return f"<Paying: { ({currency: list(sums) for currency, sums in self._sums.items()}) }>"

    def within(self, first: int, until: int) -> Iterator[tuple[int, str, Decimal]]:
        """Each month of some in which a deal pays, and what all of them pay, by currency.

        The months are those with the numbers from `first` on and before `until`.
        """
        for currency, sums in self._sums.items():
            for begun, ended, amount in sums:
                for month in range(max(first, begun), min(until, ended)):
                    yield month, currency, amount


class _MonthSums:
    """What deals of one currency pay in each month, from where it begins and ends."""

    def __init__(self) -> None:
        self._turns: defaultdict[int, list[Decimal]] = defaultdict(list)
        self._counts: defaultdict[int, int] = defaultdict(int)

    def add(self, start: int, stop: int, amount: Decimal) -> None:
        """Add an amount to each month from the first up to the first without."""
        self._turns[start].append(amount)
        self._turns[stop].append(-amount)
        self._counts[start] += 1
        self._counts[stop] -= 1

    def __iter__(self) -> Iterator[tuple[int, int, Decimal]]:
        """The months in which a deal pays, alike ones together: the first, the first without, and what all pay."""
        count, amount = 0, ZERO
        for month, following in pairwise(sorted(self._turns)):
            count, amount = count + self._counts[month], total((amount, *self._turns[month]))
            if count:
                yield month, following, amount


class Kinds:
    """What our figure of a month is, by its number: alike ones together."""

    def __init__(self, kind_of: Callable[[int], str], months: range) -> None:
        runs = ((kind, list(group)) for kind, group in groupby(months, kind_of))
        self._runs = [(run[0], run[-1] + 1, kind) for kind, run in runs]
        self._ends = [stop for _, stop, _ in self._runs]

    def within(self, start: int, stop: int) -> Iterator[tuple[str, int]]:
        """The kinds from a month on and before another, each with how many months."""
        for begun, ended, kind in self._runs[bisect_left(self._ends, start + 1) :]:
            if begun >= stop:
                return
            yield kind, min(stop, ended) - max(start, begun)
