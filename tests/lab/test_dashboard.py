"""The dashboard in JupyterLab: a book is opened by a double click, its sections by keyboard, all of one day."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from support.accessibility import axe_violations_in_themes
from support.books import write_plain_book
from support.lab_pages import launcher_tile
from support.lab_server import LabServer

from partnerbook.sample import sample_book

NAME = "Dashboard"


def region(page: Page, book: str = "") -> Locator:
    return page.get_by_role("region", name=f"{NAME}: {book}" if book else NAME, exact=True)


def listed(page: Page, name: str) -> Locator:
    page.evaluate("() => jupyterapp.commands.execute('filebrowser:refresh')")
    return page.locator(".jp-DirListing-item", has_text=name)


def section(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("button", name=name, exact=True)


def test_a_double_click_on_a_book_opens_it(lab: LabServer, lab_page: Page) -> None:
    book = sample_book(3)
    write_plain_book(
        book._replace(deals=(*book.deals, book.deals[0]._replace(client="Nobody"))), lab.work / "book.xlsx"
    )
    listed(lab_page, "book.xlsx").dblclick()
    panel = region(lab_page, "book.xlsx")
    expect(panel.get_by_role("heading", name="Outlook")).to_be_visible()
    assert len(lab_page.get_by_role("tab", name="book.xlsx").all()) == 1
    # by keyboard alone
    progress = section(panel, "Tier progress")
    expect(progress).to_have_attribute("aria-expanded", "false")
    progress.focus()
    lab_page.keyboard.press("Enter")
    expect(progress).to_have_attribute("aria-expanded", "true")
    expect(panel.get_by_role("heading", name="The way to ")).to_be_visible()
    expect(panel.get_by_label("As-of day")).to_have_count(1 + panel.locator(".pb-section .pb-of-as_of").count())
    panel.get_by_label("Go to").first.select_option("Elite")
    expect(panel.get_by_role("heading", name="The way to Elite")).to_be_visible()
    lab_page.keyboard.press("Tab")
    progress.press("Space")
    expect(progress).to_have_attribute("aria-expanded", "false")
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}: book.xlsx"]') == []


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}])
def test_its_tile_is_seen_on_a_small_screen(lab_page: Page, size: dict[str, int]) -> None:
    lab_page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict is one
    tile = launcher_tile(lab_page, NAME)
    box = tile.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size["height"]


def write_folder(folder: Path) -> None:
    folder.mkdir()
    with (folder / "Clients.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Client", "Country"], ["Acme", "Mexico"]])
    with (folder / "Deals.csv").open("w", newline="", encoding="utf-8") as file:
        heads = ["Client", "Product line", "Closed on", "Kind", "Source", "MRR", "Currency"]
        csv.writer(file).writerows([heads, ["Acme", "Sales Hub", "2026-02-01", "New", "Sourced", "1000", "USD"]])


def test_a_folder_of_csv_files_is_opened_from_its_menu(lab: LabServer, lab_page: Page) -> None:
    write_folder(lab.work / "accounts")
    listed(lab_page, "accounts").click(button="right")
    lab_page.get_by_role("menuitem", name="Open its CSV files in partnerbook").click()
    panel = region(lab_page, "accounts")
    panel.get_by_label("As-of day").first.fill("2026-10-31")
    panel.get_by_label("As-of day").first.press("Enter")
    expect(panel.locator("dl div", has_text="Total points").get_by_role("definition").first).to_have_text("100.00")
