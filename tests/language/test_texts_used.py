"""Every text of the catalogues is used: one that nothing asks for any more is deleted with what asked for it."""

import ast
import re
from collections.abc import Iterator

from support.sentences import PACKAGE

from partnerbook.language.texts import texts

OF_TWO_PARTS = ("assumptions",)  # sections whose keys are two codes
SCRIPTS = (".bas", ".js", ".ts", ".html", ".jinja")


def test_every_text_is_asked_for_by_its_key() -> None:
    """By a word of the code or of a template, or by one that the code makes of parts, such as f"name_{what}"."""
    words, made = _of_code()
    unused = [
        f"{path.name} {section}.{key}"
        for path in sorted((PACKAGE / "language" / "messages").glob("*.en.toml"))
        for section, keys in texts(path.name.partition(".")[0], "en").items()
        for key in keys
        if section not in OF_TWO_PARTS and key not in words and not key.isdigit() and not made.fullmatch(key)
    ]
    assert unused == []


def _of_code() -> tuple[set[str], re.Pattern[str]]:
    words, patterns = set[str](), set[str]()
    for path in PACKAGE.rglob("*"):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            words |= {word for node in ast.walk(tree) for word in _words(node)}
            patterns |= {made for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for made in _pattern(node)}
        elif path.suffix in SCRIPTS and "node_modules" not in path.parts and "built" not in path.parts:
            words |= set(re.findall(r"[\w$]+", path.read_text(encoding="utf-8")))
    return words, re.compile("|".join(sorted(patterns)))


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from re.findall(r"[\w$-]+", node.value)
        yield node.value
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.keyword | ast.arg) and node.arg:
        yield node.arg
    elif isinstance(node, ast.FunctionDef):
        yield node.name


def _pattern(node: ast.JoinedStr) -> Iterator[str]:
    """What a key made of parts looks like; of words and underscores alone."""
    told = "".join(each.value for each in node.values if isinstance(each, ast.Constant))
    if re.fullmatch(r"\w*_\w*", told) and told != "_":
        yield "".join(re.escape(each.value) if isinstance(each, ast.Constant) else r"\w+" for each in node.values)
