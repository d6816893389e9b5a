"""What the command writes with --json, read back into records, and judged by a schema that allows nothing else."""

import json
import types
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from jsonschema import Draft202012Validator

from partnerbook.command.answers.form import Answer
from partnerbook.command.answers.json_text import ALSO, Json
from partnerbook.command.answers.named import ANSWERS
from partnerbook.command.answers.schema import FILE
from partnerbook.files.problems import Problem
from partnerbook.points.entries import Unused


@cache
def closed_schema() -> Draft202012Validator:
    """The schema of the package, in which no record may have a key that it does not name."""
    schema = json.loads(FILE.read_text("utf-8"))
    for record in schema["$defs"].values():
        if "properties" in record:
            record["additionalProperties"] = False
    schema["additionalProperties"] = False
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def read_answer(text: str) -> Answer:
    """The answer that a text is, after holding it to the schema."""
    value = json.loads(text)
    assert [error.message for error in closed_schema().iter_errors(value)] == []
    names = {"Problem": Problem, "Unused": Unused}
    hints = get_type_hints(Answer, localns=names) | {"figures": ANSWERS[value["answer"]]}
    return Answer(**{name: read(hint, value[name]) for name, hint in hints.items()})


def read(hint: Any, value: Json) -> Any:
    """A value of a type."""
    if get_origin(hint) in (Union, types.UnionType):
        return _first_that_reads(get_args(hint), value)
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        assert isinstance(value, list)
        parts = [first] * len(value) if rest == [...] else [first, *rest]
        return tuple(read(part, each) for part, each in zip(parts, value, strict=True))
    if hasattr(hint, "_fields"):
        assert isinstance(value, dict)
        assert list(value) == [*hint._fields, *ALSO.get(hint, ())]
        return hint(**{name: read(kind, value[name]) for name, kind in get_type_hints(hint).items()})
    if hint is date:
        assert isinstance(value, str)
        return date.fromisoformat(value)
    if hint is Decimal:
        assert isinstance(value, str)
        return Decimal(value)
    if hint is type(None):
        assert value is None
        return None
    assert type(value) is hint or isinstance(hint(value), str)
    return hint(value)


def _first_that_reads(hints: tuple[Any, ...], value: Json) -> Any:
    for hint in sorted(hints, key=lambda hint: (hint is not type(None), hint is not bool)):
        try:
            return read(hint, value)
        except (AssertionError, ValueError, ArithmeticError):
            continue
    raise AssertionError(f"{value!r} is none of {hints}")
