"""What a cell of a file holds: the value of a record as its table's column has it, and the XML of that."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape

from partnerbook.errors import PartnerbookError
from partnerbook.files.xlsx.text import kept_text

LONGEST_TEXT = 32_767  # what a cell of Excel takes
_EPOCH = date(1899, 12, 30).toordinal()
_FROM_1904 = 1462


class Content(NamedTuple):
    """A cell's type as its `t` attribute, its value's text, and its formula; `metadata` is what `cm` says of that.

    `array` is the area that the formula fills as one.
    """

    kind: str = ""
    value: str | None = None
    formula: str = ""
    array: str = ""
    metadata: str | None = None


EMPTY = Content()


def content_of(value: object, from_1904: bool = False) -> Content:
    """What a cell holds for a value: a number to the last digit, a day as a serial number, a text that is never more.

    Errors: PartnerbookError for a text that is too long for a cell.

    >>> content_of(Decimal("1234.50")).value, content_of(date(2026, 1, 1)).value, content_of("=1+1")[:2]
    ('1234.50', '46023', ('inlineStr', '=1+1'))
    """
    match value:
        case None:
            return EMPTY
        case bool():
            return Content("b", "1" if value else "0")
        case Decimal():
            return Content("", f"{value:f}")
        case int():
            return Content("", str(value))
        case date():
            return Content("", str(value.toordinal() - _EPOCH - (_FROM_1904 if from_1904 else 0)))
        case str() if len(value) > LONGEST_TEXT:
            raise PartnerbookError(
                'The text "{value}..." has {count} characters; a cell takes {longest_text}.',
                value=value[:40],
                count=len(value),
                longest_text=LONGEST_TEXT,
            )
        case str():
            return Content("inlineStr", kept_text(value))
    raise AssertionError(f"no column of a book holds {value!r}")


def cell_xml(content: Content, prefix: str = "") -> str:
    """The XML inside a cell's tags; "" for an empty cell.

    >>> cell_xml(Content("inlineStr", " <a>")), cell_xml(Content("", "2", "1+1"), "x:")
    ('<is><t xml:space="preserve"> &lt;a&gt;</t></is>', '<x:f>1+1</x:f><x:v>2</x:v>')
    """
    value = "" if content.value is None else content.value
    if content.kind == "inlineStr":
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f"<{prefix}is><{prefix}t{space}>{escape(value)}</{prefix}t></{prefix}is>"
    array = f' t="array" ref="{content.array}"' if content.array else ""
    formula = f"<{prefix}f{array}>{escape(content.formula)}</{prefix}f>" if content.formula else ""
    return formula + (f"<{prefix}v>{escape(value)}</{prefix}v>" if content.value is not None else "")
