"""What a person does in a page with JupyterLab."""

from playwright.sync_api import Locator, Page, expect


def launcher_tile(page: Page, name: str) -> Locator:
    """A tile of the launcher. JupyterLab 4.2 does not say that these are buttons."""
    return page.get_by_role("button", name=name, exact=True).or_(page.locator(".jp-LauncherCard", has_text=name)).first


def choose_in_palette(page: Page, name: str) -> None:
    """Run a command from JupyterLab's palette by the keyboard alone."""
    page.keyboard.press("ControlOrMeta+Shift+c")
    expect(page.locator(".lm-CommandPalette-input")).to_be_focused()
    page.keyboard.type(name)
    expect(page.get_by_role("menuitem", name=name)).to_be_visible()
    page.keyboard.press("Enter")


def open_book(page: Page, item: Locator, panel: str, words: str = "Open in partnerbook") -> None:
    """Open a book of the file browser in a panel, by its menu."""
    item.click(button="right")
    page.locator(".lm-Menu-item", has_text=words).hover()  # which has no role
    page.get_by_role("menuitem", name=panel, exact=True).click()
