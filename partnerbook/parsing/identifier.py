"""Identifiers, such as the number of an account, as they are compared: whatever a spreadsheet has made of them."""

import re
import unicodedata

from partnerbook.errors import BadInput
from partnerbook.parsing.kept_text import value_text

_LONGEST = 200
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?P<mark>[,.'_ \u2019])(?:\d{2}(?P=mark))*\d{3})(?:(?P=mark)\d{3})*")
# "#12", "Hub ID: 12", "No. 12", "N° 12"; but "NO12" is a name of its own.
_CALLED = re.compile(r"(?:#|(?:hub ?)?id\b|no\b|no?[°.]+)[ .:#]*(?=\d)", re.IGNORECASE)
_NUMBER_SIGNS = str.maketrans({"º": "°", "ᵒ": "°", "№": "n°"})  # else they became letters
_WITH_ZEROS = re.compile(r"(\d+)[.,]0*")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_SHORTENED = re.compile(r"[^e]*E\+\d\d")  # how spreadsheets show a number that is too wide, rounded


def identifier(text: str) -> str:
    """The identifier that a text is: of a number its digits alone, of any other text the text itself.

    Taken away is what programs make of a column of numbers: a fraction of zeros, powers of ten, groups of digits,
    leading zeros, and the apostrophe or formula that keeps a number a text; and what people write before a number.
    Errors: BadInput for a number that was shortened, so that its last digits are lost, or could be two.

    >>> [identifier(text) for text in ("10000001.0", "'10000001", '="10000001"', "10,000,001", "0010000001", "1e7")]
    ['10000001', '10000001', '10000001', '10000001', '10000001', '10000000']
    >>> identifier("1.0000001E+07"), identifier("D-0012"), identifier("0"), identifier("Hub ID: 12"), identifier("NO12")
    ('10000001', 'D-0012', '0', '12', 'NO12')
    >>> identifier("1.23457E+11")
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadInput: a spreadsheet has shortened it, and its last digits are lost
    """
    if len(text) > _LONGEST or (text.isascii() and text.isdecimal() and text[0] != "0"):  # as nearly all are
        return text
    written = " ".join(value_text(unicodedata.normalize("NFKC", text.translate(_NUMBER_SIGNS))).split())
    if found := _POWER.fullmatch(written):
        return _of_power(written, found[1], (found[2] or "").rstrip("0"), int(found[3]))
    whole, grouped = _WITH_ZEROS.fullmatch(written), _GROUPED.fullmatch(written)
    if whole and grouped:
        raise BadInput("it can be {whole} or {digits}", whole=whole[1], digits=_digits(written))
    digits = whole[1] if whole else _digits(written) if grouped else written
    if digits.isdecimal():
        return digits.lstrip("0") or "0"
    called = _CALLED.match(written)
    number = identifier(written[called.end() :]) if called else ""
    return number if number.isdecimal() else written


def _of_power(written: str, first: str, more: str, power: int) -> str:
    """The digits of a number that a program has written as a power of ten."""
    if len(more) > power:
        return written
    if _SHORTENED.fullmatch(written) and len(more) < power:
        raise BadInput("a spreadsheet has shortened it, and its last digits are lost")
    return (first + more.ljust(power, "0")).lstrip("0") or "0"


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
