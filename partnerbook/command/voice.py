"""The language in which the command tells, and whose numbers and days: the option's, the book's or the system's."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from partnerbook.errors import Named, Sentence
from partnerbook.exact import plain
from partnerbook.names import LANGUAGES

if TYPE_CHECKING:
    from datetime import date

    from partnerbook.language.reader import Reader
    from partnerbook.records import Place

_SETTINGS = {"words": ("LC_ALL", "LC_MESSAGES", "LANG"), "numbers": ("LC_ALL", "LC_NUMERIC", "LANG")}
_OPTION = "--language"


class _Voice:
    """What is spoken now, and whether a person has asked for it: then no book's own language counts."""

    language = "en"
    asked = False


_NOW = _Voice()


def begin(arguments: Sequence[str]) -> None:
    """Speak the language that a command line asks for, else the system's."""
    found = _asked(arguments)
    _NOW.language, _NOW.asked = found or spoken_language(system_locale("words")), bool(found)


def end() -> None:
    """Speak English again, as whoever calls the command's functions by themselves expects."""
    _NOW.language, _NOW.asked = _Voice.language, _Voice.asked


def behind_language(arguments: Sequence[str]) -> Sequence[str]:
    """A command line without the language that stands before its command.

    >>> behind_language(["--language", "es", "tier", "book.xlsx"]), behind_language(["--language=es", "tier"])
    (['tier', 'book.xlsx'], ['tier'])
    """
    if arguments and arguments[0].startswith(f"{_OPTION}="):
        return arguments[1:]
    return arguments[2:] if arguments[:1] == [_OPTION] else arguments


def speak(language: str) -> None:
    """Speak the language that a person asks for."""
    _NOW.language, _NOW.asked = language, True


def speak_as_book(language: str) -> None:
    """Speak a book's own language, where the person has asked for none."""
    if not _NOW.asked:
        _NOW.language = language


def language() -> str:
    """The language that is spoken: "en", "es" or "pt"."""
    return _NOW.language


def voice() -> "Reader":
    """How what is told is written: in the language that is spoken, with the numbers of the system where it is too."""
    from partnerbook.language.reader import reader

    region = system_locale("numbers") if language() != "en" else ""
    return reader(language(), region if spoken_language(region) == language() else "")


def told(text: object) -> str:
    """A sentence, or anything that has one, in the language that is spoken; any other text as it is."""
    sentence = text if isinstance(text, Sentence | Named) else getattr(text, "sentence", None)
    if language() == "en" or not isinstance(sentence, Sentence | Named):
        return str(text)
    from partnerbook.language.spoken import spoken

    return spoken(sentence, voice())


def place_text(place: "Place") -> str:
    """A row of a book as a person of the language that is spoken finds it."""
    return told(place)


def sheet_names() -> tuple[str, str]:
    """What a book of the language calls the sheets of the settings and of the tiers."""
    from partnerbook.book.tables import SETTINGS, THRESHOLDS

    return SETTINGS.label(language()), THRESHOLDS.label(language())


def word(text: str) -> str:
    """A heading or a line of help, which are the program's own words, in the language that is spoken."""
    return told(text if isinstance(text, Sentence) else Sentence(text))


def metavars(text: str) -> str:
    """What stands for a value in a command line, such as BOOK, in the language that is spoken."""
    return re.sub(r"[A-Z]{3,}", lambda found: word(found[0]), text)


def day_text(day: "date | None", nothing: str = "") -> str:
    """A day in figures; without one, `nothing`."""
    if day is None:
        return nothing
    return day.isoformat() if language() == "en" else voice().figures_of_day(day)


def month_text(day: "date") -> str:
    """A month in figures."""
    return f"{day:%Y-%m}" if language() == "en" else voice().figures_of_month(day)


def marked(text: str) -> str:
    """A figure that Python has written, such as "1,234.5", with the marks of the language."""
    return text if language() == "en" else voice().marked(text)


def grouped(value: Decimal) -> str:
    """A figure with all of its places, and with marks between thousands."""
    return marked(f"{plain(value):,}")


def spoken_language(locale: str) -> str:
    """The language of ours that a locale is of; English where it is of another.

    >>> spoken_language("es_MX.UTF-8"), spoken_language("C"), spoken_language("de_DE")
    ('es', 'en', 'en')
    """
    code = locale.replace("_", "-").split("-")[0].split(".")[0].casefold()
    return code if code in LANGUAGES else "en"


def system_locale(what: str, settings: Mapping[str, str] | None = None) -> str:
    """The locale of the system's words or numbers, such as "pt_BR"; "" where it says none.

    >>> system_locale("words", {"LANG": "pt_BR.UTF-8", "LC_MESSAGES": "es_ES@euro"})
    'es_ES'
    """
    environment = os.environ if settings is None else settings
    found = next(filter(None, map(environment.get, _SETTINGS[what])), "")
    if not found and settings is None and sys.platform == "win32":
        found = _windows_locale()
    return found.partition(".")[0].partition("@")[0]


def _windows_locale() -> str:
    """The locale of the person's Windows."""
    import ctypes
    import locale

    code = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]
    return locale.windows_locale.get(code, "")


def _asked(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, wherever it stands; "" for none of ours."""
    mine = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    for at, each in enumerate(mine):
        option, _, value = each.partition("=")
        if option == _OPTION:
            found = (value or "".join(mine[at + 1 : at + 2])).lower()
            return found if found in LANGUAGES else ""
    return ""
