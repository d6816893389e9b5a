"""Calendar files: what a calendar reads in them, and what their lines are allowed to be."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from partnerbook.files.ics import IcsDay, ics_bytes, stable_uid

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=120)
DAYS = st.builds(
    IcsDay,
    st.text("0123456789abcdef", min_size=8, max_size=8),
    st.dates(date(1999, 1, 1), date(2100, 12, 31)),
    TEXTS,
    TEXTS,
    st.sampled_from(["", "https://x.example/ä?a=1&b=2"]),
    st.lists(st.integers(1, 400), max_size=3).map(tuple),
)


@given(st.lists(DAYS, max_size=4), TEXTS)
def test_a_calendar_reads_what_was_written(days: list[IcsDay], name: str) -> None:
    data = ics_bytes(name, days, date(2026, 10, 31), "pt")
    calendar = Calendar.from_ical(data)
    assert str(calendar["x-wr-calname"]) == name
    read = [
        IcsDay(
            str(event["uid"]),
            event["dtstart"].dt,
            str(event["summary"]),
            str(event.get("description", "")),
            str(event.get("url", "")),
            tuple(-alarm["trigger"].dt.days for alarm in event.walk("VALARM")),
        )
        for event in calendar.walk("VEVENT")
    ]
    assert read == days
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in calendar.walk("VEVENT"))


@given(st.lists(DAYS, max_size=3))
def test_its_lines_are_as_the_standard_has_them(days: list[IcsDay]) -> None:
    data = ics_bytes("Acme", days, date(2026, 10, 31))
    assert data == ics_bytes("Acme", days, date(2026, 10, 31))
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75  # RFC 5545, 3.1
    assert b"\n" not in b"".join(lines)


def test_a_name_tells_nothing_and_stays() -> None:
    # Another name would be a second entry in everybody's calendar.
    assert stable_uid("renewal", "Acme") == "760d94faff7e52c3bf9568ddb5922cac@partnerbook"
    assert "Acme" not in stable_uid("renewal", "Acme")
    assert stable_uid("ab", "c") != stable_uid("a", "bc")


def test_a_name_of_two_lines_is_one_line() -> None:
    text = ics_bytes("Acme\nBEGIN:VEVENT\r\nIberia", (), date(2026, 10, 31)).decode()
    assert "X-WR-CALNAME:Acme BEGIN:VEVENT Iberia\r\n" in text
