"""Which client of the book a row of an export is of: by Hub ID, by domain, by the company's record, by name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from partnerbook.book.incoming.rules import Rules
from partnerbook.errors import BadInput, Sentence, counted, joined, nearest
from partnerbook.files.grid import shown
from partnerbook.names import folded, same_name
from partnerbook.parsing.identifier import identifier
from partnerbook.records import Client

_COMPANY = re.compile(r"/(?:company|record/0-2)/(\d+)")  # in the address of a company in HubSpot's CRM
_WEB = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_GUESSES = 20
_SHOWN = 20  # companies that are named


class Whose(NamedTuple):
    """The client of a row, "" where none is it; what the row calls its company; and why it cannot be told, if so.

    `left` is whether the person has said that the company is none of the book's.
    """

    client: str
    theirs: str
    why: str = ""
    left: bool = False


class ClientFinder:
    """Finds the clients of a book that rows of an export are of."""

    def __init__(self, clients: Sequence[Client], rules: Rules) -> None:
        self._rules = rules
        self._names = {same_name(client.client): client.client for client in clients}
        self._folded = _only((folded(client.client), client.client) for client in clients)
        self._hubs = _only((client.hub_id, client.client) for client in clients)
        self._domains = _only((_domain(client.domain), client.client) for client in clients)
        self._companies = _only((number, client.client) for client in clients for number in _companies_in(client))
        self._guesses: dict[str, str] = {}

    def whose(self, stated: Mapping[str, Any]) -> Whose:
        """The client of what a row states. What was told of its company goes before all else."""
        theirs = " ".join(str(stated.get("client", "")).split())
        told = self._rules.clients.get(folded(theirs))
        if told is not None and theirs:
            client = self._named(told)
            return Whose(
                client,
                theirs,
                "" if client or not told else Sentence('"{told}" is no client of the book', told=told),
                not told,
            )
        found = {
            "Hub ID": self._hubs.get(stated.get("client_hub_id", ""), ""),
            Sentence("domain"): self._domains.get(_domain(str(stated.get("client_domain", ""))), ""),
            Sentence("company's record"): self._company(str(stated.get("company_id", ""))),
            Sentence("name"): self._named(theirs),
        }
        clients = {client for client in found.values() if client}
        if len(clients) > 1:
            each = joined(
                Sentence("by its {how} {client}", how=how, client=client) for how, client in found.items() if client
            )
            return Whose("", theirs, Sentence("its client can be several: {each}", each=each))
        if clients:
            return Whose(clients.pop(), theirs)
        several = {client for part in theirs.split(";") if (client := self._named(part.strip()))}
        if len(several) > 1:
            return Whose("", theirs, Sentence("its client can be several: {listed}", listed=", ".join(sorted(several))))
        return Whose(several.pop() if several else "", theirs)

    def guess(self, theirs: str) -> str:
        """The client whose name is near to a company's, as the end of its name; "" where none is."""
        if theirs not in self._guesses:
            near = nearest(theirs, self._names.values()) if len(self._guesses) < _GUESSES else ""
            self._guesses[theirs] = Sentence(' (is it "{near}"?)', near=near) if near else ""
        return self._guesses[theirs]

    def _named(self, name: str) -> str:
        return self._names.get(same_name(name)) or self._folded.get(folded(name), "") if name else ""

    def _company(self, numbers: str) -> str:
        listed = re.split(r";" if ";" in numbers else r",(?!\d{3}(?!\d))", numbers)  # 10,000,001 is one
        clients: set[str] = set()
        for each in listed:
            with suppress(BadInput):  # a number whose digits are lost is nobody's
                clients |= {self._companies.get(identifier(each.strip()), "")} - {""}
        return clients.pop() if len(clients) == 1 else ""


def companies_said(finder: ClientFinder, rows: Iterable[Whose], won: bool, table: str) -> Iterable[str]:
    """What to tell of rows that are of no client of the book: how many, of whom, and what to do about it.

    `won` is whether each row is a won deal.
    """
    counts = Counter(whose.theirs for whose in rows)
    if not counts:
        return
    named = [
        joined((shown(theirs) if theirs else Sentence("(without a company)"), f" {count}", finder.guess(theirs)), "")
        for theirs, count in counts.most_common(_SHOWN)
    ]
    more = Sentence(" and {count} more", count=len(counts) - _SHOWN) if len(counts) > _SHOWN else ""
    total = counts.total()
    rows_said = (
        counted(total, "1 won deal is", "{count} won deals are")
        if won
        else (counted(total, "1 row is", "{count} rows are"))
    )
    companies = counted(len(counts), "a company that is no client", "{count} companies that are no clients")
    yield (
        Sentence(
            "{rows_said} of {companies} of the book, and left out of {table}: {listed}{more}. --new-clients adds "
            'them; if one is a client under another name: --company "NAME=CLIENT" ("NAME=-": it is none)',
            rows_said=rows_said,
            companies=companies,
            table=table,
            listed=joined(named),
            more=more,
        )
    )


def _companies_in(client: Client) -> Iterable[str]:
    """The number of a client's company at HubSpot, as its own column has it or the address of its account."""
    for text in (client.crm_company, client.account_link):
        if found := _COMPANY.search(text):
            yield found[1]
        elif text.isdecimal():
            yield text


def _only(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The client of each key that only one client has."""
    found: dict[str, set[str]] = {}
    for key, client in pairs:
        if key:
            found.setdefault(key, set()).add(client)
    return {key: next(iter(clients)) for key, clients in found.items() if len(clients) == 1}


def _domain(text: str) -> str:
    return _WEB.sub("", text.strip().casefold()).partition("/")[0]
