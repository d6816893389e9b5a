"""What axe finds in a part of a page that would keep somebody with a disability from using it."""

from playwright.sync_api import Locator, Page, expect

from support import programs

_GRAVE = ("serious", "critical")
_RUN = """selector => axe.run(selector, { resultTypes: ["violations"] }).then(found => found.violations.flatMap(each =>
    each.nodes.map(node => [each.impact, `${each.id}: ${each.help}: ${node.html}`])))"""

_STANDS_OUT = """(node, width) => { node.style.width = width; const panel = node.querySelector('.pb-panel');
    return panel.scrollWidth > panel.clientWidth; }"""


def axe_violations(page: Page, selector: str) -> list[str]:
    """The serious and critical violations inside what a CSS selector names: each the rule, what it asks, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=programs.axe())
    return [text for impact, text in page.evaluate(_RUN, selector) if impact in _GRAVE]


def axe_violations_in_themes(page: Page, selector: str) -> list[tuple[str, str]]:
    """The same in JupyterLab's light theme and in its dark one: each with the theme."""
    found = []
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
        found += [(theme, text) for text in axe_violations(page, selector)]
    return found


def widths_too_narrow(region: Locator, *widths: str) -> list[str]:
    """Those of some widths of a panel's region in which the panel would have to be scrolled sideways."""
    return [width for width in widths if region.evaluate(_STANDS_OUT, width)]
