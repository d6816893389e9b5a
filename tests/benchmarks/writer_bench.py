"""What writing into a person's workbook costs, beside openpyxl's loading and saving of the same file.

The workbook has 20 MB, half of them in our Deals sheet and half in a sheet of the person's own: a new deal changes a
large sheet, a new client a small one.
"""

from pathlib import Path

_MAKE = """
import sys
sys.path.insert(0, {tests!r})
import base64
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book
from support.rich_parts import MAIN, add_sheet, repacked
chance, book = Random(1), sample_book()
def note():
    return base64.b64encode(chance.randbytes(220)).decode()
deals = tuple(
    book.deals[number % len(book.deals)]._replace(deal=f"D-{{number}}", mrr=Decimal(chance.randrange(10**6)) / 100,
                                                  note=note())
    for number in range(45_000)
)
path = Path({path!r})
write_book(book._replace(deals=deals), path, date(2026, 10, 31))
cell = '<c r="A{{0}}"><v>{{0}}</v></c><c r="B{{0}}" t="inlineStr"><is><t>{{1}}</t></is></c>'
rows = "".join(f'<row r="{{row}}">{{cell.format(row, note())}}</row>' for row in range(1, 45_001))
text = f'<worksheet xmlns="{{MAIN}}"><sheetData>{{rows}}</sheetData></worksheet>'
repacked(path, lambda parts: add_sheet(parts, "Extract", 50, text))
"""
_SETUP = """
import shutil, tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from partnerbook.book.write.change import ADD, Change
from partnerbook.records import Client, Deal
from hashlib import sha256
from partnerbook.book.write.writer import written_alone
path = shutil.copy({path!r}, tempfile.mkdtemp(dir={folder!r}))
read = sha256(Path(path).read_bytes()).digest()
deal = Deal("New", "Acme", "CRM", "new", "sourced", date(2026, 5, 1), Decimal(5), "USD")
new = {{"Deals": deal, "Clients": Client("New", "BR")}}
"""


def make(path: Path, tests: Path) -> str:
    """The program that makes the workbook."""
    return _MAKE.format(path=str(path), tests=str(tests))


def setup(path: Path) -> str:
    """What comes before either program: a copy of the workbook, and a new row for each table."""
    return _SETUP.format(path=str(path), folder=str(path.parent))


def ours(table: str) -> str:
    """The program that adds one row to a table."""
    change = f'Change(ADD, {table!r}, "", "", None, new[{table!r}])'
    return f"written_alone(path, [{change}], datetime(2026, 11, 21), (), read)"


OPENPYXL = """
import openpyxl
workbook = openpyxl.load_workbook(path)
workbook["Clients"].append(["New", "Brazil"])
workbook.save(path)
"""
