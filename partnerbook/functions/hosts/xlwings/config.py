"""xlwings.conf: where classic xlwings looks for its settings, and what stands there. Lines are "KEY","VALUE".

Excel's VBA reads and writes the file in the computer's own code page. A file of UTF-8 is read too, if it proves to be.
"""

import locale
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from partnerbook.errors import BadInput

FILE = "xlwings.conf"
MODULE = "partnerbook_udfs"
INTERPRETER = "INTERPRETER_WIN"
MODULES = "UDF MODULES"
_MARK = b"\xef\xbb\xbf".decode("ascii", "surrogateescape")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_LINE = re.compile(r'\s*"([^"]*)"\s*,\s*"([^"]*)"')


def user_config(home: Path, platform: str = sys.platform) -> Path:
    """The file in the user's own folder, for every workbook that has no other."""
    if platform == "darwin":
        return home / "Library/Containers/com.microsoft.Excel/Data" / FILE
    return home / ".xlwings" / FILE


def read_config(path: Path) -> dict[str, str]:
    """The settings of a file by their key in capitals; none if there is no file."""
    if not path.is_file():
        return {}
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(locale.getencoding(), "replace")
    return {found[1].upper(): found[2] for found in map(_LINE.match, text.splitlines()) if found}


def config_bytes(data: bytes, settings: Mapping[str, str], encoding: str = "") -> bytes:
    r"""The bytes of a file with these settings in it; every other line stays, to the byte.

    `encoding` is the computer's code page, "" for that of this one. Errors: BadInput for a value that it cannot say.

    >>> config_bytes(b'"PYTHONPATH","C:\\Jos\xe9"\r\n', {"UDF MODULES": "ours"}, "cp1252")
    b'"PYTHONPATH","C:\\Jos\xe9"\r\n"UDF MODULES","ours"\n'
    """
    try:
        values = {key: _as_bytes_in_text(value, encoding or locale.getencoding()) for key, value in settings.items()}
    except UnicodeEncodeError as error:
        raise BadInput(
            "Excel reads {file} in this computer's code page, which lacks a letter of {object}; install Python in "
            "a folder whose name has only the letters a to z.",
            file=FILE,
            object=error.object,
        ) from None
    text = written_config(data.decode("ascii", "surrogateescape"), values)
    return text.encode("ascii", "surrogateescape")


def _as_bytes_in_text(value: str, encoding: str) -> str:
    return value.encode(encoding).decode("ascii", "surrogateescape")


def written_config(text: str, settings: Mapping[str, str]) -> str:
    r"""The text of a file with these settings in it; every other line is left as it is.

    >>> print(written_config('"LOG FILE",""\n"UDF MODULES","mine"', {"UDF MODULES": "ours"}), end="")
    "LOG FILE",""
    "UDF MODULES","ours"
    """
    missing = dict(settings)
    lines = []
    for line in _LINES.findall(text):
        found = _LINE.match(line.removeprefix(_MARK))
        key = found[1].upper() if found else ""
        end = "\r\n" if line.endswith("\r\n") else "\n"
        lines.append(f'"{key}","{missing.pop(key)}"{end}' if key in missing else line.removesuffix(end) + end)
    return "".join([*lines, *(f'"{key}","{value}"\n' for key, value in missing.items())])


def with_module(modules: str) -> str:
    """The setting UDF MODULES with ours among the modules it names.

    >>> with_module(""), with_module("mine"), with_module("mine;partnerbook_udfs")
    ('partnerbook_udfs', 'mine;partnerbook_udfs', 'mine;partnerbook_udfs')
    """
    names = [name.strip() for name in modules.split(";") if name.strip()]
    return ";".join(names if MODULE in names else [*names, MODULE])
