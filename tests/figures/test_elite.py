"""What Elite asks for beyond points: each side of each figure, under editions that state it and that do not."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.retention import YearlyAverages
from partnerbook.figures.tiers import elite_conditions
from partnerbook.program.edition import edition_on
from partnerbook.records import Settings

# HubSpot's tier page: C$R above 85 %, customer retention of 85 % or more, and 100 certifications in 2022.
IN_2022, IN_2026 = edition_on(date(2022, 8, 1)), edition_on(date(2026, 2, 1))
NOTHING = YearlyAverages(None, None, None)
SHARE = Decimal("0.85")


def averages(dollar: str | None = None, gross: str | None = None) -> YearlyAverages:
    """Averages with a revenue retention that no edition asks for."""
    known = (None if text is None else Decimal(text) for text in (dollar, gross, "0.01"))
    return YearlyAverages(*known)


def test_in_order_with_what_is_needed_and_what_there_is() -> None:
    own = Settings(elite_invitation=True, certified_people=120)
    rows = elite_conditions(IN_2022, own, averages("0.9", "0.1"))
    assert [(row.measure, row.need, row.have, row.met) for row in rows] == [
        ("invitation", True, True, True),
        ("C$R", SHARE, Decimal("0.9"), True),
        ("customer retention", SHARE, None, None),
        ("certifications", 100, 120, True),
    ]


def test_gross_retention_takes_the_place_of_cr_in_2026() -> None:
    found = elite_conditions(IN_2026, Settings(), averages("0.1", "0.97"))[1]
    assert (found.measure, found.have) == ("GRR", Decimal("0.97"))


@pytest.mark.parametrize("invited", [True, False])
def test_what_is_unknown_holds_nothing_back(invited: bool) -> None:
    rows = elite_conditions(IN_2022, Settings(elite_invitation=invited), NOTHING)
    assert [row.decides for row in rows] == [True, False, False, False]
    assert (rows[0].need, rows[0].have, rows[0].met) == (True, invited, invited)


@pytest.mark.parametrize(
    ("kept", "met"), [("0.850001", True), ("0.85", False), ("0.849999", False), ("0", False), (None, None)]
)
def test_retention_must_be_above_the_figure(kept: str | None, met: bool | None) -> None:
    assert elite_conditions(IN_2022, Settings(), averages(kept))[1].met is met


@pytest.mark.parametrize(("people", "met"), [(0, False), (99, False), (100, True), (101, True), (None, None)])
def test_as_many_certifications_as_asked_are_enough(people: int | None, met: bool | None) -> None:
    found = elite_conditions(IN_2022, Settings(certified_people=people), NOTHING)[3]
    assert (found.have, found.met) == (people, met)


def test_a_figure_that_no_public_copy_gives_is_unknown_whatever_there_is() -> None:
    nothing_public = IN_2022.elite._replace(retention_above=None, customer_retention=None, certifications=None)
    edition = IN_2022._replace(elite=nothing_public)
    rows = elite_conditions(edition, Settings(certified_people=500), averages("0.99"))
    assert [(row.need, row.have, row.met) for row in rows[1:]] == [
        (None, Decimal("0.99"), None),
        (None, None, None),
        (None, 500, None),
    ]


def test_an_edition_without_an_invitation_needs_none() -> None:
    edition = IN_2022._replace(elite=IN_2022.elite._replace(invitation=False))
    assert elite_conditions(edition, Settings(elite_invitation=True), NOTHING)[0].need is False
