"""What if in JupyterLab: a sale is typed, stands beside the book, and comes into it only after it was asked for."""

from playwright.sync_api import Page, expect
from support.accessibility import axe_violations_in_themes, widths_too_narrow
from support.lab_pages import open_sample
from support.lab_server import LabServer

from partnerbook.book.read.reader import read_book
from partnerbook.sample import sample_book

NAME = "What if"


def test_a_sale_is_assumed_and_written_by_keyboard_and_by_everybody(lab: LabServer, lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 1920, "height": 1200})
    path, before, panel = open_sample(lab, lab_page, NAME)
    expect(panel.get_by_role("columnheader", name="A good quarter").first).to_be_visible()
    add = panel.get_by_role("button", name="Add to the scenario")
    add.focus()
    lab_page.keyboard.press("Enter")
    client = panel.get_by_role("combobox", name="Client", exact=True)
    expect(client).to_have_accessible_description("Name the client whom it concerns.")
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}: {path.name}"]') == []
    fields = (
        (client, "Somebody New"),
        (panel.get_by_label("Product line"), "Marketing Hub"),
        (panel.get_by_label("MRR"), "1,200.50"),
    )
    for field, text in fields:
        field.focus()
        lab_page.keyboard.type(text)
        lab_page.keyboard.press("Enter")
    panel.get_by_label("Market", exact=True).select_option("Mexico")
    add.focus()
    lab_page.keyboard.press("Enter")
    expect(panel.get_by_role("columnheader", name="My scenario").first).to_be_visible()
    assert path.read_bytes() == before
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}: {path.name}"]') == []
    panel.get_by_role("button", name="Write them into the book").focus()
    lab_page.keyboard.press("Enter")
    expect(panel.get_by_role("alert").filter(has_text="Somebody New")).to_be_visible()
    expect(panel.get_by_role("button", name="Write it into the book")).to_be_focused()
    lab_page.keyboard.press("Enter")
    expect(panel.get_by_text("book.xlsx is written. As it was before: ")).to_be_visible()
    written, _ = read_book(path)
    assert [row.client for row in written.scenarios[len(sample_book().scenarios) :]] == ["Somebody New"]
    assert any(each.read_bytes() == before for each in path.parent.iterdir() if each.is_file() and each != path)
    assert widths_too_narrow(panel, "1800px", "640px", "320px", "235px") == []
