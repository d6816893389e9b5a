"""Sphinx's settings. Nothing of the site comes from elsewhere: its fonts are those of the reader's own machine."""

from typing import Any

from partnerbook import __version__

project = "partnerbook"
version = release = __version__
copyright = "the partnerbook authors, BSD-3-Clause"  # noqa: A001 - Sphinx's own name for it
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"partnerbook {__version__}"
html_show_sphinx = False
html_copy_source = False
html_permalinks_icon = "#"
highlight_language = "text"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_static_path = ["static"]
html_css_files = ["handbook.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5a7d", "color-brand-content": "#0b5a7d"},
    "dark_css_variables": {"color-brand-primary": "#7cc4e8", "color-brand-content": "#7cc4e8"},
}

# What is wider than the page scrolls by keyboard too, and a heading says of which level it is.
_FOR_EVERYBODY = {
    "body": (("<pre>", '<pre tabindex="0">'), ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper')),
    "furo_navigation_tree": (('role="heading"', 'role="heading" aria-level="2"'),),
}


def setup(app: Any) -> None:
    """Have each page made fit for everybody, behind the theme's own changes."""
    app.connect("html-page-context", _for_everybody, priority=999)


def _for_everybody(_app: object, _name: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    for part, changes in _FOR_EVERYBODY.items():
        for found, instead in changes:
            context[part] = str(context.get(part, "")).replace(found, instead)
