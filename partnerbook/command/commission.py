"""`partnerbook commission`: what the deals of a book pay, what is paid and expected, and what the statements say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from partnerbook.codes import LineOutcome
from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command, day
from partnerbook.command.lines import NAMED, Shown, number
from partnerbook.command.printed import complain
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table
from partnerbook.errors import BadInput
from partnerbook.exact import EXACT, PLACES, plain
from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import Amounts, ClientCommission, DealLine, PeriodCommission
from partnerbook.figures.commission_payouts import DuePayout
from partnerbook.language.words import (
    commission_rule_words,
    line_words,
    payout_fault_words,
    pays_nothing_words,
    stops_words,
)
from partnerbook.parsing.quarter import quarter_of

WAYS = ("quarter", "month", "client", "deal")
_KINDS = {
    "forecast": "Forecast",
    "earned": "Earned",
    "expected": "Expected",
    "unconfirmed": "Not confirmed",
    "settled": "Settled (ours)",
    "paid": "Paid (stated)",
    "clawed_back": "Taken back",
}


def add_commission(commands: Commands) -> None:
    """Add `commission` to the commands."""
    made = add_command(
        commands,
        "commission",
        commission,
        "Print a book's commission: forecast, earned, expected, paid; the next payout; statements checked.",
        "partnerbook commission book.xlsx --by client --from 2026-01-01 --until 2026-12-31",
    )
    add_book(made)
    made.add_argument("--by", choices=WAYS, default="quarter", help="a row for each of these (if not given: quarter)")
    made.add_argument("--from", dest="since", type=day, metavar="DAY", help="in the first month (else the year's)")
    made.add_argument("--until", type=day, metavar="DAY", help="in the last month (else the last of the next year)")
    add_as_of(made)
    add_form(made)


def commission(book: Path, by: str, since: date | None, until: date | None, as_of: date | None, form: str) -> int:
    """The exit code, after telling the commission of a book."""
    from partnerbook.command.answers.commission import commission_answer

    of_book = told_overview(book, as_of)
    known, code = of_book.known, of_book.code
    first = since or date(min(until or known.as_of, known.as_of).year, 1, 1)
    last = until or date(min(max(first.year, known.as_of.year + 1), date.max.year), 12, 31)
    if last < first:
        raise BadInput(f"The first day, {first}, is after the last, {last}.")
    told = {unused.origin for unused in known.ledger.unused}
    for each in known.commission.untaken:
        if each.origin not in told:
            complain(f"not used: {each.origin}: {each.reason}")
            code = 1
    found = known.commission.between(first, last)
    answer = commission_answer(found, by, first, last)
    show(form, answer, of_book, commission_lines(found, by, first, last))
    return code


def commission_lines(found: Commission, by: str, first: date, last: date) -> Iterator[Shown]:
    """The commission of a book between the months of two days, in rows of one kind, and what is to be seen to."""
    yield f"Commission of {found.book.settings.partner or 'the book'} on {found.as_of}"
    yield from _payout_lines(found)
    yield ""
    yield f"By {by}, {first:%Y-%m} to {last:%Y-%m}"
    if by == "deal":
        yield _deal_table(found.by_deal)
    elif by == "client":
        rows = [((row.client,), row) for row in found.by_client]
        yield _table((Column("Client", wraps=True),), rows)
    else:
        periods = found.by_month if by == "month" else found.by_quarter
        dated = [((row.period, row.expected_on.isoformat()), row) for row in periods]
        yield _table((Column(by.capitalize()), Column("Due")), dated)
    yield _legend(found)
    yield from _year_lines(found)
    yield from _stopping_lines(found)
    yield from _statement_lines(found)
    yield from _payout_table(found)
    yield from _conversion_lines(found)
    yield ""
    yield "Not published, and so assumed:"
    yield from (f"  {figure.note}" for figure in found.assumed)


def _legend(found: Commission) -> str:
    """What the columns of amounts mean."""
    return (
        "Forecast: of months that are not over. Earned: of months that are, in a quarter that is not. Expected: to be "
        f"paid. Not confirmed: due before {found.as_of}, and no payout is recorded. Settled: our figure of what is "
        "recorded as paid."
    )


def _payout_lines(found: Commission) -> Iterator[str]:
    due = found.next_payout
    when = "today" if not due.days else "in 1 day" if due.days == 1 else f"in {due.days} days"
    yield f"Next payout: {due.expected_on}, {when}, for {due.period}: {_parts(due)}"
    older = found.late_payouts[:-1]
    if len(older) >= NAMED:
        yield f"Not confirmed: the {len(older)} payouts for {older[0].period} to {older[-1].period}"
    for late in found.late_payouts[-1:] if len(older) >= NAMED else found.late_payouts:
        yield f"Not confirmed: the payout for {late.period}, due on {late.expected_on}: {_parts(late)}"
    if found.recorded.first is None:
        yield "The book records no payout yet: enter them on its sheets Commissions and Payouts."


def _parts(due: DuePayout) -> str:
    """What a payout is of, currency by currency."""
    if due.told:
        amounts = ((row.gross if row.net is None else row.net, row.currency) for row in due.told)
        return f"{'; '.join(f'{_money(amount)} {currency}' for amount, currency in amounts)}, as the book says"
    said = []
    for part in due.parts:
        more = [f"{_money(part.forecast)} forecast"] if part.forecast else []
        more += [f"{_money(part.clawed_back)} taken back"] if part.clawed_back else []
        beside = f" ({', '.join(more)})" if more else ""
        said.append(f"{_money(part.earned)} {part.currency}{beside}")
    return "; ".join(said) or "nothing"


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else number(amount, PLACES)


def _percent(rate: Decimal) -> str:
    return f"{plain(EXACT.scaleb(rate, 2)):f} %"


def _kinds(rows: Iterable[PeriodCommission | ClientCommission | DealLine]) -> list[str]:
    """The kinds of amounts that any row has; those that belong together stay in their order."""
    listed = list(rows)
    return [kind for kind in Amounts._fields if any(getattr(row, kind) for row in listed)]


def _table(
    columns: Sequence[Column], rows: Sequence[tuple[tuple[str, ...], PeriodCommission | ClientCommission]]
) -> Shown:
    kinds = _kinds(row for _, row in rows)
    if not kinds:
        return "  Nothing is paid in these months."
    cells = [(*names, row.currency, *(_money(getattr(row, kind) or None) for kind in kinds)) for names, row in rows]
    heads = (Column(_KINDS[kind], right=True) for kind in kinds)
    return Table((*columns, Column("Currency"), *heads), cells)


def _deal_table(rows: Sequence[DealLine]) -> Shown:
    if not rows:
        return "  The book has no sales."
    kinds = _kinds(rows)
    cells = [
        (
            row.deal or "-",
            row.client,
            row.line,
            commission_rule_words(row.rule),
            _percent(row.rate),
            row.closed.isoformat(),
            row.end.isoformat() if row.end else "",
            _money(row.base),
            _money(row.monthly),
            row.currency,
            *(_money(getattr(row, kind) or None) for kind in kinds),
            "" if row.why_not is None else pays_nothing_words(row.why_not),
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
        yield f"{found.as_of.year} to {found.as_of}, months that are over"
        rows = [(row.currency, *map(_money, row[2:])) for row in found.year_to_date]
        heads = ("Our figure", "Paid (stated)", "Taken back", "Received")
        yield Table((Column("Currency"), *(Column(head, right=True) for head in heads)), rows)


def _stopping_lines(found: Commission) -> Iterator[Shown]:
    if found.stopping:
        yield ""
        yield f"Deals of before April 2023 that stop paying on {found.stopping[0].stops_on}"
        rows = [
            (row.deal or "-", row.client, _money(row.monthly), row.currency, stops_words(row.why, str(row.lapses_on)))
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
    yield f"Statements: {equal} {'line is' if equal == 1 else 'lines are'} equal to our figure to the cent"
    other = [check for check in found.statement if check.outcome != LineOutcome.EQUAL]
    if other:
        rows = [
            (check.period, check.client, check.deal or check.line, _money(check.stated), _money(check.ours),
             _money(check.difference), check.currency, line_words(check.outcome, check.reason))
            for check in other
        ]  # fmt: skip
        heads = (Column(heading, right=True) for heading in ("Stated", "Ours", "Difference"))
        names = Column("Period"), Column("Client", wraps=True), Column("Deal", wraps=True)
        yield Table((*names, *heads, Column("Currency"), Column("What", wraps=True)), rows)
    for back in found.clawbacks:
        what = f"{back.client}{f', {back.deal}' if back.deal else ''}"
        yield (
            f"{what}: {_money(back.paid)} {back.currency} paid, {_money(back.clawed_back)} taken back in "
            f"{', '.join(back.periods)}, {_money(back.kept)} kept"
        )


def _payout_table(found: Commission) -> Iterator[Shown]:
    if not found.payouts:
        return
    yield ""
    yield "Payouts"
    rows = [
        (row.period, _money(row.stated), _money(row.gross), _money(row.fee), _money(row.net), row.currency,
         row.received_on.isoformat() if row.received_on else "to come",
         payout_fault_words(row.fault) if row.fault else "")
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
        (f"{row.month:%Y-%m}", _money(row.amount), row.currency,
         "no rate" if row.market is None else _money(row.market), "no rate" if row.fixed is None else _money(row.fixed))
        for row in found.conversions if quarter_of(row.month) >= first
    ]  # fmt: skip
    if rows:
        yield ""
        yield f"In {found.conversions[-1].into}, at the market rate of each month's last day, and at the rate of points"
        heads = Column("Month"), Column("Amount", right=True), Column("Currency")
        yield Table((*heads, Column("At the market", right=True), Column("As points", right=True)), rows)
