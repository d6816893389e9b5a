"""Parts that people's workbooks have and no library of ours could write, added to a workbook's parts by hand."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from partnerbook.records import Book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
OPEN = "application/vnd.openxmlformats-officedocument"
MS = "application/vnd.ms-excel"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def repacked(path: Path, change: Callable[[dict[str, str]], object]) -> None:
    """Change a workbook's parts, all of which are texts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 31, 8, 0, 0)), text, zipfile.ZIP_DEFLATED)


def replace(parts: dict[str, str], part: str, old: str, new: str) -> None:
    assert old in parts[part], (part, old)
    parts[part] = parts[part].replace(old, new, 1)


def add_part(parts: dict[str, str], name: str, kind: str, text: str) -> None:
    parts[name] = HEAD + text
    override = f'<Override PartName="/{name}" ContentType="{kind}"/>'
    replace(parts, "[Content_Types].xml", "</Types>", f"{override}</Types>")


def relate(parts: dict[str, str], source: str, kind: str, target: str, number: str) -> None:
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts.setdefault(rels, HEAD + empty)
    kind = kind if "://" in kind else f"{RELATIONS}/{kind}"
    arrow = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>'
    replace(parts, rels, "</Relationships>", f"{arrow}</Relationships>")


def add_shape(parts: dict[str, str], sheet: str) -> None:
    """A shape with a text, which no library reads."""
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shape = (
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}"><xdr:twoCellAnchor><xdr:from><xdr:col>13</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>15</xdr:col>"
        "<xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Remember"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="99" cy="99"/></a:xfrm><a:prstGeom prst="cloud"><a:avLst/>'
        "</a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Ask Ana</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    add_part(parts, "xl/drawings/drawing1.xml", f"{OPEN}.drawing+xml", shape)
    relate(parts, sheet, "drawing", "../drawings/drawing1.xml", "rIdDrawing")
    replace(parts, sheet, "<legacyDrawing", f'<drawing r:id="rIdDrawing" xmlns:r="{RELATIONS}"/><legacyDrawing')


def add_thread(parts: dict[str, str], sheet: str) -> None:
    """A thread of comments and the person who wrote it."""
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person = "{AAAAAAAA-1111-2222-3333-444444444444}"
    thread = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A5" dT="2026-10-31T08:00:00.00" personId="{person}" '
        'id="{BBBBBBBB-1111-2222-3333-444444444444}"><text>Is this all?</text></threadedComment></ThreadedComments>'
    )
    add_part(parts, "xl/threadedComments/threadedComment1.xml", f"{MS}.threadedcomments+xml", thread)
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships"
    relate(parts, sheet, f"{kinds}/threadedComment", "../threadedComments/threadedComment1.xml", "rIdThread")
    ana = f'<person displayName="Ana" id="{person}" userId="Ana" providerId="None"/>'
    people = f'<personList xmlns="{space}">{ana}</personList>'
    add_part(parts, "xl/persons/person.xml", f"{MS}.person+xml", people)
    relate(parts, "xl/workbook.xml", f"{kinds}/person", "persons/person.xml", "rIdPerson")


def add_printer_settings(parts: dict[str, str], sheet: str) -> None:
    replace(parts, "[Content_Types].xml", "<Default ",
             f'<Default Extension="bin" ContentType="{OPEN}.spreadsheetml.printerSettings"/><Default ')  # fmt: skip
    replace(parts, sheet, "<pageSetup ", f'<pageSetup r:id="rIdPrinter" xmlns:r="{RELATIONS}" ')
    relate(parts, sheet, "printerSettings", "../printerSettings/printerSettings1.bin", "rIdPrinter")


def add_sheet(parts: dict[str, str], name: str, number: int, text: str) -> None:
    add_part(parts, f"xl/worksheets/sheet{number}.xml", f"{OPEN}.spreadsheetml.worksheet+xml", text)
    relate(parts, "xl/workbook.xml", "worksheet", f"worksheets/sheet{number}.xml", f"rId{number}")
    sheet = f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}" xmlns:r="{RELATIONS}"/></sheets>'
    replace(parts, "xl/workbook.xml", "</sheets>", sheet)


def add_pivot(parts: dict[str, str], book: Book) -> None:
    """A pivot table over the Deals Table, as Excel leaves it once it was filled."""
    kinds = sorted({deal.kind for deal in book.deals}) or ["new"]
    fields = ["Deal", "Client", "Product line", "Kind", "Source", "Closed", "MRR", "Currency", "Contract value",
              "Line first sold", "Note"]  # fmt: skip
    items = "".join(f'<s v="{kind}"/>' for kind in kinds)
    shared = {"Kind": f'<sharedItems count="{len(kinds)}">{items}</sharedItems>'}
    cached = "".join(f'<cacheField name="{each}" numFmtId="0">{shared.get(each, "<sharedItems/>")}</cacheField>'
                     for each in fields)  # fmt: skip
    definition = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" refreshOnLoad="1" refreshedBy="Ana" '
        'createdVersion="6" refreshedVersion="6" recordCount="0" saveData="0"><cacheSource type="worksheet">'
        f'<worksheetSource name="Deals"/></cacheSource><cacheFields count="{len(fields)}">{cached}</cacheFields>'
        "</pivotCacheDefinition>"
    )
    add_part(
        parts, "xl/pivotCache/pivotCacheDefinition1.xml", f"{OPEN}.spreadsheetml.pivotCacheDefinition+xml", definition
    )
    relate(parts, "xl/workbook.xml", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", "rIdPivot")
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="rIdPivot" xmlns:r="{RELATIONS}"/></pivotCaches><extLst>'
    replace(parts, "xl/workbook.xml", "<extLst>", caches)
    items = "".join(f'<item x="{number}"/>' for number in range(len(kinds)))
    items = f'<items count="{len(kinds) + 1}">{items}<item t="default"/></items>'
    axis = f'<pivotField axis="axisRow" showAll="0">{items}</pivotField>'
    shown = {"Kind": axis, "MRR": '<pivotField dataField="1" showAll="0"/>'}
    table = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="ByKind" cacheId="7" dataCaption="Values" createdVersion="6" '
        f'updatedVersion="6"><location ref="A3:B{4 + len(kinds)}" firstHeaderRow="1" firstDataRow="1" '
        'firstDataCol="1"/>'
        f'<pivotFields count="{len(fields)}">'
        + "".join(shown.get(each, '<pivotField showAll="0"/>') for each in fields)
        + '</pivotFields><rowFields count="1"><field x="3"/></rowFields><dataFields count="1">'
        '<dataField name="Sum of MRR" '
        'fld="6" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>'
    )
    add_part(parts, "xl/pivotTables/pivotTable1.xml", f"{OPEN}.spreadsheetml.pivotTable+xml", table)
    relate(parts, "xl/pivotTables/pivotTable1.xml", "pivotCacheDefinition",
            "../pivotCache/pivotCacheDefinition1.xml", "rId1")  # fmt: skip
    cell = '<row r="3"><c r="A3" t="str"><v>Row Labels</v></c><c r="B3" t="str"><v>Sum of MRR</v></c></row>'
    add_sheet(parts, "Pivot", 32, f'<worksheet xmlns="{MAIN}"><sheetData>{cell}</sheetData></worksheet>')
    relate(parts, "xl/worksheets/sheet32.xml", "pivotTable", "../pivotTables/pivotTable1.xml", "rIdPivotTable")


def add_metadata(parts: dict[str, str]) -> None:
    """What says that a formula of one cell fills others."""
    space = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
    text = (
        f'<metadata xmlns="{MAIN}" xmlns:xda="{space}"><metadataTypes count="1"><metadataType name="XLDAPR" '
        'minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" '
        'clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes><futureMetadata '
        'name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
        "<xda:dynamicArrayProperties "
        'fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk>'
        '<rc t="1" v="0"/>'
        "</bk></cellMetadata></metadata>"
    )
    add_part(parts, "xl/metadata.xml", f"{OPEN}.spreadsheetml.sheetMetadata+xml", text)
    relate(parts, "xl/workbook.xml", "sheetMetadata", "metadata.xml", "rIdMetadata")


def add_custom_xml(parts: dict[str, str]) -> None:
    parts["customXml/item1.xml"] = "<?xml version='1.0'?><mine><!-- as it is --><key>  1 </key></mine>"
    relate(parts, "xl/workbook.xml", "customXml", "../customXml/item1.xml", "rIdCustom")


def add_macros(parts: dict[str, str]) -> None:
    plain, macros = f"{OPEN}.spreadsheetml.sheet.main+xml", f"{MS}.sheet.macroEnabled.main+xml"
    replace(parts, "[Content_Types].xml", plain, macros)
    override = '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    replace(parts, "[Content_Types].xml", "</Types>", override)
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    relate(parts, "xl/workbook.xml", kind, "vbaProject.bin", "rIdMacros")
