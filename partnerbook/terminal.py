"""Figures as lines of text, for the command line: the same ones that the tier report shows."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from partnerbook.exact import rounded
from partnerbook.overview import Overview
from partnerbook.points import Points, Terms
from partnerbook.tiers import missing_thresholds, progress, threshold

MEASURES = {"total": "Total points", "sold": "Sold minimum", "sourced": "Sourced minimum", "managed": "Managed minimum"}


def number(value: Decimal | None, places: int = 0) -> str:
    """A figure as text, rounded half up once; "unknown" for None.

    >>> number(Decimal("1234.5")), number(Decimal("2.005"), 2), number(None)
    ('1,235', '2.01', 'unknown')
    """
    return "unknown" if value is None else f"{rounded(value, places):,}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> Iterator[str]:
    """Rows as lines in columns; the first `left` columns are flush left, the others right.

    >>> print("\\n".join(table(("Client", "Points"), [("Acme", "12"), ("Longer name", "3")])))
      Client       Points
      Acme             12
      Longer name       3
    """
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = [
            text.ljust(width) if index < left else text.rjust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def tier_lines(known: Overview) -> Iterator[str]:
    """The tier standing of a book, line by line."""
    settings, now, edition = known.book.settings, known.standing, known.edition
    yield f"Tier standing of {settings.partner or 'the book'} on {known.as_of}"
    yield f"Rules in force since {edition.start}"
    yield ""
    yield f"  Credited tier    {known.credited or 'unknown: enter it on the Settings sheet'}"
    yield f"  Performing tier  {known.performing or 'unknown: thresholds are missing'}"
    yield f"  Total points     {number(now.total)}"
    yield f"  Sold points      {number(now.sold)}, of them sourced {number(now.sourced)}"
    yield f"  Managed points   {number(now.managed)}"
    yield ""
    yield f"The way to {known.goal}"
    need = threshold(known.book.tiers, edition, known.goal)
    rows = [
        (
            MEASURES[row.measure],
            number(row.have),
            number(row.need),
            number(row.gap),
            "" if row.share is None else f"{rounded(row.share * 100, 1)} %",
        )
        for row in progress(now, need, edition)
    ]
    yield from table(("", "have", "need", "gap", "share"), rows)
    missing = [words for words in missing_thresholds(known.book.tiers, edition) if words.startswith(f"{known.goal}:")]
    if missing:
        yield f"Enter on the Tiers sheet, edition {edition.start}: {'; '.join(missing)}."
    review = next((check for check in known.checks if check.review and check.day > known.as_of), None)
    if review and review.credited:
        yield ""
        yield f"Next review {review.day}, if nothing more is sold: {review.reason}; tier after it {review.credited}."


def client_lines(known: Overview, most: int = 0) -> Iterator[str]:
    """The points of each client that gives any, the most first; `most` limits the list, 0 shows all."""
    ranked = sorted(known.clients, key=lambda line: (-line.points.total, line.number))
    giving = [line for line in ranked if line.points.total]
    shown = giving[:most] if most else giving
    rows = [
        (
            line.client.client,
            line.client.market,
            number(line.points.sold, 2),
            number(line.points.managed, 2),
            number(line.points.total, 2),
        )
        for line in shown
    ]
    rows.append(("Total", "", *(number(getattr(known.standing, part), 2) for part in ("sold", "managed", "total"))))
    yield f"Points by client on {known.as_of}"
    yield from table(("Client", "Market", "Sold", "Managed", "Total"), rows, left=2)
    if len(shown) < len(giving):
        yield f"  ({len(giving) - len(shown)} more clients give points)"


def renewal_lines(known: Overview) -> Iterator[str]:
    """The renewals under an alert, soonest first."""
    due = [outlook for outlook in known.renewals if outlook.alert not in ("Done", "Later")]
    yield f"Renewals overdue or due within {max(known.alert_days)} days of {known.as_of}"
    rows = [
        (
            outlook.renewal.client,
            outlook.alert,
            outlook.renewal.renews_on.isoformat(),
            str(outlook.days),
            outlook.deadline.isoformat(),
            number(outlook.renewal.current_mrr, 2),
            "" if outlook.mrr_change is None else number(outlook.mrr_change, 2),
            outlook.renewal.currency,
        )
        for outlook in due
    ]
    if rows:
        heads = ("Client", "Alert", "Renews", "Days", "Deadline", "MRR", "Change", "Currency")
        yield from table(heads, rows, left=3)
    else:
        yield "  none"


def amount_lines(points: Points, sold: Terms, managed: Terms | None, on: date, places: int) -> Iterator[str]:
    """The calculator's answer for one amount, and how it came about."""
    rows = [
        ("Total points", number(points.total, places)),
        ("Sold points", number(points.sold, places)),
        ("Managed points", number(points.managed, places)),
    ]
    yield from table(("", ""), rows)
    for name, terms in (("Sold", sold), ("Managed", managed)):
        if terms is not None:
            growth = f" x {terms.growth} (growth market)" if terms.growth != 1 else ""
            shared = f" / {terms.partners} partners" if terms.partners > 1 else ""
            kind = ", estimated at the market rate" if terms.unit.estimated else ""
            yield (
                f"{name}: {terms.currency} {terms.amount:,} / {terms.unit.amount:,} x {terms.rate}{growth}{shared}"
                f"{kind}, edition of {terms.edition}, on {on}"
            )
