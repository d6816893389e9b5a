"""What other parts of a workbook must follow once cells have changed: values of formulas, formats, calculation."""

from partnerbook.book.write.edits import BookEdits
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.spans import edited
from partnerbook.files.xlsx.stale import Formula, formulas_of, has_formulas, known_names, stale


def finish(edits: BookEdits) -> int:
    """How many formulas wait for a value; brings the edits into the workbook's parts.

    A formula whose written value no longer holds loses it, and Excel is told to work all of them out.
    """
    del edits.finder  # all tables are found, and what it has read of them can be large
    for name, rows in edits.cells.items():
        for row, cells in rows.items():
            edits.sheet(name).put(row, cells)
    waiting, any_formula = _without_stale_values(edits)
    for name, sheet in edits.sheets.items():
        if sheet.edits:
            edits.parts.replace(edits.parts.sheets[name], edited(sheet.xml, sheet.edits))
    edits.styles.write()
    if edits.formulas:
        edits.parts.drop_calculation_chain()
    if edits.formulas or any_formula:
        edits.parts.calculate_when_opened()
    return waiting + edits.formulas


def _without_stale_values(edits: BookEdits) -> tuple[int, bool]:
    """How many formulas lost their value, and whether the workbook has any formula at all."""
    sheets: dict[str, SheetXml] = {}
    for name, part in edits.parts.sheets.items():
        if name in edits.sheets:
            xml = edits.sheets[name].xml
            if has_formulas(xml):
                sheets[name] = edits.sheets[name]
        elif has_formulas(xml := edits.parts.read(part)):
            sheets[name] = SheetXml(xml, part)
    if not sheets:
        return 0, False
    known = known_names(edits.parts, edits.grown)
    formulas = [each for name, sheet in sheets.items() for each in formulas_of(sheet, name, known)]
    found = stale(formulas, {name.casefold(): areas for name, areas in edits.changed.items()})
    by_name = {name.casefold(): (name, sheet) for name, sheet in sheets.items()}
    for formula in found:
        name, sheet = by_name[formula.sheet]
        if _cleared(sheet, formula):
            edits.sheets[name] = sheet
            edits.changed[name].append(formula.cells)
    return len(found), True


def _cleared(sheet: SheetXml, formula: Formula) -> bool:
    """Whether any of a formula's cells had a value; none has one now."""
    area, before = formula.cells, len(sheet.edits)
    for row in range(area.top, area.bottom + 1):
        for cell in sheet.cells(row):
            if area.left <= cell.column <= area.right and cell.filled and b"v>" in cell.inside:
                sheet.put_value(cell, "", None)
    return len(sheet.edits) > before
