"""What a notebook shows for what is too large to be printed: a few facts, as a table that escapes its texts; frames."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any


class Framed:
    """What can be asked for as data frames, by names of `partnerbook.frames`, which is imported when it first is."""

    def to_frame(self, name: str, exact: bool = False) -> Any:
        """A pandas DataFrame: see `partnerbook.frames.to_frame`, whose errors are these.

        >>> from datetime import date
        >>> import partnerbook
        >>> known = partnerbook.overview(partnerbook.sample_book(), date(2026, 10, 31))
        >>> known.to_frame("clients")["total"].sum().round(2)
        np.float64(2635.34)
        """
        return import_module("partnerbook.frames").to_frame(self, name, exact)


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
