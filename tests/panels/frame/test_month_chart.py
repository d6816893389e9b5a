"""Charts by month: what is drawn is what is told, in the page and in an image, apart by more than colour."""

from base64 import b64decode
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from partnerbook.days import month_end
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.colours import ON_WHITE, THEMED
from partnerbook.panels.frame.month_chart import (
    HEIGHT,
    Ahead,
    Level,
    MonthChart,
    Series,
    month_chart,
    month_image,
    scale_step,
    told,
)

MONTHS = tuple(month_end(date(2025, 1, 31), at) for at in range(12))
AMERICAN = Reader()
AHEAD = Ahead(4, "As of August 31, 2025", "Known of the months ahead")
FIGURES = st.decimals(-10_000_000, 10_000_000, places=2)


def chart(*rows: list[Decimal | None], lines: bool = False, **more: object) -> MonthChart:
    series = [Series(f"Row {at}", row) for at, row in enumerate(rows)]
    months = MONTHS[: len(rows[0])]
    said = [told(f"{month}", [(each.name, str(each.values[at])) for each in series]) for at, month in enumerate(months)]
    kind = {"lines": series} if lines else {"bars": series}
    return MonthChart("Title", months, said, **kind, **more)  # type: ignore[arg-type]  # what a chart has


def live(drawn: MonthChart, reader: Reader = AMERICAN) -> html.HtmlElement:
    return html.fromstring(month_chart(drawn, reader))


def image(drawn: MonthChart) -> etree._Element:
    return etree.fromstring(b64decode(month_image(drawn, Reader()).split("base64,")[1].split('"')[0]))


def heights(drawn: MonthChart) -> list[list[float]]:
    """The heights of the bars of each month, below the ground less than 0."""
    tree = live(drawn)
    [ground] = tree.xpath(".//g/line[@x2='100%'][not(@class)][@stroke='var(--pb-ink)']/@y1")
    return [
        [
            float(bar.get("height")) * (1 if float(bar.get("y")) < float(ground) - 0.005 else -1)
            for bar in month.find_class("pb-bar")
        ]
        for month in tree.find_class("pb-month")
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=12), st.booleans())
def test_bars_are_as_high_as_their_figures_and_stay_inside(pairs: list[tuple[Decimal, Decimal]], grouped: bool) -> None:
    drawn = chart([one for one, _ in pairs], [other for _, other in pairs], grouped=grouped)
    found = heights(drawn)
    at, size = max(
        ((place, abs(pair[row])) for place, pair in enumerate(pairs) for row in (0, 1)), key=lambda each: each[1]
    )
    if size:
        per_point = max(map(abs, found[at])) / float(size)
        for bars, pair in zip(found, pairs, strict=True):
            assert bars == pytest.approx([float(value) * per_point for value in pair], abs=0.02)
    for bar in live(drawn).find_class("pb-bar"):
        assert float(bar.get("y")) >= 7.98
        assert float(bar.get("y")) + float(bar.get("height")) <= 8.02 + HEIGHT


def test_bars_on_each_other_begin_where_the_other_ends_and_others_stand_side_by_side() -> None:
    rows: tuple[list[Decimal | None], ...] = ([Decimal(30)] * 2, [Decimal(10)] * 2)
    one, other = live(chart(*rows)).find_class("pb-month")[0].find_class("pb-bar")
    assert float(other.get("y")) + float(other.get("height")) == pytest.approx(float(one.get("y")))
    assert one.get("x") == other.get("x")
    one, other = live(chart(*rows, grouped=True)).find_class("pb-month")[0].find_class("pb-bar")
    ends = [float(bar.get("y")) + float(bar.get("height")) for bar in (one, other)]
    assert ends[0] == pytest.approx(ends[1])
    left, wide, right = (float(text.rstrip("%")) for text in (one.get("x"), one.get("width"), other.get("x")))
    assert left + wide == pytest.approx(right)


def test_every_month_has_one_label_that_is_its_tooltip_too() -> None:
    drawn = chart([Decimal(at) for at in range(12)], ahead=AHEAD, levels=[Level("Gold 7", Decimal(7))])
    tree = live(drawn)
    [svg] = tree.find_class("pb-months")
    assert svg.get("role") == "group"
    assert svg.get("aria-label") == "; ".join(["Title", drawn.told[0], drawn.told[7], drawn.told[11], "Gold 7"])
    marks = tree.find_class("pb-month")
    assert [(mark.get("role"), mark.get("aria-label"), mark[0].tag, mark[0].text) for mark in marks] == [
        ("img", None, "title", said)  # a label beside it would be told as well
        for said in drawn.told
    ]
    assert [group[0].text for group in image(drawn).iter("{*}g") if group.get("class") == "pb-month"] == drawn.told


def test_months_ahead_are_striped_behind_a_line_with_its_day() -> None:
    drawn = chart([Decimal(9)] * 12, ahead=AHEAD)
    for tree in (live(drawn), image(drawn)):
        stripes = tree.xpath(".//*[@class='pb-stripe']")
        assert len(stripes) > 30
        [line] = tree.xpath(".//*[@class='pb-as-of']")
        assert {stripe.get("x1") for stripe in stripes} == {line.get("x1")} == {"66.667%"}
        assert "As of August 31, 2025" in "".join(tree.itertext())
        assert "Known of the months ahead" in "".join(tree.itertext())
    assert not live(chart([Decimal(9)] * 12)).find_class("pb-stripe")


def test_a_level_lies_on_its_figure_with_its_name_and_the_scale_reaches_it() -> None:
    drawn = chart([Decimal(50)] * 3, levels=[Level("Gold 100", Decimal(100)), Level("Silver 99", Decimal(99))])
    tree = live(drawn)
    gold, silver = (float(each.get("y")) for each in tree.find_class("pb-level"))
    bar = tree.find_class("pb-bar")[0]
    ground = float(bar.get("y")) + float(bar.get("height"))
    assert ground - gold == pytest.approx(2 * float(bar.get("height")), abs=0.02)
    assert gold < silver
    names = [float(text.get("y")) for text in tree.iter("text") if text.text in ("Gold 100", "Silver 99")]
    assert names[1] - names[0] >= 14


def test_lines_differ_by_mark_and_dash_and_have_a_gap_where_there_is_no_figure() -> None:
    rows: list[list[Decimal | None]] = [[Decimal(at), None, Decimal(3), Decimal(4)] for at in range(4)]
    tree = live(chart(*rows, lines=True))
    lines = tree.find_class("pb-line")
    assert len(lines) == 4  # of each row only the last two months are neighbours
    assert len({line.get("stroke-dasharray") for line in lines}) == 4
    marks = [etree.tostring(point[0]) for point in tree.find_class("pb-point")]
    assert (len(marks), len(set(marks))) == (12, 4)


def test_only_colours_are_used_that_are_told_apart() -> None:
    drawn = chart([Decimal(1)] * 12, [Decimal(2)] * 12, ahead=AHEAD, levels=[Level("Gold", Decimal(2))])
    for tree, colours in ((live(drawn), THEMED), (image(drawn), ON_WHITE)):
        used = {each.get(key) for each in tree.iter() for key in ("fill", "stroke")} - {None, "transparent"}
        assert used == set(colours)


@pytest.mark.parametrize(
    ("region", "written"), [("en_US", "1,500,000"), ("pt_BR", "1.500.000"), ("de_CH", "1’500’000")]
)
def test_the_scale_is_written_as_the_reader_writes_numbers(region: str, written: str) -> None:
    tree = live(chart([Decimal(1_600_000)] * 3), Reader("en", region))
    assert written in [text.text for text in tree.iter("text")]
    padding = int(tree.find_class("pb-months")[0].get("style").split(":")[1].removesuffix("px"))
    assert padding >= 7 * len(written)


def test_of_many_months_few_have_their_name_below_them() -> None:
    for count in range(13):
        months = chart([Decimal(1)] * count or [None], lines=not count)
        names = [
            text for text in live(months).iter("text") if text.get("text-anchor") == "end" and text.get("y") == "225"
        ]
        assert len(names) <= 6
        assert sum(not name.get("class") for name in names) <= 2


def test_names_are_escaped() -> None:
    drawn = MonthChart("<b>", MONTHS[:1], ["<i>"], [Series("<u>", [Decimal(1)])], levels=[Level("<s>", Decimal(1))])
    tree = live(drawn)
    assert not {"b", "i", "u", "s"} & {each.tag for each in tree.iter()}


def test_a_chart_of_nothing_is_drawn_too() -> None:
    assert live(MonthChart("Title", (), ())).find_class("pb-month") == []
    assert scale_step(Decimal(-1)) == 1
