"""Changes, renewals, shared selling, commission and team in one notebook: their days by keyboard, and axe."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations

# What each shows once its first day is moved to the first of October.
SHOWN = {
    "changes": "From October 1, 2026 to October 31, 2026, both included.",
    "renewals": "7 of 7 rows",
    "shared_selling": "From October 1, 2026 to October 31, 2026, both included.",
    "commission": "Commission: Quarter",
}


def test_each_is_moved_by_keyboard_and_can_be_used_by_all(notebook: Callable[..., Page]) -> None:
    asked = "as_of='2026-10-31', since='2026-07-01'"
    page = notebook(
        *(f"from partnerbook import panels; panels.{name}({asked})" for name in SHOWN),
        "from partnerbook import panels; panels.team()",
    )
    for place, (name, text) in enumerate(SHOWN.items()):
        panel = page.locator(".jp-Cell").nth(place).locator(".pb-panel")
        first = panel.get_by_label("From (first day)")
        first.scroll_into_view_if_needed()
        first.focus()
        for typed, told in (("soon", "“soon” is no day. Write it as October 31, 2026."), ("2026-10-01", "")):
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(typed)
            page.keyboard.press("Enter")
            expect(first).to_have_accessible_description(told)
        expect(panel.get_by_text(text).first, name).to_be_visible()
    mail = page.locator(".jp-Cell").nth(len(SHOWN)).get_by_role("link", name="pia@hubspot.example")
    mail.scroll_into_view_if_needed()
    expect(mail).to_have_attribute("href", "mailto:pia@hubspot.example")
    assert axe_violations(page, ".pb-panel") == []
