"""Days as people write them: both readings of a text, the day or the month being first.

"03/04/2025" is in March for some and in April for others. As with numbers, a text gives its readings, and the other
dates of its column, or of its file, say which order holds. Month names are read in English, Spanish and Portuguese.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from partnerbook.errors import Sentence
from partnerbook.names import folded
from partnerbook.parsing.kept_text import value_text

LONGEST = 90
_NO_DAY = Sentence("is not a day of the calendar")
FIRST_YEAR = 2000
LAST_YEAR = 2099


class DateText(NamedTuple):
    """A text's day if the day stands first, and if the month does; `why` says what is wrong when there is neither."""

    day_first: date | None = None
    month_first: date | None = None
    why: Sentence | None = None

    @property
    def readings(self) -> tuple[date, ...]:
        """The days it can be, the earliest first: none, one or two."""
        return tuple(sorted({found for found in (self.day_first, self.month_first) if found is not None}))

    @property
    def order(self) -> str:
        """What the text proves to stand first, "day" or "month"; "" where it fits both or shows neither."""
        if self.day_first is None:
            return "" if self.month_first is None else "month"
        return "day" if self.month_first is None else ""


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene janeiro", "february feb febrero fevereiro fev", "march mar marzo marco",
            "april apr abril abr", "may mayo maio mai", "june jun junio junho", "july jul julio julho",
            "august aug agosto ago", "september sep sept septiembre setiembre set setembro",
            "october oct octubre outubro out", "november nov noviembre novembro",
            "december dec diciembre dic dezembro dez",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

# Hyphens and dashes that programs make of the one between numbers, and full stops of other keyboards.
_MARKS = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"), "\uff0f": "/", "\uff0e": "."}
)
_HALF = r"[ap]\.?\s?m\b\.?"
_HOUR = (
    rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?(?:\s*{_HALF})?|\d{{1,2}}\s?{_HALF}"
    r"|\d{1,2}\s?h(?:\s?\d{2}|rs?|oras?|ours?)?\b\.?"
)
_ABBREVIATED = (
    "Z|UTC|GMT|WES?T|CES?T|EES?T|MSK|BST|IST|[ECMPA][SD]T|AK[SD]T|HST|N[SD]T|ART|BRS?T|CLS?T|COT|PET|ECT|VET|UYT|PYS?T|"
    "BOT|A[CEW][SD]T|NZ[SD]T|JST|KST|SGT|HKT|PHT|SAST|EAT|WAT|CAT"
)
_ZONE = (
    rf"\s*(?:(?:(?:{_ABBREVIATED})\b)?[+-]\d{{1,2}}(?::?\d{{2}})?|(?:{_ABBREVIATED})\b|\([^()]*\)"
    r"|[a-z]+(?:/[a-z_]+){1,2}|(?:h|hs|hrs|horas|hours)\b\.?)"
)
# What stands of a day's clock and its zone, before, behind or amid the day.
_CLOCK = re.compile(rf"(?:[T\s,]+|\b)(?:(?:at|a las?|[àa]s?)\s+)?(?<!\d)(?:{_HOUR})(?:{_ZONE}){{0,4}}", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_MILLISECONDS = re.compile(r"(\d{12,13})(?:\.0)?")  # since 1970, as HubSpot counts
_COUNTED = range(946_684_800_000, 4_102_444_800_000)  # those of the years 2000 to 2099: no other number is a day
_DOTTED_CLOCK = re.compile(r"(?:(?<=\d{4})|(?<=[-/.]\d\d)) \d{1,2}\.\d{2}(?:\.\d{2})?$")  # 15/07/2027 10.30
_BRACKETED_ZONE = re.compile(rf"\s*\((?:{_ABBREVIATED})\)$")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:T\d{4}(?:\d{2})?Z?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?'?(\d{4}|\d{2})\.?")
_ROMAN_MONTH = re.compile(r"(\d{1,2})([-/. ])([IVX]{1,4})\2(\d{4})")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
FILLERS = frozenset(
    {"de", "del", "of", "the", "el", "st", "nd", "rd", "th", "o", "a", "em", "en", "on", "er", "ero", "ro"}
)
_FIRST = frozenset({"primero", "primeiro"})  # of a month, as it is said
_NUMBERED_WEEKDAY = re.compile(r"\b[2-6]\s?[ªa]\.?[\s-]*feira\b", re.IGNORECASE)  # Monday is 2ª-feira
_ENGLISH_DAYS = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday"
_SPANISH_DAYS = "lun lunes mar martes mie miercoles jue jueves vie viernes sab sabado dom domingo"
_PORTUGUESE_DAYS = "seg segunda ter terca qua quarta qui quinta sex sexta feira"
_WEEKDAYS = frozenset(f"{_ENGLISH_DAYS} {_SPANISH_DAYS} {_PORTUGUESE_DAYS}".split())


@lru_cache(maxsize=50_000)
def date_text(text: str) -> DateText:
    """Both readings of a day in a text; a clock and a zone are left aside.

    >>> date_text("15/07/2025").order, date_text("7/15/2025").order, date_text("03/04/2025").order
    ('day', 'month', '')
    >>> date_text("15 de julio de 2025").day_first == date_text("Jul 15, 2025").day_first == date(2025, 7, 15)
    True
    >>> date_text("Thu, 15 Jul 2027 10:00:00 GMT").day_first == date_text("15 de julio de 2027, 10:00").day_first
    True
    >>> date_text("31/02/2025").why
    'is not a day of the calendar'
    """
    clean = " ".join(value_text(text).translate(_MARKS).split())
    if len(clean) > LONGEST:
        return DateText(why=Sentence("is not a date"))
    clean = _CLOCK.sub(" ", _BRACKETED_ZONE.sub("", _DOTTED_CLOCK.sub("", clean)), count=1).strip(" ,")
    if match := _YEAR_FIRST.fullmatch(clean):
        return _same(int(match[1]), int(match[3]), int(match[4]))
    if (match := _MILLISECONDS.fullmatch(clean)) and int(match[1]) in _COUNTED:
        found = date(1970, 1, 1) + timedelta(milliseconds=int(match[1]))
        return DateText(found, found)
    if match := _COMPACT.fullmatch(clean):
        return _same(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(clean):
        first, second, year = int(match[1]), int(match[3]), _whole_year(match[4])
        day_first, month_first = _day(year, second, first), _day(year, first, second)
        missing = day_first is None and month_first is None
        return DateText(day_first, month_first, _NO_DAY if missing else None)
    if (match := _ROMAN_MONTH.fullmatch(clean)) and match[3] in _ROMANS:
        return _same(int(match[4]), _ROMANS.index(match[3]) + 1, int(match[1]))
    return _in_words(clean)


def _in_words(text: str) -> DateText:
    told = map(folded, _WORDS.findall(_NUMBERED_WEEKDAY.sub(" ", text)))
    words = ["1" if word in _FIRST else word for word in told if word not in FILLERS]
    names = [word for word in words if word in MONTHS]
    if len(names) > 1 and names[0] in _WEEKDAYS:
        names = names[1:]  # "mar" is Tuesday in Spanish, and March
    numbers = [word for word in words if word.isdigit()]
    strange = [word for word in words if word not in MONTHS and word not in _WEEKDAYS and not word.isdigit()]
    if strange or len(names) != 1:
        return DateText(why=Sentence("is not a date"))
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(days) == 2 and not years:
        years = [days.pop()]
    if len(numbers) != 2 or len(days) != 1 or len(years) != 1:
        return DateText(why=Sentence("is not a whole date: it needs a day, a month and a year"))
    return _same(_whole_year(years[0]), MONTHS[names[0]], int(days[0]))


def _whole_year(text: str) -> int:
    """The year that a text means: of two digits the one up to 2049, as newer spreadsheets read them."""
    return int(text) + (0 if len(text) != 2 else 2000 if int(text) < 50 else 1900)


def _same(year: int, month: int, day: int) -> DateText:
    found = _day(year, month, day)
    return DateText(found, found, None if found else _NO_DAY)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
