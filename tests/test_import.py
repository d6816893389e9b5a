"""What the package's parts may import, and what the core may not ask: no heavy packages, no surface, not the date."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import partnerbook

PACKAGE = Path(partnerbook.__file__).parent
SURFACES = {"panels", "workbooks", "labextension"}
# The command starts every surface, and nothing starts it.
COMMAND = {"cli", "arguments", "edit_cli", "export_cli", "lab_cli", "sync_cli", "printed", "reading", "terminal",
           "paths"}  # fmt: skip
CORE_PACKAGES = {"program", "sample"}
HEAVY = (
    "pandas",
    "numpy",
    "openpyxl",
    "ipywidgets",
    "xlwings",
    "python_calamine",
    "currency_converter",
    "hubspot",
    "tqdm",
)
OF_THE_CLOCK = {"today", "now", "utcnow", "localtime", "gmtime", "time_ns", "monotonic"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room(module: str) -> str:
    """The part of the package a module is in: "workbooks", "book", "points" ..."""
    return f"{module}.".split(".")[1]


def is_core(module: str) -> bool:
    """Whether a module is of the core: what lies at the top of the package, the program's data and the sample."""
    packages = {room(name) for name in MODULES if name.count(".") > 1}
    return room(module) in CORE_PACKAGES or room(module) not in packages | SURFACES | COMMAND | {"book", "__main__"}


CORE = sorted(filter(is_core, MODULES))


def imports(module: str) -> Iterator[str]:
    """Every module that one imports, anywhere in it; `from package import name` gives both."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: str) -> set[str]:
    """The parts of the package that a module imports."""
    return {room(name) for name in imports(module) if name in MODULES} - {""}


def test_the_core_is_where_it_is_thought_to_be() -> None:
    """Else the tests below would be true of nothing."""
    assert {"partnerbook.points", "partnerbook.ledger", "partnerbook.tiers", "partnerbook.program.edition"} <= set(CORE)
    assert not {"partnerbook.book.reader", "partnerbook.workbooks.sheets", "partnerbook.cli"} & set(CORE)


@pytest.mark.parametrize("every", [False, True], ids=["partnerbook", "the whole core"])
def test_importing_brings_in_no_heavy_package(every: bool) -> None:
    names = ["partnerbook", *(CORE if every else [])]
    names = [name for name in names if not name.startswith("partnerbook.program.update")]
    code = (
        f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules, sep='\\n')"
    )
    paths = f"import sys; sys.path[:0] = {[str(PACKAGE.parent)]!r}\n"
    loaded = subprocess.run(  # noqa: S603 - our own code, in an interpreter that has imported nothing yet
        [sys.executable, "-c", paths + code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "partnerbook" in loaded
    assert {name.partition(".")[0] for name in loaded} & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith("partnerbook.") and room(name) in SURFACES | COMMAND} == set()


@pytest.mark.parametrize("module", CORE)
def test_the_core_does_not_ask_what_day_it_is(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    asked = [
        f"line {node.lineno}: {node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in OF_THE_CLOCK
    ]
    assert asked == []
    assert {name.partition(".")[0] for name in imports(module)} & {"time"} == set()


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_no_surface_and_of_the_book_only_its_records(module: str) -> None:
    assert ours(module) & (SURFACES | COMMAND | {"udfs"}) == set()
    if room(module) not in {"sample", ""}:
        of_book = {name for name in imports(module) if name in MODULES and room(name) == "book"}
        assert of_book <= {"partnerbook.book", "partnerbook.book.records"}
    if room(module) == "program":
        assert ours(module) <= {"program", "errors"}


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) == "book"])
def test_the_book_imports_no_surface(module: str) -> None:
    assert ours(module) & (SURFACES | COMMAND) == set()


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) in SURFACES])
def test_a_surface_imports_no_other_surface(module: str) -> None:
    assert ours(module) & (SURFACES | COMMAND) <= {room(module)}
