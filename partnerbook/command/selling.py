"""`partnerbook selling`, `usage` and `team`: what partner and HubSpot sell together, how clients use it, who helps."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.ranges import add_range, asked_days, refuse_both
from partnerbook.command.reading import told_overview

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.overview import Overview
    from partnerbook.figures.selling import Selling
    from partnerbook.records import SharedDeal


def add_selling(commands: Commands) -> None:
    """Add `selling` to the commands."""
    made = add_command(
        commands,
        "selling",
        selling,
        "Print the deals that HubSpot created and closed with you in some days, those that are open, and the trend.",
        "partnerbook selling book.xlsx --range this-quarter",
    )
    add_book(made)
    add_range(made, "the last 12 months")
    add_as_of(made)
    add_form(made)


def selling(
    book: Path, which: str | None, since: date | None, until: date | None, as_of: date | None, form: str
) -> int:
    """The exit code, after telling what is sold together with HubSpot."""
    from partnerbook.command.answers.selling import selling_answer
    from partnerbook.figures.ranges import Range, range_days
    from partnerbook.figures.selling import selling as sold_together

    refuse_both(which, since, until)
    told = told_overview(book, as_of)
    year = range_days(Range.LAST_12_MONTHS, told.known.as_of)
    first, last = asked_days(told.known, which, since, until) or year
    found = sold_together(told.known.book.shared_deals, first, last)
    show(form, selling_answer(told.known, first, last), told, selling_lines(told.known, found))
    return told.code


def selling_lines(known: "Overview", found: "Selling") -> "Iterator[Shown]":
    """What is sold together with HubSpot: the numbers, the months, the deals that are open."""
    from partnerbook.book.tables import SHARED_DEALS
    from partnerbook.command.lines import FIGURE, TEXT
    from partnerbook.command.table import Column, Table

    yield f"Shared selling from {found.first} to {found.last}"
    if not known.book.shared_deals:
        yield f"The book has no shared deals yet: enter them on the sheet {SHARED_DEALS.name}."
        return
    counts = [
        ("Deals created by HubSpot", len(found.created)),
        ("Deals closed by HubSpot", len(found.closed)),
        ("of them won", found.won),
        ("of them lost", found.lost),
        (f"Open shared deals on {found.last}", len(found.open)),
    ]
    yield Table((TEXT, FIGURE), [(words, str(count)) for words, count in counts])
    if found.undated:
        yield f"Closed deals without a close date are in no number: {len(found.undated)} (sheet {SHARED_DEALS.name})."
    yield ""
    heads = (Column("Month"), *(Column(head, right=True) for head in ("Created", "Won", "Lost", "Open at its end")))
    rows = [(f"{month.day:%Y-%m}", *map(str, month[1:])) for month in found.months]
    yield Table(heads, rows)
    for title, deals in (("Created by HubSpot", found.created), ("Closed by HubSpot", found.closed),
                         ("Open", found.open)):  # fmt: skip
        if deals:
            yield ""
            yield title
            yield _deals(deals)


def _deals(deals: "Sequence[SharedDeal]") -> "Shown":
    from partnerbook.command.lines import number
    from partnerbook.command.table import Column, Table

    heads = (Column("Deal", wraps=True), Column("Client", wraps=True), Column("Created"), Column("Stage"),
             Column("Close date"), Column("Owner", wraps=True), Column("Amount", right=True),
             Column("Currency"))  # fmt: skip
    rows = [
        (
            deal.deal,
            deal.client,
            str(deal.created),
            deal.stage,
            str(deal.closed or ""),
            deal.owner,
            "" if deal.amount is None else number(deal.amount, 2),
            deal.currency,
        )
        for deal in deals
    ]
    return Table(heads, rows)


def add_usage(commands: Commands) -> None:
    """Add `usage` to the commands."""
    made = add_command(
        commands,
        "usage",
        usage,
        "Print how much each client uses its HubSpot account, and which way its engagement goes.",
        "partnerbook usage book.xlsx",
    )
    add_book(made)
    add_as_of(made)
    add_form(made)


def usage(book: Path, as_of: date | None, form: str) -> int:
    """The exit code, after telling how much clients use their accounts."""
    from partnerbook.command.answers.selling import usage_answer

    told = told_overview(book, as_of)
    show(form, usage_answer(told.known), told, usage_lines(told.known))
    return told.code


def usage_lines(known: "Overview") -> "Iterator[Shown]":
    """How much clients use their accounts, those whose engagement falls the most first."""
    from partnerbook.book.tables import CLIENTS, USAGE
    from partnerbook.command.table import Column, Table
    from partnerbook.exact import plain
    from partnerbook.figures.usage import clients_usage

    found = clients_usage(known.book.clients, known.book.usage, known.as_of)
    told = [each for each in found if (each.month, each.usage_score, each.apps_used) != (None, None, None)]
    yield f"Usage of the clients' accounts on {known.as_of}"
    if not told:
        yield f"The book knows of no usage yet: enter it on the sheet {USAGE.name}, month by month, or {CLIENTS.name}."
        return
    rows = [
        (
            each.client,
            f"{each.month:%Y-%m}" if each.month else "",
            *("" if value is None else f"{plain(value):,}" for value in (each.score, each.change)),
            "" if each.usage_score is None else f"{plain(each.usage_score):,}",
            "" if each.apps_used is None else str(each.apps_used),
            "; ".join((*each.products, *each.apps)),
            str(each.last_active_on or ""),
        )
        for each in sorted(told, key=lambda each: (each.change is None, each.change or 0))
    ]
    heads = {"Client": False, "Month": False, "Engagement": True, "Change": True, "Usage score": True, "Tools": True,
             "In use": False, "Last active": False}  # fmt: skip
    columns = [Column(head, right, head in ("Client", "In use")) for head, right in heads.items()]
    yield Table(columns, rows)
    if missing := len(found) - len(told):
        yield f"Of {missing} more client{'s' if missing > 1 else ''} the book knows no usage."


def add_team(commands: Commands) -> None:
    """Add `team` to the commands."""
    made = add_command(
        commands,
        "team",
        team,
        "Print who helps you at HubSpot, with what, and how to reach them.",
        "partnerbook team book.xlsx",
    )
    add_book(made)
    add_as_of(made)
    add_form(made)


def team(book: Path, as_of: date | None, form: str) -> int:
    """The exit code, after telling who helps at HubSpot."""
    from partnerbook.command.answers.selling import team_answer

    told = told_overview(book, as_of)
    show(form, team_answer(told.known), told, team_lines(told.known))
    return told.code


def team_lines(known: "Overview") -> "Iterator[Shown]":
    """Who helps at HubSpot."""
    from partnerbook.book.tables import HUBSPOT_TEAM
    from partnerbook.book.tables.choices import TEAM_ROLES
    from partnerbook.command.table import Column, Table

    yield "Your team at HubSpot"
    if not known.book.hubspot_team:
        yield f"The book has nobody yet: enter them on the sheet {HUBSPOT_TEAM.name}."
        return
    roles = {choice.code: choice.en for choice in TEAM_ROLES}
    rows = [
        (each.name, roles.get(each.role, each.role), each.helps_with, each.mail, each.phone, each.link)
        for each in known.book.hubspot_team
    ]
    heads = ("Name", "Role", "Helps with", "Mail", "Phone", "Link")
    yield Table([Column(head, wraps=head in ("Name", "Role", "Helps with")) for head in heads], rows)
