"""`partnerbook commission`: what the deals of a book pay, what is paid and expected, and what the statements say."""

from datetime import date
from pathlib import Path

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command, day
from partnerbook.command.printed import complain
from partnerbook.command.reading import told_overview
from partnerbook.errors import BadInput, Sentence

WAYS = ("quarter", "month", "client", "deal")


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
    from partnerbook.command.commission_lines import commission_lines

    of_book = told_overview(book, as_of)
    known, code = of_book.known, of_book.code
    first = since or date(min(until or known.as_of, known.as_of).year, 1, 1)
    last = until or date(min(max(first.year, known.as_of.year + 1), date.max.year), 12, 31)
    if last < first:
        raise BadInput("The first day, {first}, is after the last, {last}.", first=first, last=last)
    told = {unused.origin for unused in known.ledger.unused}
    for each in known.commission.untaken:
        if each.origin not in told:
            complain(Sentence("not used: {origin}: {reason}", origin=each.origin, reason=each.reason))
            code = 1
    found = known.commission.between(first, last)
    answer = commission_answer(found, by, first, last)
    show(form, answer, of_book, commission_lines(found, by, first, last))
    return code
