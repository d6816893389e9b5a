"""The renewals that are due in lines of text, and what of the quarter's goes to finance."""

from collections.abc import Iterable, Iterator, Sequence

from partnerbook.command.lines import Shown, number
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language
from partnerbook.errors import Sentence
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook, RenewalTotal, quarter_renewals, renewal_totals
from partnerbook.language.words import alert_words
from partnerbook.parsing.quarter import quarter_of


def renewal_lines(known: Overview) -> Iterator[Shown]:
    """The renewals under an alert, soonest first; then what of the quarter's goes to finance, due already or not."""
    due = [outlook for outlook in known.renewals if outlook.due]
    yield Sentence(
        "Renewals overdue or due within {alert_days} days of {as_of}: {count}",
        alert_days=max(known.alert_days),
        as_of=known.as_of,
        count=len(due) or Sentence("none"),
    )
    if due:
        yield from _due_lines(known, due)
    totals = [each for each in renewal_totals(quarter_renewals(known.renewals, known.as_of)) if each.open]
    if totals:
        yield from _quarter_lines(known, totals)


def _due_lines(known: Overview, due: Sequence[RenewalOutlook]) -> Iterator[Shown]:
    rows = [
        (
            outlook.renewal.client,
            alert_words(outlook.alert, language()),
            day_text(outlook.renewal.renews_on),
            str(outlook.days),
            day_text(outlook.deadline),
            number(outlook.renewal.current_mrr, 2),
            Sentence("open") if outlook.mrr_change is None else number(outlook.mrr_change, 2),
            outlook.renewal.currency,
        )
        for outlook in due
    ]
    figures = (Column(heading, right=True) for heading in ("Days", "Deadline", "MRR now", "Change", "Currency"))
    yield Table((Column("Client", wraps=True), Column("Alert"), Column("Renews"), *figures), rows)
    days = known.edition.renewal_deadline_days
    yield Sentence(
        "Deadline: {days} days before it renews. Change: of the MRR; open where the book has no renewal MRR yet.",
        days=days,
    )


def _quarter_lines(known: Overview, totals: Iterable[RenewalTotal]) -> Iterator[Shown]:
    yield ""
    yield Sentence(
        "Renewals of {quarter}, and overdue ones, still to be made; for finance:", quarter=quarter_of(known.as_of)
    )
    lines = [(each.currency, str(each.open), number(each.at_stake, 2), number(each.change, 2)) for each in totals]
    figures = (Column(heading, right=True) for heading in ("Renewals", "MRR now", "Change so far"))
    yield Table((Column("Currency"), *figures), lines)
    yield Sentence("Their sheet, to send on, is written by: partnerbook renewals BOOK -o renewals.xlsx")
