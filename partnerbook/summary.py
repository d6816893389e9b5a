"""What a notebook shows for what is too large to be printed: a few facts, as a table that escapes its texts."""

from collections.abc import Iterable


def html_table(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """Labels and values as an HTML table.

    >>> html_table("A & B", [("clients", "2")])
    '<table><caption>A &amp; B</caption><tr><th scope="row">clients</th><td>2</td></tr></table>'
    """
    from xml.etree import ElementTree as ET  # only notebooks ask for it

    table = ET.Element("table")
    ET.SubElement(table, "caption").text = caption
    for label, value in rows:
        row = ET.SubElement(table, "tr")
        ET.SubElement(row, "th", scope="row").text = label
        ET.SubElement(row, "td").text = value
    return ET.tostring(table, encoding="unicode", method="html")
