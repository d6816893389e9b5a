"""What a tier rests on and what is not known of it, on every surface: terminal, report and panel say the same."""

from datetime import date, datetime
from pathlib import Path

import pytest
from support.command import Run, shown_sheet
from support.panel_text import facts, sentences

from partnerbook.names import LANGUAGES
from partnerbook.panels import tier_progress

CASES = Path(__file__).parents[1] / "cases" / "tiers"


def tiles(path: Path) -> dict[object, object]:
    sheet = shown_sheet(path, "Dashboard")
    named = {sheet[f"{column}5"].value: sheet[f"{column}6"].value for column in "BDFHJL"}
    return named | {sheet[f"I{row}"].value: sheet[f"K{row}"].value for row in range(12, 17)}


def test_a_condition_that_is_known_not_to_hold_rules_elite_out_and_is_named(run: Run) -> None:
    book, day = CASES / "elite_known_not_met.xlsx", "2024-06-30"
    said = run("tier", book, "--as-of", day, "--goal", "Elite").out
    assert "Performing tier  Diamond" in said
    assert "Also needed: 100 certified people (the book has 10: 90 missing)" in said
    assert run("report", book, "-o", "report.xlsx", "--as-of", day, "--goal", "Elite").code == 0
    assert tiles(Path("report.xlsx"))["Performing tier"] == "Diamond"
    said = shown_sheet("report.xlsx", "Dashboard")["B15"].value
    assert said == "Its points are reached, but not all else that it asks for: see the sheet Program."
    account = shown_sheet("report.xlsx", "Program")
    assert [cell.value for cell in account[18]][:4] == ["Team certifications", 10, 100, "No"]
    panel = tier_progress(book, as_of=date.fromisoformat(day), goal="Elite")
    assert facts(panel)["Performing tier"] == "Diamond"
    assert facts(panel)["Also needed for Elite"] == "100 certified people (the book has 10: 90 missing)"


def test_after_checks_that_could_not_be_judged_the_tier_cannot_be_told_and_they_are_named(run: Run) -> None:
    book, day = CASES / "undecided_named.xlsx", "2026-05-01"
    said = run("tier", book, "--as-of", day).out
    assert "Credited tier    cannot be told (not decided: figures are missing)" in said
    assert "thresholds are missing: 2026-02-15, 2026-03-15, 2026-04-15\n" in said
    assert run("report", book, "-o", "report.xlsx", "--as-of", day).out.count("cannot be told") == 1
    shown = tiles(Path("report.xlsx"))
    assert (shown["Credited tier"], shown["Credited since"]) == ("Cannot be told", None)
    assert shown["Checks not judged"] == "3: 2026-02-15 - 2026-04-15"
    panel = facts(tier_progress(book, as_of=date.fromisoformat(day)))
    assert panel["Credited tier"] == "Cannot be told (not decided: figures are missing)"
    assert panel["Checks that could not be judged: thresholds are missing"] == (
        "February 15, 2026; March 15, 2026; April 15, 2026"
    )
    assert "Credited since" not in panel


def test_before_the_first_of_them_it_is_told(run: Run) -> None:
    said = run("tier", CASES / "undecided_named.xlsx", "--as-of", "2026-02-14").out
    assert "Credited tier    Gold" in said
    assert "could not be judged" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words(language: str) -> None:
    panel = facts(tier_progress(CASES / "undecided_named.xlsx", as_of=date(2026, 5, 1), language=language))
    told = next(text for text in panel.values() if "(" in text)
    assert told.startswith({"en": "Cannot be told", "es": "No se puede saber", "pt": "Não se pode saber"}[language])


def test_mrr_without_a_rate_is_named_wherever_retention_is_shown(run: Run) -> None:
    book, day = CASES / "mrr_without_rate_left_out.xlsx", "2026-06-30"
    why = "Subscriptions row 7: Its MRR is not in retention. There is no rate for PEN on 2025-07-01"
    assert "No problems." not in run("check", book).out
    assert "left out: Subscriptions row 7" in run("check", book).out
    assert why in run("tier", book, "--as-of", day).err
    assert why in run("report", book, "-o", "report.xlsx", "--as-of", day).err
    checks = shown_sheet("report.xlsx", "Checks")
    texts = {row[1]: row[2] for row in checks.iter_rows(values_only=True)}
    assert texts["No MRR is left out of the 12-month averages of retention for want of a rate."] == 1
    assert any(text and str(text).startswith(why) for text in texts)
    months = shown_sheet("report.xlsx", "Program").iter_rows(values_only=True)
    left_out = {row[0].date(): row[9] for row in months if isinstance(row[0], datetime)}
    assert [left_out[date(2026, month, last)] for month, last in ((2, 28), (3, 31), (4, 30))] == [1, 1, 0]
    first_step, left_out_of = sentences(tier_progress(book, as_of=date(2026, 6, 30)))
    assert first_step.startswith("The book gives no points yet: enter deals (sheet Deals), or what you manage")
    assert left_out_of == "In no retention, for want of a rate: Subscriptions row 7"
