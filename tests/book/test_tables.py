"""The description of the tables: every table, column and choice has a name in every language."""

import pytest

from partnerbook.book.tables import EXPORTS, LISTS, START, TABLES, choices
from partnerbook.book.tables.settings import SETTING_HEADING, VALUE_HEADING
from partnerbook.book.tables.shape import Choice
from partnerbook.names import LANGUAGES

CHOICES = [
    choice
    for each in vars(choices).values()
    if isinstance(each, tuple)
    for choice in ([each] if isinstance(each, Choice) else each)
    if isinstance(choice, Choice)
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name_in_every_language(language: str) -> None:
    names = {f"table {table.name}": table.label(language) for table in TABLES}
    names |= {f"{table.name}.{column.field}": column.heading(language) for table in TABLES for column in table.columns}
    others = (START, LISTS, SETTING_HEADING, VALUE_HEADING)
    names |= {f"choice {choice.code}": choice.label(language) for choice in (*CHOICES, *EXPORTS, *others)}
    assert len(names) > 100
    assert {what: name for what, name in names.items() if not isinstance(name, str) or not name.strip()} == {}
