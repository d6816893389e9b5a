"""Charts that look the same in Excel and in LibreOffice: stacked columns, with lines over them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.workbooks.kit.styles import FAINT, GREY, NAVY

_SIZE = 950  # hundredths of a point: on a page that is made smaller, 7 points are left


class Columns(NamedTuple):
    """A stacked series: the cells of its heading and values, its colour, whether its values are written on it."""

    heading: str
    values: str
    color: str
    labels: bool = False  # the cells' own format: one that is empty for zero leaves a reached tier bare


class Line(NamedTuple):
    """A line over the columns; with `marks` a dash above each category instead of a line, its values beside it."""

    heading: str
    values: str
    color: str
    marks: bool = False


def stacked_columns(
    sheet: Worksheet,
    data: Worksheet,
    title: str,
    place: tuple[str, str],
    categories: str,
    columns: Sequence[Columns],
    lines: Sequence[Line] = (),
    category_format: str = "General",
    side_by_side: bool = False,
) -> None:
    """Draw the chart on the cells from the first place to the last, from ranges of the data sheet."""
    chart = BarChart()
    chart.type, chart.gapWidth = "col", 45
    chart.grouping, chart.overlap = ("clustered", 0) if side_by_side else ("stacked", 100)
    for column in columns:
        series = _series(data, column.heading, column.values)
        series.graphicalProperties = GraphicalProperties(solidFill=column.color)
        series.graphicalProperties.line.noFill = True
        series.invertIfNegative = False
        if column.labels:
            series.dLbls = _labels(None)
        chart.series.append(series)
    chart.set_categories(_reference(data, categories))
    _frame(chart, title, category_format)
    if lines:
        over = LineChart()
        for line in lines:
            over.series.append(_line(data, line))
        over.set_categories(_reference(data, categories))
        chart += over
    first, last = (coordinate_to_tuple(corner) for corner in place)
    chart.anchor = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(row=first[0] - 1, col=first[1] - 1),
        to=AnchorMarker(row=last[0], col=last[1]),
    )
    sheet.add_chart(chart)


def _reference(sheet: Worksheet, cells: str) -> Reference:
    left, top, right, bottom = range_boundaries(cells)
    return Reference(sheet, min_col=left, min_row=top, max_col=right, max_row=bottom)


def _series(sheet: Worksheet, heading: str, values: str) -> Series:
    series = Series(_reference(sheet, values))
    series.tx = SeriesLabel(strRef=StrRef(str(_reference(sheet, heading))))
    return series


def _line(sheet: Worksheet, line: Line) -> Series:
    series = _series(sheet, line.heading, line.values)
    series.smooth = False
    if line.marks:
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        series.marker.symbol, series.marker.size = "dash", 22
        series.marker.graphicalProperties = GraphicalProperties(solidFill=line.color)
        series.marker.graphicalProperties.line.solidFill = line.color
        series.dLbls = _labels("t")
    else:
        series.graphicalProperties = GraphicalProperties(
            ln=LineProperties(solidFill=line.color, w=19050, prstDash="dash")
        )
        series.marker.symbol = "none"
    return series


def _labels(position: str | None) -> DataLabelList:
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.position = position
    labels.txPr = _text(_SIZE)
    # A plate behind the figure, so that it can be read over any column.
    labels.spPr = GraphicalProperties(solidFill="FFFFFF")
    return labels


def _text(size: int, bold: bool = False, color: str = GREY) -> RichText:
    properties = CharacterProperties(sz=size, b=bold, solidFill=color, latin=None)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])


def _frame(chart: Any, title: str, category_format: str) -> None:
    chart.title = title
    chart.title.tx.rich.p[0].r[0].rPr = CharacterProperties(sz=1100, b=True, solidFill=NAVY)
    chart.title.overlay = False
    chart.title.layout = Layout(ManualLayout(xMode="edge", yMode="edge", x=0.02, y=0.02))
    chart.legend.position = "b"
    chart.legend.txPr = _text(_SIZE)
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=FAINT))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(_SIZE)
        axis.majorTickMark = axis.minorTickMark = "none"
    chart.x_axis.number_format = category_format
    chart.x_axis.majorGridlines = None
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=FAINT))
    chart.y_axis.number_format = "[>=10]#,##0;General"  # an axis up to 1 has a half
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=FAINT))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
