"""A panel without a notebook as a person sees it: the HTML of the live one, and that of its static form."""

from lxml import html

from partnerbook.panels.frame.view import Panel


def both_forms(panel: Panel) -> list[html.HtmlElement]:
    """The two as trees, the live one without its style sheet and its fields."""
    values = [child.value for child in panel.children if isinstance(getattr(child, "value", None), str)]
    live = "".join(value for value in values if not value.startswith("<style"))
    return [html.fromstring(f"<div>{form}</div>") for form in (live, panel.static_html())]


def rows_below(tree: html.HtmlElement, heading: str) -> list[list[str]]:
    """The cells of the table that follows a heading."""
    [table] = tree.xpath(".//*[self::h3 or self::h4][. = $heading]/following::table[1]", heading=heading)
    return [[cell.text_content().strip() for cell in row] for row in table.xpath("./tbody/tr")]


def figure_of(tree: html.HtmlElement, label: str) -> str:
    """The value beside a label, in whichever form."""
    path = ".//dt[. = $label]/following-sibling::dd[1] | .//th[. = $label]/following-sibling::td[1]"
    return str(tree.xpath(path, label=label)[0].text_content().strip())
