"""Just enough of pywin32 for xlwings' classic code to be imported, and to believe it talks to Excel on Windows.

Nothing of xlwings is replaced: its own decorators, its VBA generator and its conversions run. What stands in for
Windows are empty modules with the names that xlwings imports, and a workbook that remembers what was done to it.
Meant for a process of its own: see `classic_host`.
"""

import contextlib
import ctypes
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

# The numbers under which Excel hands over an argument that was left out, and error cells.
MISSING = -2147352572
ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
_EMPTY = ("win32api", "win32con", "win32event", "win32gui", "win32com", "win32com.server")
_RANGE = "{00020846-0000-0000-C000-000000000046}"  # what Excel calls its kind
_NOT_LOADED = "no pythoncom.dll"


class ComError(Exception):
    """pywintypes.com_error."""


class Anything:
    """Answers every attribute and call with itself: what is only looked up, and never used."""

    def __getattr__(self, name: str) -> "Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> "Anything":
        return self


@contextlib.contextmanager
def windows() -> Iterator[None]:
    """Within it, `import xlwings` takes this for Windows with pywin32; after it, sys.platform tells the truth again."""
    _install()
    true_platform = sys.platform
    sys.platform = "win32"
    try:
        yield
    finally:
        sys.platform = true_platform


def _install() -> None:
    """Put the modules where imports find them."""
    classes = {name: type(name, (), {}) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}
    for name in _EMPTY:
        _module(name)
    _module("win32process", GetWindowThreadProcessId=lambda _: (0, 0))
    _module("pywintypes", com_error=ComError, error=ComError, TimeType=type("TimeType", (dt.datetime,), {}), IID=str)
    _module("win32timezone", TimeZoneInfo=dt.timezone, utcnow=None)
    _module(
        "pythoncom",
        __file__=_NOT_LOADED,
        CoInitialize=lambda: None,
        IID_IDispatch="IDispatch",
        IID_IEnumVARIANT="IEnumVARIANT",
        TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
        com_error=ComError,
    )
    gencache = SimpleNamespace(EnsureModule=lambda *_, **__: None)
    dispatch = {"Dispatch": _itself, "DispatchEx": _itself, "gencache": gencache}
    _module("win32com.client", **dispatch, **classes)
    _module("win32com.server.dispatcher", DispatcherBase=type("DispatcherBase", (), {}), DefaultDebugDispatcher=None)
    _module("win32com.server.policy", DefaultPolicy=type("DefaultPolicy", (), {}))
    _module("win32com.server.util", wrap=_itself, unwrap=_itself)
    _module("win32com.server.exception", COMException=Exception)
    true_library = ctypes.PyDLL
    libraries: Any = ctypes
    libraries.windll = libraries.oledll = Anything()
    libraries.PyDLL = lambda name, *more, **named: (
        Anything() if name == _NOT_LOADED else true_library(name, *more, **named)
    )


def _itself(found: Any, *_: Any, **__: Any) -> Any:
    return found


def _module(name: str, **members: Any) -> None:
    module = ModuleType(name)
    module.__path__ = []
    vars(module).update(members)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


class Range:
    """A range of a worksheet as an object, which hands its cells over when it is asked for its value."""

    def __init__(self, value: Any) -> None:
        self.Value = value
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Worksheet, self.Row, self.Column = Anything(), 1, 1
        self.Rows, self.Columns = SimpleNamespace(Count=len(rows)), SimpleNamespace(Count=len(rows[0]))
        attributes = SimpleNamespace(iid=_RANGE)
        self._oleobj_ = SimpleNamespace(GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: attributes))


class Workbook:
    """A workbook that keeps the VBA imported into it and the help registered for each function.

    It plays all of Excel's parts that xlwings asks for: project, components and application.
    """

    Name = "finance.xlsm"
    Version = "16.0"
    Worksheets = ()

    def __init__(self) -> None:
        self.VBProject = self.Application = self
        self.VBComponents = Components()
        self.help: dict[str, dict[str, Any]] = {}

    def MacroOptions(self, macro: str, **options: Any) -> None:  # noqa: N802 (Excel's name)
        """What the function wizard will show."""
        self.help[macro.partition("!")[2]] = options


class Components:
    """The VBA modules of a workbook: none at first."""

    def __init__(self) -> None:
        self.imported: list[str] = []

    def __call__(self, name: str) -> Any:
        raise ComError(f"no component {name}")

    def Remove(self, component: Any) -> None:  # noqa: N802 (Excel's name)
        """There is none to remove: asking for it has raised already."""

    def Import(self, path: str) -> None:  # noqa: N802 (Excel's name)
        """A module comes in from a file, which xlwings removes afterwards."""
        self.imported.append(Path(path).read_text(encoding="utf-8"))
