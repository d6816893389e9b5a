"""What deserves a look among rows of shared deals, commission, payouts, usage and scenarios, all of which are used."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from partnerbook.book.tables import COMMISSIONS
from partnerbook.errors import Sentence
from partnerbook.exact import ZERO, plain
from partnerbook.files.problems import WARNING, Finding
from partnerbook.parsing.period import period_days
from partnerbook.records import Assumed, Book, CommissionLine, Deal, Payout, Place, SharedDeal, Usage

_RATES = (ZERO, Decimal("0.1"), Decimal("0.2"))  # what HubSpot pays on a deal
_A_CENT, _HALF = Decimal("0.01"), Decimal("0.5")
_STATUSES = {choice.code: choice.en for choice in COMMISSIONS.column("status").choices}
Said = Iterator[tuple[str, Sentence]]


def selling_doubts(book: Book, today: date | None = None) -> Iterator[Finding]:
    """Every doubt about those rows; with `today` also about money that cannot have come in yet.

    >>> payout = Payout("2026-Q3", "EUR", Decimal(100), Decimal(2), Decimal(97))
    >>> [finding.message for finding in selling_doubts(Book(payouts=(payout,)))]
    ['Net received is 97, but 100 less the fee of 2 is 98: correct the one that is wrong.']
    """
    checks: tuple[tuple[str, Sequence[Any], Callable[[Any], Said]], ...] = (
        ("Deals", book.deals, _about_deal),
        ("Shared deals", book.shared_deals, _about_shared_deal),
        ("Commissions", book.commissions, _about_commission),
        ("Payouts", book.payouts, _about_payout),
        ("Usage", book.usage, _about_usage),
    )
    for table, records, about in checks:
        for record in records:
            for field, message in about(record):
                yield Finding(WARNING, table, record.origin, field, message)
    for table, records, _ in checks[1:4]:
        yield from _twice(table, records)
    yield from _twice("Scenarios", book.scenarios)
    if today is not None:
        yield from _still_to_come(book, max(today, book.settings.as_of or today))
        yield from _over(book.scenarios, book.settings.as_of or today)


def _about_deal(deal: Deal) -> Said:
    if deal.commission_rate is not None and deal.commission_rate not in _RATES:
        yield (
            "commission_rate",
            Sentence(
                "HubSpot pays 0, 10 or 20% on a deal; {percent:f}% is used.", percent=_percent(deal.commission_rate)
            ),
        )
    if deal.upmarket_referral and deal.source == "sourced":
        yield (
            "upmarket_referral",
            Sentence("Only an assisted deal can be an upmarket referral, and this one is sourced."),
        )


def _about_shared_deal(deal: SharedDeal) -> Said:
    if deal.amount is not None and not deal.currency:
        yield (
            "amount",
            Sentence("The amount of {amount:,} has no currency: enter which it is in.", amount=plain(deal.amount)),
        )
    if deal.stage != "open" and deal.closed is None:
        yield "closed", Sentence("It is closed, and the day is missing: it counts in no month.")
    if deal.closed is not None and deal.closed < deal.created:
        yield (
            "closed",
            Sentence(
                "It was closed on {closed}, before it was created on {created}.",
                closed=deal.closed,
                created=deal.created,
            ),
        )
    if deal.stage == "open" and deal.closed_by:
        yield "closed_by", Sentence("It says who closed the deal, which is open.")


def _about_commission(line: CommissionLine) -> Said:
    if line.base is not None and line.rate is not None:
        worked_out = abs(line.base * line.rate)
        near = _HALF if line.amount == line.amount.to_integral_value() else _A_CENT
        if abs(abs(line.amount) - worked_out) > near:
            share = Sentence("{percent:f}% of the base of {base:,}", percent=_percent(line.rate), base=plain(line.base))
            yield (
                "amount",
                Sentence(
                    "Commission is {amount:,}, but {share} is {worked_out:,}.",
                    amount=plain(line.amount),
                    share=share,
                    worked_out=plain(worked_out),
                ),
            )
    status = _STATUSES.get(line.status, "")
    if line.amount < 0 and status and line.status != "clawed_back":
        yield (
            "status",
            Sentence(
                "The commission is negative, and its status is {status}: money taken back is Clawed back.",
                status=status,
            ),
        )
    elif line.amount > 0 and line.status == "clawed_back":
        yield "amount", Sentence("Money that HubSpot takes back is negative: write the amount with a minus sign.")
    if line.paid_on and line.status in ("expected", "earned"):
        yield (
            "status",
            Sentence("It was paid on {paid_on}, and its status is {status}.", paid_on=line.paid_on, status=status),
        )
    first = period_days(line.period)[0]
    if line.paid_on and line.paid_on < first:
        yield (
            "paid_on",
            Sentence(
                "It was paid on {paid_on}, before its period begins on {first}.", paid_on=line.paid_on, first=first
            ),
        )


def _about_payout(payout: Payout) -> Said:
    gross, fee, net = payout.gross, payout.fee, payout.net
    if gross is not None and net is not None:
        if fee is not None and gross - fee != net:
            yield (
                "net",
                (
                    Sentence(
                        "Net received is {net:,}, but {gross:,} less the fee of {fee:,} is {ours:,}: correct the "
                        "one that is wrong.",
                        net=plain(net),
                        gross=plain(gross),
                        fee=plain(fee),
                        ours=plain(gross - fee),
                    )
                ),
            )
        elif fee is None and net > gross:
            yield (
                "net",
                Sentence(
                    "Net received is {net:,}, more than the gross commission of {gross:,}.",
                    net=plain(net),
                    gross=plain(gross),
                ),
            )
    last = period_days(payout.period)[1]
    if payout.received_on and payout.received_on <= last:
        yield (
            "received_on",
            Sentence(
                "It was received on {received_on}, and its quarter ends on {last}.",
                received_on=payout.received_on,
                last=last,
            ),
        )


def _about_usage(usage: Usage) -> Said:
    if usage.engagement_score is not None and usage.engagement_score > 100:
        yield (
            "engagement_score",
            Sentence(
                "Engagement score is {engagement_score}; HubSpot's runs from 0 to 100.",
                engagement_score=usage.engagement_score,
            ),
        )


def _twice(table: str, records: Sequence[Any]) -> Iterator[Finding]:
    first: dict[object, Place] = {}
    for record in records:
        origin = first.setdefault(record[:-2], record.origin)  # all but the note and the place
        if origin != record.origin:
            message = Sentence(
                "This row is the same as {origin} in everything; both count. Delete one if it is meant once.",
                origin=origin,
            )
            yield Finding(WARNING, table, record.origin, "", message)


def _still_to_come(book: Book, day: date) -> Iterator[Finding]:
    """Money that is said to have come in after a day: it cannot have."""
    for table, records, field in (("Commissions", book.commissions, "paid_on"),
                                  ("Payouts", book.payouts, "received_on")):  # fmt: skip
        for record in records:
            seen: date | None = getattr(record, field)
            if seen and seen > day:
                what = "paid" if field == "paid_on" else "received"
                message = Sentence(
                    "It was {what} on {seen}, which is still to come: correct the day.", what=what, seen=seen
                )
                yield Finding(WARNING, table, record.origin, field, message)


def _over(scenarios: Sequence[Assumed], day: date) -> Iterator[Finding]:
    """What a scenario assumes of days that are over: it has happened, or it has not."""
    for row in scenarios:
        if row.on < day:
            message = Sentence(
                "It is of {on}, which is over: what has happened belongs on the book's other sheets.", on=row.on
            )
            yield Finding(WARNING, "Scenarios", row.origin, "on", message)


def _percent(share: Decimal) -> Decimal:
    return plain(share.scaleb(2))
