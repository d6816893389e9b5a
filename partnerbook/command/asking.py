"""Questions to the person at the terminal; where nobody is, none is asked."""

import sys
from collections.abc import Callable
from typing import TypeVar

from partnerbook.command.printed import complain
from partnerbook.command.voice import told
from partnerbook.errors import BadInput

_Answer = TypeVar("_Answer")


def somebody_is_there() -> bool:
    """Whether a person can be asked: what is typed and what is told both go through a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answer(question: str, understood: Callable[[str], _Answer]) -> _Answer | None:
    """What a person answers, once it is understood (BadInput: it is not, and asked again); None for nothing."""
    while True:
        sys.stderr.write(f"{told(question)} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line.strip():
            if not line:  # the end of what is typed
                sys.stderr.write("\n")
            return None
        try:
            return understood(line.strip())
        except BadInput as error:
            complain(error)
