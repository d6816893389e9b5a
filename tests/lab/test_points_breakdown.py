"""The points breakdown in JupyterLab: found, searched, opened to the entries, and put into a segment by keyboard."""

from pathlib import Path

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations_in_themes, widths_too_narrow
from support.lab_pages import choose_in_palette, launcher_tile, open_sample
from support.lab_server import LabServer

from partnerbook.book.read.reader import read_book

NAME = "Points breakdown"


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def test_a_number_opens_its_entries_by_keyboard_alone(lab_page: Page) -> None:
    page = lab_page
    choose_in_palette(page, NAME)
    panel = page.get_by_role("region", name=NAME, exact=True)
    made = panel.locator(".pb-list").first
    expect(made.get_by_role("status").first).to_contain_text("rows")
    sold = panel.get_by_role("button", name="Sold points: 1,975.67")
    sold.focus()
    press(page, "Enter")
    expect(panel.get_by_role("heading", name="Sold points: every entry behind them")).to_be_visible()
    behind = panel.locator(".pb-list").nth(1)
    expect(behind.get_by_label("Search")).to_be_focused()
    expect(behind.locator("tfoot")).to_contain_text("1,975.67")
    page.keyboard.type("upsell")
    expect(behind.locator("tbody tr").first).to_contain_text("Upsell")
    client = made.locator("tbody .pb-behind").first
    name = client.text_content()
    client.focus()
    press(page, "Enter")
    expect(panel.get_by_role("heading", name=f"{name} · Total points")).to_be_visible()
    what = panel.get_by_label("What to do with these rows")
    what.focus()
    press(page, "Tab", 2)
    press(page, "Enter")  # without a name
    expect(panel.get_by_role("alert")).to_have_text("Write a name.")
    press(page, "Shift+Tab")
    page.keyboard.type("Mine")
    press(page, "Tab")
    press(page, "Enter")
    expect(panel.get_by_role("alert")).to_have_text(
        "The made-up sample book cannot be changed. Open a book of your own."
    )
    assert axe_violations_in_themes(page, f'[role="region"][aria-label="{NAME}"]') == []
    assert widths_too_narrow(panel, "1280px", "320px") == []


def test_the_clients_behind_a_number_come_into_a_segment_of_the_book(lab: LabServer, lab_page: Page) -> None:
    page, (path, before, panel) = lab_page, open_sample(lab, lab_page, NAME)
    client = panel.locator(".pb-list tbody .pb-behind").first
    name = client.text_content()
    client.press("Enter")
    panel.get_by_label("Segment: a new name, or one of the book").fill("Mine")
    panel.get_by_role("button", name="Go on").press("Enter")
    expect(panel.get_by_role("cell", name=f"Mine; {name}")).to_be_visible()
    assert path.read_bytes() == before
    expect(panel.get_by_role("button", name="Write it into the book")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.get_by_text("book.xlsx is written. As it was before:")).to_be_visible()
    assert [row.client for row in read_book(path)[0].segments if row.segment == "Mine"] == [name]
    [backup] = [each for each in Path(lab.work).iterdir() if "backup" in each.name]
    assert backup.read_bytes() == before
    panel.get_by_label("Segment", exact=True).select_option("Mine")
    expect(panel.locator(".pb-list").first.locator("tbody tr")).to_have_count(1)


def test_the_launcher_has_its_tile(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 900})
    expect(launcher_tile(lab_page, NAME)).to_be_visible()
