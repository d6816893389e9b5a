"""The dashboard: every panel that there is, in the registry's order, all of one day, one goal and one segment."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.books import write_plain_book

from partnerbook.book.export import exported
from partnerbook.book.read.reader import read_book
from partnerbook.errors import BadInput
from partnerbook.figures.overview import overview
from partnerbook.names import LANGUAGES
from partnerbook.panels import dashboard
from partnerbook.panels.each.dashboard.saved import SavedReports
from partnerbook.panels.registry import PANELS
from partnerbook.records import Book, SavedReport
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
INSIDE = tuple(entry.name for entry in PANELS if entry.name != "dashboard")


def test_every_panel_is_a_section_and_none_is_made_before_it_is_opened() -> None:
    shown = dashboard(as_of=DAY, sections=())
    assert shown.inside == {}
    for name in INSIDE:
        shown.model.turn(name)
        assert shown.model.sections[-1:] or name
    assert tuple(shown.inside) == INSIDE
    assert {panel.model.fault for panel in shown.inside.values()} == {""}
    shown.model.turn("program")
    assert "program" not in shown.model.sections
    assert "program" in shown.inside  # what was typed there is kept


def test_one_day_one_goal_and_one_segment_hold_for_all() -> None:
    shown = dashboard(as_of=DAY, sections=INSIDE)
    segment = shown.model.segments[0]
    day = date(2025, 10, 31)
    shown.model.as_of, shown.model.goal, shown.model.segment = day, "Gold", segment
    asked = {"as_of": day, "on": day, "goal": "Gold", "segment": segment}
    for name, panel in shown.inside.items():
        given = {each: getattr(panel.model, each) for each in panel.model.trait_names(given=True) if each in asked}
        assert given == {each: asked[each] for each in given}, name
        assert panel.model.problems == {}, name
    assert shown.inside["tier_progress"].model.known.standing == overview(sample_book(), day).standing


def test_a_closed_section_follows_once_it_is_opened_again() -> None:
    shown = dashboard(as_of=DAY, sections=("tier_progress",))
    shown.model.turn("tier_progress")
    shown.model.as_of = date(2025, 10, 31)
    assert shown.inside["tier_progress"].model.as_of == DAY
    shown.model.turn("tier_progress")
    assert shown.inside["tier_progress"].model.as_of == date(2025, 10, 31)


def test_a_book_that_is_read_again_is_another_one_in_every_section(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = sample_book()
    write_plain_book(book, path)
    shown = dashboard(path, as_of=DAY, sections=("tier_progress", "program"))
    assert shown.inside["program"].model.book is shown.model.book
    write_plain_book(book._replace(deals=()), path)
    shown.model.read_again()
    assert shown.inside["tier_progress"].model.known.standing.sold == 0
    assert shown.inside["program"].model.known.standing.sold == 0


def test_what_a_section_writes_into_the_book_is_there_for_all(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), path)
    shown = dashboard(path, as_of=DAY, sections=("clients", "renewals"))
    section: Any = shown.inside["clients"]
    section.actions.name.value = "Mine"
    section.actions.act()
    section.actions.change.write()
    assert "Mine" in {row.segment for row in read_book(path)[0].segments}
    assert "Mine" in shown.model.segments
    assert {panel.model.book is shown.model.book for panel in shown.inside.values()} == {True}
    shown.model.look()
    assert not shown.model.outdated
    renewals: Any = shown.inside["renewals"]
    assert renewals.model.write_sheet().parent == tmp_path


def test_a_section_of_the_sample_says_that_it_is_the_sample() -> None:
    section: Any = dashboard(as_of=DAY, sections=("clients",)).inside["clients"]
    section.actions.name.value = "Mine"
    section.actions.act()
    assert section.model.reader.words["change"]["sample"] in section.actions.change.shown.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_static_form_has_the_open_sections(language: str) -> None:
    shown = dashboard(as_of=DAY, language=language, sections=("program", "saved_reports"))
    said = shown.static_html()
    assert shown.inside["program"].static_html() in said
    report = sample_book().saved_reports[0]
    assert report.report in said
    assert "tier_progress" not in shown.inside


def test_a_saved_report_of_commission_is_seen_from_the_day_of_the_panel() -> None:
    report = SavedReport("Paid", "commission_by_month")
    book = sample_book()._replace(saved_reports=(report,))
    shown = dashboard(book, as_of=DAY, sections=("saved_reports",))
    saved = SavedReports(shown.model)
    for day in (DAY, date(2025, 12, 31)):
        shown.model.as_of = day
        expected = exported(book, report.rows, as_of=day)
        assert {row[-1] for row in expected.rows} == {day}
        said = saved.static_html()
        assert all(f">{told}<" in said for told in (expected.rows[0][-3], f"{day:%b %d, %Y}"))
        assert f"of {len(expected.rows):,} rows" in said
        assert all(f"<td>{told}</td>" in said for told in ("40.00", "20.0%", "8.00"))  # base, rate and commission


def test_an_empty_book_and_a_day_that_is_none_spoil_nothing() -> None:
    shown = dashboard(Book(), as_of=DAY, sections=(*INSIDE, "saved_reports"))
    assert {panel.model.fault for panel in shown.inside.values()} == {""}
    shown.model.as_of = "soon"
    assert list(shown.model.problems) == ["as_of"]
    assert shown.static_html()
    shown.model.as_of = DAY
    assert shown.model.problems == {}


def test_a_section_that_there_is_not_is_refused() -> None:
    with pytest.raises(BadInput, match="there is no section 'clints'"):
        dashboard(sections=("clints",))
