"""Writes tests/cases/functions.json: what every host must answer, worked out with fractions and without partnerbook.

Run in the folder tests: python -m support.function_reference
"""

import json
from pathlib import Path

from support.function_rules import Case
from support.money_cases import active_cases, conversion_cases, conversion_word_cases, market_cases
from support.point_cases import managed_cases, misfit_cases, sold_cases, spelled_cases
from support.range_cases import range_cases
from support.tier_cases import renewal_cases, tier_cases

TARGET = Path(__file__).parents[1] / "cases" / "functions.json"


def cases() -> list[Case]:
    """Every case, in the order of the file."""
    parts = (
        sold_cases,
        spelled_cases,
        misfit_cases,
        range_cases,
        managed_cases,
        conversion_cases,
        conversion_word_cases,
        market_cases,
        active_cases,
        tier_cases,
        renewal_cases,
    )
    return [each for part in parts for each in part()]


def text() -> str:
    """The file: one case a line."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in cases())
    return f"[\n{lines}\n]\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
