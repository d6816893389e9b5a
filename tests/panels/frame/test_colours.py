"""The colours of charts can be told apart by everybody: three to one, by their luminance."""

import re
from importlib.resources import files

import pytest

from partnerbook.panels.frame.colours import ON_WHITE, THEMED

STYLE = files("partnerbook.panels").joinpath("frame/style.css").read_text("utf-8")
LIGHT = STYLE[STYLE.index(".pb-panel {") :].split("}", 1)[0]
DARK = STYLE[STYLE.index("body[data-jp-theme-light='false'] .pb-panel {") :].split("}", 1)[0]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    less, more = sorted(map(luminance, (one, other)))
    return (more + 0.05) / (less + 0.05)


def of_theme(rules: str) -> tuple[str, ...]:
    """The colours of sold and managed points in a theme."""
    return tuple(re.findall(rf"{name[4:-1]}: (#\w{{6}});", rules)[0] for name in (THEMED.sold, THEMED.managed))


@pytest.mark.parametrize(
    ("colours", "grounds"),
    [
        ((ON_WHITE.sold, ON_WHITE.managed), (ON_WHITE.ground,)),
        (of_theme(LIGHT), ("#ffffff",)),
        (of_theme(DARK), ("#111111", "#212121")),  # JupyterLab's own: of a notebook, and of a panel
    ],
    ids=["image", "light", "dark"],
)
def test_sold_managed_and_the_ground_are_told_apart(colours: tuple[str, ...], grounds: tuple[str, ...]) -> None:
    sold, managed = colours
    assert contrast(sold, managed) >= 3
    for ground in grounds:
        assert min(contrast(sold, ground), contrast(managed, ground)) >= 3


def test_a_threshold_is_told_apart_from_whatever_it_crosses() -> None:
    """Its ink from the edge around it; what it crosses begins beyond that edge."""
    assert contrast(ON_WHITE.ink, ON_WHITE.ground) >= 3
