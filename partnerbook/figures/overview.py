"""Everything known of a book on one day, computed once: what the report, the panels and the terminal show."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import ONE_DAY, last_whole_month, month_end, months_later
from partnerbook.errors import BadInput, NoRate
from partnerbook.exact import ZERO, figure
from partnerbook.figures.account import AccountPerformance, account_performance, elite_conditions
from partnerbook.figures.renewals import RenewalOutlook, renewal_outlook
from partnerbook.figures.retention import (
    Movement,
    SourcedValue,
    YearlyAverages,
    movements,
    sourced_value,
    yearly_averages,
)
from partnerbook.figures.reviews import Check, credited_tier, monthly_checks
from partnerbook.figures.tiers import Condition, TierConditions, performing_tier, tier_conditions
from partnerbook.points.entries import MANAGED, SALES, SOLD, Entry
from partnerbook.points.ledger import (
    Changes,
    Ledger,
    Standing,
    by_client,
    changes,
    changes_in,
    ledger,
    program_of,
    standings,
)
from partnerbook.points.units import convert
from partnerbook.program.edition import Edition, edition_on, editions
from partnerbook.records import Book, Client

MONTHS_BACK, MONTHS_AHEAD = 24, 12
CHANGE_MONTHS = 3
FOLLOWED_MONTHS = 24


class ClientLine(NamedTuple):
    """One client of the points breakdown: its number in order of names, its points, the kinds of its sales."""

    number: int
    client: Client
    points: Standing
    kinds: tuple[str, ...]


class MonthLine(NamedTuple):
    """One month: its last day (the as-of day for the running month), points, and changes by track."""

    day: date
    points: Standing
    changes: dict[str, Changes]


class Expiry(NamedTuple):
    """Points known to end in a month to come, after the as-of day, and what is left on `until`, its last day."""

    until: date
    sold: Decimal
    managed: Decimal
    left: Decimal


class Overview(NamedTuple):
    """The figures of a book on a day; `problems` is how many of its rows could not be used.

    `sourced` is in US dollars, `sourced_own` in the partner's reporting currency.
    """

    book: Book
    as_of: date
    goal: str
    edition: Edition
    ledger: Ledger
    standing: Standing
    tiers: tuple[TierConditions, ...]
    performing: str | None
    credited: str | None
    checks: tuple[Check, ...]
    clients: tuple[ClientLine, ...]
    months: tuple[MonthLine, ...]
    expiries: tuple[Expiry, ...]
    change_days: tuple[date, date]
    changes: dict[str, Changes]
    renewals: tuple[RenewalOutlook, ...]
    alert_days: tuple[int, ...]
    movements: tuple[Movement, ...]
    averages: YearlyAverages
    elite: tuple[Condition, ...]
    sourced: SourcedValue
    sourced_own: SourcedValue | None
    account: AccountPerformance
    problems: int


def overview(book: Book, as_of: date, goal: str = "", problems: int = 0, before: Overview | None = None) -> Overview:
    """All figures of a book for a day and a goal tier (empty: the book's, else the tier above the performing one).

    `before` is what is known of the book on another day: what both days share is taken from there, which is faster.
    BadInput for a day before the first edition.
    """
    edition = edition_on(as_of)
    if before is not None and before.book is not book:
        before = None
    found = before.ledger if before else ledger(book)
    entries = found.entries
    # One pass over the entries serves every month; the checks are followed far enough for the day to be moved.
    days = [*(month_end(as_of, -back) for back in range(MONTHS_BACK - 1, 0, -1)), as_of]
    by_day = standings(entries, days)
    by_month = changes_in(entries, [(day.replace(day=1), day) for day in days])
    now = by_day[-1]
    tiers = tier_conditions(now, as_of, edition, book.tiers, book.settings)
    checks = monthly_checks(book, entries, months_later(as_of, FOLLOWED_MONTHS))
    points = by_client(entries, as_of)
    windows = tuple(sorted(book.settings.alert_days or edition.alert_days))
    first_changed = months_later(as_of, -CHANGE_MONTHS) + ONE_DAY
    performing = performing_tier(tiers)
    moved = _movements(book, as_of, before)
    averages = yearly_averages(moved, as_of)
    return Overview(
        book=book,
        as_of=as_of,
        goal=goal or book.settings.goal_tier or _next_tier(edition, performing),
        edition=edition,
        ledger=found,
        standing=now,
        tiers=tiers,
        performing=performing,
        credited=credited_tier(checks, book.settings, as_of),
        checks=checks,
        clients=_client_lines(book, entries, points),
        months=tuple(map(MonthLine, days, by_day, by_month)),
        expiries=_expiries(entries, as_of),
        change_days=(first_changed, as_of),
        changes=changes(entries, first_changed, as_of),
        renewals=tuple(renewal_outlook(book.renewals, as_of, windows, edition.renewal_deadline_days)),
        alert_days=windows,
        movements=moved,
        averages=averages,
        elite=elite_conditions(edition, book.settings, averages),
        sourced=(sourced := sourced_value(entries, as_of)),
        sourced_own=_in_own_currency(sourced, book, as_of),
        account=account_performance(book.clients, points, book.settings, as_of),
        problems=problems,
    )


def _movements(book: Book, as_of: date, before: Overview | None) -> tuple[Movement, ...]:
    """The movements of all months up to those ahead of a day."""
    last = months_later(as_of, MONTHS_AHEAD)
    if before is None or before.as_of < as_of:
        return movements(book, last)
    return tuple(month for month in before.movements if month.month_end <= last_whole_month(last))


def _in_own_currency(sourced: SourcedValue, book: Book, day: date) -> SourcedValue | None:
    """The same in the partner's own currency, at the fixed point units of the day; None where it has no rate."""
    into, rates = book.settings.reporting_currency, program_of(book).rates
    try:
        return SourcedValue(*(convert(amount, "USD", into, day, rates=rates) for amount in sourced))
    except NoRate:
        return None


def _next_tier(edition: Edition, performing: str | None) -> str:
    names = edition.tier_names
    above = names.index(performing) + 1 if performing in names else 0
    return names[min(above, len(names) - 1)]


def _client_lines(book: Book, entries: tuple[Entry, ...], points: dict[str, Standing]) -> tuple[ClientLine, ...]:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.track == SOLD and entry.kind in SALES:
            kinds[entry.client].add(entry.kind)
    # The number is the client's name in formulas: worksheet criteria read *, ? and < in a name as something else.
    return tuple(
        ClientLine(
            number,
            client,
            points.get(client.client, Standing()),
            tuple(kind for kind in SALES if kind in kinds[client.client]),
        )
        for number, client in enumerate(sorted(book.clients, key=lambda c: (c.client.casefold(), c.client)), 1)
    )


def _expiries(entries: tuple[Entry, ...], as_of: date) -> tuple[Expiry, ...]:
    sums: dict[date, dict[str, Decimal]] = {
        month_end(as_of, ahead): defaultdict(lambda: ZERO) for ahead in range(MONTHS_AHEAD + 1)
    }
    for entry in entries:
        if entry.until is not None and entry.active(as_of) and month_end(entry.until) in sums:
            sums[month_end(entry.until)][entry.track] += entry.points
    left = standings(entries, list(sums))
    return tuple(
        Expiry(until, figure(track[SOLD]), figure(track[MANAGED]), figure(points.total))
        for (until, track), points in zip(sums.items(), left, strict=True)
    )


def goal_named(text: str) -> str:
    """The tier a person means by a goal, in any case; BadInput naming the tiers for another word.

    >>> goal_named("diamond")
    'Diamond'
    """
    names = editions()[-1].tier_names
    for name in names:
        if name.casefold() == text.strip().casefold():
            return name
    raise BadInput(f'There is no tier "{text}"; the tiers are {", ".join(names)}.')


def number_of(known: Overview) -> dict[str, int]:
    """Each client's number, by name."""
    return {line.client.client: line.number for line in known.clients}
