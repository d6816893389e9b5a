"""The clients in JupyterLab: the end of one's services for a client and its undo, by keyboard alone."""

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations_in_themes
from support.lab_pages import open_sample
from support.lab_server import LabServer

from partnerbook.book.read.reader import read_book

NAME = "Clients"


def test_services_end_by_keyboard_alone_and_the_backup_undoes_it(lab: LabServer, lab_page: Page) -> None:
    page, (path, before, panel) = lab_page, open_sample(lab, lab_page, NAME)
    made = panel.locator(".pb-list").first
    search = made.get_by_label("Search")
    expect(search).to_be_visible()
    name = next(each.client for each in read_book(path)[0].managing if each.end is None)
    search.fill(name)
    expect(made.locator("tbody tr")).to_have_count(1)
    panel.get_by_label("Client", exact=True).focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("30 nov 2026")
    page.keyboard.press("Enter")
    expect(panel.get_by_label("First day without your services")).to_have_value("November 30, 2026")
    panel.get_by_role("button", name="Show what would change").focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_text("managed points are lost")).to_be_visible()
    assert path.read_bytes() == before
    write = panel.get_by_role("button", name="Write it into the book")
    expect(write).to_be_focused()
    assert axe_violations_in_themes(page, f'[role="region"][aria-label="{NAME}: {path.name}"]') == []
    write.press("Enter")  # focused anew: a change of theme may take the focus
    expect(panel.get_by_text("To undo it, put that file in the place of book.xlsx.")).to_be_visible()
    [backup] = [each for each in lab.work.iterdir() if "backup" in each.name]
    assert backup.read_bytes() == before
    expect(made.locator("tbody tr")).to_contain_text("Nov 30, 2026")
    client = next(each for each in read_book(path)[0].clients if each.client == name)
    assert str(client.services_ended) == "2026-11-30"
    backup.replace(path)
    expect(panel.get_by_text(f"{path.name} has changed since it was read.")).to_be_visible()
    panel.get_by_role("button", name="Read the book again").focus()
    page.keyboard.press("Enter")
    expect(made.locator("tbody tr")).not_to_contain_text("Nov 30, 2026")
    expect(made.locator("tbody tr")).to_have_count(1)
    expect(panel.get_by_text(f"{path.name} has changed since it was read.")).to_have_count(0)
    assert path.read_bytes() == before
