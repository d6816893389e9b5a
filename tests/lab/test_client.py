"""One client in JupyterLab's main area, as a person finds it and goes through its tabs by keyboard."""

from itertools import pairwise

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations, axe_violations_in_themes, widths_too_narrow
from support.lab_pages import choose_in_palette

NAME = "Client details"
TITLES = ("Points", "Revenue", "Company and subscriptions", "Renewals", "Usage", "Engagement", "Links", "Explain",
          "If it is lost")  # fmt: skip


def test_a_client_is_typed_and_its_tabs_are_read_by_keyboard_and_by_everybody(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 900})
    choose_in_palette(lab_page, NAME)
    panel = lab_page.get_by_role("region", name=NAME, exact=True)
    expect(panel).to_be_focused()
    typed = panel.get_by_role("combobox", name="Client", exact=True)
    expect(typed).to_have_value("Fenraquil Insurance")
    lab_page.keyboard.press("Tab")
    expect(typed).to_be_focused()
    lab_page.keyboard.press("ControlOrMeta+a")
    lab_page.keyboard.type("robotica")
    options = panel.locator('.pb-combobox [role="option"]')
    expect(options).to_have_count(2)
    assert axe_violations(lab_page, f'[role="region"][aria-label="{NAME}"]') == []
    lab_page.keyboard.press("ArrowUp")  # from the field to the last one
    expect(options.last).to_have_attribute("aria-selected", "true")
    lab_page.keyboard.press("Escape")
    expect(typed).to_have_value("Fenraquil Insurance")
    typed.fill("gralobindo robotica")
    lab_page.keyboard.press("ArrowDown")
    lab_page.keyboard.press("Enter")
    expect(typed).to_have_value("Gralobindo Robótica")
    expect(options).to_have_count(0)
    expect(panel.get_by_role("heading", name="Gralobindo Robótica")).to_be_visible()
    expect(panel.get_by_role("img", name="Oct 2026: Sold points 4.42; Managed points 2.55")).to_have_count(1)
    tabs = panel.get_by_role("tab")
    expect(tabs).to_have_text(TITLES)
    for before, title in pairwise(TITLES):
        tabs.filter(has_text=before).focus()  # a change of theme, as below, takes it away
        lab_page.keyboard.press("ArrowRight")
        expect(tabs.filter(has_text=title)).to_be_focused()
        lab_page.keyboard.press("Enter")
        expect(tabs.filter(has_text=title)).to_have_attribute("aria-selected", "true")
        if title in ("Engagement", "If it is lost"):
            assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}"]') == []
    expect(panel.get_by_text("Without Gralobindo Robótica, 6.97 points would be missing: 0.3% of all.")).to_be_visible()
    assert widths_too_narrow(panel, "1800px", "640px", "320px", "235px") == []
    typed.fill("Fenraqil Insurace")
    typed.press("Enter")
    expect(typed).to_have_accessible_description(
        "There is no client “Fenraqil Insurace”. Do you mean Fenraquil Insurance?"
    )
    expect(tabs.first).to_be_hidden()
