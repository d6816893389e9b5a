"""Cells in and cells out: what counts as a number, a day, a yes, and how ranges stretch."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.functions import values
from partnerbook.functions.values import CellError, broadcast, matrix

NOT_AVAILABLE = "#N/A"
BLOCKS = st.tuples(st.integers(1, 4), st.integers(1, 4)).map(
    lambda shape: [[(row, column) for column in range(shape[1])] for row in range(shape[0])]
)


def kind(reader, cell):
    with pytest.raises(CellError) as error:
        reader(cell)
    return error.value.kind.value


@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_ranges_stretch_as_in_excel(blocks):
    """A single row, column or cell goes on; where another range has ended there is #N/A."""
    found = broadcast(lambda *cells: cells, blocks)
    height, width = max(len(rows) for rows in blocks), max(len(rows[0]) for rows in blocks)
    assert [len(row) for row in found] == [width] * height
    for row in range(height):
        for column in range(width):
            places = [(row if len(rows) > 1 else 0, column if len(rows[0]) > 1 else 0) for rows in blocks]
            inside = all(y < len(rows) and x < len(rows[0]) for (y, x), rows in zip(places, blocks, strict=True))
            assert found[row][column] == (tuple(places) if inside else NOT_AVAILABLE)


@given(BLOCKS, BLOCKS)
def test_the_order_of_arguments_changes_no_shape(one, other):
    there = broadcast(lambda a, b: (a, b), [one, other])
    back = broadcast(lambda a, b: (b, a), [other, one])
    assert there == back


@given(BLOCKS)
def test_one_cell_changes_nothing_of_a_range(block):
    assert broadcast(lambda a, _: a, [block, [[1]]]) == block


def test_an_error_stays_in_its_cell():
    def half(cell):
        if cell == 13:
            raise CellError(values.ErrorKind.NULL)
        return Decimal(1) / cell

    assert broadcast(half, [[[2, 0], [13, None]]]) == [[0.5, "#NUM!"], ["#NULL!", "#VALUE!"]]


@pytest.mark.parametrize(
    ("argument", "rows"),
    [
        (None, [[None]]),
        ([], [[None]]),
        ([[]], [[None]]),
        ([1, 2], [[1, 2]]),
        (((1,), (2,)), [[1], [2]]),
        ([[1, 2], [3]], [[1, 2], [3, None]]),
        ([[1], 2], [[1], [2]]),
    ],
)
def test_an_argument_is_rows_however_it_comes(argument, rows):
    assert matrix(argument) == rows


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (0.1, "0.1"),
        (5, "5"),
        (Decimal("1234.5600"), "1234.56"),
        ("1.5e3", "1500"),
        (" -.5 ", "-0.5"),
        ("1,5", "1.5"),
        ("1 000", "1000"),
        ("1.234,50", "1234.5"),
        ("(1,234.50)", "-1234.5"),
        ("1.234", "1.234"),
        ("٣", "3"),
        ("", "0"),
        (None, "0"),
    ],
)
def test_numbers(cell, found):
    assert values.number(cell) == Decimal(found)


@pytest.mark.parametrize(
    "cell", ["1,500", "1 00", "1_000", "5 EUR", "10 %", "nan", "inf", "0x1", "½", "1e", ".", True, b"1", 1j, [1], {}]
)
def test_what_is_no_number(cell):
    assert kind(values.number, cell) == "#VALUE!"


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), "#NUM!"])
def test_numbers_that_are_none(cell):
    assert kind(values.number, cell) == "#NUM!"


@pytest.mark.parametrize(
    "cell",
    [
        46023,
        46023.99,
        Decimal(46023),
        date(2026, 1, 1),
        datetime(2026, 1, 1, 23),  # noqa: DTZ001 (cells have no time zone)
        "2026-01-01",
        "2026-01-01 10:30",
    ],
)
def test_days(cell):
    assert values.day(cell) == date(2026, 1, 1)


@pytest.mark.parametrize(
    "cell", ["1/2/2026", "20260132", "2026-W01-1", "2026-1-", "2026-02-30", "2026-01-01x", "46023", True, b""]
)
def test_what_is_no_day(cell):
    assert kind(values.day, cell) == "#VALUE!"


@pytest.mark.parametrize("cell", [-1, 0.5, 2958466, 1e300, float("nan")])
def test_days_out_of_reach(cell):
    assert kind(values.day, cell) == "#NUM!"


@pytest.mark.parametrize("cell", [True, 1, 1.0, Decimal(1), "TRUE", "Yes", "sí", "SI", "sim", "verdadero"])
def test_yes(cell):
    assert values.truth(cell) is True


@pytest.mark.parametrize("cell", [False, 0, None, "", "no", "Não", "FALSE", "falso"])
def test_no(cell):
    assert values.truth(cell) is False


@pytest.mark.parametrize("cell", [2, -1, "perhaps", date(2026, 1, 1), [True]])
def test_neither(cell):
    assert kind(values.truth, cell) == "#VALUE!"


@pytest.mark.parametrize(
    ("cell", "error"), [(-1, "#NUM!"), (0.5, "#NUM!"), (10**10, "#NUM!"), ("1e999999", "#NUM!"), ("x", "#VALUE!")]
)
def test_what_cannot_be_counted(cell, error):
    assert kind(values.whole, cell) == error


@pytest.mark.parametrize("error", [each.value for each in values.ErrorKind])
@pytest.mark.parametrize("reader", [values.number, values.text, values.day, values.truth, values.whole])
def test_an_error_of_another_cell_stays_what_it_is(reader, error):
    assert kind(reader, error) == error
