"""The colours of charts: three to one from each other and from the ground, which a light and a dark theme share not."""

from typing import NamedTuple


class Colours(NamedTuple):
    """The colours of ink, of what is empty, of the ground, and of the points that were sold and that are managed."""

    ink: str
    empty: str
    ground: str
    sold: str
    managed: str


# The theme's: style.css has them, for light and for dark.
THEMED = Colours("var(--pb-ink)", "var(--pb-empty)", "var(--pb-ground)", "var(--pb-sold)", "var(--pb-managed)")
ON_WHITE = Colours("#222222", "#dddddd", "#ffffff", "#00423a", "#6e91c5")  # where a chart is an image
