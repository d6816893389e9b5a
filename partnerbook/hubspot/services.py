"""The partner services of a HubSpot account become rows of the book: what the partner does for which client.

HubSpot's specification names the object (`partner_services`), its calls and its scope, but none of its properties. So
nothing is assumed of them: the account itself tells which there are, what they are called, what their values are
called, and which of them is a service's name. A service belongs to the clients that it is associated with.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from partnerbook.errors import Sentence
from partnerbook.files.grid import shown
from partnerbook.files.problems import NOTE, Problem
from partnerbook.hubspot.account import HubSpotAccount, Record
from partnerbook.hubspot.property import Property
from partnerbook.hubspot.refusals import NotAllowed, NotThere
from partnerbook.records import Service

KIND = "partner_services"
_AT_ONCE = 50  # names of properties in one address, which has an end
_LONGEST = 32_000  # characters; a cell takes some more
# What every object at HubSpot has for HubSpot's own use, and some of it changes with every look.
_HUBSPOTS_OWN = (
    *("hs_object_", "hs_createdate", "hs_created_", "hs_updated_", "hs_lastmodified", "hs_all_", "hs_merged_"),
    *("hs_read_only", "hs_shared_", "hs_unique_creation_key", "hs_was_imported", "hs_user_ids", "hs_owning_teams"),
    *("hs_pinned_", "hubspot_owner_", "hubspot_team_"),
)


class Services(NamedTuple):
    """The services that an account lists, and what to say of them; `read` is whether they could be."""

    rows: tuple[Service, ...]
    problems: Sequence[Problem]
    read: bool


def services_of(account: HubSpotAccount, clients: Mapping[str, str]) -> Services:
    """The partner services of an account, for the clients of the book that comes of it: their names by record number.

    Where the token may not read them, or the account has none, there are no rows and a note says why.
    Errors: PartnerbookError where HubSpot cannot be asked.
    """
    try:
        properties = account.properties(KIND)
        told = [each for each in properties.values() if not each.hidden and not each.name.startswith(_HUBSPOTS_OWN)]
        records = _records(account, [each.name for each in told])
        named_by = account.name_property(KIND) if records else ""
    except NotThere:
        return Services((), [_note("", Sentence("This account has no partner services; none are read."))], read=False)
    except NotAllowed as error:
        return Services(
            (), [_note("", Sentence("The partner services are not read. {error}", error=error))], read=False
        )
    rows: list[Service] = []
    problems: list[Problem] = []
    for record in records:
        name = record.values.get(named_by) or f"Service {record.id}"
        known = [clients[each] for each in record.linked if each in clients]
        details = "; ".join(_details(record, told, named_by))[:_LONGEST]
        rows += (Service(client, name, details, record.id) for client in dict.fromkeys(known))
        if not known:
            message = Sentence(
                'The partner service "{name}" is of no client of the book that HubSpot lists; it is left out.',
                name=shown(name),
            )
            problems.append(_note(shown(name), message))
    return Services(tuple(rows), problems, read=True)


def _records(account: HubSpotAccount, names: Sequence[str]) -> list[Record]:
    """The records with all these properties, asked for in portions."""
    found: dict[str, Record] = {}
    for start in range(0, max(len(names), 1), _AT_ONCE):
        for record in account.objects(KIND, names[start : start + _AT_ONCE], linked="partner_clients"):
            before = found.get(record.id)
            found[record.id] = record._replace(values={**before.values, **record.values}) if before else record
    return [*found.values()]


def _details(record: Record, told: Sequence[Property], named_by: str) -> Iterator[str]:
    for each in told:
        value = " ".join(record.values.get(each.name, "").split())
        if value and each.name != named_by:
            yield f"{each.label}: {each.said(value)}"


def _note(place: str, message: Sentence) -> Problem:
    return Problem(NOTE, "HubSpot", "", place, place, message)
