"""How soon the panels answer a person, in a real JupyterLab and Chromium, beside the barest that ipywidgets can do."""

import json
import os
import subprocess
import sys
import tempfile
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
APPROACH = 300  # milliseconds for which a pointer is over a tile before it is pressed
READING = 2000  # milliseconds in which a person looks for the tile
_TILES = ("Points calculator", "Tier progress")
_MAIN = "#jp-main-dock-panel .pb-panel"
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
# The seconds from a click, or from what is done here, to the frame in which something is there, by the browser's own
# clock: Playwright's own waiting looks twice a second, and its looks take time from the page.
_DRAWN = """([selector, act]) => { window.drawn = new Promise(resolve => {
    let began;
    const begin = () => { began ??= performance.now(); };
    const observer = new MutationObserver(() => {
        if (began !== undefined && document.querySelector(selector)) {
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - began) / 1000)));
        }
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('click', begin, { capture: true, once: true });
    if (act) {
        begin();
        (0, eval)(act);
    }
}); return null; }"""
_RUN_NEXT = "window.jupyterapp.commands.execute('notebook:run-cell-and-select-next')"
# What every kernel imports, so that it is compiled before, as pip does when it installs.
_COMPILE = """
import ipykernel.ipkernel, ipykernel.kernelapp
import partnerbook.book.read.reader
from partnerbook.panels.registry import PANELS
[each.function() for each in PANELS]
"""

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
        with tempfile.TemporaryDirectory() as compiled:
            _compile(compiled)
            for reaction in (_keys, _large_book, _several_books, _launcher):
                with tempfile.TemporaryDirectory() as folder, _server(Path(folder, "lab")) as lab:
                    yield from reaction(browser, lab)
        browser.close()


def _compile(folder: str) -> None:
    """Let all kernels that start from now on find their programs compiled, in a folder, whatever this process does."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder
    subprocess.run([sys.executable, "-c", _COMPILE], check=True)


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
    """A click on the launcher's tile to the calculator, the first panel in a kernel; then one to a second panel."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(STARTS):
        lab.reset()
        page = browser.new_page()
        page.goto(f"{lab.url}/lab")
        for name, panel, seconds in (
            ("Points calculator", ".pb-panel dd", first),
            ("Tier progress", f"{_MAIN} .pb-figures dd", second),
        ):
            tile = page.get_by_role("button", name=name).first
            tile.wait_for()
            page.wait_for_timeout(READING)
            tile.hover()
            page.wait_for_timeout(APPROACH)
            seconds.append(_drawn(page, panel, click=tile.click))
        page.close()
    return [
        Reaction("launcher's tile to calculator", first, seconds=1),
        Reaction("launcher's tile to a second panel", second, seconds=0.4),
    ]


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
    return _drawn(page, selector, _RUN_NEXT)


def _drawn(page: Page, selector: str, act: str = "", click: Callable[[], object] = bool) -> float:
    """The seconds from what is done, or from a click, until something is there."""
    page.evaluate(_DRAWN, [selector, act])
    click()
    seconds = float(page.evaluate("() => window.drawn"))
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
