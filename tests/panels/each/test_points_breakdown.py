"""The points breakdown without a notebook: the core's figures, and entries that add up to each of them."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from support.random_books import books
from support.shown_sums import uneven_book

from partnerbook.codes import Measure
from partnerbook.errors import BadInput
from partnerbook.exact import ZERO, exactly, total
from partnerbook.figures.explained import explained
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown_clients
from partnerbook.names import LANGUAGES
from partnerbook.panels import points_breakdown
from partnerbook.panels.each.points_breakdown.view import MEASURES, PointsBreakdown
from partnerbook.records import Book, Segment
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


def column(panel: PointsBreakdown, code: str) -> dict[str, Decimal]:
    at = [each.code for each in panel.list.list_columns].index(code)
    return {row.code: row.cells[at] for row in panel.list.rows}  # type: ignore[misc]


def behind(panel: PointsBreakdown) -> list[Decimal]:
    at = [each.code for each in panel.behind.list.list_columns].index("points")
    return [row.cells[at] for row in panel.behind.list.rows]  # type: ignore[misc]


@settings(max_examples=15, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)))
@exactly
def test_every_client_has_the_cores_points_and_they_add_up(book: Book, day: date) -> None:
    panel, known = points_breakdown(book, as_of=day), overview(book, day)
    assert panel.model.fault == ""
    for track in ("sold", "managed", "total"):
        shown = {line.client.client: getattr(points, track)
                 for line, points in zip(known.clients, shown_clients(known.clients), strict=True)}  # fmt: skip
        assert column(panel, track) == shown
        assert total(shown.values()) == getattr(panel.model.sums, track) == getattr(known.shown, track)


@settings(max_examples=10, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)))
@exactly
def test_the_entries_behind_a_number_are_the_cores_and_add_up_to_it_as_shown(book: Book, day: date) -> None:
    panel = points_breakdown(book, as_of=day)
    for measure in MEASURES:
        panel.open_sum(measure)
        assert sum(behind(panel), ZERO) == getattr(panel.model.sums, measure)
        for client, shown in column(panel, measure).items():
            panel.open_client(client, measure)
            assert sum(behind(panel), ZERO) == shown
            told = explained(overview(book, day), Measure(measure), client)
            assert told.shown == shown
            assert len(panel.behind.list.rows) == len(told.parts)
            assert panel.model.fault == ""


@pytest.mark.parametrize("seed", range(3))
@exactly
def test_what_hardly_adds_up_adds_up(seed: int) -> None:
    panel = points_breakdown(uneven_book(seed, DAY), as_of=DAY)
    panel.open_sum("total")
    by_client: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row, points in zip(panel.behind.list.rows, behind(panel), strict=True):
        by_client[str(row.cells[0])] += points
    wanted = {client: points for client, points in column(panel, "total").items() if points or client in by_client}
    assert by_client == wanted


def test_a_segment_leaves_its_clients_whose_points_stay_the_same() -> None:
    book = sample_book()
    names = [client.client for client in book.clients[:3]]
    book = book._replace(segments=tuple(Segment("Key", name.upper()) for name in names))
    whole, few = points_breakdown(book, as_of=DAY), points_breakdown(book, as_of=DAY, segment="Key")
    assert column(few, "total") == {name: column(whole, "total")[name] for name in sorted(names)}
    few.open_sum("managed")
    assert {row.cells[0] for row in few.behind.list.rows} <= set(names)
    assert few.behind.actions.behind is not None
    assert few.behind.actions.behind.exported.segment == "Key"
    few.model.segment = "None such"
    assert "None such" in few.model.problems["segment"]
    assert few.list.rows == ()
    assert few.behind.layout.display == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_words_and_the_static_form_the_same_sums(language: str) -> None:
    panel = points_breakdown(as_of=DAY, language=language, numbers="en-US")
    words = panel.model.reader.words
    panel.open_sum("sold")
    assert "100" in str([row.cells[-2] for row in panel.behind.list.rows])  # point units, in how each comes about
    static = html.fromstring(f"<div>{panel.static_html()}</div>")
    assert "{" not in static.text_content()
    assert words["behind"]["managed"] in static.text_content()
    assert panel.model.reader.points(panel.model.sums.total) in static.text_content()
    if language != "en":
        headings = {each.heading for each in panel.list.list_columns}
        assert len(headings & {each.heading for each in points_breakdown(as_of=DAY).list.list_columns}) <= 1


def test_what_is_opened_follows_the_day_and_is_closed() -> None:
    panel = points_breakdown(as_of=DAY)
    panel.open_sum("total")
    first = len(panel.behind.list.rows)
    panel.model.as_of = date(2024, 1, 31)
    assert sum(behind(panel), ZERO) == panel.model.sums.total
    assert len(panel.behind.list.rows) != first
    panel.behind.leave()
    assert panel.behind.layout.display == "none"


def test_an_empty_book_and_what_is_refused() -> None:
    panel = points_breakdown(Book(), as_of=DAY)
    assert (panel.model.fault, panel.list.rows) == ("", ())
    assert panel.model.reader.words["list"]["empty"] in panel.static_html()
    with pytest.raises(BadInput, match="points_breakdown has no option 'goal'"):
        points_breakdown(goal="Gold")  # type: ignore[call-arg]
