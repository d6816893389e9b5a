"""The points breakdown: what each client gives on a day, and the kinds of its sales."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from partnerbook.exact import exactly
from partnerbook.points.entries import SALES, SOLD, Entry
from partnerbook.points.ledger import Standing
from partnerbook.records import Client


class ClientLine(NamedTuple):
    """One client of the points breakdown: its number in order of names, its points, the kinds of its sales."""

    number: int
    client: Client
    points: Standing
    kinds: tuple[str, ...]


def with_points(lines: Iterable[ClientLine], points: Mapping[str, Standing]) -> tuple[ClientLine, ...]:
    """The clients with the points of another day, by name."""
    none = Standing()
    return tuple(
        ClientLine(number, client, points.get(client.client, none), kinds) for number, client, _, kinds in lines
    )


def number_of(lines: Iterable[ClientLine]) -> dict[str, int]:
    """Each client's number, by name."""
    return {line.client.client: line.number for line in lines}


@exactly
def client_lines(
    clients: Iterable[Client], entries: Iterable[Entry], points: Mapping[str, Standing]
) -> tuple[ClientLine, ...]:
    """Every client of a book in order of names; `points` are those of the day, by name.

    The number is the client's name in formulas: worksheet criteria read *, ? and < in a name as something else.

    >>> [(line.number, line.client.client) for line in client_lines([Client("b", "US"), Client("A", "US")], (), {})]
    [(1, 'A'), (2, 'b')]
    """
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.track == SOLD:
            kinds[entry.client].add(entry.kind)
    return tuple(
        ClientLine(
            number,
            client,
            points.get(client.client, Standing()),
            tuple(kind for kind in SALES if kind in kinds[client.client]),
        )
        for number, client in enumerate(sorted(clients, key=lambda c: (c.client.casefold(), c.client)), 1)
    )
