"""Days as people write them after `partnerbook`."""

from datetime import date

import pytest
from support.command import AS_OF

from partnerbook.command.arguments import day


@pytest.mark.parametrize(
    ("written", "read"),
    [("31/10/2026", AS_OF), ("10/31/2026", AS_OF), ("31 de octubre de 2026", AS_OF), ("2026-10-31", AS_OF)],
)
def test_days_are_read_as_people_write_them(written: str, read: date) -> None:
    assert day(written) == read
