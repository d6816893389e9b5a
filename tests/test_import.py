"""Which rooms of the package may import which, what the core may not ask, and what importing it costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import partnerbook

PACKAGE = Path(partnerbook.__file__).parent
# From the ground up: a module imports only rooms below its own, or of its own. Within a room the same holds for its
# floors, if it has any; a module that stands on none of them may import all.
LAYERS = (
    *(
        "errors",
        "exact",
        "memory",
        "days",
        "codes",
        "summary",
        "records",
        "names",
        "program",
        "files",
        "parsing",
        "language",
        "points",
        "figures",
    ),
    *("book", "hubspot", "sample", "frames", "functions", "workbooks", "panels", "labextension", "command"),
)
FLOORS = {
    "book": ("tables", "read", "write", "incoming", "export"),
    "functions": ("values", "factors", "calls", "table", "hosts"),
    "workbooks": ("kit", "book", "report"),
    "panels": ("registry", "frame", "each", "side"),
}
# Names that people use: they only hand on.
FACE = {"partnerbook", "partnerbook.__main__", "partnerbook.overview", "partnerbook.book.reader"}
SURFACES = {"frames", "functions", "workbooks", "panels", "labextension", "command"}
CORE = LAYERS[: LAYERS.index("book")]
# Opens files, asks Babel, asks the internet: not what a function in a cell has to wait for.
NOT_LIGHT = ("partnerbook.files", "partnerbook.language.reader", "partnerbook.language.spoken",
             "partnerbook.program.update")  # fmt: skip
TOO_MANY_ROOMS = 27
LONGEST = 300
HEAVY = {"pandas", "numpy", "pyarrow", "openpyxl", "ipywidgets", "xlwings", "python_calamine", "currency_converter",
         "hubspot", "anywidget", "babel", "rich", "jinja2"}  # fmt: skip
OF_THE_CLOCK = {"today", "now", "utcnow", "localtime", "gmtime", "time_ns", "monotonic"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py")) if "node_modules" not in path.parts}


def room(module: str) -> str:
    """The room at the top of the package that a module is in: "workbooks", "points", "" for the package itself."""
    return f"{module}.".split(".")[1]


def floor(module: str) -> str:
    return f"{module}..".split(".")[2]


def imports(module: str, whole: bool = True) -> Iterator[str]:
    """Every module that one imports, anywhere in it; `from package import name` gives both."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for node in ast.walk(tree) if whole else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: str, whole: bool = True) -> set[str]:
    """The modules of the package that a module imports; of the package itself only its version may be."""
    return {name for name in imports(module, whole) if name in MODULES} - {"partnerbook", module}


def test_every_room_has_its_place() -> None:
    there = {room(name) for name in MODULES if name not in FACE}
    assert there == set(LAYERS)
    assert len(there | {room(name) for name in FACE} | {"py.typed"}) <= TOO_MANY_ROOMS
    for name, floors in FLOORS.items():
        assert set(floors) <= {floor(module) for module in MODULES if room(module) == name}


@pytest.mark.parametrize("module", sorted(set(MODULES) - FACE))
def test_a_module_imports_only_what_lies_below(module: str) -> None:
    own, floors = LAYERS.index(room(module)), FLOORS.get(room(module), ())
    above = {name for name in ours(module) if LAYERS.index(room(name)) > own}
    if floor(module) in floors:
        below = floors[: floors.index(floor(module)) + 1]
        above |= {
            name for name in ours(module) if room(name) == room(module) and floor(name) in set(floors) - set(below)
        }
    assert above == set()
    if room(module) in SURFACES - {"command"}:  # the command starts every surface, and no surface another
        assert {room(name) for name in ours(module)} & SURFACES - ALLOWED.get(room(module), set()) <= {room(module)}


# The finance sheet calls functions; panels write the renewal sheet, and rows.
ALLOWED = {"workbooks": {"functions"}, "panels": {"workbooks"}}


def test_no_module_imports_itself_by_way_of_others() -> None:
    sorter = TopologicalSorter({name: ours(name) for name in MODULES if name not in FACE})
    assert list(sorter.static_order())  # CycleError names the circle


def test_no_module_is_longer_than_one_can_read() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


@pytest.mark.parametrize("every", [False, True], ids=["partnerbook", "the whole core"])
def test_importing_brings_in_no_heavy_package(every: bool) -> None:
    core = [name for name in MODULES if room(name) in CORE and not name.startswith(NOT_LIGHT)]
    names = ["partnerbook", *(core if every else [])]
    code = (
        f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules, sep='\\n')"
    )
    paths = f"import sys; sys.path[:0] = {[str(PACKAGE.parent)]!r}\n"
    loaded = subprocess.run(  # noqa: S603 - our own code, in an interpreter that has imported nothing yet
        [sys.executable, "-c", paths + code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "partnerbook" in loaded
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
    assert {name for name in loaded if name.startswith("partnerbook.") and room(name) not in CORE} == set()


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) in CORE])
def test_the_core_does_not_ask_what_day_it_is(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    asked = [
        f"line {node.lineno}: {node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in OF_THE_CLOCK
    ]
    assert asked == []
    assert {name.partition(".")[0] for name in imports(module)} & {"time"} == set()
