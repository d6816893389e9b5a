"""The files in workbook_templates are those that the code makes today."""

import zipfile
from itertools import zip_longest
from pathlib import Path

import pytest

from partnerbook.workbooks.templates import write_templates

FOLDER = Path(__file__).parents[2] / "workbook_templates"
NAMES = ("book", "book.es", "book.pt", "book_sample", "tier_report", "tier_report.es", "tier_report.pt",
         "renewal_sheet", "finance_sheet", "finance_sheet_no_addin")  # fmt: skip
AGAIN = "nox -s templates makes them again"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def first_difference(old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """The part that differs and where, "" if none does; compression is left aside, machines differ in it."""
    if list(old) != list(new):
        return f"parts: {sorted(set(old) ^ set(new)) or 'in another order'}"
    for name, content in old.items():
        if content != new[name]:
            pairs = zip_longest(content, new[name])
            at = next(place for place, (one, other) in enumerate(pairs) if one != other)
            start = max(at - 60, 0)
            return f"{name} at {at}: {content[start : at + 60]!r} is now {new[name][start : at + 60]!r}"
    return ""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    write_templates(folder)
    return folder


def test_no_file_is_missing_or_left_over(made: Path) -> None:
    names = {path.name for path in made.iterdir()}
    assert {path.name for path in FOLDER.glob("*.xlsx")} == names, AGAIN


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_up_to_date(made: Path, name: str) -> None:
    difference = first_difference(parts(FOLDER / f"{name}.xlsx"), parts(made / f"{name}.xlsx"))
    assert not difference, f"{name}.xlsx: {difference}; {AGAIN}"


def test_a_difference_is_named() -> None:
    assert first_difference({"a": b"12"}, {"a": b"12"}) == ""
    assert first_difference({"a": b"12"}, {"a": b"1"}) == "a at 1: b'12' is now b'1'"
    assert first_difference({"a": b""}, {"b": b""}) == "parts: ['a', 'b']"
