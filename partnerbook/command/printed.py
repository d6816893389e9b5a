"""What the command prints: lines without anything that could do harm to a terminal, and how far the work is."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # in a name, they could do anything to a terminal


def say(lines: Iterable[object]) -> None:
    """Nothing; prints lines, each as soon as it is there."""
    for line in lines:
        sys.stdout.write(f"{_CONTROL.sub('?', str(line))}\n")


def complain(line: str) -> None:
    """Nothing; prints a line on standard error."""
    sys.stderr.write(f"{_CONTROL.sub('?', line)}\n")


def steps(text: str) -> Callable[[Sequence[object]], Iterable[object]]:
    """A bar that shows how far the work is, where somebody is looking."""
    from tqdm import tqdm

    return lambda works: tqdm(works, desc=text, leave=False, disable=None, unit="sheet")
