"""Reconciling and comparing in JupyterLab: the entries behind a difference, a day and an edition by keyboard."""

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations_in_themes, widths_too_narrow
from support.lab_pages import choose_in_palette

POINTS, DAYS = "Our points and HubSpot's", "Other days and rules"


def test_differences_and_other_days_by_keyboard_and_for_everybody(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 900})
    choose_in_palette(lab_page, POINTS)
    ours = lab_page.get_by_role("region", name=POINTS, exact=True)
    figure = ours.get_by_role("button", name="39.80")
    figure.focus()
    lab_page.keyboard.press("Enter")
    expect(ours.get_by_role("heading", name="Civayumba Portos · Managed points")).to_be_visible()
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{POINTS}"]') == []
    assert widths_too_narrow(ours, "1800px", "640px", "320px", "235px") == []
    choose_in_palette(lab_page, DAYS)
    days = lab_page.get_by_role("region", name=DAYS, exact=True)
    since = days.get_by_label("Compare with")
    since.focus()
    for typed, told in (("soon", "“soon” is no day. Write it as October 31, 2026."), ("2026-01-31", "")):
        lab_page.keyboard.press("ControlOrMeta+a")
        lab_page.keyboard.type(typed)
        lab_page.keyboard.press("Enter")
        expect(since).to_have_accessible_description(told)
    expect(days.get_by_role("columnheader", name="January 31, 2026").first).to_be_visible()
    tabs = days.get_by_role("tab")
    tabs.first.focus()
    for title in ("All editions", "One edition by client"):
        lab_page.keyboard.press("ArrowRight")
        lab_page.keyboard.press("Enter")
        expect(tabs.filter(has_text=title)).to_have_attribute("aria-selected", "true")
    days.get_by_label("Edition of the program").select_option("July 18, 2022")
    expect(days.get_by_role("heading", name="October 31, 2026 under the rules of July 18, 2022")).to_be_visible()
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{DAYS}"]') == []
    assert widths_too_narrow(days, "1800px", "640px", "320px", "235px") == []
