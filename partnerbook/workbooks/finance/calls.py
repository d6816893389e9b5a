"""Calls of our functions in cells: the formula and the value it has are made from the same arguments."""

import re
from collections.abc import Mapping

from partnerbook.functions.table import evaluate, scalar
from partnerbook.language.texts import texts
from partnerbook.workbooks.kit.document import Formula

LEFT_OUT = Formula("", None)
WITHIN = texts("terms", "en")["alerts"]["within"]  # the functions answer in English in every workbook


def called(name: str, *arguments: Formula) -> Formula:
    """A call of a function, with its value; the arguments are formulas, references or names with theirs.

    >>> called("POINTS_SOLD", Formula("B2", 1000), Formula("Market", "Mexico"), Formula('"USD"', "USD"))
    Formula(text='POINTS_SOLD(B2,Market,"USD")', value=100.0)
    """
    found = scalar(evaluate(name, [argument.value for argument in arguments]))
    return Formula(f"{name}({','.join(argument.text for argument in arguments)})", found)


def quoted(text: str) -> Formula:
    """A text as a formula holds it.

    >>> quoted("USD").text
    '"USD"'
    """
    doubled = text.replace('"', '""')
    return Formula(f'"{doubled}"', text)


def joined(template: str, values: Mapping[str, Formula]) -> Formula:
    """A sentence with figures in it, as a formula that puts it together.

    >>> joined("{sold} points", {"sold": Formula("B2", 5)})
    Formula(text='B2&" points"', value='5 points')
    """
    pieces = filter(None, re.split(r"(\{\w+\})", template))
    parts = [values[piece[1:-1]] if piece.startswith("{") else quoted(piece) for piece in pieces]
    return Formula("&".join(part.text for part in parts), "".join(str(part.value) for part in parts))
