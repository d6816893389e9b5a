"""Another caller's decimal context changes nothing that anybody sees, on no surface: whole outputs are compared."""

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_DOWN, Context, Decimal, localcontext
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pytest
from support.books import write_plain_book
from support.command import started

from partnerbook import calculated_points, convert, overview, read_book, sample_book, write_book, write_renewal_sheet
from partnerbook.codes import Measure, WhatIf
from partnerbook.command import clock
from partnerbook.command.main import main
from partnerbook.figures.calendar import calendar_days
from partnerbook.figures.calendar_words import day_text
from partnerbook.figures.client_detail import client_history
from partnerbook.figures.client_list import listed_clients, running_mrr
from partnerbook.figures.commission import Commission
from partnerbook.figures.concentration import concentration, shared_clients
from partnerbook.figures.editions import under_edition
from partnerbook.figures.explained import explained, part_sentences
from partnerbook.figures.outlook import outlook
from partnerbook.figures.overview import Overview
from partnerbook.figures.partner import partner_line
from partnerbook.figures.renewal_loss import renewal_losses
from partnerbook.figures.renewal_stake import renewal_stakes, together
from partnerbook.figures.scenario import Assumed, scenarios
from partnerbook.figures.shown import shown_by_name
from partnerbook.figures.since import changed_since
from partnerbook.figures.stake import stakes
from partnerbook.figures.unsold import questions
from partnerbook.figures.way import goal_way
from partnerbook.functions.table import evaluate
from partnerbook.functions.values import Matrix
from partnerbook.language.reader import _marks
from partnerbook.names import LANGUAGES
from partnerbook.panels import calculator, client, over_time, tier_progress
from partnerbook.parsing.number import number_text
from partnerbook.points.explain import points_explained
from partnerbook.points.ledger import entries_of
from partnerbook.points.moves import entries_of_clients
from partnerbook.points.rates import Program, Rates
from partnerbook.points.terms import sold_terms
from partnerbook.program.edition import editions
from partnerbook.records import Book, CommissionLine, OwnRate, Payout
from partnerbook.workbooks.finance import write_finance_sheet
from partnerbook.workbooks.report import write_report

DAY = date(2026, 10, 31)
EVERY_TRAP = list(Context().traps)
HOSTILE = {
    "five digits": Context(prec=5),
    "five digits, up": Context(prec=5, rounding=ROUND_CEILING),
    "one digit, down, small": Context(prec=1, rounding=ROUND_DOWN, Emin=-3, Emax=3, clamp=1, capitals=0),
    "every trap": Context(prec=5, rounding=ROUND_CEILING, traps=EVERY_TRAP),
}


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> Context:
    context: Context = request.param
    return context


def same_in(context: Context, found: Callable[[], object]) -> None:
    """That what is found is the same in a context as in the plain one, to the last digit and zero."""
    plain = repr(found())
    with localcontext(context):
        hostile = found()
    assert repr(hostile) == plain


def properties() -> Iterator[str]:
    for name, member in vars(Overview).items():
        if isinstance(member, property | cached_property) and not name.startswith("_"):
            yield name


def sample() -> Book:  # its amounts have thirds and cents in them
    return sample_book(12)


BOOK = sample()
SOLD, RATES_AT = ("POINTS_SOLD", "POINTS_MANAGED", "POINTS_TOTAL"), (None, "market")


@pytest.mark.parametrize("day", [DAY, date(2024, 2, 29), date(2025, 7, 14)])
def test_the_core(hostile: Context, day: date) -> None:
    def figure(name: str) -> object:
        return getattr(overview(BOOK, day, "Elite"), name)

    for name in properties():
        same_in(hostile, partial(figure, name))
    same_in(hostile, lambda: (overview(BOOK, day), overview(BOOK, day)._repr_html_()))


def test_commission(hostile: Context) -> None:
    lines = (
        CommissionLine("2026-Q2", "Acme", Decimal("1234.565"), "USD", status="paid"),
        CommissionLine("2026-07", "Acme", Decimal("-33.335"), "EUR"),
    )
    payouts = (Payout("2026-Q2", "EUR", Decimal("1000.005"), net=Decimal("999.995"), received_on=date(2026, 8, 14)),)
    book = BOOK._replace(commissions=lines, payouts=payouts)

    def figure(name: str) -> object:
        return getattr(overview(book, DAY).commission, name)

    for name, member in vars(Commission).items():
        if isinstance(member, property | cached_property) and not name.startswith("_"):
            same_in(hostile, partial(figure, name))

    def rows_of_a_year() -> object:
        found = overview(book, DAY).commission.between(date(2026, 1, 1), date(2026, 12, 31))
        return found.by_month, found.by_quarter, found.by_client, found.by_deal

    same_in(hostile, rows_of_a_year)


AHEAD: dict[str, Callable[[Overview], object]] = {
    "stakes": stakes,
    "outlook": outlook,
    "goal": lambda known: goal_way(known, "Elite", date(2027, 1, 15)),
    "since": lambda known: changed_since(known.on(date(2026, 2, 28)), known),
    "explained": lambda known: [
        (found, found.clients, found.shown, found.shown_parts, list(part_sentences(found)))
        for found in (explained(known, Measure.SOLD), explained(known, client=BOOK.clients[0].client))
    ],
    "one client": lambda known: [
        client_history(entries_of(known.ledger.entries, each.client), DAY) for each in BOOK.clients
    ],
    "scenarios": lambda known: scenarios(
        known,
        [
            Assumed("A", WhatIf.SALE, BOOK.clients[0].client, DAY, line="Data Hub", mrr=Decimal("333.335")),
            Assumed("A", WhatIf.PARTNERS, BOOK.clients[1].client, DAY, partners=2),
        ],
    ),
    "questions": lambda known: questions(known.book),
    "concentration": lambda known: (concentration(known), shared_clients(known)),
    "renewals": lambda known: (
        renewal_stakes(known, known.renewals),
        [together(known, [each]) for each in renewal_stakes(known, known.renewals)],
        renewal_losses(
            known,
            [(each, each.renewal.current_mrr) for each in known.renewals],
            entries_of_clients(known.ledger.entries),
        ),
    ),
    "clients": lambda known: (listed_clients(known), running_mrr(known), shown_by_name(known.points_by_client)),
    "partner": partner_line,
    "editions": lambda known: [under_edition(known, edition) for edition in editions()],
    "days": lambda known: [day_text(each, "pt") for each in calendar_days(known)],
}


@pytest.mark.parametrize("name", AHEAD)
def test_what_is_told_of_other_days(name: str, hostile: Context) -> None:
    same_in(hostile, lambda: AHEAD[name](overview(BOOK, DAY, "Elite")))


def test_the_made_up_book(hostile: Context) -> None:
    same_in(hostile, sample)


def test_one_amount(hostile: Context) -> None:
    amount, on = Decimal("1234567.89"), date(2026, 2, 1)
    for currency in ("USD", "EUR", "MXN", "GBP", "CLP"):
        program = Program(Rates(own=(OwnRate("CLP", on, Decimal("93456.78")), OwnRate("MXN", on, Decimal(1700)))))
        terms = sold_terms("MX", currency, on, program=program)
        same_in(hostile, partial(calculated_points, amount, "MX", currency, on, True, 2, program=program))
        same_in(hostile, partial(convert, amount, currency, "JPY", on, rates=program.rates))
        for work in (terms.points, terms.usd, terms.money):
            same_in(hostile, partial(work, amount))
        for language in LANGUAGES:
            same_in(hostile, partial(points_explained, amount, terms, "MX", "sourced", language))
            same_in(hostile, partial(points_explained, amount, terms, "MX", "sourced", language, back=True))
    same_in(hostile, partial(convert, amount, "EUR", "JPY", on, "market"))
    same_in(hostile, lambda: number_text("123.456").readings)
    same_in(hostile, lambda: _marks.__wrapped__("pt_BR"))


MADE: dict[str, Callable[[Path], object]] = {
    "report": lambda path: write_report(BOOK, path, DAY, "Diamond"),
    "renewals": lambda path: write_renewal_sheet(BOOK, path, DAY),
    "book": lambda path: write_book(BOOK, path, DAY),
    "finance": lambda path: write_finance_sheet(path, DAY),
    "finance without an add-in": lambda path: write_finance_sheet(path, DAY, no_addin=True),
}


@pytest.mark.parametrize("name", MADE)
def test_made_workbooks_are_the_same_to_the_byte(name: str, hostile: Context, tmp_path: Path) -> None:
    MADE[name](tmp_path / "plain.xlsx")
    with localcontext(hostile):
        MADE[name](tmp_path / "hostile.xlsx")
    assert (tmp_path / "hostile.xlsx").read_bytes() == (tmp_path / "plain.xlsx").read_bytes()


COMMANDS = [
    ["check", "book.xlsx"],
    ["tier", "book.xlsx", "--goal", "Elite"],
    ["points", "book.xlsx"],
    ["points", "1234567.89", "Mexico", "COP", "--manage", "--others", "2"],
    ["renewals", "book.xlsx"],
    ["commission", "book.xlsx"],
    ["commission", "book.xlsx", "--by", "deal"],
    ["explain", "book.xlsx", "--all"],
    ["explain", "book.xlsx", "--client", BOOK.clients[0].client],
    ["compare", "book.xlsx", "--since", "2026-02-28"],
    ["outlook", "book.xlsx"],
    ["stake", "book.xlsx", "--all", "--json"],
    ["goal", "book.xlsx", "--goal", "Elite"],
    ["changes", "book.xlsx", "--range", "last-12-months"],
    ["client", "book.xlsx", BOOK.clients[0].client],
    ["client", "book.xlsx", BOOK.clients[1].client, "--as", "csv"],
    ["selling", "book.xlsx"],
    ["usage", "book.xlsx"],
    ["export", "book.xlsx", "points", "-o", "points.csv", "--replace"],
    ["export", "book.xlsx", "deals", "-o", "deals.csv", "--replace"],
    ["export", "book.xlsx", "commission", "-o", "commission.csv", "--replace"],
    ["report", "book.xlsx", "-o", "report.xlsx", "--replace"],
    ["set", "book.xlsx", "Goal tier", "Diamond", "--dry-run"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=map(" ".join, COMMANDS))
def test_commands_say_and_write_the_same(
    words: list[str],
    hostile: Context,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 14, 3, 7))  # noqa: DTZ001 - as the clock's own
    write_plain_book(BOOK, tmp_path / "book.xlsx")

    def all_of_it() -> tuple[object, ...]:
        code = main(words)
        return code, capsys.readouterr(), {path.name: path.read_bytes() for path in sorted(tmp_path.glob("*.csv"))}

    same_in(hostile, all_of_it)


def test_a_book_is_read_the_same(hostile: Context, tmp_path: Path) -> None:
    write_plain_book(BOOK, tmp_path / "book.xlsx")
    same_in(hostile, lambda: list(read_book(tmp_path / "book.xlsx")[0]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_panels_show_the_same(language: str, hostile: Context) -> None:
    def shown(panel: Any) -> tuple[object, ...]:
        live = [child.value for child in panel.children if isinstance(getattr(child, "value", None), str)]
        return panel.static_html(), live

    def progress() -> object:
        panel = tier_progress(BOOK, as_of=DAY, goal="Elite", language=language)
        panel.model.as_of = date(2026, 5, 31)
        return shown(panel)

    def points() -> object:
        panel = calculator(language=language, amount="1234567", market="MX", currency="COP")
        panel.model.also_manage = True
        return shown(panel)

    def one_client() -> object:
        panel = client(BOOK, as_of=DAY, client=BOOK.clients[3].client, language=language)
        shown_first = panel.static_html()
        for at in range(len(panel.tabs.children)):
            panel.tabs.selected_index = at
        drawn = [getattr(each, "value", "") for tab in panel.tabs.children for each in tab.children]
        panel.model.as_of = date(2026, 5, 31)
        return shown_first, shown(panel), drawn

    same_in(hostile, progress)
    same_in(hostile, points)
    same_in(hostile, one_client)
    same_in(hostile, lambda: shown(over_time(BOOK, as_of=DAY, back=36, language=language)))


def test_functions_give_the_same(hostile: Context) -> None:
    cells: Matrix = [[1234567.89], [0.1], [33.333333333], [-5.5], [None], ["1234.5"]]
    same_in(hostile, lambda: [evaluate(name, [cells, "Mexico", "COP"]) for name in SOLD])
    same_in(hostile, lambda: [evaluate("CONVERT_CURRENCY", [cells, "COP", "GBP", None, None, at]) for at in RATES_AT])
    table = [[date(2026, 1, 15), "Gold", 1000.0005, 250.5, None]]
    same_in(hostile, lambda: evaluate("POINTS_TO_TIER", [[[999.9996], [0.1]], 250.49999, 10, "Gold", table]))


FRESH = """
import decimal, hashlib, sys
from pathlib import Path
context = decimal.Context(**eval(sys.argv[1], vars(decimal)))
decimal.setcontext(context)
from datetime import date
from partnerbook import calculated_points, convert, overview, sample_book, write_report
from partnerbook.functions.table import evaluate
from partnerbook.panels import calculator, tier_progress
day, amount = date(2026, 10, 31), decimal.Decimal("1234567.89")
found = [
    evaluate("POINTS_SOLD", [[[1234567.89], [33.333333333]], "Mexico", "EUR"]),
    evaluate("CONVERT_CURRENCY", [1234567.89, "SEK", "USD", None, day, "market"]),
    calculated_points(amount, "MX", "GBP", day, True, 2),
    convert(amount, "JPY", "EUR", day),
    calculator(amount="1234567", market="MX", currency="EUR").static_html(),
    tier_progress(as_of=day, goal="Elite").static_html(),
    overview(sample_book(8), day),
]
write_report(sample_book(8), sys.argv[2], day)
decimal.setcontext(decimal.Context())
print(repr(found), hashlib.sha256(Path(sys.argv[2]).read_bytes()).hexdigest())
"""


def test_nothing_is_kept_that_another_context_made(tmp_path: Path) -> None:
    """In an interpreter that has it before partnerbook is imported: constants and caches come into being in it."""
    said = {
        context: started(sys.executable, "-c", FRESH, context, str(tmp_path / "report.xlsx"))
        for context in ("{}", "dict(prec=5, rounding=ROUND_CEILING)", "dict(prec=1, Emin=-3, Emax=3, clamp=1)",
                        "dict(prec=5, traps=list(Context().traps))")
    }  # fmt: skip
    assert {context: (each.returncode, each.stderr) for context, each in said.items()} == dict.fromkeys(said, (0, b""))
    assert len({each.stdout for each in said.values()}) == 1
