"""The partner clients of a HubSpot account become a book, by the way that HubSpot's export goes.

HubSpot's specification names the object (`partner_clients`), its calls and its scope, but none of its properties.
What is assumed of them, from what partners have published of their own accounts:

- The names are those of `book/tables` and `columns.py`. An account need not have all of them, and says which.
- Every value is a text: numbers with a decimal point, days in ISO 8601 or in milliseconds since 1970, "true" and
  "false". An empty one means "not shared", never zero.
- The number of a client's own account has no property; it stands in the link to the account.
- An archived client is one that HubSpot no longer lists. It is named, and nothing is made of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.book.read.style import Style
from partnerbook.errors import Sentence
from partnerbook.exact import exactly
from partnerbook.files.grid import Grid, shown, tidy
from partnerbook.files.problems import ERROR, NOTE, Problem
from partnerbook.hubspot.account import HubSpotAccount, Record
from partnerbook.hubspot.clients import book_of_clients
from partnerbook.hubspot.columns import EXPORT
from partnerbook.hubspot.refusals import NotAllowed
from partnerbook.hubspot.services import services_of
from partnerbook.records import Book, Place

CLIENTS = "partner_clients"
PROPERTIES: Mapping[str, str] = {column.hubspot: column.en for column in EXPORT.columns if column.hubspot}
_NAME, _LINK, _HUB_ID = (EXPORT.column(field) for field in ("client", "account_link", "hub_id"))
_ACCOUNT_NUMBER = re.compile(r"(?:[?&](?:portal|portalId|hubId)=|/)(\d{4,12})(?=[/?&#]|$)", re.IGNORECASE)


class Answer(NamedTuple):
    """What an account answers: the book of it, what to know of that, and whether it has all partner services."""

    book: Book
    problems: tuple[Problem, ...]
    services: bool


class ClientsGrid(Grid):
    """The grid of HubSpot's records: a place in it is called by the client's name, as a person finds it there."""

    def place(self, row: int, column: int | None, heading: str = "") -> str:
        """What a cell is called, both counted from 0: "Acme, hs_country"."""
        name = shown(self.rows[row][0]) if row else ""
        return ", ".join(filter(None, (name, heading if column is not None else "")))


@exactly
def book_from_account(account: HubSpotAccount, day: date, currency: str | None = None) -> Answer:
    """The book that the partner clients and services of an account make, asked on a day, and all to know about it.

    `currency` is that of the MRR of clients for which HubSpot tells none. HubSpot's own points keep the day on which
    HubSpot last updated them. Every client is one of the book, or a problem names it.
    Errors: PartnerbookError, one sentence, where HubSpot cannot be asked; UnknownName for an unknown `currency`.
    """
    asked, problems = _asked(account)
    shown_clients = list(account.objects(CLIENTS, asked))
    clients = [each for each in shown_clients if _named(each)]
    archived = list(account.objects(CLIENTS, asked, archived=True))
    grid = ClientsGrid("HubSpot", CLIENTS, [[*asked, _HUB_ID.en], *(_row(each, asked) for each in clients)], csv=True)
    book, found = book_of_clients(grid, day, currency, Style(mark="."))
    named = {client.origin: client.client for client in book.clients}
    numbers = {each.id: named.get(Place(CLIENTS, row)) for row, each in enumerate(clients, 2)}
    services = services_of(account, {number: name for number, name in numbers.items() if name is not None})
    nameless = [_nameless(each) for each in shown_clients if not _named(each)]
    told = (*problems, *found, *nameless, *_archived(archived, clients), *services.problems)
    return Answer(book._replace(partner_services=services.rows), told, services.read)


def _asked(account: HubSpotAccount) -> tuple[Sequence[str], list[Problem]]:
    """The properties to ask for: of those that are used, the account's own; the client's name first."""
    try:
        has = account.properties(CLIENTS)
    except NotAllowed:  # of all scopes of that call none belongs to partner clients; what an account lacks is left out
        return list(PROPERTIES), []
    lacks = [name for name in PROPERTIES if name not in has]
    asked = [_NAME.hubspot, *(name for name in PROPERTIES if name in has and name != _NAME.hubspot)]
    names = ", ".join(f"{name} ({PROPERTIES[name]})" for name in lacks)
    message = Sentence(
        "The account's partner clients do not have the properties {names}; what they would tell is left empty.",
        names=names,
    )
    return asked, [_note("", message)] if lacks else []


def _row(record: Record, asked: Sequence[str]) -> list[str]:
    number = _ACCOUNT_NUMBER.search(record.values.get(_LINK.hubspot, ""))
    return [*(record.values.get(name, "") for name in asked), number[1] if number else ""]


def _archived(archived: Sequence[Record], clients: Sequence[Record]) -> Iterator[Problem]:
    listed = {each.values.get(_NAME.hubspot) for each in clients}
    for each in archived:
        name = each.values.get(_NAME.hubspot)
        if name not in listed or name is None:
            shown_name = shown(name) if name else Sentence("record {id}", id=each.id)
            message = Sentence(
                'HubSpot has archived the client "{shown_name}"; nothing is made of it, and a book keeps its row.',
                shown_name=shown_name,
            )
            yield _note(shown_name, message)


def _named(record: Record) -> bool:
    return bool(tidy(record.values.get(_NAME.hubspot, "")))


def _nameless(record: Record) -> Problem:
    """The problem of a record that tells no name, named by its number: what else it tells is nobody's."""
    named = Sentence("record {id}", id=record.id) if record.id else Sentence("a record without a number")
    message = Sentence(
        "HubSpot shows {named} without a name; nothing is made of it. See the properties of that client there.",
        named=named,
    )
    return Problem(ERROR, "HubSpot", "", named, record.id, message)


def _note(place: str, message: Sentence) -> Problem:
    return Problem(NOTE, "HubSpot", "", place, place, message)
