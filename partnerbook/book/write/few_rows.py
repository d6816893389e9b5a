"""Some rows of a large sheet as the reader of values sees them, without its reading all the others.

They are put into a package of their own, beside the workbook's texts and formats, which decide what a cell holds.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

from partnerbook.files.xlsx.look import READ_WITH_ANY_SHEET
from partnerbook.files.xlsx.raw_zip import Piece, write_zip


def package_of_rows(whole: ZipFile, member: str, pieces: Sequence[Piece]) -> BytesIO:
    """The package of a workbook with a single sheet, whose XML is in these pieces (`SheetXml.only`).

    `member` is what the package calls the sheet's part.
    """
    new: Mapping[str, Sequence[Piece] | None] = {
        name: None for name in whole.namelist() if name.replace("\\", "/").lower() not in READ_WITH_ANY_SHEET
    }
    package = BytesIO()
    write_zip(whole, package, {**new, member: pieces})
    package.seek(0)
    return package
