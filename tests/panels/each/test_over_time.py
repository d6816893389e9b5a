"""Progress over time without a notebook: its figures against the core's and the tier report's."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from support.random_books import books
from support.shown_sums import uneven_book

from partnerbook.days import month_end
from partnerbook.errors import BadInput
from partnerbook.exact import exactly
from partnerbook.figures.outlook import outlook
from partnerbook.figures.outlook_words import risk_words
from partnerbook.figures.over_time import months_ahead
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown_points
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import over_time
from partnerbook.panels.each.over_time.view import OverTime
from partnerbook.points.ledger import standing
from partnerbook.records import Book
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
DAYS = (DAY, date(2024, 2, 29), date(2022, 7, 18), date(2027, 6, 15))


def live(panel: OverTime) -> html.HtmlElement:
    values = [child.value for child in panel.children if isinstance(getattr(child, "value", None), str)]
    return html.fromstring(f"<div>{''.join(value for value in values if not value.startswith('<style'))}</div>")


def tables(tree: html.HtmlElement) -> list[list[list[str]]]:
    return [[[cell.text_content() for cell in row] for row in each.xpath("./tbody/tr")] for each in tree.iter("table")]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@given(books(), st.dates(date(2023, 1, 1), date(2028, 1, 1)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_months_ahead_have_the_points_of_their_days_and_changes_that_lead_to_them(book: Book, day: date) -> None:
    known = overview(book, day)
    found = outlook(known)
    months = months_ahead(known, found)
    by_day = {each.day: each for each in found.days}
    before = known.standing
    for month in months:
        assert month.day == month_end(month.day) > day
        assert month.points == standing(known.ledger.entries, month.day)
        assert (month.performing, month.credited) == by_day[month.day][2:]
        for track in ("sold", "managed"):
            assert month.changes[track].opening == getattr(before, track)
            assert month.changes[track].closing == getattr(month.points, track)
        before = month.points
    assert all(month_end(one.day, 1) == other.day for one, other in pairwise(months))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("day", [DAY, date(2026, 10, 15)])
def test_what_it_shows_adds_up_from_month_to_month(seed: int, day: date) -> None:
    book = uneven_book(seed, DAY)
    panel = over_time(book, as_of=day, back=12)
    coming, _, past = tables(live(panel))
    rows = [[number(cell) for cell in row[1:8]] for row in (*past[::-1], *coming)]
    for sold, managed, total, *_ in rows:
        assert sold + managed == total
    for one, other in pairwise(rows):
        assert other[0] == one[0] + other[3] - other[4]
        assert other[1] == one[1] + other[5] - other[6]
    today = shown_points(overview(book, day).standing)
    assert rows[11][:3] == [today.sold, today.managed, today.total]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_of", DAYS)
def test_every_day_has_its_words_in_every_language_and_both_forms(language: str, as_of: date) -> None:
    panel = over_time(as_of=as_of, language=language)
    assert panel.model.fault == ""
    found = outlook(overview(sample_book(), as_of))
    static = html.fromstring(f"<div>{panel.static_html()}</div>")
    assert tables(live(panel)) == tables(static)
    for tree in (live(panel), static):
        assert tree.xpath(".//p[contains(@class, 'pb-risk')]/strong")[0].text == risk_words(found.risk, language)
        assert "{" not in tree.text_content()
    [chart] = live(panel).find_class("pb-months")
    [image] = static.iter("img")
    assert image.get("alt") == chart.get("aria-label")
    assert len(live(panel).find_class("pb-month")) == 24 + len(panel.model.coming)
    if language != "en":
        english = set(texts("panels", "en")["over_time"].values())
        assert not english & set(texts("panels", language)["over_time"].values())


def test_the_tiers_of_the_day_are_lines_and_those_far_above_are_not() -> None:
    [chart] = live(over_time(as_of=DAY)).find_class("pb-months")
    names = ["Gold 740.00", "Platinum 1,950.00", "Diamond 3,250.00"]
    assert chart.get("aria-label").split("; ")[-3:] == names
    assert len(chart.find_class("pb-level")) == 3
    untold = live(over_time(sample_book()._replace(tiers=()), as_of=DAY))
    assert untold.find_class("pb-level") == []
    assert "to the sheet Tiers." in untold.text_content()


def test_the_range_is_what_the_person_chooses() -> None:
    panel = over_time(as_of=DAY, back=6, ahead=0)
    assert len(live(panel).find_class("pb-month")) == 6
    assert "No month ahead is shown." in live(panel).text_content()
    assert live(panel).find_class("pb-stripe") == []
    panel.model.back, panel.model.ahead = 36, 12
    coming, reviews, past = tables(live(panel))
    assert (len(past), len(coming)) == (36, 12)
    assert (past[0][0], past[-1][0], coming[0][0]) == ("Oct 2026", "Nov 2023", "Nov 2026")
    assert [row[0] for row in reviews] == ["January 15, 2027", "July 15, 2027", "January 15, 2028"]


def test_the_day_on_which_a_condition_fails_is_a_sentence() -> None:
    panel = over_time(as_of=DAY)
    assert panel.model.outlook is not None
    [first, *_] = panel.model.outlook.failing
    said = live(panel).text_content()
    assert re.search(
        rf"Without new sales, .* missing for Platinum from {first.day:%B} {first.day.day}, {first.day.year} on\.", said
    )
    before = overview(sample_book(), first.day - timedelta(1))
    then = overview(sample_book(), first.day)
    measure = first.condition.measure
    assert [getattr(each.standing, measure) >= first.condition.need for each in (before, then)] == [True, False]


def test_a_book_with_nothing_in_it_is_a_panel_without_faults() -> None:
    panel = over_time(Book(), as_of=DAY, language="es")
    assert panel.model.fault == ""
    assert "Ajustes" in live(panel).text_content()
    assert len(live(panel).find_class("pb-month")) == 42
    assert panel.static_html()


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"over_time has no option 'goal'"):
        over_time(goal="Gold")  # type: ignore[call-arg]
    with pytest.raises(BadInput, match=r"over_time: .*back"):
        over_time(back=7)
    panel = over_time(as_of=DAY)
    panel.model.as_of = "soon"
    assert (panel.model.past, panel.model.outlook, panel.model.fault) == ((), None, "")
    assert "“soon” is no day." in panel.static_html().unescape()


@pytest.mark.parametrize("seed", range(3))
@exactly
def test_every_figure_of_a_month_opens_rows_that_add_up_to_it_as_shown(seed: int) -> None:
    panel = over_time(uneven_book(seed, DAY), as_of=DAY.replace(day=15), back=12, ahead=6)
    buttons = [each for each in live(panel).iter("button") if each.get("data-opens")]
    for each in buttons:
        code = each.get("data-opens")
        panel.open_figure(code)
        columns = [column.code for column in panel.behind.list.list_columns]
        number_of = code.split()[0]
        way = number_of.partition("_")[0] if "_" in number_of else "points"
        found = [row.cells[columns.index(way)] for row in panel.behind.list.rows]
        assert sum(found) == number(each.text_content()), code  # type: ignore[arg-type]
    shown = [cell for of_months in tables(live(panel))[::2] for row in of_months for cell in row[1:8]]
    assert len({each.get("data-opens") for each in buttons}) == len(buttons) == len(shown) - shown.count("0.00") > 0
