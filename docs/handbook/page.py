"""What every made page is put together from: headings, tables and links in Markdown."""

import re
from collections.abc import Iterable, Sequence

_STEERING = re.compile(r"([\\`*_{}\[\]<>#|$~])")
MADE = "% Made from the program when the site is built: what is written here is lost.\n\n"


def plain(text: object) -> str:
    r"""A text as Markdown shows it letter by letter, in one line.

    >>> plain("a|b <c>\n_d_")
    'a\\|b \\<c\\> \\_d\\_'
    """
    return _STEERING.sub(r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """A text as code within a line, which may itself hold backticks and bars.

    >>> code("a`b")
    '``a`b``'
    """
    shown = " ".join(str(text).split()).replace("|", "\\|")
    if not shown:
        return ""
    fence = "``" if "`" in shown else "`"
    return f"{fence}{shown}{fence}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines) + "\n"


def target(name: str) -> str:
    """What a link to `#name` leads to, before a heading or a table."""
    return f"({name})=\n"


def block(text: str, language: str = "text") -> str:
    """Text as it stands, in a fence that it cannot end."""
    fence = "`" * max(3, *(len(found) + 1 for found in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n\n"


def docstring(text: str) -> str:
    """A docstring as Markdown: its examples as code, all else as it is written, paragraph by paragraph."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = paragraph.splitlines()
        if lines[0].lstrip().startswith(">>>"):
            parts.append(block("\n".join(lines), "pycon"))
        else:
            parts.append(_marked(" ".join(line.strip() for line in lines)) + "\n\n")
    return "".join(parts)


def _marked(text: str) -> str:
    """A sentence in which only what stands in backticks is marked."""
    halves = re.split(r"(`[^`]+`)", text)
    return "".join(half if at % 2 else plain_inside(half) for at, half in enumerate(halves))


def plain_inside(text: str) -> str:
    """As `plain`, but with its blanks at both ends."""
    return _STEERING.sub(r"\\\1", text)
