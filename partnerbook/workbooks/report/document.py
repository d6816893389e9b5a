"""The workbook of the report while it is made: a document that has its language, and tells sheets and tables in it."""

from collections.abc import Sequence
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.workbooks.kit.column import Record, SheetTable
from partnerbook.workbooks.kit.document import Document
from partnerbook.workbooks.report.said import ReportWords


class ReportDocument(Document):
    """The report's workbook; `say` has its words."""

    def __init__(self, say: ReportWords, made: date) -> None:
        super().__init__(say("dashboard", "title"), say("dashboard", "subject"), made, say.formats)
        self.workbook.properties.language = say.language
        self.say = say

    def sheet(self, title: str, color: str, widths: Sequence[float] = ()) -> Worksheet:
        """A new sheet, by its code."""
        return super().sheet(self.say.sheet(title), color, widths)

    def made(self, code: str) -> Worksheet:
        """A sheet that has been made, by its code."""
        return self.workbook[self.say.sheet(code)]

    def told(self, table: SheetTable[Record]) -> SheetTable[Record]:
        """A table in the language."""
        return self.say.table(table)
