"""The page of the frames: its examples run, and its list of columns is that of the code."""

import doctest
from pathlib import Path

from support.places import ROOT

from partnerbook.book.tables import TABLES
from partnerbook.frames import FIGURES
from partnerbook.frames.page import columns_text, main, page

PAGE = ROOT / "docs" / "frames.md"


def test_its_examples_run() -> None:
    found = doctest.testfile(
        str(PAGE), module_relative=False, encoding="utf-8", optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert found.attempted > 15
    assert found.failed == 0


def test_it_lists_the_columns_of_the_code(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    assert page(text) == text, "python -m partnerbook.frames.page docs/frames.md"
    assert columns_text().count("####") == len(TABLES) + 1 + len(FIGURES)
    copy = tmp_path / "frames.md"
    copy.write_text(text.replace("float64", "float32"), encoding="utf-8")
    assert main(copy) == 0
    assert "float32" not in copy.read_text("utf-8").partition("## The columns of every frame")[2]
