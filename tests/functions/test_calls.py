"""Every function over the one table of cases in plain Python, and what holds for any argument at all."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import function_reference, function_rules
from support.function_cases import (
    HOSTS,
    TABLE,
    agree,
    cases,
    cases_not_held,
    classic_cell,
    each_cell,
    named,
    plain_cell,
)

from partnerbook.functions.table import BY_NAME, FUNCTIONS, evaluate, scalar

ALL = cases("python")
NAMES = st.sampled_from(sorted(BY_NAME))
ERRORS = {"#VALUE!", "#N/A", "#NUM!", "#DIV/0!", "#REF!", "#NAME?", "#NULL!"}


class Hostile:
    """What no host hands over: it answers no question."""

    def __eq__(self, other):
        raise RuntimeError

    def __hash__(self):
        raise RuntimeError

    def __str__(self):
        raise RuntimeError

    __repr__ = __bool__ = __len__ = __str__


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.sampled_from(
        ["Mexico", "EUR", "USD", "SOLD", "Gold", "sourced", "market", "30;60", "2026-02-30", "1e99999", *ERRORS]
    ),
    st.sampled_from([1e308, -1e308, 1e-320, 46000.5, 2958465, float("nan"), 10**400, Decimal("NaN"), Decimal("sNaN")]),
    st.builds(Hostile),
    st.binary(max_size=3),
    st.complex_numbers(),
    st.dictionaries(st.integers(), st.none(), max_size=1),
    st.lists(st.lists(st.lists(st.none(), max_size=1), max_size=1), max_size=1),
)
ARGUMENTS = st.one_of(CELLS, st.lists(CELLS, max_size=3), st.lists(st.lists(CELLS, max_size=3), max_size=3))


def answer(case, cell):
    return evaluate(case.function, [each_cell(argument, cell) for argument in case.arguments])


@pytest.mark.parametrize("cell", [plain_cell, classic_cell], ids=["serial numbers", "dates and currency cells"])
def test_every_case(cell):
    wrong = [f"{named(case)}: {answer(case, cell)} for {case.expected}" for case in ALL]
    assert [line for line, case in zip(wrong, ALL, strict=True) if not agree(case.expected, answer(case, cell))] == []


def test_the_cases_are_those_of_the_reference():
    again = "in tests: python -m support.function_reference"
    assert TABLE.read_text(encoding="utf-8") == function_reference.text(), again


def test_there_are_cases_enough_of_every_function_for_every_host():
    assert len(ALL) >= 180
    for host in HOSTS:
        assert {case.function for case in cases(host)} == set(BY_NAME)
    # These two have a test that what they do not hold does differ.
    assert {host for host in HOSTS if cases_not_held(host)} == {"lambda", "libreoffice"}
    for function in FUNCTIONS:
        longest = max(len(case.arguments) for case in ALL if case.function == function.name)
        assert longest == len(function.parameters)


def test_agreement_is_to_the_last_digit_and_of_kinds():
    assert agree(70.145454545, 70.145454545)
    assert agree(70.145454545, [[70.1454545454]])
    assert not agree(70.145454545, 70.145454546)
    assert not agree(1, True)
    assert not agree("#N/A", None)
    assert not agree([[1, 2]], [[1], [2]])
    assert not agree(0, float("nan"))


@settings(max_examples=400, deadline=None)
@given(NAMES, st.lists(ARGUMENTS, max_size=8))
def test_no_argument_makes_a_function_raise(name, arguments):
    cells = evaluate(name, arguments)
    assert len({len(row) for row in cells}) == 1
    assert all(type(cell) in {float, int, str} for row in cells for cell in row)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([case for case in ALL if case.scalar]))
def test_a_range_is_its_cells_one_by_one(data, case):
    """A column in place of one argument gives the column of the answers; tables are whole and stay as they are."""
    function = BY_NAME[case.function]
    places = [place for place in range(len(case.arguments)) if place not in function.tables]
    place = data.draw(st.sampled_from(places))
    others = [each.arguments[place] for each in ALL if each.function == case.function and len(each.arguments) > place]
    column = [cell for cell in others if not isinstance(cell, list)][:12]

    def arguments(changed):
        given_cells = [each_cell(argument, classic_cell) for argument in case.arguments]
        return [*given_cells[:place], changed, *given_cells[place + 1 :]]

    cells = [classic_cell(cell) for cell in column]
    single = [scalar(evaluate(case.function, arguments(cell))) for cell in cells]
    assert evaluate(case.function, arguments([[cell] for cell in cells])) == [[cell] for cell in single]
    assert evaluate(case.function, arguments([cells])) == [single]


@settings(max_examples=300, deadline=None)
@given(
    st.floats(-1e12, 1e12) | st.decimals(-(10**12), 10**12, places=4),
    st.sampled_from(sorted(function_rules.UNITS)),
    st.sampled_from(["Mexico", "Spain"]),
    st.sampled_from(["sourced", "assisted"]),
    st.sampled_from(function_rules.EDGES),
)
def test_points_are_exact_whatever_the_amount(amount, currency, market, source, on):
    exact = function_rules.points(
        str(Fraction(repr(amount) if isinstance(amount, float) else amount)), market, currency, source, on
    )
    assert evaluate("POINTS_SOLD", [amount, market, currency, source, on]) == [[function_rules.shown(exact)]]


def test_a_half_goes_up_where_floats_would_not_know():
    """Amounts whose points lie exactly between two last digits, or so near that a float cannot tell."""
    for amount, currency in (("0.00000001", "USD"), ("123.45678907", "USD"), ("0.000000154", "AUD"), ("8.8e-8", "EUR")):
        for nudge in ("0", "1e-20", "-1e-20"):
            given_amount = Decimal(amount) + Decimal(nudge)
            exact = function_rules.points(str(Fraction(given_amount)), "Spain", currency)
            assert evaluate("POINTS_SOLD", [given_amount, "Spain", currency]) == [[function_rules.shown(exact)]]


def test_tables_of_what_cannot_be_do_no_harm():
    for cell in (Decimal("sNaN"), Decimal("NaN"), float("inf"), "abc", True, Hostile(), [1], b""):
        assert evaluate("RENEWAL_STATUS", [46000, 46000, [[cell]]])[0][0] in ERRORS
        bad = [[date(2026, 1, 15), "Gold", cell, 85, None]]
        assert evaluate("TIER", [330, 90, 0, [*function_rules.TIERS[:12], *bad, *function_rules.TIERS[13:]]]) == [
            ["#N/A"]
        ]


def test_true_is_not_one_though_they_are_equal():
    assert evaluate("POINTS_MANAGED", [1000, "Spain", "USD", 1]) == [[5.0]]
    assert evaluate("POINTS_MANAGED", [1000, "Spain", "USD", True]) == [["#VALUE!"]]
    assert evaluate("POINTS_MANAGED", [1000, "Spain", "USD", 1]) == [[5.0]]


def test_blanks_are_one_thing_however_a_host_hands_them_over():
    for blank in (None, "", " ", 0, 0.0, Decimal(0)):
        assert evaluate("POINTS_SOLD", [blank, blank, blank]) == [[0.0]]
        assert evaluate("POINTS_TOTAL", [1000, "Mexico", "USD", blank, blank, blank, blank]) == [[100.0]]
        assert evaluate("RENEWAL_STATUS", [date(2026, 12, 1), date(2026, 11, 1), blank]) == [["Within 30 days"]]


def test_the_wrong_number_of_arguments_is_an_error_and_no_exception():
    for function in FUNCTIONS:
        assert evaluate(function.name, [1] * (function.required - 1)) == [["#VALUE!"]]
        assert evaluate(function.name, [1] * (len(function.parameters) + 1)) == [["#VALUE!"]]


def test_the_examples_give_what_they_say():
    cells = {"Tiers": function_rules.TIERS}
    for function in FUNCTIONS:
        if "A2" in function.example or "DATE" in function.example:
            continue
        arguments = function.example.partition("(")[2].rstrip(")").split(",")
        found = evaluate(function.name, [cells.get(text) or literal(text) for text in arguments])
        assert agree(function.gives, found), function.example
    assert evaluate("POINTS_ACTIVE", [100, date(2026, 1, 31), date(2026, 12, 31)]) == [[100.0]]


def literal(text):
    return text.strip('"') if text.startswith('"') else text == "TRUE" or float(text)


def test_help_fits_the_function_wizard():
    for function in FUNCTIONS:
        assert len(function.description) <= 255
        assert function.name in function.example
        assert all(len(parameter.help) <= 255 for parameter in function.parameters)


TIERS_ES = [[46037, "Oro", 500, 250, None], [46037, "Platino", 1500, 1000, None],
            [46037, "Diamante", 3000, 1800, None], [46037, "Elite", 9000, 5000, None]]  # fmt: skip


def test_the_words_of_a_book_in_spanish_or_portuguese_are_read() -> None:
    sold = [[evaluate("POINTS_SOLD", [880, "Spain", "EUR", word, "2026-02-01"])] for word in ("Sourced", "Assisted")]
    for word, english in (("Originado", 0), ("originado", 0), ("Asistido", 1), ("Assistido", 1), ("De origem", 0)):
        assert [evaluate("POINTS_SOLD", [880, "Spain", "EUR", word, "2026-02-01"])] == sold[english]
    assert sold[0] != sold[1]
    assert evaluate("POINTS_TO_TIER", [2000, 1500, 500, "Diamante", TIERS_ES]) == [[1000.0]]
    market = [100, "EUR", "USD", "", "2026-10-01"]
    assert evaluate("CONVERT_CURRENCY", [*market, "Mercado"]) == evaluate("CONVERT_CURRENCY", [*market, "market"])
    assert evaluate("CONVERT_CURRENCY", [*market, "Puntos"]) == evaluate("CONVERT_CURRENCY", [*market, "program"])
    assert evaluate("POINTS_SOLD", [880, "Spain", "EUR", "quizás", "2026-02-01"]) == [["#VALUE!"]]
