"""The words of the program's rules: English stands in the editions' own files, the other languages in `messages`."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from partnerbook.codes import RuleKind
from partnerbook.exact import plain
from partnerbook.language.texts import Texts, texts
from partnerbook.program.edition import Edition
from partnerbook.program.strict import Source

_UNIT = "units."
_OF_EVERY_YEAR = re.compile(r"\d\d-\d\d")


def _texts(language: str) -> Texts | None:
    return None if language == "en" else texts("program", language)


def edition_summary(edition: Edition, language: str = "en") -> str:
    """What an edition changed, in a sentence.

    >>> from partnerbook.program.edition import editions
    >>> edition_summary(editions()[1])[:47]
    'Deals that the partner sources give 5 points pe'
    """
    found = _texts(language)
    return edition.summary if found is None else found["summaries"][str(edition.start)]


def rule_name(key: str, language: str = "en") -> str:
    """What a figure of the rules is.

    >>> rule_name("reviews.check_day"), rule_name("reviews.check_day", "pt"), rule_name("units.EUR")
    ('Reviews: check day', 'Revisões: dia do mês da verificação', 'US$100 in EUR')
    """
    if key.startswith(_UNIT):
        return texts("ahead", language)["editions"]["unit"].format(currency=key.removeprefix(_UNIT))
    if found := _texts(language):
        return found["keys"][key]
    if "regions" in key:
        return key.rpartition(".")[2]
    return key.replace(".", ": ").replace("_", " ").capitalize()


def rule_value(
    value: object,
    language: str = "en",
    number: Callable[[Decimal], str] = lambda value: f"{plain(value):,}",
    day: Callable[[date], str] = str,
) -> str:
    """What the value of a figure is: a number or a day as the surface writes it, a list, or words.

    >>> rule_value(Decimal("0.85")), rule_value(True, "es"), rule_value(("BR", "MX")), rule_value(None)
    ('0.85', 'sí', 'BR, MX', 'not known')
    >>> rule_value(("01-15", "07-15")), rule_value(("02-29",), "pt"), rule_value(date(2026, 1, 15))
    ('January 15, July 15', '29 de fevereiro', '2026-01-15')
    """
    say = texts("ahead", language)["editions"]
    if value is None:
        return say["not_known"]
    if isinstance(value, bool):
        return say["yes" if value else "no"]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, tuple):
        return ", ".join(_part(str(part), language) for part in value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return str(value)
    found = _texts(language)
    return str(value) if found is None else found["values"].get(str(value), str(value))


def _part(text: str, language: str) -> str:
    """A part of a list: a day of every year with its month in words, which no country reads as another."""
    if not _OF_EVERY_YEAR.fullmatch(text):
        return text
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", date.fromisoformat(f"2000-{text}"), locale=language)


def source_title(source: Source, language: str = "en") -> str:
    """What a page is that figures are taken from."""
    found = _texts(language)
    return source.title if found is None else found["titles"][source.id]


def rule_kind_words(kind: RuleKind, language: str = "en") -> str:
    """A part of the rules.

    >>> rule_kind_words(RuleKind.RATES), rule_kind_words(RuleKind.MANAGED_MINIMUM, "pt")
    ('points per US$100', 'mínimo gerenciado')
    """
    return texts("ahead", language)["rule_kinds"][kind]
