"""The words of the partner's workbook in one language: what the Start sheet says, and what each column is for."""

from typing import NamedTuple

from partnerbook.book.tables.shape import Column, Table
from partnerbook.language.texts import Texts, texts


class BookWords(NamedTuple):
    """The texts of `language/messages/book.*.toml`, by section and key; English keeps its help in `book/tables`."""

    language: str
    sections: Texts

    def __call__(self, section: str, key: str) -> str:
        """One text."""
        return self.sections[section][key]

    def purpose(self, table: Table) -> str:
        """What a table is for."""
        return table.purpose if self.language == "en" else self("purpose", table.identifier)

    def help(self, table: Table, column: Column) -> str:
        """What goes into a column; columns that several tables share are described once."""
        if self.language == "en":
            return column.help
        written = self.sections["help"]
        return written.get(f"{table.identifier}.{column.field}") or written[column.field]

    def note(self, table: Table, column: Column) -> str:
        """The help, and beside it what else a person must know to fill the column in."""
        parts = [self.help(table, column)]
        if column.kind == "choice":
            labels = ", ".join(choice.label(self.language) for choice in column.choices)
            parts.append(f"{self('checks', 'choices')} {labels}.")
        if column.required:
            parts.append(self("checks", "required"))
        return " ".join(parts)


def book_words(language: str) -> BookWords:
    """The words in a language: "en", "es" or "pt".

    Errors: UnknownName for another language.

    >>> book_words("es")("start", "steps")
    'Qué hacer'
    """
    return BookWords(language, texts("book", language))
