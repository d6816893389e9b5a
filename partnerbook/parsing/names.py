"""A table of names: what each code is called in three languages, and what people write for it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from partnerbook.names import folded, language_index
from partnerbook.program import csv_rows, program_text

ALIASES = ("alias", "codes")


class Named(NamedTuple):
    """A code with its names in English, Spanish and Portuguese, other spellings, and whether it is still in use."""

    code: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    in_use: bool = True


class NameTable(NamedTuple):
    """Names by code, the codes that a folded spelling can mean, the codes in use, and the spellings to guess from."""

    names: dict[str, tuple[str, ...]]
    meanings: dict[str, tuple[str, ...]]
    in_use: tuple[str, ...]
    offered: tuple[str, ...]

    def meant(self, text: str) -> tuple[str, ...]:
        """The codes that a text can mean, whatever its case, accents, spaces and punctuation: none, one or several."""
        code = text.upper()
        return (code,) if code in self.names else self.meanings.get(folded(text), ())

    def name(self, code: str, language: str) -> str:
        """What a code is called. Errors: KeyError for another code, UnknownName for another language."""
        return self.names[code][language_index(language)]

    def listed(self, language: str) -> tuple[str, ...]:
        """The names of all codes in a language, in alphabetical order. Errors: UnknownName for another language."""
        index = language_index(language)
        return tuple(sorted((names[index] for names in self.names.values()), key=folded))


def name_table(rows: Iterable[Named], aliases: str, offer_codes: bool = False) -> NameTable:
    """The table of some codes and of a file of aliases, each of which can mean several of them.

    >>> table = name_table([Named("CAD", ("Canadian Dollar",) * 3, ("can$",))], "currency_aliases.csv")
    >>> table.meant("canadian dollar"), table.meant("C$"), table.meant("about")
    (('CAD',), ('CAD', 'NIO'), ())
    """
    names: dict[str, tuple[str, ...]] = {}
    meanings: dict[str, tuple[str, ...]] = {}
    in_use: list[str] = []
    offered: list[str] = []
    for row in rows:
        names[row.code] = row.names
        spellings: Sequence[str] = (*row.names, *row.also)
        meanings.update((folded(spelling), (row.code,)) for spelling in spellings)
        offered += [row.code, *spellings] if offer_codes else spellings
        in_use += [row.code] if row.in_use else []
    for alias, several in csv_rows(program_text(aliases), aliases, ALIASES):
        meanings[folded(alias)] = tuple(several.split())
        offered.append(alias)
    return NameTable(names, meanings, tuple(in_use), tuple(offered))


def either(options: Sequence[str], last: str = "or") -> str:
    """Options as a sentence lists them.

    >>> either(["CAD", "NIO", "USD"])
    'CAD, NIO or USD'
    """
    return f"{', '.join(options[:-1])} {last} {options[-1]}" if len(options) > 1 else options[0]
