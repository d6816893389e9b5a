"""A workbook's worksheets alone, for a reader of values that refuses the whole of it for a sheet of another kind."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from partnerbook.errors import NotRead
from partnerbook.files.xlsx.look import READ_WITH_ANY_SHEET, Workbook
from partnerbook.files.xlsx.raw_zip import Piece, write_zip

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHARED = {"xl/sharedstrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
_ROWS = "xl/worksheets/rows.xml"


def lean_copy(workbook: Workbook) -> bytes:
    """A workbook of the same worksheets, texts and styles, without macros, dialogs, names and states.

    A sheet that is too large or written so that it is not read is left out. Errors: as of `Package.xml`.
    """
    copy, package = BytesIO(), workbook.package
    sheets: dict[str, str] = {}
    with ZipFile(copy, "w") as parts:
        for name, part in workbook.worksheets.items():
            try:
                xml = package.xml(part)
            except NotRead:
                continue
            sheets[name] = f"xl/worksheets/sheet{len(sheets) + 1}.xml"
            parts.writestr(sheets[name], xml)
        shared = READ_WITH_ANY_SHEET & _SHARED.keys() & package.parts.keys()
        for part in shared:
            parts.writestr(f"xl/{_SHARED[part]}.xml", package.xml(part))
        for part, text in _lean_parts(sheets, workbook.days_from_1904).items():
            parts.writestr(part, text)
        parts.writestr("_rels/.rels", _relations([_relation("w", "officeDocument", _WORKBOOK)]))
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
    return copy.getvalue()


def lean_workbook(sheets: Mapping[str, bytes], names: str) -> bytes:
    """A workbook of sheets by name, given their XML and that of its names, and nothing else."""
    copy = BytesIO()
    parts = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(sheets, 1)}
    with ZipFile(copy, "w") as package:
        for name, part in parts.items():
            package.writestr(part, sheets[name])
        for part, text in _lean_parts(parts, from_1904=False, shared=(), names=names).items():
            package.writestr(part, text)
        package.writestr("_rels/.rels", _relations([_relation("w", "officeDocument", _WORKBOOK)]))
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
    return copy.getvalue()


def package_of_rows(whole: ZipFile, name: str, pieces: Sequence[Piece], from_1904: bool) -> BytesIO:
    """The package of a workbook with a single sheet, whose XML is in these pieces (`SheetXml.only`).

    So a reader of values sees some rows of a large sheet, and reads none of the others: beside them are only the
    workbook's texts and formats, which decide what a cell holds.
    """
    lean = {part: [text.encode()] for part, text in _lean_parts({name: _ROWS}, from_1904).items()}
    new: dict[str, Sequence[Piece] | None] = {}
    for member in whole.namelist():
        part = member.replace("\\", "/").lower()
        if part not in READ_WITH_ANY_SHEET or part in lean:
            new[member] = lean.pop(part, None)
    package = BytesIO()
    write_zip(whole, package, {**new, **lean, _ROWS: pieces})
    package.seek(0)
    return package


def _lean_parts(
    sheets: Mapping[str, str], from_1904: bool, shared: Iterable[str] = tuple(_SHARED.values()), names: str = ""
) -> Mapping[str, str]:
    """The parts that say which sheets a workbook has, given their parts, and how it counts days."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="s{number}"/>' for number, name in enumerate(sheets, 1)
    )
    relations = [
        _relation(f"s{number}", "worksheet", part.removeprefix("xl/")) for number, part in enumerate(sheets.values(), 1)
    ]
    relations += (_relation(kind, kind, f"{kind}.xml") for kind in shared)
    counted = ' date1904="1"' if from_1904 else ""
    workbook = f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{_OFFICE}"><workbookPr{counted}/>'
    named = f"<definedNames>{names}</definedNames>" if names else ""
    return {_WORKBOOK: f"{workbook}<sheets>{listed}</sheets>{named}</workbook>", _RELATIONS: _relations(relations)}


def _relation(number: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(each: list[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'
