"""What is checked, and how: `nox` runs lint, tests and package; `nox -s NAME` runs one session, `nox -l` lists them.

Each session makes its own environment. What pip cannot bring is installed too where that is possible (Debian, as root);
elsewhere the session stops and says what to install.
"""

import os
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import nox

sys.path.append("tests")
from support import debian
from support.programs import libreoffice_lacks  # the tests and we look in the same places

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["lint", "tests", "package"]
nox.options.error_on_missing_interpreters = True

PACKAGE = Path("partnerbook")
NPM_TOOLS = (Path("tests/tools/ooxml"), Path("tests/tools/pyodide"))  # Microsoft's validator; Python in WebAssembly
LIBREOFFICE = ["libreoffice-calc-nogui", "python3-uno"]  # Debian's and Ubuntu's smallest with Calc and add-ins
OLD_DEBIAN = 12  # the release itself has a LibreOffice that is too old, its backports have one that is not


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format and types."""
    session.install("-e", ".[lint,test]", "nox")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests, against the package as pip installs it: a file that the wheel lacks is missing here too."""
    install_libreoffice(session)
    session.install(".[test]")
    for tool in NPM_TOOLS:
        session.run("npm", "ci", "--prefix", str(tool), silent=True)
    # With CI set, a test that lacks a program fails: all of them were installed above.
    session.run("pytest", "-n", "2", *session.posargs, env={"CI": "true"})


@nox.session
def package(session: nox.Session) -> None:
    """The sdist and the wheel made from it: complete, and enough to run the command."""
    session.install("build")
    out = Path(session.create_tmp())
    shutil.rmtree(out)
    session.run("python", "-m", "build", "--outdir", str(out), silent=True)
    [wheel], [sdist] = out.glob("*.whl"), out.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive, tarfile.open(sdist) as tar:
        packed = {"wheel": set(archive.namelist()), "sdist": {each.partition("/")[2] for each in tar.getnames()}}
    wanted = {path.as_posix() for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    for kind, names in packed.items():
        if missing := sorted(wanted - names):
            session.error(f"the {kind} lacks {', '.join(missing)}")
    session.install(str(wheel))
    session.run("pip", "check")
    session.run("partnerbook", "--help", silent=True)


@nox.session
def templates(session: nox.Session) -> None:
    """Make the files in workbook_templates again; the tests say when that is due."""
    session.install(".")
    session.run("partnerbook", "templates", "workbook_templates")


@nox.session
def bench(session: nox.Session) -> None:
    """Compare speed and memory with others: `nox -s bench -- NAME...`; the numbers are for reading, none fails."""
    session.install(".[test]")
    session.run("python", "benchmarks/bench.py", *session.posargs)


def install_libreoffice(session: nox.Session) -> None:
    """Get the LibreOffice that works out our formulas again and runs our add-in, or stop and say how to get it."""
    lacks = libreoffice_lacks()
    if not lacks:
        return
    if not shutil.which("apt-get"):
        session.error(f"the tests need {lacks}: install it (https://www.libreoffice.org/download) and run nox again")
    root = os.geteuid() == 0
    update, install = ["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends"]
    codename, number = debian.release()
    source = ""
    if number == OLD_DEBIAN:
        if root:
            session.run(*update, external=True, silent=True)  # it tells the code names
        source = debian.backports_source(debian.apt_targets(), codename)
        install += ["--target-release", f"{codename}-backports"]
    install += LIBREOFFICE
    if not root:
        first = f"put these lines into {debian.SOURCE}:\n{source}then " if source else ""
        session.error(f"the tests need {lacks}: {first}run sudo {' '.join(update)} && sudo {' '.join(install)}")
    if source:
        debian.SOURCE.write_text(source, encoding="utf-8")
    session.run(*update, external=True, silent=True)
    session.run(*install, external=True, silent=True, env={"DEBIAN_FRONTEND": "noninteractive"})
    if lacks := libreoffice_lacks():
        session.error(f"the tests need {lacks}, which apt lacks: get it from https://www.libreoffice.org/download")
