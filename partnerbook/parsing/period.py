"""Months and quarters of the calendar year, as people and programs write them: 2026-07, Jul 2026, 2026-Q3."""

import re
from datetime import date

from partnerbook.days import month_end
from partnerbook.errors import BadInput
from partnerbook.names import folded
from partnerbook.parsing.day import FILLERS, MONTHS
from partnerbook.parsing.kept_text import value_text
from partnerbook.parsing.quarter import quarter_days, quarter_of

_YEAR_FIRST = re.compile(r"(20\d\d)\s?[-/.]\s?(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/.]\s?(20\d\d)")
_PARTS = re.compile(r"[^\W\d_]+|\d+")


def month_days(text: str) -> tuple[date, date]:
    """The first and the last day of a month, written as 2026-07, 07/2026, Jul 2026 or julio de 2026.

    Errors: BadInput for any other text.

    >>> month_days("2026-07") == month_days("07/2026") == month_days("julio de 2026") == month_days("Jul-26")
    True
    >>> month_days("2024-02")[1]
    datetime.date(2024, 2, 29)
    """
    written = " ".join(value_text(text).split())
    year, month = 0, 0
    if match := _YEAR_FIRST.fullmatch(written):
        year, month = int(match[1]), int(match[2])
    elif match := _YEAR_LAST.fullmatch(written):
        month, year = int(match[1]), int(match[2])
    else:
        words = [word for word in map(folded, _PARTS.findall(written)) if word not in FILLERS]
        names, numbers = [word for word in words if word in MONTHS], [word for word in words if word.isdecimal()]
        if len(words) == 2 and len(names) == len(numbers) == 1 and re.fullmatch(r"(?:20)?\d\d", numbers[0]):
            year, month = int(numbers[0]) % 100 + 2000, MONTHS[names[0]]
    if not 1 <= month <= 12:
        raise BadInput('"{text}" is no month; write it as 2026-07.', text=text)
    first = date(year, month, 1)
    return first, month_end(first)


def period_name(text: str) -> str:
    """A quarter or a month as it is compared: 2026-Q3, 2026-07.

    Errors: BadInput for any other text.

    >>> period_name("Q3 2026"), period_name("3T2026"), period_name("jul 2026"), period_name("7/2026")
    ('2026-Q3', '2026-Q3', '2026-07', '2026-07')
    """
    for days, name in ((quarter_days, quarter_of), (month_days, month_name)):
        try:
            return name(days(text)[0])
        except BadInput:
            continue
    raise BadInput('"{text}" is no quarter and no month; write it as 2026-Q3 or 2026-07.', text=text)


def period_days(period: str) -> tuple[date, date]:
    """The first and the last day of a quarter or a month.

    Errors: BadInput for a text that is neither.

    >>> period_days("2026-Q3") == (date(2026, 7, 1), date(2026, 9, 30))
    True
    """
    name = period_name(period)
    return quarter_days(name) if "Q" in name else month_days(name)


def month_name(day: date) -> str:
    """The month of a day.

    >>> month_name(date(2026, 7, 31))
    '2026-07'
    """
    return f"{day.year}-{day.month:02}"
