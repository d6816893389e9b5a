"""Numbers and days as a workbook has them: a workbook may count its days from 1904, and our functions do not."""

import math
import re
from datetime import datetime
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import to_excel

_SINCE_1904 = 1462
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[Ee][-+]?\d+)?\s*", re.ASCII)


def number(text: str) -> float | None:
    """The number that a cell holds; None for what no cell can hold.

    >>> number("1.5E3"), number("1e999"), number("nan")
    (1500.0, None, None)
    """
    found = float(text) if _NUMBER.fullmatch(text) else math.nan
    return found if math.isfinite(found) else None


class Serials:
    """The days of a workbook with these styles, whose numbers count from 1904 or not.

    Errors: ExpatError for styles that cannot be read.
    """

    def __init__(self, styles: bytes, from_1904: bool) -> None:
        self._of_days = frozenset(map(str, _of_days(styles))) if from_1904 and styles else frozenset()

    def is_day(self, style: str) -> bool:
        """Whether a format shows days, in a workbook that counts them from 1904."""
        return (style or "0") in self._of_days

    def plain(self, value: float | None, style: str) -> float | None:
        """A number as it is where days count from 1900."""
        return value if value is None or value < 0 or not self.is_day(style) else value + _SINCE_1904

    @staticmethod
    def of_text(text: str) -> float | str:
        """The serial number of a day as XML writes it; the text itself where it is none.

        >>> Serials(b"", from_1904=True).of_text("2026-01-01"), Serials.of_text("2026-99-99")
        (46023.0, '2026-99-99')
        """
        try:
            return float(to_excel(datetime.fromisoformat(text).replace(tzinfo=None)))
        except (OverflowError, ValueError):
            return text

    @staticmethod
    def from_1904(value: float) -> float:
        """A day of 1900 as a workbook writes it that counts from 1904."""
        return value - _SINCE_1904


def _of_days(styles: bytes) -> list[int]:
    """The numbers of the formats that show days."""
    formats, cells, within = dict(BUILTIN_FORMATS), list[int](), list[str]()

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "numFmt" and (found := number(attributes.get("numFmtId", ""))) is not None:
            formats[int(found)] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in within[-1:]:
            cells.append(int(number(attributes.get("numFmtId", "0")) or 0))
        within.append(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: within.pop() and None
    parser.Parse(styles, True)
    codes = [formats.get(each, "") for each in cells]
    return [at for at, code in enumerate(codes) if is_date_format(code) and not is_timedelta_format(code)]
