"""In which months a deal of before April 2023 pays: to April 2025 in any case, then as its client is managed.

Managing is judged on the last day of a quarter, for the quarter that follows.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeAlias

from partnerbook.days import ONE_DAY, month_number, months_later, runs
from partnerbook.program.commission import STAYS_STOPPED, CommissionRules

# Numbers of months: the first, and the first without (None: no end is known).
Months: TypeAlias = tuple[tuple[int, int | None], ...]
Stretches: TypeAlias = Collection[tuple[date, date | None]]  # the first day, and the first day without
QUARTER = 3


def managed_on(stretches: Iterable[tuple[date, date | None]], day: date) -> bool:
    """Whether one of the stretches covers a day.

    >>> managed_on([(date(2025, 1, 1), date(2025, 3, 31))], date(2025, 3, 31))
    False
    """
    return any(runs(start, end, day) for start, end in stretches)


def managed_months(stretches: Stretches, rules: CommissionRules) -> Months:
    """The months in which the legacy deals of a client pay, of which these are the stretches of managing.

    >>> from partnerbook.program.commission import commission_rules
    >>> from partnerbook.days import first_of_month
    >>> stretches = [(date(2025, 1, 1), date(2025, 4, 1)), (date(2025, 8, 1), date(2026, 1, 1))]
    >>> found = managed_months(stretches, commission_rules())
    >>> [(str(first and first_of_month(first)), str(first_of_month(until))) for first, until in found]
    [('0', '2025-07-01'), ('2025-10-01', '2026-04-01')]
    """
    start = rules.legacy_until
    known = [day for stretch in stretches for day in stretch if day is not None]
    found: list[tuple[int, int | None]] = [(0, month_number(start))]
    while True:
        month = month_number(start)
        if managed_on(stretches, start - ONE_DAY):
            begun = found.pop()[0] if found[-1][1] == month else month
            found.append((begun, month + QUARTER))
        elif rules.managed_again == STAYS_STOPPED:
            return tuple(found)
        if all(day < start for day in known):
            break
        start = months_later(start, QUARTER)
    if managed_on(stretches, start):  # nothing is known to change from that day on
        found[-1] = (found[-1][0], None)
    return tuple(found)
