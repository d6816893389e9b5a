"""A sentence as a person reads it: in the person's language, its days and numbers as the country writes them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any

from partnerbook.errors import Named, Sentence
from partnerbook.language.reader import Reader
from partnerbook.language.texts import texts
from partnerbook.names import language_index

FILES = ("command", "problems")  # of `messages`, by English template


def spoken(told: str, reader: Reader) -> str:
    """A sentence in the reader's language; a text that is none, or of English, as it is.

    >>> from partnerbook.language.reader import reader
    >>> spoken(Sentence("{count} clients", count=3), reader("es")), spoken("Acme", reader("es"))
    ('3 clientes', 'Acme')
    """
    if isinstance(told, Named):
        return told.names[language_index(reader.language)]
    if reader.language == "en" or not isinstance(told, Sentence):
        return told
    template = _template(told.template, reader.language)
    return _Spoken(reader).vformat(template, (), told.values) if told.values else template


def _template(english: str, language: str) -> str:
    """The template in a language; of a sentence that begins with a capital here only, the one inside another."""
    said = said_in(language)
    inside = f"{english[:1].lower()}{english[1:]}"
    if english in said or inside not in said:
        return said.get(english, english)
    return f"{said[inside][:1].upper()}{said[inside][1:]}"


@cache
def said_in(language: str) -> Mapping[str, str]:
    """The texts of a language other than English, by their English templates."""
    return {
        template: text for file in FILES for keys in texts(file, language).values() for template, text in keys.items()
    }


class _Spoken(Formatter):
    """Puts values into a template as a reader reads them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return format(spoken(value, self._reader), format_spec)
        if isinstance(value, date):
            return self._reader.figures_of_month(value) if format_spec else self._reader.figures_of_day(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self._reader.marked(format(value, format_spec))
        return spoken_value(value, self._reader)


def spoken_value(value: object, reader: Reader) -> str:
    """Anything as text: a place, a problem or an error by the sentence that it is."""
    sentence = getattr(value, "sentence", None)
    return spoken(sentence if isinstance(sentence, str) else str(value), reader)
