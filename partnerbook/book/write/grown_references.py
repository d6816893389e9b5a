"""What a workbook says of a table's rows, once it has more: references that grow with it, and those that fall short."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from partnerbook.book.write.edits import BookEdits
from partnerbook.errors import Sentence
from partnerbook.files.xlsx.areas import Area
from partnerbook.files.xlsx.formula_cells import FormulaCell, formula_cells
from partnerbook.files.xlsx.formula_places import FormulaPlace, other_places, rules_of
from partnerbook.files.xlsx.grown_formula import Grown, Growth, Spot, grown_formula, moved
from partnerbook.files.xlsx.references import Known
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.stale import known_names
from partnerbook.files.xlsx.table_part import column_formulas, tables_on

_MOST_ROWS = 64  # that are looked for by their numbers, before a formula is taken to pieces

_NUMBER = re.compile(r"\d{1,7}")
_NOT_LOOKED_THROUGH = Sentence(
    "the sheet cannot be looked through; its formulas are as they were, and their values are those of before "
    "until the workbook is opened and saved in Excel."
)


def follow(edits: BookEdits) -> None:
    """Let references that Excel would let grow with a table do so, and have `edits` tell of them and of all others."""
    sheets = edits.sheets.with_formulas
    for name in edits.sheets.large:
        edits.short[Sentence("{file}, {name}: {why}", file=edits.file, name=name, why=_NOT_LOOKED_THROUGH)] = None
    if not edits.growths:
        return
    known = known_names(edits.parts, {})
    concerned = _Concerned(edits.growths)
    for name, sheet in sheets.items():
        _follow_cells(edits, name, sheet, known, concerned)
    for name, rows in edits.cells.items():
        for row, cells in rows.items():
            for column, (style, content) in cells.items():
                grown = grown_formula(content.formula, Spot(name, row), edits.growths, known)
                if grown.text:
                    cells[column] = style, content._replace(formula=grown.text)
    _follow_columns(edits, known)
    places = defaultdict[str, list[FormulaPlace]](list)
    for each in (*_rules(edits, concerned), *other_places(edits.parts)):
        places[each.group or f"{each.part} {each.start}"].append(each)
    for group in places.values():
        _follow_places(edits, group, known)


class _Concerned:
    """The rows whose numbers every formula has that a growth may concern."""

    def __init__(self, growths: Sequence[Growth]) -> None:
        self.rows = {row + 1 for each in growths for row in (each.table.bottom, *range(each.last, each.bottom))}
        numbers = "|".join(map(str, sorted(self.rows))) if len(self.rows) <= _MOST_ROWS else r"\d+"
        self._pattern = re.compile(rf"""(?:>[^<]*|ref=["'][^"']*)(?<!\d)(?:{numbers})(?!\d)""".encode())

    def rules(self, xml: bytes) -> bool:
        """Whether anything behind the cells of a sheet may be."""
        return self._pattern.search(xml) is not None

    def cell(self, cell: FormulaCell) -> bool:
        """Whether the formula of a cell may be."""
        numbers = map(int, _NUMBER.findall(cell.text))
        return any(number in self.rows or number + cell.down in self.rows for number in numbers)


def _tell(edits: BookEdits, where: str, grown: Grown) -> None:
    if not where:
        return
    for old, now in grown.longer:
        told = Sentence("{file}, {where}: {old} is {now} now.", file=edits.file, where=where, old=old, now=now)
        edits.longer[told] = None
    for short, row in grown.short:
        edits.short[
            Sentence(
                "{file}, {where}: {short} ends above new rows, which go down to row {row}, and leaves them out.",
                file=edits.file,
                where=where,
                short=short,
                row=row,
            )
        ] = None


def _follow_cells(edits: BookEdits, name: str, sheet: SheetXml, known: Known, concerned: _Concerned) -> None:
    groups: defaultdict[bytes, list[tuple[FormulaCell, Grown]]] = defaultdict(list)
    found: list[tuple[FormulaCell, Grown]] = []
    for cell in formula_cells(sheet):
        if cell.kind == "dataTable":
            continue
        grown = Grown()
        if concerned.cell(cell):
            text = moved(cell.text, cell.down, cell.right)
            grown = grown_formula(text, Spot(name, cell.row), edits.growths, known)
        if cell.group:
            groups[cell.group].append((cell, grown))
        else:
            found.append((cell, grown.left() if grown.text and _is_fixed(sheet, cell) else grown))
    for shared in groups.values():
        same = len({len(grown.longer) for _, grown in shared}) == 1
        found += ((cell, grown if same else grown.left()) for cell, grown in shared)
    for cell, grown in found:
        if grown.text:  # it stands in the first of those that share it
            text = "" if cell.down or cell.right else grown.text
            edits.grown_cells[name][cell.row, cell.column] = cell.area, text
    told = {(cell.column, cell.row): grown for cell, grown in found if grown != Grown()}
    _tell_of_cells(edits, name, told)


def _is_fixed(sheet: SheetXml, cell: FormulaCell) -> bool:
    """Whether a formula fills several cells, and cannot fill others by itself as a dynamic array does."""
    found = sheet.cell(cell.row, cell.column)
    several = cell.area[:2] != cell.area[2:]
    return several and not (found and found.tag.attribute("cm"))


def _tell_of_cells(edits: BookEdits, name: str, found: Mapping[tuple[int, int], Grown]) -> None:
    """Tell of the cells of a sheet, given by column and row: once where those of several rows say the same."""
    area, last = None, Grown()
    for (column, row), grown in [*sorted(found.items()), ((0, 0), Grown())]:
        if area and (column, row - 1, grown[1:]) == (area.left, area.bottom, last[1:]):
            area = area._replace(bottom=row)
            continue
        if area:
            _tell(edits, f"{name}!{area}", last)
        area, last = Area(row, column, row, column), grown


def _follow_columns(edits: BookEdits, known: Known) -> None:
    """Let the formulas grow that Tables have for all cells of a column."""
    for name, part in edits.parts.sheets.items():
        for table in tables_on(edits.parts, part):
            found = []
            for start, stop, text in column_formulas(edits.parts.read(table.part), table.part):
                grown = grown_formula(text, Spot(name, table.area.top + 1, moves=True), edits.growths, known)
                if grown.text:
                    found.append((start, stop, escape(grown.text).encode()))
            if found:
                edits.parts.change(table.part, found)


def _rules(edits: BookEdits, concerned: _Concerned) -> Iterator[FormulaPlace]:
    for name, rules in edits.sheets.rules.items():
        if concerned.rules(rules):
            yield from rules_of(edits.sheets.to_change(name), name)


def _follow_places(edits: BookEdits, group: Sequence[FormulaPlace], known: Known) -> None:
    found = [grown_formula(each.text, each.spot, edits.growths, known) for each in group]
    if len(group) > 1 and any(each.text for each in found):
        together = grown_formula(",".join(each.text for each in group), group[0].spot, edits.growths, known)
        if not together.text:
            found = [each.left() for each in found]
    sheets = {part: name for name, part in edits.parts.sheets.items()}
    for each, grown in zip(group, found, strict=True):
        if grown.text and each.part in sheets:
            edits.sheets.to_change(sheets[each.part]).edits.append(each.edit(grown.text))
        elif grown.text:
            edits.parts.change(each.part, [each.edit(grown.text)])
        _tell(edits, each.where, grown)
