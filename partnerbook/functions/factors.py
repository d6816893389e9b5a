"""Functions that multiply their first cell by what the others say: points, conversions, points still active.

A formula that spills over a column meets rows that are not filled in yet. They give 0 and no error: a row is one of
these if its first cell is blank, and so is one of the two others that it cannot do without.

The others are the same down a whole column, so what they make is kept; then a cell costs one multiplication. Floats are
used only where they cannot go wrong: the product is taken if it lies clearly on one side of a rounding edge, and the
exact decimals of the core decide all the rest.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from partnerbook.exact import EXACT
from partnerbook.functions.values import PLACES, CellError, empty_row, in_a_cell, kind_of, number, result

Exact: TypeAlias = Callable[[Decimal], Decimal]

_UNITS = 10.0**PLACES  # of the last place, in 1
# A float is off by 2^-53 of itself: the cell, the factor, the factor in units and the product make 4 of these.
_DOUBT = 2.0**-50
_CERTAIN = 2.0**48  # beyond so many units the doubt is too wide
_NEEDED = 2  # of the other cells: market and currency, from and to, the day of the sale and that to look from
_LONG = Decimal("1E+30")  # asks for 30 digits of a factor: more than a float has


class Factor:
    """What a cell is multiplied by, exactly, and as a float in units of the last place."""

    __slots__ = ("_units", "exact")

    def __init__(self, exact: Exact) -> None:
        self.exact = exact
        self._units = float(exact(_LONG).scaleb(-_LONG.adjusted(), EXACT)) * _UNITS

    def times(self, cells: Iterable[Any], otherwise: Callable[[Any], Any]) -> list[Any]:
        """The products of cells, half up to the last place; `otherwise` is asked where the float could be wrong.

        >>> factor = Factor(lambda amount: amount * 5 / 88)
        >>> factor.times([1234.56, "abc"], lambda cell: f"not {cell}")
        [70.145454545, 'not abc']
        """
        factor, cells = self._units, list(cells)
        if set(map(type, cells)) == {float}:  # as nearly every column is, and then a comprehension is enough
            return [
                nearest / _UNITS
                if -_CERTAIN < (units := cell * factor) < _CERTAIN
                and abs(units - (nearest := round(units))) < 0.5 - abs(units) * _DOUBT
                else otherwise(cell)
                for cell in cells
            ]
        found = []
        for cell in cells:
            kind = type(cell)
            if kind is float or kind is Decimal or kind is int:
                units = float(cell) * factor
                if -_CERTAIN < units < _CERTAIN:
                    nearest = round(units)
                    if abs(units - nearest) < 0.5 - abs(units) * _DOUBT:
                        found.append(nearest / _UNITS)
                        continue
            found.append(otherwise(cell))
        return found

    def exactly(self, cell: Any) -> float:
        """The product of one cell, by the core's decimals. CellError where the cell is no number."""
        product: float = result(self.exact(number(cell)))
        return product


class Multiplier:
    """A function of a cell and others; `factor` makes of the others what the cell is multiplied by."""

    def __init__(self, factor: Callable[..., Exact]) -> None:
        self._factor = factor
        # Typed, because TRUE and 1 are equal and are not the same cell.
        self._kept = lru_cache(maxsize=16384, typed=True)(self._factor_or_error)

    def __call__(self, cell: Any, *others: Any) -> float:
        """The product. CellError for what cannot be multiplied, the cell's own before that of the others."""
        found = self._found(others)
        if isinstance(found, Factor):
            product: float = found.times((cell,), found.exactly)[0]
            return product
        if number(cell) or not empty_row(*others[:_NEEDED]):
            raise CellError(found.kind)
        return 0.0

    def column(self, cells: Iterable[Any], *others: Any) -> list[Any]:
        """What stands in the cells for many first cells, the others being the same for all."""
        found = self._found(others)
        single = in_a_cell(lambda cell: self(cell, *others))
        return found.times(cells, single) if isinstance(found, Factor) else [single(cell) for cell in cells]

    def _found(self, others: tuple[Any, ...]) -> Factor | CellError:
        try:
            return self._kept(*others)
        except Exception:  # noqa: BLE001 - what cannot be kept, such as a list
            return self._factor_or_error(*others)

    def _factor_or_error(self, *others: Any) -> Factor | CellError:
        try:
            return Factor(self._factor(*others))
        except Exception as error:  # noqa: BLE001 - it is known before there is a cell to put it in
            return CellError(kind_of(error))
