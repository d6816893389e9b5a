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
from handbook.lite.wheels import LIBRARIES, compile_all, fetch, in_one, locked

_HERE = Path(__file__).parent
_OWN = Path(
    sys.prefix, "share", "jupyter", "labextensions", "@jupyterlite", "pyodide-kernel-extension", "static", "pypi"
)
_RUNS = ("pyodide.asm.mjs", "pyodide.asm.wasm", "package.json")
_STANDARD = "python_stdlib.zip"


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
    known = sorted(locked(lock, made)["packages"])
    in_one(made)
    shutil.copy(pyodide / "pyodide.mjs", packed / "pyodide.own.mjs")
    for each in made.iterdir():
        shutil.copy(each, packed)
    found = locked(lock, made)
    starting = filled("python.mjs", PACKAGES=sorted(found["packages"]), LIBRARIES=LIBRARIES)
    (packed / "pyodide.mjs").write_text(starting, encoding="utf-8")
    (packed / "pyodide-lock.json").write_text(json.dumps(found), encoding="utf-8")
    archive = work / "pyodide.tar.bz2"
    with tarfile.open(archive, "w:bz2", compresslevel=1) as tar:
        tar.add(packed, "pyodide")
    _lite(work, archive, known, into)
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
