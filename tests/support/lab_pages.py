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
