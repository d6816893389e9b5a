"""A Table of a made workbook: its columns, each with all that is to say of it, by the field that formulas name it by.

A formula names a column by its field, whatever its heading is in the sheet's language: a whole one as
`table("points")` gives it, the cell in the formula's own row as `[@points]`. Where rows have no Table around them, or
a plain one, `[^points]` is the cell in the row above, `[:points]` are the cells of the row's block.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from openpyxl.utils import get_column_letter

Record = TypeVar("Record")

_OWN_COLUMN = re.compile(r"\[([@^:])(\w+)\]")
_TEXT_OR_COLUMN = re.compile(r'"(?:[^"]|"")*"|\b([A-Za-z]\w*)\[(\w+)\]')


def _nothing(_: Any) -> None:
    """What a column shows that has no value: an empty cell."""


class SheetColumn(NamedTuple, Generic[Record]):
    """A column of a Table: its heading, its cells' style, its width and note, and what it shows of a record.

    With a `formula` every cell holds that one, and `value` is what it comes to; `empty` is what it comes to in an empty
    row. In a streamed table "{row}" stands for the row's number, "{first}" and "{last}" for those of its block.
    A hidden column holds codes for formulas to compare: no one sees or prints it. `told` gives, instead of `value`,
    what it shows in the words of a language (`SheetTable.in_words`).
    """

    heading: str
    style: str
    width: float = 12
    note: str = ""
    value: Callable[[Record], object] = _nothing
    formula: str = ""
    empty: object = None
    hidden: bool = False
    told: Callable[[Any, Record], object] | None = None


class SheetTable(Generic[Record]):
    """A Table's name and its columns by field, in order.

    In a `plain` one the formulas name the cells of their own row as $A7: worked out many times faster than a Table's
    names, of which there may be a hundred thousand.
    """

    def __init__(self, name: str, columns: Mapping[str, SheetColumn[Record]], plain: bool = False) -> None:
        self.name, self.columns, self.plain = name, columns, plain

    def __call__(self, field: str) -> str:
        """A whole column, as formulas name it until they are saved; KeyError for a field that the table has not.

        >>> SheetTable("Deals", {"mrr": SheetColumn("Monthly amount", "pb_money")})("mrr")
        'Deals[mrr]'
        """
        if field not in self.columns:
            raise KeyError(f"The table {self.name} has no column {field}.")
        return f"{self.name}[{field}]"

    def letter(self, field: str, left: int = 1) -> str:
        """The letter of a column, in a table whose first column is the sheet's column number `left`."""
        return get_column_letter(left + list(self.columns).index(field))

    @property
    def headings(self) -> dict[str, str]:
        """Each column's heading by its field."""
        return {field: column.heading for field, column in self.columns.items()}

    def stored(self, formula: str, left: int = 1) -> str:
        """A formula of the table with the cells of its own row named as the file has them.

        >>> columns = {"mrr": SheetColumn("Monthly amount", "pb_money"), "double": SheetColumn("Double", "pb_money")}
        >>> SheetTable("Deals", columns).stored("2*[@mrr]")
        '2*Deals[[#This Row],[Monthly amount]]'
        >>> SheetTable("Deals", columns, plain=True).stored("2*[@mrr]")
        '2*$A{row}'
        """

        def cells(found: re.Match[str]) -> str:
            if not self.plain:
                return f"{self.name}[[#This Row],[{self.columns[found[2]].heading}]]"
            letter = self.letter(found[2], left)
            named = {"@": f"${letter}{{row}}", "^": f"${letter}{{above}}", ":": f"${letter}{{first}}:${letter}{{last}}"}
            return named[found[1]]

        return _OWN_COLUMN.sub(cells, formula)


def in_row(formula: str, row: int, first: int, last: int) -> str:
    """A formula with the numbers of its row, of the one above and of its block's first and last.

    >>> in_row("SUM($A{first}:$A{last})-$B{above}&{days}", 9, 5, 7)
    'SUM($A5:$A7)-$B8&{days}'
    """
    for name, number in (("{row}", row), ("{above}", row - 1), ("{first}", first), ("{last}", last)):
        formula = formula.replace(name, str(number))
    return formula


def with_headings(formula: str, headings: Mapping[str, Mapping[str, str]]) -> str:
    """A formula with each column named by its heading; `headings` are those of every table, by table and field.

    >>> with_headings('SUM(Deals[mrr])&" Deals[mrr]"', {"Deals": {"mrr": "Monthly amount"}})
    'SUM(Deals[Monthly amount])&" Deals[mrr]"'
    """

    def column(found: re.Match[str]) -> str:
        heading = headings.get(found[1], {}).get(found[2] or "")
        return f"{found[1]}[{heading}]" if heading else found[0]

    return _TEXT_OR_COLUMN.sub(column, formula) if "[" in formula else formula
