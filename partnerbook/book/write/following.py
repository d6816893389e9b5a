"""What other parts of a workbook must follow once cells have changed: values of formulas, formats, calculation."""

from partnerbook.book.write.edits import BookEdits
from partnerbook.files.xlsx.areas import Area
from partnerbook.files.xlsx.grown_sheet import reaching
from partnerbook.files.xlsx.spans import edited
from partnerbook.files.xlsx.stale import formulas_of, known_names, stale
from partnerbook.files.xlsx.table_part import extended_table


def finish(edits: BookEdits) -> int:
    """How many formulas wait for a value; brings the edits into the workbook's parts.

    A formula whose written value no longer holds loses it, and Excel is told to work all of them out.
    """
    del edits.finder  # all tables are found, and what it has read of them can be large
    for name, rows in edits.cells.items():
        for row, cells in rows.items():
            edits.sheet(name).put(row, cells)
        columns = [column for cells in rows.values() for column in cells]
        reaching(edits.sheet(name), Area(min(rows), min(columns), max(rows), max(columns)))
    for part, now in edits.extended.items():
        edits.parts.change(part, extended_table(edits.parts.read(part), now))
    waiting, any_formula = _without_stale_values(edits)
    for name, sheet in edits.sheets.used.items():
        if sheet.edits:
            edits.parts.replace(edits.parts.sheets[name], edited(sheet.xml, sheet.edits))
    if edits.new_parts:
        edits.new_parts.write()
    edits.styles.write()
    if edits.formulas:
        edits.parts.drop_calculation_chain()
    if edits.formulas or any_formula:
        edits.parts.calculate_when_opened()
    return waiting + edits.formulas


def _without_stale_values(edits: BookEdits) -> tuple[int, bool]:
    """How many formulas have no value, and whether the workbook has any formula at all."""
    sheets = edits.sheets.with_formulas
    if not sheets:
        return 0, bool(edits.sheets.large)
    known = known_names(edits.parts, {now.table.name: now.area for now in edits.extended.values()})
    formulas = [each for name, sheet in sheets.items() for each in formulas_of(sheet, name, known)]
    grown = {(name.casefold(), area[:2]) for name, cells in edits.grown_cells.items() for area, _ in cells.values()}
    for name, cells in edits.grown_cells.items():
        edits.changed[name] += (area for area, _ in cells.values())
    found = stale(formulas, {name.casefold(): areas for name, areas in edits.changed.items()})
    by_name = {name.casefold(): name for name in sheets}
    others = [each for each in found if (each.sheet, each.cells[:2]) not in grown]
    for formula in others:
        name = by_name[formula.sheet]
        if _cleared(edits, name, formula.cells):
            edits.changed[name].append(formula.cells)
    for name, cells in edits.grown_cells.items():
        for area, text in cells.values():
            _cleared(edits, name, area, text)
    return len(others) + len(grown), True


def _cleared(edits: BookEdits, name: str, area: Area, formula: str = "") -> bool:
    """Whether any of a formula's cells changes: none has a value now, and the first this formula."""
    found = [
        (row, cell)
        for row in range(area.top, area.bottom + 1)
        for cell in edits.sheets.with_formulas[name].cells(row)
        if area.left <= cell.column <= area.right and cell.filled
    ]
    any_cell = False
    for row, cell in found:
        text = formula if (row, cell.column) == area[:2] else ""
        if text or b"v>" in cell.inside:
            edits.sheets.to_change(name).put_value(cell, "", None, text)
            any_cell = True
    return any_cell
