"""What cells take from a person: a choice of a list, a number within limits, a day."""

from datetime import date

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.parsing.day import FIRST_YEAR, LAST_YEAR
from partnerbook.workbooks.kit.rows import serial

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)  # as the reader takes them
HIGHEST = 10**12  # of an amount that may be negative, either way


def choose(
    sheet: Worksheet, places: str, source: str, title: str, message: str, strict: bool = True, prompt: bool = True
) -> None:
    """Put a drop-down over cells. `source` is a defined name; unless `strict`, other values can be kept."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    if not strict:
        rule.errorStyle = "warning"
    _add(sheet, places, rule, title, message, prompt)


def require(
    sheet: Worksheet,
    places: str,
    kind: str,
    title: str,
    message: str,
    low: int = 0,
    high: int | None = None,
    prompt: bool = True,
) -> None:
    """Let cells take a "decimal" or "whole" number, or a "date"'s, from the lowest on, up to the highest if given."""
    operator = "greaterThanOrEqual" if high is None else "between"
    limits = {"formula1": str(low), "formula2": None if high is None else str(high)}
    rule = DataValidation(type=kind, operator=operator, allow_blank=True, **limits)
    _add(sheet, places, rule, title, message, prompt)


def require_day(
    sheet: Worksheet,
    places: str,
    title: str,
    message: str,
    first: date = FIRST_DAY,
    last: date | None = LAST_DAY,
    prompt: bool = True,
) -> None:
    """Let cells take a day, from the first on, up to the last if there is one."""
    require(sheet, places, "date", title, message, serial(first), serial(last) if last else None, prompt)


def _add(sheet: Worksheet, places: str, rule: DataValidation, title: str, message: str, prompt: bool) -> None:
    rule.errorTitle, rule.error = title[:32], message[:255]
    rule.showErrorMessage = True
    if prompt:
        rule.promptTitle, rule.prompt = title[:32], message[:255]
        rule.showInputMessage = True
    rule.add(places)
    sheet.add_data_validation(rule)
