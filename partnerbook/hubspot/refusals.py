"""What to do, and what to tell a person, when HubSpot does not answer as hoped.

The shapes are those of HubSpot's documentation: an error is an object with `message` and `category`, a limit has
`policyName` (DAILY for the day's), a missing scope has MISSING_SCOPES and, in each error's context, the scopes of
which one is needed. Nothing else of an answer is relied on.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.grid import shown

_CLIENTS = Sentence("partner clients")
WAITS = (1.0, 2.0, 4.0, 8.0)  # 15 seconds in all: HubSpot counts calls over 10
LONGEST_WAIT = 60.0
_SCOPES_SHOWN = 3


class NotAllowed(PartnerbookError):
    """HubSpot refuses to show something to this token, mostly because it lacks a scope."""


class NotThere(PartnerbookError):
    """HubSpot knows no such objects in this account."""


class Refusal(NamedTuple):
    """An answer with an HTTP status other than 200: what it says, and the seconds that it asks to wait, if it does.

    The status is 0 where no answer came; then `message` is the whole sentence.
    """

    status: int
    said: Mapping[str, Any]
    retry_after: float | None = None

    @property
    def daily(self) -> bool:
        """Whether the calls of a whole day are used up."""
        return self.status == HTTPStatus.TOO_MANY_REQUESTS and str(self.said.get("policyName", "")).upper() == "DAILY"

    @property
    def passing(self) -> bool:
        """Whether the same call may well succeed in a moment."""
        return not self.status or self.status >= 500 or (self.status == HTTPStatus.TOO_MANY_REQUESTS and not self.daily)


def refusal(status: int, body: str, retry_after: str | None) -> Refusal:
    """The refusal of an answer, whatever its body is.

    >>> refusal(429, '{"policyName": "DAILY"}', None).daily, refusal(502, "<html>", "7").retry_after
    (True, 7.0)
    """
    try:
        said = json.loads(body or "{}")
    except (ValueError, RecursionError):
        said = {}
    seconds = float(retry_after) if retry_after and retry_after.strip().isdecimal() else None
    return Refusal(status, said if isinstance(said, dict) else {}, seconds)


def refused(found: Refusal, scope: str, what: str = _CLIENTS) -> PartnerbookError:
    """The error to raise for a refusal of a call about something that needs a scope: one sentence, with what to do.

    >>> str(refused(Refusal(403, {"category": "MISSING_SCOPES"}), "crm.objects.partner-clients.read"))
    "The token lacks the scope crm.objects.partner-clients.read: add it to your private app in HubSpot's settings, and
    try again."
    """
    if found.status == HTTPStatus.FORBIDDEN:
        return NotAllowed(_forbidden(found, scope, what))
    if found.status == HTTPStatus.NOT_FOUND:
        return NotThere(
            "HubSpot knows no {what} in this account: the token must be of your partner account, not of a client's.",
            what=what,
        )
    return PartnerbookError(_sentence(found))


def _sentence(found: Refusal) -> str:
    if not found.status:
        return cast("Sentence", found.said["message"])
    if found.status == HTTPStatus.UNAUTHORIZED:
        if found.said.get("category") == "EXPIRED_AUTHENTICATION":
            return Sentence("HubSpot says that the token has expired: take the access token of your private app anew.")
        return Sentence(
            "HubSpot says that the token is wrong or was withdrawn: take the access token of your private app anew."
        )
    if found.daily:
        return Sentence(
            "The calls that HubSpot allows your account in a day are used up; try again after midnight in the "
            "account's time zone."
        )
    if found.status == HTTPStatus.TOO_MANY_REQUESTS:
        when = (
            Sentence(" in {retry_after:.0f} seconds", retry_after=found.retry_after)
            if found.retry_after
            else Sentence(" in a minute")
        )
        return Sentence("Too many calls reach HubSpot for your account just now; try again{when}.", when=when)
    if found.status >= 500:
        return Sentence(
            "HubSpot is out of order at the moment (it answers {status}); try again later.", status=found.status
        )
    return Sentence(
        "HubSpot answers {status}{words}, which partnerbook does not expect.", status=found.status, words=_words(found)
    )


def _forbidden(found: Refusal, scope: str, what: str) -> str:
    scopes = _scopes(found)
    if found.said.get("category") != "MISSING_SCOPES" and not scopes:
        return Sentence(
            "HubSpot refuses to show the {what}{words}: the token must be of your partner account and have the "
            "scope {scope}.",
            what=what,
            words=_words(found),
            scope=scope,
        )
    wanted = [scope] if scope in scopes or not scopes else scopes[:_SCOPES_SHOWN]
    more = Sentence(" (or another of those HubSpot lists)") if wanted != [scope] and len(scopes) > _SCOPES_SHOWN else ""
    return Sentence(
        "The token lacks the scope {listed}{more}: add it to your private app in HubSpot's settings, and try again.",
        listed=" or ".join(wanted),
        more=more,
    )


def _scopes(found: Refusal) -> list[str]:
    """The scopes of which HubSpot wants one."""
    errors = found.said.get("errors")
    contexts = [found.said.get("context"), *(each.get("context") for each in _objects(errors))]
    lists = (context.get(key) for context in _objects(contexts) for key in ("requiredGranularScopes", "requiredScopes"))
    return sorted(
        {shown(name) for names in lists if isinstance(names, list) for name in names if isinstance(name, str)}
    )


def _objects(values: object) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _words(found: Refusal) -> str:
    message = found.said.get("message")
    return f' ("{shown(message).rstrip(".")}")' if isinstance(message, str) and message else ""
