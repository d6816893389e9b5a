"""What a file that is called a workbook or an export really is, by its first bytes, and what to do with it."""

from pathlib import Path

from partnerbook.errors import Sentence

TEXTS = (".csv", ".tsv", ".txt")  # of one table each
_PACKED = (".zip", ".gz", ".7z", ".rar")
_BEGINNING = 1024
_OLD = b"\xd0\xcf\x11\xe0"
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml")


def advice(path: Path) -> str:
    """What to do with a file of a kind that is not read, as a sentence; "" where nothing is known of it.

    >>> advice(Path("export.zip"))
    'export.zip is packed, as HubSpot sends a large export; unpack it first, and choose the file that is in it.'
    """
    name, suffix = path.name, path.suffix.lower()
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
        empty = not beginning and suffix in (".xls", *_PACKED)
    except OSError:
        beginning, empty = b"", False
    if empty:
        return Sentence("{file} has no content (0 bytes); copy or download it again, or use a backup.", file=name)
    if suffix in _PACKED:
        return Sentence(
            "{name} is packed, as HubSpot sends a large export; unpack it first, and choose the file that is in it.",
            name=name,
        )
    if suffix in (".ods", ".numbers", ".xlsb"):
        return Sentence("{name} is a workbook that is not read; save it as .xlsx and try again.", name=name)
    plain = beginning.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip().lower()
    if suffix == ".xls":
        return _called_xls(path, beginning, plain)
    return _called_text(path, beginning, plain) if suffix in TEXTS else ""


def _called_text(path: Path, beginning: bytes, plain: bytes) -> str:
    if beginning.startswith((b"PK\3\4", _OLD)):
        return Sentence(
            "{name} is a workbook or is packed, though it ends in {ending}; open it, save it as .xlsx and try again.",
            name=path.name,
            ending=path.suffix,
        )
    if plain.startswith(_HTML):
        return Sentence(
            "{name} is a web page, though it ends in {ending}; open it in Excel, save it as .xlsx and try again.",
            name=path.name,
            ending=path.suffix,
        )
    return ""


def _called_xls(path: Path, beginning: bytes, plain: bytes) -> str:
    name = path.name
    if plain.startswith(_HTML):
        return Sentence(
            "{name} is a web page, though it is called a workbook; open it in Excel, save it as .xlsx and try again.",
            name=name,
        )
    if beginning.startswith(b"PK"):
        return Sentence(
            "{name} is a new workbook under the ending of old ones; rename it to {stem}.xlsx and try again.",
            name=name,
            stem=path.stem,
        )
    if (
        plain
        and not beginning.startswith(_OLD)
        and b"\n" in beginning
        and (b"," in plain or b";" in plain or b"\t" in plain)
    ):
        return Sentence(
            "{name} is CSV, though it is called a workbook; rename it to {stem}.csv and try again.",
            name=name,
            stem=path.stem,
        )
    return Sentence(
        "{name} is an old .xls workbook; open it in Excel, save it as .xlsx without a password and try again.",
        name=name,
    )
