"""`python -m handbook.lite.build WORK PYODIDE WHEEL INTO`: JupyterLab in the browser, made into a folder.

WORK is a folder for what comes between, PYODIDE that of the package npm has, WHEEL partnerbook's, INTO the new site's.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from handbook.lite.offline import filled, keep_offline
from handbook.lite.wheels import LIBRARIES, compile_all, fetch, in_one, names, unpacked

_HERE = Path(__file__).parent
_OWN = Path(
    sys.prefix, "share", "jupyter", "labextensions", "@jupyterlite", "pyodide-kernel-extension", "static", "pypi"
)
_RUNS = ("pyodide.asm.mjs", "pyodide.asm.wasm", "package.json")
_STANDARD = "python_stdlib.zip"
# Zipped, under a name of which no server thinks that it should say so.
_MEMORY, _UNPACKED = "memory.bin", "unpacked.bin"


def build(work: Path, pyodide: Path, wheel: Path, into: Path) -> None:
    """Make the folder `into` of partnerbook's wheel."""
    fetched, made, packed = (work / name for name in ("fetched", "made", "pyodide"))
    for folder in (fetched, made, packed):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    fetch(fetched, lock)
    for each in (*_OWN.glob("*.whl"), wheel):
        if not each.name.startswith("widgetsnbextension"):
            shutil.copy(each, fetched)
    shutil.copy(pyodide / _STANDARD, fetched)
    compile_all(fetched, made, pyodide)
    for name in _RUNS:
        shutil.copy(pyodide / name, packed)
    shutil.copy(made / _STANDARD, packed)
    shutil.copy(pyodide / "pyodide.mjs", packed / "pyodide.own.mjs")
    (packed / "pyodide-lock.json").write_text(json.dumps({**lock, "packages": {}}), encoding="utf-8")
    in_one(made, packed / LIBRARIES)
    (packed / _UNPACKED).write_bytes(unpacked(made))
    shutil.copy(_HERE / "laid.mjs", packed)
    for name, script in (("python.mjs", packed / "pyodide.mjs"), ("memory.mjs", packed / "memory.mjs")):
        script.write_text(filled(name, LIBRARIES=LIBRARIES, UNPACKED=_UNPACKED, MEMORY=_MEMORY), encoding="utf-8")
    subprocess.run(["node", packed / "memory.mjs"], check=True)  # noqa: S603, S607 - the Node of this environment
    (packed / "memory.mjs").unlink()
    archive = work / "pyodide.tar.bz2"
    with tarfile.open(archive, "w:bz2", compresslevel=1) as tar:
        tar.add(packed, "pyodide")
    _lite(work, archive, names(made), into)
    _start_early(into)
    keep_offline(into)


def _lite(work: Path, archive: Path, packages: list[str], into: Path) -> None:
    place = work / "lite"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(_HERE / "files", place / "files")
    settings = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": packages}}
    told = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "partnerbook",
            "enableServiceWorkerCache": True,
            "exposeAppInBrowser": True,
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": settings},
        },
    }
    (place / "jupyter-lite.json").write_text(json.dumps(told), encoding="utf-8")
    words = [
        "--contents",
        "files",
        "--pyodide",
        str(archive),
        "--apps",
        "lab",
        "--no-sourcemaps",
        "--no-unused-shared-packages",
    ]
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--output-dir", str(into), *words]
    subprocess.run(command, check=True, cwd=place)  # noqa: S603 - this environment's own


def _start_early(site: Path) -> None:
    """Have the first page start Python beside JupyterLab, in the program in which that would run it."""
    [kernel] = site.glob("extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker.*.js")
    early = kernel.with_name("early.js")
    root = os.path.relpath(site, early.parent)
    early.write_text(f'import "./{kernel.name}";\nimport "{root}/static/pyodide/pyodide.mjs";\n', encoding="utf-8")
    page = site / "lab" / "index.html"
    text = page.read_text("utf-8")
    asking = filled("ask.js", KERNEL=kernel.name, EARLY=f"../{early.relative_to(site).as_posix()}")
    page.write_text(text.replace("<head>", f"<head>\n<script>\n{asking}</script>", 1), encoding="utf-8")


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:5]))
