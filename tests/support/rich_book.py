"""A book in a workbook as people make it: with slicers, a pivot, sparklines, threads of comments, macros and more.

Our own writer makes the book, and what no library of ours could write is added to the zip by hand, around its tables.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from partnerbook.records import Book
from partnerbook.workbooks.book import write_book
from support.rich_parts import (
    MAIN,
    MS,
    OPEN,
    RELATIONS,
    X14,
    X15,
    XM,
    add_custom_xml,
    add_macros,
    add_metadata,
    add_part,
    add_pivot,
    add_printer_settings,
    add_shape,
    add_sheet,
    add_thread,
    relate,
    replace,
)


def write_rich_book(book: Book, path: Path) -> None:
    """Write a book, .xlsx or with macros .xlsm, in a workbook that is rich in everything."""
    write_book(book, path, date(2026, 10, 31))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(_sheet_names(parts), 1)}
    _own_columns(parts, sheets["Clients"], "xl/tables/table2.xml")
    _extensions(parts, sheets["Deals"], book)
    add_shape(parts, sheets["Deals"])
    add_thread(parts, sheets["Deals"])
    add_printer_settings(parts, sheets["Managing"])
    _own_sheet(parts, book)
    add_pivot(parts, book)
    _calculation_chain(parts, book)
    add_metadata(parts)
    add_custom_xml(parts)
    if path.suffix == ".xlsm":
        add_macros(parts)
    binary = {"xl/vbaProject.bin": bytes(range(256)) * 9, "xl/printerSettings/printerSettings1.bin": b"\x01\0" * 99}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 31, 8, 0, 0)), text, zipfile.ZIP_DEFLATED)
        for name, data in binary.items():
            if path.suffix == ".xlsm" or not name.startswith("xl/vba"):
                archive.writestr(zipfile.ZipInfo(name, (2026, 10, 31, 8, 0, 0)), data, zipfile.ZIP_STORED)


def rezipped(path: Path, changes: Mapping[str, tuple[str, str]], target: Path | None = None) -> None:
    """Replace a text in parts of a workbook, each with the text to be found there."""
    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    for part, (old, new) in changes.items():
        for info in [each for each in parts if re.fullmatch(part, each.filename)]:
            parts[info], found = re.subn(old.encode(), new.encode(), parts[info], count=1)
            assert found, (info.filename, old)
    with zipfile.ZipFile(target or path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts.items():
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def _sheet_names(parts: Mapping[str, str]) -> list[str]:
    return re.findall(r'<sheet [^>]*name="([^"]*)"', parts["xl/workbook.xml"])


def _own_columns(parts: dict[str, str], sheet: str, table: str) -> None:
    """Two columns of the person's own in the Clients Table: one with a formula, one to write in."""
    last = int(re.search(r'ref="A5:W(\d+)"', parts[table])[1])  # type: ignore[index]
    parts[table] = parts[table].replace(f"A5:W{last}", f"A5:Y{last}").replace('count="23"', 'count="25"')
    formula = "Clients[[#This Row],[Usage score]]*2"
    columns = (
        f'<tableColumn id="24" name="Twice"><calculatedColumnFormula>{formula}</calculatedColumnFormula></tableColumn>'
        '<tableColumn id="25" name="My remark"/>'
    )
    replace(parts, table, "</tableColumns>", f"{columns}</tableColumns>")
    replace(parts, sheet, 'ref="A1:W', 'ref="A1:Y')

    def row(found: re.Match[str]) -> str:
        number = int(found[1])
        if number == 5:
            cells = "".join(
                f'<c r="{at}5" t="inlineStr"><is><t>{text}</t></is></c>'
                for at, text in (("X", "Twice"), ("Y", "My remark"))
            )
        elif number <= last:
            value = re.search(rf'<c r="F{number}"[^>]*><v>([^<]*)</v>', found[0])
            twice = float(value[1]) * 2 if value else 0
            remark = f'<c r="Y{number}" s="1" t="inlineStr"><is><t>mine {number}</t></is></c>'
            cells = f'<c r="X{number}" s="3"><f>{formula}</f><v>{twice:g}</v></c>{remark}'
        else:
            return found[0]
        return found[0].removesuffix("</row>") + cells + "</row>"

    parts[sheet] = re.sub(r'<row r="(\d+)"[^>]*>.*?</row>', row, parts[sheet])


def _extensions(parts: dict[str, str], sheet: str, book: Book) -> None:
    """What Excel 2010 and 2013 keep at the end of a sheet: a data bar, a check, sparklines, slicers."""
    last = 5 + len(book.deals)
    bar = (
        f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="dataBar" id="{{11111111-2222-3333-4444-'
        '555555555555}"><x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/>'
        '<x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/>'
        f"</x14:dataBar></x14:cfRule><xm:sqref>G6:G{last}</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext>"
    )
    check = (
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}"><x14:dataValidations count="1" '
        f'xmlns:xm="{XM}"><x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
        f"<xm:f>Mine!$A$2:$A$3</xm:f></x14:formula1><xm:sqref>C6:C{last}</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext>"
    )
    line = (
        f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}"><x14:sparklineGroups xmlns:xm="{XM}">'
        '<x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries rgb="FF376092"/><x14:sparklines>'
        f"<x14:sparkline><xm:f>Deals!G6:G9</xm:f><xm:sqref>K{last}</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext>"
    )
    slicers = (
        f'<ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x15="{X15}"><x14:slicerList xmlns:x14="{X14}">'
        f'<x14:slicer r:id="rIdSlicer" xmlns:r="{RELATIONS}"/></x14:slicerList></ext>'
    )
    replace(parts, sheet, "</worksheet>", f"<extLst>{bar}{check}{line}{slicers}</extLst></worksheet>")
    relate(parts, sheet, "http://schemas.microsoft.com/office/2007/relationships/slicer",
            "../slicers/slicer1.xml", "rIdSlicer")  # fmt: skip
    slicer = (
        f'<slicers xmlns="{X14}"><slicer name="Kind" cache="Slicer_Kind" caption="Kind" rowHeight="241300"/></slicers>'
    )
    add_part(parts, "xl/slicers/slicer1.xml", f"{MS}.slicer+xml", slicer)
    cache = (
        f'<slicerCacheDefinition xmlns="{X14}" name="Slicer_Kind" sourceName="Kind"><extLst><x:ext '
        f'uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x="{MAIN}" xmlns:x15="{X15}">'
        '<x15:tableSlicerCache tableId="4" column="4"/></x:ext></extLst></slicerCacheDefinition>'
    )
    add_part(parts, "xl/slicerCaches/slicerCache1.xml", f"{MS}.slicerCache+xml", cache)
    relate(parts, "xl/workbook.xml", "http://schemas.microsoft.com/office/2007/relationships/slicerCache",
            "slicerCaches/slicerCache1.xml", "rIdSlicerCache")  # fmt: skip
    caches = (
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}"><x15:slicerCaches '
        f'xmlns:x14="{X14}"><x14:slicerCache r:id="rIdSlicerCache" xmlns:r="{RELATIONS}"/></x15:slicerCaches></ext>'
        "</extLst></workbook>"
    )
    replace(parts, "xl/workbook.xml", "</workbook>", caches)
    rule = '<cfRule type="duplicateValues" priority="1"/></conditionalFormatting>'
    rule = f'<conditionalFormatting sqref="A6:A{last} B6">{rule}'
    replace(parts, sheet, "<dataValidations", f"{rule}<dataValidations")


def _own_sheet(parts: dict[str, str], book: Book) -> None:
    """A sheet of the person's own: formulas over our tables, over those, and over nothing of ours; an array."""
    names = sorted(client.client for client in book.clients)
    mrr = sum(float(deal.mrr) for deal in book.deals)
    spilled = "".join(
        f'<row r="{row}"><c r="A{row}" t="str"><v>{name.replace("&", "&amp;").replace("<", "&lt;")}</v></c></row>'
        for row, name in enumerate(names[1:], 11)
    )
    first = names[0].replace("&", "&amp;").replace("<", "&lt;") if names else ""
    array = f"A10:A{max(10, 9 + len(names))}"
    text = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f>SUM(Deals[MRR])</f><v>{mrr!r}</v></c><c r="B1">'
        f'<f>A1*2</f><v>{mrr * 2!r}</v></c><c r="C1"><f>1+1</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" '
        f'ref="A2:A3" si="0">COUNTA(Clients[Client])+0*ROW()</f><v>{len(names)}</v></c></row><row r="3"><c r="A3"><f '
        f't="shared" si="0"/><v>{len(names)}</v></c><c r="B3" t="str"><f>Settings!$B$6&amp;"!"</f>'
        f'<v>{book.settings.partner}!</v></c></row><row r="10"><c r="A10" t="str" cm="1"><f t="array" ref="{array}">'
        f"_xlfn._xlws.SORT(Clients[Client])</f><v>{first}</v></c></row>{spilled}</sheetData></worksheet>"
    )
    add_sheet(parts, "Mine", 31, text)


def _calculation_chain(parts: dict[str, str], book: Book) -> None:
    twice = "".join(f'<c r="T{row}" i="3"/>' for row in range(6, 6 + len(book.clients)))
    chain = f'<calcChain xmlns="{MAIN}"><c r="A1" i="31"/><c r="B1" i="31"/>{twice}</calcChain>'
    add_part(parts, "xl/calcChain.xml", f"{OPEN}.spreadsheetml.calcChain+xml", chain)
    relate(parts, "xl/workbook.xml", "calcChain", "calcChain.xml", "rIdChain")
