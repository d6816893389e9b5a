"""A formula in pieces: every character is in one, names are told apart, and no text takes long."""

import time
from random import Random

import pytest
from openpyxl.formula.translate import Translator

from partnerbook.files.xlsx.areas import Area
from partnerbook.files.xlsx.formulas_below import moved_down
from partnerbook.files.xlsx.references import Known, NamedTable, references
from partnerbook.files.xlsx.tokens import CELLS, ROWS, table_part, tokens

CASES = [
    ('"A1"&"say ""B2"""&C3', [("cells", "C3")]),
    ("'My ''own'' [2026]'!A1+'a \"b'!B2", [("cells", "My 'own' [2026]!A1"), ("cells", 'a "b!B2')]),
    ("[1]Sheet1!A1+'[2]My sheet'!$A:$B", [("cells", "[1]Sheet1!A1"), ("columns", "[2]My sheet!$A:$B")]),
    ("Jan:Dec!A1+SUM(2:3)", [("cells", "Jan:Dec!A1"), ("call", "SUM"), ("rows", "2:3")]),
    ("LOG10(A1)+1E5+A1E", [("call", "LOG10"), ("cells", "A1"), ("name", "A1E")]),
    ("SUM({1,2;3,4},{\"A1\",\"}\"})", [("call", "SUM")]),
    ("_xlfn.XLOOKUP(A1,Deals[MRR],#REF!)", [("call", "_xlfn.XLOOKUP"), ("cells", "A1"), ("name", "Deals[MRR]")]),
    ("Deals[['[a'] \"x]:[b]]*2", [("name", "Deals[['[a'] \"x]:[b]]")]),
    ("Deals[[#This Row],[a, b]]&Ñandú.1", [("name", "Deals[[#This Row],[a, b]]"), ("name", "Ñandú.1")]),
    ("A1#+@B2:B9%", [("cells", "A1"), ("cells", "B2:B9")]),
    ("Sheet1!A1:B2 Sheet1!B:C", [("cells", "Sheet1!A1:B2"), ("columns", "Sheet1!B:C")]),
    ("[1]!POINTS_SOLD(TRUE)", [("call", "[1]!POINTS_SOLD"), ("name", "TRUE")]),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "named"), CASES, ids=[formula for formula, _ in CASES])
def test_what_a_formula_names_is_told_apart(formula: str, named: list[tuple[str, str]]) -> None:
    found = [token for token in tokens(formula) if token.name]
    assert [(token.kind, "!".join(filter(None, (token.sheet, token.name + token.inside)))) for token in found] == named


def test_all_pieces_together_are_the_formula() -> None:
    rng = Random(7)  # noqa: S311 - nothing here is secret
    parts = [
        "A1",
        "$B$2",
        "Deals",
        "[",
        "]",
        "'",
        '"',
        "!",
        "#",
        "(",
        ")",
        ":",
        ",",
        "{",
        "}",
        " ",
        "\n",
        "é",
        "9",
        "@",
    ]
    for _ in range(5000):
        formula = "".join(rng.choices(parts, k=rng.randrange(1, 16)))
        assert "".join(token.written for token in tokens(formula)) == formula


@pytest.mark.parametrize("unit", ["'", '"', "a['[", "'a' ", "a.", "[", "a[[", "A1:", "{", "$", "a:b", "''!", "[a"])
def test_a_long_formula_takes_no_long_time(unit: str) -> None:
    begun = time.perf_counter()
    assert sum(len(token.written) for token in tokens(unit * 50_000)) == 50_000 * len(unit)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "formula",
    ["A1+$B2+C$3+$D$4", "SUM(A1:B2,'x''y'!C3:$D$9)", "5:5+$6:7", 'A:A&"A1"&Rate1', "Deals[A1]+LOG10(B7)"],
)
def test_a_formula_further_down_is_as_openpyxl_has_it(formula: str) -> None:
    moved = "".join(moved_down(token, 4) if token.kind in (CELLS, ROWS) else token.written for token in tokens(formula))
    assert f"={moved}" == Translator(f"={formula}", "Z9").translate_formula("Z13")


def test_a_formula_that_would_leave_the_sheet_has_an_error() -> None:
    assert [moved_down(token, 1) for token in tokens("A1048576")] == ["#REF!"]


def test_both_ends_of_a_range_with_two_sheets_move() -> None:  # openpyxl leaves the first where it is
    assert [moved_down(token, 4) for token in tokens("x!A1:x!A9") if token.kind] == ["x!A5", "x!A13"]


KNOWN = Known(
    {"deals": NamedTable("My deals", Area(4, 0, 9, 2), ["client", "[a] #x", "mrr"])},
    {"rate": "'L''s'!$B$2", "loop": "Loop"},
)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("Deals[['[a'] '#x]]", ["my deals!B5:B10"]),
        ("Deals[@[mrr]]", ["my deals!C8"]),
        ("Deals[[#This Row],[client]:[MRR]]", ["my deals!A8:C8"]),
        ("Deals[[#Headers],[mrr]]", ["my deals!C5:C10"]),  # too many, never too few
        ("Deals[gone]", ["my deals!A5:C10"]),
        ("Rate*2", ["l's!B2"]),
        ('"Deals[mrr]"&{"A1"}&\'a "q\'!A1', ['a "q!A1']),
        ("Jan:Dec!A1", ["!A1:XFD1048576"]),
        ("loop", ["!A1:XFD1048576"]),
        ("offset(A1,1,0)", ["!A1:XFD1048576", "s!A1"]),
    ],
)
def test_the_cells_that_a_formula_names(formula: str, found: list[str]) -> None:
    assert [f"{sheet}!{area}" for sheet, area in references(formula, "S", 7, KNOWN)] == found


def test_what_is_asked_for_of_a_table() -> None:
    assert table_part("[]") == table_part("") == (frozenset(), ())
    assert table_part("[@]").parts == table_part("[#This Row]").parts == {"#this row"}
    assert table_part("[MRR ]").columns == ("mrr ",)
