"""Many exact products at once: amounts in whole numbers, a fraction that each is multiplied by, 24 decimal places.

The quotient and the rest of each division are whole numbers; the 24 places that a rest gives are worked out once for
each, half up as the core does. Together they are one of Arrow's decimals, of 128 bits. What does not fit is left to
the core.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from partnerbook.exact import atoms
from partnerbook.frames.columns import DIGITS, PLACES

_CHUNK = 1 << 18  # rows at a time: what is worked with stays in the processor's cache
_SCALES = (2, 4, 6)  # decimal places of amounts
_LARGEST = 10**15  # of a whole number of these that a float still tells
_MOST_WHOLE = 10 ** (DIGITS - PLACES)
_MOST_RESTS = 400_000
_ONE = 10**PLACES
_LOW, _HIGH = _ONE % 2**64, _ONE >> 64
_LIMIT = _MOST_WHOLE * _ONE
_ALL = 2**64 - 1
_HALF = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class Scaled(NamedTuple):
    """Amounts as whole numbers of so many decimal places, and in which rows they are that to the last digit."""

    whole: Any
    places: int
    certain: Any


def scaled_floats(values: Any) -> Scaled:
    """Floats as the decimals that are shown for them: certain where those have few digits, as no two share a float."""
    best = Scaled(np.zeros(len(values), np.int64), 0, np.zeros(len(values), bool))
    numbers = np.nan_to_num(values, nan=0.0)
    lacks = np.isnan(values)
    for places in _SCALES:
        units = np.rint(numbers * 10.0**places)
        certain = (units / 10.0**places == numbers) & (np.abs(units) < _LARGEST) & ~lacks
        if certain.sum() > best.certain.sum() or places == _SCALES[0]:
            best = Scaled(np.where(certain, units, 0).astype(np.int64), places, certain)
        if bool((best.certain | lacks).all()):
            break
    return best


def scaled_arrow(values: Any) -> Scaled | None:
    """The same for an array of Arrow's decimals; None where they have more places than that."""
    import pyarrow as pa

    for places in _SCALES:
        try:
            cast = values.cast(pa.decimal128(DIGITS, places))
        except pa.ArrowInvalid:
            continue
        one = cast.combine_chunks() if isinstance(cast, pa.ChunkedArray) else cast
        limbs = np.frombuffer(one.buffers()[1], np.int64)[2 * one.offset : 2 * (one.offset + len(one))].reshape(-1, 2)
        valid = one.is_valid().to_numpy(zero_copy_only=False)
        certain = valid & (limbs[:, 1] == limbs[:, 0] >> 63) & (np.abs(limbs[:, 0]) < _LARGEST)
        return Scaled(np.where(certain, limbs[:, 0], 0), places, certain)
    return None


class Products:
    """Products of amounts and fractions, row by row, as they are put together."""

    def __init__(self, rows: int) -> None:
        self.limbs: Any = np.zeros((rows, 2), np.uint64)
        self.known: Any = np.zeros(rows, bool)

    def multiply(self, amounts: Scaled, codes: Any, factors: Sequence[Fraction | None]) -> None:
        """Work out all rows whose amount is certain and whose fraction is small; `codes` say which it is, from 1."""
        table = _Rests(factors, amounts.places)
        for start in range(0, len(codes), _CHUNK):
            rows = slice(start, start + _CHUNK)
            self._chunk(amounts.whole[rows], codes[rows], amounts.certain[rows], table, rows)
        left = np.flatnonzero(amounts.certain & ~self.known)
        if left.size:
            self._one_by_one(amounts, codes, factors, left)

    def _one_by_one(self, amounts: Scaled, codes: Any, factors: Sequence[Fraction | None], left: Any) -> None:
        """Work out rows whose fraction is of large numbers, such as that of a rate of the market."""
        parts = [
            (0, 1) if each is None else (each.numerator, each.denominator * 10**amounts.places) for each in factors
        ]
        pairs = zip(amounts.whole[left].tolist(), codes[left].tolist(), strict=True)
        found = [atoms(whole * parts[code - 1][0], parts[code - 1][1]) for whole, code in pairs]
        fits = np.array([abs(number) < _LIMIT for number in found])
        self.limbs[left, 0] = np.array([number & _ALL for number in found], np.uint64)
        self.limbs[left, 1] = np.array([number >> 64 & _ALL for number in found], np.uint64)
        self.known[left] = fits

    def _chunk(self, whole: Any, codes: Any, certain: Any, table: "_Rests", rows: slice) -> None:
        size = np.abs(whole)
        wanted = certain & table.fits[codes] & (size <= table.largest[codes])
        product = np.where(wanted, size, 0).astype(np.uint64) * table.numerators[codes]
        by = table.denominators[codes]
        quotient = product // by
        at = table.offsets[codes] + (product - quotient * by).astype(np.int64)
        low, high = _times_one(quotient)
        low, high = _added(low, high, table.low[at], table.high[at])
        minus = whole < 0
        low, high = np.where(minus, ~low + np.uint64(1), low), np.where(minus, ~high + (low == 0), high)
        self.limbs[rows, 0], self.limbs[rows, 1] = low, high
        self.known[rows] = wanted & (quotient < _MOST_WHOLE)

    def put(self, row: int, value: Decimal) -> None:
        """Put in a figure that the core has worked out, and that is held."""
        number = int(value.scaleb(PLACES)) % 2**128
        self.limbs[row] = number % 2**64, number >> 64
        self.known[row] = True

    def series(self, index: Any) -> Any:
        """All rows as a Series of Arrow's decimals; missing where nothing is known."""
        import pyarrow as pa

        valid = pa.py_buffer(np.packbits(self.known, bitorder="little").tobytes())
        kind = pa.decimal128(DIGITS, PLACES)
        made = pa.Array.from_buffers(kind, len(self.known), [valid, pa.py_buffer(self.limbs)])
        return pd.Series(pd.arrays.ArrowExtensionArray(made), index=index)


class _Rests:
    """What each fraction makes of a rest, in 24 places; a fraction is found by its code, and 0 is none."""

    def __init__(self, factors: Sequence[Fraction | None], places: int) -> None:
        count = len(factors) + 1
        self.numerators: Any = np.zeros(count, np.uint64)
        self.denominators: Any = np.ones(count, np.uint64)
        self.offsets: Any = np.zeros(count, np.int64)
        self.largest: Any = np.zeros(count, np.int64)
        self.fits: Any = np.zeros(count, bool)
        begins = {1: 0}
        rests = [0]
        for code, factor in enumerate(factors, 1):
            if factor is None:
                continue
            by = factor / 10**places
            if by.denominator not in begins:
                if len(rests) + by.denominator > _MOST_RESTS:
                    continue
                begins[by.denominator] = len(rests)
                rests += [atoms(rest, by.denominator) for rest in range(by.denominator)]
            self.numerators[code], self.denominators[code] = by.numerator, by.denominator
            self.offsets[code], self.fits[code] = begins[by.denominator], True
            self.largest[code] = (2**63 - 1) // max(by.numerator, 1)
        self.low = np.array([rest % 2**64 for rest in rests], np.uint64)
        self.high = np.array([rest >> 64 for rest in rests], np.uint64)


def _times_one(numbers: Any) -> tuple[Any, Any]:
    """Whole numbers times 10^24, as the lower and the upper 64 bits: the halves are multiplied as on paper."""
    least, most = np.uint64(_LOW & 0xFFFFFFFF), np.uint64(_LOW >> 32)
    lower, upper = numbers & _HALF, numbers >> _SHIFT
    first, second, third = lower * least, lower * most, upper * least
    middle = (first >> _SHIFT) + (second & _HALF) + (third & _HALF)
    low = (first & _HALF) | (middle << _SHIFT)
    high = upper * most + (second >> _SHIFT) + (third >> _SHIFT) + (middle >> _SHIFT) + numbers * np.uint64(_HIGH)
    return low, high


def _added(low: Any, high: Any, other_low: Any, other_high: Any) -> tuple[Any, Any]:
    total = low + other_low
    return total, high + other_high + (total < low)
