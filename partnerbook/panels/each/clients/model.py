"""The state of the list of clients: a book on a day, and the client for whom the partner's services are to end."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.book.write.applied import book_with, end_changes
from partnerbook.book.write.change import Change
from partnerbook.errors import BadInput
from partnerbook.figures.client_list import listed_clients
from partnerbook.figures.ending import services_loss
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import Reader
from partnerbook.names import folded, same_name
from partnerbook.panels.frame.asked_model import SegmentModel
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.records import Book, Client


class ClientsOptions(TypedDict, total=False):
    """What the fields begin with, as `ClientsModel` describes them."""

    as_of: date | str | None
    segment: str
    client: str
    ends_on: date | str | None


class ClientsModel(SegmentModel):
    """The clients of a book on a day.

    `listed` has those of the segment, or all, in order of names. `client` is for whom services are to end, `ends_on`
    the first day without them, `ending` the client that is meant, None where the two do not say it.
    """

    panel = "clients"

    client = given(t.Unicode(""))
    ends_on = given(Day())
    listed = result(t.Tuple())
    ending = result(t.Instance(Client, allow_none=True))

    def figures(self, known: Overview, member: Callable[[str], bool], problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the clients on the day."""
        listed = tuple(each for each in listed_clients(known) if member(each.line.client.client))
        return {"known": known, "listed": listed, "ending": self._ending(problems) if self.client.strip() else None}

    def _ending(self, problems: dict[str, str]) -> Client | None:
        day = self.day_of("ends_on", problems)
        found = None if self.book is None else client_of(self.book, self.client)
        if found is None:
            problems["client"] = self.say("problems", "no_client", client=self.client)
        return found if day is not None else None

    def end_changes(self, book: Book) -> Sequence[Change]:
        """The changes of a book by which the services end. Errors: BadInput for a client that it has not any more."""
        name = self.ending.client if self.ending else self.client
        client = client_of(book, name)
        if client is None:
            raise BadInput(self.say("problems", "no_client", client=name))
        return end_changes(book, client, self.ends_on)

    def end_told(self, book: Book, changes: Sequence[Change]) -> list[str]:
        """Which managed points go with the services, from which day."""
        name, day, points = self.ending.client, self.ends_on, self.reader.points
        loss = services_loss(book, book_with(book, changes), name, day)
        if not loss.lost:
            return [self.say("clients", "no_loss", client=name, sold=points(loss.sold), day=self.reader.day(day))]
        figures = {"lost": points(loss.lost), "before": points(loss.before), "after": points(loss.after)}
        return [
            self.say("clients", "loss", client=name, day=self.reader.day(day), **figures),
            self.say("clients", "kept", sold=points(loss.sold)),
        ]


def client_of(book: Book, name: str) -> Client | None:
    """The client of a name as it stands, else the only one that has it but for case and accents.

    >>> client_of(Book(clients=(Client("Ácme", "BR"),)), " acme ").client
    'Ácme'
    """
    exact = [client for client in book.clients if same_name(client.client) == same_name(name.strip())]
    near = exact or [client for client in book.clients if folded(client.client) == folded(name)]
    return near[0] if len(near) == 1 else None


def clients_model(book: Book | str | Path | None, reader: Reader, today: date, options: ClientsOptions) -> ClientsModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.clients`.

    >>> made = clients_model(None, Reader(), date(2026, 11, 21), {})
    >>> len(made.listed) == len(made.book.clients)
    True
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(ClientsModel, reader, {"ends_on": today, **options})
