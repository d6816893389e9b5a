"""xlwings.conf: where classic xlwings looks for its settings, and what stands there. Lines are "KEY","VALUE"."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

FILE = "xlwings.conf"
MODULE = "partnerbook_udfs"
INTERPRETER = "INTERPRETER_WIN"
MODULES = "UDF MODULES"
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
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {found[1].upper(): found[2] for found in map(_LINE.match, lines) if found}


def written_config(text: str, settings: Mapping[str, str]) -> str:
    r"""The text of a file with these settings in it; every other line is left as it is.

    >>> print(written_config('"LOG FILE",""\n"UDF MODULES","mine"', {"UDF MODULES": "ours"}), end="")
    "LOG FILE",""
    "UDF MODULES","ours"
    """
    missing = dict(settings)
    lines = []
    for line in text.splitlines():
        found = _LINE.match(line)
        key = found[1].upper() if found else ""
        lines.append(f'"{key}","{missing.pop(key)}"' if key in missing else line)
    lines += [f'"{key}","{value}"' for key, value in missing.items()]
    return "".join(f"{line}\n" for line in lines)


def with_module(modules: str) -> str:
    """The setting UDF MODULES with ours among the modules it names.

    >>> with_module(""), with_module("mine"), with_module("mine;partnerbook_udfs")
    ('partnerbook_udfs', 'mine;partnerbook_udfs', 'mine;partnerbook_udfs')
    """
    names = [name.strip() for name in modules.split(";") if name.strip()]
    return ";".join(names if MODULE in names else [*names, MODULE])
