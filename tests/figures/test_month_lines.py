"""Month by month: each line against the entries looked at one day at a time, and a small history worked out by hand."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from operator import attrgetter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnerbook.exact import figure, quotient
from partnerbook.figures.months import Expiry, MonthLine, expiries, month_lines
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Changes, Standing
from partnerbook.points.moves import Entries
from partnerbook.points.terms import sold_terms

TERMS = sold_terms("US", "USD", date(2024, 3, 1))
DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def entry(track: str, source: str, points: Decimal, start: date, until: date | None) -> Entry:
    kind = "managed" if track == "managed" else "new" if points >= 0 else "downgrade"
    return Entry("Acme", "Sales", track, kind, source, points, points, start, until, TERMS)


def sold(points: str, start: str, until: str, source: str = "sourced") -> Entry:
    return entry("sold", source, Decimal(points), day(start), day(until))


def managed(points: str, start: str, until: str = "") -> Entry:
    return entry("managed", "", Decimal(points), day(start), day(until) if until else None)


def whole_months(as_of: date, offsets: Iterable[int]) -> list[tuple[date, date]]:
    """The first and last day of the months that lie so far from the day's own, counted one by one."""
    found = []
    for offset in offsets:
        year, month = as_of.year, as_of.month
        for _ in range(abs(offset)):
            month += 1 if offset > 0 else -1
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1) if month == 13 else (year, month)
        found.append((date(year, month, 1), date(year, month, monthrange(year, month)[1])))
    return found


HISTORY = [
    sold("100", "2025-10-05", "2026-10-05"),
    sold("-40", "2026-02-10", "2026-10-05"),
    sold("30", "2026-02-28", "2027-02-28", "assisted"),
    managed("7", "2026-01-01", "2026-02-15"),
    managed("9", "2026-02-15"),
]


def test_a_history_by_hand() -> None:
    lines = month_lines(HISTORY, day("2026-02-20"))
    assert len(lines) == 24
    assert [line.day.isoformat() for line in (*lines[:2], *lines[-3:])] == [
        *("2024-03-31", "2024-04-30", "2025-12-31", "2026-01-31", "2026-02-20")
    ]
    assert lines[0] == MonthLine(day("2024-03-31"), Standing(), {"sold": Changes(), "managed": Changes()})
    new = MonthLine(
        day("2025-10-31"),
        Standing(Decimal(100)),
        {"sold": Changes(Decimal(0), Decimal(100), Decimal(0)), "managed": Changes()},
    )
    assert lines[-5] == new
    assert lines[-2].points == Standing(Decimal(100), Decimal(0), Decimal(7))
    # The sale of the 28th is yet to come; of the 40 lost one is told, and of the 7 managed ones that became 9.
    assert lines[-1].points == Standing(Decimal(60), Decimal(0), Decimal(9))
    assert lines[-1].changes == {
        "sold": Changes(Decimal(100), Decimal(0), Decimal(40)),
        "managed": Changes(Decimal(7), Decimal(9), Decimal(7)),
    }


def test_what_is_known_to_end_by_hand() -> None:
    rows = expiries(HISTORY, day("2026-02-10"))
    assert len(rows) == 13
    assert (rows[0].until, rows[-1].until) == (day("2026-02-28"), day("2027-02-28"))
    # Until the end of February 7 managed points end; 9 that are not there yet start, and an assisted sale too.
    assert rows[0] == Expiry(day("2026-02-28"), Decimal(0), Decimal(7), Standing(Decimal(60), Decimal(30), Decimal(9)))
    assert rows[8] == Expiry(day("2026-10-31"), Decimal(60), Decimal(0), Standing(Decimal(0), Decimal(30), Decimal(9)))
    # What starts after the day is no part of what is known to end.
    assert rows[12] == Expiry(day("2027-02-28"), Decimal(0), Decimal(0), Standing(Decimal(0), Decimal(0), Decimal(9)))


@pytest.mark.parametrize(
    ("as_of", "points"),
    [("2026-10-01", 60), ("2026-10-04", 60), ("2026-10-05", 0), ("2025-10-31", 100), ("2025-10-05", 100)],
)
def test_an_end_is_in_its_month_until_its_day_is_there(as_of: str, points: int) -> None:
    """Also the sale of the day itself; a loss that is yet to come is not known of."""
    [october] = [row for row in expiries(HISTORY, day(as_of)) if row.until == day("2026-10-31")]
    assert october.sold == points


def test_a_sale_that_is_yet_to_come_is_not_known_of() -> None:
    assert {row.sold for row in expiries(HISTORY, day("2025-10-04"))} == {0}


def test_an_end_beyond_the_twelve_months_is_not_told() -> None:
    rows = expiries(
        [sold("5", "2026-02-28", "2027-03-01"), managed("3", "2026-01-01", "2027-02-28")], day("2026-02-28")
    )
    assert [row.sold for row in rows] == [0] * 13
    assert [row.managed for row in rows] == [0] * 12 + [3]
    assert [row.left.total for row in rows] == [8] * 12 + [5]


def test_three_thirds_of_a_point_end_as_one() -> None:
    third = quotient(Decimal(1), Decimal(3))
    rows = expiries([entry("sold", "sourced", third, day("2026-01-01"), day("2026-03-01"))] * 3, day("2026-02-01"))
    assert (figure(rows[0].left.total), figure(rows[1].sold), rows[1].left.total) == (1, 1, 0)


DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31)) | st.sampled_from(
    [day("2024-02-29"), day("2025-01-31"), day("2025-02-28"), day("2025-12-31"), day("2026-01-01")]
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    start = draw(DAYS)
    points = Decimal(draw(st.integers(-300, 900).filter(bool))) / 8
    length = draw(st.none() | st.integers(1, 800))
    track = draw(st.sampled_from(["sold", "managed"]))
    source = draw(st.sampled_from(["sourced", "assisted"])) if track == "sold" else ""
    return entry(track, source, points, start, None if length is None else start + length * DAY)


def is_there(row: Entry, on: date) -> bool:
    return row.start <= on and (row.until is None or on < row.until)


def on_day(rows: list[Entry], on: date, *kinds: str) -> Fraction:
    return sum((Fraction(row.points) for row in rows if is_there(row, on) and {row.track, row.source} & {*kinds}),
               Fraction(0))  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(entries(), max_size=8), DAYS)
@example(HISTORY, day("2026-02-28"))
@example(HISTORY, day("2026-03-01"))
def test_each_month_is_what_its_days_say(rows: list[Entry], as_of: date) -> None:
    spans = whole_months(as_of, range(-23, 1))
    spans[-1] = (spans[-1][0], as_of)
    lines = month_lines(rows, as_of)
    assert [line.day for line in lines] == [last for _, last in spans]
    for line, (first, last) in zip(lines, spans, strict=True):
        kinds = ("sourced", "assisted", "managed")
        assert line.points == tuple(on_day(rows, last, kind) for kind in kinds)
        for track in ("sold", "managed"):
            mine = [row for row in rows if row.track == track]
            starting = [row.points for row in mine if first <= row.start <= last]
            ending = [row.points for row in mine if row.until is not None and first <= row.until <= last]
            assert line.changes[track] == (
                on_day(rows, first - DAY, track),
                sum(points for points in starting if points > 0),
                sum(ending) - sum(points for points in starting if points < 0),
            )


@settings(deadline=None, max_examples=60)
@given(st.lists(entries(), max_size=8), DAYS.filter(lambda on: (on.month, on.day) != (2, 29)))
@example(HISTORY, day("2026-02-28"))
def test_what_is_known_to_end_is_what_goes_day_by_day(rows: list[Entry], as_of: date) -> None:
    spans = whole_months(as_of, range(13))
    found = expiries(rows, as_of)
    assert expiries(Entries(sorted(rows, key=attrgetter("start"))), as_of) == found
    assert [row.until for row in found] == [last for _, last in spans]
    known = [row for row in rows if is_there(row, as_of)]
    for row, (first, last) in zip(found, spans, strict=True):
        before = max(as_of, first - DAY)
        for track in ("sold", "managed"):
            assert getattr(row, track) == on_day(known, before, track) - on_day(known, last, track)
        assert row.left.total == on_day(rows, last, "sold", "managed")


def test_no_entries_are_months_without_points() -> None:
    assert {line.points for line in month_lines([], day("2026-02-28"))} == {Standing()}
    assert {row[1:] for row in expiries([], day("2026-02-28"))} == {(0, 0, Standing())}


def test_the_callers_decimal_context_does_not_matter() -> None:
    rows = [sold("1234567.125", "2026-01-01", "2026-03-01"), managed("0.000001", "2026-01-01", "2026-04-01")]
    expected = month_lines(rows, day("2026-02-10"))
    with localcontext(prec=4, rounding=ROUND_DOWN):
        assert month_lines(rows, day("2026-02-10")) == expected
