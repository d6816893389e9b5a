"""The bundle that is committed is what its source gives, and JupyterLab knows it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from support import programs

import partnerbook

SOURCE = Path(__file__).parents[2] / "partnerbook" / "labextension"
BUILT = SOURCE / "built"


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def link(source: str, target: str) -> None:
    """Copy a file, at once where both are on one disk: there are 20,000."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def test_the_bundle_is_what_its_source_gives(tmp_path: Path) -> None:
    """Elsewhere, so that it is seen whether the place matters."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("package.json", "tsconfig.json", "webpack.config.js"):
        shutil.copyfile(SOURCE / name, copy / name)
    for name in ("src", "style", "node_modules"):
        shutil.copytree(programs.labextension_source() / name, copy / name, symlinks=True, copy_function=link)
    subprocess.run(  # noqa: S603 - our own script
        [programs.npm(), "run", "build"], cwd=copy, check=True, capture_output=True
    )
    assert contents(copy / "built") == contents(BUILT), f"npm run build --prefix {SOURCE}"


def test_the_packages_of_the_lock_are_public_ones() -> None:
    lock = json.loads((SOURCE / "package-lock.json").read_text("utf-8"))
    sources = {each["resolved"] for name, each in lock["packages"].items() if name}
    assert len(sources) > 100
    assert [each for each in sources if not each.startswith("https://registry.npmjs.org/")] == []


def test_one_version() -> None:
    packages = [json.loads((folder / "package.json").read_text("utf-8")) for folder in (SOURCE, BUILT)]
    assert {each["version"] for each in packages} == {partnerbook.__version__}


def test_jupyterlab_lists_it() -> None:
    programs.labextension()
    command = [sys.executable, "-m", "jupyter", "labextension", "list"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr  # noqa: S603 - JupyterLab
    [line] = [line for line in said.splitlines() if line.split()[:1] == ["partnerbook"]]
    assert f"v{partnerbook.__version__}" in line
    assert "enabled" in line
    assert "OK" in line
