"""What an edition says of how a figure is read is what is computed: another reading gives another figure."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from partnerbook.codes import NO_TIER, Decision
from partnerbook.errors import BadProgramData
from partnerbook.figures.reviews import monthly_checks
from partnerbook.points.ledger import ledger
from partnerbook.points.terms import managed_terms
from partnerbook.program import edition, program_text
from partnerbook.records import Book, Client, Deal, Settings

Change = Callable[[str, str], None]
DEALS = tuple(
    Deal(name, "Acme", "CRM", kind, "sourced", closed, Decimal(mrr), "USD")
    for name, kind, closed, mrr in (
        ("first", "new", date(2025, 8, 1), 100), ("second", "upsell", date(2025, 9, 1), 100),
        ("loss", "downgrade", date(2025, 10, 1), 50),
    )
)  # fmt: skip


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Puts another text into every edition that the program reads."""

    def changed(old: str, new: str) -> None:
        def text(name: str) -> str:
            found = program_text(name)
            assert old in found
            return found.replace(old, new)

        monkeypatch.setattr(edition, "program_text", text)
        edition.editions.cache_clear()

    yield changed
    edition.editions.cache_clear()


def until_of_the_loss() -> date | None:
    [loss] = [entry for entry in ledger(Book(clients=(Client("Acme", "ES"),), deals=DEALS)).entries if entry.points < 0]
    return loss.until


def test_a_loss_takes_from_the_sale_that_the_edition_says(change: Change) -> None:
    assert until_of_the_loss() == date(2026, 9, 1)
    change('reductions = { value = "newest"', 'reductions = { value = "oldest"')
    assert until_of_the_loss() == date(2026, 8, 1)


def test_managed_points_are_shared_among_whom_the_edition_says(change: Change) -> None:
    assert managed_terms("ES", "USD", date(2026, 2, 1), 3).points(Decimal(400)) == 1
    change('split = { value = "others plus one"', 'split = { value = "nobody"')
    assert managed_terms("ES", "USD", date(2026, 2, 1), 3).points(Decimal(400)) == 4


@pytest.mark.parametrize(("tier", "left"), [("Gold", NO_TIER), ("Platinum", "Gold"), ("Elite", "Diamond")])
def test_a_lapsed_certification_leaves_what_the_edition_says(tier: str, left: str, change: Change) -> None:
    settings = Settings(
        credited_tier=tier, credited_since=date(2025, 2, 1), certification_until=date(2025, 12, 31),
        credited_read_on=date(2025, 12, 20),
    )  # fmt: skip

    def decided() -> tuple[Decision | None, str | None]:
        check = monthly_checks(Book(settings), [], date(2026, 1, 15))[-1]
        return check.decision, check.credited

    assert decided() == (Decision.UNCERTIFIED, NO_TIER)
    change('lapsed_certification = { value = "no tier"', 'lapsed_certification = { value = "the tier below"')
    assert decided() == (Decision.UNCERTIFIED, left)


def test_a_definition_of_retention_that_nothing_computes_is_refused(change: Change) -> None:
    change("(MRR at end / MRR at start) ^ 12", "MRR at end / MRR at start")
    with pytest.raises(BadProgramData, match=r"retention\.revenue is .* it must be"):
        edition.editions()
