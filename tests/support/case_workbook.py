"""The cases of the Excel functions as a workbook of plain formulas: what is given stands in cells, the answers beside.

A formula of one cell is written as a person writes it. An answer of several cells is asked for cell by cell, because
not every engine lets a formula spill.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.functions.table import BY_NAME
from support.function_cases import OMITTED, Case, ErrorCell, plain_cell

GIVEN, ANSWERS = "Given", "Answers"


class Asked(NamedTuple):
    """A case, and the cells of the sheet Answers that hold its answer: rows of references."""

    case: Case
    cells: tuple[tuple[str, ...], ...]

    def found(self, values: Mapping[tuple[str, str], Any], nothing: Any = None) -> Any:
        """The answer among an engine's values by sheet and cell: one cell, or rows; `nothing` where it gives none."""
        rows = [[values.get((ANSWERS, cell), nothing) for cell in row] for row in self.cells]
        return rows[0][0] if self.case.scalar else rows


def case_workbook(
    path: Path, cases: Iterable[Case], base: Path | None = None, every_argument: bool = False
) -> list[Asked]:
    """The cases with the places of their answers, after writing the workbook; `base` is one to which sheets are added.

    `every_argument` writes the commas of arguments that are left out at the end too.
    """
    book = load_workbook(base) if base else Workbook()
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment):
        cell.comment = None  # IronCalc does not find comments where openpyxl puts them
    given = book.create_sheet(GIVEN)
    answers = book.create_sheet(ANSWERS)
    asked = []
    row = answer_row = 1
    for case in cases:
        references, height = _write_given(given, row, case.arguments)
        parameters = len(BY_NAME[case.function].parameters)
        if every_argument:
            references += [""] * (parameters - len(references))
        while references and not references[-1] and not every_argument:
            references.pop()
        call = f"{case.function}({','.join(references)})"
        shape = [[case.expected]] if case.scalar else case.expected
        cells = tuple(
            tuple(f"{get_column_letter(across + 1)}{answer_row + down}" for across in range(len(line)))
            for down, line in enumerate(shape)
        )
        for down, line in enumerate(cells, 1):
            for across, cell in enumerate(line, 1):
                answers[cell] = f"={call}" if case.scalar else f"=INDEX({call},{down},{across})"
        asked.append(Asked(case, cells))
        row += height
        answer_row += len(cells)
    book.save(path)
    return asked


def _write_given(sheet: Worksheet, top: int, arguments: Sequence[Any]) -> tuple[list[str], int]:
    """References to the arguments, "" for one left out, after writing them; and the rows they took."""
    references, left, height = [], 1, 1
    for argument in arguments:
        if argument is OMITTED:
            references.append("")
            continue
        rows = argument if isinstance(argument, list) else [[argument]]
        for down, line in enumerate(rows):
            for across, value in enumerate(line):
                _fill(sheet.cell(top + down, left + across), value)
        first = f"{GIVEN}!{get_column_letter(left)}{top}"
        last = f"{get_column_letter(left + len(rows[0]) - 1)}{top + len(rows) - 1}"
        references.append(f"{first}:{last}" if len(rows) * len(rows[0]) > 1 else first)
        left += len(rows[0])
        height = max(height, len(rows))
    return references, height


def _fill(cell: Any, value: Any) -> None:
    if value is OMITTED or value is None:
        return
    cell.value = plain_cell(value)
    if isinstance(value, ErrorCell):
        cell.data_type = "e"
    elif isinstance(value, str):
        cell.data_type = "s"
