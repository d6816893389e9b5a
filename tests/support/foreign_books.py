"""The same book as other programs write it: XlsxWriter, with shared strings and what it can draw, and LibreOffice."""

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from partnerbook.book.tables import TABLES
from partnerbook.records import Book
from support import programs
from support.books import PlainCell, plain_tables


def write_xlsxwriter_book(book: Book, path: Path, from_1904: bool = False, tables: bool = True) -> None:
    """Write a book with charts, sparklines, text boxes and conditional formats; with or without Tables."""
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "date_1904": from_1904})
    days = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for table, (name, found) in zip(TABLES, plain_tables(book).items(), strict=True):
        sheet = workbook.add_worksheet(name)
        empty: list[PlainCell] = [""] * len(found[0])
        rows = found if len(found) > 1 else [*found, empty]
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, days)
                elif isinstance(value, str) and value:
                    sheet.write_string(at, column, value)
                elif value != "":
                    sheet.write(at, column, value)
        if tables:
            columns = [{"header": heading} for heading in rows[0]]
            sheet.add_table(0, 0, len(rows) - 1, len(rows[0]) - 1, {"name": table.identifier, "columns": columns})
    deals = workbook.get_worksheet_by_name("Deals")
    last = max(len(book.deals), 1)
    deals.conditional_format(1, 6, last, 6, {"type": "data_bar", "data_bar_2010": True})
    deals.add_sparkline(1, 13, {"range": f"Deals!G2:G{last + 1}"})
    deals.insert_textbox("P2", "Ask Ana", {"width": 200})
    deals.write_comment("A1", "What we sold")
    deals.set_header("&CDeals")
    mine = workbook.add_worksheet("Mine")
    total = float(sum(deal.mrr for deal in book.deals))
    mine.write_formula("A1", f"=SUM(Deals!G2:G{last + 500})", None, total)
    mine.write_dynamic_array_formula("B1:B1", "=MAX(A1:A1)", None, total)
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": f"=Deals!$G$2:$G${last + 1}"})
    mine.insert_chart("D2", chart)
    workbook.close()


def write_libreoffice_book(source: Path, path: Path) -> None:
    """Write a workbook as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [programs.soffice(), "--headless", "--norestore", f"-env:UserInstallation={Path(folder).as_uri()}"]
        out = Path(folder, "out")
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        (out / f"{source.stem}.xlsx").replace(path)
