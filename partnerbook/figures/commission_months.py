"""The months in which a deal pays, to the cent: alike ones are counted together, also up to a far day."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from partnerbook.days import month_number
from partnerbook.exact import ZERO, rounded
from partnerbook.figures.commission_deals import DealCommission
from partnerbook.figures.commission_lines import QUARTER

PLACES = 2  # commission is in cents


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
    above = all(stretch.monthly >= 0 for stretch in found.months)  # then whole cents add to a sum what they are
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


class MonthSums:
    """What deals of one currency pay in each month, from where it begins and ends."""

    def __init__(self) -> None:
        self._turns: defaultdict[int, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))

    def add(self, start: int, stop: int, amount: Decimal) -> None:
        """Add an amount to each month from the first up to the first without."""
        for month, sign in ((start, 1), (stop, -1)):
            count, so_far = self._turns[month]
            self._turns[month] = count + sign, so_far + sign * amount

    def __iter__(self) -> Iterator[tuple[int, Decimal]]:
        """Each month in which a deal pays, and what all of them pay."""
        turns = sorted(self._turns)
        count, amount = 0, ZERO
        for month, following in pairwise(turns):
            count, amount = count + self._turns[month][0], amount + self._turns[month][1]
            if count:
                yield from ((each, amount) for each in range(month, following))


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
