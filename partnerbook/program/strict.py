"""A TOML file of the program, read strictly: what is missing, misspelt or of the wrong kind is named.

Every figure of such a file is an inline table: its value, the basis it stands on, and where that is from.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Generic, NamedTuple, NoReturn, TypeAlias, TypeVar

from partnerbook.errors import BadProgramData, did_you_mean

FigureValue: TypeAlias = Decimal | int | bool | str | date | tuple[str, ...] | tuple[int, ...] | None
Table: TypeAlias = dict[str, object]
T = TypeVar("T", bound=FigureValue)

PUBLISHED = "published"
ASSUMED = "assumed"
UNKNOWN = "unknown"
_BASES = (PUBLISHED, ASSUMED)
_FIGURE_KEYS = ("value", "basis", "source", "note", "unknown")


class Source(NamedTuple):
    """A public page that figures are taken from; `seen` is the date or the period of the copy that was read."""

    id: str
    title: str
    url: str
    seen: str


class Figure(NamedTuple):
    """One figure of an edition with what it stands on; `value` is None where the basis is "unknown"."""

    key: str
    value: FigureValue
    basis: str
    source: str
    note: str


class Kind(Generic[T]):
    """A kind of value: how it is read from TOML, and how a message describes it."""

    def __init__(self, wanted: str, read: Callable[[object], T | None]) -> None:
        self.wanted = wanted
        self.read = read  # None: not of this kind


def _whole(value: object) -> int | None:
    # bool is an int in Python, but `months = true` is a mistake.
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value if value.is_finite() and value > 0 else None
    whole = _whole(value)
    return Decimal(whole) if whole else None


def _share(value: object) -> Decimal | None:
    number = _number(value)
    return number if number is not None and number <= 1 else None


def _part(value: object) -> Decimal | None:
    return Decimal(0) if value == 0 and not isinstance(value, bool) else _share(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _day(value: object) -> date | None:
    return value if type(value) is date else None  # a datetime is a date too, but no edition starts at noon


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        return None
    return tuple(value) if len(set(value)) == len(value) else None


def _wholes(value: object) -> tuple[int, ...] | None:
    if not isinstance(value, list) or not value or not all(_whole(item) is not None for item in value):
        return None
    return tuple(value) if value == sorted(set(value)) else None


NUMBER = Kind("a number above 0", _number)
SHARE = Kind("a share above 0 and up to 1, such as 0.85", _share)
PART = Kind("a share from 0 to 1, such as 0.2", _part)
WHOLE = Kind("a whole number, 0 or more", _whole)
TEXT = Kind("a text in quotes", _text)
DAY = Kind("a date such as 2025-07-15, without quotes", _day)
YES_OR_NO = Kind("true or false", _yes_or_no)
TEXTS = Kind("a list of different texts", _texts)
WHOLES = Kind("a list of whole numbers, smallest first", _wholes)


def choice(*allowed: str) -> Kind[str]:
    """The kind of a text that is one of a few.

    >>> choice("sold", "sourced").wanted
    '"sold" or "sourced"'
    """

    def read(value: object) -> str | None:
        return value if isinstance(value, str) and value in allowed else None

    return Kind(" or ".join(f'"{text}"' for text in allowed), read)


def between(low: int, high: int) -> Kind[int]:
    """The kind of a whole number from low to high, both allowed.

    >>> between(1, 28).wanted
    'a whole number from 1 to 28'
    """

    def read(value: object) -> int | None:
        whole = _whole(value)
        return whole if whole is not None and low <= whole <= high else None

    return Kind(f"a whole number from {low} to {high}", read)


class StrictFile:
    """One TOML file being read; it must have the `keys` of each table, "" being the top, and no others."""

    def __init__(self, text: str, file: str, keys: dict[str, tuple[str, ...]]) -> None:
        import tomllib

        self.file = file
        self.figures: list[Figure] = []
        try:
            self._root: Table = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            self.fail(f"the file is not valid TOML: {error}")
        self._keep_to(self._root, keys[""] + tuple(table for table in keys if table), "")
        for table in filter(None, keys):
            self._keep_to(self._table(table), keys[table], f" in [{table}]")
        self.sources = self._read_sources()

    def fail(self, sentence: str) -> NoReturn:
        """Never comes back: raises BadProgramData with the file in front of the sentence."""
        raise BadProgramData(f"{self.file}: {sentence}{'' if sentence.endswith('?') else '.'}")

    def plain(self, key: str, kind: Kind[T]) -> T:
        """The value of a key at the top of the file."""
        return self._checked(key, self._root[key], kind)

    def figure(self, key: str, kind: Kind[T]) -> T:
        """The value of the figure `table.key`, which is also added to `figures`."""
        value = self.figure_or_unknown(key, kind)
        if value is None:
            self.fail(f"{key} says unknown = true, but it is needed; it must have a value, {kind.wanted}")
        return value

    def figure_or_unknown(self, key: str, kind: Kind[T]) -> T | None:
        """The same for a figure that may be unknown: None where the file says so, and why."""
        table, _, name = key.partition(".")
        figure = self._table(table)[name]
        if not isinstance(figure, dict):
            self.fail(f"{key} is {_shown(figure)}; it must be a figure: {{ value = ..., basis = ..., source = ... }}")
        self._refuse_unknown(figure, _FIGURE_KEYS, f" in {key}")
        if "unknown" in figure:
            if figure["unknown"] is not True or "value" in figure or "basis" in figure:
                self.fail(f"{key} must either say unknown = true and why, or have a value and a basis")
            self._stand(key, None, figure | {"basis": UNKNOWN})
            return None
        if "value" not in figure:
            self.fail(f"{key} has no value; it must be {kind.wanted}, or the figure must say unknown = true and why")
        value = self._checked(key, figure["value"], kind)
        self._stand(key, value, figure)
        return value

    def groups(self, key: str, keys: tuple[str, ...]) -> Iterator[tuple[str, Table]]:
        """Each table of an array `[[key]]` behind the name it has in messages; keys beyond these are refused."""
        table, _, name = key.rpartition(".")
        found = (self._table(table) if table else self._root)[name]
        if not isinstance(found, list) or not found or not all(isinstance(group, dict) for group in found):
            self.fail(f"{key} is {_shown(found)}; it must be one or more tables [[{key}]]")
        for number, group in enumerate(found, 1):
            where = f"[[{key}]] number {number}"
            self._refuse_unknown(group, keys, f" in {where}")
            yield where, group

    def group_value(self, where: str, group: Table, key: str, kind: Kind[T]) -> T:
        """The value of a key in one table of an array."""
        if key not in group:
            self.fail(f'the key "{key}" in {where} is missing; it must be {kind.wanted}')
        return self._checked(f"{key} in {where}", group[key], kind)

    def group_figure(self, key: str, value: FigureValue, group: Table) -> None:
        """Add a table of an array to `figures`, once its basis, source and note are in order."""
        self._stand(key, value, group)

    def published(self, key: str, value: FigureValue, source: str) -> None:
        """Add to `figures` a key of the top that the source states, such as the day an edition starts."""
        self._stand(key, value, {"basis": PUBLISHED, "source": source})

    def _table(self, name: str) -> Table:
        table = self._root[name]
        if not isinstance(table, dict):
            self.fail(f"{name} is {_shown(table)}; it must be a table [{name}]")
        return table

    def _keep_to(self, table: Table, known: tuple[str, ...], place: str) -> None:
        self._refuse_unknown(table, known, place)
        for key in known:
            if key not in table:
                self.fail(f'the key "{key}"{place} is missing')

    def _refuse_unknown(self, table: Table, known: tuple[str, ...], place: str) -> None:
        for key in table:
            if key not in known:
                self.fail(f'unknown key "{key}"{place}{did_you_mean(key, known) or "; allowed: " + ", ".join(known)}')

    def _checked(self, key: str, value: object, kind: Kind[T]) -> T:
        read = kind.read(value)
        if read is None:
            guess = did_you_mean(value, kind.wanted.split('"')[1::2]) if isinstance(value, str) else ""
            self.fail(f"{key} is {_shown(value)}; it must be {kind.wanted}{guess}")
        return read

    def _stand(self, key: str, value: FigureValue, figure: Table) -> None:
        basis, source, note = (figure.get(name, "") for name in ("basis", "source", "note"))
        if not isinstance(basis, str) or basis not in (*_BASES, UNKNOWN):
            guess = did_you_mean(basis, _BASES) if isinstance(basis, str) else ""
            self.fail(f'{key} has the basis {_shown(basis)}; it must be "published" or "assumed"{guess}')
        if not isinstance(source, str) or not isinstance(note, str):
            self.fail(f"{key} has a source or a note that is not a text in quotes")
        if basis == PUBLISHED and not source:
            self.fail(f"{key} is published and names no source; it must name one of: {', '.join(self.sources)}")
        if basis != PUBLISHED and not note:
            self.fail(f"{key} is {basis} and has no note; it must say what is {basis} and why")
        if source and source not in self.sources:
            guess = did_you_mean(source, self.sources)
            self.fail(f'{key} names the source "{source}", which is not in [[sources]]{guess}')
        self.figures.append(Figure(key, value, basis, source, note))

    def _read_sources(self) -> dict[str, Source]:
        sources: dict[str, Source] = {}
        for where, group in self.groups("sources", Source._fields):
            source = Source(*(self.group_value(where, group, key, TEXT) for key in Source._fields))
            if source.id in sources:
                self.fail(f'two sources have the id "{source.id}"; an id must stand once')
            if not source.url.startswith("https://"):
                self.fail(f'source "{source.id}" has the url "{source.url}"; it must begin with https://')
            sources[source.id] = source
        return sources


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
