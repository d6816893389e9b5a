"""`python -m handbook.lite.build WORK PYODIDE WHEEL INTO`: JupyterLab in the browser, made into a folder.

WORK is a folder for what comes between, PYODIDE that of the package npm has, WHEEL partnerbook's, INTO the new site's.
"""

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from handbook.lite.offline import keep_offline
from handbook.lite.wheels import compile_all, fetch, locked

_HERE = Path(__file__).parent
_OWN = Path(
    sys.prefix, "share", "jupyter", "labextensions", "@jupyterlite", "pyodide-kernel-extension", "static", "pypi"
)
_RUNS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "package.json")


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
    compile_all(fetched, made, pyodide)
    for name in _RUNS:
        shutil.copy(pyodide / name, packed)
    for each in made.glob("*.whl"):
        shutil.copy(each, packed)
    found = locked(lock, made)
    (packed / "pyodide-lock.json").write_text(json.dumps(found), encoding="utf-8")
    archive = work / "pyodide.tar.bz2"
    with tarfile.open(archive, "w:bz2", compresslevel=1) as tar:
        tar.add(packed, "pyodide")
    _lite(work, archive, sorted(found["packages"]), into)
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


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:5]))
