"""What the lines of a tier's standing say beside its points."""

from datetime import date

import pytest

from partnerbook import Overview, overview, sample_book
from partnerbook.command.lines import tier_lines
from partnerbook.command.table import Table
from partnerbook.records import Settings


def asked(known: Overview) -> list[str]:
    return [line for line in tier_lines(known) if isinstance(line, str) and line.startswith("Also needed: ")]


@pytest.mark.parametrize(
    ("until", "goal", "words"),
    [
        (date(2026, 10, 31), "Diamond", []),
        (None, "Diamond", []),
        (date(2026, 10, 30), "Diamond", ["certification (the one entered ended on 2026-10-30)"]),
        (date(2026, 10, 30), "Elite", ["ended on 2026-10-30", "invitation"]),
        (date(2027, 1, 1), "Elite", ["invitation"]),
    ],
)
def test_what_holds_a_tier_back_beside_points_is_said(until: date | None, goal: str, words: list[str]) -> None:
    book = sample_book(8)
    own = book._replace(settings=book.settings._replace(certification_until=until))
    found = asked(overview(own, date(2026, 10, 31), goal))
    assert len(found) == bool(words)
    assert [word for word in words if word not in "".join(found)] == []


def test_managing_that_lapses_soon_is_said_with_its_points() -> None:
    book = sample_book(8)
    day = date(2026, 10, 31)
    gives = {name for name, points in overview(book, day).points_by_client.items() if points.managed > 0}
    worked = [client._replace(last_active_on=day, managed_until=None) for client in book.clients]
    first = next(at for at, client in enumerate(worked) if client.client in gives)

    def said(until: date | None) -> list[str]:
        clients = [
            *worked[:first],
            worked[first]._replace(last_active_on=None, managed_until=until),
            *worked[first + 1 :],
        ]
        known = overview(book._replace(clients=tuple(clients)), day)
        return [line for line in tier_lines(known) if isinstance(line, str) and "lapsed" in line]

    assert said(None) == said(date(2026, 11, 16)) == []
    for until, words in ((date(2026, 11, 15), "lapses on 2026-11-15"), (date(2026, 10, 30), "lapsed on 2026-10-30")):
        [line] = said(until)
        assert line.startswith("Managing that has lapsed, or does within 15 days: 1 client, ")
        assert f"{worked[first].client}, {words})" in line


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            Settings(credited_tier="Gold", credited_read_on=date(2062, 1, 20)),
            "it was read on 2062-01-20, after this day",
        ),
        (Settings(credited_tier="Gold", credited_since=date(2026, 11, 1)), "it was read on 2026-11-01, after this day"),
        (Settings(credited_tier="Gold"), "enter it on the Settings sheet"),
        (Settings(), "enter it on the Settings sheet"),
    ],
)
def test_why_the_credited_tier_is_not_known_is_said(settings: Settings, words: str) -> None:
    known = overview(sample_book(8)._replace(settings=settings), date(2026, 10, 31))
    [tiers] = [line for line in tier_lines(known) if isinstance(line, Table) and line.rows[0][0] == "Credited tier"]
    assert tiers.rows[0][1] == f"unknown: {words}"
