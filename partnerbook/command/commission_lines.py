"""What the command says of a commission: amounts by period, client or deal, payouts, and what statements say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from partnerbook.codes import LineOutcome
from partnerbook.command.lines import NAMED, Shown, number
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, marked, month_text, voice
from partnerbook.errors import Sentence, counted, joined
from partnerbook.exact import EXACT, PLACES, plain
from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import Amounts, ClientCommission, DealLine, PeriodCommission
from partnerbook.figures.commission_payouts import DuePayout
from partnerbook.language.texts import texts
from partnerbook.language.words import (
    commission_rule_words,
    line_words,
    payout_fault_words,
    pays_nothing_words,
    stops_words,
)
from partnerbook.parsing.quarter import quarter_of
from partnerbook.program.strict import Figure

_BY = {
    "quarter": "By quarter, {first:%Y-%m} to {last:%Y-%m}",
    "month": "By month, {first:%Y-%m} to {last:%Y-%m}",
    "client": "By client, {first:%Y-%m} to {last:%Y-%m}",
    "deal": "By deal, {first:%Y-%m} to {last:%Y-%m}",
}
_KINDS = {
    "forecast": Sentence("Forecast"),
    "earned": Sentence("Earned"),
    "expected": Sentence("Expected"),
    "unconfirmed": Sentence("Not confirmed"),
    "settled": Sentence("Settled (ours)"),
    "paid": Sentence("Paid (stated)"),
    "clawed_back": Sentence("Taken back"),
}


def commission_lines(found: Commission, by: str, first: date, last: date) -> Iterator[Shown]:
    """The commission of a book between the months of two days, in rows of one kind, and what is to be seen to."""
    yield Sentence(
        "Commission of {partner} on {as_of}",
        partner=found.book.settings.partner or Sentence("the book"),
        as_of=found.as_of,
    )
    yield from _payout_lines(found)
    yield ""
    yield Sentence(_BY[by], first=first, last=last)
    if by == "deal":
        yield _deal_table(found.by_deal)
    elif by == "client":
        rows = [((row.client,), row) for row in found.by_client]
        yield _table((Column("Client", wraps=True),), rows)
    else:
        periods = found.by_month if by == "month" else found.by_quarter
        dated = [((row.period, day_text(row.expected_on)), row) for row in periods]
        yield _table((Column("Month" if by == "month" else "Quarter"), Column("Due")), dated)
    yield _legend(found)
    yield from _year_lines(found)
    yield from _stopping_lines(found)
    yield from _statement_lines(found)
    yield from _payout_table(found)
    yield from _conversion_lines(found)
    yield ""
    yield Sentence("Not published, and so assumed:")
    yield from (f"  {_assumption(figure)}" for figure in found.assumed)


def _assumption(figure: Figure) -> str:
    """What is assumed, in the language that is spoken."""
    notes = {} if language() == "en" else texts("program", language())["commission_notes"]
    return notes.get(figure.key, figure.note)


def _legend(found: Commission) -> str:
    """What the columns of amounts mean."""
    return Sentence(
        "Forecast: of months that are not over. Earned: of months that are, in a quarter that is "
        "not. Expected: to be paid. Not confirmed: due before {as_of}, and no payout is recorded. "
        "Settled: our figure of what is recorded as paid.",
        as_of=found.as_of,
    )


def _payout_lines(found: Commission) -> Iterator[str]:
    due = found.next_payout
    when = (
        "today"
        if not due.days
        else Sentence("in 1 day")
        if due.days == 1
        else Sentence("in {days} days", days=due.days)
    )
    yield Sentence(
        "Next payout: {expected_on}, {when}, for {period}: {parts}",
        expected_on=due.expected_on,
        when=when,
        period=due.period,
        parts=_parts(due),
    )
    older = found.late_payouts[:-1]
    if len(older) >= NAMED:
        yield Sentence(
            "Not confirmed: the {count} payouts for {period} to {last}",
            count=len(older),
            period=older[0].period,
            last=older[-1].period,
        )
    for late in found.late_payouts[-1:] if len(older) >= NAMED else found.late_payouts:
        yield Sentence(
            "Not confirmed: the payout for {period}, due on {expected_on}: {parts}",
            period=late.period,
            expected_on=late.expected_on,
            parts=_parts(late),
        )
    if found.recorded.first is None:
        yield Sentence("The book records no payout yet: enter them on its sheets Commissions and Payouts.")


def _parts(due: DuePayout) -> str:
    """What a payout is of, currency by currency."""
    if due.told:
        amounts = ((row.gross if row.net is None else row.net, row.currency) for row in due.told)
        return Sentence(
            "{listed}, as entered on the sheet Payouts",
            listed=joined((f"{_money(amount)} {currency}" for amount, currency in amounts), "; "),
        )
    said = []
    for part in due.parts:
        more = [Sentence("{forecast} forecast", forecast=_money(part.forecast))] if part.forecast else []
        more += [Sentence("{clawed_back} taken back", clawed_back=_money(part.clawed_back))] if part.clawed_back else []
        beside = Sentence(" ({more})", more=joined(more)) if more else ""
        earned = f"{_money(part.earned)} {part.currency}"
        said.append(Sentence("{earned}{beside}", earned=earned, beside=beside))
    return joined(said, "; ") if said else Sentence("nothing")


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else number(amount, PLACES)


def _percent(rate: Decimal) -> str:
    return marked(f"{plain(EXACT.scaleb(rate, 2)):f}") + voice().per_cent


def _kinds(rows: Iterable[PeriodCommission | ClientCommission | DealLine]) -> list[str]:
    """The kinds of amounts that any row has; those that belong together stay in their order."""
    listed = list(rows)
    return [kind for kind in Amounts._fields if any(getattr(row, kind) for row in listed)]


def _table(
    columns: Sequence[Column], rows: Sequence[tuple[tuple[str, ...], PeriodCommission | ClientCommission]]
) -> Shown:
    kinds = _kinds(row for _, row in rows)
    if not kinds:
        return Sentence("  Nothing is paid in these months.")
    cells = [(*names, row.currency, *(_money(getattr(row, kind) or None) for kind in kinds)) for names, row in rows]
    heads = (Column(_KINDS[kind], right=True) for kind in kinds)
    return Table((*columns, Column("Currency"), *heads), cells)


def _deal_table(rows: Sequence[DealLine]) -> Shown:
    if not rows:
        return Sentence("  The book has no sales.")
    kinds = _kinds(rows)
    cells = [
        (
            row.deal or "-",
            row.client,
            row.line,
            commission_rule_words(row.rule, language()),
            _percent(row.rate),
            day_text(row.closed),
            day_text(row.end),
            _money(row.base),
            _money(row.monthly),
            row.currency,
            *(_money(getattr(row, kind) or None) for kind in kinds),
            "" if row.why_not is None else pays_nothing_words(row.why_not, language()),
        )
        for row in rows
    ]
    heads = (
        *(Column("Deal"), Column("Client", wraps=True), Column("Line", wraps=True), Column("Rule", wraps=True)),
        *(Column("Rate", right=True), Column("Closed"), Column("Ends")),
        *(Column("Base", right=True), Column("A month", right=True), Column("Currency")),
        *(Column(_KINDS[kind], right=True) for kind in kinds),
        Column("Why nothing now", wraps=True),
    )
    return Table(heads, cells)


def _year_lines(found: Commission) -> Iterator[Shown]:
    if found.year_to_date:
        yield ""
        yield Sentence("{year} to {as_of}, months that are over", year=found.as_of.year, as_of=found.as_of)
        rows = [(row.currency, *map(_money, row[2:])) for row in found.year_to_date]
        heads = (Sentence("Our figure"), Sentence("Paid (stated)"), Sentence("Taken back"), Sentence("Received"))
        yield Table((Column("Currency"), *(Column(head, right=True) for head in heads)), rows)


def _stopping_lines(found: Commission) -> Iterator[Shown]:
    if found.stopping:
        yield ""
        yield Sentence("Deals of before April 2023 that stop paying on {stops_on}", stops_on=found.stopping[0].stops_on)
        rows = [
            (
                row.deal or "-",
                row.client,
                _money(row.monthly),
                row.currency,
                stops_words(row.why, day_text(row.lapses_on), language()),
            )
            for row in found.stopping
        ]
        heads = Column("Deal"), Column("Client", wraps=True), Column("A month", right=True), Column("Currency")
        yield Table((*heads, Column("Why", wraps=True)), rows)


def _statement_lines(found: Commission) -> Iterator[Shown]:
    """The lines of statements that are not equal to our figure, what was taken back, and how many are equal."""
    counts = Counter(check.outcome for check in found.statement)
    if not counts:
        return
    yield ""
    equal = counts.pop(LineOutcome.EQUAL, 0)
    yield counted(
        equal,
        "Statements: 1 line is equal to our figure to the cent",
        "Statements: {count} lines are equal to our figure to the cent",
    )
    other = [check for check in found.statement if check.outcome != LineOutcome.EQUAL]
    if other:
        rows = [
            (check.period, check.client, check.deal or check.line, _money(check.stated), _money(check.ours),
             _money(check.difference), check.currency, line_words(check.outcome, check.reason, language()))
            for check in other
        ]  # fmt: skip
        heads = (Column(heading, right=True) for heading in ("Stated", "Ours", "Difference"))
        names = Column("Period"), Column("Client", wraps=True), Column("Deal", wraps=True)
        yield Table((*names, *heads, Column("Currency"), Column("What", wraps=True)), rows)
    for back in found.clawbacks:
        what = ", ".join(filter(None, (back.client, back.deal)))
        yield (
            Sentence(
                "{what}: {paid} {currency} paid, {clawed_back} taken back in {periods}, {kept} kept",
                what=what,
                paid=_money(back.paid),
                currency=back.currency,
                clawed_back=_money(back.clawed_back),
                periods=", ".join(back.periods),
                kept=_money(back.kept),
            )
        )


def _payout_table(found: Commission) -> Iterator[Shown]:
    if not found.payouts:
        return
    yield ""
    yield Sentence("Payouts")
    rows = [
        (row.period, _money(row.stated), _money(row.gross), _money(row.fee), _money(row.net), row.currency,
         day_text(row.received_on, Sentence("to come")),
         payout_fault_words(row.fault, language()) if row.fault else "")
        for row in found.payouts
    ]  # fmt: skip
    heads = (Column(heading, right=True) for heading in ("Statement", "Gross", "Fee", "Net"))
    yield Table(
        (Column("Quarter"), *heads, Column("Currency"), Column("Received"), Column("Look at", wraps=True)), rows
    )


def _conversion_lines(found: Commission) -> Iterator[Shown]:
    """The months of the next payout and of those after it that are over, in the currency of payouts, at both rates."""
    first = found.next_payout.period
    rows = [
        (month_text(row.month), _money(row.amount), row.currency,
         Sentence("no rate") if row.market is None else _money(row.market),
         Sentence("no rate") if row.fixed is None else _money(row.fixed))
        for row in found.conversions if quarter_of(row.month) >= first
    ]  # fmt: skip
    if rows:
        yield ""
        yield Sentence(
            "In {into}, at the market rate of each month's last day, and at the rate of points",
            into=found.conversions[-1].into,
        )
        heads = Column("Month"), Column("Amount", right=True), Column("Currency")
        yield Table((*heads, Column("At the market", right=True), Column("As points", right=True)), rows)
