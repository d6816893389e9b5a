"""The pages made for the site name all that there is of their kind, and every link of a page leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from handbook import answers, api, assemble, book_tables, commands, features, functions, glossary, messages, rules
from support.bad_books import FOLDER

import partnerbook
from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import TABLES
from partnerbook.command.main import parsers
from partnerbook.errors import PartnerbookError
from partnerbook.functions.table import FUNCTIONS
from partnerbook.language.texts import texts
from partnerbook.panels.registry import PANELS
from partnerbook.program.commission import commission_rules
from partnerbook.program.edition import editions


def told(page: str) -> str:
    """A page without what steers Markdown."""
    return re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", page)


def test_every_function_has_its_arguments() -> None:
    page = functions.functions_page()
    for each in FUNCTIONS:
        part = page.split(f"\n## {each.name}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == [parameter.name for parameter in each.parameters]
        assert each.help in told(part)
        assert texts("finance", "pt")["functions"][each.name] in told(part)


def test_every_command_has_its_arguments() -> None:
    page = commands.commands_page()
    for name, parser in parsers()[1].items():
        part = page.split(f"\n## partnerbook {name}\n")[1].split("\n## ")[0]
        for option in parser._option_string_actions.keys() - {"-h", "--help"}:
            assert f"`{option}`" in part, (name, option)


def test_every_table_of_the_book_has_its_columns() -> None:
    page = told(book_tables.book_page())
    for table in TABLES:
        part = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        rows = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \|", part, re.MULTILINE)[2:]
        assert rows == [column.headings for column in table.columns]


def test_every_answer_leads_to_the_records_of_its_figures() -> None:
    page = answers.answers_page()
    there = set(re.findall(r"^\((answer-\w+)\)=", page, re.MULTILINE))
    assert len(there) > 20
    assert set(re.findall(r"\(#(answer-\w+)\)", page)) <= there


def test_every_rule_has_its_basis_and_a_source_that_is_listed() -> None:
    page = rules.rules_page()
    parts = [*(f"From {each.name}" for each in editions()), "Commission"]
    known: list[Any] = [*editions(), commission_rules()]
    for title, each in zip(parts, known, strict=True):
        part = told(page.split(f"\n## {title}\n")[1].split("\n## ")[0])
        assert len(re.findall(r"\| (published|assumed|unknown) \|", part)) == len(each.figures)
        listed, named = re.findall(r"^(\d+)\. ", part, re.MULTILINE), re.findall(r"\| \[(\d+)\] \|", part)
        assert len(named) == sum(bool(figure.source) for figure in each.figures)
        assert set(named) <= set(listed)


def test_what_is_not_known_names_each_figure_that_no_copy_has() -> None:
    page = rules.unknown_page()
    lacking = sum(figure.basis == "unknown" for each in editions() for figure in each.figures)
    part = page.split("\n## Figures that no public copy has\n")[1].split("\n## ")[0]
    assert len(re.findall(r"^\| ", part, re.MULTILINE)) - 2 == lacking > 0


def test_every_message_has_an_anchor_in_three_languages() -> None:
    found = messages.anchors()
    assert sum(map(len, found.values())) == len(messages.known_messages()) > 400
    page = messages.messages_page()
    assert set(re.findall(r"^\((message-[\w-]+)\)=", page, re.MULTILINE)) == found.keys()
    there = found["message-client-is-not-on-the-clients-sheet"]
    assert there == ['Client "{name}" is not on the Clients sheet{guesses}']
    assert "El cliente " in page


def test_the_code_of_a_problem_or_an_error_leads_to_its_message() -> None:
    codes = set()
    for path in sorted(FOLDER.glob("*.xlsx")):
        try:
            codes |= {each.code for each in read_book(path)[1]}
        except PartnerbookError as error:
            codes.add(error.sentence.code)
    assert len(codes) > 10
    assert {f"message-{each}" for each in codes} <= messages.anchors().keys()


def test_the_glossary_has_the_words_of_the_program() -> None:
    assert "| managed points | puntos administrados | pontos gerenciados |" in glossary.glossary_page()


def test_every_name_that_python_offers_stands_with_its_docstring() -> None:
    page = told(api.api_page())
    for home, names in (("partnerbook", partnerbook.__all__), ("partnerbook-panels", [each.name for each in PANELS])):
        for name in names:
            assert re.search(
                rf"^\({home}-{name.lower()}(-class)?\)=\n### {re.escape(name)}\n\n.", page, re.MULTILINE
            ), name


def test_every_feature_names_what_there_is_on_each_of_its_surfaces() -> None:
    assert features.not_found() == []


@pytest.mark.parametrize("path", [assemble.DOCS / "index.md", *assemble.hand_written()], ids=lambda path: path.stem)
def test_what_a_page_leads_to_exists(path: Path, tmp_path: Path) -> None:
    pages = assemble.Pages(tmp_path)
    made = {*assemble.MADE, *(name for name, _ in features.feature_pages(lambda _: "", frozenset()))}
    place = path.relative_to(assemble.DOCS).parent
    for link in re.findall(r"(?<=\]\()(?!\w+:|#)([^)\s#]+)", pages.text(path)):
        leads = Path("/", place, link).resolve().relative_to("/").as_posix()
        assert leads in made or (tmp_path / leads).is_file() or (assemble.DOCS / leads).is_file(), link


def test_the_panels_draw_a_book_without_what_a_browser_lacks(tmp_path: Path) -> None:
    """Without the packages that have no wheel there, and without threads."""
    program = f"""
import sys, threading
for name in ("numpy", "pandas", "pyarrow", "rich", "icalendar", "shtab", "jupyterlab"):
    sys.modules[name] = None
def start(_):
    raise RuntimeError("can't start new thread")
from datetime import date
from partnerbook.workbooks.book import write_book
from partnerbook.sample import sample_book
write_book(sample_book(), {str(tmp_path / "book.xlsx")!r}, date(2026, 10, 31))
from partnerbook.files import beside
from partnerbook.panels.side import side_panel
beside.HAS_THREADS, threading.Thread.start = False, start
print("2,635.35" in side_panel("dashboard", book={str(tmp_path / "book.xlsx")!r}).static_html())
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert told.stdout.strip() == "True", told.stderr
