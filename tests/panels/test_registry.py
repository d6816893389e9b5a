"""The registry of panels: what it names is there, and what is there it names."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from ipywidgets.widgets.widget import _instances
from support.books import write_plain_book

from partnerbook import panels
from partnerbook.errors import BadInput
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels.frame.view import Panel, piece
from partnerbook.panels.registry import GIVEN_BOOK, PANELS, Entry
from partnerbook.panels.side import _from_root, forget_panel, ready_panel, side_panel
from partnerbook.records import Book
from partnerbook.sample import sample_book

FOLDER = Path(panels.__file__).parent


@pytest.mark.parametrize("entry", PANELS, ids=lambda entry: entry.name)
def test_an_entry_names_what_there_is(entry: Entry) -> None:
    function = entry.function()
    assert function is getattr(panels, entry.name)
    assert list(inspect.signature(function).parameters)[: entry.takes_book] == ["book"] * entry.takes_book
    panel = function()
    assert isinstance(panel, Panel)
    assert side_panel(entry.name, book="").title == panel.title
    for language in LANGUAGES:
        words = texts("panels", language)[entry.words]
        assert words["title"]
        assert words["open"]


def test_no_panel_needs_what_makes_workbooks_or_frames_before_something_is_done_with_them() -> None:
    code = """
import sys
from partnerbook.panels.registry import PANELS
for entry in PANELS:
    entry.function()
print(*sorted({"numpy", "openpyxl", "pandas"} & set(sys.modules)))
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - Python
    assert said.stdout.split() == []


def test_every_folder_and_every_function_for_editors_has_its_entry() -> None:
    folders = {path.name for path in (FOLDER / "each").iterdir() if (path / "__init__.py").is_file()}
    assert {entry.package.rpartition(".")[2] for entry in PANELS} == folders
    tree = ast.parse((FOLDER / "__init__.py").read_text("utf-8"))
    [typed] = [node for node in tree.body if isinstance(node, ast.If)]
    assert {f"{each.module}:{each.names[0].name}" for each in typed.body if isinstance(each, ast.ImportFrom)} == {
        f"{entry.package}.panel:{entry.name}" for entry in PANELS
    }
    assert dir(panels) == sorted(entry.name for entry in PANELS)


@pytest.mark.parametrize("entry", PANELS, ids=lambda entry: entry.name)
def test_the_options_are_the_fields(entry: Entry) -> None:
    """What is typed for editors is what can be given; `left_out` a panel counts by itself."""
    function = entry.function()
    parameters = inspect.signature(function).parameters
    [options] = get_args(parameters["options"].annotation)
    named = set(parameters) - {"language", "numbers", "options"}
    assert set(get_type_hints(options)) | named == set(function().model.trait_names(given=True)) - {"left_out"}


def test_a_kernel_that_is_made_ready_has_read_the_given_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), path)
    monkeypatch.setenv(GIVEN_BOOK, str(path))
    ready_panel("team")
    monkeypatch.setattr("partnerbook.book.read.reader.read_book", None)  # nothing is read from now on
    assert side_panel("team", "pt", book="").model.book.settings.partner == sample_book().settings.partner


def test_a_folder_is_not_read_before_a_panel_is_there_which_reads_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GIVEN_BOOK, str(tmp_path))
    read: list[Path] = []

    def read_book(path: Path) -> tuple[Book, tuple[()]]:
        read.append(path)
        return Book(), ()

    monkeypatch.setattr("partnerbook.book.read.reader.read_book", read_book)
    ready_panel("team")
    assert read == []


def test_another_panel_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match='no panel "calculater"; did you mean "calculator"'):
        side_panel("calculater")
    with pytest.raises(AttributeError, match="no attribute 'calculater'"):
        getattr(panels, "calculater")  # noqa: B009 - a name that there is not


def test_a_book_is_found_from_the_servers_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    (root / "clients").mkdir(parents=True)
    elsewhere.mkdir()
    (root / "clients" / "book.xlsx").touch()
    monkeypatch.chdir(elsewhere)
    assert _from_root("clients/book.xlsx") == "clients/book.xlsx"
    monkeypatch.setenv("JPY_SESSION_NAME", str(root / "Tier progress: clients/book.xlsx"))
    assert _from_root("clients/book.xlsx") == str(root / "clients" / "book.xlsx")
    assert (_from_root(""), _from_root("gone.xlsx")) == ("", "gone.xlsx")


def test_without_another_book_the_one_that_jupyterlab_was_started_with_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.xlsx"
    write_plain_book(sample_book(3)._replace(settings=sample_book().settings._replace(partner="Mine")), path)
    monkeypatch.setenv(GIVEN_BOOK, str(path))
    shown = side_panel("tier_progress", "en", "en-GB", "")
    assert (shown.title, shown.model.path) == ("Tier progress of Mine", path)
    monkeypatch.delenv(GIVEN_BOOK)
    forget_panel("tier_progress", "en", "en-GB", "")
    assert side_panel("tier_progress", "en", "en-GB", "").model.path is None


def test_a_panel_that_was_closed_leaves_no_widget_behind() -> None:
    piece().close()  # what all pieces share stays
    before = len(_instances)
    shown = side_panel("dashboard", "en", "en-IE", "")
    shown.model.turn("team")
    shown.model.turn("program")  # it is closed now
    assert len(_instances) > before
    forget_panel("dashboard", "en", "en-IE", "")
    assert len(_instances) == before


def test_what_pieces_share_is_made_anew_once_it_was_closed() -> None:
    before = piece()
    assert piece().layout is before.layout
    before.style.close()  # as `Widget.close_all` does
    after = piece()
    assert after.layout.comm is not None
    assert after.style.comm is not None
    assert after.style is piece().style is not before.style


def test_panels_of_one_file_read_it_once(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(3), path)
    first, second = side_panel("program", book=str(path)), side_panel("tier_progress", book=str(path))
    assert first.model.book is second.model.book
    write_plain_book(sample_book(4), path)
    assert len(side_panel("changes", book=str(path)).model.book.clients) == 4
