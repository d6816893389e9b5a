"""Small tables in a panel, with or without headings or as a list of definitions; `row_list.py` is for rows of many."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from markupsafe import Markup

from partnerbook.panels.frame.html import html

Pairs = list[tuple[str, str]]  # labels and values
Form = Literal["table", "facts", "figures"]


class Column(NamedTuple):
    """A column: its heading, where its cells stand, and whether they are the headings of their rows (scope "row")."""

    heading: str = ""
    align: Literal["start", "end"] = "end"
    scope: Literal["col", "row"] = "col"


LABEL_AND_VALUE = (Column(align="start", scope="row"), Column())


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], form: Form = "table") -> Markup:
    r"""Rows as HTML. A cell of text is escaped, one of Markup stands as it is.

    As a "table", which needs no style sheet; without any heading it has no row of headings. Of labels and values also
    as definitions: "facts" below each other, or "figures" in large letters side by side.

    >>> tiers = (Column("Tier", "start", "row"), Column("Points"))
    >>> table(tiers, [("Gold", "1 < 2")], "facts")
    Markup('<dl class="pb-facts">\n<div><dt>Gold</dt><dd>1 &lt; 2</dd></div>\n</dl>')
    >>> print(table(tiers, [("Gold", "740")]))
    <table>
    <thead><tr>
    <th scope="col" class="pb-start">Tier</th>
    <th scope="col">Points</th>
    </tr></thead>
    <tbody>
    <tr>
    <th scope="row" class="pb-start">Gold</th>
    <td>740</td>
    </tr>
    </tbody>
    </table>
    """
    headed = any(column.heading for column in columns)
    return html("frame/table.html", columns=columns, rows=rows, form=form, headed=headed)


def labelled(rows: Pairs, form: Form = "table") -> Markup:
    """Labels and values as HTML, in one of the forms of `table`.

    >>> print(labelled([("Total", "1,950")]))
    <table>
    <tbody>
    <tr>
    <th scope="row" class="pb-start">Total</th>
    <td>1,950</td>
    </tr>
    </tbody>
    </table>
    """
    return table(LABEL_AND_VALUE, rows, form)


def meter(label: str, share: Decimal, shown: str) -> Markup:
    """A cell with a share, from 0 to 1 or more, as a bar with its name for a screen reader, and as it is written."""
    return html("frame/meter.html", label=label, share=f"{min(share, Decimal(1)):.4f}", shown=shown)
