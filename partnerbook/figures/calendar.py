"""The days that a partner should not miss: renewals and deadlines, lapses, reviews, the certification, payouts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from partnerbook.codes import DayKind
from partnerbook.days import MONTHS_AHEAD, months_later
from partnerbook.exact import exactly
from partnerbook.figures.commission_payouts import DuePayout
from partnerbook.figures.lapses import LAPSE_WINDOW, Lapse
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import SETTLED, RenewalOutlook
from partnerbook.figures.reviews import Check

REVIEW_ALARMS, CERTIFICATION_ALARMS, DEADLINE_ALARMS, PAYOUT_ALARMS = (30,), (90, 30), (7,), (0,)  # days before


class CalendarDay(NamedTuple):
    """A day to keep: what it is, of whom, how many days before it to be reminded, and the figure that it is about.

    `key` says the same thing again when the book is read another day, also once its day has moved.
    """

    kind: DayKind
    day: date
    key: tuple[str, ...]
    client: str = ""
    alarms: tuple[int, ...] = ()
    link: str = ""
    about: RenewalOutlook | Lapse | Check | DuePayout | None = None


@exactly
def calendar_days(known: Overview, months: int = MONTHS_AHEAD) -> tuple[CalendarDay, ...]:
    """The days from the day of an overview on, for so many months, and what is overdue on it: the soonest first.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> [(each.kind.value, each.day) for each in calendar_days(overview(Book(), date(2026, 10, 31)), 12)]
    [('review', datetime.date(2027, 1, 15)), ('review', datetime.date(2027, 7, 15))]
    """
    last = months_later(known.as_of, months)
    found = [day for day in (*_renewals(known), *_lapses(known), *_others(known), *_payouts(known)) if day.day <= last]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.key)))


def _renewals(known: Overview) -> Iterator[CalendarDay]:
    links = {client.client: client.account_link for client in known.book.clients}
    seen: Counter[tuple[str, str]] = Counter()
    for outlook in known.renewals:  # by day: the first of a client's products is the same one each time
        renewal = outlook.renewal
        who = renewal.client.casefold(), renewal.products.casefold()
        seen[who] += 1
        if renewal.status in SETTLED:
            continue
        key, link = (*who, str(seen[who])), links.get(renewal.client, "")
        yield CalendarDay(DayKind.RENEWAL, renewal.renews_on, key, renewal.client, known.alert_days, link, outlook)
        if outlook.deadline >= known.as_of:
            yield CalendarDay(DayKind.DEADLINE, outlook.deadline, key, renewal.client, DEADLINE_ALARMS, link, outlook)


def _lapses(known: Overview) -> Iterator[CalendarDay]:
    links = {client.client: client.account_link for client in known.book.clients}
    for lapse in known.lapses:
        key = (lapse.client.casefold(),)
        yield CalendarDay(DayKind.LAPSE, lapse.day, key, lapse.client, (LAPSE_WINDOW,), links[lapse.client], lapse)


def _others(known: Overview) -> Iterator[CalendarDay]:
    for check in known.checks:
        if check.review and check.day > known.as_of:
            yield CalendarDay(DayKind.REVIEW, check.day, (str(check.day),), alarms=REVIEW_ALARMS, about=check)
    until = known.book.settings.certification_until
    if until is not None and until >= known.as_of:
        yield CalendarDay(DayKind.CERTIFICATION, until, ("certification",), alarms=CERTIFICATION_ALARMS)


def _payouts(known: Overview) -> Iterator[CalendarDay]:
    """The next payout of commission, and those whose day is over and that nobody has confirmed."""
    commission = known.commission
    for payout in (*commission.late_payouts, commission.next_payout):
        if payout.parts or payout.told:
            yield CalendarDay(DayKind.PAYOUT, payout.expected_on, (payout.period,), alarms=PAYOUT_ALARMS, about=payout)
