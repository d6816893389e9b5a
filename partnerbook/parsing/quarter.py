"""Quarters of the calendar year, as people write them: 2026-Q4."""

import re
from datetime import date

from partnerbook.days import month_end
from partnerbook.errors import BadInput
from partnerbook.parsing.kept_text import value_text


def quarter_of(day: date) -> str:
    """The quarter of a day.

    >>> quarter_of(date(2026, 10, 31))
    '2026-Q4'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarter_days(text: str) -> tuple[date, date]:
    r"""The first and the last day of a quarter, written as 2026-Q4, 2026q4, Q4 2026, 4T2026 or 4T26.

    Errors: BadInput for any other text.

    >>> quarter_days("2026-Q4") == quarter_days("q4 2026") == quarter_days("\u200e4T26")
    True
    >>> quarter_days("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    True
    """
    written = re.sub(r"[\s/-]", "", value_text(text)).upper()
    match = re.fullmatch(r"(?P<year>(?:20)?\d\d)[QT](?P<quarter>[1-4])", written) or re.fullmatch(
        r"(?:[QT](?P<quarter>[1-4])|(?P<before>[1-4])[QT])(?P<year>(?:20)?\d\d)", written
    )
    if not match:
        raise BadInput('"{text}" is no quarter; write it as 2026-Q4.', text=text)
    parts = match.groupdict()
    month = 3 * int(parts["quarter"] or parts["before"]) - 2
    first = date(2000 + int(parts["year"]) % 100, month, 1)
    return first, month_end(first, 2)
