"""The program information in JupyterLab's main area, as a person finds, reads and moves it."""

from playwright.sync_api import Locator, Page, expect
from support.accessibility import axe_violations_in_themes, widths_too_narrow
from support.books import write_plain_book
from support.lab_pages import choose_in_palette, launcher_tile, open_book
from support.lab_server import LabServer

from partnerbook.figures.outlook import outlook
from partnerbook.figures.outlook_words import risk_words
from partnerbook.figures.overview import overview
from partnerbook.sample import sample_book

NAME = "Program information"


def region(page: Page, book: str = "") -> Locator:
    return page.get_by_role("region", name=f"{NAME}: {book}" if book else NAME, exact=True)


def fact(panel: Locator, label: str) -> Locator:
    return panel.locator("dl div", has_text=label).get_by_role("definition").first


def test_the_launchers_tile_shows_the_sample_book_for_everybody(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 900})
    launcher_tile(lab_page, NAME).click()
    panel = region(lab_page)
    expect(fact(panel, "Credited tier")).to_have_text("Platinum")
    expect(panel.get_by_text("2,635.35 of 3,250.00: 614.65 still needed")).to_be_visible()
    panel.get_by_role("button", name="of them sourced: ").press("Enter")
    expect(panel.locator(".pb-list").get_by_label("Search")).to_be_focused()
    sourced = fact(panel, "of them sourced").text_content() or "nothing"
    expect(panel.locator(".pb-list tfoot")).to_contain_text(sourced)
    as_of = overview(sample_book(), sample_book().settings.as_of)  # type: ignore[arg-type]  # the sample has one
    expect(panel.locator(".pb-risk")).to_have_text(risk_words(outlook(as_of).risk))
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}"]') == []
    assert widths_too_narrow(panel, "1800px", "640px", "320px", "235px") == []


def test_the_palette_opens_it_and_its_day_is_moved_by_keyboard_alone(lab_page: Page) -> None:
    choose_in_palette(lab_page, NAME)
    panel = region(lab_page)
    expect(panel).to_be_focused()
    day = panel.get_by_label("As-of day")
    expect(day).to_have_value("October 31, 2026")
    lab_page.keyboard.press("Tab")
    expect(day).to_be_focused()
    lab_page.keyboard.press("ControlOrMeta+a")
    lab_page.keyboard.type("14/7/2025")
    lab_page.keyboard.press("Enter")
    expect(day).to_have_value("July 14, 2025")
    expect(fact(panel, "Edition of the program")).to_have_text("Rules in force since February 27, 2024")
    day.fill("soon")
    day.press("Enter")
    expect(day).to_have_accessible_description("“soon” is no day. Write it as October 31, 2026.")
    expect(panel.locator(".pb-risk")).to_have_count(0)


def test_the_file_browser_opens_a_book(lab: LabServer, lab_page: Page) -> None:
    name = "book.xlsx"
    write_plain_book(sample_book(), lab.work / name)
    lab_page.evaluate("() => jupyterapp.commands.execute('filebrowser:refresh')")
    open_book(lab_page, lab_page.locator(".jp-DirListing-item", has_text=name), NAME)
    expect(fact(region(lab_page, name), "Credited tier")).to_have_text("Platinum")
