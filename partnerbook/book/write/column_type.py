"""What the cells of a column are, numbers, texts or truths, and what a new one is to be, so that lookups find it.

A MATCH or a COUNTIF of the person's own compares a number with numbers and a text with texts. An identifier below
numbers is a number, and a day or an amount below texts is a text, as long as it is read as the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from partnerbook.book.read.style import DATES, NUMBERS, Style
from partnerbook.files.grid import tidy
from partnerbook.files.xlsx.cell_xml import Content
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.parsing.day import date_text
from partnerbook.parsing.number import number_text

NUMBER, TEXT, TRUTH = "number", "text", "truth"
_LOOKED_AT = 100  # rows: those next to a cell say what it is to be
_TYPES = {"": NUMBER, "n": NUMBER, "s": TEXT, "str": TEXT, "inlineStr": TEXT, "b": TRUTH}
_WHOLE = re.compile(r"0|[1-9]\d{0,14}")  # what a number keeps to the last digit, with no zero before it
_NAMING = frozenset({"identifier", "text", "client"})
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")


def column_types(xml: SheetXml, rows: range) -> dict[int, str]:
    """What most of the nearest cells of each column are, looking from the last of some rows up."""
    counts: dict[int, Counter[str]] = {}
    for looked, row in enumerate(xml.rows_up(rows)):
        if looked == _LOOKED_AT:
            break
        for cell in xml.cells(row):
            kind = _TYPES.get(cell.tag.attribute("t") or "")
            if kind and cell.filled and (cell.formula is None or b"v>" in cell.inside):
                counts.setdefault(cell.column, Counter())[kind] += 1
    return {column: found.most_common(1)[0][0] for column, found in counts.items()}


def typed(
    content: Content, value: object, kind: str, column_type: str, texts: Callable[[], Sequence[str]]
) -> tuple[Content, Style]:
    """What a cell holds for a value in a column whose cells are of a type, and the style in which that is read.

    `kind` is the column's own; `texts` gives all texts of the column. What would not be kept stays as it is.
    """
    same = content, Style()
    if content.value is None or content.formula:
        return same
    if column_type == NUMBER and kind in _NAMING and _WHOLE.fullmatch(content.value):
        return Content("", content.value), Style()
    if column_type == NUMBER and kind == "yes_no":
        return Content("", "1" if value else "0"), Style()
    if column_type == TRUTH and kind == "yes_no":
        return Content("b", "1" if value else "0"), Style()
    if column_type == TEXT and kind in DATES and isinstance(value, date):
        return _day(value, texts())
    if column_type == TEXT and kind in NUMBERS and isinstance(value, int | Decimal):
        return _amount(Decimal(value), texts()) or same
    return same


def _day(value: date, texts: Sequence[str]) -> tuple[Content, Style]:
    """A day as a text, in the order and with the mark of the others where they prove one, else as ISO 8601 has it."""
    orders = {date_text(tidy(text)).order for text in texts} - {""}
    marks = {found[1] for text in texts if (found := _DAY.fullmatch(tidy(text)))}
    if len(orders) != 1 or len(marks) != 1:
        return Content("inlineStr", value.isoformat()), Style()
    order, mark = orders.pop(), marks.pop()
    form = f"%d{mark}%m{mark}%Y" if order == "day" else f"%m{mark}%d{mark}%Y"
    return Content("inlineStr", value.strftime(form)), Style(order=order)


def _amount(value: Decimal, texts: Sequence[str]) -> tuple[Content, Style] | None:
    """A number as a text, with the decimal mark of the others; None where they prove none that it needs."""
    written, marks = f"{value:f}", {number_text(tidy(text)).mark for text in texts} - {""}
    mark = marks.pop() if len(marks) == 1 else ""
    if mark == ",":
        written = written.replace(".", ",")
    style = Style(mark=mark)
    read = number_text(written).at(mark)
    proves = number_text(written).mark
    return (Content("inlineStr", written), style) if read == value and proves in ("", mark) else None
