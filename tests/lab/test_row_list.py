"""The list of a panel in a page: searched, sorted, filtered, paged, chosen and opened by keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
from support.accessibility import axe_violations_in_themes

LIST = """
from decimal import Decimal
from partnerbook.language.reader import reader
from partnerbook.panels.frame.model import PanelModel
from partnerbook.panels.frame.row_list import Link, ListColumn, ListRow, RowList
from partnerbook.panels.frame.view import Panel
class Model(PanelModel):
    def computed(self, problems): return {}
columns = [ListColumn("client", "Client", opens=True), ListColumn("kinds", "Kinds", filters=True),
           ListColumn("points", "Points", "points", total=True), ListColumn("mail", "Mail", "link"),
           ListColumn("net", "Net", "points", opens=True, opens_zero=True)]
kinds, mail = ("New", "Upsell"), Link("Mail", "mailto:a@b.c")
rows = [ListRow(f"c{at}", (f"Clíent {min(at, 58)}", kinds[: at % 3], Decimal(at) / 100, mail,
        None if at - 51 else Decimal(0))) for at in range(60)]
made = RowList(columns, rows, reader("en", "es-ES"), "Clients", selectable=True)
made.on_open(lambda *opened: setattr(made, "caption", str(opened)))
Panel.static_html = lambda panel: made.static_html()
Panel(Model(), "Trial", [made])
"""


def first(made: Locator) -> Locator:
    return made.locator("tbody tr").first


def test_a_list_is_used_by_keyboard_alone(notebook: Callable[..., Page]) -> None:
    page = notebook(LIST)
    made = page.locator(".pb-list")
    expect(made.get_by_role("status").first).to_have_text("60 of 60 rows")
    search = made.get_by_label("Search")
    search.focus()
    page.keyboard.type("CLIENT 1")
    expect(made.get_by_role("status").first).to_have_text("15 of 60 rows")
    expect(made.locator("tfoot tr")).to_have_text("Total2,90")  # of 1, 10 to 19, 21, 31, 41, 51
    page.keyboard.press("Tab")
    page.keyboard.type("U")  # Upsell, in the drop-down of kinds
    expect(made.get_by_role("status").first).to_have_text("4 of 60 rows")
    page.keyboard.press("Home")
    expect(made.get_by_role("status").first).to_have_text("15 of 60 rows")
    for name in ("Choose all rows that are found", "Client", "Kinds", "Points"):
        page.keyboard.press("Tab")
        expect(made.get_by_role("checkbox", name=name).or_(made.get_by_role("button", name=name)).first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    heading = made.get_by_role("columnheader", name="Points", exact=True)  # the arrow is no part of the name
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(first(made)).to_contain_text("Clíent 51")
    box = made.get_by_label("Choose Clíent 51")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_focused()
    expect(made.get_by_role("status").first).to_have_text("15 of 60 rows 1 chosen.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(made.locator("caption")).to_have_text("('c51', 'client')")
    made.get_by_role("button", name="Net, Clíent 51: 0,00").press("Enter")
    expect(made.locator("caption")).to_have_text("('c51', 'net')")
    search.fill("nobody")
    expect(made.get_by_role("status").first).to_contain_text("Nothing is found.")
    search.fill("")
    for alike in ("Choose Clíent 58, New", "Choose Clíent 58, New, Upsell"):  # each is called so that it is told apart
        expect(made.get_by_label(alike, exact=True)).to_be_visible()
    next_page = made.get_by_role("button", name="Next")
    next_page.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(made.get_by_text("Page 3 of 3")).to_be_visible()
    expect(made.get_by_role("button", name="Previous")).to_be_focused()
    expect(made.get_by_role("link").first).to_have_attribute("href", "mailto:a@b.c")
    assert axe_violations_in_themes(page, ".pb-panel") == []
