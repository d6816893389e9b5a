"""What has to change in a book so that it says what HubSpot lists: plain comparisons of records.

What HubSpot does not tell stays as it is. What it no longer lists stays too, and ends nowhere by itself: the row's
row says since when, and the person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from partnerbook.book.tables import TABLES
from partnerbook.book.write.change import ADD, Change, cell_changes, found_changes, marked_on, missing_changes
from partnerbook.exact import exactly
from partnerbook.hubspot.listed_renewals import renewal_changes
from partnerbook.hubspot.listed_rows import managing_changes, service_changes, subscription_changes
from partnerbook.names import same_name
from partnerbook.records import Book, Client, Place

# What a client is called is the key of every other table, and that its services ended is the person's to say.
_OWN = ("client", "services_ended", "multiplier_on", "note", "unlisted_on", "origin")
_LISTED = tuple(field for field in Client._fields if field not in _OWN)


@exactly
def changes(book: Book, incoming: Book, on: date, whole: bool = True, services: bool = False) -> tuple[Change, ...]:
    """What has to change in a book, as it was read, to hold what HubSpot lists on a day; empty if it does already.

    Clients are the same by their Hub ID, else by name; the book's spelling stays. `whole` is whether `incoming` has
    all that HubSpot lists; if not, nothing is marked as missing there, neither clients nor what they pay. `services`
    is whether it has the partner services, which an export has not.

    >>> acme = Client("Acme", "BR", hub_id="1", apps_used=3, origin=Place("Clients", 6))
    >>> listed = Book(clients=(acme._replace(client="ACME Inc", apps_used=5), Client("Beta", "US")))
    >>> [str(each) for each in changes(Book(clients=(acme,)), listed, date(2026, 11, 21))]
    ['Clients row 6, Acme: Tools in use 3 -> 5', 'Clients: new row, Beta, US']
    """
    names = _names(book.clients, incoming.clients)
    clients = {client.client: client for client in book.clients}
    listed = [client._replace(client=names[client.client]) for client in incoming.clients]
    found: list[Change] = []
    for client in listed:
        if client.client in clients:
            cells = [*cell_changes("Clients", clients[client.client], client, _LISTED)]
            if any(change.field == "multiplier" for change in cells):  # the same one holds since it was first read
                cells += cell_changes("Clients", clients[client.client], client, ("multiplier_on",))
            found += cells
            found += found_changes("Clients", clients[client.client])
        else:
            found.append(Change(ADD, "Clients", client.client, "", None, client))
    if whole:
        found += _missing(book.clients, {client.client for client in listed}, on)
    for field, rule in (
        ("subscriptions", subscription_changes),
        ("managing", managing_changes),
        ("renewals", renewal_changes),
    ):
        rows, told = _by_client(getattr(book, field)), _by_client(getattr(incoming, field), names)
        for client in listed:
            name = client.client
            if whole or told[name]:
                found += rule(clients.get(name, client), client, rows[name], told[name], on)
    if services:
        told_services = [row._replace(client=names[row.client]) for row in incoming.partner_services]
        found += service_changes(book.partner_services, told_services, on, whole)
    return *found, *_marks_moved(book, {(change.table, change.origin) for change in found if change.field == "note"})


def own_currency(book: Book) -> str | None:
    """The currency of all that a book's clients pay; None where they pay in several, or nothing yet.

    >>> own_currency(Book()) is None
    True
    """
    currencies = {row.currency for row in book.subscriptions} | {row.currency for row in book.renewals}
    return currencies.pop() if len(currencies) == 1 else None


def _names(known: Iterable[Client], incoming: Sequence[Client]) -> Mapping[str, str]:
    """What the book calls each client that HubSpot lists; one of another's name has its Hub ID, or a number, behind."""
    by_id = {client.hub_id: client.client for client in known if client.hub_id}
    by_name = {same_name(client.client): client for client in known}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for client in incoming:
        name = by_id.get(client.hub_id)
        if name and same_name(name) not in taken:
            names[client.client] = name
            taken.add(same_name(name))
    for client in incoming:
        if client.client not in names:
            names[client.client] = next(
                named.client if named else name
                for name in _spellings(client)
                if same_name(name) not in taken
                for named in [by_name.get(same_name(name))]
                if named is None or not (named.hub_id and client.hub_id)
            )
            taken.add(same_name(names[client.client]))
    return names


def _spellings(client: Client) -> Iterator[str]:
    yield client.client
    if client.hub_id:
        yield f"{client.client} ({client.hub_id})"
    yield from (f"{client.client} ({number})" for number in count(2))


def _missing(clients: Iterable[Client], listed: set[str], on: date) -> Iterator[Change]:
    """The marks of clients that HubSpot does not list, though the partner's services for them go on."""
    for client in clients:
        ended = client.services_ended is not None and client.services_ended <= on
        if client.client not in listed and not ended:
            yield from missing_changes("Clients", client, on)


def _marks_moved(book: Book, but: set[tuple[str, Place]]) -> Iterator[Change]:
    """The changes that bring the marks of an earlier partnerbook from notes into their column, but for some rows."""
    for table in TABLES:
        if any(column.field == "unlisted_on" for column in table.columns):
            for record in getattr(book, table.field):
                day = marked_on(record.note)
                if day and (table.name, record.origin) not in but:
                    yield from missing_changes(table.name, record, day)


def _by_client(records: Sequence[Any], names: Mapping[str, str] | None = None) -> defaultdict[str, list[Any]]:
    """The records of each client, under the book's name for it."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for record in records:
        name = names[record.client] if names else record.client
        found[name].append(record._replace(client=name))
    return found
