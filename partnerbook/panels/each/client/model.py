"""The state of the panel of one client: a book on a day, and the client that the person picks or types."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.errors import nearest
from partnerbook.exact import exactly
from partnerbook.figures.client_detail import ClientHistory, client_history, entries_before, shown_months
from partnerbook.figures.overview import Overview
from partnerbook.figures.stake import Stake, stakes
from partnerbook.language.reader import Reader
from partnerbook.names import all_folded, folded, same_name
from partnerbook.panels.each.client.seen import Seen
from partnerbook.panels.frame.model import given, result
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.panels.frame.table import Form
from partnerbook.points.ledger import Standing, entries_of
from partnerbook.records import Book, Client

_NAMED = 5  # clients that a text can mean, in the sentence that lists them


class ClientOptions(TypedDict, total=False):
    """What the fields begin with, as `ClientModel` describes them."""

    as_of: date | str | None
    client: str


class ClientModel(OverviewModel):
    """What a book says of one client on a day.

    `client` is its name, or a part of it that no other has; `found` its record, None where no client or several are
    meant. `history` are its last 24 months and its entries, `points` those months as a list of all clients shows them.
    What `seen_client` tells more is worked out when a tab asks for it.
    """

    panel = "client"

    client = given(t.Unicode())
    found = result(t.Instance(Client, allow_none=True))
    history = result(t.Instance(ClientHistory, allow_none=True))
    points = result(t.Tuple())
    _staked: tuple[Overview, tuple[Stake, ...]] | None = None

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """The client that is meant, and its months."""
        known = self.seen(problems)
        if known is None:
            return {}
        found = self._meant(known, problems)
        if found is None:
            return {"known": known}
        history = client_history(entries_of(known.ledger.entries, found.client), known.as_of)
        points = shown_months(history, entries_before(known.ledger.entries, found.client, known.clients))
        return {"known": known, "found": found, "history": history, "points": points}

    @property
    def names(self) -> list[str]:
        """The names of the book's clients, in order."""
        clients = self.book.clients if self.book is not None else ()
        return sorted((each.client for each in clients), key=lambda name: (name.casefold(), name))

    def seen_client(self, form: Form = "facts") -> Seen | None:
        """The client for a tab; None where none is meant."""
        if self.known is None or self.found is None or self.history is None:
            return None
        return Seen(self.reader, self.known, self.found, self.history, self.points, self._stakes, form)

    def _stakes(self) -> tuple[Stake, ...]:
        """What is at stake of all clients, worked out once a day."""
        if self._staked is None or self._staked[0] is not self.known:
            self._staked = (self.known, stakes(self.known)) if self.known is not None else None
        return self._staked[1] if self._staked is not None else ()

    def _meant(self, known: Overview, problems: dict[str, str]) -> Client | None:
        """The client of a name, else the only one whose name has the text in it; else a sentence of why not."""
        clients, asked = known.book.clients, folded(self.client)
        if not clients:
            return None
        if not asked and not self.client.strip():
            problems["client"] = self.say("client", "choose")
            return None
        near = [each for each in clients if same_name(each.client) == same_name(self.client.strip())]
        if not near and asked:
            names = all_folded([each.client for each in clients])
            near = [each for each, name in zip(clients, names, strict=True) if name == asked]
            near = near or [each for each, name in zip(clients, names, strict=True) if asked in name]
        if len(near) == 1:
            return near[0]
        if near:
            listed, more = ", ".join(each.client for each in near[:_NAMED]), max(0, len(near) - _NAMED)
            key = "several_more" if more else "several"
            problems["client"] = self.say("client", key, text=self.client, clients=listed, count=more)
            return None
        guess = nearest(self.client, [each.client for each in clients])
        problems["client"] = self.say("client", "unknown_near" if guess else "unknown", text=self.client, near=guess)
        return None


def client_model(book: Book | str | Path | None, reader: Reader, today: date, options: ClientOptions) -> ClientModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.client`.

    Without a client it begins with the one that gives most points.

    >>> client_model(None, Reader(), date(2026, 11, 21), {"client": "no such client"}).problems["client"]
    'There is no client “no such client”.'
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(ClientModel, reader, {"client": _largest(found.first), **options})


@exactly
def _largest(known: Overview) -> str:
    """The client that gives most points on a day; the first one where none gives any, "" where there is none."""
    points = known.points_by_client
    order = sorted(
        (each.client for each in known.book.clients),
        key=lambda name: (-points.get(name, Standing()).total, name.casefold(), name),
    )
    return order[0] if order else ""
