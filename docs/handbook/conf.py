"""Sphinx's settings. Nothing of the site comes from elsewhere: its fonts are those of the reader's own machine."""

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
pygments_style = "tango"
html_static_path = ["static"]
html_css_files = ["handbook.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5a7d", "color-brand-content": "#0b5a7d"},
    "dark_css_variables": {"color-brand-primary": "#7cc4e8", "color-brand-content": "#7cc4e8"},
}
