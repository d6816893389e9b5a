"""The texts that people read, in three languages, from the files of `partnerbook/language/messages/`."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from partnerbook.names import language_index

Texts: TypeAlias = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=16)
def texts(name: str, language: str) -> Texts:
    """The texts of one surface or kind of workbook in a language ("en", "es" or "pt"), by section and key.

    Errors: UnknownName for another language.

    >>> texts("book", "pt")["start"]["title"]
    'Carteira do parceiro'
    """
    language_index(language)
    file = files("partnerbook.language").joinpath("messages", f"{name}.{language}.toml")
    sections: Texts = tomllib.loads(file.read_text(encoding="utf-8"))
    return sections
