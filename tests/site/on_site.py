"""The site as it was built, in a real Chromium, with the network cut off: `nox -s site` runs it.

Its pages ask nobody else for anything and are fit for everybody, in either theme. The panels draw a made-up partner and
a book that a person brings along; the second visit needs no server.
"""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from support import programs
from support.accessibility import axe_violations, axe_violations_in_themes
from support.books import write_plain_book

from partnerbook.sample import sample_book

SITE = Path(os.environ.get("SITE", ""))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PATIENCE = 300_000  # the first visit makes Python anew, on a machine that others use too
PAGES = ("index.html", "start/finance.html", "reference/functions.html", "reference/messages.html", "features/p1.html",
         "reference/rules.html", "browser.html")  # fmt: skip


class Files(http.server.SimpleHTTPRequestHandler):
    """A server of files and nothing else, as any host of pages is."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Served:
    """The site on a port of this machine, and what its pages have asked others for."""

    def __init__(self) -> None:
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=str(SITE)))
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.outside: list[str] = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def watch(self, address: str) -> None:
        if not address.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:", "about:")):
            self.outside.append(address)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    found = Served()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def browser(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("browser"), executable_path=programs.chromium(), args=FLAGS, locale="en-US"
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
    for name in PAGES:
        page.goto(served.url + name)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name
        found[name] = axe_violations(page, "body")
    page.close()
    wrong = {name: said for name, said in found.items() if said}
    assert not wrong, wrong
    assert not served.outside, served.outside


def _tile(page: Page, name: str) -> None:
    page.locator(".jp-LauncherCard", has_text=name).first.click()


def test_the_panels_draw_without_a_network_and_a_second_time_without_a_server(
    served: Served, browser: BrowserContext, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}try/lab/index.html")
    _tile(page, "Points calculator")
    panel = page.get_by_role("region", name="Points calculator", exact=True)
    amount = panel.get_by_label("Amount sold")
    expect(amount).to_be_visible(timeout=PATIENCE)
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
    again.goto(f"{served.url}try/lab/index.html?reset")  # else Lab would open what was open before
    _tile(again, "Points calculator")
    later = again.get_by_role("region", name="Points calculator", exact=True).get_by_label("Amount sold")
    expect(later).to_be_visible(timeout=PATIENCE)
    assert not served.outside, served.outside
