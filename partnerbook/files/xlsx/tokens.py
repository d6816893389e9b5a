"""A formula taken to pieces: its texts, the functions that it calls, and what it names.

The one grammar of formulas here. It reads what stands in a file, where functions have English names and commas part
arguments. Whatever is put before it, a piece is found for every character, and in a time that grows with the length.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_SHEET = r"(?:(?P<quoted>'(?:[^']|'')*+')|(?P<bare>[^\W\d][\w.]*+(?::[\w.]++)?+|\[[^\[\]'\"]*\][\w.]*))!"
_CELLS = r"\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w.(\[\\?])"
_COLUMNS = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(\[\\?])"
_ROWS = r"\$?\d+:\$?\d+(?!\w)"
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\]?)*+\]?"  # "'" takes a bracket or another sign for what it is
_TOKEN = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*+"?)|(?P<error>\#[A-Z][A-Z0-9/_]*[!?]?)"""
    rf"|(?:{_SHEET})?(?:(?P<cells>{_CELLS})|(?P<columns>{_COLUMNS})|(?P<rows>{_ROWS})"
    rf"|(?P<name>[^\W\d][\w.\\?]*)(?:(?P<call>\()|(?P<inside>{_BRACKETS}))?)"
    rf"|(?P<number>[\d.]+(?:[Ee][+-]?\d+)?)|'(?:[^']|'')*+'?|[-+*/^&=<>%,;(){{}}@\s]+|.",
    re.DOTALL,
)
_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*+)\]")
_ESCAPED = re.compile("'(.)", re.DOTALL)

TEXT, ERROR, CELLS, COLUMNS, ROWS, NAME, CALL, NUMBER = (
    *("text", "error", "cells", "columns", "rows"),
    *("name", "call", "number"),
)
_INSIDE, _OTHER = "inside", ""
_NAMING = frozenset({CELLS, COLUMNS, ROWS, NAME, CALL, _INSIDE})


class Token(NamedTuple):
    """A piece of a formula as it is written, and of which kind it is ("" for signs between others).

    What names something has the `sheet` that is written before it, and its `name`: of cells their places, of CALL the
    function. `inside` is what stands in brackets behind a Table's name, with them.
    """

    kind: str
    written: str
    sheet: str = ""
    name: str = ""
    inside: str = ""


def tokens(formula: str) -> Iterator[Token]:
    """The pieces of a formula (without "="), in their order; together they are the formula.

    >>> [(token.kind, token.written) for token in tokens('SUM(Deals[MRR])&"A1"') if token.kind]
    [('call', 'SUM('), ('name', 'Deals[MRR]'), ('text', '"A1"')]
    >>> next(tokens("'My ''own'''!$B$2"))
    Token(kind='cells', written="'My ''own'''!$B$2", sheet="My 'own'", name='$B$2', inside='')
    """
    for found in _TOKEN.finditer(formula):
        kind = found.lastgroup or _OTHER
        yield _named(found, kind) if kind in _NAMING else Token(kind, found[0])


def named_in(formula: str) -> Iterator[Token]:
    """The pieces of a formula (without "=") that name something: cells, a Table, a name, a function.

    >>> [token.name for token in named_in('SUM(Deals[MRR])&"A1"')]
    ['SUM', 'Deals']
    """
    for found in _TOKEN.finditer(formula):
        if (kind := found.lastgroup) in _NAMING:
            yield _named(found, kind)


def _named(found: re.Match[str], kind: str) -> Token:
    written, quoted, bare, name, inside = found.group(0, "quoted", "bare", "name", _INSIDE)
    sheet = quoted[1:-1].replace("''", "'") if quoted else bare or ""
    return Token(NAME if inside else kind, written, sheet, name or found[kind], inside or "")


class TablePart(NamedTuple):
    """What is asked for of a Table: its parts such as "#headers", and its columns, all in casefold."""

    parts: frozenset[str]
    columns: tuple[str, ...]


@lru_cache(maxsize=1024)
def table_part(inside: str) -> TablePart:
    """What brackets behind a Table's name ask for; nothing in particular without brackets.

    >>> table_part("[[#This Row],[MRR]:[Sold]]") == table_part("[@[MRR]:[Sold]]")
    True
    >>> table_part("['#deals]").columns, table_part("[#All]").parts
    (('#deals',), frozenset({'#all'}))
    """
    text = inside.removeprefix("[").removesuffix("]")
    this_row = text.startswith("@")
    text = text.removeprefix("@")
    items = _ITEM.findall(text) or [text]
    parts = {item.casefold() for item in items if item.startswith("#")} | ({"#this row"} if this_row else set())
    columns = (_ESCAPED.sub(r"\1", item).casefold() for item in items if item and not item.startswith("#"))
    return TablePart(frozenset(parts), tuple(columns))
