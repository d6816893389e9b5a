"""The site as it was built, in a real Chromium, with the network cut off: `nox -s site` runs it.

Its pages ask nobody else for anything and are fit for everybody, in either theme. The panels draw a made-up partner and
a book that a person brings along; the second visit needs no server.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from handbook.served import CUT_OFF, Served
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect, sync_playwright
from support import programs
from support.accessibility import axe_violations, axe_violations_in_themes
from support.books import write_plain_book

from partnerbook.sample import sample_book

SITE = Path(os.environ.get("SITE", ""))
PATIENCE = 300_000  # the first visit makes Python anew, on a machine that others use too


def _pages() -> list[Path]:
    """The pages of the documentation, but for those of files that are shown as they are."""
    made = (path for path in SITE.rglob("*.html") if not path.is_relative_to(SITE / "try"))
    return sorted(path for path in made if "_static" not in path.parts)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with Served(SITE) as found:
        yield found


@pytest.fixture(scope="module")
def browser(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("browser"), executable_path=programs.chromium(), args=CUT_OFF, locale="en-US"
        )
        found.set_default_timeout(PATIENCE)
        found.on("request", lambda request: served.watch(request.url))
        yield found
        found.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_fit_for_everybody_and_ask_nobody_else(
    served: Served, browser: BrowserContext, scheme: str
) -> None:
    page = browser.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {}
    for name in [path.relative_to(SITE).as_posix() for path in _pages()]:
        page.goto(served.url + name)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (name, width)
        found[name] = axe_violations(page, "body")
    page.close()
    wrong = {name: said for name, said in found.items() if said}
    assert not wrong, wrong
    assert not served.outside, served.outside


# What a visit has taken so far, from the page's first byte.
SINCE_FIRST_BYTE = "() => performance.now() - performance.getEntriesByType('navigation')[0].responseStart"


def _calculator(page: Page, visit: str, told: pytest.CaptureFixture[str]) -> Locator:
    """The calculator, opened by its tile; how long that took is printed, for reading."""
    page.locator(".jp-LauncherCard", has_text="Points calculator").first.click()
    lab = page.evaluate(SINCE_FIRST_BYTE) / 1000
    panel = page.get_by_role("region", name="Points calculator", exact=True)
    expect(panel.get_by_label("Amount sold")).to_be_visible(timeout=PATIENCE)
    with told.disabled():
        seconds = page.evaluate(SINCE_FIRST_BYTE) / 1000
        busy = os.getloadavg()[0]
        print(f"\n{visit} visit: JupyterLab {lab:.1f} s, calculator {seconds:.1f} s; {busy:.1f} processes are at work")  # noqa: T201
    return panel


def test_the_panels_draw_without_a_network_and_a_second_time_without_a_server(
    served: Served, browser: BrowserContext, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}browser.html")
    page.get_by_role("link", name="Open the page").click(no_wait_after=True)
    panel = _calculator(page, "First", capsys)
    amount = panel.get_by_label("Amount sold")
    amount.fill("2500")
    expect(panel).to_contain_text("125.00", timeout=PATIENCE)
    expect(panel).not_to_contain_text("restarted")
    assert axe_violations_in_themes(page, ".pb-panel") == []

    book = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), book)
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Upload Files").or_(
            page.locator("[data-command='filebrowser:upload'], [title^='Upload Files']")
        ).first.click()
    chosen.value.set_files(book)
    item = page.locator(".jp-DirListing-item", has_text=book.name)
    item.dblclick()
    dashboard = page.get_by_role("region", name=f"Dashboard: {book.name}", exact=True)
    expect(dashboard).to_contain_text("2,635.35", timeout=PATIENCE)
    assert not served.outside, served.outside

    page.wait_for_function("() => document.documentElement.dataset.kept === 'true'", timeout=PATIENCE)
    page.close()
    served.stop()
    again = browser.new_page()
    again.goto(f"{served.url}try/lab/index.html?reset", wait_until="commit")  # else Lab would open what was open
    later = _calculator(again, "Second", capsys).get_by_label("Amount sold")
    later.fill("1000")
    expect(again.get_by_role("region", name="Points calculator", exact=True)).to_contain_text("50.00")
    assert not served.outside, served.outside


def test_python_begins_where_its_memory_cannot_be_had(
    browser: BrowserContext, capsys: pytest.CaptureFixture[str]
) -> None:
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    with Served(SITE) as elsewhere:  # an origin of which the browser keeps nothing yet
        page = browser.new_page()
        page.route("**/memory.bin", refuse)
        page.goto(f"{elsewhere.url}try/lab/index.html")
        panel = _calculator(page, "Without memory, first", capsys)
        panel.get_by_label("Amount sold").fill("2500")
        expect(panel).to_contain_text("125.00", timeout=PATIENCE)
        page.close()
    assert refused
