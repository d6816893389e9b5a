"""What became in each month of the MRR that it began with, client by client.

From one month to the next most clients pay on as they did: only those that do not are looked at. Sums are kept as whole
numbers of the smallest amount that a quotient is carried to, so that they are exact in any order.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, KeysView, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import mul

from partnerbook.exact import atoms, of_atoms
from partnerbook.records import Client, Subscription


class PayingClients:
    """What clients pay on the first days of months, which come one after the other; `days` has one more than months.

    To be told of the prices of each month before the month is asked for. An amount, which is a currency and an MRR,
    is called by its number.
    """

    def __init__(self, rows: Sequence[Subscription], clients: Iterable[Client], days: Sequence[date]) -> None:
        self._month = 0
        self._units: Mapping[str, Decimal] = {}
        numbers: dict[tuple[str, Decimal], int] = {}
        # By the number of a first day: what each client pays from then on, or (~) no longer, and who is left out.
        self._moves: list[dict[str, list[int]]] = [{} for _ in range(len(days) + 1)]
        self._ends: list[list[str]] = [[] for _ in range(len(days) + 1)]
        for row in rows:
            start = bisect_left(days, row.start)
            until = len(days) if row.end is None else bisect_left(days, row.end)
            if start < until:
                amount = numbers.setdefault((row.currency, row.mrr), len(numbers))
                self._moves[start].setdefault(row.client, []).append(amount)
                self._moves[until].setdefault(row.client, []).append(~amount)
        for name, ended in {client.client: client.services_ended for client in clients}.items():
            if ended is not None:  # out of the month that is not over by then, and of all that follow
                self._ends[max(bisect_right(days, ended) - 1, 0)].append(name)
        self._amounts: dict[str, list[tuple[int, int, int]]] = {row.currency: [] for row in rows}
        for (code, mrr), number in numbers.items():
            self._amounts[code].append((number, *mrr.as_integer_ratio()))
        self._prices = [0] * len(numbers)
        self._counts = [0] * len(numbers)  # how often each is paid by all together, but for those left out
        self._paid: defaultdict[str, list[int]] = defaultdict(list)  # by client
        self._left_out: set[str] = set()
        self._sum = 0
        for name, moved in self._moves[0].items():
            self._pay(name, moved)

    def price(self, units: Mapping[str, Decimal]) -> None:
        """Tell what counts as US$100 in each currency; an amount without it counts nothing."""
        changed = {code for code, _ in self._units.items() ^ units.items()}
        self._units = units
        for code in changed:
            above, below = units[code].as_integer_ratio() if code in units else (1, 0)
            for number, mrr, of in self._amounts[code]:
                self._prices[number] = atoms(mrr * 100 * below, of * above)
        if changed:
            self._sum = sum(map(mul, self._counts, self._prices))

    @property
    def currencies(self) -> KeysView[str]:
        """The currencies that anybody pays in."""
        return self._amounts.keys()

    def month(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """The MRR that the next month begins with, and what of it is cancelled, downgraded and upgraded by its end."""
        for name in self._ends[self._month]:
            self._pay(name, [~amount for amount in self._paid[name]])
            self._left_out.add(name)
        start, cancelled, downgraded, upgraded = self._sum, 0, 0, 0
        self._month += 1
        for name, moved in self._moves[self._month].items():
            before = self._worth(name)
            self._pay(name, moved)
            after = self._worth(name)
            if name in self._left_out or not before:
                continue
            if not after:
                cancelled += before
            elif after < before:
                downgraded += before - after
            else:
                upgraded += after - before
        return of_atoms(start), of_atoms(cancelled), of_atoms(downgraded), of_atoms(upgraded)

    def _pay(self, name: str, moved: Iterable[int]) -> None:
        if name in self._left_out:
            return
        paid = self._paid[name]
        for amount in moved:
            if amount >= 0:
                paid.append(amount)
                self._counts[amount] += 1
                self._sum += self._prices[amount]
            else:
                paid.remove(~amount)
                self._counts[~amount] -= 1
                self._sum -= self._prices[~amount]

    def _worth(self, name: str) -> int:
        return sum([self._prices[amount] for amount in self._paid[name]])
