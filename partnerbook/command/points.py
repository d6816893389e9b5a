"""`partnerbook points`: of a book's clients, of one amount, and the way back from points to money."""

from datetime import date
from itertools import chain
from pathlib import Path

from partnerbook.command import clock
from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_command, amount, given_points
from partnerbook.command.asking import answer
from partnerbook.command.lacking import can_ask
from partnerbook.command.reading import told_overview
from partnerbook.errors import BadInput, Sentence
from partnerbook.exact import ZERO
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.number import number_text

EXAMPLE = "partnerbook points 1000 Mexico USD --manage"
MONEY_EXAMPLE = "partnerbook points --money 120 Mexico USD"
USAGE = """partnerbook points BOOK [--as-of DAY]
       partnerbook points AMOUNT MARKET CURRENCY [--manage] [--others N] [--source SOURCE] [--as-of DAY]
       partnerbook points --money POINTS MARKET CURRENCY [--others N] [--source SOURCE] [--as-of DAY]"""


def add_points(commands: Commands) -> None:
    """Add `points` to the commands."""
    made = add_command(
        commands,
        "points",
        points,
        "Print the points of a book's clients, or of one amount of monthly recurring revenue, or the amount that gives "
        "so many points.",
        'partnerbook points 1000 "United Kingdom" GBP --manage',
    )
    made.usage = USAGE
    made.add_argument(
        "what", nargs="+", metavar="WHAT", help="a book; or an amount (with --money: points), a market and a currency"
    )
    made.add_argument("--money", action="store_true", help="the other way: the amount that gives so many points")
    made.add_argument("--manage", action="store_true", help="you also manage the client")
    made.add_argument("--others", type=_whole, metavar="N", help="how many other partners manage it too")
    made.add_argument("--source", default="sourced", help="sourced (if not given) or assisted, in three languages")
    add_as_of(made)
    add_form(made)


def points(
    what: list[str], money: bool, manage: bool, others: int | None, source: str, as_of: date | None, form: str
) -> int:
    """The exit code, after telling the points of a book's clients or of an amount, or the amount of points."""
    if money:
        if manage or len(what) < 3:
            raise BadInput(
                "--money takes points, a market and a currency, and tells both tracks: {money_example}",
                money_example=MONEY_EXAMPLE,
            )
        return _money_of_points(what, others or 0, source, as_of or clock.today(), form)
    if len(what) == 1:
        if manage or others is not None:
            raise BadInput("--manage and --others go with an amount: {example}", example=EXAMPLE)
        return _points_of_clients(what[0], as_of, form)
    if len(what) == 2 and number_text(what[0]).readings and can_ask(form):
        what = [*what, *filter(None, [answer(Sentence("In which currency?"), currency_code)])]
    if len(what) == 2:
        raise BadInput("points takes a book, or an amount, a market and a currency: {example}", example=EXAMPLE)
    if others is not None and not manage:
        raise BadInput("--others says who manages the client with you: add --manage")
    return _points_of_amount(what, (others or 0) if manage else None, source, as_of or clock.today(), form)


def _points_of_clients(written: str, as_of: date | None, form: str) -> int:
    from partnerbook.command.answers.points import clients_points_answer
    from partnerbook.command.hubspot_lines import hubspot_lines
    from partnerbook.command.lines import client_lines

    if not Path(written).exists() and not number_text(written).why:
        raise BadInput(
            "Of {written}, the market and the currency are missing: {example}", written=written, example=EXAMPLE
        )
    told = told_overview(Path(written), as_of)
    lines = chain(client_lines(told.known), hubspot_lines(told.known))
    show(form, clients_points_answer(told.known), told, lines)
    return told.code


def _points_of_amount(what: list[str], others: int | None, source: str, on: date, form: str) -> int:
    """The exit code; `others` is how many partners more manage the client, None if this one does not."""
    from partnerbook.command.answers.points import AmountPointsAnswer, track_amount
    from partnerbook.command.points_lines import amount_lines
    from partnerbook.points.terms import managed_terms, sold_terms

    country, currency, source = _meant(what, source)
    given = amount(what[0], currency)
    sold = sold_terms(country, currency, on, source)
    managed = None if others is None else managed_terms(country, currency, on, others)
    tracks = [("sold", sold), *([("managed", managed)] if managed else [])]
    rows = [track_amount(track, given, terms.points(given), terms) for track, terms in tracks]
    total = sum((row.points for row in rows), ZERO)
    found = AmountPointsAnswer(given, currency, country, source, total, tuple(rows))
    show(form, found, on, amount_lines(given, sold, managed, country, source, on))
    return 0


def _money_of_points(what: list[str], others: int, source: str, on: date, form: str) -> int:
    """The exit code, after telling the amount that gives so many points, sold and managed."""
    from partnerbook.command.answers.points import PointsMoneyAnswer, track_amount
    from partnerbook.command.points_lines import money_lines
    from partnerbook.points.terms import managed_terms, sold_terms

    country, currency, source = _meant(what, source)
    given = given_points(what[0])
    tracks = [
        ("sold", sold_terms(country, currency, on, source)),
        ("managed", managed_terms(country, currency, on, others)),
    ]
    rows = [track_amount(track, terms.money(given), given, terms) for track, terms in tracks]
    found = PointsMoneyAnswer(given, currency, country, source, tuple(rows))
    show(form, found, on, money_lines(given, [terms for _, terms in tracks], country, source, on))
    return 0


def _meant(what: list[str], source: str) -> tuple[str, str, str]:
    """The market, the currency and the source that are meant, as codes. Errors: UnknownName."""
    from partnerbook.functions.words import SOURCE, meant
    from partnerbook.parsing.market import market_code

    currency = currency_code(what[-1])
    return market_code(" ".join(what[1:-1])), currency, meant(SOURCE, source) or source


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise BadInput('"{text}" is no number of other partners; it is a whole number from 0.', text=text)
    return int(text)
