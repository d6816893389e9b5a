"""What the lines of a tier's standing say beside its points."""

from datetime import date

import pytest

from partnerbook import Overview, overview, sample_book
from partnerbook.command.lines import tier_lines


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
