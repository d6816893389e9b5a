"""The errors partnerbook raises: one base, few children, each a sentence a person can act on.

Core functions raise; readers collect the same sentences as problems (`partnerbook.files.problems`).
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Self

_CODE = 72  # letters of a code
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    r"""The text without line ends, and without anything that steers a terminal: a name in a file may hold both.

    >>> one_line("no sheet\n\x1b[2J")
    'no sheet  [2J'
    """
    return _STEERING.sub(" ", text)


class Sentence(str):
    """What is told, in English, and what it is made of: surfaces tell it in others (`language/spoken.py`).

    The English `template` is the key of the other languages' texts. `values` stand in it by name; those that are
    sentences, days or numbers are told in that language too, any other text stays as it is.

    >>> told = Sentence('There is no client "{name}".', name="Acme")
    >>> told, told.template, told.values
    ('There is no client "Acme".', 'There is no client "{name}".', {'name': 'Acme'})
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: object) -> Self:
        made = super().__new__(cls, template.format_map(values) if values else template)
        made.template, made.values = template, values
        return made

    @property
    def code(self) -> str:
        """A name for what is told, whatever its values are: the words of the English template, of several the first's.

        >>> Sentence('There is no client "{name}".', name="Acme").code
        'there-is-no-client'
        """
        words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\{[^}]*\}", "", self.template).lower()).strip("-")
        within = (value.code for value in self.values.values() if isinstance(value, Sentence))
        return words[:_CODE].strip("-") or next(filter(None, within), "")

    def __add__(self, other: str) -> "Sentence":
        return joined((self, other), "")

    def __radd__(self, other: str) -> "Sentence":
        return joined((other, self), "")

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.values)


class Named(str):
    """The name of a thing of ours, such as a sheet of the book: in English, and by `names` in each language.

    >>> Named(("Clients", "Clientes", "Clientes")), Named(("Clients", "Clientes", "Clientes")).names[1]
    ('Clients', 'Clientes')
    """

    __slots__ = ("names",)
    names: tuple[str, ...]

    def __new__(cls, names: tuple[str, ...]) -> Self:
        made = super().__new__(cls, names[0])
        made.names = names
        return made

    def __getnewargs__(self) -> tuple[tuple[str, ...]]:  # type: ignore[override]  # of str it is a text
        return (self.names,)


def counted(count: int, one: str, many: str, /, **values: object) -> Sentence:
    """The template for one thing or for another number of them, with that as `count`.

    >>> counted(1, "1 client", "{count} clients"), counted(0, "1 client", "{count} clients")
    ('1 client', '0 clients')
    """
    return Sentence(one if count == 1 else many, count=count, **values)


def joined(parts: Iterable[str], between: str = ", ") -> Sentence:
    """Texts behind each other, of which each that is a sentence can still be told in other languages.

    >>> joined(["Acme", Sentence("nobody")]).values["part_2"].template
    'nobody'
    """
    named = {f"part_{at}": part for at, part in enumerate(parts, 1)}
    return Sentence(between.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in named), **named)


def _in_one_line(told: Sentence) -> Sentence:
    values = {
        name: _in_one_line(value) if isinstance(value, Sentence) else one_line(value) if type(value) is str else value
        for name, value in told.values.items()
    }
    return Sentence(one_line(told.template), **values)


class PartnerbookError(Exception):
    """Something partnerbook cannot do with what it was given; `str()` is a whole sentence, in one line.

    >>> BadInput('There is no client "{name}".', name="Acme").sentence.template
    'There is no client "{name}".'
    """

    def __init__(self, template: str = "", /, **values: object) -> None:
        super().__init__(template if isinstance(template, Sentence) else Sentence(template, **values))

    def __str__(self) -> str:
        return one_line(super().__str__())

    @property
    def sentence(self) -> Sentence:
        """What is told, in English, and in other languages by what it is made of."""
        told: Sentence = self.args[0]
        return _in_one_line(told) if _STEERING.search(told) else told


class NotRead(PartnerbookError):
    """What is not read, in a part of a file that nothing may need: another encoding, a text longer than a cell's."""


class TooLarge(NotRead):
    """More than is read, in such a part."""


class BadInput(PartnerbookError):
    """A value that is not what the argument or cell allows."""


class UnknownName(BadInput):
    """A name (market, currency, tier, option) that partnerbook does not know."""


class NoRate(PartnerbookError):
    """No exchange rate or point unit for a currency on a day."""


class BadProgramData(PartnerbookError):
    """A file of `partnerbook/program/` that breaks its own rules; names the file and the key."""


def nearest(found: str, known: Iterable[str]) -> str:
    """The known name closest to what was found, or "" when none is close.

    >>> nearest("Platnum", ["Gold", "Platinum", "Diamond"])
    'Platinum'
    >>> nearest("xyz", ["Gold", "Platinum", "Diamond"])
    ''
    """
    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(found.casefold().strip(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else ""


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """The sentence tail that offers the nearest known name, or "" when none is close.

    >>> did_you_mean("Platnum", ["Gold", "Platinum"])
    '; did you mean "Platinum"?'
    """
    guess = nearest(found, known)
    return Sentence('; did you mean "{guess}"?', guess=guess) if guess else ""
