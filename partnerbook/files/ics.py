"""Calendar files (.ics), as every calendar reads them: days without a time, each with a name that stays its own."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple


class IcsDay(NamedTuple):
    """A whole day of a calendar; `uid` is what stays the same when it is written again, `alarms` are days before."""

    uid: str
    day: date
    title: str
    text: str = ""
    link: str = ""
    alarms: tuple[int, ...] = ()


def stable_uid(*parts: str) -> str:
    """The same name for the same parts, at any time and on any machine, which tells nothing of them.

    >>> stable_uid("renewal", "Acme") == stable_uid("renewal", "Acme") != stable_uid("renewal", "Acm", "e")
    True
    """
    return f"{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}@partnerbook"


def ics_bytes(name: str, days: Iterable[IcsDay], written_on: date, language: str = "en") -> bytes:
    """The file of a calendar; the same days give the same bytes on every run of a day (`written_on`)."""
    from icalendar import Alarm, Calendar, Event

    stamp = datetime.combine(written_on, time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//partnerbook//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    one_line = name.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
    calendar.add("x-wr-calname", one_line)  # a property of no standard is not escaped
    for day in days:
        event = Event()
        event.add("uid", day.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", day.day)
        event.add("dtend", day.day + timedelta(days=1))
        event.add("summary", day.title)
        event.add("transp", "TRANSPARENT")
        if day.text:
            event.add("description", day.text)
        if day.link:
            event.add("url", day.link)
        for before in day.alarms:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", day.title)
            alarm.add("trigger", timedelta(days=-before))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
