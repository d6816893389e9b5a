"""Companies of an export that become clients of the book: their country must be known."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from partnerbook.book.incoming.clients import Whose
from partnerbook.book.incoming.rows import Told
from partnerbook.book.write.change import ADD, Change
from partnerbook.names import folded
from partnerbook.records import Client


class Added(NamedTuple):
    """The changes that add clients, the name of each by what it is called folded, and those of no known country."""

    changes: tuple[Change, ...]
    names: Mapping[str, str]
    without: tuple[str, ...]


def added_clients(rows: Sequence[tuple[Told, Whose]], market: str, markets: Mapping[str, str]) -> Added:
    """The clients that rows of no client of the book make, each once.

    The country is the row's, else that of its folded name in `markets`, else `market`; a company without is not added.
    """
    found: dict[str, Client] = {}
    without: dict[str, str] = {}
    for told, whose in rows:
        key = folded(whose.theirs)
        if not key or whose.why or whose.left:
            continue
        country = told.stated.get("client_market") or markets.get(key) or market
        if not country:
            without.setdefault(key, whose.theirs)
            continue
        new = Client(
            whose.theirs,
            country,
            hub_id=told.stated.get("client_hub_id", ""),
            domain=told.stated.get("client_domain", ""),
        )
        before = found.get(key, new)
        found[key] = before._replace(hub_id=before.hub_id or new.hub_id, domain=before.domain or new.domain)
    changes = tuple(Change(ADD, "Clients", client.client, "", None, client) for client in found.values())
    names = {key: client.client for key, client in found.items()}
    return Added(changes, names, tuple(name for key, name in without.items() if key not in found))
