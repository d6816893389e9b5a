"""The points calculator in JupyterLab's right side panel, as a person finds and uses it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, WebSocketRoute, expect
from support.accessibility import axe_violations, axe_violations_in_themes
from support.books import write_plain_book
from support.lab_pages import choose_in_palette, launcher_tile, open_book
from support.lab_server import LabServer

from partnerbook.records import OwnRate
from partnerbook.sample import sample_book

NAME = "Points calculator"


def calculator(page: Page) -> Locator:
    return page.get_by_role("region", name=NAME)


def opened(page: Page) -> Locator:
    """The calculator, drawn, after a click on its tile."""
    launcher_tile(page, NAME).click()
    panel = calculator(page)
    expect(amount(panel)).to_be_visible()
    return panel


def amount(panel: Locator) -> Locator:
    return panel.get_by_label("Amount sold")


def total(panel: Locator) -> Locator:
    return panel.get_by_role("definition").first


def test_the_launchers_tile_opens_it(lab_page: Page) -> None:
    panel = opened(lab_page)
    amount(panel).fill("2500")
    expect(total(panel)).to_have_text("125.00")  # 5 points for every 100


def test_its_kernel_begins_as_one_comes_near_the_tile_and_ends_if_one_does_not_come(
    browser: BrowserContext, lab: LabServer
) -> None:
    page = browser.new_page()
    page.clock.install()
    lab.open(page)
    launcher_tile(page, NAME).hover()
    lab.wait_for_sessions(lambda sessions: [each["kernel"]["connections"] for each in sessions] == [1])

    def nobody_comes(sessions: list[Any]) -> bool:
        page.clock.fast_forward(61_000)
        return sessions == []

    lab.wait_for_sessions(nobody_comes)
    opened(page)
    assert len(lab.sessions()) == 1


def test_the_palette_opens_it_by_keyboard_alone(lab_page: Page) -> None:
    choose_in_palette(lab_page, NAME)
    panel = calculator(lab_page)
    expect(panel).to_be_focused()
    expect(amount(panel)).to_be_visible()
    lab_page.keyboard.press("Tab")  # to the panel's own tabs
    lab_page.keyboard.press("Tab")
    expect(amount(panel)).to_be_focused()
    lab_page.keyboard.press("ControlOrMeta+a")
    lab_page.keyboard.type("4300")
    expect(total(panel)).to_have_text("215.00")


def test_its_tab_shows_and_hides_it(lab_page: Page, lab: LabServer) -> None:
    tab = lab_page.get_by_role("tab", name=NAME)
    expect(calculator(lab_page)).to_be_hidden()
    assert lab.sessions() == []  # no kernel before it is seen
    tab.click()
    panel = calculator(lab_page)
    amount(panel).fill("2500")
    tab.click()
    expect(panel).to_be_hidden()
    tab.click()
    expect(amount(panel)).to_have_value("2500")
    assert [each["path"] for each in lab.sessions()] == ["partnerbook"]


def test_a_reloaded_page_finds_what_was_typed(lab_page: Page, lab: LabServer) -> None:
    amount(opened(lab_page)).fill("2500")
    expect(total(calculator(lab_page))).to_have_text("125.00")
    lab.wait_for_workspace("partnerbook-calculator")
    lab_page.reload()
    panel = calculator(lab_page)
    expect(amount(panel)).to_have_value("2500")
    expect(total(panel)).to_have_text("125.00")
    assert len(lab.sessions()) == 1


def test_a_second_tab_of_the_browser_shares_it(lab_page: Page, browser: BrowserContext, lab: LabServer) -> None:
    first = opened(lab_page)
    second = opened(lab.page(browser))
    amount(first).fill("2500")
    expect(amount(second)).to_have_value("2500")
    amount(second).fill("4300")
    expect(total(first)).to_have_text("215.00")
    assert len(lab.sessions()) == 1


def without_first_words(route: WebSocketRoute) -> None:
    """Pass on what a kernel says, but for its first words: a new process may say them before anybody listens."""
    server = route.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        data = message.encode() if isinstance(message, str) else message
        if not re.search(rb'"execution_state": *"starting"', data):
            route.send(message)

    server.on_message(pass_on)


# Somebody else who uses the kernel after they have restarted it: what it says first to others may be lost, until the
# server's own connection to it stands again.
GO_ON_ASKING = """async model => {
    const kernel = jupyterapp.serviceManager.kernels.connectTo({ model });
    await kernel.info;
    setInterval(() => void kernel.requestKernelInfo(), 500);
}"""


@pytest.mark.parametrize("heard", [True, False])
def test_a_restarted_kernel_draws_it_again(browser: BrowserContext, lab: LabServer, heard: bool) -> None:
    page = browser.new_page()
    if not heard:
        page.route_web_socket(re.compile("/channels"), without_first_words)
    lab.open(page)
    panel = opened(page)
    amount(panel).fill("2500")
    expect(total(panel)).to_have_text("125.00")
    [session] = lab.sessions()
    lab.ask(f"/api/kernels/{session['kernel']['id']}/restart", "POST")
    page.evaluate(GO_ON_ASKING, session["kernel"])
    expect(amount(panel)).to_have_value("1000")
    told = panel.get_by_role("status").filter(has_text="The kernel was restarted, and what was typed is lost")
    expect(told).to_be_visible()
    amount(panel).fill("4300")
    expect(total(panel)).to_have_text("215.00")
    panel.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)


# Somebody else's work in the same kernel
SLEEP = """async model => {
    const kernel = jupyterapp.serviceManager.kernels.connectTo({ model });
    await kernel.info;
    kernel.requestExecute({ code: 'import time; time.sleep(4)' });
}"""


def test_it_says_that_it_is_working(lab_page: Page, lab: LabServer) -> None:
    panel = opened(lab_page)
    [session] = lab.sessions()
    lab_page.evaluate(SLEEP, session["kernel"])
    expect(panel.get_by_text("Working…")).to_be_visible()
    expect(panel.locator("[aria-busy=true]")).to_have_count(1)
    expect(panel.get_by_text("Working…")).to_be_hidden()
    expect(panel.locator("[aria-busy=true]")).to_have_count(0)


def test_it_takes_a_book_from_the_file_browser(lab_page: Page, lab: LabServer) -> None:
    book = sample_book(3)
    rate = OwnRate("ARS", date(2022, 7, 18), Decimal(100_000))
    write_plain_book(book._replace(rates=(*book.rates, rate)), lab.work / "book.xlsx")
    panel = opened(lab_page)
    currency = panel.get_by_label("Client's currency").first
    expect(currency.get_by_role("option", name="ARS – Argentine Peso (no rate)")).to_have_count(1)
    lab_page.evaluate("() => jupyterapp.commands.execute('filebrowser:refresh')")
    open_book(lab_page, lab_page.get_by_title(re.compile(r"^Name: book\.xlsx\n")), NAME)
    expect(panel.get_by_text("With the rates, growth markets and assumptions of book.xlsx.")).to_be_visible()
    currency.select_option("ARS – Argentine Peso")
    amount(panel).fill("1000000")
    expect(total(panel)).to_have_text("50.00")
    assert axe_violations(lab_page, f'[role="region"][aria-label="{NAME}"]') == []
    lab.wait_for_workspace("partnerbook-calculator")
    lab_page.reload()
    expect(total(panel)).to_have_text("50.00")


def test_nothing_keeps_anybody_from_using_it_in_light_or_dark(lab_page: Page) -> None:
    panel = opened(lab_page)
    assert axe_violations_in_themes(lab_page, f'[role="region"][aria-label="{NAME}"]') == []
    expect(panel).to_be_visible()


def test_it_fits_a_narrow_window(lab_page: Page) -> None:
    lab_page.set_viewport_size({"width": 320, "height": 640})
    lab_page.get_by_role("tab", name=NAME).click()
    panel = calculator(lab_page)
    expect(amount(panel)).to_be_visible()
    assert panel.evaluate("node => node.parentElement.scrollWidth <= node.parentElement.clientWidth")
