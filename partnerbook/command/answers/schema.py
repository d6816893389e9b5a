"""The JSON Schema of all answers, made from their records: `python -m partnerbook.command.answers.schema` writes it."""

import json
import sys
import types
from datetime import date
from decimal import Decimal
from enum import StrEnum
from inspect import getdoc
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from partnerbook.command.answers.form import SCHEMA, Answer
from partnerbook.command.answers.json_text import ALSO, Json
from partnerbook.command.answers.named import ANSWERS
from partnerbook.errors import Sentence
from partnerbook.files.disk import write_file
from partnerbook.files.problems import Problem
from partnerbook.points.entries import Unused

FILE = Path(__file__).with_name("schema.json")
_DECIMAL = {
    "type": "string",
    "pattern": "^-?[0-9]+([.][0-9]+)?$",
    "description": "A decimal number with every digit, as a string: no program's floating point may change it.",
}
_PLAIN: dict[object, dict[str, Json]] = {
    str: {"type": "string"},
    Sentence: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    object: {},
    Decimal: {"$ref": "#/$defs/decimal"},
    date: {"type": "string", "format": "date"},
}


def schema() -> dict[str, Json]:
    """The schema of everything that a command writes with --json."""
    made: dict[str, Json] = {"decimal": dict(_DECIMAL)}
    names = {"Problem": Problem, "Unused": Unused}
    hints = get_type_hints(Answer, localns=names)
    fields = {name: _of(hint, made) for name, hint in hints.items()}
    answers: list[Json] = [
        {"properties": {"answer": {"const": name}, "figures": _of(kind, made)}} for name, kind in ANSWERS.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What partnerbook writes with --json",
        "description": _sentence(Answer),
        "type": "object",
        "required": list(fields),
        "properties": {**fields, "schema": {"const": SCHEMA}},
        "oneOf": answers,
        "$defs": dict(sorted(made.items())),
    }


def _of(hint: Any, made: dict[str, Json]) -> dict[str, Json]:
    """The schema of a value of a type; what it refers to is added to `made`."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_of(each, made) for each in get_args(hint)]}
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        if rest == [...]:
            return {"type": "array", "items": _of(first, made)}
        parts: list[Json] = [_of(each, made) for each in (first, *rest)]
        return {"type": "array", "prefixItems": parts, "items": False}
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _of(get_args(hint)[1], made)}
    if issubclass(hint, StrEnum):
        return {"enum": [each.value for each in hint]}
    _refuse_other(hint)
    if hint.__name__ not in made:
        made[hint.__name__] = {}  # a record may be part of itself
        made[hint.__name__] = _record(hint, made)
    return {"$ref": f"#/$defs/{hint.__name__}"}


_NAMED: dict[str, type[Any]] = {}


def _refuse_other(kind: type[Any]) -> None:
    """Refuse a second record of a name, which would be taken for the first. Errors: TypeError."""
    if _NAMED.setdefault(kind.__name__, kind) is not kind:
        raise TypeError(f"Two records are called {kind.__name__}: the schema can tell only one.")


def _record(kind: type[Any], made: dict[str, Json]) -> dict[str, Json]:
    hints = get_type_hints(kind)
    hints |= {name: get_type_hints(getattr(kind, name).fget)["return"] for name in ALSO.get(kind, ())}
    fields: dict[str, Json] = {name: _of(hint, made) for name, hint in hints.items()}
    return {"type": "object", "description": _sentence(kind), "required": list(fields), "properties": fields}


def _sentence(kind: type[Any]) -> str:
    return " ".join((getdoc(kind) or "").split())


def schema_text() -> str:
    """The schema as its file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """The exit code, after writing the schema's file."""
    write_file(FILE, lambda stream: stream.write(schema_text().encode()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
