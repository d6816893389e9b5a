"""The token that opens a HubSpot account, from the environment or the system's keyring; it is never written anywhere.

A token is the access token of a private app, or one of OAuth. No message shows it, not even a part of it.
"""

import re
from collections.abc import Mapping

from partnerbook.errors import BadInput, PartnerbookError, Sentence

VARIABLE = "HUBSPOT_ACCESS_TOKEN"
SERVICE, NAME = "partnerbook", "hubspot"
SOURCES = ("environment", "keyring")
INSTALL = Sentence('Install what it needs: python -m pip install "partnerbook[hubspot]"')
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750; anything else would break out of the header it is sent in


def hubspot_token(environment: Mapping[str, str], source: str | None = None) -> str:
    """The token of one of the SOURCES; without one it is the environment's, else the keyring's.

    Errors: BadInput where there is none or what is there can be no token, PartnerbookError for a keyring that cannot
    be read.

    >>> hubspot_token({"HUBSPOT_ACCESS_TOKEN": " pat-na1-0000 "})
    'pat-na1-0000'
    """
    written = environment.get(VARIABLE, "").strip()
    if source == "keyring" or (source is None and not written):
        return _checked(_of_keyring(otherwise=source is None), Sentence("The token in the keyring"))
    if not written:
        raise BadInput(
            "The variable {variable} is not set: put the access token of your private app into it.", variable=VARIABLE
        )
    return _checked(written, Sentence("What the variable {variable} holds", variable=VARIABLE))


def _checked(token: str, what: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise BadInput(
            "{what} is no token of HubSpot's: those are letters, digits and dashes, without spaces or quotes.",
            what=what,
        )
    return token


def _of_keyring(otherwise: bool) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise PartnerbookError(
            "The system's keyring cannot be read without the package keyring. {install}", install=INSTALL
        ) from None
    try:
        token = keyring.get_password(SERVICE, NAME)
    except (KeyringError, RuntimeError, OSError) as error:
        raise PartnerbookError(
            "The system's keyring cannot be read ({name}); put the token into {variable} instead.",
            name=type(error).__name__,
            variable=VARIABLE,
        ) from None
    if not token:
        also = Sentence(", nor does the variable {variable}", variable=VARIABLE) if otherwise else ""
        raise BadInput(
            "The keyring holds no token yet{also}: type keyring set {service} {name}",
            also=also,
            service=SERVICE,
            name=NAME,
        )
    return token.strip()
