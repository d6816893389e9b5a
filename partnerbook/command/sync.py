"""`partnerbook sync`: what HubSpot shows of a partner's clients now comes into the book that the person has."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_changed_book, add_command, add_dry_run
from partnerbook.command.changing import book_to_change, currency_taken, incoming_changes, write
from partnerbook.command.printed import say
from partnerbook.command.reading import errors_code
from partnerbook.errors import BadInput
from partnerbook.hubspot.token import SOURCES, VARIABLE, hubspot_token
from partnerbook.parsing.currency import currency_code

if TYPE_CHECKING:
    from partnerbook.hubspot.account import HubSpotAccount


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
    made.add_argument(
        "--token-from",
        choices=SOURCES,
        help=f"where the access token is (else the variable {VARIABLE}, or the keyring if that is not set)",
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
    account: "Callable[[str], HubSpotAccount]" = opened,
) -> int:
    """The exit code, after asking HubSpot and changing the book; `account` opens that of a token.

    Errors: PartnerbookError where HubSpot or the book cannot be read, or the book not be written: it is as it was.
    """
    from partnerbook.files.problems import problem_summary
    from partnerbook.hubspot.api import book_from_account
    from partnerbook.hubspot.changes import changes

    today = clock.today()
    read = book_to_change(book)
    token = hubspot_token(os.environ, token_from)
    incoming, problems, services = book_from_account(account(token), today, currency_taken(currency, read))
    code = errors_code(problems)
    say(f"{problem.severity}: {problem}" for problem in problems)
    if not incoming.clients:
        raise BadInput(f"HubSpot shows no client that can be used; {book} is left as it is.")
    # What could not be read is not what HubSpot no longer lists.
    decide = incoming_changes(book, read, currency, lambda now: changes(now, incoming, today, not code, services))
    say([problem_summary(problems), ""])
    write(book, decide, dry_run, lacks=True)
    return code
