"""The colours of charts: told apart from each other, on a light and on a dark ground."""

from typing import NamedTuple

SOLD, MANAGED, LINE = "#00897b", "#5b7fb8", "#c75000"


class Colours(NamedTuple):
    """The colours of ink, and of what is empty."""

    ink: str
    empty: str


THEMED = Colours("var(--pb-ink)", "var(--pb-empty)")  # the theme's
ON_WHITE = Colours("#222222", "#dddddd")  # where a chart is an image
