"""`partnerbook selling`, `usage` and `team`: what partner and HubSpot sell together, how clients use it, who helps."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.ranges import add_range, asked_days, refuse_both
from partnerbook.command.reading import told_overview
from partnerbook.command.voice import day_text, language, marked, month_text
from partnerbook.errors import Sentence, counted

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
    add_range(made, Sentence("the last 12 months"))
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

    yield Sentence("Shared selling from {first} to {last}", first=found.first, last=found.last)
    if not known.book.shared_deals:
        yield Sentence("The book has no shared deals yet: enter them on the sheet {name}.", name=SHARED_DEALS.named)
        return
    counts = [
        (Sentence("Deals created by HubSpot"), len(found.created)),
        (Sentence("Deals closed by HubSpot"), len(found.closed)),
        (Sentence("of them won"), found.won),
        (Sentence("of them lost"), found.lost),
        (Sentence("Open shared deals on {last}", last=found.last), len(found.open)),
    ]
    yield Table((TEXT, FIGURE), [(words, str(count)) for words, count in counts])
    if found.undated:
        yield Sentence(
            "Closed deals without a close date are in no number: {count} (sheet {name}).",
            count=len(found.undated),
            name=SHARED_DEALS.named,
        )
    yield ""
    heads = (Column("Month"), *(Column(head, right=True) for head in ("Created", "Won", "Lost", "Open at its end")))
    rows = [(month_text(month.day), *map(str, month[1:])) for month in found.months]
    yield Table(heads, rows)
    for title, deals in ((Sentence("Created by HubSpot"), found.created), (Sentence("Closed by HubSpot"), found.closed),
                         (Sentence("Open"), found.open)):  # fmt: skip
        if deals:
            yield ""
            yield title
            yield _deals(deals)


def _deals(deals: "Sequence[SharedDeal]") -> "Shown":
    from partnerbook.book.tables.choices import DEAL_STAGES
    from partnerbook.command.lines import number
    from partnerbook.command.table import Column, Table

    stages = {choice.code: choice.label(language()) for choice in DEAL_STAGES}
    heads = (Column("Deal", wraps=True), Column("Client", wraps=True), Column("Created"), Column("Stage"),
             Column("Close date"), Column("Owner", wraps=True), Column("Amount", right=True),
             Column("Currency"))  # fmt: skip
    rows = [
        (
            deal.deal,
            deal.client,
            day_text(deal.created),
            stages.get(deal.stage, deal.stage),
            day_text(deal.closed),
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
    yield Sentence("Usage of the clients' accounts on {as_of}", as_of=known.as_of)
    if not told:
        yield Sentence(
            "The book knows of no usage yet: enter it on the sheet {name}, month by month, or {clients}.",
            name=USAGE.named,
            clients=CLIENTS.named,
        )
        return
    rows = [
        (
            each.client,
            month_text(each.month) if each.month else "",
            *("" if value is None else marked(f"{plain(value):,}") for value in (each.score, each.change)),
            "" if each.usage_score is None else marked(f"{plain(each.usage_score):,}"),
            "" if each.apps_used is None else str(each.apps_used),
            "; ".join((*each.products, *each.apps)),
            day_text(each.last_active_on),
        )
        for each in sorted(told, key=lambda each: (each.change is None, each.change or 0))
    ]
    figures = [Column(heading, right=True) for heading in ("Engagement", "Change", "Usage score", "Tools in use")]
    last = Column("Products and apps in use", wraps=True), Column("Last active")
    yield Table((Column("Client", wraps=True), Column("Month"), *figures, *last), rows)
    if missing := len(found) - len(told):
        yield counted(
            missing, "Of 1 more client the book knows no usage.", "Of {count} more clients the book knows no usage."
        )


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

    yield Sentence("Your team at HubSpot")
    if not known.book.hubspot_team:
        yield Sentence("The book has nobody yet: enter them on the sheet {name}.", name=HUBSPOT_TEAM.named)
        return
    roles = {choice.code: choice.label(language()) for choice in TEAM_ROLES}
    rows = [
        (each.name, roles.get(each.role, each.role), each.helps_with, each.mail, each.phone, each.link)
        for each in known.book.hubspot_team
    ]
    heads = (
        Sentence("Name"),
        Sentence("Role"),
        Sentence("Helps with"),
        Sentence("Mail"),
        Sentence("Phone"),
        Sentence("Link"),
    )
    yield Table([Column(head, wraps=head in ("Name", "Role", "Helps with")) for head in heads], rows)
