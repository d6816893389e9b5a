"""The command as a whole: its help, what it refuses in one sentence, its exit codes, and the installed script."""

import inspect
import os
import re
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.command import Run, refusal, started

import partnerbook
from partnerbook.command import main as cli
from partnerbook.command import make

COMMANDS = cli.parsers()[1]


def every_parser(parsers: dict[str, ArgumentParser]) -> Iterator[ArgumentParser]:
    """The parsers of commands, and of the commands within."""
    for parser in parsers.values():
        within = [action.choices for action in parser._actions if isinstance(action, _SubParsersAction)]
        yield from every_parser(within[0]) if within else [parser]


# Help


def test_help_names_every_command(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(re.search(rf"^ +{name} +[A-Z]", said.out, re.MULTILINE) for name in COMMANDS)


def test_no_command_shows_the_help_and_has_done_nothing(run: Run) -> None:
    said = run()
    assert (said.code, said.out) == (2, run("--help").out)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(run: Run, name: str) -> None:
    said = run(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: partnerbook {name} ")
    example = re.search(r"Example: partnerbook (.*)", re.sub(r"\s+", " ", said.out))
    if example:  # of options that exist
        cli.parsed([word.strip('"') for word in re.findall(r'"[^"]*"|\S+', example[1])])


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"partnerbook {partnerbook.__version__}\n", "")


def test_a_command_that_does_not_exist_is_guessed(run: Run) -> None:
    assert 'did you mean "report"?' in refusal(run("reprot", "book.xlsx"))
    assert "The commands are demo, new," in refusal(run("book.xlsx"))


def test_what_is_missing_is_named(run: Run) -> None:
    assert refusal(run("tier")) == "something is missing: BOOK. See partnerbook tier --help"
    assert "-o/--output" in refusal(run("report", "book.xlsx"))


@pytest.mark.parametrize("parser", [*every_parser(COMMANDS)], ids=lambda parser: parser.prog)
def test_a_function_takes_the_options_that_stand_beside_it(parser: ArgumentParser) -> None:
    options = {action.dest for action in parser._actions if action.dest not in (SUPPRESS, "help")}
    given = options | set(parser._defaults) - {"run", "writes"}
    if not parser.get_default("writes"):  # the language is that of what is told, and of no file
        given -= {"language"}
    taken = inspect.signature(parser.get_default("run")).parameters
    assert {name for name, each in taken.items() if each.default is each.empty} == given


# What is refused


def test_books_that_are_refused(run: Run, small: Path) -> None:
    Path("text.txt").write_text("no book", encoding="utf-8")
    Path("text.xlsx").write_text("no workbook", encoding="utf-8")
    Path("empty").mkdir()
    Workbook().save("other.xlsx")
    cases = {
        "missing.xlsx": "There is no file or folder missing.xlsx.",
        "text.txt": 'ends in ".txt"',
        "text.xlsx": "text.xlsx",
        "empty": "The folder empty holds no CSV files",
        "other.xlsx": "holds no table of a partner book",
    }
    for command in ("check", "tier", "points", "renewals"):
        for path, sentence in cases.items():
            assert sentence in refusal(run(command, path))
    for path, sentence in cases.items():
        assert sentence in refusal(run("report", path, "-o", "report.xlsx"))
    os.chdir("empty")
    assert "The folder empty holds" in refusal(run("check", "."))
    assert not list(Path().iterdir())
    assert 'There is no tier "Bronze"; the tiers are Gold,' in refusal(run("tier", small, "--goal", "Bronze"))
    assert "There is no tier" in refusal(run("report", small, "-o", "report.xlsx", "--goal", "Bronze"))
    assert "2022-07-18" in refusal(run("report", small, "-o", "report.xlsx", "--as-of", "2019-01-01"))
    assert not Path("report.xlsx").exists()


@pytest.mark.parametrize(
    "command",
    [("new",), ("import", "export.csv", "-o"), ("report", "small.xlsx", "-o"), ("renewals", "small.xlsx", "-o")],
)
@pytest.mark.usefixtures("small")
def test_places_that_are_refused(run: Run, command: tuple[str, ...]) -> None:
    Path("export.csv").write_text("Client name,Country\nAcme,Brasil\n", encoding="utf-8")
    Path("there.xlsx").write_bytes(b"mine")
    Path("folder.xlsx").mkdir()
    assert "exists and is left as it is" in refusal(run(*command, "there.xlsx"))
    assert "There is no folder nowhere" in refusal(run(*command, "nowhere/book.xlsx"))
    assert "is a folder" in refusal(run(*command, "folder.xlsx"))
    assert "must end in .xlsx" in refusal(run(*command, "book.xls"))
    assert "must end in .xlsx" in refusal(run(*command, "book"))
    assert Path("there.xlsx").read_bytes() == b"mine"


def test_an_error_of_the_system_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> int:
        raise OSError(28, "No space left on device", "book.xlsx")

    monkeypatch.setattr(make, "new", full)
    assert refusal(run("new", "book.xlsx")) == "book.xlsx: No space left on device."


def test_stopped_by_the_person(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(make, "new", stop)
    said = run("new", "book.xlsx")
    assert (said.code, said.err.count("\n")) == (130, 1)


# The installed script


def test_the_script_runs(script: str, demo: Path) -> None:
    done = started(script, "tier", str(demo / "book.xlsx"), PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Platinum" in done.stdout
    done = started(script, "tier", "missing.xlsx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.split() == b"partnerbook: There is no file or folder missing.xlsx.".split()


def test_python_runs_the_command_by_the_packages_name(demo: Path) -> None:
    done = started(sys.executable, "-m", "partnerbook", "tier", str(demo / "book.xlsx"), PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Platinum" in done.stdout
    done = started(sys.executable, "-m", "partnerbook", "tier", "missing.xlsx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert started(sys.executable, "-m", "partnerbook", "--version").stdout.startswith(b"partnerbook ")


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe of Unix")
@pytest.mark.parametrize("command", [["points"], ["renewals"], ["--help"]])
def test_a_reader_that_stops_early(script: str, demo: Path, command: list[str]) -> None:
    words = [script, *command, *([] if command == ["--help"] else [str(demo / "book.xlsx")])]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("words", [[], ["--help"], ["points", "1000", "Mexico", "USD"]])
def test_the_command_starts_fast_and_imports_what_it_needs(words: list[str]) -> None:
    code = f"import sys\nfrom partnerbook.command.main import main\nmain({words!r})\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = done.stdout.splitlines()[-1].split()
    assert not {"openpyxl", "rich", "python_calamine", "numpy", "pandas", "asyncio"} & set(loaded)
