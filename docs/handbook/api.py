"""The page of the Python interface, made from its docstrings."""

import inspect
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import partnerbook
import partnerbook.frames
from handbook.page import MADE, block, docstring, plain, table, target
from partnerbook.figures.overview import Overview
from partnerbook.panels.registry import PANELS
from partnerbook.records import Book

_MODULE = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Z]|date\b)")


def api_page() -> str:
    """What `partnerbook`, `partnerbook.frames` and `partnerbook.panels` offer, with signatures and docstrings."""
    core = [(name, getattr(partnerbook, name)) for name in partnerbook.__all__]
    frames = [(name, getattr(partnerbook.frames, name)) for name in partnerbook.frames.__all__]
    panels = [(each.name, each.function()) for each in PANELS]
    return "".join(
        (
            MADE,
            "# The Python interface\n\n",
            (
                "Amounts are `Decimal`, days are `date`, and the day is always an argument. An error is a "
                "`partnerbook.errors.PartnerbookError`, whose text is a sentence.\n\n"
            ),
            "## partnerbook\n\n",
            *(_entry("partnerbook", name, made) for name, made in core),
            "## What is known of a book\n\n",
            (
                "Each of these is an attribute of the `Overview` that `partnerbook.overview` returns, worked out when "
                "it is first asked for.\n\n"
            ),
            table(("attribute", "what it is"), _attributes(Overview)),
            "## The records of a book\n\n",
            "Each is a field of `partnerbook.Book`; the [page of the book](book.md) has their columns.\n\n",
            table(("field", "records"), ((f"`{name}`", plain(_kind(kind))) for name, kind in _fields(Book))),
            "## partnerbook.frames\n\n",
            "[A page of its own](../frames.md) shows how they are used.\n\n",
            *(_entry("partnerbook.frames", name, made) for name, made in frames if inspect.getdoc(made)),
            "## partnerbook.panels\n\n",
            "Each returns a panel for a cell's last line; `model` on it has its inputs and results.\n\n",
            *(_entry("partnerbook.panels", name, made) for name, made in panels),
        )
    )


def _entry(home: str, name: str, made: Any) -> str:
    kind = "-class" if inspect.isclass(made) else ""  # a function may be called as one is, but for its case
    shown = target(f"{home.replace('.', '-')}-{name.lower()}{kind}") + f"### {plain(name)}\n\n"
    if callable(made) and not (inspect.isclass(made) and issubclass(made, tuple | Overview)):
        shown += block(f"{home}.{name}{_signature(made)}", "python")
    return shown + docstring(inspect.getdoc(made) or "") if not isinstance(made, dict) else shown + _listed(made)


def _signature(made: Callable[..., Any]) -> str:
    """A signature as a person reads it: without modules, and with ... for a default that is a record."""
    found = inspect.signature(made)
    known = [
        each.replace(default=...) if isinstance(each.default, tuple | frozenset) and each.default else each
        for each in found.parameters.values()
    ]
    whole = re.sub(r"\*<class '([\w.]+)'>", r"Unpack[\1]", str(found.replace(parameters=known)))
    whole = _MODULE.sub("", whole).replace("Ellipsis", "...")
    return whole if len(whole) < 80 else "(\n    " + _split(whole)


def _split(whole: str) -> str:
    """A long signature with an argument a line."""
    inside, depth, lines = "", 0, []
    body, _, after = whole[1:].rpartition(")")
    for letter in body:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            lines.append(inside.strip())
            inside = ""
        else:
            inside += letter
    lines.append(inside.strip())
    return ",\n    ".join(filter(None, lines)) + f",\n){after}"


def _listed(made: dict[str, Any]) -> str:
    return "One of: " + ", ".join(f"`{name}`" for name in made) + ".\n\n"


def _attributes(kind: type) -> Iterator[tuple[str, str]]:
    for name, made in vars(kind).items():
        if not name.startswith("_") and (said := inspect.getdoc(_function(made))):
            shown = (
                f"`{name}`"
                if isinstance(made, cached_property | property)
                else f"`{name}{_signature(_function(made))}`"
            )
            yield shown.replace("|", "\\|"), plain(said.split("\n\n")[0])


def _function(made: Any) -> Any:
    return made.func if isinstance(made, cached_property) else made.fget if isinstance(made, property) else made


def _fields(kind: Any) -> Iterator[tuple[str, Any]]:
    yield from kind.__annotations__.items()


def _kind(kind: Any) -> str:
    return kind.__name__ if inspect.isclass(kind) and not hasattr(kind, "__args__") else _MODULE.sub("", str(kind))
