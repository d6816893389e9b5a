"""A workbook's worksheets alone, for a reader of values that refuses the whole of it for a sheet of another kind."""

from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from partnerbook.errors import TooLarge
from partnerbook.files.xlsx.look import READ_WITH_ANY_SHEET, Workbook

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHARED = {"xl/sharedstrings.xml": "sharedStrings", "xl/styles.xml": "styles"}


def lean_copy(workbook: Workbook) -> bytes:
    """A workbook of the same worksheets, texts and styles, without macros, dialogs, names and states.

    A sheet that is too large to be read is left out. Errors: as of `Package.xml`.
    """
    copy, package = BytesIO(), workbook.package
    sheets, relations = [], []
    with ZipFile(copy, "w") as parts:
        for number, (name, part) in enumerate(workbook.worksheets.items(), 1):
            try:
                parts.writestr(f"xl/worksheets/sheet{number}.xml", package.xml(part))
            except TooLarge:
                continue
            sheets.append(f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="s{number}"/>')
            relations.append(_relation(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        for part, kind in _SHARED.items():
            if part in READ_WITH_ANY_SHEET & package.parts.keys():
                parts.writestr(f"xl/{kind}.xml", package.xml(part))
                relations.append(_relation(kind, kind, f"{kind}.xml"))
        counted = ' date1904="1"' if workbook.days_from_1904 else ""
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><workbookPr{counted}/>'
            f"<sheets>{''.join(sheets)}</sheets></workbook>",
        )
        parts.writestr("xl/_rels/workbook.xml.rels", _relations(relations))
        parts.writestr("_rels/.rels", _relations([_relation("w", "officeDocument", "xl/workbook.xml")]))
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
    return copy.getvalue()


def _relation(number: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(each: list[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'
