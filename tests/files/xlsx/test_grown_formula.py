"""Which references grow with a table, and which end above its new rows: every kind of reference, in every place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.files.xlsx.areas import Area
from partnerbook.files.xlsx.grown_formula import Grown, Growth, Spot, grown_formula, moved
from partnerbook.files.xlsx.references import Known

NOTHING = Known({}, {})
TABLE = Growth("clients", Area(0, 0, 2, 4), 2, 3, by_itself=True)  # A1:E3, and a row more
ONE = Growth("clients", Area(0, 0, 1, 4), 1, 2, by_itself=True)  # of one row
EMPTY = Growth("clients", Area(0, 0, 0, 4), 0, 2, by_itself=False)  # headings alone


ALIKE = ("{0}{2}:{1}{3}", "${0}${2}:${1}${3}", "{0}${2}:${1}${3}")
ANCHORS = st.sampled_from([*ALIKE, "{0}${2}:{1}{3}", "{0}{2}:{1}${3}"])
COLUMNS = st.sampled_from(["CC", "BC", "AE", "CD", "CG", "FG"])


@settings(max_examples=300, deadline=None)
@given(
    data=st.data(),
    by_itself=st.booleans(),
    last=st.integers(1, 5),
    room=st.integers(0, 2),
    new=st.integers(1, 4),
    anchors=ANCHORS,
    columns=COLUMNS,
)
def test_a_reference_has_all_rows_or_is_told_or_had_not_all_before(
    data: st.DataObject, by_itself: bool, last: int, room: int, new: int, anchors: str, columns: str
) -> None:
    """Of A1:E..., headings in its first row, filled down to row `last` + 1, with empty rows at the end of it."""
    bottom, now = last + room, last + new
    growth = Growth("clients", Area(0, 0, bottom, 4), last, now, by_itself and now > bottom)
    top = data.draw(st.sampled_from([1, 2]) | st.integers(1, last + 2))
    end = max(top, data.draw(st.sampled_from([bottom + 1, last + 1, now]) | st.integers(1, now + 3)))
    written = anchors.format(columns[0], columns[1], top, end)
    grown = grown_formula(f"SUM(Clients!{written})+1", Spot("Mine", 3), [growth], Known({}, {}))
    concerned = columns != "FG"
    leaves_out = concerned and top <= last + 1 < end + 1 and end <= now
    inside = columns in ("CC", "BC", "AE", "CD")
    whole = growth.by_itself and end == bottom + 1 and top in (1, 2) and inside and (top < end or columns == "CC")
    assert bool(grown.text) == (whole and anchors in ALIKE)
    if grown.text:
        assert growth.by_itself
        assert (end, top) in ((bottom + 1, 1), (bottom + 1, 2))
        assert grown.text == f"SUM(Clients!{anchors.format(columns[0], columns[1], top, now + 1)})+1"
        assert not grown.short
    elif leaves_out and (top < end or top == 2):
        assert grown.short == ((f"Clients!{written}", now + 1),)
    elif not leaves_out:
        assert grown == Grown()


@pytest.mark.parametrize(
    ("formula", "spot", "grown"),
    [
        ("SUM(Clients!C2:C2)", Spot("Mine", 1), "SUM(Clients!C2:C3)"),
        ("Clients!C2", Spot("Mine", 1), ""),
        ("SUM(Clients!C2:D2)", Spot("Mine", 1), ""),
        ("Clients!$C$2", Spot("Mine", listed=True), "Clients!$C$2:$C$3"),
        ("Clients!$C$1:$C$2", Spot("Mine", listed=True), "Clients!$C$1:$C$3"),
        ("Clients!$C$1", Spot("Mine", listed=True), ""),
    ],
)
def test_a_table_of_one_row_grows_too(formula: str, spot: Spot, grown: str) -> None:
    assert grown_formula(formula, spot, [ONE], NOTHING).text == grown


def test_of_an_empty_list_the_headings_are_no_rows() -> None:
    told = [
        grown_formula(text, Spot("Mine", 1), [EMPTY], NOTHING).short for text in ("SUM(Clients!A1:E1)", "Clients!C2:C2")
    ]
    assert told == [(), (("Clients!C2:C2", 3),)]


@pytest.mark.parametrize("formula", ["SUM(C$2:C3)", "SUM($C$2:$C3)", "C3/C2", "SUM(A3:B3)", "SUM(C$2:C3)/E3"])
def test_what_runs_down_with_the_rows_ends_with_its_own(formula: str) -> None:
    assert grown_formula(formula, Spot("Clients", 2), [TABLE], NOTHING) == Grown()


def test_ranges_of_one_height_keep_one() -> None:
    other = Growth("deals", Area(0, 0, 2, 4), 2, 4, by_itself=True)
    formula = "SUMPRODUCT(Clients!C2:C3,{})"
    for against, text in (
        ("Clients!D2:D3", "SUMPRODUCT(Clients!C2:C4,Clients!D2:D4)"), ("Deals!D2:D3", ""), ("Mine!A2:A3", ""),
        ("Mine!A2:A9", "SUMPRODUCT(Clients!C2:C4,Mine!A2:A9)"), ("Fixed", ""),
        ("Growing", "SUMPRODUCT(Clients!C2:C4,Growing)"), ("Mine!A3", "SUMPRODUCT(Clients!C2:C4,Mine!A3)"),
    ):  # fmt: skip
        known = Known({}, {"fixed": "Mine!$A$5:$A$6", "growing": "Clients!$D$2:$D$3"})
        found = grown_formula(formula.format(against), Spot("Mine", 1), [TABLE, other], known)
        assert found.text == text
        assert bool(found.short) == (not text)


@given(st.text(st.sampled_from("ABC$123:!'\"()[]#+, Clients"), max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    found = grown_formula(text, Spot("Clients", 2), [TABLE, ONE], NOTHING)
    if found.text:
        assert found.longer
    assert moved(text, 0, 0) == text
    moved(text, 3, 2)
