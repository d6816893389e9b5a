"""A page for each feature, made from docs/features.md, with what the made-up partner's book shows of it."""

import contextlib
import io
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from handbook.page import MADE, block, code, plain, table
from partnerbook.command.main import main, parsers
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels.registry import PANELS, entry

DOCS = Path(__file__).parents[1]
_SURFACES = ("the workbooks", "the Excel functions", "the panels", "the command")
_ROW = re.compile(r"^\| ([A-Z]\d+) \| ([^|]+) \|(.*)\|$", re.MULTILINE)
_FRAMES = "frames"  # a notebook's cell, and no panel


class Feature(NamedTuple):
    """A row of docs/features.md: its surfaces are W, U, N and C, as they are marked there."""

    id: str
    name: str
    surfaces: frozenset[str]


def features() -> list[Feature]:
    """The rows of docs/features.md."""
    text = (DOCS / "features.md").read_text("utf-8")
    return [
        Feature(
            found[1],
            found[2].strip(),
            frozenset(s for s, mark in zip("WUNC", found[3].split("|"), strict=True) if mark.strip()),
        )
        for found in _ROW.finditer(text)
    ]


def places() -> Mapping[str, Any]:
    """Where each is found, by its id."""
    return tomllib.loads((DOCS / "handbook" / "features.toml").read_text("utf-8"))


def pictured_sheets() -> list[str]:
    """The sheets of the tier report that the pages show."""
    return list(dict.fromkeys(place["sheet"] for place in places().values() if "sheet" in place))


def pictured_panels() -> list[str]:
    """The panels that the pages show."""
    named = dict.fromkeys(place["panel"] for place in places().values() if "panel" in place)
    return [name for name in named if name != _FRAMES]


def feature_pages(answers: Callable[[str], str], pictures: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The name and text of each page. `answers` gives what a command prints; `pictures` are those that there are."""
    known = places()
    for each in features():
        yield f"features/{each.id.lower()}.md", _page(each, known.get(each.id, {}), answers, pictures)


def features_page() -> str:
    """The list of all features, each with a link to its page."""
    rows = (
        (f"[{each.id}](features/{each.id.lower()}.md)", plain(each.name),
         *("yes" if surface in each.surfaces else "" for surface in "WUNC"))
        for each in features()
    )  # fmt: skip
    toc = "".join(f"features/{each.id.lower()}\n" for each in features())
    return "".join(
        (
            MADE,
            "# What it does\n\nEach feature has a page, with what the book of a made-up partner shows of it.\n\n",
            table(("", "feature", "workbooks", "functions", "panels", "command"), rows),
            "```{toctree}\n:hidden:\n\n",
            toc,
            "```\n",
        )
    )


def _page(feature: Feature, place: Mapping[str, Any], answers: Callable[[str], str], pictures: frozenset[str]) -> str:
    there = [name for surface, name in zip("WUNC", _SURFACES, strict=True) if surface in feature.surfaces]
    parts = [
        MADE,
        f"# {feature.id}: {plain(feature.name)}\n\n",
        f"In {' and '.join(', '.join(there).rsplit(', ', 1))}.\n\n",
    ]
    if also := place.get("also"):
        parts.append(f"{also}\n\n")
    if sheet := place.get("sheet"):
        names = " / ".join(dict.fromkeys(texts("report", each)["sheets"][sheet] for each in LANGUAGES))
        parts.append(
            f"## In the tier report\n\nThe sheet {plain(names)} of the workbook that `partnerbook report` writes.\n\n"
        )
        parts.append(
            _picture(f"report_{sheet}.png", f"The sheet {names} of the made-up partner's tier report", pictures)
        )
    if named := place.get("functions"):
        links = ", ".join(f"[{code(each)}](../reference/functions.md#function-{each.lower()})" for each in named)
        parts.append(f"## In Excel\n\n{links}\n\n")
        parts.append(_picture("finance.png", "The calculator of the finance sheet, made of these functions", pictures))
    if (panel := place.get("panel")) and panel != _FRAMES:
        said = texts("panels", "en")[entry(panel).words]
        parts.append(
            f"## In JupyterLab\n\nThe panel {plain(said['title'])}: `partnerbook.panels.{panel}()`, or its tile.\n\n"
        )
        parts.append(_picture(f"panel_{panel}.png", f"The panel {said['title']} of the made-up partner", pictures))
    if picture := place.get("picture"):
        parts.append(_picture(f"{picture}.png", feature.name, pictures))
    if command := place.get("command"):
        name = command.split()[0]
        parts.append(
            f"## On the command line\n\n[{code(f'partnerbook {name}')}](../reference/command.md#command-{name})\n\n"
        )
        parts.append(block(f"partnerbook {command}", "sh"))
        parts.append(block(answers(command)))
    return "".join(parts)


def _picture(name: str, said: str, pictures: frozenset[str]) -> str:
    return f"![{plain(said)}](../pictures/{name})\n\n" if name in pictures else ""


def answer(command: str) -> str:
    """What a command prints, in the folder in which it is called."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        main(shlex.split(command))
    lines = [line.rstrip() for line in told.getvalue().strip("\n").splitlines()]
    shown = lines if len(lines) <= 48 else [*lines[:40], f"... and {len(lines) - 40} more lines"]
    return "\n".join(shown)


def not_found() -> list[str]:
    """What features.toml names and there is not, or lacks of what docs/features.md has."""
    known, found = places(), {each.id: each for each in features()}
    commands, sheets = parsers()[1], texts("report", "en")["sheets"]
    panels = {each.name for each in PANELS} | {_FRAMES}
    wrong = [f"{name}: no feature" for name in known.keys() - found.keys()]
    for name, each in found.items():
        place = known.get(name, {})
        for surface, key in {"W": "sheet", "U": "functions", "N": "panel", "C": "command"}.items():
            told = "also" in place and key in ("sheet", "functions")  # in words, where neither has it
            if (key in place) != (surface in each.surfaces) and not told:
                wrong.append(f"{name}: {key}")
        wrong += [f"{name}: sheet {place['sheet']}"] if place.get("sheet", "dashboard") not in sheets else []
        wrong += [f"{name}: panel {place['panel']}"] if place.get("panel", "dashboard") not in panels else []
        wrong += [f"{name}: {place['command']}"] if place.get("command", "tier").split()[0] not in commands else []
    return wrong
