"""What the documents say is so: their examples run, their commands, modules, files and versions exist."""

import ast
import doctest
import re
import shlex
import shutil
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from support.books import write_plain_book

import partnerbook
from partnerbook.command import lab as lab_cli
from partnerbook.command import main as cli
from partnerbook.command import sync as sync_cli
from partnerbook.command.answers.form import Answer
from partnerbook.command.answers.named import ANSWERS
from partnerbook.functions.table import FUNCTIONS
from partnerbook.sample import sample_book
from partnerbook.workbooks.finance.help_sheet import signature
from partnerbook.workbooks.renewals import write_renewal_sheet

ROOT = Path(__file__).parents[1]
PACKAGE = Path(partnerbook.__file__).parent
README, ARCHITECTURE, CONTRIBUTING, CHANGELOG = (
    (ROOT / f"{name}.md").read_text("utf-8") for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG")
)
EXPORT = ROOT / "tests" / "cases" / "exports" / "partner_clients_export.en.csv"

DEALS = (
    "Deal,Client,Close date,Signed,Colour,Pipeline,Kind,MRR,Currency\n"
    "D-1,Nobody (invented),2026-03-05,2026-03-04,red,Partner sales,New,100,USD\n"
)

# What a person is told to do: in the README, and on the pages that it leads to.
PAGES = [
    ROOT / "README.md",
    *sorted(ROOT.glob("docs/start/*.md")),
    *(ROOT / "docs" / f"{name}.md" for name in ("index", "terminal", "troubleshooting")),
]
TOLD = "\n\n".join(path.read_text("utf-8") for path in PAGES)
CODE = re.findall(r"```sh\n(.*?)```", TOLD, re.DOTALL)
INLINE = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TOLD, flags=re.DOTALL))
LINES = [line.strip() for text in (*CODE, *INLINE) for line in text.splitlines()]
COMMANDS = list(dict.fromkeys(line for line in LINES if line.startswith("partnerbook ")))


@pytest.mark.parametrize(
    "path", [path for path in PAGES if ">>>" in path.read_text("utf-8")], ids=lambda path: path.stem
)
def test_the_examples_of_a_page_run(path: Path) -> None:
    found = doctest.testfile(
        str(path), module_relative=False, encoding="utf-8", optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert found.attempted > 5
    assert found.failed == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_pages_run(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each in a folder that holds what those before it have made; JupyterLab is not started, HubSpot not asked."""
    monkeypatch.setattr(lab_cli, "_start", lambda _: None)
    monkeypatch.setattr(sync_cli, "sync", lambda **_: 0)
    monkeypatch.setenv("HOME", str(tmp_path))  # where excel install writes
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)[1:]
    shutil.copy(EXPORT, "export.csv")
    Path("deals.csv").write_text(DEALS, encoding="utf-8")
    if words[:2] == ["import", "renewals.xlsx"]:
        write_renewal_sheet(sample_book(), "renewals.xlsx", date(2026, 10, 31))
    if "--into" in words or words[0] not in ("import", "new"):
        write_plain_book(sample_book(), Path("book.xlsx"))
    assert cli.main([word.replace("DIR", "made") for word in words]) == 0, capsys.readouterr().err


def test_the_pages_name_every_command_and_every_option_they_name_exists() -> None:
    assert {words[1] for command in COMMANDS if (words := command.split())} == set(cli.parsers()[1])
    named = {word for line in LINES if not line.startswith("python") for word in line.split() if word.startswith("--")}
    assert named
    named |= set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", CHANGELOG))
    assert named - {option for parser in cli.parsers()[1].values() for option in parser._option_string_actions} == set()


def test_each_command_stands_on_a_line_of_its_own() -> None:
    """The PowerShell that comes with Windows knows no "&&"."""
    assert [line for line in LINES if "&&" in line] == []


def test_every_session_that_is_named_exists() -> None:
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    sessions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list}
    named = set(re.findall(r"nox -s (\w+)", TOLD + CONTRIBUTING))
    assert named
    assert named <= sessions


@pytest.mark.parametrize(
    "text", [README, ARCHITECTURE, CONTRIBUTING, CHANGELOG], ids=["README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG"]
)
def test_every_file_that_is_linked_exists(text: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_no_sentence_of_the_changes_lost_its_beginning() -> None:
    told = " ".join(CHANGELOG.split())
    assert re.findall(r"[^.]{0,40}\. [a-z][^.]{0,40}", told) == []


def test_the_architecture_names_every_module_and_none_that_does_not_exist() -> None:
    named = set(re.findall(r"[\w/]+\.py\b|\b\w+/", ARCHITECTURE))
    top = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
    top |= {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(top - named) == []
    there = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/**/*.py")]
    there += [
        path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts
    ]
    there += [f"{path.name}/" for path in (*PACKAGE.rglob("*"), *ROOT.iterdir()) if path.is_dir()]
    assert [name for name in sorted(named) if not any(f"/{path}".endswith(f"/{name}") for path in there)] == []


def test_the_recipes_name_what_there_is() -> None:
    """A file or folder by its path in the package or the checkout; NAME and * stand for any name."""
    named = {path for path in re.findall(r"`([\w/.*-]*(?:/|\.\w+)[\w*-]*)`", CONTRIBUTING) if path != "icon.svg"}
    assert len(named) > 30
    patterns = [path.replace("NAME", "*").strip("/") for path in sorted(named)]
    roots = (PACKAGE, ROOT, ROOT / "partnerbook")
    assert [each for each in patterns if not any(any(root.glob(each)) for root in roots)] == []
    modules = set(re.findall(r"python -m ((?:partnerbook|support)[\w.]+)", CONTRIBUTING))
    assert modules
    sources = (Path(*module.split(".")).with_suffix(".py") for module in modules)
    assert [path for path in sources if not any((root / path).exists() for root in (ROOT, ROOT / "tests"))] == []


def test_the_list_of_the_functions_is_the_table() -> None:
    said = (ROOT / "udfs" / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+\(.*\))` \|", said, re.MULTILINE) == [signature(each) for each in FUNCTIONS]


def test_one_version() -> None:
    assert re.search(r"^## (\S+),", CHANGELOG, re.MULTILINE)[1] == partnerbook.__version__  # type: ignore[index]
    assert version("partnerbook") == partnerbook.__version__
    assert "version = " not in (ROOT / "pyproject.toml").read_text("utf-8").split("[project]")[1].split("\n[")[0]


def test_the_page_of_the_answers_names_each_answer_and_key() -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    first = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert [*Answer._fields, *ANSWERS] == first
    for words in re.findall(r"^\| `[^`]+` \| `partnerbook ([^`]+)` \|", page, re.MULTILINE):
        assert words.split()[0] in cli.parsers()[1]
