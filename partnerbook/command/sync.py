"""`partnerbook sync`: what HubSpot shows of a partner's clients now comes into the book that the person has."""

import argparse
import os
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerbook.command.change import book_to_change, currency_taken, written_lines
from partnerbook.command.printed import say
from partnerbook.errors import BadInput
from partnerbook.hubspot.token import SOURCES, VARIABLE, hubspot_token
from partnerbook.parsing.currency import currency_code

if TYPE_CHECKING:
    from partnerbook.hubspot.account import HubSpotAccount


def add_sync_command(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `sync` to the commands of the command line."""
    text = "Bring a book up to what HubSpot shows of your partner clients now."
    sync = commands.add_parser(
        "sync", help=text, description=text, epilog="Example: partnerbook sync book.xlsx --dry-run"
    )
    sync.add_argument("book", type=Path, metavar="BOOK", help="the workbook to change")
    sync.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    sync.add_argument("--currency", type=currency_code, help="of the amounts for which HubSpot tells none")
    sync.add_argument(
        "--token-from",
        choices=SOURCES,
        help=f"where the access token is (else the variable {VARIABLE}, or the keyring if that is not set)",
    )


def opened(token: str) -> "HubSpotAccount":
    """The HubSpot account of a token."""
    from partnerbook.hubspot.account import HubSpotAccount

    return HubSpotAccount(token, time.sleep)


def run_sync(options: Namespace, now: datetime, account: "Callable[[str], HubSpotAccount]" = opened) -> int:
    """The exit code, after asking HubSpot and changing the book; `account` opens that of a token.

    Errors: PartnerbookError where HubSpot or the book cannot be read, or the book not be written: it is as it was.
    """
    from partnerbook.book.tables import SERVICES
    from partnerbook.book.write.writer import planned_changes, write_changes
    from partnerbook.files.problems import ERROR, of_severity, problem_summary
    from partnerbook.hubspot.api import book_from_account
    from partnerbook.hubspot.changes import changes

    book = book_to_change(options.book)
    token = hubspot_token(os.environ, options.token_from)
    currency = currency_taken(options.currency, book)
    incoming, problems, services = book_from_account(account(token), now.date(), currency)
    errors = of_severity(problems, ERROR)
    say(f"{problem.severity}: {problem}" for problem in problems)
    if not incoming.clients:
        raise BadInput(f"HubSpot shows no client that can be used; {options.book} is left as it is.")
    # What could not be read is not what HubSpot no longer lists.
    found = changes(book, incoming, now.date(), not errors, services)
    say([problem_summary(problems), "", *found])
    lacks = [SERVICES.name]  # as books do that were made before partnerbook had the table
    write = (
        planned_changes(options.book, found, lacks)
        if options.dry_run
        else write_changes(options.book, found, now, lacks)
    )
    say(written_lines(options.book, write, options.dry_run))
    return int(bool(errors))
