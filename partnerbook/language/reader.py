"""How a person reads and writes: the language of the words, and the country's way with numbers and days."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from partnerbook.exact import EXACT, exactly, places_of, plain, rounded, shown_share
from partnerbook.language.texts import Texts, texts
from partnerbook.names import LANGUAGES, language_index

_HOME = {"en": "en_US", "es": "es_ES", "pt": "pt_BR"}  # whose numbers and days, where only a language is said
_MOST_PLACES = 6  # an estimated unit has dozens


class Marks(NamedTuple):
    """The marks of a country's numbers: before decimals, between groups of three digits, before what is negative."""

    decimal: str
    group: str
    minus: str


class Reader(NamedTuple):
    """A person's language ("en", "es" or "pt"), and the locale (such as "pt_BR") of numbers and days."""

    language: str = "en"
    region: str = _HOME["en"]

    @property
    def words(self) -> Texts:
        """The texts of the panels in the person's language, by section and key."""
        return texts("panels", self.language)

    @exactly
    def number(self, value: Decimal, places: int | None = None) -> str:
        """A figure rounded half up once to so many places; without places as it is, to 6 at most.

        >>> Reader("pt", "pt_BR").number(Decimal("1234.5"), 2), Reader().number(Decimal("1234.50"))
        ('1.234,50', '1,234.5')
        """
        shown = rounded(value, _MOST_PLACES) if places is None else rounded(value, places)
        digits = f"{abs(plain(shown) if places is None else shown):,f}"
        sign = self.marks.minus if shown < 0 else ""
        return sign + digits.translate(_translation(self.region))

    def points(self, value: Decimal) -> str:
        """Points that are shown: with two places, or with all that they have.

        >>> Reader().points(Decimal(1950)), Reader("es", "es_ES").points(Decimal("199.996"))
        ('1,950.00', '199,996')
        """
        return self.number(value, places_of(value))

    @exactly
    def share(self, value: Decimal, places: int = 1) -> str:
        """A share as per cent, 100 only where the whole is reached.

        >>> Reader("es", "es_ES").share(Decimal("0.8251")), Reader().share(Decimal("0.9996"))
        ('82,5 %', '99.9%')
        """
        return self.number(EXACT.scaleb(shown_share(value, places), 2), places) + self.per_cent

    @property
    def per_cent(self) -> str:
        """The sign behind a figure of per cent, with a space before it where the region has one.

        >>> [Reader(region[:2], region).per_cent for region in ("en_US", "es_ES", "es_MX", "pt_BR")]
        ['%', ' %', '%', '%']
        """
        return "%" if "0%" in str(_locale(self.region).percent_formats[None].pattern) else " %"

    def day(self, day: date) -> str:
        """A day with its month in words, which no country reads as another.

        >>> Reader("pt", "pt_BR").day(date(2026, 1, 15)), Reader().day(date(2026, 1, 15))
        ('15 de janeiro de 2026', 'January 15, 2026')
        """
        return format_date(day, "long", self._locale_of_days)

    def month(self, day: date) -> str:
        """A month in short.

        >>> Reader("es", "es_ES").month(date(2026, 1, 31))
        'ene 2026'
        """
        return format_date(day, "LLL y", self._locale_of_days)

    def figures_of_day(self, day: date) -> str:
        """A day in figures: as ISO 8601 has it in English, which no country reads as another; else as the region does.

        >>> Reader("es", "es_ES").figures_of_day(date(2026, 1, 5)), Reader().figures_of_day(date(2026, 1, 5))
        ('05/01/2026', '2026-01-05')
        """
        return day.isoformat() if self.language == "en" else f"{self._two(day)}/{day.year:04}"

    def figures_of_month(self, day: date) -> str:
        """A month in figures.

        >>> Reader("pt", "pt_BR").figures_of_month(date(2026, 1, 5)), Reader().figures_of_month(date(2026, 1, 5))
        ('01/2026', '2026-01')
        """
        return f"{day:%Y-%m}" if self.language == "en" else f"{day.month:02}/{day.year:04}"

    def _two(self, day: date) -> str:
        return f"{day.month:02}/{day.day:02}" if self.month_first else f"{day.day:02}/{day.month:02}"

    def marked(self, figure: str) -> str:
        """A figure that Python has written, such as "1,234.5", with the region's marks.

        >>> Reader("pt", "pt_BR").marked("-1,234.50")
        '-1.234,50'
        """
        return figure.translate({ord(","): get_group_symbol(self.region), ord("."): get_decimal_symbol(self.region)})

    @property
    def _locale_of_days(self) -> Locale:
        """The country's where it speaks the person's language: a month has a name."""
        return _locale(self.region if self.region[:2] == self.language else _HOME[self.language])

    def short_day(self, day: date) -> str:
        """A day with its month in short, for rows of many.

        >>> Reader().short_day(date(2026, 1, 15)), Reader("es", "es_ES").short_day(date(2026, 1, 15))
        ('Jan 15, 2026', '15 ene 2026')
        """
        return format_date(day, "medium", self._locale_of_days)

    @property
    def marks(self) -> Marks:
        """What the region writes between the digits of a number, and before one below zero.

        >>> Reader("pt", "pt_BR").marks
        Marks(decimal=',', group='.', minus='-')
        """
        return _marks(self.region)

    @property
    def mark(self) -> str:
        """The decimal mark of the region: "." or ",".

        >>> Reader("es", "es_ES").mark, Reader("es", "es_MX").mark
        (',', '.')
        """
        return "," if get_decimal_symbol(self.region) == "," else "."

    @property
    def month_first(self) -> bool:
        """Whether the region writes the month of a day in figures before the day.

        >>> Reader("en", "en_US").month_first, Reader("en", "en_GB").month_first, Reader("es", "es_MX").month_first
        (True, False, False)
        """
        pattern = str(_locale(self.region).date_formats["short"].pattern)
        return -1 < pattern.find("M") < pattern.find("d")


@cache
def _locale(region: str) -> Locale:
    """Babel's locale: to find it takes a third of the time of writing a number."""
    return Locale.parse(region)


@cache
@exactly
def _marks(region: str) -> Marks:
    """Babel's, asked for once: to write each number by its pattern takes three times as long."""
    minus, rest = format_decimal(Decimal("-1234.5"), "#,##0.#", _locale(region)).split("1")
    group, rest = rest.split("234")
    return Marks(rest.removesuffix("5"), group, minus)


@cache
def _translation(region: str) -> dict[int, str]:
    return str.maketrans({".": _marks(region).decimal, ",": _marks(region).group})


def reader(language: str, numbers: str = "") -> Reader:
    """The reader of a language, in any of the ways programs name it; `numbers` is whose numbers, if not the same.

    Errors: UnknownName for a language other than English, Spanish and Portuguese.

    >>> reader("pt"), reader("es-MX")
    (Reader(language='pt', region='pt_BR'), Reader(language='es', region='es_MX'))
    >>> reader("en", "pt-BR").number(Decimal("1234.5"))
    '1.234,5'
    """
    spoken = language.replace("_", "-").split("-")[0].casefold()
    language_index(spoken)
    return Reader(spoken, _region(numbers) or _region(language) or _HOME[spoken])


def nearest_reader(language: str, numbers: str = "") -> Reader:
    """The same for a host that may speak any language: English where ours are not spoken.

    >>> nearest_reader("de-DE", "de-CH")
    Reader(language='en', region='de_CH')
    """
    spoken = language.replace("_", "-").split("-")[0].casefold()
    return reader(language if spoken in LANGUAGES else "en", numbers)


def _region(tag: str) -> str:
    """The locale that a tag such as "pt-BR" names; none for a language without a country."""
    parts = tag.replace("_", "-").split("-")
    if len(parts) == 1:
        return ""
    try:
        return str(Locale.parse("_".join(parts[:2])))
    except (UnknownLocaleError, ValueError):
        return ""
