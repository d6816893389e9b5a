"""A property of HubSpot's objects, as an account describes it: what it is called, and what its values say."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

_DAYS = ("date", "datetime")
_MILLISECONDS = re.compile(r"-?\d{1,13}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Property(NamedTuple):
    """A property: its name for programs, what people call it, what its choices are called, whether nobody sees it."""

    name: str
    label: str
    kind: str = ""
    choices: Mapping[str, str] = {}
    hidden: bool = False

    def said(self, value: str) -> str:
        """A value as people read it: labels for choices, the day in ISO 8601 for a day or a moment.

        >>> stage = Property("s", "Stage", "enumeration", {"in_use": "In use", "sold": "Sold"})
        >>> stage.said("in_use;sold;new"), Property("d", "Start", "date").said("1767225600000")
        ('In use, Sold, new', '2026-01-01')
        """
        if self.choices:
            return ", ".join(self.choices.get(part, part) for part in value.split(";") if part)
        if self.kind in _DAYS:
            if _MILLISECONDS.fullmatch(value):
                return datetime.fromtimestamp(int(value) / 1000, UTC).date().isoformat()
            found = _DAY.match(value)
            return found[0] if found else value
        return value
