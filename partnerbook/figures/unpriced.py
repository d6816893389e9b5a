"""What MRR is in no US dollars for want of a rate: it is named, row by row, and never left out in silence."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from partnerbook.days import last_whole_month, month_end
from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.exact import exactly
from partnerbook.figures.renewals import SETTLED
from partnerbook.figures.retention import MONTHS, unit_on
from partnerbook.points.entries import Unused
from partnerbook.points.ledger import program_of
from partnerbook.points.rates import Rates
from partnerbook.records import Book


@exactly
def unpriced(book: Book, day: date) -> tuple[Unused, ...]:
    """The records whose MRR is in no US dollars for want of a rate, and why.

    Those are the subscriptions that the last 12 whole months on a day leave out of retention, and the renewals that
    are not settled.

    >>> unpriced(Book(), date(2026, 1, 31))
    ()
    """
    rates, last = program_of(book).rates, last_whole_month(day)
    ends = [month_end(last, -back) for back in range(MONTHS - 1, -1, -1)]
    firsts = [end.replace(day=1) for end in ends]
    missing = _missing({row.currency for row in book.subscriptions}, firsts, rates)
    ended = {client.client: client.services_ended or date.max for client in book.clients} if missing else {}
    found = []
    for row in book.subscriptions:
        if row.currency not in missing:
            continue
        until = min(row.end or date.max, ended.get(row.client, date.max))
        for first, end in zip(firsts, ends, strict=True):
            if first in missing[row.currency] and row.start <= end and first < until:
                found.append(
                    Unused(
                        row.origin,
                        Sentence("Its MRR is not in retention. {missing}", missing=missing[row.currency][first]),
                    )
                )
                break
    still_open = [row for row in book.renewals if row.status not in SETTLED]
    missing = _missing({row.currency for row in still_open}, [day], rates)
    for renewal in still_open:
        if renewal.currency in missing:
            why = missing[renewal.currency][day]
            found.append(Unused(renewal.origin, Sentence("Its MRR is in no US dollars. {why}", why=why)))
    return tuple(sorted(found))


def _missing(currencies: Iterable[str], days: Iterable[date], rates: Rates) -> dict[str, dict[date, str]]:
    """Of each currency the days on which it has no point unit, and why."""
    found: defaultdict[str, dict[date, str]] = defaultdict(dict)
    days = tuple(days)
    for currency in currencies:
        for day in days:
            try:
                unit_on(currency, day, rates)
            except PartnerbookError as error:
                found[currency][day] = error.sentence
    return found
