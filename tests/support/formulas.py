"""What is wrong with a formula as it is stored in the file, where the rules are stricter than on Excel's screen."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import FORMULAE  # the functions that were there before the prefix _xlfn.

from support.references import is_range

_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(.*)", re.DOTALL)
_TABLE = re.compile(r"([^\W\d][\w.\\]*)?\[(.*)\]", re.DOTALL)  # within a table its name may be left out
_IN_BRACKETS = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_SHEET_FUNCTIONS = {"FILTER", "SORT"}  # these two alone are stored as _xlfn._xlws.NAME


class Known(NamedTuple):
    """What a formula of the workbook may speak of; all in casefold."""

    sheets: frozenset[str]
    names: frozenset[str]
    tables: dict[str, frozenset[str]]  # and their columns
    functions: frozenset[str]  # beside Excel's own: ours, and LAMBDAs under a name


def formula_problems(formula: str, known: Known) -> list[str]:
    """Return what Excel would refuse in this formula, or not understand."""
    found = []
    if formula.startswith("="):
        found.append('"=" is stored with the formula')
        formula = formula[1:]
    if len(formula) > 8192:
        found.append(f"{len(formula)} characters are more than 8,192")
    try:
        tokens = Tokenizer(f"={formula}").items
    except (TokenizerError, IndexError) as error:  # IndexError: one bracket too many
        return [*found, f"cannot be read ({error})"]
    found += _grammar(tokens)
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            found += _function(token.value[:-1], known)
        elif token.subtype == Token.RANGE:
            found += _operand(token.value.removeprefix(":"), known)
        elif token.subtype == Token.TEXT and len(token.value) > 257:
            found.append(f"a text of {len(token.value) - 2} characters is longer than 255")
    return found


def rule_problems(formula: str, known: Known) -> list[str]:
    """Return the problems of a formula in a data validation or conditional format, where less is allowed."""
    found = formula_problems(formula, known)
    if _TABLE.search(re.sub(r'"[^"]*"', "", formula)):
        found.append("a table's column is not allowed here: give it a defined name")
    if "{" in re.sub(r'"[^"]*"', "", formula):
        found.append("an array constant is not allowed here")
    return found


def _grammar(tokens: list[Token]) -> Iterator[str]:
    """Find what stands where it cannot: brackets, separators, operators without a value, values without an operator."""
    open_ones: list[str] = []
    before: Token | None = None
    spaced = False
    for token in tokens:
        if token.type == Token.WSPACE:
            spaced = True
            continue
        if token.type == Token.SEP and token.value == ";" and open_ones[-1:] != [Token.ARRAY]:
            yield '";" separates arguments; the file wants ","'
        yield from _neighbours(before, token, spaced)
        if token.subtype == Token.OPEN:
            open_ones.append(token.type)
        elif token.subtype == Token.CLOSE and open_ones:
            open_ones.pop()
        before, spaced = token, False
    if open_ones:
        yield "a bracket is not closed"
    if before is None:
        yield "is empty"
    elif before.type in {Token.OP_IN, Token.OP_PRE} or before.value.endswith(":"):
        yield f"ends with {before.value[-1]!r}"


def _neighbours(before: Token | None, token: Token, spaced: bool) -> Iterator[str]:
    """Find two tokens that cannot follow each other. Between ranges a space is an operator: the cells they share."""
    ends = token.subtype == Token.CLOSE or token.type == Token.SEP
    if ends and before is not None and before.type in {Token.OP_IN, Token.OP_PRE}:
        yield f"nothing stands after {before.value!r}"
    if token.type == Token.OP_IN and not _ends_value(before):
        yield f"nothing stands before {token.value!r}"
    elif _begins_value(token) and _ends_value(before) and not spaced and not _called(before, token):
        yield f"no operator stands before {token.value!r}"


def _begins_value(token: Token) -> bool:
    return token.type == Token.OPERAND or token.subtype == Token.OPEN


def _ends_value(token: Token | None) -> bool:
    return token is not None and (token.type in {Token.OPERAND, Token.OP_POST} or token.subtype == Token.CLOSE)


def _called(before: Token | None, token: Token) -> bool:
    """Return whether two neighbours are one value: INDEX(...):INDEX(...), or LAMBDA(...)(...)."""
    return token.value.startswith(":") or (before is not None and before.subtype == Token.CLOSE and token.value == "(")


def _function(written: str, known: Known) -> Iterator[str]:
    start, _, name = written.rpartition(":")  # A1:INDEX(
    if start:
        yield from _operand(start, known)
    bare = name.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
    if bare in _SHEET_FUNCTIONS:
        if not name.upper().startswith("_XLFN._XLWS."):
            yield f"{bare} is stored as _xlfn._xlws.{bare}"
    elif bare == name.upper() and not name.startswith("_xlpm."):
        if name.upper() not in FORMULAE and name.casefold() not in known.functions | known.names:
            yield f"{name} is unknown; a function newer than Excel 2007 is stored as _xlfn.{name}"
    elif bare in FORMULAE:
        yield f"{bare} is stored without a prefix"


def _operand(operand: str, known: Known) -> Iterator[str]:
    if operand.startswith("@") or "[@" in operand:
        yield f"{operand}: the file wants [[#This Row],[column]] for [@column], and no other @"
        return
    if sheet := _SHEET.fullmatch(operand):
        sheets = (sheet[1] or sheet[2]).replace("''", "'")
        for each in sheets.split(":"):  # January:March!A1 is a stack of sheets
            if each.casefold() not in known.sheets:
                yield f"unknown sheet {each!r}"
        operand = sheet[3]
    elif table := _TABLE.fullmatch(operand):
        yield from _structured(table[1], table[2], known)
        return
    if operand == "#REF!":
        yield "#REF! has lost its cell"
    elif not is_range(operand):
        for name in operand.split(":"):
            variable = name.startswith(("_xlpm.", "_xlop."))  # _xlop. declares a parameter that can be left out
            if not is_range(name) and not variable and not _is_name(name, known):
                yield f"unknown name {name!r} (a variable of LET or LAMBDA is stored as _xlpm.{name})"


def _is_name(name: str, known: Known) -> bool:
    return name.casefold() in known.names or name.casefold() in known.tables


def _structured(table: str | None, inside: str, known: Known) -> Iterator[str]:
    columns = known.tables.get(table.casefold()) if table else frozenset().union(*known.tables.values())
    if columns is None:
        yield f"unknown table {table!r}"
        return
    for item in _IN_BRACKETS.findall(inside) if inside.startswith("[") else [inside]:
        column = re.sub(r"'(.)", r"\1", item)  # '# is a # that belongs to the name
        if column and not item.startswith("#") and column.casefold() not in columns:
            yield f"table {table or '(its own)'} has no column {column!r}"
