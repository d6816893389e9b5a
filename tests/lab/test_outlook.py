"""What lies ahead in JupyterLab: its tabs by keyboard, the goal and its day, and the entries behind a client."""

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations_in_themes, widths_too_narrow
from support.lab_pages import choose_in_palette

NAME = "What lies ahead"
TITLES = ("Tier and reviews", "Next steps", "Way to the goal", "At stake", "Largest clients", "Shared clients")
REGION = f'[role="region"][aria-label="{NAME}"]'


def test_its_tabs_its_goal_and_what_is_at_stake_by_keyboard_and_for_everybody(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 900})
    choose_in_palette(lab_page, NAME)
    panel = lab_page.get_by_role("region", name=NAME, exact=True)
    expect(panel.get_by_role("status").filter(has_text="Platinum is safe at the review of")).to_be_visible()
    panel.get_by_label("Go to").select_option("Gold")
    tabs = panel.get_by_role("tab")
    expect(tabs).to_have_text(TITLES)
    tabs.first.focus()
    for title in TITLES[1:3]:
        lab_page.keyboard.press("ArrowRight")
        lab_page.keyboard.press("Enter")
        expect(tabs.filter(has_text=title)).to_have_attribute("aria-selected", "true")
    expect(panel.get_by_text("The points that are left on January 15, 2027 are enough.")).to_be_visible()
    by = panel.get_by_label("Reach it by")
    by.focus()
    lab_page.keyboard.type("2026-01-01")
    lab_page.keyboard.press("Enter")
    expect(by).to_have_accessible_description(
        "A tier can be aimed at on a day from 2026-10-31 on, and 2026-01-01 is before that."
    )
    lab_page.keyboard.press("ControlOrMeta+a")
    lab_page.keyboard.type("2027-10-01")
    lab_page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", name="The way to Gold by October 1, 2027")).to_be_visible()
    assert axe_violations_in_themes(lab_page, REGION) == []
    tabs.nth(2).focus()
    lab_page.keyboard.press("ArrowRight")
    lab_page.keyboard.press("Enter")
    panel.get_by_label("Months ahead").select_option("Next 3 months")
    search = panel.get_by_role("searchbox", name="Search").first
    search.focus()
    lab_page.keyboard.type("Dorvilésia")
    client = panel.get_by_role("button", name="Dorvilésia Alimentos").first
    expect(client).to_be_visible()
    assert axe_violations_in_themes(lab_page, REGION) == []
    client.focus()
    lab_page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", name="Dorvilésia Alimentos · Total points")).to_be_visible()
    assert widths_too_narrow(panel, "1800px", "640px", "320px", "235px") == []
