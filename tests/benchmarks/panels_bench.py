"""How soon the panels answer a person, in a real JupyterLab and Chromium, beside the barest that ipywidgets can do."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from partnerbook.sample import sample_book
from partnerbook.sample.figures import AS_OF
from partnerbook.workbooks.book import write_book

sys.path.append(str(Path(__file__).resolve().parents[1]))
from support import programs
from support.lab_server import LabServer

PRESSES, CHANGES, STARTS = 40, 8, 3
CLIENTS = 5000
PAUSE = 100  # milliseconds, in which whatever follows an answer is over
_PATIENCE = 60_000
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_READY = """() => { const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
    return session?.isReady && session.session?.kernel?.status === 'idle'; }"""
# From what the person does to the first moment when the text of the answer is another, by the browser's own clock.
_WATCH = """selector => {
    const text = () => document.querySelector(selector)?.textContent;
    const before = text();
    const events = ['keydown', 'input', 'change'];
    let began;
    window.answered = undefined;
    const begin = () => { began ??= performance.now(); };
    const observer = new MutationObserver(() => {
        if (began !== undefined && text() !== before) {
            window.answered = (performance.now() - began) / 1000;
            observer.disconnect();
            events.forEach(name => document.removeEventListener(name, begin, true));
        }
    });
    events.forEach(name => document.addEventListener(name, begin, true));
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
}"""

_BOTH = """
import ipywidgets, traitlets
from partnerbook.panels import calculator
text, echo = ipywidgets.Text(description="Bare"), ipywidgets.HTML()
echo.add_class("bare")
traitlets.dlink((text, "value"), (echo, "value"))
ipywidgets.VBox([text, echo, calculator()])
"""
_LARGE = """
from partnerbook.panels import tier_progress
tier_progress("book.xlsx")
"""


class Reaction(NamedTuple):
    """The seconds of what was timed, of the peer's if there is one, and how many times the peer's it may be."""

    name: str
    ours: list[float]
    peer: list[float] | None = None
    times: float | None = None


def reactions() -> Iterator[Reaction]:
    """Every reaction of the panels that is timed, each in a server and a window of its own."""
    programs.labextension()
    program = programs.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        for reaction in (_keys, _large_book, _launcher):
            with tempfile.TemporaryDirectory() as folder, _server(Path(folder, "lab")) as lab:
                yield from reaction(browser, lab)
        browser.close()


@contextmanager
def _server(folder: Path) -> Iterator[LabServer]:
    lab = LabServer(folder)
    try:
        yield lab
    finally:
        lab.stop()


def _keys(browser: Browser, lab: LabServer) -> list[Reaction]:
    """A key in the calculator's amount beside a key in a bare field whose text Python sends back as a label."""
    page = _notebook(browser, lab, _BOTH)
    _run(page, ".pb-panel dd")
    total: list[float] = []
    bare: list[float] = []
    for press in range(PRESSES):
        key = "Backspace" if press % 2 else "7"
        fields = (("Amount sold", ".pb-panel dd", total), ("Bare", ".bare > div", bare))
        for label, answer, seconds in fields if press % 4 < 2 else reversed(fields):
            page.get_by_label(label, exact=True).focus()
            page.keyboard.press("End")
            seconds.append(_answer(page, answer, partial(page.keyboard.press, key)))
    page.close()
    return [Reaction("calculator: key to total / bare field", total, bare, 1.5)]


def _large_book(browser: Browser, lab: LabServer) -> list[Reaction]:
    """The tier progress of a large book: drawn, taken to another goal, taken to another day."""
    write_book(sample_book(CLIENTS), lab.work / "book.xlsx", AS_OF)
    page = _notebook(browser, lab, _LARGE)
    drawn = _run(page, ".pb-panel .pb-figures dd")
    goal, day = page.locator(".pb-panel select"), page.locator(".pb-panel input[type=date]")
    goals = [
        _answer(page, ".pb-panel table", partial(goal.select_option, ("Gold", "Elite")[change % 2]))
        for change in range(CHANGES)
    ]
    days = [
        _answer(page, ".pb-panel .pb-figures", partial(day.fill, f"2026-0{month}-15"))
        for month in range(1, CHANGES + 1)
    ]
    page.close()
    name = f"tier progress of {CLIENTS} clients"
    return [
        Reaction(f"{name}: run to drawn", [drawn]),
        Reaction(f"{name}: goal", goals),
        Reaction(f"{name}: day", days),
    ]


def _launcher(browser: Browser, lab: LabServer) -> list[Reaction]:
    """A click on the launcher's tile to the calculator, which starts a kernel."""
    seconds = []
    for _ in range(STARTS):
        lab.reset()
        page = browser.new_page()
        page.goto(f"{lab.url}/lab")
        tile = page.get_by_role("button", name="Points calculator")
        tile.wait_for()
        page.wait_for_timeout(PAUSE)
        began = time.perf_counter()
        tile.click()
        page.locator(".pb-panel dd").first.wait_for()
        seconds.append(time.perf_counter() - began)
        page.close()
    return [Reaction("launcher's tile to calculator", seconds)]


def _notebook(browser: Browser, lab: LabServer, source: str) -> Page:
    """A page with a notebook of one cell, its kernel ready."""
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "cell",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (lab.work / "notebook.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    page = browser.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(f"{lab.url}/lab/tree/notebook.ipynb")
    page.wait_for_function(_READY)
    return page


def _run(page: Page, selector: str) -> float:
    """The seconds from the run of the notebook's cell until something is there."""
    began = time.perf_counter()
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); return null; }")
    page.locator(selector).first.wait_for()
    seconds = time.perf_counter() - began
    page.wait_for_timeout(PAUSE)
    return seconds


def _answer(page: Page, selector: str, act: Callable[[], object]) -> float:
    """The seconds from what a person does until the text at a place is another."""
    page.evaluate(_WATCH, selector)
    act()
    seconds = float(page.wait_for_function("() => window.answered").json_value())
    page.wait_for_timeout(PAUSE)
    return seconds
