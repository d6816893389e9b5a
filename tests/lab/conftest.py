"""A real JupyterLab and a real Chromium, one of each for all tests here, and pages that may not leave this machine."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    WebSocket,
    expect,
    sync_playwright,
)
from support import programs
from support.lab_server import LabServer

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
# By name nothing but this machine is found. What a page asks for by number is seen below.
FLAGS += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
HERE = re.compile(r"(https?|wss?)://127\.0\.0\.1:|data:|blob:|about:")
READY = """() => { const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
    return session?.isReady && session.session?.kernel?.status === 'idle'; }"""

expect.set_options(timeout=30_000)  # JupyterLab on a busy machine takes its time

Notebook = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], BrowserContext]]:
    """The browser of a person of a locale, "pt-BR" say.

    With a profile on disk JupyterLab opens in two thirds of the time.
    """
    program = programs.chromium()
    started: dict[str, BrowserContext] = {}
    with sync_playwright() as playwright:

        def browser(locale: str) -> BrowserContext:
            if locale not in started:
                started[locale] = playwright.chromium.launch_persistent_context(
                    tmp_path_factory.mktemp("browser"), executable_path=program, args=FLAGS, locale=locale
                )
            return started[locale]

        yield browser
        for each in started.values():
            each.close()


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    programs.labextension()
    server = LabServer(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()


@pytest.fixture
def lab(running_lab: LabServer) -> LabServer:
    """JupyterLab's server, as new: no file, no kernel, no setting of an earlier test."""
    running_lab.reset()
    return running_lab


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> str:
    """Whose numbers and dates the browser shows: American, if a test has no parameter of this name."""
    return getattr(request, "param", "en-US")


@pytest.fixture
def expected_errors() -> list[str]:
    """Patterns of what the browser may complain of in this test: one that breaks something adds its own."""
    return []


@pytest.fixture
def browser(
    browser_of: Callable[[str], BrowserContext], locale: str, expected_errors: list[str]
) -> Iterator[BrowserContext]:
    """The browser. The test fails for a request that leaves the machine, and for any error in a page."""
    browser = browser_of(locale)
    browser.set_default_timeout(30_000)
    left: list[str] = []
    errors: list[str] = []

    def watch(request: Request | WebSocket) -> None:
        if not HERE.match(request.url):
            left.append(request.url)

    def watch_sockets(page: Page) -> None:
        page.on("websocket", watch)

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url')})")

    def listen_to_scripts(error: WebError) -> None:
        errors.append(str(error.error))

    listeners = {"request": watch, "page": watch_sockets, "console": listen, "weberror": listen_to_scripts}
    for event, listener in listeners.items():
        browser.on(event, listener)  # type: ignore[call-overload]
    yield browser
    for event, listener in listeners.items():
        browser.remove_listener(event, listener)
    for page in browser.pages[1:]:  # the first one keeps the browser alive
        page.close()
    assert left == []
    assert [each for each in errors if not any(re.search(pattern, each) for pattern in expected_errors)] == []


@pytest.fixture
def lab_page(browser: BrowserContext, lab: LabServer) -> Page:
    """JupyterLab as it opens for the first time: the launcher."""
    return lab.page(browser)


@pytest.fixture
def notebook(browser: BrowserContext, lab: LabServer) -> Notebook:
    """A function that opens a notebook of the cells it is given, runs them all, and returns the page."""

    def run(*cells: str) -> Page:
        written: list[dict[str, object]] = [
            {
                "cell_type": "code",
                "id": f"c{number}",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for number, source in enumerate(cells)
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        document = {"cells": written, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        (lab.work / "notebook.ipynb").write_text(json.dumps(document), encoding="utf-8")
        page = browser.new_page()
        page.goto(f"{lab.url}/lab/tree/notebook.ipynb")
        page.wait_for_function(READY)  # a cell that runs earlier makes JupyterLab ask which kernel is meant
        # not awaited: the command ends with the last cell, and evaluate knows no timeout
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); return null; }")
        return page

    return run
