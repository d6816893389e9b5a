"""A copy of a workbook with other values in its formula cells, and nothing else changed: not a byte of any other part.

The values are put into the sheets' XML where they stand. So styles, charts, macros, comments and all that a library
could not write again are kept as they are.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.parsers import expat
from xml.sax.saxutils import escape

from partnerbook.errors import PartnerbookError

_ERROR = re.compile(r"#[A-Z/0]+[!?]?")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class _Spans(NamedTuple):
    """Where a cell stands in its part: its start tag, its value with tags (None if it has none), its end tag."""

    tag: tuple[int, int]
    value: tuple[int, int] | None
    end: int
    prefix: str


def write_values(path: Path, output: Path, values: Mapping[tuple[str, str], float | str | bool | None]) -> None:
    """Nothing; writes a copy of a workbook `with_values`, whole or not at all."""
    data = with_values(path.read_bytes(), values)
    with NamedTemporaryFile(dir=output.parent, prefix=".", suffix=".xlsx", delete=False) as temporary:
        part = Path(temporary.name)
        temporary.write(data)
    try:
        part.chmod(0o644)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def with_values(data: bytes, values: Mapping[tuple[str, str], float | str | bool | None]) -> bytes:
    """The workbook with these values, by sheet and cell; everything else is as it was.

    Errors: PartnerbookError for a cell that the file does not have, as when an array has grown.
    """
    copy = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        parts = _sheet_parts(old)
        by_part: dict[str, dict[str, Any]] = {}
        for (sheet, cell), value in values.items():
            by_part.setdefault(parts[sheet], {})[cell] = value
        for info in old.infolist():
            content = old.read(info)
            if info.filename in by_part:
                content = _patched(content, by_part[info.filename], info.filename)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type, entry.external_attr, entry.comment = (
                info.compress_type,
                info.external_attr,
                info.comment,
            )
            new.writestr(entry, content)
    return copy.getvalue()


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (looked into before)
    targets = {each.get("Id"): normpath(join("/xl", each.get("Target", "")))[1:] for each in relations}
    workbook = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
    return {each.get("name", ""): targets[each.get(_ID)] for each in workbook.iter(_SHEET)}


def _patched(content: bytes, values: Mapping[str, Any], part: str) -> bytes:
    spans = _spans(content, values)
    missing = sorted(set(values) - set(spans))
    if missing:
        raise PartnerbookError(
            f"{part} has no cell {missing[0]} to write to: an array has another size now. Open it in Excel."
        )
    for place in sorted(spans, key=lambda place: spans[place].tag, reverse=True):
        content = _cell(content, spans[place], values[place])
    return content


def _cell(content: bytes, span: _Spans, value: float | str | bool | None) -> bytes:
    kind, text = _typed(value)
    start, end = span.tag
    tag = re.sub(rb"""\s+t=("[^"]*"|'[^']*')""", b"", content[start:end])
    if kind:
        tag = re.sub(rb"^(<[^\s/>]+)", rb'\1 t="' + kind.encode() + b'"', tag)
    written = f"<{span.prefix}v>{escape(text)}</{span.prefix}v>".encode()
    before, after = span.value or (span.end, span.end)
    return content[:start] + tag + content[end:before] + written + content[after:]


def _typed(value: float | str | bool | None) -> tuple[str, str]:
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return ("e" if _ERROR.fullmatch(value) else "str"), value
    return ("str", "") if value is None else ("", repr(value).removesuffix(".0"))


def _spans(content: bytes, wanted: Iterable[str]) -> dict[str, _Spans]:
    """Where the wanted cells stand in a sheet's XML."""
    wanted, found = set(wanted), {}
    parser = expat.ParserCreate()
    state: dict[str, Any] = {"cell": None}

    def tag_end(start: int) -> int:
        quote, at = b"", start
        while content[at : at + 1] != b">" or quote:
            byte = content[at : at + 1]
            if byte in (b'"', b"'"):
                quote = b"" if byte == quote else quote or byte
            at += 1
        return at + 1

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if local == "c" and attributes.get("r") in wanted:
            start = parser.CurrentByteIndex
            state.update(
                cell=attributes["r"], tag=(start, tag_end(start)), value=None, prefix=f"{prefix}:" if prefix else ""
            )
        elif local == "v" and state["cell"]:
            state["value"] = parser.CurrentByteIndex

    def finish(name: str) -> None:
        local, at = name.rpartition(":")[2], parser.CurrentByteIndex
        if local == "v" and state["cell"]:
            state["value"] = (state["value"], tag_end(at))
        elif local == "c" and state["cell"]:
            found[state["cell"]] = _Spans(state["tag"], state["value"], at, state["prefix"])
            state["cell"] = None

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.Parse(content, True)
    return found
