"""LAMBDAs as a file holds them, put into a workbook as defined names with a comment that Excel shows as help.

A file wants what Excel's screen does not show: newer functions begin with _xlfn., variables with _xlpm., and an
optional parameter with _xlop. where it is declared (and _xlpm. where it is used).
"""

import re
from collections.abc import Mapping

from openpyxl.workbook.defined_name import DefinedName

from partnerbook.functions.table import FUNCTIONS, Function
from partnerbook.workbooks.finance.lambda_cells import CELLS
from partnerbook.workbooks.finance.lambda_rules import CALLS, RULES
from partnerbook.workbooks.kit.document import Document

# Functions that came after Excel 2007, of those used here.
_NEWER = {"ISOMITTED", "LAMBDA", "LET", "MAKEARRAY", "MAP", "MAXIFS", "MINIFS", "NUMBERVALUE", "REDUCE", "SEQUENCE",
          "TEXTJOIN", "TEXTSPLIT", "UNICHAR", "XMATCH"}  # fmt: skip
_PARTS = re.compile(
    r'(?P<text>"(?:[^"]|"")*")|(?P<table>[A-Z]\w*)\[(?P<columns>\[[^]]+\]:\[[^]]+\]|[^]\[]+)\]|\[(?P<optional>[a-z_]+)\]'
    r"|(?P<error>#[A-Z/0]+[!?])|(?P<name>[A-Za-z_]\w*)|(?P<space>\s+)"
)


def stored(formula: str, headings: Mapping[tuple[str, str], str] | None = None) -> str:
    """A formula as a file holds it; `headings` are those that a table has instead, by table and heading.

    >>> stored("LAMBDA(x, [day], LET(n, ROUND(x, 2), IF(ISOMITTED(day), n, XMATCH(day, Units[From]))))")
    '_xlfn.LAMBDA(_xlpm.x,_xlop.day,_xlfn.LET(_xlpm.n,ROUND(_xlpm.x,2),IF(_xlfn.ISOMITTED(_xlpm.day),_xlpm.n,...
    """

    def part(found: re.Match[str]) -> str:
        if found["table"]:
            return f"{found['table']}[{_columns(found['table'], found['columns'], headings or {})}]"
        if found["optional"]:
            return f"_xlop.{found['optional']}"
        if found["name"]:
            return _word(found["name"])
        return "" if found["space"] else found[0]

    return _PARTS.sub(part, formula)


def function_lambda(function: Function) -> str:
    """The LAMBDA of one of `FUNCTIONS`, as it is typed: its parameters have the names they have everywhere.

    >>> from partnerbook.functions.table import BY_NAME
    >>> function_lambda(BY_NAME["MARKET_TYPE"])[:25]
    'LAMBDA(market,[on],PB_SPR'
    """
    parameters = [f"[{each.name}]" if each.optional else each.name for each in function.parameters]
    body = re.sub(r"\?([a-z_]+)", r'IF(ISOMITTED(\1),"",\1)', CALLS[function.name])
    return f"LAMBDA({','.join(parameters)},{body})"


def add_lambdas(document: Document, headings: Mapping[tuple[str, str], str], comments: Mapping[str, str]) -> None:
    """Name every LAMBDA in the workbook. `comments` are the functions' help by name."""
    for name, (comment, formula) in {**CELLS, **RULES}.items():
        _define(document, name, formula, comment, headings)
    for function in FUNCTIONS:
        _define(document, function.name, function_lambda(function), comments[function.name], headings)


def _define(document: Document, name: str, formula: str, comment: str, headings: Mapping[tuple[str, str], str]) -> None:
    defined = DefinedName(name, comment=comment[:255], attr_text=stored(formula, headings))
    document.workbook.defined_names[name] = defined


def _columns(table: str, columns: str, headings: Mapping[tuple[str, str], str]) -> str:
    if columns.startswith("["):
        first, last = columns[1:-1].split("]:[")
        return f"[{headings.get((table, first), first)}]:[{headings.get((table, last), last)}]"
    return headings.get((table, columns), columns)


def _word(name: str) -> str:
    if name in _NEWER:
        return f"_xlfn.{name}"
    return f"_xlpm.{name}" if name.islower() else name
