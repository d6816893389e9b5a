"""`python -m handbook.pictures SITE CHROMIUM LIBREOFFICE INTO`: the pictures of the pages, made of the made-up partner.

SITE has JupyterLab in the browser in its folder `try`, where the panels are pictured as a person meets them; LibreOffice
draws the sheets of the tier report and of the finance sheet. INTO is the folder of the pictures.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, sync_playwright

from handbook.features import answer, pictured_panels, pictured_sheets
from handbook.served import CUT_OFF, Served
from partnerbook.language.texts import texts
from partnerbook.panels.registry import entry

_WIDTH, _WIDEST, _HIGHEST = 1100, 1400, 1000  # pixels of a panel, and the most of a sheet: what is longer is cut
_SCALE = 4 / 3  # pixels to a point
_PATIENCE = 300_000  # milliseconds: Python starts anew, on a machine that others use too
_SIGN = 700  # milliseconds, after which a panel at work says so
_PDF = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'


def pictures(site: Path, chromium: str, libreoffice: str, into: Path) -> None:
    """Write all pictures into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, chdir(place):
        answer("demo .")
        answer("new finance.xlsx --no-addin")
        names = {texts("report", "en")["sheets"][sheet]: f"report_{sheet}" for sheet in pictured_sheets()}
        _sheets(Path("tier_report.xlsx"), names, libreoffice, into)
        # LibreOffice knows no LAMBDA: it is shown the values that stand in the cells.
        load_workbook("finance.xlsx", data_only=True).save("finance.xlsx")
        _sheets(Path("finance.xlsx"), {"Calculator": "finance"}, libreoffice, into)
    with _lab(site, chromium) as page:
        # Those of the side come last, and stay beside the others from then on.
        for panel in sorted(pictured_panels(), key=lambda name: entry(name).area):
            _panel(page, panel, into / f"panel_{panel}.png")
        _opened(page, "dashboard")
        page.screenshot(path=into / "browser.png")


def _sheets(workbook: Path, names: dict[str, str], libreoffice: str, into: Path) -> None:
    """Draw the sheets of a workbook that are named, each from its top."""
    command = [libreoffice, "--headless", f"-env:UserInstallation={Path('office').absolute().as_uri()}"]
    subprocess.run([*command, "--convert-to", _PDF, workbook.name], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - LibreOffice
    there = load_workbook(workbook).sheetnames  # hidden ones are drawn too
    pages = pypdfium2.PdfDocument(workbook.with_suffix(".pdf"))
    if len(pages) != len(there):
        raise RuntimeError(f"{workbook} has {len(there)} sheets, of which LibreOffice drew {len(pages)}")
    for at, title in enumerate(there):
        if title in names:
            drawn = pages[at].render(scale=_SCALE).to_pil()
            cut = drawn.crop((0, 0, min(drawn.width, _WIDEST), min(drawn.height, _HIGHEST)))
            cut.convert("P", palette=1, colors=128).save(into / f"{names.pop(title)}.png", optimize=True)
    if names:
        raise RuntimeError(f"{workbook} has no sheet {', '.join(names)}")


@contextmanager
def _lab(site: Path, chromium: str) -> Iterator[Page]:
    """JupyterLab in the browser, with room for a panel."""
    with Served(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CUT_OFF)
        page = browser.new_page(viewport={"width": _WIDTH + 60, "height": _HIGHEST}, locale="en-US")
        page.set_default_timeout(_PATIENCE)
        page.goto(f"{served.url}try/lab/index.html")
        page.locator(".jp-LauncherCard").first.wait_for()
        yield page
        browser.close()


def _panel(page: Page, name: str, path: Path) -> None:
    """Open a panel and picture it, from its top."""
    region = _opened(page, name)
    box, room = region.locator(".pb-panel").first.bounding_box(), region.bounding_box()
    below = page.locator("#jp-main-statusbar").bounding_box()
    if box is None or room is None or below is None:
        raise RuntimeError(f"the panel {name} is not to be seen")
    top, end = max(box["y"], room["y"]), min(box["y"] + box["height"], room["y"] + room["height"], below["y"])
    page.screenshot(path=path, clip={"x": room["x"], "y": top, "width": room["width"], "height": end - top})


def _opened(page: Page, name: str) -> Locator:
    """The region of a panel, once it is drawn."""
    page.evaluate("async id => { await jupyterapp.commands.execute(id) }", f"partnerbook:{name.replace('_', '-')}")
    place = {"main": "#jp-main-dock-panel", "side": "#jp-right-stack"}[entry(name).area]
    region = page.locator(f"{place} .pb-Panel-region:visible")
    shown = region.locator(".pb-panel").first
    shown.wait_for()
    page.wait_for_timeout(_SIGN)
    region.locator("[aria-busy=true]").wait_for(state="hidden")
    _settled(shown)
    return region


def _settled(shown: Locator) -> None:
    """Wait until what is shown has the same size twice."""
    before = None
    while (now := shown.bounding_box()) != before:
        before = now
        shown.page.wait_for_timeout(300)


def main(words: Sequence[str]) -> None:
    """Make the pictures of what the command line names."""
    site, chromium, libreoffice, into = words
    pictures(Path(site).absolute(), chromium, libreoffice, Path(into).absolute())


if __name__ == "__main__":
    main(sys.argv[1:])
