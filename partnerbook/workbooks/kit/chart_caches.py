"""What a chart draws, kept in the chart itself: previews, which look into no sheet, draw it from that."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from openpyxl.chart.data_source import NumData, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.descriptors.nested import NestedText
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

from partnerbook.workbooks.kit.rows import cached


class _Number(NumVal):
    """A number as its cell is written: openpyxl would write 659.68 as 659.6799999999999."""

    v = NestedText(expected_type=str)
    __elements__, __nested__, __attrs__ = ("v",), frozenset({"v"}), NumVal.__attrs__


class _Shown(NamedTuple):
    """A cell as the file has it: its kind ("" for a number), its text and its number format."""

    kind: str
    text: str
    number_format: str


def keep_caches(workbook: Workbook, values: Mapping[str, Mapping[str, object]]) -> None:
    """Keep in every chart what its cells show; `values` are those of formulas, by sheet and cell."""
    for sheet in workbook.worksheets:
        for drawn in sheet._charts:
            for chart in drawn._charts:
                for series in chart.series:
                    _keep(series, workbook, values)


def _keep(series: Any, workbook: Workbook, values: Mapping[str, Mapping[str, object]]) -> None:
    def shown(reference: str) -> list[_Shown]:
        return list(_shown(reference, workbook, values))

    heading, drawn, of_axis = series.tx.strRef.f, series.val.numRef.f, (series.cat.numRef or series.cat.strRef).f
    series.tx.strRef, series.val.numRef = _texts(heading, shown(heading)), _numbers(drawn, shown(drawn))
    categories = shown(of_axis)
    words = any(cell.kind for cell in categories)
    series.cat.strRef = _texts(of_axis, categories) if words else None
    series.cat.numRef = None if words else _numbers(of_axis, categories)


def _shown(reference: str, workbook: Workbook, values: Mapping[str, Mapping[str, object]]) -> Iterable[_Shown]:
    """The cells of a reference such as 'Months'!$B$5:$B$28."""
    title, _, cells = reference.rpartition("!")
    sheet = workbook[title.removeprefix("'").removesuffix("'").replace("''", "'")]
    left, top, right, bottom = range_boundaries(cells)
    for row in sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            value = values.get(sheet.title, {}).get(cell.coordinate, cell.value)
            yield _Shown(*cached(value), cell.number_format)


def _texts(reference: str, cells: list[_Shown]) -> StrRef:
    points = [StrVal(idx=index, v=cell.text) for index, cell in enumerate(cells)]
    return StrRef(f=reference, strCache=StrData(ptCount=len(cells), pt=points))


def _numbers(reference: str, cells: list[_Shown]) -> NumRef:
    """The numbers among them; a cell that is empty, or shows a text, is none."""
    points = [_Number(idx=index, v=cell.text) for index, cell in enumerate(cells) if not cell.kind]
    return NumRef(f=reference, numCache=NumData(formatCode=cells[0].number_format, ptCount=len(cells), pt=points))
