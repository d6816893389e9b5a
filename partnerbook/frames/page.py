"""The columns of every frame for docs/frames.md: `python -m partnerbook.frames.page docs/frames.md` lists them."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from partnerbook.book.tables import TABLES
from partnerbook.files.disk import write_file
from partnerbook.frames.columns import Column, dtype_name
from partnerbook.frames.figures import FIGURES
from partnerbook.frames.of_book import PROBLEMS, table_columns

HEADING = "## The columns of every frame"


def columns_text() -> str:
    """The part of the page that lists the columns, from its heading on.

    >>> columns_text().splitlines()[0]
    '## The columns of every frame'
    """
    lines = [HEADING, "", "### Of a book", ""]
    for table in TABLES:
        lines += _frame(table.field, table.purpose, table_columns(table))
    lines += _frame("problems", "What is wrong in the book, as `read_frames` has found it.", PROBLEMS)
    lines += ["### Of figures", ""]
    for name, made in FIGURES.items():
        lines += _frame(name, made.purpose, made.columns)
    return "\n".join(lines).rstrip("\n") + "\n"


def _frame(name: str, purpose: str, columns: Iterable[Column]) -> Iterator[str]:
    yield from (f"#### `{name}`", "", purpose, "", "| column | type | what it is |", "|---|---|---|")
    for column in columns:
        help_text = column.help.replace("|", "\\|").replace("\n", " ")
        yield f"| `{column.name}` | {dtype_name(column.kind)} | {help_text} |"
    yield ""


def page(text: str) -> str:
    """A page with the list made anew."""
    return text.partition(HEADING)[0] + columns_text()


def main(path: Path) -> int:
    """The exit code, after making the list of a page anew."""
    made = page(path.read_text("utf-8"))
    write_file(path, lambda stream: stream.write(made.encode()))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
