"""What a table of the book is described by: its columns, the choices they offer, the words for both.

A column's `kind` says what a cell holds and how it is shown; the reader, the template and the export each
have one rule per kind. Headings stand in English, Spanish and Portuguese; `also` are other headings that
people and HubSpot's exports use.
"""

from typing import NamedTuple

from partnerbook.errors import Named
from partnerbook.names import LANGUAGES


class Choice(NamedTuple):
    """One allowed value of a choice: the code records hold, its label by language, other spellings."""

    code: str
    en: str
    es: str
    pt: str
    also: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """The value as a person of that language reads it."""
        label: str = getattr(self, language)
        return label

    @property
    def named(self) -> Named:
        """The label, in whatever language it is told."""
        return Named(self.labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in all languages."""
        return tuple(map(self.label, LANGUAGES))


class Column(NamedTuple):
    """One column: the record's field, the kind of its cells, headings, and what a person should know of it."""

    field: str
    kind: str
    en: str
    es: str
    pt: str
    help: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: object = None
    also: tuple[str, ...] = ()
    hubspot: str = ""
    width: int = 14

    def heading(self, language: str = "en") -> str:
        """The heading as a person of that language reads it."""
        heading: str = getattr(self, language)
        return heading

    @property
    def named(self) -> Named:
        """The heading, in whatever language it is told."""
        return Named(self.headings)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in all languages."""
        return tuple(map(self.heading, LANGUAGES))


class Table(NamedTuple):
    """One table of the book: its sheet and Excel Table name, the record its rows become, its columns.

    `unique` names the fields that no two rows may share. The Settings table has one row a field
    (`by_row`): its first column holds the setting's heading, its second the value. A sheet with the name of an
    `optional` table may be a person's own: it is the table's only with all headings that this requires.
    """

    name: str
    es: str
    pt: str
    record: type
    purpose: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    by_row: bool = False
    optional: bool = False

    def label(self, language: str = "en") -> str:
        """The name of the table's sheet as a person of that language reads it."""
        label: str = self.name if language == "en" else getattr(self, language)
        return label

    @property
    def named(self) -> Named:
        """The name of its sheet, in whatever language it is told."""
        return Named(self.labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of its sheet in all languages."""
        return tuple(map(self.label, LANGUAGES))

    @property
    def field(self) -> str:
        """The field of `Book` that holds this table's records."""
        return self.name.lower().replace(" ", "_")

    @property
    def identifier(self) -> str:
        """What Excel calls the table, where names have no spaces."""
        return self.name.title().replace(" ", "")

    def column(self, field: str) -> Column:
        """The column of a field; KeyError for one the table has not."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)
