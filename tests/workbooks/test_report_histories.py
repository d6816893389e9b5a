"""The report of whole histories: its formulas decide as the core does where conditions are unmet or unknown."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.engines import (
    compare,
    compare_in_libreoffice,
    ironcalc_moved,
    ironcalc_values,
    of_one_day,
    same,
    written_values,
)
from support.histories import CASES, book_of, that

from partnerbook.records import Book, Client, Deal, Subscription
from partnerbook.workbooks.report import write_report

NAMES = sorted(
    name
    for name, case in CASES.items()
    if "people" in case or "invitation" in case or "thresholds" in case or not case["credited"]["since"]
)


def filled(name: str) -> Book:
    """The book of a history, with what has expired long ago: no table of the report has but one row."""
    book = book_of(CASES[name])
    old = [Deal("", "Old", line, "new", "sourced", date(2016, 1, 1), Decimal(1), "USD") for line in ("Sales", "CMS")]
    paid = Subscription("Old", "CRM", Decimal(1), "USD", date(2022, 1, 1), date(2022, 4, 1))
    clients, subscriptions = (*book.clients, Client("Old", "US")), (*book.subscriptions, paid)
    return book._replace(clients=clients, deals=(*book.deals, *old), subscriptions=subscriptions)


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_comes_to_what_is_written(name: str, tmp_path: Path) -> None:
    write_report(filled(name), tmp_path / "report.xlsx", that(CASES[name]["day"]))
    assert compare(tmp_path / "report.xlsx", ironcalc_values) == []


@pytest.mark.libreoffice
def test_they_do_in_libreoffice_too(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in ("elite_out_by_retention", "the_unseen_rise_runs_out")]
    for path in paths:
        write_report(filled(path.stem), path, that(CASES[path.stem]["day"]))
    assert compare_in_libreoffice(paths) == {}


ELITE, RETENTION = "elite_with_just_100_people", "elite_kept_when_the_bad_month_leaves_the_year"


@pytest.mark.parametrize(
    ("name", "change", "settings"),
    [
        (ELITE, {"CertifiedPeople": 99}, {"certified_people": 99}),
        (ELITE, {"EliteInvited": "No"}, {"elite_invitation": False}),
        (RETENTION, {"AsOf": date(2024, 3, 20)}, {}),
        (RETENTION, {"CertifiedUntil": date(2024, 6, 30)}, {"certification_until": date(2024, 6, 30)}),
    ],
)
def test_what_elite_asks_for_can_be_changed_in_the_file(
    name: str, change: Mapping[str, object], settings: Mapping[str, object], tmp_path: Path
) -> None:
    book, day = filled(name), that(CASES[name]["day"])
    write_report(book, tmp_path / "report.xlsx", day, "Elite")
    found = ironcalc_moved(tmp_path / "report.xlsx", dict(change))
    changed = book._replace(settings=book.settings._replace(**dict(settings)))
    moved_to = change.get("AsOf", day)
    assert isinstance(moved_to, date)
    write_report(changed, tmp_path / "fresh.xlsx", moved_to, "Elite")
    expected = {place: written.value for place, written in written_values(tmp_path / "fresh.xlsx").items()}
    kept = of_one_day(tmp_path / "report.xlsx")
    both = expected.keys() & written_values(tmp_path / "report.xlsx").keys()
    shared = {place for place in both if not kept(place)}
    differing = {place: (expected[place], found[place]) for place in shared if not same(expected[place], found[place])}
    assert differing == {}
