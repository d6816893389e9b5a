"""Changes, renewals, shared selling, commission and team in one notebook: by keyboard, what is behind, and axe."""

import csv
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
from support.accessibility import axe_violations
from support.lab_server import LabServer

PANELS = ("changes", "renewals", "shared_selling", "commission", "team")
OCTOBER = "From October 1, 2026 to October 31, 2026, both included."


# JupyterLab 4.2 takes the cells that are far from view out of the page, and goes to the last one once all have run.
SCROLLED = """([place, title]) => { jupyterapp.shell.currentWidget.content.scrollToItem(place, 'start');
    return [...document.querySelectorAll('.pb-title')].some(each => each.textContent.startsWith(title)); }"""


def seen(page: Page, name: str, title: str) -> Locator:
    """A panel by its name and its title, scrolled into view."""
    page.wait_for_function(SCROLLED, arg=[PANELS.index(name), title], polling=500)
    panel = page.locator(".pb-panel", has=page.get_by_role("heading", name=f"{title} of Sample Partner"))
    panel.scroll_into_view_if_needed()
    return panel


def moved(page: Page, name: str, title: str, text: str) -> Locator:
    """A panel whose first day is moved by keyboard to the first of October, what it then shows among it."""
    panel = seen(page, name, title)
    first = panel.get_by_label("From (first day)")
    first.scroll_into_view_if_needed()
    first.focus()
    for typed, told in (("soon", "“soon” is no day. Write it as October 31, 2026."), ("2026-10-01", "")):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(first).to_have_accessible_description(told)
    for at, asked_day in enumerate(("As-of day", "From (first day)", "To (last day)")):
        expect(panel.get_by_label("Calendar").nth(at)).to_have_accessible_description(asked_day)
    expect(panel.get_by_text(text).first, title).to_be_visible()
    return panel


def test_each_is_moved_by_keyboard_and_can_be_used_by_all(
    notebook: Callable[..., Page], lab: LabServer, expected_errors: list[str]
) -> None:
    expected_errors += ["of undefined .*'(isRunning|type)'"]  # JupyterLab 4.2's own, of cells that are not in the page
    asked = "as_of='2026-10-31', since='2026-07-01'"
    page = notebook(
        *(f"from partnerbook import panels; panels.{name}({asked})" for name in PANELS[:-1]),
        "from partnerbook import panels; panels.team()",
    )
    changes = moved(page, "changes", "Changes in points", OCTOBER)
    pressed = changes.get_by_role("button", name="Lost managed points: ", exact=False).first
    pressed.focus()
    page.keyboard.press("Enter")
    entries = changes.locator(".pb-list").first
    expect(entries.get_by_label("Search")).to_be_focused()
    expect(entries.locator("tfoot")).to_contain_text(pressed.inner_text())
    renewals = moved(page, "renewals", "Renewals", "7 of 7 rows")
    renewals.locator("[data-key='filter currency']").select_option("USD")
    expect(renewals.locator("tbody tr", has_text="Oct")).to_have_count(3)
    renewals.get_by_role("button", name="What to do with these rows").press("Enter")
    renewals.get_by_label("What to do with these rows").select_option("Export them unsummarized, as a file")
    renewals.get_by_label("Name of the file, in .csv or .xlsx").fill("dollars.csv")
    renewals.get_by_role("button", name="Go on").press("Enter")
    expect(renewals.get_by_text("3 rows")).to_be_visible()
    with (lab.work / "dollars.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["Currency"] for row in csv.DictReader(stream)] == ["USD"] * 3
    moved(page, "shared_selling", "Shared selling", OCTOBER)
    moved(page, "commission", "Commission", "Commission: Quarter")
    mail = seen(page, "team", "HubSpot team").get_by_role("link", name="pia@hubspot.example")
    mail.scroll_into_view_if_needed()
    expect(mail).to_have_attribute("href", "mailto:pia@hubspot.example")
    assert axe_violations(page, ".pb-panel") == []
