"""What axe finds in a part of a page that would keep somebody with a disability from using it."""

from playwright.sync_api import Page

from support import programs

_GRAVE = ("serious", "critical")
_RUN = """selector => axe.run(selector, { resultTypes: ["violations"] }).then(found => found.violations.flatMap(each =>
    each.nodes.map(node => [each.impact, `${each.id}: ${each.help}: ${node.html}`])))"""


def axe_violations(page: Page, selector: str) -> list[str]:
    """The serious and critical violations inside what a CSS selector names: each the rule, what it asks, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=programs.axe())
    return [text for impact, text in page.evaluate(_RUN, selector) if impact in _GRAVE]
