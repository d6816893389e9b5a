"""The page of messages: each that says that something is wrong, in three languages, under a link of its own."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import partnerbook
from handbook.page import MADE, plain, target
from partnerbook.errors import Sentence
from partnerbook.language.spoken import said_in
from partnerbook.language.texts import texts

_PACKAGE = Path(partnerbook.__file__).parent
# Where a message comes from, by the folder or module of the package; the first that fits. "": all others.
_ROOMS = {
    "book/read": "A book that is read",
    "book/write": "A book that is changed",
    "book/incoming": "An export that is brought into a book",
    "book": "Tables, segments and exports",
    "files": "Files and workbooks",
    "parsing": "What is typed: days, amounts, markets, currencies",
    "hubspot": "HubSpot's exports and HubSpot itself",
    "points": "Points, rates and units",
    "figures": "Figures",
    "program": "The rules of the program",
    "functions": "The Excel functions",
    "workbooks": "Workbooks that are made",
    "panels": "The panels",
    "frames": "Data frames",
    "command": "The command",
    "": "All others",
}  # fmt: skip


def messages_page() -> str:
    """Every message with an anchor made of its English words, under the part of the program that it comes from."""
    parts = [
        MADE,
        "# Messages, one by one\n\n",
        (
            "Look for the words of a message, in any language; what stands in braces is what was found in your file, or "
            "what is allowed there. A message names the place, what it found there and what it would take: "
            "[troubleshooting](../troubleshooting.md) has what helps where that is not enough. Each has a link of its own, "
            "`messages.html#message-` and the `code` that [the answers for programs](../json.md) have beside it.\n\n"
        ),
    ]
    by_room: dict[str, list[str]] = {name: [] for name in _ROOMS.values()}
    for name, templates in anchors().items():
        by_room[known_messages()[templates[0]]].append(name)
    for room, names in by_room.items():
        if names:
            parts.append(f"## {room}\n\n")
            parts += [_message(name, anchors()[name]) for name in sorted(names)]
    return "".join(parts)


@cache
def anchors() -> dict[str, list[str]]:
    """The English templates of each anchor, which is `message-` and their code: more than one where only values differ."""
    found: dict[str, list[str]] = {}
    for template in sorted(known_messages()):
        found.setdefault(f"message-{Sentence(template).code}", []).append(template)
    return found


def _message(name: str, templates: list[str]) -> str:
    parts = [target(name)]
    for template in templates:
        rows = (
            (language, _shown(said[template]))
            for language, said in (("Español", said_in("es")), ("Português", said_in("pt")))
            if template in said
        )
        parts.append(f"{_shown(template)}\n\n" + "".join(f"- {language}: {text}\n" for language, text in rows) + "\n")
    return "".join(parts)


def _shown(template: str) -> str:
    """A template as a person reads it: what is put in by its name, without how it is written."""
    return plain(re.sub(r"\{(\w+)[^}]*\}", r"{\1}", template))


@cache
def known_messages() -> dict[str, str]:
    """Each message of an error or a problem of a book by its English template, with the room that it is of."""
    errors, problems = _error_names(), {each for keys in texts("problems", "es").values() for each in keys}
    found: dict[str, str] = {}
    for where, tree in _trees().items():
        room = next(name for start, name in _ROOMS.items() if where.startswith(start))
        for text, of_error in _texts(tree, errors):
            whole = re.match(r"[^a-z;,(].*[.?}]$", text) and text.count(" ") > 2
            # Of some the sentence is "{message}.", and its words are these.
            within = text in problems and re.match(r"[^;,(]", text) and text.count(" ") > 6
            if (whole and (of_error or text in problems)) or within:
                found.setdefault(text, room)
    return found


def _texts(tree: ast.AST, errors: set[str]) -> Iterator[tuple[str, bool]]:
    """Each text of a module, and whether it is the template of an error."""
    templates = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and _name(node.func) in errors
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, id(node) in templates


def _error_names() -> set[str]:
    """The classes of errors that are a sentence, wherever they stand in the package."""
    known = {"PartnerbookError"}
    classes = [
        (node.name, {_name(base) for base in node.bases})
        for tree in _trees().values()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    ]
    while more := {name for name, bases in classes if bases & known} - known:
        known |= more
    return known


@cache
def _trees() -> dict[str, ast.Module]:
    """Every module of the package, by its path."""
    return {path.relative_to(_PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
            for path in sorted(_PACKAGE.rglob("*.py"))}  # fmt: skip


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
