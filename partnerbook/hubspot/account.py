"""A HubSpot account over the network: its records, page by page, through HubSpot's official client.

The client (hubspot-api-client) gives the addresses, the parameters and the header with the token. Its answers are
taken raw: what it makes of them turns an answer that is no JSON into an empty page, and some errors into others.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.hubspot.property import Property
from partnerbook.hubspot.refusals import LONGEST_WAIT, WAITS, NotAllowed, NotThere, Refusal, refusal, refused
from partnerbook.hubspot.token import INSTALL

HOST = "https://api.hubapi.com"
PAGE = 100  # HubSpot's most
SECONDS = 30.0


class Record(NamedTuple):
    """An object: its number, what it shares of its properties, as texts, and the numbers of those it belongs to."""

    id: str
    values: Mapping[str, str]
    linked: tuple[str, ...] = ()


class HubSpotAccount:
    """The account that a token opens; neither its repr nor an error nor a log shows the token.

    `sleep` waits so many seconds. A call that fails in passing (a limit, an error of the server's, a connection cut)
    is tried again, five times in all; a call that takes longer than `seconds` to connect or to answer has failed.
    """

    def __init__(self, token: str, sleep: Callable[[float], None], host: str = HOST, seconds: float = SECONDS) -> None:
        try:
            from hubspot import Client
        except ImportError:
            raise PartnerbookError("HubSpot cannot be asked without its client. {install}", install=INSTALL) from None
        # Without urllib3's own retries: those sleep by themselves, and follow redirects.
        crm = Client.create(access_token=token, host=host, retry=False).crm
        self._calls: dict[str, Callable[..., Any]] = {
            "objects": crm.objects.basic_api.get_page,
            "properties": crm.properties.core_api.get_all,
            "schema": crm.schemas.core_api.get_by_id,
        }
        self._hide: Callable[[str], str] = lambda text: text.replace(token, "***")
        self._sleep, self._seconds = sleep, seconds

    def properties(self, kind: str) -> Mapping[str, Property]:
        """The properties that objects of a kind, such as "partner_clients", have in this account, by name.

        Errors: NotAllowed where the token may not read that, NotThere where the account has no objects of the kind;
        PartnerbookError, one sentence, for all else that fails.
        """
        found = map(_property, _results(self._answer("properties", kind)))
        return {each.name: each for each in found if each.name}

    def name_property(self, kind: str) -> str:
        """The property that is the name of an object of a kind; "" where the account does not say. Errors: as above."""
        try:
            return _text(self._answer("schema", kind).get("primaryDisplayProperty"))
        except (NotAllowed, NotThere):
            return ""

    def objects(
        self, kind: str, properties: Sequence[str], archived: bool = False, linked: str = ""
    ) -> Iterator[Record]:
        """The objects of a kind with these properties, and what of the kind `linked` they belong to.

        Either those that are archived or all others, in HubSpot's order; none is left out, though some may tell
        nothing. Errors: as above.
        """
        after, seen = None, set()
        while True:
            asked = {"limit": PAGE, "properties": list(properties), "archived": archived}
            asked |= {"associations": [linked]} if linked else {}
            answer = self._answer("objects", kind, **(asked if after is None else {**asked, "after": after}))
            for each in answer["results"]:
                if not isinstance(each, dict):  # what is no object has no properties, but is not left out in silence
                    yield Record(_text(each), {})
                    continue
                values = each.get("properties")
                texts = {name: _text(value) for name, value in (values.items() if isinstance(values, dict) else ())}
                shared = {name: text for name, text in texts.items() if text}
                yield Record(_text(each.get("id")), shared, tuple(_linked(each)))
            after = _next(answer)
            if after is None:
                return
            if after in seen:
                raise PartnerbookError(
                    "HubSpot gives the same page of {words} again and again; try again later.", words=_words(kind)
                )
            seen.add(after)

    def _answer(self, call: str, kind: str, **asked: object) -> Mapping[str, Any]:
        for wait in (*WAITS, None):
            found = self._tried(call, kind, asked)
            if not isinstance(found, Refusal):
                return found
            if wait is None or not found.passing or (found.retry_after or 0) > LONGEST_WAIT:
                raise refused(found, f"crm.objects.{kind.replace('_', '-')}.read", _words(kind))
            self._sleep(wait if found.retry_after is None else found.retry_after)
        raise AssertionError("the last try returns or raises")

    def _tried(self, call: str, kind: str, asked: Mapping[str, object]) -> Mapping[str, Any] | Refusal:
        from hubspot.crm.objects import ApiException as ObjectsError
        from hubspot.crm.properties import ApiException as PropertiesError
        from hubspot.crm.schemas import ApiException as SchemaError
        from urllib3 import exceptions

        limits = {"_preload_content": False, "_request_timeout": (self._seconds, self._seconds)}
        try:
            return _object(self._calls[call](kind, **asked, **limits).data, call != "schema")
        except exceptions.NewConnectionError:
            raise PartnerbookError(
                "HubSpot cannot be reached; look whether this computer is connected to the Internet, and try again."
            ) from None
        except exceptions.TimeoutError:
            return _silence(
                Sentence("HubSpot has not answered within {seconds:g} seconds; try again later.", seconds=self._seconds)
            )
        except exceptions.HTTPError:
            return _silence(Sentence("The connection to HubSpot breaks off again and again; try again later."))
        except (ObjectsError, PropertiesError, SchemaError) as error:
            return refusal(error.status, self._hide(error.body or ""), (error.headers or {}).get("Retry-After"))
        except UnicodeDecodeError as error:  # the client takes the body of every error for UTF-8
            status = getattr(error.__context__, "status", 0)
            return refusal(status, "", None)
        except AttributeError:  # the client's own, in place of an error of TLS
            raise PartnerbookError(
                "No safe connection to HubSpot comes about: its certificate cannot be checked, perhaps because a proxy "
                "or a virus scanner stands between."
            ) from None


def _silence(sentence: str) -> Refusal:
    return Refusal(0, {"message": sentence})


def _words(kind: str) -> str:
    return Sentence(kind.replace("_", " "))


def _object(data: bytes, listed: bool) -> Mapping[str, Any]:
    """The object that an answer is; numbers stay the texts that they are, so that none passes through a float."""
    try:
        found = json.loads(data, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or (listed and not isinstance(found.get("results"), list)):
        raise PartnerbookError(
            "The answer is none of HubSpot's: perhaps a proxy or the sign-in page of a network stands between."
        )
    return found


def _results(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in answer["results"] if isinstance(each, dict)]


def _property(told: Mapping[str, Any]) -> Property:
    name, options = _text(told.get("name")), told.get("options")
    choices = {
        _text(each.get("value")): _text(each.get("label")) or _text(each.get("value"))
        for each in (options if isinstance(options, list) else ())
        if isinstance(each, dict)
    }
    hidden = told.get("hidden") is True
    return Property(name, _text(told.get("label")) or name, _text(told.get("type")), choices, hidden)


def _linked(told: Mapping[str, Any]) -> Iterator[str]:
    """The numbers of the objects that one belongs to, whatever HubSpot calls their kind."""
    kinds = told.get("associations")
    for each in kinds.values() if isinstance(kinds, dict) else ():
        results = each.get("results") if isinstance(each, dict) else None
        for other in results if isinstance(results, list) else ():
            if isinstance(other, dict):
                yield _text(other.get("id"))


def _next(answer: Mapping[str, Any]) -> str | None:
    """The cursor of the next page, None on the last one."""
    paging = answer.get("paging")
    following = paging.get("next") if isinstance(paging, dict) else None
    after = following.get("after") if isinstance(following, dict) else None
    return None if after is None else str(after)


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    # JSON can hold half of a character, and no file can.
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
