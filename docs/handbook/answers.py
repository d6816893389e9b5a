"""The page of the JSON answers, made from their schema."""

import json
from importlib.resources import files
from typing import Any

from handbook.page import MADE, code, plain, table, target


def answers_page() -> str:
    """Every answer with the keys of its figures, and every record that stands in them."""
    schema = json.loads(files("partnerbook.command.answers").joinpath("schema.json").read_text("utf-8"))
    answers = (
        (code(each["properties"]["answer"]["const"]), _type(each["properties"]["figures"])) for each in schema["oneOf"]
    )
    return "".join(
        (
            MADE,
            "# The answers for programs, key by key\n\n",
            (
                "[How to ask for them](../json.md) stands on a page of its own; "
                "[the schema itself](../files/partnerbook/command/answers/schema.json) is a JSON Schema (2020-12).\n\n"
            ),
            f"{_marked(schema['description'])}\n\n",
            table(("answer", "its figures"), answers),
            *(_record(name, each) for name, each in schema["$defs"].items()),
        )
    )


def _record(name: str, record: dict[str, Any]) -> str:
    needed = record.get("required", ())
    keys = (
        (code(key), _type(each) + ("" if key in needed else ", may be lacking"), _marked(each.get("description", "")))
        for key, each in record.get("properties", {}).items()
    )
    said = f"{_marked(record['description'])}\n\n" if record.get("description") else ""
    listed = f"One of: {', '.join(map(code, record['enum']))}.\n\n" if record.get("enum") else ""
    rows = table(("key", "type", "what it is"), keys) if record.get("properties") else ""
    return f"{target(f'answer-{name.lower()}')}## {name}\n\n{said}{listed}{rows}"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#answer-{name.lower()})"
    if "anyOf" in value:
        return " or ".join(map(_type, value["anyOf"]))
    if "const" in value:
        return code(json.dumps(value["const"]))
    if "enum" in value:
        return "one of " + ", ".join(code(json.dumps(each)) for each in value["enum"])
    if value.get("type") == "array":
        return f"list of {_type(value.get('items', {}))}"
    if value.get("type") == "object" and isinstance(value.get("additionalProperties"), dict):
        return f"by name, {_type(value['additionalProperties'])}"
    kinds = value.get("type", "anything")
    shown = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{shown} ({value['format']})" if "format" in value else shown


def _marked(text: str) -> str:
    """A description, in which what stands in backticks is a key."""
    return "".join(code(part) if at % 2 else plain(part).join(_ends(part)) for at, part in enumerate(text.split("`")))


def _ends(part: str) -> tuple[str, str]:
    return " " if part[:1].isspace() else "", " " if part[-1:].isspace() else ""
