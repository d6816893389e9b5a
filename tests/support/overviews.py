"""An overview as a plain value, so that two of them can be compared figure by figure."""

from typing import Any

from partnerbook.figures.overview import Overview


def figures_of(known: Overview) -> dict[str, Any]:
    """Every figure of an overview, by name."""
    names = [name for name, kind in vars(Overview).items() if not name.startswith("_") and not callable(kind)]
    return {name: getattr(known, name) for name in ("book", "as_of", "problems", "edition", *names)}
