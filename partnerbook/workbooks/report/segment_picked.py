"""The segment that the lists of the report are of: picked in one cell, and told of each client by its number.

All clients are of it until one is picked; points and tier are always those of all clients.
"""

from collections import defaultdict
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.figures.overview import Overview
from partnerbook.figures.segments import segment_names
from partnerbook.names import same_name
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.document import ReportDocument


def of_segment(number: str) -> str:
    """The formula of whether the client with a number is of the segment: 1 or 0; without a number of none."""
    return f"IF(SegmentCode=0,1,IF(N({number})=0,0,IFERROR(INDEX(SegmentMembers,{number}),0)))"


def segment_column(number: str) -> SheetColumn[Any]:
    """The column of a list that tells it of each row; the report is made for all clients."""
    return SheetColumn(
        "In segment", "pb_member", 10, "Whether the client is of the segment that is picked on the Dashboard.",
        lambda _: 1, of_segment(number), empty=1,
    )  # fmt: skip


def mark_segment(
    document: ReportDocument, sheet: Worksheet, report: Overview, table: SheetTable[Any], top: int, count: int
) -> None:
    """Grey the rows of a list that are not of the segment; where the book has no segments, hide the column.

    The list has its headings in row `top` and `count` rows.
    """
    letter = table.letter("in_segment")
    if not report.book.segments:
        sheet.column_dimensions[letter].hidden = True
        return
    right = [field for field, column in table.columns.items() if not column.hidden][-1]
    place = f"A{top + 1}:{table.letter(right)}{top + max(2, count)}"
    document.mark(sheet, place, f"${letter}{top + 1}=0", GREY)


def numbers_of_segments(report: Overview) -> list[str]:
    """The numbers of each client's segments, by the clients' numbers: "|1|3|", or "" for none."""
    numbers = {same_name(name): at for at, name in enumerate(segment_names(report.book), 1)}
    found = defaultdict[str, set[int]](set)
    for each in report.book.segments:
        found[same_name(each.client)].add(numbers[same_name(each.segment)])
    of_clients = (sorted(found.get(same_name(line.client.client), ())) for line in report.clients)
    return [f"|{'|'.join(map(str, each))}|" if each else "" for each in of_clients]
