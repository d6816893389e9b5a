"""Make notebooks/jupyterlab.png anew, the picture that README.md shows: python tests/lab/picture.py

The tier progress of the made-up partner and, in the side panel, the points calculator.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from partnerbook.sample import sample_book
from partnerbook.sample.figures import AS_OF
from partnerbook.workbooks.book import write_book

sys.path.append(str(Path(__file__).resolve().parents[1]))
from support import programs
from support.lab_pages import launcher_tile, open_book
from support.lab_server import LabServer

PICTURE = Path(__file__).resolve().parents[2] / "notebooks" / "jupyterlab.png"
_PATIENCE = 60_000  # milliseconds


def take_picture(page: Page, lab: LabServer) -> None:
    """Open the two panels as a person does, and picture the whole page."""
    write_book(sample_book(), lab.work / "book.xlsx", AS_OF)
    lab.open(page)
    launcher_tile(page, "Points calculator").click()
    side = page.get_by_role("region", name="Points calculator")
    side.get_by_label("Amount sold").fill("2500")
    side.get_by_label("Rules of which day").first.fill(AS_OF.isoformat())
    side.get_by_label("Rules of which day").first.press("Enter")
    expect(side.get_by_role("definition").first).to_have_text("125.00")
    open_book(page, page.locator(".jp-DirListing-item", has_text="book.xlsx"), "Tier progress")
    panel = page.get_by_role("region", name="Tier progress: book.xlsx", exact=True)
    expect(panel.get_by_role("img", name="Diamond")).to_be_visible()
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_000)  # a busy sign goes, a status is told
    page.screenshot(path=PICTURE)


def main() -> None:
    """Start JupyterLab and a browser for it."""
    programs.labextension()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = LabServer(Path(folder, "lab"))
        try:
            browser = playwright.chromium.launch(executable_path=programs.chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1300, "height": 900}, locale="en-US")
            page.set_default_timeout(_PATIENCE)
            expect.set_options(timeout=_PATIENCE)
            take_picture(page, lab)
            browser.close()
        finally:
            lab.stop()


if __name__ == "__main__":
    main()
