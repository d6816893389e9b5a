"""HubSpot's hubs: what its properties call them, the product line that each is, and what that was called before."""

import re
from collections.abc import Mapping

HUBS = (
    ("marketing", "Marketing Hub"),
    ("sales", "Sales Hub"),
    ("service", "Service Hub"),
    ("operations", "Data Hub"),
    ("content", "Content Hub"),
    ("commerce", "Commerce Hub"),
)
FORMERLY: Mapping[str, str] = {"operations": "Operations Hub", "content": "CMS Hub"}
_NAMED = [
    (line, re.compile(rf"\b{name.replace(' ', '[ _-]*')}\b", re.IGNORECASE))
    for hub, line in HUBS
    for name in {line, FORMERLY.get(hub, line)}
]


def hub_named(text: str) -> str:
    """The product line of the one hub that a text names, by its name of now or of before; "" for none or several.

    >>> hub_named("Acme: Operations Hub Pro"), hub_named("Sales Hub and Service Hub"), hub_named("Hub")
    ('Data Hub', '', '')
    """
    found = {line for line, pattern in _NAMED if pattern.search(text)}
    return found.pop() if len(found) == 1 else ""
