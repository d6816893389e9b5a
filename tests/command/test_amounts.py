"""`points` of one amount: what is understood, how it came about, and what is refused in one sentence."""

import re

import pytest
from support.command import TODAY, Run, refusal


@pytest.mark.parametrize(
    ("words", "points"),
    [
        (("1000", "Mexico", "USD"), "100.00"),
        (("1000", "méxico", "us$", "--manage"), "120.00"),
        (("1000", "MX", "USD", "--manage", "--others", "1"), "110.00"),
        (("1000", "Mexico", "USD", "--source", "Assisted"), "60.00"),
        (("1000", "Mexico", "USD", "--source", "Asistido"), "60.00"),
        (("1.234,50 €", "Spain", "EUR"), "70.14"),
        (("1,234.50", "Spain", "euro"), "70.14"),
        (("1 234,50", "España", "EUR"), "70.14"),
        (("1234.5", "United", "Kingdom", "EUR"), "70.14"),
        (("0", "Spain", "EUR"), "0.00"),
        (("\u200e1234.50\u202c", "\u200eSpain", "EUR\u200f"), "70.14"),
        (('="1234.50"', "Spain", "EUR"), "70.14"),
        (("'1234.50", "Spain", "EUR"), "70.14"),
    ],
)
def test_points_of_an_amount(run: Run, words: tuple[str, ...], points: str) -> None:
    said = run("points", *words, "--as-of", "2026-02-01")
    assert (said.code, said.err) == (0, "")
    assert re.search(rf"^ +Total points +{re.escape(points)}$", said.out, re.MULTILINE)
    assert "edition of 2026-01-15" in said.out


def test_points_of_an_amount_are_of_today(run: Run) -> None:
    assert f"on {TODAY}." in run("points", "1000", "Mexico", "USD").out


def test_points_say_how_they_came_about(run: Run) -> None:
    out = run("points", "1000", "Mexico", "EUR", "--manage", "--others", "2", "--as-of", "2026-02-01").out
    assert "Sold: EUR 1,000 / 88 × 5 (sourced) × 2 (growth market: Mexico), edition of 2026-01-15" in out
    assert "Managed: EUR 1,000 / 88 × 1 (managed) × 2 (growth market: Mexico) / 3 partners, edition" in out
    assert "EUR 88 counts as US$100 on 2026-02-01." in out


def test_an_estimated_unit_says_so(run: Run) -> None:
    out = run("points", "1000", "Poland", "PLN", "--as-of", "2025-07-20").out
    assert "estimated at the market rate of 2025-07-18" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("1.234", "Mexico", "USD"), 'The amount "1.234" can be 1234 or 1.234; write 1234 or 1.2340.'),
        (("1,234", "Mexico", "USD"), 'The amount "1,234" can be 1234 or 1.234; write 1234 or 1.2340.'),
        (("ten", "Mexico", "USD"), 'The amount "ten" is not a number; write it as 1234.50.'),
        (("nan", "Mexico", "USD"), "is not a number"),
        (("1x5", "Mexico", "USD"), "is not a number"),
        (("-5", "Mexico", "USD"), "below zero"),
        (("12 %", "Mexico", "USD"), '"%" is no currency'),
        (("R$ 12,50", "Mexico", "USD"), "not in USD"),
        (("1" * 16, "Mexico", "USD"), "too large"),
        (("1000", "Mexiko", "USD"), 'did you mean "Mexico"?'),
        (("1000", "Mexico", "EURR"), 'did you mean "EUR"?'),
        (("1000", "Mexico", "$"), "could be USD"),
        (("1000", "Mexico", "USD", "--source", "sorced"), 'did you mean "sourced"?'),
        (("1000", "Mexico", "USD", "--source", "x"), "use sourced or assisted."),
        (("1000", "Mexico", "USD", "--manage", "--others", "-1"), "whole number from 0"),
        (("1000", "Mexico", "USD", "--manage", "--others", "some"), "whole number from 0"),
        (("1000", "Mexico", "USD", "--others", "1"), "add --manage"),
        (("1000", "Mexico", "USD", "--as-of", "soon"), 'The day "soon" is not a date; write it as 2026-10-31.'),
        (("1000", "Mexico", "USD", "--as-of", "03/04/2026"), "can be 2026-03-04 or 2026-04-03"),
        (("1000", "Mexico", "USD", "--as-of", "31/02/2026"), "not a day of the calendar"),
        (("1000", "Mexico", "USD", "--when", "x"), "--when"),
        (("1000", "Chile", "CLP", "--as-of", "2026-02-01"), "no rate for CLP"),
        (("1000", "Mexico"), "an amount, a market and a currency"),
        (("1000",), "Of 1000, the market and the currency are missing"),
        (("book.xlsx", "--manage"), "go with an amount"),
    ],
)  # fmt: skip
def test_amounts_that_are_refused(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refusal(run("points", *words))


def test_the_published_examples_are_answered_from_before_the_first_edition(run: Run) -> None:
    assert run("points", 1000, "US", "USD", "--as-of", "2021-10-01").out.split()[:3] == ["Sold", "points", "30.00"]
    assert run("points", 1000, "US", "USD", "--as-of", "2024-03-01").out.split()[:3] == ["Sold", "points", "50.00"]
