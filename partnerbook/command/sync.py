"""`partnerbook sync`: what HubSpot shows of a partner's clients now comes into the book that the person has."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_changed_book, add_command, add_dry_run
from partnerbook.command.changing import book_to_change, currency_taken, incoming_changes, problem_lines, write
from partnerbook.command.lacking import with_currency
from partnerbook.command.printed import say
from partnerbook.command.reading import errors_code, severity_line
from partnerbook.errors import BadInput, Sentence
from partnerbook.hubspot.token import SOURCES, VARIABLE, hubspot_token
from partnerbook.parsing.currency import currency_code

if TYPE_CHECKING:
    from partnerbook.book.incoming.rows import Reading
    from partnerbook.book.incoming.rules import Rules
    from partnerbook.book.write.change import Change
    from partnerbook.hubspot.account import HubSpotAccount
    from partnerbook.records import Book


def add_sync(commands: Commands) -> None:
    """Add `sync` to the commands."""
    made = add_command(
        commands,
        "sync",
        sync,
        "Bring a book up to what HubSpot shows of your partner clients now.",
        "partnerbook sync book.xlsx --dry-run",
    )
    add_changed_book(made)
    add_dry_run(made)
    made.add_argument("--currency", type=currency_code, help="of amounts for which HubSpot tells none")
    made.add_argument("--deals", action="store_true", help="bring in the won deals of your CRM too")
    made.add_argument(
        "--token-from",
        choices=SOURCES,
        help=Sentence(
            "where the access token is (else the variable {variable}, or the keyring if that is not set)",
            variable=VARIABLE,
        ),
    )


def opened(token: str) -> "HubSpotAccount":
    """The HubSpot account of a token."""
    from partnerbook.hubspot.account import HubSpotAccount

    return HubSpotAccount(token, time.sleep)


def sync(
    book: Path,
    dry_run: bool,
    currency: str | None,
    token_from: str | None,
    deals: bool,
    account: "Callable[[str], HubSpotAccount]" = opened,
) -> int:
    """The exit code, after asking HubSpot and changing the book; `account` opens that of a token.

    Errors: PartnerbookError where HubSpot or the book cannot be read, or the book not be written: it is as it was.
    """
    from partnerbook.book.write.applied import book_with
    from partnerbook.files.problems import problem_summary
    from partnerbook.hubspot.api import book_from_account
    from partnerbook.hubspot.changes import changes

    today = clock.today()
    read = book_to_change(book)
    token = hubspot_token(os.environ, token_from)
    asked = account(token)
    told = _deals(asked, read) if deals else None
    taken = currency_taken(currency, read)
    answer, said = with_currency(lambda named: book_from_account(asked, today, named), taken)
    (incoming, problems, services), named = answer, currency if taken else said
    code = errors_code(problems)
    say(problem_lines(problems))
    if not incoming.clients:
        raise BadInput("HubSpot shows no client that can be used; {book} is left as it is.", book=book)
    # What could not be read is not what HubSpot no longer lists.
    first: list[str] = []

    def find(now: "Book") -> "Sequence[Change]":
        found = changes(now, incoming, today, not code, services)
        return [*found, *_deal_changes(book_with(now, found), told, named or "", first)] if told else found

    decide = incoming_changes(book, read, named, find)
    say([problem_summary(problems), ""])
    write(book, decide, dry_run, lacks=True, first=first)
    errors = any(line.startswith("error:") for line in first) or (told and errors_code(told[0].problems))
    return code or int(bool(errors))


def _deals(account: "HubSpotAccount", book: "Book") -> "tuple[Reading, Rules]":
    """The deals of an account as they are read, by what the book remembers of exports, which is told too."""
    from partnerbook.book.incoming.columns import columns_of, incoming_table
    from partnerbook.book.incoming.rows import reading
    from partnerbook.book.incoming.rules import rules_of
    from partnerbook.book.tables import DEALS
    from partnerbook.hubspot.deals import deals_of

    table = incoming_table(DEALS)
    rules = rules_of(book.imports, table)
    grid, problems = deals_of(account)
    found = columns_of(grid, table, rules.columns)
    assert found  # noqa: S101 - the grid's own headings are known
    read = reading(found.layout, rules, mark=".")
    say(map(severity_line, (*problems, *read.problems)))
    return read, rules


def _deal_changes(book: "Book", told: "tuple[Reading, Rules]", currency: str, first: list[str]) -> "Sequence[Change]":
    """The changes of a book by an account's deals; `first` is what is said before them."""
    from partnerbook.book.incoming.changes import Options
    from partnerbook.book.incoming.changes import incoming_changes as changes_of_rows

    read, rules = told
    found = changes_of_rows(book, read, rules, Options(currency))
    first[:] = [severity_line(problem) for problem in found.problems]
    first.extend(Sentence("note: {sentence}", sentence=sentence) for sentence in found.said)
    return found.changes
