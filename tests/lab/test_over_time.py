"""Progress over time in JupyterLab's main area, as a person opens, reads and moves it by keyboard."""

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations_in_themes, widths_too_narrow
from support.lab_pages import choose_in_palette

from partnerbook.figures.outlook import outlook
from partnerbook.figures.outlook_words import risk_words
from partnerbook.figures.overview import overview
from partnerbook.sample import sample_book

NAME = "Progress over time"


def test_its_range_is_moved_by_keyboard_and_it_can_be_used_by_everybody(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 900})
    choose_in_palette(lab_page, NAME)
    panel = lab_page.get_by_role("region", name=NAME, exact=True)
    expect(panel).to_be_focused()
    months = panel.locator(".pb-month")
    expect(months).to_have_count(42)
    known = overview(sample_book(), sample_book().settings.as_of)  # type: ignore[arg-type]  # the sample has one
    expect(panel.locator(".pb-risk")).to_have_text(risk_words(outlook(known).risk))
    expect(panel.get_by_role("img", name="Oct 2026: 1,975.67 sold, 659.68 managed, 2,635.35 in all")).to_have_count(1)
    back = panel.get_by_label("Months up to the day")
    for _ in range(9):  # the calendar has several stops
        lab_page.keyboard.press("Tab")
        if back.evaluate("field => field === document.activeElement"):
            break
    expect(back).to_be_focused()
    lab_page.keyboard.press("ArrowUp")
    expect(months).to_have_count(30)
    lab_page.keyboard.press("Tab")
    expect(panel.get_by_label("Months ahead", exact=True)).to_be_focused()
    lab_page.keyboard.press("Home")
    expect(months).to_have_count(12)
    expect(panel.get_by_text("No month ahead is shown.")).to_be_visible()
    lab_page.keyboard.press("End")
    expect(months).to_have_count(30)
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}"]') == []
    assert widths_too_narrow(panel, "1800px", "640px", "320px", "235px") == []
