"""Numbers as people write them: both readings of a text, "." or "," being the decimal mark, and the money it names.

"1.234" is a thousand in one country and little more than one in another, and nothing in the text says which. So a
text is never read by itself alone: it is taken apart into the reading under either mark, and the other numbers of
its column, or of its file, say which mark holds.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, decimal

from partnerbook.errors import Sentence, UnknownName
from partnerbook.exact import EXACT, ZERO
from partnerbook.parsing.currency import currency_code, currency_table
from partnerbook.parsing.kept_text import value_text

LONGEST = 60


class NumberText(NamedTuple):
    """A text taken apart: its value if "." is the decimal mark, and if "," is; None where it cannot be.

    `label` is what stands beside the digits ("R$", "USD", "%"), `why` says what is wrong when there is no reading.
    """

    point: Decimal | None = None
    comma: Decimal | None = None
    label: str = ""
    why: Sentence | None = None

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """The values it can have, the smaller first: none, one or two."""
        return tuple(sorted({found for found in (self.point, self.comma) if found is not None}, key=Decimal.copy_abs))

    def at(self, mark: str) -> Decimal | None:
        """Its only value; of two, the one under a decimal mark that is known ("." or ","), else None."""
        only = self.readings
        return only[0] if len(only) == 1 else {".": self.point, ",": self.comma}.get(mark)

    @property
    def mark(self) -> str:
        """The decimal mark that the text proves, or "" where it fits both."""
        if self.point is None:
            return "" if self.comma is None else ","
        return "." if self.comma is None else ""


# Signs and marks as other keyboards and scripts have them: full width, Arabic, and what stands for an apostrophe.
_MARKS = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2212\u2013\u2014\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4`\uff07", "'"),
    "\uff0b": "+", "\uff08": "(", "\uff09": ")", "\uff05": "%", "\uff0c": ",", "\uff0e": ".",
    "\u066b": ".", "\u066c": ",",
})  # fmt: skip
_PARTS = re.compile(r"(?P<before>[^\d]*)(?P<digits>\d(?:[\d., ']*\d)?)(?P<after>[^\d]*)")
_DASH_OF_ZERO = re.compile(r"(?P<before>[^\d-]*)-(?P<after>[^\d-]*)")  # as formats of accounting show one: "R$ -"
_NO_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}(?=\s|$)")  # 1.234,-

# A number as programs write it that shorten thousands: 3e3, 1e+05, 1.5E3.
_POWER = re.compile(r"(?P<digits>\d+(?:(?P<mark>[.,])(?P<more>\d+))?)[eE](?P<power>[+-]?\d{1,2})(?!\w)")
_SHORTENED = re.compile(r"\d[.,]\d{2,}E\+\d{2}")  # how a spreadsheet shows a number that is too wide: rounded


def _shape(decimal: str, group: str, digits: str) -> re.Pattern[str]:
    # The first group of a grouped number never begins with 0, so "0.123" has one reading.
    grouped = rf"[1-9]\d{{0,2}}(?P<group>[{group} '])(?:\d{{{digits}}}(?P=group))*\d{{3}}"
    return re.compile(rf"(?:\d+|{grouped})(?:{decimal}\d+)?|{decimal}\d+")


_POINT = _shape(r"\.", ",", "2,3")  # India parts hundreds of thousands by two digits: 12,34,567.50
_COMMA = _shape(",", r"\.", "3")


def _plain(text: str) -> str:
    """A text with the digits and marks that programs write."""
    if text.isascii():
        return text.translate(_MARKS) if "`" in text else text
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_MARKS))


@lru_cache(maxsize=50_000)
def number_text(text: str) -> NumberText:
    """Both readings of a number in a text, with the currency or sign beside it.

    >>> number_text("R$ 1.234,50")
    NumberText(point=None, comma=Decimal('1234.50'), label='R$', why=None)
    >>> number_text("(1.234)")[:2]
    (Decimal('-1.234'), Decimal('-1234'))
    >>> number_text("3e3").readings, number_text("1.5e+05 USD").point, number_text("1.23E+06").why
    ((Decimal('3000'),), Decimal('150000'), 'was shortened by a spreadsheet, and its last digits are lost')
    >>> number_text("about ten").why
    'is not a number'
    """
    clean = " ".join(_plain(value_text(text)).split()).lstrip("'")
    clean = _NO_CENTS.sub(lambda mark: f"{mark[0][0]}00", clean).removesuffix(".").removesuffix(",")  # that begin more
    if len(clean) <= LONGEST and (power := _POWER.search(clean)):
        return _of_power(clean, power)
    parts = _PARTS.fullmatch(clean) if len(clean) <= LONGEST else None
    if parts is None:
        if (dash := _DASH_OF_ZERO.fullmatch(clean)) and currency_table().meant(_bare(dash["before"] + dash["after"])):
            return NumberText(ZERO, ZERO, _bare(dash["before"] + dash["after"]))
        return NumberText(why=Sentence("is not a number"))
    before, digits, after = parts.groups()
    negative = "(" in before and ")" in after
    if negative:
        before, after = before.replace("(", "", 1), after.replace(")", "", 1)
    if before[-1:] in (".", ",") and not before[:-1].strip(" -+"):
        before, digits = before[:-1], before[-1] + digits
    signs = [sign for sign in (before + after) if sign in "-+"]
    if len(signs) > 1 or (signs and negative):
        return NumberText(why=Sentence("is not a number"))
    minus = negative or signs == ["-"]
    labels = [label for label in dict.fromkeys((_bare(before), _bare(after))) if label]
    if len(labels) == 2 and _one_currency(*labels):
        labels = [" ".join(labels)]
    if len(labels) > 1:
        return NumberText(why=Sentence("has more beside the number than a currency"))
    point, comma = _value(digits, _POINT, ",", minus), _value(digits, _COMMA, ".", minus)
    why = (
        None
        if point is not None or comma is not None
        else Sentence("is not a number: its marks fit no way of writing one")
    )
    return NumberText(point, comma, labels.pop() if labels else "", why)


def _of_power(text: str, power: re.Match[str]) -> NumberText:
    """A number with a power of ten: the mark within it can only be the decimal one."""
    exponent = int(power["power"])
    if _SHORTENED.fullmatch(power[0]) and len(power["more"]) < exponent:
        return NumberText(why=Sentence("was shortened by a spreadsheet, and its last digits are lost"))
    value = EXACT.scaleb(Decimal(power["digits"].replace(",", ".")), exponent)
    around = number_text(f"{text[: power.start()]}1{text[power.end() :]}")
    if around.readings not in ((Decimal(1),), (Decimal(-1),)):
        return NumberText(why=Sentence("is not a number"))
    exact = Decimal(f"{EXACT.multiply(value, around.readings[0]):f}")
    mark = power["mark"]
    return NumberText(None if mark == "," else exact, None if mark == "." else exact, around.label)


def _one_currency(before: str, after: str) -> bool:
    """Whether what stands before and behind a number is a currency's sign and its code: "$ 5 MXN"."""
    try:
        return bool(currency_code(f"{before} {after}"))
    except UnknownName:
        return False


def _bare(label: str) -> str:
    return label.replace("-", "").replace("+", "").strip()


def _value(digits: str, shape: re.Pattern[str], group: str, minus: bool) -> Decimal | None:
    if not shape.fullmatch(digits):
        return None
    plain = digits.replace(group, "").replace(" ", "").replace("'", "").replace(",", ".")
    return Decimal(f"-{plain}" if minus else plain)


@lru_cache(maxsize=2_000)
def label_fits(label: str, currency: str) -> bool:
    """Whether what stands beside an amount can mean a currency, given as its code.

    >>> label_fits("R$", "BRL"), label_fits("$", "COP"), label_fits("$", "EUR"), label_fits("about", "USD")
    (True, True, False, False)
    """
    for text in (label, f"{currency} {label}"):  # a sign that several currencies share is understood beside its code
        try:
            if currency_code(text) == currency:
                return True
        except UnknownName:
            continue
    return False


@lru_cache(maxsize=2_000)
def is_currency(label: str) -> bool:
    """Whether what stands beside an amount names a currency, or is a sign that several share.

    >>> is_currency("R$"), is_currency("$"), is_currency("k"), is_currency("%")
    (True, True, False, False)
    """
    try:
        currency_code(label)
    except UnknownName:
        return any(category(sign) == "Sc" for sign in label)
    return True
