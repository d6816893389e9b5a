"""A book that a caller has filled by hand: its figures are numbers, or it is said which is none."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from partnerbook.errors import Sentence
from partnerbook.parsing.amount import given_amount, given_whole
from partnerbook.records import Book

_NEEDED = (
    *(("subscriptions", "mrr"), ("deals", "mrr"), ("renewals", "current_mrr"), ("rates", "amount")),
    ("commissions", "amount"),
)
_PERHAPS = (
    *(("clients", field) for field in ("usage_score", "multiplier", "hubspot_sold_points", "hubspot_managed_points")),
    *(("deals", "contract_value"), ("deals", "commission_rate")),
    *(("commissions", "base"), ("commissions", "rate")),
    *(("payouts", field) for field in ("gross", "fee", "net")),
    ("renewals", "renewal_mrr"),
    ("scenarios", "mrr"),
    *(("tiers", field) for field in ("total", "minimum", "managed")),
)
_WHOLE = (("clients", "apps_used"), ("managing", "other_partners"), ("scenarios", "partners"))


def check_given(book: Book) -> None:
    """Refuse a book with a figure that is none. Errors: BadInput, which names the record and the field.

    >>> from datetime import date
    >>> from partnerbook.records import Subscription
    >>> check_given(Book(subscriptions=(Subscription("Acme", "Sales", 9.5, "USD", date(2026, 1, 1)),)))
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadInput: subscriptions, record 1: mrr is 9.5, a float, which seldom is what was typed; give ...
    """
    for table, field in _NEEDED:
        for place, value in _odd(book, table, field, _are_figures):
            given_amount(value, f"{place}: {field}")
    for table, field in _PERHAPS:
        for place, value in _odd(book, table, field, lambda values: _are_figures(_filled(values))):
            given_amount(value, f"{place}: {field}")
    for table, field in _WHOLE:
        for place, value in _odd(book, table, field, lambda values: _are_whole(_filled(values))):
            given_whole(value, f"{place}: {field}")
    for field in ("certified_people", "rate_max_age", "payout_days"):
        if getattr(book.settings, field) is not None:
            given_whole(getattr(book.settings, field), Sentence("settings: {field}", field=field))


def _filled(values: Sequence[Any]) -> Sequence[Any]:
    return [value for value in values if value is not None]


def _are_figures(values: Sequence[Any]) -> bool:
    return {*map(type, values)} <= {Decimal} and all(map(Decimal.is_finite, values))


def _are_whole(values: Sequence[Any]) -> bool:
    return {*map(type, values)} <= {int} and min(values, default=0) >= 0


def _odd(book: Book, table: str, field: str, plain: Callable[[Sequence[Any]], bool]) -> Iterator[tuple[str, object]]:
    """The values of a field that are not plainly what it takes, each with its record's place: as a rule there is none.

    `plain` says it of several, as all of a table are soonest looked at together.
    """
    rows = getattr(book, table)
    values = [*map(attrgetter(field), rows)]
    if plain(values):
        return
    for number, value in enumerate(values):
        if not plain([value]):
            yield (
                str(rows[number].origin) or Sentence("{table}, record {number}", table=table, number=number + 1),
                value,
            )
