"""Rows that an identifier shows to be of one thing: an account that is two clients, a deal that counts twice."""

from collections.abc import Iterator
from contextlib import suppress
from operator import itemgetter

from partnerbook.errors import BadInput, Sentence
from partnerbook.files.problems import WARNING, Finding
from partnerbook.names import same_line
from partnerbook.parsing.identifier import identifier
from partnerbook.parsing.kept_text import APOSTROPHES
from partnerbook.records import Book, Client, Deal, Place

# All of a deal but its name, what is noted beside it, and where it stands.
_SOLD = itemgetter(*(at for at, field in enumerate(Deal._fields) if field not in ("deal", "note", "origin")))


def identifier_doubts(book: Book) -> Iterator[Finding]:
    """Every doubt about rows that may be one: all of them are used, and count.

    >>> [found.field for found in identifier_doubts(Book(clients=(Client("A", "ES", "7"), Client("B", "ES", "7"))))]
    ['hub_id']
    """
    yield from _clients_twice(book)
    yield from _deals_twice(book)


def _number(name: str) -> str:
    """The name of a deal; of one that is a number its digits, whatever a spreadsheet made of them."""
    if name[:1].isdecimal() or name[:1] in (*APOSTROPHES, "="):
        with suppress(BadInput):
            return identifier(name)
    return name


def _clients_twice(book: Book) -> Iterator[Finding]:
    first: dict[str, Client] = {}
    for client in book.clients:
        other = first.setdefault(client.hub_id, client)
        if client.hub_id and other is not client:
            message = Sentence(
                'The Hub ID {hub_id} is that of "{client}" too ({origin}): both count. If they are one client, keep '
                "one row; else correct the number.",
                hub_id=client.hub_id,
                client=other.client,
                origin=other.origin,
            )
            yield Finding(WARNING, "Clients", client.origin, "hub_id", message)


def _deals_twice(book: Book) -> Iterator[Finding]:
    same: dict[object, Place] = {}
    lines: dict[tuple[str, str, str], Place] = {}
    owners: dict[str, Deal] = {}
    for deal in book.deals:
        origin = same.setdefault((_number(deal.deal), *_SOLD(deal)), deal.origin)
        if origin != deal.origin:
            message = Sentence(
                "This deal is the same as {origin} in everything; both count. Delete one if it is meant once.",
                origin=origin,
            )
            yield Finding(WARNING, "Deals", deal.origin, "deal", message)
        if not deal.record_id or origin != deal.origin:
            continue
        owner = owners.setdefault(deal.record_id, deal)
        origin = lines.setdefault((deal.record_id, same_line(deal.line), deal.kind), deal.origin)
        if owner.client != deal.client:
            message = Sentence(
                'The HubSpot record {record_id} is a deal of "{client}" too ({origin}): both count. One of the two '
                "numbers or clients is wrong.",
                record_id=deal.record_id,
                client=owner.client,
                origin=owner.origin,
            )
            yield Finding(WARNING, "Deals", deal.origin, "record_id", message)
        elif origin != deal.origin:
            message = Sentence(
                "The HubSpot record {record_id} has the same product line and kind in {origin}; both count. Delete one "
                "if it is meant once.",
                record_id=deal.record_id,
                origin=origin,
            )
            yield Finding(WARNING, "Deals", deal.origin, "record_id", message)
