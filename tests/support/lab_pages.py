"""What a person does in a page with JupyterLab."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from partnerbook.sample import sample_book
from support.books import write_plain_book
from support.lab_server import LabServer


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


def open_sample(lab: LabServer, page: Page, panel: str) -> tuple[Path, bytes, Locator]:
    """The sample as a book of the server's folder, its bytes, and the region of the panel that it is opened in."""
    path = lab.work / "book.xlsx"
    write_plain_book(sample_book(), path)
    written = path.read_bytes()
    page.evaluate("() => jupyterapp.commands.execute('filebrowser:refresh')")
    open_book(page, page.locator(".jp-DirListing-item", has_text=path.name), panel)
    return path, written, page.get_by_role("region", name=f"{panel}: {path.name}", exact=True)
