"""A panel without a notebook as a person sees it: the HTML of the live one, and that of its static form."""

from collections.abc import Iterator

import ipywidgets as w
from lxml import html
from markupsafe import Markup

from partnerbook.panels.frame.listed import Listing
from partnerbook.panels.frame.row_list import RowList
from partnerbook.panels.frame.view import Panel


def both_forms(panel: Panel) -> list[html.HtmlElement]:
    """The two as trees, the live one without its style sheet and its fields."""
    return [html.fromstring(f"<div>{form}</div>") for form in ("".join(_live(panel)), panel.static_html())]


def _live(box: w.Box) -> Iterator[str]:
    for child in box.children:
        if isinstance(child, Listing):
            if child.layout.display != "none":
                yield from _live(child)
        elif isinstance(child, w.Tab):
            for tab in child.children:
                yield from _live(tab)
        elif isinstance(child, RowList):
            yield list_html(child)
        elif isinstance(getattr(child, "value", None), str) and not child.value.startswith("<style"):
            yield child.value


def list_html(shown: RowList) -> Markup:
    """What the page makes of a list, all of its rows."""
    columns = [each["text"] for each in shown.data]
    rows = (Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row) for row in zip(*columns, strict=True))
    heads = Markup("").join(Markup("<th>{}</th>").format(each["heading"]) for each in shown.columns)
    body = Markup("").join(Markup("<tr>{}</tr>").format(row) for row in rows)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heads, body)


def rows_below(tree: html.HtmlElement, heading: str) -> list[list[str]]:
    """The cells of the table that follows a heading."""
    [table] = tree.xpath(".//*[self::h3 or self::h4 or self::h5][. = $heading]/following::table[1]", heading=heading)
    return [[cell.text_content().strip() for cell in row] for row in table.xpath("./tbody/tr")]


def figure_of(tree: html.HtmlElement, label: str) -> str:
    """The value beside a label, in whichever form."""
    path = ".//dt[. = $label]/following-sibling::dd[1] | .//th[. = $label]/following-sibling::td[1]"
    return str(tree.xpath(path, label=label)[0].text_content().strip())
