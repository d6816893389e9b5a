"""What the command prints: lines and tables without anything that could do harm, and how far the work is."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from partnerbook.command.table import Column, Table, show_table
from partnerbook.command.voice import told, word

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # in a name, they could do anything to a terminal


def say(lines: Iterable[object]) -> None:
    """Print lines and tables, each as soon as it is there."""
    for line in lines:
        if isinstance(line, Table):
            columns = [Column(_harmless(word(column.heading)), *column[1:]) for column in line.columns]
            show_table(Table(columns, [[*map(_harmless, row)] for row in line.rows], line.total), sys.stdout)
        else:
            sys.stdout.write(f"{_harmless(line)}\n")


def complain(line: object) -> None:
    """Print a line on standard error."""
    sys.stderr.write(f"{_harmless(line)}\n")


@contextmanager
def bar(text: str) -> Iterator[Callable[[Sequence[Any]], Iterable[Any]]]:
    """Show how far the work is, where somebody is looking, until the block ends: given works, it hands each on."""
    if not sys.stderr.isatty():
        yield iter
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=console.is_dumb_terminal,  # it could not take the bar away again
    ) as progress:
        yield lambda works: progress.track(works, description=told(text))


def _harmless(text: object) -> str:
    return _CONTROL.sub("?", told(text))
