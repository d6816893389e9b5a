"""The notebooks: kept in a form whose changes can be read, run from top to bottom, and their figures the core's."""

import ast
import io
import os
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lxml import html
from nbclient import NotebookClient
from support.places import CASES, ROOT

from partnerbook.book.read.reader import read_book
from partnerbook.codes import NO_TIER
from partnerbook.command import main as cli
from partnerbook.command.clock import today
from partnerbook.days import months_later
from partnerbook.exact import exactly, rounded
from partnerbook.figures.overview import overview
from partnerbook.figures.renewal_stake import renewal_stakes, together
from partnerbook.figures.stake import stakes
from partnerbook.figures.way import goal_way
from partnerbook.panels.registry import GIVEN_BOOK
from partnerbook.points.ledger import Standing
from partnerbook.sample import sample_book

NOTEBOOKS = sorted(ROOT.joinpath("notebooks").glob("*.ipynb"))
CALCULATOR, COMMISSION, FRAMES, OUTLOOK, RENEWALS, TIER_PROGRESS = NOTEBOOKS
STARTED = today()
TOLD = {None: "not known", NO_TIER: "no tier"}
Ran = Callable[[Path], dict[str, list[Any]]]
EARLIER = sorted(CASES.joinpath("notebooks").glob("*.ipynb"))  # as people have copied them with the release 26.11


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_their_changes_can_be_read(path: Path) -> None:
    text = path.read_text("utf-8")
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert nbformat.writes(notebook) + "\n" == text, "not as Jupyter writes it: saving it would change other lines too"
    assert notebook.metadata.keys() == {"kernelspec", "language_info"}
    assert [cell.id for cell in notebook.cells if not re.fullmatch(r"[a-z]+(-[a-z]+)*", cell.id)] == []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []
    assert [cell.id for cell in notebook.cells if cell.metadata] == []


def run(path: Path, folder: Path) -> dict[str, list[Any]]:
    """What each cell of a notebook shows of the made-up book, by the cell's id; a cell that fails is an error."""
    environment = {name: value for name, value in os.environ.items() if name != GIVEN_BOOK} | {
        "IPYTHONDIR": str(folder)
    }
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute(env=environment)
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def run_here(path: Path, book: Path | None = None) -> dict[str, list[Any]]:
    """The same without a kernel, in a second, of a book or of the made-up one."""
    names: dict[str, Any] = {}
    found: dict[str, list[Any]] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(GIVEN_BOOK, str(book)) if book else patched.delenv(GIVEN_BOOK, raising=False)
        for cell in nbformat.read(path, as_version=nbformat.NO_CONVERT).cells:
            if cell.cell_type == "code":
                body = ast.parse(cell.source).body
                last = ast.Expression(body.pop().value) if isinstance(body[-1], ast.Expr) else None
                with redirect_stdout(io.StringIO()) as said:
                    exec(compile(ast.Module(body, []), cell.id, "exec"), names)  # noqa: S102 - our own notebook
                    shown = eval(compile(last, cell.id, "eval"), names) if last else None  # noqa: S307 - the same
                data = {"text/plain": repr(shown)}
                if hasattr(shown, "_repr_mimebundle_"):
                    data = shown._repr_mimebundle_()
                elif hasattr(shown, "_repr_html_"):
                    data["text/html"] = shown._repr_html_()
                found[cell.id] = [{"text": said.getvalue()}, {"data": data}]
    return found


def value(outputs: list[Any], mime: str = "text/plain") -> str:
    """What the last line of a cell shows."""
    return str(outputs[-1]["data"][mime])


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What each cell of a notebook shows of the made-up book; one that was run is not run again."""
    return cache(lambda path: run(path, tmp_path_factory.mktemp("ran")))


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: path.stem)
def test_notebooks_that_people_have_copied_still_run(path: Path) -> None:
    was, now = (
        [each for each in run_here(of).values() if "text/html" not in str(each)]
        for of in (path, ROOT / "notebooks" / path.name)
    )
    assert was == now
    assert was


def test_the_calculators_figures_are_the_programs(ran: Ran) -> None:
    shown = ran(CALCULATOR)
    assert "300.00" in value(shown["panel"], "text/html")
    # US$ 2,500 are 25 units: 5 points each sold and 1 managed, twice that in a growth market
    assert value(shown["read-figures"]) == "(Decimal('300'), Decimal('250'), Decimal('50'))"
    assert [line.partition(" /")[0] for line in shown["read-reasons"][0]["text"].splitlines()] == ["USD 2,500"] * 2
    assert shown["set-and-observe"][0]["text"] == "300 -> 480 points\n480 -> 240 points\n"
    assert value(shown["ask-core"]) == "Decimal('240')"


def rows(outputs: list[Any]) -> list[list[str]]:
    """The cells of a table that a notebook shows, below its headings."""
    lines = html.fromstring(value(outputs, "text/html")).iterfind(".//tbody/tr")
    return [[cell.text_content() for cell in line] for line in lines]


def points(standing: Standing) -> list[Decimal]:
    return [rounded(each, 2) for each in (standing.sold, standing.managed, standing.total)]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path | None]:
    """The books to show: none, so that it is the made-up one; the demo's; and one in which nothing is entered yet."""
    folder = tmp_path_factory.mktemp("books")
    demo, empty = folder / "book.xlsx", folder / "empty.xlsx"
    assert cli.main(["demo", str(folder)]) == cli.main(["new", str(empty)]) == 0
    return {"none": None, "demo": demo, "empty": empty}


@pytest.mark.parametrize("name", ["none", "demo", "empty"])
def test_tier_progress_shows_the_figures_of_the_core(name: str, books: dict[str, Path | None], ran: Ran) -> None:
    path = books[name]
    shown = run_here(TIER_PROGRESS, path) if path else ran(TIER_PROGRESS)
    book = read_book(path)[0] if path else sample_book()
    as_of = date.fromisoformat(rows(shown["later-days"])[0][0])
    assert as_of in {book.settings.as_of or STARTED, book.settings.as_of or today()}
    known = overview(book, as_of)
    assert "".join(value(shown["read-known"]).split()) == "".join(
        repr((as_of, known.performing, known.standing.total)).split()
    )
    most = sorted((points(line.points) for line in known.clients), key=lambda each: each[2], reverse=True)
    assert [[Decimal(cell) for cell in row[3:]] for row in rows(shown["points-by-client"])] == most[:10]
    of_clients = {line.client.client: points(line.points) for line in known.clients}
    for _, client, _, *cells in rows(shown["points-by-client"]):
        assert of_clients[client] == [Decimal(cell) for cell in cells]
    months = [[str(line.day), *points(line.points)] for line in known.months][-12:]
    assert [[day, *map(Decimal, cells)] for day, *cells in rows(shown["points-by-month"])] == months
    then = [overview(book, months_later(as_of, ahead)) for ahead in (0, 3, 6, 12)]
    assert [[day, tier, *map(Decimal, cells)] for day, tier, *cells in rows(shown["later-days"])] == [
        [str(each.as_of), TOLD.get(each.performing, each.performing), *points(each.standing)] for each in then
    ]


def test_what_lies_ahead_has_the_cores_figures_and_runs_of_an_empty_book(
    books: dict[str, Path | None], ran: Ran
) -> None:
    shown, known = ran(OUTLOOK), overview(sample_book(), date(2026, 10, 31))
    assert value(shown["risk"]).startswith("('safe',")
    assert [line.split()[0] for line in shown["soonest"][0]["text"].splitlines()] == [
        str(each.day) for each in stakes(known)[:5]
    ]
    assert f"('growth', True, '{goal_way(known, 'Diamond', date(2027, 1, 15)).ways[0].mrr}', 'total')" in value(
        shown["way"]
    )
    assert "One more client" in shown["beside"][0]["text"]
    assert "Ostriquil Furniture" in value(shown["reconcile"], "text/html")
    assert f"'2026-01-15', '{known.shown.total}', 'Platinum'" in value(shown["editions"])
    empty = run_here(OUTLOOK, books["empty"])
    assert value(empty["risk"]).startswith("('unknown',")


@exactly
def test_renewals_and_commission_have_the_cores_figures(books: dict[str, Path | None]) -> None:
    shown, known = run_here(RENEWALS), overview(sample_book(), date(2026, 10, 31))
    due = renewal_stakes(known, [each for each in known.renewals if each.due])
    first = max((each for each in due if each.points), key=lambda each: each.points.total if each.points else 0)
    assert first.points is not None
    line = f"{first.outlook.renewal.client} {first.points.total:.2f} points"
    assert line in shown["stakes"][0]["text"].splitlines()[0]
    of_all = together(known, due)
    assert of_all is not None
    assert value(shown["together"]) == repr((str(of_all.day), f"{of_all.points.total:.2f}", of_all.costs))
    assert "Fenraquil Insurance" in value(shown["client"], "text/html")
    paid = run_here(COMMISSION)
    assert value(paid["next"]).startswith("('2026-Q3', '2026-11-14', {")
    wrong = [
        each for each in known.commission.between(date(2026, 1, 1), date(2027, 12, 31)).statement if each.difference
    ]
    assert len(paid["differences"][0]["text"].splitlines()) == len(wrong) > 0
    assert value(run_here(RENEWALS, books["empty"])["together"]) == "None"
    assert run_here(COMMISSION, books["empty"])["differences"][0]["text"] == ""


def test_the_frames_are_those_of_the_core(books: dict[str, Path | None]) -> None:
    shown = run_here(FRAMES, books["demo"])
    assert value(shown["exact-sum"]).endswith("True")
    assert [row[4:] for row in rows(shown["points-of-rows"])] == [["USD", "120.00"], ["EUR", "45.45"], ["EUR", "NaN"]]
    assert [row[3] for row in rows(shown["problems"])] == ["Frnace"]
    known = overview(sample_book(), date(2026, 10, 31))
    spain = [line.client.client for line in known.clients if line.client.market == "ES"]
    then = known.on(date(2026, 9, 30)).points_by_client
    active = sorted(then[name].total for name in spain if name in then and then[name].total > 0)
    half = len(active) // 2
    median = active[half] if len(active) % 2 else (active[half - 1] + active[half]) / 2
    [cells] = [row for row in rows(shown["medians"]) if row[0] == "Spain"]
    assert Decimal(cells[-1]) == rounded(median, 2)
