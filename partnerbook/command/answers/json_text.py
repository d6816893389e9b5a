"""Records as JSON that keeps every digit: amounts and points are strings, days are ISO 8601, codes are codes."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from partnerbook.exact import plain
from partnerbook.files.problems import Problem

ALSO: Mapping[type, tuple[str, ...]] = {Problem: ("code",)}  # what is told of a record besides its fields
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


def json_value(value: object) -> Json:
    """A record, or what it holds, as JSON has it. Errors: TypeError for what has no place in it, such as a float.

    >>> json_value((Decimal("1E+3"), Decimal("0.10"), date(2026, 10, 31), None, True, 3))
    ['1000', '0.1', '2026-10-31', None, True, 3]
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)  # of a code, which is one too, its value
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): json_value(each) for key, each in value.items()}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return [json_value(each) for each in value]
        return {name: json_value(getattr(value, name)) for name in (*names, *ALSO.get(type(value), ()))}
    raise TypeError(f"JSON has no place for {type(value).__name__}")


def json_text(value: object) -> str:
    r"""The text of a record, in letters that no terminal and no encoding can change.

    >>> json_text(("ñ", "\x7f"))
    '[\n  "\\u00f1",\n  "\\u007f"\n]'
    """
    return json.dumps(json_value(value), indent=2).replace("\x7f", "\\u007f")
