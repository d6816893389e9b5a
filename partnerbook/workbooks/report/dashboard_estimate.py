"""The line of the Dashboard that says how many of the points rest on estimated point units."""

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import PLACES
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_estimate
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.words import SENTENCES

_POINTS = f"MAX(ROUND(EstimatedPoints,{PLACES}),{10**-PLACES})"
_ROUNDED = "ROUND(EstimatedPoints/TotalPoints,3)"
_SHARE = f"MAX(0.001,IF(EstimatedPoints<TotalPoints,MIN({_ROUNDED},0.999),{_ROUNDED}))"
# FIXED writes numbers as the reader's country does.
_PARTS = {
    "points": f"FIXED({_POINTS},{PLACES})",
    "total": f"FIXED(TotalShown,{PLACES})",
    "share": f"FIXED(100*{_SHARE},1)",
}


def write_estimate(document: ReportDocument, sheet: Worksheet, row: int, report: Overview) -> None:
    """Write the line, which is empty where no point rests on an estimate."""
    found, said = shown_estimate(report.estimated.total, report.standing.total), ""
    if found:
        said = document.say.estimate(found.points, report.shown.total, found.share)
    text = SENTENCES.word('"estimate"')
    for name, part in {**_PARTS, "share": f'{_PARTS["share"]}&"{document.say.reader.per_cent}"'}.items():
        text = f'SUBSTITUTE({text},"{{{name}}}",{part})'
    formula = Formula(f'IF(OR(EstimatedPoints<=0,TotalPoints<=0),"",{text})', said)
    document.put(sheet, f"B{row}", formula, "pb_notice")
    sheet.row_dimensions[row].height = 18
    sheet.merge_cells(f"B{row}:N{row}")
