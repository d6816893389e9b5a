"""The packages that Python in the browser has: fetched from PyPI, made small, and compiled so that it starts quickly."""

import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

PLATFORM = "pyemscripten_2026_0_wasm32"
PYTHON = "3.14"
# What JupyterLite's kernel looks for. jedi is a name only: completing code by it costs a second of every start.
KERNEL = ("piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "micropip")
# What the panels need beside it, each pure Python but for calamine. Neither numpy nor pandas has a wheel there.
PANELS = ("ipywidgets", "anywidget", "psygnal", "typing-extensions", "jinja2", "babel", "openpyxl", "et-xmlfile",
          "currencyconverter")  # fmt: skip
# What has files beside its modules, or compiled parts, is unpacked when Python starts; all else is read from one archive.
UNPACKED = ("partnerbook", "anywidget", "babel", "currencyconverter", "python_calamine")
LIBRARIES = "libraries.zip"
_RUN = """
import { loadPyodide } from %s;
import { readFileSync } from "node:fs";
const python = await loadPyodide();
for (const [name, folder] of [["/from", %s], ["/into", %s]]) {
  python.FS.mkdir(name);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, name);
}
python.runPython(readFileSync(%s, "utf8"));
"""


def fetch(folder: Path, lock: dict[str, Any]) -> None:
    """Fetch the wheels from PyPI: those that Pyodide names in its lock as it names them, the others as pip finds them."""
    known = {name.replace("_", "-"): each for name, each in lock["packages"].items()}
    pinned, todo = set(), ["micropip", "ipython", "traitlets", "packaging"]
    while todo:
        name = todo.pop().replace("_", "-")
        if name not in pinned:
            pinned.add(name)
            todo += known[name]["depends"]
    names = [f"{known[name]['name']}=={known[name]['version']}" for name in sorted(pinned)]
    _download(folder, [*names, *PANELS, "comm"], ["--platform", "any", "--python-version", PYTHON])
    native = ["--platform", PLATFORM, "--implementation", "cp", "--python-version", PYTHON]
    _download(folder, ["python-calamine"], native)
    _plain("markupsafe", folder)
    _named_only("jedi", folder)


def _download(folder: Path, names: Iterable[str], options: Iterable[str]) -> None:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        str(folder),
    ]
    subprocess.run([*pip, *options, *names], check=True)  # noqa: S603 - pip, with names of our own


def _plain(name: str, folder: Path) -> None:
    """A wheel of what of an installed package is Python: its compiled part is for another machine, and not needed."""
    found = metadata.distribution(name)
    inside = {str(path): path.read_binary() for path in found.files or () if path.suffix in (".py", ".typed")}
    _write(folder, found.name, found.version, {path: data for path, data in inside.items() if ".." not in path})


def _named_only(name: str, folder: Path) -> None:
    """A wheel without a module, for a package that is asked for by name and can be done without."""
    _write(folder, name, "0", {})


def _write(folder: Path, name: str, number: str, files: dict[str, bytes]) -> None:
    about = f"{name}-{number}.dist-info"
    files[f"{about}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n".encode()
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: partnerbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(folder / f"{name}-{number}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in files.items():
            wheel.writestr(path, data)
        wheel.writestr(f"{about}/RECORD", _record(files))


def _record(files: dict[str, bytes]) -> str:
    hashes = {
        path: base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=") for path, data in files.items()
    }
    return "".join(f"{path},sha256={hashes[path].decode()},{len(data)}\n" for path, data in files.items())


def compile_all(wheels: Path, into: Path, pyodide: Path) -> None:
    """Write every wheel of a folder anew with its modules compiled, by the Python of the browser, which Node runs."""
    into.mkdir(exist_ok=True)
    code = Path(__file__).with_name("compiled.py")
    told = (json.dumps(str(each)) for each in (pyodide / "pyodide.mjs", wheels.absolute(), into.absolute(), code))
    script = into.parent / "compile.mjs"
    script.write_text(_RUN % tuple(told), encoding="utf-8")
    subprocess.run(["node", script], check=True)  # noqa: S603, S607 - the Node of this environment


def in_one(wheels: Path, into: Path) -> None:
    """Put the wheels of a folder that need not be unpacked into one zip archive, which is read as it is."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(wheels.glob("*.whl")):
            if path.name.partition("-")[0] not in UNPACKED:
                with zipfile.ZipFile(path) as wheel:
                    for name in wheel.namelist():
                        out.writestr(name, wheel.read(name))


def unpacked(wheels: Path) -> bytes:
    """The files of the other wheels one after the other, behind the length of a list of them and the list."""
    files: dict[str, bytes] = {}
    for path in sorted(wheels.glob("*.whl")):
        if path.name.partition("-")[0] in UNPACKED:
            with zipfile.ZipFile(path) as wheel:
                files |= {name: wheel.read(name) for name in wheel.namelist()}
    told = json.dumps([(name, len(data)) for name, data in files.items()]).encode()
    return len(told).to_bytes(4, "little") + told + b"".join(files.values())


def names(wheels: Path) -> list[str]:
    """The names of the packages of a folder of wheels, as pip writes them."""
    return sorted({path.name.partition("-")[0].lower().replace("_", "-") for path in wheels.glob("*.whl")})
