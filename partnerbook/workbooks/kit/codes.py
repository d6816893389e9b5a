"""Lists of codes with the words that a sheet shows for them: words change with a language, formulas compare codes."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.workbooks.kit.document import Document, letters
from partnerbook.workbooks.kit.styles import GREY

_TOP = 1


class CodeList(NamedTuple):
    """A list under two names, of its words and of its codes, in the same order.

    `also` are other words for some of the codes: a person may type them, none is shown.
    """

    name: str
    words: Mapping[Any, str]
    also: Mapping[str, Any] = MappingProxyType({})

    @property
    def word_names(self) -> str:
        """The name of the words, for a drop-down to offer."""
        return f"{self.name}Words"

    @property
    def code_names(self) -> str:
        """The name of the codes."""
        return f"{self.name}Codes"

    def word(self, code: str) -> str:
        """The formula of the word for a code, which is a formula too.

        >>> CodeList("Answer", {1: "Yes", 0: "No"}).word("B2")
        'INDEX(AnswerWords,MATCH(B2,AnswerCodes,0))'
        """
        return f"INDEX({self.word_names},MATCH({code},{self.code_names},0))"

    def code(self, word: str, otherwise: str = '""') -> str:
        """The formula of the code for a word that a person chose or typed, and for one that is not in the list.

        >>> CodeList("Answer", {1: "Yes", 0: "No"}).code("B2", "0")
        'IFERROR(INDEX(AnswerCodes,MATCH(B2,AnswerWords,0)),0)'
        """
        return f"IFERROR(INDEX({self.code_names},MATCH({word},{self.word_names},0)),{otherwise})"


def write_codes(document: Document, title: str, lists: Iterable[CodeList]) -> Worksheet:
    """The hidden sheet, after writing the lists on it side by side: a column of words and one of codes each."""
    sheet = document.sheet(title, GREY)
    lists = tuple(lists)
    columns = letters(2 * len(lists))
    for each, left, right in zip(lists, columns[::2], columns[1::2], strict=True):
        last = _TOP + len(each.words) + len(each.also)
        for letter, name, values in (
            (left, each.word_names, (*each.words.values(), *each.also)),
            (right, each.code_names, (*each.words, *each.also.values())),
        ):
            document.put(sheet, f"{letter}{_TOP}", name, "pb_head")
            for row, value in enumerate(values, _TOP + 1):
                document.put(sheet, f"{letter}{row}", value)
            document.name(name, sheet, f"{letter}{_TOP + 1}:{letter}{last}")
            sheet.column_dimensions[letter].width = max(len(name), *(len(str(value)) for value in values)) + 3
    sheet.sheet_state = "hidden"
    return sheet
