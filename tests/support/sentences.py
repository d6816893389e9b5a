"""The sentences that stand in the code, as templates: what has to be said in every language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import partnerbook

PACKAGE = Path(partnerbook.__file__).parent
ERRORS = {"PartnerbookError", "BadInput", "UnknownName", "NoRate", "NotRead", "TooLarge", "BadProgramData",
          "NotAllowed", "NotThere", "NoSheet", "SavedMeanwhile", "LibreOfficeError", "NotOpened"}  # fmt: skip
# Which arguments of a call are templates; those of argparse and of a table are words of the command.
PLACES: dict[str, tuple[int, ...]] = {"Sentence": (0,), "wrong": (0,), "counted": (1, 2), "of_file": (1,),
                                      **dict.fromkeys(ERRORS, (0,))}  # fmt: skip
OF_THE_COMMAND: dict[str, tuple[int, ...]] = {
    "word": (0,), "add_command": (3,), "add_language": (1,), "add_range": (1,), "Column": (0,),
    "add_argument_group": (0, 1),
}  # fmt: skip
HELP = {"help", "title", "description", "epilog"}


def templates(path: Path) -> Iterator[tuple[int, str]]:
    """Each template of a module, with the line that it stands in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    command = path.is_relative_to(PACKAGE / "command") and path.name != "schema.py"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            places = (*PLACES.get(name, ()), *(OF_THE_COMMAND.get(name, ()) if command else ()))
            for at in places:
                yield from _texts(node.args[at : at + 1])
            if command:
                yield from _texts(each.value for each in node.keywords if each.arg in HELP)
                yield from _metavars(each.value for each in node.keywords if each.arg == "metavar")
        elif isinstance(node, ast.GeneratorExp | ast.ListComp) and command:
            if (
                isinstance(node.elt, ast.Call)
                and _name(node.elt.func) == "Column"
                and isinstance(node.elt.args[0], ast.Name)
            ):
                yield from _texts(each for part in node.generators for each in getattr(part.iter, "elts", ()))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and command:
            yield from _of_table(node.value)
        elif isinstance(node, ast.Dict) and command:
            yield from _texts(
                key for key, each in zip(node.keys, node.values, strict=True) if key and _is_heading(each)
            )


def _metavars(nodes: Iterator[ast.expr]) -> Iterator[tuple[int, str]]:
    for line, text in _texts(nodes):
        yield from ((line, name) for name in re.findall("[A-Z]{3,}", text))


def _of_table(value: ast.expr | None) -> Iterator[tuple[int, str]]:
    """The headings and templates that stand in a dictionary or in pairs."""
    if isinstance(value, ast.Dict):
        headings = [key for key, each in zip(value.keys, value.values, strict=True) if _is_heading(each)]
        yield from _texts([key for key in headings if key] or [each for each in value.values if _is_template(each)])
    elif isinstance(value, ast.Tuple):
        for each in value.elts:
            if isinstance(each, ast.Tuple) and len(each.elts) > 1 and _is_template(each.elts[-1]):
                yield from _texts(each.elts[-1:])


def _is_heading(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("NAME", "TEXT", "FIGURE")


def _is_template(value: ast.expr) -> bool:
    text = value.value if isinstance(value, ast.Constant) else None
    return isinstance(text, str) and (" " in text or text[:1].isupper())


def _texts(nodes: "Iterator[ast.expr] | list[ast.expr]") -> Iterator[tuple[int, str]]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, _words(node.value))):
            yield node.lineno, node.value


def _words(template: str) -> str:
    """A template without what is put into it."""
    out, depth = [], 0
    for character in template:
        depth += (character == "{") - (character == "}")
        if not depth:
            out.append(character)
    return "".join(out)


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
