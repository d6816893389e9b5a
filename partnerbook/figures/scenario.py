"""What if: sales, losses and managing that have not happened, in a copy of the book, and what would come of them.

The book itself is never changed: what is made up stays in the copy, under the scenario's name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import WhatIf
from partnerbook.days import MONTHS_AHEAD, runs
from partnerbook.errors import BadInput, NoRate, Sentence, did_you_mean
from partnerbook.exact import ZERO, exactly, quotient, total
from partnerbook.figures.outlook import DayAhead, Outlook, outlook
from partnerbook.figures.overview import Overview
from partnerbook.names import same_line, same_name
from partnerbook.points.ledger import program_of
from partnerbook.points.units import converted
from partnerbook.records import Assumed, Book, Client, Deal, Managing, Subscription


class CannotBe(BadInput):
    """An assumption that cannot be: the sentence names the scenario and the row; `field` and `why` are for a cell."""

    def __init__(self, row: Assumed, field: str, why: str) -> None:
        where = Sentence(", {origin}", origin=row.origin) if row.origin.row else ""
        super().__init__(Sentence('Scenario "{scenario}"{where}: {why}', scenario=row.scenario, where=where, why=why))
        self.field = field
        told = why if isinstance(why, Sentence) else Sentence(why)
        alone = told.template[:1].upper() + told.template[1:]
        self.why = Sentence(alone, **told.values)


class Scenario(NamedTuple):
    """A scenario worked out: its name ("" for the book as it is), its overview and what lies ahead, month by month.

    `rows` are what it assumes.
    """

    name: str
    known: Overview
    ahead: Outlook
    rows: tuple[Assumed, ...] = ()

    @property
    def months(self) -> tuple[DayAhead, ...]:
        """The last day of each month ahead."""
        return self.ahead.months


@exactly
def scenarios(known: Overview, rows: Iterable[Assumed], months: int = MONTHS_AHEAD) -> tuple[Scenario, ...]:
    """The book as it is, and each scenario of the rows in order of their first ones, on the day of the overview.

    Names that differ in case alone are one scenario's. Errors: CannotBe for a row that cannot be, with its place.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> row = Assumed("New client", WhatIf.SALE, "Acme", date(2026, 11, 10), "CRM", Decimal(1000), market="MX")
    >>> now, then = scenarios(overview(Book(), date(2026, 10, 31)), [row])
    >>> [(each.name, str(each.months[1].points.total)) for each in (now, then)]
    [('', '0'), ('New client', '100')]
    """
    found = [Scenario("", known, outlook(known, months))]
    for assumed in rows_by_scenario(rows).values():
        other = known.of(book_with_assumed(known.book, assumed))
        found.append(Scenario(assumed[0].scenario, other, outlook(other, months), tuple(assumed)))
    return tuple(found)


def rows_by_scenario(rows: Iterable[Assumed]) -> dict[str, list[Assumed]]:
    """The rows of each scenario, by its name as names are compared, in order of their first ones.

    >>> from datetime import date
    >>> row = Assumed("Best case", WhatIf.STOP, "Acme", date(2026, 11, 10))
    >>> [*rows_by_scenario([row, row._replace(scenario="best case")])]
    ['best case']
    """
    by_name: dict[str, list[Assumed]] = {}
    for row in rows:
        by_name.setdefault(same_name(row.scenario), []).append(row)
    return by_name


@exactly
def impossible(book: Book) -> tuple[tuple[Assumed, CannotBe], ...]:
    """The rows of a book's scenarios that cannot be, each by itself, and why.

    >>> from datetime import date
    >>> [(_, why)] = impossible(Book(scenarios=(Assumed("Worst", WhatIf.STOP, "Acme", date(2026, 11, 10)),)))
    >>> why.field, why.why
    ('client', 'There is no client "Acme".')
    """
    found = []
    for rows in rows_by_scenario(book.scenarios).values():
        then = book
        for row in _in_order(rows):
            try:
                then = _applied(then, row)
            except CannotBe as error:
                found.append((row, error))
    return tuple(found)


@exactly
def book_with_assumed(book: Book, rows: Iterable[Assumed]) -> Book:
    """A copy of the book in which all of the rows have happened, in order of their days.

    Errors: CannotBe for a row that cannot be.

    >>> book_with_assumed(Book(), ()) == Book()
    True
    """
    for row in _in_order(rows):
        book = _applied(book, row)
    return book


def _in_order(rows: Iterable[Assumed]) -> list[Assumed]:
    """By day, and sales before what is made of them: who is sold to, is managed."""
    return sorted(rows, key=lambda each: (each.on, each.what != WhatIf.SALE))


def _applied(book: Book, row: Assumed) -> Book:
    try:
        return _APPLIED[row.what](book, _of_book(book, row))
    except NoRate as error:
        raise CannotBe(row, "currency", error.sentence) from error


def _of_book(book: Book, row: Assumed) -> Assumed:
    """The row with its client as the book names it, also one that only a sale makes."""
    names = [client.client for client in book.clients if same_name(client.client) == same_name(row.client.strip())]
    if not names and row.what != WhatIf.SALE:
        guess = did_you_mean(row.client, [client.client for client in book.clients]) or "."
        raise CannotBe(row, "client", Sentence('there is no client "{client}"{guess}', client=row.client, guess=guess))
    if row.what in (WhatIf.SALE, WhatIf.DOWNGRADE):
        lacking = {"line": not row.line, "mrr": row.mrr is None or row.mrr <= 0, "currency": not row.currency}
        if any(lacking.values()):
            field = next(field for field, lacks in lacking.items() if lacks)
            raise CannotBe(
                row, field, Sentence("a {what} needs a product line, an MRR above 0 and its currency.", what=row.what)
            )
    return row._replace(client=names[0]) if names else row


def _sale(book: Book, row: Assumed) -> Book:
    known = {client.client for client in book.clients}
    if row.client not in known:
        if not row.market:
            raise CannotBe(
                row,
                "market",
                Sentence('"{client}" is no client of the book yet: a sale to it needs its market.', client=row.client),
            )
        book = book._replace(clients=(*book.clients, Client(row.client, row.market)))
    had = any(_of_line(each, row) and each.start <= row.on for each in book.subscriptions)
    sold = any(_of_line(each, row) and each.closed <= row.on for each in book.deals)
    kind = "upsell" if had or sold else "cross_sell" if row.client in known else "new"
    mrr = row.mrr or ZERO
    return book._replace(
        deals=(*book.deals, _deal(row, kind, mrr, row.source)),
        subscriptions=(*book.subscriptions, _subscription(row, mrr)),
    )


def _downgrade(book: Book, row: Assumed) -> Book:
    return _less(book, row, row.mrr or ZERO, "downgrade")


def _cancellation(book: Book, row: Assumed) -> Book:
    """Without the line: all lines that the client pays for on the day."""
    lines = [row.line] if row.line else sorted({each.line for each in _running(book, row)})
    if not lines:
        raise CannotBe(row, "client", Sentence('"{client}" pays nothing on {on}.', client=row.client, on=row.on))
    for line in lines:
        of_line = row._replace(line=line)
        rates = program_of(book).rates
        running = _running(book, of_line)
        if not running:
            raise CannotBe(
                row,
                "line",
                Sentence('"{client}" pays nothing for {line} on {on}.', client=row.client, line=line, on=row.on),
            )
        into = running[0].currency
        paid = total(converted(each.mrr, each.currency, into, row.on, "program", rates) for each in running)
        book = _less(book, of_line._replace(currency=into), paid, "cancellation")
    return book


def _less(book: Book, row: Assumed, lost: Decimal, kind: str) -> Book:
    """The book with a loss of MRR: a deal, and the rows that it takes from ended, with what is left in new ones."""
    rates, left = program_of(book).rates, lost
    running = {id(each) for each in _running(book, row)}
    rows: list[Subscription] = []
    taken = ZERO
    for each in book.subscriptions:
        if left <= 0 or id(each) not in running:
            rows.append(each)
            continue
        asked = converted(left, row.currency, each.currency, row.on, "program", rates)
        part = min(each.mrr, asked)
        left = ZERO if part == asked else left - quotient(left * part, asked)
        taken += part
        if each.start < row.on:
            rows.append(each._replace(end=row.on))
        if part < each.mrr:
            rows.append(each._replace(mrr=each.mrr - part, start=row.on))
    if not taken:
        raise CannotBe(
            row,
            "line",
            Sentence('"{client}" pays nothing for {line} on {on}.', client=row.client, line=row.line, on=row.on),
        )
    return book._replace(subscriptions=tuple(rows), deals=(*book.deals, _deal(row, kind, lost, "")))


def _manage(book: Book, row: Assumed) -> Book:
    if _managed(book, row):
        raise CannotBe(row, "on", Sentence('"{client}" is managed on {on} already.', client=row.client, on=row.on))
    ended = next(client.services_ended for client in book.clients if client.client == row.client)
    if ended and ended <= row.on:
        raise CannotBe(
            row,
            "on",
            Sentence(
                'the services of "{client}" ended on {ended}: clear that day to manage it again.',
                client=row.client,
                ended=ended,
            ),
        )
    later = [each.start for each in book.managing if each.client == row.client and each.start > row.on]
    return book._replace(
        managing=(*book.managing, Managing(row.client, row.on, min(later, default=None), row.partners))
    )


def _stop(book: Book, row: Assumed) -> Book:
    return _rest(book, row, None)


def _partners(book: Book, row: Assumed) -> Book:
    return _rest(book, row, row.partners)


def _rest(book: Book, row: Assumed, partners: int | None) -> Book:
    """The book with the managing of a client ended, or gone on with so many other partners."""
    now = _managed(book, row)
    if not now:
        raise CannotBe(row, "on", Sentence('"{client}" is not managed on {on}.', client=row.client, on=row.on))
    kept = [each for each in book.managing if each not in now]
    kept += [each._replace(end=row.on) for each in now if each.start < row.on]
    if partners is not None:
        kept += [each._replace(start=row.on, other_partners=partners) for each in now]
    return book._replace(managing=tuple(kept))


def _subscription(row: Assumed, mrr: Decimal) -> Subscription:
    return Subscription(row.client, row.line, mrr, row.currency, row.on, origin=row.origin)


def _deal(row: Assumed, kind: str, mrr: Decimal, source: str) -> Deal:
    return Deal(row.scenario, row.client, row.line, kind, source, row.on, mrr, row.currency, origin=row.origin)


def _of_line(each: Subscription | Deal, row: Assumed) -> bool:
    return each.client == row.client and same_line(each.line) == same_line(row.line)


def _running(book: Book, row: Assumed) -> Sequence[Subscription]:
    """What the client pays for on the day, of the row's line if it has one."""
    return [
        each
        for each in book.subscriptions
        if each.client == row.client and (not row.line or _of_line(each, row)) and runs(each.start, each.end, row.on)
    ]


def _managed(book: Book, row: Assumed) -> Sequence[Managing]:
    """The stretches in which the client is managed on the day."""
    return [each for each in book.managing if each.client == row.client and runs(each.start, each.end, row.on)]


_APPLIED: Mapping[str, Callable[[Book, Assumed], Book]] = {
    WhatIf.SALE: _sale,
    WhatIf.DOWNGRADE: _downgrade,
    WhatIf.CANCELLATION: _cancellation,
    WhatIf.MANAGE: _manage,
    WhatIf.STOP: _stop,
    WhatIf.PARTNERS: _partners,
}
