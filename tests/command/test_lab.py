"""`partnerbook lab`: where notebooks are put, what JupyterLab is told, what is refused; and a real one to its end."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client import BlockingKernelClient
from support.books import write_plain_book

from partnerbook.command import lab as lab_cli
from partnerbook.command import main as cli
from partnerbook.panels.registry import GIVEN_BOOK
from partnerbook.sample import sample_book

NOTEBOOKS = {f"{name}.ipynb" for name in ("calculator", "commission", "frames", "outlook", "renewals", "tier_progress")}
PATIENCE = 60.0


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What JupyterLab is told instead of being started."""
    found: list[str] = []
    monkeypatch.setattr(lab_cli, "_start", found.extend)
    for name in (GIVEN_BOOK, "JUPYTER_PREFER_ENV_PATH"):
        monkeypatch.setenv(name, "")  # so that it is as it was afterwards
        monkeypatch.delenv(name)
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def option(told: list[str], name: str) -> str:
    [found] = [each.partition("=")[2] for each in told if each.startswith(f"--{name}=")]
    return found


def test_without_a_book_it_starts_where_one_is(here: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(GIVEN_BOOK, "of_another_session.xlsx")
    assert cli.main(["lab"]) == 0
    assert {path.name for path in (here / "partnerbook-lab").iterdir()} == NOTEBOOKS
    assert option(told, "ServerApp.root_dir") == str(here)
    assert GIVEN_BOOK not in os.environ


@pytest.mark.parametrize("form", ["workbook", "folder"])
def test_a_book_elsewhere_is_in_the_folder_that_is_shown(form: str, here: Path, told: list[str]) -> None:
    book = here / "my books" / ("book.xlsx" if form == "workbook" else "book")
    book.parent.mkdir()
    if form == "workbook":
        write_plain_book(sample_book(2), book)
    else:
        book.mkdir()
        (book / "Clients.csv").write_text("Client,Market\nAcme,Spain\n", encoding="utf-8")
    assert cli.main(["lab", os.path.relpath(book)]) == 0
    assert option(told, "ServerApp.root_dir") == str(book.parent)
    assert os.environ[GIVEN_BOOK] == str(book)
    shown = option(told, "LabApp.default_url").removeprefix("/lab/tree/")
    assert (book.parent / shown).is_file()


@pytest.mark.parametrize(
    ("words", "handed_on"),
    [
        (["lab"], []),
        (["lab", "--no-browser"], ["--no-browser"]),
        (["lab", "--", "--port=9000", "--debug"], ["--port=9000", "--debug"]),
        (["lab", "--no-browser", "--", "--ip", "::1"], ["--no-browser", "--ip", "::1"]),
    ],
)
@pytest.mark.usefixtures("here")
def test_jupyterlab_gets_what_is_meant_for_it(words: list[str], handed_on: list[str], told: list[str]) -> None:
    assert cli.main(words) == 0
    assert told[2:] == handed_on


@pytest.mark.usefixtures("told")
def test_a_notebook_that_is_there_is_never_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["lab"])
    mine, missing = here / "partnerbook-lab" / "calculator.ipynb", here / "partnerbook-lab" / "tier_progress.ipynb"
    original = missing.read_bytes()
    mine.write_text("mine", encoding="utf-8")
    missing.unlink()
    capsys.readouterr()
    assert cli.main(["lab"]) == 0
    assert mine.read_text("utf-8") == "mine"
    assert missing.read_bytes() == original
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if "calculator" in line] == [
        f"Changed since they were written, and left as they are: calculator.ipynb in {mine.parent}"
    ]
    assert f"{missing} is written." in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lab", "none.xlsx"], "There is no file or folder none.xlsx."),
        (["lab", "--port=9000"], "unrecognized arguments: --port=9000"),
        (["lab", "notes.txt"], "notes.txt"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_written(
    words: list[str], sentence: str, here: Path, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "notes.txt").write_text("Dear diary", encoding="utf-8")
    assert cli.main(words) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert sentence in said[0]
    assert told == []
    assert [path.name for path in here.iterdir()] == ["notes.txt"]


def test_the_books_errors_are_told_and_it_starts_nevertheless(
    here: Path, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = here / "book"
    folder.mkdir()
    (folder / "Clients.csv").write_text("Client,Market\nAcme,Atlantis\n", encoding="utf-8")
    assert cli.main(["lab", "book"]) == 0
    assert "Atlantis" in capsys.readouterr().err
    assert told


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    here: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab_cli, "find_spec", lambda name: name not in {"jupyterlab", "ipywidgets"})
    assert cli.main(["lab"]) == 2
    assert capsys.readouterr().err == (
        "partnerbook: Not installed, and the notebooks need it: jupyterlab, ipywidgets. "
        'To install: python -m pip install "partnerbook[lab]"\n'
    )
    assert told == []
    assert list(here.iterdir()) == []


def write_kernel(data: Path, program: str) -> None:
    """A kernel of the name that the notebooks ask for, in a folder of Jupyter's data."""
    folder = data / "kernels" / "python3"
    folder.mkdir(parents=True)
    spec = {"argv": [program, "-m", "ipykernel_launcher", "-f", "{connection_file}"]}
    (folder / "kernel.json").write_text(
        json.dumps({**spec, "display_name": "Python 3", "language": "python"}), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("program", "said"),
    [("python", False), (sys.executable, False), (str(Path(sys.executable).with_name("python0.9")), True)],
)
def test_a_kernel_of_another_python_is_told(
    program: str,
    said: bool,
    here: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_kernel(here / "data", program)
    monkeypatch.setenv("JUPYTER_PATH", str(here / "data"))
    assert cli.main(["lab"]) == 0
    assert (f"with {program}" in capsys.readouterr().out) is said
    assert told


class Started:
    """A `partnerbook lab` that runs, at a terminal."""

    def __init__(self, folder: Path, *words: str) -> None:
        script = shutil.which("partnerbook", path=sysconfig.get_path("scripts"))
        assert script, "partnerbook is not installed in this environment (python -m pip install .)"
        self.runtime = folder / "runtime"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        passed = [f"--port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1", "--allow-root"]
        passed += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
        folders = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        terminal, self.end = os.openpty()
        self.log = folder / "log.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [script, "lab", *words, "--no-browser", "--", *passed],
                cwd=folder,
                env=os.environ | folders | {"IPYTHONDIR": str(folder / "ipython")},
                stdin=self.end,
                stdout=log,
                stderr=log,
            )
        self.terminal = terminal

    def ask(self, path: str, body: object = None) -> Any:
        """What the server answers to a GET, or to a POST of a body."""
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data), timeout=PATIENCE) as answer:  # noqa: S310
            return json.loads(answer.read())

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                self.ask("/api")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.log.read_text("utf-8", "replace"))

    def output(self, kernel: str, code: str) -> list[str]:
        """What the kernel prints, line by line."""
        client = BlockingKernelClient(connection_file=str(self.runtime / f"kernel-{kernel}.json"))
        client.load_connection_file()
        client.hb_channel.time_to_dead = PATIENCE  # one of a busy machine is not dead after a second without a beat
        client.start_channels()
        try:
            client.wait_for_ready(PATIENCE)
            printed: list[str] = []
            client.execute_interactive(
                code, timeout=PATIENCE, output_hook=lambda message: printed.append(message["content"].get("text", ""))
            )
            return "".join(printed).splitlines()
        finally:
            client.stop_channels()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    if not hasattr(os, "openpty"):
        pytest.skip("there are no pseudo-terminals here")
    books = tmp_path / "my books"
    books.mkdir()
    write_plain_book(sample_book(2), books / "book.xlsx")
    write_kernel(tmp_path / "data", str(tmp_path / "no_python"))  # a user's own, from some other time
    running = Started(tmp_path, "my books/book.xlsx")
    yield running
    for each in (
        [*psutil.Process(running.process.pid).children(recursive=True)] if running.process.poll() is None else []
    ):
        each.kill()
    running.process.kill()
    running.process.wait()
    os.close(running.terminal)
    os.close(running.end)


def test_a_real_one_runs_the_notebooks_on_the_book_and_ends_at_ctrl_c(started: Started, tmp_path: Path) -> None:
    started.wait()
    names = {each["name"] for each in started.ask("/api/contents/")["content"]}
    assert names == {"book.xlsx", "partnerbook-lab"}
    assert {each["name"] for each in started.ask("/api/contents/partnerbook-lab")["content"]} == NOTEBOOKS
    kernel = started.ask("/api/kernels", {"name": "python3"})["id"]
    code = f"import os, sys\nprint(sys.executable, os.environ['{GIVEN_BOOK}'], os.getpid(), sep='\\n')"
    python, book, number = started.output(kernel, code)
    assert Path(python).parent == Path(sys.executable).parent
    assert book == str(tmp_path / "my books" / "book.xlsx")
    started.process.send_signal(signal.SIGINT)
    assert started.process.wait(20) == 0, started.log.read_text("utf-8", "replace")
    assert not psutil.pid_exists(int(number))
