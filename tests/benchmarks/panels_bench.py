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
_OTHERS = (
    "program", "outlook", "what_if", "points_breakdown", "over_time", "changes", "clients", "client", "renewals",
    "shared_selling", "commission",
)  # fmt: skip
_BOOKS = ("one.xlsx", "two.xlsx", "three.xlsx")


class Reaction(NamedTuple):
    """The seconds of what was timed, of the peer's if there is one, how many times the peer's or seconds it may be.

    `memory` is what the kernel holds afterwards, in bytes, where that is asked for.
    """

    name: str
    ours: list[float]
    peer: list[float] | None = None
    times: float | None = None
    seconds: float | None = None
    memory: int | None = None


def reactions() -> Iterator[Reaction]:
    """Every reaction of the panels that is timed, each in a server and a window of its own."""
    programs.labextension()
    program = programs.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        for reaction in (_keys, _large_book, _several_books, _launcher):
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
    return [Reaction("calculator: key to total / bare field", total, bare, 1.2)]


def _large_book(browser: Browser, lab: LabServer) -> list[Reaction]:
    """The tier progress of a large book: drawn, taken to another goal, taken to another day; then the other panels."""
    write_book(sample_book(CLIENTS), lab.work / "book.xlsx", AS_OF)
    others = [f"from partnerbook.panels import {name}\n{name}('book.xlsx')" for name in _OTHERS]
    page = _notebook(browser, lab, _LARGE, *others)
    drawn = _run(page, ".pb-panel .pb-figures dd")
    panel = page.locator(".pb-panel").first
    goal, day = panel.get_by_label("Go to"), panel.get_by_label("As-of day")

    def move(text: str) -> None:
        day.fill(text)
        day.press("Enter")

    goals = [
        _answer(page, ".pb-panel table", partial(goal.select_option, ("Gold", "Elite")[change % 2]))
        for change in range(CHANGES)
    ]
    days = [
        _answer(page, ".pb-panel .pb-figures", partial(move, f"2026-0{month}-15")) for month in range(1, CHANGES + 1)
    ]
    move(AS_OF.isoformat())
    firsts = [(name, _run_next(page, at)) for at, name in enumerate(_OTHERS, 2)]
    clients = f".jp-Notebook .jp-Cell:nth-child({_OTHERS.index('clients') + 2}) .pb-list"
    search = page.locator(clients).get_by_label("Search").first
    searched = [_answer(page, f"{clients} tbody", partial(search.fill, text)) for text in ("Quev", "Fenr")]
    page.close()
    name = f"tier progress of {CLIENTS} clients"
    return [
        Reaction(f"{name}: run to drawn", [drawn], seconds=2.5),
        Reaction(f"{name}: goal", goals, seconds=0.05),
        Reaction(f"{name}: day", days, seconds=0.3),
        *(Reaction(f"{each} of {CLIENTS} clients: first draw", [seconds], seconds=0.5) for each, seconds in firsts),
        Reaction(f"a search among {CLIENTS} clients", searched, seconds=0.5),
    ]


def _several_books(browser: Browser, lab: LabServer) -> list[Reaction]:
    """Ten panels on three books in one kernel, and what it holds then."""
    for name in _BOOKS:
        write_book(sample_book(), lab.work / name, AS_OF)
    asked = [(name, _BOOKS[at % 3]) for at, name in enumerate(_OTHERS[:10])]
    page = _notebook(
        browser, lab, *(f"from partnerbook.panels import {name}\n{name}({book!r})" for name, book in asked)
    )
    seconds = [_run_next(page, at) for at in range(1, len(asked) + 1)]
    memory = lab.kernel_process("notebook.ipynb").memory_info().rss
    page.close()
    return [Reaction("ten panels on three books: first draw", seconds, seconds=0.5, memory=memory)]


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


def _notebook(browser: Browser, lab: LabServer, *sources: str) -> Page:
    """A page with a notebook of such cells, its kernel ready and its first cell chosen."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{at}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for at, source in enumerate(sources)
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (lab.work / "notebook.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    page = browser.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(f"{lab.url}/lab/tree/notebook.ipynb")
    page.wait_for_function(_READY)
    return page


def _run(page: Page, selector: str) -> float:
    """The seconds from the run of the next cell until something is there."""
    began = time.perf_counter()
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell-and-select-next'); return null; }")
    page.locator(selector).first.wait_for()
    seconds = time.perf_counter() - began
    page.wait_for_timeout(PAUSE)
    return seconds


def _run_next(page: Page, cell: int) -> float:
    """The seconds from the run of the cell, by its place from 1 on, until its panel is drawn."""
    page.evaluate("place => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = place; }", cell - 1)
    return _run(page, f".jp-Notebook .jp-Cell:nth-child({cell}) .pb-panel :is(dd, svg, table)")


def _answer(page: Page, selector: str, act: Callable[[], object]) -> float:
    """The seconds from what a person does until the text at a place is another."""
    page.evaluate(_WATCH, selector)
    act()
    seconds = float(page.wait_for_function("() => window.answered").json_value())
    page.wait_for_timeout(PAUSE)
    return seconds
